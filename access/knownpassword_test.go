package access

import (
	"errors"
	"reflect"
	"testing"
)

// wrongField is the reason that a field was refused for, or nil.
func wrongField(err error, field string) Reason {
	var invalid *Invalid
	if errors.As(err, &invalid) {
		return invalid.Fields[field]
	}
	return nil
}

// A password that others know is refused wherever one is set, whether it is in the list in the
// program or in the operator's.
func TestPasswordsThatOthersKnow(t *testing.T) {
	const leaked = "lantern over a quiet quarry"
	w := newWorld(t)
	_, link, err := w.s.MakeSetupLink(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul")
	w.must(err)
	w.enableMail()
	reset := linkIn(t, w.forget("bea @ Borealis", address))
	fresh := newEmptyWorld(t)
	first := fresh.offered()
	ways := map[string]struct {
		field string
		set   func(password string) error
	}{
		"the first account": {"password", func(p string) error {
			n := newAccount
			n.Password = p
			return fresh.s.Setup(t.Context(), Nobody(address), first, n)
		}},
		"a new account": {"password", func(p string) error {
			return third(w.s.CreateAccount(t.Context(), w.as("Root"), NewAccount{Name: "New", Password: p}))
		}},
		"a new account by the operator": {"password", func(p string) error {
			return third(w.s.CreateAccount(t.Context(), TheOperator(), NewAccount{Name: "Newer", Password: p}))
		}},
		"a new user": {"password", func(p string) error {
			return third(w.s.CreateUser(t.Context(), w.as("Acme"), "acc_Acme", NewUser{Name: "new", Password: p}))
		}},
		"an account's": {"password", func(p string) error { return w.s.SetAccountPassword(t.Context(), TheOperator(), "Acme", p) }},
		"a link for a forgotten one": {"password", func(p string) error {
			return second(w.s.UsePasswordLink(t.Context(), Nobody(address), reset, p, ""))
		}},
		"a set-up link": {"password", func(p string) error { return second(w.s.UseSetupLink(t.Context(), Nobody(address), link, p, "")) }},
		"one's own": {"new_password", func(p string) error {
			return w.s.ChangeOwnPassword(t.Context(), w.as("sue @ Acme"), password, p, anyToken)
		}},
	}
	for name, way := range ways {
		for _, p := range []string{"!QAZ2wsx#EDC", "!qaz2WSX#edc", "correcthorsebatterystaple", "CorrectHorseBatteryStaple", leaked} {
			for _, s := range []*Service{w.s, fresh.s} {
				s.isKnown = func(p string) bool { return p == leaked }
			}
			if got := wrongField(way.set(p), way.field); !reflect.DeepEqual(got, PasswordKnown{}) {
				t.Errorf("%s, %q: got %#v", name, p, got)
			}
		}
		w.s.isKnown, fresh.s.isKnown = nil, nil
		equal(t, name+" without the operator's list", outcome(way.set(leaked)), "done")
	}
}

// What sign-in asks about a password that was set before it became known.
func TestKnownPassword(t *testing.T) {
	var asked []string
	s := &Service{isKnown: func(p string) bool { asked = append(asked, p); return p == "lantern over a quiet quarry" }}
	for p, want := range map[string]bool{"correct horse battery staple": true, "lantern over a quiet quarry": true, password: false, "": false} {
		if got := s.knownPassword(p); got != want {
			t.Errorf("%q: got %v, want %v", p, got, want)
		}
	}
	equal(t, "the operator's list is asked about what is not in the program's", len(asked), 3)
}
