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
	InactiveHint, ActiveHint, Activate, Deactivate, NewSetupLink                  string
	Delete, DeleteHint                                                            string
	DeleteUser                                                                    func(user string) string
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
	GivenUntil     func(when string) string

	// Messages.
	Saved, SavedRoles, Activated, Deactivated, Deleted, Extended string
	// MadeWithoutLink is for those who may create a user but not a set-up link.
	MadeWithoutLink func(user string) string
}

var enUsers = Users{
	Title: func(account string) string { return "Users of " + account },
	New:   "New user", Search: "Search", SearchHint: "Part of a name or e-mail address", Role: "Role", AnyRole: "Any role",
	State: "State", AnyState: "Any state", Active: "Active", Inactive: "Inactive",
	Users: "Users", User: "User", Email: "E-mail", Roles: "Roles", LastSignIn: "Last sign-in", Never: "never",
	NoneYet:     "No users yet. Each user is one person's login, with its own password and roles.",
	MakeOne:     "Create a user",
	Why:         "Why?",
	ActiveState: "active", InactiveState: "inactive", You: "you",
	ExternalOf: func(account string) string { return "external, from " + account },
	Until:      func(when string) string { return "until " + when },

	UserOf:  func(account string) string { return "User of " + account },
	ByGrant: "You have access through a grant. Everything you view or change here is recorded.",
	Data:    "Details", Name: "Name", TimeZone: "Time zone", Save: "Save",
	MayDo: "What this user may do", SaveRoles: "Save roles", SaveRolesHint: "Changing roles signs the user out.",
	Webapps:      "Webapps",
	WhichWebapps: func(user string) string { return "Manage webapps for " + user },
	Login:        "Login", NoPassword: "No password yet", Owner: "Owner", ValidUntil: "Valid until", NoEnd: "no end", Created: "Created", Changed: "Changed",
	InactiveHint: "Deactivating a user signs them out, keeps them from signing in and frees their seats.",
	ActiveHint:   "An active user takes a seat in each webapp assigned to them.",
	Activate:     "Activate", Deactivate: "Deactivate", NewSetupLink: "Create set-up link",
	Delete:     "Delete…",
	DeleteHint: "The user is signed out permanently. The user stays in the record, and the name can't be used again.",
	DeleteUser: func(user string) string { return "Delete " + user },
	NewEnd:     "Valid until",
	NewEndHint: func(zone, longest string) string {
		return "At most " + longest + " from now. The time is in " + zone + "."
	},
	Extend:    "Extend",
	KeepRoles: "These roles come from a grant or an external user. Select the ones to keep. They then apply to your whole account.",

	NewOf:          func(account string) string { return "New user of " + account },
	WillBeExternal: "This will be an external user.",
	WillBeExternalUntil: func(account, until string) string {
		return "This will be an external user, with access until " + until + ". Only " + account + " can extend it."
	},
	UserName: "User name", UserNameHint: "The user signs in with this name. You can't change it later.",
	Make: "Create user", FirstName: "First name", LastName: "Last name",
	NameFixed: func(account string) string {
		return "Because you can request access, you can't change your own name. The account login of " + account + " or another SUPERUSER can."
	},
	WhatRolesMayDo: "What each role may do",
	GivenUntil:     func(when string) string { return "Assigned until " + when + "." },

	Saved: "Saved.", SavedRoles: "Roles saved.", Activated: "User activated.", Deactivated: "User deactivated and signed out.",
	Deleted: "User deleted and signed out.", Extended: "External user extended.",
	MadeWithoutLink: func(user string) string {
		return "User " + user + " created. One of the account's own people must create the set-up link."
	},
}

