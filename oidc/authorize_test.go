package oidc

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

const redirectURI = "https://desk.example/cb"

// request is an authorization request with changes: pairs of a name and a value. An empty value
// removes the parameter.
func request(change ...string) url.Values {
	q := url.Values{
		"client_id": {"cli_1"}, "redirect_uri": {redirectURI}, "response_type": {"code"}, "scope": {"openid"},
		"code_challenge": {challenge}, "code_challenge_method": {"S256"}, "state": {"st ate/+&1"},
	}
	for pair := range slices.Chunk(change, 2) {
		q.Set(pair[0], pair[1])
		if pair[1] == "" {
			q.Del(pair[0])
		}
	}
	return q
}

func TestAnAuthorizationRequestIsRead(t *testing.T) {
	age := 90 * time.Second
	zero := time.Duration(0)
	plain := AuthorizeRequest{ClientID: "cli_1", RedirectURI: redirectURI, State: "st ate/+&1", Challenge: challenge, Scopes: []Scope{ScopeOpenID}}
	with := func(change func(*AuthorizeRequest)) AuthorizeRequest {
		r := plain
		change(&r)
		return r
	}
	for _, c := range []struct {
		what   string
		change []string
		want   AuthorizeRequest
	}{
		{"the least", nil, plain},
		{"without a state", []string{"state", ""}, with(func(r *AuthorizeRequest) { r.State = "" })},
		{"what is not known is ignored", []string{"display", "page", "resource", "x", "offline", "1"}, plain},
		{"scopes, in any order and twice", []string{"scope", "grants profile offline_access openid  email openid"}, with(func(r *AuthorizeRequest) {
			r.Scopes = []Scope{ScopeOpenID, ScopeProfile, ScopeEmail, ScopeGrants}
		})},
		{"nonce", []string{"nonce", "n-0S6_WzA2Mj"}, with(func(r *AuthorizeRequest) { r.Nonce = "n-0S6_WzA2Mj" })},
		{"query is the response mode", []string{"response_mode", "query"}, plain},
		{"prompt none", []string{"prompt", "none"}, with(func(r *AuthorizeRequest) { r.Prompts = []Prompt{PromptNone} })},
		{"prompt none twice is none", []string{"prompt", "none none"}, with(func(r *AuthorizeRequest) { r.Prompts = []Prompt{PromptNone} })},
		{"prompts", []string{"prompt", "login select_account consent"}, with(func(r *AuthorizeRequest) {
			r.Prompts = []Prompt{PromptLogin, PromptSelectAccount, PromptConsent}
		})},
		{"max_age", []string{"max_age", "90"}, with(func(r *AuthorizeRequest) { r.MaxAge = &age })},
		{"max_age 0", []string{"max_age", "0"}, with(func(r *AuthorizeRequest) { r.MaxAge = &zero })},
		{"hints", []string{"login_hint", "Zoë", "ui_locales", "de en", "acr_values", "a b", "id_token_hint", "x"}, with(func(r *AuthorizeRequest) {
			r.LoginHint, r.UILocales, r.ACRValues, r.IDTokenHint = "Zoë", []string{"de", "en"}, []string{"a", "b"}, "x"
		})},
	} {
		got, err := ParseAuthorize(request(c.change...))
		equal(t, c.what, err, (*Error)(nil))
		for _, list := range []*[]string{&got.ACRValues, &got.UILocales} {
			if len(*list) == 0 {
				*list = nil
			}
		}
		equal(t, c.what, got, c.want)
	}
}

func TestAParameterWithoutAValueIsNotThere(t *testing.T) {
	q := request()
	for _, name := range []string{"request", "request_uri", "registration", "claims", "response_mode", "prompt", "max_age", "nonce", "login_hint"} {
		q.Set(name, "")
	}
	_, err := ParseAuthorize(q)
	equal(t, "empty ones", err, (*Error)(nil))
}

