package main

import (
	"bytes"
	"io"
	"log/slog"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

const (
	// queueLimit is how many bytes may wait for a slow reader, for standard output and standard
	// error each.
	queueLimit = 256 << 10
	// flushTimeout is how long the program waits for the reader at its end.
	flushTimeout = time.Second
)

// lossyWriter is a writer that never fails and never blocks: lines wait in a queue for whoever
// reads them. If the reader has stopped or is gone, lines are dropped. Once it reads again, a line
// in their place says how many. Each Write must be one or more whole lines.
type lossyWriter struct {
	to io.Writer
	// told makes the line that says how many were dropped.
	told func(lines int) []byte

	mu    sync.Mutex
	queue []byte
	// lost counts the lines before the queue that could not be written, full the lines after it for
	// which there was no room.
	lost, full int
	closed     bool
	// wake contains a token if there is something to do.
	wake, done chan struct{}
	// cut says that the last write ended in the middle of a line. Only the writing goroutine uses
	// it.
	cut bool
}

func newLossyWriter(to io.Writer, told func(lines int) []byte) *lossyWriter {
	s := &lossyWriter{to: to, told: told, wake: make(chan struct{}, 1), done: make(chan struct{})}
	go s.run()
	return s
}

var newline = []byte("\n")

// Write implements io.Writer.
func (s *lossyWriter) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.full > 0 || len(s.queue)+len(p) > queueLimit {
		s.full += bytes.Count(p, newline)
	} else {
		s.queue = append(s.queue, p...)
	}
	s.wakeUp()
	return len(p), nil
}

func (s *lossyWriter) wakeUp() {
	select {
	case s.wake <- struct{}{}:
	default: // it already contains a token
	}
}

// run writes the queue until it is closed and empty, or the rest cannot be written.
func (s *lossyWriter) run() {
	defer close(s.done)
	for range s.wake {
		for s.turn() {
		}
		s.mu.Lock()
		closed := s.closed
		s.mu.Unlock()
		if closed {
			return
		}
	}
}

// turn writes the present queue. It returns false if the queue was empty or could not be written.
// The next line triggers another try.
func (s *lossyWriter) turn() bool {
	s.mu.Lock()
	lost, lines, full := s.lost, s.queue, s.full
	s.lost, s.queue, s.full = 0, nil, 0
	s.mu.Unlock()
	if lost+len(lines)+full == 0 {
		return false
	}
	left := s.put(lost, lines, full)
	s.mu.Lock()
	s.lost += left
	s.mu.Unlock()
	return left == 0
}

// put writes lines, and before and after them how many were lost there. It returns how many were
// not written.
func (s *lossyWriter) put(lost int, lines []byte, full int) (left int) {
	if lost > 0 {
		if _, err := s.write(s.told(lost)); err != nil {
			return lost + bytes.Count(lines, newline) + full
		}
	}
	if n, err := s.write(lines); err != nil {
		return bytes.Count(lines[n:], newline) + full
	}
	if full > 0 {
		if _, err := s.write(s.told(full)); err != nil {
			return full
		}
	}
	return 0
}

func (s *lossyWriter) write(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	if s.cut {
		if _, err := s.to.Write(newline); err != nil {
			return 0, err
		}
	}
	n, err = s.to.Write(p)
	s.cut = s.cut && n == 0 || n > 0 && p[n-1] != '\n'
	return n, err
}

// close writes the queue, but does not wait long.
func (s *lossyWriter) close() {
	s.mu.Lock()
	s.closed = true
	s.wakeUp()
	s.mu.Unlock()
	select {
	case <-s.done:
	case <-time.After(flushTimeout):
	}
}

// surviveOutput keeps a server running, without delay, if whoever reads its output stops or goes
// away.
func (g *globals) surviveOutput() {
	signal.Ignore(syscall.SIGPIPE) // the write fails instead
	g.stdout = newLossyWriter(g.stdout, func(int) []byte { return nil })
	g.stderr = newLossyWriter(g.stderr, func(lines int) []byte {
		var line bytes.Buffer
		newLog(&line, slog.LevelWarn).Warn("lines of this log are missing here: its reader had stopped", "lines", lines)
		return line.Bytes()
	})
}

// flush writes everything that is waiting.
func (g *globals) flush() {
	for _, w := range []io.Writer{g.stdout, g.stderr} {
		if s, ok := w.(*lossyWriter); ok {
			s.close()
		}
	}
}
