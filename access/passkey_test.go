package access

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access/passkeytest"
)

const passkeyPage = "https://admin.example.com"

// newPasskeyWorld is a world with passkeys.
func newPasskeyWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.must(w.s.EnablePasskeys(passkeyPage))
	return w
}

// newToldPasskeyWorld is one in which everyone has an address, too.
func newToldPasskeyWorld(t *testing.T) *world {
	t.Helper()
	w := newToldWorld(t)
	w.must(w.s.EnablePasskeys(passkeyPage))
	return w
}

// addPasskey gives a login a passkey.
func (w *world) addPasskey(login string) *passkeytest.Device {
	w.Helper()
	d := passkeytest.New(passkeyPage)
	w.must(second(w.s.AddPasskey(w.Context(), w.as(login), newPasskey(d.Register(must(w.s.NewPasskeyOptions(w.Context(), w.as(login)))(w))))))
	return d
}

func newPasskey(answer string) NewPasskey {
	return NewPasskey{Answer: answer, Name: "phone", Person: "Anna Adams"}
}

// byPasskey signs in with a passkey alone.
func (w *world) byPasskey(answer string) (a Arrival, token string, err error) {
	a, err = w.s.SignInWithPasskey(w.Context(), answer, Client{Address: address, Browser: "browser"}, newToken(&token))
	return a, token, err
}

func (w *world) signInOptions() []byte {
	w.Helper()
	return must(w.s.PasskeySignInOptions())(w)
}

func TestAPasskeySignsInAlone(t *testing.T) {
	for login, label := range map[string]string{"sue @ Acme": "phone", "Acme": "Anna Adams"} {
		w := newPasskeyWorld(t)
		d := w.addPasskey(login)
		a, token, err := w.byPasskey(d.Sign(w.signInOptions()))
		equal(t, "arrived", []any{outcome(err), a.Step, a.Half}, []any{"done", StepDone, ""})
		by := must(w.s.Authenticate(t.Context(), token, address))(w)
		equal(t, "who", []any{by.Name(), by.Proofs, by.Proved}, []any{login, Proofs{[]Proof{ProofPasskey}, label}, w.clock})
		last := w.entries(0)
		equal(t, "recorded", last[len(last)-1].Action+last[len(last)-1].After, fmt.Sprintf(`session.started{"passkey":"%s","proof":"PASSKEY"}`, label))
		p := must(w.s.Passkeys(t.Context(), by))(w)
		equal(t, "used", p[0].Used, w.clock)
	}
}

func TestAPasskeyIsTheSecondStep(t *testing.T) {
	for _, login := range []string{"sue @ Acme", "Acme"} {
		w := newPasskeyWorld(t)
		d := w.addPasskey(login)
		half, _ := w.arrive(login)
		equal(t, "step", half.Step, StepSecond)
		var token string
		answer := d.Sign(must(w.s.SecondPasskeyOptions(t.Context(), half.Half))(w))
		a := must(w.s.SecondPasskey(t.Context(), half.Half, answer, Client{Address: address}, newToken(&token)))(w)
		equal(t, "arrived", a.Step, StepDone)
		equal(t, "proved", must(w.s.Authenticate(t.Context(), token, address))(w).Proofs.List, []Proof{ProofPassword, ProofPasskey})
	}
}

