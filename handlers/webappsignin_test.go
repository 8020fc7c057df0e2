package handlers

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/oidc"
	"latchkey/words"
)

// Before a new secret is made, the page says which one ends at once: the older of two, and none if
// there is only one.
func TestWhatANewSecretEnds(t *testing.T) {
	w := newWorld(t)
	root, _ := w.account("Root", access.Administrator)
	admin := w.signIn(root, "")
	page := "/webapps/" + w.signingIn(admin)
	hint := func() string { return w.page(w.get(page+"/sign-in", admin)).texts("section td code")[0] }
	oldest := hint()
	another := func() {
		w.setClock(w.now().Add(time.Second))
		w.want(w.post(page+"/secrets", one("overlap", "1h0m0s"), admin), http.StatusOK)
	}
	what := func(language *words.Words) string {
		r := w.do(http.MethodGet, page+"/sign-in", nil, admin, func(r *http.Request) { r.Header.Set("Accept-Language", language.Tag) })
		return w.page(r).texts("#new-secret-what")[0]
	}
	for _, language := range words.All {
		same(t, what(language), language.WebappSignIn.NewSecretWhat, "with one secret, in %s", language.Tag)
	}
	another()
	for _, language := range words.All {
		s := &language.WebappSignIn
		same(t, what(language), s.NewSecretWhat+" "+s.NewSecretEnds(oldest[:len(oldest)-len("…")]), "with two secrets, in %s", language.Tag)
	}
	another()
	for _, left := range w.page(w.get(page+"/sign-in", admin)).texts("section td code") {
		if left == oldest {
			t.Errorf("%s still works", oldest)
		}
	}
}

// Only a webapp with a logout address is told when access ends, and its page promises it only then.
func TestWhoIsToldWhenAccessEnds(t *testing.T) {
	w := newWebappWorld(t)
	root, _ := w.account("Root", access.Administrator)
	b := w.browser(root, "")
	s := &en.WebappSignIn
	newPage(t, b.open(w.url+"/webapps/"+w.shopApp+"/sign-in").body).says(s.Sentence("Shop") + " " + s.Told)
	newPage(t, b.open(w.url+"/webapps/"+w.spaApp+"/sign-in").body).says(s.Sentence("Spa")).saysNot(s.Told)
}

// Each wrong address is named, and all that was typed is still there.
func TestEachWrongAddressIsNamed(t *testing.T) {
	w := newWorld(t)
	root, _ := w.account("Root", access.Administrator)
	admin := w.signIn(root, "")
	page := "/webapps/" + w.signingIn(admin) + "/sign-in"
	typed := "https://app.example/cb\nhttp://app.example/cb\nhttps://app.example/#x"
	p := w.want(w.post(page, url.Values{"redirect_uris": {typed}, "after_logout_uris": {"y\nz"}}, admin), http.StatusUnprocessableEntity)
	for field, lines := range map[string][]access.Reason{
		"redirect_uris":     {access.WebappURIWrong{Line: 2, URI: "http://app.example/cb", Fault: oidc.AddressInsecure}, access.WebappURIWrong{Line: 3, URI: "https://app.example/#x", Fault: oidc.AddressFragment}},
		"after_logout_uris": {access.WebappURIWrong{Line: 1, URI: "y", Fault: oidc.AddressMalformed}, access.WebappURIWrong{Line: 2, URI: "z", Fault: oidc.AddressMalformed}},
	} {
		same(t, p.find("#"+field+"-mistake").Text(), en.Reason(lines[0])+"\n"+en.Reason(lines[1]), "what is wrong with %s", field)
	}
	same(t, p.find("#redirect_uris").Text(), typed, "what was typed")
}

// A client that becomes public loses its secrets: the checkbox says so before, and the page after.
func TestSecretsEndWhenAClientBecomesPublic(t *testing.T) {
	w := newWorld(t)
	root, _ := w.account("Root", access.Administrator)
	admin := w.signIn(root, "")
	page, s := "/webapps/"+w.signingIn(admin), &en.WebappSignIn
	w.want(w.get(page+"/sign-in", admin), http.StatusOK).has(saying("#public-hint", s.PublicHint))
	for _, c := range []struct{ address, says string }{{"https://app.example/1", s.SavedPublic(1)}, {"https://app.example/2", s.Saved}} {
		w.want(w.post(page+"/sign-in", url.Values{"redirect_uris": {c.address}, "public": {"on"}}, admin), http.StatusSeeOther)
		w.want(w.get(page+"/sign-in", admin), http.StatusOK).has(saying("#flash p", c.says))
	}
}
