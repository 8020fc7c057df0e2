package access

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"latchkey/db"
)

// usesAtOnce is how many uses are written in one transaction, because others wait for the writer,
// too.
const usesAtOnce = 500

// uses are when sessions were last used, as far as that is not written yet. A page costs no write
// for it: Service.WriteUses writes them about once a minute. What is not written yet counts, so
// that no session ends that is in use.
type uses struct {
	mu sync.Mutex
	of map[string]time.Time // by the hash of the session's token
	// writing is full while someone is writing.
	writing chan struct{}
}

func newUses() *uses { return &uses{of: map[string]time.Time{}, writing: make(chan struct{}, 1)} }

// since reports whether a session was used at an instant or later.
func (u *uses) since(session []byte, at time.Time) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	last, ok := u.of[string(session)]
	return ok && !last.Before(at)
}

// latest is when a session was last used, which its row knew as written.
func (u *uses) latest(session []byte, written time.Time) time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	if last, ok := u.of[string(session)]; ok && last.After(written) {
		return last
	}
	return written
}

func (u *uses) waiting() map[string]time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	return maps.Clone(u.of)
}

// written forgets what is in the database now.
func (u *uses) written(session string, last time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.of[session].Equal(last) {
		delete(u.of, session)
	}
}

// NoteUse notes that someone is using their session now, so that it goes on. What a page does by
// itself is no use.
func (s *Service) NoteUse(by Actor) {
	if by.session == nil {
		return
	}
	now := s.now()
	s.uses.mu.Lock()
	defer s.uses.mu.Unlock()
	s.uses.of[string(by.session)] = now
}

// WriteUses writes when sessions were last used, and forgets those that have ended because they
// were not: no later setting brings them back.
func (s *Service) WriteUses(ctx context.Context) error {
	select {
	case s.uses.writing <- struct{}{}:
		defer func() { <-s.uses.writing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	now, waiting := s.now(), s.uses.waiting()
	for some := range slices.Chunk(slices.Collect(maps.Keys(waiting)), usesAtOnce) {
		err := s.store.Write(ctx, func(q *db.Queries) error {
			for _, session := range some {
				err := q.UpdateSessionSeen(ctx, db.UpdateSessionSeenParams{SeenAt: db.Millis(waiting[session]), TokenHash: []byte(session)})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, session := range some {
			s.uses.written(session, waiting[session])
		}
	}
	if s.idle == 0 {
		return nil
	}
	return s.store.Write(ctx, func(q *db.Queries) error { return q.DeleteIdleSessions(ctx, db.Millis(now.Add(-s.idle))) })
}
