package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"latchkey/access"
	"latchkey/db"
)

// teller is a server whose sign-ins to webapps are over, and what tells the webapps.
type teller struct {
	*logoutSender
	t     *testing.T
	path  string
	clock time.Time
	log   *bytes.Buffer
	user  access.Actor
	n     int
}

func newTeller(t *testing.T) *teller {
	t.Helper()
	w := &teller{t: t, path: filepath.Join(t.TempDir(), "latchkey.db"), clock: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC), log: &bytes.Buffer{}}
	factors, _, err := readFactorsKey(factorsKeyFile{}.factorsPath(w.path))
	must(t, err)
	_, svc := opened(t, w.path, db.Exclusive, access.Config{Now: func() time.Time { return w.clock }, FactorKeys: factors})
	must(t, svc.MakeSigningKeys(t.Context()))
	w.logoutSender = newLogoutSender(slog.New(slog.NewJSONHandler(w.log, nil)), svc, "https://admin.example.com")
	p := &post{t: t, svc: svc}
	w.user = p.user(p.account(access.NewAccount{Name: "Acme", TimeZone: "UTC"}), "tom", "Tom", "Weber", "UTC")
	return w
}

// over ends a sign-in to a webapp at an address. What ends one is tested in package access.
func (w *teller) over(webapp, uri string) (sid string) {
	w.t.Helper()
	w.n++
	sid = fmt.Sprintf("sid_%d", w.n)
	execute(w.t, w.path, `INSERT INTO webapp_sessions (id, webapp_id, client_id, account_id, user_id, session_hash, opened_at, look_at, used, logout_uri, over_at, why, next_try)
		VALUES (?, ?, 'cli_' || ?, ?, ?, zeroblob(32), 0, 0, 1, ?, ?, 'SEAT', ?)`,
		sid, webapp, webapp, w.user.AccountID, w.user.UserID, uri, db.Millis(w.clock), db.Millis(w.clock))
	return sid
}

// is how far a webapp was told of a sign-in: "told", "given up", or when it is told again.
func (w *teller) is(sid string) (state, problem string) {
	w.t.Helper()
	pool, err := sql.Open(db.Driver, "file:"+w.path+"?_busy_timeout=10000")
	must(w.t, err)
	var next, told, gaveUp *int64
	err = pool.QueryRowContext(w.t.Context(), `SELECT next_try, told_at, given_up_at, problem FROM webapp_sessions WHERE id = ?`, sid).Scan(&next, &told, &gaveUp, &problem)
	must(w.t, errors.Join(err, pool.Close()))
	switch {
	case next != nil:
		return db.Time(*next).Sub(w.clock).String(), problem
	case gaveUp != nil:
		return "given up", problem
	case told != nil:
		return "told", problem
	}
	return "nothing", problem
}

func (w *teller) want(sid, state, problem string) {
	w.t.Helper()
	if s, p := w.is(sid); s != state || p != problem {
		w.t.Errorf("%s is %q, %q; want %q, %q", sid, s, p, state, problem)
	}
}

// webapp is a webapp that answers in some way.
func webapp(t *testing.T, answer http.HandlerFunc) (uri string) {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s.URL + "/backchannel-logout?key=x7secret"
}

func with(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
}

