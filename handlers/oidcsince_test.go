package handlers

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"latchkey/access"
)

// thenOf is where the page that asks for a proof leads, or "" if it is another page.
func (w *webappWorld) thenOf(s seen) string {
	w.t.Helper()
	if s.back != nil || !strings.HasPrefix(s.url, w.url+"/prove/webapp") {
		return ""
	}
	return newPage(w.t, s.body).attr("form[action='/prove/webapp'] input[name=then]", "value")
}

// wishWith is an address with other parameters.
func wishWith(t *testing.T, address string, params ...string) string {
	t.Helper()
	u, err := url.Parse(address)
	must(t, err)
	q := u.Query()
	for i := 0; i < len(params); i += 2 {
		q.Set(params[i], params[i+1])
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// Whoever sits at a browser in which someone proved who they are a moment ago cannot pretend that
// this was after a webapp asked: only this server says when it asked, whom, and for what.
func TestNobodyPretendsThatAProofIsNew(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	asked := w.thenOf(b.wish(w.shop, "prompt", "login"))
	since := func(address string) string {
		u, err := url.Parse(address)
		must(t, err)
		return u.Query().Get(sinceField)
	}
	old := strconv.FormatInt(w.now().Add(-time.Minute).UnixMilli(), 10)
	_, code, _ := strings.Cut(since(asked), ".")
	others := w.thenOf(w.browser(w.acme, w.jonas).wish(w.shop, "prompt", "login"))
	here := w.thenOf(w.browser(w.acme, w.mia).wish(w.shop, "prompt", "login"))
	w.setClock(w.now().Add(time.Second))
	w.proves(b, w.now(), access.ProofPassword)
	for what, address := range map[string]string{
		"no code":             wishWith(t, asked, sinceField, old),
		"an empty code":       wishWith(t, asked, sinceField, old+"."),
		"a code of elsewhere": wishWith(t, asked, sinceField, old+"."+strings.Repeat("A", 43)),
		"an earlier instant":  wishWith(t, asked, sinceField, old+"."+code),
		"no number":           wishWith(t, asked, sinceField, "x."+code),
		"another state":       wishWith(t, asked, "state", "another-state-123456"),
		"another nonce":       wishWith(t, asked, "nonce", "another"),
		"another address":     wishWith(t, asked, "redirect_uri", shopBack+"/other"),
		"another webapp":      wishWith(t, asked, "client_id", "cli_spa", "redirect_uri", spaBack),
		"one more parameter":  wishWith(t, asked, "other", "x"),
		"another age":         wishWith(t, asked, "max_age", "0"),
		"another login":       others,
		"another session":     here,
	} {
		same(t, w.thenOf(b.open(w.url+address)) != "", true, "asked for a proof with %s", what)
	}
	same(t, b.open(w.url+asked).back.Has("code"), true, "a code for the right address")
	w.setClock(w.now().Add(access.HalfLifetime))
	w.proves(b, w.now(), access.ProofPassword)
	same(t, w.thenOf(b.open(w.url+asked)) != "", true, "asked for a proof too late")
}

// Whoever signs in, or proves who they are, after a webapp asked is asked no second time.
func TestAProofAfterAWebappAskedCounts(t *testing.T) {
	w := newWebappWorld(t)
	for what, params := range map[string][]string{"prompt=login": {"prompt", "login"}, "max_age=0": {"max_age", "0"}} {
		b := w.browser("", "")
		next := newPage(t, b.wish(w.shop, params...).body).attr("input[name=next]", "value")
		in := url.Values{"account": {"Acme"}, "user": {"mia"}, "password": {goodPassword}, "next": {next}}
		same(t, b.send(w.url+"/login/user", in).back.Has("code"), true, "a code for %s after signing in", what)
		same(t, b.proved(b.wish(w.shop, params...)).back.Has("code"), true, "a code for %s after a proof", what)

		u, err := url.Parse(w.wishURL(w.shop, params...))
		must(t, err)
		same(t, b.proved(b.follow(b.PostForm(w.url+u.Path, u.Query()))).back.Has("code"), true, "a code for %s in a form", what)

		page := b.wish(w.shop, params...) // and then the session ends
		b = w.browser("", "")
		page = b.open(page.url)
		in.Set("next", newPage(t, page.body).attr("input[name=next]", "value"))
		same(t, b.proved(b.send(w.url+"/login/user", in)).back.Has("code"), true, "a code for %s after the page of another session", what)
		got := b.send(w.url+"/prove/webapp", url.Values{"then": {"/oidc/authorize?" + u.RawQuery}})
		same(t, got.status, http.StatusUnprocessableEntity, "status without a proof for %s", what)
	}
}
