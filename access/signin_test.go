package access

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// credentials are a login's credentials from an address.
func credentials(login, password, address string) Credentials {
	c := Credentials{Kind: KindAccount, Account: accountOf(login), Password: password, Client: Client{Address: address, Browser: "a browser"}}
	if name, _, ok := strings.Cut(login, " @ "); ok {
		c.Kind, c.User = KindUser, name
	}
	return c
}

const address = "192.0.2.1"

// signIn tries to sign in. token is the session's, if that succeeded.
func (w *world) signIn(c Credentials) (token string, err error) {
	_, err = w.s.SignIn(w.Context(), c, func() (string, error) {
		token = rand.Text()
		return token, nil
	})
	return token, err
}

func TestSignIn(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		login, name, zone string
		roles             []Role
	}{
		{"Acme", "Acme", "UTC", []Role{Customer, AccountLogin}},
		{"ACME", "Acme", "UTC", []Role{Customer, AccountLogin}},
		{"Vendor", "Vendor", "UTC", []Role{Customer, Support, AccountLogin}},
		{"sue @ Acme", "sue @ Acme", "UTC", []Role{Superuser, User}},
		{" SUE @ acme", "sue @ Acme", "UTC", []Role{Superuser, User}},
		{"victor @ Vendor", "victor @ Vendor", "Europe/Berlin", []Role{Support, User}},
		{"spy @ Acme", "spy @ Acme", "UTC", []Role{ExternalSuperuser, User}},
	} {
		var token string
		var err error
		lines := w.recorded(func() { token, err = w.signIn(credentials(c.login, password, address)) })
		equal(t, c.login, outcome(err), "done")
		equal(t, c.login+": entries", lines, []string{c.name + ": session.started: " + accountOf(c.name)})
		a := must(w.s.Authenticate(t.Context(), token, "192.0.2.9"))(w)
		equal(t, c.login+": actor", []any{a.Name(), a.Zone, a.Roles, a.Address}, []any{c.name, c.zone, c.roles, "192.0.2.9"})
	}
	u := must(w.store.Read.GetUserByName(t.Context(), db.GetUserByNameParams{AccountID: "acc_Acme", NameKey: "sue"}))(w)
	equal(t, "last login", db.NullTime(u.LastLoginAt), start)
}

func TestWhoCannotSignInIsAnsweredAlike(t *testing.T) {
	w := newWorld(t)
	w.addUser(worldUser{login: "gone @ Acme", owner: "bea @ Borealis"}, start)
	w.addUser(worldUser{login: "soon @ Acme", owner: "bea @ Borealis"}, start.Add(millisecond))
	w.addUser(worldUser{login: "kept @ Acme", owner: "idle @ Vendor"}, time.Time{})
	w.addUser(worldUser{login: "shut @ Acme", owner: "kim @ Kite"}, time.Time{})
	w.addUser(worldUser{login: "left @ Tills", owner: "gone @ Acme"}, time.Time{})
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Kite", false))
	equal(t, "external user in time", outcome(second(w.signIn(credentials("soon @ Acme", password, address)))), "done")
	const wrong = "not the password at all"
	for _, c := range []struct{ what, login, password, object string }{
		{"unknown account", "Nobody", password, ""},
		{"unknown account's user", "sue @ Nobody", password, ""},
		{"unknown user", "nobody @ Acme", password, "Acme"},
		{"no user", " @ Acme", password, "Acme"},
		{"another account's user", "sue @ Borealis", password, "Borealis"},
		{"account's wrong password", "Acme", wrong, "Acme"},
		{"user's wrong password", "sue @ Acme", wrong, "sue"},
		{"no password", "sue @ Acme", "", "sue"},
		{"disabled account", "Kite", password, "Kite"},
		{"disabled account's user", "kim @ Kite", password, "kim"},
		{"inactive user", "idle @ Vendor", password, "idle"},
		{"expired external user", "gone @ Acme", password, "gone"},
		{"external user of an inactive owner", "kept @ Acme", password, "kept"},
		{"external user of a disabled account's", "shut @ Acme", password, "shut"},
		{"external user of an expired one", "left @ Tills", password, "left"},
	} {
		w.clock = w.clock.Add(gatherAttempts) // otherwise the attempts are counted together
		first := int64(len(w.entries(0)))
		token, err := w.signIn(credentials(c.login, c.password, address))
		equal(t, c.what, fmt.Sprint(err), ErrSignIn)
		equal(t, c.what+": token", token, "")
		entries := w.entries(first)
		equal(t, c.what+": entries", len(entries), 1)
		e := entries[0]
		equal(t, c.what+": entry", []string{e.Action, e.ActorKind, e.ActorAccountID, e.ObjectName, e.Address},
			[]string{"session.refused", "NOBODY", "", c.object, address})
		for _, secret := range []string{password, wrong} {
			if strings.Contains(fmt.Sprintf("%+v", e), secret) {
				t.Errorf("%s: the password is in the record: %+v", c.what, e)
			}
		}
	}
}

