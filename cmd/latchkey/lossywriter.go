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
	// queueLimit is how many bytes of lines wait for a reader that is slow, in each of standard
	// output and standard error.
	queueLimit = 256 << 10
	// flushTimeout is how long the end of the program waits for it.
	flushTimeout = time.Second
)

// lossyWriter is a writer that never fails and never holds anybody up: lines wait in a queue for
// whatever reads them. Where that has stopped or is gone, lines are dropped, and told in their
// place when it reads again. Each Write is a line or more.
type lossyWriter struct {
	to io.Writer
	// told makes the line that tells of dropped ones.
	told func(lines int) []byte

	mu    sync.Mutex
	queue []byte
	// lost are the lines before those of the queue that could not be written, full those after them
	// that it had no room for.
	lost, full int
	closed     bool
	// wake has a token where there is something to do.
	wake, done chan struct{}
	// cut says that what was written last ended within a line. It is the writing goroutine's.
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
	default: // there is a token already
	}
}

// run writes what is queued, until it is closed and nothing is left, or what is left cannot be
// written.
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

// turn writes what there is now. It is false where there was nothing or it could not be written:
// that is tried again with the next line.
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

// put writes lines, between what tells of those lost before and after them. It returns how many
// were not written.
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

// close writes what is queued, but does not wait for long.
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

// surviveOutput lets a server outlive what reads its output: neither a reader that stops nor one that goes
// away holds it up or ends it.
func (g *globals) surviveOutput() {
	signal.Ignore(syscall.SIGPIPE) // the write fails instead
	g.stdout = newLossyWriter(g.stdout, func(int) []byte { return nil })
	g.stderr = newLossyWriter(g.stderr, func(lines int) []byte {
		var line bytes.Buffer
		newLog(&line, slog.LevelWarn).Warn("lines of this log are missing here: what reads it had stopped", "lines", lines)
		return line.Bytes()
	})
}

// flush writes what waits to be written.
func (g *globals) flush() {
	for _, w := range []io.Writer{g.stdout, g.stderr} {
		if s, ok := w.(*lossyWriter); ok {
			s.close()
		}
	}
}
