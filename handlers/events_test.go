package handlers

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
)

// serveWorld serves a world like the command serve, with timeouts that are shorter than the test.
func serveWorld(t *testing.T, w *world) (address string) {
	t.Helper()
	server := httptest.NewUnstartedServer(w.server)
	server.Config.ReadTimeout, server.Config.WriteTimeout = 300*time.Millisecond, 300*time.Millisecond
	server.Config.RegisterOnShutdown(w.server.CloseStreams)
	server.Start()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		must(t, server.Config.Shutdown(ctx)) // no stream is open
		server.Close()
	})
	return server.URL
}

// listener reads a stream.
type listener struct {
	t      *testing.T
	status int
	header http.Header
	lines  chan string
	close  func()
}

// listen opens a stream and reads its first event.
func listen(t *testing.T, address string, cookie *http.Cookie, header ...string) *listener {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	must(t, err)
	r.AddCookie(cookie)
	r.Header.Set("Accept", "text/html, text/event-stream")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(r) //nolint:bodyclose // whoever reads it closes it
	must(t, err)
	l := &listener{t, response.StatusCode, response.Header, make(chan string, 100), cancel}
	go func() {
		defer response.Body.Close() //nolint:errcheck // it was read to its end
		defer close(l.lines)
		s := bufio.NewScanner(response.Body)
		for s.Scan() {
			if event, ok := strings.CutPrefix(s.Text(), "event: "); ok || s.Text() == ":" {
				l.lines <- event
			}
		}
		if s.Err() != nil && ctx.Err() == nil {
			l.lines <- s.Err().Error()
		}
	}()
	return l
}

// want waits for the next event: ":" for a keep-alive, "the end" for the end of the stream.
func (l *listener) want(event string) {
	l.t.Helper()
	select {
	case got, ok := <-l.lines:
		if !ok {
			got = "the end"
		}
		same(l.t, got, event, "the stream says")
	case <-time.After(5 * time.Second):
		l.t.Fatalf("the stream says nothing, want %q", event)
	}
}

// silent requires that nothing comes for a while.
func (l *listener) silent() {
	l.t.Helper()
	select {
	case got, ok := <-l.lines:
		l.t.Errorf("the stream says %q, open: %v; want silence", got, ok)
	case <-time.After(600 * time.Millisecond):
	}
}

// live is a vendor and two customers, and the people who look at their pages.
type live struct {
	*world
	address                   string
	customer, company, vendor string
	helper, other             string
	sue, mia, stranger        *http.Cookie
	sinceNow                  string
}

func newLive(t *testing.T) *live {
	t.Helper()
	w := newWorld(t)
	l := &live{world: w, address: serveWorld(t, w)}
	l.customer, l.company = w.account("Customer")
	l.vendor, _ = w.account("Help desk", access.Support)
	l.other, _ = w.account("Other")
	l.helper = w.user(l.vendor, "helper", "")
	l.sue, l.mia, l.stranger = w.signIn(l.customer, w.user(l.customer, "sue", "", access.Superuser)), w.signIn(l.vendor, l.helper), w.signIn(l.other, "")
	w.setClock(noon.Add(time.Second))
	l.sinceNow = l.address + "/events?since=" + url.QueryEscape("1780315201000")
	return l
}

// ask requests access for the next two hours, through the pages.
func (l *live) ask() (id string) {
	l.t.Helper()
	local := func(t time.Time) string { return access.LocalText(t, berlin) }
	r := l.post("/access-requests", url.Values{
		"account_id": {l.customer}, "company_id": {l.company}, "valid_from": {local(l.now())}, "valid_to": {local(l.now().Add(2 * time.Hour))},
	}, l.mia)
	l.want(r, http.StatusSeeOther)
	rows, err := l.store.Read.ListWaitingRequests(l.t.Context(), db.ListWaitingRequestsParams{TargetAccount: l.customer, Now: db.Millis(l.now()), PageSize: 100})
	if err != nil || len(rows) == 0 {
		l.t.Fatalf("asked, but %d requests wait: %v", len(rows), err)
	}
	return rows[len(rows)-1].ID
}

var berlin = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return zone
}()

