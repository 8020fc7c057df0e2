package access

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"latchkey/db"
	"latchkey/oidc"
)

// SigningKeyRotated is an entry for keys that sign what webapps are told: its before and after are
// those that were and are the current and the next one, and after also has the one that is
// published for another day.
const SigningKeyRotated Action = "signing_key.rotated"

// The states of signing keys.
const (
	signingNext    = "NEXT"    // published, so that webapps know it before it signs
	signingCurrent = "CURRENT" // signs
	signingOld     = "OLD"     // published until its retires_at; its private half is gone
)

// oldKeyPublished is how long a key is published after it signed for the last time. Webapps keep
// what was published for some time, and show ID tokens when they sign people out.
const oldKeyPublished = 24 * time.Hour

// SigningKeys are the keys for what webapps are told.
type SigningKeys struct {
	// Current signs.
	Current oidc.Key
	// Set is what is published: the current key first, then the next one, then old ones.
	Set oidc.KeySet
}

// ErrNoSigningKey means that there is no key to sign with, or that the factors keys do not open it.
var ErrNoSigningKey = errors.New("access: there is no key to sign with")

// openedKey is the current signing key. Opening one takes about a millisecond.
type openedKey struct {
	mu  sync.Mutex
	key oidc.Key
}

// SigningKeys returns the keys as they are in the database: a rotation counts at once. Errors:
// ErrNoSigningKey.
func (s *Service) SigningKeys(ctx context.Context) (keys SigningKeys, err error) {
	rows, err := s.store.Read.ListSigningKeys(ctx, db.NullMillis(s.now()))
	if err != nil {
		return keys, err
	}
	slices.SortFunc(rows, func(a, b db.SigningKey) int {
		return cmp.Or(cmp.Compare(signingOrder[a.State], signingOrder[b.State]), -cmp.Compare(a.RetiresAt.Int64, b.RetiresAt.Int64))
	})
	for _, row := range rows {
		public, err := publicKeyOf(row)
		if err != nil {
			return SigningKeys{}, err
		}
		keys.Set.Keys = append(keys.Set.Keys, public)
	}
	if len(rows) == 0 || rows[0].State != signingCurrent {
		return SigningKeys{}, ErrNoSigningKey
	}
	keys.Current, err = s.currentKey(rows[0])
	return keys, err
}

var signingOrder = map[string]int{signingCurrent: 0, signingNext: 1, signingOld: 2}

// publicKeyOf reads the public half of a key. Its ID is computed from it.
func publicKeyOf(row db.SigningKey) (oidc.PublicKey, error) {
	key, err := oidc.ParsePublic([]byte(row.PublicJwk))
	if err == nil && key.ID != row.ID {
		err = errors.New("access: a signing key has the id of another one")
	}
	return key, err
}

func (s *Service) currentKey(row db.SigningKey) (oidc.Key, error) {
	s.signing.mu.Lock()
	defer s.signing.mu.Unlock()
	if s.signing.key.ID == row.ID {
		return s.signing.key, nil
	}
	private, err := s.factorKeys.open(row.ID, row.KeyID, row.Sealed)
	if err != nil {
		return oidc.Key{}, fmt.Errorf("%w: %w", ErrNoSigningKey, err)
	}
	key, err := oidc.ParsePrivate(private)
	if err == nil && key.ID != row.ID {
		err = errors.New("access: a signing key has the private half of another one")
	}
	if err != nil {
		return oidc.Key{}, err
	}
	s.signing.key = key
	return key, nil
}

// MakeSigningKeys makes those that are missing, for a server that starts. It is recorded.
func (s *Service) MakeSigningKeys(ctx context.Context) error {
	now := s.now()
	had, err := signingKeys(ctx, s.store.Read, now)
	if err != nil || len(had) == 2 {
		return err
	}
	return s.write(ctx, TheOperator(), now, func(t *tx) error {
		had, err := signingKeys(ctx, t.Queries, now)
		if err == nil && len(had) == 2 {
			err = errUnchanged
		}
		if err != nil {
			return err
		}
		return t.rotateSigningKeys(ctx, had, false)
	})
}

// signingKeys are the current and the next key, by their state.
func signingKeys(ctx context.Context, q *db.Queries, now time.Time) (map[string]db.SigningKey, error) {
	rows, err := q.ListSigningKeys(ctx, db.NullMillis(now))
	by := map[string]db.SigningKey{}
	for _, row := range rows {
		if row.State != signingOld {
			by[row.State] = row
		}
	}
	return by, err
}

// rotateSigningKeys makes a new next key, and the next one the current one if there is a next one,
// sealed anew. The current one is published for another day; if leaked is true, neither that one
// nor any other earlier one counts from now on.
func (t *tx) rotateSigningKeys(ctx context.Context, had map[string]db.SigningKey, leaked bool) (err error) {
	current, next := had[signingCurrent], had[signingNext]
	e := Entry{Action: SigningKeyRotated, Before: signingChanges(current.ID, next.ID), After: changes{}}
	switch {
	case leaked:
		err = t.DeleteSigningKeys(ctx)
		next = db.SigningKey{}
	case current.ID != "" && next.ID != "":
		e.After[DetailOldSigningKey] = current.ID
		err = t.RetireSigningKey(ctx, db.RetireSigningKeyParams{ID: current.ID, Nothing: []byte{}, RetiresAt: db.NullMillis(t.now.Add(oldKeyPublished))})
	}
	if err != nil {
		return err
	}
	var signs string
	switch {
	case next.ID != "":
		signs, err = next.ID, t.resealSigningKey(ctx, next, signingCurrent)
	case current.ID == "" || leaked:
		signs, err = t.insertSigningKey(ctx, signingCurrent)
	default:
		signs, err = current.ID, t.resealSigningKey(ctx, current, signingCurrent)
	}
	if err != nil {
		return err
	}
	follows, err := t.insertSigningKey(ctx, signingNext)
	for name, id := range signingChanges(signs, follows) {
		e.After[name] = id
	}
	return t.recordUnless(ctx, err, e)
}

