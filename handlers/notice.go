package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// showProfile shows the page of one's own login, with what was typed and what is wrong with it.
func (s *Server) showProfile(c echo.Context, status int, f form, invalid *access.Invalid) error {
	me := actor(c)
	n, err := s.svc.NoticeSettings(c.Request().Context(), me)
	if err != nil {
		return err
	}
	if f["away_from"] == "" {
		f["away_from"] = access.LocalText(n.Now, me.Zone)
	}
	m := views.NoticeSettings{NoticeSettings: n, Twice: twice(invalid, me.Zone)}
	if n.Deputy != nil {
		m.DeputyFrom, m.DeputyTo = views.NewMoment(n.Deputy.Window.From, me.Zone), views.NewMoment(n.Deputy.Window.To, me.Zone)
	}
	return render(c, status, views.ProfilePage(views.Profile{Page: s.page(c, "Your login", ""), Form: mistaken(f, invalid), Notices: m}))
}

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
		return s.showProfile(c, http.StatusUnprocessableEntity, f, invalid)
	case err != nil:
		return err
	}
	return s.done(c, "/profile", flash)
}