func TestEventsTellWhomItConcerns(t *testing.T) {
	l := newLive(t)
	customer, vendor, stranger := listen(t, l.sinceNow, l.sue), listen(t, l.sinceNow, l.mia), listen(t, l.sinceNow, l.stranger)
	for _, s := range []*listener{customer, vendor, stranger} {
		s.want(":")
		if s.status != http.StatusOK || s.header.Get("Content-Type") != "text/event-stream" || s.header.Get("Cache-Control") != "no-store" {
			t.Errorf("status %d, %v", s.status, s.header)
		}
	}
	time.Sleep(400 * time.Millisecond) // longer than the server's timeouts
	id := l.ask()
	customer.want("news")
	vendor.want("news")
	l.want(l.get("/waiting", l.sue), http.StatusOK, "1", en.Layout.WaitForYou(1))
	l.want(l.post("/access-requests/"+id+"/grant", nil, l.sue), http.StatusSeeOther)
	customer.want("news")
	vendor.want("news")
	same(t, l.get("/waiting", l.sue).Body.String(), "", "after the decision waits")
	stranger.silent()
	customer.silent()

	// A stream immediately reports changes from before it began, but after its page was read, or
	// while it was away.
	listen(t, l.address+"/events?since=1780315201000", l.sue).want("news")
	listen(t, l.address+"/events?since=1780315202000", l.sue).want(":")
	listen(t, l.address+"/events?since=1780315202000", l.sue, "Last-Event-ID", "1").want("news")
}

// A page in another tab goes on when its session gets a new token, because a password was changed:
// its stream ends, and the browser connects again with the cookie of now. It does not go on for
// another login.
func TestEventsGoOnWithANewToken(t *testing.T) {
	l := newLive(t)
	l.write(func(q *db.Queries) error {
		return q.UpdateAccountPassword(t.Context(), db.UpdateAccountPasswordParams{PasswordHash: cheapHash, ID: l.customer})
	})
	own := l.kept(l.signIn(l.customer, ""))
	page := l.want(l.get("/accounts/"+l.customer, own), http.StatusOK).attr(".topbar", "hx-sse:connect")
	s := listen(t, l.address+page, own)
	s.want(":")
	changed := l.post("/profile/password", url.Values{"current_password": {goodPassword}, "new_password": {"several other garden words"}}, own)
	l.want(changed, http.StatusSeeOther)
	l.ask()
	s.want("the end")
	again := listen(t, l.address+page, newSession(changed), "Last-Event-ID", "1")
	again.want("news")
	for what, cookie := range map[string]*http.Cookie{"the token of before": own, "another login": l.stranger} {
		t.Log(what)
		listen(t, l.address+page, cookie, "Last-Event-ID", "1").want("over")
	}
}

func TestEventsEnd(t *testing.T) {
	l := newLive(t)
	s := listen(t, l.sinceNow, l.sue)
	s.want(":")
	l.want(l.post("/logout", nil, l.sue), http.StatusSeeOther)
	l.ask()
	s.want("the end")
	again := listen(t, l.sinceNow, l.sue)
	again.want("over")
	again.want("the end")

	vendor := listen(t, l.sinceNow, l.mia)
	vendor.want("news")
	l.server.CloseStreams()
	vendor.want("the end")
	same(t, listen(t, l.sinceNow, l.mia).status, http.StatusTooManyRequests, "the status of a stream when the server stops")
}

// A stream that ends long after its last event ends as a whole: browsers take one that is cut off
// for an error.
func TestEventsEndWhole(t *testing.T) {
	l := newLive(t)
	l.server.streams.timeout = 50 * time.Millisecond
	s := listen(t, l.sinceNow, l.sue)
	s.want(":")
	s.silent()
	l.want(l.post("/logout", nil, l.sue), http.StatusSeeOther)
	l.ask()
	s.want("the end")
}

// When the clock changes a state without an act, a stream reports it.
func TestEventsOfTheClock(t *testing.T) {
	l := newLive(t)
	id := l.ask()
	end := l.now().Add(2 * time.Hour).Truncate(time.Minute) // requests are to the minute
	l.setClock(end.Add(-time.Second))
	s := listen(t, l.address+"/events?since=9999999999999", l.sue)
	s.want(":")
	l.setClock(end)
	s.want("news")
	l.want(l.get("/access-requests/"+id, l.sue), http.StatusOK, "LAPSED")
}

