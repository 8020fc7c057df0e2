package oidc

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The example of RFC 7636, appendix B.
const (
	verifier  = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
)

func TestPKCE(t *testing.T) {
	hashed := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return base64.RawURLEncoding.EncodeToString(sum[:])
	}
	for _, c := range []struct {
		what, challenge, verifier string
		want                      bool
	}{
		{"the example of RFC 7636", challenge, verifier, true},
		{"43 characters", hashed(strings.Repeat("a", 43)), strings.Repeat("a", 43), true},
		{"128 characters", hashed(strings.Repeat("~", 128)), strings.Repeat("~", 128), true},
		{"42 characters", hashed(strings.Repeat("a", 42)), strings.Repeat("a", 42), false},
		{"129 characters", hashed(strings.Repeat("a", 129)), strings.Repeat("a", 129), false},
		{"another character", hashed(strings.Repeat("+", 43)), strings.Repeat("+", 43), false},
		{"a space", hashed(verifier + " "), verifier + " ", false},
		{"a letter that is not ASCII", hashed(verifier + "é"), verifier + "é", false},
		{"another verifier", challenge, verifier + "x", false},
		{"plain", verifier, verifier, false},
		{"plain, of the challenge", challenge, challenge, false},
		{"no verifier", challenge, "", false},
		{"neither", "", "", false},
		{"the hash of nothing", hashed(""), "", false},
		{"no challenge", "", verifier, false},
		{"with padding", challenge + "=", verifier, false},
		{"in hexadecimal", "13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3", verifier, false},
	} {
		equal(t, c.what, VerifyPKCE(c.challenge, c.verifier), c.want)
	}
}

func TestAChallengeHasOneForm(t *testing.T) {
	for what, text := range map[string]string{
		"42 characters": challenge[:42], "44 characters": challenge + "A", "padding": challenge + "=", "base64": "+" + challenge[1:],
		"bits that do not count": challenge[:42] + "N", "a line break": challenge[:20] + "\n" + challenge[20:], "a line break more": challenge + "\n", "nothing": "",
	} {
		equal(t, what, isChallenge(text), false)
	}
	equal(t, "the example", isChallenge(challenge), true)
}

func TestOneVerifierFitsAChallenge(t *testing.T) {
	verifiers := rapid.StringMatching(`[A-Za-z0-9\-._~]{43,128}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := verifiers.Draw(t, "a"), verifiers.Draw(t, "b")
		sum := sha256.Sum256([]byte(a))
		c := base64.RawURLEncoding.EncodeToString(sum[:])
		if !VerifyPKCE(c, a) || VerifyPKCE(c, b) != (a == b) {
			t.Fatalf("challenge %s", c)
		}
	})
}
