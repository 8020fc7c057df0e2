package access

import (
	"crypto/rand"
	"errors"
	"testing"
)

func TestSealedSecretsOpenForTheirLoginOnly(t *testing.T) {
	one, two := must(NewFactorKey(rand.Reader))(t), must(NewFactorKey(rand.Reader))(t)
	keys := FactorKeys{one}
	sealed, id, err := keys.seal(rand.Reader, "usr_1", []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	open := func(k FactorKeys, login, id string, sealed []byte) any {
		secret, err := k.open(login, id, sealed)
		switch {
		case errors.Is(err, errSealed):
			return "sealed"
		case errors.Is(err, errNoFactorKey):
			return "no key"
		case err != nil:
			return err
		}
		return string(secret)
	}
	flipped := append([]byte{}, sealed...)
	flipped[len(flipped)-1] ^= 1
	equal(t, "opens", []any{
		open(keys, "usr_1", id, sealed), open(FactorKeys{two, one}, "usr_1", id, sealed), open(keys, "usr_2", id, sealed), open(FactorKeys{two}, "usr_1", id, sealed),
		open(FactorKeys{two}, "usr_1", two.ID, sealed), open(keys, "usr_1", id, flipped), open(keys, "usr_1", id, sealed[:3]), open(nil, "usr_1", id, sealed),
	}, []any{"secret", "secret", "sealed", "no key", "sealed", "sealed", "sealed", "no key"})
	again, _, _ := keys.seal(rand.Reader, "usr_1", []byte("secret"))
	equal(t, "sealed twice alike", string(again) == string(sealed), false)
}

func TestTheFactorsKeyFile(t *testing.T) {
	one, two := must(NewFactorKey(rand.Reader))(t), must(NewFactorKey(rand.Reader))(t)
	keys := FactorKeys{one, two}
	equal(t, "read again", must(ParseFactorKeys("\n"+keys.Text()+"\n"))(t).Text(), keys.Text())
	for _, text := range []string{"", "\n", "abc", "id:", ":" + keys.Text()[9:], "id:AAAA", keys.Text() + "x"} {
		if _, err := ParseFactorKeys(text); err == nil {
			t.Errorf("%q is taken for keys", text)
		}
	}
}

// withKeys is the world's service with other factors keys.
func (w *world) withKeys(keys FactorKeys) *Service {
	w.Helper()
	return must(New(w.store, Config{Now: w.Now, Random: rand.Reader, Signer: w.s.signer, Languages: []string{"en", "de"}, FactorKeys: keys}))(w)
}

func TestCodesAreSealedAnew(t *testing.T) {
	w := newWorld(t)
	app, _ := w.setUpCode("sue @ Acme")
	w.setUpCode("Acme")
	old := w.s.factorKeys
	anew := FactorKeys{must(NewFactorKey(rand.Reader))(t)}
	equal(t, "without the new key", must(w.s.CodesWithoutKey(t.Context(), anew))(w), 2)
	rotating := w.withKeys(anew.And(old))
	lines := w.recorded(func() { equal(t, "sealed anew", must(rotating.RotateKeys(t.Context(), false))(w), 2) })
	equal(t, "recorded", lines, []string{"operator: factor.key_changed: ", "operator: signing_key.rotated: "})
	equal(t, "with the new key alone", must(w.s.CodesWithoutKey(t.Context(), anew))(w), 0)
	equal(t, "with the old one", must(w.s.CodesWithoutKey(t.Context(), old))(w), 2)
	w.s = w.withKeys(anew)
	equal(t, "the codes work", outcome(second(w.secondStep(app(0)))), "done")

	w.setUpCode("paul @ Acme")
	lines = w.recorded(func() {
		equal(t, "forgotten", must(w.s.ForgetCodes(t.Context(), anew))(w), []string(nil))
		equal(t, "forgotten", must(w.s.ForgetCodes(t.Context(), old))(w), []string{"Acme", "paul @ Acme", "sue @ Acme"})
	})
	equal(t, "recorded", len(lines), 3)
	a, _ := w.arrive("sue @ Acme")
	equal(t, "no second step any more", a.Step, StepDone)
}

// Codes that nothing opens are removed even where a second factor is required: otherwise a server
// that lost its key would never start again.
func TestLostCodesAreForgottenWhereTheyAreRequired(t *testing.T) {
	w := newWorld(t)
	w.setUpCode("sue @ Acme")
	w.must(w.s.SetSignInRules(t.Context(), w.as("Acme"), "acc_Acme", SignInRulesForm{WishRequired, ""}))
	lost := FactorKeys{must(NewFactorKey(rand.Reader))(w)}
	equal(t, "whose", must(w.s.ForgetCodes(t.Context(), lost))(w), []string{"sue @ Acme"})
	equal(t, "left", must(w.s.CodesWithoutKey(t.Context(), lost))(w), 0)
	a, _ := w.arrive("sue @ Acme")
	equal(t, "then she adds another", a.Step, StepAdd)
}
