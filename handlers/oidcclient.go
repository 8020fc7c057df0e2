package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"golang.org/x/time/rate"

	"latchkey/access"
	"latchkey/oidc"
)

// What webapps themselves call (trait machine) reads no cookie, so no other site can make a browser
// do something there, and answers with JSON.

// How many calls of webapps one network may make: a secret cannot be guessed, so this only keeps
// the server free.
const (
	machinesPerSecond = 100
	machinesBurst     = 1000
)

// machineErrors has the errors of what machines call answered with JSON: see renderError.
func (s *Server) machineErrors(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Set(machineKey, true)
		if err := next(c); err != nil {
			c.Error(err)
		}
		return nil
	}
}

// isAPI reports whether a request is for such an address, even if there is none.
func isAPI(c echo.Context) bool { return strings.HasPrefix(c.Request().URL.Path, apiPrefix) }

// isMachine reports whether a machine reads the answer.
func isMachine(c echo.Context) bool { return c.Get(machineKey) != nil || isAPI(c) }

// sendMachineError answers an error in the words of OAuth, or as a problem.
func (s *Server) sendMachineError(c echo.Context, err error, a answer) error {
	var refused *oidc.Error
	switch {
	case errors.As(err, &refused):
		a.status = statusOf(refused)
	case a.status == http.StatusServiceUnavailable, a.status == http.StatusTooManyRequests:
		refused = &oidc.Error{Code: oidc.TemporarilyUnavailable}
	case a.status == http.StatusMethodNotAllowed:
		allowed := strings.ReplaceAll(c.Response().Header().Get(echo.HeaderAllow), ", ", " or ")
		refused = &oidc.Error{Code: oidc.InvalidRequest, Description: "the method must be " + allowed}
	case a.status < http.StatusInternalServerError:
		refused = &oidc.Error{Code: oidc.InvalidRequest}
	default:
		refused = &oidc.Error{Code: oidc.ServerError}
	}
	if after := retryAfter(a.status, err); after != "" {
		c.Response().Header().Set("Retry-After", after)
	}
	if a.status != http.StatusTooManyRequests { // that would be work for each call that is too much
		s.letPagesRead(c)
	}
	if isAPI(c) {
		return sendProblem(c, a.status, refused.Description)
	}
	return c.JSON(a.status, refused)
}

// statusOf is the status of a refusal (RFC 6749, section 5.2).
func statusOf(e *oidc.Error) int {
	switch e.Code {
	case oidc.InvalidClient, oidc.InvalidToken:
		return http.StatusUnauthorized
	default:
		return http.StatusBadRequest
	}
}

// sendProblem answers with a problem of RFC 9457.
func sendProblem(c echo.Context, status int, detail string) error {
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json")
	return c.JSON(status, struct {
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail,omitempty"`
	}{http.StatusText(status), status, detail})
}

// securely refuses secrets over plain HTTP if browsers use HTTPS.
func (s *Server) securely(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		s.front.checkHost(c.Request())
		if s.cameByHTTP(c.Request()) {
			return errPlainHTTP
		}
		return next(c)
	}
}

// limitMachines limits how often one network calls.
func (s *Server) limitMachines() echo.MiddlewareFunc {
	return s.limitSignIns(middleware.NewRateLimiterMemoryStoreWithConfig(middleware.RateLimiterMemoryStoreConfig{
		Rate: rate.Limit(machinesPerSecond), Burst: machinesBurst,
	}))
}

// issuer is the name by which webapps know this server, or "" if it is not known: then nobody signs
// in to webapps.
func (s *Server) issuer() string {
	if s.config.URL == UnknownURL {
		return ""
	}
	return s.config.URL
}

// provides is for what is there only if the server knows its own address.
func (s *Server) provides(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if s.issuer() == "" {
			return access.ErrNotFound
		}
		return next(c)
	}
}

