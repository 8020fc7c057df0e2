package access

import "slices"

// Role is assigned to an account login or to a user (docs/spec.md, section 2).
type Role string

// User roles.
const (
	User              Role = "USER"
	Superuser         Role = "SUPERUSER"
	ExternalSuperuser Role = "EXTERNAL_SUPERUSER"
	ExternalUser      Role = "EXTERNALUSER"
)

// Account roles.
const (
	Administrator Role = "ADMINISTRATOR"
	Support       Role = "SUPPORT"
	Consultant    Role = "CONSULTANT"
	Sales         Role = "SALES"
	Customer      Role = "CUSTOMER"
)

// Roles that nobody assigns: every account login has the first, the server's command line the
// second.
const (
	AccountLogin Role = "ACCOUNT_LOGIN"
	Operator     Role = "OPERATOR"
)

// UserRoles and AccountRoles are the roles that can be assigned, in the order on pages.
var (
	UserRoles    = []Role{User, Superuser, ExternalSuperuser, ExternalUser}
	AccountRoles = []Role{Administrator, Support, Consultant, Sales, Customer}
)

// AllRoles are all roles in Permissions.
var AllRoles = slices.Concat(UserRoles, AccountRoles, []Role{AccountLogin, Operator})

// assignedWith is the function that is needed to assign a role. USER and CUSTOMER are automatic:
// nobody assigns them.
var assignedWith = map[Role]Function{
	Superuser:         AssignSuperuser,
	ExternalSuperuser: AssignExternalSuperuser,
	ExternalUser:      AssignExternalUser,
	Administrator:     AssignAccountRoles,
	Support:           AssignAccountRoles,
	Consultant:        AssignAccountRoles,
	Sales:             AssignAccountRoles,
}

// ReachToAssign is where a holder of roles may assign role. It is empty for an automatic role.
func ReachToAssign(roles []Role, role Role) Reach {
	f, ok := assignedWith[role]
	if !ok {
		return 0
	}
	return ReachOf(roles, f)
}

// actingRoles are the roles that count for a login, of those assigned to its account and to its
// user. For an account login, this includes the role that all account logins have.
func actingRoles(kind Kind, external bool, assigned []Role) []Role {
	var acting []Role
	for _, r := range assigned {
		if notActing(kind, external, r) == nil {
			acting = append(acting, r)
		}
	}
	if kind == KindAccount {
		acting = append(acting, AccountLogin)
	}
	return acting
}

// notActing is why an assigned role does not count for a login, or nil if it does.
//
//   - An account login has its account's roles.
//   - A user login has its own roles, and of its account's only SUPPORT and CONSULTANT: the others
//     count only for the account login. An external user belongs to another account, and does not
//     act for its host account at all.
//   - EXTERNAL_SUPERUSER and EXTERNALUSER count only for external users.
func notActing(kind Kind, external bool, r Role) Reason {
	ofAccount := slices.Contains(AccountRoles, r)
	switch {
	case kind == KindAccount && ofAccount:
		return nil
	case kind != KindUser:
		return RoleOfUsers{}
	case r == User || r == Superuser:
		return nil
	case r == ExternalSuperuser || r == ExternalUser:
		if external {
			return nil
		}
		return RoleOfExternals{}
	case external && ofAccount:
		return RoleOfOwnPeople{}
	case r == Support || r == Consultant:
		return nil
	default:
		return RoleOfAccountLogin{}
	}
}
