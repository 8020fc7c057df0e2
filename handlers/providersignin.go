package handlers

import (
	"crypto/rand"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/idp"
	"latchkey/views"
)

// Somebody leaves for their account's identity provider from a form, and comes back by a link from
// there. Neither is a redirect: our forms lead only to ourselves (form-action), and what another
// site leads to is not believed (own). Between both is a small page of ours, which goes on by
// itself.

// redirectURI is where providers send people back to.
func (s *Server) redirectURI() string { return s.config.URL + views.ProviderCallbackURL }

// atProvider is what is needed for going to a provider and coming back.
func (s *Server) atProvider(c echo.Context) access.AtProvider {
	return access.AtProvider{Client: s.client(c), RedirectURI: s.redirectURI(), BrowserToken: s.cookieOf(c, providerCookie)}
}

// leaveFor is the page that leads to a provider.
func (s *Server) leaveFor(l access.Leaving) response {
	return func(c echo.Context) error {
		s.ownCookie(c, providerCookie, l.BrowserToken, access.ProviderSignInLasts)
		w := &s.words(c).Provider
		return s.goOnTo(c, w.LeavingTo(l.Provider), l.URL)
	}
}

// goOnTo shows a page that leads on by itself.
func (s *Server) goOnTo(c echo.Context, title, address string) error {
	c.Response().Header().Set("Refresh", "0; url="+address)
	return render(c, http.StatusOK, views.LeavePage(views.Leave{Page: s.publicPage(c, title), Title: title, Address: address}))
}

// providerOffer is the part of the sign-in page that offers an account's provider.
func (s *Server) providerOffer(c echo.Context) error {
	q, err := readQuery(c, "account")
	if err != nil {
		return err
	}
	offer, err := s.svc.ProviderOffer(c.Request().Context(), q["account"])
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.ProviderOffer(s.words(c), offer))
}

// leaveToSignIn is another button of the form of a user login.
func (s *Server) leaveToSignIn(c echo.Context) error {
	f, err := readForm(c, "account", "user", "password", "next", views.RememberField)
	if err != nil {
		return err
	}
	typed := access.Credentials{Kind: access.KindUser, Account: f["account"], User: f["user"]}.TypedAccount()
	l, err := s.svc.LeaveToSignIn(c.Request().Context(), typed, s.atProvider(c), localPath(f["next"]))
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		page := s.newLogin(c, f["next"])
		page.Kind = access.KindUser
		page.Form = withMistakes(s.words(c), f, invalid)
		return s.showLogin(c, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	s.remember(c, access.KindUser, typed, f[views.RememberField] != "")
	return s.leaveFor(l)(c)
}

func (s *Server) leaveWithSetupLink(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		l, err := s.svc.LeaveWithSetupLink(c.Request().Context(), c.Param("token"), s.atProvider(c))
		return s.leaveFor(l), err
	}, nil)
}

func (s *Server) leaveToLink(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		l, err := s.svc.LeaveToLink(c.Request().Context(), actor(c), s.atProvider(c))
		return s.leaveFor(l), err
	}, nil)
}

// providerCallback is where providers send people back to, whatever they left for.
func (s *Server) providerCallback(c echo.Context) error {
	q, err := readQuery(c, "state", "code", "iss", "error")
	if err != nil {
		return err
	}
	me, _ := c.Get(actorKey).(access.Actor)
	answer := idp.Answer{Code: q["code"], Issuer: q["iss"], Error: q["error"]}
	back, err := s.svc.Returned(c.Request().Context(), me, s.atProvider(c), q["state"], answer, s.tokenFor(c))
	if back.Purpose == access.ProviderSignIn || back.Purpose == access.ProviderInvitation {
		s.config.Metrics.SignedIn(signInResult(err))
	}
	if err != nil {
		return err
	}
	w := &s.words(c).Provider
	switch back.Purpose {
	case access.ProviderLink:
		s.flashes.keep(s.sessions.Token(c.Request().Context()), views.Flash{Text: w.Linked}, s.svc.Now())
		return s.goOnTo(c, w.Linked, views.SecurityURL)
	case access.ProviderProof:
		return s.goOnTo(c, w.Confirmed, back.Next)
	default:
		return s.goOnTo(c, w.BackFrom, s.keepArrival(c, back.Arrival, back.Next))
	}
}

// leaveToProve leaves to confirm there who someone is. What they pressed is kept meanwhile, as
// keepTyped does, but whole: it is sent again, and not shown. A webapp that wants the proof is
// asked again by its address.
func (s *Server) leaveToProve(c echo.Context) error {
	values, err := readPost(c)
	if err != nil {
		return err
	}
	to := localPath(values.Get(views.ProveToField))
	if _, ok := wishIn(values.Get("then")); ok && to == views.WebappProve {
		return s.leaveToProveFor(c, values.Get("then"))
	}
	if !s.asksForProof(to) {
		return errMalformed
	}
	sent := maps.Clone(values)
	delete(sent, views.ProveToField)
	half := s.cookieOf(c, typedCookie)
	if half == "" {
		half = rand.Text()
	}
	me := actor(c)
	id, err := s.typed.keep(typedForm{Method: http.MethodPost, Page: to, Values: sent}, half, s.svc.LoginTag(me), s.svc.Now())
	if err != nil {
		return err
	}
	s.ownCookie(c, typedCookie, half, typedFor)
	return s.leaveToProveFor(c, views.PageURL(views.ProvedURL, "form", id))
}

// leaveToProveFor does so on the way to a page of ours.
func (s *Server) leaveToProveFor(c echo.Context, next string) error {
	l, err := s.svc.LeaveToProve(c.Request().Context(), actor(c), s.atProvider(c), next)
	if err != nil {
		return err
	}
	return s.leaveFor(l)(c)
}

// asksForProof reports whether an address is that of a form of ours that may need a fresh proof.
func (s *Server) asksForProof(address string) bool {
	u, err := url.Parse(address)
	if err != nil || localPath(address) == "" {
		return false
	}
	found := s.echo.NewContext(nil, nil)
	s.echo.Router().Find(http.MethodPost, u.Path, found)
	return s.freshForms[found.Path()]
}

// proved is the page after that: it sends again what was pressed.
func (s *Server) proved(c echo.Context) error {
	q, err := readQuery(c, "form")
	if err != nil {
		return err
	}
	f, ok := s.typed.open(q["form"], s.cookieOf(c, typedCookie), s.svc.LoginTag(actor(c)), s.svc.Now())
	if !ok || !s.asksForProof(f.Page) {
		return c.Redirect(http.StatusSeeOther, landingPage(""))
	}
	p := views.Prove{Page: s.page(c, s.words(c).Provider.Confirmed, ""), Address: f.Page}
	for _, name := range slices.Sorted(maps.Keys(f.Values)) {
		for _, value := range f.Values[name] {
			p.Kept = append(p.Kept, views.Sent{Name: name, Value: value})
		}
	}
	return render(c, http.StatusOK, views.ProvedPage(p))
}
