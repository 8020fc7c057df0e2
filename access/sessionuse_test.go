package access

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"slices"
	"testing"
	"time"

	"latchkey/db"
)

// newIdleWorld is a world in which sessions end after ten minutes without use. token is sue's.
func newIdleWorld(t *testing.T) (w *world, token string) {
	t.Helper()
	w = newWorld(t)
	w.s.idle = 10 * time.Minute
	return w, w.session("sue @ Acme")
}

// finds is what becomes of a session after a time.
func (w *world) after(d time.Duration, token string) string {
	w.clock = w.clock.Add(d)
	return outcome(second(w.s.Authenticate(w.Context(), token, address)))
}

func (w *world) use(token string) {
	w.Helper()
	w.s.NoteUse(must(w.s.Authenticate(w.Context(), token, address))(w))
}

// restarted is the service of a server that is started on the same database.
func (w *world) restart() {
	w.Helper()
	idle := w.s.idle
	w.s = must(New(w.store, Config{Now: w.Now, Random: rand.Reader, Signer: w.s.signer, Idle: idle}))(w)
}

func (w *world) seenAt(token string) time.Time {
	w.Helper()
	by := must(w.s.Authenticate(w.Context(), token, address))(w)
	rows := must(w.store.Read.ListSessions(w.Context(), db.ListSessionsParams{AccountID: by.AccountID, UserID: by.UserID, Now: db.Millis(w.clock)}))(w)
	i := slices.IndexFunc(rows, func(r db.ListSessionsRow) bool { return bytes.Equal(r.TokenHash, db.HashToken(token)) })
	return db.Time(rows[i].SeenAt)
}

// TestASessionWithoutUseEnds: to the millisecond, with and without what is not written yet.
func TestASessionWithoutUseEnds(t *testing.T) {
	for _, written := range []bool{true, false} {
		for after, want := range map[time.Duration]string{10 * time.Minute: "done", 10*time.Minute + millisecond: "not found"} {
			w, token := newIdleWorld(t)
			equal(t, "before", w.after(5*time.Minute, token), "done")
			w.use(token)
			if written {
				w.must(w.s.WriteUses(t.Context()))
			}
			equal(t, fmt.Sprint(after, " after its last use, written ", written), w.after(after, token), want)
		}
	}
}

// TestASessionInUseGoesOn: until its absolute end, even if nothing of its use is written.
func TestASessionInUseGoesOn(t *testing.T) {
	w, token := newIdleWorld(t)
	for w.clock.Before(start.Add(DefaultSessionLifetime - 5*time.Minute)) {
		equal(t, fmt.Sprint("at ", w.clock), w.after(5*time.Minute-millisecond, token), "done")
		w.use(token)
	}
	equal(t, "written", w.seenAt(token), start)
	w.anew(start.Add(DefaultSessionLifetime))
	equal(t, "after the longest time", w.after(0, token), "not found")
}

// TestAnEventIsNoUse: whoever is only authenticated, as the stream of events is, does not keep the
// session.
func TestAnEventIsNoUse(t *testing.T) {
	w, token := newIdleWorld(t)
	for range 10 {
		equal(t, "in time", w.after(time.Minute, token), "done")
	}
	equal(t, "late", w.after(millisecond, token), "not found")
}

// TestAChangeCountsAsInUse: a change in the last instant is made, and one that got its turn after
// the session had ended is not.
func TestAChangeNeedsASessionInUse(t *testing.T) {
	for after, want := range map[time.Duration]string{0: "done", millisecond: "signed out"} {
		w, token := newIdleWorld(t)
		equal(t, "before", w.after(5*time.Minute, token), "done")
		w.use(token)
		equal(t, "in time", w.after(10*time.Minute, token), "done")
		sue := must(w.s.Authenticate(t.Context(), token, address))(w)
		w.clock = w.clock.Add(after)
		got := "done"
		if err := w.s.ChooseLanguage(t.Context(), sue, "de"); err != nil {
			got = "signed out"
			equal(t, "the refusal", err, ErrSignedOut)
		}
		equal(t, fmt.Sprint("a change ", after, " later"), got, want)
	}
}

// TestUsesAreWrittenTogether: however often a session was used, it costs one write, and none until
// then. Nothing is lost that comes meanwhile.
func TestUsesAreWrittenTogether(t *testing.T) {
	w, token := newIdleWorld(t)
	other := w.session("Acme")
	for range 5 {
		w.clock = w.clock.Add(time.Second)
		w.use(token)
	}
	w.use(other)
	equal(t, "before", w.seenAt(token), start)
	w.must(w.s.WriteUses(t.Context()))
	equal(t, "after", []time.Time{w.seenAt(token), w.seenAt(other)}, []time.Time{start.Add(5 * time.Second), start.Add(5 * time.Second)})
	equal(t, "left to write", len(w.s.uses.of), 0)

	w.clock = w.clock.Add(time.Second)
	w.use(token)
	w.s.uses.written(string(db.HashToken(token)), start) // an earlier use was written
	equal(t, "a use while another was written", len(w.s.uses.of), 1)
}

// TestARestartSignsNobodyOutOrIn: what was used is written when a server stops, and what had ended
// stays ended under other settings.
func TestARestartSignsNobodyOutOrIn(t *testing.T) {
	w, used := newIdleWorld(t)
	unused := w.session("sue @ Acme")
	equal(t, "before", w.after(9*time.Minute, used), "done")
	w.use(used)
	w.clock = w.clock.Add(2 * time.Minute)
	w.must(w.s.WriteUses(t.Context()))
	w.restart()
	equal(t, "used", w.after(8*time.Minute, used), "done")
	w.s.idle = 0
	equal(t, "unused, in a server where sessions do not end", w.after(0, unused), "not found")
}

// TestUseDoesNotBringBackASession that was ended meanwhile.
func TestUseDoesNotBringBackASession(t *testing.T) {
	w, token := newIdleWorld(t)
	w.use(token)
	w.must(w.s.SignOut(t.Context(), w.as("sue @ Acme"), token))
	w.must(w.s.WriteUses(t.Context()))
	equal(t, "the session", w.after(0, token), "not found")
	equal(t, "left to write", len(w.s.uses.of), 0)
}
