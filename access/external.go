package access

import (
	"context"
	"slices"
	"time"

	"latchkey/db"
)

// ExternalUserRow is an external user of an account.
type ExternalUserRow struct {
	ID, Name, Person string
	Roles            []Role
	External
	// Over is why it cannot sign in, or nil.
	Over Reason
	// MayEnd and MayExtend say what the actor may do.
	MayEnd, MayExtend bool
}

// ExternalUsers returns a page of an account's external users, by name, for those who read its
// users as their own account's or as everyone's. For others, it is empty. after is the next of the
// previous page, or "".
func (s *Service) ExternalUsers(ctx context.Context, by Actor, accountID, after string) (users []ExternalUserRow, next string, err error) {
	now := s.now()
	if by.grantBond(ReadUsers) != nil {
		return nil, "", nil
	}
	rows, err := s.store.Read.ListExternalUsers(ctx, scoped(by.scope(ReadUsers, now), db.ListExternalUsersParams{
		AccountID: accountID, After: after, PageSize: pageSize + 1,
	}))
	groups, next := cut(groupBy(rows, func(r db.ListExternalUsersRow) string { return r.ID }), pageSize, func(g []db.ListExternalUsersRow) string {
		return g[0].NameKey
	})
	for _, g := range groups {
		u := by.externalUserFrom(g[0], now)
		u.Roles = rolesIn(g, func(r db.ListExternalUsersRow) string { return r.Role })
		users = append(users, u)
	}
	return users, next, err
}

func (a Actor) externalUserFrom(row db.ListExternalUsersRow, now time.Time) ExternalUserRow {
	e := External{
		OwnerID: row.OwnerID, Owner: personWithLogin(row.OwnerFirstName, row.OwnerLastName, row.OwnerName),
		OwnerAccount: Named{ID: row.OwnerAccountID, Name: row.OwnerAccountName}, ValidTo: firstEnd(row.ValidTo, row.MakersTo),
		OwnerIn: row.OwnerIn != 0, MakersIn: row.MakersIn != 0, GrantLive: row.GrantLive != 0,
	}
	u := UserPage{ID: row.ID, AccountID: row.AccountID, Self: row.ID == a.UserID, External: &e}
	return ExternalUserRow{
		ID: row.ID, Name: row.Name, Person: personName(row.FirstName, row.LastName, ""), External: e, Over: e.Over(row.Active != 0, now),
		MayEnd: row.Active != 0 && a.mayDeactivate(u) == nil, MayExtend: a.mayExtendUser(u) == nil,
	}
}

// ExtendUser gives an external user of the actor's own account a new end, in the future and no
// further away than the longest window. An earlier end for a user who is in, without roles in keep,
// only takes access away. Anything else needs a fresh proof: it detaches the user, and those of its
// roles that are in keep, from the grant and the external users on which they depend: from then on,
// they belong to the customer. The other roles end with those. What depends on the user continues
// with it, unless the user was already out: then that is over for good, because nobody decided to
// let it in again. Whatever needs a proof also ends the user's sessions. It needs UpdateUsers.
// Nobody can extend what their own people brought in, or do so with a role that depends on
// anything. Errors: *Invalid with the field valid_to, ErrNotFound, ErrForbidden.
func (s *Service) ExtendUser(ctx context.Context, by Actor, accountID, id string, to LocalTime, keep []Role) error {
	return s.changeUser(ctx, by, UpdateUsers, accountID, id, func(t *tx, u UserPage) error {
		if err := by.mayExtendUser(u); err != nil {
			return err
		}
		var invalid Invalid
		end, _ := to.instant(&invalid, "valid_to", by.Zone)
		bounds{now: t.now, longest: s.maxWindow, tooLong: EndTooFar{Most: s.maxWindow}}.check(&invalid, Window{t.now, end})
		if err := invalid.err(); err != nil {
			return err
		}
		before, after := changes{}, changes{DetailValidTo: instantText(end)}
		was := u.External.ValidTo
		if !was.IsZero() {
			before[DetailValidTo] = instantText(was)
		}
		// An earlier end takes access away, so it works whatever has happened to the user in the
		// meantime.
		if !was.IsZero() && !end.Before(was) {
			if err := t.checkFresh(by.endValues(u.External), by.endValues(&External{ValidTo: end})); err != nil {
				return err
			}
		}
		if err := t.keepRoles(ctx, u, keep, after); err != nil {
			return err
		}
		if end.Before(was) && u.External.ended(u.Active, t.now) == nil && after[DetailRolesKept] == "" {
			n, err := t.CapUserValidTo(ctx, db.CapUserValidToParams{ID: id, ValidTo: db.NullMillis(end), UpdatedAt: db.Millis(t.now)})
			return t.recordChanged(ctx, n, err, u.entry(UserExtended, before, after))
		}
		if err := t.needProof(); err != nil {
			return err
		}
		if u.External.ended(u.Active, t.now) != nil {
			if err := t.endDependents(ctx, u); err != nil {
				return err
			}
		}
		if err := t.DeleteBonds(ctx, db.DeleteBondsParams{UserID: id}); err != nil {
			return err
		}
		n, err := t.UpdateUserValidTo(ctx, db.UpdateUserValidToParams{
			ID: id, AccountID: accountID, ValidTo: db.NullMillis(end), UpdatedAt: db.Millis(t.now),
		})
		return t.recordChanged(ctx, n, err, u.entry(UserExtended, before, after))
	})
}

// keepRoles detaches those of an external user's roles that are in keep. It adds them to after.
func (t *tx) keepRoles(ctx context.Context, u UserPage, keep []Role, after changes) error {
	var kept []Role
	for _, c := range u.Roles {
		if !c.Keepable || !slices.Contains(keep, c.Role) {
			continue
		}
		if err := t.KeepUserRole(ctx, db.KeepUserRoleParams{UserID: u.ID, Role: string(c.Role)}); err != nil {
			return err
		}
		if err := t.DeleteBonds(ctx, db.DeleteBondsParams{UserID: u.ID, Role: string(c.Role)}); err != nil {
			return err
		}
		kept = append(kept, c.Role)
	}
	if len(kept) > 0 {
		after[DetailRolesKept] = roleText(kept)
	}
	return nil
}
