package words

import (
	"strings"

	"latchkey/access"
)

// UserReasons are about users and roles, and about what a login can do.
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
	PasswordExpired         func(access.PasswordExpired) string
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

var enUserReasons = UserReasons{
	NotForUsers: func(r access.NotForUsers) string {
		return string(r.Role) + " isn't a role for users."
	},
	UserNameTaken: says[access.UserNameTaken]("This account has or had a user with this name, or with one that looks the same. Choose another name."),
	OwnPeopleChoosePassword: func(r access.OwnPeopleChoosePassword) string {
		return "Only the people of " + r.Account + " can choose the password."
	},
	AskersKeepName: func(r access.AskersKeepName) string {
		return "People who ask for access can't rename themselves. " + r.Account + " can rename them, with its account login or as another SUPERUSER."
	},
	UserIsSo: func(r access.UserIsSo) string {
		if r.Active {
			return r.User + " is already active."
		}
		return r.User + " is already deactivated."
	},
	NobodyActivatesSelf: says[access.NobodyActivatesSelf]("You can't activate your own login."),
	OnlyAccountActivates: func(r access.OnlyAccountActivates) string {
		return "Only " + r.Account + " can let this user in again."
	},
	NobodyDeactivatesSelf: says[access.NobodyDeactivatesSelf]("You can't deactivate your own login. Another administrator can."),
	OnlyOwnDeactivate: func(r access.OnlyOwnDeactivate) string {
		return "With a grant, you can only deactivate your own people in " + r.Account + "."
	},
	NobodyDeletesSelf: says[access.NobodyDeletesSelf]("You can't delete your own login. Another administrator can."),
	NobodyLinksSelf:   says[access.NobodyLinksSelf]("You can't make a set-up link for your own login. Change your password with your current one instead."),
	OnlyAccountLinks: func(r access.OnlyAccountLinks) string {
		return "This user already exists, so only the people of " + r.Account + " can make a set-up link for them."
	},
	NoExternalUser: func(r access.NoExternalUser) string {
		return r.User + " is a user of " + r.Account + " itself. Only external users have an end."
	},
	OnlyAccountExtends: func(r access.OnlyAccountExtends) string {
		return "Only " + r.Account + " can extend its external users, and nobody can extend those of their own account."
	},
	EveryUserHas: func(r access.EveryUserHas) string {
		return "Every user has the role " + string(r.Role) + "."
	},
	NobodyChangesOwnRoles: says[access.NobodyChangesOwnRoles]("You can't change your own roles."),
	ForExternalUsers: func(r access.ForExternalUsers) string {
		return "Only external users can have " + string(r.Role) + "."
	},
	AssignedByOthers: func(r access.AssignedByOthers) string {
		return "Your roles don't let you assign " + string(r.Role) + ". It's assigned by: " + enAssigners(access.AssignedBy(r.Role)) + "."
	},
	OnlyAccountGivesRoles: func(r access.OnlyAccountGivesRoles) string {
		return "Only " + r.Account + " can give roles to your people."
	},
	GivenByAccount: func(r access.GivenByAccount) string {
		return r.Account + " gave this role, and only " + r.Account + " can take it away."
	},
	AccountIsDisabled: says[access.AccountIsDisabled]("The account is disabled."),
	UsersAccountDisabled: func(r access.UsersAccountDisabled) string {
		return "The account " + r.Account + " is disabled, and so are its users."
	},
	NoPasswordYet:   says[access.NoPasswordYet]("There's no password yet. Nobody can sign in with this login until its set-up link is used."),
	PasswordExpired: says[access.PasswordExpired]("The password has expired. Nobody can sign in with it again."),
	UserInactive:    says[access.UserInactive]("The user is deactivated."),
	TimeOver:        says[access.TimeOver]("The external user's time is over."),
	GrantOver:       says[access.GrantOver]("The grant under which this external user was created is over."),
	MakerOut:        says[access.MakerOut]("Whoever created this external user can't sign in."),
	OwnerOut: func(r access.OwnerOut) string {
		return "The owner, a user of " + r.Account + ", can't sign in."
	},
	FrozenOut: func(r access.FrozenOut) string {
		return "External access to " + r.Account + " is frozen."
	},
	CannotSignIn:       says[access.CannotSignIn]("This login can't sign in."),
	NoLiveGrant:        says[access.NoLiveGrant]("No grant lets this login in now."),
	NotNamedAccount:    says[access.NotNamedAccount]("The account isn't a named account."),
	NotByWhatItHangsOn: says[access.NotByWhatItHangsOn]("The grant or the external user that the role came from doesn't give this."),
	RoleOver:           says[access.RoleOver]("The grant or the external user that the role came from is over."),
	RoleOfUsers:        says[access.RoleOfUsers]("Only users can have this role."),
	RoleOfExternals:    says[access.RoleOfExternals]("This role only counts for external users."),
	RoleOfOwnPeople:    says[access.RoleOfOwnPeople]("An external user doesn't act for the account that its login is in."),
	RoleOfAccountLogin: says[access.RoleOfAccountLogin]("This role only counts for the account login."),
	OnlyUnderGrant:     says[access.OnlyUnderGrant]("Only as far as the grant behind the role reaches. The record shows it under that grant."),
	NeverOwnAccount:    says[access.NeverOwnAccount]("Never for its own account."),
	NeverOfOwner: func(r access.NeverOfOwner) string {
		return "Never requests from " + r.Account + ", because the user belongs to it."
	},
}

