package handlers

import (
	"cmp"
	"context"
	"errors"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
	"latchkey/words"
)

// errMalformed is a form or a URL that none of our pages sends.
var errMalformed = errors.New("malformed request")

// errPlainHTTP is a form that a browser sent over plain HTTP although Latchkey uses HTTPS: the
// browser would drop the session's cookie.
var errPlainHTTP = errors.New("plain HTTP")

// errForeign is a request that did not come from one of our pages.
var errForeign = errors.New("from elsewhere")

// answer is how an error is shown.
type answer struct {
	status int
	page   words.ErrorPage
	// why is the reason from package access, or nil if the page has its own sentence. invalid is
	// what is wrong with a form. wait is how long to wait.
	why     access.Reason
	invalid *access.Invalid
	wait    time.Duration
}

// refusals are the words of the log for requests that our pages do not send, or that one may not
// send so often.
var refusals = map[words.ErrorPage]string{
	words.Malformed: "malformed", words.NoWebapp: "unknown_webapp", words.Foreign: "foreign", words.PlainHTTP: "plain_http", words.Forbidden: "forbidden",
	words.TooManyTries: "too_many_tries", words.TooLarge: "too_large",
}

// heading says what happened.
func (a answer) heading(w *words.Words) string { return w.Errors.Pages[a.page].Heading }

// sentence is the text below the heading.
func (a answer) sentence(w *words.Words) string {
	e := &w.Errors
	switch a.page {
	case words.Stale:
		return staleText(w, a.invalid.Stale)
	case words.Mistakes:
		return mistakesText(w.Mistakes(a.invalid))
	case words.TooManyTries:
		return e.Wait(a.wait)
	case words.TooLarge:
		return e.TooLong(maxBodyText)
	default:
		return cmp.Or(w.Reason(a.why), e.Pages[a.page].Sentence)
	}
}

// answerTo is the only place where an error becomes a status and a page. Neither ever contains an
// internal cause.
func answerTo(err error) answer {
	var problem *access.Problem
	var tries *access.TooManyTries
	var busy *access.Busy
	var invalid *access.Invalid
	var commit *db.CommitError
	var status *echo.HTTPError
	var why access.Reason
	if errors.As(err, &problem) {
		why = problem.Reason
	}
	switch {
	case errors.Is(err, errMalformed):
		return answer{status: http.StatusBadRequest, page: words.Malformed}
	case errors.Is(err, errWebapp):
		return answer{status: http.StatusBadRequest, page: words.NoWebapp}
	case errors.Is(err, errForeign):
		return answer{status: http.StatusForbidden, page: words.Foreign}
	case errors.Is(err, errPlainHTTP): // before anything looks at what was typed
		return plainHTTP
	case errors.Is(err, access.ErrNotFound):
		return notFound
	case errors.Is(err, access.ErrForbidden):
		return answer{status: http.StatusForbidden, page: words.Forbidden, why: why}
	case errors.Is(err, access.ErrUnproved): // proves asks, so that nobody reads this
		return answer{status: http.StatusForbidden, page: words.Unproved}
	case errors.As(err, &invalid) && invalid.Stale != nil:
		return answer{status: http.StatusConflict, page: words.Stale, invalid: invalid}
	case errors.Is(err, access.ErrProvider):
		return answer{status: http.StatusBadGateway, page: words.BadProvider, why: why}
	case errors.Is(err, access.ErrConflict):
		return answer{status: http.StatusConflict, page: words.Overtaken, why: why}
	case errors.As(err, &invalid):
		return answer{status: http.StatusUnprocessableEntity, page: words.Mistakes, invalid: invalid}
	case errors.As(err, &tries):
		return answer{status: http.StatusTooManyRequests, page: words.TooManyTries, wait: waitFor(tries)}
	case db.IsDamaged(err):
		return answer{status: http.StatusInternalServerError, page: words.Damaged}
	case errors.Is(err, context.Canceled):
		return answer{status: statusClientGone, page: words.ClientGone}
	case errors.Is(err, db.ErrReplaced):
		return answer{status: http.StatusServiceUnavailable, page: words.Replaced}
	case errors.Is(err, access.ErrUnknown), errors.As(err, &commit) && !commit.Settled && !errors.Is(err, access.ErrNotSaved):
		return answer{status: http.StatusInternalServerError, page: words.Unknown}
	case errors.Is(err, access.ErrNotSaved):
		return answer{status: http.StatusInternalServerError, page: words.NotSaved}
	case db.IsFull(err):
		return diskFull
	case errors.As(err, &busy), db.IsBusy(err), errors.Is(err, context.DeadlineExceeded):
		return answer{status: http.StatusServiceUnavailable, page: words.Busy}
	case errors.As(err, &status):
		return answerToEcho(status)
	default:
		return answer{status: http.StatusInternalServerError, page: words.Internal}
	}
}

