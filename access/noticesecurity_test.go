package access

import (
	"context"
	"slices"
	"testing"
)

// firefox is the User-Agent of the world's sessions.
const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"

// TestSecurityMails: they go to the login's own address, and for an account login to the account's,
// even if the login itself acted or wants no notifications.
func TestSecurityMails(t *testing.T) {
	w := newToldWorld(t)
	for _, c := range []struct{ login, by, want string }{
		{"sue @ Acme", "sue @ Acme", "sue@acme: PASSKEY_ADDED sue @ Acme by sue @ Acme"},
		{"sue @ Acme", "paul @ Acme", "sue@acme: PASSKEY_ADDED sue @ Acme by paul @ Acme"},
		{"Acme", "Acme", "office@acme: PASSKEY_ADDED Acme by Acme"},
	} {
		l := must(findLogin(t.Context(), w.store.Read, credentials(c.login, "", ""), w.clock))(w)
		got := w.told(func() {
			w.must(w.s.transact(t.Context(), w.as(c.by), w.clock, func(tx *tx) error {
				return tx.notifySecurity(t.Context(), l, SecurityNews{Event: SecurityPasskeyAdded, Name: c.by})
			}))
		})
		if !slices.Equal(got, []string{c.want}) {
			t.Errorf("about %s by %s: %q, want %q", c.login, c.by, got, c.want)
		}
	}
}

// TestASecurityMailSaysWhere: the address of the actor, and the browser of its session, unless the
// news says more.
func TestASecurityMailSaysWhere(t *testing.T) {
	w := newToldWorld(t)
	var got SecurityNews
	w.s.letters = func(l Letter) Written {
		got = *l.Login.Security
		return Written{Subject: "news", Body: "news"}
	}
	sue := w.as("sue @ Acme")
	sue.Address = "203.0.113.9"
	tell := func(news SecurityNews) SecurityNews {
		l := must(findLogin(t.Context(), w.store.Read, credentials("sue @ Acme", "", ""), w.clock))(w)
		w.must(w.s.transact(context.WithoutCancel(t.Context()), sue, w.clock, func(tx *tx) error { return tx.notifySecurity(t.Context(), l, news) }))
		return got
	}
	if got := tell(SecurityNews{Event: SecurityCodesAdded}); got.Address != "203.0.113.9" || got.Browser != firefox {
		t.Errorf("by a session it says %+v", got)
	}
	if got := tell(SecurityNews{Event: SecurityCodesAdded, Address: "198.51.100.1", Browser: "other"}); got.Address != "198.51.100.1" || got.Browser != "other" {
		t.Errorf("with its own address and browser it says %+v", got)
	}
}