// An answer is refused if anything about it is not as it must be.
func TestAWrongPasskeyAnswerIsRefused(t *testing.T) {
	for what, answer := range map[string]func(w *world, d *passkeytest.Device) string{
		"nothing":       func(*world, *passkeytest.Device) string { return "" },
		"no answer":     func(*world, *passkeytest.Device) string { return `{"id":"AAAA","type":"public-key"}` },
		"as it must be": func(w *world, d *passkeytest.Device) string { return d.Sign(w.signInOptions()) },
		"another page": func(w *world, d *passkeytest.Device) string {
			d.Page = "https://evil.example.com"
			return d.Sign(w.signInOptions())
		},
		"another site":    func(w *world, d *passkeytest.Device) string { d.Site = "example.com"; return d.Sign(w.signInOptions()) },
		"nobody verified": func(w *world, d *passkeytest.Device) string { d.Unverified = true; return d.Sign(w.signInOptions()) },
		"an unknown passkey": func(w *world, _ *passkeytest.Device) string {
			return passkeytest.New(passkeyPage).Sign(w.signInOptions())
		},
		"an own challenge": func(_ *world, d *passkeytest.Device) string {
			return d.Sign([]byte(`{"challenge":"` + strings.Repeat("A", 75) + `"}`))
		},
		"a short challenge": func(_ *world, d *passkeytest.Device) string { return d.Sign([]byte(`{"challenge":"AAAA"}`)) },
		"another purpose": func(w *world, d *passkeytest.Device) string {
			return d.Sign(must(w.s.NewPasskeyOptions(w.Context(), w.as("Acme")))(w))
		},
		"a half sign-in's": func(w *world, d *passkeytest.Device) string {
			a, _ := w.arrive("Acme")
			return d.Sign(must(w.s.SecondPasskeyOptions(w.Context(), a.Half))(w))
		},
		"late": func(w *world, d *passkeytest.Device) string {
			o := w.signInOptions()
			w.clock = w.clock.Add(challengeLifetime)
			return d.Sign(o)
		},
		"in time": func(w *world, d *passkeytest.Device) string {
			o := w.signInOptions()
			w.clock = w.clock.Add(challengeLifetime - millisecond)
			return d.Sign(o)
		},
		"removed": func(w *world, d *passkeytest.Device) string {
			w.removePasskey("Acme")
			return d.Sign(w.signInOptions())
		},
		"the login is off": func(w *world, d *passkeytest.Device) string {
			w.must(w.s.SetAccountLogin(w.Context(), w.as("Root"), "Acme", false))
			return d.Sign(w.signInOptions())
		},
		"the counter is back": func(w *world, d *passkeytest.Device) string {
			must(first3(w.byPasskey(d.Sign(w.signInOptions()))))(w)
			d.Counter--
			return d.Sign(w.signInOptions())
		},
		"replayed": func(w *world, d *passkeytest.Device) string {
			a := d.Sign(w.signInOptions())
			must(first3(w.byPasskey(a)))(w)
			return a
		},
		"replayed without a counter": func(w *world, d *passkeytest.Device) string {
			d.Uncounted = true
			a := d.Sign(w.signInOptions())
			must(first3(w.byPasskey(a)))(w)
			return a
		},
		"without a counter": func(w *world, d *passkeytest.Device) string {
			d.Uncounted = true
			must(first3(w.byPasskey(d.Sign(w.signInOptions()))))(w)
			return d.Sign(w.signInOptions())
		},
	} {
		w := newPasskeyWorld(t)
		a := answer(w, w.addPasskey("Acme"))
		_, token, err := w.byPasskey(a)
		want := ErrSignIn
		if what == "as it must be" || what == "in time" || what == "without a counter" {
			want = nil
		}
		if !errors.Is(err, want) {
			t.Errorf("%s: %v", what, err)
		}
		equal(t, what+": a session", outcome(second(w.s.Authenticate(t.Context(), token, address))) == "done", want == nil)
	}
}

func first3[A, B any](a A, _ B, err error) (A, error) { return a, err }

// What one login, session or half sign-in was asked to sign proves nothing for another.
func TestAChallengeIsForOneHolder(t *testing.T) {
	w := newPasskeyWorld(t)
	acme, sue := w.as("Acme"), w.as("sue @ Acme")
	d, hers := w.addPasskey("Acme"), w.addPasskey("sue @ Acme")
	options := must(w.s.passkeyProofOptions(t.Context(), acme.session, acme.login()))(w)
	prove := func(by Actor, holder []byte, answer string) string {
		return outcome(second(w.s.checkPasskey(t.Context(), holder, by.login(), address, answer)))
	}
	equal(t, "another login", prove(sue, sue.session, hers.Sign(options)), "invalid answer")
	equal(t, "another login's passkey", prove(acme, acme.session, hers.Sign(options)), "invalid answer")
	equal(t, "another session", prove(acme, hashText("other"), d.Sign(options)), "invalid answer")
	equal(t, "to sign in", outcome(third(w.byPasskey(d.Sign(options)))), ErrSignIn.Error())
	equal(t, "to register", outcome(second(w.s.AddPasskey(t.Context(), acme, newPasskey(passkeytest.New(passkeyPage).Register(anyUser(options)))))), "invalid answer")
	equal(t, "its own", prove(acme, acme.session, d.Sign(options)), "done")

	first, _ := w.arrive("Acme")
	other, _ := w.arrive("Acme")
	var token string
	answer := d.Sign(must(w.s.SecondPasskeyOptions(t.Context(), first.Half))(w))
	equal(t, "another half", outcome(second(w.s.SecondPasskey(t.Context(), other.Half, answer, Client{}, newToken(&token)))), "invalid answer")
	equal(t, "the same half", outcome(second(w.s.SecondPasskey(t.Context(), first.Half, answer, Client{}, newToken(&token)))), "done")
	equal(t, "again", outcome(second(w.s.SecondPasskey(t.Context(), first.Half, answer, Client{}, newToken(&token)))), "not found")
}

