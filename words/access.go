package words

import (
	"fmt"
	"time"
)

// Access is the External Access tab, its timeline and external users, and the calendar of a login.
type Access struct {
	PageTitle, TimelineTitle              func(account string) string
	AskForAccess, RulesAndFreeze          string
	View, ViewList, ViewTimeline, ViewAll string

	// ForYou, ForAnyone and ForCustomer are headings of waiting requests, by who decides them.
	ForYou, ForAnyone, ForCustomer WaitingHeading
	DecidedJustNow                 string
	// NothingWaits and the texts that follow are for when no request is waiting.
	NothingWaits, NothingWaitsFrozen, NothingWaitsYet, NothingWaitsByMail string
	NothingWaitsHere                                                      func(account string) string

	InNow, NobodyIn, WhoIsIn, KeptOut, WhoIsKeptOut, Coming, WhoIsComing string
	Over, NothingOver, OlderOnes                                         string
	TheLatest                                                            func(n int64) string
	TimesAndDaysIn                                                       func(zone string) string

	Elsewhere, NothingElsewhere, TheyDecide, WhatWaitsElsewhere, AllThatWait, AllAccounts string
	// RequestsWait is for those who decide the requests.
	RequestsWait func(n int64) string
	Decide       string

	From, To, Show, NobodyThen, AroundToday, Drawing, AsTable, WhoWasIn, InFromTo string
	MoreBars                                                                      func(n int64) string
	// ShortDay is a day without its year.
	ShortDay func(t time.Time) string

	ExternalUsers, User, Owner, Roles, ValidTo, NoEnd, Live, Out, Extend, End string
	ExtendUser, EndUser                                                       func(user string) string
	ExtendUserMeans, EndUserMeans                                             func(user string) string

	Calendar, CalendarHint, CalendarAddress, CalendarAddressHint string
	// CalendarSince says when the address was created, CalendarStopped the same for one that no
	// longer works.
	CalendarSince, CalendarStopped                             func(when string) string
	MakeAddress, RenewAddress, RemoveAddress, AddressIsRemoved string
	// CalendarName is the name of the calendar, Event the name of a window of access in it.
	CalendarName string
	Event        func(company, who, state string) string
}

// WaitingHeading is a heading of waiting requests, and the same if some of them were just decided.
type WaitingHeading struct{ Waiting, AndDecided string }

