package handlers

import (
	"time"

	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) profile(c echo.Context) error {
	return s.showProfile(c, http.StatusOK, form{}, &access.Invalid{}, "")
}

// showProfile shows the page of one's own login, with what was typed and what is wrong with it. calendar is the address of its calendar
// where that was just made.
func (s *Server) showProfile(c echo.Context, status int, f form, invalid *access.Invalid, calendar string) error {
	me := actor(c)
	n, err := s.svc.NoticeSettings(c.Request().Context(), me)
	if err != nil {
		return err
	}
	feed, err := s.svc.CalendarFeed(c.Request().Context(), me)
	if err != nil {
		return err
	}
	if f["away_from"] == "" {
		views.SetTime(f, "away_from", n.Now.Truncate(time.Minute), me.Zone)
	}
	m := views.NoticeSettings{NoticeSettings: n}
	if n.Deputy != nil {
		m.DeputySpan = views.NewSpan(n.Deputy.Window, me.Zone, me.Zone)
	}
	for _, d := range n.For {
		m.ForSpans = append(m.ForSpans, views.NewSpan(d.Window, me.Zone, me.Zone))
	}
	return render(c, status, views.ProfilePage(views.Profile{
		Page: s.page(c, "Your login", ""), Form: mistaken(f, invalid).InZone(me.Zone), Notices: m,
		Calendar: views.Calendar{Made: views.NewMoment(feed.MadeAt, me.Zone), Works: feed.Works, Address: calendar},
	}))
}

func (s *Server) changePassword(c echo.Context) error {
	f, err := readForm(c, "current_password", "new_password")
	if err != nil {
		return err
	}
	err = s.svc.ChangeOwnPassword(c.Request().Context(), actor(c), f["current_password"], f["new_password"])
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		return s.showProfile(c, again(invalid), form{}, invalid, "")
	}
	if err != nil {
		return err
	}
	return s.done(c, views.ProfileURL, "The password is changed.")
}
