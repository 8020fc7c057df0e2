package words

import "latchkey/access"

// Account is accounts: the list, the details, creating, editing and deleting an account.
type Account struct {
	// AllAccounts, OwnAndGranted and OnlyGranted say which accounts are in the list. NoAccounts is
	// for an empty one.
	AllAccounts, OwnAndGranted, OnlyGranted, NoAccounts string
	// The list and its filters.
	Name, Role, AnyRole, Login, AnyState, Enabled, Disabled, Account, Roles, Created string
	// WhyShown is why an account is in the list: because it is the reader's own, or because of a
	// grant.
	WhyShown, YourOwn, AccessGranted string
	// DisabledBadge marks an account whose login is disabled.
	DisabledBadge string

	// An account's details.
	NewCompany, Edit, Details, Contact, Email, TimeZone, Why, LastBackup, NoBackup, Companies, AllCompanies string

	// Making one.
	NewTitle, NewSentence, AccountName, AccountNameHint, ContactFirstName, ContactLastName, ContactEmail, Make string
	// FirstCompany creates a company together with the account.
	FirstCompany, FirstCompanyHint string
	// AccountRoles is the heading of the roles to choose from, each with a hint. EveryAccount is
	// next to the role that all accounts have.
	AccountRoles, EveryAccount, WhatRolesMayDo string
	// RoleHints explain each role beside its box, for accounts and users.
	RoleHints map[access.Role]string

	// Editing one.
	EditTitle func(account string) string
	// NotifiesOld is after the hint if the server sends mail.
	Save, CurrentPassword, CurrentPasswordHint, NotifiesOld string
	SaveRoles, SaveRolesHint                                string
	Disable, DisableHint, Enable                            string
	NewSetupLink, NewSetupLinkHint                          string
	Delete, DeleteHint, TypeTheName, DeleteTheButton        string

	// Messages.
	Saved, SavedRoles, LoginDisabled, LoginEnabled string
	Deleted                                        func(account string) string
}
