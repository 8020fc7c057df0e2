package views

import (
	"slices"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/words"
)

func TestChangedLines(t *testing.T) {
	type m = map[access.Detail]string
	for _, c := range []struct {
		name          string
		before, after m
		want          []string
	}{
		{"only what changed", m{"longest": "8 h", "hours": "all"}, m{"longest": "4 h", "hours": "all"}, []string{"longest access: 8 h → 4 h"}},
		{"new and gone", m{"a": "1", "same": "x"}, m{"b": "2", "same": "x"}, []string{"a: 1 → –", "b: 2"}},
		{"made", nil, m{"name": "Acme", "roles": "USER"}, []string{"name: Acme", "roles: USER"}},
		{"nothing changed", m{"colour": "red"}, m{"colour": "red"}, []string{"colour: red"}},
		{"hidden", m{"colour": "(hidden)"}, m{"colour": "(hidden)"}, []string{"colour: (hidden)"}},
		{"nothing said", nil, nil, nil},
		{"an instant", m{"ends": "2026-06-01T12:00:00Z"}, m{"ends": "2026-06-01T13:00:00Z"}, []string{"ends: 1 Jun 2026, 12:00 UTC → 1 Jun 2026, 13:00 UTC"}},
	} {
		if got := ChangedLines(words.English(), access.Record{Before: c.before, After: c.after}, time.UTC); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Codes in the record are shown in each language, and what a reader may not see is not replaced
// by English.
func TestChangeLinesInGerman(t *testing.T) {
	type m = map[access.Detail]string
	de := words.Of("de", "")
	for _, c := range []struct {
		action        access.Action
		before, after m
		want          string
	}{
		{access.RequestGranted, m{access.DetailState: "PENDING"}, m{access.DetailState: "ACTIVE"}, "Status: OFFEN → AKTIV"},
		{access.InvoicePaid, m{access.DetailStatus: "ISSUED"}, m{access.DetailStatus: "PAID"}, "Status: AUSGESTELLT → BEZAHLT"},
		{access.InvoiceCreated, nil, m{access.DetailPrice: "0.0465"}, de.Detail(access.DetailPrice) + ": 0,0465"},
		{access.LanguageChosen, m{access.DetailLanguage: ""}, m{access.DetailLanguage: "de"}, de.Detail(access.DetailLanguage) + ": – → Deutsch"},
		{access.SettingChanged, m{"colour": access.HiddenValue}, m{"colour": access.HiddenValue}, "colour: " + de.Record.HiddenValue + " → " + de.Record.HiddenValue},
		{access.SettingChanged, m{"key": access.NotSecretValue}, m{"key": access.SecretValue}, "key: " + de.Record.NotSecretValue + " → " + de.Record.SecretValue},
	} {
		got := ChangeLines(de, access.Record{Action: c.action, Before: c.before, After: c.after}, time.UTC)
		if !slices.Equal(got, []string{c.want}) {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
