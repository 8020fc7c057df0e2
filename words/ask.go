package words

import (
	"time"

	"latchkey/access"
)

// Ask is the request form and its preview.
type Ask struct {
	Title    string
	Sentence func(zone string) string
	// SeeWaiting links to an equal request.
	SeeWaiting, Send string

	AskedLast, Another, Find, ChooseThenFind, Choose string
	Chosen                                           func(account string) string
	Found                                            func(n int64) string
	NoneFound                                        string
	Company                                          string
	CompanyOf                                        func(account string) string
	AccountFirst, NoCompanies                        string
	FirstByName                                      func(n int64) string
	ChooseItsCompany                                 func(account string) string

	// ForCompany says something about one of several companies. Others is the choice of them.
	ForCompany func(company, what string) string
	Others     func(account string) string
	// SomeAtOnce says that standing consent grants some of them, but not all.
	SomeAtOnce string

	RulesFor   func(company string) string
	ConsentFor func(longest time.Duration, hours access.Hours, readOnly bool, until time.Time) string

	HowLong, ExactTimes, ValidFrom, ValidTo string
	Windows                                 map[access.HowLong]string
	Refused                                 func(windows []string, why string) string
	AtMost                                  func(longest time.Duration) string

	OnlyReading                                      func(account string) string
	Ticket, TicketHint, Description, DescriptionHint string
	DescriptionWanted                                func(account string) string
	// Reason is one of those that the operator offers, and AnotherReason none of them.
	Reason, AnotherReason, ReasonHint             string
	RequestedBy, YouAreResponsible, RequesterHint string
	FirstRequesters                               func(n int64) string
	NoUser                                        func(account string) string
	MakeUser                                      string

	// What would be requested, and what would happen.
	Nothing            string
	Instead            string
	Wish               func(Wish) string
	CompanyTime        func(company, from, to string) string
	WaitsAlready       string
	GrantedFrom        func(from, to string) string
	GrantedUntil       func(to time.Time) string
	SeeIt              string
	AtOnce             string
	AtOnceDescribed    string
	NobodyDecides      func(account string) string
	TwoDecide, Decides string

	// What happened.
	Asked func(account, company string) string
	// AskedSeveral names the companies that wait for a decision, and those to which standing
	// consent gives access.
	AskedSeveral       func(account string, waiting, in []string) string
	AskedNobodyDecides func(account, company string) string
	LetIn              func(company string, from, to time.Time) string
}

// Wish is a request. For is the person it is for, or "" for the reader. The window is a Length that
// counts from GRANT, or begins at an instant (the zero time means now) and ends at another: after a
// length, or with today, or with this week.
type Wish struct {
	Account, Company, For string
	ReadOnly              bool
	FromGrant             bool
	Today, ThisWeek       bool
	Length                time.Duration
	From, To              time.Time
}
