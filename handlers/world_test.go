package handlers

import (
	"crypto/rand"
	"database/sql"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/db/dbtest"
	"latchkey/idp"
	"latchkey/record"
	"latchkey/words"
)

// noon is when the tests happen, unless they move the clock.
var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// en has the texts of pages for a browser that asks for no language.
var en = words.English()

// world is a server on a real database, with a clock that stands still.
type world struct {
	t      testing.TB
	store  *db.Store
	svc    *access.Service
	server *Server
	config access.Config
	clock  atomic.Int64
	ids    atomic.Int64
}

// newWorld makes a world, in which change can set what an operator can.
func newWorld(t *testing.T, change ...func(*access.Config)) *world {
	t.Helper()
	return newWorldOn(t, dbtest.Open(t), change...)
}

func newWorldOn(t testing.TB, store *db.Store, change ...func(*access.Config)) *world {
	t.Helper()
	w := &world{t: t, store: store}
	w.setClock(noon.Add(-24 * time.Hour)) // time cannot go back before the record's first entry
	signer, err := record.NewSigner(rand.Reader)
	must(t, err)
	key, err := access.NewFactorKey(rand.Reader)
	must(t, err)
	w.config = access.Config{Now: w.now, Random: randomness(), Signer: signer, Languages: words.Tags(), FactorKeys: access.FactorKeys{key}, CheapPasswords: !timesCount()}
	for _, f := range change {
		f(&w.config)
	}
	w.serve(0)
	must(t, w.svc.BeginKey(t.Context(), false))
	w.setClock(noon)
	return w
}

// serve makes the server anew, as after a restart. freshFor is how old a proof may be, or zero.
func (w *world) serve(freshFor time.Duration) {
	w.t.Helper()
	var err error
	w.config.FreshFor = freshFor
	w.svc, err = access.New(w.store, w.config)
	must(w.t, err)
	must(w.t, w.svc.EnablePasskeys(passkeyPage))
	w.svc.EnableProviders(idp.Options{AllowPrivate: true})
	config := Config{Log: slog.New(slog.DiscardHandler), SecureCookies: true, SignInsPerSecond: 1000, SignInBurst: 10_000, Components: true}
	w.server, err = New(w.svc, db.NewSessionStore(w.store, w.now), config)
	must(w.t, err)
}

func (w *world) now() time.Time       { return time.UnixMilli(w.clock.Load()).UTC() }
func (w *world) setClock(t time.Time) { w.clock.Store(t.UnixMilli()) }
func (w *world) id(prefix string) string {
	return prefix + "_" + time.Unix(w.ids.Add(1), 0).UTC().Format("20060102150405")
}

func (w *world) write(fn func(*db.Queries) error) {
	w.t.Helper()
	must(w.t, w.store.Write(w.t.Context(), fn))
}

// account creates an account with a company that has a setting.
func (w *world) account(name string, roles ...access.Role) (accountID, companyID string) {
	w.t.Helper()
	accountID = w.id("acc")
	w.write(func(q *db.Queries) error {
		err := q.InsertAccount(w.t.Context(), db.InsertAccountParams{
			ID: accountID, Name: name, NameKey: access.NameKey(name), TimeZone: "Europe/Berlin", PasswordStatus: "UNSET",
			ContactFirstName: "Pat", ContactLastName: "Doe", Email: "pat@example.com",
		})
		for _, r := range append([]access.Role{access.Customer}, roles...) {
			if err == nil {
				_, err = q.InsertAccountRole(w.t.Context(), db.InsertAccountRoleParams{AccountID: accountID, Role: string(r)})
			}
		}
		return err
	})
	return accountID, w.company(accountID, name+" One")
}

func (w *world) company(accountID, name string) string {
	w.t.Helper()
	id := w.id("com")
	w.write(func(q *db.Queries) error {
		err := q.InsertCompany(w.t.Context(), db.InsertCompanyParams{ID: id, AccountID: accountID, Name: name, NameKey: access.NameKey(name), TimeZone: "Europe/Berlin", Type: "ERP"})
		if err != nil {
			return err
		}
		return q.InsertCompanySetting(w.t.Context(), db.InsertCompanySettingParams{CompanyID: id, Key: "colour", Value: "secret red"})
	})
	return id
}

