package access

import (
	"context"
	"time"

	"latchkey/db"
)

// What is recorded about second factors.
const (
	CodeAdded         Action = "factor.code_added"
	CodeRemoved       Action = "factor.code_removed"
	RecoveryCodesMade Action = "factor.recovery_made"
	RecoveryCodeUsed  Action = "factor.recovery_used"
	FactorKeyChanged  Action = "factor.key_changed"
)

// OwnFactors are the ways in which the actor's own login can prove who it is, besides its password.
type OwnFactors struct {
	Factors
	// CodeSince is since when it has one-time codes, if it has.
	CodeSince time.Time
}

// OwnFactors returns the factors of the actor's own login.
func (s *Service) OwnFactors(ctx context.Context, by Actor) (own OwnFactors, err error) {
	own.Factors, err = factors(ctx, s.store.Read, by.login())
	if err != nil || !own.Code {
		return own, err
	}
	row, err := s.store.Read.GetCode(ctx, by.loginID())
	own.CodeSince = db.Time(row.ConfirmedAt.Int64)
	return own, err
}

// entry is about what was done to the login's own factors.
func (l login) entry(a Action) Entry { return l.actor("").ownEntry(a, nil, nil) }

// factorRemoved is called when a second factor was removed: recovery codes go with the last one.
// Errors: ErrConflict if the login must have one.
func (t *tx) factorRemoved(ctx context.Context, l login) error {
	has, err := factors(ctx, t.Queries, l)
	if err != nil || has.Any() {
		return err
	}
	wish, err := t.svc.wish(ctx, t.Queries, l, t.now)
	if err == nil && wish == WishRequired {
		err = conflict(LastFactorStays{})
	}
	if err == nil {
		_, err = t.DeleteRecoveryCodes(ctx, l.id())
	}
	return err
}
