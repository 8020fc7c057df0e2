package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/db"
	"latchkey/idp/idptest"
	"latchkey/views"
)

// linked gives an account a provider that nobody calls, and links users to it.
func (w *world) linked(accountID string, users ...string) {
	w.t.Helper()
	w.write(func(q *db.Queries) error {
		err := q.PutIdentityProvider(w.t.Context(), db.PutIdentityProviderParams{
			AccountID: accountID, Name: "Acme ID", Issuer: "https://login.example", ClientID: "x", Sealed: []byte("x"), KeyID: "x", Enabled: 1,
		})
		for _, id := range users {
			if err == nil {
				err = q.PutIdentity(w.t.Context(), db.PutIdentityParams{UserID: id, AccountID: accountID, Issuer: "https://login.example", Subject: id, How: "USER"})
			}
		}
		return err
	})
}

// visitor is a browser at Acme, whose provider is real.
type visitor struct {
	*world
	acme     string
	provider *idptest.Provider
	cookies  map[string]*http.Cookie
}

func newVisitor(t *testing.T, change func(url.Values)) *visitor {
	t.Helper()
	w := newWorld(t)
	acme, _ := w.account("Acme")
	return w.visitor(acme, change)
}

// visitor gives an account a provider, as its own people do.
func (w *world) visitor(acme string, change func(url.Values)) *visitor {
	w.t.Helper()
	v := &visitor{world: w, acme: acme, provider: idptest.New(w.t, w.now), cookies: map[string]*http.Cookie{}}
	page := views.IdentityProviderURL(v.acme)
	own := w.signIn(v.acme, "")
	form := edited(w.formOn(w.get(page, own), page), v.typed())
	if change != nil {
		change(form)
	}
	w.want(w.post(page, form, own), http.StatusSeeOther)
	return v
}

// typed is the form of the provider.
func (v *visitor) typed() url.Values {
	return url.Values{"name": {"Acme ID"}, "issuer": {v.provider.URL}, "client_id": {idptest.ClientID}, "client_secret": {idptest.ClientSecret}, "enabled": {"on"}, "test": {no}}
}

// send sends a request with the cookies of the browser, and keeps those of the answer.
func (v *visitor) send(method, path string, form url.Values, change ...func(*http.Request)) *httptest.ResponseRecorder {
	v.t.Helper()
	r := v.do(method, path, form, nil, append(change, func(r *http.Request) {
		for _, c := range v.cookies {
			r.AddCookie(c)
		}
	})...)
	for _, c := range r.Result().Cookies() {
		v.cookies[c.Name] = c
	}
	return r
}

// ofAProvider: someone links their login to an account's provider, and the account removes it.
func (a asked) ofAProvider(w *world) {
	w.t.Helper()
	id, _ := w.account("Provided")
	w.visitor(id, nil)
	user, own := w.oldProof(w.signIn(id, w.user(id, "linda", ""))), w.oldProof(w.signIn(id, ""))
	w.serve(access.DefaultFreshFor)
	a.ask(w, views.LinkIdentityURL, views.LinkIdentityURL, nil, user)
	a.ask(w, "/accounts/:account/identity-provider/remove", views.IdentityProviderURL(id)+"/remove", nil, own)
	w.serve(0)
}

// goesOn is where a page leads by itself, which its button does, too.
func (v *visitor) goesOn(r *httptest.ResponseRecorder) string {
	v.t.Helper()
	to := v.want(r, http.StatusOK).attr("main a.btn", "href")
	if by := r.Header().Get("Refresh"); by != "0; url="+to {
		v.t.Errorf("Refresh %q, but the button leads to %q", by, to)
	}
	return to
}

