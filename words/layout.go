package words

// Layout is what every page has around its content.
type Layout struct {
	SkipToContent, Main, SearchHere, SignOut, Roles, Shortcuts string
	SignedInAs                                                 func(login string) string
	// CtrlK is how the shortcut of the search is written for keyboards of the language.
	CtrlK string
	// Account and ThirdParty are above the name of an account: of the reader's own one, and of
	// another.
	Account, ThirdParty string
	// Waiting follows a number of requests, for screen readers. WaitForYou follows the number of
	// those that the reader decides.
	Waiting    string
	WaitForYou func(n int64) string
	// The navigation.
	Start, AccountPage, ExternalAccess, Accounts, ThirdPartyAccounts, Ask, Webapps, Payment string
	// The tabs of an account.
	Tabs, Details, Companies, Users, Subscriptions, Record, Invoices string
	// Other pages that can be found by name.
	AllRequests, RulesAndFreeze, OwnLogin string
}

var enLayout = Layout{
	SkipToContent: "Skip to content", Main: "Main", SearchHere: "Search", SignOut: "Sign out",
	SignedInAs: func(login string) string { return "Signed in as " + login },
	Roles:      "Roles and what they allow", Shortcuts: "Keyboard shortcuts", CtrlK: "Ctrl K",
	Account: "Account", ThirdParty: "3rd-party account", Waiting: "waiting",
	WaitForYou: func(n int64) string {
		if n == 1 {
			return "request waiting for your decision"
		}
		return "requests waiting for your decision"
	},
	Start: "Start", AccountPage: "Account", ExternalAccess: "External Access", Accounts: "Accounts", ThirdPartyAccounts: "3rd-party accounts",
	Ask: "Request access", Webapps: "Webapps", Payment: "Payment",
	Tabs: "Account", Details: "Details", Companies: "Companies", Users: "Users", Subscriptions: "Subscriptions", Record: "Record", Invoices: "Invoices",
	AllRequests: "Requests for all accounts", RulesAndFreeze: "Rules, standing consent and freeze", OwnLogin: "Your login, password and notifications",
}

var deLayout = Layout{
	SkipToContent: "Zum Inhalt springen", Main: "Hauptnavigation", SearchHere: "Suche", SignOut: "Abmelden",
	SignedInAs: func(login string) string { return "Angemeldet als " + login },
	Roles:      "Rollen und ihre Berechtigungen", Shortcuts: "Tastenkürzel", CtrlK: "Strg+K",
	Account: "Account", ThirdParty: "Fremder Account", Waiting: "offen",
	WaitForYou: func(n int64) string {
		if n == 1 {
			return "Anfrage wartet auf Ihre Entscheidung"
		}
		return "Anfragen warten auf Ihre Entscheidung"
	},
	Start: "Start", AccountPage: "Account", ExternalAccess: "Externer Zugriff", Accounts: "Accounts", ThirdPartyAccounts: "Fremde Accounts",
	Ask: "Zugriff anfragen", Webapps: "Web-Apps", Payment: "Abrechnung",
	Tabs: "Account", Details: "Details", Companies: "Unternehmen", Users: "Benutzer", Subscriptions: "Abonnements", Record: "Protokoll", Invoices: "Rechnungen",
	AllRequests: "Anfragen für alle Accounts", RulesAndFreeze: "Regeln, Dauerfreigabe und Zugriffssperre", OwnLogin: "Ihr Login, Kennwort und Benachrichtigungen",
}
