package access

import (
	"crypto/rand"
	"fmt"
	"slices"
	"testing"
	"time"

	"latchkey/db"
)

// anyToken makes a token for a session.
func anyToken() (string, error) { return rand.Text(), nil }

// TestOwnSessions: the one in use comes first, then the last used. Those of other logins, and those
// that have ended in any way, are not there.
func TestOwnSessions(t *testing.T) {
	w, own := newIdleWorld(t)
	w.session("Acme")
	w.session("paul @ Acme")
	w.session("sue @ Acme") // it ends without use
	w.clock = w.clock.Add(6 * time.Minute)
	used, unused := w.session("sue @ Acme"), w.session("sue @ Acme")
	w.use(own)
	w.clock = w.clock.Add(time.Minute)
	w.use(used)
	w.clock = w.clock.Add(4 * time.Minute)
	by := must(w.s.Authenticate(t.Context(), own, address))(w)
	list := must(w.s.Sessions(t.Context(), by))(w)
	want := []Session{
		{Since: start, Seen: start.Add(6 * time.Minute), This: true, hash: db.HashToken(own)},
		{Since: start.Add(6 * time.Minute), Seen: start.Add(7 * time.Minute), hash: db.HashToken(used)},
		{Since: start.Add(6 * time.Minute), Seen: start.Add(6 * time.Minute), hash: db.HashToken(unused)},
	}
	for i := range want {
		want[i].Address, want[i].Browser, want[i].Proofs, want[i].ID = address, firefox, Proofs{List: []Proof{ProofPassword}}, by.sessionID(want[i].hash)
	}
	equal(t, "sessions", list, want)
}

// TestASessionsIDIsNoSecret: it is not the hash of a token, and differs between logins.
func TestASessionsIDIsNoSecret(t *testing.T) {
	w, own := newIdleWorld(t)
	sue, paul := w.as("sue @ Acme"), w.as("paul @ Acme")
	hash := db.HashToken(own)
	equal(t, "characters", len(sue.sessionID(hash)), 24)
	equal(t, "has the hash", slices.Contains([]string{fmt.Sprintf("%x", hash[:12])}, sue.sessionID(hash)), false)
	equal(t, "the same for another login", sue.sessionID(hash) == paul.sessionID(hash), false)
}

// TestNobodyEndsTheSessionsOfOthers: by no id, neither the right one nor that of another login.
func TestNobodyEndsTheSessionsOfOthers(t *testing.T) {
	w, sues := newIdleWorld(t)
	paul, account := w.as("paul @ Acme"), w.as("Acme")
	sue := must(w.s.Authenticate(t.Context(), sues, address))(w)
	for _, by := range []Actor{paul, account} {
		for _, id := range []string{sue.sessionID(sue.session), by.sessionID(sue.session), "", "x"} {
			equal(t, by.Name()+" by "+id, outcome(w.s.EndSession(t.Context(), by, id)), "done")
		}
		w.must(w.s.EndOtherSessions(t.Context(), by))
	}
	equal(t, "sue's", w.after(0, sues), "done")
}

func TestEndingOwnSessions(t *testing.T) {
	w, own := newIdleWorld(t)
	by := must(w.s.Authenticate(t.Context(), own, address))(w)
	first, second, third := w.session("sue @ Acme"), w.session("sue @ Acme"), w.session("sue @ Acme")
	paul, account := w.session("paul @ Acme"), w.session("Acme")
	one := func() error { return w.s.EndSession(t.Context(), by, by.sessionID(db.HashToken(first))) }
	equal(t, "entry of one", w.recorded(func() { w.must(one()) }), []string{"sue @ Acme: sessions.ended: sue"})
	equal(t, "again, without an entry", w.recorded(func() { w.must(one()) }), []string{})
	equal(t, "entry of all others", w.recorded(func() { w.must(w.s.EndOtherSessions(t.Context(), by)) }), []string{"sue @ Acme: sessions.ended: sue"})
	equal(t, "again, without an entry", w.recorded(func() { w.must(w.s.EndOtherSessions(t.Context(), by)) }), []string{})
	last := w.entries(0)
	equal(t, "which", []string{last[len(last)-2].After, last[len(last)-1].After}, []string{`{"sessions":"1","since":"2026-03-02T09:00:00Z"}`, `{"sessions":"2"}`})
	for token, want := range map[string]string{own: "done", first: "not found", second: "not found", third: "not found", paul: "done", account: "done"} {
		equal(t, "session", w.after(0, token), want)
	}
}

