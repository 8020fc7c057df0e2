package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// sendOptions sends what a browser needs for a passkey, to a script.
func sendOptions(c echo.Context, options func() ([]byte, error)) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	b, err := options()
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, echo.MIMEApplicationJSON, b)
}

func (s *Server) passkeyOptions(c echo.Context) error {
	return sendOptions(c, s.svc.PasskeySignInOptions)
}

// loginPasskey signs in with a passkey alone. Like login, it does not use post.
func (s *Server) loginPasskey(c echo.Context) error {
	f, err := readForm(c, "answer", "next")
	if err != nil {
		return err
	}
	arrival, err := s.svc.SignInWithPasskey(c.Request().Context(), f["answer"], s.client(c), s.tokenFor(c))
	s.config.Metrics.SignedIn(signInResult(err))
	if errors.Is(err, access.ErrSignIn) {
		l := s.newLogin(c, f["next"])
		l.Form = views.Form{Values: l.Values, Mistakes: map[string]string{"answer": s.words(c).Security.Passkeys.Wrong}}
		return render(c, http.StatusUnprocessableEntity, views.LoginPage(l))
	}
	if err != nil {
		return err
	}
	return s.arrived(c, arrival, f["next"])
}

// ownPasskeys are the passkeys of the reader's login. A new one is named after the browser, unless
// f has a name.
func (s *Server) ownPasskeys(c echo.Context, f *views.Form) (views.OwnPasskeys, error) {
	me, w := actor(c), s.words(c)
	list, err := s.svc.Passkeys(c.Request().Context(), me)
	s.namePasskey(c, f)
	return views.OwnPasskeys{At: s.svc.PasskeysAt(), Rows: views.NewPasskeyRows(w, list, me.Zone)}, err
}

// namePasskey names a new passkey after the browser, unless f has a name.
func (s *Server) namePasskey(c echo.Context, f *views.Form) {
	if f.Values == nil {
		f.Values = form{}
	}
	if _, typed := f.Values["name"]; !typed {
		b := access.ParseBrowser(browser(c))
		f.Values["name"] = s.words(c).Parts.Browser(b.Name, b.System)
	}
}

func (s *Server) newPasskeyOptions(c echo.Context) error {
	return sendOptions(c, func() ([]byte, error) { return s.svc.NewPasskeyOptions(c.Request().Context(), actor(c)) })
}

func (s *Server) addPasskey(c echo.Context) error {
	return s.post(c, []string{"answer", "name", "person"}, func(f form) (response, error) {
		if f["answer"] == "" { // the script wants a fresh proof before the device makes a passkey
			return s.makePasskey(f), s.svc.CheckProof(c.Request().Context(), actor(c))
		}
		recovery, err := s.svc.AddPasskey(c.Request().Context(), actor(c), access.NewPasskey{Answer: f["answer"], Name: f["name"], Person: f["person"]})
		return s.factorAdded(recovery, s.words(c).Security.Passkeys.Added, err)
	}, s.showSecurity)
}

// makePasskey shows the form for a new passkey as it was typed, and the browser makes one at once.
func (s *Server) makePasskey(f form) response {
	return func(c echo.Context) error {
		p, err := s.securityPage(c, views.Form{Values: f})
		if err != nil {
			return err
		}
		p.Passkeys.Now = true
		return render(c, http.StatusOK, views.SecurityPage(p))
	}
}

func (s *Server) renamePasskey(c echo.Context) error {
	return s.post(c, []string{"name"}, func(f form) (response, error) {
		err := s.svc.RenamePasskey(c.Request().Context(), actor(c), c.Param("passkey"), f["name"])
		return s.leadTo(views.SecurityURL, s.words(c).Security.Passkeys.Renamed), err
	}, s.showRename)
}

// showRename shows the form of the dialog as a page, after a mistake.
func (s *Server) showRename(c echo.Context, status int, f views.Form) error {
	return render(c, status, views.RenamePasskeyPage(views.RenamePasskey{
		Page: s.page(c, s.words(c).Security.Passkeys.RenameTitle, ""), Form: f, ID: c.Param("passkey"),
	}))
}

func (s *Server) removePasskey(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.RemovePasskey(c.Request().Context(), actor(c), c.Param("passkey"))
		return s.stayKnown(s.leadTo(views.SecurityURL, s.words(c).Security.Passkeys.Removed)), err
	}, nil)
}
