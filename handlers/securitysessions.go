package handlers

import (
	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// sessionsOfLogin are the sessions of the reader's own login, for its page.
func (s *Server) sessionsOfLogin(c echo.Context) (views.SessionsOfLogin, error) {
	list, err := s.svc.Sessions(c.Request().Context(), actor(c))
	return views.SessionsOfLogin{List: list, Idle: s.svc.Idle(), Longest: s.svc.SessionLifetime()}, err
}

func (s *Server) endSession(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.EndSession(c.Request().Context(), actor(c), c.Param("session"))
		return s.leadTo(views.SecurityURL, s.words(c).Security.Sessions.Ended), err
	}, s.showSecurity)
}

func (s *Server) endOtherSessions(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.EndOtherSessions(c.Request().Context(), actor(c))
		return s.stayKnown(s.leadTo(views.SecurityURL, s.words(c).Security.Sessions.AllEnded)), err
	}, s.showSecurity)
}

func (s *Server) endUserSessions(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.EndUserSessions(c.Request().Context(), actor(c), c.Param("account"), c.Param("user"))
		return s.leadTo(userPage(c), s.words(c).Users.SignedOutEverywhere), err
	}, s.showUser)
}

func (s *Server) endAccountSessions(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		id := c.Param("account")
		err := s.svc.EndAccountSessions(c.Request().Context(), actor(c), id)
		return s.leadTo(views.AccountURL(id, "edit"), s.words(c).Users.SignedOutEverywhere), err
	}, nil)
}

// signedInNow says in how many sessions someone is signed in.
func (s *Server) signedInNow(c echo.Context, n access.SignedInNow) views.SignedInNow {
	return views.SignedInNow{Sessions: n.Sessions, Seen: views.MomentIn(s.words(c), n.Seen, actor(c).Zone)}
}
