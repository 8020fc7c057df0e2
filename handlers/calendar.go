package handlers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
	"latchkey/words"
)

// calendar is a login's calendar, for anyone who knows its secret address.
func (s *Server) calendar(c echo.Context) error {
	token, isCalendar := strings.CutSuffix(c.Param("token"), ".ics")
	if !isCalendar {
		return access.ErrNotFound
	}
	grants, language, err := s.svc.Calendar(c.Request().Context(), token)
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", []byte(views.CalendarText(words.Of(language, c.Request().Header.Get("Accept-Language")), grants, s.config.URL)))
}

// makeCalendar shows the new address. Only this one answer has it.
func (s *Server) makeCalendar(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		token, err := s.svc.MakeCalendarFeed(c.Request().Context(), actor(c))
		return func(c echo.Context) error {
			return s.showCalendar(c, http.StatusOK, views.Form{}, s.config.URL+views.CalendarURL(token))
		}, err
	}, nil)
}

func (s *Server) removeCalendar(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.RemoveCalendarFeed(c.Request().Context(), actor(c))
		return s.leadTo(views.ProfileURL, s.words(c).Access.AddressIsRemoved), err
	}, nil)
}
