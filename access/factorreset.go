package access

import (
	"context"
	"errors"
	"time"

	"latchkey/db"
)

// The actions on resets of second factors.
const (
	FactorsResetAsked   Action = "factors.reset_asked"
	FactorsResetStopped Action = "factors.reset_stopped"
	FactorsReset        Action = "factors.reset"
)

// resetAfter is how long the owner has to stop a reset.
const resetAfter = 24 * time.Hour

// FactorReset is a reset of a user's second factors that waits: who asked for it, and when it takes
// place. It is zero if there is none.
type FactorReset struct {
	AskedBy string
	At      time.Time
}

// Waits reports whether there is one.
func (r FactorReset) Waits() bool { return !r.At.IsZero() }

func factorResetOf(ctx context.Context, q *db.Queries, loginID string) (FactorReset, error) {
	row, err := q.GetOpenReset(ctx, loginID)
	if db.IsNotFound(err) {
		return FactorReset{}, nil
	}
	return FactorReset{AskedBy: row.AskedBy, At: timeOrZero(row.EffectiveAt)}, err
}

// OwnReset is the reset of the actor's own second factors that waits.
func (s *Service) OwnReset(ctx context.Context, by Actor) (FactorReset, error) {
	return factorResetOf(ctx, s.store.Read, by.loginID())
}

// AskReset asks for a reset of a user's second factors, because they lost them. It takes place
// after 24 hours, unless the user or one of the account's people stops it. They all get a mail. It
// needs what making a set-up link for the user needs. Errors: ErrNotFound, ErrForbidden;
// ErrConflict if the user has no second factor, or a reset waits already.
func (s *Service) AskReset(ctx context.Context, by Actor, accountID, id string) error {
	return s.changeUser(ctx, by, UpdateUsers, accountID, id, func(t *tx, u UserPage) error {
		if err := by.mayReset(u); err != nil {
			return err
		}
		has, err := factors(ctx, t.Queries, u.login())
		if err != nil {
			return err
		}
		if !has.Any() {
			return conflict(NoFactorToReset{User: u.Name})
		}
		if waits, err := factorResetOf(ctx, t.Queries, u.ID); err != nil || waits.Waits() {
			return orConflict(err, ResetWaits{User: u.Name})
		}
		key, err := s.newID("rst", t.now)
		if err != nil {
			return err
		}
		at := t.now.Add(resetAfter)
		err = t.InsertFactorReset(ctx, db.InsertFactorResetParams{
			ID: key, AccountID: accountID, UserID: db.NullText(id), LoginID: id, AskedAt: db.Millis(t.now), AskedBy: by.Signature(), EffectiveAt: db.Millis(at),
		})
		if err == nil {
			err = t.notifyReset(ctx, u.login(), SecurityNews{Event: SecurityResetAsked, Effective: at})
		}
		return t.recordUnless(ctx, err, u.entry(FactorsResetAsked, nil, changes{DetailUntil: instantText(at)}))
	})
}

// mayReset: nobody resets their own second factors, and the rest is as for set-up links.
func (a Actor) mayReset(u UserPage) error {
	if u.Self && a.reaches(UpdateUsers, u) {
		return forbidden(NobodyResetsSelf{})
	}
	return a.mayMakeSetupLink(u)
}

// readFactorsOf fills in what the actor may know of a user's second factors.
func (a Actor) readFactorsOf(ctx context.Context, q *db.Queries, u *UserPage) error {
	may := a.mayReset(*u) == nil
	if !may && !u.Self {
		return nil
	}
	f, err := factors(ctx, q, u.login())
	if err == nil {
		u.Factors = &f
		u.Reset, err = factorResetOf(ctx, q, u.ID)
	}
	u.MayReset = may && f.Any() && !u.Reset.Waits()
	return err
}

// StopReset stops the reset of a user's second factors that waits: for the user, and for whoever
// may ask for one. Errors: ErrNotFound, ErrForbidden; ErrConflict if none waits.
func (s *Service) StopReset(ctx context.Context, by Actor, accountID, id string) error {
	f := UpdateUsers
	if id == by.UserID {
		f = ReadUsers
	}
	return s.changeUser(ctx, by, f, accountID, id, func(t *tx, u UserPage) error {
		if !u.Self {
			if err := by.mayReset(u); err != nil {
				return err
			}
		}
		n, err := t.StopFactorReset(ctx, db.StopFactorResetParams{LoginID: u.ID, Now: db.Millis(t.now)})
		if err != nil || n == 0 {
			return orConflict(err, NoResetWaits{})
		}
		return t.recordUnless(ctx, t.notifyReset(ctx, u.login(), SecurityNews{Event: SecurityResetStopped}), u.entry(FactorsResetStopped, nil, nil))
	})
}

