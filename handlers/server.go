// Package handlers is the HTTP side: it parses a request strictly, calls one operation of package access, and chooses the
// response. Which address needs which function stands in routes.go, which error becomes which status in errors.go.
package handlers

import (
	"log/slog"
	"net/http"
	"net/netip"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"

	"latchkey/access"
	"latchkey/words"
)

// Config is what a Server needs besides the product.
type Config struct {
	Log *slog.Logger
	// SecureCookies says that browsers come by HTTPS; only for http on this machine itself it is false.
	SecureCookies bool
	// URL is the address that browsers use, without a slash at the end: set-up links begin with it. It
	// may be UnknownURL.
	URL string
	// TrustedProxies are those whose X-Forwarded-For is believed; none by default.
	TrustedProxies []netip.Prefix
	// SignInsPerSecond and SignInBurst bound the sign-ins that one address can try, right or wrong; zero means the defaults.
	SignInsPerSecond rate.Limit
	SignInBurst      int
	// Metrics is told of requests; nil for nobody.
	Metrics Metrics
	// Components says that /_components shows the parts of the pages, for developers.
	Components bool
	// Uncompressed is for a proxy that cuts compressed pages short, as templ's in `make dev`.
	Uncompressed bool
}

const (
	defaultSignInsPerSecond = 5
	defaultSignInBurst      = 100
)

// Server is the product's pages.
type Server struct {
	svc      *access.Service
	sessions *scs.SessionManager
	config   Config
	echo     *echo.Echo
	streams  *streams
	typed    *typedForms
	front    *proxyRules
	flashes  *flashes
}

// New makes a Server on an access.Service and the store of its sessions' data.
func New(svc *access.Service, store scs.CtxStore, c Config) (*Server, error) {
	if c.SignInsPerSecond == 0 {
		c.SignInsPerSecond, c.SignInBurst = defaultSignInsPerSecond, defaultSignInBurst
	}
	if c.Metrics == nil {
		c.Metrics = noMetrics{}
	}
	s := &Server{svc: svc, config: c, sessions: newSessions(store, c.SecureCookies), streams: newStreams(), typed: &typedForms{}, front: newProxyRules(c), flashes: newFlashes()}
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

// newSessions is scs, set up. It keeps nothing but the token: who is signed in is looked up by that
// at each request.
func newSessions(store scs.CtxStore, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = store
	m.Lifetime = access.SessionLifetime
	m.Cookie.Name = "latchkey"
	m.Cookie.SameSite = http.SameSiteLaxMode
	if secure {
		m.Cookie.Name, m.Cookie.Secure = "__Host-latchkey", true
	}
	return m
}

// sessionFailed answers where a session's data could not be read or kept: before there is a page to put it in.
func (s *Server) sessionFailed(w http.ResponseWriter, r *http.Request, err error) {
	a := answerTo(err)
	if a.status != statusClientGone {
		s.config.Log.ErrorContext(r.Context(), "session", "error", err.Error())
	}
	w.Header().Del("Content-Encoding") // of the page that there is not
	if after := retryAfter(a.status, err); after != "" {
		w.Header().Set("Retry-After", after)
	}
	http.Error(w, a.heading(words.English())+". "+a.sentence(words.English()), a.status)
}
