package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

// formAction is where the forms of a page may lead.
func formAction(s seen) string {
	_, after, _ := strings.Cut(s.header.Get("Content-Security-Policy"), "form-action ")
	action, _, _ := strings.Cut(after, ";")
	return action
}

// Whoever is not signed in signs in on the way, and the forms on the way may lead on to that webapp
// and to no other.
func TestSigningInOnTheWayToAWebapp(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser("", "")
	got := b.wish(w.shop)
	same(t, got.status, http.StatusOK, "status of the sign-in page")
	same(t, formAction(got), "'self' https://shop.example", "form-action of the sign-in page")
	next := newPage(t, got.body).attr("input[name=next]", "value")
	same(t, strings.HasPrefix(next, "/oidc/authorize?"), true, "where it leads")
	wrong := b.send(w.url+"/login/user", url.Values{"account": {"Acme"}, "user": {"mia"}, "password": {"wrong"}, "next": {next}})
	same(t, formAction(wrong), "'self' https://shop.example", "form-action after a wrong password")
	got = b.send(w.url+"/login/user", url.Values{"account": {"Acme"}, "user": {"mia"}, "password": {goodPassword}, "next": {next}})
	same(t, got.back.Get("state"), testState, "state")
	token, err := w.exchange(w.shop, got)
	must(t, err)
	same(t, w.counts(token), true, "counts")
	for what, next := range map[string]string{
		"nowhere": "/", "an unknown webapp": "/oidc/authorize?client_id=cli_x&redirect_uri=https://evil.example/cb&response_type=code",
		"an address that is not registered": "/oidc/authorize?client_id=cli_shop&redirect_uri=https://evil.example/cb&response_type=code",
		"another page":                      "/profile?client_id=cli_shop&redirect_uri=" + url.QueryEscape(shopBack), "another site": "https://evil.example/oidc/authorize?client_id=cli_shop&redirect_uri=" + url.QueryEscape(shopBack),
	} {
		got := w.browser("", "").open(w.url + "/login?" + url.Values{"next": {next}}.Encode())
		same(t, formAction(got), "'self'", "form-action on the way to %s", what)
	}
	same(t, formAction(w.browser(w.acme, w.mia).open(w.url+"/profile")), "'self'", "form-action of other pages")
}

// Each thing that a webapp wants proved is proved, once, after it asked; it never goes round in
// circles.
func TestWhatAWebappWantsProved(t *testing.T) {
	w := newWebappWorld(t, func(c *access.Config) { c.FreshFor = access.DefaultFreshFor })
	b := w.browser(w.acme, w.mia)
	for what, params := range map[string][]string{"prompt=login": {"prompt", "login"}, "max_age": {"max_age", "60"}, "both": {"prompt", "login", "max_age", "0"}} {
		w.proves(b, w.now().Add(-61*time.Second), access.ProofPassword)
		got := b.wish(w.shop, append(params, "prompt", "none")...)
		if what == "max_age" {
			same(t, got.back.Get("error"), "login_required", "%s without asking", what)
		}
		got = b.wish(w.shop, params...)
		newPage(t, got.body).says(en.Prove.LeadWebapp("Shop"))
		same(t, formAction(got), "'self' https://shop.example", "form-action for %s", what)
		then := newPage(t, got.body).attr("form[action='/prove/webapp'] input[name=then]", "value")
		again := b.open(w.url + then)
		same(t, strings.HasPrefix(again.url, w.url+"/prove/webapp"), true, "without a proof, %s asks again", what)
		wrong := b.send(w.url+"/prove/webapp", url.Values{"then": {then}, access.FieldProofPassword: {"wrong"}})
		same(t, wrong.status, http.StatusUnprocessableEntity, "status after a wrong password for %s", what)
		same(t, formAction(wrong), "'self' https://shop.example", "form-action after a wrong password for %s", what)
		got = b.proved(got)
		same(t, got.back.Get("code") != "", true, "code for %s", what)
		_, claims := w.signsIn(b, w.shop)
		same(t, claims["auth_time"], any(float64(w.now().Unix())), "auth_time for %s", what)
		w.setClock(w.now().Add(access.HalfLifetime + time.Second))
		late := b.open(w.url + then)
		same(t, late.back.Get("code"), "", "a proof of before for %s", what)
	}
	w.proves(b, w.now().Add(-60*time.Second), access.ProofPassword)
	same(t, b.wish(w.shop, "max_age", "60").back.Get("code") != "", true, "a proof that is just new enough")
	for _, then := range []string{"", "/", "https://evil.example/oidc/authorize", "//evil.example/oidc/authorize", "/oidc/authorize?client_id=cli_x"} {
		got := b.open(w.url + "/prove/webapp?" + url.Values{"then": {then}}.Encode())
		same(t, got.status, http.StatusBadRequest, "status for then=%s", then)
	}
}

