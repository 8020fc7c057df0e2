package db

import (
	"errors"
	"sync"
	"testing"
	"time"
)

type seen struct {
	mu         sync.Mutex
	statements map[string]time.Duration
	turns      int
}

func (s *seen) Statement(name string, took time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.statements[name] += took
}

func (s *seen) Turn(time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turns++
}

// TestObserve: a statement's time is how long SQLite worked, including on its rows, but not how
// long the caller took to read them.
func TestObserve(t *testing.T) {
	s := open(t, made(t), Exclusive)
	o := &seen{statements: map[string]time.Duration{}}
	s.Observe(o)
	const work = `-- name: Work :many
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT MAX(i) FROM n UNION ALL SELECT 2`
	began := time.Now()
	rows, err := s.reader.QueryContext(t.Context(), work)
	must(t, err)
	defer rows.Close() //nolint:errcheck // it is closed below
	rows.Next()
	worked := time.Since(began)
	time.Sleep(4 * worked)
	must(t, errors.Join(rows.Err(), rows.Close()))
	if took := o.statements["Work"]; took <= 0 || took >= 4*worked {
		t.Errorf("it took %s of %s: what its reader did in between counts", took, time.Since(began))
	}
	must(t, s.Write(t.Context(), touch(t.Context())))
	if _, ok := o.statements["PutClockMark"]; !ok || o.turns != 1 || o.statements[commitStatement] == 0 {
		t.Errorf("of a write it saw %d turns and %v", o.turns, o.statements)
	}
	z, err := s.Sizes()
	must(t, err)
	if z.Database == 0 || z.WAL == 0 || z.Disk == 0 || z.Free > z.Disk {
		t.Errorf("sizes %+v", z)
	}
}
