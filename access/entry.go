package access

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"latchkey/db"
	"latchkey/record"
)

// Action says what an entry of the record says was done.
type Action string

// The actions.
const (
	SignedIn               Action = "session.started"
	SignInBegun            Action = "session.begun"
	SignInFailed           Action = "session.refused"
	SignedOut              Action = "session.ended"
	Denied                 Action = "denied"
	SetupOffered           Action = "setup.offered"
	SetupLinkMade          Action = "login.link_made"
	PasswordSetUp          Action = "login.password_set"
	AccountCreated         Action = "account.created"
	AccountUpdated         Action = "account.changed"
	AccountDeleted         Action = "account.deleted"
	AccountRoleAdded       Action = "account.role_added"
	AccountRoleRemoved     Action = "account.role_removed"
	AccountPasswordChanged Action = "account.password_changed"
	WrongCurrentPassword   Action = "login.password_refused"
	AccountDisabled        Action = "account.disabled"
	AccountEnabled         Action = "account.enabled"
	AccountRead            Action = "account.read"
	UsersRead              Action = "users.read"
	UserPasswordChanged    Action = "user.password_changed"
	UserCreated            Action = "user.created"
	WhyRead                Action = "why.read"
	CompanyCreated         Action = "company.created"
	CompanyUpdated         Action = "company.changed"
	CompanyDeleted         Action = "company.deleted"
	CompaniesRead          Action = "companies.read"
	CompanyRead            Action = "company.read"
	SettingChanged         Action = "setting.changed"
	SettingAdded           Action = "setting.added"
	SettingRemoved         Action = "setting.removed"
	RequestAsked           Action = "request.asked"
	RequestGranted         Action = "request.granted"
	RequestDenied          Action = "request.denied"
	RequestWithdrawn       Action = "request.withdrawn"
	GrantRevoked           Action = "request.revoked"
	GrantHandedBack        Action = "request.handed_back"
	GrantShortened         Action = "request.shortened"
	RequestApproved        Action = "request.approved"
	InvoiceCreated         Action = "invoice.issued"
	InvoicePaid            Action = "invoice.paid"
	InvoiceCancelled       Action = "invoice.cancelled"
	KeyBegun               Action = "key.begun"
)

// changes are the values of an object before or after a change. None of them is secret.
type changes map[Detail]string

