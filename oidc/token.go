package oidc

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"

	"github.com/go-jose/go-jose/v4"
)

// The typ of what is signed.
const (
	typID     = "JWT"
	typLogout = "logout+jwt"
)

// SignIDToken makes an ID token.
func (k Key) SignIDToken(t IDToken) (string, error) { return k.sign(typID, t) }

// SignLogoutToken makes a logout token. It has no nonce, so that it is never taken for an ID token.
func (k Key) SignLogoutToken(t LogoutToken) (string, error) {
	type event struct{}
	return k.sign(typLogout, struct {
		LogoutToken
		Events map[string]event `json:"events"`
	}{t, map[string]event{logoutEvent: {}}})
}

func (k Key) sign(typ string, claims any) (string, error) {
	if k.private == nil {
		return "", errors.New("oidc: there is no key to sign with")
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	signer, err := jose.NewSigner(
		jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: k.private, KeyID: k.ID}},
		(&jose.SignerOptions{}).WithType(jose.ContentType(typ)))
	if err != nil {
		return "", err
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", err
	}
	return signed.CompactSerialize()
}

// Hint is what an ID token of ours says about whom a request is about.
type Hint struct {
	ClientID, Subject, SessionID string
}

// ErrHint means that a hint is not an ID token of ours.
var ErrHint = errors.New("oidc: the hint is not an ID token of this issuer")

// ParseHint reads an ID token that a webapp shows later. It may be over: a hint proves who it was
// given to, not that they are still signed in. Any other token is ErrHint, and so is one that was
// signed with a key that is no longer published.
func ParseHint(token string, keys KeySet, issuer string) (Hint, error) {
	if len(token) > maxToken || !canonical(token) {
		return Hint{}, ErrHint
	}
	// Only RS256: never none, and never a MAC with the public key as its secret.
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil || len(signed.Signatures) != 1 {
		return Hint{}, ErrHint
	}
	header := signed.Signatures[0].Protected
	key, known := keys.find(header.KeyID)
	if typ, _ := header.ExtraHeaders[jose.HeaderType].(string); !known || typ != typID {
		return Hint{}, ErrHint
	}
	payload, err := signed.Verify(key.key)
	if err != nil {
		return Hint{}, ErrHint
	}
	var t IDToken
	if json.Unmarshal(payload, &t) != nil || t.Issuer != issuer || t.Audience == "" || t.Subject == "" || t.SessionID == "" {
		return Hint{}, ErrHint
	}
	return Hint{ClientID: t.Audience, Subject: t.Subject, SessionID: t.SessionID}, nil
}

// canonical reports whether each part of a token is the only text for its bytes: the last character
// of unpadded base64 has bits that nothing else checks (RFC 4648, section 3.5).
func canonical(token string) bool {
	for part := range strings.SplitSeq(token, ".") {
		if _, err := base64.RawURLEncoding.Strict().DecodeString(part); err != nil {
			return false
		}
	}
	return true
}

// AtHash ties an ID token to the access token beside it (OpenID Connect Core 1.0, section 3.1.3.6).
func AtHash(accessToken string) string {
	sum := sha256.Sum256([]byte(accessToken))
	return base64.RawURLEncoding.EncodeToString(sum[:len(sum)/2])
}
