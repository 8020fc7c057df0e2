package words

// Search is the search, and the keyboard shortcuts.
type Search struct {
	Title, Sentence, Placeholder, How, Close string
	// Pages is the heading of pages of Latchkey that were found.
	Pages                                string
	Accounts, Companies, Users, Requests Finds
	Nothing                              func(text string) string
	Found                                func(n int64) string
	Some, SomeOfMore                     func(shown, n int64) string
	Others, TypeMore                     string
	InAccounts, InCompanies, InUsers     string

	// The keyboard shortcuts.
	Keys, KeysSentence, NoScripts, Always, OutsideFields, SingleKeys string
	ToSend, ToSendLines, ToClose, ToWaiting, ToKeys                  string
	CtrlKey, EnterKey, EscapeKey                                     string
}

// Finds is a kind of results: its heading if all are shown, some of n, or some of more than n; and
// links to all n, or to more.
type Finds struct {
	Heading          string
	Some, SomeOfMore func(shown, n int64) string
	ShowAll          func(n int64) string
	ShowMore         string
}

var enSearch = Search{
	Title:       "Search",
	Sentence:    "Find pages, accounts, companies, users and requests by part of their name. You can also find requests by a word in their description.",
	Placeholder: "Page, account, company, user or request",
	How:         "Press Enter to open the first result, or use the arrow keys to move through the results.",
	Close:       "Close",
	Pages:       "Pages",
	Accounts:    enFinds("Accounts", "accounts"), Companies: enFinds("Companies", "companies"), Users: enFinds("Users", "users"), Requests: enFinds("Requests", "requests"),
	Nothing: func(text string) string {
		return "Nothing you can see has “" + text + "” in its name or description."
	},
	Found:      func(n int64) string { return enNumber(n) + " found" },
	Some:       func(shown, n int64) string { return enNumber(shown) + " of " + enNumber(n) + " found" },
	SomeOfMore: func(shown, n int64) string { return enNumber(shown) + " of more than " + enNumber(n) + " found" },
	Others:     "Show all results", TypeMore: "Type more of the name to narrow down the results.",
	InAccounts: "Show in the list of accounts", InCompanies: "Show in the list of companies", InUsers: "Show in the list of users",

	Keys: "Keyboard shortcuts", KeysSentence: "Everything these keys do is also available as a link or button.",
	NoScripts: "Scripts are off in this browser. Only the keys for fields and links work.",
	Always:    "Anywhere", OutsideFields: "When you're not typing in a field", SingleKeys: "Use single-key shortcuts in this browser",
	ToSend: "Submit the form, or open the selected link", ToSendLines: "Submit the form from a multi-line field", ToClose: "Close the open dialog or menu",
	ToWaiting: "Go to the first waiting request", ToKeys: "Show this list",
	CtrlKey: "Ctrl", EnterKey: "Enter", EscapeKey: "Esc",
}

func enFinds(heading, things string) Finds {
	return Finds{
		Heading:    heading,
		Some:       func(shown, n int64) string { return heading + ", " + enNumber(shown) + " of " + enNumber(n) },
		SomeOfMore: func(shown, n int64) string { return heading + ", " + enNumber(shown) + " of more than " + enNumber(n) },
		ShowAll:    func(n int64) string { return "Show all " + enNumber(n) + " " + things },
		ShowMore:   "Show more " + things,
	}
}

var deSearch = Search{
	Title:       "Suche",
	Sentence:    "Findet Seiten, Accounts, Unternehmen, Benutzer und Anfragen, die Sie sehen dürfen, nach einem Teil des Namens. Anfragen werden auch nach einem Wort in der Beschreibung gefunden.",
	Placeholder: "Seite, Account, Unternehmen, Benutzer oder Anfrage",
	How:         "Mit der Eingabetaste öffnen Sie den ersten Treffer, mit den Pfeiltasten wechseln Sie zwischen den Treffern.",
	Close:       "Schließen",
	Pages:       "Seiten",
	Accounts:    deFinds("Accounts"), Companies: deFinds("Unternehmen"), Users: deFinds("Benutzer"), Requests: deFinds("Anfragen"),
	Nothing: func(text string) string {
		return "Unter allem, was Sie sehen dürfen, gibt es nichts mit „" + text + "“ im Namen oder in der Beschreibung."
	},
	Found: func(n int64) string { return noun{"Treffer", "Treffer"}.of(n, deNumber) },
	Some: func(shown, n int64) string {
		return deNumber(shown) + " von " + noun{"Treffer", "Treffern"}.of(n, deNumber)
	},
	SomeOfMore: func(shown, n int64) string { return deNumber(shown) + " von mehr als " + deNumber(n) + " Treffern" },
	Others:     "Alle Treffer anzeigen", TypeMore: "Geben Sie mehr vom Namen ein, um die Suche einzugrenzen.",
	InAccounts: "In der Liste der Accounts anzeigen", InCompanies: "In der Liste der Unternehmen anzeigen", InUsers: "In der Liste der Benutzer anzeigen",

	Keys: "Tastenkürzel", KeysSentence: "Alles hier gibt es auch als Link oder Schaltfläche.",
	NoScripts: "In diesem Browser sind Skripte ausgeschaltet. Nur die Tasten für Felder und Links funktionieren.",
	Always:    "Überall", OutsideFields: "Außerhalb von Feldern", SingleKeys: "Einzelne Tasten in diesem Browser als Tastenkürzel verwenden",
	ToSend: "Formular senden oder ausgewählten Link öffnen", ToSendLines: "Formular aus einem mehrzeiligen Feld senden", ToClose: "Dialog oder Menü schließen",
	ToWaiting: "Zur ersten offenen Anfrage", ToKeys: "Diese Liste anzeigen",
	CtrlKey: "Strg", EnterKey: "Eingabe", EscapeKey: "Esc",
}

func deFinds(things string) Finds {
	return Finds{
		Heading:    things,
		Some:       func(shown, n int64) string { return things + ", " + deNumber(shown) + " von " + deNumber(n) },
		SomeOfMore: func(shown, n int64) string { return things + ", " + deNumber(shown) + " von mehr als " + deNumber(n) },
		ShowAll:    func(n int64) string { return "Alle " + deNumber(n) + " " + things + " anzeigen" },
		ShowMore:   "Weitere " + things + " anzeigen",
	}
}
