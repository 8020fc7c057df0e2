package access

import (
	"slices"
	"testing"
	"time"

	"latchkey/db"
)

// webappEnds are all acts that end access to a webapp: whose, and why. The others' stays.
var webappEnds = []struct {
	what, login string
	why         WebappEnd
	act         func(w *world, grant Request) error
	// others says that the act ends that of all others, too.
	others bool
}{
	{"signing out", "paul @ Acme", EndedSession, func(w *world, _ Request) error {
		return w.s.SignOut(w.Context(), w.as("paul @ Acme"), w.sessions["paul @ Acme"])
	}, false},
	{"signed in too often", "paul @ Acme", EndedSession, func(w *world, _ Request) error {
		for range maxSessions - 1 {
			w.session("paul @ Acme")
		}
		return second(w.signIn(credentials("paul @ Acme", password, address)))
	}, false},
	{"signed out by others", "paul @ Acme", EndedSession, func(w *world, _ Request) error {
		return w.s.EndUserSessions(w.Context(), w.as("sue @ Acme"), "acc_Acme", "usr_paul")
	}, false},
	{"sessions ended elsewhere", "paul @ Acme", EndedSession, func(w *world, _ Request) error {
		elsewhere := must(w.s.Authenticate(w.Context(), w.session("paul @ Acme"), address))(w)
		return w.s.EndOtherSessions(w.Context(), elsewhere)
	}, false},
	{"a new password, elsewhere", "paul @ Acme", EndedSession, func(w *world, _ Request) error {
		elsewhere := must(w.s.Authenticate(w.Context(), w.session("paul @ Acme"), address))(w)
		return w.s.ChangeOwnPassword(w.Context(), elsewhere, password, newPassword, func() (string, error) { return "renewed", nil })
	}, false},
	{"deactivated", "paul @ Acme", EndedSession, func(w *world, _ Request) error {
		return w.s.SetUserActive(w.Context(), w.as("sue @ Acme"), "acc_Acme", "usr_paul", false)
	}, false},
	{"deleted", "paul @ Acme", EndedSession, func(w *world, _ Request) error {
		return w.s.DeleteUser(w.Context(), w.as("sue @ Acme"), "acc_Acme", "usr_paul")
	}, false},
	{"seat taken", "paul @ Acme", EndedSeat, func(w *world, _ Request) error {
		return second(w.s.AssignWebapp(w.Context(), w.as("sue @ Acme"), "acc_Acme", "app_shop", []string{"usr_paul"}, false))
	}, false},
	{"the user's webapps changed", "paul @ Acme", EndedSeat, func(w *world, _ Request) error {
		return w.s.SetUserSubscriptions(w.Context(), w.as("sue @ Acme"), "acc_Acme", "usr_paul", nil)
	}, false},
	{"subscription removed", "paul @ Acme", EndedSubscription, func(w *world, _ Request) error {
		return second(w.s.RemoveSubscription(w.Context(), w.as("Root"), "acc_Acme", "app_shop"))
	}, true},
	{"subscription begins later", "paul @ Acme", EndedSubscription, func(w *world, _ Request) error {
		f := NewSubscription{WebappID: "app_shop", Seats: "5", ValidFrom: local(start.Add(time.Hour)), ValidTo: local(start.Add(9 * time.Hour))}
		return second(w.s.ChangeSubscription(w.Context(), w.as("Root"), "acc_Acme", f))
	}, true},
	{"the webapp signs nobody in any more", "paul @ Acme", EndedClient, func(w *world, _ Request) error {
		return second(w.s.RemoveWebappClient(w.Context(), w.as("Root"), "app_shop"))
	}, true},
	{"account disabled", "paul @ Acme", EndedSession, func(w *world, _ Request) error {
		return w.s.SetAccountLogin(w.Context(), w.as("Root"), "acc_Acme", false)
	}, true},
	{"account deleted", "paul @ Acme", EndedSession, func(w *world, _ Request) error {
		return w.s.DeleteAccount(w.Context(), w.as("Root"), "acc_Acme", "Acme")
	}, true},
	{"an external user's owner deactivated", "ext @ Acme", EndedSession, func(w *world, _ Request) error {
		return w.s.SetUserActive(w.Context(), w.as("Borealis"), "acc_Borealis", "usr_bea", false)
	}, false},
	{"an external user's owner account disabled", "ext @ Acme", EndedSession, func(w *world, _ Request) error {
		return w.s.SetAccountLogin(w.Context(), w.as("Root"), "acc_Borealis", false)
	}, false},
	{"frozen", "vera @ Vendor", EndedGrant, func(w *world, _ Request) error {
		return w.s.Freeze(w.Context(), w.as("sue @ Acme"), "acc_Acme", "something is wrong")
	}, true},
	{"revoked", "vera @ Vendor", EndedGrant, func(w *world, g Request) error {
		return second(w.s.Revoke(w.Context(), w.as("sue @ Acme"), g.ID, ""))
	}, false},
	{"handed back", "vera @ Vendor", EndedGrant, func(w *world, g Request) error {
		return second(w.s.HandBack(w.Context(), w.as("vera @ Vendor"), g.ID))
	}, false},
	{"shortened", "vera @ Vendor", EndedGrant, func(w *world, g Request) error {
		return second(w.s.Shorten(w.Context(), w.as("sue @ Acme"), g.ID, local(start.Add(time.Hour))))
	}, false},
	{"company deleted", "vera @ Vendor", EndedGrant, func(w *world, _ Request) error {
		return w.s.DeleteCompany(w.Context(), w.as("sue @ Acme"), "acc_Acme", "com_North")
	}, false},
	{"the visitor's account disabled", "vera @ Vendor", EndedSession, func(w *world, _ Request) error {
		return w.s.SetAccountLogin(w.Context(), w.as("Root"), "acc_Vendor", false)
	}, false},
	{"the visitor's account lost its role", "vera @ Vendor", EndedSession, func(w *world, _ Request) error {
		return w.s.RemoveAccountRole(w.Context(), w.as("Root"), "acc_Vendor", Support)
	}, false},
}

