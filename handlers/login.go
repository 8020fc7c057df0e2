package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
	"latchkey/words"
)

func (s *Server) loginPage(c echo.Context) error {
	q, err := readQuery(c, "next", "as", "after")
	if err != nil {
		return err
	}
	if c.Get(actorKey) != nil {
		return c.Redirect(http.StatusSeeOther, landingPage(q["next"]))
	}
	l := s.newLogin(c, q["next"])
	l.After = q["after"]
	l.Kind = kindAs(q["as"], l.Kind)
	if s.front.seemsByHTTP(c.Request()) {
		l.Secure = s.secureURL()
	}
	return s.showLogin(c, http.StatusOK, l)
}

// showLogin shows the sign-in page, with the provider of the account that it is filled in with.
func (s *Server) showLogin(c echo.Context, status int, l views.Login) (err error) {
	if account := (access.Credentials{Kind: access.KindUser, Account: l.Values["account"], User: l.Values["user"]}).TypedAccount(); account != "" && l.Kind != access.KindAccount {
		l.Offer, err = s.svc.ProviderOffer(c.Request().Context(), account)
	}
	if err != nil {
		return err
	}
	l.New, err = s.svc.IsNew(c.Request().Context())
	if err != nil {
		return err
	}
	return render(c, status, views.LoginPage(l))
}

// kindAs is the kind of login that a URL asks for, or else kind.
func kindAs(as string, kind access.Kind) access.Kind {
	switch as {
	case "account":
		return access.KindAccount
	case "user":
		return access.KindUser
	}
	return kind
}

// newLogin is the sign-in page as this browser remembers it.
func (s *Server) newLogin(c echo.Context, next string) views.Login {
	a := s.leadsOn(c, next, "")
	l := views.Login{Page: s.publicPage(c, s.words(c).Login.Title), Kind: access.KindUser, Next: localPath(next), PasskeysAt: s.svc.PasskeysAt()}
	if kind, f, ok := s.remembered(c); ok {
		l.Kind, l.Values = kind, f
	}
	if user, ok := hintedUser(a.LoginHint); ok {
		f := form{"user": user}
		if !strings.Contains(user, atAccount) {
			f["account"], f[views.RememberField] = l.Values["account"], l.Values[views.RememberField]
		}
		l.Kind, l.Values = access.KindUser, f // account logins open no webapps
	}
	return l
}

// atAccount is between a user and their account where both are in one text.
const atAccount = " @ "

// maxHint fits the two longest names, in characters.
const maxHint = 250

// hintedUser is a webapp's hint at who comes, if it is what the field of a user takes: a name,
// alone or with an account. ok is false for anything else, like an e-mail address.
func hintedUser(hint string) (user string, ok bool) {
	user = strings.TrimSpace(hint)
	odd := !utf8.ValidString(user) || utf8.RuneCountInString(user) > maxHint || strings.ContainsFunc(user, func(r rune) bool { return !unicode.IsGraphic(r) })
	return user, user != "" && !odd && (!strings.Contains(user, "@") || strings.Contains(user, atAccount))
}

func (s *Server) loginUser(c echo.Context) error {
	return s.login(c, access.KindUser, "account", "user", "password", "next", views.RememberField)
}

func (s *Server) loginAccount(c echo.Context) error {
	return s.login(c, access.KindAccount, "account", "password", "next", views.RememberField)
}

// login does not use post: a wrong password is not a mistake in a field, and every attempt is
// counted, however it ends.
func (s *Server) login(c echo.Context, kind access.Kind, fields ...string) error {
	f, err := readForm(c, fields...)
	if err != nil {
		return err
	}
	typed := access.Credentials{Kind: kind, Account: f["account"], User: f["user"], Password: f["password"], Client: s.client(c)}
	arrival, err := s.svc.SignIn(c.Request().Context(), typed, s.tokenFor(c))
	s.config.Metrics.SignedIn(signInResult(err))
	if errors.Is(err, access.ErrSignIn) {
		delete(f, "password")
		l := s.newLogin(c, f["next"])
		w := &s.words(c).Login
		l.Kind = kind
		mistake := w.WrongAccount
		if kind == access.KindUser {
			mistake = w.WrongUser
		}
		l.Form = views.Form{Values: f, Mistakes: map[string]string{views.FormMistake: mistake}}
		return s.showLogin(c, http.StatusUnprocessableEntity, l)
	}
	if err != nil {
		return err
	}
	s.remember(c, kind, typed.TypedAccount(), f[views.RememberField] != "")
	return s.arrived(c, arrival, f["next"])
}

// client is what a browser sends with each step of signing in.
func (s *Server) client(c echo.Context) access.Client {
	return access.Client{
		Address: c.RealIP(), Browser: browser(c), Known: s.cookieOf(c, knownCookie), Language: words.Accepted(c.Request().Header.Get("Accept-Language")),
	}
}

