package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// How long a stop takes, from the signal. After finishWithin, running requests, a mail and a head
// being posted are cut off. After stopWithin the process ends, whatever the database, a disk or
// another machine does, because supervisors kill after 10 s.
const (
	finishWithin = 5 * time.Second
	stopWithin   = 7 * time.Second
)

var errStopping = errors.New("the server is stopping")

// stopping says how long the parts of a server may continue.
type stopping struct {
	// running ends when the stop begins, finish when running work is cut off, and last when nothing
	// is written any more.
	running, finish, last context.Context //nolint:containedctx // they live as long as the server
	// begin begins the stop, if ctx has not done so. Call over when everything has ended.
	begin, over func()
}

// newStopping is for a server that stops with ctx at the latest.
func newStopping(ctx context.Context) stopping {
	running, begin := context.WithCancel(ctx)
	finish, cancelFinish := contextAfter(running, finishWithin)
	last, cancelLast := contextAfter(running, stopWithin)
	return stopping{running, finish, last, begin, func() { cancelFinish(); cancelLast(); begin() }}
}

// contextAfter returns a context that ends that long after ctx.
func contextAfter(ctx context.Context, long time.Duration) (late context.Context, cancel func()) {
	late, end := context.WithCancelCause(context.WithoutCancel(ctx))
	forget := context.AfterFunc(ctx, func() {
		timer := time.AfterFunc(long, func() { end(errStopping) })
		context.AfterFunc(late, func() { timer.Stop() })
	})
	return late, func() { forget(); end(context.Canceled) }
}

// wait waits for what runs next to the server, but no longer than the stop may take: a context
// cannot interrupt a call to a disk that hangs.
func (s stopping) wait(what string, beside *sync.WaitGroup) error {
	return s.within(what, func() error { beside.Wait(); return nil })
}

// within calls fn, and returns an error if the stop is over before fn returns.
func (s stopping) within(what string, fn func() error) error {
	done := make(chan error, 1)
	go func() { done <- fn() }()
	select {
	case err := <-done:
		return err
	case <-s.last.Done():
	}
	select {
	case err := <-done:
		return err
	case <-time.After(stopGrace): // something may end with the same context
		return fmt.Errorf("%s hadn't finished %s after the stop began: the process ends without waiting for it", what, stopWithin)
	}
}

// stopGrace is for what still has to return when the stop is over.
const stopGrace = 500 * time.Millisecond

// newConnections are connections without a request so far. Browsers open some in advance, and
// http.Server.Shutdown would wait for them as it does for a request.
type newConnections struct {
	mu    sync.Mutex
	conns map[net.Conn]bool
}

// track is for http.Server.ConnState.
func (n *newConnections) track(c net.Conn, state http.ConnState) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.conns == nil {
		n.conns = map[net.Conn]bool{}
	}
	delete(n.conns, c)
	if state == http.StateNew {
		n.conns[c] = true
	}
}

func (n *newConnections) close() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for c := range n.conns {
		_ = c.Close() // the server forgets it
	}
}
