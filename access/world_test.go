package access

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"latchkey/db"
	"latchkey/db/dbtest"
	"latchkey/idp/idptest"
	"latchkey/record"
)

// password is the password of every login in the world.
const password = "four unrelated garden words"

// passwordHash is cheap to compare; these tests are not about the cost of a real one.
var passwordHash = sync.OnceValue(func() string {
	hash, err := argon2id.CreateHash(password, &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		panic(err)
	}
	return hash
})

// start is the initial time.
var start = at("2026-03-02T09:00:00Z")

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// world is a vendor (SUPPORT), a consultant (Kite), two customers (Acme, Borealis), an
// ADMINISTRATOR (Root) and a seller (Tills) in a real database file. Logins are named as in
// Actor.Name: "Acme" is an account login, "sue @ Acme" a user login.
type world struct {
	*testing.T
	s     *Service
	store *db.Store
	clock time.Time
	// sessions are the sessions that as created.
	sessions map[string]string
	// asks is how many requests asked has made.
	asks int
	// provider is Acme's identity provider, and browser what the browser keeps that was sent there.
	provider *idptest.Provider
	browser  string
	// unsound says that the test has written to the record, or created rows, so that they do not
	// match.
	unsound bool
}

type worldUser struct {
	login    string
	roles    []Role
	owner    string
	inactive bool
	zone     string
}

var (
	worldAccounts = []struct {
		name string
		role Role
	}{{"Vendor", Support}, {"Kite", Consultant}, {"Acme", Customer}, {"Borealis", Customer}, {"Root", Administrator}, {"Tills", Sales}}

	worldUsers = []worldUser{
		{login: "vera @ Vendor"},
		{login: "victor @ Vendor", zone: "Europe/Berlin"},
		{login: "boss @ Vendor", roles: []Role{Superuser}},
		{login: "idle @ Vendor", inactive: true},
		{login: "kim @ Kite"},
		{login: "bea @ Borealis", roles: []Role{Superuser}},
		{login: "sue @ Acme", roles: []Role{Superuser}},
		{login: "paul @ Acme"},
		{login: "ext @ Acme", roles: []Role{ExternalSuperuser}, owner: "bea @ Borealis"},
		{login: "spy @ Acme", roles: []Role{ExternalSuperuser}, owner: "vera @ Vendor"},
	}

	worldCompanies = []string{"North @ Acme", "South @ Acme", "Bay @ Borealis", "Dock @ Vendor"}
)

// Now is the machine's clock. It also has nanoseconds, which no table keeps.
func (w *world) Now() time.Time { return w.clock.Add(789 * time.Nanosecond) }

// anew sets the clock for another story in the same world, which knows nothing of the earlier one.
// Otherwise, time never goes back.
func (w *world) anew(t time.Time) {
	w.clock = t
	w.s.clock.latest = time.Time{}
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldOn(t, openWorld(t))
}

var openWorld = dbtest.Prepared(func(t *testing.T, store *db.Store) {
	w := &world{T: t, store: store}
	for _, a := range worldAccounts {
		w.addAccount(a.name, a.role)
	}
	for _, c := range worldCompanies {
		name, account, _ := strings.Cut(c, " @ ")
		w.addCompany(name, account)
	}
	for _, u := range worldUsers {
		w.addUser(u, time.Time{})
	}
})

// newEmptyWorld is a world with nothing in it.
func newEmptyWorld(t *testing.T) *world {
	t.Helper()
	return newWorldOn(t, dbtest.Open(t))
}

func newWorldOn(t *testing.T, store *db.Store) *world {
	t.Helper()
	w := &world{T: t, store: store, clock: start}
	signer := must(record.NewSigner(rand.Reader))(w)
	keys := FactorKeys{must(NewFactorKey(rand.Reader))(w)}
	w.s = must(New(w.store, Config{Now: w.Now, Random: rand.Reader, Signer: signer, Languages: []string{"en", "de"}, FactorKeys: keys, CheapPasswords: true}))(w)
	t.Cleanup(w.isSound)
	return w
}

