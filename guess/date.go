package guess

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/ccojocar/zxcvbn-go/entropy"
	"github.com/ccojocar/zxcvbn-go/match"
)

var (
	yearLast  = regexp.MustCompile(`(\d{1,2})[\s\-/\\_.](\d{1,2})([\s\-/\\_.])(19\d{2}|200\d|201\d|\d{2})`)
	yearFirst = regexp.MustCompile(`(19\d{2}|200\d|201\d|\d{2})[\s\-/\\_.](\d{1,2})([\s\-/\\_.])(\d{1,2})`)
	digits    = regexp.MustCompile(`\d{4,8}`)
)

// dates finds dates with separators.
func dates(password string) (found []match.Match) {
	for _, part := range yearLast.FindAllStringSubmatch(password, -1) {
		found = append(found, date(password, part[0], part[2], part[1], part[4], part[3])...)
	}
	for _, part := range yearFirst.FindAllStringSubmatch(password, -1) {
		found = append(found, date(password, part[0], part[2], part[4], part[1], part[3])...)
	}
	return found
}

// digitDates finds dates that consist of digits only.
func digitDates(password string) (found []match.Match) {
	for _, v := range digits.FindAllString(password, -1) {
		switch len(v) {
		case len("991231"):
			found = append(found, date(password, v, v[2:4], v[4:], v[:2], "")...)
		case len("19991231"):
			found = append(found, date(password, v, v[4:6], v[6:], v[:4], "")...)
			found = append(found, date(password, v, v[:2], v[2:4], v[4:], "")...)
		}
	}
	return found
}

// date returns the token as a date if its parts are one. As in the library, the match ends one
// character late, so a date at the end of a password is not counted.
func date(password, token, day, month, year, separator string) []match.Match {
	d, _ := strconv.Atoi(day) // all three are digits
	m, _ := strconv.Atoi(month)
	y, _ := strconv.Atoi(year)
	if 12 <= m && m <= 31 && d <= 12 {
		d, m = m, d
	}
	if d > 31 || m > 12 || y > 99 && (y < 1900 || y > 2025) {
		return nil
	}
	i := strings.Index(password, token)
	weighed := match.DateMatch{Year: int64(y), Separator: separator}
	return []match.Match{{I: i, J: i + len(token), Entropy: entropy.DateEntropy(weighed)}}
}
