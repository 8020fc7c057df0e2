package words

import (
	"slices"
	"strconv"
	"strings"
)

// Of returns the language that a login chose, by its tag, or else the one that a browser accepts
// first, or else English. Neither argument has to be well formed.
func Of(chosen, accept string) *Words {
	for _, tag := range []string{chosen, Accepted(accept)} {
		for _, w := range All {
			if w.Tag == tag {
				return w
			}
		}
	}
	return English()
}

// Accepted returns the tag of the language that a browser prefers, by its Accept-Language header
// (RFC 9110, section 12.5.4). It is "" for a browser that wants none of ours.
func Accepted(accept string) (found string) {
	best := 0.0
	for preference := range strings.SplitSeq(accept[:min(len(accept), longestAccept)], ",") {
		if tag, weight := preferred(preference); weight > best && slices.Contains(Tags(), tag) {
			best, found = weight, tag
		}
	}
	return found
}

// longestAccept is how many bytes of Accept-Language are parsed: browsers send about 50.
const longestAccept = 200

// preferred parses a part of Accept-Language into its language, without a region, and its weight,
// from 0 to 1.
func preferred(text string) (tag string, weight float64) {
	tag, params, weighted := strings.Cut(text, ";")
	tag, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	if !weighted {
		return tag, 1
	}
	weight, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(params), "q="), 64)
	if err != nil || weight < 0 || weight > 1 {
		return tag, 0
	}
	return tag, weight
}
