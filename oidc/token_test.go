package oidc

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"pgregory.net/rapid"
)

const issuer = "https://latchkey.example"

var idToken = IDToken{
	Issuer: issuer, Audience: "cli_1", IssuedAt: 1000, Expires: 1600, AuthTime: 900, Nonce: "n <&>", SessionID: "sid_1",
	AMR: []string{AMRPassword, AMROneTimeCode, AMRTwo}, ACR: SecondFactor, AtHash: AtHash("token"),
	UserClaims: UserClaims{Subject: "usr_1", Name: "Zoë Ünal", Grants: []GrantClaim{}},
}

var hint = Hint{ClientID: "cli_1", Subject: "usr_1", SessionID: "sid_1"}

// parts are the header and the payload of a token, read without the code under test.
func parts(t *testing.T, token string) (header, payload map[string]any) {
	t.Helper()
	split := strings.Split(token, ".")
	equal(t, "parts", len(split), 3)
	for i, into := range []*map[string]any{&header, &payload} {
		if err := json.Unmarshal(must(base64.RawURLEncoding.DecodeString(split[i]))(t), into); err != nil {
			t.Fatal(err)
		}
	}
	return header, payload
}

func TestAnIDTokenSaysWhoSignedIn(t *testing.T) {
	k := testKey()
	header, payload := parts(t, must(k.SignIDToken(idToken))(t))
	equal(t, "header", header, map[string]any{"alg": "RS256", "kid": k.ID, "typ": "JWT"})
	equal(t, "payload", payload, map[string]any{
		"iss": issuer, "aud": "cli_1", "iat": 1000., "exp": 1600., "auth_time": 900., "nonce": "n <&>", "sid": "sid_1",
		"amr": []any{"pwd", "otp", "mfa"}, "acr": "urn:latchkey:second-factor", "at_hash": AtHash("token"),
		"sub": "usr_1", "name": "Zoë Ünal", "grants": []any{}, // asked for, and none
	})
}

func TestALogoutTokenSaysWhoIsOut(t *testing.T) {
	k := testKey()
	header, payload := parts(t, must(k.SignLogoutToken(LogoutToken{issuer, "cli_1", 1000, 1120, "jti", "usr_1", "sid_1"}))(t))
	equal(t, "header", header, map[string]any{"alg": "RS256", "kid": k.ID, "typ": "logout+jwt"})
	equal(t, "payload", payload, map[string]any{
		"iss": issuer, "aud": "cli_1", "iat": 1000., "exp": 1120., "jti": "jti", "sub": "usr_1", "sid": "sid_1",
		"events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}},
	})
}

func TestWhatWasNotAskedForIsNotThere(t *testing.T) {
	equal(t, "openid alone", fields(t, UserClaims{Subject: "usr_1"}), map[string]any{"sub": "usr_1"})
	no := false
	equal(t, "what is false is said", fields(t, UserClaims{Subject: "usr_1", External: &no, EmailVerified: &no, Roles: []string{}}),
		map[string]any{"sub": "usr_1", "external": false, "email_verified": false, "roles": []any{}})
}

func TestAHintIsAnIDTokenOfThisIssuer(t *testing.T) {
	k, next := testKey(), otherKey()
	token := must(k.SignIDToken(idToken))(t)
	for what, keys := range map[string]KeySet{"its key": setOf(k), "an old one": setOf(next, k)} {
		got, err := ParseHint(token, keys, issuer)
		equal(t, what, got, hint)
		equal(t, what, err, nil)
	}
	without := func(change func(*IDToken)) string {
		other := idToken
		change(&other)
		return must(k.SignIDToken(other))(t)
	}
	cut := strings.Split(token, ".")
	for what, token := range map[string]string{
		"another issuer":      without(func(t *IDToken) { t.Issuer = issuer + "/" }),
		"no audience":         without(func(t *IDToken) { t.Audience = "" }),
		"no subject":          without(func(t *IDToken) { t.Subject = "" }),
		"no session":          without(func(t *IDToken) { t.SessionID = "" }),
		"a key not published": must(next.SignIDToken(idToken))(t),
		"a logout token":      must(k.SignLogoutToken(LogoutToken{issuer, "cli_1", 1000, 1120, "jti", "usr_1", "sid_1"}))(t),
		"another typ":         must(k.sign("at+jwt", idToken))(t),
		"no typ":              must(k.sign("", idToken))(t),
		"two audiences":       must(k.sign(typID, map[string]any{"iss": issuer, "aud": []string{"cli_1", "cli_2"}, "sub": "usr_1", "sid": "sid_1"}))(t),
		"no JSON":             signRaw(t, k, "RS256", k.ID, []byte("x")),
		"nothing":             "",
		"no token":            "x",
		"two parts":           cut[0] + "." + cut[1],
		"no signature":        cut[0] + "." + cut[1] + ".",
		"four parts":          token + ".x",
		"with a space":        token + " ",
		"too long":            token + strings.Repeat("A", maxToken),
		"JSON serialization":  `{"payload":"` + cut[1] + `","protected":"` + cut[0] + `","signature":"` + cut[2] + `"}`,
	} {
		got, err := ParseHint(token, setOf(k), issuer)
		equal(t, what, err, ErrHint)
		equal(t, what, got, Hint{})
	}
}

