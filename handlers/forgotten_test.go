package handlers

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db/dbtest"
	"latchkey/views"
	"latchkey/words"
)

// forgetful is a world with mail and logins of all kinds, known or not.
type forgetful struct {
	*world
	counter *dbtest.Counter
	forms   map[string]url.Values
}

func newForgetful(t *testing.T) *forgetful {
	t.Helper()
	store, counter := dbtest.OpenCounted(t)
	f := &forgetful{world: newWorldOn(t, store), counter: counter}
	for name, email := range map[string]string{"Acme": "it@acme.example", "Off": "it@off.example", "Silent": ""} {
		id, _, err := f.svc.CreateAccount(t.Context(), access.TheOperator(), access.NewAccount{Name: name, Email: email, Password: goodPassword})
		must(t, err)
		by := access.Actor{Kind: access.KindAccount, AccountID: id, AccountName: name, Roles: []access.Role{access.AccountLogin, access.Customer}, Zone: time.UTC}
		for user, email := range map[string]string{"sue": "sue@acme.example", "idle": "idle@acme.example", "silent": ""} {
			u, _, err := f.svc.CreateUser(t.Context(), by, id, access.NewUser{Name: user, Email: email, Password: goodPassword})
			must(t, err)
			if user == "idle" {
				must(t, f.svc.SetUserActive(t.Context(), by, id, u, false))
			}
		}
	}
	must(t, f.svc.SetAccountLogin(t.Context(), access.TheOperator(), "Off", false))
	f.enableMail()
	typed := func(kind access.Kind, account, user string) url.Values {
		v := url.Values{"kind": {string(kind)}, "account": {account}}
		if kind == access.KindUser {
			v.Set("user", user)
		}
		return v
	}
	f.forms = map[string]url.Values{
		"known user": typed(access.KindUser, "Acme", "sue"), "known user in one field": typed(access.KindUser, "", "sue @ Acme"), "known account": typed(access.KindAccount, "Acme", ""),
		"unknown user": typed(access.KindUser, "Acme", "eve"), "unknown account": typed(access.KindAccount, "Eve", ""), "user of an unknown account": typed(access.KindUser, "Eve", "sue"),
		"inactive user": typed(access.KindUser, "Acme", "idle"), "disabled account": typed(access.KindAccount, "Off", ""), "user of a disabled account": typed(access.KindUser, "Off", "sue"),
		"user without an address": typed(access.KindUser, "Acme", "silent"), "account without an address": typed(access.KindAccount, "Silent", ""), "nothing": typed(access.KindUser, "", ""),
	}
	return f
}

// enableMail makes a world write mails.
func (w *world) enableMail() {
	w.t.Helper()
	page := func(of string) func(string) string {
		return func(id string) string { return "https://latchkey.test/" + of + "/" + id }
	}
	w.svc.EnableMail(access.Links{
		Request: page("access-requests"), Invoice: page("invoices"), User: func(_, id string) string { return page("users")(id) },
		SetupLink: page("setup-links"), PasswordLink: page("password"), EmailLink: page("confirm"), Choices: "https://latchkey.test/profile", Security: "https://latchkey.test/profile/security",
	}, views.Letters("en"))
}

// answers are what the browser gets for a form: the answer, and the page that it leads to.
func (f *forgetful) answers(form url.Values) string {
	f.t.Helper()
	r := f.post("/login/forgotten", form, nil)
	f.want(r, http.StatusSeeOther)
	page := f.get(r.Header().Get("Location"), nil)
	f.want(page, http.StatusOK, en.Passwords.Asked)
	r.Header().Del("X-Request-Id")
	page.Header().Del("X-Request-Id")
	return fmt.Sprint(r.Code, r.Header(), r.Body, page.Code, page.Header(), page.Body)
}

// Whatever someone types who forgot a password, the answer is the same, byte for byte, after the
// same statements.
func TestAForgottenPasswordTellsNothing(t *testing.T) {
	f := newForgetful(t)
	var first string
	var cost map[string]int
	for _, when := range []string{"", ", once more", ", while enough others wait"} {
		for what, form := range f.forms {
			if when == ", while enough others wait" {
				for range 6 {
					f.answers(f.forms["unknown user"])
				}
			}
			f.counter.Take()
			got := f.answers(form)
			counts, transactions := f.counter.Take()
			counts["transactions"] = transactions
			if first == "" {
				first, cost = got, counts
			}
			same(t, got, first, "the answer for: %s%s", what, when)
			if !maps.Equal(counts, cost) {
				t.Errorf("%s%s: %v, not %v", what, when, counts, cost)
			}
			same(t, counts["InsertForgotten"], 1, "what is written for: %s", what)
			must(t, f.svc.AnswerForgotten(t.Context())) // from here on, the login has had its mail
		}
	}
	same(t, len(f.linksSent()), 2, "links to the user and to the account")
}

