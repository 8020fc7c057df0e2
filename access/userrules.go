package access

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"latchkey/db"
)

// reaches says whether f lets the actor at a user who was read by its scope: by a grant only where there was a live one.
func (a Actor) reaches(f Function, u UserPage) bool {
	r := a.Reach(f)
	own := u.AccountID == a.AccountID
	return r.Has(All) || (own && r.Has(Own)) || (u.Self && r.Has(Self)) || (!own && r.Has(Granted) && u.GrantID != "" && (reading[f] || !u.readOnly))
}

// onlyByGrant says whether it is a grant, and nothing else, that lets the actor exercise f on a user: it let the actor into the
// account, or its role hangs on one.
func (a Actor) onlyByGrant(f Function, u UserPage) bool {
	if u.AccountID == a.AccountID {
		return a.grantBond(f) != nil
	}
	return !a.Reach(f).Has(All)
}

// actsExternally says whether the actor is external to the user's account, or has f there only through a grant or external users.
func (a Actor) actsExternally(f Function, u UserPage) bool {
	return a.AccountID != u.AccountID || a.OwnerAccountID != "" || a.isBound(f)
}

// isOwnExternal says whether a user is an external one of the actor's people: its owner belongs to the actor's account, or to the
// account of the actor's own owner.
func (a Actor) isOwnExternal(u UserPage) bool {
	return u.External != nil && (u.External.OwnerAccount.ID == a.AccountID || u.External.OwnerAccount.ID == a.OwnerAccountID)
}

func (a Actor) mayEdit(u UserPage) error {
	if !a.reaches(UpdateUsers, u) {
		return errMayNot(UpdateUsers)
	}
	return nil
}

// mayRename keeps who asks for access from being somebody else to those who decide: the account says what its people are called.
func (a Actor) mayRename(u UserPage) error {
	if u.Self && a.MayAnywhere(RequestAccess) {
		return forbidden(plain("Those who ask for access do not rename themselves: %s does, with its account login or as another SUPERUSER.", u.AccountName))
	}
	return nil
}

// mayActivate lets people in: external ones only the account itself, and nobody's own colleagues.
func (a Actor) mayActivate(u UserPage) error {
	switch {
	case !a.reaches(UpdateUsers, u):
		return errMayNot(UpdateUsers)
	case u.Self:
		return forbidden(plain("Nobody activates their own login."))
	case (u.External != nil || a.AccountID == u.AccountID || a.onlyByGrant(UpdateUsers, u)) && a.actsExternally(UpdateUsers, u):
		return forbidden(plain("Only %s itself lets this user in again.", u.AccountName))
	}
	return nil
}

// mayDeactivate keeps everybody's own way in, and by a grant that of the customer's own people.
func (a Actor) mayDeactivate(u UserPage) error {
	switch {
	case !a.reaches(UpdateUsers, u):
		return errMayNot(UpdateUsers)
	case u.Self:
		return forbidden(plain("Nobody deactivates their own login: another administrator can."))
	case a.onlyByGrant(UpdateUsers, u) && !a.isOwnExternal(u):
		return forbidden(plain("A grant lets you deactivate only your own people in %s.", u.AccountName))
	}
	return nil
}

func (a Actor) mayDelete(u UserPage) error {
	switch {
	case !a.reaches(DeleteUsers, u):
		return errMayNot(DeleteUsers)
	case u.Self:
		return forbidden(plain("Nobody deletes their own login: another administrator can."))
	}
	return nil
}

// mayMakeSetupLink keeps logins from being taken over: a set-up link is made by the account's own people. Whoever else had one could
// decide that account's requests and read its settings as somebody else.
func (a Actor) mayMakeSetupLink(u UserPage) error {
	switch {
	case !a.reaches(UpdateUsers, u):
		return errMayNot(UpdateUsers)
	case u.Self:
		return forbidden(plain("Nobody makes a set-up link for their own login: change your password with the one you have."))
	case a.actsExternally(UpdateUsers, u):
		return forbidden(plain("Only the people of %s itself make a set-up link for somebody who is there already.", u.AccountName))
	}
	return nil
}

// mayGiveSetupLink says whether a user whom the actor makes may get a way to sign in from it: one of its own account, or an external one,
// who is no more than the actor.
func (a Actor) mayGiveSetupLink(u UserPage) bool {
	return a.AccountID == u.AccountID || u.External != nil
}

// mayExtendUser is the customer's: nobody extends what its own people brought in.
func (a Actor) mayExtendUser(u UserPage) error {
	switch {
	case !a.reaches(UpdateUsers, u):
		return errMayNot(UpdateUsers)
	case u.External == nil:
		return forbidden(plain("%s is a user of %s itself: only external users have an end.", u.Name, u.AccountName))
	case u.Self, a.actsExternally(UpdateUsers, u):
		return forbidden(plain("Only %s itself extends external users, and nobody extends those of their own account.", u.AccountName))
	}
	return nil
}

// roleChoices is every user role as a control.
func (a Actor) roleChoices(u UserPage, assigned []db.ListUserRolesRow) []RoleChoice {
	choices := make([]RoleChoice, len(UserRoles))
	for i, role := range UserRoles {
		c := RoleChoice{Role: role}
		for _, r := range assigned {
			if Role(r.Role) != role {
				continue
			}
			c.Hangs = r.GrantID != "" || r.Hangs != 0
			c.Keepable = u.External != nil && c.Hangs && (r.Counts != 0 || r.WithUser != 0)
			if r.Counts == 0 {
				continue
			}
			c.Held, c.Until = true, roleEnd(r)
		}
		c.Reason = a.roleReason(u, c)
		choices[i] = c
	}
	return choices
}

// roleEnd is when what a role hangs on ends, zero where that has no end.
func roleEnd(r db.ListUserRolesRow) time.Time {
	end := cmp.Or(r.GrantEnd, r.ExternalEnd)
	if r.ExternalEnd != 0 {
		end = min(end, r.ExternalEnd)
	}
	return timeOrZero(end)
}

// roleReason says why the actor cannot change whether a user has a role, "" where it can.
func (a Actor) roleReason(u UserPage, c RoleChoice) string {
	switch {
	case c.Role == User:
		return "Every user has it."
	case u.Self:
		return "Nobody changes their own roles."
	case (c.Role == ExternalSuperuser || c.Role == ExternalUser) && u.External == nil:
		return "Only for external users."
	case !a.reaches(assignedWith[c.Role], u):
		return "Your roles do not let you assign it. It is assigned by: " + whoAssigns(c.Role) + "."
	case u.AccountID != a.AccountID && a.isOwnExternal(u) && !a.onlyByGrant(assignedWith[c.Role], u):
		return "Only " + u.AccountName + " itself gives roles to people of yours."
	case a.onlyByGrant(assignedWith[c.Role], u) && c.Held && !c.Hangs:
		return "Given by " + u.AccountName + " itself, which alone takes it away."
	}
	return ""
}

// whoAssigns is the roles that the table lets assign a role, in the order of the pages.
func whoAssigns(role Role) string {
	var names []string
	for _, r := range slices.Concat([]Role{AccountLogin}, UserRoles, AccountRoles) {
		reach := ReachToAssign([]Role{r}, role)
		switch {
		case reach == 0:
		case r == AccountLogin:
			names = append(names, "account login")
		case reach == Granted:
			names = append(names, string(r)+" while access is granted")
		default:
			names = append(names, string(r))
		}
	}
	return strings.Join(names, ", ")
}
