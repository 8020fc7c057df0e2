package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
	"latchkey/words"
)

// halfSignedIn is who is half signed in and has to do a step. If that is over, or if something else
// is next, it redirects there, and ok is false.
func (s *Server) halfSignedIn(c echo.Context, step access.SignInStep, next string) (h access.Half, ok bool, err error) {
	h, err = s.svc.HalfSignedIn(c.Request().Context(), s.cookieOf(c, halfCookie))
	switch {
	case errors.Is(err, access.ErrNotFound):
		return h, false, s.signInAgain(c, next)
	case err != nil:
		return h, false, err
	case h.Step != step:
		return h, false, c.Redirect(http.StatusSeeOther, views.SignInStepURL(h.Step, localPath(next)))
	}
	c.Set(wordsKey, words.Of(h.Language, c.Request().Header.Get("Accept-Language")))
	return h, true, nil
}

// signInAgain leads someone to the beginning whose sign-in took too long.
func (s *Server) signInAgain(c echo.Context, next string) error {
	return c.Redirect(http.StatusSeeOther, views.LoginAfterURL(views.AfterLate, localPath(next)))
}

func (s *Server) newPasswordPage(c echo.Context) error {
	q, err := readQuery(c, "next")
	if err != nil {
		return err
	}
	h, ok, err := s.halfSignedIn(c, access.StepPassword, q["next"])
	if !ok {
		return err
	}
	return s.showNewPassword(c, http.StatusOK, h, views.Form{Values: q})
}

func (s *Server) showNewPassword(c echo.Context, status int, h access.Half, f views.Form) error {
	return render(c, status, views.NewPasswordPage(views.NewPassword{
		Page: s.page(c, s.words(c).Passwords.NewTitle, ""), Form: f, Login: h.Name(), Known: h.PasswordKnown(), Printed: h.PasswordPrinted(), Next: localPath(f.Values["next"]),
	}))
}

func (s *Server) chooseNewPassword(c echo.Context) error {
	f, err := readForm(c, "new_password", "next")
	if err != nil {
		return err
	}
	h, ok, err := s.halfSignedIn(c, access.StepPassword, f["next"])
	if !ok {
		return err
	}
	arrival, err := s.svc.ChooseNewPassword(c.Request().Context(), s.cookieOf(c, halfCookie), s.client(c), f["new_password"], func() (string, error) { return s.newSessionToken(c) })
	var invalid *access.Invalid
	switch {
	case errors.As(err, &invalid):
		return s.showNewPassword(c, http.StatusUnprocessableEntity, h, withMistakes(s.words(c), f, invalid))
	case errors.Is(err, access.ErrNotFound):
		return s.signInAgain(c, f["next"])
	case err != nil:
		return err
	}
	return s.arrived(c, arrival, f["next"])
}
