package access

import (
	"database/sql"
	"time"
)

// lapsesAfter is how long a request for a length waits at most: from when it was asked, or from Valid From where that is later. It is over a
// weekend.
const lapsesAfter = 72 * time.Hour

// windowFrom is the window of a length that begins at an instant, in that minute, or at the begin where that is later.
func windowFrom(begin time.Time, length time.Duration, at time.Time) Window {
	at = at.Truncate(time.Minute)
	if at.After(begin) {
		begin = at
	}
	return Window{begin, begin.Add(length)}
}

// GrantedAt is a request as it would be granted at an instant: with its exact window, where it asks for a length.
func (r Request) GrantedAt(t time.Time) Request {
	if r.Length > 0 {
		r.Window, r.Length = windowFrom(r.Window.From, r.Length, t), 0
	}
	return r
}

// OtherWindow says whether the window that counts is another one than was asked for.
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

// windowChanges is a request's window as the record has it.
func (r Request) windowChanges() changes {
	c := changes{DetailValidFrom: instantText(r.Window.From)}
	if r.Length > 0 {
		c[DetailLength] = r.Length.String()
	} else {
		c[DetailValidTo] = instantText(r.Window.To)
	}
	return c
}

// narrowLength is what is left by the terms of a request for a length: a shorter length, a later begin, or an end that is fixed.
func (terms Terms) narrowLength(invalid *Invalid, r Request, t *tx) Request {
	asked := r
	if terms.Length != "" {
		r.Length = checkHours(invalid, "length", terms.Length)
	}
	w := Window{From: r.Window.From}.withTyped(invalid, terms.ValidFrom, terms.ValidTo, t.by.Zone)
	if invalid.err() != nil {
		return r
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
	return r
}

func nullLength(d time.Duration) sql.NullInt64 {
	return sql.NullInt64{Int64: d.Milliseconds(), Valid: d > 0}
}

func lengthFrom(ms sql.NullInt64) time.Duration { return time.Duration(ms.Int64) * time.Millisecond }