// However many wait, looking them up costs one transaction for a hundred.
func TestForgottenPasswordsAreLookedUpTogether(t *testing.T) {
	f := newForgetful(t)
	forget := func(networks int) (transactions int) {
		for i := range networks {
			for range 5 {
				f.post("/login/forgotten", f.forms["unknown user"], nil, from(fmt.Sprintf("198.51.100.%d", i)))
			}
		}
		f.counter.Take()
		must(t, f.svc.AnswerForgotten(t.Context()))
		statements, transactions := f.counter.Take()
		same(t, statements["DeleteForgotten"], 5*networks, "taken of %d networks", networks)
		return transactions
	}
	for networks, want := range map[int]int{0: 0, 1: 1, 19: 1, 21: 2} {
		same(t, forget(networks), want, "transactions for %d networks", networks)
	}
}

var linkInMail = regexp.MustCompile(`https://latchkey\.test(/(?:confirm|password|setup-links)/\S+)`)

// linksSent are the links in the mails that go out now.
func (w *world) linksSent() (links []string) {
	w.t.Helper()
	for more := true; more; {
		var err error
		more, err = w.svc.SendMail(w.t.Context(), w.t.Context(), func(_ context.Context, m access.Mail) error {
			if found := linkInMail.FindStringSubmatch(m.Body); found != nil {
				links = append(links, found[1])
			}
			return nil
		})
		must(w.t, err)
	}
	return links
}

// TestTimeOfForgottenPasswords: how long an answer takes tells nothing either. Only make times
// asks, because loaded machines may be wrong; TestAForgottenPasswordTellsNothing says why. Each
// round asks for every kind of login once, in a random order: so if the kinds take equally long,
// each is as often the fastest as the slowest, and its mean rank is (n-1)/2 but for noise of known
// size. Six times that does not happen by chance. A difference of a twentieth of the time counts as
// none.
func TestTimeOfForgottenPasswords(t *testing.T) {
	if !timesCount() {
		t.Skip("make times measures this")
	}
	const samples, warmUp, generous = 200, 20, 6
	f := newForgetful(t)
	random := rand.New(rand.NewPCG(1, 2))
	kinds := []string{"known user", "unknown user", "disabled account", "inactive user"}
	taken, ranks := map[string][]time.Duration{}, map[string]int{}
	for i := range warmUp + samples {
		random.Shuffle(len(kinds), func(i, j int) { kinds[i], kinds[j] = kinds[j], kinds[i] })
		took := map[string]time.Duration{}
		for _, what := range kinds {
			began := time.Now()
			r := f.post("/login/forgotten", f.forms[what], nil)
			took[what] = time.Since(began)
			f.want(r, http.StatusSeeOther)
		}
		must(t, f.svc.AnswerForgotten(t.Context()))
		if i < warmUp {
			continue
		}
		for rank, what := range slices.SortedFunc(maps.Keys(took), func(a, b string) int { return cmp.Compare(took[a], took[b]) }) {
			ranks[what] += rank
			taken[what] = append(taken[what], took[what])
		}
	}
	n := float64(len(kinds))
	mean, noise := (n-1)/2, math.Sqrt((n*n-1)/12/samples)
	median := func(all []time.Duration) time.Duration { return slices.Sorted(slices.Values(all))[len(all)/2] }
	usual := median(slices.Concat(slices.Collect(maps.Values(taken))...))
	for _, what := range kinds {
		same(t, len(taken[what]), samples, "samples of: %s", what)
		rank, took := float64(ranks[what])/samples, median(taken[what])
		t.Logf("%-17s median %v, mean rank %.2f", what, took, rank)
		if math.Abs(rank-mean) > generous*noise && (took-usual).Abs() > usual/20 {
			t.Errorf("%s: the mean rank of 0 to %v is %.2f, and should be %v ± %.2f", what, n-1, rank, mean, generous*noise)
		}
	}
}

func TestAPasswordLink(t *testing.T) {
	f := newForgetful(t)
	f.answers(f.forms["known user"])
	must(t, f.svc.AnswerForgotten(t.Context()))
	link := f.linksSent()[0]
	page := f.get(link, nil)
	f.want(page, http.StatusOK, en.Passwords.ForLogin("sue @ Acme")).has("[autocomplete=new-password]")
	f.want(f.post(link, url.Values{"password": {"short"}}, nil), http.StatusUnprocessableEntity, "at least 12 characters")
	form := f.formOn(page, link)
	form.Set("password", "meadow otter basin candle")
	for range 2 { // a second click is no mistake
		r := f.post(link, form, nil)
		same(t, r.Header().Get("Location"), "/login?after=set-up", "then")
		same(t, r.Header().Get("Set-Cookie"), "", "nobody is signed in")
	}
	f.want(f.post("/login/user", url.Values{"account": {"Acme"}, "user": {"sue"}, "password": {"meadow otter basin candle"}}, nil), http.StatusSeeOther)
	form.Set("password", "several other garden words")
	f.want(f.post(link, form, nil), http.StatusNotFound)
	f.want(f.get(link, nil), http.StatusNotFound, en.Errors.Pages[words.NoResetLink].Sentence).has("[href='/login']")
	f.want(f.post("/login/forgotten", url.Values{"kind": {"OPERATOR"}, "account": {"x"}}, nil), http.StatusBadRequest)
}

