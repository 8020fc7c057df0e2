package access

import (
	"context"
	"maps"
	"slices"
	"time"

	"latchkey/db"
)

// The actions on a webapp's secrets.
const (
	WebappSecretMade  Action = "webapp.secret_made"  //nolint:gosec // no secret
	WebappSecretEnded Action = "webapp.secret_ended" //nolint:gosec // no secret
)

// WebappSecret is a secret of a webapp. Until is zero for one that counts until it is ended.
type WebappSecret struct {
	ID string
	// Hint is its first characters, by which people tell them apart.
	Hint         string
	Since, Until time.Time
}

// hintLength is how many characters of a secret are shown later: 36 of its 256 bits.
const hintLength = 6

// Overlaps are how long the old secret of a webapp can count beside a new one.
var Overlaps = []time.Duration{0, time.Hour, 24 * time.Hour, 7 * 24 * time.Hour}

// MakeWebappSecret makes a new secret for a webapp, and returns it: it cannot be read later. The
// previous one counts for the overlap, one of Overlaps, and any before that ends now: at most two
// count. It needs ManageWebapps. Errors: *Invalid with the field overlap; ErrNotFound,
// ErrForbidden; ErrConflict if the webapp is public, or signs nobody in.
func (s *Service) MakeWebappSecret(ctx context.Context, by Actor, webappID string, overlap time.Duration) (secret string, err error) {
	err = s.changeWebappClient(ctx, by, webappID, func(t *tx, w Webapp, c WebappClient) error {
		switch {
		case c.ClientID == "":
			return conflict(NoWebappSignIn{Webapp: w.Name})
		case c.Public:
			return conflict(PublicHasNoSecret{Webapp: w.Name})
		case !slices.Contains(Overlaps, overlap):
			return &Invalid{Fields: map[string]Reason{"overlap": ChooseOverlap{}}}
		}
		made, err := s.newToken()
		if err != nil {
			return err
		}
		id, err := s.newID("sec", t.now)
		if err != nil {
			return err
		}
		err = t.InsertWebappSecret(ctx, db.InsertWebappSecretParams{
			ID: id, WebappID: webappID, SecretHash: webappSecretHash(made), Hint: made[:hintLength], CreatedAt: db.Millis(t.now),
		})
		if err == nil {
			err = t.record(ctx, secretEntry(by.AccountID, WebappSecretMade, w, c, id, nil, changes{DetailHint: made[:hintLength]}))
		}
		if err == nil {
			err = t.endSecrets(ctx, w, c, t.now.Add(overlap))
		}
		secret = made
		return err
	})
	if err != nil {
		return "", err
	}
	return secret, nil
}

// endSecrets ends the secrets of a webapp that count: the newest of them at until, all others now.
func (t *tx) endSecrets(ctx context.Context, w Webapp, c WebappClient, until time.Time) error {
	for i, old := range c.Secrets {
		if i > 0 {
			until = t.now
		}
		if err := t.endSecret(ctx, t.by.AccountID, w, c, old, until, nil); err != nil {
			return err
		}
	}
	return nil
}

// endSecret makes a secret stop counting, at the latest at until. The entry is in the record of the
// account, with why.
func (t *tx) endSecret(ctx context.Context, accountID string, w Webapp, c WebappClient, old WebappSecret, until time.Time, why changes) error {
	n, err := t.EndWebappSecret(ctx, db.EndWebappSecretParams{ID: old.ID, WebappID: c.WebappID, ExpiresAt: db.Millis(until)})
	if err != nil || n == 0 {
		return err
	}
	before, after := changes{DetailHint: old.Hint, DetailUntil: ""}, changes{DetailHint: old.Hint, DetailUntil: instantText(until)}
	if !old.Until.IsZero() {
		before[DetailUntil] = instantText(old.Until)
	}
	maps.Copy(after, why)
	return t.record(ctx, secretEntry(accountID, WebappSecretEnded, w, c, old.ID, before, after))
}

// EndWebappSecret makes a secret of a webapp stop counting now, and returns its Hint. It needs
// ManageWebapps. Errors: ErrNotFound, ErrForbidden.
func (s *Service) EndWebappSecret(ctx context.Context, by Actor, webappID, secretID string) (hint string, err error) {
	err = s.changeWebappClient(ctx, by, webappID, func(t *tx, w Webapp, c WebappClient) error {
		row, err := t.GetWebappSecret(ctx, db.GetWebappSecretParams{ID: secretID, WebappID: webappID})
		if err != nil {
			return notFound(err)
		}
		hint = row.Hint
		old := WebappSecret{ID: row.ID, Hint: row.Hint, Since: db.Time(row.CreatedAt), Until: db.NullTime(row.ExpiresAt)}
		if !old.Until.IsZero() && !old.Until.After(t.now) {
			return errUnchanged
		}
		return t.endSecret(ctx, by.AccountID, w, c, old, t.now, nil)
	})
	return hint, err
}

// secretEntry is an entry about a secret. Its object has the name of the webapp.
func secretEntry(accountID string, action Action, w Webapp, c WebappClient, id string, before, after changes) Entry {
	after[DetailClientID] = c.ClientID
	return Entry{Action: action, AccountID: accountID, ObjectID: id, ObjectName: w.Name, Before: before, After: after}
}
