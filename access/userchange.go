package access

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"latchkey/db"
)

// changeUser changes a user that f allows the actor to reach, in one transaction: the statement
// that reads the user checks the tenant and the window, while nobody else can write. fn returns
// ErrForbidden for what a guard forbids.
func (s *Service) changeUser(ctx context.Context, by Actor, f Function, accountID, id string, fn func(*tx, UserPage) error) error {
	now := s.now()
	if !by.May(f, accountID) && id != by.UserID {
		return s.refuseUser(ctx, by, now, f, accountID, id, nil)
	}
	err := s.write(ctx, by, now, func(t *tx) error {
		u, err := getUser(ctx, t.Queries, by, now, f, accountID, id)
		if err != nil {
			return err
		}
		return fn(t, u)
	})
	switch {
	case db.IsNotFound(err):
		return s.refuseUser(ctx, by, now, f, accountID, id, nil)
	case errors.Is(err, ErrForbidden):
		return s.refuseUser(ctx, by, now, f, accountID, id, err)
	}
	return err
}

// UserData is what can be edited in a user. The name is fixed. TimeZone is an IANA name; empty
// means UTC.
type UserData struct {
	FirstName, LastName, Email, TimeZone string
	// Unnamed says that the form had no fields for the first and last name: someone who cannot
	// change them keeps them.
	Unnamed bool
	// EmailAccepted is as in AccountDetails.
	EmailAccepted bool
	// CurrentPassword is the actor's. It is required if Email changes and the user is the actor's
	// own login, and ignored otherwise.
	CurrentPassword string
}

// check checks the new data of a user. was is the stored data.
func (d *UserData) check(invalid *Invalid, was UserData) {
	checkPerson(invalid, "first_name", "last_name", &d.FirstName, &d.LastName, was.FirstName+" "+was.LastName)
	d.Email = checkEmail(invalid, d.Email, was.Email)
	d.TimeZone = checkZone(invalid, d.TimeZone)
}

// UpdateUser edits a user's data. It needs UpdateUsers and, for a new e-mail address of one's own
// login, the current password. Those who can request access cannot change their own first and last
// name. Errors: *Invalid with the fields of the form, ErrNotFound, ErrForbidden; *TooManyTries,
// *Busy.
func (s *Service) UpdateUser(ctx context.Context, by Actor, accountID, id string, d UserData) error {
	return s.confirmed(ctx, by, d.CurrentPassword, func(c *confirmation) error { return s.updateUser(ctx, by, accountID, id, d, c) })
}

func (s *Service) updateUser(ctx context.Context, by Actor, accountID, id string, d UserData, c *confirmation) error {
	return s.changeUser(ctx, by, UpdateUsers, accountID, id, func(t *tx, u UserPage) error {
		if err := by.mayEdit(u); err != nil {
			return err
		}
		if d.Unnamed && u.NameFixed {
			d.FirstName, d.LastName = u.FirstName, u.LastName
		}
		var invalid Invalid
		d.check(&invalid, u.data())
		if err := invalid.err(); err != nil {
			return err
		}
		if err := t.checkFresh(u.data().formValues(), d.formValues()); err != nil {
			return err
		}
		if renamed := d.FirstName != u.FirstName || d.LastName != u.LastName; renamed {
			if err := by.mayRename(u); err != nil {
				return err
			}
		}
		before, after := changes{}, changes{}
		for _, c := range []struct {
			of      Detail
			was, is string
		}{
			{DetailFirstName, u.FirstName, d.FirstName}, {DetailLastName, u.LastName, d.LastName}, {DetailEmail, u.Email, d.Email},
			{DetailTimeZone, u.Zone.String(), d.TimeZone},
		} {
			if c.was != c.is {
				before[c.of], after[c.of] = c.was, c.is
			}
		}
		moved, outside := u.Email != d.Email, !u.Self && by.actsExternally(UpdateUsers, u)
		if !moved && u.EmailOutside && !outside && d.EmailAccepted {
			after[DetailEmailAccepted] = u.Email
			if err := t.needProof(); err != nil {
				return err
			}
		}
		if len(after) == 0 {
			return errUnchanged
		}
		if moved {
			if err := t.confirmEmail(ctx, u.Self, c); err != nil {
				return err
			}
		}
		n, err := t.UpdateUserData(ctx, db.UpdateUserDataParams{
			ID: id, AccountID: accountID, FirstName: d.FirstName, LastName: d.LastName, Email: d.Email, TimeZone: d.TimeZone,
			EmailOutside: emailOutside(u.EmailOutside, moved, d.EmailAccepted, outside),
			SearchKey:    searchKey(u.Name, d.FirstName, d.LastName, d.Email), UpdatedAt: db.Millis(t.now),
		})
		if err == nil && moved {
			err = errors.Join(t.noteLoginGiver(ctx, id, by.loginID()), t.leaveEmail(ctx, id))
		}
		return t.recordChanged(ctx, n, err, u.entry(UserChanged, before, after))
	})
}

