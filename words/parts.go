package words

import "latchkey/access"

// Parts is what several pages share: lists and their pages, forms and their fields, dates and
// lengths, and texts for empty values.
type Parts struct {
	// The kinds of things in lists.
	Accounts, Companies, Users, Webapps, Requests, Invoices, Entries Things
	// Show filters a list, ShowAll removes the filters.
	Show, ShowAll, Pages, FirstPage, NextPage string
	// PageOf is the foot of a printed page.
	PageOf func(page, pages int64) string

	Undo, Dismiss, Cancel string

	// SentTwice is for a form that was sent more than once, SentTwiceLink for one whose first
	// answer showed a set-up link.
	SentTwice, SentTwiceLink string
	// TypedAgain is for a form that is shown again as it was typed, NotDone for one that cannot be.
	TypedAgain, NotDone string

	// Stale is the heading of what has changed since a form was shown.
	Stale       string
	Differences Differences

	AccountSearch, AccountSearchHint, AccountsFound string
	NoAccountNamed                                  func(part string) string

	// Which asks which one of two instants a local time means.
	Which         string
	First, Second func(at string) string
	ReadOnly      string
	TimesIn       func(zone string) string

	TimeZone, ZoneSearch, ZoneSearchLabel string
	// UnknownZone is a time zone that the server does not know. If it is the reader's, ZoneUnknown,
	// TimesInUTC and ChooseZone are on every page.
	UnknownZone, ZoneUnknown func(zone string) string
	TimesInUTC, ChooseZone   string

	// By is what was done and by whom; There is when that was in the company's time zone.
	By    func(what, who string) string
	There func(when string) string

	// Kinds are the words for actors that are not logins. CommandLine is where the operator acted.
	Kinds       map[access.Kind]string
	CommandLine string

	NoBackup, BackupFailed, BackupMissed, NoBackupsPlanned string
	LastBackup                                             func(at string) string
}

// Things are the words for a list's rows.
type Things struct {
	// All is how many there are. First, Next and Last are how many of them a page shows.
	All, First, Next, Last func(n int64) string
	// NoMore is for a page after the last one, NoneFound for a list whose filters match nothing.
	NoMore, NoneFound, ShowAll string
	// AsCSV is the link CSV, for screen readers.
	AsCSV string
}

var enParts = Parts{
	Accounts: enThings("account", "accounts"), Companies: enThings("company", "companies"), Users: enThings("user", "users"),
	Webapps: enThings("webapp", "webapps"), Requests: enThings("request", "requests"), Invoices: enThings("invoice", "invoices"),
	Entries: enThings("entry", "entries"),
	Show:    "Show", ShowAll: "Show all", Pages: "Pages", FirstPage: "First page", NextPage: "Next page",
	PageOf: func(page, pages int64) string { return "Page " + enNumber(page) + " of " + enNumber(pages) },

	Undo: "Undo", Dismiss: "Dismiss", Cancel: "Cancel",

	SentTwice:     "You sent this more than once. It was done only once.",
	SentTwiceLink: "You sent this more than once. It was done only once. The set-up link was shown the first time. If nobody has it, create a new one here.",
	TypedAgain:    "What you entered wasn't saved. It's back in the form, except for passwords and secrets. Check it, then send the form again.",
	NotDone:       "Your last action wasn't carried out. Try it again.",

	Differences: enDifferences,
	Stale:       "Someone else changed this while you had it open, so your changes weren't saved. To replace theirs with yours, save again:",

	AccountSearch: "Account", AccountSearchHint: "Type part of the name.", AccountsFound: "Accounts found",
	NoAccountNamed: func(part string) string { return "No account has “" + part + "” in its name. Try another part." },

	Which:    "Which of the two?",
	First:    func(at string) string { return "The first: " + at },
	Second:   func(at string) string { return "The second: " + at },
	ReadOnly: "Read-only: no editing",
	TimesIn:  func(zone string) string { return "Times are in " + zone + "." },

	TimeZone: "Time zone", ZoneSearch: "City, or +05:30", ZoneSearchLabel: "Search time zones",
	UnknownZone: func(zone string) string { return zone + " (not known to this server; times are in UTC)" },
	ZoneUnknown: func(zone string) string { return "This server doesn't know your time zone, " + zone + "." },
	TimesInUTC:  "Times are shown in UTC, and you can't enter times until you choose another.", ChooseZone: "Choose another time zone",

	By:    func(what, who string) string { return what + " by " + who },
	There: func(when string) string { return "company time: " + when },

	Kinds: map[access.Kind]string{
		access.KindOperator: "operator", access.KindNobody: "not signed in", access.KindExternal: "someone external",
	},
	CommandLine: "command line",

	NoBackup:         "There's no backup yet.",
	LastBackup:       func(at string) string { return "The last backup was created on " + at + "." },
	BackupFailed:     "The server has since tried to create one and failed. Its log says why.",
	BackupMissed:     "The server should have created a newer one by now. Check its log.",
	NoBackupsPlanned: "The server doesn't create backups on its own. The operator can set --backup-dir, or run latchkey backup as a daily job.",
}

