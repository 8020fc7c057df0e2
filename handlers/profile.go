package handlers

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/views"
	"latchkey/words"
)

func (s *Server) profile(c echo.Context) error {
	return s.showProfile(c, http.StatusOK, views.Form{})
}

// showProfile shows the page of the reader's own login, with what was typed and its mistakes.
func (s *Server) showProfile(c echo.Context, status int, f views.Form) error {
	return s.showCalendar(c, status, f, "")
}

// showCalendar is showProfile with the address of the login's calendar, if that was just created,
// or else "".
func (s *Server) showCalendar(c echo.Context, status int, f views.Form, calendar string) error {
	me := actor(c)
	n, err := s.svc.NoticeSettings(c.Request().Context(), me)
	if err != nil {
		return err
	}
	feed, err := s.svc.CalendarFeed(c.Request().Context(), me)
	if err != nil {
		return err
	}
	if f.Values == nil {
		f.Values = form{}
	}
	if f.Values["away_from"] == "" {
		views.SetTime(f.Values, "away_from", n.Now.Truncate(time.Minute), me.Zone)
	}
	return render(c, status, views.ProfilePage(views.Profile{
		Page: s.page(c, s.words(c).Profile.Title, views.ProfileURL), Form: f.InZone(s.words(c), me.Zone), Notices: views.NewNoticeSettings(s.words(c), n, me.Zone),
		Calendar: views.Calendar{Made: views.MomentIn(s.words(c), feed.MadeAt, me.Zone), Works: feed.Works, Address: calendar},
	}))
}

// chooseLanguage confirms in the language that was chosen.
func (s *Server) chooseLanguage(c echo.Context) error {
	return s.post(c, []string{"language"}, func(f form) (response, error) {
		err := s.svc.ChooseLanguage(c.Request().Context(), actor(c), f["language"])
		chosen := words.Of(f["language"], c.Request().Header.Get("Accept-Language"))
		return s.leadTo(views.ProfileURL, chosen.Profile.LanguageSaved), err
	}, s.showProfile)
}

func (s *Server) changePassword(c echo.Context) error {
	return s.post(c, []string{"current_password", "new_password"}, func(f form) (response, error) {
		err := s.svc.ChangeOwnPassword(c.Request().Context(), actor(c), f["current_password"], f["new_password"], func() (string, error) { return s.renewToken(c) })
		return s.stayKnown(s.leadTo(views.ProfileURL, s.words(c).Profile.PasswordChanged)), err
	}, s.showProfile)
}
