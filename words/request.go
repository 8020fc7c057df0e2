package words

import (
	"time"

	"latchkey/access"
)

// Request is access requests, wherever they are shown: their sentence, state, rows and cards, the
// acts on them, and their own page.
type Request struct {
	// States are in capitals, for badges.
	States map[access.State]string
	// Sentence sums up a request.
	Sentence func(s RequestSentence) string
	// AskedFor is what was requested if less is in force: another window, or access to edit.
	AskedFor func(when When, otherWindow, toEdit bool) string

	Title, TitleOfAll, FromNewest, FromNewestOfAll string
	RequestsForAccount                             func(account string) string
	AnyState, OnlyWaiting, OnlyOpen, OnlyOver      string
	NoneYet                                        string
	// OnlyMine is the filter for the reader's own requests.
	OnlyMine string
	// Find is the label of the search in a list, and FindHint what it finds.
	Find, FindHint, MoreFilters, From, To, Sort, NewestFirst, EndsFirst string
	// LookedSince is for a search that has not seen all requests yet.
	LookedSince func(at string) string

	Company, State, RequestedBy, Window, Decision, Act string
	Account, Ticket, Description, Access, SaidYes      string
	ToBeExtended, Rules, Timeline, NeverUsed           string
	ExtendsThis                                        string
	Until                                              func(when string) string
	// Lapses says when a request for a length lapses.
	Lapses func(when string) string

	// Asked and the texts that follow say what was done, by whom, and how long ago.
	Asked                                                                  func(ago string) string
	GrantedBy, ConsentedBy, DeniedBy, WithdrawnBy, RevokedBy, HandedBackBy func(by, ago string) string

	// NobodyGetsIn and the texts that follow say why a grant gives nobody access at the moment.
	NobodyGetsIn, NobodyCanGrant, Disabled func(account string) string
	OthersSaidYes                          func(names ...string) string
	YouSaidYes, NeedsTwo                   string
	// SignIn is the label of how those who would get access sign in: NoFactor says that the person
	// has no second factor, and PersonsFactor that only the login of their account has none.
	SignIn, BothFactors, NoFactor string
	PersonsFactor                 func(account string) string
	// MendByDenying and MendByLess say what a customer can do about a request that breaks their
	// rule.
	MendByDenying, MendByLess func(why string) string
	// Signature is the label of how a decision is signed: by whose passkey, with the name of its
	// key, or not at all. Waived is for a login that had a passkey.
	Signature, NotSigned, Waived string
	SignedWith                   func(passkey, key string) string
	AnotherFollows               string
	// WholeRequest leads from a dialog to the request's page.
	WholeRequest, Close string

	OverTitle, Report, Receipt, VerifyWith string
	OpenCompany                            func(company string) string
	// Visit and the texts that follow are for a timeline.
	Visit, OverByTheClock, LapsedUndecided string
	VisitUntil                             func(until time.Time, pages, changes, webapps int64) string
	FromAddress                            func(address string) string

	Acts     RequestActs
	Together Together
}

// Together is an act on several requests.
type Together struct {
	// ChosenCount and NoneChosen say how many are chosen, while someone chooses: {} is the number.
	// ChooseBelow is for browsers without JavaScript.
	ChosenCount, NoneChosen, ChooseBelow          string
	ChooseAll, DenyOrRevoke, TakeBack, ReasonHint string
	// Choose is the label of a checkbox, and ChooseThis the same where its row says the rest.
	ChooseThis string
	Choose     func(who, company string) string
	// Outcome says how many of all it was done with.
	Outcome                   func(done, all int64) string
	Done, NotDone, BackToList string
	// EndTicket ends what was granted for a ticket, and EndTicketMeans says what that does.
	EndTicket                       func(ticket string) string
	EndTicketMeans, EndTicketReason string
	// ChooseTicket chooses the requests for a ticket that a page has, and Left says how many grants
	// for it were not ended.
	ChooseTicket func(n int64, ticket string) string
	Left         func(n int64) string
}

// RequestActs are the acts on a request: the button, its consequences, and the message afterwards.
type RequestActs struct {
	Grant, GrantLess, Less, GrantThis, Deny, Shorten, Revoke, Withdraw, Extend, AskToExtend, HandBack, AskAgain, Open string
	// GrantFor is GRANT for screen readers.
	GrantFor func(who, company string) string
	// For follows a button, for screen readers. Title is the title of an act.
	For   func(who, company string) string
	Title func(act, who, company string) string

	GrantLessMeans, DenyMeans func(who string) string
	// In these, others says that the person has another grant for the company.
	ShortenMeans, RevokeMeans, HandBackMeans func(who, company string, others bool) string
	WithdrawMeans                            func(who, account string) string
	ExtendMeans                              func(account string) string

	HoursFromGrant, NotBefore, UntilInPlace, ValidFrom, ValidTo, Reason, Optional string
	AtMostHours                                                                   func(hours string) string
	NotBeforeAsked, NotAfterAsked                                                 string

	YouSaidYes                         func(account string) string
	Granted                            func(who, company string, when When) string
	Denied, Revoked, Withdrawn, Handed func(who, company string) string
	Shortened                          func(who, company string, to time.Time) string
	AskedToExtend                      string
}

// Mood is how a request's sentence is phrased.
type Mood int

// Wants is for an undecided request, May for one that gives access now or later, Might for one that
// did, and Wanted for one that never did.
const (
	Wants Mood = iota
	Wanted
	May
	Might
)

// RequestSentence sums up a request: who, from which account, wants or has which access. Account is
// the company's account, or "" if the reader knows it.
type RequestSentence struct {
	Who, Of, Company, Account string
	Mood                      Mood
	// Extends says that it continues an existing grant.
	ReadOnly, Extends bool
	When              When
}

// When is when access is given.
type When struct {
	// For is a length of time, or 0 if To is the end. It counts from GRANT if FromGrant is set.
	For       time.Duration
	FromGrant bool
	// From is zero for now, or for the moment of GRANT.
	From, To time.Time
}
