package access

import (
	"context"
	"fmt"
	"time"

	"latchkey/db"
)

// The actions of a freeze.
const (
	AccessFrozen   Action = "freeze.set"
	AccessUnfrozen Action = "freeze.lifted"
)

// Freeze keeps everyone external out of an account until it is lifted. Cause is "" unless a restore
// froze the account.
type Freeze struct {
	At     time.Time
	By     string
	Reason string
	Cause  Cause
}

// MaySetRules reports whether the actor may set the rules for access to an account: one of its own
// people, never an external user.
func (a Actor) MaySetRules(accountID string) bool {
	return a.May(SetAccessRules, accountID) && a.OwnerAccountID == ""
}

// Freeze revokes every live grant for an account, ends the sessions of its external users, and
// keeps everyone external out until it is lifted. It needs SetAccessRules, and the actor must be
// one of the account's own people. Errors: *Invalid with the field reason if that is missing or
// longer than 2,000 characters, ErrNotFound, ErrForbidden; ErrConflict if it is already frozen.
func (s *Service) Freeze(ctx context.Context, by Actor, accountID, reason string) error {
	return s.changeFreeze(ctx, by, accountID, func(t *tx, a db.Account) error {
		reason = cleanText(reason)
		var invalid Invalid
		checkReason(&invalid, reason)
		if reason == "" {
			invalid.add("reason", SayWhyFrozen{})
		}
		if err := invalid.err(); err != nil {
			return err
		}
		if a.FrozenAt.Valid {
			return conflict(FrozenAlready{By: a.FrozenBy})
		}
		err := t.revokeAll(ctx, requestSides{target: accountID}, "", grounds{cause: CauseFreeze, reason: reason}, NoticeFrozen)
		if err != nil {
			return err
		}
		err = t.FreezeAccount(ctx, db.FreezeAccountParams{FrozenAt: db.NullMillis(t.now), FrozenBy: by.Signature(), FreezeReason: reason, ID: accountID})
		if err == nil {
			err = t.EndExternalSessions(ctx, accountID)
		}
		return t.recordUnless(ctx, err, accountEntry(AccessFrozen, a, nil, changes{DetailReason: reason}))
	})
}

// revokeAll revokes, as part of something larger, all active and scheduled grants of an account, as
// target or as requester, or only those for companyID. It revokes them one by one, so that each is
// in the record.
func (t *tx) revokeAll(ctx context.Context, of requestSides, companyID string, why grounds, n Notice) error {
	rows, err := t.ListUnendedGrants(ctx, db.ListUnendedGrantsParams{TargetAccount: of.target, AskingAccount: of.asking, Now: db.Millis(t.now)})
	if err != nil {
		return err
	}
	for _, row := range rows {
		if companyID != "" && row.CompanyID != companyID {
			continue
		}
		if err := t.revokeOne(ctx, requestFrom(row, t.now), why, n); err != nil {
			return err
		}
	}
	return nil
}

// denyAll denies, as part of something larger, all waiting requests. of and companyID are as in
// revokeAll.
func (t *tx) denyAll(ctx context.Context, of requestSides, companyID string, why grounds) error {
	which := db.ListWaitingRequestsParams{TargetAccount: of.target, AskingAccount: of.asking, Now: db.Millis(t.now), PageSize: pageSize}
	for {
		rows, err := t.ListWaitingRequests(ctx, which)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			which.After = row.ID
			if companyID != "" && row.CompanyID != companyID {
				continue
			}
			r := requestFrom(row, t.now)
			if n, err := t.decide(ctx, r, decisionDenied, why); err != nil || n == 0 {
				return orConflict(err, r.whyNot(t.now))
			}
			if err := t.notify(ctx, NoticeDenied, r, why); err != nil {
				return err
			}
			if err := t.record(ctx, r.entry(RequestDenied, changes{DetailState: string(Pending)}, t.withPerson(why.into(changes{DetailState: string(Refused)})))); err != nil {
				return err
			}
		}
	}
}

func (t *tx) revokeOne(ctx context.Context, r Request, why grounds, notice Notice) error {
	n, err := t.EndGrant(ctx, db.EndGrantParams{
		ID: r.ID, AccountID: r.AccountID, Ending: db.NullText(endingRevoked), Now: db.Millis(t.now), EndedBy: t.by.Signature(),
		EndedByUserID: db.NullText(t.by.UserID), EndingReason: why.reason, EndingCause: string(why.cause),
	})
	if err == nil && n != 1 {
		err = fmt.Errorf("the grant %s was not revoked", r.ID)
	}
	if err == nil {
		err = t.notify(ctx, notice, r, why)
	}
	return t.recordUnless(ctx, err, r.entry(GrantRevoked, changes{DetailState: string(r.State(t.now))}, t.withPerson(why.into(changes{DetailState: string(Ended)}))))
}

// Unfreeze lifts a freeze: external users can sign in again, and new requests can be granted. What
// the freeze ended stays ended. Errors like Freeze; ErrConflict if nothing is frozen.
func (s *Service) Unfreeze(ctx context.Context, by Actor, accountID string) error {
	return s.changeFreeze(ctx, by, accountID, func(t *tx, a db.Account) error {
		if !a.FrozenAt.Valid {
			return conflict(NotFrozen{})
		}
		before := changes{DetailReason: a.FreezeReason}
		if a.FreezeCause != "" {
			before[DetailCause] = a.FreezeCause
		}
		return t.recordUnless(ctx, t.UnfreezeAccount(ctx, accountID), accountEntry(AccessUnfrozen, a, before, nil))
	})
}

func (s *Service) changeFreeze(ctx context.Context, by Actor, accountID string, fn func(*tx, db.Account) error) error {
	if !by.MaySetRules(accountID) {
		return s.refuseRules(ctx, by, accountID)
	}
	return s.changeAccount(ctx, by, SetAccessRules, accountID, func(t *tx, a db.Account) error {
		t.touched = append(t.touched, a.ID)
		return fn(t, a)
	})
}

// refuseRules is refuseAccount, also for an external user whose roles would allow setting rules.
func (s *Service) refuseRules(ctx context.Context, by Actor, accountID string) error {
	if by.May(SetAccessRules, accountID) {
		object := Entry{AccountID: accountID, ObjectID: accountID, ObjectName: by.AccountName}
		return s.deny(by, s.now(), SetAccessRules, object, forbidden(OnlyOwnPeople{Account: by.AccountName}))
	}
	return s.refuseAccount(ctx, by, s.now(), SetAccessRules, accountID)
}

func freezeFrom(at int64, by, reason, cause string) *Freeze {
	if at == 0 {
		return nil
	}
	return &Freeze{At: db.Time(at), By: by, Reason: reason, Cause: Cause(cause)}
}