var deUsers = Users{
	Title: func(account string) string { return "Benutzer von " + account },
	New:   "Neuer Benutzer", Search: "Suche", SearchHint: "Teil des Namens oder der E-Mail", Role: "Rolle", AnyRole: "Alle Rollen",
	State: "Status", AnyState: "Alle", Active: "Aktiv", Inactive: "Inaktiv",
	Users: "Benutzer", User: "Benutzer", Email: "E-Mail", Roles: "Rollen", LastSignIn: "Letzte Anmeldung", Never: "nie",
	NoneYet:     "Noch keine Benutzer. Ein Benutzer gehört zu genau einer Person und hat ein eigenes Kennwort und eigene Rollen.",
	MakeOne:     "Benutzer anlegen",
	Why:         "Warum?",
	ActiveState: "aktiv", InactiveState: "inaktiv", You: "Sie",
	ExternalOf: func(account string) string { return "extern, aus " + account },
	Until:      func(when string) string { return "bis " + when },

	UserOf:  func(account string) string { return "Benutzer von " + account },
	ByGrant: "Ihnen ist Zugriff gewährt. Alles, was Sie hier lesen und ändern, wird protokolliert.",
	Data:    "Daten", Name: "Name", TimeZone: "Zeitzone", Save: "Speichern",
	MayDo: "Berechtigungen des Benutzers", SaveRoles: "Rollen speichern", SaveRolesHint: "Wenn Sie Rollen ändern, wird der Benutzer abgemeldet.",
	Webapps:      "Web-Apps",
	WhichWebapps: func(user string) string { return "Web-Apps für " + user + " verwalten" },
	Login:        "Login", NoPassword: "Noch kein Kennwort", Owner: "Besitzer", ValidUntil: "Gültig bis", NoEnd: "unbefristet", Created: "Angelegt", Changed: "Geändert",
	InactiveHint: "Inaktive Benutzer werden abgemeldet, können sich nicht anmelden und belegen keinen Platz.",
	ActiveHint:   "Aktive Benutzer belegen einen Platz in jeder Web-App, die ihnen zugewiesen ist.",
	Activate:     "Aktivieren", Deactivate: "Deaktivieren", NewSetupLink: "Einrichtungslink erstellen",
	Delete:     "Löschen…",
	DeleteHint: "Der Benutzer wird endgültig abgemeldet. Im Protokoll bleibt er erhalten. Sein Name wird nicht wieder vergeben.",
	DeleteUser: func(user string) string { return user + " löschen" },
	NewEnd:     "Neues Ende",
	NewEndHint: func(zone, longest string) string {
		return "Zeitangabe in der Zeitzone " + zone + ", höchstens " + longest + " ab jetzt."
	},
	Extend:    "Verlängern",
	KeepRoles: "Diese Rollen wurden mit einem gewährten Zugriff oder von einem externen Benutzer vergeben. Wählen Sie aus, welche bleiben. Diese gelten dann für Ihren ganzen Account.",

	NewOf:          func(account string) string { return "Neuer Benutzer von " + account },
	WillBeExternal: "Dies wird ein externer Benutzer.",
	WillBeExternalUntil: func(account, until string) string {
		return "Dies wird ein externer Benutzer mit Zugriff bis " + until + ". Nur " + account + " kann ihn verlängern."
	},
	UserName: "Benutzername", UserNameHint: "Mit diesem Namen meldet sich der Benutzer an. Er kann später nicht geändert werden.",
	Make: "Benutzer anlegen", FirstName: "Vorname", LastName: "Nachname",
	NameFixed: func(account string) string {
		return "Weil Sie Zugriff anfragen können, können Sie Ihren Namen nicht selbst ändern. Das geht nur mit dem Account-Login von " + account + " oder durch einen anderen SUPERUSER."
	},
	WhatRolesMayDo: "Berechtigungen der einzelnen Rollen",
	GivenUntil:     func(when string) string { return "Vergeben bis " + when + "." },

	Saved: "Gespeichert.", SavedRoles: "Die Rollen wurden gespeichert.", Activated: "Der Benutzer wurde aktiviert.",
	Deactivated: "Der Benutzer wurde deaktiviert und abgemeldet.", Deleted: "Der Benutzer wurde gelöscht und abgemeldet.",
	Extended: "Der externe Benutzer wurde verlängert.",
	MadeWithoutLink: func(user string) string {
		return "Der Benutzer " + user + " wurde angelegt. Den Einrichtungslink muss jemand aus dem Account selbst erstellen."
	},
}
