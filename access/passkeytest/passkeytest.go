// Package passkeytest is a device with a passkey, for tests: what a browser and an authenticator do
// with the server's options.
package passkeytest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"net/url"

	"github.com/fxamacker/cbor/v2"

	"latchkey/record"
)

// Flags of an authenticator's data.
const (
	present  = 0x01
	verified = 0x04
	hasKey   = 0x40
)

// Device is an authenticator in a browser on a page. Its fields can be changed, to make it lie.
type Device struct {
	// Page is the origin of the page, and Site what the passkey is bound to.
	Page, Site string
	// Counter counts its answers.
	Counter uint32
	// Uncounted says that it does not count, as those that are copied on purpose do not.
	Uncounted bool
	// Unverified says that it did not ask for a PIN or a fingerprint.
	Unverified bool

	key    *ecdsa.PrivateKey
	id     []byte
	handle []byte
}

// New is a device on a page with this origin.
func New(page string) *Device {
	u, err := url.Parse(page)
	must(err)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	return &Device{Page: page, Site: u.Hostname(), key: key, id: []byte(rand.Text())}
}

// Copy is a copy of the device and its passkey.
func (d *Device) Copy() *Device {
	c := *d
	return &c
}

// options are what a server sends, as far as it matters.
type options struct {
	Challenge string
	User      struct{ ID string }
}

// Register answers the server's options for a new passkey.
func (d *Device) Register(from []byte) string {
	o := parse(from)
	var err error
	d.handle, err = base64.RawURLEncoding.DecodeString(o.User.ID)
	must(err)
	key := d.publicKey()
	data := d.data(hasKey)
	data = append(data, make([]byte, 16)...)                      // no model
	data = binary.BigEndian.AppendUint16(data, uint16(len(d.id))) //nolint:gosec // 26
	data = append(append(data, d.id...), key...)
	object, err := cbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data})
	must(err)
	return d.answer(map[string]any{"clientDataJSON": encode(d.client("webauthn.create", o)), "attestationObject": encode(object)})
}

// publicKey is its public key as in COSE.
func (d *Device) publicKey() []byte {
	point, err := d.key.PublicKey.Bytes()
	must(err)
	mode, err := cbor.CTAP2EncOptions().EncMode() // always in the same order
	must(err)
	key, err := mode.Marshal(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	must(err)
	return key
}

// Fingerprint names its public key.
func (d *Device) Fingerprint() string { return record.Fingerprint(d.publicKey()) }

// SignDecision answers the server's options for a decision. It returns the decision's text, too.
func (d *Device) SignDecision(from []byte) (decision, answer string) {
	var o struct {
		Decision string
		Options  json.RawMessage
	}
	must(json.Unmarshal(from, &o))
	return o.Decision, d.Sign(o.Options)
}

// Sign answers the server's options for a proof.
func (d *Device) Sign(from []byte) string {
	if !d.Uncounted {
		d.Counter++
	}
	client, data := d.client("webauthn.get", parse(from)), d.data(0)
	hash := sha256.Sum256(client)
	sum := sha256.Sum256(append(data, hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, sum[:])
	must(err)
	return d.answer(map[string]any{
		"clientDataJSON": encode(client), "authenticatorData": encode(data), "signature": encode(signature), "userHandle": encode(d.handle),
	})
}

func (d *Device) answer(response map[string]any) string {
	text, err := json.Marshal(map[string]any{
		"id": encode(d.id), "rawId": encode(d.id), "type": "public-key", "response": response, "clientExtensionResults": map[string]any{},
	})
	must(err)
	return string(text)
}

// client is what the browser says.
func (d *Device) client(what string, o options) []byte {
	text, err := json.Marshal(map[string]any{"type": what, "challenge": o.Challenge, "origin": d.Page, "crossOrigin": false})
	must(err)
	return text
}

// data is what the authenticator says.
func (d *Device) data(flags byte) []byte {
	flags |= present
	if !d.Unverified {
		flags |= verified
	}
	site := sha256.Sum256([]byte(d.Site))
	return binary.BigEndian.AppendUint32(append(site[:], flags), d.Counter)
}

func parse(from []byte) (o options) {
	must(json.Unmarshal(from, &o))
	return o
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func must(err error) {
	if err != nil {
		panic(err)
	}
}
