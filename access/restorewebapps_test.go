package access

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// What let webapps sign people in, and ended after the backup, stays ended.
func TestWhatSignedPeopleInStaysEnded(t *testing.T) {
	long(t)
	var app Webapp
	var secret string
	setUp := func(w *world) {
		app = w.subscribed("app", 3)
		n := callback()
		n.RedirectURIs += "\nhttps://old.example/callback"
		w.must(second(w.s.SetWebappClient(w.Context(), w.as("Root"), app.ID, n)))
		secret = w.newSecret(app, 0)
		w.must(w.s.SetVisitorWebapps(w.Context(), w.as("Acme"), "acc_Acme", []string{app.ID}))
		w.granted(w.clock, w.clock.Add(time.Hour))
	}
	signsIn := func(w *world) bool { return w.client(app).ClientID != "" }
	proves := func(w *world) bool { return w.provesItself(app, secret) }
	visits := func(w *world) bool { return len(w.visitable("vera @ Vendor")) > 0 }
	for _, c := range []lifeEnding{
		{"removed", nil, func(w *world) error { return second(w.s.RemoveWebappClient(w.Context(), w.as("Root"), app.ID)) }, signsIn,
			"webapp.client_removed APP: removed 2026-03-02T09:01:00Z Root"},
		{"a secret ended", nil, func(w *world) error {
			return second(w.s.EndWebappSecret(w.Context(), w.as("Root"), app.ID, w.client(app).Secrets[0].ID))
		}, proves, ": ended 2026-03-02T09:01:00Z Root"},
		{"a secret replaced", nil, func(w *world) error { w.newSecret(app, 0); return nil }, proves, "webapp.secret_ended APP"},
		{"an address removed", nil, func(w *world) error {
			return second(w.s.SetWebappClient(w.Context(), w.as("Root"), app.ID, callback()))
		},
			func(w *world) bool { return len(w.client(app).RedirectURIs) == 2 }, "webapp.client_set APP https://old.example/callback: removed"},
		{"visitors kept out", nil, func(w *world) error { return w.s.SetVisitorWebapps(w.Context(), w.as("Acme"), "acc_Acme", nil) }, visits,
			"visitors.set Acme APP: removed"},
	} {
		for _, keep := range []bool{false, true} {
			r := known
			r.KeepAccess = keep
			_, after, report := restored(t, setUp, func(w *world) { w.must(c.act(w)) }, r)
			equal(t, fmt.Sprintf("%s, kept %t: alive", c.what, keep), c.alive(after), keep)
			if got := strings.Join(each(report.Access, revivedText), "\n"); !strings.Contains(got, c.says) {
				t.Errorf("%s: the list is %q, want %q", c.what, got, c.says)
			}
		}
	}
	for what, r := range map[string]Restore{"known": known, "not known": {File: "backup.db", Sum: "aa"}} {
		_, after, _ := restored(t, setUp, func(w *world) { w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"})) }, r)
		equal(t, what, []bool{signsIn(after), proves(after), must(after.s.Rules(t.Context(), after.as("Acme"), "acc_Acme", ""))(after).VisitorsMayOpen != nil},
			[]bool{true, what == "known", what == "known"})
	}
}

// A webapp that needed a secret at last needs one again, and an address that was no longer told of
// sign-ins that end is not told again.
func TestHowWebappsSignInStaysRestricted(t *testing.T) {
	long(t)
	var app Webapp
	const old, now = "https://app.example/old", "https://app.example/new"
	at := func(public bool, logout string) func(*world) {
		return func(w *world) {
			n := callback()
			n.Public, n.LogoutURI = public, logout
			w.must(second(w.s.SetWebappClient(w.Context(), w.as("Root"), app.ID, n)))
		}
	}
	for _, c := range []struct {
		what        string
		before      func(*world)
		acts        []func(*world)
		is          string
		kept, lists string
	}{
		{"needs a secret", at(true, old), []func(*world){at(false, old)}, "false " + old, "true " + old, "webapp.client_set APP public: removed 2026-03-02T09:01:00Z Root"},
		{"another address", at(false, old), []func(*world){at(false, now)}, "false " + now, "false " + old, "webapp.client_set APP " + old + ": removed"},
		{"no address", at(true, old), []func(*world){at(true, now), at(false, "")}, "false ", "true " + old, "webapp.client_set APP " + old + " public: removed"},
		{"public later", at(false, ""), []func(*world){at(true, now)}, "false ", "false ", ""},
		{"public at last", at(true, old), []func(*world){at(false, old), at(true, old)}, "true " + old, "true " + old, ""},
	} {
		for keep, want := range map[bool]string{false: c.is, true: c.kept} {
			r := known
			r.KeepAccess = keep
			_, after, report := restored(t, func(w *world) {
				app = w.subscribed("app", 3)
				c.before(w)
			}, func(w *world) {
				for _, act := range c.acts {
					act(w)
				}
			}, r)
			client := after.client(app)
			equal(t, fmt.Sprintf("%s, kept %t", c.what, keep), fmt.Sprint(client.Public, " ", client.LogoutURI), want)
			if got := strings.Join(each(report.Access, revivedText), "\n"); !strings.Contains(got, c.lists) || c.lists == "" && strings.Contains(got, "webapp.") {
				t.Errorf("%s: the list is %q, want %q", c.what, got, c.lists)
			}
		}
	}
}
