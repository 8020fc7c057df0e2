package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// lines are what a reader of a lossy writer gets, and how many of those it was told are missing.
func lines(t *testing.T, r *os.File, each func(line string)) (missing int) {
	t.Helper()
	for s := bufio.NewScanner(r); s.Scan(); {
		if n, ok := strings.CutPrefix(s.Text(), "missing "); ok {
			m, err := strconv.Atoi(n)
			must(t, err)
			missing += m
			continue
		}
		each(s.Text())
	}
	return missing
}

func missingLines(n int) []byte { return fmt.Appendf(nil, "missing %d\n", n) }

// What a reader does not get it is told of, in its place, and what it gets is in order: one that
// reads gets all, also what is written last; one that stops for a time gets what there is room for.
func TestALogIsWholeOrSaysWhatIsMissing(t *testing.T) {
	for many, late := range map[int]bool{2_000: false, 20_000: true} { // of 100 characters: less and more than what waits
		r, w, err := os.Pipe()
		must(t, err)
		s := newLossyWriter(w, missingLines)
		got, next := 0, 0
		missing := make(chan int)
		reader := func() {
			missing <- lines(t, r, func(line string) {
				n, err := strconv.Atoi(strings.TrimSpace(line))
				if err != nil || n < next {
					t.Errorf("line %q after %d, %v", line, next-1, err)
				}
				got, next = got+1, n+1
			})
		}
		if !late {
			go reader()
		}
		for i := range many {
			_, _ = fmt.Fprintf(s, "%100d\n", i) // it never fails
		}
		if late {
			go reader()
		}
		s.close()
		must(t, w.Close())
		if m := <-missing; got+m != many || late == (m == 0) {
			t.Errorf("reading late %v: %d lines came and %d were told missing, of %d", late, got, m, many)
		}
	}
}

// room is a file on a disk that has room for so many bytes.
type room struct {
	strings.Builder
	left int
}

func (r *room) Write(p []byte) (int, error) {
	n := min(len(p), r.left)
	r.left -= n
	r.Builder.Write(p[:n])
	if n < len(p) {
		return n, syscall.ENOSPC
	}
	return n, nil
}

// What a full disk had no room for is told when there is room again, after the end of the line that
// it cut.
func TestALogGoesOnAfterAFullDisk(t *testing.T) {
	file := &room{left: len("line 0\nline 1\nlin")}
	s := &lossyWriter{to: file, told: missingLines}
	for i := range 5 {
		if i == 4 {
			file.left = 100
		}
		_, _ = fmt.Fprintf(s, "line %d\n", i) // it never fails
		s.turn()
	}
	same(t, file.String(), "line 0\nline 1\nlin\nmissing 2\nline 4\n", "what was written")
}
