package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// clientSecretField is the field with the secret by which a provider knows us.
const clientSecretField = "client_secret"

func (s *Server) identityProviderPage(c echo.Context) error {
	if _, err := readQuery(c); err != nil {
		return err
	}
	return s.showIdentityProvider(c, http.StatusOK, views.Form{})
}

func (s *Server) showIdentityProvider(c echo.Context, status int, f views.Form) error {
	p, err := s.newIdentityProvider(c, f)
	if err != nil {
		return err
	}
	return render(c, status, views.IdentityProviderPage(p))
}

func (s *Server) newIdentityProvider(c echo.Context, f views.Form) (views.IdentityProvider, error) {
	me, id := actor(c), c.Param("account")
	p, err := s.svc.IdentityProvider(c.Request().Context(), me, id)
	if f.Values == nil {
		f.Values = views.IdentityProviderValues(p.Provider)
	}
	return views.IdentityProvider{
		Page: s.page(c, s.words(c).Provider.Title(p.Account.Name), navigationEntry(me, id, views.TabDetails)), Form: f, IdentityProviderPage: p,
		RedirectURI: s.redirectURI(),
	}, err
}

// setIdentityProvider saves a provider, or only tests it.
func (s *Server) setIdentityProvider(c echo.Context) error {
	fields := []string{"name", "issuer", "client_id", clientSecretField, "scopes", "groups_claim", "groups", "second_factor", "enabled", "required", "creates", "test"}
	return s.post(c, fields, func(f form) (response, error) {
		ctx, me, id, w := c.Request().Context(), actor(c), c.Param("account"), s.words(c)
		typed := access.IdentityProviderForm{
			Name: f["name"], Issuer: f["issuer"], ClientID: f["client_id"], ClientSecret: f[clientSecretField], Scopes: f["scopes"], GroupsClaim: f["groups_claim"],
			Groups: f["groups"], SecondFactor: f["second_factor"], Enabled: f["enabled"] != "", Required: f["required"] != "", Creates: f["creates"] != "",
		}
		if f["test"] != "" {
			return s.testedProvider(f), s.svc.TestIdentityProvider(ctx, me, id, typed)
		}
		return s.leadTo(views.IdentityProviderURL(id), w.Provider.Saved), s.svc.SetIdentityProvider(ctx, me, id, typed)
	}, s.showIdentityProvider)
}

// testedProvider shows the form as typed, after a test that went well.
func (s *Server) testedProvider(f form) response {
	return func(c echo.Context) error {
		p, err := s.newIdentityProvider(c, views.Form{Values: withMistakes(s.words(c), f, &access.Invalid{}).Values})
		if err != nil {
			return err
		}
		p.Works = true
		return render(c, http.StatusOK, views.IdentityProviderPage(p))
	}
}

func (s *Server) removeIdentityProvider(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		id := c.Param("account")
		err := s.svc.RemoveIdentityProvider(c.Request().Context(), actor(c), id)
		return s.leadTo(views.IdentityProviderURL(id), s.words(c).Provider.Removed), err
	}, nil)
}

func (s *Server) unlinkOwn(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.UnlinkOwn(c.Request().Context(), actor(c))
		return s.stayKnown(s.leadTo(views.SecurityURL, s.words(c).Provider.Unlinked)), err
	}, nil)
}

func (s *Server) unlinkUser(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.UnlinkUser(c.Request().Context(), actor(c), c.Param("account"), c.Param("user"))
		return s.leadTo(userPage(c), s.words(c).Provider.Unlinked), err
	}, nil)
}