// enThings are things by their singular and plural.
func enThings(one, many string) Things {
	count := func(n int64) string { return noun{one, many}.of(n, enNumber) }
	page := func(which string) func(int64) string {
		return func(n int64) string {
			if n == 1 {
				return which + " " + one
			}
			return which + " " + count(n)
		}
	}
	return Things{
		All: func(n int64) string {
			if n == 0 {
				return "No " + many
			}
			return count(n)
		},
		First: page("The first"), Next: page("The next"), Last: page("The last"),
		NoMore: "No more " + many, NoneFound: "No matching " + many + ".", ShowAll: "Show all " + many, AsCSV: "CSV of these " + many,
	}
}

var deParts = Parts{
	Accounts: deThings("der", "Account", "Accounts"), Companies: deThings("das", "Unternehmen", "Unternehmen"),
	Users: deThings("der", "Benutzer", "Benutzer"), Webapps: deThings("die", "Web-App", "Web-Apps"),
	Requests: deThings("die", "Anfrage", "Anfragen"), Invoices: deThings("die", "Rechnung", "Rechnungen"),
	Entries: deThings("der", "Eintrag", "Einträge"),
	Show:    "Anzeigen", ShowAll: "Alle anzeigen", Pages: "Seiten", FirstPage: "Erste Seite", NextPage: "Nächste Seite",
	PageOf: func(page, pages int64) string { return "Seite " + deNumber(page) + " von " + deNumber(pages) },

	Undo: "Rückgängig machen", Dismiss: "Ausblenden", Cancel: "Abbrechen",

	SentTwice:     "Das Formular wurde mehrmals gesendet, aber nur einmal verarbeitet.",
	SentTwiceLink: "Das Formular wurde mehrmals gesendet, aber nur einmal verarbeitet. Der Einrichtungslink wurde in der ersten Antwort angezeigt. Wenn er niemandem vorliegt, erstellen Sie hier einen neuen.",
	TypedAgain:    "Ihre Eingaben wurden nicht verarbeitet. Das Formular enthält sie wieder, außer Kennwörtern und geheimen Werten. Prüfen Sie es und senden Sie es noch einmal.",
	NotDone:       "Ihre letzte Aktion wurde nicht ausgeführt. Versuchen Sie es noch einmal.",

	Differences: deDifferences,
	Stale:       "Diese Daten wurden geändert, während Sie sie geöffnet hatten. Ihre Änderungen sind nicht gespeichert. Speichern Sie erneut, um die anderen Änderungen durch Ihre zu ersetzen:",

	AccountSearch: "Account", AccountSearchHint: "Geben Sie einen Teil des Namens ein.", AccountsFound: "Gefundene Accounts",
	NoAccountNamed: func(part string) string {
		return "Kein Account hat „" + part + "“ im Namen. Versuchen Sie es mit einem anderen Teil."
	},

	Which:    "Welcher der beiden Zeitpunkte?",
	First:    func(at string) string { return "Der erste: " + at },
	Second:   func(at string) string { return "Der zweite: " + at },
	ReadOnly: "Nur lesen, nicht bearbeiten",
	TimesIn:  func(zone string) string { return "Zeitangaben in der Zeitzone " + zone + "." },

	TimeZone: "Zeitzone", ZoneSearch: "Stadt oder +05:30", ZoneSearchLabel: "Zeitzonen durchsuchen",
	UnknownZone: func(zone string) string { return zone + " (hier unbekannt, Zeitangaben in UTC)" },
	ZoneUnknown: func(zone string) string { return "Ihre Zeitzone " + zone + " ist diesem Server unbekannt." },
	TimesInUTC:  "Zeiten werden in UTC angezeigt. Eingeben können Sie Zeiten erst, wenn Sie eine andere Zeitzone gewählt haben.", ChooseZone: "Andere Zeitzone wählen",

	By:    func(what, who string) string { return what + " – " + who },
	There: func(when string) string { return "Ortszeit des Unternehmens: " + when },

	Kinds: map[access.Kind]string{
		access.KindOperator: "Betreiber", access.KindNobody: "niemand angemeldet", access.KindExternal: "jemand von außen",
	},
	CommandLine: "Befehlszeile",

	NoBackup:         "Es gibt noch keine Sicherung.",
	LastBackup:       func(at string) string { return "Die letzte Sicherung ist vom " + at + "." },
	BackupFailed:     "Ein späterer Versuch des Servers ist fehlgeschlagen. Der Grund steht im Log des Servers.",
	BackupMissed:     "Seitdem hätte der Server eine weitere anlegen müssen. Prüfen Sie das Log des Servers.",
	NoBackupsPlanned: "Der Server legt von sich aus keine Sicherungen an. Der Betreiber kann --backup-dir setzen oder latchkey backup täglich ausführen lassen.",
}

// deThings are things by their singular and plural; article is for the singular.
func deThings(article, one, many string) Things {
	count := func(n int64) string { return noun{one, many}.of(n, deNumber) }
	page := func(which string) func(int64) string {
		return func(n int64) string {
			if n != 1 {
				return "Die " + which + "n " + count(n)
			}
			switch article {
			case "der":
				return "Der " + which + " " + one
			case "das":
				return "Das " + which + " " + one
			default:
				return "Die " + which + " " + one
			}
		}
	}
	return Things{
		All: func(n int64) string {
			if n == 0 {
				return "Keine " + many
			}
			return count(n)
		},
		First: page("erste"), Next: page("nächste"), Last: page("letzte"),
		NoMore: "Keine weiteren " + many, NoneFound: "Keine passenden " + many + " gefunden.", ShowAll: "Alle " + many + " anzeigen", AsCSV: "CSV dieser " + many,
	}
}
