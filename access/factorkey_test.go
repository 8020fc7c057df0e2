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
