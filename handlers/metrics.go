package handlers

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
)

// Metrics hears what a Server does. Each value that it gets is one of a few, whatever strangers
// send.
type Metrics interface {
	// RequestBegan and RequestEnded are called for each request. method is a known one or "OTHER";
	// route is as in the table.
	RequestBegan()
	RequestEnded(method, route string, status int, took time.Duration)
	// SignedIn is called for each sign-in attempt, with one of SignInResults.
	SignedIn(result string)
}

type noMetrics struct{}

func (noMetrics) RequestBegan()                                   {}
func (noMetrics) RequestEnded(string, string, int, time.Duration) {}
func (noMetrics) SignedIn(string)                                 {}

// The results of a sign-in attempt.
const (
	signedInOK = "ok"
	// signedInWrong is a wrong login or password, signedInWaits an attempt from an address that has
	// to wait, and signedInBusy one while too many are waiting.
	signedInWrong = "wrong"
	signedInWaits = "throttled"
	signedInBusy  = "busy"
	signedInError = "error"
)

// SignInResults are all results of a sign-in attempt.
var SignInResults = []string{signedInOK, signedInWrong, signedInWaits, signedInBusy, signedInError}

func signInResult(err error) string {
	switch {
	case err == nil:
		return signedInOK
	case errors.Is(err, access.ErrSignIn):
		return signedInWrong
	case errors.As(err, new(*access.TooManyTries)):
		return signedInWaits
	case errors.As(err, new(*access.Busy)):
		return signedInBusy
	default:
		return signedInError
	}
}

// slowRequest is how long a request may take before the log has a warning.
const slowRequest = time.Second

// IsStream reports whether a route's answers stay open for as long as their page does.
func IsStream(path string) bool {
	r := findRoute(http.MethodGet, path)
	return r != nil && r.endless
}

func isSlow(c echo.Context, took time.Duration) bool {
	return took > slowRequest && !IsStream(c.Path())
}

// knownMethod is one of the known methods, never just anything that someone sent.
func knownMethod(method string) string {
	if slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodPost}, method) {
		return method
	}
	return "OTHER"
}

// knownRoute is a request's route as in the table.
func knownRoute(c echo.Context) string {
	if path := c.Path(); path != "" {
		return path
	}
	return "/*"
}