// signRaw signs with RS256 under a header of the test's choice.
func signRaw(t *testing.T, k Key, alg, kid string, payload []byte) string {
	t.Helper()
	signer := must(jose.NewSigner(jose.SigningKey{Algorithm: jose.SignatureAlgorithm(alg), Key: jose.JSONWebKey{Key: k.private, KeyID: kid}},
		(&jose.SignerOptions{}).WithType(typID)))(t)
	return must(must(signer.Sign(payload))(t).CompactSerialize())(t)
}

// The algorithm is never the choice of whoever shows a token.
func TestNoTokenChoosesItsAlgorithm(t *testing.T) {
	k := testKey()
	payload := must(json.Marshal(idToken))(t)
	encode := base64.RawURLEncoding.EncodeToString
	der := must(x509.MarshalPKIXPublicKey(&k.private.PublicKey))(t)
	secrets := map[string][]byte{
		"DER": der, "PEM": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), "JWK": must(json.Marshal(k.PublicKey))(t), "modulus": k.private.N.Bytes(), "": nil,
	}
	for name, secret := range secrets {
		for _, alg := range []string{"HS256", "RS256"} {
			input := encode([]byte(`{"alg":"`+alg+`","kid":"`+k.ID+`","typ":"JWT"}`)) + "." + encode(payload)
			mac := hmac.New(sha256.New, secret)
			mac.Write([]byte(input))
			_, err := ParseHint(input+"."+encode(mac.Sum(nil)), setOf(k), issuer)
			equal(t, alg+" with the public key as the secret: "+name, err, ErrHint)
		}
	}
	for _, alg := range []string{"none", "None", "NONE", ""} {
		_, err := ParseHint(encode([]byte(`{"alg":"`+alg+`","kid":"`+k.ID+`","typ":"JWT"}`))+"."+encode(payload)+".", setOf(k), issuer)
		equal(t, "alg "+alg, err, ErrHint)
	}
	for _, alg := range []string{"RS384", "RS512", "PS256"} {
		_, err := ParseHint(signRaw(t, k, alg, k.ID, payload), setOf(k), issuer)
		equal(t, alg, err, ErrHint)
	}
	for what, kid := range map[string]string{"no kid": "", "an unknown kid": "x", "another key's": otherKey().ID} {
		_, err := ParseHint(signRaw(t, k, "RS256", kid, payload), setOf(k, otherKey()), issuer)
		equal(t, what, err, ErrHint)
	}
	// A token brings its own key along.
	stranger := otherKey()
	signer := must(jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: stranger.private, KeyID: k.ID}},
		(&jose.SignerOptions{EmbedJWK: true}).WithType(typID).WithHeader("kid", k.ID)))(t)
	_, err := ParseHint(must(must(signer.Sign(payload))(t).CompactSerialize())(t), setOf(k), issuer)
	equal(t, "its own key", err, ErrHint)
}

// No byte of a hint can be another one.
func TestAChangedHintIsNone(t *testing.T) {
	k := testKey()
	token := must(k.SignIDToken(idToken))(t)
	for i := range token {
		if i+1 < len(token) && token[i+1] != '.' {
			continue
		}
		for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" { // the last of a part
			changed := token[:i] + string(c) + token[i+1:]
			if got, err := ParseHint(changed, setOf(k), issuer); changed != token && err == nil {
				t.Errorf("byte %d is %c: got %v", i, c, got)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, len(token)-1).Draw(t, "at")
		c := rapid.SampledFrom([]byte("ABCDwxyz0189-_.")).Draw(t, "character")
		changed := token[:i] + string(c) + token[i+1:]
		if got, err := ParseHint(changed, setOf(k), issuer); changed != token && err == nil {
			t.Fatalf("byte %d: got %v", i, got)
		}
	})
}

func TestAtHash(t *testing.T) {
	// The example of OpenID Connect Core 1.0, appendix A.3 and A.4.
	equal(t, "at_hash", AtHash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), "77QmUPtjPfzWtF2AnpK9RQ")
}

func FuzzParseHint(f *testing.F) {
	k := testKey()
	token, err := k.SignIDToken(idToken)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{token, "", "..", "e30.e30.", `{"payload":""}`, strings.ToLower(token)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseHint(text, setOf(k), issuer)
		if err == nil && (text != token || got != hint) {
			t.Errorf("%q is a hint: %v", text, got)
		}
	})
}
