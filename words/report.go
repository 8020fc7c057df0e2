package words

import (
	"time"

	"latchkey/access"
)

// Report is the report of an access, as a page and as a document.
type Report struct {
	Over, Request, AsPDF, PDFTitle   string
	PageTitle                        func(who, company string) string
	DocumentTitle                    func(company string) string
	NeverUsed, SoFar, NotGranted     string
	Decisions, Visits, Changes, Read string
	NobodyIn, NothingChanged, NoPage string
	When, What, OnWhat, Who, Details string
	AsOf                             func(at time.Time, zone string) string
	// DocumentAsOf is below the title of the document.
	DocumentAsOf func(request string, at time.Time, zone string) string
	Cut          func(most int64) string

	Company, RequestedBy, For, AskedFor, Decision, Rule, Consent, Given, Used, End string
	// NoRule, Never and NotYet replace a missing rule, use or end.
	NoRule, Never, NotYet string
	ByTheClock            func(at time.Time) string
	// GrantedBy and the texts that follow are acts: by whom, and when.
	GrantedBy, ConsentedBy, DeniedBy, WithdrawnBy, RevokedBy, HandedBackBy func(by string, at time.Time) string
	// ConsentTerms are what a standing consent allows.
	ConsentTerms func(by string, at time.Time, readOnly bool, longest time.Duration, hours access.Hours, until time.Time) string
	Visited      func(visits, pages, changes int64) string
	// ReadTimes says how often a page was read, and when last.
	ReadTimes func(times int64, last time.Time) string
}

var enReport = Report{
	Over: "Access report", Request: "Request and timeline", AsPDF: "Download PDF", PDFTitle: "Access report",
	PageTitle:     func(who, company string) string { return "Report: " + who + " → " + company },
	DocumentTitle: func(company string) string { return "Access report: " + company },
	NeverUsed:     "Granted but never used: nobody opened anything under this grant.",
	SoFar:         "This access hasn't ended yet. This is the report so far.",
	NotGranted:    "This request wasn't granted. It gave nobody access.",
	Decisions:     "Decisions", Visits: "Visits", Changes: "Changes made", Read: "Pages viewed",
	NobodyIn: "There were no visits.", NothingChanged: "No changes were made.", NoPage: "No pages were viewed.",
	When: "When", What: "What", OnWhat: "Object", Who: "Who", Details: "Details",
	AsOf: func(at time.Time, zone string) string {
		return "As of " + enFormat.Moment(at) + ". Times are in " + zone + ". Everything here is in the record, and any change to the record would show."
	},
	DocumentAsOf: func(request string, at time.Time, zone string) string {
		return "Request " + request + ", as of " + enFormat.Moment(at) + ". Times are in " + zone + "."
	},
	Cut: func(most int64) string {
		return "This document lists only the first " + enNumber(most) + " visits, the first " + enNumber(most) + " pages and the first " + enNumber(most) + " changes. The report's page and the record have the rest."
	},

	Company: "Company", RequestedBy: "Requested by", For: "Description", AskedFor: "Requested", Decision: "Decision", Rule: "Rule",
	Consent: "Standing consent", Given: "Granted", Used: "Used", End: "End",
	NoRule: "None.", Never: "Never.", NotYet: "Not yet.",
	ByTheClock: func(at time.Time) string { return "Ended as scheduled, " + enFormat.Moment(at) },
	GrantedBy:  func(by string, at time.Time) string { return "Granted by " + by + ", " + enFormat.Moment(at) },
	ConsentedBy: func(by string, at time.Time) string {
		return "Granted by the standing consent of " + by + ", " + enFormat.Moment(at)
	},
	DeniedBy:     func(by string, at time.Time) string { return "Denied " + enBy(by) + ", " + enFormat.Moment(at) },
	WithdrawnBy:  func(by string, at time.Time) string { return "Withdrawn by " + by + ", " + enFormat.Moment(at) },
	RevokedBy:    func(by string, at time.Time) string { return "Revoked " + enBy(by) + ", " + enFormat.Moment(at) },
	HandedBackBy: func(by string, at time.Time) string { return "Handed back by " + by + ", " + enFormat.Moment(at) },
	ConsentTerms: func(by string, at time.Time, readOnly bool, longest time.Duration, hours access.Hours, until time.Time) string {
		return "By " + by + ", " + enFormat.Moment(at) + ": " + enFormat.Allows(readOnly) + ", at most " + enFormat.Duration(longest) + " a visit, " + enFormat.Hours(hours) + ", until " + enFormat.Moment(until) + "."
	},
	Visited: func(visits, pages, changes int64) string {
		return noun{"visit", "visits"}.of(visits, enNumber) + ": " + enReadAndMade(pages, changes)
	},
	ReadTimes: func(times int64, last time.Time) string {
		if times == 1 {
			return "once"
		}
		return enNumber(times) + " times, last on " + enFormat.Moment(last)
	},
}

