package access

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"latchkey/db"
)

// ForkAccepted is the operator's word that the record lawfully does not extend heads that were
// signed before: it goes on from a backup.
const ForkAccepted Action = "record fork accepted"

// Fork is where the record goes on from an earlier state of its own, as the operator said. What
// stood after Entries is lost.
type Fork struct {
	At time.Time
	// Entries is how many entries of before are in the record.
	Entries int64
	// BackupOf is when the backup was made that the record goes on from, zero where that is not
	// known.
	BackupOf time.Time
	// Lost are the heads that the record does not extend.
	Lost []Head
}

// The names of what an entry says of a fork.
const (
	forkEntries = "entries"
	forkBackup  = "backup of"
	forkLost    = "lost heads"
)

// lostPerEntry is how many lost heads one entry of the record names.
const lostPerEntry = 400

// forks is every fork of the record, the oldest first.
func forks(ctx context.Context, q *db.Queries) (list []Fork, err error) {
	rows, err := q.ListRecordForks(ctx)
	for _, row := range rows {
		said := parseChanges(row.After)
		f := Fork{At: db.Time(row.At)}
		f.Entries, _ = strconv.ParseInt(said[forkEntries], 10, 64)
		f.BackupOf, _ = time.Parse(time.RFC3339, said[forkBackup])
		for text := range strings.FieldsSeq(said[forkLost]) {
			if h, err := ParseHead(text); err == nil {
				f.Lost = append(f.Lost, h)
			}
		}
		if last := len(list) - 1; last >= 0 && list[last].At.Equal(f.At) && list[last].Entries == f.Entries {
			list[last].Lost = append(list[last].Lost, f.Lost...)
			continue
		}
		list = append(list, f)
	}
	return list, err
}

// acceptedHeads are the heads that forks name.
func acceptedHeads(ctx context.Context, q *db.Queries) (map[Head]bool, error) {
	list, err := forks(ctx, q)
	accepted := map[Head]bool{}
	for _, f := range list {
		for _, h := range f.Lost {
			accepted[h] = true
		}
	}
	return accepted, err
}

// CountAccepted is how many of some checkpoints are of heads that were lost, as the operator said.
func (s *Service) CountAccepted(ctx context.Context, checkpoints []string) (n int, err error) {
	accepted, err := acceptedHeads(ctx, s.store.Read)
	for _, c := range checkpoints {
		if h, err := unsignedHead(c); err == nil && accepted[h] {
			n++
		}
	}
	return n, err
}

// recordFork writes the entries of heads that are lost.
func (t *tx) recordFork(ctx context.Context, entries int64, lost []Head) error {
	for some := range slices.Chunk(lost, lostPerEntry) {
		var texts []string
		for _, h := range some {
			texts = append(texts, h.String())
		}
		e := Entry{Action: ForkAccepted, After: changes{forkEntries: strconv.FormatInt(entries, 10), forkLost: strings.Join(texts, " ")}}
		if err := t.record(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// AcceptFork records, as the operator, that the record lawfully does not extend some heads that
// were kept elsewhere, and begins the Signer's key: no key signs both what was lost and what came
// instead. It says which heads these are. What the database itself says must be right. Errors:
// *VerifyError; ErrConflict where the record extends all of them.
func (s *Service) AcceptFork(ctx context.Context, kept Kept) (lost []Head, err error) {
	if _, err := s.VerifyRecord(ctx, nil); err != nil {
		return nil, err
	}
	heads, err := s.openKept(ctx, kept)
	if err != nil {
		return nil, err
	}
	err = s.write(ctx, TheOperator(), s.now(), func(t *tx) error {
		var entries int64
		if lost, entries, err = lostHeads(ctx, t.Queries, heads); err != nil {
			return err
		}
		if len(lost) == 0 {
			return conflict("The record extends all of these heads, but for those that were accepted before: there is nothing to accept.")
		}
		if err := t.recordFork(ctx, entries, lost); err != nil {
			return err
		}
		return t.beginKey(ctx, true)
	})
	return lost, err
}

// openKept is the heads that were kept elsewhere: checkpoints signed with a key of the record's, or
// another one that is named.
func (s *Service) openKept(ctx context.Context, kept Kept) (heads []Head, err error) {
	keys, err := s.RecordKeys(ctx)
	if err != nil {
		return nil, err
	}
	for _, key := range kept.PublicKeys {
		keys = append(keys, RecordKey{PublicKey: key})
	}
	known, err := verifiersOf(keys)
	if err != nil {
		return nil, err
	}
	heads = slices.Clone(kept.Heads)
	for i, checkpoint := range kept.Checkpoints {
		h, err := openCheckpoint(checkpoint, known)
		if err != nil {
			return nil, fmt.Errorf("the head number %d kept elsewhere is not right: %w", i+1, err)
		}
		heads = append(heads, h)
	}
	return heads, nil
}

// lostHeads is which of some heads the record does not extend, nor a fork names, and how many
// entries the largest one has that is extended and smaller than all of them: from there on the
// record may be another one.
func lostHeads(ctx context.Context, q *db.Queries, heads []Head) (lost []Head, entries int64, err error) {
	accepted, err := acceptedHeads(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	now, _, err := readHeads(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	stored := hashesAt(ctx, q)
	var extended []int64
	for _, h := range heads {
		_, err := proveExtends(now, h, stored)
		var broken *VerifyError
		switch {
		case err == nil:
			extended = append(extended, h.Size)
		case !errors.As(err, &broken):
			return nil, 0, err
		case !accepted[h]:
			accepted[h] = true
			lost = append(lost, h)
		}
	}
	for _, size := range extended {
		if !slices.ContainsFunc(lost, func(h Head) bool { return h.Size <= size }) {
			entries = max(entries, size)
		}
	}
	return lost, entries, nil
}

// saidOfFork is what the operator said of a head that the record does not extend: ErrConflict, or
// nil where they said nothing.
func (s *Service) saidOfFork(ctx context.Context, kept Head) (said, err error) {
	list, err := forks(ctx, s.store.Read)
	for _, f := range list {
		if slices.Contains(f.Lost, kept) {
			return conflict("The record does NOT extend the head of %s that you kept: %s, as the operator said on %s. Export without this head, and keep the new one beside the file that you have.",
				entriesText(kept.Size), f.what(), instantText(f.At)), err
		}
	}
	return nil, err
}

// what says what happened at a fork.
func (f Fork) what() string {
	if f.BackupOf.IsZero() {
		return fmt.Sprintf("a backup was restored, and of what was recorded after the first %s some is lost", entriesText(f.Entries))
	}
	return fmt.Sprintf("a backup of %s was restored, and what was recorded after its %s is lost", instantText(f.BackupOf), entriesText(f.Entries))
}
