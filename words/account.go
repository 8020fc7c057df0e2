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
	// AccountRoles is the heading of the roles to choose from, each with a hint. EveryAccount is
	// next to the role that all accounts have.
	AccountRoles, EveryAccount, WhatRolesMayDo string
	RoleHints                                  map[access.Role]string

	// Editing one.
	EditTitle                                        func(account string) string
	Save, CurrentPassword, CurrentPasswordHint       string
	SaveRoles, SaveRolesHint                         string
	Disable, DisableHint, Enable                     string
	NewSetupLink, NewSetupLinkHint                   string
	Delete, DeleteHint, TypeTheName, DeleteTheButton string

	// Messages.
	Saved, SavedRoles, LoginDisabled, LoginEnabled string
	Deleted                                        func(account string) string
}

var enAccount = Account{
	AllAccounts:   "All accounts. You can see a company's settings only while a grant gives you access.",
	OwnAndGranted: "Your own account and the accounts you have access to now.",
	OnlyGranted:   "The accounts you have access to now.",
	NoAccounts:    "You don't have access to any other account now. When a customer grants your request, their account appears here until access ends.",
	Name:          "Name", Role: "Role", AnyRole: "Any role", Login: "Login", AnyState: "Any state", Enabled: "Enabled", Disabled: "Disabled",
	Account: "Account", Roles: "Roles", Created: "Created",
	WhyShown: "Why it's here", YourOwn: "Your own account", AccessGranted: "Access granted", DisabledBadge: "disabled",

	NewCompany: "New company", Edit: "Edit", Details: "Details", Contact: "Contact", Email: "E-mail", TimeZone: "Time zone", Why: "Why?",
	LastBackup: "Last backup", NoBackup: "none yet", Companies: "Companies", AllCompanies: "All companies",

	NewTitle:         "New account",
	NewSentence:      "The account gets the role CUSTOMER and a set-up link. Send the link to the account's people so that they can choose the password.",
	AccountName:      "Account name",
	AccountNameHint:  "The account signs in with this name. You can't change it later.",
	ContactFirstName: "Contact's first name", ContactLastName: "Contact's last name", ContactEmail: "Contact's e-mail",
	Make:         "Create account",
	AccountRoles: "Account roles", EveryAccount: "Every account has this role.", WhatRolesMayDo: "What each role may do",
	RoleHints: map[access.Role]string{
		access.Administrator: "Manages accounts, their roles and the webapps. Applies to the account login only. Can't decide other accounts' requests.",
		access.Support:       "Requests access. While access is granted, edits settings and users.",
		access.Consultant:    "Requests access. While access is granted, edits settings and sees users.",
		access.Sales:         "Creates invoices. Requires a named account: one with the contact's first name, last name and e-mail address.",
	},

	EditTitle:           func(account string) string { return "Edit " + account },
	Save:                "Save",
	CurrentPassword:     "Current password",
	CurrentPasswordHint: "Needed only if you change the e-mail address. We'll notify the old address.",
	SaveRoles:           "Save roles",
	SaveRolesHint:       "Changing roles signs the account and its users out. The last account with the role ADMINISTRATOR can't lose it.",
	Disable:             "Disable login",
	DisableHint:         "Everyone in this account is signed out immediately and can't sign in until you enable it again.",
	Enable:              "Enable login",
	NewSetupLink:        "Create new set-up link",
	NewSetupLinkHint:    "This account has no password yet. Creating a new link makes earlier ones stop working.",
	Delete:              "Delete",
	DeleteHint:          "Everyone in this account is signed out permanently, and all access to its companies ends. The account stays in the record, and its name can't be used again.",
	TypeTheName:         "To confirm, type the account's name",
	DeleteTheButton:     "Delete account",

	Saved: "Saved.", SavedRoles: "Roles saved.",
	LoginDisabled: "Login disabled. Everyone in this account is signed out.",
	LoginEnabled:  "Login enabled.",
	Deleted:       func(account string) string { return "Account " + account + " deleted." },
}

