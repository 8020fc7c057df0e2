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

// How long a stop takes, counted from the signal. What has begun is cut off after finishWithin:
// requests, a mail, a head on its way. After stopWithin the process ends, whatever the database, a
// disk or another machine does: supervisors kill after 10 s.
const (
	finishWithin = 5 * time.Second
	stopWithin   = 7 * time.Second
)

var errStopping = errors.New("the server stops")

// stopping is how long what belongs to a server may go on.
type stopping struct {
	// running is done when the stop begins, finish when what has begun is cut off, last when
	// nothing is written any more.
	running, finish, last context.Context //nolint:containedctx // they live as long as the server
	// begin begins the stop, where ctx has not. over is called when all is over.
	begin, over func()
}

// newStopping is for a server that stops with ctx at the latest.
func newStopping(ctx context.Context) stopping {
	running, begin := context.WithCancel(ctx)
	finish, cancelFinish := contextAfter(running, finishWithin)
	last, cancelLast := contextAfter(running, stopWithin)
	return stopping{running, finish, last, begin, func() { cancelFinish(); cancelLast(); begin() }}
}

// contextAfter is a context that ends so long after ctx.
func contextAfter(ctx context.Context, long time.Duration) (late context.Context, cancel func()) {
	late, end := context.WithCancelCause(context.WithoutCancel(ctx))
	forget := context.AfterFunc(ctx, func() {
		timer := time.AfterFunc(long, func() { end(errStopping) })
		context.AfterFunc(late, func() { timer.Stop() })
	})
	return late, func() { forget(); end(context.Canceled) }
}

// wait waits for what runs beside the server, but not longer than the stop may take: no context
// ends a call to a disk that hangs.
func (s stopping) wait(what string, beside *sync.WaitGroup) error {
	return s.within(what, func() error { beside.Wait(); return nil })
}

// within is fn, or an error where the stop is over before it returns.
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
	case <-time.After(stopGrace): // what ends with the same context
		return fmt.Errorf("%s was not over %s after the stop began: the process ends without it", what, stopWithin)
	}
}

// stopGrace is for what ends when the stop is over to return.
const stopGrace = 500 * time.Millisecond

// newConnections are connections on which nobody asked for anything yet. A browser opens some
// beforehand; http.Server.Shutdown would wait for them as for a request.
type newConnections struct {
	mu    sync.Mutex
	conns map[net.Conn]bool
}

// track takes note of a connection's state, for http.Server.ConnState.
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
