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
	Opened, NoWebapp                 string
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
	Visited      func(visits, pages, changes, webapps int64) string
	// ReadTimes says how often a page was read or a webapp opened, and when last.
	ReadTimes func(times int64, last time.Time) string
}
