package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) beginCode(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		return redirectTo(views.CodeURL), s.svc.BeginCode(c.Request().Context(), actor(c))
	}, nil)
}

func (s *Server) codePage(c echo.Context) error { return s.showCode(c, http.StatusOK, views.Form{}) }

// showCode shows what the reader is setting up, or else where that begins.
func (s *Server) showCode(c echo.Context, status int, f views.Form) error {
	pending, err := s.svc.PendingCode(c.Request().Context(), actor(c))
	switch {
	case errors.Is(err, access.ErrNotFound) && c.Get(typedKey) == nil:
		return c.Redirect(http.StatusSeeOther, views.SecurityURL)
	case errors.Is(err, access.ErrNotFound):
		return s.showSecurity(c, status, f)
	case err != nil:
		return err
	}
	return render(c, status, views.CodeSetupPage(views.CodeSetup{Page: s.page(c, s.words(c).Security.Codes.SetUpTitle, ""), Form: f, PendingCode: pending}))
}

func (s *Server) confirmCode(c echo.Context) error {
	return s.post(c, []string{"code"}, func(f form) (response, error) {
		recovery, err := s.svc.ConfirmCode(c.Request().Context(), actor(c), f["code"])
		switch {
		case errors.Is(err, access.ErrNotFound): // sent twice, or too late
			return redirectTo(views.SecurityURL), nil
		case len(recovery) == 0:
			return s.leadTo(views.SecurityURL, s.words(c).Security.Codes.Added), err
		}
		return s.showRecoveryCodes(recovery, views.SecurityURL), err
	}, s.showCode)
}

func (s *Server) removeCode(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		return s.leadTo(views.SecurityURL, s.words(c).Security.Codes.Removed), s.svc.RemoveCode(c.Request().Context(), actor(c))
	}, nil)
}

func (s *Server) newRecoveryCodes(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		codes, err := s.svc.NewRecoveryCodes(c.Request().Context(), actor(c))
		return s.showRecoveryCodes(codes, views.SecurityURL), err
	}, nil)
}

// showRecoveryCodes shows new recovery codes of the reader's login. Only this one answer has them.
// next is where to go on.
func (s *Server) showRecoveryCodes(codes []string, next string) response {
	return func(c echo.Context) error {
		return render(c, http.StatusOK, views.RecoveryCodesPage(views.RecoveryCodes{
			Page: s.page(c, s.words(c).Security.Recovery.Title, ""), Login: actor(c).Name(), Codes: codes, Next: next,
		}))
	}
}
