package record

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// Signer signs the record's heads and exports with an Ed25519 key that is kept outside the
// database. Its keys and signatures have the format of golang.org/x/mod/sumdb/note.
type Signer struct {
	note.Signer
	secret, publicKey string
}

// NewSigner creates a key with a unique name.
func NewSigner(random io.Reader) (*Signer, error) {
	id := make([]byte, 4)
	if _, err := io.ReadFull(random, id); err != nil {
		return nil, err
	}
	secret, _, err := note.GenerateKey(random, "latchkey/"+hex.EncodeToString(id))
	if err != nil {
		return nil, err
	}
	return ParseSigner(secret)
}

// ParseSigner parses a key as returned by Secret.
func ParseSigner(secret string) (*Signer, error) {
	signer, err := note.NewSigner(secret)
	if err != nil {
		return nil, errors.New("it doesn't contain a latchkey key")
	}
	// The format is PRIVATE+KEY+name+hash+data. The data is a byte for Ed25519 and the seed.
	seed, err := base64.StdEncoding.DecodeString(strings.SplitN(secret, "+", 5)[4])
	if err != nil {
		return nil, err
	}
	public, ok := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	if !ok {
		return nil, errors.New("record: not an Ed25519 key")
	}
	publicKey, err := note.NewEd25519VerifierKey(signer.Name(), public)
	return &Signer{Signer: signer, secret: secret, publicKey: publicKey}, err
}

// Secret returns the private key. Do not keep it with the database.
func (s *Signer) Secret() string { return s.secret }

// PublicKey returns the key that verifies signatures.
func (s *Signer) PublicKey() string { return s.publicKey }

// sign returns the signed note of a text.
func (s *Signer) sign(text string) (string, error) {
	signed, err := note.Sign(&note.Note{Text: text}, s)
	return string(signed), err
}

// parseKeys parses public keys.
func parseKeys(publicKeys []string) (note.Verifiers, error) {
	var list []note.Verifier
	// a duplicate key would make a note ambiguous
	for _, key := range slices.Compact(slices.Sorted(slices.Values(publicKeys))) {
		v, err := note.NewVerifier(key)
		if err != nil {
			return nil, fmt.Errorf("%q isn't a public key as shown on the Record tab", key)
		}
		list = append(list, v)
	}
	return note.VerifierList(list...), nil
}

// ErrOtherKey means that an unknown key signed a head or an export.
var ErrOtherKey = errors.New("it was signed with a different key")

// openNote returns the text of a note that one of the known keys signed, and the key's name. The
// note must contain nothing else: an extra byte, or a byte written differently, is an error.
func openNote(signed string, known note.Verifiers) (text, name string, err error) {
	n, err := note.Open([]byte(signed), known)
	var unverified *note.UnverifiedNoteError
	switch {
	case errors.As(err, &unverified):
		return "", "", ErrOtherKey
	case err != nil:
		return "", "", errors.New("its signature is invalid")
	}
	sig, err := base64.StdEncoding.Strict().DecodeString(n.Sigs[0].Base64)
	if err != nil || fmt.Sprintf("%s\n— %s %s\n", n.Text, n.Sigs[0].Name, base64.StdEncoding.EncodeToString(sig)) != signed {
		return "", "", errors.New("its signature's format was changed")
	}
	return n.Text, n.Sigs[0].Name, nil
}

// Key is a key that has signed the record's heads since At.
type Key struct {
	PublicKey string
	Since     time.Time
}

// Keys are all keys that have signed a record, the current one last.
type Keys []Key

// Current returns the public key that signs heads now, or "" if there is none yet.
func (k Keys) Current() string {
	if len(k) == 0 {
		return ""
	}
	return k[len(k)-1].PublicKey
}

// Public returns the public keys.
func (k Keys) Public() (public []string) {
	for _, key := range k {
		public = append(public, key.PublicKey)
	}
	return public
}
