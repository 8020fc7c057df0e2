package access

import (
	"context"
	"time"

	"latchkey/db"
)

// noticeKind is who is told of a notice about a request or a user.
type noticeKind struct {
	topic      Topic
	toDeciders bool
}

var noticeKinds = map[Notice]noticeKind{
	NoticeAsked:          {TopicRequests, true},
	NoticeExtensionAsked: {TopicRequests, true},
	NoticeReminder:       {TopicReminders, true},
	NoticeEntered:        {TopicVisits, true},
	NoticeVisit:          {TopicVisits, true},
	NoticeUserMade:       {TopicUsers, true},
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

// Links are the addresses that mails link to. None of them decides anything.
type Links struct {
	Request func(id string) string
	User    func(accountID, id string) string
	Invoice func(id string) string
	// Choices is the page on which a login chooses how it is told.
	Choices string
}

// Letter is what a mail tells, and to whom. Whoever writes it puts it into words.
type Letter struct {
	Notice Notice
	// Language is the tag of the reader's language, "" where nobody knows it, and Zone their time zone. StandsIn is whom they are told
	// in place of, "" for their own sake.
	Language string
	Zone     *time.Location
	StandsIn string
	// At is when it happened, By who did it.
	At time.Time
	By Signatory
	// Account is the name of the account that it is about, Link the page about it, and Choices the one on which readers choose how
	// they are told.
	Account, Link, Choices string

	// Request is what a notice of a request is about, Reason or Cause why it was decided or ended like that.
	Request *Request
	Reason  string
	Cause   Cause
	// UserMade is the name of a user that was made.
	UserMade string
	// Invoice is what a notice of an invoice is about, Counter the number of its cancellation.
	Invoice *Invoice
	Counter string
	// Login is what a notice to a login is about.
	Login *LoginLetter
	// Gathered are the notices in a digest, and Burst says that it has what came at once.
	Gathered []Gathered
	Burst    bool
}

// Signatory is who did what a letter tells.
type Signatory struct {
	Kind Kind
	// Name is the login, Owner the account of somebody external, "" of others.
	Name, Owner string
}

// named is the actor as a login.
func (a Actor) named() Signatory { return Signatory{Kind: a.Kind, Name: a.Name()} }

// LoginLetter is what was done to a login.
type LoginLetter struct {
	// Name is the login's.
	Name string
	// Times is how many wrong passwords were tried.
	Times int64
	// Changed is what was changed of it, and Under the request by which, nil for none.
	Changed []LoginChange
	Under   *Request
	// Moved says that this is the last mail to the address that it goes to.
	Moved bool
}

// LoginChange is what can be changed of a login.
type LoginChange string

// The changes that no entry names. One of the first three stands alone.
const (
	LoginActivated   LoginChange = "activated"
	LoginDeactivated LoginChange = "deactivated"
	LoginDeleted     LoginChange = "deleted"
	LoginWebapps     LoginChange = "webapps"
)

// LoginChanges are all that can be changed of a login that goes on.
var LoginChanges = []LoginChange{
	LoginWebapps, "email", "first_name", "last_name", "time_zone", "roles", "roles_kept", "valid_to",
}

// Gathered is a notice in a digest.
type Gathered struct {
	At            time.Time
	Subject, Link string
	// State is what has become of the request that it is about, "" where it is about none.
	State State
}

// Written is a letter in words.
type Written struct{ Language, Subject, Body string }

// written puts a letter from the actor into words, in the language of the login that it is to, and into a mail.
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