// Whatever ends access ends the sign-in to the webapp in its transaction, so that the webapp is
// told, and it ends nobody else's.
func TestWhatEndsAccessEndsWebapps(t *testing.T) {
	logins := []string{"paul @ Acme", "ext @ Acme", "vera @ Vendor"}
	for _, c := range webappEnds {
		t.Run(c.what, func(t *testing.T) {
			w, grant := newShop(t)
			in := map[string]TokenAnswer{}
			for _, login := range logins {
				in[login] = w.inShop(login)
			}
			w.clock = w.clock.Add(time.Minute)
			equal(t, "before", w.counts(in[c.login]), true)
			w.must(c.act(w, grant))
			is := w.webappSession(in[c.login])
			equal(t, "over", db.NullTime(is.OverAt).Equal(w.clock), true)
			equal(t, "why", WebappEnd(is.Why), c.why)
			equal(t, "to be told", db.NullTime(is.NextTry).Equal(w.clock), true)
			equal(t, "after", w.counts(in[c.login]), false)
			select {
			case <-w.s.LogoutsReady():
			default:
				t.Error("nobody was woken who tells the webapp")
			}
			for _, login := range logins {
				if login != c.login && !c.others {
					equal(t, login+" is still in", w.webappSession(in[login]).OverAt.Valid, false)
					equal(t, login+" still counts", w.counts(in[login]), true)
				}
			}
			due := must(w.s.DueLogouts(t.Context(), "app_shop"))(w)
			equal(t, "told of it", len(due) > 0 && (c.others || len(due) == 1 && due[0].ID == is.ID && due[0].UserID == is.UserID && due[0].ClientID == shopClient), true)
		})
	}
}

