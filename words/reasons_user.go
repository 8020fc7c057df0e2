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
		return "Only " + r.Account + "'s own people can choose the password."
	},
	AskersKeepName: func(r access.AskersKeepName) string {
		return "People who request access can't change their own name. The account login of " + r.Account + " or another SUPERUSER can."
	},
	UserIsSo: func(r access.UserIsSo) string {
		if r.Active {
			return r.User + " is already active."
		}
		return r.User + " is already inactive."
	},
	NobodyActivatesSelf: says[access.NobodyActivatesSelf]("You can't activate your own login. Ask another administrator."),
	OnlyAccountActivates: func(r access.OnlyAccountActivates) string {
		return "Only " + r.Account + " can activate this user again."
	},
	NobodyDeactivatesSelf: says[access.NobodyDeactivatesSelf]("You can't deactivate your own login. Ask another administrator."),
	OnlyOwnDeactivate: func(r access.OnlyOwnDeactivate) string {
		return "Under a grant, you can deactivate only your own people in " + r.Account + "."
	},
	NobodyDeletesSelf: says[access.NobodyDeletesSelf]("You can't delete your own login. Ask another administrator."),
	NobodyLinksSelf:   says[access.NobodyLinksSelf]("You can't create a set-up link for your own login. Change your password with your current password instead."),
	OnlyAccountLinks: func(r access.OnlyAccountLinks) string {
		return "This user already exists, so only " + r.Account + "'s own people can create a set-up link for them."
	},
	NoExternalUser: func(r access.NoExternalUser) string {
		return r.User + " is one of " + r.Account + "'s own users. Only external users have an end date."
	},
	OnlyAccountExtends: func(r access.OnlyAccountExtends) string {
		return "Only " + r.Account + " can extend its external users, and nobody can extend external users from their own account."
	},
	EveryUserHas: func(r access.EveryUserHas) string {
		return "Every user has the role " + string(r.Role) + "."
	},
	NobodyChangesOwnRoles: says[access.NobodyChangesOwnRoles]("You can't change your own roles. Ask another administrator."),
	ForExternalUsers: func(r access.ForExternalUsers) string {
		return "Only external users can have the role " + string(r.Role) + "."
	},
	AssignedByOthers: func(r access.AssignedByOthers) string {
		return "Your roles don't let you assign " + string(r.Role) + ". These can: " + enAssigners(access.AssignedBy(r.Role)) + "."
	},
	OnlyAccountGivesRoles: func(r access.OnlyAccountGivesRoles) string {
		return "Only " + r.Account + " can assign roles to your people."
	},
	GivenByAccount: func(r access.GivenByAccount) string {
		return r.Account + " assigned this role, and only " + r.Account + " can remove it."
	},
	AccountIsDisabled: says[access.AccountIsDisabled]("The account is disabled."),
	UsersAccountDisabled: func(r access.UsersAccountDisabled) string {
		return "The account " + r.Account + " is disabled, and so are its users."
	},
	NoPasswordYet:   says[access.NoPasswordYet]("This login has no password yet. Nobody can sign in with it until someone opens its set-up link and chooses one."),
	PasswordExpired: says[access.PasswordExpired]("The password has expired. Nobody can sign in with it any more."),
	UserInactive:    says[access.UserInactive]("The user is inactive."),
	TimeOver:        says[access.TimeOver]("This external user's access has ended."),
	GrantOver:       says[access.GrantOver]("The grant under which this external user was created has ended."),
	MakerOut:        says[access.MakerOut]("The person who created this external user can't sign in."),
	OwnerOut: func(r access.OwnerOut) string {
		return "The owner, a user of " + r.Account + ", can't sign in."
	},
	FrozenOut: func(r access.FrozenOut) string {
		return "External access to " + r.Account + " is frozen."
	},
	CannotSignIn:       says[access.CannotSignIn]("This login can't sign in."),
	NoLiveGrant:        says[access.NoLiveGrant]("This login has no active grant."),
	NotNamedAccount:    says[access.NotNamedAccount]("The account isn't a named account."),
	NotByWhatItHangsOn: says[access.NotByWhatItHangsOn]("The grant or external user that the role came from doesn't allow this."),
	RoleOver:           says[access.RoleOver]("The grant or external user that the role came from has ended."),
	RoleOfUsers:        says[access.RoleOfUsers]("Only users can have this role."),
	RoleOfExternals:    says[access.RoleOfExternals]("This role applies only to external users."),
	RoleOfOwnPeople:    says[access.RoleOfOwnPeople]("This role doesn't apply to the account's external users."),
	RoleOfAccountLogin: says[access.RoleOfAccountLogin]("This role applies only to the account login."),
	OnlyUnderGrant:     says[access.OnlyUnderGrant]("Only as far as the grant behind the role allows. The record shows it under that grant."),
	NeverOwnAccount:    says[access.NeverOwnAccount]("Never for its own account."),
	NeverOfOwner: func(r access.NeverOfOwner) string {
		return "Never requests from " + r.Account + ", because this user's owner belongs to it."
	},
}

