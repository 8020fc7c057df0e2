package handlers

import (
	"context"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) secondFactorPage(c echo.Context) error {
	return s.stepPage(c, access.StepSecond, s.showSecondFactor)
}

func (s *Server) showSecondFactor(c echo.Context, status int, h access.Half, f views.Form) error {
	return render(c, status, views.SecondFactorPage(views.SecondFactor{
		Page: s.publicPage(c, s.words(c).Login.SecondTitle), Form: f, Half: h, Next: localPath(f.Values["next"]), PasskeysAt: s.svc.PasskeysAt(),
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

// secondStep proves the rest with what is in a field.
func (s *Server) secondStep(c echo.Context, field string, prove proveSecond) error {
	return s.goOn(c, access.StepSecond, []string{field}, s.showSecondFactor, func(_ access.Half, f form) (response, error) {
		arrival, err := prove(c.Request().Context(), s.cookieOf(c, halfCookie), f[field], s.client(c), s.tokenFor(c))
		return s.arrivedAt(arrival, f), err
	})
}
