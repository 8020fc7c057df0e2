package access

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// personName is how a person is called: by first and last name where they are known.
func personName(first, last, login string) string {
	if name := strings.TrimSpace(first + " " + last); name != "" {
		return name
	}
	return login
}

// personWithLogin is personName, and behind it the login where that is another.
func personWithLogin(first, last, login string) string {
	if name := personName(first, last, login); name != login {
		return name + " (" + login + ")"
	}
	return login
}

// cleanText is free text as it is kept: lines end in \n, no space is around it, no control characters are in it.
func cleanText(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s))
}

// visible leaves out, by strings.Map, characters that nobody sees.
func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// instantText is how the record writes an instant.
func instantText(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// DurationText is a length of time in words, to the second. Days begin with two of them: "24 hours", "2 days".
func DurationText(d time.Duration) string {
	d = d.Truncate(time.Second)
	var parts []string
	for _, unit := range []struct {
		length, least time.Duration
		name          string
	}{{24 * time.Hour, 2, "day"}, {time.Hour, 1, "hour"}, {time.Minute, 1, "minute"}, {time.Second, 1, "second"}} {
		n := d / unit.length
		if n < unit.least {
			continue
		}
		d -= n * unit.length
		text := fmt.Sprintf("%d %s", n, unit.name)
		if n != 1 {
			text += "s"
		}
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return "0 seconds"
	}
	return strings.Join(parts, " ")
}
