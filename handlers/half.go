package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// halfSignedIn is who is half signed in and has to do a step. If that is over, or if something else
// is next, it redirects there, and ok is false.
func (s *Server) halfSignedIn(c echo.Context, step access.SignInStep, next string) (h access.Half, ok bool, err error) {
	h, err = s.svc.HalfSignedIn(c.Request().Context(), s.cookieOf(c, halfCookie))
	over := errors.Is(err, access.ErrNotFound)
	if err != nil && !over {
		return h, false, err
	}
	if !over {
		s.speak(c, h.Language, nil)
		s.leadsOn(c, next, h.Language)
	}
	switch {
	case h.Step == step:
		return h, true, nil
	case step == access.StepAdd && c.Request().Method == http.MethodPost:
		return h, false, s.addedOnTheWay(c, h, next)
	case over:
		return h, false, s.signInAgain(c, next)
	}
	return h, false, c.Redirect(http.StatusSeeOther, views.SignInStepURL(h.Step, localPath(next)))
}

// signInAgain leads someone to the beginning whose sign-in took too long.
func (s *Server) signInAgain(c echo.Context, next string) error {
	return c.Redirect(http.StatusSeeOther, views.LoginAfterURL(views.AfterLate, localPath(next)))
}

// showStep shows the page of a step, with what was typed and its mistakes.
type showStep func(c echo.Context, status int, h access.Half, f views.Form) error

// stepPage is the page of a step.
func (s *Server) stepPage(c echo.Context, step access.SignInStep, show showStep) error {
	q, err := readQuery(c, "next")
	if err != nil {
		return err
	}
	h, ok, err := s.halfSignedIn(c, step, q["next"])
	if !ok {
		return err
	}
	return show(c, http.StatusOK, h, views.Form{Values: q})
}

// goOn answers a form of someone who is half signed in, as post does for everybody else. do calls
// one operation of access with its fields, and returns the response. After a mistake, show shows
// the form again.
func (s *Server) goOn(c echo.Context, step access.SignInStep, fields []string, show showStep, do func(access.Half, form) (response, error)) error {
	f, err := readForm(c, append(fields, "next")...)
	if err != nil {
		return err
	}
	h, ok, err := s.halfSignedIn(c, step, f["next"])
	if !ok {
		return err
	}
	answer, err := do(h, f)
	var invalid *access.Invalid
	switch {
	case errors.As(err, &invalid):
		return show(c, http.StatusUnprocessableEntity, h, withMistakes(s.words(c), f, invalid))
	case errors.Is(err, access.ErrNotFound):
		if _, ok, err := s.halfSignedIn(c, step, f["next"]); !ok {
			return err
		}
		return s.signInAgain(c, f["next"])
	case err != nil:
		return err
	}
	return answer(c)
}

// tokenFor makes the token of the session that a sign-in leads to.
func (s *Server) tokenFor(c echo.Context) func() (string, error) {
	return func() (string, error) { return s.newSessionToken(c) }
}

// arrivedAt is the response that leads someone on who is signing in.
func (s *Server) arrivedAt(a access.Arrival, f form) response {
	return func(c echo.Context) error { return s.arrived(c, a, f["next"]) }
}
