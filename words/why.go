package words

import (
	"strings"

	"latchkey/access"
)

// Why is the page that says what a login may do and why, and the page of all roles.
type Why struct {
	Title                   func(login string) string
	Sentence                func(at string) string
	AccountLogin            string
	UserOf                  func(account string) string
	ExternalUserOf          func(account, owner string) string
	Can, Cannot, CanNothing string
	// Reference contains RoleReference as a link.
	Reference     func(link string) string
	RoleReference string

	// Whether the login can sign in, its roles, and the grants that give it access.
	SigningIn, Allowed, Barred, LoginRoles, EveryAccountLogin string
	Since                                                     func(when string) string
	Idle                                                      func(why string) string
	GivenUntil                                                func(when string) string
	Grants, OtherGrants, NoGrants                             string
	Grant                                                     func(into, by, until string, byConsent bool) string

	// The table of functions, and what decided: a part of the reach that roles give, and by which
	// grant, or why not.
	Function, ReachNow, Decided, NoReach, NoRole string
	Part                                         func(member, roles string) string
	PartWithout                                  func(member, roles, why string) string
	PartByGrant                                  func(member, roles, by, company, until string, byConsent bool) string
	PartByOthers, PartByHidden                   func(member, roles string) string
	// Members are the parts of a reach.
	Members map[access.Reach]string

	// What GRANT allows. The first sentence marks up the word GRANT. TheyMay comes before a list of
	// functions.
	GrantGives   func(grant, who, account, company string, when When) string
	TheyMay      string
	GivesNothing func(account string) string

	// The page of all roles. MembersMean explains the parts of a reach.
	Roles, RolesSentence, UserRoles, AccountRoles, FixedRoles, AllFunctions string
	MembersMean                                                             map[access.Reach]string
	Role, AssignedBy, Functions, Constraint, No                             string
	// Automatic says who gets a role without anyone assigning it. Constraints are other facts about
	// a role.
	Automatic, Constraints map[access.Role]string
}

// Reach is the parts of a reach, or "" for none.
func (w *Why) Reach(r access.Reach) string {
	var names []string
	for _, m := range access.ReachMembers {
		if r.Has(m) {
			names = append(names, w.Members[m])
		}
	}
	return strings.Join(names, ", ")
}

