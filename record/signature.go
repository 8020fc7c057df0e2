package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
)

// The details of an entry whose decision is signed with a passkey, and of one that added a passkey.
const (
	DetailDecision          = "decision"
	DetailAuthenticatorData = "authenticator_data"
	DetailClientData        = "client_data"
	DetailSignature         = "signature"
	DetailCredential        = "credential"
	DetailPublicKey         = "public_key"
	DetailFingerprint       = "fingerprint"
)

// Signature is a passkey's signature of a decision, with everything that verifies it: the answer of
// the authenticator as in WebAuthn, and the passkey's public key as in COSE.
type Signature struct {
	// Decision is the text that was signed: Decision.Text.
	Decision                                                        string
	AuthenticatorData, ClientData, Signature, Credential, PublicKey []byte
}

// parts are the parts of a signature by their details.
func (s *Signature) parts() map[string]*[]byte {
	return map[string]*[]byte{
		DetailAuthenticatorData: &s.AuthenticatorData, DetailClientData: &s.ClientData, DetailSignature: &s.Signature,
		DetailCredential: &s.Credential, DetailPublicKey: &s.PublicKey,
	}
}

// Details are a signature as details of an entry. All but the decision are in base64url.
func (s Signature) Details() map[string]string {
	details := map[string]string{DetailDecision: s.Decision}
	for name, part := range s.parts() {
		details[name] = base64.RawURLEncoding.EncodeToString(*part)
	}
	return details
}

// signatureOf is the signature in an entry's details, or nil if they have none.
func signatureOf(details map[string]string) (*Signature, error) {
	s, found := &Signature{Decision: details[DetailDecision]}, details[DetailDecision] != ""
	for name, part := range s.parts() {
		text, is := details[name]
		found = found || is
		var err error
		*part, err = base64.RawURLEncoding.Strict().DecodeString(text)
		if err != nil || base64.RawURLEncoding.EncodeToString(*part) != text {
			return nil, fmt.Errorf("its %s can't be read", name)
		}
	}
	if !found {
		return nil, nil //nolint:nilnil // most entries have none
	}
	for name, part := range s.parts() {
		if len(*part) == 0 {
			return nil, fmt.Errorf("its %s is missing", name)
		}
	}
	return s, nil
}

// Fingerprint is a short name of a passkey's public key.
func Fingerprint(publicKey []byte) string {
	sum := sha256.Sum256(publicKey)
	return "SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:])
}

// Challenge is what a passkey is asked to sign for a decision.
func Challenge(decision string) []byte {
	sum := sha256.Sum256([]byte(decision))
	return sum[:]
}

// ErrNotThisDecision means that a passkey has signed something else.
var ErrNotThisDecision = errors.New("not this decision: the passkey signed another one")

// The flags of an authenticator.
const (
	userPresent  = 0x01
	userVerified = 0x04
	leastData    = 37 // a hash, the flags and a counter
)

// Verify checks that the passkey signed this decision: its challenge, the page, that somebody
// touched and unlocked it, and the signature. It returns the decision.
func (s Signature) Verify() (Decision, error) {
	d, err := ParseDecision(s.Decision)
	if err != nil {
		return d, err
	}
	if err := s.checkClient(d); err != nil {
		return d, err
	}
	if err := s.checkData(d); err != nil {
		return d, err
	}
	key, err := parseKey(s.PublicKey)
	if err != nil {
		return d, err
	}
	client := sha256.Sum256(s.ClientData)
	if !key.verify(append(bytes.Clone(s.AuthenticatorData), client[:]...), s.Signature) {
		return d, errors.New("the signature isn't the passkey's: the answer, the signature or the public key was changed")
	}
	return d, nil
}

// checkClient checks what the browser said.
func (s Signature) checkClient(d Decision) error {
	var client struct {
		Type, Challenge, Origin string
		CrossOrigin             bool
	}
	switch err := json.Unmarshal(s.ClientData, &client); {
	case err != nil:
		return errors.New("what the browser said can't be read")
	case client.Type != "webauthn.get":
		return errors.New("the passkey was asked for something else than a signature")
	case client.Challenge != base64.RawURLEncoding.EncodeToString(Challenge(s.Decision)):
		return ErrNotThisDecision
	case client.Origin != d.Origin || client.CrossOrigin:
		return errors.New("it was signed on another page")
	}
	return nil
}

// checkData checks what the authenticator said.
func (s Signature) checkData(d Decision) error {
	page, err := url.Parse(d.Origin)
	if err != nil || len(s.AuthenticatorData) < leastData {
		return errors.New("what the passkey said can't be read")
	}
	site, flags := sha256.Sum256([]byte(page.Hostname())), s.AuthenticatorData[len(Challenge(""))]
	switch {
	case !bytes.Equal(site[:], s.AuthenticatorData[:len(site)]):
		return errors.New("the passkey belongs to another site")
	case flags&userPresent == 0:
		return errors.New("nobody touched the passkey")
	case flags&userVerified == 0:
		return errors.New("nobody unlocked the passkey")
	}
	return nil
}
