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

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
	"latchkey/words"
)

// errMalformed is a form or an address that no page of ours sends.
var errMalformed = errors.New("malformed request")

// errPlainHTTP is a form that a browser sent by plain HTTP where Latchkey is served by HTTPS: the
// browser would drop the session's cookie.
var errPlainHTTP = errors.New("plain HTTP")

// answer is how an error is told.
type answer struct {
	status            int
	heading, sentence string
	// why is the reason that package access gives, nil where the sentence says it.
	why access.Reason
}

// text is what an answer says below its heading.
func (a answer) text(w *words.Words) string { return cmp.Or(w.Reason(a.why), a.sentence) }

// reason is text as a reason.
func (a answer) reason() access.Reason {
	if a.why != nil {
		return a.why
	}
	return access.Plain{Text: a.sentence}
}

// answerTo is the only place where an error becomes a status and words. A cause that is not ours to tell is never in them.
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
		return malformed
	case errors.Is(err, errPlainHTTP):
		return plainHTTP
	case errors.Is(err, access.ErrNotFound):
		return notFound
	case errors.Is(err, access.ErrForbidden):
		return answer{status: http.StatusForbidden, heading: "Not allowed", why: why, sentence: "Your roles do not let you do this."}
	case errors.As(err, &invalid) && invalid.Stale != nil:
		return answer{status: http.StatusConflict, heading: "It has moved on", sentence: staleText(invalid.Stale)}
	case errors.Is(err, access.ErrConflict):
		return answer{status: http.StatusConflict, heading: "It has moved on", why: why, sentence: "Somebody was quicker. Nothing was changed: look how it stands now."}
	case errors.As(err, &invalid):
		return answer{status: http.StatusUnprocessableEntity, heading: "Something is not right", sentence: mistakesText(words.English().Mistakes(invalid.Fields))}
	case errors.As(err, &tries):
		return answer{status: http.StatusTooManyRequests, heading: "Too many tries", sentence: "Wait " + waitText(tries) + ", then try again."}
	case db.IsDamaged(err):
		return answer{status: http.StatusInternalServerError, heading: "The data is damaged", sentence: "The database file of this server is damaged. Whoever runs it must restore a backup. It is not known whether anything was changed."}
	case errors.Is(err, context.Canceled):
		return answer{status: statusClientGone, heading: "Nobody is there", sentence: "The browser went away."}
	case errors.Is(err, db.ErrReplaced):
		return answer{status: http.StatusServiceUnavailable, heading: "Nothing can be written now", sentence: "Nothing was changed. The database was replaced while the server ran: whoever runs it has to stop it and look."}
	case errors.Is(err, access.ErrUnknown):
		return unknown
	case errors.Is(err, access.ErrNotSaved):
		return answer{status: http.StatusInternalServerError, heading: "This was not saved", sentence: "The server's disk failed while it was being saved. Nothing was changed: that was looked up afterwards. Tell the operator of this server, then try again."}
	case errors.As(err, &commit) && !commit.Settled:
		return unknown
	case db.IsFull(err):
		return diskFull
	case errors.As(err, &busy), db.IsBusy(err), errors.Is(err, context.DeadlineExceeded):
		return answer{status: http.StatusServiceUnavailable, heading: "Too busy", sentence: "Nothing was changed. Try again in a moment."}
	case errors.As(err, &status) && status.Code == http.StatusNotFound:
		return notFound
	case errors.As(err, &status) && status.Code == http.StatusMethodNotAllowed:
		return answer{status: status.Code, heading: "This address is no page", sentence: "A form sends to it. Nothing was changed: open the page that has the form."}
	case errors.As(err, &status) && status.Code == http.StatusRequestEntityTooLarge:
		return answer{status: status.Code, heading: "That is too long", sentence: "A form holds up to " + maxBodyText + ". Nothing was changed: shorten the longest text and send it again."}
	case errors.As(err, &status) && status.Code < http.StatusInternalServerError:
		return answer{status: status.Code, heading: malformed.heading, sentence: malformed.sentence}
	default:
		return answer{status: http.StatusInternalServerError, heading: "Something went wrong", sentence: "It is our fault, not yours. Nothing was changed. Try again in a moment."}
	}
}

// unknown is that the disk failed just when something was saved.
var unknown = answer{status: http.StatusInternalServerError, heading: "It is not known whether this was saved", sentence: "The server's disk failed while it was being saved. Look how it stands before you do it again, and tell the operator of this server."}

// diskFull is for what was to be written, and diskFullHere for what is shown only where it is
// recorded who read it.
var (
	diskFull     = answer{status: http.StatusInsufficientStorage, heading: "The server's disk is full", sentence: "Nothing was changed. Tell the operator of this server: its database needs room. What is there can be read all the same."}
	diskFullHere = answer{status: http.StatusInsufficientStorage, heading: diskFull.heading, sentence: "This is shown only where it can be recorded who read it, and for that there is no room. Tell the operator of this server: its database needs room."}
)

