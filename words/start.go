package words

import "latchkey/access"

// Start is the start page and the first steps.
type Start struct {
	Hello func(user string) string

	// InNow is over where the reader has access, NowhereIn is for when that is nowhere.
	InNow, NowhereIn string
	Until            func(account, until string) string
	// InUntil is from which account someone is, and where they have access until when.
	InUntil func(from, company, until string) string
	// WithAccess is over the webapps that someone opens by a grant.
	WithAccess func(account string) string

	Webapps, AssignYourself string
	// NoWebapp is for people who depend on others to assign webapps, NoWebappAssign for those who
	// can do so themselves.
	NoWebapp, NoWebappAssign func(account string) string

	WrongSoOften func(n int64, last string) string
	// LastSignIn is where someone signed in before, LastSignInOn for when nothing else is known.
	LastSignIn    func(at, browser, address string) string
	LastSignInOn  func(at string) string
	CheckSessions string

	// OwnData and Why lead to the reader's own user, and to what it may do.
	OwnData, Why string

	GettingStarted, UntilDone, Done string
	Steps                           map[access.Step]Step
	// OwnCompany replaces the reason in Steps for the first company, if that is in the reader's own
	// account.
	OwnCompany string
}

// Step is what to do first, and why.
type Step struct{ Do, Why string }
