// Package handlers is the HTTP side: it parses a request strictly, calls one operation of package
// access, and chooses the response. routes.go says which URL needs which function, and errors.go
// which error becomes which status.
package handlers

import (
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"

	"latchkey/access"
	"latchkey/views"
	"latchkey/words"
)

// Config is what a Server needs besides the product.
type Config struct {
	Log *slog.Logger
	// SecureCookies says that browsers use HTTPS. It is false only for plain HTTP on this machine.
	SecureCookies bool
	// URL is the URL that browsers use, without a slash at the end. Set-up links begin with it. It
	// may be UnknownURL.
	URL string
	// TrustedProxies are the proxies whose X-Forwarded-For is believed. The default is none.
	TrustedProxies []netip.Prefix
	// SignInsPerSecond and SignInBurst limit the sign-in attempts of one address, right or wrong.
	// Zero means the defaults.
	SignInsPerSecond rate.Limit
	SignInBurst      int
	// Vendor is what pages say of the vendor.
	Vendor views.Vendor
	// Metrics hears about requests. It may be nil.
	Metrics Metrics
	// Components makes /_components show all components of pages, for developers.
	Components bool
	// Uncompressed is for a proxy that cuts off compressed pages, like templ's in `make dev`.
	Uncompressed bool
}

const (
	defaultSignInsPerSecond = 5
	defaultSignInBurst      = 100
)

// Server serves the product's pages.
type Server struct {
	svc      *access.Service
	sessions *scs.SessionManager
	config   Config
	echo     *echo.Echo
	streams  *streams
	turns    *turns
	typed    *typedForms
	front    *proxyRules
	flashes  *flashes
	// freshForms are the paths of the forms that may need a fresh proof.
	freshForms map[string]bool
}

// New makes a Server from an access.Service and a store for session data.
func New(svc *access.Service, store scs.CtxStore, c Config) (*Server, error) {
	if c.SignInsPerSecond == 0 {
		c.SignInsPerSecond, c.SignInBurst = defaultSignInsPerSecond, defaultSignInBurst
	}
	if c.Metrics == nil {
		c.Metrics = noMetrics{}
	}
	s := &Server{svc: svc, config: c, sessions: newSessions(store, svc.SessionLifetime(), c.SecureCookies), streams: newStreams(), turns: newTurns(), typed: &typedForms{}, front: newProxyRules(c), flashes: newFlashes(), freshForms: map[string]bool{}}
	s.sessions.ErrorFunc = s.sessionFailed
	s.echo = echo.New()
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.IPExtractor = s.front.address
	s.echo.HTTPErrorHandler = s.renderError
	return s, s.route()
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.config.Uncompressed {
		r.Header.Del(echo.HeaderAcceptEncoding)
	}
	s.echo.ServeHTTP(w, r)
}

// newSessions configures scs. It stores nothing but the token: every request looks up by it who is
// signed in.
func newSessions(store scs.CtxStore, lifetime time.Duration, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = store
	m.Lifetime = lifetime
	m.Cookie.Name = "latchkey"
	m.Cookie.SameSite = http.SameSiteLaxMode
	if secure {
		m.Cookie.Name, m.Cookie.Secure = "__Host-latchkey", true
	}
	return m
}

// sessionFailed answers if a session's data could not be read or saved, when there is no page yet.
func (s *Server) sessionFailed(w http.ResponseWriter, r *http.Request, err error) {
	a := answerTo(err)
	if a.status != statusClientGone {
		s.config.Log.ErrorContext(r.Context(), "session", "error", err.Error())
	}
	w.Header().Del("Content-Encoding") // the page that had it is discarded
	if after := retryAfter(a.status, err); after != "" {
		w.Header().Set("Retry-After", after)
	}
	http.Error(w, a.heading(words.English())+". "+a.sentence(words.English()), a.status)
}
