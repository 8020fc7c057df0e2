package access

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// newGuessed is a world in which guesses are cheap.
func newGuessed(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.s.dummyHash = passwordHash()
	return w
}

// guess tries a wrong password for a login from each of some addresses.
func (w *world) guess(login string, addresses ...string) {
	w.Helper()
	for _, address := range addresses {
		equal(w, "a guess for "+login+" from "+address, outcome(second(w.signIn(credentials(login, "wrong", address)))), ErrSignIn)
	}
}

// many are addresses with nothing in common, counted from from.
func many(from, n int) (addresses []string) {
	for i := range n {
		addresses = append(addresses, fmt.Sprintf("198.51.%d.%d", (from+i)/250, (from+i)%250))
	}
	return addresses
}

// waitsAfter is after how many guesses an address has to wait, and for how long.
func (w *world) waitsAfter(login, address, known string) (tries int, wait time.Duration) {
	w.Helper()
	for tries = range 50 {
		c := credentials(login, "wrong", address)
		c.Known = known
		_, err := w.signIn(c)
		var many *TooManyTries
		if errors.As(err, &many) {
			return tries, many.RetryAfter
		}
	}
	return tries, 0
}

// loginsOfAllKinds are account logins and user logins that exist, and some that do not.
var loginsOfAllKinds = []string{"Acme", "sue @ Acme", "Nobody", "nobody @ Acme", "nobody @ Nobody", "idle @ Vendor"}

// Guesses from many addresses slow down unknown browsers, whether or not the login exists.
func TestGuessesFromManyAddressesAreSlowed(t *testing.T) {
	long(t)
	for _, login := range loginsOfAllKinds {
		w := newGuessed(t)
		tries, wait := w.waitsAfter(login, "203.0.113.1", "")
		equal(t, login+": before", []any{tries, wait}, []any{freeTries, firstWait})
		w.guess(login, many(0, 60)...)
		tries, wait = w.waitsAfter(login, "203.0.113.2", "")
		equal(t, login+": afterwards", []any{tries, wait}, []any{3, "5m0s"})
		tries, wait = w.waitsAfter("paul @ Acme", "203.0.113.2", "")
		equal(t, login+": another login", []any{tries, wait}, []any{freeTries, firstWait})
		w.clock = w.clock.Add(2 * time.Hour)
		tries, wait = w.waitsAfter(login, "203.0.113.3", "")
		equal(t, login+": when it is over", []any{tries, wait}, []any{freeTries, firstWait})
	}
}

// A user login is the same login in both forms in which it can be typed.
func TestBothFormsOfAUserLoginAreOneLogin(t *testing.T) {
	w := newGuessed(t)
	for i, address := range many(0, 60) {
		c := Credentials{Kind: KindUser, User: "sue @ Acme", Password: "wrong", Client: Client{Address: address}}
		if i%2 == 0 {
			c = credentials("SUE @ ACME", "wrong", address)
		}
		equal(t, address, outcome(second(w.signIn(c))), ErrSignIn)
	}
	tries, _ := w.waitsAfter("sue @ Acme", "203.0.113.2", "")
	equal(t, "tries", tries, 3)
	equal(t, "told", must(w.s.WrongPasswords(t.Context(), w.as("sue @ Acme")))(w).Times, 63)
}

// The owner gets in immediately with a known browser, and also with another one from a different
// address.
func TestStrangersLockNobodyOut(t *testing.T) {
	for _, login := range []string{"Acme", "sue @ Acme"} {
		w := newGuessed(t)
		own := "203.0.113.1"
		arrived, err := w.s.SignIn(t.Context(), credentials(login, password, own), func() (string, error) { return w.session(login) + "x", nil })
		w.must(err)
		known := arrived.Known
		for range 3 {
			w.guess(login, many(0, 60)...)
		}
		w.waitsAfter(login, own, "")
		c := credentials(login, password, own)
		equal(t, login+": an unknown browser there", outcome(second(w.signIn(c))), "too many tries")
		c.Known = known
		equal(t, login+": the known browser", outcome(second(w.signIn(c))), "done")
		tries, wait := w.waitsAfter(login, own, known)
		equal(t, login+": its own mistakes", []any{tries, wait}, []any{freeTries, firstWait})
		c.Address = "203.0.113.9"
		equal(t, login+": after them", outcome(second(w.signIn(c))), "too many tries")
		c.Known = ""
		equal(t, login+": an unknown browser elsewhere", outcome(second(w.signIn(c))), "done")
	}
}

