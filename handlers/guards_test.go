package handlers

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"latchkey/views"
)

// TestFileNamesAreOurs: the name of a file is made of ids, checked days and our own words, whatever
// is asked for.
func TestFileNamesAreOurs(t *testing.T) {
	f := newFull(t, 1)
	own := f.logins[0].cookie
	name := regexp.MustCompile(`^(attachment|inline); filename="[\w.-]+\.(csv|jsonl|ics|pdf|zip)"$`)
	const evil = "2026-05-01\"; filename*=utf-8''evil.html\r\nX-Evil: 1"
	files := 0
	for _, address := range []string{
		views.ExportURL(f.customer), views.ExportURL(f.customer) + "?format=csv&from=2026-05-01&to=2026-06-01", "/accounts/" + f.customer + "/evidence",
		views.RequestURL(f.grant) + "/receipt", views.RequestURL(f.grant) + "/report.pdf", "/payment/invoices/" + f.invoice + ".pdf",
		"/accounts/" + f.customer + "/users?file=csv",
	} {
		for _, by := range []string{"", "?from=" + url.QueryEscape(evil), "?from=2026-05-01&to=" + url.QueryEscape(evil), "?format=" + url.QueryEscape(evil)} {
			r := f.get(address+by, own)
			got := r.Header().Get("Content-Disposition")
			switch {
			case r.Header().Get("X-Evil") != "" || bytes.ContainsAny([]byte(got), "\r\n*"):
				t.Errorf("%s%s: %q", address, by, got)
			case got != "" && !name.MatchString(got):
				t.Errorf("%s%s: %q", address, by, got)
			case got != "":
				files++
			}
		}
	}
	if files < 6 {
		t.Errorf("only %d files", files)
	}
	for _, invented := range []string{"/access-requests/" + url.PathEscape(evil) + "/receipt", "/payment/invoices/" + url.PathEscape(evil) + ".pdf"} {
		same(t, f.get(invented, own).Code, http.StatusNotFound, "%s", invented)
	}
}

// TestKeptFormsAreSealed: what is kept of a form is unreadable, another one each time, and refused
// if a byte of it changes, or if the browser's half, the login or the id is another.
func TestKeptFormsAreSealed(t *testing.T) {
	k := &typedForms{}
	form := typedForm{Route: "/profile", Values: url.Values{"description": {"what somebody typed"}}}
	id, err := k.keep(form, "half", "tag", noon)
	must(t, err)
	again, err := k.keep(form, "half", "tag", noon)
	must(t, err)
	first, second := k.list[0].sealed, k.list[1].sealed
	if bytes.Contains(first, []byte("somebody")) || bytes.Equal(first, second) || id == again {
		t.Error("the form is readable, or sealed twice alike")
	}
	got, ok := k.open(id, "half", "tag", noon)
	same(t, ok && got.Values.Get("description") == "what somebody typed", true, "opened")
	for what, open := range map[string][3]string{"another half": {id, "other", "tag"}, "another login": {id, "half", "other"}, "another form": {again + "x", "half", "tag"}} {
		if _, ok := k.open(open[0], open[1], open[2], noon); ok {
			t.Errorf("%s opens it", what)
		}
	}
	for i := range first {
		first[i] ^= 1
		if _, ok := k.open(id, "half", "tag", noon); ok {
			t.Errorf("it opens with byte %d changed", i)
		}
		first[i] ^= 1
	}
	if _, ok := k.open(id, "half", "tag", noon.Add(typedFor)); ok {
		t.Error("it opens after its time")
	}
}

// TestSigningOutClearsTheBrowser: the answer tells the browser to forget the pages that it has, and
// the session's cookie.
func TestSigningOutClearsTheBrowser(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme")
	cookie := w.signIn(id, "")
	r := w.post("/logout", nil, cookie)
	w.want(r, http.StatusSeeOther)
	same(t, r.Header().Get("Clear-Site-Data"), `"cache"`, "Clear-Site-Data")
	gone := false
	for _, c := range r.Result().Cookies() {
		gone = gone || c.Name == cookie.Name && c.MaxAge < 0
	}
	same(t, gone, true, "the cookie is gone")
	same(t, w.get("/profile", cookie).Code, http.StatusSeeOther, "the old cookie")
	same(t, w.get("/login", nil).Header().Get("Clear-Site-Data"), "", "on other pages")
}
