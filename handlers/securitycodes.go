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
		if errors.Is(err, access.ErrNotFound) { // too late
			return redirectTo(views.SecurityURL), nil
		}
		return s.factorAdded(recovery, s.words(c).Security.Codes.Added, err)
	}, s.showCode)
}

func (s *Server) removeCode(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		return s.stayKnown(s.leadTo(views.SecurityURL, s.words(c).Security.Codes.Removed)), s.svc.RemoveCode(c.Request().Context(), actor(c))
	}, nil)
}

func (s *Server) newRecoveryCodes(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		codes, err := s.svc.NewRecoveryCodes(c.Request().Context(), actor(c))
		return s.showRecoveryCodes(codes, views.SecurityURL, ""), err
	}, nil)
}

// showRecoveryCodes shows new recovery codes of the reader's login. Only this one answer has them.
// next is where to go on, and flash what that page says about what was done.
func (s *Server) showRecoveryCodes(codes []string, next, flash string) response {
	return func(c echo.Context) error {
		if flash != "" {
			s.flashes.keep(s.sessions.Token(c.Request().Context()), views.Flash{Text: flash}, s.svc.Now())
		}
		return render(c, http.StatusOK, views.RecoveryCodesPage(views.RecoveryCodes{
			Page: s.page(c, s.words(c).Security.Recovery.Title, ""), Login: actor(c).Name(), Codes: codes, Next: next,
		}))
	}
}

// factorAdded answers when the reader's login got a second factor: with its recovery codes, if they
// were made with it.
func (s *Server) factorAdded(recovery []string, flash string, err error) (response, error) {
	if errors.As(err, new(*access.DoneBefore)) {
		return s.addedBefore, nil
	}
	if len(recovery) == 0 {
		return s.stayKnown(s.leadTo(views.SecurityURL, flash)), err
	}
	return s.stayKnown(s.showRecoveryCodes(recovery, views.SecurityURL, flash)), err
}