func signingChanges(current, next string) changes {
	c := changes{}
	if current != "" {
		c[DetailSigningKey] = current
	}
	if next != "" {
		c[DetailNextSigningKey] = next
	}
	return c
}

func (t *tx) insertSigningKey(ctx context.Context, state string) (id string, err error) {
	key, err := oidc.NewKey()
	if err != nil {
		return "", err
	}
	private, err := key.MarshalPrivate()
	if err != nil {
		return "", err
	}
	public, err := json.Marshal(key.PublicKey)
	if err != nil {
		return "", err
	}
	sealed, keyID, err := t.svc.factorKeys.seal(t.svc.random, key.ID, private)
	if err != nil {
		return "", err
	}
	return key.ID, t.InsertSigningKey(ctx, db.InsertSigningKeyParams{
		ID: key.ID, PublicJwk: string(public), Sealed: sealed, KeyID: keyID, State: state, CreatedAt: db.Millis(t.now),
	})
}

// resealSigningKey seals a key with the newest factors key.
func (t *tx) resealSigningKey(ctx context.Context, row db.SigningKey, state string) error {
	private, err := t.svc.factorKeys.open(row.ID, row.KeyID, row.Sealed)
	if err != nil {
		return err
	}
	sealed, keyID, err := t.svc.factorKeys.seal(t.svc.random, row.ID, private)
	if err != nil {
		return err
	}
	return t.SetSigningKey(ctx, db.SetSigningKeyParams{ID: row.ID, State: state, Sealed: sealed, KeyID: keyID})
}

// SigningKeysWithoutKey is how many signing keys none of the factors keys opens.
func (s *Service) SigningKeysWithoutKey(ctx context.Context, keys FactorKeys) (n int, err error) {
	rows, err := s.store.Read.ListSigningKeys(ctx, db.NullMillis(s.now()))
	for _, row := range rows {
		if lost(row, keys) {
			n++
		}
	}
	return n, err
}

// ForgetSigningKeys deletes the signing keys that none of the factors keys opens, for the operator,
// and returns how many there were. It is recorded. A server makes new ones when it starts.
func (s *Service) ForgetSigningKeys(ctx context.Context, keys FactorKeys) (n int, err error) {
	err = s.write(ctx, TheOperator(), s.now(), func(t *tx) error {
		had, err := signingKeys(ctx, t.Queries, t.now)
		left := map[string]db.SigningKey{}
		for state, row := range had {
			switch {
			case err != nil:
			case lost(row, keys):
				n++
				err = t.DeleteSigningKey(ctx, row.ID)
			default:
				left[state] = row
			}
		}
		if err == nil && n == 0 {
			return errUnchanged
		}
		return t.recordUnless(ctx, err, Entry{
			Action: SigningKeyRotated, Before: signingChanges(had[signingCurrent].ID, had[signingNext].ID),
			After: signingChanges(left[signingCurrent].ID, left[signingNext].ID),
		})
	})
	return n, err
}

func lost(row db.SigningKey, keys FactorKeys) bool {
	_, has := keys.find(row.KeyID)
	return row.State != signingOld && !has
}

// endSigningKeys deletes all keys when a backup is restored: they may have been replaced since,
// because others knew them. The server makes new ones when it starts.
func (t *tx) endSigningKeys(ctx context.Context) error {
	had, err := signingKeys(ctx, t.Queries, t.now)
	if err == nil {
		err = t.DeleteSigningKeys(ctx)
	}
	if err != nil || len(had) == 0 {
		return err
	}
	return t.record(ctx, Entry{Action: SigningKeyRotated, Before: signingChanges(had[signingCurrent].ID, had[signingNext].ID)})
}

// RetireSigningKeys deletes the old keys that are no longer published. A server calls it regularly.
func (s *Service) RetireSigningKeys(ctx context.Context) error {
	now := s.now()
	return s.store.Write(ctx, func(q *db.Queries) error {
		return q.DeleteRetiredSigningKeys(ctx, db.Millis(now))
	})
}

// signingKeyRotated: old keys go when they are no longer published.
func (t *expectedState) signingKeyRotated(_ db.RecordEntry, before, after changes) {
	for _, id := range before {
		t.remove("signing_keys", id)
	}
	for name, state := range map[Detail]string{DetailSigningKey: signingCurrent, DetailNextSigningKey: signingNext, DetailOldSigningKey: signingOld} {
		if id := after[name]; id != "" {
			t.add("signing_keys", id, changes{DetailState: state}).mayGo = state == signingOld
		}
	}
}

func (s *stateCheck) checkSigningKeys(ctx context.Context, q *db.Queries) error {
	return eachRowToCheck(func(after db.SigningKey) ([]db.SigningKey, error) {
		return q.ListSigningKeysToCheck(ctx, db.ListSigningKeysToCheckParams{After: after.ID, PageSize: verifyBatch})
	}, func(row db.SigningKey) {
		s.compare("signing_keys", row.ID, rowKey{}, changes{DetailState: row.State})
		if _, err := publicKeyOf(row); err != nil {
			s.addFinding("signing_keys", row.ID, "its public key is another one")
		}
	})
}
