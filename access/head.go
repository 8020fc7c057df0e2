package access

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"latchkey/db"
)

// Head is the record's head: how many entries it has, and the hash of their tree. It commits to
// every one of them.
type Head struct {
	Size int64
	Hash tlog.Hash
}

// String is the head as SIZE:HASH.
func (h Head) String() string { return fmt.Sprintf("%d:%s", h.Size, h.Hash) }

// ParseHead reads a head as SIZE:HASH.
func ParseHead(text string) (h Head, err error) {
	size, hash, _ := strings.Cut(text, ":")
	h.Size, err = strconv.ParseInt(size, 10, 64)
	if err == nil && h.Size < 1 {
		err = errors.New("it has no entries")
	}
	var hashErr error
	h.Hash, hashErr = tlog.ParseHash(hash)
	return h, errors.Join(err, hashErr)
}

// SignedHead is a head that was signed.
type SignedHead struct {
	Head
	// Checkpoint is the signed note: the key's name, the size and the hash, in the form of C2SP's
	// tlog-checkpoint.
	Checkpoint string
	At         time.Time
}

// openCheckpoint is the head of a checkpoint that one of the known keys signed.
func openCheckpoint(checkpoint string, known note.Verifiers) (h Head, err error) {
	text, name, err := openNote(checkpoint, known)
	if err != nil {
		return h, err
	}
	lines := strings.Split(text, "\n")
	if len(lines) == 4 {
		h.Size, _ = strconv.ParseInt(lines[1], 10, 64)
		h.Hash, _ = tlog.ParseHash(lines[2])
	}
	if h.Size < 1 || text != h.text(name) {
		return Head{}, errors.New("it is not a head of the record")
	}
	return h, nil
}

// text is what is signed of a head with the key of a name.
func (h Head) text(name string) string { return fmt.Sprintf("%s\n%d\n%s\n", name, h.Size, h.Hash) }

// elsewhere is what is known of heads that are kept outside the database: the last of them, or why
// they cannot be read.
type elsewhere struct{ checkpoint, damage string }

// HoldAgainst gives the service the heads that are kept outside the database, the newest last:
// where the record does not extend the last of them that no fork names, nothing is signed or
// exported, and the Record tab says so.
func (s *Service) HoldAgainst(ctx context.Context, checkpoints []string) error {
	accepted, err := acceptedHeads(ctx, s.store.Read)
	for _, checkpoint := range slices.Backward(checkpoints) {
		if h, unread := unsignedHead(checkpoint); err == nil && (unread != nil || !accepted[h]) {
			s.elsewhere.Store(&elsewhere{checkpoint: checkpoint})
			break
		}
	}
	return err
}

// Distrust is HoldAgainst where the heads that are kept outside the database cannot be read: why
// says why not.
func (s *Service) Distrust(why string) { s.elsewhere.Store(&elsewhere{damage: why}) }

// SignHead signs the record's head as it is now and keeps it, once it is proven that it extends the
// last one kept, and the one of HoldAgainst. Errors: *VerifyError where it does not; ErrConflict
// where there is no key, another one by now, or nothing to sign.
func (s *Service) SignHead(ctx context.Context) (SignedHead, error) {
	return s.signHead(ctx, s.now())
}

func (s *Service) signHead(ctx context.Context, now time.Time) (h SignedHead, err error) {
	if s.signer == nil {
		return h, conflict("There is no key here to sign the record with.")
	}
	// One that is signed already needs no write.
	signed := false
	err = s.store.Snapshot(ctx, func(q *db.Queries) error {
		h, signed, err = s.headToSign(ctx, q, now)
		return err
	})
	if err != nil {
		return h, err
	}
	if signed {
		s.elsewhere.Store(&elsewhere{checkpoint: h.Checkpoint})
		return h, nil
	}
	err = s.store.Write(ctx, func(q *db.Queries) error {
		if h, signed, err = s.headToSign(ctx, q, now); err != nil || signed {
			return err
		}
		if h.Checkpoint, err = s.signer.sign(h.text(s.signer.Name())); err != nil {
			return err
		}
		return q.InsertSignedHead(ctx, db.InsertSignedHeadParams{Size: h.Size, Hash: h.Hash[:], Checkpoint: h.Checkpoint, At: db.Millis(now)})
	})
	if err == nil {
		s.elsewhere.Store(&elsewhere{checkpoint: h.Checkpoint}) // the memory of this process is outside the database as well
	}
	return h, err
}

// headToSign is the record's head, once it is proven that it extends the last one kept; signed says
// that it is that one.
func (s *Service) headToSign(ctx context.Context, q *db.Queries, now time.Time) (h SignedHead, signed bool, err error) {
	keys, err := recordKeys(ctx, q)
	if err != nil {
		return h, false, err
	}
	if currentKey(keys) != s.signer.PublicKey() {
		return h, false, conflict("The record is signed with another key by now. The operator must start the server anew, with that key.")
	}
	row, kept, err := readHeads(ctx, q)
	if err != nil {
		return h, false, err
	}
	if err = keepsWord(ctx, q, row, kept, s.elsewhere.Load(), keys); err != nil {
		return h, false, err
	}
	if kept != nil && kept.Size == row.Size {
		return *kept, true, nil
	}
	return SignedHead{Head: row, At: now}, false, nil
}

