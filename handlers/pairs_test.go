package handlers

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"latchkey/access"
)

// pairLogins are the kinds of logins, and the roles that each can combine.
var pairLogins = []struct {
	name           string
	user, external bool
	roles          []access.Role
}{
	{"account login", false, false, []access.Role{access.Administrator, access.Support, access.Consultant, access.Sales}},
	{"user", true, false, slices.Concat(assignedUserRoles, []access.Role{access.Administrator, access.Support, access.Consultant, access.Sales})},
	{"external user", true, true, slices.Concat(assignedUserRoles, []access.Role{access.Administrator, access.Support, access.Consultant, access.Sales})},
}

var assignedUserRoles = []access.Role{access.Superuser, access.ExternalSuperuser, access.ExternalUser}

// TestLessRestrictiveWins signs in with every pair of roles that a login can have, and tries every
// page of its own account, of an account that granted it access and of a stranger's. Each answer
// must be what one or the other role gets, and no guard may fall.
func TestLessRestrictiveWins(t *testing.T) {
	long(t)
	w := newWorld(t)
	ownerID, _ := w.account("Owner")
	p := pairWorld{world: w, owner: w.user(ownerID, "owner", "")}
	p.strangerID, p.strangerCompany = w.account("Stranger")
	p.strangerUser = w.user(p.strangerID, "stranger's user", "")
	for _, l := range pairLogins {
		single := map[access.Role]map[string]bool{}
		for _, r := range l.roles {
			single[r] = p.answers(l.name, l.user, l.external, r)
		}
		for i, a := range l.roles {
			for _, b := range l.roles[i+1:] {
				both := p.answers(l.name, l.user, l.external, a, b)
				for _, what := range slices.Sorted(maps.Keys(both)) {
					same(t, both[what], single[a][what] || single[b][what], "%s with %s and %s: %s", l.name, a, b, what)
				}
			}
		}
		p.checkGuards(l.name, l.user, l.external, single)
	}
}

type pairWorld struct {
	*world
	owner, strangerID, strangerCompany, strangerUser string
	n                                                int
}

// login creates an account with those of the roles that are account roles and, for a user login, a
// user with the others.
func (p *pairWorld) login(user, external bool, roles ...access.Role) (accountID, companyID, userID string) {
	p.t.Helper()
	p.n++
	var ofAccount, ofUser []access.Role
	for _, r := range roles {
		if slices.Contains(access.UserRoles, r) {
			ofUser = append(ofUser, r)
		} else {
			ofAccount = append(ofAccount, r)
		}
	}
	accountID, companyID = p.account(fmt.Sprint("Account ", p.n), ofAccount...)
	if user {
		owner := ""
		if external {
			owner = p.owner
		}
		userID = p.user(accountID, "user", owner, ofUser...)
	}
	return accountID, companyID, userID
}

// answers says for each place and page whether a login with these roles gets it.
func (p *pairWorld) answers(name string, user, external bool, roles ...access.Role) map[string]bool {
	p.t.Helper()
	accountID, companyID, userID := p.login(user, external, roles...)
	colleague := p.user(accountID, "colleague", "")
	cookie := p.signIn(accountID, userID)
	grantedID, grantedCompany := p.account(fmt.Sprint("Customer ", p.n))
	grantee := userID
	if grantee == "" {
		grantee = colleague
	}
	p.request(grantedID, grantedCompany, accountID, grantee, true)
	got := map[string]bool{}
	for _, where := range []place{
		{name: "own", accountID: accountID, companyID: companyID, userID: colleague},
		{name: "granted", accountID: grantedID, companyID: grantedCompany, userID: p.user(grantedID, "customer's user", "")},
		{name: "stranger's", accountID: p.strangerID, companyID: p.strangerCompany, userID: p.strangerUser},
	} {
		for _, r := range routes {
			path := strings.NewReplacer(":account", where.accountID, ":company", where.companyID, ":user", where.userID).Replace(r.path)
			if r.method != http.MethodGet || strings.Contains(path, ":") || r.need.who != forFunction || path == r.path && where.name != "own" {
				continue
			}
			answer := p.get(path, cookie)
			got[where.name+" "+r.path] = answer.Code == http.StatusOK
			if answer.Code != http.StatusOK && answer.Code != http.StatusForbidden && answer.Code != http.StatusNotFound {
				p.t.Errorf("%s with %s: %s answers %d", name, roles, path, answer.Code)
			}
			if r.path == "/accounts/:account/companies/:company" {
				got[where.name+" settings"] = strings.Contains(answer.Body.String(), "secret red")
			}
		}
		code := p.post("/accounts/"+where.accountID+"/companies/"+where.companyID+"/settings", url.Values{"key": {"colour"}, "value": {"secret red"}}, cookie).Code
		got[where.name+" changing a setting"] = code == http.StatusSeeOther
	}
	return got
}

// checkGuards checks, with single roles, the guards whose failure a union of roles could hide.
func (p *pairWorld) checkGuards(name string, user, external bool, single map[access.Role]map[string]bool) {
	p.t.Helper()
	plain := p.answers(name, user, external)
	for role, got := range single {
		reaches := func(f access.Function) bool { return !user && access.ReachOf([]access.Role{role}, f).Has(access.All) }
		want := map[string]bool{"stranger's settings": reaches(access.ReadCompanySettings), "stranger's changing a setting": reaches(access.UpdateCompanySettings)}
		for _, r := range routes {
			want["stranger's "+r.path] = reaches(r.need.function)
		}
		for what, ok := range got {
			if strings.HasPrefix(what, "stranger's") && ok != want[what] {
				p.t.Errorf("%s with %s: the %s is %t", name, role, what, ok)
			}
		}
		throughAccountOnly := user && (role == access.Administrator || role == access.Sales)
		externalOnly := user && !external && (role == access.ExternalSuperuser || role == access.ExternalUser)
		guest := external && (role == access.Support || role == access.Consultant)
		if (throughAccountOnly || externalOnly || guest) && !maps.Equal(got, plain) {
			p.t.Errorf("%s with %s, which does not count for it, gets %v, a plain one %v", name, role, got, plain)
		}
	}
}
