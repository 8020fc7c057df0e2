package access

import (
	"context"
	"slices"
	"time"

	"latchkey/db"
)

// Bond is what a role depends on that was assigned under a grant, or by someone who depends on
// external users: nobody can give away more than they have. Such a role counts only while the grant
// is live and the external users could all sign in. The statements use the views user_windows and
// role_windows for that.
type Bond struct {
	// GrantID is the grant that the role depends on, or "" if it depends only on external users.
	GrantID string
	// CompanyID is the grant's company.
	CompanyID string
	// RequestedBy is the grant's responsible user, and ValidTo its end.
	RequestedBy string
	ValidTo     time.Time
	// gives are the requesting account's roles that act for the grant.
	gives []Role
}

// functionsThatLetIn are functions that can give new people access. A role that depends on anything
// does not give these.
var functionsThatLetIn = map[Function]bool{DecideRequests: true, SetAccessRules: true}

// reach is what is left of a role's reach for a function: the holder's own login, and as much of
// their own account as the bond allows.
func (b Bond) reach(role Role, f Function) Reach {
	reach := permissionOf[f][role] & (Self | Own)
	if functionsThatLetIn[f] || b.GrantID != "" && !ReachOf(b.gives, f).Has(Granted) {
		reach &= Self
	}
	return reach
}

// roleAndBond returns the role by which the actor exercises f in its own account, and the role's
// bond. It returns "" and nil if a role without a bond gives f, or no role does. If there are
// several, it prefers one that depends on no grant, and then the first.
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

// grantBond is the grant on which the actor's reach of f in its own account depends, or nil.
func (a Actor) grantBond(f Function) *Bond {
	if _, b := a.roleAndBond(f); b != nil && b.GrantID != "" {
		return b
	}
	return nil
}

// isBound reports whether the actor's reach of f in its own account depends on a grant or on
// external users.
func (a Actor) isBound(f Function) bool {
	_, b := a.roleAndBond(f)
	return b != nil
}

// bindToActor makes a user, or one of its roles, depend on the actor if that is external, and on
// what the actor's role for f depends on. If the actor is from another account, the role depends on
// what its user depends on.
func (t *tx) bindToActor(ctx context.Context, u UserPage, role Role, f Function) error {
	p := db.InsertBondsParams{UserID: u.ID, Role: string(role), ByUser: u.ID}
	if t.by.AccountID == u.AccountID {
		through, _ := t.by.roleAndBond(f)
		p.ByUser, p.Through = t.by.UserID, string(through)
	}
	return t.InsertBonds(ctx, p)
}

// checkBonds returns ErrForbidden if the actor has lost a role that depended on something, and may
// do less without it. Such a role ends without ending the session, and something given by a role
// that is gone would depend on nothing. A role that adds nothing is not missed, so someone who
// assigns and removes roles under a grant cannot delay those who want to stop that.
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

// grantBehind is the grant by which the actor exercises f in an account: in its own account, the
// grant that its role depends on; elsewhere let, which gives it access. "" means that no grant is
// needed.
func (a Actor) grantBehind(f Function, accountID, let string) string {
	if accountID != a.AccountID {
		return let
	}
	if b := a.grantBond(f); b != nil {
		return b.GrantID
	}
	return ""
}

// assigned are the roles that are assigned to a login now, with their bonds.
type assigned struct {
	roles []Role
	bonds map[Role]Bond
}

// assignedRoles returns the roles of an account and, with a userID, those of the user.
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
