package record

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Head is the head of the record: the number of entries and the hash of their tree. It commits to
// every one of them.
type Head struct {
	Size int64
	Hash tlog.Hash
}

// String returns the head as SIZE:HASH.
func (h Head) String() string { return fmt.Sprintf("%d:%s", h.Size, h.Hash) }

// ParseHead parses SIZE:HASH.
func ParseHead(text string) (h Head, err error) {
	size, hash, _ := strings.Cut(text, ":")
	h.Size, err = strconv.ParseInt(size, 10, 64)
	if err == nil && h.Size < 1 {
		err = errors.New("the record has no entries")
	}
	var hashErr error
	h.Hash, hashErr = tlog.ParseHash(hash)
	return h, errors.Join(err, hashErr)
}

// SignedHead is a signed head.
type SignedHead struct {
	Head
	// Checkpoint is the signed note with the key's name, the size and the hash, in the format of
	// C2SP's tlog-checkpoint.
	Checkpoint string
	At         time.Time
}

// text is what is signed for a head with a named key.
func (h Head) text(name string) string { return fmt.Sprintf("%s\n%d\n%s\n", name, h.Size, h.Hash) }

// SignHead returns the checkpoint of a head. The caller must check that the head extends those that
// were signed before.
func (s *Signer) SignHead(h Head) (checkpoint string, err error) { return s.sign(h.text(s.Name())) }

var errNotAHead = errors.New("it isn't a head of a record")

// openCheckpoint returns the head of a checkpoint that one of the known keys signed.
func openCheckpoint(checkpoint string, known note.Verifiers) (h Head, err error) {
	text, name, err := openNote(checkpoint, known)
	if err != nil {
		return h, err
	}
	h, err = unsignedHead(text)
	if err != nil || text != h.text(name) {
		return Head{}, errNotAHead
	}
	return h, nil
}

// unsignedHead returns the head of a checkpoint without checking its signature.
func unsignedHead(checkpoint string) (Head, error) {
	lines := strings.Split(checkpoint, "\n")
	if len(lines) < 4 {
		return Head{}, errNotAHead
	}
	return ParseHead(lines[1] + ":" + lines[2])
}

// proveExtends proves, from a log's hashes, that its head extends an earlier one. Errors:
// *VerifyError.
func proveExtends(log Hashes, now, then Head) (tlog.TreeProof, error) {
	if now.Size < then.Size {
		return nil, &VerifyError{Seq: now.Size, What: fmt.Sprintf("missing: a head of %d entries was signed", then.Size), Fault: CutOff, Signed: then.Size}
	}
	proof, err := tlog.ProveTree(now.Size, then.Size, reader(log))
	if err != nil {
		return nil, err
	}
	if tlog.CheckTree(proof, now.Size, now.Hash, then.Size, then.Hash) != nil {
		return nil, &VerifyError{What: fmt.Sprintf("the first %d entries are not those of the head that was signed", then.Size), Fault: Rewritten, Signed: then.Size}
	}
	return proof, nil
}

// CommonEntries returns how many entries at the beginning of two logs are the same. Both logs must
// have at least size entries.
func CommonEntries(a, b Hashes, size int64) (int64, error) {
	same, different := int64(0), size+1
	for at := different - 1; same+1 < different; at = (same + different) / 2 {
		of, err := tlog.TreeHash(at, reader(a))
		if err != nil {
			return 0, err
		}
		other, err := tlog.TreeHash(at, reader(b))
		if err != nil {
			return 0, err
		}
		if of == other {
			same = at
		} else {
			different = at
		}
	}
	return same, nil
}