// How someone proved who they are is in the ID token.
func TestHowSureAWebappIs(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	for proofs, want := range map[string][]any{
		"PASSWORD": {[]any{"pwd"}, "urn:latchkey:single-factor"}, "PASSWORD CODE": {[]any{"pwd", "otp", "mfa"}, "urn:latchkey:second-factor"},
		"PASSKEY": {[]any{"pop", "mfa"}, "urn:latchkey:second-factor"}, "PASSWORD RECOVERY_CODE": {[]any{"pwd", "otp", "mfa"}, "urn:latchkey:second-factor"},
		"PROVIDER": {[]any{"urn:latchkey:identity-provider"}, "urn:latchkey:single-factor"}, "PROVIDER_TWO": {[]any{"urn:latchkey:identity-provider", "mfa"}, "urn:latchkey:second-factor"},
		"PROVIDER CODE": {[]any{"urn:latchkey:identity-provider", "otp", "mfa"}, "urn:latchkey:second-factor"},
	} {
		w.proves(b, w.now(), access.Proof(proofs))
		_, claims := w.signsIn(b, w.shop)
		same(t, fmt.Sprint(claims["amr"]), fmt.Sprint(want[0]), "amr of %s", proofs)
		same(t, claims["acr"], want[1], "acr of %s", proofs)
		got := b.wish(w.shop, "acr_values", "urn:latchkey:second-factor", "prompt", "none")
		same(t, got.back.Get("code") != "", want[1] == "urn:latchkey:second-factor", "code for %s", proofs)
	}
	w.proves(b, w.now(), access.ProofPassword)
	same(t, b.wish(w.shop, "acr_values", "urn:latchkey:second-factor urn:latchkey:single-factor").back.Get("code") != "", true, "code if one factor is enough")
	same(t, b.wish(w.shop, "acr_values", "urn:other").back.Get("code") != "", true, "code for an unknown value")
}

// Any site can link to the address for signing out: only a webapp that proves that it signed in
// this very session signs out at once.
func TestSigningOutFromAWebapp(t *testing.T) {
	w := newWebappWorld(t)
	hintOf := func(b *chrome) string {
		token, _ := w.signsIn(b, w.shop)
		return rawIDToken(token)
	}
	stale, own := w.browser(w.acme, w.mia), w.browser(w.acme, w.mia)
	forged := hintOf(own)
	for what, c := range map[string]struct {
		query url.Values
		// hint is whose ID token is shown.
		hint *chrome
		asks bool
		back string
	}{
		"own hint":           {url.Values{"post_logout_redirect_uri": {shopBye}, "state": {"a b"}}, own, false, shopBye + "?state=a+b"},
		"without an address": {url.Values{}, own, false, ""},
		"another session":    {url.Values{"post_logout_redirect_uri": {shopBye}}, stale, true, shopBye},
		"no hint":            {url.Values{"client_id": {"cli_shop"}, "post_logout_redirect_uri": {shopBye}, "state": {"z"}}, nil, true, shopBye + "?state=z"},
		"nothing":            {url.Values{}, nil, true, ""},
		"another client":     {url.Values{"client_id": {"cli_spa"}, "post_logout_redirect_uri": {shopBye}}, own, true, ""},
		"changed":            {url.Values{"id_token_hint": {forged[:len(forged)-8] + "AAAAAAAA"}, "post_logout_redirect_uri": {shopBye}}, nil, true, ""},
		"none":               {url.Values{"id_token_hint": {"eyJhbGciOiJub25lIn0.e30."}, "post_logout_redirect_uri": {shopBye}}, nil, true, ""},
		"another address":    {url.Values{"client_id": {"cli_shop"}, "post_logout_redirect_uri": {shopBye + "/"}}, nil, true, ""},
		"a sign-in address":  {url.Values{"client_id": {"cli_shop"}, "post_logout_redirect_uri": {shopBack}}, nil, true, ""},
	} {
		b := own
		if c.asks {
			b = w.browser(w.acme, w.mia)
		}
		if c.hint != nil {
			c.query.Set("id_token_hint", hintOf(c.hint))
		}
		got := b.open(w.url + "/oidc/logout?" + c.query.Encode())
		if c.asks {
			same(t, w.isIn(b), true, "signed in before the answer: %s", what)
			p := newPage(t, got.body)
			same(t, p.count("form[action='/oidc/logout/confirm']"), 1, "forms: %s", what)
			form := url.Values{}
			for _, name := range []string{"client_id", "post_logout_redirect_uri", "state"} {
				form.Set(name, p.attr("form[action='/oidc/logout/confirm'] input[name="+name+"]", "value"))
			}
			want := "'self'"
			if c.back != "" {
				want += " https://shop.example"
			}
			same(t, formAction(got), want, "form-action: %s", what)
			got = b.send(w.url+"/oidc/logout/confirm", form)
		}
		same(t, w.isIn(b), false, "signed in after: %s", what)
		if c.back == "" {
			same(t, got.url, w.url+"/login?after=sign-out", "where it leads: %s", what)
		} else {
			same(t, got.url, c.back, "where it leads: %s", what)
		}
		if b == own {
			*own = *w.browser(w.acme, w.mia)
		}
	}
	got := w.browser(w.acme, w.mia).open(w.url + "/oidc/logout?state=a&state=b")
	same(t, got.status, http.StatusBadRequest, "status for a parameter twice")
}

