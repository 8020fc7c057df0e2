package access

import (
	"database/sql"
	"time"
)

// lapsesAfter is how long a request for a length waits: from when it was made, or from Valid From
// if that is later. It is longer than a weekend.
const lapsesAfter = 72 * time.Hour

// windowFrom is the window of a length that begins in the minute of at, or at begin if that is
// later.
func windowFrom(begin time.Time, length time.Duration, at time.Time) Window {
	at = at.Truncate(time.Minute)
	if at.After(begin) {
		begin = at
	}
	return Window{begin, begin.Add(length)}
}

// GrantedAt is a request as if it were granted at an instant: if it asks for a length, with the
// exact window.
func (r Request) GrantedAt(t time.Time) Request {
	if r.Length > 0 {
		r.Window, r.Length = windowFrom(r.Window.From, r.Length, t), 0
	}
	return r
}

// OtherWindow reports whether the window differs from what was requested.
func (r Request) OtherWindow() bool {
	asked := r.Asked.Window
	switch {
	case r.Length > 0:
		return r.Length != r.Asked.Length || !r.Window.From.Equal(asked.From)
	case r.Asked.Length > 0 && r.Decision != nil:
		asked = windowFrom(asked.From, r.Asked.Length, r.Decision.At)
	}
	return !r.Window.From.Equal(asked.From) || !r.Window.To.Equal(asked.To)
}

// windowChanges is a request's window for the record.
func (r Request) windowChanges() changes {
	c := changes{DetailValidFrom: instantText(r.Window.From)}
	if r.Length > 0 {
		c[DetailLength] = r.Length.String()
	} else {
		c[DetailValidTo] = instantText(r.Window.To)
	}
	return c
}

// narrowLength is what the terms leave of a request for a length: a shorter length, a later start,
// or a fixed end. begin is the earliest start.
func (terms Terms) narrowLength(invalid *Invalid, r Request, t *tx) (narrowed Request, begin time.Time) {
	asked := r
	if terms.Length != "" {
		r.Length = checkHours(invalid, "length", terms.Length)
	}
	w := Window{From: r.Window.From}.withTyped(invalid, terms.ValidFrom, terms.ValidTo, t.by.Zone)
	if invalid.err() != nil {
		return r, w.From
	}
	given := windowFrom(w.From, r.Length, t.now)
	if fixed := !w.To.IsZero(); fixed {
		if r.Length != asked.Length {
			invalid.add("valid_to", HoursOrEnd{})
		}
		given.To = w.To
	}
	bounds{
		now:       t.now,
		notBefore: bound{asked.Window.From, BeforeAsked{}},
		beginsIn:  bound{asked.Window.To, BeginsTooLate{}},
		longest:   asked.Length, tooLong: LongerThanAsked{Most: asked.Length},
	}.check(invalid, given)
	if w.To.IsZero() {
		invalid.moveTo("length", "valid_to")
		r.Window.From = w.From
	} else {
		r.Window, r.Length = given, 0
	}
	return r, w.From
}

func nullLength(d time.Duration) sql.NullInt64 {
	return sql.NullInt64{Int64: d.Milliseconds(), Valid: d > 0}
}

func lengthFrom(ms sql.NullInt64) time.Duration { return time.Duration(ms.Int64) * time.Millisecond }