var deAccount = Account{
	AllAccounts:   "Alle Accounts. Die Einstellungen eines Unternehmens sehen Sie nur, solange Ihnen Zugriff gewährt ist.",
	OwnAndGranted: "Ihr eigener Account und die Accounts, auf die Sie zurzeit Zugriff haben.",
	OnlyGranted:   "Die Accounts, auf die Sie zurzeit Zugriff haben.",
	NoAccounts:    "Sie haben zurzeit keinen Zugriff auf andere Accounts. Sobald ein Kunde den angefragten Zugriff gewährt, erscheint sein Account hier, bis der Zugriff endet.",
	Name:          "Name", Role: "Rolle", AnyRole: "Alle Rollen", Login: "Login", AnyState: "Alle", Enabled: "Aktiviert", Disabled: "Deaktiviert",
	Account: "Account", Roles: "Rollen", Created: "Angelegt",
	WhyShown: "Warum sichtbar", YourOwn: "Ihr eigener Account", AccessGranted: "Zugriff gewährt", DisabledBadge: "deaktiviert",

	NewCompany: "Neues Unternehmen", Edit: "Bearbeiten", Details: "Details", Contact: "Kontaktperson", Email: "E-Mail", TimeZone: "Zeitzone",
	Why: "Warum?", LastBackup: "Letzte Sicherung", NoBackup: "noch keine", Companies: "Unternehmen", AllCompanies: "Alle Unternehmen",

	NewTitle:         "Neuer Account",
	NewSentence:      "Der Account erhält die Rolle CUSTOMER und einen Einrichtungslink. Geben Sie den Link weiter, damit der Account selbst sein Kennwort wählen kann.",
	AccountName:      "Name des Accounts",
	AccountNameHint:  "Mit diesem Namen meldet sich der Account an. Er kann später nicht geändert werden.",
	ContactFirstName: "Vorname der Kontaktperson", ContactLastName: "Nachname der Kontaktperson", ContactEmail: "E-Mail der Kontaktperson",
	Make:         "Account anlegen",
	AccountRoles: "Account-Rollen", EveryAccount: "Diese Rolle hat jeder Account.", WhatRolesMayDo: "Berechtigungen der einzelnen Rollen",
	RoleHints: map[access.Role]string{
		access.Administrator: "Verwaltet Accounts, deren Rollen und die Web-Apps. Gilt nur für den Account-Login. Entscheidet nicht über Anfragen für andere Accounts.",
		access.Support:       "Fragt Zugriff an. Bearbeitet Einstellungen und Benutzer, solange Zugriff gewährt ist.",
		access.Consultant:    "Fragt Zugriff an. Bearbeitet Einstellungen und sieht Benutzer, solange Zugriff gewährt ist.",
		access.Sales:         "Erstellt Rechnungen. Nur für Accounts mit Kontaktperson: mit Vorname, Nachname und E-Mail-Adresse.",
	},

	EditTitle:           func(account string) string { return account + " bearbeiten" },
	Save:                "Speichern",
	CurrentPassword:     "Aktuelles Kennwort",
	CurrentPasswordHint: "Nur erforderlich, um die E-Mail-Adresse zu ändern. Die alte Adresse wird benachrichtigt.",
	SaveRoles:           "Rollen speichern",
	SaveRolesHint:       "Wenn Sie Rollen ändern, werden der Account und seine Benutzer abgemeldet. Der letzte Account mit der Rolle ADMINISTRATOR behält sie.",
	Disable:             "Login deaktivieren",
	DisableHint:         "Alle Benutzer dieses Accounts werden sofort abgemeldet, auch der Account selbst. Anmelden ist erst wieder möglich, wenn Sie den Login aktivieren.",
	Enable:              "Login aktivieren",
	NewSetupLink:        "Neuen Einrichtungslink erstellen",
	NewSetupLinkHint:    "Dieser Account hat noch kein Kennwort. Wenn Sie einen neuen Link erstellen, funktionieren frühere nicht mehr.",
	Delete:              "Löschen",
	DeleteHint:          "Alle Benutzer dieses Accounts werden endgültig abgemeldet, jeder Zugriff auf seine Unternehmen endet, und der Name wird nicht wieder vergeben. Im Protokoll bleibt der Account erhalten.",
	TypeTheName:         "Geben Sie zur Bestätigung den Namen des Accounts ein",
	DeleteTheButton:     "Account löschen",

	Saved: "Gespeichert.", SavedRoles: "Die Rollen wurden gespeichert.",
	LoginDisabled: "Der Login wurde deaktiviert. Niemand aus diesem Account ist mehr angemeldet.",
	LoginEnabled:  "Der Login wurde aktiviert.",
	Deleted:       func(account string) string { return "Der Account " + account + " wurde gelöscht." },
}
