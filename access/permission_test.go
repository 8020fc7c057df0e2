package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// grid is docs/spec.md section 2, cell by cell. That EXTERNAL_SUPERUSER decides is in section 4,
// and invoices are in section 6.
const grid = `
function                            | USER | SUPERUSER | EXTERNAL_SUPERUSER | EXTERNALUSER | ADMINISTRATOR | SUPPORT | CONSULTANT | SALES | CUSTOMER | ACCOUNT_LOGIN | OPERATOR
admin.use                           | self | self      | -                  | self         | -             | -       | -          | -     | own      | own           | -
webapps.use                         | self | -         | -                  | self         | -             | -       | -          | -     | -        | -             | -
account.read                        | -    | own       | own                | -            | all           | granted | granted    | -     | own      | own           | -
account.change                      | -    | own       | own                | -            | all           | -       | -          | -     | -        | own           | -
accounts.create                     | -    | -         | -                  | -            | all           | -       | -          | -     | -        | -             | all
accounts.enable                     | -    | -         | -                  | -            | all           | -       | -          | -     | -        | -             | all
accounts.delete                     | -    | -         | -                  | -            | all           | -       | -          | -     | -        | -             | -
account.change_password             | -    | -         | -                  | -            | -             | -       | -          | -     | -        | own           | all
account_roles.assign                | -    | -         | -                  | -            | all           | -       | -          | -     | -        | -             | all
companies.read                      | -    | own       | own                | -            | all           | granted | granted    | -     | -        | own           | -
companies.manage                    | -    | own       | own                | -            | all           | -       | -          | -     | -        | own           | -
settings.read                       | -    | own       | own                | -            | -             | granted | granted    | -     | -        | own           | -
settings.change                     | -    | own       | own                | -            | -             | granted | granted    | -     | -        | own           | -
users.read                          | self | self+own  | own                | self         | all           | granted | granted    | -     | -        | own           | -
users.change                        | self | self+own  | -                  | self         | all           | granted | -          | -     | -        | own           | -
users.create                        | -    | own       | -                  | -            | all           | granted | -          | -     | -        | own           | -
users.delete                        | -    | own       | -                  | -            | all           | -       | -          | -     | -        | own           | -
superuser.assign                    | -    | own       | own                | -            | all           | granted | -          | -     | -        | own           | -
external_superuser.assign           | -    | -         | -                  | -            | all           | granted | -          | -     | -        | -             | -
externaluser.assign                 | -    | -         | own                | -            | all           | granted | -          | -     | -        | -             | -
webapps.assign                      | -    | own       | -                  | -            | -             | granted | -          | -     | -        | own           | -
webapps.manage                      | -    | -         | -                  | -            | all           | -       | -          | -     | -        | -             | -
subscriptions.manage                | -    | -         | -                  | -            | all           | -       | -          | -     | -        | -             | -
requests.ask                        | -    | -         | -                  | -            | -             | all     | all        | -     | -        | -             | -
requests.read                       | -    | own       | own                | -            | all           | -       | -          | -     | -        | own           | -
requests.decide                     | -    | own       | own                | -            | -             | -       | -          | -     | -        | own           | -
rules.set                                                  | - | own | - | - | - | - | - | - | - | own | -
record.read                         | -    | own       | -                  | -            | all           | -       | -          | -     | -        | own           | -
invoices.create                     | -    | -         | -                  | -            | -             | -       | -          | all   | -        | -             | -
invoices.read                       | -    | own       | -                  | -            | -             | -       | -          | all   | -        | own           | -
`

// assigners is who assigns which role, and where: the column "assigned by" in docs/spec.md section
// 2.
const assigners = `
role               | USER | SUPERUSER | EXTERNAL_SUPERUSER | EXTERNALUSER | ADMINISTRATOR | SUPPORT | CONSULTANT | SALES | CUSTOMER | ACCOUNT_LOGIN | OPERATOR
USER               | -    | -         | -                  | -            | -             | -       | -          | -     | -        | -             | -
SUPERUSER          | -    | own       | own                | -            | all           | granted | -          | -     | -        | own           | -
EXTERNAL_SUPERUSER | -    | -         | -                  | -            | all           | granted | -          | -     | -        | -             | -
EXTERNALUSER       | -    | -         | own                | -            | all           | granted | -          | -     | -        | -             | -
ADMINISTRATOR      | -    | -         | -                  | -            | all           | -       | -          | -     | -        | -             | all
SUPPORT            | -    | -         | -                  | -            | all           | -       | -          | -     | -        | -             | all
CONSULTANT         | -    | -         | -                  | -            | all           | -       | -          | -     | -        | -             | all
SALES              | -    | -         | -                  | -            | all           | -       | -          | -     | -        | -             | all
CUSTOMER           | -    | -         | -                  | -            | -             | -       | -          | -     | -        | -             | -
`

