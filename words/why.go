package words

import (
	"strings"

	"latchkey/access"
)

// Why is the page that says what a login may do and why, and the page of all roles.
type Why struct {
	Title                   func(login string) string
	Sentence                func(at string) string
	AccountLogin            string
	UserOf                  func(account string) string
	ExternalUserOf          func(account, owner string) string
	Can, Cannot, CanNothing string
	// Reference contains RoleReference as a link.
	Reference     func(link string) string
	RoleReference string

	// Whether the login can sign in, its roles, and the grants that give it access.
	SigningIn, Allowed, Barred, LoginRoles, EveryAccountLogin string
	Since                                                     func(when string) string
	Idle                                                      func(why string) string
	GivenUntil                                                func(when string) string
	Grants, OtherGrants, NoGrants                             string
	Grant                                                     func(into, by, until string, byConsent bool) string

	// The table of functions, and what decided: a part of the reach that roles give, and by which
	// grant, or why not.
	Function, ReachNow, Decided, NoReach, NoRole string
	Part                                         func(member, roles string) string
	PartWithout                                  func(member, roles, why string) string
	PartByGrant                                  func(member, roles, by, company, until string, byConsent bool) string
	PartByOthers, PartByHidden                   func(member, roles string) string
	// Members are the parts of a reach.
	Members map[access.Reach]string

	// What GRANT allows. The first sentence marks up the word GRANT. TheyMay comes before a list of
	// functions. OpensAsVisitor also says what a grant allows.
	GrantGives     func(grant, who, account, company string, when When) string
	TheyMay        string
	OpensAsVisitor func(who string, webapps []string) string
	GivesNothing   func(account string) string

	// The page of all roles. MembersMean explains the parts of a reach.
	Roles, RolesSentence, UserRoles, AccountRoles, FixedRoles, AllFunctions string
	MembersMean                                                             map[access.Reach]string
	Role, AssignedBy, Functions, Constraint, No                             string
	// Automatic says who gets a role without anyone assigning it. Constraints are other facts about
	// a role.
	Automatic, Constraints map[access.Role]string
}

// Reach is the parts of a reach, or "" for none.
func (w *Why) Reach(r access.Reach) string {
	var names []string
	for _, m := range access.ReachMembers {
		if r.Has(m) {
			names = append(names, w.Members[m])
		}
	}
	return strings.Join(names, ", ")
}
