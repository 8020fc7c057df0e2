package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"latchkey/access"
	"latchkey/db"
	"latchkey/words"
)

func accepts(languages string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("Accept-Language", languages) }
}

// A page is in the language that its reader chose, or else in the browser's, or else in English.
// Without a session, only the browser decides.
func TestLanguageOfAPage(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme")
	sue, own := w.signIn(id, w.user(id, "sue", "", access.Superuser)), w.signIn(id, "")
	choose := func(tag string) url.Values { return url.Values{"language": {tag}} }
	german := words.Of("de", "")
	for _, c := range []struct {
		what, chosen, accept string
		want                 *words.Words
	}{
		{"no choice, no header", "", "", en},
		{"a German browser", "", "de-AT,de;q=0.9,en;q=0.5", german},
		{"a Klingon one", "", "tlh", en},
		{"German in an English browser", "de", "en", german},
		{"English in a German browser", "en", "de", en},
	} {
		header := accepts(c.accept)
		w.want(w.post("/profile/language", choose(c.chosen), sue, header), http.StatusSeeOther)
		answer := w.do(http.MethodGet, "/profile", nil, sue, header)
		p := w.want(answer, http.StatusOK)
		same(t, p.attr("html", "lang"), c.want.Tag, "%s: lang", c.what)
		same(t, slices.Contains(answer.Header().Values("Vary"), "Accept-Language"), true, "%s: Vary has it", c.what)
		p.has("select[name=language] option[value='" + c.chosen + "'][selected]").says(c.want.Profile.SaveLanguage)
		if c.chosen != "" || c.accept == "" {
			continue
		}
		p = w.want(w.do(http.MethodGet, "/login", nil, nil, header), http.StatusOK, c.want.Login.SignIn)
		same(t, p.attr("html", "lang"), c.want.Tag, "%s: lang of the sign-in page", c.what)
	}

	w.want(w.post("/profile/language", choose("de"), sue), http.StatusSeeOther)
	w.want(w.get("/profile", sue), http.StatusOK, german.Profile.LanguageSaved)
	same(t, w.want(w.get("/profile", own), http.StatusOK).attr("html", "lang"), "en", "lang for another login")
	same(t, w.want(w.do(http.MethodGet, "/login", nil, nil, accepts("en")), http.StatusOK).attr("html", "lang"), "en", "lang for nobody")
	p := w.want(w.post("/profile/language", choose("tlh"), sue), http.StatusUnprocessableEntity, german.Reason(access.UnknownLanguage{}))
	p.has("select[name=language][aria-invalid]")
	same(t, w.entries(id, access.LanguageChosen), 3, "entries")
}

// Each language in the list has its own name for itself, marked with that language.
func TestLanguagesToChoose(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme")
	names, tags := []string{en.Profile.AsTheBrowser}, []string{""}
	for _, l := range words.All {
		names, tags = append(names, l.Name), append(tags, l.Tag)
	}
	p := w.want(w.get("/profile", w.signIn(id, "")), http.StatusOK)
	sameList(t, p.texts("select[name=language] option"), names, "languages")
	sameList(t, p.attrs("select[name=language] option", "lang"), tags, "their own languages")
}

// A mail to a login that chose no language is in the one that its browser asked for when it last
// signed in.
func TestLanguageOfASignIn(t *testing.T) {
	w := newWorld(t)
	id := w.accountWithPassword("Acme")
	right := url.Values{"account": {"Acme"}, "password": {goodPassword}}
	for _, c := range []struct{ accept, want string }{{"de-AT,en;q=0.5", "de"}, {"en,de;q=0.5", "en"}, {"fr", ""}} {
		w.want(w.login(right, accepts(c.accept)), http.StatusSeeOther)
		got, err := w.store.Read.GetMailLanguage(t.Context(), db.GetMailLanguageParams{AccountID: id})
		must(t, err)
		same(t, got, c.want, "language of mails after a sign-in with %s", c.accept)
	}
}