// TestWhoEndsTheSessionsOfOthers: whoever may update users, but nobody external, and nobody by a
// grant. ADMINISTRATOR alone ends those of an account login.
func TestWhoEndsTheSessionsOfOthers(t *testing.T) {
	w := newToldWorld(t)
	w.granted(w.clock, w.clock.Add(time.Hour))
	for by, want := range map[string]string{
		"sue @ Acme": "done", "Acme": "done", "Root": "done", "paul @ Acme": "forbidden", "ext @ Acme": "forbidden", "vera @ Vendor": "forbidden", "bea @ Borealis": "not found",
	} {
		token := w.session("paul @ Acme")
		equal(t, "paul's by "+by, outcome(w.s.EndUserSessions(t.Context(), w.as(by), accountID("Acme"), userID("paul @ Acme"))), want)
		equal(t, "paul's after "+by, w.after(0, token), map[bool]string{true: "not found", false: "done"}[want == "done"])
	}
	for by, want := range map[string]string{"Root": "done", "sue @ Acme": "forbidden", "Acme": "forbidden", "Borealis": "not found"} {
		token, sue := w.session("Acme"), w.session("sue @ Acme")
		equal(t, "Acme's by "+by, outcome(w.s.EndAccountSessions(t.Context(), w.as(by), accountID("Acme"))), want)
		equal(t, "Acme's after "+by, w.after(0, token), map[bool]string{true: "not found", false: "done"}[want == "done"])
		equal(t, "its user's after "+by, w.after(0, sue), "done")
	}
}

// TestWhoIsSignedOutIsTold: by mail, and the record says how many sessions ended. Whoever is
// nowhere signed in hears nothing.
func TestWhoIsSignedOutIsTold(t *testing.T) {
	w := newToldWorld(t)
	w.session("paul @ Acme")
	w.session("paul @ Acme")
	end := func() {
		w.must(w.s.EndUserSessions(t.Context(), w.as("sue @ Acme"), accountID("Acme"), userID("paul @ Acme")))
	}
	equal(t, "shown", must(w.s.UserSessions(t.Context(), must(w.s.User(t.Context(), w.as("sue @ Acme"), accountID("Acme"), userID("paul @ Acme")))(w)))(w), SignedInNow{2, start})
	equal(t, "mails", w.told(end), []string{"paul@acme: SESSIONS_ENDED paul @ Acme by sue @ Acme"})
	last := w.entries(0)
	equal(t, "entry", last[len(last)-1].Action+" "+last[len(last)-1].ObjectName+last[len(last)-1].After, `sessions.ended paul{"sessions":"2"}`)
	equal(t, "mails if there is nothing to end", len(w.told(end)), 0)
	equal(t, "shown to someone who may not end them", must(w.s.UserSessions(t.Context(), UserPage{AccountID: accountID("Acme"), ID: userID("sue @ Acme")}))(w), SignedInNow{})
}

// TestSigningOutEverywhereEndsHalfSignIns: someone who knows the password does not go on.
func TestSigningOutEverywhereEndsHalfSignIns(t *testing.T) {
	w := newWorld(t)
	w.needsSecond("sue @ Acme")
	a, err := w.s.SignIn(t.Context(), credentials("sue @ Acme", password, address), nil)
	w.must(err)
	equal(t, "half", outcome(second(w.s.HalfSignedIn(t.Context(), a.Half))), "done")
	w.must(w.s.EndOtherSessions(t.Context(), w.as("sue @ Acme")))
	equal(t, "after the end", outcome(second(w.s.HalfSignedIn(t.Context(), a.Half))), "not found")
}

// TestAPasswordsChangeRenewsTheToken: whoever has the old token, like whoever has another session,
// is out, and whoever changed the password stays in. The login gets a mail.
func TestAPasswordsChangeRenewsTheToken(t *testing.T) {
	for _, login := range []string{"sue @ Acme", "Acme"} {
		w := newToldWorld(t)
		old, other := w.session(login), w.session(login)
		by := must(w.s.Authenticate(t.Context(), old, address))(w)
		var token string
		mails := w.told(func() {
			w.must(w.s.ChangeOwnPassword(t.Context(), by, password, "five other unrelated cellar words", func() (_ string, err error) {
				token = rand.Text()
				return token, nil
			}))
		})
		for which, want := range map[string]string{old: "not found", other: "not found", token: "done"} {
			equal(t, login+"'s session", w.after(0, which), want)
		}
		equal(t, login+" changed something with the old one", outcome(w.s.ChooseLanguage(t.Context(), by, "de")), "failed: signed out")
		equal(t, "mails", mails, []string{map[string]string{"sue @ Acme": "sue@acme", "Acme": "office@acme"}[login] + ": PASSWORD_CHANGED " + login + " by " + login})
	}
}
