package words

import (
	"time"

	"latchkey/access"
)

// Rules is a customer's rules, standing consents and freezes.
type Rules struct {
	// Title is shown in the browser's title bar and on the pages of the forms. Heading and Sentence
	// are at the top of the page.
	Title             func(account string) string
	Heading, Sentence string
	ExternalAccessOf  func(account string) string

	// FrozenNow is on every page, followed by FrozenBy, and by LiftTheFreeze for those who may do
	// that.
	FrozenNow, LiftTheFreeze string
	FrozenBy                 func(by, reason string) string

	AllCompanies, NoDemands, SeeUsers string
	TooFew                            func(account string) string
	// About follows a button's text, and says which rule it is for.
	AboutOwn   string
	About      func(company string) string
	Change     string
	Remove     string
	RemoveOwn  string
	RemoveOf   func(company string) string
	OwnRemoved string
	OfRemoved  func(company string) string

	Exceptions, NoException, Company, MakeException string

	Consent, ConsentHint, GiveConsent           string
	Account, State, Visits, Until, GivenBy, Act string
	InForce, Over, OverByTime, ReadOnly         string
	AtMost                                      func(longest time.Duration, hours access.Hours) string
	EndedBy                                     func(by string) string
	End, EndConsequence                         string
	AboutConsent, EndTitle                      func(requester, company string) string

	Freeze, FreezeHint, FreezeOpen, Reason, ReasonHint, FreezeButton string
	// Frozen has a slot for the instant.
	Frozen                 func(by, at, reason string) string
	Unfreeze, UnfreezeWhat string

	// The forms of a rule and of a standing consent.
	OwnTitle                                             string
	TitleOf                                              func(company string) string
	LongestWindow, LongestWindowHint                     string
	Weekdays, From, FromHint, To, ToHint                 string
	DescriptionRequired, Approvals, OnePerson, TwoPeople string
	SecondFactor, SecondFactorHint                       string
	ApprovalsHint, SaveRule                              string
	ConsentTitle                                         func(account string) string
	ConsentSentence, Requester, RequesterHint            string
	LongestVisit, LongestVisitHint                       string
	UntilHint                                            func(zone string) string

	// Messages.
	RuleSet, RuleRemoved, ConsentGiven, ConsentEnded, IsFrozen, IsUnfrozen string
}