var deUserReasons = UserReasons{
	NotForUsers: func(r access.NotForUsers) string {
		return string(r.Role) + " ist keine Rolle für Benutzer."
	},
	UserNameTaken: says[access.UserNameTaken]("Dieser Account hat oder hatte bereits einen Benutzer mit diesem Namen oder mit einem, der genauso aussieht. Wählen Sie einen anderen Namen."),
	OwnPeopleChoosePassword: func(r access.OwnPeopleChoosePassword) string {
		return "Nur Personen von " + r.Account + " können das Kennwort wählen."
	},
	AskersKeepName: func(r access.AskersKeepName) string {
		return "Wer Zugriff anfragt, kann sich nicht selbst umbenennen. Das kann nur " + r.Account + ", mit dem Account-Login oder als anderer SUPERUSER."
	},
	UserIsSo: func(r access.UserIsSo) string {
		if r.Active {
			return r.User + " ist bereits aktiv."
		}
		return r.User + " ist bereits deaktiviert."
	},
	NobodyActivatesSelf: says[access.NobodyActivatesSelf]("Sie können Ihren eigenen Login nicht aktivieren."),
	OnlyAccountActivates: func(r access.OnlyAccountActivates) string {
		return "Nur " + r.Account + " kann diesen Benutzer wieder zulassen."
	},
	NobodyDeactivatesSelf: says[access.NobodyDeactivatesSelf]("Sie können Ihren eigenen Login nicht deaktivieren. Ein anderer Administrator kann es."),
	OnlyOwnDeactivate: func(r access.OnlyOwnDeactivate) string {
		return "Mit einem GRANT können Sie in " + r.Account + " nur Ihre eigenen Leute deaktivieren."
	},
	NobodyDeletesSelf: says[access.NobodyDeletesSelf]("Sie können Ihren eigenen Login nicht löschen. Ein anderer Administrator kann es."),
	NobodyLinksSelf:   says[access.NobodyLinksSelf]("Sie können keinen Einrichtungslink für Ihren eigenen Login erstellen. Ändern Sie Ihr Kennwort stattdessen mit dem aktuellen."),
	OnlyAccountLinks: func(r access.OnlyAccountLinks) string {
		return "Diesen Benutzer gibt es bereits. Nur Personen von " + r.Account + " können einen Einrichtungslink für ihn erstellen."
	},
	NoExternalUser: func(r access.NoExternalUser) string {
		return r.User + " ist ein eigener Benutzer von " + r.Account + ". Nur externe Benutzer haben ein Ende."
	},
	OnlyAccountExtends: func(r access.OnlyAccountExtends) string {
		return "Nur " + r.Account + " kann externe Benutzer verlängern, und niemand kann die des eigenen Accounts verlängern."
	},
	EveryUserHas: func(r access.EveryUserHas) string {
		return "Jeder Benutzer hat die Rolle " + string(r.Role) + "."
	},
	NobodyChangesOwnRoles: says[access.NobodyChangesOwnRoles]("Sie können Ihre eigenen Rollen nicht ändern."),
	ForExternalUsers: func(r access.ForExternalUsers) string {
		return "Nur externe Benutzer können " + string(r.Role) + " haben."
	},
	AssignedByOthers: func(r access.AssignedByOthers) string {
		return "Ihre Rollen erlauben es nicht, " + string(r.Role) + " zuzuweisen. Zugewiesen wird sie von: " + deAssigners(access.AssignedBy(r.Role)) + "."
	},
	OnlyAccountGivesRoles: func(r access.OnlyAccountGivesRoles) string {
		return "Nur " + r.Account + " kann Ihren Leuten Rollen geben."
	},
	GivenByAccount: func(r access.GivenByAccount) string {
		return r.Account + " hat diese Rolle vergeben, und nur " + r.Account + " kann sie entziehen."
	},
	AccountIsDisabled: says[access.AccountIsDisabled]("Der Account ist deaktiviert."),
	UsersAccountDisabled: func(r access.UsersAccountDisabled) string {
		return "Der Account " + r.Account + " ist deaktiviert und damit auch seine Benutzer."
	},
	NoPasswordYet:   says[access.NoPasswordYet]("Es gibt noch kein Kennwort. Erst wenn der Einrichtungslink verwendet wurde, ist eine Anmeldung möglich."),
	PasswordExpired: says[access.PasswordExpired]("Das Kennwort ist abgelaufen. Damit ist keine neue Anmeldung möglich."),
	UserInactive:    says[access.UserInactive]("Der Benutzer ist deaktiviert."),
	TimeOver:        says[access.TimeOver]("Die Zeit des externen Benutzers ist abgelaufen."),
	GrantOver:       says[access.GrantOver]("Der GRANT, unter dem dieser externe Benutzer angelegt wurde, ist abgelaufen."),
	MakerOut:        says[access.MakerOut]("Wer diesen externen Benutzer angelegt hat, kann sich nicht anmelden."),
	OwnerOut: func(r access.OwnerOut) string {
		return "Der Besitzer, ein Benutzer von " + r.Account + ", kann sich nicht anmelden."
	},
	FrozenOut: func(r access.FrozenOut) string {
		return "Der externe Zugriff auf " + r.Account + " ist gesperrt."
	},
	CannotSignIn:       says[access.CannotSignIn]("Mit diesem Login ist keine Anmeldung möglich."),
	NoLiveGrant:        says[access.NoLiveGrant]("Derzeit lässt kein GRANT diesen Login zu."),
	NotNamedAccount:    says[access.NotNamedAccount]("Der Account hat keine Kontaktperson."),
	NotByWhatItHangsOn: says[access.NotByWhatItHangsOn]("Der GRANT oder der externe Benutzer, von dem die Rolle stammt, gibt dieses Recht nicht."),
	RoleOver:           says[access.RoleOver]("Der GRANT oder der externe Benutzer, von dem die Rolle stammt, gilt nicht mehr."),
	RoleOfUsers:        says[access.RoleOfUsers]("Diese Rolle gilt nur für Benutzer."),
	RoleOfExternals:    says[access.RoleOfExternals]("Diese Rolle gilt nur für externe Benutzer."),
	RoleOfOwnPeople:    says[access.RoleOfOwnPeople]("Ein externer Benutzer handelt nicht für den Account, in dem sein Login liegt."),
	RoleOfAccountLogin: says[access.RoleOfAccountLogin]("Diese Rolle gilt nur für den Account-Login."),
	OnlyUnderGrant:     says[access.OnlyUnderGrant]("Nur so weit, wie der GRANT hinter der Rolle reicht. Im Protokoll steht es unter diesem GRANT."),
	NeverOwnAccount:    says[access.NeverOwnAccount]("Nie für den eigenen Account."),
	NeverOfOwner: func(r access.NeverOfOwner) string {
		return "Nie über Anfragen von " + r.Account + ", weil der Benutzer dorthin gehört."
	},
}

func enAssigners(by []access.RoleReach) string {
	return assigners(by, "account login", func(role string) string { return role + " while access is granted" })
}

func deAssigners(by []access.RoleReach) string {
	return assigners(by, "Account-Login", func(role string) string { return role + ", solange Zugriff gewährt ist" })
}

// assigners are the roles that assign one, joined. Some do only while access is granted.
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