// recordChanged records what a guarded statement changed. No row is ErrNotFound.
func (t *tx) recordChanged(ctx context.Context, n int64, err error, e Entry) error {
	if err == nil && n == 0 {
		err = ErrNotFound
	}
	return t.recordUnless(ctx, err, e)
}

// SetUserActive activates or deactivates a user. Deactivating ends its sessions, and those of the
// external users that it owns. It needs UpdateUsers. Errors: ErrNotFound, ErrForbidden; ErrConflict
// if nothing would change.
func (s *Service) SetUserActive(ctx context.Context, by Actor, accountID, id string, active bool) error {
	may, action := by.mayDeactivate, UserDeactivated
	if active {
		may, action = by.mayActivate, UserActivated
	}
	return s.changeUser(ctx, by, UpdateUsers, accountID, id, func(t *tx, u UserPage) error {
		if err := may(u); err != nil {
			return err
		}
		if active {
			if err := t.seatsFit(ctx, id); err != nil {
				return err
			}
		}
		n, err := t.UpdateUserActive(ctx, db.UpdateUserActiveParams{ID: id, Active: active, UpdatedAt: db.Millis(t.now)})
		if err != nil || n == 0 {
			return orConflict(err, UserIsSo{User: u.Name, Active: active})
		}
		if !active {
			if err := t.signOutAndRelease(ctx, u); err != nil {
				return err
			}
		}
		return t.record(ctx, u.entry(action, nil, nil))
	})
}

// DeleteUser deletes a user. The record keeps it, and its name is never used again. It ends its
// sessions, and those of the external users that it owns. It needs DeleteUsers. Errors:
// ErrNotFound, ErrForbidden.
func (s *Service) DeleteUser(ctx context.Context, by Actor, accountID, id string) error {
	return s.changeUser(ctx, by, DeleteUsers, accountID, id, func(t *tx, u UserPage) error {
		if err := by.mayDelete(u); err != nil {
			return err
		}
		if err := t.signOutAndRelease(ctx, u); err != nil {
			return err
		}
		if err := t.DeleteLastSignIn(ctx, id); err != nil {
			return err
		}
		if _, err := t.DeleteIdentity(ctx, id); err != nil {
			return err
		}
		n, err := t.DeleteUser(ctx, db.DeleteUserParams{ID: id, AccountID: accountID, Now: db.NullMillis(t.now)})
		return t.recordChanged(ctx, n, err, u.entry(UserDeleted, changes{DetailName: u.Name, DetailRoles: roleText(u.heldRoles())}, nil))
	})
}

