package handlers

import (
	"cmp"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

const (
	// recheck is how long a stream continues without checking who is signed in.
	recheck = 30 * time.Second
	// gather is how long a stream waits for further changes.
	gather = 200 * time.Millisecond
	// eventTimeout is how long a browser may take to receive an event.
	eventTimeout = 10 * time.Second
	// maxStreams is how many streams a session can have, one for each open page. maxOfLogin is the
	// same for all sessions of a login.
	maxStreams = 8
	maxOfLogin = 20
)

// The events of a stream. None of them says what happened: the page asks for that itself.
const (
	eventNews  = "event: news\ndata:\n\n"
	eventOver  = "event: over\ndata:\n\n"
	eventAlive = ":\n\n"
)

// streams counts the open streams of each session and each login, and ends them all when the server
// stops.
type streams struct {
	mu      sync.Mutex
	open    map[string]int
	closing chan struct{}
	closed  bool
	// timeout is eventTimeout, except in tests.
	timeout time.Duration
}

func newStreams() *streams {
	return &streams{open: map[string]int{}, closing: make(chan struct{}), timeout: eventTimeout}
}

func (s *streams) take(token, login string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[token] >= maxStreams || s.open[login] >= maxOfLogin || s.closed {
		return false
	}
	s.open[token]++
	s.open[login]++
	return true
}

func (s *streams) release(token, login string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, key := range []string{token, login} {
		if s.open[key]--; s.open[key] == 0 {
			delete(s.open, key)
		}
	}
}

// CloseStreams ends all streams, immediately and for good, because the server is stopping.
func (s *Server) CloseStreams() {
	s.streams.mu.Lock()
	defer s.streams.mu.Unlock()
	if !s.streams.closed {
		s.streams.closed = true
		close(s.streams.closing)
	}
}

// stream is a response that stays open.
type stream struct {
	w       http.ResponseWriter
	rc      *http.ResponseController
	timeout time.Duration
}

func (s *Server) newStream(c echo.Context) stream {
	return stream{c.Response(), http.NewResponseController(c.Response().Writer), s.streams.timeout}
}

// wait gives the browser time to receive what is written next.
func (st stream) wait() error { return st.rc.SetWriteDeadline(time.Now().Add(st.timeout)) }

// send writes an event. The server's own timeouts are for pages; a stream has a timeout for each
// event.
func (st stream) send(event string) error {
	if err := st.wait(); err != nil {
		return err
	}
	if _, err := io.WriteString(st.w, event); err != nil {
		return err
	}
	return st.rc.Flush()
}

// events tells a page that something changed in what its reader sees, for as long as the reader is
// signed in.
func (s *Server) events(c echo.Context) error {
	q, err := readQuery(c, "since", "of")
	if err != nil {
		return err
	}
	since, err := strconv.ParseInt(q["since"], 10, 64)
	if q["since"] != "" && err != nil {
		return errMalformed
	}
	token := s.sessions.Token(c.Request().Context())
	login := loginOf(actor(c))
	if q["of"] != "" && q["of"] != login { // another login has signed in since the page was made
		return c.Blob(http.StatusOK, eventStream, []byte(eventOver))
	}
	if !s.streams.take(token, login) {
		return c.NoContent(http.StatusTooManyRequests)
	}
	defer s.streams.release(token, login)
	watch, stop := s.svc.Watch(actor(c))
	defer stop()
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, eventStream)
	h.Set("X-Accel-Buffering", "no") // otherwise, nginx would buffer events
	c.Response().WriteHeader(http.StatusOK)
	st := s.newStream(c)
	if c.Request().Method == http.MethodHead || st.rc.SetReadDeadline(time.Time{}) != nil {
		return nil // no stream to keep open
	}
	event, seen := eventAlive, s.svc.Now()
	if c.Request().Header.Get("Last-Event-ID") != "" || s.svc.ChangedSince(watch, time.UnixMilli(since)) {
		event = eventNews
	} else if since > 0 {
		seen = earlier(seen, time.UnixMilli(since))
	}
	if st.send("id: 1\n"+event) == nil {
		s.follow(c, actor(c), seen, token, watch, st)
	}
	_ = st.wait() // the end of the response is still to be written, perhaps long after the last event
	return nil
}

// loginOf is the id of a login.
func loginOf(a access.Actor) string { return cmp.Or(a.UserID, a.AccountID) }

// eventStream is the content type of an event stream.
const eventStream = "text/event-stream"

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// follow sends events until the browser goes away, the session ends or the server stops. Before
// each event it checks again who is signed in. The page shows the state at seen.
func (s *Server) follow(c echo.Context, me access.Actor, seen time.Time, token string, watch *access.Watch, st stream) {
	ctx := c.Request().Context()
	for {
		wait, event := recheck, eventAlive
		boundary, err := s.svc.NextBoundary(ctx, me, seen)
		if err != nil {
			return // the browser will reconnect
		}
		if left := boundary.Sub(s.svc.Now()); !boundary.IsZero() && left < recheck {
			wait, event = max(left, 0), eventNews
		}
		if me.Reach(access.ReadRequests).Has(access.All) {
			event = eventNews // the clock has changed something
		}
		changed, ok := s.wait(c, watch, wait)
		if !ok {
			return
		}
		if changed {
			event = eventNews
		}
		seen = s.svc.Now()
		me, err = s.svc.Authenticate(ctx, token, c.RealIP())
		if err != nil || st.send(event) != nil {
			return // it reconnects, perhaps with a new token of the same session, or hears that it is over
		}
	}
}

// wait waits for a change, or for its maximum time. ok is false if the stream is over.
func (s *Server) wait(c echo.Context, watch *access.Watch, long time.Duration) (changed, ok bool) {
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-watch.C:
		changed = true
		timer.Reset(gather)
		select {
		case <-timer.C:
		case <-s.streams.closing:
		}
	case <-timer.C:
	case <-c.Request().Context().Done():
		return false, false
	case <-s.streams.closing:
		return false, false
	}
	return changed, true
}

// waiting is the number of requests that wait for a decision, for the navigation.
func (s *Server) waiting(c echo.Context) error {
	if _, err := readQuery(c); err != nil {
		return err
	}
	return render(c, http.StatusOK, views.Waiting(&s.words(c).Layout, waitingFor(c)))
}

// waitingFor is how many requests wait for a decision by the reader.
func waitingFor(c echo.Context) int {
	w, _ := c.Get(waitingKey).(access.Waiting)
	return w.Number
}
