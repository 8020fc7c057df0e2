package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/oidc"
	"latchkey/views"
	"latchkey/words"
)

// need is what a URL requires of the reader. The operation behind it makes the decision, with the
// same function and the object in the URL. A test compares this table, the permission table and the
// answers.
type need struct {
	// who is forNobody if it was forgotten; New then fails.
	who audience
	// function is what access must allow for those who are forFunction.
	function access.Function
	// orAsker lets logins of the requesting account see their own requests by RequestAccess,
	// instead of function.
	orAsker bool
	// or is another function that is also enough.
	or access.Function
}

type audience int

const (
	forNobody audience = iota
	forAll
	forSignedIn
	forFunction
)

var (
	public   = need{who: forAll}
	signedIn = need{who: forSignedIn}
)

func needs(f access.Function) need { return need{who: forFunction, function: f} }

func needsOrAsker(f access.Function) need { return need{who: forFunction, function: f, orAsker: true} }

func needsOneOf(f, or access.Function) need { return need{who: forFunction, function: f, or: or} }

// route is a URL. Its line in the table, with its traits, says everything about it.
type route struct {
	method, path string
	need         need
	handle       func(*Server, echo.Context) error
	// page is the page of the form that posts here. After a mistake, the browser shows the URL of
	// the answer, and whoever reloads it or comes back to it wants the form. "" is for forms that
	// are on every page.
	page string
	// once is where the first answer leads, for a form that acts once for each key from its page:
	// one that makes or ends something. "" is for other forms. :made stands for what was created,
	// :me for the account of whoever created it. showsLink and showsSecret say that only the first
	// answer showed a set-up link, or a webapp's secret.
	once                   string
	showsLink, showsSecret bool
	// gone is a special answer for 404, if there is one.
	gone answer
	// refused is the page for 403 and 409, if it is another one.
	refused words.ErrorPage
	// probe is for URLs that machines call all day long. They need no session, and are logged only
	// at DEBUG while all is well.
	probe bool
	// signIn is for URLs that check passwords: an address may call them only so many times a
	// second.
	signIn bool
	// own is for answers that are saved, and often recorded, and for what leads to them: another
	// site cannot lead a browser there.
	own bool
	// heavy is for answers that are expensive to make: a session gets a few at a time.
	heavy bool
	// endless is for answers that stay open for as long as their page does.
	endless bool
	// byItself is for what pages read without anybody doing something. It is no use of the session.
	byItself bool
	// fresh is for URLs whose operation may need a fresh proof: they take one, and ask for it.
	fresh bool
	// machine is for what webapps call themselves: it reads no cookie, so that no other site can
	// make a browser do anything there, and answers errors in JSON.
	machine bool
	// quiet is for what is called so often that it is logged only at DEBUG while all is well.
	quiet bool
	// webapps is for what is there only if the server knows its own address.
	webapps bool
	// readsAnew is for pages whose form reloads the page with what is typed so far.
	readsAnew bool
}

type trait func(*route)

func get(path string, n need, handle func(*Server, echo.Context) error, traits ...trait) route {
	return newRoute(route{method: http.MethodGet, path: path, need: n, handle: handle}, traits)
}

// post is the URL of a form. The form is on the page with the same URL, unless on says otherwise.
func post(path string, n need, handle func(*Server, echo.Context) error, traits ...trait) route {
	return newRoute(route{method: http.MethodPost, path: path, need: n, handle: handle, page: path}, traits)
}

func newRoute(r route, traits []trait) route {
	for _, t := range traits {
		t(&r)
	}
	return r
}

func on(page string) trait   { return func(r *route) { r.page = page } }
func once(page string) trait { return func(r *route) { r.once = page } }
func gone(a answer) trait    { return func(r *route) { r.gone = a } }

func refusedBy(p words.ErrorPage) trait { return func(r *route) { r.refused = p } }

func linkShown(r *route)   { r.showsLink = true }
func secretShown(r *route) { r.showsSecret = true }

