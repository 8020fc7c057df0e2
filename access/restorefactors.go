package access

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"latchkey/db"
)

// A backup also contains ways to sign in that were taken away after it was made: passkeys, one-time
// codes, recovery codes and e-mail addresses, to which links go that set a password. What the
// lost entries say is taken away again. Of what they do not say, the report names the logins: to
// take second factors away from everyone would let passwords alone in.

// signInActs are the actions whose lost entries count for this.
var signInActs = []Action{
	PasskeyAdded, PasskeyRemoved, CodeAdded, CodeRemoved, RecoveryCodesMade, RecoveryCodeUsed, RecoveryCodesRemoved, FactorsReset, AccountUpdated, UserChanged,
	ProviderChanged, ProviderRemoved, IdentityLinked, IdentityUnlinked,
}

func (c *restoredAccess) restrictSignIns(ctx context.Context) error {
	c.lost = map[string][]db.RecordEntry{}
	for _, e := range c.report.lost {
		if slices.Contains(signInActs, actionOf(e.Action)) {
			c.lost[e.ObjectID] = append(c.lost[e.ObjectID], e)
		}
	}
	if err := c.doubtEmails(ctx); err != nil {
		return err
	}
	rows, err := c.ListLoginsWithFactors(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		l := login{kind: kindOf(row.UserID), accountID: row.AccountID, accountName: row.AccountName, userID: row.UserID, userName: row.UserName}
		if err := c.restrictFactors(ctx, l); err != nil {
			return err
		}
	}
	return c.findBare(ctx, rows)
}

// fate is what became of something by the first of some actions on an object. It is zero if no lost
// entry says so.
func (c *restoredAccess) fate(id string, ends map[Action]End) Fate {
	for _, e := range c.lost[id] {
		if end := ends[actionOf(e.Action)]; end != "" {
			return Fate{End: end, At: db.Time(e.At), By: e.ActorName}
		}
	}
	return Fate{}
}

func (c *restoredAccess) restrictFactors(ctx context.Context, l login) error {
	reset := c.fate(l.id(), map[Action]End{FactorsReset: EndDeleted})
	for _, end := range []func(context.Context, login, Fate) error{c.removePasskeys, c.removeCode, c.removeRecoveryCodes} {
		if err := end(ctx, l, reset); err != nil {
			return err
		}
	}
	has, err := factors(ctx, c.Queries, l)
	switch {
	case err != nil:
	case !has.Any():
		_, err = c.DeleteRecoveryCodes(ctx, l.id()) // they go with the last factor
	case c.before == nil:
		c.report.Unchecked = append(c.report.Unchecked, l.actor("").Name())
	}
	return err
}

func (c *restoredAccess) removePasskeys(ctx context.Context, l login, reset Fate) error {
	rows, err := c.ListPasskeys(ctx, db.ListPasskeysParams{AccountID: l.accountID, UserID: l.userID})
	if err != nil {
		return err
	}
	for _, p := range rows {
		fate := cmp.Or(c.fate(p.ID, map[Action]End{PasskeyRemoved: EndDeleted}), reset)
		if fate.End == "" {
			continue
		}
		what := Revived{Action: PasskeyRemoved, Name: l.actor("").Name(), Taken: []string{passkeyLabel(p.Name, p.Person)}, Fate: fate}
		err := c.reportIn(&c.report.Factors, what, func() error {
			_, err := c.DeletePasskey(ctx, p.ID)
			return c.recordUnless(ctx, err, l.passkeyEntry(PasskeyRemoved, p.ID, passkeyChanges(p.Name, p.Person), c.because(fate).into(changes{})))
		})
		if err != nil {
			return err
		}
	}
	return c.raiseCounters(ctx, l)
}

// raiseCounters makes passkeys count on from where they were, so that no copy of one counts on from
// where the backup is.
func (c *restoredAccess) raiseCounters(ctx context.Context, l login) error {
	if c.before == nil {
		return nil
	}
	then, err := c.before.ListPasskeys(ctx, db.ListPasskeysParams{AccountID: l.accountID, UserID: l.userID})
	for _, p := range then {
		if err == nil {
			err = c.RaisePasskeyCounter(ctx, db.RaisePasskeyCounterParams{ID: p.ID, Counter: p.Counter})
		}
	}
	return err
}

func (c *restoredAccess) removeCode(ctx context.Context, l login, reset Fate) error {
	fate := cmp.Or(c.fate(l.id(), map[Action]End{CodeRemoved: EndDeleted}), reset)
	has, err := factors(ctx, c.Queries, l)
	if err != nil || !has.Code || fate.End == "" {
		return err
	}
	return c.reportIn(&c.report.Factors, Revived{Action: CodeRemoved, Name: l.actor("").Name(), Fate: fate}, func() error {
		_, err := c.DeleteCode(ctx, l.id())
		return c.recordUnless(ctx, err, l.actor("").ownEntry(CodeRemoved, nil, c.because(fate).into(changes{})))
	})
}

