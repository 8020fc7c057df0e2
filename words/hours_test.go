package words

import (
	"strings"
	"testing"
	"time"

	"latchkey/access"
)

func TestHours(t *testing.T) {
	for _, c := range []struct {
		h      access.Hours
		en, de string
	}{
		{access.AllHours, "at any time", "jederzeit"},
		{access.Hours{From: 8 * 60, To: 18*60 + 30, Weekdays: 0b0111110}, "Mon to Fri, 08:00–18:30", "Mo–Fr, 08:00–18:30"},
		{access.Hours{From: 22 * 60, To: 6 * 60, Weekdays: 127}, "every day, 22:00–06:00 the next day", "täglich, 22:00–06:00 am nächsten Tag"},
		{access.Hours{To: 24 * 60, Weekdays: 0b1000011}, "Mon, Sat, Sun", "Mo, Sa, So"},
	} {
		if en, de := English().Format.Hours(c.h), All[1].Format.Hours(c.h); en != c.en || de != c.de {
			t.Errorf("%+v are %q and %q, want %q and %q", c.h, en, de, c.en, c.de)
		}
	}
}

func TestRule(t *testing.T) {
	all := access.Rule{Longest: time.Hour, Hours: access.Hours{To: 24 * 60, Weekdays: 0b10}, ReadOnly: true, DescriptionRequired: true, SecondFactor: true, Approvals: 2}
	none := access.Rule{Hours: access.AllHours, Approvals: 1}
	for i, want := range []string{
		"At most 1 hour at a time. Allowed times: Mon, in the company's time zone. Read-only. A description is required. Anyone who gets access must have a second factor. Two different people must approve.",
		"Höchstens 1 Stunde je Zugriff. Zugriffszeiten: Mo (Zeitzone des Unternehmens). Nur Lesezugriff. Eine Beschreibung ist erforderlich. Wer Zugriff erhält, muss einen zweiten Faktor haben. Zwei verschiedene Personen müssen zustimmen.",
	} {
		if got := strings.Join(All[i].Format.Rule(all), " "); got != want || len(All[i].Format.Rule(none)) > 0 {
			t.Errorf("got %q, want %q; of no rule %q", got, want, All[i].Format.Rule(none))
		}
	}
}

func TestHowLong(t *testing.T) {
	noon := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	berlin := time.FixedZone("CET", 3600)
	for _, c := range []struct {
		r      access.Request
		en, de string
	}{
		{access.Request{Window: access.Window{From: noon}, AsOf: noon}, "", ""},
		{access.Request{Length: 4 * time.Hour, Window: access.Window{From: noon}, AsOf: noon}, "4 hours from GRANT", "4 Stunden ab GRANT"},
		{
			access.Request{Length: time.Hour, Window: access.Window{From: noon.Add(time.Second)}, AsOf: noon},
			"1 hour from GRANT, not before 2 Mar 2026, 13:00:01 CET", "1 Stunde ab GRANT, frühestens ab 2. März 2026, 13:00:01 MEZ",
		},
	} {
		if en, de := English().Format.HowLong(c.r, berlin), All[1].Format.HowLong(c.r, berlin); en != c.en || de != c.de {
			t.Errorf("got %q and %q, want %q and %q", en, de, c.en, c.de)
		}
	}
}

// What the operator did is described without a login.
func TestReasonsOfTheOperator(t *testing.T) {
	by := access.TheOperator().Name()
	for i, want := range []string{"The operator ended this access.", "Der Betreiber hat diesen Zugriff beendet."} {
		if got := All[i].Reason(access.WasEnded{By: by}); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
