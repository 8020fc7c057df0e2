package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// signingIn is a webapp of Acme that signs people in through Latchkey.
func (w *world) signingIn() Webapp {
	w.Helper()
	app := w.subscribed("app", 3)
	w.must(second(w.s.SetWebappClient(w.Context(), w.as("Root"), app.ID, callback())))
	return app
}

func callback() NewWebappClient {
	return NewWebappClient{RedirectURIs: "https://app.example/callback", LogoutURI: "https://app.example/signed-out"}
}

func (w *world) client(app Webapp) WebappClient {
	w.Helper()
	_, c, err := w.s.WebappClient(w.Context(), w.as("Root"), app.ID)
	w.must(err)
	return c
}

func (w *world) newSecret(app Webapp, overlap time.Duration) string {
	w.Helper()
	return must(w.s.MakeWebappSecret(w.Context(), w.as("Root"), app.ID, overlap))(w)
}

// counting are the secrets of a webapp that count, newest first: until when, from now.
func (w *world) counting(app Webapp) string {
	w.Helper()
	return strings.Join(each(w.client(app).Secrets, func(s WebappSecret) string {
		if s.Until.IsZero() {
			return "open"
		}
		return s.Until.Sub(w.clock).String()
	}), " ")
}

// provesItself reports whether a secret of a webapp counts.
func (w *world) provesItself(app Webapp, secret string) bool {
	w.Helper()
	_, err := w.s.ClientBySecret(w.Context(), w.client(app).ClientID, secret)
	return err == nil
}

func TestFieldsOfAWebappsSignIn(t *testing.T) {
	w := newWorld(t)
	app := w.listed("app")
	many := func(n int) (text string) {
		for i := range n {
			text += fmt.Sprintf("https://app.example/%d\n", i)
		}
		return text
	}
	for _, c := range []struct {
		what string
		n    NewWebappClient
		want string
	}{
		{"nothing", NewWebappClient{}, "invalid redirect_uris"},
		{"one", callback(), "done"},
		{"on this machine", NewWebappClient{RedirectURIs: "http://localhost:3000/callback\nhttp://127.0.0.1/callback"}, "done"},
		{"an IPv6 address", NewWebappClient{RedirectURIs: "http://[::1]/callback", AfterLogoutURIs: "http://[::1]/", LogoutURI: "http://[::1]/"}, "invalid after_logout_uris redirect_uris"},
		{"empty lines", NewWebappClient{RedirectURIs: "\n https://app.example/callback \r\n\n"}, "done"},
		{"twenty", NewWebappClient{RedirectURIs: many(20)}, "done"},
		{"more", NewWebappClient{RedirectURIs: many(21)}, "invalid redirect_uris"},
		{"http", NewWebappClient{RedirectURIs: "http://app.example/callback"}, "invalid redirect_uris"},
		{"another scheme", NewWebappClient{RedirectURIs: "javascript:alert(1)"}, "invalid redirect_uris"},
		{"a fragment", NewWebappClient{RedirectURIs: "https://app.example/#callback"}, "invalid redirect_uris"},
		{"a wildcard", NewWebappClient{RedirectURIs: "https://*.app.example/callback"}, "invalid redirect_uris"},
		{"a user", NewWebappClient{RedirectURIs: "https://me@app.example/callback"}, "invalid redirect_uris"},
		{"twice", NewWebappClient{RedirectURIs: "https://app.example/\nhttps://app.example/"}, "invalid redirect_uris"},
		{"all are wrong", NewWebappClient{RedirectURIs: "x", AfterLogoutURIs: "y", LogoutURI: "z"}, "invalid after_logout_uris logout_uri redirect_uris"},
		{"to be told without https", NewWebappClient{RedirectURIs: "https://app.example/", LogoutURI: "http://10.0.0.1/"}, "invalid logout_uri"},
	} {
		equal(t, c.what, outcome(second(w.s.SetWebappClient(t.Context(), w.as("Root"), app.ID, c.n))), c.want)
	}
	var invalid Invalid
	NewWebappClient{RedirectURIs: "https://app.example/\n\nhttp://app.example/"}.check(&invalid, &WebappClient{})
	equal(t, "the line", invalid.Fields["redirect_uris"], WebappURIWrong{Line: 3, URI: "http://app.example/", Fault: "insecure"})
	equal(t, "no other", invalid.More, map[string][]Reason(nil))
	invalid = Invalid{}
	NewWebappClient{RedirectURIs: "http://app.example/\nhttps://app.example/\nhttps://app.example/#x\nhttps://app.example/", AfterLogoutURIs: "https://app.example/\ny"}.check(&invalid, &WebappClient{})
	equal(t, "the first line", invalid.Fields["redirect_uris"], WebappURIWrong{Line: 1, URI: "http://app.example/", Fault: "insecure"})
	equal(t, "the others", invalid.More, map[string][]Reason{"redirect_uris": {WebappURIWrong{Line: 3, URI: "https://app.example/#x", Fault: "fragment"}, WebappURITwice{Line: 4, Before: 2}}})
	invalid = Invalid{}
	NewWebappClient{RedirectURIs: strings.Repeat("x\n", 1000)}.check(&invalid, &WebappClient{})
	equal(t, "of very many, it names those that could stay, and that there are too many", len(invalid.More["redirect_uris"]), MaxWebappURIs)
}

