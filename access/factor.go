package access

import (
	"context"
	"errors"
	"strconv"
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
	// RecoveryCodesRemoved is done only by a restore. They go with the last second factor, too.
	RecoveryCodesRemoved Action = "factor.recovery_removed"
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

// addFactor adds a second factor to a login: insert stores it, e is the entry about it, and news
// the mail. p is what whoever adds it proves with it. It returns the recovery codes that were made
// with it.
func (t *tx) addFactor(ctx context.Context, l login, p proving, e Entry, news SecurityNews, insert func() error) (recovery []string, err error) {
	// first, because what is added counts as a proof from then on
	if err := t.needProof(); err != nil {
		return nil, err
	}
	had, err := factors(ctx, t.Queries, l)
	if err != nil {
		return nil, err
	}
	if err := insert(); err != nil {
		return nil, err
	}
	if !had.Any() {
		if news.Ended, err = t.firstFactor(ctx, l, p); err != nil {
			return nil, err
		}
	}
	if err := t.record(ctx, e); err != nil {
		return nil, err
	}
	if err := t.recordEnded(ctx, l, news.Ended); err != nil {
		return nil, err
	}
	recovery, err = t.firstRecoveryCodes(ctx, l)
	if err == nil {
		err = t.notifySecurity(ctx, l, news)
	}
	return recovery, err
}

// firstFactor is called when a login has got its first second factor, so that its password alone no
// longer proves anything. The session that added it has proved it, too; the others, by password
// alone, end, and the browsers that are known by it are forgotten. ended is how many sessions
// ended.
func (t *tx) firstFactor(ctx context.Context, l login, p proving) (ended int64, err error) {
	if t.by.session != nil {
		if err := t.setProved(ctx, t.proofs.with(p.proof, p.passkey)); err != nil {
			return 0, err
		}
	}
	if err := t.forgetBrowsers(ctx, l); err != nil {
		return 0, err
	}
	return t.DeleteSessionsOf(ctx, db.DeleteSessionsOfParams{AccountID: l.accountID, UserID: l.userID, But: t.by.holder()})
}

// recordEnded records that a change of a login's factors ended other sessions of it.
func (t *tx) recordEnded(ctx context.Context, l login, n int64) error {
	if n == 0 {
		return nil
	}
	e := l.entry(SessionsEnded)
	e.After = changes{DetailSessions: strconv.FormatInt(n, 10)}
	return t.record(ctx, e)
}

// factorRemoved is called when a login has removed one of its second factors, perhaps because
// someone else has it: so its other sessions end. Recovery codes go with the last factor. e is the
// entry about it, and news the mail. Errors: ErrConflict if the login must have one.
func (t *tx) factorRemoved(ctx context.Context, l login, e Entry, news SecurityNews) (err error) {
	news.Ended, err = t.endSessionsOf(ctx, l, t.by.holder())
	if err != nil && !errors.Is(err, errUnchanged) {
		return err
	}
	if err := t.keepFactor(ctx, l); err != nil {
		return err
	}
	if err := t.record(ctx, e); err != nil {
		return err
	}
	if err := t.recordEnded(ctx, l, news.Ended); err != nil {
		return err
	}
	return t.notifySecurity(ctx, l, news)
}

// keepFactor refuses that a login loses its last second factor although it must have one. If it
// may, its recovery codes go, too.
func (t *tx) keepFactor(ctx context.Context, l login) error {
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
