package access

import (
	"testing"
	"time"
)

// trick is a way to sign in, or to get a password, that somebody tries again in a way that they
// must not. first is the honest way, which works.
type trick struct {
	first func(w *world) string
	then  func(w *world) string
	want  string
}

// TestTricksAreRefused plays what people try who got hold of something: of a code, an answer, a
// link, half a sign-in. Each is used honestly first.
func TestTricksAreRefused(t *testing.T) {
	for what, trick := range tricks() {
		w := newToldPasskeyWorld(t)
		equal(t, what+": first", trick.first(w), "done")
		equal(t, what+": then", trick.then(w), trick.want)
	}
}

func tricks() map[string]trick {
	var code, answer, link, half string
	byAnswer := func(w *world) string { return outcome(third(w.byPasskey(answer))) }
	byCode := func(w *world) string { return outcome(second(w.secondStep(code))) }
	byLink := func(w *world) string { return w.useLink(link, newPassword) }
	asks := func(w *world) string { link = linkIn(w.T, w.forget("sue @ Acme", address)); return "done" }
	begins := func(w *world) string {
		app, _ := w.setUpCode("sue @ Acme")
		code = app(0)
		a, _ := w.arrive("sue @ Acme")
		half = a.Half
		return "done"
	}
	inAndOut := func(w *world) string {
		begins(w)
		return byCode(w)
	}
	return map[string]trick{
		"a code used twice": {inAndOut, byCode, "invalid code"},
		"a challenge replayed": {func(w *world) string {
			answer = w.addPasskey("Acme").Sign(w.signInOptions())
			return byAnswer(w)
		}, byAnswer, ErrSignIn.Error()},
		"a counter that goes back": {func(w *world) string {
			d := w.addPasskey("Acme")
			answer = d.Sign(w.signInOptions())
			was := byAnswer(w)
			d.Counter--
			answer = d.Sign(w.signInOptions())
			return was
		}, byAnswer, ErrSignIn.Error()},
		"a half sign-in as a whole one": {begins, func(w *world) string {
			return outcome(second(w.s.Authenticate(w.Context(), half, address)))
		}, "not found"},
		"a half sign-in of before the code, again": {func(w *world) string {
			begins(w)
			return outcome(second(w.s.SignInWithCode(w.Context(), half, code, Client{Address: address}, newToken(new(string)))))
		}, func(w *world) string {
			return outcome(second(w.s.HalfSignedIn(w.Context(), half)))
		}, "not found"},
		"another login's challenge": {func(w *world) string {
			sue, acme := w.addPasskey("sue @ Acme"), w.addPasskey("Acme")
			a, _ := w.arrive("Acme")
			options := must(w.s.SecondPasskeyOptions(w.Context(), a.Half))(w)
			answer = sue.Sign(options)
			b, _ := w.arrive("sue @ Acme")
			half = b.Half
			return outcome(second(w.s.SecondPasskey(w.Context(), a.Half, acme.Sign(options), Client{Address: address}, newToken(new(string)))))
		}, func(w *world) string {
			return outcome(second(w.s.SecondPasskey(w.Context(), half, answer, Client{Address: address}, newToken(new(string)))))
		}, "invalid answer"},
		"a link used twice": {func(w *world) string { asks(w); return byLink(w) }, byLink, "not found"},
		"a link after 30 minutes": {asks, func(w *world) string {
			w.clock = w.clock.Add(30 * time.Minute)
			return byLink(w)
		}, "not found"},
		"a link after a newer one": {asks, func(w *world) string {
			old := link
			w.clock = w.clock.Add(resetEvery)
			asks(w)
			link = old
			return byLink(w)
		}, "not found"},
		"a link before that": {asks, byLink, "done"},
	}
}