// What the clock ends ends at its instant, for every token; the next look of the server ends the
// sign-in.
func TestWhatTheClockEnds(t *testing.T) {
	for _, c := range []struct {
		what, login string
		ends        time.Time
		why         WebappEnd
		prepare     func(w *world)
	}{
		{"a grant", "vera @ Vendor", start.Add(4 * time.Hour), EndedGrant, nil},
		{"a subscription", "paul @ Acme", start.Add(6 * time.Hour), EndedSubscription, nil},
		{"a session", "paul @ Acme", start.Add(DefaultSessionLifetime), EndedSession, func(w *world) {
			w.shopLasts(0, noEnd)
		}},
		{"an external user", "ext @ Acme", start.Add(3 * time.Hour), EndedUser, func(w *world) {
			w.must(w.s.ExtendUser(w.Context(), w.as("sue @ Acme"), "acc_Acme", "usr_ext", local(start.Add(3*time.Hour)), nil))
		}},
		{"a session that is not used", "paul @ Acme", start.Add(30*time.Minute + time.Millisecond), EndedIdle, func(w *world) { w.s.idle = 30 * time.Minute }},
	} {
		t.Run(c.what, func(t *testing.T) {
			w, _ := newShop(t)
			if c.prepare != nil {
				c.prepare(w)
			}
			w.as(c.login)
			w.clock = c.ends.Add(-2 * time.Millisecond)
			w.s.NoteUse(Actor{}) // nobody
			if c.why == EndedIdle {
				w.clock = start
			}
			a := w.inShop(c.login)
			w.clock = c.ends.Add(-time.Millisecond)
			if c.why == EndedIdle { // its token lasts shorter
				w.clock = start.Add(9 * time.Minute)
			}
			equal(t, "before", w.counts(a), true)
			if c.why != EndedIdle {
				equal(t, "said to the webapp", a.ExpiresAt.Equal(c.ends), true)
			}
			w.must(w.s.EndWebapps(t.Context()))
			equal(t, "before, after a look", w.webappSession(a).OverAt.Valid, false)
			w.clock = c.ends
			equal(t, "at its instant", w.counts(a), false)
			w.must(w.s.EndWebapps(t.Context()))
			is := w.webappSession(a)
			equal(t, "over", is.OverAt.Valid, true)
			equal(t, "why", WebappEnd(is.Why), c.why)
			equal(t, "to be told", is.NextTry.Valid, true)
		})
	}
}

// A sign-in follows a session that gets a new token, because its login has a new password.
func TestWebappsFollowTheSession(t *testing.T) {
	w, _ := newShop(t)
	a := w.inShop("paul @ Acme")
	w.must(w.s.ChangeOwnPassword(t.Context(), w.as("paul @ Acme"), password, newPassword, func() (string, error) { return "renewed", nil }))
	equal(t, "still counts", w.counts(a), true)
	w.must(w.s.SignOut(t.Context(), must(w.s.Authenticate(t.Context(), "renewed", address))(w), "renewed"))
	equal(t, "after signing out", w.counts(a), false)
	equal(t, "told", len(must(w.s.DueLogouts(t.Context(), "app_shop"))(w)), 1)
}

// What a webapp never got a token for it is not told of; what it was told is never told again.
func TestToldOnce(t *testing.T) {
	w, _ := newShop(t)
	w.shopLasts(0, noEnd)
	must(w.openShop("paul @ Acme"))(w)
	w.must(w.s.SignOut(t.Context(), w.as("paul @ Acme"), w.sessions["paul @ Acme"]))
	equal(t, "nothing to tell", len(must(w.s.DueLogouts(t.Context(), "app_shop"))(w)), 0)
	w.inShop("paul @ Acme")
	w.must(w.s.SignOut(t.Context(), w.as("paul @ Acme"), w.sessions["paul @ Acme"]))
	due := must(w.s.DueLogouts(t.Context(), "app_shop"))(w)
	equal(t, "one to tell", len(due), 1)
	for wait := time.Second; wait < 16*time.Second; wait *= 2 {
		must(w.s.NoteLogout(t.Context(), due[0], "timeout"))(w)
		w.clock = w.clock.Add(wait - time.Millisecond)
		equal(t, "too early", len(must(w.s.DueLogouts(t.Context(), "app_shop"))(w)), 0)
		w.clock = w.clock.Add(time.Millisecond)
		due = must(w.s.DueLogouts(t.Context(), "app_shop"))(w)
		equal(t, "again", len(due), 1)
	}
	equal(t, "webapps to tell", must(w.s.WebappsToTell(t.Context()))(w), "[app_shop]")
	w.clock = due[0].OverAt.Add(logoutsFor)
	equal(t, "given up", must(w.s.NoteLogout(t.Context(), due[0], "timeout"))(w), true)
	equal(t, "no more", len(must(w.s.DueLogouts(t.Context(), "app_shop"))(w)), 0)
	a := w.inShop("paul @ Acme")
	w.must(w.s.SignOut(t.Context(), w.as("paul @ Acme"), w.sessions["paul @ Acme"]))
	due = must(w.s.DueLogouts(t.Context(), "app_shop"))(w)
	must(w.s.NoteLogout(t.Context(), due[0], ""))(w)
	equal(t, "told", w.webappSession(a).ToldAt.Valid, true)
	equal(t, "nothing left", len(must(w.s.DueLogouts(t.Context(), "app_shop"))(w)), 0)
	w.clock = w.clock.Add(webappSessionsKept + time.Second)
	w.must(w.s.EndWebapps(t.Context()))
	equal(t, "forgotten", db.IsNotFound(second(w.store.Read.GetWebappSession(t.Context(), a.Claims.SessionID))), true)
}

