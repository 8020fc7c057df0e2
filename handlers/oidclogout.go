package handlers

import (
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/oidc"
	"latchkey/views"
)

// leaving is a webapp's wish to sign someone out here.
type leaving struct {
	// sure says that the webapp proved that it signed in this very browser.
	sure bool
	// to is where the browser goes afterwards: to an address of the webapp, or to the sign-in page.
	to string
	// client is the webapp, if it is known.
	client access.OIDCClient
}

// readLeaving reads the parameters of such a wish. An address that is not registered for the webapp
// counts as none.
func (s *Server) readLeaving(c echo.Context, r oidc.LogoutRequest) (l leaving, err error) {
	ctx := c.Request().Context()
	l.to = views.LoginAfterURL(views.AfterSignOut, "")
	keys, err := s.svc.SigningKeys(ctx)
	if err != nil {
		return l, err
	}
	clientID := r.ClientID
	hint, bad := oidc.ParseHint(r.IDTokenHint, keys.Set, s.issuer())
	switch {
	case bad != nil: // there is none, or its key is no longer known: whoever is there is asked
	case clientID == "" || clientID == hint.ClientID:
		clientID = hint.ClientID
		l.sure, err = s.svc.IsWebappSession(ctx, actor(c), hint.ClientID, hint.SessionID)
	default:
		return l, nil
	}
	if err != nil || clientID == "" {
		return l, err
	}
	client, err := s.svc.ClientByID(ctx, clientID)
	if err != nil {
		if errors.Is(err, access.ErrNotFound) {
			err = nil
		}
		return l, err
	}
	l.client = client
	if slices.Contains(client.AfterLogoutURIs, r.AfterLogoutURI) {
		l.to = oidc.AfterLogoutURL(r.AfterLogoutURI, r.State)
	}
	return l, nil
}

// webappLogout signs someone out whom a webapp sends for that. What comes without proof is asked
// for first, because any site can link here.
func (s *Server) webappLogout(c echo.Context) error {
	if c.Request().Method == http.MethodHead {
		return c.NoContent(http.StatusOK)
	}
	r, refused := oidc.ParseLogoutRequest(c.Request().URL.Query())
	if refused != nil {
		return errMalformed
	}
	l, err := s.readLeaving(c, r)
	if err != nil {
		return err
	}
	if me, signedIn := c.Get(actorKey).(access.Actor); signedIn && !l.sure {
		s.speak(c, me.Language, r.UILocales)
		letForms(c, originOf(l.to))
		return render(c, http.StatusOK, views.WebappLogoutPage(views.WebappLogout{
			Page: s.page(c, s.words(c).Login.LeaveTitle, ""), Webapp: l.client.Webapp.Name,
			Kept: []views.Sent{{Name: "client_id", Value: l.client.ClientID}, {Name: "post_logout_redirect_uri", Value: r.AfterLogoutURI}, {Name: "state", Value: r.State}},
		}))
	}
	return s.leave(c, l.to)
}

// webappLogoutPost takes such a wish in a form: see authorizePost.
func (s *Server) webappLogoutPost(c echo.Context) error { return leadToGet(c, oidc.PathLogout) }

// confirmLogout signs out whoever said so on the page of webappLogout.
func (s *Server) confirmLogout(c echo.Context) error {
	return s.post(c, []string{"client_id", "post_logout_redirect_uri", "state"}, func(f form) (response, error) {
		l, err := s.readLeaving(c, oidc.LogoutRequest{ClientID: f["client_id"], AfterLogoutURI: f["post_logout_redirect_uri"], State: f["state"]})
		return func(c echo.Context) error { return s.leave(c, l.to) }, err
	}, nil)
}

// leave ends the session of the browser, and goes on.
func (s *Server) leave(c echo.Context, to string) error {
	ctx := c.Request().Context()
	if me, ok := c.Get(actorKey).(access.Actor); ok {
		if err := s.svc.SignOut(ctx, me, s.sessions.Token(ctx)); err != nil {
			return err
		}
	}
	c.Response().Header().Set("Clear-Site-Data", `"cache"`)
	if err := s.sessions.Destroy(ctx); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, to)
}
