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
	"latchkey/views"
)

// need is what an address needs of whoever comes. The operation behind it decides, by the same function and on the object of
// the address; a test holds this table, the permission table and the answers against each other.
type need struct {
	// who is forNobody where somebody forgot to say; then there is no Server.
	who who
	// function is what access must allow to those who are forFunction.
	function access.Function
	// orAsker lets the own account's logins see what they asked for with RequestAccess, instead of function.
	orAsker bool
	// or is another function that is enough as well.
	or access.Function
}

type who int

const (
	forNobody who = iota
	forAll
	forSignedIn
	forFunction
)

var (
	public   = need{who: forAll}
	signedIn = need{who: forSignedIn}
)

func needs(f access.Function) need { return need{who: forFunction, function: f} }

//nolint:unparam // like needs, it says in the table what is needed
func needsOrAsker(f access.Function) need { return need{who: forFunction, function: f, orAsker: true} }

func needsOneOf(f, or access.Function) need { return need{who: forFunction, function: f, or: or} }

type route struct {
	method, path string
	need         need
	handle       func(*Server, echo.Context) error
}

// routes is every address of the product but for /static/.
var routes = []route{
	{http.MethodGet, "/healthz", public, (*Server).healthz},
	{http.MethodGet, "/readyz", public, (*Server).readyz},
	{http.MethodGet, "/doctor", public, (*Server).doctor}, // for who has the key file

	{http.MethodGet, "/_components", public, (*Server).components},
	{http.MethodGet, "/login", public, (*Server).loginPage},
	{http.MethodPost, "/login/user", public, (*Server).loginUser},
	{http.MethodPost, "/login/account", public, (*Server).loginAccount},
	{http.MethodPost, "/logout", public, (*Server).logout},
	{http.MethodGet, "/setup/:token", public, (*Server).setupPage},
	{http.MethodPost, "/setup/:token", public, (*Server).setup},
	{http.MethodGet, "/setup-links/:token", public, (*Server).setupLinkPage},
	{http.MethodPost, "/setup-links/:token", public, (*Server).setupLink},
	{http.MethodGet, "/calendar/:token", public, (*Server).calendar}, // always with .ics

	{http.MethodGet, "/", signedIn, (*Server).start},
	{http.MethodGet, "/roles", signedIn, (*Server).roles},
	{http.MethodGet, views.SearchURL, signedIn, (*Server).search},
	{http.MethodGet, views.ShortcutsURL, signedIn, (*Server).shortcuts},
	{http.MethodGet, "/accounts", signedIn, (*Server).accounts},
	{http.MethodGet, views.AccountsCSVURL, signedIn, (*Server).accountsCSV},
	{http.MethodGet, "/profile", signedIn, (*Server).profile},
	{http.MethodPost, "/profile/password", signedIn, (*Server).changePassword},
	{http.MethodPost, "/profile/notices", signedIn, (*Server).chooseNotices},
	{http.MethodPost, "/profile/deputy", needs(access.DecideRequests), (*Server).nameDeputy},
	{http.MethodPost, "/profile/deputy/end", needs(access.DecideRequests), (*Server).endDeputy},
	{http.MethodGet, views.EventsURL, signedIn, (*Server).events},
	{http.MethodGet, views.WaitingURL, signedIn, (*Server).waiting},
	{http.MethodPost, "/profile/calendar", needsOneOf(access.ReadRequests, access.RequestAccess), (*Server).makeCalendar},
	{http.MethodPost, "/profile/calendar/remove", needsOneOf(access.ReadRequests, access.RequestAccess), (*Server).removeCalendar},
	{http.MethodGet, "/accounts/new", needs(access.CreateAccounts), (*Server).newAccountPage},
	{http.MethodPost, "/accounts", needs(access.CreateAccounts), (*Server).newAccount},
	{http.MethodGet, "/accounts/:account", needs(access.ReadAccount), (*Server).account},
	{http.MethodGet, "/accounts/:account/edit", needs(access.UpdateAccount), (*Server).editAccountPage},
	{http.MethodPost, "/accounts/:account/edit", needs(access.UpdateAccount), (*Server).editAccount},
	{http.MethodPost, "/accounts/:account/roles", needs(access.AssignAccountRoles), (*Server).setAccountRoles},
	{http.MethodPost, "/accounts/:account/disable", needs(access.EnableAccounts), (*Server).disableAccount},
	{http.MethodPost, "/accounts/:account/enable", needs(access.EnableAccounts), (*Server).enableAccount},
	{http.MethodPost, "/accounts/:account/setup-link", needs(access.CreateAccounts), (*Server).renewAccountLink},
	{http.MethodPost, "/accounts/:account/delete", needs(access.DeleteAccounts), (*Server).deleteAccount},
	{http.MethodGet, "/accounts/:account/companies", needs(access.ReadCompanies), (*Server).companies},
	{http.MethodGet, "/accounts/:account/companies.csv", needs(access.ReadCompanies), (*Server).companiesCSV},
	{http.MethodGet, "/accounts/:account/companies/new", needs(access.ManageCompanies), (*Server).newCompanyPage},
	{http.MethodPost, "/accounts/:account/companies", needs(access.ManageCompanies), (*Server).newCompany},
	{http.MethodGet, "/accounts/:account/companies/:company/edit", needs(access.ManageCompanies), (*Server).editCompanyPage},
	{http.MethodPost, "/accounts/:account/companies/:company", needs(access.ManageCompanies), (*Server).editCompany},
	{http.MethodPost, "/accounts/:account/companies/:company/delete", needs(access.ManageCompanies), (*Server).deleteCompany},
	{http.MethodGet, "/accounts/:account/companies/:company/settings", needs(access.ReadCompanySettings), (*Server).settings},
	{http.MethodPost, "/accounts/:account/companies/:company/settings/new", needs(access.UpdateCompanySettings), (*Server).addSetting},
	{http.MethodPost, "/accounts/:account/companies/:company/settings/delete", needs(access.UpdateCompanySettings), (*Server).removeSetting},
	{http.MethodGet, "/accounts/:account/companies/:company", needs(access.ReadCompanies), (*Server).company},
	{http.MethodPost, "/accounts/:account/companies/:company/settings", needs(access.UpdateCompanySettings), (*Server).setSetting},
	{http.MethodGet, "/accounts/:account/users", needs(access.ReadUsers), (*Server).users},
	{http.MethodGet, "/accounts/:account/users.csv", needs(access.ReadUsers), (*Server).usersCSV},
	{http.MethodGet, "/accounts/:account/why", needs(access.ReadUsers), (*Server).whyAccount},
	{http.MethodGet, "/accounts/:account/users/:user/why", needs(access.ReadUsers), (*Server).whyUser},
	{http.MethodPost, "/accounts/:account/users", needs(access.CreateUsers), (*Server).createUser},
	{http.MethodGet, "/accounts/:account/users/new", needs(access.CreateUsers), (*Server).newUserPage},
	{http.MethodGet, "/accounts/:account/users/:user", needs(access.ReadUsers), (*Server).user},
	{http.MethodPost, "/accounts/:account/users/:user", needs(access.UpdateUsers), (*Server).updateUser},
	{http.MethodPost, "/accounts/:account/users/:user/roles", needs(access.AssignSuperuser), (*Server).setUserRoles},
	{http.MethodPost, "/accounts/:account/users/:user/activate", needs(access.UpdateUsers), (*Server).activateUser},
	{http.MethodPost, "/accounts/:account/users/:user/deactivate", needs(access.UpdateUsers), (*Server).deactivateUser},
	{http.MethodPost, "/accounts/:account/users/:user/delete", needs(access.DeleteUsers), (*Server).deleteUser},
	{http.MethodPost, "/accounts/:account/users/:user/setup-link", needs(access.UpdateUsers), (*Server).makeSetupLink},
	{http.MethodPost, "/accounts/:account/users/:user/prolong", needs(access.UpdateUsers), (*Server).prolongUser},
	{http.MethodGet, "/accounts/:account/audit", needs(access.ReadRecord), (*Server).record},
	{http.MethodGet, "/accounts/:account/evidence", needs(access.ReadRecord), (*Server).evidence},
	{http.MethodGet, "/accounts/:account/rules", needs(access.DecideRequests), (*Server).rules},
	{http.MethodPost, "/accounts/:account/rules", needs(access.SetAccessRules), (*Server).setRule},
	{http.MethodGet, "/accounts/:account/rules/edit", needs(access.SetAccessRules), (*Server).editRulePage},
	{http.MethodGet, "/accounts/:account/consents/new", needs(access.SetAccessRules), (*Server).newConsentPage},
	{http.MethodPost, "/accounts/:account/rules/remove", needs(access.SetAccessRules), (*Server).removeRule},
	{http.MethodPost, "/accounts/:account/consents", needs(access.SetAccessRules), (*Server).giveConsent},
	{http.MethodPost, "/accounts/:account/consents/:consent/end", needs(access.SetAccessRules), (*Server).endConsent},
	{http.MethodPost, "/accounts/:account/freeze", needs(access.SetAccessRules), (*Server).freeze},
	{http.MethodPost, "/accounts/:account/unfreeze", needs(access.SetAccessRules), (*Server).unfreeze},
	{http.MethodGet, "/accounts/:account/audit/export", needs(access.ReadRecord), (*Server).exportRecord},
	{http.MethodGet, "/accounts/:account/external-access", needsOrAsker(access.ReadRequests), (*Server).externalAccess},
	{http.MethodGet, "/accounts/:account/external-access/timeline", needsOrAsker(access.ReadRequests), (*Server).timeline},

	{http.MethodGet, views.RequestsURL, needs(access.ReadRequests), (*Server).requests},
	{http.MethodGet, "/access-requests/new", needs(access.RequestAccess), (*Server).askPage},
	{http.MethodPost, "/access-requests", needs(access.RequestAccess), (*Server).ask},
	{http.MethodGet, "/access-requests/:request", needsOrAsker(access.ReadRequests), (*Server).request},
	{http.MethodGet, "/access-requests/:request/report", needsOrAsker(access.ReadRequests), (*Server).report},
	{http.MethodGet, "/access-requests/:request/report.pdf", needsOrAsker(access.ReadRequests), (*Server).reportPDF},
	{http.MethodGet, "/access-requests/:request/receipt", needsOrAsker(access.ReadRequests), (*Server).receipt},
	{http.MethodPost, "/access-requests/:request/grant", needs(access.DecideRequests), (*Server).grant},
	{http.MethodPost, "/access-requests/:request/deny", needs(access.DecideRequests), (*Server).deny},
	{http.MethodPost, "/access-requests/:request/revoke", needs(access.DecideRequests), (*Server).revoke},
	{http.MethodPost, "/access-requests/:request/shorten", needs(access.DecideRequests), (*Server).shorten},
	{http.MethodPost, "/access-requests/:request/withdraw", needs(access.RequestAccess), (*Server).withdraw},
	{http.MethodPost, "/access-requests/:request/hand-back", needs(access.RequestAccess), (*Server).handBack},
	{http.MethodPost, "/access-requests/:request/extend", needs(access.RequestAccess), (*Server).extend},

	{http.MethodGet, "/webapps", needs(access.ManageWebapps), (*Server).webapps},
	{http.MethodPost, "/webapps", needs(access.ManageWebapps), (*Server).createWebapp},
	{http.MethodGet, "/webapps/new", needs(access.ManageWebapps), (*Server).newWebapp},
	{http.MethodGet, "/webapps/:webapp", needs(access.ManageWebapps), (*Server).webapp},
	{http.MethodPost, "/webapps/:webapp", needs(access.ManageWebapps), (*Server).changeWebapp},
	{http.MethodPost, "/webapps/:webapp/delete", needs(access.ManageWebapps), (*Server).deleteWebapp},
	{http.MethodGet, "/accounts/:account/subscriptions", needsOneOf(access.AssignSubscriptions, access.ManageSubscriptions), (*Server).subscriptions},
	{http.MethodPost, "/accounts/:account/subscriptions", needs(access.ManageSubscriptions), (*Server).addSubscription},
	{http.MethodGet, "/accounts/:account/subscriptions/:webapp", needsOneOf(access.AssignSubscriptions, access.ManageSubscriptions), (*Server).subscription},
	{http.MethodPost, "/accounts/:account/subscriptions/:webapp", needs(access.ManageSubscriptions), (*Server).changeSubscription},
	{http.MethodPost, "/accounts/:account/subscriptions/:webapp/delete", needs(access.ManageSubscriptions), (*Server).removeSubscription},
	{http.MethodPost, "/accounts/:account/subscriptions/:webapp/users", needs(access.AssignSubscriptions), (*Server).assignWebapp},
	{http.MethodGet, "/accounts/:account/users/:user/subscriptions", needs(access.AssignSubscriptions), (*Server).userSubscriptions},
	{http.MethodPost, "/accounts/:account/users/:user/subscriptions", needs(access.AssignSubscriptions), (*Server).setUserSubscriptions},
	{http.MethodGet, "/accounts/:account/invoices", needs(access.ReadInvoices), (*Server).accountInvoices},
	{http.MethodGet, "/payment/invoices", needs(access.CreateInvoices), (*Server).invoices},
	{http.MethodGet, "/payment/invoices.csv", needs(access.CreateInvoices), (*Server).invoicesCSV},
	{http.MethodGet, "/payment/invoices/new", needs(access.CreateInvoices), (*Server).newInvoicePage},
	{http.MethodPost, "/payment/invoices", needs(access.CreateInvoices), (*Server).createInvoice},
	{http.MethodGet, "/payment/invoices/:invoice", needs(access.ReadInvoices), (*Server).invoice}, // with .pdf as well
	{http.MethodPost, "/payment/invoices/:invoice/paid", needs(access.CreateInvoices), (*Server).payInvoice},
	{http.MethodPost, "/payment/invoices/:invoice/cancel", needs(access.CreateInvoices), (*Server).cancelInvoice},
}

