package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Decisions are the decisions of a log or a file that gave access, as far as their signatures with
// passkeys are concerned.
type Decisions struct {
	// Signed and Unsigned are how many there are. Unregistered is how many of the signed ones have
	// a key that no entry names.
	Signed, Unsigned, Unregistered int
	// Waived are the entries of those that are not signed, although the login had a passkey.
	Waived []int64
	// Each are the signed ones.
	Each []SignedDecision
}

// SignedDecision is a decision that somebody signed with a passkey.
type SignedDecision struct {
	Seq      int64
	Decision Decision
	// Fingerprint is that of the passkey's key, Passkey what the record calls it, and Person
	// whoever decided.
	Fingerprint, Passkey, Person string
	// Begins and Ends are when access begins and ends, if that is decided already.
	Begins, Ends time.Time
	// Asked is the entry that asks for the request, Approved the one in which another person
	// approved it before, and Registered the one that says that this key is the login's. Each is
	// nil if it is not there.
	Asked, Approved, Registered *int64
}

// The actions that matter here.
const (
	requestAsked     = "request.asked"
	requestApproved  = "request.approved"
	requestGranted   = "request.granted"
	requestConsented = "request.consented"
	requestDenied    = "request.denied"
	requestWithdrawn = "request.withdrawn"
	passkeyAdded     = "factor.passkey_added"
	passkeyRemoved   = "factor.passkey_removed"
	factorsReset     = "factors.reset"
)

// oldActions are what such actions were called before the record had codes. None was signed.
var oldActions = map[string]string{
	"access requested": requestAsked, "access request approved by one of two": requestApproved, "access granted": requestGranted,
	"access granted by standing consent": requestConsented, "access request denied": requestDenied, "access request withdrawn": requestWithdrawn,
}

// hidden replaces what the reader of a file may not see.
const hidden = "(hidden)"

// decisionReader reads the entries of a log or a file, oldest first.
type decisionReader struct {
	Decisions
	// whole says that it reads every entry of the log, and receipt every decision about a request.
	whole, receipt bool
	// requests are the requests that nobody has decided yet, and approvals the entries in which one
	// of two people approved such a request, by the ids of the requests.
	requests  map[string]*askedRequest
	approvals map[string][]Entry
	// nonces are the entries of the signed decisions, by their nonces.
	nonces   map[string]int64
	passkeys passkeyList
}

func newDecisionReader() *decisionReader {
	return &decisionReader{requests: map[string]*askedRequest{}, approvals: map[string][]Entry{}, nonces: map[string]int64{}, passkeys: newPasskeyList()}
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
	action, old := oldActions[e.Action]
	if !old {
		action = e.Action
	}
	switch action {
	case requestAsked, requestApproved, requestGranted, passkeyAdded, passkeyRemoved, factorsReset:
	case requestConsented, requestDenied, requestWithdrawn:
		r.decided(e.RequestID)
		return nil
	default:
		return nil
	}
	details := map[string]string{}
	if e.After != "" {
		if err := json.Unmarshal([]byte(e.After), &details); err != nil && !old {
			return fmt.Errorf("its details can't be read: %w", err)
		}
	}
	switch action {
	case passkeyAdded:
		r.passkeys.add(e, details[DetailFingerprint])
	case passkeyRemoved:
		r.passkeys.remove(e.ObjectID, e.Seq)
	case factorsReset:
		r.passkeys.reset(e)
	case requestAsked:
		r.ask(e, details)
	default:
		return r.decide(e, action, details)
	}
	return nil
}

// decide takes in a decision that gave access.
func (r *decisionReader) decide(e Entry, action string, details map[string]string) error {
	request := r.requests[e.RequestID]
	terms := request.given(details)
	var d *SignedDecision
	if e.Action == action { // otherwise it is old, and details are phrases
		var err error
		if d, err = e.signed(details); err == nil && d != nil {
			if action == requestGranted && d.Decision.People > 1 && len(r.approvals[e.RequestID]) == 0 {
				terms = nil // what the first person left is not here
			}
			err = d.Decision.check(e, details, terms)
		}
		if err != nil {
			return fmt.Errorf("its decision is signed with a passkey, but %w", err)
		}
	}
	if d == nil {
		r.addUnsigned(e)
	} else if err := r.addSigned(e, *d, request); err != nil {
		return err
	}
	if action == requestGranted {
		r.decided(e.RequestID)
		return nil
	}
	r.approvals[e.RequestID] = append(r.approvals[e.RequestID], e)
	if request != nil {
		request.terms = terms
	}
	return nil
}

// decided forgets a request, which nobody can decide again.
func (r *decisionReader) decided(request string) {
	delete(r.requests, request)
	delete(r.approvals, request)
}

