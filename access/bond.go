package access

import (
	"context"
	"time"

	"latchkey/db"
)

// Bond is what holds a role that was given under a grant: its holder reaches no further than that grant. Nobody gives away what
// he does not have himself.
type Bond struct {
	GrantID string
	// CompanyID is the one company that the grant lets into.
	CompanyID string
	// RequestedBy is the user whom the grant is for, ValidTo its end.
	RequestedBy string
	ValidTo     time.Time
	// gives are the roles of the requesting account that act for the grant.
	gives []Role
}

// reach is what is left of a role's reach with a function: the holder's own login, and of the own account what the grant gives.
func (b Bond) reach(role Role, f Function) Reach {
	reach := permissionOf[f][role] & (Self | Own)
	if !ReachOf(b.gives, f).Has(Granted) {
		reach &= Self
	}
	return reach
}

// bond is the grant that the actor's reach of f in its own account hangs on; nil where a role that was given for good, or none,
// gives it. Of several it is that of the role that comes first.
func (a Actor) bond(f Function) *Bond {
	var found *Bond
	for _, r := range a.Roles {
		b, bound := a.bonds[r]
		switch {
		case !bound && permissionOf[f][r].Has(Own):
			return nil
		case bound && found == nil && b.reach(r, f).Has(Own):
			found = &b
		}
	}
	return found
}

// under is the grant by which the actor exercises f in an account: in its own the one that its role hangs on, elsewhere let, which
// let it in; "" where no grant is needed.
func (a Actor) under(f Function, accountID, let string) string {
	if accountID != a.AccountID {
		return let
	}
	if b := a.bond(f); b != nil {
		return b.GrantID
	}
	return ""
}

// assigned is the roles that are assigned to a login now, and of those given under a grant what holds them.
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
		if row.GrantID == "" || role == User {
			continue
		}
		if _, known := gives[row.RequesterAccountID]; !known {
			if gives[row.RequesterAccountID], err = rolesOfAccount(ctx, q, row.RequesterAccountID); err != nil {
				return a, err
			}
		}
		if a.bonds == nil {
			a.bonds = map[Role]Bond{}
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
	roles := make([]Role, len(names))
	for i, n := range names {
		roles[i] = Role(n)
	}
	return roles, err
}
