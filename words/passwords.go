package words

// Passwords is the state of a login's password, and how it is chosen anew: because it was
// forgotten, or because it must be changed.
type Passwords struct {
	// These stand for an instant with a slot.
	Set, Expires, Expired func(when string) string
	NotSet                string

	// NewTitle is the page on which someone who is signing in must choose a new password.
	NewTitle, SaveAndGoOn string
	OldExpired, OldKnown  func(login string) string
	OldPrinted            func(login string) string

	// Forgotten links to the page of the same title. AskSomeone is for a server without e-mail.
	Forgotten, ForgottenSentence, SendLink, AskSomeone, BackToSignIn string
	// LookTitle is the page after that: Asked never says whether there is such a login.
	LookTitle, Asked, NothingCame string
	// ForLogin is for the page that a link leads to. LinkGoesTo is for one that sets up a login.
	ForLogin   func(login string) string
	LinkGoesTo func(email string) string

	// An account's setting, and its form.
	Heading, Days, DaysHint, SaveDays, DaysSaved string

	// Buttons that send links, and what they say afterwards. NewLinkByMail is next to a link that
	// is shown.
	SendSetupLink, SendPasswordLink, SendPasswordLinkHint, NewLinkByMail string
	Sent                                                                 func(email string) string

	// EmailFromOutside is next to an address that someone outside the account wrote or a restore
	// brought back, EmailAccepted
	// a checkbox.
	EmailFromOutside, EmailAccepted string
}
