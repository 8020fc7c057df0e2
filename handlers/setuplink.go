package handlers

import (
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) setupLinkPage(c echo.Context) error {
	l, err := s.svc.SetupLink(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	return s.showSetupLink(c, http.StatusOK, l, views.Form{})
}

func (s *Server) showSetupLink(c echo.Context, status int, l access.SetupLink, f views.Form) error {
	return render(c, status, views.SetupLinkPage(views.SetupLink{Page: s.page(c, "Choose your password", ""), Form: f, SetupLink: l, Token: c.Param("token")}))
}

func (s *Server) setupLink(c echo.Context) error {
	f, err := readForm(c, "password")
	if err != nil {
		return err
	}
	l, err := s.svc.UseSetupLink(c.Request().Context(), nobodyOnce(c), c.Param("token"), f["password"])
	if done := (*access.DoneBefore)(nil); errors.As(err, &done) {
		return s.passwordSet(c, strings.HasPrefix(done.ObjectID, "acc_"))
	}
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		return s.showSetupLink(c, again(invalid), l, mistaken(nil, invalid))
	}
	if err != nil {
		return err
	}
	return s.passwordSet(c, l.UserName == "")
}

// passwordSet leads to the sign-in with a password that was set just now.
func (s *Server) passwordSet(c echo.Context, account bool) error {
	to := views.LoginAfterURL(views.AfterSetUp, "")
	if account {
		to += "&as=account"
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// showLink shows a set-up link to whoever made it. It is in this one answer, and nowhere else.
func (s *Server) showLink(c echo.Context, whose, token, back string) error {
	return render(c, http.StatusOK, views.NewLinkPage(views.NewLink{
		Page: s.page(c, "Set-up link", ""), For: whose, Address: s.config.URL + views.SetupLinkURL(token), Back: back,
	}))
}