// statusClientGone is what proxies log for a client that did not wait for the answer.
const statusClientGone = 499

var malformed = answer{status: http.StatusBadRequest, heading: "This request makes no sense", sentence: "Nothing was changed. Load the page anew and try again."}

// plainHTTP is told before anybody looks at what was typed.
var plainHTTP = answer{status: http.StatusForbidden, heading: "HTTPS is needed", sentence: "This page came by plain HTTP, and nobody can sign in that way: " +
	"others could read on the way what you type. Nothing was done. Open the address that begins with https:// and try there."}

// notFound is the same for what does not exist and for what a login may not see.
var notFound = answer{status: http.StatusNotFound, heading: "There is nothing here", sentence: "It does not exist, or you cannot see it, or no longer: access that was granted ends by the clock."}

// noSetupLink is notFound for the address of a set-up link, which has to be of use to somebody who has no login yet.
var noSetupLink = answer{status: http.StatusNotFound, heading: "This set-up link does not work", sentence: "It works once, within 24 hours, and not when there is a newer one. Ask whoever gave it to you for another."}

// noSetup is the same for the address that the server prints.
var noSetup = answer{status: http.StatusNotFound, heading: "This set-up address does not work", sentence: "It works once, within 24 hours, until there is an ADMINISTRATOR. Start the server anew: it prints another."}

// retryAfter is in how many seconds to try again, "" where that would not help.
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

// answerHere is answerTo at an address.
func answerHere(c echo.Context, err error) answer {
	a, here := answerTo(err), routeOf(c)
	switch {
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
		_ = s.sendToLogin(c) // only headers are written
		return
	}
	p := views.Problem{Page: s.page(c, a.heading, ""), Status: a.status, Heading: a.heading, Sentence: a.text(s.words(c)), Links: s.errorLinks(c, a)}
	if a.status >= http.StatusInternalServerError {
		p.RequestID, _ = c.Get(requestIDKey).(string)
	}
	if after := retryAfter(a.status, err); after != "" {
		c.Response().Header().Set("Retry-After", after)
	}
	if isHTMX(c) {
		// A fragment's place is too small for an error page.
		c.Response().Header().Set("HX-Retarget", "body")
		c.Response().Header().Set("HX-Reswap", "outerHTML")
	}
	if err := render(c, a.status, views.ProblemPage(p)); err != nil && c.Request().Context().Err() == nil {
		s.config.Log.Error("render an error page", "request_id", c.Get(requestIDKey), "error", err.Error())
	}
}

// errorLinks is where an error page leads, the likeliest first. It depends on who asks, on the status and on the address, never on what is
// there: 404 is the same for what does not exist and for what a login may not see.
func (s *Server) errorLinks(c echo.Context, a answer) []views.Link {
	if a == plainHTTP {
		return secureLinks(s.secureURL())
	}
	status := a.status
	me, signedIn := c.Get(actorKey).(access.Actor)
	back := s.previousPage(c)
	var links []views.Link
	add := func(text, address string) {
		if address != "" && !slices.ContainsFunc(links, func(l views.Link) bool { return l.URL == address }) {
			links = append(links, views.Link{Text: text, URL: address})
		}
	}
	if !signedIn {
		add("Back to the page", back)
		add("Go to the sign-in page", views.LoginURL)
		return links
	}
	if tag := s.loginTag(c); keepsTyped(status) && tag != "" && tag == s.svc.LoginTag(me) {
		add("Back to the form", s.keepTyped(c, tag)) // going back in the browser may show it empty
	}
	switch status {
	case http.StatusServiceUnavailable:
		if c.Request().Method == http.MethodGet {
			back = c.Request().URL.RequestURI()
		}
		add("Try again", back)
	case http.StatusConflict:
		if id := c.Param("request"); id != "" {
			back = views.RequestURL(id)
		}
		add("See how it stands now", back)
	case http.StatusNotFound:
		if me.HasExternalAccess() {
			add("External Access: who can get in", views.AccountURL(me.AccountID, views.TabExternalAccess))
		}
	default:
		add("Back to the page", back)
	}
	if status == http.StatusForbidden {
		add("What you can do, and why", views.WhyURL(me.AccountID, me.UserID))
	}
	add("Go to the start page", "/")
	return links
}

// secureLinks lead to the sign-in page by HTTPS, where its address is known.
func secureLinks(address string) []views.Link {
	if address == "" {
		return nil
	}
	return []views.Link{{Text: "Open " + address, URL: address + views.LoginURL}}
}

// keepsTyped says whether a form that was answered so can be looked at and sent again.
func keepsTyped(status int) bool {
	return status == http.StatusBadRequest || status == http.StatusConflict || status >= http.StatusInternalServerError
}

// previousPage is the page of ours that a request was sent from, "" where that is not known, is this address itself or cannot be opened.
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