// thereAndBack is the answer to a browser that comes back from the provider to which a page leads.
func (v *visitor) thereAndBack(leaving *httptest.ResponseRecorder, subject string) *httptest.ResponseRecorder {
	v.t.Helper()
	v.provider.Claims["sub"] = subject
	back, err := url.Parse(v.provider.SignIn(v.t, v.goesOn(leaving)))
	must(v.t, err)
	return v.send(http.MethodGet, back.RequestURI(), nil, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") })
}

// link links a user, and forgets the session.
func (v *visitor) link(userID, subject string) {
	v.t.Helper()
	v.cookies["session"] = v.signIn(v.acme, userID)
	form := v.formOn(v.send(http.MethodGet, views.SecurityURL, nil), views.LinkIdentityURL)
	same(v.t, v.goesOn(v.thereAndBack(v.send(http.MethodPost, views.LinkIdentityURL, form), subject)), views.SecurityURL, "after linking")
	v.want(v.send(http.MethodGet, views.SecurityURL, nil), http.StatusOK, en.Provider.Linked, subject)
	v.cookies = map[string]*http.Cookie{}
}

// Someone types their account, continues at their provider, and is where they wanted to go. No
// other site's address gets into a header of ours but this one.
func TestContinueWithAProvider(t *testing.T) {
	v := newVisitor(t, nil)
	v.link(v.user(v.acme, "sue", "", access.Superuser), "sue-1")
	login := v.want(v.send(http.MethodGet, "/login?next=%2Fprofile", nil), http.StatusOK, en.Provider.Any)
	login.has("#user-login input[name=account][hx-get='"+views.ProviderOfferURL+"']", "button[formaction='"+views.ProviderSignInURL+"'][formnovalidate]")
	for account, want := range map[string]string{"acme": en.Provider.Continue("Acme ID"), "nobody": en.Provider.Any, "": en.Provider.Any} {
		v.want(v.send(http.MethodGet, views.ProviderOfferURL+"?"+one("account", account).Encode(), nil, htmx), http.StatusOK, want)
	}
	leaving := v.send(http.MethodPost, views.ProviderSignInURL, url.Values{"account": {" ACME "}, "user": {""}, "password": {""}, "next": {"/profile"}})
	same(t, leaving.Header().Get("Content-Security-Policy"), csp, "the policy")
	answer := v.thereAndBack(leaving, "sue-1")
	same(t, v.goesOn(answer), "/profile", "where it leads")
	v.want(v.send(http.MethodGet, "/profile", nil), http.StatusOK, "sue")
	v.want(v.send(http.MethodGet, views.SecurityURL, nil), http.StatusOK, "Identity provider", en.Provider.Own("Acme ID"))

	answer = v.send(http.MethodGet, views.ProviderCallbackURL+"?code=x&state=y", nil)
	v.want(answer, http.StatusForbidden, en.Reason(access.SignInElsewhere{}))
	for _, account := range []string{"nobody", ""} {
		v.want(v.send(http.MethodPost, views.ProviderSignInURL, one("account", account)), http.StatusUnprocessableEntity, en.Reason(access.NoProviderThere{})).has("#user-login")
	}
	v.cookies = map[string]*http.Cookie{}
	answer = v.thereAndBack(v.send(http.MethodPost, views.ProviderSignInURL, url.Values{"user": {"sue @ Acme"}}), "somebody")
	v.want(answer, http.StatusForbidden, en.Reason(access.NotLinked{Provider: "Acme ID", Account: "Acme"})).has("a[href='/login']")
}

// A fresh proof at the provider goes on with exactly what was pressed.
func TestConfirmWithAProvider(t *testing.T) {
	v := newVisitor(t, nil)
	sue := v.user(v.acme, "sue", "", access.Superuser)
	v.link(sue, "sue-1")
	provider := v.provider
	v.serve(access.DefaultFreshFor)
	v.cookies["session"] = v.signIn(v.acme, sue)
	page := "/accounts/" + v.acme + "/users/new"
	form := edited(v.formOn(v.send(http.MethodGet, page, nil), "/accounts/"+v.acme+"/users"), one("name", "otto"))
	asked := v.send(http.MethodPost, "/accounts/"+v.acme+"/users", form)
	v.want(asked, http.StatusUnprocessableEntity, en.Provider.Confirm("Acme ID"))
	kept := v.formOn(asked, views.ProveByProviderURL)
	same(t, kept.Get(views.ProveToField), "/accounts/"+v.acme+"/users", "where it goes")
	answer := v.thereAndBack(v.send(http.MethodPost, views.ProveByProviderURL, kept), "sue-1")
	same(t, provider.Asked().Get("prompt"), "login", "prompt")
	proved := v.send(http.MethodGet, v.goesOn(answer), nil, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-origin") })
	v.want(proved, http.StatusOK, en.Provider.Then).has("form[data-goes-on]")
	v.want(v.send(http.MethodPost, "/accounts/"+v.acme+"/users", v.formOn(proved, "/accounts/"+v.acme+"/users")), http.StatusOK, "otto")

	for _, to := range []string{"", "/profile", "https://evil.example/", "/logout", "//evil.example/accounts"} {
		v.want(v.send(http.MethodPost, views.ProveByProviderURL, one(views.ProveToField, to)), http.StatusBadRequest)
	}
	v.want(v.send(http.MethodGet, views.ProvedURL+"?form=unknown", nil), http.StatusSeeOther)
	foreign := v.send(http.MethodGet, v.goesOn(answer), nil, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") })
	v.want(foreign, http.StatusForbidden)
}

// Whoever was invited continues at the provider instead of choosing a password.
func TestAnInvitationOffersTheProvider(t *testing.T) {
	v := newVisitor(t, nil)
	own := v.signIn(v.acme, "")
	users := "/accounts/" + v.acme + "/users"
	made := v.post(users, edited(v.formOn(v.get(users+"/new", own), users), one("name", "nora")), own)
	link := v.want(made, http.StatusOK).attr("#link", "value")
	_, token, _ := strings.Cut(link, "/setup-links/")
	path := "/setup-links/" + token
	v.want(v.send(http.MethodGet, path, nil), http.StatusOK, en.Provider.Instead, en.Provider.Continue("Acme ID"))
	same(t, v.goesOn(v.thereAndBack(v.send(http.MethodPost, path+"/provider", nil), "nora-1")), "/", "where it leads")
	v.want(v.send(http.MethodGet, "/", nil), http.StatusOK, "nora")
	v.want(v.send(http.MethodGet, path, nil), http.StatusNotFound)
	page := v.get(users, own)
	user := v.page(page).attr("main a[href^='"+users+"/usr_']", "href")
	v.want(v.get(user, own), http.StatusOK, "nora-1", en.Provider.How[access.LinkedByInvitation])
	v.want(v.post(user+"/identity/unlink", v.formOn(v.get(user, own), user+"/identity/unlink"), own), http.StatusSeeOther)
	v.want(v.get(user, own), http.StatusOK, en.Provider.NotLinked)
}

// What is wrong with a provider is said at its field, and the secret is never shown again.
func TestTheFormOfAProvider(t *testing.T) {
	v := newVisitor(t, nil)
	own, page := v.signIn(v.acme, ""), views.IdentityProviderURL(v.acme)
	v.want(v.get(page, own), http.StatusOK, en.Provider.Kept).has("input[name=client_secret][value='']", "input#redirect_uri[value$='"+views.ProviderCallbackURL+"']").saysNot(idptest.ClientSecret)
	send := func(change url.Values) *httptest.ResponseRecorder {
		return v.post(page, edited(edited(v.formOn(v.get(page, own), page), one("test", no)), change), own)
	}
	v.provider.Document = map[string]any{"issuer": "https://other.example"}
	v.want(send(one("name", "Typed")), http.StatusUnprocessableEntity, "The issuer is “https://other.example”, but “"+v.provider.URL+"” was expected.").has("input[name=name][value=Typed]", "#issuer[aria-invalid=true]")
	v.provider.Document = nil
	v.want(send(one("test", "on")), http.StatusOK, en.Provider.Works)
	v.want(send(one("issuer", "http://login.example")), http.StatusUnprocessableEntity, en.Reason(access.NoIssuer{}), en.Reason(access.EnterClientSecret{}))
	v.want(send(url.Values{"groups": {"staff"}, "client_id": {" "}, "enabled": {no}, "required": {"on"}}), http.StatusUnprocessableEntity,
		en.Reason(access.ClaimAndGroups{}), en.Reason(access.EnterClientID{}), en.Reason(access.RequiredNeedsEnabled{}))
	v.want(send(url.Values{"client_secret": {"another secret"}, "name": {""}}), http.StatusUnprocessableEntity).saysNot("another secret").has("input[name=client_secret][value='']")
	v.want(v.post(page+"/remove", v.formOn(v.get(page, own), page+"/remove"), own), http.StatusSeeOther)
	v.want(v.get(page, own), http.StatusOK, en.Provider.SecretHint)
	stranger, _ := v.account("Stranger")
	v.want(v.get(page, v.signIn(stranger, "")), http.StatusNotFound)
	v.want(v.get(page, v.signIn(v.acme, v.user(v.acme, "paul", ""))), http.StatusForbidden)
}

// The form shows what someone else changed meanwhile.
func TestTwoPeopleChangeTheProvider(t *testing.T) {
	v := newVisitor(t, nil)
	own, page := v.signIn(v.acme, ""), views.IdentityProviderURL(v.acme)
	stale := edited(v.formOn(v.get(page, own), page), one("test", no))
	v.want(v.post(page, edited(edited(v.formOn(v.get(page, own), page), one("test", no)), one("name", "Theirs")), own), http.StatusSeeOther)
	answer := v.post(page, edited(stale, one("name", "Yours")), own)
	v.want(answer, http.StatusConflict, "Theirs → Yours")
	v.want(v.post(page, edited(v.formOn(answer, page), one("test", no)), own), http.StatusSeeOther)
}

// If the provider is required, the page says so, whether or not the password was right.
func TestARequiredProviderIsNamed(t *testing.T) {
	v := newVisitor(t, func(form url.Values) { form.Set("required", "on") })
	v.user(v.acme, "sue", "")
	for _, user := range []string{"sue", "nobody"} {
		answer := v.post("/login/user", url.Values{"account": {"Acme"}, "user": {user}, "password": {"wrong"}}, nil)
		v.want(answer, http.StatusUnprocessableEntity, en.Login.WrongUser, en.Provider.Required("Acme", "Acme ID"), en.Provider.Continue("Acme ID"))
	}
}