// readHeads reads the record's head and the last signed one, nil where there is none. The signed
// one is read first: it never is the later one.
func readHeads(ctx context.Context, q *db.Queries) (now Head, kept *SignedHead, err error) {
	signed, err := q.GetLastSignedHead(ctx)
	switch {
	case err == nil:
		kept = &SignedHead{Head{signed.Size, hashOf(signed.Hash)}, signed.Checkpoint, db.Time(signed.At)}
	case !db.IsNotFound(err):
		return now, nil, err
	}
	row, err := q.GetAuditHead(ctx)
	if err != nil && !db.IsNotFound(err) {
		return now, nil, err
	}
	return Head{row.Size, hashOf(row.Hash)}, kept, nil
}

func hashOf(bytes []byte) (h tlog.Hash) {
	copy(h[:], bytes)
	return h
}

// keepsWord is nil for a head that extends those that were signed before: the last one kept, and
// one of elsewhere. Errors: *VerifyError.
func keepsWord(ctx context.Context, q *db.Queries, now Head, kept *SignedHead, out *elsewhere, keys []RecordKey) error {
	stored := hashesAt(ctx, q)
	if kept != nil {
		if _, err := proveExtends(now, kept.Head, stored); err != nil {
			return err
		}
	}
	switch {
	case out == nil:
		return nil
	case out.damage != "":
		return &VerifyError{0, "the heads that are kept elsewhere: " + out.damage}
	}
	known, err := verifiersOf(keys)
	if err != nil {
		return err
	}
	then, err := openCheckpoint(out.checkpoint, known)
	if err != nil {
		return &VerifyError{0, "the head that is kept elsewhere: " + err.Error()}
	}
	_, err = proveExtends(now, then, stored)
	return err
}

// stands is nil where the record extends the heads that were signed before. Errors: ErrConflict for
// whoever wants to have some of it.
func (s *Service) stands(ctx context.Context) error {
	out := s.elsewhere.Load()
	now, kept, err := readHeads(ctx, s.store.Read)
	if err != nil {
		return err
	}
	keys, err := s.RecordKeys(ctx)
	if err == nil {
		err = keepsWord(ctx, s.store.Read, now, kept, out, keys)
	}
	return notExported(err)
}

// notExported is what is told instead of a *VerifyError to whoever wants to have something of the
// record.
func notExported(err error) error {
	var broken *VerifyError
	if errors.As(err, &broken) {
		return conflict("The record is not what it was when its head was signed: %s. Nothing is signed until the operator has looked into it.", broken)
	}
	return err
}

func verifiersOf(keys []RecordKey) (note.Verifiers, error) {
	var public []string
	for _, key := range keys {
		public = append(public, key.PublicKey)
	}
	return parseKeys(public)
}

// proveExtends proves by the log's hashes that a head begins with what an earlier one saw. Errors:
// *VerifyError.
func proveExtends(now, then Head, stored tlog.HashReader) (tlog.TreeProof, error) {
	if now.Size < then.Size {
		return nil, &VerifyError{now.Size, fmt.Sprintf("missing: a head of %d entries was signed", then.Size)}
	}
	proof, err := tlog.ProveTree(now.Size, then.Size, stored)
	if err != nil {
		return nil, err
	}
	if tlog.CheckTree(proof, now.Size, now.Hash, then.Size, then.Hash) != nil {
		return nil, &VerifyError{0, fmt.Sprintf("the first %d entries are not those of the head that was signed", then.Size)}
	}
	return proof, nil
}

// hashesAt reads the log's hashes where tlog asks for them, all at once.
func hashesAt(ctx context.Context, q *db.Queries) tlog.HashReaderFunc {
	return func(indexes []int64) ([]tlog.Hash, error) {
		rows, err := q.ListAuditHashesAt(ctx, indexes)
		if err != nil {
			return nil, err
		}
		found := make(map[int64]tlog.Hash, len(rows))
		for _, row := range rows {
			found[row.Idx] = hashOf(row.Hash)
		}
		return pick(found, indexes)
	}
}

// pick is the hashes at indexes. One that is missing is a *VerifyError of the entry that stored it.
func pick(found map[int64]tlog.Hash, indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, idx := range indexes {
		h, ok := found[idx]
		if !ok {
			level, n := tlog.SplitStoredHashIndex(idx)
			return nil, &VerifyError{(n+1)<<level - 1, fmt.Sprintf("its stored hash %d is missing", idx)}
		}
		hashes[i] = h
	}
	return hashes, nil
}
