package access

import "strings"

// Function is something that a login may do.
type Function string

// The functions of docs/spec.md section 2.
const (
	LogIn                   Function = "admin.use"
	OpenWebapps             Function = "webapps.use"
	ReadAccount             Function = "account.read"
	UpdateAccount           Function = "account.change"
	CreateAccounts          Function = "accounts.create"
	DeleteAccounts          Function = "accounts.delete"
	ChangeAccountPassword   Function = "account.change_password"
	AssignAccountRoles      Function = "account_roles.assign"
	EnableAccounts          Function = "accounts.enable"
	ReadCompanies           Function = "companies.read"
	ManageCompanies         Function = "companies.manage"
	ReadCompanySettings     Function = "settings.read"
	UpdateCompanySettings   Function = "settings.change"
	ReadUsers               Function = "users.read"
	UpdateUsers             Function = "users.change"
	CreateUsers             Function = "users.create"
	DeleteUsers             Function = "users.delete"
	AssignSuperuser         Function = "superuser.assign"
	AssignExternalSuperuser Function = "external_superuser.assign"
	AssignExternalUser      Function = "externaluser.assign"
	AssignSubscriptions     Function = "webapps.assign"
	ManageWebapps           Function = "webapps.manage"
	ManageSubscriptions     Function = "subscriptions.manage"
	RequestAccess           Function = "requests.ask"
	ReadRequests            Function = "requests.read"
	DecideRequests          Function = "requests.decide"
	SetAccessRules          Function = "rules.set"
	ReadRecord              Function = "record.read"
	CreateInvoices          Function = "invoices.create"
	ReadInvoices            Function = "invoices.read"
)

// reading are the functions that only read: all that read-only access allows of what a grant gives.
var reading = map[Function]bool{ReadAccount: true, ReadCompanies: true, ReadCompanySettings: true, ReadUsers: true}

// Reach is the set of things on which a login may exercise a function.
type Reach uint8

// The members of a Reach.
const (
	// Self is the login's own user data.
	Self Reach = 1 << iota
	// Own is the login's own account.
	Own
	// Granted is what the login's live grants give access to, and nothing else: it does not include
	// Own.
	Granted
	// All is every account.
	All
)

// Has reports whether all members are in the reach.
func (r Reach) Has(members Reach) bool { return r&members == members }

// String is the members as tests and logs name them.
func (r Reach) String() string {
	var names []string
	for i, name := range []string{"self", "own", "granted", "all"} {
		if r.Has(1 << i) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// Permission is a row of the table: a function, and the reach that each role has for it.
type Permission struct {
	Function Function
	Reach    map[Role]Reach
}

// Permissions is the whole table of who may do what (docs/spec.md, section 2), before the guards.
// Pages, checks and the role reference all read it, and nothing else decides. "Everything the
// account login may do" makes SUPERUSER's column equal to ACCOUNT_LOGIN's, except the account's
// password and roles. RequestAccess reaches all accounts except the own one, which is a guard of
// Ask.
var Permissions = []Permission{
	{LogIn, map[Role]Reach{User: Self, Superuser: Self, ExternalUser: Self, Customer: Own, AccountLogin: Own}},
	{OpenWebapps, map[Role]Reach{User: Self, ExternalUser: Self}},
	{ReadAccount, map[Role]Reach{Superuser: Own, ExternalSuperuser: Own, Administrator: All, Support: Granted, Consultant: Granted, Customer: Own, AccountLogin: Own}},
	{UpdateAccount, map[Role]Reach{Superuser: Own, ExternalSuperuser: Own, Administrator: All, AccountLogin: Own}},
	{CreateAccounts, map[Role]Reach{Administrator: All, Operator: All}},
	{DeleteAccounts, map[Role]Reach{Administrator: All}},
	{EnableAccounts, map[Role]Reach{Administrator: All, Operator: All}},
	{ChangeAccountPassword, map[Role]Reach{AccountLogin: Own, Operator: All}},
	{AssignAccountRoles, map[Role]Reach{Administrator: All, Operator: All}},
	{ReadCompanies, map[Role]Reach{Superuser: Own, ExternalSuperuser: Own, Administrator: All, Support: Granted, Consultant: Granted, AccountLogin: Own}},
	{ManageCompanies, map[Role]Reach{Superuser: Own, ExternalSuperuser: Own, Administrator: All, AccountLogin: Own}},
	{ReadCompanySettings, map[Role]Reach{Superuser: Own, ExternalSuperuser: Own, Support: Granted, Consultant: Granted, AccountLogin: Own}},
	{UpdateCompanySettings, map[Role]Reach{Superuser: Own, ExternalSuperuser: Own, Support: Granted, Consultant: Granted, AccountLogin: Own}},
	{ReadUsers, map[Role]Reach{User: Self, Superuser: Self | Own, ExternalSuperuser: Own, ExternalUser: Self, Administrator: All, Support: Granted, Consultant: Granted, AccountLogin: Own}},
	{UpdateUsers, map[Role]Reach{User: Self, Superuser: Self | Own, ExternalUser: Self, Administrator: All, Support: Granted, AccountLogin: Own}},
	{CreateUsers, map[Role]Reach{Superuser: Own, Administrator: All, Support: Granted, AccountLogin: Own}},
	{DeleteUsers, map[Role]Reach{Superuser: Own, Administrator: All, AccountLogin: Own}},
	{AssignSuperuser, map[Role]Reach{Superuser: Own, ExternalSuperuser: Own, Administrator: All, Support: Granted, AccountLogin: Own}},
	{AssignExternalSuperuser, map[Role]Reach{Administrator: All, Support: Granted}},
	{AssignExternalUser, map[Role]Reach{ExternalSuperuser: Own, Administrator: All, Support: Granted}},
	{AssignSubscriptions, map[Role]Reach{Superuser: Own, Support: Granted, AccountLogin: Own}},
	{ManageWebapps, map[Role]Reach{Administrator: All}},
	{ManageSubscriptions, map[Role]Reach{Administrator: All}},
	{RequestAccess, map[Role]Reach{Support: All, Consultant: All}},
	{ReadRequests, map[Role]Reach{Superuser: Own, ExternalSuperuser: Own, Administrator: All, AccountLogin: Own}},
	{DecideRequests, map[Role]Reach{Superuser: Own, ExternalSuperuser: Own, AccountLogin: Own}},
	{SetAccessRules, map[Role]Reach{Superuser: Own, AccountLogin: Own}},
	{ReadRecord, map[Role]Reach{Superuser: Own, Administrator: All, AccountLogin: Own}},
	{CreateInvoices, map[Role]Reach{Sales: All}},
	{ReadInvoices, map[Role]Reach{Superuser: Own, Sales: All, AccountLogin: Own}},
}

var permissionOf = func() map[Function]map[Role]Reach {
	m := make(map[Function]map[Role]Reach, len(Permissions))
	for _, p := range Permissions {
		m[p.Function] = p.Reach
	}
	return m
}()

// ReachOf is the reach of a holder of roles for a function: the union over the roles, so that the
// least restrictive wins.
func ReachOf(roles []Role, f Function) Reach {
	var reach Reach
	for _, role := range roles {
		reach |= permissionOf[f][role]
	}
	return reach
}
