package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/views"
)

// asking is a customer with a waiting request, and a session with an old proof.
func asking(t *testing.T) (w *world, request string, session *http.Cookie) {
	t.Helper()
	w = newWorld(t)
	acme, company := w.account("Acme")
	help, _ := w.account("Help desk", access.Support)
	request = w.request(acme, company, help, w.user(help, "mia", ""), false)
	session = w.oldProof(w.signIn(acme, ""))
	w.serve(access.DefaultFreshFor)
	return w, "/access-requests/" + request, session
}

// A GRANT by a script is asked for in a dialog in its card. What was pressed replaces the card.
func TestTheDialogThatAsksForAProof(t *testing.T) {
	w, request, session := asking(t)
	answer := w.post(request+"/grant", one("kept", "card"), session, htmx)
	p := w.want(answer, http.StatusUnprocessableEntity)
	same(t, answer.Header().Get("HX-Reswap"), "beforeend", "the dialog comes into the card")
	p.has("dialog#prove form[hx-post='"+request+"/grant'][hx-target='closest .request']", "#prove input[type=hidden][name=kept][value=card]", "#prove [autofocus]")
	answer = w.post(request+"/grant", proof(one("kept", "card"), "wrong"), session, htmx)
	w.want(answer, http.StatusUnprocessableEntity, en.Reason(access.NotThePassword{})).has("dialog#prove [name=kept]")
	same(t, answer.Header().Get("HX-Retarget")+" "+answer.Header().Get("HX-Reswap"), "#prove outerHTML", "the dialog is replaced")
	w.want(w.post(request+"/grant", proof(one("kept", "card"), goodPassword), session, htmx), http.StatusOK, "ACTIVE").hasNot("dialog#prove")
	w.setClock(w.now().Add(access.DefaultFreshFor + time.Millisecond))
	w.want(w.post(request+"/revoke", nil, session), http.StatusSeeOther) // is never asked for
}

// A proof that works once is right both times if its form is sent twice at the same time.
func TestADoubleClickOfAProof(t *testing.T) {
	w := newPasskeyWorld(t)
	session := newSession(w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}))
	device := w.addPasskey(session)
	w.serve(access.DefaultFreshFor)
	must(t, w.svc.EnablePasskeys(passkeyPage))
	w.setClock(w.now().Add(access.DefaultFreshFor + time.Millisecond))
	form := one(access.FieldProofPasskey, device.Sign(w.options(views.ProvePasskeyOptionsURL, session)))
	form.Set("next", "/accounts")
	answers := make([]int, 4)
	atOnce(len(answers), func(n int) { answers[n] = w.post("/prove", form, session).Code })
	for _, code := range answers {
		same(t, code, http.StatusSeeOther, "status")
	}
}

// A proof counts until it is too old, and for its session alone.
func TestAProofIsAskedForOnce(t *testing.T) {
	w, request, session := asking(t)
	other := w.kept(w.another(session))
	w.want(w.post("/prove", proof(one("next", "/accounts"), goodPassword), session), http.StatusSeeOther)
	w.want(w.post(request+"/grant", nil, other), http.StatusUnprocessableEntity, en.Prove.Title)
	w.setClock(w.now().Add(access.DefaultFreshFor + time.Millisecond))
	w.want(w.post(request+"/grant", nil, session), http.StatusUnprocessableEntity, en.Prove.Title)
	w.want(w.post(request+"/grant", proof(nil, goodPassword), session), http.StatusSeeOther)
}

// Too many wrong proofs must wait, and the form waits with them.
func TestTooManyWrongProofsKeepTheForm(t *testing.T) {
	w, request, session := asking(t)
	form := url.Values{"valid_to": {"2026-06-01T14:17"}, "read_only": {"on"}}
	var answer *httptest.ResponseRecorder
	for range 11 {
		answer = w.post(request+"/grant", proof(form, "wrong"), session)
	}
	w.want(answer, http.StatusTooManyRequests, en.Prove.Title)
	same(t, answer.Header().Get("Retry-After"), "30", "Retry-After")
	again := w.formOn(answer, request+"/grant")
	again.Del(access.FieldProofPassword)
	same(t, again.Encode(), form.Encode(), "the form")
	w.want(w.post(request+"/grant", url.Values{access.FieldProofPassword: {"one", "two"}}, session), http.StatusBadRequest)
	w.want(w.post(request+"/deny", proof(one("reason", "no"), goodPassword), session), http.StatusBadRequest) // which takes none
}

// A file leaves after the proof: the browser stays on a page that leads to it.
func TestAFileLeavesAfterAProof(t *testing.T) {
	w, _, session := asking(t)
	account := "/accounts/" + w.session(session).AccountID
	file := account + "/users.csv?q=a"
	from := func(r *http.Request) { r.Header.Set("Referer", "http://example.com"+account+"/users") }
	answer := w.do(http.MethodGet, file, nil, session, from)
	w.want(answer, http.StatusSeeOther)
	page := answer.Header().Get("Location")
	same(t, page, views.ProveURL(file, account+"/users"), "it leads to")
	ask := w.get(page, session)
	w.want(ask, http.StatusOK, en.Prove.LeadFile).has("a[href='" + account + "/users']")
	form := w.formOn(ask, "/prove")
	w.want(w.post("/prove", proof(form, "wrong"), session), http.StatusUnprocessableEntity, en.Reason(access.NotThePassword{})).has("[name=next][value='" + file + "']")
	answer = w.post("/prove", proof(form, goodPassword), session)
	w.want(answer, http.StatusSeeOther)
	same(t, answer.Header().Get("Location"), page, "then it leads to")
	answer = w.get(page, session)
	w.want(answer, http.StatusOK, en.Prove.Leaving).has("a[href='" + file + "']")
	same(t, answer.Header().Get("Refresh"), "0; url="+file, "Refresh")
	w.want(w.get(file, session), http.StatusOK)
	for _, elsewhere := range []string{"https://evil.example/", "//evil.example", "/\\evil.example"} {
		same(t, w.get(views.ProveURL(elsewhere, elsewhere), session).Header().Get("Refresh"), "0; url=/", "Refresh from %s", elsewhere)
	}
}

// A proof is not kept with what was typed when the session is over.
func TestAProofIsNotKept(t *testing.T) {
	for _, name := range proofFields {
		same(t, isSecret(name, false), true, "%s is a secret", name)
	}
	if !slices.Contains(proofFields, access.FieldProofPassword) {
		t.Error("the password is no proof")
	}
}