var deUserReasons = UserReasons{
	NotForUsers: func(r access.NotForUsers) string {
		return string(r.Role) + " ist keine Rolle für Benutzer."
	},
	UserNameTaken: says[access.UserNameTaken]("Dieser Account hat oder hatte bereits einen Benutzer mit diesem Namen oder mit einem, der genauso aussieht. Wählen Sie einen anderen Namen."),
	OwnPeopleChoosePassword: func(r access.OwnPeopleChoosePassword) string {
		return "Nur " + r.Account + " selbst kann das Kennwort wählen."
	},
	AskersKeepName: func(r access.AskersKeepName) string {
		return "Wer Zugriff anfragt, kann den eigenen Namen nicht ändern. Das geht nur mit dem Account-Login von " + r.Account + " oder durch einen anderen SUPERUSER."
	},
	UserIsSo: func(r access.UserIsSo) string {
		if r.Active {
			return r.User + " ist bereits aktiv."
		}
		return r.User + " ist bereits deaktiviert."
	},
	NobodyActivatesSelf: says[access.NobodyActivatesSelf]("Sie können Ihren eigenen Login nicht aktivieren. Das kann nur ein anderer Administrator."),
	OnlyAccountActivates: func(r access.OnlyAccountActivates) string {
		return "Nur " + r.Account + " kann diesen Benutzer wieder aktivieren."
	},
	NobodyDeactivatesSelf: says[access.NobodyDeactivatesSelf]("Sie können Ihren eigenen Login nicht deaktivieren. Das kann nur ein anderer Administrator."),
	OnlyOwnDeactivate: func(r access.OnlyOwnDeactivate) string {
		return "Mit gewährtem Zugriff auf " + r.Account + " können Sie nur Benutzer aus Ihrem eigenen Account deaktivieren."
	},
	NobodyDeletesSelf: says[access.NobodyDeletesSelf]("Sie können Ihren eigenen Login nicht löschen. Das kann nur ein anderer Administrator."),
	NobodyLinksSelf:   says[access.NobodyLinksSelf]("Für Ihren eigenen Login können Sie keinen Einrichtungslink erstellen. Ändern Sie stattdessen Ihr Kennwort; dazu brauchen Sie nur das aktuelle."),
	OnlyAccountLinks: func(r access.OnlyAccountLinks) string {
		return "Diesen Benutzer gibt es bereits. Einen Einrichtungslink für ihn kann nur " + r.Account + " selbst erstellen."
	},
	NoExternalUser: func(r access.NoExternalUser) string {
		return r.User + " ist ein Benutzer von " + r.Account + " selbst. Nur externe Benutzer sind befristet."
	},
	OnlyAccountExtends: func(r access.OnlyAccountExtends) string {
		return "Nur " + r.Account + " kann externe Benutzer verlängern. Externe Benutzer aus dem eigenen Account kann niemand verlängern."
	},
	EveryUserHas: func(r access.EveryUserHas) string {
		return "Jeder Benutzer hat die Rolle " + string(r.Role) + "."
	},
	NobodyChangesOwnRoles: says[access.NobodyChangesOwnRoles]("Sie können Ihre eigenen Rollen nicht ändern. Das kann nur ein anderer Administrator."),
	ForExternalUsers: func(r access.ForExternalUsers) string {
		return "Nur externe Benutzer können die Rolle " + string(r.Role) + " haben."
	},
	AssignedByOthers: func(r access.AssignedByOthers) string {
		return "Mit Ihren Rollen können Sie " + string(r.Role) + " nicht zuweisen. Zuweisen können diese Rolle: " + deAssigners(access.AssignedBy(r.Role)) + "."
	},
	OnlyAccountGivesRoles: func(r access.OnlyAccountGivesRoles) string {
		return "Nur " + r.Account + " kann Benutzern aus Ihrem Account Rollen zuweisen."
	},
	GivenByAccount: func(r access.GivenByAccount) string {
		return r.Account + " hat diese Rolle zugewiesen, und nur " + r.Account + " kann sie entziehen."
	},
	AccountIsDisabled: says[access.AccountIsDisabled]("Der Account ist deaktiviert."),
	UsersAccountDisabled: func(r access.UsersAccountDisabled) string {
		return "Der Account " + r.Account + " ist deaktiviert. Damit sind auch seine Benutzer deaktiviert."
	},
	NoPasswordYet:   says[access.NoPasswordYet]("Es gibt noch kein Kennwort. Erst wenn der Einrichtungslink verwendet wurde, ist eine Anmeldung möglich."),
	PasswordExpired: says[access.PasswordExpired]("Das Kennwort ist abgelaufen. Damit ist keine Anmeldung mehr möglich."),
	UserInactive:    says[access.UserInactive]("Der Benutzer ist deaktiviert."),
	TimeOver:        says[access.TimeOver]("Die Gültigkeit des externen Benutzers ist abgelaufen."),
	GrantOver:       says[access.GrantOver]("Der gewährte Zugriff, mit dem dieser externe Benutzer angelegt wurde, ist beendet."),
	MakerOut:        says[access.MakerOut]("Wer diesen externen Benutzer angelegt hat, kann sich nicht anmelden."),
	OwnerOut: func(r access.OwnerOut) string {
		return "Der Besitzer, ein Benutzer von " + r.Account + ", kann sich nicht anmelden."
	},
	FrozenOut: func(r access.FrozenOut) string {
		return "Der externe Zugriff auf " + r.Account + " ist gesperrt."
	},
	CannotSignIn:       says[access.CannotSignIn]("Mit diesem Login ist keine Anmeldung möglich."),
	NoLiveGrant:        says[access.NoLiveGrant]("Derzeit ist diesem Login kein Zugriff gewährt."),
	NotNamedAccount:    says[access.NotNamedAccount]("Der Account hat keine Kontaktperson."),
	NotByWhatItHangsOn: says[access.NotByWhatItHangsOn]("Der gewährte Zugriff oder der externe Benutzer, von dem die Rolle stammt, erlaubt das nicht."),
	RoleOver:           says[access.RoleOver]("Der gewährte Zugriff oder der externe Benutzer, von dem die Rolle stammt, ist beendet."),
	RoleOfUsers:        says[access.RoleOfUsers]("Diese Rolle gilt nur für Benutzer."),
	RoleOfExternals:    says[access.RoleOfExternals]("Diese Rolle gilt nur für externe Benutzer."),
	RoleOfOwnPeople:    says[access.RoleOfOwnPeople]("Diese Rolle gilt nicht für externe Benutzer des Accounts."),
	RoleOfAccountLogin: says[access.RoleOfAccountLogin]("Diese Rolle gilt nur für den Account-Login."),
	OnlyUnderGrant:     says[access.OnlyUnderGrant]("Nur im Umfang des gewährten Zugriffs, von dem die Rolle stammt. Im Protokoll steht die Aktion unter diesem Zugriff."),
	NeverOwnAccount:    says[access.NeverOwnAccount]("Nie für den eigenen Account."),
	NeverOfOwner: func(r access.NeverOfOwner) string {
		return "Nie über Anfragen von " + r.Account + ", weil der Besitzer dieses Benutzers dazugehört."
	},
}

func enAssigners(by []access.RoleReach) string {
	return assigners(by, "account login", func(role string) string { return role + " while access is granted" })
}

func deAssigners(by []access.RoleReach) string {
	return assigners(by, "Account-Login", func(role string) string { return role + " (solange Zugriff gewährt ist)" })
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
