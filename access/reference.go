package access

// RoleReference is a row of the role tables: what Permissions say of one role.
type RoleReference struct {
	Role Role
	// Automatic says whom the role is given to without anybody assigning it; "" where somebody does.
	Automatic string
	// AssignedBy is who assigns it, and where.
	AssignedBy []RoleReach
	Functions  []FunctionReach
	// Note is its constraint, "" for none.
	Note string
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

// automaticRoles is whom a role that nobody assigns is given to.
var automaticRoles = map[Role]string{
	User: "to every user", Customer: "to every account", AccountLogin: "to every account login", Operator: "to the server's command line",
}

// Reference is what Permissions say of roles, for the reference page.
func Reference(roles []Role) []RoleReference {
	rows := make([]RoleReference, len(roles))
	for i, role := range roles {
		row := RoleReference{Role: role, Automatic: automaticRoles[role], Note: RoleNotes[role]}
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