func (c changes) String() string {
	if len(c) == 0 {
		return ""
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(map[Detail]string(c)); err != nil {
		panic(err) // a map of strings always encodes
	}
	return string(bytes.TrimSpace(b.Bytes()))
}

// Entry is something to record. record adds who did it, from where and when.
type Entry struct {
	Action Action
	// AccountID is the account that the entry is about. It is empty if no account may read the
	// entry.
	AccountID string
	// ObjectID and ObjectName are the object, with its name at the time.
	ObjectID   string
	ObjectName string
	// RequestID is the request that the entry is about. GrantID is the grant that allowed the actor
	// to do it. Only one of them is set.
	RequestID     string
	GrantID       string
	Before, After changes
}

// Record is an entry as an account reads it.
type Record struct {
	Seq        int64
	At         time.Time
	Actor      string
	ActorKind  Kind
	Address    string
	Action     Action
	ObjectName string
	RequestID  string
	// Waived says of a decision of a request's Acts that it is not signed, although its login has a
	// passkey that it had then.
	Waived bool
	// SeesRequest reports whether the reader may open that request.
	SeesRequest bool
	// Before and After are values by what they are. Instants are in UTC, lengths are like 4h0m0s,
	// and hours are as ParseHours parses them.
	Before, After map[Detail]string
}

// Who is who did it.
func (r Record) Who() Who { return Who{Kind: r.ActorKind, Name: r.Actor} }

// record appends an entry to the record, inside the transaction of the act: the entry, the log's
// new hashes, and its new head.
func (t *tx) record(ctx context.Context, e Entry) error {
	if err := e.checkCodes(); err != nil {
		return err
	}
	if wantsFresh[e.Action] {
		if err := t.needProof(); err != nil {
			return err
		}
	}
	if saysProof[e.Action] && len(t.proofs.List) > 0 {
		if e.After == nil {
			e.After = changes{}
		}
		maps.Copy(e.After, t.proofs.details())
	}
	if e.GrantID != "" {
		if err := t.stillGranted(ctx, e.GrantID); err != nil {
			return err
		}
		e.RequestID = e.GrantID
		if err := t.addToVisit(ctx, e); err != nil {
			return err
		}
		if err := t.notifyEntered(ctx, e.GrantID); err != nil {
			return err
		}
	}
	if err := t.notifyChanged(ctx, e); err != nil {
		return err
	}
	e.After = t.sayWho(e)
	salt := rand.Text()
	entry := record.Entry{
		At: db.Millis(t.now), ActorKind: string(t.by.Kind), ActorAccountID: t.by.AccountID, ActorUserID: t.by.UserID,
		ActorName: t.by.Name(), Address: t.by.Address, Action: string(e.Action), AccountID: e.AccountID, ObjectID: e.ObjectID,
		ObjectName: e.ObjectName, RequestID: e.RequestID, Before: e.Before.String(), After: e.After.String(), Salt: salt,
	}
	if givesAccess[e.Action] { // what does not verify must never get into the record
		if err := t.checkSignedEntry(ctx, entry); err != nil {
			return err
		}
	}
	seq, err := record.Append(storedLog{ctx, t.Queries}, entry)
	if err != nil {
		return err
	}
	t.entries++
	t.touches(e)
	if t.entries == 1 {
		t.object = e.ObjectID
		t.first = writtenEntry{seq: seq, salt: salt, action: e.Action}
	}
	return nil
}

// sayWho adds to an entry's details who acted by an account login, as far as the passkey says: the
// login alone may be anybody's.
func (t *tx) sayWho(e Entry) changes {
	if t.by.Kind != KindAccount || t.proofs.Passkey == "" || isVerbatim(e.Action) {
		return e.After
	}
	after := changes{DetailPasskey: t.proofs.Passkey}
	maps.Copy(after, e.After)
	return after
}

// checkCodes returns an error if the entry says something without a code, because readers could not
// get that in their language.
func (e Entry) checkCodes() error {
	if !isAction[e.Action] {
		return fmt.Errorf("there is no action %q", e.Action)
	}
	if isVerbatim(e.Action) {
		return nil
	}
	for _, c := range []changes{e.Before, e.After} {
		for d := range c {
			if !slices.Contains(Details, d) {
				return fmt.Errorf("%s: there is no detail %q", e.Action, d)
			}
		}
	}
	return nil
}

// isVerbatim reports whether the names of an action's details are not Details: settings have names
// that someone typed, and choices of notifications are named by Topic.
func isVerbatim(a Action) bool { return settingsActions[a] || a == NoticesChosen }

// recordUnless records what was done, unless err says that it was not.
func (t *tx) recordUnless(ctx context.Context, err error, e Entry) error {
	if err != nil {
		return err
	}
	return t.record(ctx, e)
}

func recordFrom(r db.RecordEntry) Record {
	return Record{
		Seq: r.Seq, At: db.Time(r.At), Actor: r.ActorName, ActorKind: Kind(r.ActorKind), Address: addressOf(r.Address),
		Action: actionOf(r.Action), ObjectName: r.ObjectName, RequestID: r.RequestID,
		Before: detailsOf(actionOf(r.Action), r.Before), After: detailsOf(actionOf(r.Action), r.After),
	}
}

// settingsActions are the actions whose before and after are company settings.
var settingsActions = map[Action]bool{SettingChanged: true, SettingAdded: true, SettingRemoved: true, CompanyCreated: true}

// HiddenValue replaces a value that a reader may not see.
const HiddenValue = "(hidden)"

// hideValues hides the values of settings, but not their names, from readers of the record who may
// not read them.
func hideValues(settings map[Detail]string) {
	for key := range settings {
		settings[key] = HiddenValue
	}
}