func TestAWebappsSignIn(t *testing.T) {
	w := newWorld(t)
	app := w.subscribed("app", 3)
	equal(t, "at first", w.client(app).ClientID, "")
	for _, by := range []string{"Acme", "sue @ Acme", "Vendor", "Tills"} {
		equal(t, by, outcome(second(w.s.SetWebappClient(t.Context(), w.as(by), app.ID, callback()))), "forbidden")
	}
	equal(t, "none", outcome(second(w.s.SetWebappClient(t.Context(), w.as("Root"), "app_0", callback()))), "not found")
	lines := w.recorded(func() {
		w.must(second(w.s.SetWebappClient(t.Context(), w.as("Root"), app.ID, callback())))
		w.must(second(w.s.SetWebappClient(t.Context(), w.as("Root"), app.ID, callback()))) // changes nothing
	})
	equal(t, "entries", lines, []string{"Root: webapp.client_set: APP"})
	first := w.client(app)
	w.must(second(w.s.SetWebappClient(t.Context(), w.as("Root"), app.ID, NewWebappClient{RedirectURIs: "https://app.example/1\nhttps://app.example/2"})))
	then := w.client(app)
	equal(t, "the id stays", then.ClientID, first.ClientID)
	equal(t, "addresses", then.RedirectURIs, []string{"https://app.example/1", "https://app.example/2"})
	stale := w.as("Root").Saw(first.Version())
	equal(t, "a stale form", outcome(second(w.s.SetWebappClient(t.Context(), stale, app.ID, NewWebappClient{RedirectURIs: "https://app.example/3"}))), "conflict")

	lines = w.recorded(func() {
		for range 2 {
			_, err := w.s.RemoveWebappClient(t.Context(), w.as("Root"), app.ID)
			w.must(err)
		}
	})
	equal(t, "removed", lines, []string{"Root: webapp.client_removed: APP"})
	w.must(second(w.s.SetWebappClient(t.Context(), w.as("Root"), app.ID, callback())))
	equal(t, "a new id", w.client(app).ClientID == first.ClientID, false)
}

func TestSecretsOfAWebapp(t *testing.T) {
	w := newWorld(t)
	app := w.listed("app")
	made := func(overlap time.Duration) string {
		return outcome(second(w.s.MakeWebappSecret(t.Context(), w.as("Root"), app.ID, overlap)))
	}
	equal(t, "without a client", made(0), "conflict")
	w.must(second(w.s.SetWebappClient(t.Context(), w.as("Root"), app.ID, callback())))
	equal(t, "not one of the overlaps", made(2*time.Hour), "invalid overlap")
	one := w.newSecret(app, 0)
	equal(t, "the hint", w.client(app).Secrets[0].Hint, one[:hintLength])
	w.clock = w.clock.Add(time.Second)
	two := w.newSecret(app, 24*time.Hour)
	equal(t, "two count", w.counting(app), "open 24h0m0s")
	equal(t, "which", []bool{w.provesItself(app, one), w.provesItself(app, two), w.provesItself(app, "x"+two)}, []bool{true, true, false})
	w.clock = w.clock.Add(time.Second)
	three := w.newSecret(app, time.Hour)
	equal(t, "at most two", w.counting(app), "open 1h0m0s")
	equal(t, "which of three", []bool{w.provesItself(app, one), w.provesItself(app, two), w.provesItself(app, three)}, []bool{false, true, true})
	w.clock = w.clock.Add(time.Hour - time.Millisecond)
	equal(t, "just before", w.provesItself(app, two), true)
	w.clock = w.clock.Add(time.Millisecond)
	equal(t, "then", []bool{w.provesItself(app, two), w.provesItself(app, three)}, []bool{false, true})
	four := w.newSecret(app, 0)
	equal(t, "at once", []bool{w.provesItself(app, three), w.provesItself(app, four)}, []bool{false, true})

	id := w.client(app).Secrets[0].ID
	lines := w.recorded(func() {
		for range 2 {
			equal(t, "end", must(w.s.EndWebappSecret(t.Context(), w.as("Root"), app.ID, id))(w), four[:hintLength])
		}
	})
	equal(t, "entries of ending", lines, []string{"Root: webapp.secret_ended: APP"})
	equal(t, "ended", w.provesItself(app, four), false)
	equal(t, "of another", outcome(second(w.s.EndWebappSecret(t.Context(), w.as("Root"), w.listed("other").ID, id))), "not found")
	equal(t, "by somebody else", outcome(second(w.s.EndWebappSecret(t.Context(), w.as("Acme"), app.ID, id))), "forbidden")
}

