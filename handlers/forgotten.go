package handlers

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) forgottenPage(c echo.Context) error {
	q, err := readQuery(c, "as", "account", "next", "sent")
	if err != nil {
		return err
	}
	l := s.newLogin(c, q["next"])
	w := &s.words(c).Passwords
	f := views.Forgotten{
		Page: s.page(c, w.Forgotten, ""), Kind: kindAs(q["as"], l.Kind), Account: cmp.Or(q["account"], l.Values["account"]), Next: l.Next,
		Mail: s.svc.MailEnabled(), Sent: q["sent"] != "",
	}
	if f.Mail && f.Sent {
		f.Title = w.LookTitle
	}
	return render(c, http.StatusOK, views.ForgottenPage(f))
}

// forgotten answers the same whatever was typed.
func (s *Server) forgotten(c echo.Context) error {
	return s.post(c, []string{"kind", "account", "user", "next"}, func(f form) (response, error) {
		kind := access.Kind(f["kind"])
		if kind != access.KindUser && kind != access.KindAccount {
			return nil, errMalformed
		}
		err := s.svc.ForgotPassword(c.Request().Context(), access.Credentials{
			Kind: kind, Account: f["account"], User: f["user"], Client: access.Client{Address: c.RealIP()},
		})
		return redirectTo(views.ForgottenSentURL(localPath(f["next"]))), err
	}, nil)
}

func (s *Server) passwordLinkPage(c echo.Context) error {
	return s.showPasswordLink(c, http.StatusOK, views.Form{})
}

func (s *Server) showPasswordLink(c echo.Context, status int, f views.Form) error {
	login, _, err := s.svc.PasswordLink(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	return render(c, status, views.PasswordLinkPage(views.PasswordLink{Page: s.page(c, s.words(c).Passwords.NewTitle, ""), Form: f, Login: login, Token: c.Param("token")}))
}

func (s *Server) usePasswordLink(c echo.Context) error {
	return s.post(c, []string{"password"}, func(f form) (response, error) {
		kind, err := s.svc.UsePasswordLink(c.Request().Context(), nobodyOnce(c), c.Param("token"), f["password"], browser(c))
		if done := (*access.DoneBefore)(nil); errors.As(err, &done) {
			return passwordSet(strings.HasPrefix(done.ObjectID, "acc_")), nil
		}
		return passwordSet(kind == access.KindAccount), err
	}, s.showPasswordLink)
}

func (s *Server) setPasswordDays(c echo.Context) error {
	return s.post(c, []string{"expiry_days"}, func(f form) (response, error) {
		id := c.Param("account")
		err := s.svc.SetPasswordDays(c.Request().Context(), actor(c), id, f["expiry_days"])
		return s.leadTo(views.AccountURL(id, "edit"), s.words(c).Passwords.DaysSaved), err
	}, s.showEditAccount)
}

func (s *Server) sendAccountLink(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		id := c.Param("account")
		email, err := s.svc.SendAccountLink(c.Request().Context(), actor(c), id)
		return s.leadTo(views.AccountURL(id, views.TabDetails), s.words(c).Passwords.Sent(email)), err
	}, nil)
}

func (s *Server) sendUserLink(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		email, err := s.svc.SendUserLink(c.Request().Context(), actor(c), c.Param("account"), c.Param("user"))
		return s.leadTo(userPage(c), s.words(c).Passwords.Sent(email)), err
	}, nil)
}
