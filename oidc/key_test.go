package oidc

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"strings"
	"sync"
	"testing"
)

// testKey is made once: that takes a while.
var testKey, otherKey = sync.OnceValue(newTestKey), sync.OnceValue(newTestKey)

func newTestKey() Key {
	k, err := NewKey()
	if err != nil {
		panic(err)
	}
	return k
}

func setOf(keys ...Key) (s KeySet) {
	for _, k := range keys {
		s.Keys = append(s.Keys, k.PublicKey)
	}
	return s
}

func TestKeysAreStoredAndReadAgain(t *testing.T) {
	k := testKey()
	equal(t, "length", k.private.N.BitLen(), 2048)
	again := must(ParsePrivate(must(k.MarshalPrivate())(t)))(t)
	equal(t, "private key", again.private.Equal(k.private), true)
	equal(t, "its ID", again.ID, k.ID)
	public := must(ParsePublic(must(json.Marshal(k.PublicKey))(t)))(t)
	equal(t, "public key", public.key.Equal(&k.private.PublicKey), true)
	equal(t, "its ID", public.ID, k.ID)
}

func TestTheIDOfAKeyIsItsThumbprint(t *testing.T) {
	// The example of RFC 7638, section 3.1.
	jwk := `{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"}`
	equal(t, "ID", must(ParsePublic([]byte(jwk)))(t).ID, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
	_, err := ParsePublic([]byte(strings.Replace(jwk, "Nzb", "nzb", 1)))
	equal(t, "another ID", err, "oidc: the key has the ID of another one")
}

func TestTheKeySetHasNothingSecret(t *testing.T) {
	k := testKey()
	set := must(json.Marshal(setOf(k, otherKey())))(t)
	var doc struct{ Keys []map[string]string }
	if err := json.Unmarshal(set, &doc); err != nil {
		t.Fatal(err)
	}
	equal(t, "keys", len(doc.Keys), 2)
	names := map[string]string{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": k.ID, "e": "AQAB", "n": doc.Keys[0]["n"]}
	equal(t, "fields", doc.Keys[0], names)
	// A Key embeds the public one, so it can't be written by mistake either.
	equal(t, "a whole key", string(must(json.Marshal(k))(t)), string(must(json.Marshal(k.PublicKey))(t)))
	equal(t, "no key", string(must(json.Marshal(KeySet{Keys: []PublicKey{}}))(t)), `{"keys":[]}`)
}

func TestOtherKeysAreRefused(t *testing.T) {
	short := must(rsa.GenerateKey(rand.Reader, 1024))(t)
	elliptical := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t)
	for _, c := range []struct {
		what, want string
		pkcs8      []byte
	}{
		{"too short", "oidc: the key is too short", must(x509.MarshalPKCS8PrivateKey(short))(t)},
		{"another kind", "oidc: it is not an RSA key", must(x509.MarshalPKCS8PrivateKey(elliptical))(t)},
	} {
		_, err := ParsePrivate(c.pkcs8)
		equal(t, c.what, err, c.want)
	}
	for what, jwk := range map[string]string{
		"a secret":      `{"kty":"oct","k":"c2VjcmV0"}`,
		"another kind":  `{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}`,
		"no key":        `{}`,
		"no JSON":       `x`,
		"a private one": `{"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB","p":"Aw","q":"Aw"}`,
	} {
		if _, err := ParsePublic([]byte(jwk)); err == nil {
			t.Error(what + ": want an error")
		}
	}
	_, err := ParsePrivate([]byte("x"))
	if err == nil {
		t.Error("no PKCS #8: want an error")
	}
	_, err = Key{}.SignIDToken(IDToken{})
	equal(t, "no key signs nothing", err, "oidc: there is no key to sign with")
}