// isSound requires that the tables match the record, except for what was created without an entry.
func (w *world) isSound() {
	if w.unsound || w.Failed() {
		return
	}
	found, err := w.s.Check(context.WithoutCancel(w.Context()), true)
	if err != nil {
		w.Error(err)
	}
	for _, f := range found {
		if !strings.Contains(f.What, "the record does not know it") && !strings.Contains(f.What, "more rows") {
			w.Error(f.What)
		}
	}
	w.wantDocumented(restoreDetails)
}

func (w *world) addAccount(name string, role Role) {
	w.Helper()
	w.write(func(q *db.Queries) error {
		w.must(q.InsertAccount(w.Context(), db.InsertAccountParams{
			ID: accountID(name), Name: name, NameKey: NameKey(name), TimeZone: "UTC", PasswordHash: passwordHash(), PasswordStatus: "SET",
		}))
		for _, r := range []Role{Customer, role} {
			w.must(second(q.InsertAccountRole(w.Context(), db.InsertAccountRoleParams{AccountID: accountID(name), Role: string(r)})))
		}
		return nil
	})
}

func (w *world) addCompany(name, account string) {
	w.Helper()
	w.write(func(q *db.Queries) error {
		w.must(q.InsertCompany(w.Context(), db.InsertCompanyParams{
			ID: companyID(name), AccountID: accountID(account), Name: name, NameKey: NameKey(name), TimeZone: "UTC", Type: "ERP",
		}))
		return q.InsertCompanySetting(w.Context(), db.InsertCompanySettingParams{CompanyID: companyID(name), Key: "bank", Value: name + " bank"})
	})
}

func accountID(name string) string { return "acc_" + name }
func companyID(name string) string { return "com_" + name }

func userID(login string) string {
	name, _, _ := strings.Cut(login, " @ ")
	return "usr_" + name
}

// accountOf is the account in a login's name.
func accountOf(login string) string {
	if _, account, ok := strings.Cut(login, " @ "); ok {
		return account
	}
	return login
}

func (w *world) addUser(u worldUser, validTo time.Time) {
	w.Helper()
	name, account, _ := strings.Cut(u.login, " @ ")
	if u.zone == "" {
		u.zone = "UTC"
	}
	var owner sql.NullString
	if u.owner != "" {
		owner = db.NullText(userID(u.owner))
	}
	w.write(func(q *db.Queries) error {
		w.must(q.InsertUser(w.Context(), db.InsertUserParams{
			ID: "usr_" + name, AccountID: accountID(account), Name: name, NameKey: NameKey(name), SearchKey: searchKey(name, "", "", ""), TimeZone: u.zone,
			PasswordHash: passwordHash(), OwnerID: owner, ValidTo: db.NullMillis(validTo),
		}))
		for _, role := range append([]Role{User}, u.roles...) {
			w.must(second(q.InsertUserRole(w.Context(), db.InsertUserRoleParams{UserID: "usr_" + name, Role: string(role)})))
		}
		return nil
	})
	if u.inactive {
		w.setActive(u.login, false)
	}
}

