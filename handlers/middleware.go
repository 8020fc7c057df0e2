package handlers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"github.com/oklog/ulid/v2"

	"latchkey/access"
	"latchkey/db"
	"latchkey/oidc"
	"latchkey/views"
)

const (
	actorKey     = "actor"
	wordsKey     = "words"
	machineKey   = "machine"
	requestIDKey = "request id"
	errorKey     = "error"
	// beganKey has the time at which the session was looked up, waitingKey the result of
	// CountWaiting for its reader.
	beganKey   = "began"
	waitingKey = "waiting"
)

// csp lets a page load only from its own origin: no inline scripts or styles, and no frame around
// it.
const csp = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func (s *Server) secureHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", csp)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		if s.config.SecureCookies {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		return next(c)
	}
}

// crossOrigin refuses unsafe requests that another site made a browser send, and requests over
// plain HTTP if the session's cookie needs HTTPS. A browser says where a request comes from; a
// request that carries a cookie but does not say so is refused, too. Pages at Config.URL are ours,
// whatever Host the proxy sends.
func (s *Server) crossOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	check := http.NewCrossOriginProtection()
	if u, err := url.Parse(s.config.URL); err == nil && u.Host != "" {
		_ = check.AddTrustedOrigin(s.config.URL) // a scheme and a host: serve has checked it
	}
	return func(c echo.Context) error {
		r := c.Request()
		s.front.checkHost(r)
		unsafe := r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodOptions
		if unsafe && s.cameByHTTP(r) {
			return errPlainHTTP
		}
		err := check.Check(r)
		if unsafe && r.Header.Get("Cookie") != "" && r.Header.Get("Origin") == "" && r.Header.Get("Sec-Fetch-Site") == "" {
			err = errors.New("a cookie without an origin")
		}
		if err != nil || routeOf(c).own && isForeign(r) {
			return errForeign
		}
		return next(c)
	}
}

// isForeign reports whether a browser says that another site sent it here, even by a link.
func isForeign(r *http.Request) bool {
	from := r.Header.Get("Sec-Fetch-Site")
	return from != "" && from != "same-origin" && from != "none"
}

// readBody reads the whole body before the session is looked up, so that the session is still valid
// when a slow sender has finished.
func readBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		body, err := io.ReadAll(r.Body)
		var tooLarge *echo.HTTPError
		switch {
		case errors.As(err, &tooLarge):
			return err
		case err != nil:
			return errMalformed
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		return next(c)
	}
}

// requestID gives each request an id, for the log and for whoever reports an error.
func (s *Server) requestID(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := ulid.Make().String()
		c.Set(requestIDKey, id)
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		return next(c)
	}
}

// oneDeadline makes the writes of a request share one wait.
func oneDeadline(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.SetRequest(c.Request().WithContext(db.OneDeadline(c.Request().Context())))
		return next(c)
	}
}

// logRequests logs each request by its route and not its URL, which may contain a secret.
func (s *Server) logRequests(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		s.config.Metrics.RequestBegan()
		defer func() { // even if the request is aborted
			s.config.Metrics.RequestEnded(knownMethod(c.Request().Method), knownRoute(c), c.Response().Status, time.Since(start))
		}()
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		status, took := c.Response().Status, time.Since(start)
		attrs := []any{
			"request_id", c.Get(requestIDKey), "method", c.Request().Method, "route", c.Path(), "status", status,
			"bytes", c.Response().Size, "ms", took.Milliseconds(), "address", c.RealIP(),
		}
		if a, ok := c.Get(actorKey).(access.Actor); ok {
			attrs = append(attrs, "account", a.AccountID, "user", a.UserID)
		}
		level := slog.LevelInfo
		if routeOf(c).probe || routeOf(c).quiet {
			level = slog.LevelDebug
		}
		if isSlow(c, took) {
			level = slog.LevelWarn
			attrs = append(attrs, "slow", true)
		}
		cause, _ := c.Get(errorKey).(error)
		if word := refusals[answerTo(cause).page]; cause != nil && word != "" {
			attrs = append(attrs, "refused", word)
		}
		if refused := (*oidc.Error)(nil); errors.As(cause, &refused) {
			attrs = append(attrs, "refused", string(refused.Code))
		}
		if cause != nil && status >= http.StatusInternalServerError {
			level = slog.LevelError
			if errors.As(cause, new(*access.Busy)) {
				level = slog.LevelWarn // strangers can cause this, and nothing is broken
			}
			attrs = append(attrs, "error", cause.Error())
		}
		s.config.Log.Log(c.Request().Context(), level, "request", attrs...)
		return nil
	}
}

// recoverPanics turns a panic into an error page and a line in the log.
func (s *Server) recoverPanics(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if r := recover(); r != nil {
				if r == http.ErrAbortHandler { //nolint:errorlint // net/http compares like this
					panic(r)
				}
				s.config.Log.Error("panic", "request_id", c.Get(requestIDKey), "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
				c.Error(errors.New("panic"))
			}
		}()
		return next(c)
	}
}

// renderErrors renders the errors of handlers while the session is still available.
func (s *Server) renderErrors(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := next(c); err != nil {
			c.Error(err)
		}
		return nil
	}
}

// limitSignIns limits how much password work one address can cause.
func (s *Server) limitSignIns(store middleware.RateLimiterStore) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			allowed, err := store.Allow(access.Network(c.RealIP()))
			if err != nil {
				return err
			}
			if !allowed {
				return &access.TooManyTries{RetryAfter: time.Second}
			}
			return next(c)
		}
	}
}

// authenticate finds out who is signed in. It redirects everyone else to the sign-in page, unless
// the URL is public.
func (s *Server) authenticate(n need) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			ctx := c.Request().Context()
			if token := s.sessions.Token(ctx); token != "" {
				c.Set(beganKey, s.svc.Now())
				a, err := s.svc.Authenticate(ctx, token, c.RealIP())
				switch {
				case err == nil:
					a, err = s.svc.ActorAt(ctx, a, c.Param("account"))
					if err != nil {
						return err
					}
					waiting, err := s.svc.CountWaiting(ctx, a)
					if err != nil {
						return err
					}
					if isUse(c) {
						s.svc.NoteUse(a)
					}
					c.Set(waitingKey, waiting)
					c.Set(actorKey, a)
					s.tagBrowser(c, a)
					return next(c)
				case !errors.Is(err, access.ErrNotFound):
					return err
				}
			}
			if n.who == forAll {
				return next(c)
			}
			return s.sendToLogin(c)
		}
	}
}

// actor is who is signed in. It works only behind authenticate.
func actor(c echo.Context) access.Actor {
	a, _ := c.Get(actorKey).(access.Actor)
	return a
}

// seenEvery is how often a page says that someone is using it.
const seenEvery = time.Minute

// isUse reports whether someone did something that made a request. A page that updates itself does
// so by its element #live.
func isUse(c echo.Context) bool {
	if routeOf(c).path == oidc.PathAuthorize && oidc.IsSilent(c.QueryParams()) {
		return false // a webapp asks by itself
	}
	return !routeOf(c).byItself && c.Request().Header.Get("HX-Source") != liveSource
}

// liveSource is the element #live, as htmx names it.
const liveSource = "div#live"

// seen is for pages on which someone is active: the session was used, which authenticate notes.
func (s *Server) seen(c echo.Context) error {
	if c.Get(actorKey) == nil {
		return c.Redirect(http.StatusSeeOther, views.LoginAfterURL(views.AfterAct, ""))
	}
	return c.NoContent(http.StatusNoContent)
}