// Secrets that stopped counting are forgotten a day later, others never, and the check of the
// record misses none of them.
func TestSecretsThatAreOverAreForgotten(t *testing.T) {
	w := newWorld(t)
	app := w.listed("app")
	w.must(second(w.s.SetWebappClient(t.Context(), w.as("Root"), app.ID, callback())))
	ended := w.newSecret(app, 0)
	w.clock = w.clock.Add(time.Second)
	w.newSecret(app, 0)
	w.clock = w.clock.Add(time.Second)
	last := w.newSecret(app, time.Hour)
	stored := func(after time.Duration) int {
		w.clock = w.clock.Add(after)
		w.must(w.s.EndWebapps(t.Context()))
		w.isSound()
		return len(must(w.store.Read.ListWebappSecretsToCheck(t.Context(), db.ListWebappSecretsToCheckParams{PageSize: 10}))(w))
	}
	equal(t, "stored", []int{stored(0), stored(webappSecretsKept), stored(2 * time.Hour)}, []int{3, 2, 1})
	equal(t, "counts", []bool{w.provesItself(app, ended), w.provesItself(app, last)}, []bool{false, true})
	w.write(func(q *db.Queries) error { return q.DeleteWebappSecrets(t.Context(), app.ID) })
	found := slices.DeleteFunc(must(w.s.Check(t.Context(), true))(w), func(f Finding) bool { return !strings.Contains(f.What, "webapp_secrets") })
	equal(t, "what the check says of one that counts", len(found), 1)
	w.unsound = true
}

// A public webapp has no secrets, and one that is deleted leaves nothing that signs people in.
func TestSecretsEndWithWhatTheyAreFor(t *testing.T) {
	w := newWorld(t)
	app := w.listed("app")
	w.must(second(w.s.SetWebappClient(t.Context(), w.as("Root"), app.ID, callback())))
	secret := w.newSecret(app, 0)
	n := callback()
	n.Public = true
	equal(t, "ended", must(w.s.SetWebappClient(t.Context(), w.as("Root"), app.ID, n))(w), 1)
	equal(t, "none", w.counting(app), "")
	equal(t, "no new one", outcome(second(w.s.MakeWebappSecret(t.Context(), w.as("Root"), app.ID, 0))), "conflict")
	w.must(second(w.s.SetWebappClient(t.Context(), w.as("Root"), app.ID, callback())))
	equal(t, "it does not come back", w.provesItself(app, secret), false)
	w.newSecret(app, 0)
	id := w.client(app).ClientID
	lines := w.recorded(func() { w.must(second(w.s.DeleteWebapp(t.Context(), w.as("Root"), app.ID))) })
	equal(t, "entries", lines, []string{"Root: webapp.client_removed: APP", "Root: webapp.deleted: APP"})
	equal(t, "gone", second(w.s.ClientByID(t.Context(), id)), ErrNotFound)
}

// What signs people in is compared with the record.
func TestCheckFindsWebappsThatNobodySetUp(t *testing.T) {
	w := newWorld(t)
	app := w.signingIn()
	w.newSecret(app, 0)
	w.newSecret(app, time.Hour)
	w.must(w.s.SetVisitorWebapps(t.Context(), w.as("Acme"), "acc_Acme", []string{app.ID}))
	for _, f := range must(w.s.Check(t.Context(), true))(w) {
		if !strings.Contains(f.What, "does not know it") && !strings.Contains(f.What, "more rows") {
			t.Error(f.What)
		}
	}
	for _, c := range []struct{ statement, want string }{
		{"UPDATE webapp_clients SET redirect_uris = 'https://evil.example/'", `redirect_uris is "https://evil.example/", but`},
		{"UPDATE webapp_clients SET public = 1", `public is "true", but "false" by entry`},
		{"UPDATE webapp_secrets SET expires_at = NULL", `until is "", but`},
		{"INSERT INTO webapp_secrets SELECT 'sec_x', webapp_id, randomblob(32), hint, created_at, NULL FROM webapp_secrets LIMIT 1", "webapp_secrets sec_x: it is there, but the record does not know it"},
		{"DELETE FROM webapp_secrets WHERE expires_at IS NULL", "it is not there, but it is by entry"},
		{"DELETE FROM webapp_visitors", "it is not there, but it is by entry"},
		{"INSERT INTO webapp_visitors SELECT 'acc_Borealis', webapp_id, 0 FROM webapp_visitors", "webapp_visitors acc_Borealis/" + app.ID + ": it is there, but the record does not know it"},
	} {
		f := w.forge()
		f.do(c.statement)
		var all []string
		for _, found := range must(f.s.Check(t.Context(), true))(w) {
			all = append(all, found.What)
		}
		if !strings.Contains(strings.Join(all, "\n"), c.want) {
			t.Errorf("%s: %q does not say %q", c.statement, all, c.want)
		}
	}
}