// What a backup brings back of webapps lets nobody in, and the webapps are told.
func TestARestoreEndsWebapps(t *testing.T) {
	w, _ := newShop(t)
	w.must(w.s.BeginKey(t.Context(), false))
	a, code := w.inShop("paul @ Acme"), must(w.openShop("paul @ Acme"))(w)
	b := w.backup()
	b.clock = w.clock
	must(b.s.Restore(t.Context(), Restore{File: "backup.db", Sum: "aa", Key: w.s.signer, KeepKey: true, KeepAccess: true}))(w)
	is := b.webappSession(a)
	equal(t, "over", []any{is.OverAt.Valid, is.NextTry.Valid, WebappEnd(is.Why)}, []any{true, true, EndedRestore})
	equal(t, "its token", b.counts(a), false)
	equal(t, "its code", second(b.exchange(code)), ErrInvalidGrant)
}

// What webapps had still to be told when a backup replaced the database, they are told by the
// backup.
func TestARestoreTellsWhatWaited(t *testing.T) {
	w, _ := newShop(t)
	w.must(w.s.BeginKey(t.Context(), false))
	both := w.inShop("paul @ Acme")
	b := w.backup()
	leaves := func(login string) TokenAnswer {
		a := w.inShop(login)
		w.must(w.s.SignOut(t.Context(), w.as(login), w.sessions[login]))
		return a
	}
	leaves("vera @ Vendor")
	for _, o := range must(w.s.DueLogouts(t.Context(), "app_shop"))(w) {
		w.must(second(w.s.NoteLogout(t.Context(), o, "")))
	}
	live, over := w.inShop("ext @ Acme"), leaves("vera @ Vendor")
	must(w.openShop("vera @ Vendor"))(w) // the webapp does not know yet
	for what, c := range map[string]struct {
		r    Restore
		want []TokenAnswer
	}{
		"known": {Restore{Before: w.s}, []TokenAnswer{both, live, over}}, "not believed": {Restore{Before: w.s, Distrust: true}, []TokenAnswer{both}},
		"not known": {Restore{}, []TokenAnswer{both}},
	} {
		to := b.backup()
		to.clock = w.clock
		c.r.File, c.r.Sum = "backup.db", "aa"
		must(to.s.Restore(t.Context(), c.r))(w)
		said := each(must(to.s.DueLogouts(t.Context(), "app_shop"))(w), func(o Logout) string { return o.ID + o.UserID + o.URI })
		want := each(c.want, func(a TokenAnswer) string {
			return a.Claims.SessionID + a.Claims.UserID + "https://shop.example/logout"
		})
		slices.Sort(said)
		slices.Sort(want)
		equal(t, "told if "+what, said, want)
		if what == "known" {
			equal(t, "why", []string{to.webappSession(live).Why, to.webappSession(over).Why}, []string{string(EndedRestore), string(EndedSession)})
		}
	}
}

// What has ended in a time that was wrong has ended, and what waited for that time is told now.
func TestAcceptingTheClockEndsWebapps(t *testing.T) {
	w, _ := newShop(t)
	w.clock = start.Add(2 * time.Hour)
	w.shopLasts(0, noEnd)
	a := w.inShop("paul @ Acme")
	w.clock = start
	w.must(w.s.AcceptClock(t.Context()))
	is := w.webappSession(a)
	equal(t, "over", []any{is.OverAt.Valid, WebappEnd(is.Why)}, []any{true, EndedSession})
	equal(t, "due", len(must(w.store.Read.ListDueLogouts(t.Context(), db.ListDueLogoutsParams{WebappID: "app_shop", Now: db.Millis(start), PageSize: 5}))(w)), 1)
}