var deReport = Report{
	Over: "Zugriffsbericht", Request: "Anfrage und Verlauf", AsPDF: "PDF herunterladen", PDFTitle: "Zugriffsbericht",
	PageTitle:     func(who, company string) string { return "Bericht: " + who + " → " + company },
	DocumentTitle: func(company string) string { return "Zugriffsbericht: " + company },
	NeverUsed:     "Gewährt, aber nie genutzt: Mit diesem Zugriff hat niemand etwas geöffnet.",
	SoFar:         "Dieser Zugriff ist noch nicht beendet. Der Bericht zeigt den bisherigen Stand.",
	NotGranted:    "Der angefragte Zugriff wurde nicht gewährt. Niemand hat durch diese Anfrage Zugriff erhalten.",
	Decisions:     "Entscheidungen", Visits: "Besuche", Changes: "Vorgenommene Änderungen", Read: "Aufgerufene Seiten",
	NobodyIn: "Es gab keine Besuche.", NothingChanged: "Es wurde nichts geändert.", NoPage: "Es wurden keine Seiten aufgerufen.",
	When: "Wann", What: "Was", OnWhat: "Objekt", Who: "Wer", Details: "Details",
	AsOf: func(at time.Time, zone string) string {
		return "Stand: " + deFormat.Moment(at) + ". Zeitangaben in der Zeitzone " + zone + ". Alle Angaben stehen im Protokoll, das niemand unbemerkt ändern kann."
	},
	DocumentAsOf: func(request string, at time.Time, zone string) string {
		return "Anfrage " + request + ", Stand: " + deFormat.Moment(at) + ". Zeitangaben in der Zeitzone " + zone + "."
	},
	Cut: func(most int64) string {
		return "Dieses Dokument enthält jeweils nur die ersten " + deNumber(most) + " Besuche, Seiten und Änderungen. Die übrigen stehen auf der Berichtsseite und im Protokoll."
	},

	Company: "Unternehmen", RequestedBy: "Angefragt von", For: "Beschreibung", AskedFor: "Angefragt", Decision: "Entscheidung", Rule: "Geltende Regel",
	Consent: "Dauerfreigabe", Given: "Gewährt", Used: "Genutzt", End: "Ende",
	NoRule: "Keine.", Never: "Nie.", NotYet: "Noch nicht.",
	ByTheClock: func(at time.Time) string { return "Planmäßig abgelaufen am " + deFormat.Moment(at) },
	GrantedBy:  func(by string, at time.Time) string { return "Gewährt von " + by + " am " + deFormat.Moment(at) },
	ConsentedBy: func(by string, at time.Time) string {
		return "Gewährt durch die Dauerfreigabe von " + by + " am " + deFormat.Moment(at)
	},
	DeniedBy:     func(by string, at time.Time) string { return "Abgelehnt " + deFrom(by) + " am " + deFormat.Moment(at) },
	WithdrawnBy:  func(by string, at time.Time) string { return "Zurückgezogen von " + by + " am " + deFormat.Moment(at) },
	RevokedBy:    func(by string, at time.Time) string { return "Entzogen " + deFrom(by) + " am " + deFormat.Moment(at) },
	HandedBackBy: func(by string, at time.Time) string { return "Zurückgegeben von " + by + " am " + deFormat.Moment(at) },
	ConsentTerms: func(by string, at time.Time, readOnly bool, longest time.Duration, hours access.Hours, until time.Time) string {
		return "Erteilt von " + by + " am " + deFormat.Moment(at) + ": " + deFormat.Allows(readOnly) + ", höchstens " + deFormat.Duration(longest) + " je Besuch, " + deFormat.Hours(hours) + ", bis " + deFormat.Moment(until) + "."
	},
	Visited: func(visits, pages, changes int64) string {
		return noun{"Besuch", "Besuche"}.of(visits, deNumber) + ": " + deReadAndMade(pages, changes)
	},
	ReadTimes: func(times int64, last time.Time) string {
		if times == 1 {
			return "einmal"
		}
		return deNumber(times) + "-mal, zuletzt am " + deFormat.Moment(last)
	},
}
