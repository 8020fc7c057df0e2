package handlers

import (
	"github.com/labstack/echo/v4"

	"latchkey/views"
)

func (s *Server) askReset(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.AskReset(c.Request().Context(), actor(c), c.Param("account"), c.Param("user"))
		return s.leadTo(userPage(c), s.words(c).SignInRules.ResetAsked), err
	}, nil)
}

func (s *Server) stopReset(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.StopReset(c.Request().Context(), actor(c), c.Param("account"), c.Param("user"))
		return s.leadTo(userPage(c), s.words(c).SignInRules.ResetStopped), err
	}, nil)
}

// ownReset is the reset of the reader's own second factors that waits.
func (s *Server) ownReset(c echo.Context) (views.ResetNotice, error) {
	me := actor(c)
	r, err := s.svc.OwnReset(c.Request().Context(), me)
	return views.NewResetNotice(s.words(c), r, me.Zone, me.AccountID, me.UserID), err
}
