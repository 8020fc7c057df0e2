package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/views"
)

func (s *Server) security(c echo.Context) error {
	return s.showSecurity(c, http.StatusOK, views.Form{})
}

// showSecurity shows how the reader's login proves who it is, with what was typed and its mistakes.
func (s *Server) showSecurity(c echo.Context, status int, f views.Form) error {
	p, err := s.securityPage(c, f)
	if err != nil {
		return err
	}
	return render(c, status, views.SecurityPage(p))
}

func (s *Server) securityPage(c echo.Context, f views.Form) (p views.Security, err error) {
	if p.Passkeys, err = s.ownPasskeys(c, &f); err != nil {
		return p, err
	}
	if p.Own, err = s.svc.OwnFactors(c.Request().Context(), actor(c)); err != nil {
		return p, err
	}
	if p.Sessions, err = s.sessionsOfLogin(c); err != nil {
		return p, err
	}
	if p.Identity, err = s.svc.OwnIdentity(c.Request().Context(), actor(c)); err != nil {
		return p, err
	}
	p.Reset, err = s.ownReset(c)
	p.Page, p.Form = s.page(c, s.words(c).Security.Title, views.SecurityURL), f
	return p, err
}