// anyUser are options to prove something as if they were options to register.
func anyUser(options []byte) []byte {
	return []byte(strings.Replace(string(options), "{", `{"user":{"id":"YWNj"},`, 1))
}

// A challenge that was answered in a session counts once there, too.
func TestAChallengeCountsOnceInASession(t *testing.T) {
	w := newPasskeyWorld(t)
	acme, d := w.as("Acme"), w.addPasskey("Acme")
	answer := d.Sign(must(w.s.passkeyProofOptions(t.Context(), acme.session, acme.login()))(w))
	use := func() error {
		p, err := w.s.checkPasskey(t.Context(), acme.session, acme.login(), address, answer)
		if err != nil {
			return err
		}
		return w.s.transact(t.Context(), acme, w.s.now(), func(tx *tx) error { return p.use(t.Context(), tx) })
	}
	equal(t, "answers", []string{outcome(use()), outcome(use())}, []string{"done", "invalid answer"})
	w.clock = w.clock.Add(challengeLifetime)
	_, _, err := w.byPasskey(d.Sign(w.signInOptions()))
	w.must(err)
	equal(t, "late", outcome(use()), "invalid answer")
}

// A copy of a passkey has a counter that falls behind. Its answer is refused, recorded, and its
// login is told.
func TestACopiedPasskeyIsRefused(t *testing.T) {
	w := newToldPasskeyWorld(t)
	d := w.addPasskey("Acme")
	stolen := d.Copy()
	for range 2 {
		must(first3(w.byPasskey(d.Sign(w.signInOptions()))))(w)
	}
	w.clock = w.clock.Add(time.Hour)
	w.sent()
	recorded := w.recorded(func() {
		equal(t, "the copy", outcome(third(w.byPasskey(stolen.Sign(w.signInOptions())))), ErrSignIn.Error())
	})
	equal(t, "recorded", recorded, "[nobody: passkey.refused: Acme nobody: session.refused: Acme]")
	equal(t, "told", each(w.sent(), func(m Mail) string { return string(m.Kind) + " " + m.To }), "[PASSKEY_REFUSED office@acme]")
	answer := d.Sign(w.signInOptions())
	equal(t, "the right one", outcome(third(w.byPasskey(answer))), "done")
	recorded = w.recorded(func() {
		equal(t, "sent twice", outcome(third(w.byPasskey(answer))), ErrSignIn.Error())
	})
	equal(t, "sent twice: recorded", recorded, "[nobody: session.refused: ]")
}

func (w *world) removePasskey(login string) {
	w.Helper()
	by := w.as(login)
	for _, p := range must(w.s.Passkeys(w.Context(), by))(w) {
		w.must(w.s.RemovePasskey(w.Context(), by, p.ID))
	}
}

func TestPasskeysAreAddedRenamedAndRemoved(t *testing.T) {
	w := newToldPasskeyWorld(t)
	acme := w.as("Acme")
	options := must(w.s.NewPasskeyOptions(t.Context(), acme))(w)
	d := passkeytest.New(passkeyPage)
	answer := d.Register(options)
	add := func(n NewPasskey) string { return outcome(second(w.s.AddPasskey(t.Context(), acme, n))) }
	equal(t, "nameless", add(NewPasskey{Answer: answer}), "invalid name person")
	equal(t, "no answer", add(newPasskey("{}")), "invalid answer")
	equal(t, "another session", outcome(second(w.s.AddPasskey(t.Context(), w.as("Vendor"), newPasskey(answer)))), "invalid answer")
	d.Unverified = true
	equal(t, "nobody verified", add(newPasskey(d.Register(options))), "invalid answer")
	d.Unverified, d.Page = false, "https://evil.example.com"
	equal(t, "another page", add(newPasskey(d.Register(options))), "invalid answer")
	d.Page = passkeyPage
	var id string
	recorded := w.recorded(func() {
		equal(t, "added", add(newPasskey(answer)), "done")
		equal(t, "replayed", add(newPasskey(answer)), "failed: done before")
		equal(t, "twice", add(newPasskey(d.Register(must(w.s.NewPasskeyOptions(t.Context(), acme))(w)))), "failed: done before")
		id = must(w.s.Passkeys(t.Context(), acme))(w)[0].ID
		equal(t, "others see none", must(w.s.Passkeys(t.Context(), w.as("sue @ Acme")))(w), "[]")
		equal(t, "renamed by others", outcome(w.s.RenamePasskey(t.Context(), w.as("sue @ Acme"), id, "mine")), "not found")
		equal(t, "removed by others", outcome(w.s.RemovePasskey(t.Context(), w.as("sue @ Acme"), id)), "not found")
		equal(t, "renamed to nothing", outcome(w.s.RenamePasskey(t.Context(), acme, id, " ")), "invalid name")
		w.must(w.s.RenamePasskey(t.Context(), acme, id, "new phone"))
		w.must(w.s.RenamePasskey(t.Context(), acme, id, "new phone"))
		equal(t, "renamed", must(w.s.Passkeys(t.Context(), acme))(w), []Passkey{{ID: id, Name: "new phone", Person: "Anna Adams", Added: w.clock, Fingerprint: d.Fingerprint()}})
		w.must(w.s.RemovePasskey(t.Context(), acme, id))
		equal(t, "removed twice", outcome(w.s.RemovePasskey(t.Context(), acme, id)), "not found")
	})
	equal(t, "recorded", recorded, "[Acme: factor.passkey_added: Acme Acme: factor.recovery_made: Acme Acme: factor.passkey_renamed: Acme Acme: factor.passkey_removed: Acme]")
	told := each(w.sent(), func(m Mail) string { return string(m.Kind) + " " + m.To })
	slices.Sort(told)
	equal(t, "told", told, "[PASSKEY_ADDED office@acme PASSKEY_REMOVED office@acme]")
}