// removeRecoveryCodes removes those that were used, or replaced by others. The record does not say
// which were used: if the replaced database does not either, all are removed.
func (c *restoredAccess) removeRecoveryCodes(ctx context.Context, l login, reset Fate) error {
	fate := cmp.Or(c.fate(l.id(), map[Action]End{RecoveryCodeUsed: EndUsed, RecoveryCodesMade: EndReplaced, RecoveryCodesRemoved: EndReplaced}), reset)
	if fate.End == "" {
		return nil
	}
	over, err := c.ListUnusedRecoveryCodes(ctx, l.id())
	if err == nil && c.before != nil {
		var left [][]byte
		left, err = c.before.ListUnusedRecoveryCodes(ctx, l.id())
		over = slices.DeleteFunc(over, func(hash []byte) bool {
			return slices.ContainsFunc(left, func(h []byte) bool { return string(h) == string(hash) })
		})
	}
	if err != nil || len(over) == 0 {
		return err
	}
	what := Revived{Action: RecoveryCodesRemoved, Name: l.actor("").Name(), Taken: []string{strconv.Itoa(len(over))}, Fate: fate}
	return c.reportIn(&c.report.Factors, what, func() error {
		for _, hash := range over {
			if _, err := c.DeleteRecoveryCode(ctx, db.DeleteRecoveryCodeParams{LoginID: l.id(), CodeHash: hash}); err != nil {
				return err
			}
		}
		return c.record(ctx, l.actor("").ownEntry(RecoveryCodesRemoved, nil, c.because(fate).into(changes{})))
	})
}

// doubtEmails makes no link go to an address that was changed, until it is accepted, and the
// address unconfirmed. The newer address does not come back: someone who got in may have written
// it, and the backup may be restored because of that.
func (c *restoredAccess) doubtEmails(ctx context.Context) error {
	for _, id := range slices.Sorted(maps.Keys(c.lost)) {
		i := slices.IndexFunc(c.lost[id], movesEmail)
		if i < 0 {
			continue
		}
		e := c.lost[id][i]
		if err := c.doubtEmail(ctx, id, Fate{End: EndChanged, At: db.Time(e.At), By: e.ActorName}); err != nil {
			return err
		}
	}
	return nil
}

// movesEmail reports whether an entry says that an e-mail address was changed, or that an earlier
// restore doubted it.
func movesEmail(e db.RecordEntry) bool {
	a := actionOf(e.Action)
	if a != AccountUpdated && a != UserChanged {
		return false
	}
	before, after := detailsOf(a, e.Before), detailsOf(a, e.After)
	return before[DetailEmail] != after[DetailEmail] || after[DetailEmailDoubted] != ""
}

func (c *restoredAccess) doubtEmail(ctx context.Context, id string, fate Fate) error {
	l, is, err := c.loginWithID(ctx, id)
	if err != nil || !is {
		return err
	}
	to, err := c.findNotified(ctx, l)
	if db.IsNotFound(err) {
		return nil // it was deleted
	}
	if err != nil || to.email == "" || to.outside {
		return err
	}
	action, doubt := AccountUpdated, c.DoubtAccountEmail
	if l.kind == KindUser {
		action, doubt = UserChanged, c.DoubtUserEmail
	}
	return c.reportIn(&c.report.Emails, Revived{Action: action, Name: l.actor("").Name(), Taken: []string{to.email}, Fate: fate}, func() error {
		e := l.actor("").ownEntry(action, nil, c.because(fate).into(changes{DetailEmailDoubted: to.email}))
		err := doubt(ctx, id)
		if err == nil {
			err = c.DeleteConfirmedEmailOf(ctx, id)
		}
		return c.recordUnless(ctx, err, e)
	})
}

// findBare reports the logins that have no second factor any more: what they had was removed, or
// added after the backup.
func (c *restoredAccess) findBare(ctx context.Context, had []db.ListLoginsWithFactorsRow) error {
	ids := mapped(had, func(row db.ListLoginsWithFactorsRow) string { return cmp.Or(row.UserID, row.AccountID) })
	for _, e := range c.report.lost {
		if a := actionOf(e.Action); a == PasskeyAdded || a == CodeAdded {
			ids = append(ids, cmp.Or(e.ActorUserID, e.AccountID))
		}
	}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		l, is, err := c.loginWithID(ctx, id)
		if err != nil {
			return err
		}
		has, err := factors(ctx, c.Queries, l)
		if err != nil {
			return err
		}
		if is && !has.Any() {
			c.report.Bare = append(c.report.Bare, l.actor("").Name())
		}
	}
	return nil
}

// loginWithID returns a login, even a deleted one. is is false if there is none.
func (t *tx) loginWithID(ctx context.Context, id string) (l login, is bool, err error) {
	if strings.HasPrefix(id, "acc_") {
		a, err := t.GetAccountState(ctx, id)
		if db.IsNotFound(err) {
			return l, false, nil
		}
		return login{kind: KindAccount, accountID: a.ID, accountName: a.Name}, err == nil, err
	}
	u, err := t.GetUserToReset(ctx, id)
	if db.IsNotFound(err) {
		return l, false, nil
	}
	return login{kind: KindUser, accountID: u.AccountID, accountName: u.AccountName, userID: u.ID, userName: u.Name}, err == nil, err
}

// passwordChanges are the actions that give a login a new password.
var passwordChanges = []Action{AccountPasswordChanged, UserPasswordChanged, PasswordSetUp, PasswordReset}

// findOldPasswords reports the logins whose password is the one from before a change that is lost.
func (t *tx) findOldPasswords(ctx context.Context, report *RestoreReport) error {
	for _, e := range report.lost {
		if !slices.Contains(passwordChanges, actionOf(e.Action)) {
			continue
		}
		l, is, err := t.loginWithID(ctx, e.ObjectID)
		if err != nil {
			return err
		}
		if name := l.actor("").Name(); is && !slices.Contains(report.Passwords, name) {
			report.Passwords = append(report.Passwords, name)
		}
	}
	return nil
}
