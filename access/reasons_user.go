package access

// Reasons about users and roles, and about what a login can do.
type (
	// NotForUsers says that the role cannot be assigned to users.
	NotForUsers struct {
		reason
		Role Role
	}
	// UserNameTaken says that a user of the account has, or had, this name or one that looks the
	// same.
	UserNameTaken struct{ reason }
	// OwnPeopleChoosePassword says that only the account's own people choose a password.
	OwnPeopleChoosePassword struct {
		reason
		Account string
	}
	// AskersKeepName says that those who can request access cannot rename themselves.
	AskersKeepName struct {
		reason
		Account string
	}
	// UserIsSo says that the user is already active, or inactive.
	UserIsSo struct {
		reason
		User   string
		Active bool
	}
	// NobodyActivatesSelf says that nobody can activate their own login.
	NobodyActivatesSelf struct{ reason }
	// OnlyAccountActivates says that only the account itself can let an external user in again.
	OnlyAccountActivates struct {
		reason
		Account string
	}
	// NobodyDeactivatesSelf says that nobody can deactivate their own login.
	NobodyDeactivatesSelf struct{ reason }
	// OnlyOwnDeactivate says that under a grant, the actor can deactivate only their own people.
	OnlyOwnDeactivate struct {
		reason
		Account string
	}
	// OwnSessionsElsewhere says that one's own sessions are ended on one's own page.
	OwnSessionsElsewhere struct{ reason }
	// OnlyAccountSignsOut says that only the account's own people sign its users out.
	OnlyAccountSignsOut struct {
		reason
		Account string
	}
	// NobodyDeletesSelf says that nobody can delete their own login.
	NobodyDeletesSelf struct{ reason }
	// NobodyLinksSelf says that nobody can make a set-up link for themselves.
	NobodyLinksSelf struct{ reason }
	// OnlyAccountLinks says that only the account's own people can make set-up links.
	OnlyAccountLinks struct {
		reason
		Account string
	}
	// NoExternalUser says that only external users have an end.
	NoExternalUser struct {
		reason
		User, Account string
	}
	// OnlyAccountExtends says that only the account itself can extend external users.
	OnlyAccountExtends struct {
		reason
		Account string
	}
	// EveryUserHas says that every user has the role automatically.
	EveryUserHas struct {
		reason
		Role Role
	}
	// NobodyChangesOwnRoles says that nobody can change their own roles.
	NobodyChangesOwnRoles struct{ reason }
	// ForExternalUsers says that the role is only for external users.
	ForExternalUsers struct {
		reason
		Role Role
	}
	// AssignedByOthers says that the actor's roles cannot assign the role. AssignedBy are those
	// that can.
	AssignedByOthers struct {
		reason
		Role Role
	}
	// OnlyAccountGivesRoles says that the actor's own people get roles only from the account
	// itself.
	OnlyAccountGivesRoles struct {
		reason
		Account string
	}
	// GivenByAccount says that only the account itself can remove what it assigned.
	GivenByAccount struct {
		reason
		Account string
	}
	// AccountIsDisabled says that an account login cannot sign in, because it is disabled.
	AccountIsDisabled struct{ reason }
	// UsersAccountDisabled says that a user cannot sign in, because its account is disabled.
	UsersAccountDisabled struct {
		reason
		Account string
	}
	// NoPasswordYet says that a login cannot sign in, because it has no password.
	NoPasswordYet struct{ reason }
	// UserInactive says that a user cannot sign in, because it is inactive.
	UserInactive struct{ reason }
	// TimeOver says that an external user cannot sign in, because its end has passed.
	TimeOver struct{ reason }
	// GrantOver says that an external user cannot sign in, because the grant under which it was
	// created is over.
	GrantOver struct{ reason }
	// MakerOut says that an external user cannot sign in, because its creator cannot.
	MakerOut struct{ reason }
	// OwnerOut says that an external user cannot sign in, because its owner in another account
	// cannot.
	OwnerOut struct {
		reason
		Account string
	}
	// FrozenOut says that an external user cannot sign in, because access is frozen.
	FrozenOut struct {
		reason
		Account string
	}
	// CannotSignIn says that the login can do nothing, because it cannot sign in.
	CannotSignIn struct{ reason }
	// NoLiveGrant says that no live grant gives the login this.
	NoLiveGrant struct{ reason }
	// NotNamedAccount says that without a known person, the account cannot issue invoices.
	NotNamedAccount struct{ reason }
	// NotByWhatItHangsOn says that the grant or external user that the role depends on does not
	// give this.
	NotByWhatItHangsOn struct{ reason }
	// RoleOver says that what the role depended on is over.
	RoleOver struct{ reason }
	// RoleOfUsers says that the role does not count for account logins.
	RoleOfUsers struct{ reason }
	// RoleOfExternals says that the role counts only for external users.
	RoleOfExternals struct{ reason }
	// RoleOfOwnPeople says that an external user does not act for its host account.
	RoleOfOwnPeople struct{ reason }
	// RoleOfAccountLogin says that the role does not count for users.
	RoleOfAccountLogin struct{ reason }
	// OnlyUnderGrant says that a role that depends on a grant gives this only as far as the grant
	// reaches.
	OnlyUnderGrant struct{ reason }
	// NeverOwnAccount says that access is never requested for the own account.
	NeverOwnAccount struct{ reason }
	// NeverOfOwner says that the login never decides requests by its owner's account.
	NeverOfOwner struct {
		reason
		Account string
	}
)
