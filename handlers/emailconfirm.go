package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// confirmEmailPage changes nothing: programs that scan mails open links, too.
func (s *Server) confirmEmailPage(c echo.Context) error {
	found, err := s.svc.EmailConfirmation(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.ConfirmEmailPage(views.ConfirmEmail{
		Page: s.page(c, s.words(c).Emails.Title, ""), Login: found.Login, Email: found.Email, Token: c.Param("token"),
	}))
}

// confirmEmail answers with a page that has no address of its own: nobody else can open it.
func (s *Server) confirmEmail(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		confirmed, err := s.svc.ConfirmEmail(c.Request().Context(), nobodyOnce(c), c.Param("token"))
		if done := (*access.DoneBefore)(nil); errors.As(err, &done) {
			err = nil
		}
		return func(c echo.Context) error {
			return render(c, http.StatusOK, views.EmailConfirmedPage(views.ConfirmEmail{
				Page: s.page(c, s.words(c).Emails.DoneTitle, ""), Login: confirmed.Login, Email: confirmed.Email,
			}))
		}, err
	}, nil)
}

func (s *Server) sendConfirmation(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		email, err := s.svc.SendConfirmation(c.Request().Context(), actor(c))
		return s.leadTo(views.ProfileURL, s.words(c).Passwords.Sent(email)), err
	}, nil)
}
