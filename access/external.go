package access

import (
	"context"
	"time"

	"latchkey/db"
)

// ExternalUserRow is a person from outside with a login of their own.
type ExternalUserRow struct {
	ID     string
	Name   string
	Person string
	Roles  []Role
	External
	// Over says why it cannot sign in, "" where it can.
	Over string
	// MayEnd and MayProlong say what the actor may do.
	MayEnd, MayProlong bool
}

// ExternalUsers is a page, by name, of an account's external users, for those who read its users in their own account or in
// all; empty for others. after is the next of the page before, or "".
func (s *Service) ExternalUsers(ctx context.Context, by Actor, accountID, after string) (users []ExternalUserRow, next string, err error) {
	now := s.now()
	sc := by.scope(ReadUsers, now)
	rows, err := s.store.Read.ListExternalUsers(ctx, db.ListExternalUsersParams{
		AccountID: accountID, After: after, PageSize: pageSize + 1, ScopeAll: sc.all, OwnAccount: sc.own, Now: sc.now,
	})
	lastKey := ""
	for _, row := range rows {
		if len(users) == 0 || users[len(users)-1].ID != row.ID {
			if len(users) == pageSize {
				return users, lastKey, nil
			}
			users = append(users, by.externalUserFrom(row, now))
			lastKey = row.NameKey
		}
		if row.Role != "" {
			u := &users[len(users)-1]
			u.Roles = append(u.Roles, Role(row.Role))
		}
	}
	return users, "", err
}

func (a Actor) externalUserFrom(row db.ListExternalUsersRow, now time.Time) ExternalUserRow {
	e := External{
		OwnerID: row.OwnerID, Owner: personName(row.OwnerFirstName, row.OwnerLastName, row.OwnerName),
		OwnerAccount: Named{row.OwnerAccountID, row.OwnerAccountName}, ValidTo: db.NullTime(row.ValidTo),
		OwnerIn: row.OwnerIn != 0, GrantLive: row.GrantLive != 0,
	}
	u := UserPage{ID: row.ID, AccountID: row.AccountID, Self: row.ID == a.UserID, External: &e}
	return ExternalUserRow{
		ID: row.ID, Name: row.Name, Person: personName(row.FirstName, row.LastName, ""), External: e, Over: e.Over(row.Active != 0, now),
		MayEnd: row.Active != 0 && a.mayDeactivate(u) == nil, MayProlong: a.mayProlong(u) == nil,
	}
}

// ProlongUser gives an external user of the actor's own account another end, in the future, but no longer away than the longest
// window. It takes the user, and the roles that it has or was made with, off the grant that they were given under: from then
// on they are the customer's. It needs UpdateUsers; nobody prolongs what its own people brought in. Errors: *Invalid with the
// field valid_to, ErrNotFound, ErrForbidden.
func (s *Service) ProlongUser(ctx context.Context, by Actor, accountID, id string, to LocalTime) error {
	return s.changeUser(ctx, by, UpdateUsers, accountID, id, func(t *tx, u UserPage) error {
		if err := by.mayProlong(u); err != nil {
			return err
		}
		var invalid Invalid
		end, ok := to.instant(&invalid, "valid_to", by.Zone)
		switch {
		case ok && !end.After(t.now):
			invalid.add("valid_to", "This is over already. Choose a time in the future.")
		case ok && end.Sub(t.now) > s.maxWindow:
			invalid.add("valid_to", "Choose a time at most %s from now.", DurationText(s.maxWindow))
		}
		if err := invalid.err(); err != nil {
			return err
		}
		me, err := t.GetUser(ctx, getUserParams(accountID, id, everything))
		if err != nil {
			return err
		}
		roles, err := t.ListUserRoles(ctx, db.ListUserRolesParams{UserID: id, Now: db.Millis(t.now)})
		if err != nil {
			return err
		}
		for _, r := range roles {
			if r.GrantID != "" && (r.Counts != 0 || r.GrantID == me.MadeUnder) {
				if err := t.KeepUserRole(ctx, db.KeepUserRoleParams{UserID: id, Role: r.Role}); err != nil {
					return err
				}
			}
		}
		n, err := t.UpdateUserValidTo(ctx, db.UpdateUserValidToParams{
			ID: id, AccountID: accountID, ValidTo: db.NullMillis(end), UpdatedAt: db.Millis(t.now),
		})
		before := changes{}
		if !u.External.ValidTo.IsZero() {
			before["valid to"] = instantText(u.External.ValidTo)
		}
		return t.changed(ctx, n, err, u.entry(UserProlonged, before, changes{"valid to": instantText(end)}))
	})
}