func TestAnAuthorizationRequestIsRefused(t *testing.T) {
	long := strings.Repeat("x", maxValue+1)
	for _, c := range []struct {
		name, value string
		want        ErrorCode
	}{
		{"request", "x", RequestNotSupported},
		{"request_uri", "https://desk.example/r", RequestURINotSupported},
		{"registration", "{}", RegistrationNotSupported},
		{"claims", "{}", InvalidRequest},
		{"response_mode", "fragment", InvalidRequest},
		{"response_mode", "form_post", InvalidRequest},
		{"response_type", "", InvalidRequest},
		{"response_type", "token", UnsupportedResponseType},
		{"response_type", "id_token", UnsupportedResponseType},
		{"response_type", "code id_token", UnsupportedResponseType},
		{"response_type", "CODE", UnsupportedResponseType},
		{"response_type", "code ", UnsupportedResponseType},
		{"scope", "", InvalidScope},
		{"scope", "profile", InvalidScope},
		{"scope", "OpenID", InvalidScope},
		{"scope", "openid\tprofile", InvalidScope},
		{"scope", "openid " + strings.Repeat("x", maxScope), InvalidScope},
		{"code_challenge", "", InvalidRequest},
		{"code_challenge", verifier + "x", InvalidRequest},
		{"code_challenge", challenge + "=", InvalidRequest},
		{"code_challenge_method", "", InvalidRequest}, // RFC 7636 takes that for plain
		{"code_challenge_method", "plain", InvalidRequest},
		{"code_challenge_method", "s256", InvalidRequest},
		{"nonce", strings.Repeat("x", maxNonce+1), InvalidRequest},
		{"nonce", "é", InvalidRequest},
		{"nonce", "a\nb", InvalidRequest},
		{"prompt", "none login", InvalidRequest},
		{"prompt", "consent none", InvalidRequest},
		{"prompt", "create", InvalidRequest},
		{"prompt", "None", InvalidRequest},
		{"max_age", "-1", InvalidRequest},
		{"max_age", "+1", InvalidRequest},
		{"max_age", "1.5", InvalidRequest},
		{"max_age", "0x10", InvalidRequest},
		{"max_age", "1_0", InvalidRequest},
		{"max_age", " 1", InvalidRequest},
		{"max_age", "2147483648", InvalidRequest},
		{"max_age", "99999999999999999999", InvalidRequest},
		{"acr_values", long, InvalidRequest},
		{"ui_locales", "é", InvalidRequest},
		{"login_hint", long, InvalidRequest},
		{"id_token_hint", strings.Repeat("x", maxToken+1), InvalidRequest},
	} {
		what := c.name + "=" + c.value[:min(20, len(c.value))]
		r, err := ParseAuthorize(request(c.name, c.value))
		equal(t, what, code(err), c.want)
		equal(t, what+": a page", err != nil && err.Page, false)
		equal(t, what+": whom to tell", []string{r.ClientID, r.RedirectURI, r.State}, []string{"cli_1", redirectURI, "st ate/+&1"})
	}
}

func TestNobodyIsToldOfARequestOfNobody(t *testing.T) {
	long := strings.Repeat("x", maxValue+1)
	for _, c := range [][2]string{
		{"client_id", ""}, {"client_id", long}, {"client_id", "cli\x00"}, {"redirect_uri", ""}, {"redirect_uri", long},
		{"redirect_uri", redirectURI + "\r\nX: y"}, {"redirect_uri", "https://désk.example/cb"}, {"state", long}, {"state", "a\nb"}, {"state", "é"},
	} {
		r, err := ParseAuthorize(request(c[0], c[1]))
		equal(t, c[0], err != nil && err.Page, true)
		equal(t, c[0]+": nothing is read", r, AuthorizeRequest{})
	}
}

// Another program on the way could have read the other one.
func TestNoParameterIsThereTwice(t *testing.T) {
	pages := []string{"client_id", "redirect_uri", "state"}
	for _, name := range []string{"client_id", "redirect_uri", "state", "response_type", "scope", "nonce", "prompt", "code_challenge", "code_challenge_method", "unknown"} {
		for _, second := range []string{"", "x", request().Get(name)} {
			q := request("nonce", "n", "prompt", "login")
			q[name] = []string{q.Get(name), second}
			_, err := ParseAuthorize(q)
			equal(t, name, code(err), InvalidRequest)
			equal(t, name+": a page", err != nil && err.Page, slices.Contains(pages, name))
		}
	}
	both := request()
	both["nonce"], both["redirect_uri"] = []string{"a", "b"}, []string{redirectURI, "https://evil.example/"}
	_, err := ParseAuthorize(both)
	equal(t, "two names, one of them whom to tell", err != nil && err.Page, true)
}

func TestScopesAreWrittenAndRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOfDistinct(rapid.SampledFrom(scopes), rapid.ID).Draw(t, "scopes")
		again := ParseScopes(ScopeText(some))
		slices.SortFunc(some, func(a, b Scope) int { return slices.Index(scopes, a) - slices.Index(scopes, b) })
		if !slices.Equal(again, some) {
			t.Fatalf("%v became %v", some, again)
		}
	})
}

func FuzzParseAuthorize(f *testing.F) {
	seeds := []url.Values{
		request(), request("nonce", "n", "prompt", "none", "max_age", "0"), request("prompt", "login consent", "scope", "openid email"),
		request("redirect_uri", "https://evil.example/\r\n"), request("code_challenge", verifier),
	}
	for _, q := range seeds {
		f.Add(q.Encode())
	}
	f.Add("client_id=a&client_id=b")
	f.Add("client_id=cli_1&redirect_uri=%00&;")
	f.Fuzz(func(t *testing.T, text string) {
		q, err := url.ParseQuery(text)
		if err != nil {
			t.Skip()
		}
		r, refusal := ParseAuthorize(q)
		if refusal == nil || !refusal.Page {
			equal(t, "whom to tell", r.ClientID != "" && r.RedirectURI != "", true)
		}
		if refusal != nil {
			return
		}
		equal(t, "PKCE", isChallenge(r.Challenge) && q.Get("code_challenge_method") == "S256", true)
		equal(t, "openid", r.HasScope(ScopeOpenID), true)
		equal(t, "none is alone", !r.Asks(PromptNone) || len(r.Prompts) == 1, true)
		equal(t, "age", r.MaxAge == nil || *r.MaxAge >= 0, true)
		equal(t, "state", r.State, q.Get("state"))
		equal(t, "nonce", r.Nonce, q.Get("nonce"))
	})
}
