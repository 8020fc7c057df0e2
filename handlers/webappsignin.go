package handlers

import (
	"cmp"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) webappSignIn(c echo.Context) error {
	return s.showWebappSignIn(c, http.StatusOK, views.Form{})
}

// showWebappSignIn shows how a webapp signs people in: as stored, or with the form as typed.
func (s *Server) showWebappSignIn(c echo.Context, status int, f views.Form) error {
	w, client, err := s.svc.WebappClient(c.Request().Context(), actor(c), c.Param("webapp"))
	if err != nil {
		return err
	}
	overlap := f.Values["overlap"]
	if f.Values == nil || overlap != "" { // that is from the other form of the page
		f.Values = views.WebappSignInValues(client)
	}
	f.Values["overlap"] = cmp.Or(overlap, access.Overlaps[2].String())
	return render(c, status, views.WebappSignInPage(views.WebappSignIn{
		Page: s.page(c, w.Name, views.WebappsURL), Form: f, Webapp: w, Client: client,
		Config: views.NewWebappConfig(&s.words(c).WebappSignIn, s.issuer(), client, ""), Unknown: s.issuer() == "",
	}))
}

func signInPageOf(c echo.Context) string {
	return views.WebappTabURL(c.Param("webapp"), views.TabSignIn)
}

func (s *Server) setWebappSignIn(c echo.Context) error {
	return s.post(c, []string{"redirect_uris", "after_logout_uris", "logout_uri", "public"}, func(f form) (response, error) {
		ended, err := s.svc.SetWebappClient(c.Request().Context(), actor(c), c.Param("webapp"), access.NewWebappClient{
			Public: f["public"] != "", RedirectURIs: f["redirect_uris"], AfterLogoutURIs: f["after_logout_uris"], LogoutURI: f["logout_uri"],
		})
		w := &s.words(c).WebappSignIn
		saved := w.Saved
		if ended > 0 {
			saved = w.SavedPublic(ended)
		}
		return s.leadTo(signInPageOf(c), saved), err
	}, s.showWebappSignIn)
}

func (s *Server) removeWebappSignIn(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		w, err := s.svc.RemoveWebappClient(c.Request().Context(), actor(c), c.Param("webapp"))
		return s.leadTo(signInPageOf(c), s.words(c).WebappSignIn.Stopped(w.Name)), err
	}, nil)
}

// typedOverlap is how long the old secret counts. The form of the first secret does not say.
func typedOverlap(text string) time.Duration {
	if text == "" {
		return 0
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return -1
	}
	return d
}

func (s *Server) makeWebappSecret(c echo.Context) error {
	return s.post(c, []string{"overlap"}, func(f form) (response, error) {
		secret, err := s.svc.MakeWebappSecret(c.Request().Context(), actor(c), c.Param("webapp"), typedOverlap(f["overlap"]))
		return s.showWebappSecret(secret), err
	}, s.showWebappSignIn)
}

// showWebappSecret shows a new secret. Only this one answer has it.
func (s *Server) showWebappSecret(secret string) response {
	return func(c echo.Context) error {
		w, client, err := s.svc.WebappClient(c.Request().Context(), actor(c), c.Param("webapp"))
		if err != nil {
			return err
		}
		return render(c, http.StatusOK, views.WebappSecretPage(views.WebappSecret{
			Page: s.page(c, s.words(c).WebappSignIn.SecretOf(w.Name), views.WebappsURL), Webapp: w, Secret: secret,
			Config: views.NewWebappConfig(&s.words(c).WebappSignIn, s.issuer(), client, secret),
		}))
	}
}

func (s *Server) endWebappSecret(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		hint, err := s.svc.EndWebappSecret(c.Request().Context(), actor(c), c.Param("webapp"), c.Param("secret"))
		return s.leadTo(signInPageOf(c), s.words(c).WebappSignIn.SecretEnded(hint)), err
	}, nil)
}

func (s *Server) webappSignOuts(c echo.Context) error {
	q, err := readQuery(c, "before")
	if err != nil {
		return err
	}
	if access.CheckLogoutPlace(q["before"]) != nil {
		return errMalformed
	}
	l, err := s.svc.WebappLogouts(c.Request().Context(), actor(c), c.Param("webapp"), q["before"])
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.WebappSignOutsPage(views.WebappSignOuts{Page: s.page(c, l.Webapp.Name, views.WebappsURL), WebappLogouts: l}))
}

func (s *Server) retrySignOut(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.RetryLogout(c.Request().Context(), actor(c), c.Param("webapp"), c.Param("session"))
		return s.leadTo(views.WebappTabURL(c.Param("webapp"), views.TabSignOuts), s.words(c).WebappSignIn.TriesAgain), err
	}, nil)
}
