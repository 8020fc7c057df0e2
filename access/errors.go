package access

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"latchkey/db"
)

// The kinds of refusal. ErrForbidden and ErrConflict come as a Problem with a Reason.
var (
	// ErrNotFound is what a login may not see, exactly like what does not exist.
	ErrNotFound = errors.New("not found")
	// ErrForbidden is what a login may see but not do.
	ErrForbidden = errors.New("forbidden")
	// ErrConflict is that somebody was first, or that time moved on.
	ErrConflict = errors.New("conflict")
	// ErrSignedOut is that the actor's session ended while its request was on the way.
	ErrSignedOut = errors.New("signed out")
	// ErrNotSaved is that the disk failed while something was saved, and that it was looked up
	// afterwards: it is not there.
	ErrNotSaved = errors.New("the disk failed; it was not saved")
	// ErrUnknown is that the disk failed while something was saved, and that it cannot be found out
	// yet whether it was.
	ErrUnknown = errors.New("the disk failed; it is not known whether it was saved")
	// ErrSignIn is a wrong login: unknown, disabled, or another password. Which of them is not told.
	ErrSignIn = errors.New("account, user or password is not right")
	// errUnchanged ends a transaction in which there is nothing to change. Nobody sees it.
	errUnchanged = errors.New("access: nothing to change")
)

// Problem is a refusal of a kind, and why.
type Problem struct {
	Kind   error
	Reason Reason
}

func (p *Problem) Error() string { return p.Kind.Error() + ": " + reasonText(p.Reason) }
func (p *Problem) Unwrap() error { return p.Kind }

func forbidden(r Reason) error { return &Problem{ErrForbidden, r} }

func conflict(r Reason) error { return &Problem{ErrConflict, r} }

// errMayNot refuses what the roles of an actor do not give it where it is.
func errMayNot(f Function) error { return forbidden(MayNot{Function: f}) }

// orConflict is err, or a conflict where that is nil: what was to be changed is not so any more.
func orConflict(err error, r Reason) error {
	if err == nil {
		err = conflict(r)
	}
	return err
}

// notFound is ErrNotFound where the database found no row.
func notFound(err error) error {
	if db.IsNotFound(err) {
		return ErrNotFound
	}
	return err
}

// isGone says whether what a statement looked for is not there.
func isGone(err error) (bool, error) {
	if db.IsNotFound(err) || errors.Is(err, ErrNotFound) {
		return true, nil
	}
	return false, err
}

// Invalid is input with mistakes: what is wrong with each field that has one. Twice holds, for a field whose local time exists
// twice, the two instants to choose from. Stale is not nil, and Fields are empty, where what the form showed was changed meanwhile; then
// it is an ErrConflict.
type Invalid struct {
	Fields map[string]Reason
	Twice  map[string][]time.Time
	Stale  *Stale
}

func (i *Invalid) Error() string {
	var mistakes []string
	for _, field := range slices.Sorted(maps.Keys(i.Fields)) {
		mistakes = append(mistakes, field+": "+reasonText(i.Fields[field]))
	}
	return "invalid input: " + strings.Join(mistakes, "; ")
}

// Is says that a stale form is a conflict.
func (i *Invalid) Is(target error) bool { return target == ErrConflict && i.Stale != nil }

func (i *Invalid) add(field string, r Reason) {
	if i.Fields == nil {
		i.Fields = map[string]Reason{}
	}
	if _, ok := i.Fields[field]; !ok {
		i.Fields[field] = r
	}
}

// Keep adds what from has of the fields named.
func (i *Invalid) Keep(from Invalid, fields []string) {
	for _, field := range fields {
		if r, ok := from.Fields[field]; ok {
			i.add(field, r)
		}
	}
}

// moveTo says of a field what is wrong with others: those that whoever typed did not see.
func (i *Invalid) moveTo(to string, fields ...string) {
	for _, field := range fields {
		if r, ok := i.Fields[field]; ok {
			delete(i.Fields, field)
			i.add(to, r)
		}
	}
}

// windowMistake is what is wrong with a window, nil for nothing.
func (i *Invalid) windowMistake() Reason {
	if r, ok := i.Fields["valid_from"]; ok {
		return r
	}
	return i.Fields["valid_to"]
}

// err is nil where there was no mistake.
func (i *Invalid) err() error {
	if len(i.Fields) == 0 {
		return nil
	}
	return i
}

// TooManyTries is a sign-in refused unchecked until RetryAfter has passed.
type TooManyTries struct{ RetryAfter time.Duration }

func (t *TooManyTries) Error() string { return "too many tries" }

// Busy is that too much is waiting already. Nothing was looked at; after RetryAfter it may be otherwise.
type Busy struct{ RetryAfter time.Duration }

func (b *Busy) Error() string { return "too busy" }
