package access

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"latchkey/db"
)

// notSendable are forms to which no mail can be sent.
var notSendable = []string{
	"anna", "@x.com", "anna@", "anna..b@x.com", ".anna@x.com", "anna.@x.com", "anna@x..com", "anna@.x.com", "anna@x.com.", "anna@x_y.com", "anna@-x.com",
	"mailto:anna@x.com", "anna@x.com (Anna)", "anna(work)@x.com", "Anna <anna@x.com>", "<anna@x.com>", `"Anna B"@x.com`, "anna b@x.com", "anna@x y.com",
	"anna@[192.0.2.1]", "anna@192.0.2.1", "anna@x.com, b@x.com", "anna;b@x.com", "a@b@x.com", "anna@x.com\r\nRCPT TO:<b@x.com>", "anna\x00@x.com",
	"änna@x.com", "anna\u200b@x.com", "anna@xn--a.com", "anna@" + strings.Repeat("d", 64) + ".com", strings.Repeat("l", 65) + "@x.com",
	strings.Repeat("l", 64) + "@" + strings.Repeat(strings.Repeat("d", 62)+".", 3) + "de", "anna@x.com?subject=x", "anna@x.com/", "anna\\@x.com",
}

func TestEmailsThatCannotBeSent(t *testing.T) {
	w := newToldWorld(t)
	for _, email := range notSendable {
		if kept, mistake := ParseEmail(email); mistake == nil {
			t.Errorf("%q is kept as %q", email, kept)
		}
		var invalid *Invalid
		_, _, err := w.s.CreateAccount(t.Context(), TheOperator(), NewAccount{Name: "New", Email: email})
		if !errors.As(err, &invalid) || invalid.Fields["email"] == nil {
			t.Errorf("an account with %q: %v", email, err)
		}
		_, _, err = w.s.CreateUser(t.Context(), w.as("Acme"), w.as("Acme").AccountID, NewUser{Name: "new", Email: email})
		if !errors.As(err, &invalid) || invalid.Fields["email"] == nil {
			t.Errorf("a user with %q: %v", email, err)
		}
	}
	for email, want := range map[string]string{
		" anna@x.com ": "anna@x.com", "Anna@X.COM": "Anna@x.com", "anna@bücher.de": "anna@xn--bcher-kva.de", "anna@BÜCHER。de": "anna@xn--bcher-kva.de", //nolint:gocritic // people type spaces
		"anna@xn--bcher-kva.de": "anna@xn--bcher-kva.de", "anna@straße.de": "anna@xn--strae-oqa.de", "a+b_{c}|'d'@x-y.example": "a+b_{c}|'d'@x-y.example", "root@localhost": "root@localhost",
		strings.Repeat("l", 64) + "@" + strings.Repeat(strings.Repeat("d", 62)+".", 2) + strings.Repeat("d", 63): strings.Repeat("l", 64) + "@" + strings.Repeat(strings.Repeat("d", 62)+".", 2) + strings.Repeat("d", 63),
	} {
		if kept, mistake := ParseEmail(email); mistake != nil || kept != want {
			t.Errorf("%q is kept as %q, %v, want %q", email, kept, mistake, want)
		}
	}
}

// TestEmailOfBefore: an address from before addresses were checked stays until someone changes it.
func TestEmailOfBefore(t *testing.T) {
	for was, now := range map[string]map[string]string{
		"anna..b@x.com":  {"anna..b@x.com": "", " anna..b@x.com ": "", "anna..c@x.com": "not sendable", "anna.b@x.com": "anna.b@x.com", "": "gone"}, //nolint:gocritic // people type spaces
		"anna@bücher.de": {"anna@bücher.de": "", "anna@xn--bcher-kva.de": "", "anna@BÜCHER.de": "", "Anna@bücher.de": "Anna@xn--bcher-kva.de"},
		"Anna@X.com":     {"Anna@x.com": "", "anna@x.com": "anna@x.com"},
	} {
		for typed, want := range now {
			var invalid Invalid
			got := checkEmail(&invalid, typed, was)
			switch want {
			case "not sendable":
				if invalid.Fields["email"] == nil {
					t.Errorf("%q after %q was taken", typed, was)
				}
				continue
			case "":
				want = was
			case "gone":
				want = ""
			}
			if got != want || invalid.err() != nil {
				t.Errorf("%q after %q is %q, %v, want %q", typed, was, got, invalid.err(), want)
			}
		}
	}
}

// TestBothSpellingsAreOneReader: one of the spellings is from before addresses were checked.
func TestBothSpellingsAreOneReader(t *testing.T) {
	w := newToldWorld(t)
	w.write(func(q *db.Queries) error {
		return q.UpdateAccountDetails(t.Context(), db.UpdateAccountDetailsParams{ID: accountID("Acme"), Email: "it@BÜCHER.example", TimeZone: "UTC"})
	})
	w.must(w.s.UpdateUser(t.Context(), w.as("Acme"), accountID("Acme"), userID("sue @ Acme"), UserData{Email: "it@bücher.example"}))
	w.sent()
	w.asked(w.clock, w.clock.Add(hours(4)))
	mails := slices.DeleteFunc(w.sent(), func(m Mail) bool { return !strings.HasPrefix(m.To, "it@") })
	equal(t, "the mails to both", each(mails, func(m Mail) string { return m.To }), []string{"it@xn--bcher-kva.example"})
}