// MakeSetupLink makes a new set-up link for a user of the actor's own account, who can set a
// password with it. It replaces an earlier link. It needs UpdateUsers. Errors: ErrNotFound,
// ErrForbidden.
func (s *Service) MakeSetupLink(ctx context.Context, by Actor, accountID, id string) (u UserPage, link string, err error) {
	err = s.changeUser(ctx, by, UpdateUsers, accountID, id, func(t *tx, user UserPage) (err error) {
		if err := by.mayMakeSetupLink(user); err != nil {
			return err
		}
		u = user
		link, err = s.putSetupLink(ctx, t, accountID, id, "")
		if err != nil {
			return err
		}
		if err = t.notifyLogin(ctx, NoticeSetupLinkMade, u.notified(), t.by.named()); err != nil {
			return err
		}
		return t.record(ctx, u.entry(SetupLinkMade, nil, nil))
	})
	if err != nil {
		return UserPage{}, "", err
	}
	return u, link, nil
}

// SetUserRoles sets the roles of a user to want and USER. Roles that the actor cannot change stay
// as they are. Roles assigned under a grant do not outlive it, and neither does an external user
// who gets one. It ends the user's sessions, and those of the external users that it owns, except
// under a grant: then changes take effect at the next request. seen are the roles that the actor
// saw the user hold. If these have changed since, it returns *Invalid with Stale, so that no role
// is assigned for good that was ticked only because the user held it through a grant. But nothing
// that visitors do can delay taking roles away: if all new roles depend on a grant, then what was
// unticked is removed, what was ticked is added, and everything else stays as it is. If seen is
// nil, this is not checked. It needs what assigning each role needs. Errors: ErrNotFound,
// ErrForbidden.
func (s *Service) SetUserRoles(ctx context.Context, by Actor, accountID, id string, want, seen []Role) error {
	return s.changeUser(ctx, by, AssignSuperuser, accountID, id, func(t *tx, u UserPage) error {
		if seen != nil && roleText(seen) != roleText(u.heldRoles()) {
			unticked := without(seen, append(want, User))
			if len(unticked) == 0 || !u.onlyGranted(seen) {
				return &Invalid{Stale: &Stale{Changed: []Difference{{Field: "roles", Theirs: roleText(u.heldRoles()), Yours: roleText(append(want, User))}}}}
			}
			want = append(without(u.heldRoles(), unticked), without(want, seen)...)
		}
		var then, added, removed []Role
		for _, c := range u.Roles {
			wanted := slices.Contains(want, c.Role)
			switch {
			case wanted && !c.Held && c.Reason != nil:
				return forbidden(c.Reason)
			case wanted && !c.Held:
				added = append(added, c.Role)
			case !wanted && c.Held && c.Reason == nil:
				removed = append(removed, c.Role)
				continue
			case !c.Held:
				continue
			}
			then = append(then, c.Role)
		}
		if len(added)+len(removed) == 0 {
			return errUnchanged
		}
		for _, role := range slices.Concat(added, removed) {
			// A role to be added may still exist from a grant that is over.
			if _, err := t.DeleteUserRole(ctx, db.DeleteUserRoleParams{UserID: id, Role: string(role)}); err != nil {
				return err
			}
		}
		before, after := changes{DetailRoles: roleText(u.heldRoles())}, changes{DetailRoles: roleText(then)}
		if len(added) > 0 {
			if err := t.giveRoles(ctx, u, added, after); err != nil {
				return err
			}
		}
		// nobody external may sign out an administrator who is about to revoke
		if !by.onlyByGrant(AssignSuperuser, u) {
			if err := t.EndUserSessions(ctx, id); err != nil {
				return err
			}
		}
		return t.record(ctx, u.entry(UserRolesChanged, before, after))
	})
}

// onlyGranted reports whether each role that a user holds, except those in seen, depends on a
// grant.
func (u UserPage) onlyGranted(seen []Role) bool {
	return !slices.ContainsFunc(u.Roles, func(c RoleChoice) bool {
		return c.Held && !c.Hangs && !slices.Contains(seen, c.Role)
	})
}

