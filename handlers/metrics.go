package handlers

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
)

// Metrics is told what a Server does. What it is told is of a few values each, whatever strangers
// send.
type Metrics interface {
	// RequestBegan is a request, and RequestEnded its end: method is one of ours or "OTHER", route
	// as it stands in the table.
	RequestBegan()
	RequestEnded(method, route string, status int, took time.Duration)
	// SignedIn is a try to sign in: one of SignInResults.
	SignedIn(result string)
}

type noMetrics struct{}

func (noMetrics) RequestBegan()                                   {}
func (noMetrics) RequestEnded(string, string, int, time.Duration) {}
func (noMetrics) SignedIn(string)                                 {}

// The results of a try to sign in.
const (
	signedInOK = "ok"
	// signedInWrong is a wrong login or password, signedInWaits one of an address that has to wait,
	// and signedInBusy where too many wait.
	signedInWrong = "wrong"
	signedInWaits = "throttled"
	signedInBusy  = "busy"
	signedInError = "error"
)

// SignInResults are all of them.
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

// slowRequest is how long a request takes that is a warning in the log.
const slowRequest = time.Second

// IsStream says whether the answers of a route go on for as long as their page is looked at.
func IsStream(path string) bool {
	r := findRoute(http.MethodGet, path)
	return r != nil && r.endless
}

func isSlow(c echo.Context, took time.Duration) bool {
	return took > slowRequest && !IsStream(c.Path())
}

// knownMethod is a method that is not whatever somebody sent.
func knownMethod(method string) string {
	if slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodPost}, method) {
		return method
	}
	return "OTHER"
}

// knownRoute is the route of a request as the table has it.
func knownRoute(c echo.Context) string {
	if path := c.Path(); path != "" {
		return path
	}
	return "/*"
}
