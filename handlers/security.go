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
	passkeys, err := s.ownPasskeys(c, &f)
	if err != nil {
		return err
	}
	own, err := s.svc.OwnFactors(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	sessions, err := s.sessionsOfLogin(c)
	if err != nil {
		return err
	}
	reset, err := s.ownReset(c)
	if err != nil {
		return err
	}
	return render(c, status, views.SecurityPage(views.Security{
		Page: s.page(c, s.words(c).Security.Title, ""), Form: f, Passkeys: passkeys, Own: own, Sessions: sessions, Reset: reset,
	}))
}
