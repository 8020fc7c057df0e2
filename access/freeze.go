package access

import (
	"context"
	"time"
	"unicode/utf8"

	"latchkey/db"
)

// The actions of a freeze.
const (
	AccessFrozen   Action = "external access frozen"
	AccessUnfrozen Action = "external access no longer frozen"
)

// Freeze keeps everybody from outside out of an account until it is lifted.
type Freeze struct {
	At     time.Time
	By     string
	Reason string
}

// MaySetRules says whether the actor may say what goes for access to an account: one of its own people, never an external user.
func (a Actor) MaySetRules(accountID string) bool {
	return a.May(SetAccessRules, accountID) && a.OwnerAccountID == ""
}

// Freeze ends every live grant into an account and the sessions of its people from outside, and lets none in until it is lifted.
// It needs SetAccessRules, and one of the account's own people. Errors: *Invalid with the field reason where that is missing or above
// 2,000 characters, ErrNotFound, ErrForbidden; ErrConflict where it is frozen already.
func (s *Service) Freeze(ctx context.Context, by Actor, accountID, reason string) error {
	return s.changeFreeze(ctx, by, accountID, func(t *tx, a db.Account) error {
		reason = cleanText(reason)
		var invalid Invalid
		if checkReason(&invalid, reason); reason == "" {
			invalid.add("reason", "Say why: everybody of the account reads it while access is frozen.")
		}
		if err := invalid.err(); err != nil {
			return err
		}
		if a.FrozenAt.Valid {
			return conflict("External access was frozen already by %s.", a.FrozenBy)
		}
		// One by one, so that each is in the record; while it is frozen none is added.
		grants, err := t.ListUnendedGrants(ctx, db.ListUnendedGrantsParams{TargetAccount: accountID, Now: db.Millis(t.now)})
		if err != nil {
			return err
		}
		for _, row := range grants {
			if err := t.revokeFrozen(ctx, requestFrom(row, t.now), reason); err != nil {
				return err
			}
		}
		err = t.FreezeAccount(ctx, db.FreezeAccountParams{FrozenAt: db.NullMillis(t.now), FrozenBy: by.Name(), FreezeReason: reason, ID: accountID})
		if err == nil {
			err = t.EndExternalSessions(ctx, accountID)
		}
		if err != nil {
			return err
		}
		return t.record(ctx, accountEntry(AccessFrozen, a, nil, changes{"reason": reason}))
	})
}

// revokeFrozen revokes a grant as part of a freeze.
func (t *tx) revokeFrozen(ctx context.Context, r Request, reason string) error {
	before := r.State(t.now)
	n, err := t.EndGrant(ctx, t.ending(r, endingRevoked, "Frozen: "+reason))
	if err != nil || n == 0 {
		return err
	}
	return t.record(ctx, r.entry(GrantRevoked, changes{"state": string(before)}, changes{"state": string(Ended), "reason": "Frozen: " + reason}))
}

// Unfreeze lifts a freeze: people from outside sign in again, and new requests are granted. What the freeze ended stays ended.
// Errors like Freeze; ErrConflict where nothing is frozen.
func (s *Service) Unfreeze(ctx context.Context, by Actor, accountID string) error {
	return s.changeFreeze(ctx, by, accountID, func(t *tx, a db.Account) error {
		if !a.FrozenAt.Valid {
			return conflict("External access is not frozen.")
		}
		if err := t.UnfreezeAccount(ctx, accountID); err != nil {
			return err
		}
		return t.record(ctx, accountEntry(AccessUnfrozen, a, changes{"reason": a.FreezeReason}, nil))
	})
}

func (s *Service) changeFreeze(ctx context.Context, by Actor, accountID string, fn func(*tx, db.Account) error) error {
	if !by.MaySetRules(accountID) {
		return s.refuseRules(ctx, by, accountID)
	}
	return s.changeAccount(ctx, by, SetAccessRules, accountID, fn)
}

// refuseRules is refuseAccount, also for an external user whom its roles would let set rules.
func (s *Service) refuseRules(ctx context.Context, by Actor, accountID string) error {
	if by.May(SetAccessRules, accountID) {
		object := Entry{AccountID: accountID, ObjectID: accountID, ObjectName: by.AccountName}
		return s.deny(ctx, by, s.now(), SetAccessRules, object, forbidden("Only the people of %s itself decide this.", by.AccountName))
	}
	return s.refuseAccount(ctx, by, s.now(), SetAccessRules, accountID)
}

// checkReason checks the length of a reason.
func checkReason(invalid *Invalid, reason string) {
	if utf8.RuneCountInString(reason) > maxDescription {
		invalid.add("reason", "Use at most 2,000 characters.")
	}
}

func freezeFrom(at int64, by, reason string) *Freeze {
	if at == 0 {
		return nil
	}
	return &Freeze{db.Time(at), by, reason}
}
