package views

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"latchkey/access"
)

// The URLs of the pages. They escape ids; nothing else builds URLs.

// AccountURL is the page of an account or, with a tab, that tab.
func AccountURL(id, tab string) string {
	u := "/accounts/" + url.PathEscape(id)
	if tab != "" {
		u += "/" + tab
	}
	return u
}

// The tabs of an account.
const (
	TabDetails        = ""
	TabCompanies      = "companies"
	TabUsers          = "users"
	TabSubscriptions  = "subscriptions"
	TabExternalAccess = "external-access"
	TabRecord         = "audit"
	TabInvoices       = "invoices"
	// TabRules has no tab of its own: External Access links to it.
	TabRules = "rules"
)

// CompanyURL is the page of a company.
func CompanyURL(accountID, id string) string {
	return AccountURL(accountID, "companies/") + url.PathEscape(id)
}

// SettingsURL is where a company's settings are posted.
func SettingsURL(accountID, id string) string { return CompanyURL(accountID, id) + "/settings" }

// SecretURL is the page that shows the value of a secret setting.
func SecretURL(accountID, id, key string) string {
	return PageURL(SettingsURL(accountID, id), "show", key)
}

// WhyURL is the page that explains an account login or, with a userID, that user.
func WhyURL(accountID, userID string) string {
	if userID == "" {
		return AccountURL(accountID, "why")
	}
	return AccountURL(accountID, "users/") + url.PathEscape(userID) + "/why"
}

// WebappProve is the page that asks for a proof that a webapp wants. WebappLogoutURL signs out who
// came from a webapp, and AccessAPIURL is what webapps ask who may see what.
const (
	WebappProve     = "/prove/webapp"
	WebappLogoutURL = "/oidc/logout/confirm"
	AccessAPIURL    = "/api/v1/access"
)

// WebappProveURL is WebappProve, and then leads to an address.
func WebappProveURL(then string) string { return withQuery(WebappProve, nil, "then", then) }

// RolesURL is the role reference.
const RolesURL = "/roles"

// SearchURL is the search, ShortcutsURL the list of keyboard shortcuts, ProfileURL the page of the
// reader's own login, LanguageURL its language there, and SecurityURL how that login proves who it
// is.
const (
	SearchURL    = "/search"
	ShortcutsURL = "/shortcuts"
	ProfileURL   = "/profile"
	LanguageURL  = ProfileURL + "#language"
	SecurityURL  = "/profile/security"
)

// SeenURL is where a page says that someone is using it.
const SeenURL = "/session/seen"

// The pages and forms of one-time codes and recovery codes.
const (
	CodeURL          = SecurityURL + "/code"
	BeginCodeURL     = CodeURL + "/new"
	RemoveCodeURL    = CodeURL + "/remove"
	RecoveryCodesURL = SecurityURL + "/recovery-codes"
)

// RequestsURL is the list of requests that the reader may read: of all accounts, if the reader
// reads those.
const RequestsURL = "/access-requests/all"

// RequestURL is the page of an access request.
func RequestURL(id string) string { return "/access-requests/" + url.PathEscape(id) }

// GrantURL is where GRANT is posted.
func GrantURL(id string) string { return RequestURL(id) + "/grant" }

// GrantOptionsURL is where to get what must be signed to grant a request.
func GrantOptionsURL(id string) string { return GrantURL(id) + "/options" }

// ActURL is where an act on a request is posted.
func ActURL(id, act string) string { return RequestURL(id) + "/" + act }

// ActPageURL is the page with the form of an act on a request.
func ActPageURL(id, act string) string { return PageURL(RequestURL(id), "act", act) }

// AskURL is the request form, and where it finds accounts.
const AskURL = "/access-requests/new"

// AskAgainURL is the request form, filled in from a request.
func AskAgainURL(requestID string) string {
	return AskURL + "?" + url.Values{AgainField: {requestID}}.Encode()
}

// PageURL is the next page of a list at base, with its key in the parameter name.
func PageURL(base, name, key string) string { return base + "?" + url.Values{name: {key}}.Encode() }

// NextURL is PageURL, or "" if key is zero because there is no next page.
func NextURL[K comparable](base, name string, key K) string {
	var none K
	if key == none {
		return ""
	}
	return PageURL(base, name, fmt.Sprint(key))
}

// EventsSinceURL is the event stream of a page that was made for a login at an instant.
func EventsSinceURL(began time.Time, login string) string {
	return EventsURL + "?" + url.Values{"since": {strconv.FormatInt(began.UnixMilli(), 10)}, "of": {login}}.Encode()
}

// ProveURL is the page that asks for a fresh proof before a file leaves. from is the page with the
// link to the file, or "".
func ProveURL(next, from string) string {
	return withQuery("/prove", map[string]string{"from": from}, "next", next)
}

// ProvePasskeyOptionsURL is what a passkey must sign to prove again who someone is.
const ProvePasskeyOptionsURL = "/prove/passkey/options"

// ProveByProviderURL is where someone leaves to prove at their identity provider who they are, and
// ProvedURL where they go on afterwards. ProveToField is the field with the address of their form.
const (
	ProveByProviderURL = "/prove/provider"
	ProvedURL          = ProveByProviderURL + "/done"
	ProveToField       = "prove_to"
)

// The URLs of signing in by an account's identity provider. Providers know ProviderCallbackURL.
const (
	ProviderSignInURL   = "/login/provider"
	ProviderOfferURL    = ProviderSignInURL + "/offer"
	ProviderCallbackURL = "/login/callback"
)

// Where the reader's own login is linked to its account's identity provider, and unlinked.
const (
	LinkIdentityURL   = SecurityURL + "/identity/link"
	UnlinkIdentityURL = SecurityURL + "/identity/unlink"
)

// IdentityProviderURL is the page of an account's identity provider.
func IdentityProviderURL(accountID string) string { return AccountURL(accountID, "identity-provider") }

// LoginURL is the sign-in page.
const LoginURL = "/login"

// Reasons why the sign-in page is shown, besides wanting to sign in.
const (
	AfterSignOut = "sign-out"
	AfterSetUp   = "set-up"
	AfterAct     = "act"
	AfterTyped   = "typed"
	AfterLate    = "late"
)

// SignInStepURL is the page of a step of signing in. next is where to go afterwards, or "".
func SignInStepURL(step access.SignInStep, next string) string {
	return withQuery(signInSteps[step], nil, "next", next)
}

var signInSteps = map[access.SignInStep]string{
	access.StepSecond: SecondFactorURL, access.StepAdd: AddFactorURL, access.StepPassword: NewPasswordURL, access.StepDone: "/",
}

// The pages of the steps of signing in.
const (
	SecondFactorURL = "/login/second-factor"
	RecoveryCodeURL = "/login/recovery-code"
	AddFactorURL    = "/login/add-factor"
	AddPasskeyURL   = AddFactorURL + "/passkey"
	// AddPasskeyOptionsURL is for a script.
	AddPasskeyOptionsURL = AddPasskeyURL + "/options"
	NewPasswordURL       = "/login/new-password" //nolint:gosec // no password
)

// LoginAfterURL is the sign-in page with a reason. next is where to go afterwards, or "".
func LoginAfterURL(after, next string) string {
	return withQuery(LoginURL, map[string]string{"after": after}, "next", next)
}
