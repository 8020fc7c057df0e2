package record

import (
	"crypto/rand"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

// A checkpoint contains who signed it, how many entries it has and their hash: any change makes it
// a different one.
func TestOpenCheckpoint(t *testing.T) {
	m := recorder(t, 3)
	signer, h := m.signer, m.sign()
	known := must(parseKeys([]string{signer.PublicKey()}))(m)
	got, err := openCheckpoint(h.Checkpoint, known)
	m.must(err)
	equal(t, "head", got, h.Head)
	for i := range len(h.Checkpoint) {
		for _, bit := range []byte{1, 4, 32} {
			changed := []byte(h.Checkpoint)
			changed[i] ^= bit
			if _, err := openCheckpoint(string(changed), known); err == nil {
				t.Errorf("opened with byte %d changed: %q", i, changed)
			}
		}
	}
	for _, text := range []string{
		"", "latchkey/other\n3\n" + h.Hash.String() + "\n", signer.Name() + "\n03\n" + h.Hash.String() + "\n", signer.Name() + "\n0\n" + h.Hash.String() + "\n",
		signer.Name() + "\n3\nAAAA\n", h.text(signer.Name()) + "more\n", exportVersion + "\n" + h.Hash.String() + "\n",
	} {
		signed := ""
		if text != "" {
			signed = must(signer.sign(text))(m)
		}
		if got, err := openCheckpoint(signed, known); err == nil {
			t.Errorf("%q is the head %v", text, got)
		}
	}
	// A second signature adds bytes.
	other := must(NewSigner(rand.Reader))(m)
	two, err := note.Sign(&note.Note{Text: h.text(signer.Name())}, signer, other)
	m.must(err)
	if _, err := openCheckpoint(string(two), known); err == nil {
		t.Error("opened with two signatures")
	}
}

func TestParseSigner(t *testing.T) {
	signer := must(NewSigner(rand.Reader))(t)
	again, err := ParseSigner(signer.Secret())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "public key", again.PublicKey(), signer.PublicKey())
	for _, text := range []string{"", "no key", signer.PublicKey(), signer.Secret()[1:], signer.Secret()[:len(signer.Secret())-4]} {
		if _, err := ParseSigner(text); err == nil {
			t.Errorf("%q is a key", text)
		}
	}
}