func TestWhatWebappsWereTold(t *testing.T) {
	w := newWorld(t)
	app := w.signingIn()
	now := db.NullMillis(w.clock)
	ended := func(id string, used bool, told func(q *db.Queries) (int64, error)) {
		w.clock = w.clock.Add(time.Second)
		at, c := db.Millis(w.clock), w.client(app)
		w.write(func(q *db.Queries) error {
			w.must(second(q.InsertWebappSession(t.Context(), db.InsertWebappSessionParams{
				ID: id, ClientID: c.ClientID, AccountID: "acc_Acme", UserID: "usr_paul", SessionHash: db.HashToken(id), Seat: true, OpenedAt: at, LookAt: at,
			})))
			if used {
				w.must(second(q.SetWebappSessionUsed(t.Context(), id)))
			}
			w.must(second(q.EndWebappSession(t.Context(), db.EndWebappSessionParams{ID: id, Now: at, Why: string(EndedSeat)})))
			return second(told(q))
		})
	}
	ended("sid_1", true, func(q *db.Queries) (int64, error) {
		return q.SetLogoutTold(t.Context(), db.SetLogoutToldParams{ID: "sid_1", ToldAt: now})
	})
	ended("sid_2", true, func(q *db.Queries) (int64, error) {
		return q.SetLogoutTried(t.Context(), db.SetLogoutTriedParams{ID: "sid_2", NextTry: db.NullMillis(w.clock.Add(time.Hour)), Problem: "status:503"})
	})
	ended("sid_3", true, func(q *db.Queries) (int64, error) {
		return q.SetLogoutGivenUp(t.Context(), db.SetLogoutGivenUpParams{ID: "sid_3", GivenUpAt: now, Problem: "timeout"})
	})
	ended("sid_5", false, func(*db.Queries) (int64, error) { return 0, nil })
	n := callback()
	n.LogoutURI = ""
	w.must(second(w.s.SetWebappClient(t.Context(), w.as("Root"), app.ID, n)))
	ended("sid_4", true, func(*db.Queries) (int64, error) { return 0, nil })
	l := must(w.s.WebappLogouts(t.Context(), w.as("Root"), app.ID, ""))(w)
	equal(t, "rows", each(l.Rows, func(r WebappLogout) string { return fmt.Sprint(r.ID, " ", r.State, " ", r.Person, " ", r.Problem) }), []string{
		"sid_4 NO_ADDRESS paul ", "sid_3 GIVEN_UP paul timeout", "sid_2 WAITING paul status:503", "sid_1 TOLD paul ",
	})
	equal(t, "next", l.Next, "")
	listed, _, err := w.s.Webapps(t.Context(), w.as("Root"), "")
	w.must(err)
	equal(t, "the list points it out", listed[0].Untold, true)
	lines := w.recorded(func() {
		for id, want := range map[string]string{"sid_1": "conflict", "sid_2": "done", "sid_3": "done", "sid_4": "conflict", "sid_5": "conflict", "sid_0": "conflict"} {
			equal(t, id, outcome(w.s.RetryLogout(t.Context(), w.as("Root"), app.ID, id)), want)
		}
	})
	equal(t, "entries", lines, []string(nil))
	equal(t, "by another", outcome(w.s.RetryLogout(t.Context(), w.as("Acme"), app.ID, "sid_3")), "forbidden")
	equal(t, "seen by another", outcome(second(w.s.WebappLogouts(t.Context(), w.as("Acme"), app.ID, ""))), "forbidden")
	l = must(w.s.WebappLogouts(t.Context(), w.as("Root"), app.ID, ""))(w)
	equal(t, "again", []LogoutState{l.Rows[1].State, l.Rows[2].State}, []LogoutState{LogoutWaiting, LogoutWaiting})
}
