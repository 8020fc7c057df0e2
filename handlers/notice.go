package handlers

import (
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
	return s.post(c, fields, func(f form) (response, error) {
		choices := map[access.Topic]access.Choice{}
		for _, topic := range me.Topics() {
			if choice, ok := f[views.TopicField(topic)]; ok {
				choices[topic] = access.Choice(choice)
			}
		}
		err := s.svc.ChooseNotices(c.Request().Context(), me, choices)
		return s.leadTo(views.ProfileURL, s.words(c).Profile.NoticesSaved), err
	}, s.showProfile)
}

func (s *Server) nameDeputy(c echo.Context) error {
	return s.post(c, []string{"deputy", "away_from", "away_from_which", "away_to", "away_to_which"}, func(f form) (response, error) {
		err := s.svc.NameDeputy(c.Request().Context(), actor(c), f["deputy"], f.localTime("away_from"), f.localTime("away_to"))
		return s.leadTo(views.ProfileURL, s.words(c).Profile.DeputyNamed), err
	}, s.showProfile)
}

func (s *Server) endDeputy(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.EndDeputy(c.Request().Context(), actor(c))
		return s.leadTo(views.ProfileURL, s.words(c).Profile.DeputyEnded), err
	}, s.showProfile)
}