func TestAccountAndUserLoginsAreNotMixedUp(t *testing.T) {
	w := newWorld(t)
	for _, c := range []Credentials{
		{Kind: "", Account: "Acme", Password: password},
		{Kind: KindOperator, Account: "Acme", Password: password},
		{Kind: KindNobody, Account: "Acme", Password: password},
		{Kind: KindUser, Account: "Acme", Password: password},
	} {
		equal(t, fmt.Sprintf("%+v", c), outcome(second(w.signIn(c))), ErrSignIn)
	}
}

func TestTooManyTries(t *testing.T) {
	w := newWorld(t)
	try := func(login, password, address string) string {
		return outcome(second(w.signIn(credentials(login, password, address))))
	}
	for i := range freeTries {
		equal(t, fmt.Sprint("try ", i+1), try("sue @ Acme", "wrong", address), ErrSignIn)
	}
	for _, c := range []struct{ what, login, address, want string }{
		{"the same", "sue @ Acme", address, "too many tries"},
		{"by another spelling", " SUE @ ACME ", address, "too many tries"},
		{"another address", "sue @ Acme", "192.0.2.2", "done"},
		{"another user", "paul @ Acme", address, "done"},
		{"the account login", "Acme", address, "done"},
		{"the same again", "sue @ Acme", address, "too many tries"},
	} {
		equal(t, c.what, try(c.login, password, c.address), c.want)
	}
	w.clock = start.Add(firstWait - millisecond)
	equal(t, "just before", try("sue @ Acme", password, address), "too many tries")
	w.clock = start.Add(firstWait)
	equal(t, "after the wait", try("sue @ Acme", password, address), "done")
}

func TestWaitGrowsAndIsBounded(t *testing.T) {
	w := newWorld(t)
	var waits []time.Duration
	for try := range freeTries + 8 {
		equal(t, fmt.Sprint("try ", try), outcome(second(w.signIn(credentials("nobody @ Acme", "wrong", address)))), ErrSignIn)
		if try+1 < freeTries {
			continue
		}
		var tries *TooManyTries
		if _, err := w.signIn(credentials("nobody @ Acme", "wrong", address)); errors.As(err, &tries) {
			waits = append(waits, tries.RetryAfter)
			w.clock = w.clock.Add(tries.RetryAfter)
		}
	}
	equal(t, "waits", waits, "[30s 1m0s 2m0s 4m0s 8m0s 15m0s 15m0s 15m0s 15m0s]")
}

func TestTriesAreForgotten(t *testing.T) {
	w := newWorld(t)
	fail := func(n int) {
		t.Helper()
		for range n {
			equal(t, "try", outcome(second(w.signIn(credentials("Acme", "wrong", address)))), ErrSignIn)
		}
	}
	fail(freeTries - 1)
	equal(t, "success", outcome(second(w.signIn(credentials("Acme", password, address)))), "done")
	fail(freeTries - 1)
	w.clock = w.clock.Add(triesForgotten + millisecond)
	fail(freeTries)
	equal(t, "at last", outcome(second(w.signIn(credentials("Acme", password, address)))), "too many tries")
}

