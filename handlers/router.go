package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"latchkey/access"
	"latchkey/static"
)

// maxBody is the largest body of a request, in bytes: a form with the longest texts fits, even with
// the least compact encoding.
const (
	maxBody, maxBodyText = "128KiB", "128 KiB"
	maxBodyBytes         = 128 << 10
)

// route registers the table with echo. Errors are rendered inside the session, so that its cookie
// is set only once.
func (s *Server) route() error {
	s.echo.Use(s.requestID, oneDeadline, s.logRequests, s.recoverPanics, s.secureHeaders)
	s.echo.GET(static.Prefix+"*", echo.WrapHandler(static.Handler()))
	s.echo.HEAD(static.Prefix+"*", echo.WrapHandler(static.Handler()))
	s.routeLogo()
	pages := s.echo.Group("", echo.WrapMiddleware(s.sessions.LoadAndSave), s.renderErrors, middleware.BodyLimit(maxBody), readBody, s.crossOrigin)
	pages.RouteNotFound("/*", s.noRoute, s.authenticate(public))
	// not the middleware of a group, which would answer what has no route
	machine := []echo.MiddlewareFunc{s.machineErrors, middleware.BodyLimit(maxBody), readBody, s.securely, s.limitMachines()}
	limit := s.limitSignIns(middleware.NewRateLimiterMemoryStoreWithConfig(middleware.RateLimiterMemoryStoreConfig{
		Rate: s.config.SignInsPerSecond, Burst: s.config.SignInBurst,
	}))
	forms := map[string]bool{} // the pages with a form that needs a session
	for _, r := range routes {
		forms[r.page] = forms[r.page] || r.need.who != forAll
	}
	for _, r := range routes {
		if r.need.who == forNobody {
			return fmt.Errorf("handlers: %s %s does not say what it needs", r.method, r.path)
		}
		handle := func(c echo.Context) error { return r.handle(s, c) }
		var chain []echo.MiddlewareFunc
		if r.machine {
			chain = append(chain, machine...)
		}
		if r.signIn {
			chain = append(chain, limit)
		}
		if r.webapps {
			chain = append(chain, s.provides)
		}
		group := pages
		switch {
		case r.probe, r.machine:
			group = s.echo.Group("")
		default:
			chain = append(chain, s.authenticate(r.need))
		}
		if r.heavy {
			chain = append(chain, s.inTurn)
		}
		if r.fresh {
			chain = append(chain, s.proves)
			s.freshForms[r.path] = s.freshForms[r.path] || r.method == http.MethodPost
		}
		if r.method == http.MethodPost && !r.machine {
			chain = append(chain, s.withHidden)
		} else if forms[r.path] {
			chain = append(chain, s.withTyped)
		}
		group.Add(r.method, r.path, handle, chain...)
		if r.method == http.MethodGet {
			group.Add(http.MethodHead, r.path, handle, chain...)
		}
	}
	s.routeOtherMethods(machine)
	s.echo.RouteNotFound(apiPrefix+"*", func(echo.Context) error { return access.ErrNotFound }, machine...)
	return nil
}

// routeOtherMethods registers what machines' addresses answer to methods that they do not have.
func (s *Server) routeOtherMethods(chain []echo.MiddlewareFunc) {
	methods := map[string][]string{}
	for _, r := range routes {
		if r.machine && r.method == http.MethodGet {
			methods[r.path] = append(methods[r.path], http.MethodGet, http.MethodHead)
		} else if r.machine {
			methods[r.path] = append(methods[r.path], r.method)
		}
	}
	for path, allowed := range methods {
		if findRoute(http.MethodGet, path) != nil && !findRoute(http.MethodGet, path).machine {
			continue // a page with a form for other sites
		}
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions} {
			if !slices.Contains(allowed, method) {
				s.echo.Add(method, path, s.otherMethod(allowed), chain...)
			}
		}
	}
}

// noRoute answers URLs that have no route, or none with this method.
func (s *Server) noRoute(c echo.Context) error {
	var allowed []string
	for _, r := range routes {
		other := s.echo.NewContext(nil, nil)
		s.echo.Router().Find(r.method, c.Request().URL.Path, other)
		if other.Path() != r.path {
			continue
		}
		if r.page != "" && c.Request().Method == http.MethodGet {
			return c.Redirect(http.StatusSeeOther, withParams(other, r.page))
		}
		allowed = append(allowed, r.method)
	}
	if len(allowed) == 0 {
		return access.ErrNotFound
	}
	c.Response().Header().Set(echo.HeaderAllow, strings.Join(allowed, ", "))
	return echo.ErrMethodNotAllowed
}

// withParams is the URL of a route, with the parameters of the request.
func withParams(c echo.Context, path string) string {
	for i, name := range c.ParamNames() {
		path = strings.ReplaceAll(path, ":"+name, url.PathEscape(c.ParamValues()[i]))
	}
	return path
}