func (w *world) setting(companyID, key string) {
	w.t.Helper()
	w.write(func(q *db.Queries) error {
		return q.InsertCompanySetting(w.t.Context(), db.InsertCompanySettingParams{CompanyID: companyID, Key: key, Value: "secret red"})
	})
}

// passwordHash is the hash of a password that nobody knows.
const passwordHash = "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// user creates a user. owner is "" except for an external user.
func (w *world) user(accountID, name, owner string, roles ...access.Role) string {
	w.t.Helper()
	id := w.id("usr")
	w.write(func(q *db.Queries) error {
		err := q.InsertUser(w.t.Context(), db.InsertUserParams{ID: id, AccountID: accountID, Name: name, NameKey: access.NameKey(name), SearchKey: access.NameKey(name), TimeZone: "Europe/Berlin", OwnerID: db.NullText(owner), PasswordHash: passwordHash})
		for _, r := range append([]access.Role{access.User}, roles...) {
			if err == nil {
				_, err = q.InsertUserRole(w.t.Context(), db.InsertUserRoleParams{UserID: id, Role: string(r)})
			}
		}
		return err
	})
	return id
}

// request makes a request for an hour around noon by a user of an account, granted or undecided.
func (w *world) request(accountID, companyID, byAccount, byUser string, granted bool) string {
	w.t.Helper()
	id := w.id("req")
	w.write(func(q *db.Queries) error {
		err := q.InsertRequest(w.t.Context(), db.InsertRequestParams{
			ID: id, AccountID: accountID, CompanyID: companyID, RequesterAccountID: byAccount, RequestedBy: byUser,
			ValidFrom: db.Millis(noon.Add(-30 * time.Minute)), ValidTo: db.Millis(noon.Add(30 * time.Minute)),
		})
		if err == nil && granted {
			_, err = q.DecideRequest(w.t.Context(), db.DecideRequestParams{
				ID: id, AccountID: accountID, Decision: db.NullText("GRANTED"), DecidedBy: "somebody", Now: db.Millis(noon.Add(-time.Hour)),
			})
		}
		return err
	})
	return id
}

// consent gives an account's standing consent to visits by another account.
func (w *world) consent(accountID, companyID, requesterID string) string {
	w.t.Helper()
	id := w.id("con")
	w.write(func(q *db.Queries) error {
		return q.InsertConsent(w.t.Context(), db.InsertConsentParams{
			ID: id, AccountID: accountID, CompanyID: companyID, RequesterAccountID: requesterID, LongestMs: time.Hour.Milliseconds(), ToMinute: 24 * 60,
			Weekdays: 127, ValidTo: db.Millis(noon.Add(24 * time.Hour)), CreatedBy: "somebody",
		})
	})
	return id
}

// signIn creates a session and returns its cookie.
func (w *world) signIn(accountID, userID string) *http.Cookie {
	w.t.Helper()
	token := w.id("token")
	w.write(func(q *db.Queries) error {
		return q.InsertSession(w.t.Context(), db.InsertSessionParams{
			TokenHash: db.HashToken(token), AccountID: accountID, UserID: sql.NullString{String: userID, Valid: userID != ""},
			Data: sessionData, ExpiresAt: db.Millis(noon.Add(access.DefaultSessionLifetime)), SeenAt: w.clock.Load(),
		})
	})
	return &http.Cookie{Name: "__Host-latchkey", Value: token}
}

const sessionDataLasts = time.Hour

// sessionData is an empty session's data as scs writes it. Its cookie lasts less long than that of
// a new session.
var sessionData = func() []byte {
	data, err := newSessions(nil, access.DefaultSessionLifetime, true).Codec.Encode(time.Now().Add(sessionDataLasts), map[string]any{})
	if err != nil {
		panic(err)
	}
	return data
}()