var enWhy = Why{
	Title: func(login string) string { return "What " + login + " can do, and why" },
	Sentence: func(at string) string {
		return "Each permission of this login, and the role, grant or restriction behind it. As of " + at + "."
	},
	AccountLogin: "Account login",
	UserOf:       func(account string) string { return "User of " + account },
	ExternalUserOf: func(account, owner string) string {
		return "External user of " + account + ", from " + owner
	},
	Can: "What it can do", Cannot: "What it can't do", CanNothing: "Nothing, while it can't sign in.",
	Reference:     func(link string) string { return "The " + link + " shows what each role may do." },
	RoleReference: "role reference",

	SigningIn: "Sign-in", Allowed: "Allowed", Barred: "Blocked", LoginRoles: "Roles", EveryAccountLogin: "every account login has this role",
	Since:      func(when string) string { return "Since " + when + "." },
	Idle:       func(why string) string { return "has no effect: " + why },
	GivenUntil: func(when string) string { return "assigned under a grant, until " + when },
	Grants:     "Active grants", OtherGrants: "There are other grants, for accounts you can't see.", NoGrants: "None",
	Grant: func(into, by, until string, byConsent bool) string {
		if byConsent {
			return into + ": by the standing consent of " + by + ", until " + until
		}
		return into + ": granted by " + by + ", until " + until
	},

	Function: "Permission", ReachNow: "Scope now", Decided: "Why", NoReach: "none", NoRole: "None of this login's roles allows it.",
	Part:        func(member, roles string) string { return member + " – " + roles },
	PartWithout: func(member, roles, why string) string { return member + " – " + roles + ": " + why },
	PartByGrant: func(member, roles, by, company, until string, byConsent bool) string {
		if byConsent {
			return member + " – " + roles + ", through the standing consent of " + by + " for " + company + " until " + until
		}
		return member + " – " + roles + ", through the grant from " + by + " for " + company + " until " + until
	},
	PartByOthers: func(member, roles string) string {
		return member + " – " + roles + ", through the other grants above"
	},
	PartByHidden: func(member, roles string) string { return member + " – " + roles + ", through grants you can't see" },
	Members: map[access.Reach]string{
		access.Self: "self", access.Own: "own account", access.Granted: "granted", access.All: "all",
	},

	GrantGives: func(grant, who, account, company string, when When) string {
		return grant + " gives " + who + " and the account login of " + account + " access to " + company + " " + enWhen(when) + "."
	},
	TheyMay: "They may",
	GivesNothing: func(account string) string {
		return "They may not do anything, because " + account + " no longer has the role SUPPORT or CONSULTANT."
	},

	Roles:         "Roles",
	RolesSentence: "What each role may do, and where. A login with several roles may do everything that any of them allows.",
	UserRoles:     "User roles", AccountRoles: "Account roles", FixedRoles: "Roles that can't be assigned", AllFunctions: "All permissions by role",
	MembersMean: map[access.Reach]string{
		access.Self:    "the login's own details",
		access.Own:     "the account the login belongs to",
		access.Granted: "what customers have granted the login access to, until that access ends; never its own account",
		access.All:     "every account",
	},
	Role: "Role", AssignedBy: "Assigned by", Functions: "Permissions", Constraint: "Restrictions", No: "no",
	Automatic: map[access.Role]string{
		access.User: "automatically, to every user", access.Customer: "automatically, to every account",
		access.AccountLogin: "automatically, to every account login", access.Operator: "automatically, to anyone who uses the server's command line",
	},
	Constraints: map[access.Role]string{
		access.ExternalSuperuser: "Only for external users.",
		access.ExternalUser:      "Only for external users.",
		access.Administrator:     "Applies to the account login only. Can't decide other accounts' requests, and can't see company settings without a grant.",
		access.Support:           "Applies to the account login and every active user of the account except external users. Can't request access to its own account.",
		access.Consultant:        "Applies to the account login and every active user of the account except external users. Can't request access to its own account.",
		access.Sales:             "Applies to the account login only. Only for named accounts, so that the person behind the account is always known.",
		access.Customer:          "Applies to the account login only.",
		access.AccountLogin:      "Every account login has this, whatever its roles. It can't be assigned.",
		access.Operator:          "Anyone who can use the server's command line has this. It can't be assigned.",
	},
}