func TestEventsAreLimited(t *testing.T) {
	l := newLive(t)
	var open []*listener
	for range maxStreams {
		s := listen(t, l.sinceNow, l.sue)
		s.want(":")
		open = append(open, s)
	}
	same(t, listen(t, l.sinceNow, l.sue).status, http.StatusTooManyRequests, "the status of one stream too many")
	listen(t, l.sinceNow, l.mia).want(":")
	open[0].close()
	for range 100 {
		if s := listen(t, l.sinceNow, l.sue); s.status == http.StatusOK {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("a stream that ended counts still")
}

// The URL of a stream takes an instant as since.
func TestEventsAreStrict(t *testing.T) {
	l := newLive(t)
	l.want(l.get("/events?since=yesterday", l.sue), http.StatusBadRequest)
	l.want(l.get("/events?since=1&since=2", l.sue), http.StatusBadRequest)
	head := l.do(http.MethodHead, "/events", nil, l.sue)
	l.want(head, http.StatusOK)
	same(t, head.Body.String(), "", "the body for HEAD")
}

// The number of waiting requests is on every page, and the page of the requests reloads itself.
func TestWaitingIsOnThePage(t *testing.T) {
	l := newLive(t)
	l.ask()
	page := l.get("/accounts/"+l.customer+"/external-access", l.sue)
	l.want(page, http.StatusOK, en.Layout.WaitForYou(1)).has(`[hx-sse\:connect$='since=1780315201000']`, "div#live[hx-get='/accounts/"+l.customer+"/external-access']")
	for name, cookie := range map[string]*http.Cookie{"those who ask": l.mia, "another account": l.stranger} {
		hasNone(t, name, l.get("/profile", cookie).Body.String(), "waiting for your decision")
	}
	barred := l.signIn(l.customer, l.user(l.customer, "guest", l.helper, access.ExternalSuperuser))
	l.want(l.get("/profile", barred), http.StatusOK).has("#waiting").saysNot("waiting for your decision")
}

func TestNoticesOnTheProfile(t *testing.T) {
	l := newLive(t)
	maxID := l.user(l.customer, "max", "", access.Superuser)
	l.write(func(q *db.Queries) error {
		return q.UpdateUserPassword(t.Context(), db.UpdateUserPasswordParams{ID: maxID, PasswordHash: "set"})
	})
	l.want(l.get("/profile", l.sue), http.StatusOK, en.Profile.Notices, en.Profile.NoMail, en.Profile.Deputy).has(saying("option", "max"))
	l.want(l.post("/profile/notices", url.Values{"topic_requests": {"DIGEST"}}, l.sue), http.StatusSeeOther)
	l.want(l.get("/profile", l.sue), http.StatusOK).has("option[value=DIGEST][selected]")
	l.want(l.post("/profile/notices", url.Values{"topic_requests": {"LATER"}}, l.sue), http.StatusUnprocessableEntity)
	l.want(l.post("/profile/notices", url.Values{"topic_ended": {"NONE"}}, l.sue), http.StatusBadRequest)
	l.want(l.post("/profile/deputy", url.Values{"deputy": {maxID}, "away_from": {"2026-06-02T08:00"}, "away_to": {"2026-06-01T08:00"}}, l.sue), http.StatusUnprocessableEntity)
	l.want(l.post("/profile/deputy", url.Values{"deputy": {maxID}, "away_from": {"2026-06-02T08:00"}, "away_to": {"2026-06-09T08:00"}}, l.sue), http.StatusSeeOther)
	l.want(l.get("/profile", l.sue), http.StatusOK, "max is standing in for you: ", "2 Jun 2026, 08:00", "9 Jun 2026, 08:00 CEST")
	l.want(l.post("/profile/deputy/end", nil, l.sue), http.StatusSeeOther)
	l.want(l.post("/profile/deputy/end", nil, l.sue), http.StatusConflict)
	for action, n := range map[access.Action]int{access.NoticesChosen: 1, access.DeputyNamed: 1, access.DeputyEnded: 1} {
		same(t, l.entries(l.customer, action), n, "entries %q", action)
	}
	page := l.get("/profile", l.stranger).Body.String()
	hasAll(t, "a customer's account login chooses of", page, en.Profile.Topics[access.TopicRequests])
	hasNone(t, "a customer's account login chooses of", page, en.Profile.Topics[access.TopicDecisions], en.Profile.Deputy)
}

// All sessions of a login together have a limited number of streams.
func TestStreamsOfALoginAreBounded(t *testing.T) {
	w := newWorld(t)
	account, _ := w.account("Acme")
	sue := w.user(account, "sue", "")
	for login, others := range map[string]string{sue: account, account: sue} {
		w.server.streams.open = map[string]int{login: maxOfLogin}
		for id, want := range map[string]int{login: http.StatusTooManyRequests, others: http.StatusOK} {
			cookie := w.signIn(account, strings.TrimPrefix(id, account))
			// an accepted stream ends immediately, because a recorder has no deadlines
			if got := w.get("/events", cookie); got.Code != want {
				t.Errorf("with so many of %s open, one more of %s: status %d, want %d", login, id, got.Code, want)
			}
		}
	}

	s := newStreams()
	for i := range maxOfLogin {
		if !s.take(fmt.Sprint("session ", i/maxStreams), "sue") {
			t.Fatalf("stream %d is refused", i)
		}
	}
	same(t, s.take("another session", "sue"), false, "one stream too many")
	same(t, s.take("another session", "mia"), true, "a stream of another login")
	s.release("session 0", "sue")
	same(t, s.take("another session", "sue"), true, "one after another has ended")
}
