package handlers

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"latchkey/access"
)

// A webapp that asks silently, in whatever way, keeps nobody signed in.
func TestSilentWishesAreNoUse(t *testing.T) {
	for _, prompt := range []string{"none", "none none", " none", "none "} {
		w := newWebappWorld(t, func(c *access.Config) { c.Idle = 30 * time.Minute })
		b := w.browser(w.acme, w.mia)
		w.setClock(w.now().Add(20 * time.Minute))
		same(t, b.wish(w.shop, "prompt", prompt).back.Has("code"), true, "%q: a code while the session lasts", prompt)
		w.setClock(w.now().Add(20 * time.Minute))
		same(t, b.wish(w.shop, "prompt", prompt).back.Get("error"), "login_required", "%q: after 40 minutes without use", prompt)
	}
}

// Pictures, frames and pages that a browser fetches ahead open no webapp: nobody goes there.
func TestOnlyWhoGoesThereOpensAWebapp(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	get := func(address, name, value string) (status int, back url.Values) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		must(t, err)
		r.Header.Set(name, value)
		r.Header.Set("Sec-Fetch-Site", "same-site")
		got := b.follow(b.Do(r))
		return got.status, got.back
	}
	for _, c := range []struct {
		name, value string
		status      int
		code        string
	}{
		{"Sec-Fetch-Dest", "image", http.StatusSeeOther, "interaction_required"},
		{"Sec-Fetch-Dest", "iframe", http.StatusSeeOther, "interaction_required"},
		{"Sec-Fetch-Dest", "empty", http.StatusSeeOther, "interaction_required"},
		{"Sec-Purpose", "prefetch", http.StatusServiceUnavailable, ""},
		{"Sec-Purpose", "prefetch;prerender", http.StatusServiceUnavailable, ""},
	} {
		status, back := get(w.wishURL(w.shop), c.name, c.value)
		same(t, status, c.status, "%s: %s", c.name, c.value)
		same(t, back.Get("error"), c.code, "%s: %s", c.name, c.value)
		same(t, back.Has("code"), false, "%s: %s", c.name, c.value)
	}
	same(t, w.entries(w.acme, access.WebappOpened), 0, "entries")
	_, back := get(w.wishURL(w.shop, "prompt", "none"), "Sec-Fetch-Dest", "iframe")
	same(t, back.Has("code"), true, "silently, in a frame")
	_, back = get(w.wishURL(w.shop), "Sec-Fetch-Dest", "document")
	same(t, back.Has("code"), true, "someone who goes there")
}

// A webapp that shows whom it knows gets nobody else, even if it does not ask silently.
func TestAHintOfSomebodyElse(t *testing.T) {
	w := newWebappWorld(t)
	w.seat(w.acme, w.jonas, w.shopApp)
	token, _ := w.signsIn(w.browser(w.acme, w.mia), w.shop)
	hint := rawIDToken(token)
	jonas := w.browser(w.acme, w.jonas)
	same(t, jonas.wish(w.shop, "id_token_hint", hint).back.Get("error"), "login_required", "somebody else")
	same(t, w.browser(w.acme, w.mia).wish(w.shop, "id_token_hint", hint).back.Has("code"), true, "the same person")
	same(t, jonas.wish(w.shop, "id_token_hint", "x").back.Has("code"), true, "a hint that nobody can read")
	same(t, jonas.wish(w.shop, "id_token_hint", "x", "prompt", "none").back.Get("error"), "login_required", "such a hint, silently")
	must(t, errOf(w.svc.RotateKeys(t.Context(), true)))
	same(t, jonas.wish(w.shop, "id_token_hint", hint).back.Has("code"), true, "a hint that was signed with a key that leaked")
}

// Nobody is signed out by another's ID token, or by a link without one.
func TestNobodySignsOthersOut(t *testing.T) {
	w := newWebappWorld(t)
	mia := w.browser(w.acme, w.mia)
	token, _ := w.signsIn(mia, w.shop)
	hint := rawIDToken(token)
	shop := url.Values{"post_logout_redirect_uri": {shopBye}, "client_id": {"cli_shop"}}
	with := url.Values{"post_logout_redirect_uri": {shopBye}, "id_token_hint": {hint}}
	for what, b := range map[string]*chrome{"another person": w.browser(w.acme, w.jonas), "nobody": w.browser("", ""), "another browser": w.browser(w.acme, w.mia)} {
		b.open(w.url + "/oidc/logout?" + with.Encode())
		same(t, w.counts(token), true, "%s shows the ID token", what)
	}
	mia.open(w.url + "/oidc/logout?" + shop.Encode())
	same(t, w.counts(token), true, "a link without a proof")
	same(t, mia.wish(w.shop, "prompt", "none").back.Has("code"), true, "she is still signed in")
}

// A request that is refused before the code is looked at leaves it good for whom it is for.
func TestOthersSpoilNoCode(t *testing.T) {
	w := newWebappWorld(t)
	got := w.browser(w.acme, w.mia).wish(w.shop)
	for what, c := range map[string]struct {
		more url.Values
		by   func(*http.Request)
		path string
	}{
		"a public client":      {url.Values{"client_id": {"cli_spa"}}, func(*http.Request) {}, ""},
		"without the secret":   {url.Values{"client_id": {"cli_shop"}}, func(*http.Request) {}, ""},
		"with an empty secret": {url.Values{"client_id": {"cli_shop"}, "client_secret": {""}}, func(*http.Request) {}, ""},
		"with a wrong secret":  {nil, asClient("cli_shop", "x"), ""},
		"in the address":       {nil, asShop, "?x=1"},
		"two headers":          {nil, func(r *http.Request) { asShop(r); r.Header.Add("Authorization", "Basic x") }, ""},
		"as JSON":              {nil, func(r *http.Request) { asShop(r); r.Header.Set("Content-Type", "application/json") }, ""},
		"twice":                {url.Values{"code_verifier": {w.verifier, w.verifier}}, asShop, ""},
	} {
		form := url.Values{"grant_type": {"authorization_code"}, "code": {got.back.Get("code")}, "redirect_uri": {shopBack}, "code_verifier": {w.verifier}}
		for name, values := range c.more {
			form[name] = values
		}
		reply := w.call(http.MethodPost, "/oidc/token"+c.path, form, c.by)
		same(t, reply.body["access_token"], nil, "%s", what)
	}
	_, err := w.exchange(w.shop, got)
	same(t, err, nil, "the client that it is for")
}