// The way through the page for a forgotten password, and back, keeps what the sign-in page knew:
// the tab, the account that was typed or is remembered, and where to go afterwards.
func TestAForgottenPasswordKeepsWhereItCameFrom(t *testing.T) {
	f := newForgetful(t)
	for _, c := range []struct {
		what, tab string
		login     *httptest.ResponseRecorder
		account   string
	}{
		{"fresh", "user", f.get("/login?next=/profile", nil), ""},
		{"an account login", "account", f.get("/login?next=/profile&as=account", nil), ""},
		{"typed", "user", f.post("/login/user", url.Values{"account": {"Acme & Co"}, "user": {"sue"}, "password": {"wrong"}, "next": {"/profile"}}, nil), "Acme & Co"},
		{"typed for an account", "account", f.post("/login/account", url.Values{"account": {"Acme"}, "password": {"wrong"}, "next": {"/profile"}}, nil), "Acme"},
	} {
		form := "#" + c.tab + "-login"
		link := f.want(c.login, c.login.Code).attr(form+" "+saying("a", en.Passwords.Forgotten), "href")
		p := f.want(f.get(link, nil), http.StatusOK).has("#as-" + c.tab + "[checked]")
		same(t, p.attr(form+" [name=account]", "value"), c.account, "account, %s", c.what)
		same(t, p.attr(saying("a", en.Passwords.BackToSignIn), "href"), "/login?next=%2Fprofile", "back, %s", c.what)
		typed := url.Values{"kind": {p.attr(form+" [name=kind]", "value")}, "account": {"Acme"}, "next": {p.attr(form+" [name=next]", "value")}}
		sent := f.post("/login/forgotten", typed, nil).Header().Get("Location")
		same(t, f.want(f.get(sent, nil), http.StatusOK, en.Passwords.Asked).attr(saying("a", en.Passwords.BackToSignIn), "href"), "/login?next=%2Fprofile", "in the end, %s", c.what)
	}
	remembered := &http.Cookie{Name: "__Host-latchkey-account", Value: url.Values{"as": {"ACCOUNT"}, "account": {"Acme"}}.Encode()}
	p := f.want(f.get("/login/forgotten", remembered), http.StatusOK).has("#as-account[checked]")
	same(t, p.attr("#account-login [name=account]", "value"), "Acme", "remembered")
	for _, elsewhere := range []string{"https://evil.example/", "//evil.example", "/\\evil.example"} {
		f.want(f.get("/login/forgotten?next="+url.QueryEscape(elsewhere), nil), http.StatusOK).hasNot("[name=next]")
		to := f.post("/login/forgotten", url.Values{"kind": {"USER"}, "user": {"x"}, "next": {elsewhere}}, nil).Header().Get("Location")
		same(t, to, views.ForgottenSentURL(""), "next: %s", elsewhere)
	}
}

// Without mail, the page says whom to ask.
func TestAForgottenPasswordWithoutMail(t *testing.T) {
	w := newWorld(t)
	w.accountWithPassword("Acme")
	w.want(w.get("/login", nil), http.StatusOK).has("[href='/login/forgotten?as=user']")
	w.want(w.get("/login/forgotten", nil), http.StatusOK, en.Passwords.AskSomeone).hasNot("form[action='/login/forgotten']")
	r := w.post("/login/forgotten", url.Values{"kind": {"ACCOUNT"}, "account": {"Acme"}}, nil)
	w.want(w.get(r.Header().Get("Location"), nil), http.StatusOK, en.Passwords.AskSomeone).saysNot(en.Passwords.Asked)
}

// ofSentLinks: links are sent to logins that have an address.
func (a asked) ofSentLinks(w *world) {
	w.t.Helper()
	id, _ := w.account("Mailed")
	root, _ := w.account("Sender", access.Administrator)
	owner := access.Actor{Kind: access.KindAccount, AccountID: id, AccountName: "Mailed", Roles: []access.Role{access.AccountLogin, access.Customer}, Zone: time.UTC}
	user, _, err := w.svc.CreateUser(w.t.Context(), owner, id, access.NewUser{Name: "tom", Email: "tom@example.com"})
	must(w.t, err)
	account, session, admin := "/accounts/"+id, w.oldProof(w.signIn(id, "")), w.oldProof(w.signIn(root, ""))
	w.serve(access.DefaultFreshFor)
	w.enableMail()
	a.ask(w, "/accounts/:account/send-link", account+"/send-link", nil, admin)
	a.ask(w, "/accounts/:account/users/:user/send-link", account+"/users/"+user+"/send-link", nil, session)
	w.serve(0)
}