func probe(r *route)     { r.probe = true }
func signIn(r *route)    { r.signIn = true }
func own(r *route)       { r.own = true }
func file(r *route)      { r.own, r.heavy = true, true }
func heavy(r *route)     { r.heavy = true }
func endless(r *route)   { r.endless = true }
func byItself(r *route)  { r.byItself = true }
func fresh(r *route)     { r.fresh = true }
func machine(r *route)   { r.machine, r.webapps, r.page = true, true, "" }
func api(r *route)       { r.machine, r.quiet, r.page = true, true, "" }
func quiet(r *route)     { r.quiet = true }
func webapps(r *route)   { r.webapps = true }
func readsAnew(r *route) { r.readsAnew = true }

// apiPrefix is before the addresses whose errors are problems.
const apiPrefix = "/api/"

// routes are all URLs of the product, except those under /static/.
var routes = []route{
	get("/healthz", public, (*Server).healthz, probe),
	get("/readyz", public, (*Server).readyz, probe),
	get("/doctor", public, (*Server).doctor, probe), // for whoever has the key file

	get("/_components", public, (*Server).components),
	get("/login", public, (*Server).loginPage),
	post("/login/user", public, (*Server).loginUser, on("/login"), signIn),
	post("/login/account", public, (*Server).loginAccount, on("/login"), signIn),
	get(views.SecondFactorURL, public, (*Server).secondFactorPage),
	post(views.SecondFactorURL, public, (*Server).secondFactor, signIn),
	post(views.SecondPasskeyOptionsURL, public, (*Server).secondPasskeyOptions, on(views.SecondFactorURL), signIn),
	post(views.SecondPasskeyURL, public, (*Server).secondPasskey, on(views.SecondFactorURL), signIn),
	post(views.RecoveryCodeURL, public, (*Server).recoveryCode, on(views.SecondFactorURL), signIn),
	get(views.AddFactorURL, public, (*Server).addFactorPage),
	post(views.AddFactorURL, public, (*Server).addCode, signIn),
	post(views.AddPasskeyOptionsURL, public, (*Server).addPasskeyOptions, on(views.AddFactorURL), signIn),
	post(views.AddPasskeyURL, public, (*Server).addPasskeyToSignIn, on(views.AddFactorURL), signIn),
	get(views.NewPasswordURL, public, (*Server).newPasswordPage),
	post(views.NewPasswordURL, public, (*Server).chooseNewPassword, signIn),
	post(views.PasskeyOptionsURL, public, (*Server).passkeyOptions, on("/login"), signIn),
	post(views.PasskeyURL, public, (*Server).loginPasskey, on("/login"), signIn),
	get(views.ProviderOfferURL, public, (*Server).providerOffer, signIn),
	post(views.ProviderSignInURL, public, (*Server).leaveToSignIn, on("/login"), signIn),
	get(views.ProviderCallbackURL, public, (*Server).providerCallback, signIn, refusedBy(words.RefusedThere)),
	get(views.ForgottenURL, public, (*Server).forgottenPage),
	post(views.ForgottenURL, public, (*Server).forgotten, signIn),
	get("/password/:token", public, (*Server).passwordLinkPage, gone(noPasswordLink)),
	post("/password/:token", public, (*Server).usePasswordLink, signIn, gone(noPasswordLink)),
	get("/confirm/:token", public, (*Server).confirmEmailPage, gone(noEmailLink)),
	post("/confirm/:token", public, (*Server).confirmEmail, gone(noEmailLink)),
	post("/logout", public, (*Server).logout, on("")),
	get("/setup/:token", public, (*Server).setupPage, gone(noSetup)),
	post("/setup/:token", public, (*Server).setup, signIn, gone(noSetup)),
	get("/setup-links/:token", public, (*Server).setupLinkPage, gone(noSetupLink)),
	post("/setup-links/:token", public, (*Server).setupLink, signIn, gone(noSetupLink)),
	post("/setup-links/:token/provider", public, (*Server).leaveWithSetupLink, on("/setup-links/:token"), signIn, gone(noSetupLink)),
	get("/calendar/:token", public, (*Server).calendar), // always with .ics

	get(oidc.PathDiscovery, public, (*Server).discovery, machine, quiet),
	get(oidc.PathOAuthDiscovery, public, (*Server).discovery, machine, quiet),
	get(oidc.PathKeys, public, (*Server).signingKeys, machine, quiet),
	get(oidc.PathAuthorize, public, (*Server).authorize, webapps),
	post(oidc.PathAuthorize, public, (*Server).authorizePost, machine),
	post(oidc.PathToken, public, (*Server).token, machine),
	get(oidc.PathUserInfo, public, (*Server).userInfo, machine, quiet),
	post(oidc.PathUserInfo, public, (*Server).userInfo, machine, quiet),
	post(oidc.PathIntrospect, public, (*Server).introspect, machine, quiet),
	get(oidc.PathLogout, public, (*Server).webappLogout, webapps),
	post(oidc.PathLogout, public, (*Server).webappLogoutPost, machine),
	post(views.WebappLogoutURL, public, (*Server).confirmLogout, on(""), webapps),
	get(views.WebappProve, signedIn, (*Server).webappProvePage, webapps),
	post(views.WebappProve, signedIn, (*Server).webappProve, webapps),
	get(views.AccessAPIURL, public, (*Server).accessOf, api),

	get("/", signedIn, (*Server).start),
	get("/prove", signedIn, (*Server).provePage, own),
	post("/prove", signedIn, (*Server).prove, fresh),
	post(views.ProvePasskeyOptionsURL, signedIn, (*Server).provePasskeyOptions, on("/prove")),
	post(views.ProveByProviderURL, signedIn, (*Server).leaveToProve, on("/prove")),
	get(views.ProvedURL, signedIn, (*Server).proved, own),
	get("/roles", signedIn, (*Server).roles),
	get(views.SearchURL, signedIn, (*Server).search),
	get(views.ShortcutsURL, signedIn, (*Server).shortcuts),
	get("/accounts", signedIn, (*Server).accounts),
	get(views.AccountsCSVURL, signedIn, (*Server).accountsCSV, file, fresh),
	get("/profile", signedIn, (*Server).profile),
	get(views.SecurityURL, signedIn, (*Server).security),
	post("/profile/security/sessions/end", signedIn, (*Server).endOtherSessions, on("/profile/security")),
	post("/profile/security/sessions/:session/end", signedIn, (*Server).endSession, on("/profile/security")),
	post(views.NewPasskeyOptionsURL, signedIn, (*Server).newPasskeyOptions, on(views.SecurityURL)),
	post(views.PasskeysURL, signedIn, (*Server).addPasskey, on(views.SecurityURL), fresh),
	post(views.PasskeysURL+"/:passkey/rename", signedIn, (*Server).renamePasskey, on(views.SecurityURL)),
	post(views.PasskeysURL+"/:passkey/remove", signedIn, (*Server).removePasskey, on(views.SecurityURL), once(views.SecurityURL), fresh),
	post("/profile/password", signedIn, (*Server).changePassword, on("/profile"), fresh),
	post(views.BeginCodeURL, signedIn, (*Server).beginCode, on(views.SecurityURL), fresh),
	get(views.CodeURL, signedIn, (*Server).codePage),
	post(views.CodeURL, signedIn, (*Server).confirmCode, fresh),
	post(views.RemoveCodeURL, signedIn, (*Server).removeCode, on(views.SecurityURL), once(views.SecurityURL), fresh),
	post(views.RecoveryCodesURL, signedIn, (*Server).newRecoveryCodes, on(views.SecurityURL), fresh),
	post(views.LinkIdentityURL, signedIn, (*Server).leaveToLink, on(views.SecurityURL), fresh),
	post(views.UnlinkIdentityURL, signedIn, (*Server).unlinkOwn, on(views.SecurityURL), once(views.SecurityURL)),
	post("/profile/language", signedIn, (*Server).chooseLanguage, on("/profile")),
	post(views.SendConfirmationURL, signedIn, (*Server).sendConfirmation, on("/profile"), once("/profile")),
	post("/profile/notices", signedIn, (*Server).chooseNotices, on("/profile")),
	post("/profile/deputy", needs(access.DecideRequests), (*Server).nameDeputy, on("/profile")),
	post("/profile/deputy/end", needs(access.DecideRequests), (*Server).endDeputy, on("/profile"), once("/profile")),
	get(views.EventsURL, signedIn, (*Server).events, endless, byItself),
	get(views.WaitingURL, signedIn, (*Server).waiting, byItself),
	post(views.SeenURL, public, (*Server).seen, on("")),
	post("/profile/calendar", needsOneOf(access.ReadRequests, access.RequestAccess), (*Server).makeCalendar, on("/profile"), fresh),
	post("/profile/calendar/remove", needsOneOf(access.ReadRequests, access.RequestAccess), (*Server).removeCalendar, on("/profile"), once("/profile")),
	get("/accounts/new", needs(access.CreateAccounts), (*Server).newAccountPage),
	post("/accounts", needs(access.CreateAccounts), (*Server).newAccount, on("/accounts/new"), once("/accounts/:made"), linkShown, fresh),
	get("/accounts/:account", needs(access.ReadAccount), (*Server).account),
	get("/accounts/:account/edit", needs(access.UpdateAccount), (*Server).editAccountPage),
	post("/accounts/:account/edit", needs(access.UpdateAccount), (*Server).editAccount, fresh),
	post("/accounts/:account/roles", needs(access.AssignAccountRoles), (*Server).setAccountRoles, on("/accounts/:account/edit"), fresh),
	post("/accounts/:account/disable", needs(access.EnableAccounts), (*Server).disableAccount, on("/accounts/:account/edit"), once("/accounts/:account/edit")),
	post("/accounts/:account/enable", needs(access.EnableAccounts), (*Server).enableAccount, on("/accounts/:account/edit"), once("/accounts/:account/edit"), fresh),
	post("/accounts/:account/sessions/end", needs(access.EnableAccounts), (*Server).endAccountSessions, on("/accounts/:account/edit")),
	post("/accounts/:account/setup-link", needs(access.CreateAccounts), (*Server).renewAccountSetupLink, on("/accounts/:account"), fresh),
	post("/accounts/:account/send-link", needs(access.CreateAccounts), (*Server).sendAccountLink, on("/accounts/:account/edit"), fresh),
	post("/accounts/:account/passwords", needs(access.SetAccessRules), (*Server).setPasswordDays, on("/accounts/:account/edit"), fresh),
	post("/accounts/:account/delete", needs(access.DeleteAccounts), (*Server).deleteAccount, on("/accounts/:account/edit"), once("/accounts")),
	get("/accounts/:account/companies", needs(access.ReadCompanies), (*Server).companies),
	get("/accounts/:account/companies.csv", needs(access.ReadCompanies), (*Server).companiesCSV, file, fresh),
	get("/accounts/:account/companies/new", needs(access.ManageCompanies), (*Server).newCompanyPage),
	post("/accounts/:account/companies", needs(access.ManageCompanies), (*Server).newCompany, on("/accounts/:account/companies/new"), once("/accounts/:account/companies/:made")),
	get("/accounts/:account/companies/:company/edit", needs(access.ManageCompanies), (*Server).editCompanyPage),
	post("/accounts/:account/companies/:company", needs(access.ManageCompanies), (*Server).editCompany, on("/accounts/:account/companies/:company/edit"), fresh),
	post("/accounts/:account/companies/:company/delete", needs(access.ManageCompanies), (*Server).deleteCompany, on("/accounts/:account/companies/:company/edit"), once("/accounts/:account")),
	get("/accounts/:account/companies/:company/settings", needs(access.ReadCompanySettings), (*Server).settings),
	post("/accounts/:account/companies/:company/settings/new", needs(access.UpdateCompanySettings), (*Server).addSetting, on("/accounts/:account/companies/:company/settings"), once("/accounts/:account/companies/:company")),
	post("/accounts/:account/companies/:company/settings/delete", needs(access.UpdateCompanySettings), (*Server).removeSetting, on("/accounts/:account/companies/:company/settings"), once("/accounts/:account/companies/:company/settings")),
	get("/accounts/:account/companies/:company", needs(access.ReadCompanies), (*Server).company),
	post("/accounts/:account/companies/:company/settings", needs(access.UpdateCompanySettings), (*Server).setSetting),
	get("/accounts/:account/users", needs(access.ReadUsers), (*Server).users),
	get("/accounts/:account/users.csv", needs(access.ReadUsers), (*Server).usersCSV, file, fresh),
	get("/accounts/:account/why", needs(access.ReadUsers), (*Server).whyAccount),
	get("/accounts/:account/users/:user/why", needs(access.ReadUsers), (*Server).whyUser),
	post("/accounts/:account/users", needs(access.CreateUsers), (*Server).createUser, on("/accounts/:account/users/new"), once("/accounts/:account/users/:made"), linkShown, fresh),
	get("/accounts/:account/users/new", needs(access.CreateUsers), (*Server).newUserPage),
	get("/accounts/:account/users/:user", needs(access.ReadUsers), (*Server).user),
	post("/accounts/:account/users/:user", needs(access.UpdateUsers), (*Server).updateUser, fresh),
	post("/accounts/:account/users/:user/roles", needs(access.AssignSuperuser), (*Server).setUserRoles, on("/accounts/:account/users/:user"), fresh),
	post("/accounts/:account/users/:user/activate", needs(access.UpdateUsers), (*Server).activateUser, on("/accounts/:account/users/:user"), once("/accounts/:account/users/:user"), fresh),
	post("/accounts/:account/users/:user/deactivate", needs(access.UpdateUsers), (*Server).deactivateUser, on("/accounts/:account/users/:user"), once("/accounts/:account/users/:user")),
	post("/accounts/:account/users/:user/delete", needs(access.DeleteUsers), (*Server).deleteUser, on("/accounts/:account/users/:user"), once("/accounts/:account/users")),
	post("/accounts/:account/users/:user/sessions/end", needs(access.UpdateUsers), (*Server).endUserSessions, on("/accounts/:account/users/:user")),
	post("/accounts/:account/users/:user/setup-link", needs(access.UpdateUsers), (*Server).makeSetupLink, on("/accounts/:account/users/:user"), fresh),
	post("/accounts/:account/users/:user/send-link", needs(access.UpdateUsers), (*Server).sendUserLink, on("/accounts/:account/users/:user"), fresh),
	post("/accounts/:account/users/:user/factors/reset", needs(access.UpdateUsers), (*Server).askReset, on("/accounts/:account/users/:user"), once("/accounts/:account/users/:user"), fresh),
	post("/accounts/:account/users/:user/factors/keep", needs(access.ReadUsers), (*Server).stopReset, on("/accounts/:account/users/:user"), once("/accounts/:account/users/:user")),
	post("/accounts/:account/users/:user/identity/unlink", needs(access.UpdateUsers), (*Server).unlinkUser, on("/accounts/:account/users/:user"), once("/accounts/:account/users/:user")),
	post("/accounts/:account/users/:user/prolong", needs(access.UpdateUsers), (*Server).extendUser, on("/accounts/:account/users/:user"), fresh),
	get("/accounts/:account/audit", needs(access.ReadRecord), (*Server).record),
	get("/accounts/:account/evidence", needs(access.ReadRecord), (*Server).evidence, file, fresh),
	get("/accounts/:account/sign-in-rules", needs(access.SetAccessRules), (*Server).signInRulesPage),
	post("/accounts/:account/sign-in-rules", needs(access.SetAccessRules), (*Server).setSignInRules, fresh),
	get("/accounts/:account/identity-provider", needs(access.SetAccessRules), (*Server).identityProviderPage),
	post("/accounts/:account/identity-provider", needs(access.SetAccessRules), (*Server).setIdentityProvider, fresh),
	post("/accounts/:account/identity-provider/remove", needs(access.SetAccessRules), (*Server).removeIdentityProvider, on("/accounts/:account/identity-provider"), once("/accounts/:account/identity-provider"), fresh),
	get("/accounts/:account/rules", needs(access.DecideRequests), (*Server).rules),
	post("/accounts/:account/rules", needs(access.SetAccessRules), (*Server).setRule, on("/accounts/:account/rules/edit"), fresh),
	get("/accounts/:account/rules/edit", needs(access.SetAccessRules), (*Server).editRulePage),
	get("/accounts/:account/consents/new", needs(access.SetAccessRules), (*Server).newConsentPage),
	post("/accounts/:account/rules/remove", needs(access.SetAccessRules), (*Server).removeRule, on("/accounts/:account/rules"), once("/accounts/:account/rules"), fresh),
	post("/accounts/:account/consents", needs(access.SetAccessRules), (*Server).giveConsent, on("/accounts/:account/consents/new"), once("/accounts/:account/rules"), fresh),
	post("/accounts/:account/consents/:consent/end", needs(access.SetAccessRules), (*Server).endConsent, on("/accounts/:account/rules"), once("/accounts/:account/rules")),
	get("/accounts/:account/visitors", needs(access.SetAccessRules), (*Server).visitorsPage),
	post("/accounts/:account/visitors", needs(access.SetAccessRules), (*Server).setVisitors, fresh),
	// never once: a page of before must freeze what was unfrozen meanwhile
	post("/accounts/:account/freeze", needs(access.SetAccessRules), (*Server).freeze, on("/accounts/:account/rules"), fresh),
	post("/accounts/:account/unfreeze", needs(access.SetAccessRules), (*Server).unfreeze, on("/accounts/:account/rules"), once("/accounts/:account/rules"), fresh),
	get("/accounts/:account/audit/export", needs(access.ReadRecord), (*Server).exportRecord, file, fresh),
	get("/accounts/:account/external-access", needsOrAsker(access.ReadRequests), (*Server).externalAccess),
	get("/accounts/:account/external-access.csv", needsOrAsker(access.ReadRequests), (*Server).requestsCSV, file, fresh),
	get("/accounts/:account/external-access/timeline", needsOrAsker(access.ReadRequests), (*Server).timeline),

	get(views.RequestsURL, needs(access.ReadRequests), (*Server).requests),
	get(views.RequestsCSVURL, needs(access.ReadRequests), (*Server).requestsCSV, file, fresh),
	get("/access-requests/new", needs(access.RequestAccess), (*Server).askPage, readsAnew),
	post("/access-requests", needs(access.RequestAccess), (*Server).ask, on("/access-requests/new"), once("/accounts/:me/external-access"), fresh),
	post(views.TogetherURL, needsOrAsker(access.DecideRequests), (*Server).together, on(views.RequestsURL), fresh),
	get("/access-requests/:request", needsOrAsker(access.ReadRequests), (*Server).request),
	get("/access-requests/:request/dialog", needsOrAsker(access.ReadRequests), (*Server).requestDialog),
	get("/access-requests/:request/report", needsOrAsker(access.ReadRequests), (*Server).report),
	get("/access-requests/:request/report.pdf", needsOrAsker(access.ReadRequests), (*Server).reportPDF, heavy),
	get("/access-requests/:request/receipt", needsOrAsker(access.ReadRequests), (*Server).receipt, file),
	post("/access-requests/:request/grant", needs(access.DecideRequests), (*Server).grant, on("/access-requests/:request"), once("/access-requests/:request"), fresh),
	post("/access-requests/:request/grant/options", needs(access.DecideRequests), (*Server).signOptions, on("/access-requests/:request")),
	post("/access-requests/:request/deny", needs(access.DecideRequests), (*Server).deny, on("/access-requests/:request"), once("/access-requests/:request")),
	post("/access-requests/:request/revoke", needs(access.DecideRequests), (*Server).revoke, on("/access-requests/:request"), once("/access-requests/:request")),
	post("/access-requests/:request/shorten", needs(access.DecideRequests), (*Server).shorten, on("/access-requests/:request"), once("/access-requests/:request")),
	post("/access-requests/:request/withdraw", needs(access.RequestAccess), (*Server).withdraw, on("/access-requests/:request"), once("/access-requests/:request")),
	post("/access-requests/:request/hand-back", needs(access.RequestAccess), (*Server).handBack, on("/access-requests/:request"), once("/access-requests/:request")),
	post("/access-requests/:request/extend", needs(access.RequestAccess), (*Server).extend, on("/access-requests/:request"), once("/access-requests/:request")),

	get("/webapps", needs(access.ManageWebapps), (*Server).webapps),
	post("/webapps", needs(access.ManageWebapps), (*Server).createWebapp, on("/webapps/new"), once("/webapps")),
	get("/webapps/new", needs(access.ManageWebapps), (*Server).newWebapp),
	get("/webapps/:webapp", needs(access.ManageWebapps), (*Server).webapp),
	post("/webapps/:webapp", needs(access.ManageWebapps), (*Server).changeWebapp),
	post("/webapps/:webapp/delete", needs(access.ManageWebapps), (*Server).deleteWebapp, on("/webapps/:webapp"), once("/webapps")),
	get("/webapps/:webapp/sign-in", needs(access.ManageWebapps), (*Server).webappSignIn),
	post("/webapps/:webapp/sign-in", needs(access.ManageWebapps), (*Server).setWebappSignIn, fresh),
	post("/webapps/:webapp/sign-in/remove", needs(access.ManageWebapps), (*Server).removeWebappSignIn, on("/webapps/:webapp/sign-in"), once("/webapps/:webapp/sign-in")),
	post("/webapps/:webapp/secrets", needs(access.ManageWebapps), (*Server).makeWebappSecret, on("/webapps/:webapp/sign-in"), once("/webapps/:webapp/sign-in"), secretShown, fresh),
	post("/webapps/:webapp/secrets/:secret/end", needs(access.ManageWebapps), (*Server).endWebappSecret, on("/webapps/:webapp/sign-in"), once("/webapps/:webapp/sign-in")),
	get("/webapps/:webapp/sign-outs", needs(access.ManageWebapps), (*Server).webappSignOuts),
	post("/webapps/:webapp/sign-outs/:session/retry", needs(access.ManageWebapps), (*Server).retrySignOut, on("/webapps/:webapp/sign-outs")),
	get("/accounts/:account/subscriptions", needsOneOf(access.AssignSubscriptions, access.ManageSubscriptions), (*Server).subscriptions),
	post("/accounts/:account/subscriptions", needs(access.ManageSubscriptions), (*Server).addSubscription, once("/accounts/:account/subscriptions")),
	get("/accounts/:account/subscriptions/:webapp", needsOneOf(access.AssignSubscriptions, access.ManageSubscriptions), (*Server).subscription),
	post("/accounts/:account/subscriptions/:webapp", needs(access.ManageSubscriptions), (*Server).changeSubscription),
	post("/accounts/:account/subscriptions/:webapp/delete", needs(access.ManageSubscriptions), (*Server).removeSubscription, on("/accounts/:account/subscriptions/:webapp"), once("/accounts/:account/subscriptions")),
	post("/accounts/:account/subscriptions/:webapp/users", needs(access.AssignSubscriptions), (*Server).assignWebapp, on("/accounts/:account/subscriptions/:webapp")),
	get("/accounts/:account/users/:user/subscriptions", needs(access.AssignSubscriptions), (*Server).userSubscriptions),
	post("/accounts/:account/users/:user/subscriptions", needs(access.AssignSubscriptions), (*Server).setUserSubscriptions),
	get("/accounts/:account/invoices", needs(access.ReadInvoices), (*Server).accountInvoices),
	get("/payment/invoices", needs(access.CreateInvoices), (*Server).invoices),
	get("/payment/invoices.csv", needs(access.CreateInvoices), (*Server).invoicesCSV, file, fresh),
	get("/payment/invoices/new", needs(access.CreateInvoices), (*Server).newInvoicePage, readsAnew),
	post("/payment/invoices", needs(access.CreateInvoices), (*Server).createInvoice, on("/payment/invoices/new"), once("/payment/invoices/:made")),
	// also with .pdf
	get("/payment/invoices/:invoice", needs(access.ReadInvoices), (*Server).invoice),
	post("/payment/invoices/:invoice/paid", needs(access.CreateInvoices), (*Server).payInvoice, on("/payment/invoices/:invoice"), once("/payment/invoices/:invoice")),
	post("/payment/invoices/:invoice/cancel", needs(access.CreateInvoices), (*Server).cancelInvoice, on("/payment/invoices/:invoice"), once("/payment/invoices/:invoice")),
}

type endpoint struct{ method, path string }

// routeByEndpoint is an index of the table.
var routeByEndpoint = func() map[endpoint]*route {
	found := map[endpoint]*route{}
	for i, r := range routes {
		found[endpoint{r.method, r.path}] = &routes[i]
	}
	return found
}()

// findRoute is the route with a method and a path, or nil.
func findRoute(method, path string) *route { return routeByEndpoint[endpoint{method, path}] }

// routeOf is a request's route, or an empty one.
func routeOf(c echo.Context) *route {
	method := c.Request().Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	if r := findRoute(method, c.Path()); r != nil {
		return r
	}
	return &route{}
}

// Readable is every URL that can be read, as in the route table. It is for tests that visit all of
// them.
func Readable() []string {
	var addresses []string
	for _, r := range routes {
		if r.method == http.MethodGet {
			addresses = append(addresses, r.path)
		}
	}
	return addresses
}
