package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Decisions are the decisions of a log or a file that gave access, as far as their signatures with
// passkeys are concerned.
type Decisions struct {
	// Signed and Unsigned are how many there are. Unregistered is how many of the signed ones have
	// a key that no entry names.
	Signed, Unsigned, Unregistered int
	// Each are the signed ones, in a receipt.
	Each []SignedDecision
}

// SignedDecision is a decision that somebody signed with a passkey.
type SignedDecision struct {
	Seq      int64
	Decision Decision
	// Fingerprint is that of the passkey's key, Passkey what the record calls it, and Person
	// whoever decided.
	Fingerprint, Passkey, Person string
	// Registered is the entry that says that this key is the login's, or nil if there is none.
	Registered *int64
}

// The actions that matter here.
const (
	requestGranted  = "request.granted"
	requestApproved = "request.approved"
	passkeyAdded    = "factor.passkey_added"
	passkeyRemoved  = "factor.passkey_removed"
)

// oldDecisions are the phrases of such decisions from before the record had codes. None is signed.
var oldDecisions = map[string]bool{"access granted": true, "access request approved by one of two": true}

// hidden replaces what the reader of a file may not see.
const hidden = "(hidden)"

// passkeyKey is what the record says about a passkey's key.
type passkeyKey struct {
	seq     int64
	login   string
	passkey string
}

// decisionReader reads the entries of a log or a file, oldest first.
type decisionReader struct {
	Decisions
	// whole says that it reads every entry of the log, keep that it keeps every signed decision.
	whole, keep bool
	// keys are the passkeys by their fingerprints, and removed those that are gone.
	keys    map[string]passkeyKey
	removed map[string]int64
	// nameless are the logins with passkeys that were added before the record named their keys.
	nameless map[string]bool
}

func newDecisionReader() *decisionReader {
	return &decisionReader{keys: map[string]passkeyKey{}, removed: map[string]int64{}, nameless: map[string]bool{}}
}

// login identifies the login that acted. It is "" if that is hidden.
func (e Entry) login() string {
	if e.ActorUserID == hidden {
		return ""
	}
	return e.ActorAccountID + "/" + e.ActorUserID
}

// add takes in an entry. It returns what is wrong with its signature.
func (r *decisionReader) add(e Entry) error {
	switch e.Action {
	case passkeyAdded, passkeyRemoved, requestGranted, requestApproved:
	default:
		if oldDecisions[e.Action] {
			r.Unsigned++
		}
		return nil
	}
	details := map[string]string{}
	if e.After != "" {
		if err := json.Unmarshal([]byte(e.After), &details); err != nil {
			return fmt.Errorf("its details can't be read: %w", err)
		}
	}
	switch e.Action {
	case passkeyAdded:
		if f := details[DetailFingerprint]; f != "" {
			r.keys[f] = passkeyKey{e.Seq, e.login(), e.ObjectID}
		} else {
			r.nameless[e.login()] = true
		}
		return nil
	case passkeyRemoved:
		r.removed[e.ObjectID] = e.Seq
		return nil
	}
	d, err := e.signed(details)
	if err != nil {
		return fmt.Errorf("its decision is signed with a passkey, but %w", err)
	}
	if d == nil {
		r.Unsigned++
		return nil
	}
	return r.addSigned(e, *d)
}

// signed is the decision that an entry says somebody signed, or nil if it is not signed. Its
// signature is right, and it is what the entry says.
func (e Entry) signed(details map[string]string) (*SignedDecision, error) {
	s, err := signatureOf(details)
	if s == nil || err != nil {
		return nil, err
	}
	d, err := s.Verify()
	if err == nil {
		err = d.check(e, details)
	}
	return &SignedDecision{Seq: e.Seq, Decision: d, Fingerprint: Fingerprint(s.PublicKey), Passkey: details["passkey"], Person: details["person"]}, err
}

// CheckSigned checks an entry before it is appended: what its details say was signed must be what
// it says itself.
func CheckSigned(e Entry, details map[string]string) error {
	_, err := e.signed(details)
	return err
}

// addSigned takes in a decision whose signature is right, if the key is the decider's.
func (r *decisionReader) addSigned(e Entry, d SignedDecision) error {
	key, known := r.keys[d.Fingerprint]
	switch gone, removed := r.removed[key.passkey]; {
	case known && key.login != "" && e.login() != "" && key.login != e.login():
		return fmt.Errorf("its decision is signed with a passkey of another login, registered in entry %d", key.seq)
	case known && removed:
		return fmt.Errorf("its decision is signed with a passkey that was removed before, in entry %d", gone)
	case known:
		d.Registered = &key.seq
	case r.whole && !r.nameless[e.login()]:
		return fmt.Errorf("its decision is signed with a key that was never registered: %s", d.Fingerprint)
	default:
		r.Unregistered++
	}
	r.Signed++
	if r.keep {
		r.Each = append(r.Each, d)
	}
	return nil
}

// check compares a decision that was signed with the entry that says what was decided.
func (d Decision) check(e Entry, details map[string]string) error {
	at := time.UnixMilli(e.At)
	if at.Before(d.At) || !at.Before(d.Until) {
		return fmt.Errorf("not this decision: it was signed for the time from %s to %s", instantText(d.At), instantText(d.Until))
	}
	signed := map[string]string{"access": d.Access, "valid_from": instantText(d.Begins(at)), "valid_to": instantText(d.Ends(at))}
	if e.Action == requestApproved && d.Length > 0 {
		signed["valid_from"], signed["length"] = instantText(d.NotBefore), d.Length.String()
		delete(signed, "valid_to")
	}
	for name, is := range signed {
		if said, ok := details[name]; ok && said != is {
			return fmt.Errorf("not this decision: its %s is %s, and what was signed is %s", name, said, is)
		}
	}
	for _, v := range []struct{ name, entry, signed string }{
		{"request", e.RequestID, d.Request}, {"account", e.AccountID, d.Account}, {"company", e.ObjectID, d.Company}, {"company's name", e.ObjectName, d.CompanyName},
		{"decider", e.ActorName, d.Decider}, {"kind of decider", e.ActorKind, d.DeciderKind},
	} {
		if v.entry != v.signed {
			return fmt.Errorf("not this decision: its %s is %s, and what was signed is %s", v.name, v.entry, v.signed)
		}
	}
	if e.Action == requestApproved && d.People < 2 {
		return errors.New("not this decision: it is one of two approvals, and what was signed is a GRANT by one person")
	}
	return nil
}

func instantText(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