func TestAWebappIsToldThatASignInIsOver(t *testing.T) {
	w := newTeller(t)
	var tokens []string
	uri := webapp(t, func(_ http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.ContentLength <= 0 || len(r.Cookies()) > 0 {
			t.Errorf("%s of %d bytes, cookies %v", r.Method, r.ContentLength, r.Cookies())
		}
		tokens = append(tokens, r.PostFormValue("logout_token"))
	})
	first := w.over("app_1", uri)
	w.tellAll(newStopping(t.Context()), "app_1")
	second := w.over("app_1", uri)
	if !w.tellAll(newStopping(t.Context()), "app_1") {
		t.Error("it did not answer")
	}
	w.want(first, "told", "")
	w.want(second, "told", "")
	if len(tokens) != 2 {
		t.Fatalf("%d tokens", len(tokens))
	}
	keys, err := w.svc.SigningKeys(t.Context())
	must(t, err)
	var set jose.JSONWebKeySet
	text, err := json.Marshal(keys.Set)
	must(t, errors.Join(err, json.Unmarshal(text, &set)))
	signed, err := jose.ParseSignedCompact(tokens[0], []jose.SignatureAlgorithm{jose.RS256})
	must(t, err)
	payload, err := signed.Verify(set)
	must(t, err)
	var claims map[string]any
	must(t, json.Unmarshal(payload, &claims))
	if id, _ := claims["jti"].(string); len(id) < 20 {
		t.Errorf("jti %q", id)
	}
	delete(claims, "jti")
	want := map[string]any{
		"iss": "https://admin.example.com", "aud": "cli_app_1", "sub": w.user.UserID, "sid": first, "iat": float64(w.clock.Unix()), "exp": float64(w.clock.Unix() + 120),
		"events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}},
	}
	same(t, fmt.Sprint(claims), fmt.Sprint(want), "the claims")
	same(t, fmt.Sprint(signed.Signatures[0].Protected.ExtraHeaders[jose.HeaderType]), "logout+jwt", "the type")
	if w.tellAll(newStopping(t.Context()), "app_1"); len(tokens) != 2 {
		t.Error("it was told again")
	}
	if tokens[0] == tokens[1] {
		t.Error("two sign-ins, one token")
	}
}

func TestAWebappThatIsNotTold(t *testing.T) {
	elsewhere := webapp(t, func(http.ResponseWriter, *http.Request) { t.Error("a redirect was followed") })
	untrusted := httptest.NewTLSServer(with(http.StatusOK))
	t.Cleanup(untrusted.Close)
	untrusted.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	closed := httptest.NewServer(with(http.StatusOK))
	closed.Close()
	hang := make(chan struct{})
	hanging := webapp(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-hang
	})
	t.Cleanup(func() { close(hang) })
	slow := webapp(t, func(w http.ResponseWriter, r *http.Request) { // one byte now and then
		_, _ = io.Copy(io.Discard, r.Body)
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close() //nolint:errcheck // a test's
		for _, err = io.WriteString(conn, "HTTP/1.1 200 OK\r\nX-Slow: "); err == nil; _, err = io.WriteString(conn, "x") {
			time.Sleep(10 * time.Millisecond)
		}
	})
	for name, c := range map[string]struct{ uri, problem string }{
		"400": {webapp(t, with(http.StatusBadRequest)), "status:400"},
		"500": {webapp(t, with(http.StatusInternalServerError)), "status:500"},
		"201": {webapp(t, with(http.StatusCreated)), "status:201"},
		"redirect": {webapp(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere, http.StatusTemporaryRedirect)
		}), "status:307"},
		"hanging":  {hanging, "timeout"},
		"slow":     {slow, "timeout"},
		"TLS":      {untrusted.URL, "tls"},
		"closed":   {closed.URL, "unreachable"},
		"unusable": {"http://[::1", "other"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTeller(t)
			if c.problem == "timeout" {
				w.client.Timeout = 200 * time.Millisecond
			}
			sid, other := w.over("app_1", c.uri), w.over("app_1", c.uri)
			answered := w.tellAll(newStopping(t.Context()), "app_1")
			w.want(sid, "1s", c.problem)
			if isStatus := strings.HasPrefix(c.problem, "status:"); answered != isStatus {
				t.Errorf("it answered: %v", answered)
			} else if isStatus {
				w.want(other, "1s", c.problem) // an answer is about one sign-in
			} else {
				w.want(other, "0s", "") // it gets a moment
			}
			text := w.log.String()
			if hasAll(t, "the log", text, c.problem, `"webapp":"app_1"`); strings.Contains(text, "x7secret") || strings.Contains(text, "eyJ") || strings.Contains(text, w.user.UserID) {
				t.Errorf("the log says too much: %s", text)
			}
		})
	}
}