// notifyReset tells a login, and everyone else who decides in its account, what happens to its
// second factors.
func (t *tx) notifyReset(ctx context.Context, l login, news SecurityNews) error {
	if t.svc.links == nil {
		return nil
	}
	to, err := t.findNotified(ctx, l)
	if err != nil {
		return err
	}
	if err := t.writeSecurityMail(ctx, to, news); err != nil {
		return err
	}
	news.Event, news.Name, news.of = othersReset[news.Event], to.String(), l.id()
	rows, err := t.ListDeciders(ctx, db.ListDecidersParams{AccountID: l.accountID, Now: db.Millis(t.now)})
	if err != nil {
		return err
	}
	for _, d := range loginsThatMay(rows, l.accountID, func(a Actor) bool { return a.MayOwn(DecideRequests) }) {
		other := login{kind: kindOf(d.userID), accountID: l.accountID, userID: d.userID}
		if other.id() == l.id() || d.external { // who is external does not stop it
			continue
		}
		if err := t.notifySecurity(ctx, other, news); err != nil {
			return err
		}
	}
	return nil
}

// othersReset are the events as those read about them who decide for the same account.
var othersReset = map[SecurityEvent]SecurityEvent{
	SecurityResetAsked: SecurityOthersResetAsked, SecurityResetStopped: SecurityOthersResetStopped, SecurityFactorsReset: SecurityOthersFactorsReset,
}

// DoResets does the resets of second factors that are due.
func (s *Service) DoResets(ctx context.Context) error {
	return s.doResets(ctx, func(string) bool { return true })
}

// doResets does the resets that are due of some logins. One that fails holds up no other.
func (s *Service) doResets(ctx context.Context, of func(loginID string) bool) error {
	now := s.now()
	due, err := s.store.Read.ListDueResets(ctx, db.Millis(now))
	for _, r := range due {
		if of(r.LoginID) {
			err = errors.Join(err, s.doReset(ctx, r, now))
		}
	}
	return err
}

func (s *Service) doReset(ctx context.Context, r db.ListDueResetsRow, now time.Time) error {
	return s.write(ctx, clockActor, now, func(t *tx) error {
		n, err := t.FinishFactorReset(ctx, db.FinishFactorResetParams{LoginID: r.LoginID, Now: db.Millis(now)})
		if err != nil {
			return err
		}
		if n == 0 { // it was stopped, or done
			return errUnchanged
		}
		row, err := t.GetUserToReset(ctx, r.LoginID)
		if err != nil {
			return err
		}
		u := UserPage{ID: row.ID, AccountID: row.AccountID, AccountName: row.AccountName, Name: row.Name, Email: row.Email, Zone: location(row.TimeZone)}
		if err := t.resetFactors(ctx, u.login()); err != nil {
			return err
		}
		err = notFoundIsNone(t.notifyReset(ctx, u.login(), SecurityNews{Event: SecurityFactorsReset})) // it was deleted since
		return t.recordUnless(ctx, err, u.entry(FactorsReset, nil, changes{DetailRequestedBy: r.AskedBy}))
	})
}

func (u UserPage) login() login {
	return login{kind: KindUser, accountID: u.AccountID, accountName: u.AccountName, userID: u.ID, userName: u.Name}
}

// resetFactors takes a login's second factors away, and ends its sessions.
func (t *tx) resetFactors(ctx context.Context, l login) error {
	if err := t.DeletePasskeysOf(ctx, db.DeletePasskeysOfParams{AccountID: l.accountID, UserID: l.userID}); err != nil {
		return err
	}
	if _, err := t.DeleteCode(ctx, l.id()); err != nil {
		return err
	}
	if _, err := t.DeleteRecoveryCodes(ctx, l.id()); err != nil {
		return err
	}
	if err := t.forgetBrowsers(ctx, l); err != nil {
		return err
	}
	if l.kind == KindUser {
		return t.EndUserSessions(ctx, l.userID)
	}
	return t.EndAccountSessions(ctx, db.EndAccountSessionsParams{UpdatedAt: db.Millis(t.now), ID: l.accountID})
}

// ResetFactorsNow takes away the second factors of an account login or, with a userName, of one of
// its users, at once. It is for the operator. Errors: ErrNotFound, ErrForbidden; ErrConflict if
// there are none.
func (s *Service) ResetFactorsNow(ctx context.Context, by Actor, account, userName string) error {
	if by.Kind != KindOperator {
		return errMayNot(ChangeAccountPassword)
	}
	return s.changeAccount(ctx, by, ChangeAccountPassword, account, func(t *tx, a db.Account) error {
		l, e := login{kind: KindAccount, accountID: a.ID, accountName: a.Name}, accountEntry(FactorsReset, a, nil, nil)
		if userName != "" {
			u, err := t.GetUserByName(ctx, db.GetUserByNameParams{AccountID: a.ID, NameKey: NameKey(userName)})
			if err != nil {
				return notFound(err)
			}
			l.kind, l.userID, l.userName = KindUser, u.ID, u.Name
			e.ObjectID, e.ObjectName = u.ID, u.Name
		}
		has, err := factors(ctx, t.Queries, l)
		if err != nil {
			return err
		}
		if !has.Any() {
			return conflict(NoFactorToReset{User: l.actor("").Name()})
		}
		if _, err := t.FinishFactorReset(ctx, db.FinishFactorResetParams{LoginID: l.id(), Now: db.Millis(t.now), AnyTime: 1}); err != nil {
			return err
		}
		err = t.resetFactors(ctx, l)
		if err == nil {
			err = t.notifyReset(ctx, l, SecurityNews{Event: SecurityFactorsReset})
		}
		return t.recordUnless(ctx, err, e)
	})
}
