package handlers

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

// errMalformed is a form or an address that no page of ours sends.
var errMalformed = errors.New("malformed request")

// answer is how an error is told.
type answer struct {
	status            int
	heading, sentence string
}

// answerTo is the only place where an error becomes a status and words. A cause that is not ours to tell is never in them.
func answerTo(err error) answer {
	var problem *access.Problem
	var tries *access.TooManyTries
	var invalid *access.Invalid
	var status *echo.HTTPError
	sentence := ""
	if errors.As(err, &problem) {
		sentence = problem.Sentence
	}
	switch {
	case errors.Is(err, errMalformed):
		return answer{http.StatusBadRequest, "This request makes no sense", "Go back, load the page anew and try again."}
	case errors.Is(err, access.ErrNotFound):
		return notFound
	case errors.Is(err, access.ErrForbidden):
		return answer{http.StatusForbidden, "Not allowed", sentence}
	case errors.Is(err, access.ErrConflict):
		return answer{http.StatusConflict, "It has moved on", sentence}
	case errors.As(err, &invalid):
		return answer{http.StatusUnprocessableEntity, "Something is not right", "Go back and correct what you typed."}
	case errors.As(err, &tries):
		return answer{http.StatusTooManyRequests, "Too many tries", "Wait " + seconds(tries) + " seconds, then try again."}
	case errors.Is(err, context.Canceled):
		return answer{statusClientGone, "Nobody is there", "The browser went away."}
	case db.IsBusy(err), errors.Is(err, context.DeadlineExceeded):
		return answer{http.StatusServiceUnavailable, "Too busy", "Try again in a moment. Nothing was changed."}
	case errors.As(err, &status) && status.Code == http.StatusNotFound:
		return notFound
	case errors.As(err, &status) && status.Code < http.StatusInternalServerError:
		return answer{status.Code, http.StatusText(status.Code), "Go back and try again."}
	default:
		return answer{http.StatusInternalServerError, "Something went wrong", "It is our fault, not yours. Nothing was changed. Try again in a moment."}
	}
}

// statusClientGone is what proxies log for a client that did not wait for the answer.
const statusClientGone = 499

// notFound is the same for what does not exist and for what a login may not see.
var notFound = answer{http.StatusNotFound, "There is nothing here", "It does not exist, or you cannot see it, or no longer: access that was granted ends by the clock."}

func seconds(t *access.TooManyTries) string {
	return strconv.Itoa(max(1, int(math.Ceil(t.RetryAfter.Seconds()))))
}

// renderError is echo's error handler.
func (s *Server) renderError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	c.Set(errorKey, err)
	a := answerTo(err)
	switch {
	case a.status == statusClientGone:
		_ = c.NoContent(a.status) // nobody reads it
		return
	case errors.Is(err, access.ErrSignedOut):
		c.Set(actorKey, nil)
		_ = s.sendToLogin(c) // only headers are written
		return
	}
	p := views.Problem{Page: s.page(c, a.heading, ""), Status: a.status, Heading: a.heading, Sentence: a.sentence}
	if a.status >= http.StatusInternalServerError {
		p.RequestID, _ = c.Get(requestIDKey).(string)
	}
	var tries *access.TooManyTries
	if errors.As(err, &tries) {
		c.Response().Header().Set("Retry-After", seconds(tries))
	}
	if isHTMX(c) {
		// A fragment's place is too small for an error page.
		c.Response().Header().Set("HX-Retarget", "body")
		c.Response().Header().Set("HX-Reswap", "outerHTML")
	}
	if err := render(c, a.status, views.ProblemPage(p)); err != nil {
		s.config.Log.Error("render an error page", "request_id", c.Get(requestIDKey), "error", err.Error())
	}
}