var enAccess = Access{
	PageTitle:     func(account string) string { return "External Access to " + account },
	TimelineTitle: func(account string) string { return "Access timeline of " + account },
	AskForAccess:  "Request access", RulesAndFreeze: "Rules and freeze",
	View: "View", ViewList: "List", ViewTimeline: "Timeline", ViewAll: "All accounts",

	ForYou:             WaitingHeading{"Waiting for you", "Waiting for you and just decided"},
	ForAnyone:          WaitingHeading{"Waiting for a decision", "Waiting for a decision and just decided"},
	ForCustomer:        WaitingHeading{"Waiting for the customer", "Waiting for the customer and just decided"},
	DecidedJustNow:     "Just decided",
	NothingWaits:       "No requests are waiting.",
	NothingWaitsFrozen: "No requests are waiting. Nobody can request access while external access is frozen.",
	NothingWaitsYet:    "No requests are waiting. New ones appear here.",
	NothingWaitsByMail: "No requests are waiting. New ones appear here, and we'll e-mail you.",
	NothingWaitsHere:   func(account string) string { return "No requests for access to " + account + " are waiting." },

	InNow: "Who has access now", NobodyIn: "Nobody has access now.", WhoIsIn: "Who has access now",
	KeptOut: "Suspended access", WhoIsKeptOut: "Who has access but can't use it because an account is disabled",
	Coming: "Upcoming access", WhoIsComing: "Who gets access later",
	Over: "Past access", NothingOver: "Access that has ended appears here, and so do denied, withdrawn and lapsed requests.", OlderOnes: "older requests",
	TheLatest:      func(n int64) string { return "the latest " + enNumber(n) },
	TimesAndDaysIn: func(zone string) string { return "Times and days are in " + zone + "." },

	Elsewhere: "Waiting for other accounts", NothingElsewhere: "No requests are waiting for other accounts.", TheyDecide: "Each account's own administrators decide.",
	WhatWaitsElsewhere: "Requests waiting for other accounts", AllThatWait: "All waiting requests", AllAccounts: "Requests for all accounts",
	RequestsWait: func(n int64) string {
		if n == 1 {
			return "1 access request is waiting for your decision."
		}
		return enNumber(n) + " access requests are waiting for your decision."
	},
	Decide: "Decide",

	From: "From", To: "To", Show: "Show", NobodyThen: "Nobody has access on these days. Granted access appears here.", AroundToday: "Show the days around today",
	Drawing: "Chart; the table below shows the same data", AsTable: "As a table", WhoWasIn: "Who has or had access", InFromTo: "When",
	MoreBars: func(n int64) string {
		return "Only the latest " + enNumber(n) + " are shown. Choose fewer days to see the others."
	},
	ShortDay: func(t time.Time) string { return t.Format("2 Jan") },

	ExternalUsers: "External users", User: "User", Owner: "Owner", Roles: "Roles", ValidTo: "Valid until", NoEnd: "no end", Live: "ACTIVE", Out: "ENDED",
	Extend: "Extend", End: "End",
	ExtendUser: func(user string) string { return "Extend: " + user },
	EndUser:    func(user string) string { return "End: " + user },
	ExtendUserMeans: func(user string) string {
		return user + " can sign in until the time you choose, with all of their current roles."
	},
	EndUserMeans: func(user string) string {
		return user + " is signed out immediately and can't sign in again unless you extend their access."
	},

	Calendar: "Calendar",
	CalendarHint: "A secret address that shows in your calendar app who has access and when: the company, the person and the state. " +
		"Anyone who has the address can use it. It stops working when you renew or remove it, when your password or roles change, or when you can no longer sign in.",
	CalendarAddress: "Address", CalendarAddressHint: "Subscribe to it in your calendar app. Copy it now: it won't be shown again.",
	CalendarSince: func(when string) string { return "Address created on " + when + "." },
	CalendarStopped: func(when string) string {
		return "Address created on " + when + ". It stopped working when your password or roles changed. Renew it to use it again."
	},
	MakeAddress: "Create address", RenewAddress: "Renew address", RemoveAddress: "Remove address",
	AddressIsRemoved: "Calendar address removed.",
	CalendarName:     "External access",
	Event: func(company, who, state string) string {
		return "Access to " + company + ": " + who + " (" + state + ")"
	},
}