var allRoles = slices.Concat(UserRoles, AccountRoles, []Role{AccountLogin, Operator})

// parseGrid parses a grid into the names of its rows, in order, and its cells by row and role.
func parseGrid(text string) (names []string, cells map[string]map[Role]Reach) {
	cells = map[string]map[Role]Reach{}
	var roles []string
	for line := range strings.Lines(strings.TrimSpace(text)) {
		row := strings.Split(line, "|")
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		if roles == nil {
			roles = row[1:]
			continue
		}
		names = append(names, row[0])
		cells[row[0]] = map[Role]Reach{}
		for i, cell := range row[1:] {
			cells[row[0]][Role(roles[i])] = map[string]Reach{
				"-": 0, "self": Self, "own": Own, "granted": Granted, "all": All, "self+own": Self | Own,
			}[cell]
		}
	}
	return names, cells
}

func TestPermissionsAreThoseOfSpec(t *testing.T) {
	names, cells := parseGrid(grid)
	var functions []string
	for _, p := range Permissions {
		functions = append(functions, string(p.Function))
		for role, reach := range p.Reach {
			if !slices.Contains(allRoles, role) {
				t.Errorf("%s: %s %s is of no known role", p.Function, role, reach)
			}
		}
	}
	slices.Sort(functions)
	equal(t, "functions", functions, slices.Sorted(slices.Values(names)))
	for _, name := range names {
		equal(t, name+": roles", len(cells[name]), len(allRoles))
		for _, role := range allRoles {
			equal(t, name+" as "+string(role), ReachOf([]Role{role}, Function(name)), cells[name][role])
		}
	}
}

func TestReachOfTwoRolesIsTheirUnion(t *testing.T) {
	names, cells := parseGrid(grid)
	for _, a := range allRoles {
		for _, b := range allRoles {
			for _, name := range names {
				equal(t, fmt.Sprint(name, " as ", a, " and ", b), ReachOf([]Role{a, b}, Function(name)), cells[name][a]|cells[name][b])
			}
		}
	}
	for _, c := range []struct {
		roles []Role
		f     Function
		want  string
	}{
		{nil, LogIn, ""},
		{[]Role{"NO SUCH ROLE"}, LogIn, ""},
		{[]Role{User, Superuser}, UpdateUsers, "self, own"},
		{[]Role{Customer, Administrator, AccountLogin}, ReadAccount, "own, all"},
		{[]Role{Customer, Support, AccountLogin}, ReadCompanySettings, "own, granted"},
		{[]Role{Support, Consultant}, CreateUsers, "granted"},
		{[]Role{Administrator, Support}, ReadCompanySettings, "granted"},
	} {
		equal(t, fmt.Sprint(c.f, " as ", c.roles), ReachOf(c.roles, c.f).String(), c.want)
	}
}

func TestRolesAreAssignedAsSpecSays(t *testing.T) {
	names, cells := parseGrid(assigners)
	equal(t, "roles that are assigned", fmt.Sprint(names), fmt.Sprint(slices.Concat(UserRoles, AccountRoles)))
	for _, name := range names {
		for _, by := range allRoles {
			equal(t, fmt.Sprint(by, " assigns ", name), ReachToAssign([]Role{by}, Role(name)), cells[name][by])
		}
	}
	for _, name := range []Role{AccountLogin, Operator, "NO SUCH ROLE"} {
		equal(t, fmt.Sprint("anybody assigns ", name), ReachToAssign(allRoles, name), Reach(0))
	}
}

func TestActingRoles(t *testing.T) {
	every := slices.Concat(UserRoles, AccountRoles)
	for _, c := range []struct {
		login    string
		kind     Kind
		external bool
		assigned []Role
		want     []Role
	}{
		{"account login", KindAccount, false, []Role{Customer}, []Role{Customer, AccountLogin}},
		{"account login without roles", KindAccount, false, nil, []Role{AccountLogin}},
		{"account login with every role", KindAccount, false, every, []Role{Administrator, Support, Consultant, Sales, Customer, AccountLogin}},
		{"user login", KindUser, false, []Role{Customer, User}, []Role{User}},
		{"user login of SUPPORT", KindUser, false, []Role{Customer, Support, User}, []Role{Support, User}},
		{"user login with every role", KindUser, false, every, []Role{User, Superuser, Support, Consultant}},
		{"external user", KindUser, true, []Role{User, ExternalUser}, []Role{User, ExternalUser}},
		{"external user of SUPPORT", KindUser, true, []Role{Customer, Support, Consultant, User}, []Role{User}},
		{"external user with every role", KindUser, true, every, []Role{User, Superuser, ExternalSuperuser, ExternalUser}},
		{"nobody", KindNobody, false, every, nil},
	} {
		equal(t, c.login, actingRoles(c.kind, c.external, c.assigned), c.want)
	}
}
