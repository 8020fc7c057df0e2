package access

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// setUpAgo is how long ago setUpCode used its code.
const setUpAgo = 10 * codeStep

// setUpCode gives a login one-time codes, as its own person does. codeAt is its app: the code after
// so many steps from now.
func (w *world) setUpCode(login string) (codeAt func(steps int64) string, recovery []string) {
	w.Helper()
	by := w.as(login)
	w.must(w.s.BeginCode(w.Context(), by))
	secret := must(codeText.DecodeString(strings.Join(must(w.s.PendingCode(w.Context(), by))(w).Groups, "")))(w)
	codeAt = func(steps int64) string { return must(codeOf(secret, w.clock.Unix()/30+steps))(w) }
	recovery = must(w.s.ConfirmCode(w.Context(), by, codeAt(0)))(w)
	w.clock = w.clock.Add(setUpAgo)
	return codeAt, recovery
}

// secondStep signs sue in by password and then with a code.
func (w *world) secondStep(code string) (Arrival, error) {
	w.Helper()
	half, token := w.arrive("sue @ Acme")
	return w.s.SignInWithCode(w.Context(), half.Half, code, Client{Address: address}, newToken(&token))
}

// The codes are those of RFC 6238, appendix B, as far as they have six digits.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	w := newWorld(t)
	l := w.as("sue @ Acme").login()
	w.write(func(q *db.Queries) error {
		tx := &tx{Queries: q, svc: w.s, now: w.clock, by: w.as("sue @ Acme")}
		return tx.putPendingCode(w.Context(), []byte{}, l, []byte("12345678901234567890"))
	})
	row := must(w.store.Read.GetCode(w.Context(), l.id()))(w)
	w.write(func(q *db.Queries) error {
		return second(q.ConfirmCode(w.Context(), db.ConfirmCodeParams{ConfirmedAt: db.NullMillis(w.clock), LoginID: l.id(), Sealed: row.Sealed}))
	})
	for _, c := range []struct {
		at   int64
		code string
	}{{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"}, {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}} {
		w.anew(time.Unix(c.at, 0).UTC())
		p, err := w.s.checkCode(t.Context(), l, c.code)
		equal(t, fmt.Sprint(c.at), []any{outcome(err), p.proof}, []any{"done", ProofCode})
		equal(t, fmt.Sprint(c.at, " without its zeros"), outcome(second(w.s.checkCode(t.Context(), l, strings.TrimLeft(c.code, "0")))),
			map[bool]string{true: "invalid code", false: "done"}[c.code[0] == '0'])
	}
}

// Which codes are refused, and that people may type gaps.
func TestWhichCodesAreRefused(t *testing.T) {
	for _, c := range []struct {
		what string
		code func(at func(int64) string) string
		want string
	}{
		{"now", func(at func(int64) string) string { return at(0) }, "done"},
		{"with a gap", func(at func(int64) string) string { return " " + at(0)[:3] + " " + at(0)[3:] }, "done"},
		{"the app is behind", func(at func(int64) string) string { return at(-1) }, "done"},
		{"the app is ahead", func(at func(int64) string) string { return at(1) }, "done"},
		{"far behind", func(at func(int64) string) string { return at(-2) }, "invalid code"},
		{"far ahead", func(at func(int64) string) string { return at(2) }, "invalid code"},
		{"nothing", func(func(int64) string) string { return "" }, "invalid code"},
		{"half of it", func(at func(int64) string) string { return at(0)[:5] }, "invalid code"},
	} {
		w := newWorld(t)
		at, _ := w.setUpCode("sue @ Acme")
		equal(t, c.what, outcome(second(w.secondStep(c.code(at)))), c.want)
	}
}

// A code that was used is refused, and so is every one from before it.
func TestACodeWorksOnce(t *testing.T) {
	w := newWorld(t)
	at, _ := w.setUpCode("sue @ Acme")
	w.clock = w.clock.Add(time.Hour)
	equal(t, "first", outcome(second(w.secondStep(at(0)))), "done")
	equal(t, "again", outcome(second(w.secondStep(at(0)))), "invalid code")
	equal(t, "the one before", outcome(second(w.secondStep(at(-1)))), "invalid code")
	equal(t, "the next", outcome(second(w.secondStep(at(1)))), "done")

	w.clock = w.clock.Add(time.Hour)
	other, _ := w.setUpCode("paul @ Acme")
	equal(t, "another login's", outcome(second(w.secondStep(other(0)))), "invalid code")

	// Both have checked it before one of them uses it.
	w.clock = w.clock.Add(time.Hour)
	l := w.as("sue @ Acme").login()
	one, two := must(w.s.checkCode(t.Context(), l, at(0)))(w), must(w.s.checkCode(t.Context(), l, at(0)))(w)
	used := func(p proving) string {
		return outcome(w.s.store.Write(t.Context(), func(q *db.Queries) error {
			return p.use(t.Context(), &tx{Queries: q, svc: w.s, now: w.clock, by: w.as("sue @ Acme")})
		}))
	}
	equal(t, "by two at once", []string{used(one), used(two)}, []string{"done", "invalid code"})
}

