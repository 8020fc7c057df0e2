package handlers

import (
	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) newPasswordPage(c echo.Context) error {
	return s.stepPage(c, access.StepPassword, s.showNewPassword)
}

func (s *Server) showNewPassword(c echo.Context, status int, h access.Half, f views.Form) error {
	return render(c, status, views.NewPasswordPage(views.NewPassword{
		Page: s.publicPage(c, s.words(c).Passwords.NewTitle), Form: f, Login: h.Name(), Known: h.PasswordKnown(), Printed: h.PasswordPrinted(), Next: localPath(f.Values["next"]),
	}))
}

func (s *Server) chooseNewPassword(c echo.Context) error {
	return s.goOn(c, access.StepPassword, []string{"new_password"}, s.showNewPassword, func(_ access.Half, f form) (response, error) {
		arrival, err := s.svc.ChooseNewPassword(c.Request().Context(), s.cookieOf(c, halfCookie), s.client(c), f["new_password"], s.tokenFor(c))
		return s.arrivedAt(arrival, f), err
	})
}
