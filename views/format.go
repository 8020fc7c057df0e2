// Package views turns what package access knows into HTML: a typed model in, a page out. It reads no clock and no database.
package views

import (
	"errors"
	"time"
	"unicode"
	"unicode/utf8"

	"latchkey/access"
	"latchkey/words"
)

// Moment is an instant made ready to be shown, in the reader's zone.
type Moment struct {
	// Text is the date and time with the zone named, Machine the same, exactly, for programs.
	Text    string
	Machine string
}

// MomentIn is t on the clock of a zone, to the second where it is not a whole minute; the zero time is an empty Moment.
func MomentIn(w *words.Words, t time.Time, zone *time.Location) Moment {
	if t.IsZero() {
		return Moment{}
	}
	return Moment{Text: w.Format.Moment(t.In(zone)), Machine: t.UTC().Format(time.RFC3339Nano)}
}

// SpanIn shows a window on the clock of a zone, and on the company's, there, where that differs.
func SpanIn(w *words.Words, window access.Window, zone, there *time.Location) Span {
	s := Span{From: MomentIn(w, window.From, zone), To: MomentIn(w, window.To, zone)}
	s.FromText, s.ToText = w.Format.Span(window.From.In(zone), window.To.In(zone))
	if !access.SameClock(window.From, zone, there) || !access.SameClock(window.To, zone, there) {
		from, to := w.Format.Span(window.From.In(there), window.To.In(there))
		s.There = from + " – " + to
		s.ThereText = w.Parts.There(s.There)
	}
	return s
}

// Span is a window made ready to be shown.
type Span struct {
	From, To Moment
	// FromText and ToText are both, said together: what is the same is said once.
	FromText, ToText string
	// There is the window on the company's clock, empty where that shows the same; ThereText says so.
	There, ThereText string
}

// ZoneName is a zone with its offset at t, like "Europe/Berlin (UTC+01:00)".
func ZoneName(w *words.Parts, zone *time.Location, t time.Time) string {
	if !access.KnownZone(zone) {
		return w.UnknownZone(zone.String())
	}
	return zone.String() + " (UTC" + t.In(zone).Format("-07:00") + ")"
}

// orDash is a text, or a dash where there is nothing.
func orDash(s string) string {
	if s == "" || s == " " {
		return "–"
	}
	return s
}

// roleNames is roles in a sentence.
func roleNames(w *words.Words, list []access.Role) string {
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = string(r)
	}
	return w.Format.And(names...)
}

// capital is a text with a large first letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// asText is a text that a template puts into a page. make generate writes it in place of templ.JoinStringErrs, which costs as much as the rest of
// a page of short texts.
func asText[T ~string](text T, errs ...error) (string, error) {
	return string(text), errors.Join(errs...)
}
