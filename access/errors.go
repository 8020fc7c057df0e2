package access

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"latchkey/db"
)

// The kinds of refusal. ErrForbidden, ErrConflict and ErrProvider come as a Problem with a Reason.
var (
	// ErrNotFound means that something does not exist or that the login may not see it, without a
	// difference.
	ErrNotFound = errors.New("not found")
	// ErrForbidden means that the login may see something but not do this.
	ErrForbidden = errors.New("forbidden")
	// ErrConflict means that someone else was faster, or that time has moved on.
	ErrConflict = errors.New("conflict")
	// ErrSignedOut means that the actor's session ended during the request.
	ErrSignedOut = errors.New("signed out")
	// ErrUnproved means that the actor must first prove again who it is: see Service.Prove.
	ErrUnproved = errors.New("the proof is too old")
	// ErrNotSaved means that the disk failed during a save, and a check afterwards showed that
	// nothing was saved.
	ErrNotSaved = errors.New("the disk failed; it was not saved")
	// ErrUnknown means that the disk failed during a save, and it is unknown so far whether
	// anything was saved.
	ErrUnknown = errors.New("the disk failed; it is not known whether it was saved")
	// ErrSignIn means that the login is unknown or disabled, or the password is wrong. It does not
	// say which.
	ErrSignIn = errors.New("account, user or password is not right")
	// ErrProvider means that an account's identity provider did not answer as it should. It comes
	// as a Problem with a ProviderFailed.
	ErrProvider = errors.New("the identity provider did not answer as it should")
	// errUnchanged ends a transaction in which there is nothing to change. It is never returned to
	// callers.
	errUnchanged = errors.New("access: nothing to change")
)

// Problem is a refusal with its kind and reason.
type Problem struct {
	Kind   error
	Reason Reason
}

func (p *Problem) Error() string { return p.Kind.Error() + ": " + reasonText(p.Reason) }
func (p *Problem) Unwrap() error { return p.Kind }

func forbidden(r Reason) error { return &Problem{ErrForbidden, r} }

func conflict(r Reason) error { return &Problem{ErrConflict, r} }

// errMayNot refuses something that the actor's roles do not allow there.
func errMayNot(f Function) error { return forbidden(MayNot{Function: f}) }

// orConflict returns err or, if that is nil, a conflict: what was to be changed is no longer in
// that state.
func orConflict(err error, r Reason) error {
	if err == nil {
		err = conflict(r)
	}
	return err
}

// notFound returns ErrNotFound if the database found no row, and err otherwise.
func notFound(err error) error {
	if db.IsNotFound(err) {
		return ErrNotFound
	}
	return err
}

// isGone reports whether a statement found no row.
func isGone(err error) (bool, error) {
	if db.IsNotFound(err) || errors.Is(err, ErrNotFound) {
		return true, nil
	}
	return false, err
}

// Invalid is input with mistakes: the reason for each wrong field. More has the reasons for the
// other wrong lines of a field with several. Twice has, for a field whose local time exists twice,
// the two instants to choose from. If what the form showed has changed in the meantime, Stale is
// set and Fields is empty, and it is an ErrConflict.
type Invalid struct {
	Fields map[string]Reason
	More   map[string][]Reason
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

// Is makes a stale form a conflict.
func (i *Invalid) Is(target error) bool { return target == ErrConflict && i.Stale != nil }

func (i *Invalid) add(field string, r Reason) {
	if i.Fields == nil {
		i.Fields = map[string]Reason{}
	}
	if _, ok := i.Fields[field]; !ok {
		i.Fields[field] = r
	}
}

// addLine is add for a field with several lines, of which each can be wrong.
func (i *Invalid) addLine(field string, r Reason) {
	if _, ok := i.Fields[field]; !ok {
		i.add(field, r)
		return
	}
	if i.More == nil {
		i.More = map[string][]Reason{}
	}
	i.More[field] = append(i.More[field], r)
}

// Keep adds the mistakes of from in the given fields.
func (i *Invalid) Keep(from Invalid, fields []string) {
	for _, field := range fields {
		if r, ok := from.Fields[field]; ok {
			i.add(field, r)
		}
	}
}

// moveTo moves the mistakes of fields that the user did not see to another field.
func (i *Invalid) moveTo(to string, fields ...string) {
	for _, field := range fields {
		if r, ok := i.Fields[field]; ok {
			delete(i.Fields, field)
			i.add(to, r)
		}
	}
}

// windowMistake is what is wrong with a window, or nil.
func (i *Invalid) windowMistake() Reason {
	if r, ok := i.Fields["valid_from"]; ok {
		return r
	}
	return i.Fields["valid_to"]
}

// err returns nil if there was no mistake.
func (i *Invalid) err() error {
	if len(i.Fields) == 0 {
		return nil
	}
	return i
}

// TooManyTries refuses a sign-in without checking it. Wait RetryAfter.
type TooManyTries struct{ RetryAfter time.Duration }

func (t *TooManyTries) Error() string { return "too many tries" }

// Busy means that too many are waiting. Nothing was checked. Try again after RetryAfter.
type Busy struct{ RetryAfter time.Duration }

func (b *Busy) Error() string { return "too busy" }
