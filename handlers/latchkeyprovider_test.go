package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/views"
)

// provided is a server whose account Acme signs people in at another one.
type provided struct {
	here, there *webappWorld
	// at is the browser of somebody who is signed in there.
	at *chrome
}

func newProvided(t *testing.T) *provided {
	t.Helper()
	p := &provided{here: newWebappWorld(t), there: newWebappWorld(t)}
	app := p.there.webapp("Customer", "cli_customer", false, p.here.url+views.ProviderCallbackURL, "", "")
	p.there.secret(app, "the secret of a webapp")
	p.there.subscribe(p.there.acme, app, noon, noon.AddDate(0, 0, 1))
	p.there.seat(p.there.acme, p.there.mia, app)
	p.at = p.there.browser(p.there.acme, p.there.mia)
	must(t, p.here.svc.SetIdentityProvider(t.Context(), p.here.actorOf(p.here.acme), p.here.acme, access.IdentityProviderForm{
		Name: "Acme ID", Issuer: p.there.url, ClientID: "cli_customer", ClientSecret: "the secret of a webapp",
		SecondFactor: strings.Join(access.DefaultSecondFactor, " "), Enabled: true,
	}))
	return p
}

// goesOn is where a page leads by itself.
func (b *chrome) goesOn(s seen) string {
	b.w.t.Helper()
	_, to, found := strings.Cut(s.header.Get("Refresh"), "0; url=")
	if !found {
		b.w.t.Fatalf("status %d of %s, which leads nowhere", s.status, s.url)
	}
	if strings.HasPrefix(to, "/") {
		to = b.w.url + to
	}
	return to
}

// comesBack is the page to which a browser comes back from there, after a page that leads there.
func (p *provided) comesBack(b *chrome, leaving, there seen) seen {
	p.here.t.Helper()
	if !strings.HasPrefix(there.url, p.here.url+views.ProviderCallbackURL) {
		p.here.t.Fatalf("status %d of %s instead of the way back from %s", there.status, there.url, b.goesOn(leaving))
	}
	return b.open(b.goesOn(b.open(there.url)))
}

// People sign in to Latchkey at another Latchkey, which says how sure it is, and that is what
// webapps are told.
func TestLatchkeyAtLatchkey(t *testing.T) {
	p := newProvided(t)
	here, there := p.here, p.there
	b := here.browser(here.acme, here.mia)
	newPage(t, b.open(here.url+views.SecurityURL).body).has("form[action='" + views.LinkIdentityURL + "']")
	leaving := b.send(here.url+views.LinkIdentityURL, url.Values{})
	linked := p.comesBack(b, leaving, p.at.open(b.goesOn(leaving)))
	newPage(t, linked.body).says(en.Provider.Linked, there.mia)

	b = here.browser("", "")
	in := func(next string) seen {
		leaving = b.send(here.url+views.ProviderSignInURL, url.Values{"account": {"acme"}, "user": {""}, "password": {""}, "next": {next}})
		return p.comesBack(b, leaving, p.at.open(b.goesOn(leaving)))
	}
	wish, err := url.Parse(here.wishURL(here.shop))
	must(t, err)
	claimsOf := func(s seen) string {
		token, err := here.exchange(here.shop, s)
		must(t, err)
		claims := here.claims(here.shop, token)
		return fmt.Sprint(claims["sub"], claims["amr"], claims["acr"])
	}
	const one, two = "[urn:latchkey:identity-provider]urn:latchkey:single-factor", "[urn:latchkey:identity-provider mfa]urn:latchkey:second-factor"
	same(t, claimsOf(in(wish.RequestURI())), here.mia+one, "claims on the way to a webapp")

	// a second factor there is one here
	second := []string{"acr_values", "urn:latchkey:second-factor"}
	same(t, b.wish(here.shop, append(second, "prompt", "none")...).back.Get("error"), "login_required", "nobody can be asked")
	asks := b.wish(here.shop, second...)
	prove := newPage(t, asks.body)
	prove.hasNot("input[name=" + access.FieldProofPassword + "]")
	form := url.Values{views.ProveToField: {views.WebappProve}, "then": {prove.attr("form[action='"+views.ProveByProviderURL+"'] input[name=then]", "value")}}
	leaving = b.send(here.url+views.ProveByProviderURL, form)
	asked := p.at.open(b.goesOn(leaving))
	got := p.comesBack(b, leaving, p.at.proved(asked))
	same(t, got.back.Get("error"), "unmet_authentication_requirements", "only a password there")

	leaving = b.send(here.url+views.ProveByProviderURL, form)
	asked = p.at.open(b.goesOn(leaving))
	there.proves(p.at, there.now(), "PASSWORD CODE")
	then := newPage(t, asked.body).attr("form[action='/prove/webapp'] input[name=then]", "value")
	same(t, claimsOf(p.comesBack(b, leaving, p.at.open(there.url+then))), here.mia+two, "claims after a second factor there")
	same(t, b.wish(here.shop, append(second, "prompt", "none")...).back.Get("code") != "", true, "a code from then on")

	// signed in anew, with both at once
	b = here.browser("", "")
	same(t, claimsOf(in(wish.RequestURI())), here.mia+two, "claims with a second factor at once")
	leaving = b.send(here.url+views.ProveByProviderURL, url.Values{views.ProveToField: {views.WebappProve}, "then": {"/profile"}})
	same(t, leaving.status, http.StatusBadRequest, "status of a way to elsewhere")
}
