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
	LinkMadeSubject       func(by, login string) string
	LinkMade              func(by, login string, at time.Time) string
	LinkMadeThen          func(account string) string
	PasswordSetSubject    func(login string) string
	PasswordSet           func(login string, at time.Time) string
	PasswordSetThrough    func(by string) string
	PasswordSetThen       func(account string) string
	WrongPasswordsSubject func(times int64, login string) string
	WrongPasswords        func(times int64, login string, last time.Time) string
	WrongPasswordsThen    string
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

var enMails = Mails{
	Who:      func(person, account string) string { return person + " from " + account },
	Operator: "The operator of Latchkey",
	External: func(name, account string) string { return name + " (external, from " + account + ")" },

	ForDeciders: MailsForDeciders{
		AskedSubject: func(who, company string) string { return who + " requests access to " + company },
		Asked: func(who, company, account string) string {
			return who + " requests access to " + enCompanyOf(company, account) + "."
		},
		AskedThen: func(account string, lapses time.Time) string {
			return "Anyone who decides for " + account + " can grant or deny it. If nobody does, the request lapses on " + enMoment(lapses) + "."
		},
		AskedToExtendSubject: func(who, company string) string { return who + " requests an extension of access to " + company },
		AskedToExtend: func(who, company, account string) string {
			return who + " requests an extension of access to " + enCompanyOf(company, account) + "."
		},
		AskedToExtendThen: func(account string) string {
			return "Anyone who decides for " + account + " can grant or deny it. Access that was already granted doesn't change."
		},
		ReminderSubject: func(who, company string) string {
			return "Still waiting: " + who + " requests access to " + company
		},
		Reminder: func(who, company, account string) string {
			return "Nobody has decided yet: " + who + " requests access to " + enCompanyOf(company, account) + "."
		},
		ReminderThen: func(lapses time.Time) string {
			return "If nobody decides, the request lapses on " + enMoment(lapses) + "."
		},
		EnteredSubject: func(by, company string) string { return "First visit: " + by + " is using their access to " + company },
		Entered: func(by, company, account string, at time.Time) string {
			return by + " used their access to " + enCompanyOf(company, account) + " for the first time on " + enMoment(at) + "."
		},
		VisitSubject: func(who, company string) string {
			return "Visit by standing consent: " + who + " has access to " + company
		},
		Visit: func(who, company, account string) string {
			return who + " has access to " + enCompanyOf(company, account) + ", by that account's standing consent."
		},
		InsideThen: func(account string) string {
			return "The record shows everything they do there. Anyone who decides for " + account + " can revoke the access at any time."
		},
		UserMadeSubject: func(by, user, account string) string { return by + " created the user " + user + " in " + account },
		UserMade: func(by, user, account string) string {
			return by + ", who isn't one of the account's own people, created the user " + user + " in " + account + "."
		},
		UserMadeThen: "The user's page shows what this user may do, and until when.",
	},
	ForAskers: MailsForAskers{
		GrantedSubject: func(by, company string) string { return by + " granted access to " + company },
		Granted: func(by, company, account string) string {
			return by + " granted access to " + enCompanyOf(company, account) + "."
		},
		GrantedLessSubject: func(by, company string) string {
			return by + " granted access to " + company + ", but less than requested"
		},
		GrantedLess: func(by, company, account string) string {
			return by + " granted access to " + enCompanyOf(company, account) + ", but less than you requested."
		},
		DeniedSubject: func(by, company string) string { return by + " denied access to " + company },
		Denied: func(by, company, account string) string {
			return by + " denied the request for access to " + enCompanyOf(company, account) + "."
		},
		ShortenedSubject: func(by, company string) string { return by + " shortened access to " + company },
		Shortened: func(by, company, account string, ends time.Time) string {
			return by + " shortened access to " + enCompanyOf(company, account) + ". It now ends on " + enMoment(ends) + "."
		},
		EndingSubject: func(company string) string { return "Access to " + company + " is about to end" },
		Ending: func(company, account string, ends time.Time) string {
			return "Access to " + enCompanyOf(company, account) + " ends on " + enMoment(ends) + "."
		},
		EndingThen:     "If you need more time, request an extension on the request's page.",
		RevokedSubject: func(by, company string) string { return by + " revoked access to " + company },
		Revoked: func(by, company, account string) string {
			return by + " revoked access to " + enCompanyOf(company, account) + "."
		},
		FrozenSubject: func(by, account, company string) string {
			return by + " froze external access to " + account + ": access to " + company + " has ended"
		},
		Frozen: func(by, account, company string) string {
			return by + " froze external access to " + account + ". Access to its company " + company + " has ended."
		},
		HandedBackSubject: func(by, company string) string { return by + " handed back access to " + company },
		HandedBack: func(by, company, account string) string {
			return by + " handed back access to " + enCompanyOf(company, account) + "."
		},
		WithdrawnSubject: func(by, company string) string { return by + " withdrew the request for access to " + company },
		Withdrawn: func(by, company, account string) string {
			return by + " withdrew the request for access to " + enCompanyOf(company, account) + "."
		},
		ExpiredSubject: func(company string) string { return "Access to " + company + " has ended" },
		Expired: func(company, account string, ended time.Time) string {
			return "Access to " + enCompanyOf(company, account) + " ended on " + enMoment(ended) + "."
		},
		LapsedSubject: func(company string) string {
			return "Nobody decided your request for access to " + company + " in time"
		},
		Lapsed: func(company, account string) string {
			return "Nobody decided the request for access to " + enCompanyOf(company, account) + " in time, so it lapsed."
		},
		NobodyDecidesSubject: func(company string) string { return "Nobody can decide your request for access to " + company },
		NobodyDecides: func(company, account string) string {
			return "Nobody can decide the request for access to " + enCompanyOf(company, account) + " right now, because none of the people who decide for that account can sign in."
		},
		NobodyDecidesThen: func(account string, lapses time.Time) string {
			return "Please contact " + account + " another way. If nobody decides, the request lapses on " + enMoment(lapses) + "."
		},
	},
	Extending: MailsOnExtending{
		GrantedSubject: func(by, company string) string { return by + " extended access to " + company },
		Granted: func(by, company, account string, ends time.Time) string {
			return by + " extended access to " + enCompanyOf(company, account) + ". It now ends on " + enMoment(ends) + "."
		},
		GrantedLessSubject: func(by, company string) string {
			return by + " extended access to " + company + ", but by less than requested"
		},
		GrantedLess: func(by, company, account string, ends time.Time) string {
			return by + " extended access to " + enCompanyOf(company, account) + ", but by less than you requested. It now ends on " + enMoment(ends) + "."
		},
		DeniedSubject: func(by, company string) string { return by + " denied the extension of access to " + company },
		Denied: func(by, company, account string) string {
			return by + " denied the request to extend access to " + enCompanyOf(company, account) + "."
		},
		DeniedThen: "Access that was already granted doesn't change.",
	},
	ForLogins: MailsForLogins{
		LinkMadeSubject: func(by, login string) string { return by + " created a set-up link for your login " + login },
		LinkMade: func(by, login string, at time.Time) string {
			return by + " created a set-up link for your login " + login + " on " + enMoment(at) + "."
		},
		LinkMadeThen: func(account string) string {
			return "Anyone who has the link can choose the password of this login. If you didn't ask for it, tell the administrators of " + account + "."
		},
		PasswordSetSubject: func(login string) string { return "Someone set the password of your login " + login },
		PasswordSet: func(login string, at time.Time) string {
			return "Someone used a set-up link to set the password of your login " + login + " on " + enMoment(at) + "."
		},
		PasswordSetThrough: func(by string) string { return by + " created the link." },
		PasswordSetThen: func(account string) string {
			return "If this wasn't you, someone else can sign in as you. Tell the administrators of " + account + "."
		},
		WrongPasswordsSubject: func(times int64, login string) string {
			return enNumber(times) + " wrong passwords for your login " + login
		},
		WrongPasswords: func(times int64, login string, last time.Time) string {
			return "Since yesterday, " + enNumber(times) + " wrong passwords have been entered for your login " + login + ", the last one on " + enMoment(last) + ". None of them gave access."
		},
		WrongPasswordsThen: "If this wasn't you, someone may be guessing your password. Latchkey slows down attempts from browsers you haven't signed in with before. A long password that you use nowhere else keeps others out. You won't get another e-mail about this for a day; your start page shows the number of attempts.",
		EmailChangedSubject: func(by, login string) string {
			return by + " changed the e-mail address of your login " + login
		},
		EmailChanged: func(by, login string, at time.Time) string {
			return by + " changed the e-mail address of your login " + login + " on " + enMoment(at) + ". From now on, e-mail about it goes to the new address instead of this one."
		},
		EmailChangedThen: func(account string) string {
			return "If you didn't make or want this change, someone else may be able to act as you. Change your password, and tell the administrators of " + account + "."
		},
		ChangedSubject: func(by, login, what string) string { return by + " changed your login " + login + ": " + what },
		Changed: func(by, login, what string, at time.Time) string {
			return by + " changed your login " + login + " on " + enMoment(at) + ": " + what + "."
		},
		ActivatedSubject: func(by, login string) string { return by + " activated your login " + login },
		Activated: func(by, login string, at time.Time) string {
			return by + " activated your login " + login + " on " + enMoment(at) + "."
		},
		DeactivatedSubject: func(by, login string) string { return by + " deactivated your login " + login },
		Deactivated: func(by, login string, at time.Time) string {
			return by + " deactivated your login " + login + " on " + enMoment(at) + "."
		},
		DeletedSubject: func(by, login string) string { return by + " deleted your login " + login },
		Deleted: func(by, login string, at time.Time) string {
			return by + " deleted your login " + login + " on " + enMoment(at) + "."
		},
		ChangedThen: func(account string) string {
			return "The record of " + account + " shows what your login was like before. If you don't know why this happened, ask the administrators of " + account + "."
		},
		What: map[access.LoginChange]string{
			access.LoginWebapps: "webapps", "email": "e-mail address", "first_name": "first name", "last_name": "last name", "time_zone": "time zone",
			"roles": "roles", "roles_kept": "roles that no longer end with the grant", "valid_to": "end date",
		},
		Under: func(who, company string) string {
			return "They did so under the grant for the company " + company + " that " + who + " requested."
		},
		Request: "Access request",
		Moved:   "From now on, e-mail about your login goes to its new address instead of this one.",
	},
	Digest: MailsDigest{
		Subject: func(notices int64) string {
			return "Your digest: " + noun{"notification", "notifications"}.of(notices, enNumber)
		},
		BurstSubject: func(notices int64) string {
			return "Several at once: " + noun{"notification", "notifications"}.of(notices, enNumber)
		},
		Line: func(at time.Time, subject string) string { return enMoment(at) + ": " + subject + "." },
		Now: map[access.State]string{
			access.Pending: "It is still waiting for a decision.", access.Lapsed: "It lapsed without a decision.", access.Scheduled: "It was granted and begins later.",
			access.Active: "Access is active now.", access.Expired: "Access has ended.", access.Refused: "It was denied.",
			access.Withdrawn: "It was withdrawn.", access.Ended: "Access ended early.",
		},
	},
	Invoices: MailsOnInvoices{
		IssuedSubject: func(number, issuer, total string) string {
			return "Invoice " + number + " from " + issuer + ": " + total
		},
		Issued: func(by, number, account string) string {
			return by + " issued invoice " + number + " to " + account + "."
		},
		CancelledSubject: func(number, issuer string) string {
			return "Invoice " + number + " from " + issuer + " was cancelled"
		},
		Cancelled: func(by, number, account string) string {
			return by + " cancelled invoice " + number + " to " + account + "."
		},
		CancelledThen: func(counter string) string {
			return "Cancellation " + counter + " reverses its amounts. You don't have to pay the invoice."
		},
	},

	Line:    func(label, text string) string { return label + ": " + text },
	Company: "Company", RequestedBy: "Requested by", Window: "When", Access: "Access", AskedFor: "Originally requested", Description: "Description", Reason: "Reason",
	InZone:  func(zone string) string { return "Company time (" + zone + ")" },
	Span:    func(from, to string) string { return from + " – " + to },
	Thing:   func(thing, of string) string { return thing + ", " + of },
	Deputy:  func(of string) string { return "You're receiving this as the deputy of " + of + ", who is away." },
	Choices: "To change which notifications you get, and how, go to:",
}

