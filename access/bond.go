package access

import (
	"context"
	"slices"
	"time"

	"latchkey/db"
)

// Bond is what holds a role that was given under a grant, or by somebody who hangs on external users: nobody gives away what they do not
// have themselves. What hangs on a grant, or on external users, counts only while that is live and they could all sign in; the
// statements ask that of the views user_windows and role_windows.
type Bond struct {
	// GrantID is the grant that the role hangs on, "" where it hangs on external users alone.
	GrantID string
	// CompanyID is the one company that the grant lets into.
	CompanyID string
	// RequestedBy is the user whom the grant is for, ValidTo its end.
	RequestedBy string
	ValidTo     time.Time
	// gives are the roles of the requesting account that act for the grant.
	gives []Role
}

// functionsThatLetIn is the functions by which people get in whom nobody let in before: a role that hangs on anything does not give them.
var functionsThatLetIn = map[Function]bool{DecideRequests: true, SetAccessRules: true}

// reach is what is left of a role's reach with a function: the holder's own login, and of the own account what the bond leaves.
func (b Bond) reach(role Role, f Function) Reach {
	reach := permissionOf[f][role] & (Self | Own)
	if functionsThatLetIn[f] || b.GrantID != "" && !ReachOf(b.gives, f).Has(Granted) {
		reach &= Self
	}
	return reach
}

// roleAndBond is the role by which the actor exercises f in its own account, and what that hangs on; "" and nil where a role that hangs on
// nothing, or none, gives it. Of several it is one that hangs on no grant, and of those the first.
func (a Actor) roleAndBond(f Function) (role Role, found *Bond) {
	for _, r := range a.Roles {
		b, bound := a.bonds[r]
		switch {
		case !bound && permissionOf[f][r]&(Own|All) != 0:
			return "", nil
		case bound && b.reach(r, f).Has(Own) && (found == nil || found.GrantID != "" && b.GrantID == ""):
			role, found = r, &b
		}
	}
	return role, found
}

// grantBond is the grant that the actor's reach of f in its own account hangs on, nil for none.
func (a Actor) grantBond(f Function) *Bond {
	if _, b := a.roleAndBond(f); b != nil && b.GrantID != "" {
		return b
	}
	return nil
}

// isBound says whether the actor's reach of f in its own account hangs on a grant or on external users.
func (a Actor) isBound(f Function) bool {
	_, b := a.roleAndBond(f)
	return b != nil
}

// bindToActor lets a user, or a role of it, hang on what the actor is, and on what the role hangs on by which it exercises f. From another
// account a role comes that hangs on what its user hangs on.
func (t *tx) bindToActor(ctx context.Context, u UserPage, role Role, f Function) error {
	p := db.InsertBondsParams{UserID: u.ID, Role: string(role), ByUser: u.ID}
	if t.by.AccountID == u.AccountID {
		through, _ := t.by.roleAndBond(f)
		p.ByUser, p.Through = t.by.UserID, string(through)
	}
	return t.InsertBonds(ctx, p)
}

// checkBonds is ErrForbidden where a role that hangs on something, and without which the actor may do less, is not the actor's any more: such a
// role ends without ending the session, and what is given by one that is gone would hang on nothing. One that adds nothing is not missed:
// whoever gives and takes roles under a grant holds up nobody who takes that away.
func (t *tx) checkBonds(ctx context.Context) error {
	if len(t.by.bonds) == 0 {
		return nil
	}
	has, err := assignedRoles(ctx, t.Queries, t.by.AccountID, t.by.UserID, t.turn)
	if err != nil {
		return err
	}
	rest := t.by
	rest.Roles = slices.DeleteFunc(slices.Clone(t.by.Roles), func(r Role) bool {
		b, bound := t.by.bonds[r]
		now, held := has.bonds[r]
		return bound && (!held || now.GrantID != b.GrantID)
	})
	for _, p := range Permissions {
		before, _ := t.by.roleAndBond(p.Function)
		left, _ := rest.roleAndBond(p.Function)
		if before != left || t.by.Reach(p.Function) != rest.Reach(p.Function) {
			return forbidden(RoleEnded{})
		}
	}
	return nil
}

// grantBehind is the grant by which the actor exercises f in an account: in its own the one that its role hangs on, elsewhere let, which
// let it in; "" where no grant is needed.
func (a Actor) grantBehind(f Function, accountID, let string) string {
	if accountID != a.AccountID {
		return let
	}
	if b := a.grantBond(f); b != nil {
		return b.GrantID
	}
	return ""
}

// assigned is the roles that are assigned to a login now, and of those that hang on something what holds them.
type assigned struct {
	roles []Role
	bonds map[Role]Bond
}

// assignedRoles is those of an account, and with a userID those of the user.
func assignedRoles(ctx context.Context, q *db.Queries, accountID, userID string, now time.Time) (a assigned, err error) {
	rows, err := q.ListLoginRoles(ctx, db.ListLoginRolesParams{AccountID: accountID, UserID: userID, Now: db.Millis(now)})
	if err != nil {
		return a, err
	}
	gives := map[string][]Role{}
	for _, row := range rows {
		role := Role(row.Role)
		a.roles = append(a.roles, role)
		if row.GrantID == "" && row.Hangs == 0 || role == User {
			continue
		}
		if a.bonds == nil {
			a.bonds = map[Role]Bond{}
		}
		if row.GrantID == "" {
			a.bonds[role] = Bond{}
			continue
		}
		if _, known := gives[row.RequesterAccountID]; !known {
			gives[row.RequesterAccountID], err = rolesOfAccount(ctx, q, row.RequesterAccountID)
			if err != nil {
				return a, err
			}
		}
		a.bonds[role] = Bond{
			GrantID: row.GrantID, CompanyID: row.CompanyID, RequestedBy: row.RequestedBy,
			ValidTo: db.Time(row.ValidTo), gives: actingRoles(KindUser, false, gives[row.RequesterAccountID]),
		}
	}
	return a, nil
}

func rolesOfAccount(ctx context.Context, q *db.Queries, accountID string) ([]Role, error) {
	names, err := q.ListAccountRoles(ctx, accountID)
	return mapped(names, func(name string) Role { return Role(name) }), err
}
