package access

import (
	"context"
	"time"

	"latchkey/db"
)

// noticeKind is who gets a notification about a request or a user.
type noticeKind struct {
	topic      Topic
	toDeciders bool
	// asks says that its readers should decide now.
	asks bool
}

var noticeKinds = map[Notice]noticeKind{
	NoticeAsked:          {TopicRequests, true, true},
	NoticeExtensionAsked: {TopicRequests, true, true},
	NoticeReminder:       {TopicReminders, true, true},
	NoticeEntered:        {topic: TopicVisits, toDeciders: true},
	NoticeVisit:          {topic: TopicVisits, toDeciders: true},
	NoticeUserMade:       {topic: TopicUsers, toDeciders: true},
	NoticeGranted:        {topic: TopicDecisions},
	NoticeGrantedLess:    {topic: TopicDecisions},
	NoticeDenied:         {topic: TopicDecisions},
	NoticeNobodyDecides:  {},
	NoticeShortened:      {topic: TopicChanges},
	NoticeEnding:         {topic: TopicEnding},
	NoticeRevoked:        {topic: TopicEnded},
	NoticeFrozen:         {topic: TopicEnded},
	NoticeHandedBack:     {topic: TopicEnded},
	NoticeWithdrawn:      {topic: TopicEnded},
	NoticeExpired:        {topic: TopicEnded},
	NoticeLapsed:         {topic: TopicEnded},
}

// Links are the URLs that mails link to. No link decides anything.
type Links struct {
	Request func(id string) string
	User    func(accountID, id string) string
	Invoice func(id string) string
	// SetupLink and PasswordLink let their reader choose a password, EmailLink confirms an address.
	SetupLink, PasswordLink, EmailLink func(token string) string
	// Choices is the page on which a login chooses its notifications, and Security the one for how
	// it signs in.
	Choices, Security string
}

// Letter is the content of a mail, and its reader. Whoever writes it puts it into words.
type Letter struct {
	Notice Notice
	// Language is the tag of the reader's language, or "" if unknown. Zone is their time zone.
	// StandsIn is for whom they are the deputy, or "".
	Language string
	Zone     *time.Location
	StandsIn string
	// At is when it happened, By who did it.
	At time.Time
	By Signatory
	// Account is the name of the account, Link the page about it, and Choices the page on which
	// readers choose their notifications.
	Account, Link, Choices string

	// Request is what a notification about a request is about. Reason or Cause is why it was
	// decided or ended like that.
	Request *Request
	Reason  string
	Cause   Cause
	// UserMade is the name of a user that was created.
	UserMade string
	// Invoice is what a notification about an invoice is about. Counter is the number of its
	// cancellation.
	Invoice *Invoice
	Counter string
	// Login is what a notification to a login is about.
	Login *LoginLetter
	// Gathered are the notifications in a digest. Burst says that these are many at once, and not a
	// daily digest.
	Gathered []Gathered
	Burst    bool
}

// Signatory is who did what a letter is about.
type Signatory struct {
	Kind Kind
	// Name is the login. Owner is the account of someone external, or "".
	Name, Owner string
}

// named is the actor as a login.
func (a Actor) named() Signatory { return Signatory{Kind: a.Kind, Name: a.Name()} }

// LoginLetter is what was done to a login.
type LoginLetter struct {
	// Name is the login's name.
	Name string
	// Times is how many wrong passwords were tried.
	Times int64
	// Changed is what was changed, and Under the request under which it was, or nil.
	Changed []LoginChange
	Under   *Request
	// Moved says that this is the last mail to this address.
	Moved bool
	// Security is the security event that it is about, or nil.
	Security *SecurityNews
}

// LoginChange is something that can be changed in a login.
type LoginChange string

// The changes that no entry names. The first three occur alone.
const (
	LoginActivated   LoginChange = "activated"
	LoginDeactivated LoginChange = "deactivated"
	LoginDeleted     LoginChange = "deleted"
	LoginWebapps     LoginChange = "webapps"
)

// LoginChanges are all changes of a login that continues to exist.
var LoginChanges = []LoginChange{
	LoginWebapps, "email", "first_name", "last_name", "time_zone", "roles", "roles_kept", "valid_to",
}

// Gathered is a notification in a digest.
type Gathered struct {
	At            time.Time
	Subject, Link string
	// State is the current state of its request, or "" if it is not about one.
	State State
}

// Written is a letter in words.
type Written struct{ Language, Subject, Body string }

// written puts a letter from the actor into words, in the reader's language, and into a mail.
func (t *tx) written(ctx context.Context, m *db.InsertMailParams, l Letter) error {
	language, err := t.GetMailLanguage(ctx, db.GetMailLanguageParams{AccountID: m.AccountID, UserID: m.UserID.String})
	if err != nil {
		return err
	}
	l.Notice, l.Language, l.At, l.Choices = Notice(m.Kind), language, t.now, t.svc.links.Choices
	if l.By.Name == "" {
		l.By = Signatory{Kind: t.by.Kind, Name: t.by.Signature()}
	}
	w := t.svc.letters(l)
	m.Language, m.Subject, m.Body, m.Link = w.Language, OneLine(w.Subject), w.Body, l.Link
	return nil
}