// machineForm reads the body of a call. Nothing may be in the address, where logs would have it.
func machineForm(c echo.Context) (url.Values, error) {
	r := c.Request()
	if r.Method == http.MethodGet {
		return url.Values{}, nil
	}
	kind, _, _ := strings.Cut(r.Header.Get(echo.HeaderContentType), ";")
	switch {
	case r.URL.RawQuery != "":
		return nil, &oidc.Error{Code: oidc.InvalidRequest, Description: "parameters belong into the body"}
	case !strings.EqualFold(strings.TrimSpace(kind), echo.MIMEApplicationForm) && r.ContentLength != 0:
		return nil, &oidc.Error{Code: oidc.InvalidRequest, Description: "the body must be application/x-www-form-urlencoded"}
	}
	if err := r.ParseForm(); err != nil {
		return nil, &oidc.Error{Code: oidc.InvalidRequest, Description: "the body is malformed"}
	}
	return r.PostForm, nil
}

// errClient is the answer to a client that did not prove who it is.
var errClient = &oidc.Error{Code: oidc.InvalidClient, Description: "the client or its secret is not right"}

// errNeedsSecret is the answer to whoever gives no secret where one is needed. It is the same for
// every client ID, known or not.
var errNeedsSecret = &oidc.Error{Code: oidc.InvalidClient, Description: "this needs the secret of a client: public clients cannot ask"}

// webappClient is who calls: a client with its secret or, if public is allowed, one that has none.
func (s *Server) webappClient(c echo.Context, form url.Values, public bool) (access.OIDCClient, error) {
	creds, refused := oidc.ParseCredentials(c.Request().Header[echo.HeaderAuthorization], form)
	var client access.OIDCClient
	var err error
	switch {
	case refused != nil:
		err = refused
	case creds.Method == oidc.ByNothing && !public:
		err = errNeedsSecret
	case creds.Method == oidc.ByNothing:
		client, err = s.svc.ClientByID(c.Request().Context(), creds.ClientID)
		if err == nil && !client.Public {
			err = errClient
		}
	default:
		client, err = s.svc.ClientBySecret(c.Request().Context(), creds.ClientID, creds.Secret)
	}
	if errors.Is(err, access.ErrNotFound) {
		err = errClient
	}
	if e := (*oidc.Error)(nil); errors.As(err, &e) && e.Code == oidc.InvalidClient {
		c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Basic realm="latchkey", charset="UTF-8"`)
	}
	return client, err
}

// letRead lets the pages of public clients read an answer: those of their registered origins. No
// cookie goes with such a request. It reports whether such a page asks.
func letRead(c echo.Context, clients ...access.OIDCClient) bool {
	h := c.Response().Header()
	h.Add(echo.HeaderVary, echo.HeaderOrigin)
	from := c.Request().Header.Get(echo.HeaderOrigin)
	ok := from != "" && slices.ContainsFunc(clients, func(o access.OIDCClient) bool { return o.Public && hasOrigin(o, from) })
	if ok {
		h.Set(echo.HeaderAccessControlAllowOrigin, from)
	}
	return ok
}

// letPagesRead lets the pages of all public clients read an answer that says nothing about anyone,
// if it is one of an address that pages call. It reports whether such a page asks.
func (s *Server) letPagesRead(c echo.Context) bool {
	if path := c.Path(); path != oidc.PathToken && path != oidc.PathUserInfo {
		return false
	}
	clients, err := s.svc.PublicClients(c.Request().Context())
	return letRead(c, clients...) && err == nil
}

// hasOrigin reports whether a client has a redirect URI of an origin.
func hasOrigin(client access.OIDCClient, origin string) bool {
	return slices.ContainsFunc(client.RedirectURIs, func(uri string) bool { return originOf(uri) == origin })
}

// originOf is the origin of an address.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// otherMethod answers methods that a machine's address does not have: a preflight of a public
// client's page, or 405.
func (s *Server) otherMethod(allowed []string) echo.HandlerFunc {
	return func(c echo.Context) error {
		h, r := c.Response().Header(), c.Request()
		h.Set(echo.HeaderAllow, strings.Join(allowed, ", "))
		if r.Method != http.MethodOptions {
			return echo.ErrMethodNotAllowed
		}
		if s.letPagesRead(c) {
			h.Set(echo.HeaderAccessControlAllowMethods, strings.Join(allowed, ", "))
			h.Set(echo.HeaderAccessControlAllowHeaders, "Authorization, Content-Type")
			h.Set(echo.HeaderAccessControlMaxAge, strconv.Itoa(600))
		}
		return c.NoContent(http.StatusNoContent)
	}
}
