package access

import (
	"context"
	"errors"
	"slices"
	"strings"

	"latchkey/db"
)

// restrictAccounts freezes and disables accounts again, and removes roles from them, as it was done
// after the backup.
func (c *restoredAccess) restrictAccounts(ctx context.Context) error {
	if c.before == nil {
		return nil // these are the installation's own accounts and their people
	}
	after := ""
	return eachBatch(func(a db.Account) error {
		after = a.ID
		if a.DeletedAt.Valid {
			return nil
		}
		then, err := c.before.GetAccountState(ctx, a.ID)
		if err != nil {
			return err
		}
		return c.restrictAccount(ctx, a, then)
	}, func() ([]db.Account, error) {
		return c.ListAccountsToCheck(ctx, db.ListAccountsToCheckParams{After: after, PageSize: verifyBatch})
	})
}

func (c *restoredAccess) restrictAccount(ctx context.Context, a, then db.Account) error {
	if then.FrozenAt.Valid && !a.FrozenAt.Valid {
		fate := fateOf(Act{At: db.NullTime(then.FrozenAt), By: then.FrozenBy, Reason: then.FreezeReason, Cause: Cause(then.FreezeCause)}, End(CauseFreeze))
		err := c.reportAndEnd(Revived{Action: AccessFrozen, Name: a.Name, Fate: fate}, func() error {
			why := c.because(fate)
			err := c.FreezeAccount(ctx, db.FreezeAccountParams{
				FrozenAt: db.NullMillis(c.now), FrozenBy: c.by.Signature(), FreezeReason: why.reason, FreezeCause: string(why.cause), ID: a.ID,
			})
			if err == nil {
				err = c.EndExternalSessions(ctx, a.ID)
			}
			return c.recordUnless(ctx, err, accountEntry(AccessFrozen, a, nil, why.into(changes{})))
		})
		if err != nil {
			return err
		}
	}
	if a.LoginEnabled && (!then.LoginEnabled || then.DeletedAt.Valid) {
		fate := Fate{End: EndDisabled}
		if then.DeletedAt.Valid {
			fate = Fate{End: EndDeleted, At: db.NullTime(then.DeletedAt)}
		}
		err := c.reportAndEndAccount(ctx, Revived{Action: AccountDisabled, Name: a.Name, Fate: fate}, a, func() error {
			_, err := c.UpdateAccountLoginEnabled(ctx, db.UpdateAccountLoginEnabledParams{LoginEnabled: false, UpdatedAt: db.Millis(c.now), ID: a.ID})
			if err == nil {
				err = c.endSessions(ctx, a.ID)
			}
			return c.recordUnless(ctx, err, accountEntry(AccountDisabled, a, nil, c.because(fate).into(changes{})))
		})
		if err != nil {
			return err
		}
	}
	return c.removeAccountRoles(ctx, a)
}

