package handlers

import (
	"errors"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) chooseNotices(c echo.Context) error {
	me := actor(c)
	var fields []string
	for _, topic := range me.Topics() {
		fields = append(fields, views.TopicField(topic))
	}
	f, err := readForm(c, fields...)
	if err != nil {
		return err
	}
	choices := map[access.Topic]access.Choice{}
	for _, topic := range me.Topics() {
		if choice, ok := f[views.TopicField(topic)]; ok {
			choices[topic] = access.Choice(choice)
		}
	}
	err = s.svc.ChooseNotices(c.Request().Context(), me, choices)
	return s.profileDone(c, f, err, "It is kept how you are told.")
}

func (s *Server) nameDeputy(c echo.Context) error {
	f, err := readForm(c, "deputy", "away_from", "away_from_which", "away_to", "away_to_which")
	if err != nil {
		return err
	}
	err = s.svc.NameDeputy(c.Request().Context(), actor(c), f["deputy"],
		access.LocalTime{Text: f["away_from"], Which: f["away_from_which"]}, access.LocalTime{Text: f["away_to"], Which: f["away_to_which"]})
	return s.profileDone(c, f, err, "The deputy is named.")
}

func (s *Server) endDeputy(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	return s.profileDone(c, f, s.svc.EndDeputy(c.Request().Context(), actor(c)), "You have no deputy any more.")
}

// profileDone answers a form of the page of one's own login.
func (s *Server) profileDone(c echo.Context, f form, err error, flash string) error {
	var invalid *access.Invalid
	switch {
	case errors.As(err, &invalid):
		return s.showProfile(c, again(invalid), f, invalid, "")
	case err != nil:
		return err
	}
	return s.done(c, views.ProfileURL, flash)
}
