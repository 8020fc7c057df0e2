// Package views turns what package access knows into HTML: a typed model in, a page out. It uses no
// clock and no database.
package views

import (
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"latchkey/access"
	"latchkey/words"
)

// Moment is an instant in the reader's time zone, ready to be shown.
type Moment struct {
	// Text is the date and time with the time zone. Machine is the exact instant, for programs.
	Text    string
	Machine string
}

// MomentIn formats t in a time zone, to the second unless it is a whole minute. The zero time is an
// empty Moment.
func MomentIn(w *words.Words, t time.Time, zone *time.Location) Moment {
	if t.IsZero() {
		return Moment{}
	}
	return Moment{Text: w.Format.Moment(t.In(zone)), Machine: t.UTC().Format(time.RFC3339Nano)}
}

// SpanIn formats a window in a time zone and, if that differs, in the company's time zone, there.
func SpanIn(w *words.Words, window access.Window, zone, there *time.Location) Span {
	s := Span{From: MomentIn(w, window.From, zone), To: MomentIn(w, window.To, zone)}
	s.FromText, s.ToText = w.Format.Span(window.From.In(zone), window.To.In(zone))
	if !access.SameClock(window.From, zone, there) || !access.SameClock(window.To, zone, there) {
		from, to := w.Format.Span(window.From.In(there), window.To.In(there))
		s.There = from + " – " + to
		s.ThereText = w.Parts.There(unbroken(from) + " – " + unbroken(to))
	}
	return s
}

// unbroken is a date and a time between which a line can break, but not within them.
func unbroken(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, " ", "\u00a0"), ",\u00a0", ", ")
}

// Span is a window, ready to be shown.
type Span struct {
	From, To Moment
	// FromText and ToText are the two ends as one phrase: what both have in common appears only
	// once.
	FromText, ToText string
	// There is the window in the company's time zone, or empty if that shows the same. ThereText
	// says so.
	There, ThereText string
}

// ZoneName is a time zone with its offset at t, like "Europe/Berlin (UTC+01:00)".
func ZoneName(w *words.Parts, zone *time.Location, t time.Time) string {
	if !access.KnownZone(zone) {
		return w.UnknownZone(zone.String())
	}
	return zone.String() + " (UTC" + t.In(zone).Format("-07:00") + ")"
}

// orDash is a text, or a dash if it is empty.
func orDash(s string) string {
	if s == "" || s == " " {
		return "–"
	}
	return s
}

// roleNames is a list of roles in words.
func roleNames(w *words.Words, list []access.Role) string {
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = string(r)
	}
	return w.Format.And(names...)
}

// capital is a text with a capital first letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// asText is a text that a template puts into a page. make generate writes it in place of
// templ.JoinStringErrs, which costs as much as the rest of a page of short texts.
func asText[T ~string](text T, errs ...error) (string, error) {
	return string(text), errors.Join(errs...)
}
