package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// checks are those of a client of OpenID Connect, one by one.
type checks struct {
	*testing.T
	w *webappWorld
}

func (c checks) check(name string, ok bool, detail ...any) {
	c.Helper()
	c.Run(name, func(t *testing.T) {
		t.Helper()
		if !ok {
			t.Error(detail...)
		}
	})
}

// TestOpenIDConnect: what a client of OpenID Connect, written against the specifications, expects.
func TestOpenIDConnect(t *testing.T) {
	w := newWebappWorld(t)
	c := checks{t, w}
	c.flow()
	c.replay()
	c.refusedWishes()
	c.refusedExchanges()
	c.subscriptions()
	c.prompts()
	c.headers()
	c.logout()
}

func (c checks) flow() {
	w := c.w
	var meta struct {
		Iss bool `json:"authorization_response_iss_parameter_supported"`
	}
	must(c, w.provider.Claims(&meta))
	got := w.browser(w.acme, w.mia).wish(w.shop, "nonce", "nonce-1234567890")
	c.check("code", got.back.Get("code") != "" && got.back.Get("state") == testState, got)
	c.check("iss parameter (RFC 9207)", got.back.Get("iss") == w.url && meta.Iss, got)
	token, err := w.exchange(w.shop, got)
	c.check("exchange, Basic, a secret with signs", err == nil, err)
	must(c, err)
	raw := rawIDToken(token)
	id, err := w.provider.Verifier(&oidc.Config{ClientID: "cli_shop", Now: w.now}).Verify(c.Context(), raw)
	c.check("ID token verifies", err == nil, err)
	must(c, err)
	c.check("nonce", id.Nonce == "nonce-1234567890", id.Nonce)
	c.check("sub", id.Subject == w.mia, id.Subject)
	c.check("at_hash", id.VerifyAccessToken(token.AccessToken) == nil)
	var claims map[string]any
	must(c, id.Claims(&claims))
	c.check("auth_time", claims["auth_time"] == float64(noon.Unix()), claims)
	c.check("sid", strings.HasPrefix(fmt.Sprint(claims["sid"]), "sid_"), claims)
	c.check("name in the ID token", claims["name"] == "mia", claims)
	info, err := w.provider.UserInfo(c.Context(), oauth2.StaticTokenSource(token))
	c.check("userinfo", err == nil && info.Subject == w.mia, err)
}

func (c checks) replay() {
	w := c.w
	b := w.browser(w.acme, w.mia)
	got := b.wish(w.shop)
	token, err := w.exchange(w.shop, got)
	must(c, err)
	_, err = w.exchange(w.shop, got)
	c.check("code replay refused", err != nil && strings.Contains(err.Error(), "invalid_grant"), err)
	c.check("replay ends the first token", !w.counts(token))
	_, err = w.exchange(w.spa, b.wish(w.spa))
	c.check("public client with PKCE", err == nil, err)
	post := w.shop
	post.Endpoint.AuthStyle = oauth2.AuthStyleInParams
	_, err = w.exchange(post, b.wish(post))
	c.check("client_secret_post", err == nil, err)
}

func (c checks) refusedWishes() {
	w := c.w
	b := w.browser(w.acme, w.mia)
	for _, one := range []struct {
		name   string
		client oauth2.Config
		want   string
		params []string
	}{
		{"public client without PKCE", w.spa, "invalid_request", []string{"code_challenge", "-", "code_challenge_method", "-"}},
		{"PKCE plain", w.spa, "invalid_request", []string{"code_challenge", w.verifier, "code_challenge_method", "plain"}},
		{"response_type=token", w.shop, "unsupported_response_type", []string{"response_type", "token"}},
		{"response_type=id_token", w.shop, "unsupported_response_type", []string{"response_type", "id_token"}},
	} {
		got := b.wish(one.client, one.params...)
		c.check(one.name, got.back.Get("code") == "" && got.back.Get("error") == one.want, got)
	}
	for _, address := range []string{"http://evil.example/cb", shopBack + "/x", shopBack + "?x=1", shopBack + "#x", "https://shop.example/../cb"} {
		got := b.wish(w.shop, "redirect_uri", address)
		c.check("redirect_uri "+address, got.back == nil && got.status == http.StatusBadRequest, got)
	}
}

func (c checks) refusedExchanges() {
	w := c.w
	b := w.browser(w.acme, w.mia)
	bad, none, other := w.shop, w.shop, w.shop
	bad.ClientSecret = "wrong"
	none.ClientSecret, none.Endpoint.AuthStyle = "", oauth2.AuthStyleInParams
	other.RedirectURL = shopBack + "/other"
	for _, one := range []struct {
		name     string
		client   oauth2.Config
		want     string
		verifier string
	}{
		{"wrong verifier", w.shop, "invalid_grant", w.verifier + "x"},
		{"no verifier", w.shop, "invalid_grant", ""},
		{"another client's code", w.spa, "invalid_grant", w.verifier},
		{"wrong secret", bad, "invalid_client", w.verifier},
		{"no secret", none, "invalid_client", w.verifier},
		{"redirect_uri of the exchange differs", other, "invalid_grant", w.verifier},
	} {
		var opts []oauth2.AuthCodeOption
		if one.verifier != "" {
			opts = append(opts, oauth2.VerifierOption(one.verifier))
		}
		_, err := one.client.Exchange(c.Context(), b.wish(w.shop).back.Get("code"), opts...)
		c.check(one.name, err != nil && strings.Contains(err.Error(), one.want), err)
	}
	got := b.wish(w.shop, "code_challenge", "-", "code_challenge_method", "-")
	c.check("verifier without challenge (downgrade) refused", got.back.Get("error") == "invalid_request" && got.back.Get("code") == "", got)
}