var deAccess = Access{
	PageTitle:     func(account string) string { return "Externer Zugriff auf " + account },
	TimelineTitle: func(account string) string { return "Zeitachse von " + account },
	AskForAccess:  "Zugriff anfragen", RulesAndFreeze: "Regeln und Sperre",
	View: "Ansicht", ViewList: "Liste", ViewTimeline: "Zeitachse", ViewAll: "Alle Accounts",

	ForYou:             WaitingHeading{"Wartet auf Sie", "Wartet auf Sie oder gerade entschieden"},
	ForAnyone:          WaitingHeading{"Wartet auf eine Entscheidung", "Wartet auf eine Entscheidung oder gerade entschieden"},
	ForCustomer:        WaitingHeading{"Wartet auf den Kunden", "Wartet auf den Kunden oder gerade entschieden"},
	DecidedJustNow:     "Gerade entschieden",
	NothingWaits:       "Keine offenen Anfragen.",
	NothingWaitsFrozen: "Keine offenen Anfragen. Solange der externe Zugriff gesperrt ist, kann niemand Zugriff anfragen.",
	NothingWaitsYet:    "Keine offenen Anfragen. Neue Anfragen erscheinen hier.",
	NothingWaitsByMail: "Keine offenen Anfragen. Neue Anfragen erscheinen hier, und Sie werden per E-Mail benachrichtigt.",
	NothingWaitsHere:   func(account string) string { return "Keine offenen Zugriffsanfragen für " + account + "." },

	InNow: "Aktueller Zugriff", NobodyIn: "Zurzeit hat niemand Zugriff.", WhoIsIn: "Wer zurzeit Zugriff hat",
	KeptOut: "Ausgesetzter Zugriff", WhoIsKeptOut: "Wer Zugriff hat, ihn aber nicht nutzen kann, weil ein Account deaktiviert ist",
	Coming: "Künftiger Zugriff", WhoIsComing: "Wer später Zugriff erhält",
	Over: "Früherer Zugriff", NothingOver: "Abgelehnte, zurückgezogene und verfallene Anfragen sowie beendete Zugriffe erscheinen hier.", OlderOnes: "ältere Anfragen",
	TheLatest:      func(n int64) string { return "die letzten " + deNumber(n) },
	TimesAndDaysIn: func(zone string) string { return "Zeitangaben und Tage in der Zeitzone " + zone + "." },

	Elsewhere: "Offen bei anderen Accounts", NothingElsewhere: "Keine offenen Anfragen bei anderen Accounts.", TheyDecide: "Darüber entscheiden die Administratoren dieser Accounts.",
	WhatWaitsElsewhere: "Offene Anfragen bei anderen Accounts", AllThatWait: "Alle offenen Anfragen", AllAccounts: "Anfragen für alle Accounts",
	RequestsWait: func(n int64) string {
		if n == 1 {
			return "1 Zugriffsanfrage wartet auf Ihre Entscheidung."
		}
		return deNumber(n) + " Zugriffsanfragen warten auf Ihre Entscheidung."
	},
	Decide: "Entscheiden",

	From: "Von", To: "Bis", Show: "Anzeigen", NobodyThen: "An diesen Tagen hat niemand Zugriff. Gewährte Zugriffe werden hier dargestellt.", AroundToday: "Tage um heute anzeigen",
	Drawing: "Grafik; die Tabelle darunter enthält dieselben Angaben", AsTable: "Als Tabelle", WhoWasIn: "Wer Zugriff hat oder hatte", InFromTo: "Von – bis",
	MoreBars: func(n int64) string {
		return "Angezeigt werden nur die " + deNumber(n) + " Zugriffe, die zuletzt beginnen. Wählen Sie weniger Tage, um die übrigen zu sehen."
	},
	ShortDay: func(t time.Time) string { return fmt.Sprintf("%d. %s", t.Day(), deMonths[t.Month()-1]) },

	ExternalUsers: "Externe Benutzer", User: "Benutzer", Owner: "Besitzer", Roles: "Rollen", ValidTo: "Gültig bis", NoEnd: "unbefristet", Live: "AKTIV", Out: "BEENDET",
	Extend: "Verlängern", End: "Beenden",
	ExtendUser: func(user string) string { return "Verlängern: " + user },
	EndUser:    func(user string) string { return "Beenden: " + user },
	ExtendUserMeans: func(user string) string {
		return user + " kann sich bis zum gewählten Zeitpunkt anmelden, mit allen hier aufgeführten Rollen."
	},
	EndUserMeans: func(user string) string {
		return user + " wird sofort abgemeldet und kann sich erst wieder anmelden, wenn Sie den Benutzer verlängern."
	},

	Calendar: "Kalender",
	CalendarHint: "Über eine geheime Adresse zeigt Ihr Kalenderprogramm, wer wann Zugriff hat: Unternehmen, Person und Status jedes Zeitraums. " +
		"Die Adresse funktioniert für alle, die sie kennen, und zwar bis Sie sie erneuern oder entfernen, bis sich Kennwort oder Rollen dieses Logins ändern oder bis damit keine Anmeldung mehr möglich ist.",
	CalendarAddress: "Adresse", CalendarAddressHint: "Abonnieren Sie diese Adresse in Ihrem Kalenderprogramm. Die Adresse wird nicht noch einmal angezeigt.",
	CalendarSince: func(when string) string { return "Seit " + when + " gibt es eine Adresse." },
	CalendarStopped: func(when string) string {
		return "Die Adresse, die es seit " + when + " gibt, funktioniert nicht mehr, weil sich das Kennwort oder die Rollen geändert haben. Erneuern Sie sie, um sie wieder zu nutzen."
	},
	MakeAddress: "Adresse erstellen", RenewAddress: "Adresse erneuern", RemoveAddress: "Adresse entfernen",
	AddressIsRemoved: "Die Kalenderadresse wurde entfernt.",
	CalendarName:     "Externer Zugriff",
	Event: func(company, who, state string) string {
		return "Zugriff auf " + company + ": " + who + " (" + state + ")"
	},
}