// without returns roles without some of them.
func without(roles, some []Role) []Role {
	return slices.DeleteFunc(slices.Clone(roles), func(r Role) bool { return slices.Contains(some, r) })
}

// giveRoles assigns roles to a user, each for no longer than the actor itself may act. If that
// gives the user an end, it is added to after.
func (t *tx) giveRoles(ctx context.Context, u UserPage, roles []Role, after changes) error {
	for _, role := range roles {
		f := assignedWith[role]
		grantID, err := t.grantForRole(ctx, f, u, after)
		if err != nil {
			return err
		}
		if err := t.giveRole(ctx, u, role, grantID); err != nil {
			return err
		}
	}
	return nil
}

// giveRole assigns a role that depends on a grant, if there is one, and on what the actor and its
// right to assign the role depend on.
func (t *tx) giveRole(ctx context.Context, u UserPage, role Role, grantID sql.NullString) error {
	_, err := t.InsertUserRole(ctx, db.InsertUserRoleParams{UserID: u.ID, Role: string(role), AssignedAt: db.Millis(t.now), GrantID: grantID})
	if err != nil || role == User {
		return err
	}
	return t.bindToActor(ctx, u, role, assignedWith[role])
}

// grantForRole returns the grant on which a role assigned now depends. Under a grant, it is that
// grant, and an external user who gets the role ends with it. From an external user, it is the
// grant under which that user was created. A user that was created under a grant gets roles from
// elsewhere that depend on that grant.
func (t *tx) grantForRole(ctx context.Context, f Function, u UserPage, after changes) (grantID sql.NullString, err error) {
	switch {
	case t.by.onlyByGrant(f, u):
		grantID = db.NullText(t.by.grantBehind(f, u.AccountID, u.GrantID))
		grant, err := t.request(ctx, grantID.String)
		if err != nil {
			return grantID, err
		}
		capped, err := t.CapUserValidTo(ctx, db.CapUserValidToParams{ID: u.ID, ValidTo: db.NullMillis(grant.Window.To), UpdatedAt: db.Millis(t.now)})
		if err == nil && capped > 0 {
			after[DetailValidTo] = instantText(grant.Window.To)
		}
		return grantID, err
	case t.by.OwnerAccountID != "":
		me, err := t.GetUser(ctx, getUserParams(t.by.AccountID, t.by.UserID, everything))
		return db.NullText(me.MadeUnder), err
	case t.by.AccountID != u.AccountID:
		grantID = db.NullText(u.madeUnder)
	}
	return grantID, nil
}

// signOutAndRelease ends a user's sessions and links, and what depends on the user.
func (t *tx) signOutAndRelease(ctx context.Context, u UserPage) error {
	if err := t.EndUserSessions(ctx, u.ID); err != nil {
		return err
	}
	if err := t.deleteLinks(ctx, u.ID); err != nil {
		return err
	}
	return t.endDependents(ctx, u)
}

// endDependents deactivates the users that depend on an external user, and removes the roles that
// do: whatever it created and assigned, across any number of steps, ends with it for good. It does
// nothing for one of the account's own users.
func (t *tx) endDependents(ctx context.Context, u UserPage) error {
	if u.External == nil {
		return nil
	}
	if err := t.DeleteRolesHangingOn(ctx, u.ID); err != nil {
		return err
	}
	hanging, err := t.ListUsersHangingOn(ctx, u.ID)
	if err != nil {
		return err
	}
	for _, h := range hanging {
		if !h.Active {
			continue
		}
		if _, err := t.UpdateUserActive(ctx, db.UpdateUserActiveParams{ID: h.ID, Active: false, UpdatedAt: db.Millis(t.now)}); err != nil {
			return err
		}
		next := UserPage{ID: h.ID, AccountID: h.AccountID, Name: h.Name, GrantID: u.GrantID}
		if err := t.record(ctx, next.entry(UserDeactivated, nil, changes{DetailMadeBy: u.Name})); err != nil {
			return err
		}
	}
	return nil
}