// formPages are, of addresses that only answer a form, the page that the form stands on: after a mistake a browser shows the address
// of the answer, and who loads that anew, or comes back to it, wants the form.
var formPages = map[string]string{
	"/login/user":              "/login",
	"/login/account":           "/login",
	"/profile/password":        "/profile",
	"/profile/notices":         "/profile",
	"/profile/deputy":          "/profile",
	"/profile/deputy/end":      "/profile",
	"/profile/calendar":        "/profile",
	"/profile/calendar/remove": "/profile",

	"/accounts/:account/roles":                 "/accounts/:account/edit",
	"/accounts/:account/disable":               "/accounts/:account/edit",
	"/accounts/:account/enable":                "/accounts/:account/edit",
	"/accounts/:account/delete":                "/accounts/:account/edit",
	"/accounts/:account/setup-link":            "/accounts/:account",
	"/accounts/:account/rules/remove":          "/accounts/:account/rules",
	"/accounts/:account/consents":              "/accounts/:account/consents/new",
	"/accounts/:account/consents/:consent/end": "/accounts/:account/rules",
	"/accounts/:account/freeze":                "/accounts/:account/rules",
	"/accounts/:account/unfreeze":              "/accounts/:account/rules",

	"/accounts/:account/companies/:company/delete":          "/accounts/:account/companies/:company/edit",
	"/accounts/:account/companies/:company/settings/new":    "/accounts/:account/companies/:company/settings",
	"/accounts/:account/companies/:company/settings/delete": "/accounts/:account/companies/:company/settings",

	"/accounts/:account/users/:user/roles":      "/accounts/:account/users/:user",
	"/accounts/:account/users/:user/activate":   "/accounts/:account/users/:user",
	"/accounts/:account/users/:user/deactivate": "/accounts/:account/users/:user",
	"/accounts/:account/users/:user/delete":     "/accounts/:account/users/:user",
	"/accounts/:account/users/:user/setup-link": "/accounts/:account/users/:user",
	"/accounts/:account/users/:user/prolong":    "/accounts/:account/users/:user",

	"/accounts/:account/subscriptions/:webapp/users":  "/accounts/:account/subscriptions/:webapp",
	"/accounts/:account/subscriptions/:webapp/delete": "/accounts/:account/subscriptions/:webapp",
	"/webapps/:webapp/delete":                         "/webapps/:webapp",
	"/payment/invoices/:invoice/paid":                 "/payment/invoices/:invoice",
	"/payment/invoices/:invoice/cancel":               "/payment/invoices/:invoice",

	"/access-requests":                    views.AskURL,
	"/access-requests/:request/grant":     "/access-requests/:request",
	"/access-requests/:request/deny":      "/access-requests/:request",
	"/access-requests/:request/revoke":    "/access-requests/:request",
	"/access-requests/:request/shorten":   "/access-requests/:request",
	"/access-requests/:request/withdraw":  "/access-requests/:request",
	"/access-requests/:request/hand-back": "/access-requests/:request",
	"/access-requests/:request/extend":    "/access-requests/:request",
}

