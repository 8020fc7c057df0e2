package access

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"latchkey/db"
)

// writtenEntry identifies an entry of the record: its place and its random text.
type writtenEntry struct {
	seq    int64
	salt   string
	action Action
}

// doubts are the entries of which it is unknown whether they are in the record.
type doubts struct {
	mu   sync.Mutex
	list []writtenEntry
}

// lookUpWithin limits how long it takes to check whether something was saved.
const lookUpWithin = 5 * time.Second

// resolveCommit returns what became of a change whose commit may have failed on the disk: nil if it
// was saved after all, ErrNotSaved, or ErrUnknown. It returns any other error as it is.
func (s *Service) resolveCommit(ctx context.Context, first writtenEntry, err error) error {
	var failed *db.CommitError
	if !errors.As(err, &failed) {
		return err
	}
	if first.salt == "" {
		if failed.Settled {
			return fmt.Errorf("%w: %w", ErrNotSaved, err)
		}
		return fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookUpWithin)
	defer cancel()
	there, lookErr := s.isWritten(ctx, first)
	switch {
	case lookErr == nil && failed.Settled && there:
		return nil
	case lookErr == nil && failed.Settled:
		return fmt.Errorf("%w: %w", ErrNotSaved, err)
	}
	s.doubts.mu.Lock()
	s.doubts.list = append(s.doubts.list, first)
	s.doubts.mu.Unlock()
	return fmt.Errorf("%w: %w", ErrUnknown, errors.Join(err, lookErr))
}

// isWritten looks for an entry over a different connection than the one that wrote it.
func (s *Service) isWritten(ctx context.Context, w writtenEntry) (bool, error) {
	rows, err := s.store.Read.ListRecordEntriesFrom(ctx, db.ListRecordEntriesFromParams{FromSeq: w.seq, PageSize: 1})
	return len(rows) == 1 && rows[0].Seq == w.seq && rows[0].Salt == w.salt, err
}

// Doubt is a change of which it was unknown whether it was saved, and now is known.
type Doubt struct {
	Seq    int64
	Action Action
	Saved  bool
}

// ResolveDoubts finds out what became of changes of which it was unknown whether they were saved.
// It makes a write: once that succeeds, what is not in the record will never be. A server calls it
// regularly. Without doubts it does nothing.
func (s *Service) ResolveDoubts(ctx context.Context) (known []Doubt, err error) {
	s.doubts.mu.Lock()
	defer s.doubts.mu.Unlock()
	if len(s.doubts.list) == 0 {
		return nil, nil
	}
	if err := s.store.Write(ctx, func(*db.Queries) error { return nil }); err != nil {
		return nil, err
	}
	for len(s.doubts.list) > 0 {
		w := s.doubts.list[0]
		there, err := s.isWritten(ctx, w)
		if err != nil {
			return known, err
		}
		known = append(known, Doubt{w.seq, w.action, there})
		s.doubts.list = s.doubts.list[1:]
	}
	return known, nil
}
