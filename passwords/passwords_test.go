package passwords

import (
	"errors"
	"math"
	"math/bits"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"latchkey/newfile"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// has reports whether a list has a password.
func has(t *testing.T, l *List, password string) bool {
	t.Helper()
	found, err := l.Has(password)
	must(t, err)
	return found
}

// build makes a list of a text, and opens it.
func build(t *testing.T, text string, s Source) *List {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list")
	s.Reader = strings.NewReader(text)
	count, err := s.Count(t.Context())
	must(t, err)
	s.Reader = strings.NewReader(text)
	n, err := Build(t.Context(), path, newfile.Keep, s, count)
	must(t, err)
	l, err := Open(path)
	must(t, err)
	t.Cleanup(func() { must(t, l.Close()) })
	must(t, l.Check(t.Context()))
	if n != count || l.Len() != count {
		t.Errorf("it has %d passwords and says %d, want %d", n, l.Len(), count)
	}
	return l
}

func TestTheListInTheProgram(t *testing.T) {
	must(t, Common().Check(t.Context()))
	if n := Common().Len(); n != 100_000 || Common().Size() != int64(len(common)) || Common().Size() > 500_000 {
		t.Errorf("it has %d passwords in %d bytes", n, Common().Size())
	}
	for _, p := range []string{
		"!QAZ2wsx#EDC", "!qaz2wsx#edc", "!QAZ2WSX#EDC", "correcthorsebatterystaple", "CorrectHorseBatteryStaple", "correct horse battery staple",
		"verysexygirl", "VerySexyGirl", "1qaz!QAZ2wsx@WSX", "!QAY2wsx§EDC", "Sesam öffne dich!", "MayTheForceBeWithYou", "qwertzuiopü+",
	} {
		if !has(t, Common(), p) {
			t.Errorf("it does not have %q", p)
		}
	}
	for _, p := range []string{"", "password", "otter velvet quarry 57", "x7k2m9q4w8e1zP", "seven other unrelated words"} {
		if has(t, Common(), p) {
			t.Errorf("it has %q", p)
		}
	}
	must(t, Common().Close())
}

// random are n passwords that nobody uses, always the same. Each has capitals, so it is looked up
// twice.
func random(n int, fn func(password string)) {
	source := rand.New(rand.NewPCG(16, 7))
	b := make([]byte, 16)
	for range n {
		for i := range b {
			b[i] = byte('!' + source.IntN('~'-'!'))
		}
		b[0] = 'A'
		fn(string(b))
	}
}

// A wrong answer has the probability that all probed bits of a block are set. Two forms of a
// password are looked up, and together they may be wrong once in a million times.
func TestAFilterIsSeldomWrong(t *testing.T) {
	chance := 0.0
	for at := blockSize; at < len(common); at += blockSize {
		set := 0
		for i := range blockSize {
			set += bits.OnesCount8(common[at+i])
		}
		chance += math.Pow(float64(set)/blockBits, probes) / float64(Common().blocks)
	}
	if 2*chance > 1e-6 {
		t.Errorf("a wrong answer has the probability %v", 2*chance)
	}
	n := 1_000_000
	if testing.Short() {
		n = 100_000
	}
	wrong := 0
	random(n, func(p string) {
		if has(t, Common(), p) {
			wrong++
		}
	})
	if wrong > 2 {
		t.Errorf("%d of %d passwords are found that nobody put in", wrong, n)
	}
}

// Whatever the capitals, a password in the program's list is found.
func TestCapitalsDoNotHideAPassword(t *testing.T) {
	known := []string{"!qaz2wsx#edc", "correct horse battery staple", "verysexygirl", "sesam öffne dich!", "qwertzuiopü+", "frühlingsommerherbstwinter"}
	rapid.Check(t, func(r *rapid.T) {
		p := []rune(rapid.SampledFrom(known).Draw(r, "password"))
		for i := range p {
			if rapid.Bool().Draw(r, "capital") {
				p[i] = unicode.ToUpper(p[i])
			}
		}
		if found, err := Common().Has(string(p)); !found || err != nil {
			r.Errorf("%q is not found: %v", string(p), err)
		}
	})
}

// Every password that was put in is found, however many there are.
func TestAFilterForgetsNothing(t *testing.T) {
	n := atOnce + 10_000 // more than one batch
	var text strings.Builder
	random(n, func(p string) { text.WriteString(p + "\n") })
	l := build(t, text.String(), Source{})
	random(n, func(p string) {
		if !has(t, l, p) {
			t.Fatalf("%q is missing", p)
		}
	})
	if size := int64(4*n + 2*blockSize); l.Size() > size {
		t.Errorf("it has %d bytes for %d passwords", l.Size(), n)
	}
}

func TestOnlyAWholeListIsOpened(t *testing.T) {
	whole := []byte(common)
	changed := func(at int, to byte) []byte {
		b := append([]byte{}, whole...)
		b[at] = to
		return b
	}
	for name, c := range map[string]struct {
		content     []byte
		open, check error
	}{
		"as it was made":     {content: whole},
		"another version":    {content: changed(len("latchkey passwords "), '2'), open: ErrVersion},
		"an empty file":      {content: nil, open: ErrNotAList},
		"other content":      {content: []byte("verysexygirl\n"), open: ErrNotAList},
		"cut off":            {content: whole[:len(whole)-1], open: ErrDamaged},
		"a block is missing": {content: whole[:len(whole)-blockSize], open: ErrDamaged},
		"only the header":    {content: whole[:blockSize], open: ErrDamaged},
		"half of the header": {content: whole[:100], open: ErrDamaged},
		"too long":           {content: append(append([]byte{}, whole...), 0), open: ErrDamaged},
		"another header":     {content: changed(blockSize-1, 1), open: ErrDamaged},
		"a changed bit":      {content: changed(len(whole)-1, whole[len(whole)-1]^1), check: ErrDamaged},
	} {
		path := filepath.Join(t.TempDir(), "list")
		must(t, os.WriteFile(path, c.content, 0o600))
		l, err := Open(path)
		if !errors.Is(err, c.open) || (err == nil) != (c.open == nil) {
			t.Errorf("%s: opening it gives %v, want %v", name, err, c.open)
		}
		if err != nil {
			continue
		}
		if err := l.Check(t.Context()); !errors.Is(err, c.check) || (err == nil) != (c.check == nil) {
			t.Errorf("%s: checking it gives %v, want %v", name, err, c.check)
		}
		must(t, l.Close())
		if _, err := l.Has("verysexygirl"); !errors.Is(err, os.ErrClosed) {
			t.Errorf("%s: a lookup in a closed file gives %v", name, err)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "list")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

func BenchmarkHas(b *testing.B) {
	for b.Loop() {
		if _, err := Common().Has("Otter velvet quarry 57"); err != nil {
			b.Fatal(err)
		}
	}
}
