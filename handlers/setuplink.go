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
	offer, err := s.svc.SetupOffer(c.Request().Context(), l)
	if err != nil {
		return err
	}
	return render(c, status, views.SetupLinkPage(views.SetupLink{Page: s.page(c, s.words(c).Login.ChoosePassword, ""), Form: f, SetupLink: l, Token: c.Param("token"), Mail: s.svc.MailEnabled(), Offer: offer}))
}

func (s *Server) setupLink(c echo.Context) error {
	var l access.SetupLink
	return s.post(c, []string{"password", "email", "time_zone"}, func(f form) (_ response, err error) {
		ctx, token := c.Request().Context(), c.Param("token")
		if me := s.signedInAsAnother(c); me != "" {
			l, err = s.svc.UseSetupLink(ctx, nobodyOnce(c), token, f["password"], f["email"])
			if errors.As(err, new(*access.DoneBefore)) {
				return redirectTo("/"), nil
			}
			return s.leadTo("/", s.words(c).Login.PasswordSetFor(views.LoginName(l), me)), err
		}
		var a access.Arrival
		l, a, err = s.svc.SetUpAndSignIn(ctx, nobodyOnce(c), token, f["password"], f["email"], f["time_zone"], s.client(c), s.tokenFor(c))
		if done := (*access.DoneBefore)(nil); errors.As(err, &done) {
			return passwordSet(strings.HasPrefix(done.ObjectID, "acc_")), nil
		}
		return s.arrivedOrSet(a, l.UserName == ""), err
	}, func(c echo.Context, status int, f views.Form) error { return s.showSetupLink(c, status, l, f) })
}

// signedInAsAnother is the name of who is signed in, if that is not the login of a set-up link, or
// else "". Whoever sets a password for somebody stays who they are.
func (s *Server) signedInAsAnother(c echo.Context) string {
	me, ok := c.Get(actorKey).(access.Actor)
	if !ok {
		return ""
	}
	l, err := s.svc.SetupLink(c.Request().Context(), c.Param("token"))
	if err == nil && l.AccountID == me.AccountID && l.UserID == me.UserID {
		return ""
	}
	return me.Name()
}

// arrivedOrSet leads on whoever has just chosen a password: a is how far they have come, or empty
// if they have to sign in.
func (s *Server) arrivedOrSet(a access.Arrival, account bool) response {
	if a.Step == "" {
		return passwordSet(account)
	}
	return func(c echo.Context) error { return s.arrived(c, a, "") }
}

// passwordSet redirects to the sign-in page after a password was set.
func passwordSet(account bool) response {
	to := views.LoginAfterURL(views.AfterSetUp, "")
	if account {
		to += "&as=account"
	}
	return redirectTo(to)
}

// showNewSetupLink shows a set-up link to whoever created it. Only this one answer has it. back is
// the page of its login, and email where a new one can be sent, or "".
func (s *Server) showNewSetupLink(whose, token, back, email string) response {
	return func(c echo.Context) error {
		first, err := s.firstSteps(c, actor(c).AccountID)
		if err != nil {
			return err
		}
		send := ""
		if email != "" && s.svc.MailEnabled() {
			send = views.SendLinkURL(back)
		}
		return render(c, http.StatusOK, views.NewSetupLinkPage(views.NewSetupLink{
			Page: s.page(c, s.words(c).Login.Link, ""), For: whose, Address: s.config.URL + views.SetupLinkURL(token), Back: back, Send: send, First: first,
		}))
	}
}
