package handlers

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) secondFactorPage(c echo.Context) error {
	q, err := readQuery(c, "next")
	if err != nil {
		return err
	}
	h, ok, err := s.halfSignedIn(c, access.StepSecond, q["next"])
	if !ok {
		return err
	}
	return s.showSecondFactor(c, http.StatusOK, h, views.Form{Values: q})
}

func (s *Server) showSecondFactor(c echo.Context, status int, h access.Half, f views.Form) error {
	return render(c, status, views.SecondFactorPage(views.SecondFactor{
		Page: s.page(c, s.words(c).Login.SecondTitle, ""), Form: f, Half: h, Next: localPath(f.Values["next"]), PasskeysAt: s.svc.PasskeysAt(),
	}))
}

func (s *Server) secondFactor(c echo.Context) error {
	return s.secondStep(c, "code", s.svc.SignInWithCode)
}

func (s *Server) recoveryCode(c echo.Context) error {
	return s.secondStep(c, "recovery_code", s.svc.SignInWithRecoveryCode)
}

func (s *Server) secondPasskey(c echo.Context) error {
	return s.secondStep(c, "answer", s.svc.SecondPasskey)
}

func (s *Server) secondPasskeyOptions(c echo.Context) error {
	return sendOptions(c, func() ([]byte, error) {
		return s.svc.SecondPasskeyOptions(c.Request().Context(), s.cookieOf(c, halfCookie))
	})
}

// proveSecond is an operation of access that proves the rest with a text.
type proveSecond func(ctx context.Context, half, text string, c access.Client, newToken func() (string, error)) (access.Arrival, error)

// secondStep proves the rest with what is in a field. Like login, it does not use post.
func (s *Server) secondStep(c echo.Context, field string, prove proveSecond) error {
	f, err := readForm(c, field, "next")
	if err != nil {
		return err
	}
	h, ok, err := s.halfSignedIn(c, access.StepSecond, f["next"])
	if !ok {
		return err
	}
	arrival, err := prove(c.Request().Context(), s.cookieOf(c, halfCookie), f[field], s.client(c), func() (string, error) { return s.newSessionToken(c) })
	var invalid *access.Invalid
	switch {
	case errors.As(err, &invalid):
		return s.showSecondFactor(c, http.StatusUnprocessableEntity, h, withMistakes(s.words(c), f, invalid))
	case errors.Is(err, access.ErrNotFound):
		return s.signInAgain(c, f["next"])
	case err != nil:
		return err
	}
	return s.arrived(c, arrival, f["next"])
}
