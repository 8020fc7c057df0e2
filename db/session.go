package db

import (
	"context"
	"crypto/sha256"
	"time"
)

// SessionStore is where scs keeps a session's data. It never creates a session: signing in does
// that, in one transaction with its entry in the record. It never brings a session back either:
// saving the data of a session that has ended does nothing.
type SessionStore struct {
	store *Store
	now   func() time.Time
}

// NewSessionStore returns a SessionStore in store. now is its clock.
func NewSessionStore(store *Store, now func() time.Time) *SessionStore {
	return &SessionStore{store: store, now: now}
}

// HashToken returns the only form in which a session's token is stored.
func HashToken(token string) []byte {
	h := sha256.Sum256([]byte(token))
	return h[:]
}

// FindCtx implements scs.CtxStore.
func (s *SessionStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	data, err := s.store.Read.GetSessionData(ctx, GetSessionDataParams{TokenHash: HashToken(token), Now: Millis(s.now())})
	if IsNotFound(err) || (err == nil && len(data) == 0) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// CommitCtx implements scs.CtxStore. It ignores the expiry, which was fixed when the session was
// created.
func (s *SessionStore) CommitCtx(ctx context.Context, token string, data []byte, _ time.Time) error {
	return s.store.Write(ctx, func(q *Queries) error {
		return q.UpdateSessionData(ctx, UpdateSessionDataParams{Data: data, TokenHash: HashToken(token)})
	})
}

type renewingKey struct{}

// Renewing is a context in which a session's token is replaced: it is not deleted, because the
// transaction that needs a new token moves it.
func Renewing(ctx context.Context) context.Context {
	return context.WithValue(ctx, renewingKey{}, true)
}

// DeleteCtx implements scs.CtxStore.
func (s *SessionStore) DeleteCtx(ctx context.Context, token string) error {
	if ctx.Value(renewingKey{}) != nil {
		return nil
	}
	return s.store.Write(ctx, func(q *Queries) error {
		_, err := q.DeleteSession(ctx, HashToken(token))
		return err
	})
}

// Find implements scs.Store. scs requires it, but never calls it because there is FindCtx.
func (s *SessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit implements scs.Store.
func (s *SessionStore) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete implements scs.Store.
func (s *SessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
