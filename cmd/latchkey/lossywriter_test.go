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

// lines reads what a lossy writer wrote, and returns how many lines it said are missing.
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

// A reader learns, at the right place, how many lines are missing, and gets the others in order.
// One that keeps reading gets everything, including the last line. One that stops for a while gets
// as much as there is room for.
func TestALogIsWholeOrSaysWhatIsMissing(t *testing.T) {
	// lines of 100 characters: less and more than fits into the queue
	for many, late := range map[int]bool{2_000: false, 20_000: true} {
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

// room is a file on a disk with room for that many bytes.
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

// Once a full disk has room again, the log says what is missing, after ending the line that was
// cut.
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
