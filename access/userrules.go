package access

import (
	"cmp"
	"slices"
	"time"

	"latchkey/db"
)

// reaches reports whether f lets the actor reach a user who was read in its scope: by a grant only
// if there was a live one.
func (a Actor) reaches(f Function, u UserPage) bool {
	r := a.Reach(f)
	own := u.AccountID == a.AccountID
	return r.Has(All) || (own && r.Has(Own)) || (u.Self && r.Has(Self)) || (!own && r.Has(Granted) && u.GrantID != "" && (reading[f] || !u.readOnly))
}

// onlyByGrant reports whether only a grant allows the actor to exercise f on a user: the grant
// gives it access to the account, or its role depends on one.
func (a Actor) onlyByGrant(f Function, u UserPage) bool {
	if u.AccountID == a.AccountID {
		return a.grantBond(f) != nil
	}
	return !a.Reach(f).Has(All)
}

// actsExternally reports whether the actor is external to the user's account, or has f there only
// through a grant or external users.
func (a Actor) actsExternally(f Function, u UserPage) bool {
	return a.AccountID != u.AccountID || a.OwnerAccountID != "" || a.isBound(f)
}

// isOwnExternal reports whether a user is an external user of the actor's people: its owner belongs
// to the actor's account, or to that of the actor's own owner.
func (a Actor) isOwnExternal(u UserPage) bool {
	return u.External != nil && (u.External.OwnerAccount.ID == a.AccountID || u.External.OwnerAccount.ID == a.OwnerAccountID)
}

func (a Actor) mayEdit(u UserPage) error {
	if !a.reaches(UpdateUsers, u) {
		return errMayNot(UpdateUsers)
	}
	return nil
}

// mayRename keeps requesters from pretending to be someone else: the account decides on its
// people's names.
func (a Actor) mayRename(u UserPage) error {
	if u.Self && a.MayAnywhere(RequestAccess) {
		return forbidden(AskersKeepName{Account: u.AccountName})
	}
	return nil
}

// mayActivate: only the account itself can let external users in, and nobody can activate their own
// colleagues there.
func (a Actor) mayActivate(u UserPage) error {
	switch {
	case !a.reaches(UpdateUsers, u):
		return errMayNot(UpdateUsers)
	case u.Self:
		return forbidden(NobodyActivatesSelf{})
	case (u.External != nil || a.AccountID == u.AccountID || a.onlyByGrant(UpdateUsers, u)) && a.actsExternally(UpdateUsers, u):
		return forbidden(OnlyAccountActivates{Account: u.AccountName})
	}
	return nil
}

// mayDeactivate: nobody can deactivate themselves and, under a grant, nobody the customer's own
// people.
func (a Actor) mayDeactivate(u UserPage) error {
	switch {
	case !a.reaches(UpdateUsers, u):
		return errMayNot(UpdateUsers)
	case u.Self:
		return forbidden(NobodyDeactivatesSelf{})
	case a.onlyByGrant(UpdateUsers, u) && !a.isOwnExternal(u):
		return forbidden(OnlyOwnDeactivate{Account: u.AccountName})
	}
	return nil
}

// mayEndSessions: only the account's own people and ADMINISTRATOR can, so nobody external can sign
// an administrator out. Everyone ends their own sessions on their own page.
func (a Actor) mayEndSessions(u UserPage) error {
	switch {
	case !a.reaches(UpdateUsers, u):
		return errMayNot(UpdateUsers)
	case u.Self:
		return forbidden(OwnSessionsElsewhere{})
	case a.onlyByGrant(UpdateUsers, u), a.AccountID == u.AccountID && a.actsExternally(UpdateUsers, u):
		return forbidden(OnlyAccountSignsOut{Account: u.AccountName})
	}
	return nil
}

func (a Actor) mayDelete(u UserPage) error {
	switch {
	case !a.reaches(DeleteUsers, u):
		return errMayNot(DeleteUsers)
	case u.Self:
		return forbidden(NobodyDeletesSelf{})
	}
	return nil
}

// mayMakeSetupLink keeps logins from being taken over: only the account's own people make set-up
// links. Anyone else with a link could decide that account's requests and read its settings as
// another person.
func (a Actor) mayMakeSetupLink(u UserPage) error {
	switch {
	case !a.reaches(UpdateUsers, u):
		return errMayNot(UpdateUsers)
	case u.Self:
		return forbidden(NobodyLinksSelf{})
	case a.actsExternally(UpdateUsers, u):
		return forbidden(OnlyAccountLinks{Account: u.AccountName})
	}
	return nil
}

// MaySendNewUserLink reports whether the actor can have a set-up link mailed to a user that it
// creates with an e-mail address.
func (a Actor) MaySendNewUserLink(accountID string) bool {
	u := UserPage{AccountID: accountID}
	return !a.actsExternally(CreateUsers, u) && a.mayMakeSetupLink(u) == nil
}

// mayGiveSetupLink reports whether a user that the actor creates may get its way to sign in from
// the actor: one of the actor's own account, or an external one, who can do no more than the actor.
func (a Actor) mayGiveSetupLink(u UserPage) bool {
	return a.AccountID == u.AccountID || u.External != nil
}

// mayExtendUser: only the customer can, and nobody can extend what their own people brought in.
func (a Actor) mayExtendUser(u UserPage) error {
	switch {
	case !a.reaches(UpdateUsers, u):
		return errMayNot(UpdateUsers)
	case u.External == nil:
		return forbidden(NoExternalUser{User: u.Name, Account: u.AccountName})
	case u.Self, a.actsExternally(UpdateUsers, u):
		return forbidden(OnlyAccountExtends{Account: u.AccountName})
	}
	return nil
}

// roleChoices are all user roles as controls.
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

// roleEnd is when what a role depends on ends, or zero if it has no end.
func roleEnd(r db.ListUserRolesRow) time.Time {
	end := cmp.Or(r.GrantEnd, r.ExternalEnd)
	if r.ExternalEnd != 0 {
		end = min(end, r.ExternalEnd)
	}
	return timeOrZero(end)
}

// roleReason is why the actor cannot change whether a user has a role, or nil.
func (a Actor) roleReason(u UserPage, c RoleChoice) Reason {
	switch {
	case c.Role == User:
		return EveryUserHas{Role: c.Role}
	case u.Self:
		return NobodyChangesOwnRoles{}
	case (c.Role == ExternalSuperuser || c.Role == ExternalUser) && u.External == nil:
		return ForExternalUsers{Role: c.Role}
	case !a.reaches(assignedWith[c.Role], u):
		return AssignedByOthers{Role: c.Role}
	case u.AccountID != a.AccountID && a.isOwnExternal(u) && !a.onlyByGrant(assignedWith[c.Role], u):
		return OnlyAccountGivesRoles{Account: u.AccountName}
	case a.onlyByGrant(assignedWith[c.Role], u) && c.Held && !c.Hangs:
		return GivenByAccount{Account: u.AccountName}
	}
	return nil
}

// AssignedBy are the roles that may assign a role by the table, and where, in the order on pages.
func AssignedBy(role Role) (by []RoleReach) {
	for _, r := range slices.Concat([]Role{AccountLogin}, UserRoles, AccountRoles) {
		if reach := ReachToAssign([]Role{r}, role); reach != 0 {
			by = append(by, RoleReach{r, reach})
		}
	}
	return by
}
