package oidc

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/go-jose/go-jose/v4"
)

// keyBits is the length of a signing key. NIST allows it until the end of 2030.
const keyBits = 2048

// Key signs what webapps are told.
type Key struct {
	PublicKey
	private *rsa.PrivateKey
}

// PublicKey verifies it.
type PublicKey struct {
	// ID is the thumbprint of the key (RFC 7638): tokens name the key with it.
	ID  string
	key *rsa.PublicKey
}

// NewKey makes a key.
func NewKey() (Key, error) {
	private, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return Key{}, err
	}
	return keyOf(private)
}

func keyOf(private *rsa.PrivateKey) (Key, error) {
	public, err := publicKeyOf(&private.PublicKey)
	return Key{PublicKey: public, private: private}, err
}

func publicKeyOf(public *rsa.PublicKey) (PublicKey, error) {
	if public.N.BitLen() < keyBits {
		return PublicKey{}, errors.New("oidc: the key is too short")
	}
	thumbprint, err := (&jose.JSONWebKey{Key: public}).Thumbprint(crypto.SHA256)
	return PublicKey{ID: base64.RawURLEncoding.EncodeToString(thumbprint), key: public}, err
}

// MarshalPrivate is the key as PKCS #8. It is secret.
func (k Key) MarshalPrivate() ([]byte, error) { return x509.MarshalPKCS8PrivateKey(k.private) }

// ParsePrivate reads what MarshalPrivate wrote.
func ParsePrivate(pkcs8 []byte) (Key, error) {
	parsed, err := x509.ParsePKCS8PrivateKey(pkcs8)
	if err != nil {
		return Key{}, fmt.Errorf("oidc: %w", err)
	}
	private, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return Key{}, errors.New("oidc: it is not an RSA key")
	}
	return keyOf(private)
}

func (k PublicKey) jwk() jose.JSONWebKey {
	return jose.JSONWebKey{Key: k.key, KeyID: k.ID, Algorithm: string(jose.RS256), Use: "sig"}
}

// MarshalJSON is the key as a JSON Web Key (RFC 7517).
func (k PublicKey) MarshalJSON() ([]byte, error) { return k.jwk().MarshalJSON() }

// ParsePublic reads what MarshalJSON of a public key wrote.
func ParsePublic(jwk []byte) (PublicKey, error) {
	var parsed jose.JSONWebKey
	if err := json.Unmarshal(jwk, &parsed); err != nil {
		return PublicKey{}, fmt.Errorf("oidc: %w", err)
	}
	public, ok := parsed.Key.(*rsa.PublicKey)
	if !ok {
		return PublicKey{}, errors.New("oidc: it is not a public RSA key")
	}
	key, err := publicKeyOf(public)
	if err == nil && key.ID != parsed.KeyID {
		err = errors.New("oidc: the key has the ID of another one")
	}
	return key, err
}

// KeySet is the document with which webapps verify tokens. No field of it is secret: MarshalJSON of
// a Key writes only the public half.
type KeySet struct {
	Keys []PublicKey `json:"keys"`
}

func (s KeySet) find(id string) (PublicKey, bool) {
	for _, k := range s.Keys {
		if k.ID == id {
			return k, true
		}
	}
	return PublicKey{}, false
}
