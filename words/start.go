package words

import "latchkey/access"

// Start is the start page and the first steps.
type Start struct {
	Hello func(user string) string

	InNow string
	Until func(account, until string) string
	// WithAccess is over the webapps that someone opens by a grant.
	WithAccess func(account string) string

	Webapps, AssignYourself string
	// NoWebapp is for people who depend on others to assign webapps, NoWebappAssign for those who
	// can do so themselves.
	NoWebapp, NoWebappAssign func(account string) string

	Admin        string
	NothingToDo  func(account string) string
	WrongSoOften func(n int64, last string) string
	// LastSignIn is where someone signed in before, LastSignInOn for when nothing else is known.
	LastSignIn    func(at, browser, address string) string
	LastSignInOn  func(at string) string
	CheckSessions string

	// The tiles of the Admin app: their names, and what each is for.
	OwnData, OwnDataFor, AccountPage, Users, Subscriptions, SubscriptionsFor, ExternalAccess, WhoGetsIn, WhereYouGetIn,
	Ask, AskFor, Accounts, AccountsFor, Why, WhyFor string
	AccountFor, UsersFor func(account string) string

	GettingStarted, UntilDone, Done string
	Steps                           map[access.Step]Step
	// OwnCompany replaces the reason in Steps for the first company, if that is in the reader's own
	// account.
	OwnCompany string
}

// Step is what to do first, and why.
type Step struct{ Do, Why string }
