package access

// Reasons of users and roles, and what a login can do.
type (
	// NotForUsers is a role that is not assigned to users.
	NotForUsers struct {
		reason
		Role Role
	}
	// UserNameTaken is a name that a user of the account has, or had, or that looks the same.
	UserNameTaken struct{ reason }
	// OwnPeopleChoosePassword is that a password is chosen by the account's own people.
	OwnPeopleChoosePassword struct {
		reason
		Account string
	}
	// AskersKeepName is that those who ask for access do not rename themselves.
	AskersKeepName struct {
		reason
		Account string
	}
	// UserIsSo is that a user is active, or deactivated, already.
	UserIsSo struct {
		reason
		User   string
		Active bool
	}
	// NobodyActivatesSelf is that nobody activates their own login.
	NobodyActivatesSelf struct{ reason }
	// OnlyAccountActivates is that only the account itself lets an external user in again.
	OnlyAccountActivates struct {
		reason
		Account string
	}
	// NobodyDeactivatesSelf is that nobody deactivates their own login.
	NobodyDeactivatesSelf struct{ reason }
	// OnlyOwnDeactivate is that a grant lets deactivate only one's own people.
	OnlyOwnDeactivate struct {
		reason
		Account string
	}
	// NobodyDeletesSelf is that nobody deletes their own login.
	NobodyDeletesSelf struct{ reason }
	// NobodyLinksSelf is that nobody makes a set-up link for themselves.
	NobodyLinksSelf struct{ reason }
	// OnlyAccountLinks is that set-up links are made by the account's own people.
	OnlyAccountLinks struct {
		reason
		Account string
	}
	// NoExternalUser is that only external users have an end.
	NoExternalUser struct {
		reason
		User, Account string
	}
	// OnlyAccountExtends is that external users are extended by the account itself.
	OnlyAccountExtends struct {
		reason
		Account string
	}
	// EveryUserHas is that a role is automatic.
	EveryUserHas struct {
		reason
		Role Role
	}
	// NobodyChangesOwnRoles is that nobody changes their own roles.
	NobodyChangesOwnRoles struct{ reason }
	// ForExternalUsers is a role for external users only.
	ForExternalUsers struct {
		reason
		Role Role
	}
	// AssignedByOthers is that the actor's roles do not assign a role: AssignedBy has those that do.
	AssignedByOthers struct {
		reason
		Role Role
	}
	// OnlyAccountGivesRoles is that an actor's own people get roles from the account itself.
	OnlyAccountGivesRoles struct {
		reason
		Account string
	}
	// GivenByAccount is that only the account itself takes away what it gave.
	GivenByAccount struct {
		reason
		Account string
	}
	// AccountIsDisabled is why an account login is out.
	AccountIsDisabled struct{ reason }
	// UsersAccountDisabled is why a user is out.
	UsersAccountDisabled struct {
		reason
		Account string
	}
	// NoPasswordYet is why a login is out.
	NoPasswordYet struct{ reason }
	// PasswordExpired is why an account login is out.
	PasswordExpired struct{ reason }
	// UserInactive is why a user is out.
	UserInactive struct{ reason }
	// TimeOver is why an external user is out.
	TimeOver struct{ reason }
	// GrantOver is why an external user is out: the grant under which it was made.
	GrantOver struct{ reason }
	// MakerOut is why an external user is out: who made it.
	MakerOut struct{ reason }
	// OwnerOut is why an external user is out: its owner, of another account.
	OwnerOut struct {
		reason
		Account string
	}
	// FrozenOut is why an external user is out.
	FrozenOut struct {
		reason
		Account string
	}
	// CannotSignIn is what takes everything away from a login.
	CannotSignIn struct{ reason }
	// NoLiveGrant is what takes away from a login what a grant gives.
	NoLiveGrant struct{ reason }
	// NotNamedAccount is what takes invoices away from a login.
	NotNamedAccount struct{ reason }
	// NotByWhatItHangsOn is that the grant, or the external user, that a role came from does not give this.
	NotByWhatItHangsOn struct{ reason }
	// RoleOver is that what a role came from is over.
	RoleOver struct{ reason }
	// RoleOfUsers is that a role does not count for account logins.
	RoleOfUsers struct{ reason }
	// RoleOfExternals is that a role counts for external users only.
	RoleOfExternals struct{ reason }
	// RoleOfOwnPeople is that an external user does not act for the account in which it is.
	RoleOfOwnPeople struct{ reason }
	// RoleOfAccountLogin is that a role does not count for users.
	RoleOfAccountLogin struct{ reason }
	// OnlyUnderGrant is a limit of what a role gives that hangs on a grant.
	OnlyUnderGrant struct{ reason }
	// NeverOwnAccount is a limit of asking.
	NeverOwnAccount struct{ reason }
	// NeverOfOwner is a limit of deciding.
	NeverOfOwner struct {
		reason
		Account string
	}
)
