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
	q, err := readQuery(c, "next")
	if err != nil {
		return err
	}
	h, ok, err := s.halfSignedIn(c, access.StepAdd, q["next"])
	if !ok {
		return err
	}
	return s.showAddFactor(c, http.StatusOK, h, views.Form{Values: q})
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
		Page: s.page(c, s.words(c).SignInRules.AddTitle, ""), Form: f, Half: h, Code: code, PasskeysAt: s.svc.PasskeysAt(), Next: localPath(f.Values["next"]),
	}))
}

func (s *Server) addPasskeyOptions(c echo.Context) error {
	return sendOptions(c, func() ([]byte, error) { return s.svc.PasskeyToAdd(c.Request().Context(), s.cookieOf(c, halfCookie)) })
}

// addPasskeyToSignIn does not use post, like login.
func (s *Server) addPasskeyToSignIn(c echo.Context) error {
	f, err := readForm(c, "answer", "name", "person", "next")
	if err != nil {
		return err
	}
	h, ok, err := s.halfSignedIn(c, access.StepAdd, f["next"])
	if !ok {
		return err
	}
	n := access.NewPasskey{Answer: f["answer"], Name: f["name"], Person: f["person"]}
	arrival, recovery, err := s.svc.AddPasskeyToSignIn(c.Request().Context(), s.cookieOf(c, halfCookie), s.client(c), n, func() (string, error) { return s.newSessionToken(c) })
	return s.goOnAdded(c, h, f, arrival, recovery, err)
}

// addCode does not use post, like login.
func (s *Server) addCode(c echo.Context) error {
	f, err := readForm(c, "code", "next")
	if err != nil {
		return err
	}
	h, ok, err := s.halfSignedIn(c, access.StepAdd, f["next"])
	if !ok {
		return err
	}
	arrival, recovery, err := s.svc.AddCode(c.Request().Context(), s.cookieOf(c, halfCookie), s.client(c), f["code"], func() (string, error) { return s.newSessionToken(c) })
	return s.goOnAdded(c, h, f, arrival, recovery, err)
}

// goOnAdded takes whoever has added a second factor on, and shows their recovery codes first.
func (s *Server) goOnAdded(c echo.Context, h access.Half, f form, arrival access.Arrival, recovery []string, err error) error {
	var invalid *access.Invalid
	switch {
	case errors.As(err, &invalid):
		return s.showAddFactor(c, http.StatusUnprocessableEntity, h, withMistakes(s.words(c), f, invalid))
	case errors.Is(err, access.ErrNotFound):
		return s.signInAgain(c, f["next"])
	case err != nil:
		return err
	case len(recovery) == 0:
		return s.arrived(c, arrival, f["next"])
	}
	next := s.keepArrival(c, arrival, f["next"])
	return render(c, http.StatusOK, views.RecoveryCodesPage(views.RecoveryCodes{
		Page: s.page(c, s.words(c).Security.Recovery.Title, ""), Login: h.Name(), Codes: recovery, Next: next,
	}))
}
