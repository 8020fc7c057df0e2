package passwords

import (
	"cmp"
	"crypto/sha1"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/newfile"
)

// pwned is a line of Have I Been Pwned.
func pwned(password string, seen int) string {
	return fmt.Sprintf("%X:%d\r\n", sha1.Sum([]byte(password)), seen)
}

// Hashes do not say what they are hashes of, so they are found as they are, or in lower case.
func TestAListOfHashes(t *testing.T) {
	text := pwned("Otter velvet quarry", 3) + pwned("lamp over cloud", 1) + pwned("Short", 9)
	l := build(t, text, Source{Least: 12, Seen: 1})
	for p, want := range map[string]bool{
		"Otter velvet quarry": true, "otter velvet quarry": false, "lamp over cloud": true, "LAMP over cloud": true, "Short": true, "other": false,
	} {
		if has(t, l, p) != want {
			t.Errorf("%q: got %v, want %v", p, !want, want)
		}
	}
	seldom := build(t, text, Source{Seen: 2})
	if !has(t, seldom, "Otter velvet quarry") || has(t, seldom, "lamp over cloud") || seldom.Len() != 2 {
		t.Error("of those that were seen twice it has others")
	}
	bare := fmt.Sprintf("%x\n%x", sha1.Sum([]byte("one")), sha1.Sum([]byte("two")))
	if l := build(t, bare, Source{Seen: 1}); !has(t, l, "one") || !has(t, l, "two") {
		t.Error("without counts it has no hashes")
	}
}

// A list of passwords finds them however they are capitalized.
func TestAListOfPasswords(t *testing.T) {
	l := build(t, "Otter Velvet Quarry\r\n\nshort\nübermütiger\nzwölf Zeichen\n", Source{Least: 12})
	for p, want := range map[string]bool{
		"Otter Velvet Quarry": true, "otter velvet QUARRY": true, "Zwölf zeichen": true, "übermütiger": false, "short": false, "": false,
	} {
		if has(t, l, p) != want {
			t.Errorf("%q: got %v, want %v", p, !want, want)
		}
	}
}

func TestWhatIsNoSource(t *testing.T) {
	hash := pwned("Otter velvet quarry", 3)
	for name, c := range map[string]struct {
		text string
		seen int64
		room int64
		is   error
		want string
	}{
		"nothing":          {is: ErrEmpty},
		"only short ones":  {text: "short\n", is: ErrEmpty},
		"seen too seldom":  {text: hash, seen: 4, is: ErrEmpty},
		"gzip":             {text: "\x1f\x8b\x08\x00", is: ErrCompressed},
		"7z":               {text: "7z\xbc\xaf\x27\x1c....", is: ErrCompressed},
		"NTLM":             {text: strings.Repeat("0A", 16) + ":12\n", is: ErrNTLM},
		"more than room":   {text: "otter velvet quarry\nlamp over cloud\n", room: 1, is: ErrMore},
		"mixed":            {text: hash + hash + "otter velvet quarry\n", want: `line 3 isn't a SHA-1 hash with a count, but the first line is: "otter velvet quarry"`},
		"a count of text":  {text: hash + strings.Repeat("0", 40) + ":x\n", want: "line 2 isn't"},
		"a negative count": {text: hash + strings.Repeat("0", 40) + ":-1\n", want: "line 2 isn't"},
		"a count and more": {text: hash + strings.Repeat("0", 40) + ":1 \n", want: "line 2 isn't"},
		"an endless line":  {text: "otter velvet quarry\n" + strings.Repeat("x", maxLine+1), want: "line 2 is longer"},
	} {
		path := filepath.Join(t.TempDir(), "list")
		_, err := Build(t.Context(), path, newfile.Keep, Source{Reader: strings.NewReader(c.text), Least: 12, Seen: c.seen}, cmp.Or(c.room, 10))
		if c.is != nil && !errors.Is(err, c.is) || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %v%s", name, err, c.is, c.want)
		}
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: there is a file: %v", name, err)
		}
	}
}

// A list that is there stays, unless it is to be replaced.
func TestAListIsReplacedOnlyOnPurpose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list")
	source := func() Source { return Source{Reader: strings.NewReader("otter velvet quarry\n")} }
	_, err := Build(t.Context(), path, newfile.Keep, source(), 1)
	must(t, err)
	if _, err := Build(t.Context(), path, newfile.Keep, source(), 1); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	_, err = Build(t.Context(), path, newfile.Replace, source(), 1)
	must(t, err)
	if _, err := Build(t.Context(), path, newfile.Replace, source(), 0); !errors.Is(err, ErrEmpty) {
		t.Errorf("room for none: %v", err)
	}
}
