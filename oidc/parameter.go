package oidc

import (
	"maps"
	"net/url"
	"slices"
	"strings"
)

// The longest values of parameters, in bytes. What has no line here is at most maxValue long.
const (
	maxValue = 2048
	maxNonce = 512
	maxScope = 512
	maxToken = 8192 // an ID token as a hint
)

// once returns a parameter that is there more than once, or "": one of those that are named first.
// RFC 6749 allows none: another program on the way might have read the other value.
func once(q url.Values, first ...string) string {
	for _, name := range slices.Concat(first, slices.Sorted(maps.Keys(q))) {
		if len(q[name]) > 1 {
			return name
		}
	}
	return ""
}

// CheckOnce refuses parameters that are there more than once.
func CheckOnce(q url.Values) *Error {
	if once(q) != "" {
		return refuse(InvalidRequest, "a parameter is there more than once")
	}
	return nil
}

// visible says whether a text has only the characters that RFC 6749 allows for most parameters
// (VSCHAR), and at most so many.
func visible(text string, most int) bool {
	return len(text) <= most && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' })
}

// words are the parts between spaces.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ' ' })
}