func TestTriesAtTheSameTimeCount(t *testing.T) {
	w := newWorld(t)
	lines := w.recorded(func() {
		count := together(3*freeTries, func(int) error {
			for busy := new(*Busy); ; {
				if _, err := w.signIn(credentials("Acme", "wrong", address)); !errors.As(err, busy) {
					return err
				}
			}
		})
		equal(t, "outcomes", count, map[string]int{ErrSignIn.Error(): freeTries, "too many tries": 2 * freeTries})
	})
	equal(t, "entries", len(lines), 2) // the last one differs: this address waits
	w.clock = w.clock.Add(gatherAttempts)
	failed := 0
	for _, e := range w.entries(0) {
		n, _ := strconv.Atoi(cmp.Or(detailsOf(SignInFailed, e.After)[DetailTimes], "1"))
		failed += n
	}
	equal(t, "failed", failed, freeTries)
}

func TestNetwork(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "::ffff:192.0.2.1": "192.0.2.1",
		"2001:db8:1:2:3::4": "2001:db8:1:2::/64", "2001:db8:1:2:ffff::": "2001:db8:1:2::/64", "2001:db8:1:3::": "2001:db8:1:3::/64",
		"fe80::1%eth0": "fe80::/64", "": "", "somewhere": "somewhere",
	} {
		equal(t, address, Network(address), want)
	}
}

func TestSessionsAreGoneAtOnce(t *testing.T) {
	logins := []string{"Acme", "sue @ Acme", "ext @ Acme", "spy @ Acme", "Borealis", "bea @ Borealis", "Vendor", "vera @ Vendor"}
	for _, c := range []struct {
		what string
		fn   func(w *world) error
		gone string
	}{
		{"nothing", func(*world) error { return nil }, ""},
		{"account disabled", func(w *world) error { return w.s.SetAccountLogin(w.Context(), w.as("Root"), "Acme", false) },
			"Acme, sue @ Acme, ext @ Acme, spy @ Acme"},
		{"owner's account disabled", func(w *world) error { return w.s.SetAccountLogin(w.Context(), w.as("Root"), "Vendor", false) },
			"spy @ Acme, Vendor, vera @ Vendor"},
		{"role added", func(w *world) error { return w.s.AddAccountRole(w.Context(), w.as("Root"), "Borealis", Support) },
			"Borealis, bea @ Borealis"},
		{"role removed", func(w *world) error { return w.s.RemoveAccountRole(w.Context(), w.as("Root"), "Vendor", Support) },
			"Vendor, vera @ Vendor"},
		{"account's password changed", func(w *world) error {
			return w.s.SetAccountPassword(w.Context(), w.as("Acme"), "Acme", "seven other unrelated words")
		}, "Acme"},
		{"user deactivated", func(w *world) error {
			w.setActive("vera @ Vendor", false)
			return nil
		}, "spy @ Acme, vera @ Vendor"},
		{"user's password changed", func(w *world) error {
			return w.store.Write(w.Context(), func(q *db.Queries) error {
				return q.UpdateUserPassword(w.Context(), db.UpdateUserPasswordParams{ID: "usr_sue", PasswordHash: passwordHash()})
			})
		}, "sue @ Acme"},
	} {
		w := newWorld(t)
		tokens := map[string]string{}
		for _, login := range logins {
			tokens[login] = w.session(login)
		}
		w.must(c.fn(w))
		var gone []string
		for _, login := range logins {
			if _, err := w.s.Authenticate(t.Context(), tokens[login], address); outcome(err) == "not found" {
				gone = append(gone, login)
			}
		}
		equal(t, c.what, strings.Join(gone, ", "), c.gone)
	}
}