// answerToEcho is answerTo for the router's errors.
func answerToEcho(err *echo.HTTPError) answer {
	switch {
	case err.Code == http.StatusNotFound:
		return notFound
	case err.Code == http.StatusMethodNotAllowed:
		return answer{status: err.Code, page: words.FormAddress}
	case err.Code == http.StatusRequestEntityTooLarge:
		return answer{status: err.Code, page: words.TooLarge}
	case err.Code < http.StatusInternalServerError:
		return answer{status: err.Code, page: words.Malformed}
	default:
		return answer{status: http.StatusInternalServerError, page: words.Internal}
	}
}

// statusClientGone is what proxies log for a client that went away before the answer.
const statusClientGone = 499

var (
	plainHTTP = answer{status: http.StatusForbidden, page: words.PlainHTTP}
	// notFound is the same for what does not exist and for what a login may not see.
	notFound = answer{status: http.StatusNotFound, page: words.NotFound}
	// noSetupLink is notFound for a set-up link: it has to help someone who has no login yet.
	// noSetup is the same for the address that the server prints.
	noSetupLink = answer{status: http.StatusNotFound, page: words.NoSetupLink}
	// noPasswordLink is the same for a link from a mail.
	noPasswordLink = answer{status: http.StatusNotFound, page: words.NoResetLink}
	// noEmailLink is the same for one that confirms an address.
	noEmailLink = answer{status: http.StatusNotFound, page: words.NoEmailLink}
	noSetup     = answer{status: http.StatusNotFound, page: words.NoSetup}
	// diskFull is for what could not be saved, and diskFullHere for what is shown only if the
	// record can say who read it.
	diskFull     = answer{status: http.StatusInsufficientStorage, page: words.DiskFull}
	diskFullHere = answer{status: http.StatusInsufficientStorage, page: words.DiskFullHere}
)

// retryAfter is the number of seconds after which to try again, or "" if that would not help.
func retryAfter(status int, err error) string {
	var tries *access.TooManyTries
	var busy *access.Busy
	switch {
	case errors.As(err, &tries):
		return strconv.Itoa(seconds(tries))
	case errors.As(err, &busy):
		return strconv.Itoa(int(math.Ceil(busy.RetryAfter.Seconds())))
	case status == http.StatusServiceUnavailable:
		return "1"
	default:
		return ""
	}
}

// answerHere is answerTo for a certain URL.
func answerHere(c echo.Context, err error) answer {
	a, here := answerTo(err), routeOf(c)
	switch {
	case here.refused != 0 && (a.page == words.Forbidden || a.page == words.Overtaken):
		a.page = here.refused
		return a
	case a == notFound && here.gone != answer{}:
		return here.gone
	case a == diskFull && c.Request().Method != http.MethodPost:
		return diskFullHere
	default:
		return a
	}
}

