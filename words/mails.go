package words

import (
	"time"

	"latchkey/access"
)

// Mails is the mails. A name that ends in Subject is a subject; the sentence with the same name
// begins the mail, and the one that ends in Then follows it. Who formats the requester, and other
// people are given by the name of their login.
type Mails struct {
	Who func(person, account string) string
	// Operator is the operator as the one who did something, at the beginning of a sentence;
	// External is someone external.
	Operator string
	External func(name, account string) string

	ForDeciders MailsForDeciders
	ForAskers   MailsForAskers
	Extending   MailsOnExtending
	ForLogins   MailsForLogins
	Security    MailsOnSecurity
	Digest      MailsDigest
	Invoices    MailsOnInvoices

	// Line is a line with a label. Labels come before their values.
	Line                                                                func(label, text string) string
	Company, RequestedBy, Window, Access, AskedFor, Description, Reason string
	// InZone is the label of a window in another time zone.
	InZone func(zone string) string
	// Span is a window. Thing is an object with its owner.
	Span  func(from, to string) string
	Thing func(thing, of string) string

	Deputy func(of string) string
	// Choices comes before a URL.
	Choices string
}

// MailsForDeciders go to those who decide for the account whose data it is.
type MailsForDeciders struct {
	AskedSubject         func(who, company string) string
	Asked                func(who, company, account string) string
	AskedThen            func(account string, lapses time.Time) string
	AskedToExtendSubject func(who, company string) string
	AskedToExtend        func(who, company, account string) string
	AskedToExtendThen    func(account string) string
	ReminderSubject      func(who, company string) string
	Reminder             func(who, company, account string) string
	ReminderThen         func(lapses time.Time) string
	EnteredSubject       func(by, company string) string
	Entered              func(by, company, account string, at time.Time) string
	VisitSubject         func(who, company string) string
	Visit                func(who, company, account string) string
	InsideThen           func(account string) string
	UserMadeSubject      func(by, user, account string) string
	UserMade             func(by, user, account string) string
	UserMadeThen         string
}

// MailsForAskers go to those who requested access.
type MailsForAskers struct {
	GrantedSubject       func(by, company string) string
	Granted              func(by, company, account string) string
	GrantedLessSubject   func(by, company string) string
	GrantedLess          func(by, company, account string) string
	DeniedSubject        func(by, company string) string
	Denied               func(by, company, account string) string
	ShortenedSubject     func(by, company string) string
	Shortened            func(by, company, account string, ends time.Time) string
	EndingSubject        func(company string) string
	Ending               func(company, account string, ends time.Time) string
	EndingThen           string
	RevokedSubject       func(by, company string) string
	Revoked              func(by, company, account string) string
	FrozenSubject        func(by, account, company string) string
	Frozen               func(by, account, company string) string
	HandedBackSubject    func(by, company string) string
	HandedBack           func(by, company, account string) string
	WithdrawnSubject     func(by, company string) string
	Withdrawn            func(by, company, account string) string
	ExpiredSubject       func(company string) string
	Expired              func(company, account string, ended time.Time) string
	LapsedSubject        func(company string) string
	Lapsed               func(company, account string) string
	NobodyDecidesSubject func(company string) string
	NobodyDecides        func(company, account string) string
	NobodyDecidesThen    func(account string, lapses time.Time) string
}

// MailsOnExtending are about extensions, and go to the requester.
type MailsOnExtending struct {
	GrantedSubject     func(by, company string) string
	Granted            func(by, company, account string, ends time.Time) string
	GrantedLessSubject func(by, company string) string
	GrantedLess        func(by, company, account string, ends time.Time) string
	DeniedSubject      func(by, company string) string
	Denied             func(by, company, account string) string
	DeniedThen         string
}