func TestAWebappIsToldAgain(t *testing.T) {
	w := newTeller(t)
	status := http.StatusServiceUnavailable
	sid := w.over("app_1", webapp(t, func(r http.ResponseWriter, _ *http.Request) { r.WriteHeader(status) }))
	for _, next := range []time.Duration{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600} {
		w.tellAll(newStopping(t.Context()), "app_1")
		w.want(sid, (next * time.Second).String(), "status:503")
		w.clock = w.clock.Add(next * time.Second)
	}
	hasNone(t, "the log", w.log.String(), `"level":"ERROR"`)
	given := w.over("app_2", webapp(t, with(http.StatusServiceUnavailable)))
	w.clock = w.clock.Add(24 * time.Hour)
	status = http.StatusNoContent
	w.tellAll(newStopping(t.Context()), "app_1")
	w.want(sid, "told", "")
	w.tellAll(newStopping(t.Context()), "app_2")
	w.want(given, "given up", "status:503")
	hasAll(t, "the log", w.log.String(), "a webapp was never told that a sign-in is over")
	f, err := w.svc.Figures(t.Context())
	if err != nil || f.LogoutsGivenUp != 1 || f.LogoutsWaiting != 0 || !f.OldestLogout.IsZero() {
		t.Errorf("%+v, %v", f, err)
	}
	since := w.clock
	w.over("app_3", "http://127.0.0.1:1")
	w.clock = w.clock.Add(time.Hour)
	if f, err = w.svc.Figures(t.Context()); err != nil || f.LogoutsWaiting != 1 || !f.OldestLogout.Equal(since) {
		t.Errorf("%+v, %v", f, err)
	}
}

// TestAHangingWebappDelaysNoOther: it is asked, and before it answers, others are told.
// A webapp that answers is told of several sign-ins at the same time.
func TestAWebappIsToldManyThingsAtOnce(t *testing.T) {
	w := newTeller(t)
	var came atomic.Int32
	all := make(chan struct{})
	uri := webapp(t, func(_ http.ResponseWriter, r *http.Request) {
		switch came.Add(1) {
		case 1: // it goes alone
			return
		case 1 + logoutsUnderWay:
			close(all)
		}
		select {
		case <-all:
		case <-r.Context().Done():
		}
	})
	var sids []string
	for range 3 * logoutsUnderWay {
		sids = append(sids, w.over("app_1", uri))
	}
	if !w.tellAll(newStopping(t.Context()), "app_1") {
		t.Error("it did not answer")
	}
	for _, sid := range sids {
		w.want(sid, "told", "")
	}
}

func TestAHangingWebappDelaysNoOther(t *testing.T) {
	w := newTeller(t)
	w.client.Timeout = 0
	asked, answer := make(chan struct{}), make(chan struct{})
	hanging := w.over("app_1", webapp(t, func(http.ResponseWriter, *http.Request) { close(asked); <-answer }))
	told := make(chan struct{}, 10)
	uri := webapp(t, func(http.ResponseWriter, *http.Request) { told <- struct{}{} })
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	done := make(chan struct{})
	go func() { defer close(done); w.run(newStopping(ctx)) }()
	<-asked
	var others []string
	for range 3 {
		others = append(others, w.over("app_2", uri))
	}
	for range others {
		<-told
	}
	w.want(hanging, "0s", "")
	// The stop waits for what is under way, and notes it.
	stop()
	select {
	case <-done:
		t.Error("it has ended before the webapp answered")
	default:
	}
	close(answer)
	<-done
	for _, sid := range append(others, hanging) {
		w.want(sid, "told", "")
	}
}

// TestAStopCutsOffAHangingWebapp: it is told after the next start.
func TestAStopCutsOffAHangingWebapp(t *testing.T) {
	w := newTeller(t)
	w.client.Timeout = 0
	asked := make(chan struct{})
	var once sync.Once
	sid := w.over("app_1", webapp(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		once.Do(func() { close(asked) })
		<-r.Context().Done()
	}))
	end := newStopping(t.Context())
	finish, cut := context.WithCancel(t.Context())
	end.finish = finish
	done := make(chan struct{})
	go func() { defer close(done); w.run(end) }()
	<-asked
	end.begin()
	cut()
	<-done
	w.want(sid, "0s", "")
	hasAll(t, "the log", w.log.String(), "the next start tells it")
}

func TestWhatWentWrong(t *testing.T) {
	refused := &net.OpError{Op: "dial", Err: errors.New("no")}
	for _, c := range []struct {
		err  error
		want access.LogoutProblem
	}{{context.DeadlineExceeded, access.LogoutTimeout}, {refused, access.LogoutUnreachable}, {io.ErrUnexpectedEOF, access.LogoutUnreachable}, {errors.New("?"), access.LogoutOther}} {
		same(t, logoutProblem(c.err), c.want, "%v", c.err)
	}
}
