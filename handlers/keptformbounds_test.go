package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestTypedFormsAreBounded: they are kept for an hour, eight per login, and no more in total than
// fit.
func TestTypedFormsAreBounded(t *testing.T) {
	k := &typedForms{}
	keep := func(tag string, size int) string {
		id, err := k.keep(typedForm{Values: one("note", strings.Repeat("x", size))}, "half", tag, noon)
		must(t, err)
		return id
	}
	has := func(id, half, tag string, at time.Time) bool {
		_, ok := k.open(id, half, tag, at)
		return ok
	}
	first := keep("anna", 10)
	if !has(first, "half", "anna", noon.Add(typedFor-1)) || has(first, "half", "anna", noon.Add(typedFor)) {
		t.Error("it is not kept for an hour")
	}
	if has(first, "half", "mia", noon) || has(first, "another", "anna", noon) || has("", "half", "anna", noon) {
		t.Error("somebody else opens it")
	}
	for range typedOfOne {
		keep("anna", 10)
	}
	if has(first, "half", "anna", noon) || len(k.list) != typedOfOne {
		t.Errorf("%d forms of one login are kept", len(k.list))
	}
	for i := range 2 * typedBytes / maxBodyBytes {
		keep("login "+string(rune('a'+i)), maxBodyBytes)
	}
	if sum := 0; k.size > typedBytes || k.size < typedBytes-2*maxBodyBytes {
		for _, o := range k.list {
			sum += len(o.sealed)
		}
		t.Errorf("%d bytes are kept, of them counted %d", sum, k.size)
	}
}

// TestForeignFormsAreNotKept: a form that another site made a browser send, or that comes from a
// browser in which nobody was signed in, is never shown.
func TestForeignFormsAreNotKept(t *testing.T) {
	w := newWorld(t)
	acme, _ := w.account("Acme")
	session := w.signIn(acme, "")
	b := w.window(session)
	b.send(http.MethodGet, "/profile", nil)
	tag := b.cookies["__Host-latchkey-login"]
	w.end(session)
	form := url.Values{"name": {"planted"}}
	foreign := func(r *http.Request) {
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("Origin", "https://evil.example")
	}
	w.want(b.send(http.MethodPost, "/accounts/"+acme+"/companies", form, foreign), http.StatusForbidden)
	silent := func(r *http.Request) { r.Header.Del("Sec-Fetch-Site") }
	w.want(b.send(http.MethodPost, "/accounts/"+acme+"/companies", form, silent), http.StatusForbidden)
	id, code, _ := strings.Cut(tag.Value, ".")
	for name, cookie := range map[string]*http.Cookie{"no tag": nil, "a forged tag": {Name: tag.Name, Value: id + "." + code[1:]}, "another's": {Name: tag.Name, Value: "acc_1." + code}} {
		answer := w.post("/accounts/"+acme+"/companies", form, cookie)
		if to := answer.Header().Get("Location"); !strings.HasPrefix(to, "/login?after=act") {
			t.Errorf("%s: leads to %q", name, to)
		}
	}
	same(t, len(w.server.typed.list), 0, "forms that are kept")
	for _, c := range b.cookies {
		if c.Name != session.Name && (!c.Secure || !c.HttpOnly || c.Path != "/" || c.SameSite != http.SameSiteLaxMode) {
			t.Errorf("the cookie %s is %v", c.Name, c)
		}
	}
}

// TestSecretsAreNotKept: no kept form contains passwords or one-time keys.
func TestSecretsAreNotKept(t *testing.T) {
	w := newWorld(t)
	acme, company := w.account("Acme")
	session := w.signIn(acme, "")
	b := w.window(session)
	b.send(http.MethodGet, "/profile", nil)
	again := w.another(session)
	w.end(session)
	answer := b.send(http.MethodPost, "/profile/password", url.Values{"current_password": {"secret one"}, "new_password": {"secret two"}})
	if to := answer.Header().Get("Location"); !strings.HasPrefix(to, "/login?after=act") || len(w.server.typed.list) != 0 {
		t.Errorf("passwords are kept: %q", to)
	}
	b.send(http.MethodPost, "/accounts/"+acme+"/companies/"+company, url.Values{"name": {"typed"}, "once": {"secret"}, "password": {"secret"}, "current_password": {"secret"}})
	f, ok := w.server.typed.open(w.server.typed.list[0].id, b.cookies["__Host-latchkey-typed"].Value, b.cookies["__Host-latchkey-login"].Value, w.now())
	if !ok || len(f.Values) != 1 || f.Values.Get("name") != "typed" {
		t.Errorf("kept: %v", f.Values)
	}
	b.become(again)
	hasNone(t, "what is kept sealed", string(w.server.typed.list[0].sealed), "typed")
}

// TestAFormFromBeforeIsShownAgain: a page that was opened before an upgrade sends fields that no
// longer exist. Nothing is done, and the fields that still exist are kept.
func TestAFormFromBeforeIsShownAgain(t *testing.T) {
	everyTyping(t, func(w *world, f typing) {
		w.t = t
		b := w.window(f.cookie)
		form := edited(w.formWith(b.send(http.MethodGet, f.page, nil), f.action, f.typed), f.typed)
		form.Set("a field of before", "x")
		answer := w.want(b.send(http.MethodPost, f.action, form), http.StatusBadRequest, en.Errors.BackToForm)
		b.wantKept(answer.leadsOn()[0], f, form, "a field of before")
	})
}
