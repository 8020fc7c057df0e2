package handlers

import (
	"context"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
)

const (
	// heavyOfSession is how many expensive answers a session gets at a time, and heavyWait how long
	// the next one waits.
	heavyOfSession = 2
	heavyWait      = 5 * time.Second
)

// turns lets each session have a few expensive answers made at a time, so that nobody keeps the
// server busy for everyone else. An account login is often several people, so they are not counted
// together: a login has few sessions.
type turns struct {
	mu sync.Mutex
	of map[string]*places
}

// places are a session's. users is how many are there or wait.
type places struct {
	free  chan struct{}
	users int
}

func newTurns() *turns { return &turns{of: map[string]*places{}} }

// enter waits for a place, which is taken until leave is called. If the wait is too long, it
// returns a *Busy.
func (t *turns) enter(ctx context.Context, session string) (leave func(), err error) {
	t.mu.Lock()
	p := t.of[session]
	if p == nil {
		p = &places{free: make(chan struct{}, heavyOfSession)}
		t.of[session] = p
	}
	p.users++
	t.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, heavyWait)
	defer cancel()
	select {
	case p.free <- struct{}{}:
		return func() { <-p.free; t.gone(session, p) }, nil
	case <-ctx.Done():
		t.gone(session, p)
		return nil, &access.Busy{RetryAfter: heavyWait}
	}
}

func (t *turns) gone(session string, p *places) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if p.users--; p.users == 0 {
		delete(t.of, session)
	}
}

// inTurn makes expensive answers one after the other.
func (s *Server) inTurn(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx := c.Request().Context()
		leave, err := s.turns.enter(ctx, s.sessions.Token(ctx))
		if err != nil {
			return err
		}
		defer leave()
		return next(c)
	}
}