// Codes count only when one was right, and no codes can be set up over others.
func TestSettingUpCodes(t *testing.T) {
	w := newWorld(t)
	sue := w.as("sue @ Acme")
	ctx := t.Context()
	pending := func() string { return outcome(second(w.s.PendingCode(ctx, sue))) }
	equal(t, "nothing yet", pending(), "not found")
	equal(t, "confirmed without", outcome(second(w.s.ConfirmCode(ctx, sue, "123456"))), "not found")
	w.must(w.s.BeginCode(ctx, sue))
	first := must(w.s.PendingCode(ctx, sue))(w)
	equal(t, "the address", first.Address, "otpauth://totp/Latchkey:sue%20@%20Acme?issuer=Latchkey&secret="+strings.Join(first.Groups, ""))
	equal(t, "the secret", len(first.Groups), 8)
	equal(t, "a wrong code", outcome(second(w.s.ConfirmCode(ctx, sue, "12345"))), "invalid code")
	a, _ := w.arrive("sue @ Acme")
	equal(t, "does not count yet", a.Step, StepDone)
	w.must(w.s.BeginCode(ctx, sue))
	equal(t, "begun anew", must(w.s.PendingCode(ctx, sue))(w).Address == first.Address, false)
	w.clock = w.clock.Add(pendingCodeLasts)
	equal(t, "too late", pending(), "not found")

	lines := w.recorded(func() { w.setUpCode("sue @ Acme") })
	equal(t, "recorded", lines, []string{"sue @ Acme: factor.code_added: sue", "sue @ Acme: sessions.ended: sue", "sue @ Acme: factor.recovery_made: sue"})
	a, _ = w.arrive("sue @ Acme")
	equal(t, "counts", a.Step, StepSecond)
	equal(t, "over it", outcome(w.s.BeginCode(ctx, sue)), "conflict")
	equal(t, "confirmed again", outcome(second(w.s.ConfirmCode(ctx, sue, "12345"))), "failed: done before")
	own := must(w.s.OwnFactors(ctx, sue))(w)
	equal(t, "shown", []any{own.Factors, own.CodeSince}, []any{Factors{Code: true, RecoveryCodes: RecoveryCodes}, w.clock.Add(-setUpAgo)})
}

// A code that was right, and is used when the codes count already or are other ones.
func TestCodesAreConfirmedOnce(t *testing.T) {
	w := newWorld(t)
	sue := w.as("sue @ Acme")
	use := func() func() string {
		secret := must(codeText.DecodeString(strings.Join(must(w.s.PendingCode(t.Context(), sue))(w).Groups, "")))(w)
		var codes []string
		p := must(w.s.checkNewCode(t.Context(), sue.holder(), sue.login(), must(codeOf(secret, w.clock.Unix()/30))(w), &codes))(w)
		return func() string {
			return outcome(w.s.write(t.Context(), sue, w.clock, func(t *tx) error { return p.use(w.Context(), t) }))
		}
	}
	w.must(w.s.BeginCode(t.Context(), sue))
	before := use()
	w.must(w.s.BeginCode(t.Context(), sue))
	equal(t, "of earlier codes", before(), "not found")
	first, again := use(), use()
	equal(t, "the first", first(), "done")
	equal(t, "at the same time", again(), "failed: done before")
}

func TestRemovingCodes(t *testing.T) {
	w := newWorld(t)
	w.setUpCode("sue @ Acme")
	lines := w.recorded(func() { w.must(w.s.RemoveCode(t.Context(), w.as("sue @ Acme"))) })
	equal(t, "recorded", lines, []string{"sue @ Acme: factor.code_removed: sue"})
	equal(t, "again", outcome(w.s.RemoveCode(t.Context(), w.as("sue @ Acme"))), "conflict")
	equal(t, "left", must(w.s.OwnFactors(t.Context(), w.as("sue @ Acme")))(w), OwnFactors{})
	a, _ := w.arrive("sue @ Acme")
	equal(t, "the password is enough", a.Step, StepDone)

	w.setUpCode("Acme")
	w.needsSecond("Acme")
	w.must(w.s.RemoveCode(t.Context(), w.as("Acme")))
	equal(t, "with a passkey left", must(w.s.OwnFactors(t.Context(), w.as("Acme")))(w).Factors, Factors{Passkey: true, RecoveryCodes: RecoveryCodes})
}

// A half sign-in is over when it was made whole: its code leads nowhere again.
func TestAHalfSignInIsMadeWholeOnce(t *testing.T) {
	w := newWorld(t)
	at, _ := w.setUpCode("sue @ Acme")
	half, token := w.arrive("sue @ Acme")
	with := func(code string) string {
		return outcome(second(w.s.SignInWithCode(t.Context(), half.Half, code, Client{Address: address}, newToken(&token))))
	}
	equal(t, "first", with(at(0)), "done")
	equal(t, "with the next code", with(at(1)), "not found")
	equal(t, "without a sign-in", outcome(second(w.s.SignInWithCode(context.Background(), "", at(1), Client{}, nil))), "not found")
}
