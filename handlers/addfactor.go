package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// addFactorPage is where whoever must have a second factor adds one before they get any further.
func (s *Server) addFactorPage(c echo.Context) error {
	return s.stepPage(c, access.StepAdd, s.showAddFactor)
}

func (s *Server) showAddFactor(c echo.Context, status int, h access.Half, f views.Form) error {
	code, err := s.svc.CodeToAdd(c.Request().Context(), s.cookieOf(c, halfCookie))
	if errors.Is(err, access.ErrNotFound) {
		return s.signInAgain(c, f.Values["next"])
	}
	if err != nil {
		return err
	}
	s.namePasskey(c, &f)
	return render(c, status, views.AddFactorPage(views.AddFactor{
		Page: s.publicPage(c, s.words(c).SignInRules.AddTitle), Form: f, Half: h, Code: code, PasskeysAt: s.svc.PasskeysAt(), Next: localPath(f.Values["next"]),
	}))
}

func (s *Server) addPasskeyOptions(c echo.Context) error {
	return sendOptions(c, func() ([]byte, error) { return s.svc.PasskeyToAdd(c.Request().Context(), s.cookieOf(c, halfCookie)) })
}

func (s *Server) addPasskeyToSignIn(c echo.Context) error {
	return s.addStep(c, []string{"answer", "name", "person"}, func(half string, f form) (access.Arrival, []string, error) {
		n := access.NewPasskey{Answer: f["answer"], Name: f["name"], Person: f["person"]}
		return s.svc.AddPasskeyToSignIn(c.Request().Context(), half, s.client(c), n, s.tokenFor(c))
	})
}

func (s *Server) addCode(c echo.Context) error {
	return s.addStep(c, []string{"code"}, func(half string, f form) (access.Arrival, []string, error) {
		return s.svc.AddCode(c.Request().Context(), half, s.client(c), f["code"], s.tokenFor(c))
	})
}

// addStep takes whoever adds a second factor on, and shows their recovery codes first.
func (s *Server) addStep(c echo.Context, fields []string, add func(half string, f form) (access.Arrival, []string, error)) error {
	return s.goOn(c, access.StepAdd, fields, s.showAddFactor, func(h access.Half, f form) (response, error) {
		arrival, recovery, err := add(s.cookieOf(c, halfCookie), f)
		if len(recovery) == 0 {
			return s.arrivedAt(arrival, f), err
		}
		return func(c echo.Context) error {
			return render(c, http.StatusOK, views.RecoveryCodesPage(views.RecoveryCodes{
				Page: s.publicPage(c, s.words(c).Security.Recovery.Title), Login: h.Name(), Codes: recovery, Next: s.keepArrival(c, arrival, f["next"]),
			}))
		}, err
	})
}
