package record

import (
	"fmt"
	"maps"
	"strings"
)

// askedRequest is what the entries before a decision say about its request.
type askedRequest struct {
	// asked is the entry that says what was asked for, and details are its details.
	asked   Entry
	details map[string]string
	// old says that it was asked for before the record had codes: people and companies may have got
	// other names since then, and its terms are phrases.
	old bool
	// terms are access and the window: what was asked for, or what the first of two people left.
	terms map[string]string
}

// ask takes in the entry that asks for a request.
func (r *decisionReader) ask(e Entry, details map[string]string) {
	asked := &askedRequest{asked: e, details: details, old: e.Action != requestAsked}
	if !asked.old {
		asked.terms = maps.Clone(details)
	}
	r.requests[e.RequestID] = asked
}

// given are the terms after a decision whose details say what is different now. They are nil if it
// is not known what was asked for.
func (r *askedRequest) given(details map[string]string) map[string]string {
	if r == nil || r.old {
		return nil
	}
	terms := maps.Clone(r.terms)
	maps.Copy(terms, details)
	return terms
}

// detail is a detail of what was asked for. phrase is what it was called before there were codes.
func (r *askedRequest) detail(name, phrase string) string {
	if r.old {
		return r.details[phrase]
	}
	return r.details[name]
}

// check compares a decision that was signed with what was asked for.
func (r *askedRequest) check(d Decision) error {
	e, person, signed := r.asked, r.detail("requested_by", "requested by"), d.RequestedByName
	if r.old {
		person, signed = loginIn(person), loginIn(signed)
	}
	for _, v := range []struct{ name, asked, signed string }{
		{"requested_by", person, signed}, {"requesting account", e.ActorAccountID, d.RequestingAccount}, {"account", e.AccountID, d.Account},
		{"company", e.ObjectID, d.Company}, {"extends", r.detail("extends", "prolongs"), d.Extends},
	} {
		if v.asked != v.signed {
			return fmt.Errorf("not this decision: its request, asked for in entry %d, has %q as %s, and what was signed is %q", e.Seq, v.asked, v.name, v.signed)
		}
	}
	if of := " @ " + d.RequestingAccountName; !r.old && !strings.HasSuffix(" @ "+e.ActorName, of) {
		return fmt.Errorf("not this decision: its request was asked for in entry %d by %s, and what was signed is of %q", e.Seq, e.ActorName, d.RequestingAccountName)
	}
	return nil
}

// loginIn is the login in a person's name with a login, like "Vera Voss (vera)".
func loginIn(person string) string {
	if i := strings.LastIndex(person, " ("); i >= 0 {
		return strings.TrimSuffix(person[i+len(" ("):], ")")
	}
	return person
}
