package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/views"
	"latchkey/words"
)

// nextOf is where the sign-in page of a wish leads.
func (w *webappWorld) nextOf(params ...string) string {
	return strings.TrimPrefix(w.wishURL(w.shop, params...), w.url)
}

// On the way to a webapp, pages are in the reader's own language, or else in the first one of ours
// that the webapp asks for, or else in the browser's.
func TestLanguageOnTheWayToAWebapp(t *testing.T) {
	w := newWebappWorld(t)
	german := words.Of("de", "")
	own := w.accountWithPassword("Beta")
	w.setUpCode(w.login(url.Values{"account": {"Beta"}, "password": {goodPassword}}).Result().Cookies()[0])
	for _, c := range []struct{ what, asked, accept, want string }{
		{"nothing is asked", "-", "de", "de"}, {"nothing, without a header", "-", "", "en"},
		{"another than the browser's", "de", "en", "de"}, {"the other way round", "en-GB", "de", "en"},
		{"with a region", "de-CH", "en", "de"}, {"the first that is ours", "tlh de en", "en", "de"},
		{"none of ours", "tlh fr", "de", "de"}, {"nonsense", ";q= ,, *", "de", "de"},
	} {
		next := w.nextOf("ui_locales", c.asked)
		p := w.want(w.do(http.MethodGet, views.LoginAfterURL("", next), nil, nil, accepts(c.accept)), http.StatusOK)
		same(t, p.attr("html", "lang"), c.want, "lang of the sign-in page: %s", c.what)
		p.says(words.Of(c.want, "").Login.SignIn)
		wrong := url.Values{"account": {"Acme"}, "user": {"mia"}, "password": {"wrong"}, "next": {next}}
		p = w.want(w.do(http.MethodPost, "/login/user", wrong, nil, accepts(c.accept)), http.StatusUnprocessableEntity, words.Of(c.want, "").Login.WrongUser)
		same(t, p.attr("html", "lang"), c.want, "lang after a mistake: %s", c.what)
		p = w.want(w.do(http.MethodGet, views.ForgottenURL+"?"+url.Values{"next": {next}}.Encode(), nil, nil, accepts(c.accept)), http.StatusOK)
		same(t, p.attr("html", "lang"), c.want, "lang of the page for forgotten passwords: %s", c.what)
	}
	next := w.nextOf("ui_locales", "de")
	half := w.half("Beta")
	second := url.Values{"code": {"x"}, "next": {next}}
	w.want(w.do(http.MethodPost, views.SecondFactorURL, second, half, accepts("en")), http.StatusUnprocessableEntity, german.Login.SecondTitle, german.Reason(access.WrongCode{}))
	must(t, w.svc.ChooseLanguage(t.Context(), w.actorOf(own), "en"))
	w.want(w.do(http.MethodPost, views.SecondFactorURL, second, w.half("Beta"), accepts("de")), http.StatusUnprocessableEntity, en.Login.SecondTitle, en.Reason(access.WrongCode{}))
	for _, address := range []string{"/profile?ui_locales=de", "/oidc/authorize?client_id=cli_x&ui_locales=de"} {
		p := w.want(w.do(http.MethodGet, views.LoginAfterURL("", address), nil, nil, accepts("en")), http.StatusOK)
		same(t, p.attr("html", "lang"), "en", "lang on the way to %s", address)
	}
}

// Who is signed in already reads the pages of a webapp's wish in the same language.
func TestLanguageOfAWebappsPages(t *testing.T) {
	w := newWebappWorld(t, func(c *access.Config) { c.FreshFor = access.DefaultFreshFor })
	b := w.browser(w.acme, w.jonas)
	w.proves(b, w.now().Add(-time.Minute), access.ProofPassword)
	lang := func(s seen) string { return newPage(t, s.body).attr("html", "lang") }
	bye := w.url + "/oidc/logout?client_id=cli_shop&ui_locales=de"
	same(t, lang(b.wish(w.shop, "ui_locales", "de")), "de", "lang of a refusal")
	same(t, lang(b.open(bye)), "de", "lang of the page that asks whether to sign out")
	asked := b.wish(w.shop, "ui_locales", "de", "prompt", "login")
	same(t, lang(asked), "de", "lang of the page that asks for a proof")
	then := newPage(t, asked.body).attr("form[action='/prove/webapp'] input[name=then]", "value")
	wrong := b.send(w.url+"/prove/webapp", proof(url.Values{"then": {then}}, "wrong"))
	same(t, wrong.status, http.StatusUnprocessableEntity, "status after a wrong password")
	newPage(t, wrong.body).says(words.Of("de", "").Reason(access.NotThePassword{}))
	w.want(w.post("/profile/language", url.Values{"language": {"en"}}, b.session), http.StatusSeeOther)
	same(t, lang(b.wish(w.shop, "ui_locales", "de")), "en", "lang of a refusal for someone who chose one")
	same(t, lang(b.open(bye)), "en", "lang of the question for someone who chose one")
}

// A webapp that knows who comes fills in the user, and the account if that is beside it. What could
// be no user's name is left out.
func TestTheHintOfALogin(t *testing.T) {
	w := newWebappWorld(t)
	account := &http.Cookie{Name: "latchkey-account", Value: url.Values{"as": {"ACCOUNT"}, "account": {"Beta"}}.Encode()}
	for _, c := range []struct {
		hint          string
		remembered    *http.Cookie
		account, user string
	}{
		{"mia", nil, "", "mia"}, {"mia @ Acme", nil, "", "mia @ Acme"}, {"Zoë 💡", nil, "", "Zoë 💡"}, {`"><b>`, nil, "", `"><b>`},
		{"mia", account, "Beta", "mia"}, {"mia @ Acme", account, "", "mia @ Acme"},
		{"mia@acme.example", nil, "", ""}, {"mi\na", nil, "", ""}, {"\xff", nil, "", ""}, {strings.Repeat("x", 500), nil, "", ""}, {"mia@acme.example", account, "Beta", ""},
	} {
		p := w.want(w.get(views.LoginAfterURL("", w.nextOf("login_hint", c.hint)), c.remembered), http.StatusOK)
		same(t, p.attr("#user-user", "value"), c.user, "user for %q", c.hint)
		same(t, p.attr("#user-account", "value"), c.account, "account for %q", c.hint)
		same(t, p.count("#as-account[checked]") == 1, c.user == "" && c.remembered != nil, "the tab of account logins for %q", c.hint)
		if c.user != "" {
			p.has("#user-password[autofocus]").hasNot("#user-account[autofocus]", "#user-user[autofocus]")
		}
	}
	p := w.want(w.get(views.LoginAfterURL("", "/profile?login_hint=mia"), nil), http.StatusOK)
	same(t, p.attr("#user-user", "value"), "", "user on the way to another page")
}

// What the discovery promises is there: the languages of the pages, and no other.
func TestThePromisedLanguages(t *testing.T) {
	w := newWebappWorld(t)
	var meta struct {
		Languages []string `json:"ui_locales_supported"`
	}
	must(t, w.provider.Claims(&meta))
	sameList(t, meta.Languages, words.Tags(), "languages")
}