// enCompanyOf is a company with its account, for the middle of a sentence.
func enCompanyOf(company, account string) string { return account + "'s company " + company }

// deCompanyOf is a company with its account, for the middle of a sentence.
func deCompanyOf(company, account string) string {
	return "das Unternehmen " + company + " des Accounts " + account
}

var deMails = Mails{
	Who:      func(person, account string) string { return person + " von " + account },
	Operator: "Der Betreiber von Latchkey",
	External: func(name, account string) string { return name + " (extern, aus " + account + ")" },

	ForDeciders: MailsForDeciders{
		AskedSubject: func(who, company string) string { return who + " hat Zugriff auf " + company + " angefragt" },
		Asked: func(who, company, account string) string {
			return who + " hat Zugriff auf " + deCompanyOf(company, account) + " angefragt."
		},
		AskedThen: func(account string, lapses time.Time) string {
			return "Wer für " + account + " entscheidet, kann den Zugriff gewähren oder die Anfrage ablehnen. Ohne Entscheidung verfällt die Anfrage am " + deMoment(lapses) + "."
		},
		AskedToExtendSubject: func(who, company string) string {
			return who + " hat eine Verlängerung des Zugriffs auf " + company + " angefragt"
		},
		AskedToExtend: func(who, company, account string) string {
			return who + " hat eine Verlängerung des Zugriffs auf " + deCompanyOf(company, account) + " angefragt."
		},
		AskedToExtendThen: func(account string) string {
			return "Wer für " + account + " entscheidet, kann die Verlängerung gewähren oder ablehnen. Bereits gewährter Zugriff bleibt unverändert bestehen."
		},
		ReminderSubject: func(who, company string) string {
			return "Noch nicht entschieden: " + who + " hat Zugriff auf " + company + " angefragt"
		},
		Reminder: func(who, company, account string) string {
			return "Bisher hat niemand entschieden: " + who + " hat Zugriff auf " + deCompanyOf(company, account) + " angefragt."
		},
		ReminderThen: func(lapses time.Time) string {
			return "Ohne Entscheidung verfällt die Anfrage am " + deMoment(lapses) + "."
		},
		EnteredSubject: func(by, company string) string {
			return "Erster Besuch: " + by + " nutzt den Zugriff auf " + company
		},
		Entered: func(by, company, account string, at time.Time) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " am " + deMoment(at) + " zum ersten Mal genutzt."
		},
		VisitSubject: func(who, company string) string {
			return "Besuch mit Dauerfreigabe: " + who + " hat Zugriff auf " + company
		},
		Visit: func(who, company, account string) string {
			return who + " hat Zugriff auf " + deCompanyOf(company, account) + ", und zwar durch eine Dauerfreigabe dieses Accounts."
		},
		InsideThen: func(account string) string {
			return "Alles, was dort geschieht, steht im Protokoll. Wer für " + account + " entscheidet, kann den Zugriff jederzeit entziehen."
		},
		UserMadeSubject: func(by, user, account string) string {
			return by + " hat in " + account + " den Benutzer " + user + " angelegt"
		},
		UserMade: func(by, user, account string) string {
			return by + " hat in " + account + " den Benutzer " + user + " angelegt, gehört aber nicht zu diesem Account."
		},
		UserMadeThen: "Was der Benutzer darf und bis wann, steht auf seiner Seite.",
	},
	ForAskers: MailsForAskers{
		GrantedSubject: func(by, company string) string { return by + " hat den Zugriff auf " + company + " gewährt" },
		Granted: func(by, company, account string) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " gewährt."
		},
		GrantedLessSubject: func(by, company string) string {
			return by + " hat den Zugriff auf " + company + " gewährt, aber weniger als angefragt"
		},
		GrantedLess: func(by, company, account string) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " gewährt, aber weniger als angefragt."
		},
		DeniedSubject: func(by, company string) string { return by + " hat die Zugriffsanfrage für " + company + " abgelehnt" },
		Denied: func(by, company, account string) string {
			return by + " hat die Anfrage für den Zugriff auf " + deCompanyOf(company, account) + " abgelehnt."
		},
		ShortenedSubject: func(by, company string) string { return by + " hat den Zugriff auf " + company + " verkürzt" },
		Shortened: func(by, company, account string, ends time.Time) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " verkürzt. Er endet jetzt am " + deMoment(ends) + "."
		},
		EndingSubject: func(company string) string { return "Der Zugriff auf " + company + " endet in Kürze" },
		Ending: func(company, account string, ends time.Time) string {
			return "Der Zugriff auf " + deCompanyOf(company, account) + " endet am " + deMoment(ends) + "."
		},
		EndingThen:     "Wenn Sie mehr Zeit brauchen, fragen Sie auf der Seite der Anfrage eine Verlängerung an.",
		RevokedSubject: func(by, company string) string { return by + " hat den Zugriff auf " + company + " entzogen" },
		Revoked: func(by, company, account string) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " entzogen."
		},
		FrozenSubject: func(by, account, company string) string {
			return by + " hat den externen Zugriff auf " + account + " gesperrt: Der Zugriff auf " + company + " ist beendet"
		},
		Frozen: func(by, account, company string) string {
			return by + " hat den externen Zugriff auf " + account + " gesperrt. Der Zugriff auf das Unternehmen " + company + " ist beendet."
		},
		HandedBackSubject: func(by, company string) string {
			return by + " hat den Zugriff auf " + company + " zurückgegeben"
		},
		HandedBack: func(by, company, account string) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " zurückgegeben."
		},
		WithdrawnSubject: func(by, company string) string {
			return by + " hat die Zugriffsanfrage für " + company + " zurückgezogen"
		},
		Withdrawn: func(by, company, account string) string {
			return by + " hat die Anfrage für den Zugriff auf " + deCompanyOf(company, account) + " zurückgezogen."
		},
		ExpiredSubject: func(company string) string { return "Der Zugriff auf " + company + " ist abgelaufen" },
		Expired: func(company, account string, ended time.Time) string {
			return "Der Zugriff auf " + deCompanyOf(company, account) + " ist am " + deMoment(ended) + " abgelaufen."
		},
		LapsedSubject: func(company string) string {
			return "Über Ihre Zugriffsanfrage für " + company + " wurde nicht rechtzeitig entschieden"
		},
		Lapsed: func(company, account string) string {
			return "Die Anfrage für den Zugriff auf " + deCompanyOf(company, account) + " ist verfallen, weil nicht rechtzeitig über sie entschieden wurde."
		},
		NobodyDecidesSubject: func(company string) string {
			return "Niemand kann über Ihre Zugriffsanfrage für " + company + " entscheiden"
		},
		NobodyDecides: func(company, account string) string {
			return "Niemand kann über die Anfrage für den Zugriff auf " + deCompanyOf(company, account) + " entscheiden: Derzeit kann sich niemand anmelden, der für diesen Account entscheidet."
		},
		NobodyDecidesThen: func(account string, lapses time.Time) string {
			return "Wenden Sie sich auf anderem Weg an " + account + ". Ohne Entscheidung verfällt die Anfrage am " + deMoment(lapses) + "."
		},
	},
	Extending: MailsOnExtending{
		GrantedSubject: func(by, company string) string { return by + " hat den Zugriff auf " + company + " verlängert" },
		Granted: func(by, company, account string, ends time.Time) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " verlängert. Er endet jetzt am " + deMoment(ends) + "."
		},
		GrantedLessSubject: func(by, company string) string {
			return by + " hat den Zugriff auf " + company + " verlängert, aber um weniger als angefragt"
		},
		GrantedLess: func(by, company, account string, ends time.Time) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " verlängert, aber um weniger als angefragt. Er endet jetzt am " + deMoment(ends) + "."
		},
		DeniedSubject: func(by, company string) string {
			return by + " hat die Verlängerung des Zugriffs auf " + company + " abgelehnt"
		},
		Denied: func(by, company, account string) string {
			return by + " hat die Verlängerung des Zugriffs auf " + deCompanyOf(company, account) + " abgelehnt."
		},
		DeniedThen: "Bereits gewährter Zugriff bleibt unverändert bestehen.",
	},
	ForLogins: MailsForLogins{
		LinkMadeSubject: func(by, login string) string {
			return by + " hat einen Einrichtungslink für Ihren Login " + login + " erstellt"
		},
		LinkMade: func(by, login string, at time.Time) string {
			return by + " hat am " + deMoment(at) + " einen Einrichtungslink für Ihren Login " + login + " erstellt."
		},
		LinkMadeThen: func(account string) string {
			return "Wer den Link öffnet, wählt das Kennwort dieses Logins. Wenn Sie nicht darum gebeten haben, informieren Sie die Administratoren von " + account + "."
		},
		PasswordSetSubject: func(login string) string { return "Das Kennwort Ihres Logins " + login + " wurde festgelegt" },
		PasswordSet: func(login string, at time.Time) string {
			return "Das Kennwort Ihres Logins " + login + " wurde am " + deMoment(at) + " über einen Einrichtungslink festgelegt."
		},
		PasswordSetThrough: func(by string) string { return by + " hat den Link erstellt." },
		PasswordSetThen: func(account string) string {
			return "Wenn Sie das nicht waren, kann sich jemand anders mit Ihrem Login anmelden. Informieren Sie die Administratoren von " + account + "."
		},
		WrongPasswordsSubject: func(times int64, login string) string {
			return deNumber(times) + " falsche Kennwörter für Ihren Login " + login
		},
		WrongPasswords: func(times int64, login string, last time.Time) string {
			return "Seit gestern wurden für Ihren Login " + login + " " + deNumber(times) + " falsche Kennwörter eingegeben, das letzte am " + deMoment(last) + ". Mit keinem davon hat sich jemand angemeldet."
		},
		WrongPasswordsThen: "Wenn Sie das nicht waren, versucht möglicherweise jemand, Ihr Kennwort zu erraten. Latchkey verzögert Versuche aus Browsern, mit denen Sie sich noch nie angemeldet haben. Ein langes Kennwort, das Sie sonst nirgends verwenden, schützt Sie. Dazu erhalten Sie einen Tag lang keine weitere E-Mail; die Zahl steht auf Ihrer Startseite.",
		EmailChangedSubject: func(by, login string) string {
			return by + " hat die E-Mail-Adresse Ihres Logins " + login + " geändert"
		},
		EmailChanged: func(by, login string, at time.Time) string {
			return by + " hat am " + deMoment(at) + " die E-Mail-Adresse Ihres Logins " + login + " geändert. Ab jetzt gehen E-Mails für diesen Login an die neue Adresse und nicht mehr an diese."
		},
		EmailChangedThen: func(account string) string {
			return "Wenn Sie diese Änderung weder vorgenommen noch gewollt haben, kann möglicherweise jemand anders in Ihrem Namen handeln. Ändern Sie Ihr Kennwort und informieren Sie die Administratoren von " + account + "."
		},
		ChangedSubject: func(by, login, what string) string {
			return by + " hat Ihren Login " + login + " geändert: " + what
		},
		Changed: func(by, login, what string, at time.Time) string {
			return by + " hat am " + deMoment(at) + " Ihren Login " + login + " geändert: " + what + "."
		},
		ActivatedSubject: func(by, login string) string { return by + " hat Ihren Login " + login + " aktiviert" },
		Activated: func(by, login string, at time.Time) string {
			return by + " hat am " + deMoment(at) + " Ihren Login " + login + " aktiviert."
		},
		DeactivatedSubject: func(by, login string) string { return by + " hat Ihren Login " + login + " deaktiviert" },
		Deactivated: func(by, login string, at time.Time) string {
			return by + " hat am " + deMoment(at) + " Ihren Login " + login + " deaktiviert."
		},
		DeletedSubject: func(by, login string) string { return by + " hat Ihren Login " + login + " gelöscht" },
		Deleted: func(by, login string, at time.Time) string {
			return by + " hat am " + deMoment(at) + " Ihren Login " + login + " gelöscht."
		},
		ChangedThen: func(account string) string {
			return "Der vorherige Stand steht im Protokoll von " + account + ". Wenn Sie nicht wissen, warum das geschah, fragen Sie die Administratoren von " + account + "."
		},
		What: map[access.LoginChange]string{
			access.LoginWebapps: "Web-Apps", "email": "E-Mail-Adresse", "first_name": "Vorname", "last_name": "Nachname", "time_zone": "Zeitzone",
			"roles": "Rollen", "roles_kept": "Rollen, die nicht mehr mit dem Zugriff enden", "valid_to": "Ende der Gültigkeit",
		},
		Under: func(who, company string) string {
			return "Grundlage war der Zugriff auf das Unternehmen " + company + ", den " + who + " angefragt hatte."
		},
		Request: "Zugriffsanfrage",
		Moved:   "Ab jetzt gehen E-Mails für Ihren Login an die neue Adresse und nicht mehr an diese.",
	},
	Digest: MailsDigest{
		Subject: func(notices int64) string {
			return "Ihre Tagesübersicht: " + noun{"Benachrichtigung", "Benachrichtigungen"}.of(notices, deNumber)
		},
		BurstSubject: func(notices int64) string {
			return noun{"Benachrichtigung", "Benachrichtigungen"}.of(notices, deNumber) + " auf einmal"
		},
		Line: func(at time.Time, subject string) string { return deMoment(at) + ": " + subject + "." },
		Now: map[access.State]string{
			access.Pending: "Die Entscheidung steht noch aus.", access.Lapsed: "Die Anfrage ist ohne Entscheidung verfallen.",
			access.Scheduled: "Der Zugriff ist gewährt und beginnt später.", access.Active: "Der Zugriff ist jetzt aktiv.",
			access.Expired: "Der Zugriff ist abgelaufen.", access.Refused: "Die Anfrage ist abgelehnt.",
			access.Withdrawn: "Die Anfrage ist zurückgezogen.", access.Ended: "Der Zugriff wurde vorzeitig beendet.",
		},
	},
	Invoices: MailsOnInvoices{
		IssuedSubject: func(number, issuer, total string) string {
			return "Rechnung " + number + " von " + issuer + ": " + total
		},
		Issued: func(by, number, account string) string {
			return by + " hat " + account + " die Rechnung " + number + " gestellt."
		},
		CancelledSubject: func(number, issuer string) string { return "Rechnung " + number + " von " + issuer + " storniert" },
		Cancelled: func(by, number, account string) string {
			return by + " hat die Rechnung " + number + " an " + account + " storniert."
		},
		CancelledThen: func(counter string) string {
			return "Die Stornorechnung " + counter + " hebt die Beträge auf. Sie müssen die Rechnung nicht bezahlen."
		},
	},

	Line:    func(label, text string) string { return label + ": " + text },
	Company: "Unternehmen", RequestedBy: "Angefragt von", Window: "Zeitraum", Access: "Zugriff", AskedFor: "Ursprünglich angefragt",
	Description: "Beschreibung", Reason: "Begründung",
	InZone: func(zone string) string { return "Ortszeit des Unternehmens (" + zone + ")" },
	Span:   func(from, to string) string { return from + " – " + to },
	Thing:  func(thing, of string) string { return thing + ", " + of },
	Deputy: func(of string) string {
		return "Sie erhalten diese E-Mail als Vertretung von " + of + ", da diese Person abwesend ist."
	},
	Choices: "Worüber und wie Sie informiert werden, wählen Sie hier:",
}