func TestALoginHasAtMostTwentyPasskeys(t *testing.T) {
	w := newPasskeyWorld(t)
	for range MaxPasskeys - 1 {
		w.addPasskey("Acme")
	}
	acme := w.as("Acme")
	options := [][]byte{must(w.s.NewPasskeyOptions(t.Context(), acme))(w), must(w.s.NewPasskeyOptions(t.Context(), acme))(w)}
	got := mapped(options, func(o []byte) string {
		return outcome(second(w.s.AddPasskey(t.Context(), acme, newPasskey(passkeytest.New(passkeyPage).Register(o)))))
	})
	equal(t, "added", append(got, outcome(second(w.s.NewPasskeyOptions(t.Context(), acme)))), []string{"done", "conflict", "conflict"})
}

// The options ask for what makes a passkey two factors, and exclude the login's own.
func TestPasskeyOptions(t *testing.T) {
	w := newPasskeyWorld(t)
	w.addPasskey("Acme")
	text := string(must(w.s.NewPasskeyOptions(t.Context(), w.as("Acme")))(w))
	for _, want := range []string{
		`"residentKey":"required"`, `"requireResidentKey":true`, `"userVerification":"required"`, `"attestation":"none"`, `"excludeCredentials":[{`,
		`"rp":{"name":"Latchkey","id":"admin.example.com"}`, `"timeout":300000`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	signIn := string(w.signInOptions())
	if strings.Contains(signIn, "allowCredentials") || !strings.Contains(signIn, `"userVerification":"required"`) {
		t.Error(signIn)
	}
}

func TestWherePasskeysWork(t *testing.T) {
	for address, want := range map[string]string{
		"https://admin.example.com": "https://admin.example.com", "http://127.0.0.1:8080": "http://localhost:8080", "http://[::1]:8080": "http://localhost:8080",
		"http://localhost:8080": "http://localhost:8080", "https://192.0.2.1": "", "https://admin.example.com:8443": "https://admin.example.com:8443",
	} {
		w := newEmptyWorld(t)
		w.must(w.s.EnablePasskeys(address))
		equal(t, address, w.s.PasskeysAt(), want)
		_, err := w.s.PasskeySignInOptions()
		equal(t, address+": options", outcome(err) == "done", want != "")
	}
}

// Recovery codes replace a second factor: they go with the last one.
func TestRecoveryCodesGoWithTheLastPasskey(t *testing.T) {
	w := newPasskeyWorld(t)
	w.addPasskey("Acme")
	must(w.s.NewRecoveryCodes(t.Context(), w.as("Acme")))(w)
	w.addPasskey("Acme")
	w.must(w.s.RemovePasskey(t.Context(), w.as("Acme"), must(w.s.Passkeys(t.Context(), w.as("Acme")))(w)[0].ID))
	equal(t, "with another passkey", must(w.s.OwnFactors(t.Context(), w.as("Acme")))(w).RecoveryCodes, 10)
	w.removePasskey("Acme")
	equal(t, "without", must(w.s.OwnFactors(t.Context(), w.as("Acme")))(w).RecoveryCodes, 0)
}