// addUnsigned takes in a decision that is not signed.
func (r *decisionReader) addUnsigned(e Entry) {
	r.Unsigned++
	if login := e.login(); login != "" && r.passkeys.has(login) {
		r.Waived = append(r.Waived, e.Seq)
	}
}

// signed is the decision that an entry says somebody signed, or nil if it is not signed. Its
// signature is right.
func (e Entry) signed(details map[string]string) (*SignedDecision, error) {
	s, err := signatureOf(details)
	if s == nil || err != nil {
		return nil, err
	}
	d, err := s.Verify()
	signed := &SignedDecision{Seq: e.Seq, Decision: d, Fingerprint: Fingerprint(s.PublicKey), Passkey: details["passkey"], Person: details["person"]}
	if at := time.UnixMilli(e.At); e.Action == requestGranted || d.Length == 0 {
		signed.Begins, signed.Ends = d.Begins(at), d.Ends(at)
	}
	return signed, err
}

// CheckSigned checks an entry before it is appended: what its details say was signed must be what
// it says itself, and what was asked for. acts are the earlier entries about its request.
func CheckSigned(acts []Entry, e Entry) error {
	r := newDecisionReader()
	for _, act := range append(acts, e) {
		if err := r.add(act); err != nil {
			return err
		}
	}
	return nil
}

// addSigned takes in a decision whose signature is right, if it is about what was asked for and the
// key is the decider's.
func (r *decisionReader) addSigned(e Entry, d SignedDecision, request *askedRequest) error {
	if before, is := r.nonces[d.Decision.Nonce]; is {
		return fmt.Errorf("its decision was signed before, in entry %d: a signature counts once", before)
	}
	r.nonces[d.Decision.Nonce] = e.Seq
	if request != nil {
		if err := request.check(d.Decision); err != nil {
			return fmt.Errorf("its decision is signed with a passkey, but %w", err)
		}
		d.Asked = &request.asked.Seq
	} else if r.whole {
		return fmt.Errorf("its decision is signed with a passkey, but nobody asked for the request %s, or it was decided before", e.RequestID)
	}
	if e.Action == requestGranted && d.Decision.People > 1 {
		d.Approved = r.approvedBefore(e)
		if d.Approved == nil && (r.whole || r.receipt) {
			return errors.New("its decision is signed with a passkey as that of one of two people, but nobody else had approved the request")
		}
	}
	key, login := r.passkeys.byKey[d.Fingerprint], e.login()
	switch {
	case key != nil && key.login != "" && login != "" && key.login != login:
		return fmt.Errorf("its decision is signed with a passkey of another login, registered in entry %d", key.seq)
	case key != nil && key.removed != nil:
		return fmt.Errorf("its decision is signed with a passkey that was removed before, in entry %d", *key.removed)
	case key != nil:
		d.Registered = &key.seq
	case r.whole && !r.passkeys.hasNameless(login):
		return fmt.Errorf("its decision is signed with a key that was never registered: %s", d.Fingerprint)
	default:
		r.Unregistered++
	}
	r.Signed++
	r.Each = append(r.Each, d)
	return nil
}

// approvedBefore is the last entry in which another login approved what an entry grants, or nil.
func (r *decisionReader) approvedBefore(e Entry) *int64 {
	for _, a := range slices.Backward(r.approvals[e.RequestID]) {
		other := a.ActorName != e.ActorName
		if a.login() != "" && e.login() != "" {
			other = a.login() != e.login()
		}
		if other {
			return &a.Seq
		}
	}
	return nil
}

// check compares a decision that was signed with the entry that says what was decided, and with the
// terms that it gives. If terms are nil, only what the entry itself says is compared.
func (d Decision) check(e Entry, details, terms map[string]string) error {
	at := time.UnixMilli(e.At)
	if at.Before(d.At) || !at.Before(d.Until) {
		return fmt.Errorf("not this decision: it was signed for the time from %s to %s", instantText(d.At), instantText(d.Until))
	}
	signed := []struct{ name, value string }{{"access", d.Access}, {"valid_from", instantText(d.Begins(at))}, {"valid_to", instantText(d.Ends(at))}}
	if e.Action == requestApproved && d.Length > 0 { // it begins when the second person approves
		signed[1].value, signed[2].name, signed[2].value = instantText(d.NotBefore), "length", d.Length.String()
	}
	for _, v := range signed {
		said, ok := details[v.name]
		if terms != nil {
			said, ok = terms[v.name], true
		}
		if ok && said != v.value {
			return fmt.Errorf("not this decision: its %s is %s, and what was signed is %s", v.name, said, v.value)
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