func (w *world) setActive(login string, active bool) {
	w.Helper()
	w.write(func(q *db.Queries) error {
		return second(q.UpdateUserActive(w.Context(), db.UpdateUserActiveParams{ID: userID(login), Active: active}))
	})
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// must returns the result of a call, or ends the test if it failed: must(call())(t).
func must[A any](got A, err error) func(testing.TB) A {
	return func(t testing.TB) A {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
}

// second and third return the error of a call that also returns something else.
func second[A any](_ A, err error) error { return err }

func third[A, B any](_ A, _ B, err error) error { return err }

func (w *world) write(fn func(*db.Queries) error) {
	w.Helper()
	w.must(w.store.Write(w.Context(), fn))
}

// session signs a login in and returns the token.
func (w *world) session(login string) string {
	w.Helper()
	a := must(w.store.Read.GetAccountByRef(w.Context(), accountRef(accountOf(login))))(w)
	token := rand.Text()
	p := db.InsertSessionParams{
		TokenHash: db.HashToken(token), AccountID: a.ID, Epoch: a.Epoch, Data: []byte("data"),
		CreatedAt: db.Millis(w.clock), ExpiresAt: db.Millis(w.clock.Add(DefaultSessionLifetime)), SeenAt: db.Millis(w.clock),
		Address: address, Browser: firefox, ProvedAt: db.Millis(w.clock), Proofs: string(ProofPassword),
	}
	if name, _, ok := strings.Cut(login, " @ "); ok {
		u := must(w.store.Read.GetUserByName(w.Context(), db.GetUserByNameParams{AccountID: a.ID, NameKey: NameKey(name)}))(w)
		p.UserID, p.Epoch = db.NullText(u.ID), u.Epoch
	}
	w.write(func(q *db.Queries) error { return q.InsertSession(w.Context(), p) })
	return token
}

// as is a signed-in login. If its session is over, it gets a new one.
func (w *world) as(login string) Actor {
	w.Helper()
	if token, ok := w.sessions[login]; ok {
		if a, err := w.s.Authenticate(w.Context(), token, "192.0.2.1"); err == nil {
			return a
		}
	}
	if w.sessions == nil {
		w.sessions = map[string]string{}
	}
	w.sessions[login] = w.session(login)
	return must(w.s.Authenticate(w.Context(), w.sessions[login], "192.0.2.1"))(w)
}

// newRequest is vera's form for North of Acme with a window.
func newRequest(from, to time.Time) NewRequest {
	return NewRequest{
		AccountID: accountID("Acme"), CompanyID: companyID("North"), Description: "ticket 7",
		ValidFrom: local(from), ValidTo: local(to),
	}
}

func local(t time.Time) LocalTime { return LocalTime{Text: t.Format("2006-01-02T15:04:05")} }

// asked is a request by vera, each for another ticket.
func (w *world) asked(from, to time.Time) Request {
	w.Helper()
	a := newRequest(from, to)
	a.Description = fmt.Sprint("ticket ", 7+w.asks)
	w.asks++
	return must(w.s.Ask(w.Context(), w.as("vera @ Vendor"), a))(w)
}

// granted is a request by vera that Acme granted.
func (w *world) granted(from, to time.Time) Request {
	w.Helper()
	return must(w.s.Grant(w.Context(), w.as("Acme"), w.asked(from, to).ID))(w)
}

// entries are the record's entries from a number on.
func (w *world) entries(from int64) []db.RecordEntry {
	w.Helper()
	w.must(w.s.WriteAttempts(w.Context(), false))
	return must(w.store.Read.ListRecordEntriesFrom(w.Context(), db.ListRecordEntriesFromParams{FromSeq: from, PageSize: 10_000}))(w)
}

// recorded is what fn adds to the record: who, what, on which object.
func (w *world) recorded(fn func()) []string {
	w.Helper()
	before := int64(len(w.entries(0)))
	fn()
	return each(w.entries(before), func(e db.RecordEntry) string {
		return fmt.Sprintf("%s: %s: %s", e.ActorName, e.Action, e.ObjectName)
	})
}

// outcome is an answer in a few words.
func outcome(err error) string {
	var invalid *Invalid
	var tries *TooManyTries
	switch {
	case err == nil:
		return "done"
	case errors.As(err, &invalid) && invalid.Stale != nil:
		return "conflict"
	case errors.As(err, &invalid):
		return "invalid " + strings.Join(slices.Sorted(maps.Keys(invalid.Fields)), " ")
	case errors.As(err, &tries):
		return "too many tries"
	}
	for _, kind := range []error{ErrNotFound, ErrForbidden, ErrConflict, ErrSignIn} {
		if errors.Is(err, kind) {
			return kind.Error()
		}
	}
	return "failed: " + err.Error()
}

// equal compares how two values are printed.
func equal(t interface {
	Helper()
	Errorf(format string, args ...any)
}, what string, got, want any) {
	t.Helper()
	if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
		t.Errorf("%s:\n got %s\nwant %s", what, g, w)
	}
}

// each applies of to everything in a list.
func each[A, B any](list []A, of func(A) B) (all []B) {
	for _, one := range list {
		all = append(all, of(one))
	}
	return all
}

// together counts the answers of n that act at the same time.
func together(n int, act func(i int) error) map[string]int {
	outcomes := make([]string, n)
	begin := make(chan struct{})
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() {
			<-begin
			outcomes[i] = outcome(act(i))
		})
	}
	close(begin)
	group.Wait()
	count := map[string]int{}
	for _, o := range outcomes {
		count[o]++
	}
	return count
}

// long skips a test that takes seconds in `make quick`.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("this takes seconds")
	}
}