// isIn reports whether a browser's session is there.
func (w *webappWorld) isIn(b *chrome) bool {
	w.t.Helper()
	_, err := w.store.Read.GetSessionActor(w.t.Context(), db.GetSessionActorParams{TokenHash: db.HashToken(b.session.Value), Now: db.Millis(w.now())})
	return err == nil
}

// Another site's form signs nobody out, and reaches nothing but the question.
func TestForeignFormsToTheProvider(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	for path, want := range map[string]int{"/oidc/logout": http.StatusSeeOther, "/oidc/authorize": http.StatusSeeOther, "/oidc/logout/confirm": http.StatusForbidden, "/prove/webapp": http.StatusForbidden} {
		got := w.call(http.MethodPost, path, url.Values{}, withHeader("Cookie", "latchkey="+b.session.Value), withHeader("Sec-Fetch-Site", "cross-site"), withHeader("Origin", "https://evil.example"))
		same(t, got.status, want, "status of %s", path)
	}
	same(t, w.isIn(b), true, "still signed in")
	same(t, w.call(http.MethodPost, "/oidc/authorize", url.Values{"state": {strings.Repeat("x", maxWish)}}).status, http.StatusBadRequest, "status of a long form")
}

// A shared login opens no webapp.
func TestAnAccountLoginOpensNoWebapp(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, "")
	same(t, b.wish(w.shop, "prompt", "none").back.Get("error"), "access_denied", "error")
	same(t, b.wish(w.shop).status, http.StatusForbidden, "status")
	same(t, w.entries(w.acme, access.Denied) > 0, true, "refusals are recorded")
	for _, address := range []string{views.WebappProve} {
		same(t, w.browser("", "").open(w.url+address+"?then=/oidc/authorize").url, w.url+"/login?next=%2Fprove%2Fwebapp%3Fthen%3D%2Foidc%2Fauthorize", "nobody proves anything")
	}
}

// Somebody else than the hint says is not signed in silently.
func TestAnIDTokenHint(t *testing.T) {
	w := newWebappWorld(t)
	w.seat(w.acme, w.jonas, w.shopApp)
	token, _ := w.signsIn(w.browser(w.acme, w.mia), w.shop)
	hint := rawIDToken(token)
	same(t, w.browser(w.acme, w.mia).wish(w.shop, "prompt", "none", "id_token_hint", hint).back.Get("code") != "", true, "code for the same user")
	same(t, w.browser(w.acme, w.jonas).wish(w.shop, "prompt", "none", "id_token_hint", hint).back.Get("error"), "login_required", "error for another user")
}

// A webapp that asks by itself keeps no session alive that nobody uses.
func TestASilentQuestionIsNoUse(t *testing.T) {
	w := newWebappWorld(t, func(c *access.Config) { c.Idle = 30 * time.Minute })
	b := w.browser(w.acme, w.mia)
	for range 3 {
		w.setClock(w.now().Add(14 * time.Minute))
		got := b.wish(w.shop, "prompt", "none")
		same(t, got.back.Get("code") != "", w.now().Sub(noon) <= 30*time.Minute, "code after %s", w.now().Sub(noon))
	}
	b = w.browser(w.acme, w.mia)
	for range 3 {
		w.setClock(w.now().Add(14 * time.Minute))
		same(t, b.wish(w.shop).back.Get("code") != "", true, "code for whoever comes themselves")
	}
}
