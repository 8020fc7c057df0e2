package oidc

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strings"
)

// challengeMethod is the only way of PKCE: with plain, whoever reads a request has the verifier.
const challengeMethod = "S256"

// isChallenge says whether a text is the base64url form of a SHA-256.
func isChallenge(text string) bool {
	sum, err := base64.RawURLEncoding.Strict().DecodeString(text)
	return err == nil && len(sum) == sha256.Size && !strings.ContainsAny(text, "\r\n")
}

// isVerifier says whether a text is 43 to 128 of the characters that RFC 7636 allows.
func isVerifier(text string) bool {
	return len(text) >= 43 && len(text) <= 128 && !strings.ContainsFunc(text, func(r rune) bool { return !unreserved(r) })
}

// VerifyPKCE says whether a verifier belongs to a challenge.
func VerifyPKCE(challenge, verifier string) bool {
	if !isVerifier(verifier) || !isChallenge(challenge) {
		return false
	}
	sum := sha256.Sum256([]byte(verifier))
	return subtle.ConstantTimeCompare([]byte(base64.RawURLEncoding.EncodeToString(sum[:])), []byte(challenge)) == 1
}

// unreserved says whether a character stands for itself in every part of an address (RFC 3986).
func unreserved(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-._~", r)
}
