package words

// Users is users: the list, creating, editing, their roles.
type Users struct {
	// The list.
	Title                                                                     func(account string) string
	New, Search, SearchHint, Role, AnyRole, State, AnyState, Active, Inactive string
	Users, User, Email, Roles, LastSignIn, Never, NoneYet, MakeOne            string
	// Why links to why a user has access.
	Why string
	// ActiveState, InactiveState, You and ExternalOf are next to a user.
	ActiveState, InactiveState, You string
	ExternalOf                      func(account string) string
	Until                           func(when string) string

	// A user's page.
	UserOf                                                                        func(account string) string
	ByGrant, Data, Name, TimeZone, Save, MayDo, SaveRoles, SaveRolesHint, Webapps string
	WhichWebapps                                                                  func(user string) string
	Login, NoPassword, Owner, ValidUntil, NoEnd, Created, Changed                 string
	// Sessions is the label of SignedInNow: in how many sessions the user is signed in.
	Sessions, NoSession, SignOutEverywhere, SignedOutEverywhere  string
	SignedInNow                                                  func(sessions int64, seen string) string
	InactiveHint, ActiveHint, Activate, Deactivate, NewSetupLink string
	Delete, DeleteHint                                           string
	DeleteUser                                                   func(user string) string
	// Extending an external user.
	NewEnd            string
	NewEndHint        func(zone, longest string) string
	Extend, KeepRoles string

	// The form of a new user, who is external under a grant.
	NewOf                                             func(account string) string
	WillBeExternal                                    string
	WillBeExternalUntil                               func(account, until string) string
	UserName, UserNameHint, Make, FirstName, LastName string
	// NameFixed says why those who can request access cannot change their own name.
	NameFixed      func(account string) string
	WhatRolesMayDo string
	// WhereExternal says, below the list, where external users come from. SeeExternal is a link.
	WhereExternal, SeeExternal string
	GivenUntil                 func(when string) string

	// Messages.
	Saved, SavedRoles, Activated, Deactivated, Deleted, Extended string
	// MadeWithoutLink is for those who may create a user but not a set-up link.
	MadeWithoutLink func(user string) string
}