// MailsForLogins go to a login, about what others did to it.
type MailsForLogins struct {
	LinkMadeSubject func(by, login string) string
	LinkMade        func(by, login string, at time.Time) string
	LinkMadeThen    func(account string) string
	// SetupLink and PasswordLinkHow are about the link at the end of the mail.
	SetupLinkSubject, SetupLink func(by, login string) string
	SetupLinkThen               func(account string) string
	PasswordLinkSubject         func(login string) string
	// PasswordLinkAsked is for someone who forgot the password.
	PasswordLinkAsked func(login string, at time.Time) string
	PasswordLinkBy    func(by, login string, at time.Time) string
	PasswordLinkHow   string
	PasswordLinkThen  string
	// ConfirmEmailBy is for an address that someone entered, ConfirmEmailAsked for a link that the
	// login asked for. ConfirmEmailHow is about the link at the end of the mail.
	ConfirmEmailSubject   func(login string) string
	ConfirmEmailBy        func(by, login string, at time.Time) string
	ConfirmEmailAsked     func(login string, at time.Time) string
	ConfirmEmailHow       string
	ConfirmEmailThen      func(account string) string
	PasswordSetSubject    func(login string) string
	PasswordSet           func(login string, at time.Time) string
	PasswordSetThrough    func(by string) string
	PasswordSetThen       func(account string) string
	WrongPasswordsSubject func(times int64, login string) string
	WrongPasswords        func(times int64, login string, last time.Time) string
	WrongPasswordsThen    string
	WrongFactorsSubject   func(times int64, login string) string
	WrongFactors          func(times int64, login string, last time.Time) string
	WrongFactorsThen      string
	EmailChangedSubject   func(by, login string) string
	EmailChanged          func(by, login string, at time.Time) string
	EmailChangedThen      func(account string) string
	// ChangedSubject names what was changed. Activated, Deactivated and Deleted need no more.
	ChangedSubject     func(by, login, what string) string
	Changed            func(by, login, what string, at time.Time) string
	ActivatedSubject   func(by, login string) string
	Activated          func(by, login string, at time.Time) string
	DeactivatedSubject func(by, login string) string
	Deactivated        func(by, login string, at time.Time) string
	DeletedSubject     func(by, login string) string
	Deleted            func(by, login string, at time.Time) string
	ChangedThen        func(account string) string
	// What is what was changed, for the middle of a sentence.
	What map[access.LoginChange]string
	// Under says under which access someone changed it.
	Under func(who, company string) string
	// Request is the label of a request's number. Moved says that this was the last mail to this
	// address.
	Request, Moved string
}

// MailsOnSecurity go to a login about how it signs in, whoever did it.
type MailsOnSecurity struct {
	News map[access.SecurityEvent]SecurityMail
	// Then is what to do if the reader did not do it.
	Then func(account string) string
	// ThenOthers is for those who read about another login.
	ThenOthers       func(account string) string
	Browser, Address string
	// UnknownBrowser takes the place of a browser's name.
	UnknownBrowser string
	// ElsewhereToo says that what happened to a second factor also ended other sessions.
	ElsewhereToo string
}

// SecurityMail is a mail about one event.
type SecurityMail struct {
	Subject, Happened func(SecurityFacts) string
}

// SecurityFacts are what a mail about an event can say: who did it and when, the login that it is
// about, the name of a passkey or, if the login is not the reader's, of the reader's login, how
// many recovery codes are left, and when a reset takes place. Each says only some of them, but
// always the login.
type SecurityFacts struct {
	By, Login, Name string
	Left            int64
	At, Effective   time.Time
}

// MailsDigest are notifications that were gathered.
type MailsDigest struct {
	// Subject is for a daily digest, BurstSubject for many notifications at once.
	Subject, BurstSubject func(notices int64) string
	Line                  func(at time.Time, subject string) string
	// Now is the current state of a request.
	Now map[access.State]string
}

// MailsOnInvoices go to those who read an account's invoices.
type MailsOnInvoices struct {
	IssuedSubject    func(number, issuer, total string) string
	Issued           func(by, number, account string) string
	CancelledSubject func(number, issuer string) string
	Cancelled        func(by, number, account string) string
	CancelledThen    func(counter string) string
}