func (c *restoredAccess) removeAccountRoles(ctx context.Context, a db.Account) error {
	has, err := rolesOfAccount(ctx, c.Queries, a.ID)
	if err != nil {
		return err
	}
	then, err := rolesOfAccount(ctx, c.before, a.ID)
	if err != nil {
		return err
	}
	for _, role := range without(has, append(then, Customer)) {
		end := func() error { return c.removeAccountRole(ctx, a, role) }
		what := Revived{Action: AccountRoleRemoved, Name: a.Name, Taken: []string{string(role)}, Fate: Fate{End: EndTaken}}
		if role == Administrator {
			err = c.reportAndEndAccount(ctx, what, a, end)
		} else {
			err = c.reportAndEnd(what, end)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// reportAndEndAccount is reportAndEnd, but only reports what would leave no ADMINISTRATOR.
func (c *restoredAccess) reportAndEndAccount(ctx context.Context, what Revived, a db.Account, end func() error) error {
	err := c.keepAdministrator(ctx, a)
	if errors.Is(err, ErrConflict) {
		what.LastAdministrator = true
		return c.reportAndEnd(what, func() error { return nil })
	}
	if err != nil {
		return err
	}
	return c.reportAndEnd(what, end)
}

// restrictUsers deactivates users who were deactivated or deleted, and removes from the others what
// was removed. If that is unknown, it deactivates external users.
func (c *restoredAccess) restrictUsers(ctx context.Context) error {
	after := ""
	return eachBatch(func(row db.User) error {
		after = row.ID
		u, err := c.GetUser(ctx, getUserParams(row.AccountID, row.ID, everything))
		if db.IsNotFound(err) {
			return nil // it or its account is deleted
		}
		if err != nil {
			return err
		}
		return c.restrictUser(ctx, userFrom(u), row)
	}, func() ([]db.User, error) {
		return c.ListUsersToCheck(ctx, db.ListUsersToCheckParams{After: after, PageSize: verifyBatch})
	})
}

func (c *restoredAccess) restrictUser(ctx context.Context, u UserPage, row db.User) error {
	name := u.Name + " @ " + u.AccountName
	if c.before == nil {
		if !u.Active || !row.OwnerID.Valid {
			return nil
		}
		return c.deactivate(ctx, u, name, Fate{End: EndNotKnown})
	}
	then, err := c.before.GetUserState(ctx, u.ID)
	if err != nil {
		return err
	}
	if fate := (Fate{End: EndDeactivated}); u.Active && (!then.Active || then.DeletedAt.Valid) {
		if then.DeletedAt.Valid {
			fate = Fate{End: EndDeleted, At: db.NullTime(then.DeletedAt)}
		}
		if err := c.deactivate(ctx, u, name, fate); err != nil {
			return err
		}
	}
	if then.ValidTo.Valid && (!row.ValidTo.Valid || then.ValidTo.Int64 < row.ValidTo.Int64) {
		fate := Fate{End: EndShortened, At: db.NullTime(then.ValidTo)}
		err := c.reportAndEnd(Revived{Action: UserExtended, Name: name, Fate: fate}, func() error {
			if _, err := c.CapUserValidTo(ctx, db.CapUserValidToParams{ID: u.ID, ValidTo: then.ValidTo, UpdatedAt: db.Millis(c.now)}); err != nil {
				return err
			}
			return c.record(ctx, u.entry(UserExtended, nil, c.because(fate).into(changes{DetailValidTo: instantText(fate.At)})))
		})
		if err != nil {
			return err
		}
	}
	if err := c.removeUserRoles(ctx, u, name); err != nil {
		return err
	}
	return c.removeWebapps(ctx, u, name)
}

func (c *restoredAccess) deactivate(ctx context.Context, u UserPage, name string, f Fate) error {
	return c.reportAndEnd(Revived{Action: UserDeactivated, Name: name, Fate: f}, func() error {
		n, err := c.UpdateUserActive(ctx, db.UpdateUserActiveParams{ID: u.ID, Active: false, UpdatedAt: db.Millis(c.now)})
		if err != nil || n == 0 { // it went together with another one on which it depended
			return err
		}
		if err := c.EndUserSessions(ctx, u.ID); err != nil {
			return err
		}
		return c.recordUnless(ctx, c.endDependents(ctx, u), u.entry(UserDeactivated, nil, c.because(f).into(changes{})))
	})
}

// removeUserRoles removes roles that were removed, or that have depended on a grant since.
func (c *restoredAccess) removeUserRoles(ctx context.Context, u UserPage, name string) error {
	has, err := c.ListUserRoles(ctx, db.ListUserRolesParams{UserID: u.ID, Now: db.Millis(c.now)})
	if err != nil {
		return err
	}
	then, err := c.before.ListUserRoles(ctx, db.ListUserRolesParams{UserID: u.ID, Now: db.Millis(c.now)})
	if err != nil {
		return err
	}
	var before, after, taken []string
	for _, row := range has {
		before = append(before, row.Role)
		kept := slices.ContainsFunc(then, func(r db.ListUserRolesRow) bool {
			return r.Role == row.Role && (r.GrantID == "" || r.GrantID == row.GrantID)
		})
		if kept || Role(row.Role) == User {
			after = append(after, row.Role)
		} else {
			taken = append(taken, row.Role)
		}
	}
	if len(taken) == 0 {
		return nil
	}
	fate := Fate{End: EndTaken}
	return c.reportAndEnd(Revived{Action: UserRolesChanged, Name: name, Taken: taken, Fate: fate}, func() error {
		for _, role := range taken {
			if _, err := c.DeleteUserRole(ctx, db.DeleteUserRoleParams{UserID: u.ID, Role: role}); err != nil {
				return err
			}
		}
		if err := c.EndUserSessions(ctx, u.ID); err != nil {
			return err
		}
		return c.record(ctx, u.entry(UserRolesChanged, changes{DetailRoles: strings.Join(before, " ")}, c.because(fate).into(changes{DetailRoles: strings.Join(after, " ")})))
	})
}

// removeWebapps unassigns webapps that were unassigned.
func (c *restoredAccess) removeWebapps(ctx context.Context, u UserPage, name string) error {
	has, err := c.ListWebappsOfUser(ctx, u.ID)
	if err != nil || len(has) == 0 {
		return err
	}
	then, err := c.before.ListWebappsOfUser(ctx, u.ID)
	if err != nil {
		return err
	}
	for _, row := range has {
		if slices.ContainsFunc(then, func(r db.ListWebappsOfUserRow) bool { return r.WebappID == row.WebappID }) {
			continue
		}
		fate := Fate{End: EndTaken}
		err := c.reportAndEnd(Revived{Action: WebappTakenAway, Name: name, Taken: []string{row.Name}, Fate: fate}, func() error {
			p := db.DeleteUserSubscriptionParams{UserID: u.ID, AccountID: u.AccountID, WebappID: row.WebappID}
			if _, err := c.DeleteUserSubscription(ctx, scoped(everything, p)); err != nil {
				return err
			}
			return c.record(ctx, u.entry(WebappTakenAway, changes{DetailWebapp: row.Name}, c.because(fate).into(changes{})))
		})
		if err != nil {
			return err
		}
	}
	return nil
}