// do sends a request like a browser on our own pages.
func (w *world) do(method, path string, form url.Values, cookie *http.Cookie, change ...func(*http.Request)) *httptest.ResponseRecorder {
	w.t.Helper()
	r := httptest.NewRequestWithContext(w.t.Context(), method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if cookie != nil {
		r.AddCookie(cookie)
	}
	for _, c := range change {
		c(r)
	}
	recorder := httptest.NewRecorder()
	w.server.ServeHTTP(recorder, r)
	filesOf(w.t, w.t.Name()).write(method, path, recorder)
	return recorder
}

func (w *world) get(path string, cookie *http.Cookie) *httptest.ResponseRecorder {
	w.t.Helper()
	return w.do(http.MethodGet, path, nil, cookie)
}

func (w *world) post(path string, form url.Values, cookie *http.Cookie, change ...func(*http.Request)) *httptest.ResponseRecorder {
	w.t.Helper()
	return w.do(http.MethodPost, path, form, cookie, change...)
}

// download returns what a URL offers as a download.
func (w *world) download(path string, cookie *http.Cookie, kind, disposition string) string {
	w.t.Helper()
	r := w.get(path, cookie)
	w.want(r, http.StatusOK)
	same(w.t, r.Header().Get("Content-Type"), kind, "Content-Type of %s", path)
	same(w.t, r.Header().Get("Content-Disposition"), disposition, "Content-Disposition of %s", path)
	return r.Body.String()
}

// wantTyped requires a form to have what was typed, except some fields.
func (w *world) wantTyped(form, typed url.Values, but ...string) {
	w.t.Helper()
	for name := range typed {
		if !slices.Contains(but, name) {
			same(w.t, form.Get(name), typed.Get(name), "%s as it was typed", name)
		}
	}
}

func htmx(r *http.Request) { r.Header.Set("HX-Request", "true") }

func (w *world) want(r *httptest.ResponseRecorder, status int, texts ...string) page {
	w.t.Helper()
	if r.Code != status {
		w.t.Errorf("status %d, want %d\n%s", r.Code, status, r.Body)
	}
	return w.page(r).says(texts...)
}

func (w *world) wantNot(r *httptest.ResponseRecorder, texts ...string) page {
	w.t.Helper()
	return w.page(r).saysNot(texts...)
}

// entries counts the record's entries with an action about an account.
func (w *world) entries(accountID string, action access.Action) (n int) {
	w.t.Helper()
	must(w.t, w.svc.WriteAttempts(w.t.Context(), false))
	rows, err := w.store.Read.ListRecordEntriesFrom(w.t.Context(), db.ListRecordEntriesFromParams{PageSize: 10_000})
	must(w.t, err)
	for _, r := range rows {
		if r.AccountID == accountID && r.Action == string(action) {
			n++
		}
	}
	return n
}

// long skips a test that takes seconds in `make quick`.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("this takes seconds")
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// hasAll requires all texts in what something says.
func hasAll(t testing.TB, what, said string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(said, text) {
			t.Errorf("%s, without %q:\n%s", what, text, said)
		}
	}
}

func hasNone(t testing.TB, what, said string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(said, text) {
			t.Errorf("%s, with %q:\n%s", what, text, said)
		}
	}
}

// errOf is the error of a call whose result does not matter.
func errOf[T any](_ T, err error) error { return err }

// atOnce does something many times at the same time.
func atOnce(times int, do func(n int)) {
	var all sync.WaitGroup
	for n := range times {
		all.Go(func() { do(n) })
	}
	all.Wait()
}

// same compares what a test got with what it wants. what and args describe it.
func same[T comparable](t testing.TB, got, want T, what string, args ...any) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %#v, want %#v", fmt.Sprintf(what, args...), got, want)
	}
}

func sameList[T comparable](t testing.TB, got, want []T, what string, args ...any) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %d, want %d:\n%#v\nwant\n%#v", fmt.Sprintf(what, args...), len(got), len(want), got, want)
	}
}