func TestSessionEnds(t *testing.T) {
	w := newWorld(t)
	w.addUser(worldUser{login: "temp @ Acme", owner: "bea @ Borealis"}, start.Add(time.Hour))
	tokens := each([]string{"Acme", "temp @ Acme"}, func(login string) string { return must(w.signIn(credentials(login, password, address)))(w) })
	for _, c := range []struct {
		token int
		after time.Duration
		want  string
	}{
		{0, DefaultSessionLifetime - millisecond, "done"}, {0, DefaultSessionLifetime, "not found"},
		{1, time.Hour - millisecond, "done"}, {1, time.Hour, "not found"},
	} {
		w.anew(start.Add(c.after))
		_, err := w.s.Authenticate(t.Context(), tokens[c.token], address)
		equal(t, fmt.Sprint("session ", c.token, " after ", c.after), outcome(err), c.want)
	}
	for _, token := range []string{"", "no such token"} {
		equal(t, "token "+token, outcome(second(w.s.Authenticate(t.Context(), token, address))), "not found")
	}
}

// A login can have a limited number of sessions: the oldest one ends, and those of other logins
// stay.
func TestSessionsOfALoginAreBounded(t *testing.T) {
	w := newWorld(t)
	others := []string{w.session("Acme"), w.session("paul @ Acme")}
	var tokens []string
	for range maxSessions + 2 {
		w.clock = w.clock.Add(time.Second)
		tokens = append(tokens, must(w.signIn(credentials("sue @ Acme", password, address)))(w))
	}
	for i, token := range append(others, tokens...) {
		_, err := w.s.Authenticate(t.Context(), token, address)
		ended := i == len(others) || i == len(others)+1
		equal(t, fmt.Sprint("session ", i), outcome(err) == "not found", ended)
	}
}

func TestSignOut(t *testing.T) {
	w := newWorld(t)
	token, other := w.session("sue @ Acme"), w.session("sue @ Acme")
	by := w.as("sue @ Acme")
	for _, want := range [][]string{{"sue @ Acme: session.ended: Acme"}, {}} {
		lines := w.recorded(func() { w.must(w.s.SignOut(t.Context(), by, token)) })
		equal(t, "entries", lines, want)
	}
	for token, want := range map[string]string{token: "not found", other: "done"} {
		equal(t, "session", outcome(second(w.s.Authenticate(t.Context(), token, address))), want)
	}
}

func TestSessionDataDoesNotBringBackASession(t *testing.T) {
	w := newWorld(t)
	sessions := db.NewSessionStore(w.store, w.Now)
	token := w.session("sue @ Acme")
	find := func(want string) {
		t.Helper()
		data, found, err := sessions.FindCtx(t.Context(), token)
		w.must(err)
		equal(t, "data", fmt.Sprintf("%s %v", data, found), want)
	}
	find("data true")
	w.must(sessions.CommitCtx(t.Context(), token, []byte("more"), time.Time{}))
	find("more true")
	w.must(sessions.DeleteCtx(t.Context(), token))
	w.must(sessions.CommitCtx(t.Context(), token, []byte("again"), start.Add(time.Hour)))
	find(" false")
	equal(t, "session", outcome(second(w.s.Authenticate(t.Context(), token, address))), "not found")

	token = w.session("sue @ Acme")
	w.clock = start.Add(DefaultSessionLifetime)
	find(" false")
}

// A session created in the same instant in which its login was disabled does not count either.
func TestNoSessionOfOneWhoMayNotSignIn(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Kite", false))
	for login, want := range map[string]string{
		"Vendor": "done", "vera @ Vendor": "done", "Kite": "not found", "kim @ Kite": "not found", "idle @ Vendor": "not found",
	} {
		equal(t, login, outcome(second(w.s.Authenticate(t.Context(), w.session(login), address))), want)
	}
}