// The owner sees how many there were within a day, and nobody else does. Signing in does not hide
// them.
func TestTheOwnerIsToldOfWrongPasswords(t *testing.T) {
	for _, login := range []string{"Acme", "sue @ Acme"} {
		w := newGuessed(t)
		own := credentials(login, password, "203.0.113.1")
		known := must(w.s.SignIn(t.Context(), own, func() (string, error) { return w.session(login) + "x", nil }))(w).Known
		of := func() string {
			w.Helper()
			got := must(w.s.WrongPasswords(t.Context(), w.as(login)))(w)
			if got.Times == 0 {
				return "none"
			}
			return fmt.Sprint(got.Times, " ", got.Last.Format(time.TimeOnly))
		}
		equal(t, login+": before", of(), "none")
		w.guess(login, many(0, 22)...)
		w.clock = w.clock.Add(90 * time.Minute)
		w.guess(login, many(22, 1)...)
		equal(t, login+": afterwards", of(), "23 10:30:00")
		own.Known, own.Password = known, "wrong"
		equal(t, login+": a mistake of the owner's", outcome(second(w.signIn(own))), ErrSignIn)
		own.Password = password
		equal(t, login+": the owner signs in", outcome(second(w.signIn(own))), "done")
		equal(t, login+": then", of(), "23 10:30:00")
		err := w.s.ChangeOwnPassword(t.Context(), w.as(login), "wrong", "five unrelated garden words", anyToken)
		equal(t, login+": a wrong current password", outcome(err), "invalid current_password")
		equal(t, login+": with that", of(), "24 10:30:00")
		for _, other := range loginsOfAllKinds {
			if other == "Nobody" || strings.HasPrefix(other, "nobody") || strings.HasPrefix(other, "idle") || other == login {
				continue
			}
			equal(t, other, must(w.s.WrongPasswords(t.Context(), w.as(other)))(w).Times, 0)
		}
		w.clock = start.Add(24 * time.Hour)
		equal(t, login+": a day after the first ones", of(), "2 10:30:00")
		w.clock = start.Add(26 * time.Hour)
		equal(t, login+": a day after the last one", of(), "none")
	}
}

// There is one mail a day, however many guesses: to the owner of a login that exists.
func TestWrongPasswordsAreOneMail(t *testing.T) {
	for _, login := range loginsOfAllKinds {
		w := newToldWorld(t)
		w.s.dummyHash = passwordHash()
		to, subject := "sue@acme", "WRONG_PASSWORDS sue @ Acme 10"
		if login == "Acme" {
			to, subject = "office@acme", "WRONG_PASSWORDS Acme 10"
		}
		want := []string{to + ": " + subject}
		if !strings.HasPrefix(login, "sue") && login != "Acme" {
			want = nil
		}
		equal(t, login+": few", w.told(func() { w.guess(login, many(0, tellWrong-1)...) }), []string{})
		equal(t, login+": many", w.told(func() { w.guess(login, many(9, 80)...) }), append([]string{}, want...))
		equal(t, login+": on the same day", w.told(func() {
			for i := range 5 {
				w.clock = w.clock.Add(4 * time.Hour)
				w.guess(login, many(100+i, 1)...)
			}
		}), []string{})
		w.clock = w.clock.Add(4 * time.Hour)
		equal(t, login+": the next day", len(w.told(func() { w.guess(login, many(200, 12)...) })), len(want))
	}
}

// However many logins strangers invent, the counts take limited space, and counts of many tries
// stay.
func TestWhatIsCountedOfTriesIsBounded(t *testing.T) {
	w := newGuessed(t)
	w.s.triesKept = 20
	w.guess("sue @ Acme", many(0, 30)...)
	w.must(w.s.ForgetTries(t.Context()))
	for i := range 60 {
		w.guess(fmt.Sprint("made up ", i), "203.0.113.1")
	}
	w.must(w.s.ForgetTries(t.Context()))
	count := func() []int64 {
		tries := must(w.store.Read.CountSignInAttempts(t.Context()))(w)
		wrong := must(w.store.Read.CountWrongPasswords(t.Context()))(w)
		return []int64{tries, wrong}
	}
	equal(t, "rows", count(), []int64{20, 20})
	equal(t, "of the login that was guessed", must(w.s.WrongPasswords(t.Context(), w.as("sue @ Acme")))(w).Times, 30)
	w.clock = w.clock.Add(25 * time.Hour)
	w.must(w.s.ForgetTries(t.Context()))
	equal(t, "rows a day later", count(), []int64{0, 0})
}

// Nothing that a try reads or writes reveals whether the login exists.
func TestATryCostsTheSameForEveryLogin(t *testing.T) {
	w := newGuessed(t)
	for _, login := range loginsOfAllKinds {
		before := hourOf(w.clock)
		w.guess(login, many(0, 3)...)
		c := credentials(login, "", "")
		l := must(findLogin(t.Context(), w.store.Read, c, w.clock))(w)
		row, err := w.store.Read.GetWrongPasswords(t.Context(), db.GetWrongPasswordsParams{Key: l.wrongKey(c), RecentHour: before, SinceHour: before})
		w.must(err)
		equal(t, login, []int64{row.Times, row.Recent}, []int64{3, 3})
	}
}