// arrived leads someone on who is signing in: to the next step, or to the page that they wanted.
func (s *Server) arrived(c echo.Context, a access.Arrival, next string) error {
	return c.Redirect(http.StatusSeeOther, s.keepArrival(c, a, next))
}

// keepArrival gives the browser its cookies, and returns where to go on.
func (s *Server) keepArrival(c echo.Context, a access.Arrival, next string) string {
	if a.Step == access.StepDone {
		if s.cookieOf(c, halfCookie) != "" {
			s.ownCookie(c, halfCookie, "", -time.Second)
		}
		s.keepBrowser(c, a.Known)
		return landingPage(next)
	}
	s.ownCookie(c, halfCookie, a.Half, access.HalfLifetime)
	return views.SignInStepURL(a.Step, localPath(next))
}

// keepBrowser makes a browser remember that someone signed in with it. A client that does not send
// the headers of a browser is not one, and remembers nothing.
func (s *Server) keepBrowser(c echo.Context, known string) {
	if known != "" && c.Request().Header.Get("Sec-Fetch-Mode") != "" {
		s.ownCookie(c, knownCookie, known, access.BrowserKnownFor)
	}
}

// stayKnown keeps this browser known to its login, which has just forgotten its browsers.
func (s *Server) stayKnown(then response) response {
	return func(c echo.Context) error {
		known, err := s.svc.RememberBrowser(c.Request().Context(), actor(c), s.cookieOf(c, knownCookie))
		if err != nil {
			return err
		}
		s.keepBrowser(c, known)
		return then(c)
	}
}

// newSessionToken gives the browser a new token, and signs out its earlier session.
func (s *Server) newSessionToken(c echo.Context) (string, error) {
	ctx := c.Request().Context()
	if a, ok := c.Get(actorKey).(access.Actor); ok {
		if err := s.svc.SignOut(ctx, a, s.sessions.Token(ctx)); err != nil {
			return "", err
		}
	}
	s.flashes.take(s.sessions.Token(ctx), s.svc.Now())
	if err := s.sessions.RenewToken(ctx); err != nil {
		return "", err
	}
	return s.sessions.Token(ctx), nil
}

// renewToken gives the browser a new token for the session that it has. access moves the session.
func (s *Server) renewToken(c echo.Context) (string, error) {
	ctx := c.Request().Context()
	end := s.sessions.Deadline(ctx)
	if err := s.sessions.RenewToken(db.Renewing(ctx)); err != nil {
		return "", err
	}
	s.sessions.SetDeadline(ctx, end)
	return s.sessions.Token(ctx), nil
}

func (s *Server) logout(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		ctx := c.Request().Context()
		if a, ok := c.Get(actorKey).(access.Actor); ok {
			if err := s.svc.SignOut(ctx, a, s.sessions.Token(ctx)); err != nil {
				return nil, err
			}
		}
		// pages that the browser still shows or keeps have to go as well
		c.Response().Header().Set("Clear-Site-Data", `"cache"`)
		return redirectTo(views.LoginAfterURL(views.AfterSignOut, "")), s.sessions.Destroy(ctx)
	}, nil)
}

func redirectTo(address string) response {
	return func(c echo.Context) error { return c.Redirect(http.StatusSeeOther, address) }
}

// landingPage is the page after signing in: the requested one, or else the start page, which for an
// account login is its account.
func landingPage(next string) string {
	if path := localPath(next); path != "" {
		return path
	}
	return "/"
}

// localPath is next if it is one of our URLs, or else "".
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n") {
		return ""
	}
	return next
}

// browser is the browser's User-Agent, cut to a length that is worth keeping.
func browser(c echo.Context) string {
	ua := strings.ToValidUTF8(c.Request().UserAgent(), "")
	return ua[:min(len(ua), 200)]
}

func (s *Server) setupPage(c echo.Context) error {
	if err := s.svc.CheckSetup(c.Request().Context(), c.Param("token")); err != nil {
		return err
	}
	return s.showSetup(c, http.StatusOK, views.Form{})
}

func (s *Server) showSetup(c echo.Context, status int, f views.Form) error {
	return render(c, status, views.SetupPage(views.Setup{Page: s.page(c, s.words(c).Login.SetupTitle, ""), Form: f, Token: c.Param("token")}))
}

func (s *Server) setup(c echo.Context) error {
	return s.post(c, []string{"name", "email", "contact_first_name", "contact_last_name", "time_zone", "password"}, func(f form) (response, error) {
		a, err := s.svc.SetupAndSignIn(c.Request().Context(), nobodyOnce(c), c.Param("token"), access.NewAccount{
			Name: f["name"], Email: f["email"], ContactFirstName: f["contact_first_name"], ContactLastName: f["contact_last_name"],
			TimeZone: f["time_zone"], Password: f["password"],
		}, s.client(c), s.tokenFor(c))
		if errors.As(err, new(*access.DoneBefore)) {
			err = nil
		}
		return s.arrivedOrSet(a, true), err
	}, s.showSetup)
}