// formPage is the page of the form that posts to a route, "" for one that needs nobody signed in.
func formPage(path string) string {
	page := formPages[path]
	for _, end := range []string{"/new", "/edit", ""} {
		if page == "" && findRoute(http.MethodGet, path+end) != nil {
			page = path + end
		}
	}
	return page
}

// findRoute is the route of the table with a method and a path, nil for none.
func findRoute(method, path string) *route {
	i := slices.IndexFunc(routes, func(r route) bool { return r.method == method && r.path == path })
	if i < 0 {
		return nil
	}
	return &routes[i]
}

// signIns are the addresses that check passwords.
var signIns = map[string]bool{"/login/user": true, "/login/account": true, "/setup/:token": true, "/setup-links/:token": true}

// maxBody is the largest body of a request: a form with the longest texts, badly encoded, fits.
const (
	maxBody, maxBodyText = "128KiB", "128 KiB"
	maxBodyBytes         = 128 << 10
)

// route puts the table into echo. Errors are rendered inside the session, so that its cookie is set once.
func (s *Server) route() error {
	s.echo.Use(s.requestID, oneDeadline, s.logRequests, s.recoverPanics, s.secureHeaders)
	s.echo.GET(static.Prefix+"*", echo.WrapHandler(static.Handler()))
	s.echo.HEAD(static.Prefix+"*", echo.WrapHandler(static.Handler()))
	pages := s.echo.Group("", echo.WrapMiddleware(s.sessions.LoadAndSave), s.renderErrors, middleware.BodyLimit(maxBody), readBody, s.crossOrigin)
	pages.RouteNotFound("/*", s.noRoute, s.authenticate(public))
	limit := s.limitSignIns(middleware.NewRateLimiterMemoryStoreWithConfig(middleware.RateLimiterMemoryStoreConfig{
		Rate: s.config.SignInsPerSecond, Burst: s.config.SignInBurst,
	}))
	for _, r := range routes {
		if r.need.who == forNobody {
			return fmt.Errorf("handlers: %s %s does not say what it needs", r.method, r.path)
		}
		handle := func(c echo.Context) error { return r.handle(s, c) }
		var chain []echo.MiddlewareFunc
		if r.method == http.MethodPost && signIns[r.path] {
			chain = append(chain, limit)
		}
		group := pages
		if probes[r.path] {
			group = s.echo.Group("")
		} else {
			chain = append(chain, s.authenticate(r.need))
		}
		if r.method == http.MethodPost {
			chain = append(chain, s.withHidden)
		} else if hasForm[r.path] {
			chain = append(chain, s.withTyped)
		}
		group.Add(r.method, r.path, handle, chain...)
		if r.method == http.MethodGet {
			group.Add(http.MethodHead, r.path, handle, chain...)
		}
	}
	return nil
}