func (c checks) subscriptions() {
	w := c.w
	b := w.browser(w.acme, w.jonas)
	got := b.wish(w.shop)
	back := newPage(c, got.body).attrs(`a[href^="https://shop.example/"]`, "href")
	c.check("no subscription: a page says why", got.status == http.StatusForbidden && got.back == nil && len(back) == 1, got)
	answer, err := url.Parse(back[0])
	must(c, err)
	told := answer.Query()
	c.check("no subscription: access_denied with state", told.Get("error") == "access_denied" && told.Get("state") == testState && told.Get("iss") == w.url, told)
	b = w.browser(w.acme, w.mia)
	got = b.wish(w.shop)
	w.noSeat(w.acme, w.mia, w.shopApp)
	_, err = w.exchange(w.shop, got)
	c.check("subscription ends between code and token", err != nil && strings.Contains(err.Error(), "invalid_grant"), err)
	w.seat(w.acme, w.mia, w.shopApp)
	token, err := w.exchange(w.shop, b.wish(w.shop))
	w.noSeat(w.acme, w.mia, w.shopApp)
	c.check("userinfo after the access ended", err == nil && !w.counts(token), err)
	w.seat(w.acme, w.mia, w.shopApp)
}

func (c checks) prompts() {
	w := c.w
	got := w.browser("", "").wish(w.shop, "prompt", "none")
	c.check("prompt=none without a session: login_required", got.back.Get("error") == "login_required", got)
	b := w.browser(w.acme, w.mia)
	got = b.wish(w.shop, "prompt", "none")
	c.check("prompt=none with a session: code (single sign-on)", got.back.Get("code") != "", got)
	got = b.proved(b.wish(w.shop, "prompt", "login"))
	c.check("prompt=login ends with a code", got.back.Get("code") != "", got)
	got = b.proved(b.wish(w.shop, "max_age", "0"))
	c.check("max_age=0 does not loop or fail", got.back.Get("code") != "", got)
	got = b.open(w.wishURL(w.shop) + "&redirect_uri=http://evil.example/cb")
	c.check("parameter twice refused", got.back == nil && got.status == http.StatusBadRequest, got)
	u, err := url.Parse(w.wishURL(w.shop))
	must(c, err)
	got = b.follow(b.PostForm(w.url+u.Path, u.Query()))
	c.check("authorize by POST", got.back.Get("code") != "", got)
}

// proved proves again who is there, on the page that a browser sees.
func (b *chrome) proved(s seen) seen {
	b.w.t.Helper()
	if !strings.HasPrefix(s.url, b.w.url+"/prove/webapp") {
		b.w.t.Errorf("no page asks for a proof: %v", s)
		return s
	}
	b.w.setClock(b.w.now().Add(time.Second))
	form := url.Values{"then": {newPage(b.w.t, s.body).attr("form[action='/prove/webapp'] input[name=then]", "value")}}
	return b.send(b.w.url+"/prove/webapp", proof(form, goodPassword))
}

func (c checks) headers() {
	w := c.w
	got := w.call(http.MethodPost, "/oidc/token", url.Values{"grant_type": {"authorization_code"}, "code": {"x"}}, asShop, withHeader("Origin", "https://evil.example"))
	c.check("no CORS for everybody at the token address", got.header.Get("Access-Control-Allow-Origin") == "", got)
	c.check("token answers are no-store", got.header.Get("Cache-Control") == "no-store", got)
	c.check("an error of the token address does not tell the inside", got.body["error_debug"] == nil && got.body["error"] == "invalid_request", got)
}

func (c checks) logout() {
	w := c.w
	var meta struct {
		End string `json:"end_session_endpoint"`
		BCL bool   `json:"backchannel_logout_supported"`
	}
	must(c, w.provider.Claims(&meta))
	c.check("end_session in discovery", meta.End == w.url+"/oidc/logout", meta)
	c.check("back-channel logout in discovery", meta.BCL)
	b := w.browser(w.acme, w.mia)
	token, err := w.exchange(w.shop, b.wish(w.shop))
	must(c, err)
	raw := rawIDToken(token)
	got := b.open(meta.End + "?" + url.Values{"id_token_hint": {raw}, "post_logout_redirect_uri": {shopBye}, "state": {"z"}}.Encode())
	c.check("end_session returns to the client with state", got.back.Get("state") == "z" && strings.HasPrefix(got.url, shopBye), got)
	got = b.open(meta.End + "?" + url.Values{"id_token_hint": {raw}, "post_logout_redirect_uri": {"http://evil.example/"}}.Encode())
	c.check("end_session never to an unknown address", got.back == nil && got.status == http.StatusOK, got)
	c.check("the access token ends with the session", !w.counts(token))
}
