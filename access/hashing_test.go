package access

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/alexedwards/argon2id"
)

// holding fills every slot of a lane, and returns how to leave them.
func holding(t *testing.T, l *lane) (leave []func()) {
	t.Helper()
	for i := range l.slots {
		done := must(l.enter(t.Context(), fmt.Sprint("holder ", i)))(t)
		leave = append(leave, done)
	}
	return leave
}

// queued is as many from an address as may wait.
func queued(t *testing.T, l *lane, address string) (turns []*turn) {
	t.Helper()
	for range waitingPerAddress {
		one := must(l.queue(address))(t)
		turns = append(turns, one)
	}
	if _, err := l.queue(address); !errors.As(err, new(*Busy)) {
		t.Fatalf("one more of %s: %v", address, err)
	}
	return turns
}

func isReady(t *turn) bool {
	select {
	case <-t.ready:
		return true
	default:
		return false
	}
}

// Someone from an address of their own waits for at most one from each other address, however many
// wait there.
func TestAddressesTakeTurns(t *testing.T) {
	l := newLane(1)
	leave := holding(t, l)[0]
	const addresses = 4
	of := map[*turn]string{}
	for i := range addresses {
		for _, one := range queued(t, l, fmt.Sprint("stranger ", i)) {
			of[one] = one.address
		}
	}
	owner := must(l.queue("owner"))(t)
	before := 0
	for leave(); !isReady(owner); before++ {
		for one, address := range of {
			if isReady(one) {
				delete(of, one)
				l.leave(address)
				break
			}
		}
	}
	if before > addresses {
		t.Errorf("%d had their turn before the owner", before)
	}
}

func TestOneAddressHasTwoSlots(t *testing.T) {
	l := newLane(5)
	for i := range 5 {
		one := must(l.queue("stranger"))(t)
		equal(t, fmt.Sprint("turn ", i), isReady(one), i < hashesPerAddress)
	}
	other := must(l.queue("another"))(t)
	equal(t, "another address", isReady(other), true)
}

// The number of those who wait is limited, and whoever gives up no longer counts.
func TestALaneIsBounded(t *testing.T) {
	l := newLane(1)
	leave := holding(t, l)[0]
	for i := range waitingInAll / waitingPerAddress {
		queued(t, l, fmt.Sprint("stranger ", i))
	}
	_, err := l.enter(t.Context(), "owner")
	equal(t, "one more", fmt.Sprint(err), "too busy")
	for _, one := range append([]*turn{}, l.waiting...) {
		equal(t, "gives up", l.giveUp(one), true)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = l.enter(gone, "owner")
	equal(t, "hung up", err, context.Canceled)
	equal(t, "who waits", len(l.waiting), 0)
	leave()
	leave()
	equal(t, "at work", fmt.Sprint(l.busy, l.running), "0 map[]")
}

// fill lets others take every slot and every place of lanes.
func fill(t *testing.T, lanes ...*lane) {
	t.Helper()
	for _, l := range lanes {
		holding(t, l)
		for i := range waitingInAll / waitingPerAddress {
			queued(t, l, fmt.Sprint("stranger ", i))
		}
	}
}

// However many passwords others send, nobody who has a passkey waits for them, alone or as the
// second step, and a known browser waits only for those who are known.
func TestWhoWaitsForPasswords(t *testing.T) {
	for _, c := range []struct {
		full                    string
		passkey, known, unknown string
	}{
		{"nothing", "done", "done", "done"},
		{"strangers", "done", "done", "busy"},
		{"everything", "done", "busy", "busy"},
	} {
		w := newPasskeyWorld(t)
		d := w.addPasskey("Acme")
		half, _ := w.arrive("Acme")
		browser, _ := w.arrive("Borealis")
		lanes := map[string][]*lane{"strangers": {w.s.hashing.strangers}, "everything": {w.s.hashing.strangers, w.s.hashing.known}}
		fill(t, lanes[c.full]...)
		answer := func(_ Arrival, err error) string {
			if errors.As(err, new(*Busy)) {
				return "busy"
			}
			return outcome(err)
		}
		var token string
		alone, _, err := w.byPasskey(d.Sign(w.signInOptions()))
		equal(t, c.full+" is full: a passkey alone", answer(alone, err), c.passkey)
		options := must(w.s.SecondPasskeyOptions(t.Context(), half.Half))(w)
		second := answer(w.s.SecondPasskey(t.Context(), half.Half, d.Sign(options), Client{Address: address}, newToken(&token)))
		equal(t, c.full+" is full: a passkey as the second step", second, c.passkey)
		by := credentials("Borealis", password, address)
		equal(t, c.full+" is full: another browser", answer(w.s.SignIn(t.Context(), by, newToken(&token))), c.unknown)
		by.Known = browser.Known
		equal(t, c.full+" is full: a known browser", answer(w.s.SignIn(t.Context(), by, newToken(&token))), c.known)
	}
}

// A login that does not exist costs the same as one that does: the parameters are the same.
func TestNobodysPasswordCostsWhatAPasswordCosts(t *testing.T) {
	w := newWorld(t)
	w.s.costs(passwordParams)
	hash := must(argon2id.CreateHash("a password", passwordParams))(w)
	want, _, _, err := argon2id.DecodeHash(hash)
	w.must(err)
	got, _, _, err := argon2id.DecodeHash(w.s.dummyHash)
	w.must(err)
	equal(t, "parameters", *got, *want)
	equal(t, "matches", must(w.s.passwordMatches("a password", ""))(w), false)
}
