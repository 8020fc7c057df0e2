package handlers

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

// vault is a customer whose settings become secret, with everyone who sees any of it.
type vault struct {
	*world
	acme, page, settings  string
	own, sue, mia, admin  *http.Cookie
	log                   bytes.Buffer
	typed                 []string
	acmeCompany, helpDesk string
}

func newVault(t *testing.T) *vault {
	t.Helper()
	w := newWorld(t)
	v := &vault{world: w}
	config := w.server.config
	config.Log = slog.New(slog.NewJSONHandler(&v.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	var err error
	w.server, err = New(w.svc, db.NewSessionStore(w.store, w.now), config)
	must(t, err)
	address := func(id string) string { return "https://latchkey.test/" + id }
	w.svc.EnableMail(access.Links{Request: address, User: func(_, id string) string { return address(id) }, Choices: address("profile")}, views.Letters("en"))
	v.acme, v.acmeCompany = w.account("Acme")
	v.helpDesk, _ = w.account("Help desk", access.Support)
	root, _ := w.account("Root", access.Administrator)
	mia := w.user(v.helpDesk, "mia", "")
	w.request(v.acme, v.acmeCompany, v.helpDesk, mia, true)
	v.page = "/accounts/" + v.acme + "/companies/" + v.acmeCompany
	v.settings = v.page + "/settings"
	v.own, v.sue, v.mia, v.admin = w.signIn(v.acme, ""), w.signIn(v.acme, w.user(v.acme, "sue", "", access.Superuser)), w.signIn(v.helpDesk, mia), w.signIn(root, "")
	return v
}

// value returns a value that is typed and must never be seen again.
func (v *vault) value() string {
	v.typed = append(v.typed, fmt.Sprintf("canary-%d-in-the-mine", len(v.typed)))
	return v.typed[len(v.typed)-1]
}

// leaks says whether a text contains one of the typed values, or a digest of one.
func (v *vault) leaks(text string) string {
	for _, value := range v.typed {
		sum := sha256.Sum256([]byte(value))
		for _, trace := range []string{value, base64.RawURLEncoding.EncodeToString(sum[:])[:8], fmt.Sprintf("%x", sum)[:8]} {
			if strings.Contains(text, trace) {
				return trace
			}
		}
	}
	return ""
}

// sends posts a form. The answer must show nothing that was typed.
func (v *vault) sends(action string, form url.Values, by *http.Cookie, status int, change ...func(*http.Request)) *httptest.ResponseRecorder {
	v.t.Helper()
	r := v.post(action, form, by, change...)
	if leak := v.leaks(r.Body.String() + fmt.Sprint(r.Header())); r.Code != status || leak != "" {
		v.t.Errorf("POST %s: status %d, want %d; it shows %q", action, r.Code, status, leak)
	}
	return r
}

// tells types secrets in every possible way.
func (v *vault) tells() {
	v.t.Helper()
	with := func(key, secret, version string) url.Values {
		f := url.Values{"key": {key}, "value": {v.value()}}
		if secret != "" {
			f.Set("secret", secret)
		}
		if version != "" {
			f.Set("version", version)
		}
		return f
	}
	add, change := v.settings+"/new", v.settings
	v.sends(add, with("token", "on", ""), v.own, http.StatusSeeOther)
	v.sends(add, with("token", "on", ""), v.own, http.StatusUnprocessableEntity)
	// a script that does not know of secrets
	v.sends(change, with("token", "", ""), v.own, http.StatusSeeOther)
	stale := v.formOf(v.own).Get("version")
	v.sends(change, with("token", "", stale), v.sue, http.StatusOK, htmx)
	v.want(v.sends(change, with("token", "", stale), v.own, http.StatusConflict), http.StatusConflict, en.Company.Meanwhile("token"))
	v.sends(change, with("token", "on", stale), v.own, http.StatusConflict, htmx)
	for _, secret := range []string{"", "on"} {
		long := with("token", secret, "")
		long.Set("value", long.Get("value")+strings.Repeat("x", 2000))
		v.sends(change, long, v.own, http.StatusUnprocessableEntity)
		v.sends(change, long, v.own, http.StatusUnprocessableEntity, htmx)
		long.Set("key", "other")
		long.Set("secret", "on")
		v.sends(add, long, v.own, http.StatusUnprocessableEntity)
	}
	// the field's value is not the stored one
	v.sends(change, url.Values{"key": {"token"}}, v.own, http.StatusUnprocessableEntity)
	v.sends(change, with("token", "", ""), v.mia, http.StatusSeeOther)
	v.sends(change, with("token", "", ""), v.admin, http.StatusForbidden)
	v.sends(v.settings+"/delete", url.Values{"key": {"token"}, "version": {stale}}, v.own, http.StatusConflict)
	v.sends(v.settings+"/delete", url.Values{"key": {"token"}}, v.own, http.StatusSeeOther)
	v.sends(add, with("token", "on", ""), v.mia, http.StatusSeeOther)
	// it existed before, and was not secret
	v.sends(change, with("colour", "on", ""), v.own, http.StatusSeeOther)
	v.setting(v.acmeCompany, "shape")
	hide := v.formOn(v.get(v.settings, v.own), v.settings) // the only one that is not secret yet
	v.sends(v.settings, hide, v.own, http.StatusSeeOther)
	v.sends(v.settings, hide, v.own, http.StatusSeeOther)
	v.sends(change, with("shape", "", ""), v.own, http.StatusSeeOther)
	v.sends(change, with("shape", "", ""), nil, http.StatusSeeOther) // signed out in the meantime
	for action, form := range map[string]url.Values{add: with("typed", "on", ""), change: with("shape", "on", ""), change + "?": with("shape", "", "")} {
		session, again := v.another(v.own), v.another(v.own)
		b := v.window(session)
		b.send(http.MethodGet, v.page, nil)
		v.end(session)
		to, err := url.Parse(b.send(http.MethodPost, action, form).Header().Get("Location"))
		if err != nil || to.Query().Get("next") == "" {
			v.t.Fatalf("signed out, %s leads to %s, %v", action, to, err)
		}
		b.become(again)
		page := b.send(http.MethodGet, to.Query().Get("next"), nil)
		v.want(page, http.StatusOK, en.Parts.TypedAgain)
		same(v.t, v.leaks(page.Body.String()), "", "%s shows after signing in again", to.Query().Get("next"))
	}
}

// formOf is the form of the setting token on the company's page.
func (v *vault) formOf(by *http.Cookie) url.Values {
	v.t.Helper()
	return url.Values{"key": {"token"}, "version": {v.version(v.get(v.page, by))}}
}

// version is the version in a page's form of the setting token.
func (v *vault) version(r *httptest.ResponseRecorder) string {
	return v.world.page(r).attr("form:has([name=key][value=token]) [name=version]", "value")
}

// TestSecretSettingsStayOutOfEverything types secrets in every possible way, and looks for them,
// and for anything derived from them, in every page, file, mail and log line, and in the whole
// database except the rows of the settings.
func TestSecretSettingsStayOutOfEverything(t *testing.T) {
	v := newVault(t)
	v.tells()
	for key, want := range map[string]int{"token": http.StatusOK, "colour": http.StatusOK, "shape": http.StatusOK, "nothing": http.StatusNotFound} {
		for _, by := range []*http.Cookie{v.own, v.sue, v.mia} {
			r := v.get(v.settings+"?show="+key, by)
			if leaks := v.leaks(r.Body.String()) != ""; r.Code != want || leaks != (want == http.StatusOK) {
				t.Errorf("?show=%s: status %d, and the value %v", key, r.Code, leaks)
			}
		}
	}
	v.sees(t)
	if leak := v.leaks(v.log.String()); leak != "" || !strings.Contains(v.log.String(), "/settings") {
		t.Errorf("the log has %q:\n%s", leak, v.log.String())
	}
	same(t, v.leaks(v.database(t)), "", "the database has outside of the setting's row")
}

// sees looks for secrets wherever links lead each reader.
func (v *vault) sees(t *testing.T) {
	t.Helper()
	record := "/accounts/" + v.acme + "/audit"
	for name, by := range map[string]*http.Cookie{"own": v.own, "a SUPERUSER": v.sue, "SUPPORT": v.mia, "an ADMINISTRATOR": v.admin} {
		wait := []string{"/", v.page, v.settings, record, record + "/export?format=csv", record + "/export?format=jsonl", "/accounts/" + v.acme + "/evidence", "/search?q=token"}
		files := map[string]bool{}
		for i := 0; i < len(wait) && i < 200; i++ {
			if strings.Contains(wait[i], "show=") {
				continue
			}
			r := v.get(wait[i], by)
			kind := strings.Split(r.Header().Get("Content-Type"), ";")[0]
			files[kind] = true
			text := readable(t, kind, r.Body.Bytes())
			if leak := v.leaks(text); leak != "" {
				t.Errorf("%s sees %q at %s", name, leak, wait[i])
			}
			for _, to := range newPage(t, text).links() {
				if !slices.Contains(wait, to) && !strings.HasPrefix(to, "/static/") {
					wait = append(wait, to)
				}
			}
		}
		if name != "SUPPORT" && (!files["application/zip"] || !files["application/pdf"]) {
			t.Errorf("%s found only %v", name, files)
		}
	}
}

// readable is the text in a file.
func readable(t *testing.T, kind string, body []byte) string {
	t.Helper()
	switch kind {
	case "application/pdf":
		return strings.Join(readPDF(t, string(body)), "\n")
	case "application/zip":
		pack, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
		must(t, err)
		var all strings.Builder
		for _, f := range pack.File {
			file, err := f.Open()
			if err == nil {
				_, err = io.Copy(&all, file)
			}
			must(t, err)
		}
		return all.String()
	}
	return string(body)
}

// database is every byte of a copy of the database in which the settings have no values.
func (v *vault) database(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	must(t, v.svc.MakeDueNotices(t.Context()))
	must(t, v.store.Backup(t.Context(), path))
	copied, err := sql.Open(db.Driver, path)
	must(t, err)
	var secrets int
	if err := copied.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM company_settings WHERE secret AND value LIKE 'canary%'").Scan(&secrets); err != nil || secrets != 3 {
		t.Fatalf("%d secrets, and %v", secrets, err)
	}
	for _, change := range []string{"UPDATE company_settings SET value = ''", "VACUUM"} {
		must(t, errOf(copied.ExecContext(t.Context(), change)))
	}
	must(t, copied.Close())
	file, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Contains(file, []byte("(secret)")) {
		t.Error("nothing says that a secret was changed")
	}
	return string(file)
}

// TestWhoLooksAtASecretIsRecorded: a secret is shown only to those who may read the settings and
// ask for it, and each time is recorded. It stays secret until it is removed.
func TestWhoLooksAtASecretIsRecorded(t *testing.T) {
	v := newVault(t)
	secret := url.Values{"key": {"token"}, "value": {v.value()}, "secret": {"on"}}
	v.want(v.post(v.settings+"/new", secret, v.own), http.StatusSeeOther)
	show := v.settings + "?show=token"
	for i, by := range []*http.Cookie{v.own, v.sue, v.mia} {
		for _, page := range []string{v.page, v.settings} {
			v.want(v.get(page, by), http.StatusOK).has("[href='" + show + "']")
		}
		v.want(v.get(show, by), http.StatusOK, v.typed[0], en.Company.LookRecorded)
		same(t, v.entries(v.acme, access.SecretShown), i+1, "entries after %d looks", i+1)
	}
	v.want(v.get("/accounts/"+v.acme+"/audit", v.own), http.StatusOK, en.Actions[access.SecretShown], "setting: token", "token: (secret)")
	v.want(v.get(v.settings+"?show=colour", v.own), http.StatusNotFound) // it is not secret
	v.want(v.get(show, v.admin), http.StatusForbidden)
	stranger, _ := v.account("Stranger")
	v.want(v.get(show, v.signIn(stranger, "")), http.StatusNotFound)
	same(t, v.entries(v.acme, access.SecretShown), 3, "entries after 3 looks")
	for _, f := range []url.Values{{"key": {"token"}, "value": {"zebra"}}, {"key": {"token"}, "value": {"one more"}, "secret": {""}}} {
		v.want(v.post(v.settings, f, v.own), http.StatusSeeOther)
		v.wantNot(v.get(v.page, v.own), f.Get("value"))
	}
	v.want(v.post(v.settings+"/delete", one("key", "token"), v.own), http.StatusSeeOther)
	v.want(v.post(v.settings+"/new", url.Values{"key": {"token"}, "value": {"not secret"}}, v.own), http.StatusSeeOther)
	v.want(v.get(v.page, v.own), http.StatusOK).has("[value='not secret']")
}

// TestAStaleSecretIsNoticed, even if it was removed and created again, which its value does not
// show. Typing the stored value undoes nothing.
func TestAStaleSecretIsNoticed(t *testing.T) {
	v := newVault(t)
	secret := url.Values{"key": {"token"}, "value": {"first"}, "secret": {"on"}}
	v.want(v.post(v.settings+"/new", secret, v.own), http.StatusSeeOther)
	seen := v.formOf(v.own)
	v.want(v.post(v.settings+"/delete", one("key", "token"), v.sue), http.StatusSeeOther)
	v.want(v.post(v.settings+"/new", secret, v.sue), http.StatusSeeOther)
	v.want(v.post(v.settings, edited(seen, one("value", "mine")), v.own), http.StatusConflict)
	v.want(v.post(v.settings+"/delete", url.Values{"key": {"token"}, "version": seen["version"]}, v.own), http.StatusConflict, "token: (secret)")
	v.want(v.post(v.settings, edited(seen, one("value", "first")), v.own), http.StatusSeeOther)
	seen = v.formOf(v.own)
	v.want(v.post(v.settings, edited(v.formOf(v.sue), one("value", "theirs")), v.sue), http.StatusSeeOther)
	answer := v.post(v.settings, edited(seen, one("value", "mine")), v.own)
	v.want(answer, http.StatusConflict)
	v.want(v.post(v.settings, url.Values{"key": {"token"}, "value": {"mine"}, "version": {v.version(answer)}}, v.own), http.StatusSeeOther)
	v.want(v.get(v.settings+"?show=token", v.own), http.StatusOK, "mine")
}