// probes are what machines ask all day long: nobody signs in for them, and the log has them only at
// DEBUG while all is well.
var probes = map[string]bool{"/healthz": true, "/readyz": true, "/doctor": true}

// noRoute is for addresses that no route has, or not by this method.
func (s *Server) noRoute(c echo.Context) error {
	var allowed []string
	for _, r := range routes {
		other := s.echo.NewContext(nil, nil)
		s.echo.Router().Find(r.method, c.Request().URL.Path, other)
		if other.Path() != r.path {
			continue
		}
		if page, ok := formPages[r.path]; ok && c.Request().Method == http.MethodGet {
			return c.Redirect(http.StatusSeeOther, withParams(other, page))
		}
		allowed = append(allowed, r.method)
	}
	if len(allowed) == 0 {
		return access.ErrNotFound
	}
	c.Response().Header().Set(echo.HeaderAllow, strings.Join(allowed, ", "))
	return echo.ErrMethodNotAllowed
}

// withParams is the address of a route, with the parameters of a request's address.
func withParams(c echo.Context, path string) string {
	for i, name := range c.ParamNames() {
		path = strings.ReplaceAll(path, ":"+name, url.PathEscape(c.ParamValues()[i]))
	}
	return path
}

// Readable is every address that can be read, as the route table has it: for tests that visit each.
func Readable() []string {
	var addresses []string
	for _, r := range routes {
		if r.method == http.MethodGet {
			addresses = append(addresses, r.path)
		}
	}
	return addresses
}