var deWhy = Why{
	Title: func(login string) string { return "Was " + login + " darf und warum" },
	Sentence: func(at string) string {
		return "Was dieser Login darf und welche Rolle, welcher gewährte Zugriff oder welche Einschränkung darüber entscheidet. Stand: " + at + "."
	},
	AccountLogin: "Account-Login",
	UserOf:       func(account string) string { return "Benutzer von " + account },
	ExternalUserOf: func(account, owner string) string {
		return "Externer Benutzer von " + account + ", aus " + owner
	},
	Can: "Erlaubt", Cannot: "Nicht erlaubt", CanNothing: "Nichts, solange keine Anmeldung möglich ist.",
	Reference:     func(link string) string { return "Die " + link + " zeigt, was jede Rolle darf." },
	RoleReference: "Rollenübersicht",

	SigningIn: "Anmeldung", Allowed: "Möglich", Barred: "Nicht möglich", LoginRoles: "Rollen", EveryAccountLogin: "hat jeder Account-Login",
	Since:      func(when string) string { return "Seit " + when + "." },
	Idle:       func(why string) string { return "zählt nicht: " + why },
	GivenUntil: func(when string) string { return "mit einem gewährten Zugriff vergeben, bis " + when },
	Grants:     "Gewährte Zugriffe", OtherGrants: "Es gibt weitere für Accounts, die Sie nicht sehen.", NoGrants: "Keine",
	Grant: func(into, by, until string, byConsent bool) string {
		if byConsent {
			return into + ": durch die Dauerfreigabe von " + by + ", bis " + until
		}
		return into + ": gewährt von " + by + ", bis " + until
	},

	Function: "Berechtigung", ReachNow: "Geltungsbereich", Decided: "Grundlage", NoReach: "keiner", NoRole: "Keine Rolle dieses Logins erlaubt das.",
	Part:        func(member, roles string) string { return member + " – " + roles },
	PartWithout: func(member, roles, why string) string { return member + " – " + roles + ": " + why },
	PartByGrant: func(member, roles, by, company, until string, byConsent bool) string {
		if byConsent {
			return member + " – " + roles + ", durch die Dauerfreigabe von " + by + " für " + company + " bis " + until
		}
		return member + " – " + roles + ", von " + by + " für " + company + " gewährt bis " + until
	},
	PartByOthers: func(member, roles string) string {
		return member + " – " + roles + ", durch die anderen oben genannten Zugriffe"
	},
	PartByHidden: func(member, roles string) string {
		return member + " – " + roles + ", durch Zugriffe, die Sie nicht sehen"
	},
	Members: map[access.Reach]string{
		access.Self: "eigene Daten", access.Own: "eigener Account", access.Granted: "gewährt", access.All: "alle",
	},

	GrantGives: func(grant, who, account, company string, when When) string {
		return "Mit " + grant + " erhalten " + who + " und der Account-Login von " + account + " " + deWhen(when) + " Zugriff auf " + company + "."
	},
	TheyMay: "Erlaubt ist ihnen dann:",
	GivesNothing: func(account string) string {
		return "Erlaubt ist ihnen dann nichts: " + account + " hat zurzeit weder die Rolle SUPPORT noch CONSULTANT."
	},

	Roles:         "Rollen",
	RolesSentence: "Was jede Rolle darf und wo. Wer mehrere Rollen hat, darf alles, was eine davon erlaubt.",
	UserRoles:     "Benutzerrollen", AccountRoles: "Account-Rollen", FixedRoles: "Rollen, die sich nicht zuweisen lassen", AllFunctions: "Alle Berechtigungen nach Rolle",
	MembersMean: map[access.Reach]string{
		access.Self:    "die eigenen Benutzerdaten",
		access.Own:     "der Account, zu dem der Login gehört",
		access.Granted: "worauf Kunden Zugriff gewährt haben, bis der Zugriff endet; nie der eigene Account",
		access.All:     "jeder Account",
	},
	Role: "Rolle", AssignedBy: "Zugewiesen von", Functions: "Berechtigungen", Constraint: "Einschränkungen", No: "nein",
	Automatic: map[access.Role]string{
		access.User: "automatisch an jeden Benutzer", access.Customer: "automatisch an jeden Account",
		access.AccountLogin: "automatisch an jeden Account-Login", access.Operator: "automatisch an alle, die die Befehlszeile des Servers benutzen",
	},
	Constraints: map[access.Role]string{
		access.ExternalSuperuser: "Nur für externe Benutzer.",
		access.ExternalUser:      "Nur für externe Benutzer.",
		access.Administrator:     "Gilt nur für den Account-Login. Entscheidet nicht über Anfragen für andere Accounts und liest Unternehmenseinstellungen nur mit gewährtem Zugriff.",
		access.Support:           "Gilt für den Account-Login und alle aktiven Benutzer des Accounts, außer externen. Zugriff auf den eigenen Account lässt sich nicht anfragen.",
		access.Consultant:        "Gilt für den Account-Login und alle aktiven Benutzer des Accounts, außer externen. Zugriff auf den eigenen Account lässt sich nicht anfragen.",
		access.Sales:             "Gilt nur für den Account-Login. Nur für Accounts mit Kontaktperson, damit immer bekannt ist, wer dahintersteht.",
		access.Customer:          "Gilt nur für den Account-Login.",
		access.AccountLogin:      "Hat jeder Account-Login, unabhängig von seinen Rollen. Lässt sich nicht zuweisen.",
		access.Operator:          "Haben alle, die die Befehlszeile des Servers benutzen können. Lässt sich nicht zuweisen.",
	},
}
