package access

import "slices"

// RoleReference is a row of the role tables: what Permissions says about a role.
type RoleReference struct {
	Role Role
	// Automatic says that nobody has to assign the role.
	Automatic bool
	// AssignedBy is who assigns it, and where.
	AssignedBy []RoleReach
	Functions  []FunctionReach
}

// RoleReach is a role with a reach.
type RoleReach struct {
	Role  Role
	Reach Reach
}

// FunctionReach is a function with a reach.
type FunctionReach struct {
	Function Function
	Reach    Reach
}

// automaticRoles are the roles that nobody assigns, because every user, every account, every
// account login or the server's command line has them.
var automaticRoles = []Role{User, Customer, AccountLogin, Operator}

// Reference is what Permissions says about roles, for the reference page.
func Reference(roles []Role) []RoleReference {
	rows := make([]RoleReference, len(roles))
	for i, role := range roles {
		row := RoleReference{Role: role, Automatic: slices.Contains(automaticRoles, role)}
		for _, by := range AllRoles {
			if reach := ReachToAssign([]Role{by}, role); reach != 0 {
				row.AssignedBy = append(row.AssignedBy, RoleReach{by, reach})
			}
		}
		for _, p := range Permissions {
			if reach := p.Reach[role]; reach != 0 {
				row.Functions = append(row.Functions, FunctionReach{p.Function, reach})
			}
		}
		rows[i] = row
	}
	return rows
}
