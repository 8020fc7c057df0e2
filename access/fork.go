package access

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"latchkey/db"
	"latchkey/record"
)

// ForkAccepted is the operator's decision that the record does not have to extend certain heads,
// because it continues from a backup.
const ForkAccepted Action = "fork.accepted"

// Fork is where the record continues from an earlier state of itself, according to the operator.
// What came after Entries is lost.
type Fork struct {
	At time.Time
	// Entries is how many of the earlier entries are in the record.
	Entries int64
	// BackupOf is when the backup was made from which the record continues, or zero if unknown.
	BackupOf time.Time
	// Lost are the heads that the record does not extend.
	Lost []record.Head
}

// lostPerEntry is how many lost heads one entry of the record names.
const lostPerEntry = 400

// forks are all forks of the record, oldest first.
func forks(ctx context.Context, q *db.Queries) (list []Fork, err error) {
	rows, err := q.ListRecordForks(ctx)
	for _, row := range rows {
		said := detailsOf(actionOf(row.Action), row.After)
		f := Fork{At: db.Time(row.At)}
		f.Entries, _ = strconv.ParseInt(said[DetailEntries], 10, 64)
		f.BackupOf, _ = time.Parse(time.RFC3339, said[DetailBackupOf])
		for text := range strings.FieldsSeq(said[DetailLostHeads]) {
			if h, err := record.ParseHead(text); err == nil {
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

// lostHeads are the heads that forks name.
func lostHeads(ctx context.Context, q *db.Queries) (record.Lost, error) {
	list, err := forks(ctx, q)
	lost := record.Lost{}
	for _, f := range list {
		for _, h := range f.Lost {
			lost[h] = true
		}
	}
	return lost, err
}

// CountAccepted returns how many of some checkpoints have heads that are lost, according to the
// operator.
func (s *Service) CountAccepted(ctx context.Context, checkpoints []string) (n int, err error) {
	lost, err := lostHeads(ctx, s.store.Read)
	for _, c := range checkpoints {
		if lost.Has(c) {
			n++
		}
	}
	return n, err
}

// recordFork writes the entries that name lost heads.
func (t *tx) recordFork(ctx context.Context, entries int64, lost []record.Head) error {
	for some := range slices.Chunk(lost, lostPerEntry) {
		e := Entry{Action: ForkAccepted, After: changes{DetailEntries: strconv.FormatInt(entries, 10), DetailLostHeads: headsText(some)}}
		if err := t.record(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// headsText is heads as an entry names them.
func headsText(heads []record.Head) string {
	return strings.Join(mapped(heads, record.Head.String), " ")
}

// AcceptFork records, as the operator, that the record does not have to extend some heads that were
// kept elsewhere, and begins the Signer's key, so that no key has signed both what was lost and
// what replaced it. It returns these heads. The database itself must be intact. Errors:
// *record.VerifyError; ErrConflict if the record extends all of them.
func (s *Service) AcceptFork(ctx context.Context, kept record.Kept) (lost []record.Head, err error) {
	if _, err := s.VerifyRecord(ctx, nil); err != nil {
		return nil, err
	}
	heads, err := s.openKept(ctx, kept)
	if err != nil {
		return nil, err
	}
	err = s.write(ctx, TheOperator(), s.now(), func(t *tx) error {
		var entries int64
		lost, entries, err = t.findLost(ctx, heads)
		if err != nil {
			return err
		}
		if len(lost) == 0 {
			return conflict(NothingToAccept{})
		}
		if err := t.recordFork(ctx, entries, lost); err != nil {
			return err
		}
		return t.beginKey(ctx, true)
	})
	return lost, err
}

// openKept returns the heads that were kept elsewhere: checkpoints signed with a key of the record
// or one of kept's.
func (s *Service) openKept(ctx context.Context, kept record.Kept) ([]record.Head, error) {
	keys, err := s.RecordKeys(ctx)
	if err != nil {
		return nil, err
	}
	kept.PublicKeys = slices.Concat(kept.PublicKeys, keys.Public())
	return kept.Open()
}

// findLost is record.Lost.Find for heads that no fork names yet.
func (t *tx) findLost(ctx context.Context, heads []record.Head) (found []record.Head, entries int64, err error) {
	lost, err := lostHeads(ctx, t.Queries)
	if err != nil {
		return nil, 0, err
	}
	return lost.Find(storedLog{ctx, t.Queries}, heads)
}

// forkError: said is ErrConflict with the fork if the operator has explained why the record does
// not extend a head, or nil.
func (s *Service) forkError(ctx context.Context, kept record.Head) (said, err error) {
	list, err := forks(ctx, s.store.Read)
	for _, f := range list {
		if slices.Contains(f.Lost, kept) {
			return conflict(ForkExtended{Kept: kept.Size, Entries: f.Entries, BackupOf: f.BackupOf, At: f.At}), err
		}
	}
	return nil, err
}
