package words

import (
	"strings"

	"latchkey/access"
)

// UserReasons are about users and roles, and about what a login may do.
type UserReasons struct {
	NotForUsers             func(access.NotForUsers) string
	UserNameTaken           func(access.UserNameTaken) string
	OwnPeopleChoosePassword func(access.OwnPeopleChoosePassword) string
	AskersKeepName          func(access.AskersKeepName) string
	UserIsSo                func(access.UserIsSo) string
	NobodyActivatesSelf     func(access.NobodyActivatesSelf) string
	OnlyAccountActivates    func(access.OnlyAccountActivates) string
	NobodyDeactivatesSelf   func(access.NobodyDeactivatesSelf) string
	OnlyOwnDeactivate       func(access.OnlyOwnDeactivate) string
	OwnSessionsElsewhere    func(access.OwnSessionsElsewhere) string
	OnlyAccountSignsOut     func(access.OnlyAccountSignsOut) string
	NobodyDeletesSelf       func(access.NobodyDeletesSelf) string
	NobodyLinksSelf         func(access.NobodyLinksSelf) string
	OnlyAccountLinks        func(access.OnlyAccountLinks) string
	NoExternalUser          func(access.NoExternalUser) string
	OnlyAccountExtends      func(access.OnlyAccountExtends) string
	EveryUserHas            func(access.EveryUserHas) string
	NobodyChangesOwnRoles   func(access.NobodyChangesOwnRoles) string
	ForExternalUsers        func(access.ForExternalUsers) string
	AssignedByOthers        func(access.AssignedByOthers) string
	OnlyAccountGivesRoles   func(access.OnlyAccountGivesRoles) string
	GivenByAccount          func(access.GivenByAccount) string
	AccountIsDisabled       func(access.AccountIsDisabled) string
	UsersAccountDisabled    func(access.UsersAccountDisabled) string
	NoPasswordYet           func(access.NoPasswordYet) string
	UserInactive            func(access.UserInactive) string
	TimeOver                func(access.TimeOver) string
	GrantOver               func(access.GrantOver) string
	MakerOut                func(access.MakerOut) string
	OwnerOut                func(access.OwnerOut) string
	FrozenOut               func(access.FrozenOut) string
	CannotSignIn            func(access.CannotSignIn) string
	NoLiveGrant             func(access.NoLiveGrant) string
	NotNamedAccount         func(access.NotNamedAccount) string
	NotByWhatItHangsOn      func(access.NotByWhatItHangsOn) string
	RoleOver                func(access.RoleOver) string
	RoleOfUsers             func(access.RoleOfUsers) string
	RoleOfExternals         func(access.RoleOfExternals) string
	RoleOfOwnPeople         func(access.RoleOfOwnPeople) string
	RoleOfAccountLogin      func(access.RoleOfAccountLogin) string
	OnlyUnderGrant          func(access.OnlyUnderGrant) string
	NeverOwnAccount         func(access.NeverOwnAccount) string
	NeverOfOwner            func(access.NeverOfOwner) string
}

// assigners are the roles that assign a role, as a list. Some do so only while access is granted.
func assigners(by []access.RoleReach, accountLogin string, whileGranted func(string) string) string {
	names := make([]string, len(by))
	for i, of := range by {
		switch {
		case of.Role == access.AccountLogin:
			names[i] = accountLogin
		case of.Reach == access.Granted:
			names[i] = whileGranted(string(of.Role))
		default:
			names[i] = string(of.Role)
		}
	}
	return strings.Join(names, ", ")
}
