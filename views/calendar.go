package views

import (
	"fmt"
	"math"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"latchkey/access"
	"latchkey/words"
)

// CalendarURL is the path of a login's calendar.
func CalendarURL(token string) string { return "/calendar/" + token + ".ics" }

// icsTime is the layout of an instant in UTC in RFC 5545.
const icsTime = "20060102T150405Z"

// CalendarText is windows of access as a calendar (RFC 5545), with links to the server at base. It
// contains only the company, the person and the state of each, because anyone with the URL can read
// it.
func CalendarText(w *words.Words, grants []access.Request, base string) string {
	var c icsText
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//Latchkey//External Access//"+strings.ToUpper(w.Tag))
	c.line("CALSCALE", "GREGORIAN")
	c.line("X-WR-CALNAME", icsEscaped(w.Access.CalendarName))
	c.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
	for _, g := range grants {
		c.event(w, g, base)
	}
	c.line("END", "VCALENDAR")
	return c.String()
}

type icsText struct{ strings.Builder }

func (c *icsText) event(w *words.Words, g access.Request, base string) {
	state, span := g.State(g.AsOf), g.Span()
	from, to := span.From.Truncate(time.Second), span.To.Truncate(time.Second)
	if !to.After(from) {
		to = from.Add(time.Second)
	}
	changed := g.Decision.At
	for _, act := range []*access.Act{g.Changed, g.Ending} {
		if act != nil && act.At.After(changed) {
			changed = act.At
		}
	}
	status := "CONFIRMED"
	if state == access.Ended {
		status = "CANCELLED"
	}
	c.line("BEGIN", "VEVENT")
	c.line("UID", g.ID+"@latchkey")
	c.line("DTSTAMP", changed.UTC().Format(icsTime))
	c.line("LAST-MODIFIED", changed.UTC().Format(icsTime))
	// It must grow with each change. It is the number of seconds from the decision to the last
	// change, at least one.
	c.line("SEQUENCE", fmt.Sprint(min(int64(math.Ceil(changed.Sub(g.Decision.At).Seconds())), math.MaxInt32)))
	c.line("DTSTART", from.UTC().Format(icsTime))
	c.line("DTEND", to.UTC().Format(icsTime))
	c.line("SUMMARY", icsEscaped(w.Access.Event(g.CompanyName, g.RequestedByName, w.Request.States[state])))
	c.line("STATUS", status)
	c.line("TRANSP", "TRANSPARENT")
	c.line("URL", base+RequestURL(g.ID))
	c.line("END", "VEVENT")
}

// icsOctets is the longest line, without its end.
const icsOctets = 75

// line writes a property, and folds it between characters if it is too long.
func (c *icsText) line(name, value string) {
	n := 0
	for _, r := range name + ":" + value {
		size := utf8.RuneLen(r)
		if n+size > icsOctets {
			_, _ = c.WriteString("\r\n ") // a Builder never fails
			n = 1
		}
		_, _ = c.WriteRune(r)
		n += size
	}
	_, _ = c.WriteString("\r\n")
}

var icsEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// icsEscaped is a text as the value of a property.
func icsEscaped(text string) string {
	return icsEscapes.Replace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD")))
}