// renderError is echo's error handler.
func (s *Server) renderError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	if db.IsDamaged(err) {
		// Reading a file that was replaced can look like damage.
		if why := s.svc.Ready(c.Request().Context()); errors.Is(why, db.ErrReplaced) {
			err = why
		}
	}
	c.Set(errorKey, err)
	c.Set(typedKey, nil)
	if db.IsDamaged(err) {
		s.svc.FoundDamage()
		s.config.Log.Error("the database file is damaged: restore a backup with `latchkey restore FILE`", "request_id", c.Get(requestIDKey), "error", err.Error())
	}
	a := answerHere(c, err)
	switch {
	case a.status == statusClientGone:
		_ = c.NoContent(a.status) // nobody reads it
		return
	case errors.Is(err, access.ErrSignedOut):
		c.Set(actorKey, nil)
		_ = s.sendToLogin(c) // this writes only headers
		return
	}
	if isMachine(c) {
		if err := s.sendMachineError(c, err, a); err != nil {
			s.config.Log.Error("send an error", "request_id", c.Get(requestIDKey), "error", err.Error())
		}
		return
	}
	w := s.words(c)
	p := views.Problem{Page: s.page(c, a.heading(w), ""), Heading: a.heading(w), Sentence: a.sentence(w), Links: s.errorLinks(c, a)}
	if a.status >= http.StatusInternalServerError {
		p.RequestID, _ = c.Get(requestIDKey).(string)
	}
	if after := retryAfter(a.status, err); after != "" {
		c.Response().Header().Set("Retry-After", after)
	}
	if isHTMX(c) {
		// There is no room for an error page in the place of a fragment.
		c.Response().Header().Set("HX-Retarget", "body")
		c.Response().Header().Set("HX-Reswap", "outerHTML")
	}
	if err := render(c, a.status, views.ProblemPage(p)); err != nil && c.Request().Context().Err() == nil {
		s.config.Log.Error("render an error page", "request_id", c.Get(requestIDKey), "error", err.Error())
	}
}

// errorLinks are the links on an error page, the most useful first. They depend on the reader, the
// status and the URL, but never on what exists: 404 is the same for what does not exist and for
// what a login may not see.
func (s *Server) errorLinks(c echo.Context, a answer) []views.Link {
	if a == plainHTTP {
		return secureLinks(s.words(c), s.secureURL())
	}
	status, w := a.status, &s.words(c).Errors
	me, signedIn := c.Get(actorKey).(access.Actor)
	back := s.previousPage(c)
	var links []views.Link
	add := func(text, address string) {
		if address != "" && !slices.ContainsFunc(links, func(l views.Link) bool { return l.URL == address }) {
			links = append(links, views.Link{Text: text, URL: address})
		}
	}
	if !signedIn {
		add(w.BackToPage, back)
		add(w.ToSignIn, views.LoginURL)
		return links
	}
	if keepsTyped(status) {
		add(w.BackToForm, s.keepMine(c)) // going back in the browser may show an empty form
	}
	switch status {
	case http.StatusServiceUnavailable:
		if c.Request().Method == http.MethodGet {
			back = c.Request().URL.RequestURI()
		}
		add(w.TryAgain, back)
	case http.StatusConflict:
		if id := c.Param("request"); id != "" {
			back = views.RequestURL(id)
		}
		add(w.HowItStands, back)
	case http.StatusNotFound:
		if me.HasExternalAccess() {
			add(w.WhoGetsIn, views.AccountURL(me.AccountID, views.TabExternalAccess))
		}
	default:
		add(w.BackToPage, back)
	}
	if status == http.StatusForbidden {
		add(w.WhatYouMay, views.WhyURL(me.AccountID, me.UserID))
	}
	add(w.ToStart, "/")
	return links
}

// secureLinks lead to the sign-in page over HTTPS, if its URL is known.
func secureLinks(w *words.Words, address string) []views.Link {
	if address == "" {
		return nil
	}
	return []views.Link{{Text: w.Login.Open(address), URL: address + views.LoginURL}}
}

// keepsTyped reports whether the user can look at a form and send it again after this status.
func keepsTyped(status int) bool {
	return status == http.StatusBadRequest || status == http.StatusConflict || status >= http.StatusInternalServerError
}

// previousPage is our page from which a request was sent, or "" if that is unknown, is this URL
// itself, or cannot be opened.
func (s *Server) previousPage(c echo.Context) string {
	r := c.Request()
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host || from.Path == r.URL.Path && r.Method == http.MethodGet {
		return ""
	}
	found := s.echo.NewContext(nil, nil)
	s.echo.Router().Find(http.MethodGet, from.Path, found)
	if found.Path() == "" || strings.HasSuffix(found.Path(), "*") {
		return ""
	}
	return localPath(from.RequestURI())
}
