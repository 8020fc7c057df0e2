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

	// Browser is a browser on its system. The system may be "".
	Browser func(name, system string) string

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
