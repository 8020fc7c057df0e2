// Command commonlist makes passwords/common.list, the list that comes with Latchkey, from two word
// lists. `make common-passwords` downloads those and runs it.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"latchkey/guess"
	"latchkey/newfile"
	"latchkey/passwords"
)

const (
	// most is how many passwords the list has.
	most = 100_000
	// least is the length of the shortest password that Latchkey accepts, in characters.
	least = 12
	// safe is the score of package guess from which Latchkey accepts a password.
	safe = 3
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: commonlist TOP-1M.txt ROCKYOU.txt OUT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "commonlist:", err)
		os.Exit(1)
	}
}

func run(top, rockyou, out string) error {
	words, err := lines(top)
	if err != nil {
		return err
	}
	more, err := lines(rockyou)
	if err != nil {
		return err
	}
	c := collection{has: map[string]bool{}}
	for _, from := range []struct {
		name  string
		words []string
	}{{"top 1M", words}, {"rockyou", more}, {"famous", famous()}, {"keyboard", keyboard()}} {
		before := len(c.list)
		for _, w := range from.words {
			c.add(w)
		}
		fmt.Printf("%s: %d\n", from.name, len(c.list)-before)
	}
	before := len(c.list)
	depth := c.derive(words)
	fmt.Printf("derived from the %d most used shorter ones: %d\n", depth, len(c.list)-before)
	source := passwords.Source{Reader: strings.NewReader(strings.Join(c.list, "\n")), Least: least}
	n, err := passwords.Build(context.Background(), out, newfile.Replace, source, int64(len(c.list)))
	fmt.Printf("%s: %d\n", out, n)
	return err
}

func lines(path string) (list []string, err error) {
	f, err := os.Open(filepath.Clean(path)) //nolint:gosec // the command line names it
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	s := bufio.NewScanner(f)
	for s.Scan() {
		list = append(list, s.Text())
	}
	return list, s.Err()
}

// collection is the passwords found so far, in lower case.
type collection struct {
	list []string
	has  map[string]bool
}

func (c *collection) add(password string) {
	p := strings.ToLower(password)
	if utf8.RuneCountInString(p) >= least && !c.has[p] && len(c.list) < most {
		c.has[p] = true
		c.list = append(c.list, p)
	}
}

// endings are what people append to a password that is too short.
var endings = strings.Fields("1 12 123 1234 12345 123456 1! 123! ! !! @123 #1 01 007 2018 2019 2020 2021 2022 2023 2024 2025 2026 2024! 2025! 2026! abc xyz")

// derive fills the collection with what people make of a shorter password when it must be longer,
// beginning with the most used one. It leaves out what Latchkey refuses anyway as too easy to
// guess. It returns how many shorter ones it used.
func (c *collection) derive(words []string) int {
	for i, w := range words {
		n := utf8.RuneCountInString(w)
		if n >= least || n < 4 {
			continue
		}
		longer := []string{w + w, w + w + w}
		for _, e := range endings {
			longer = append(longer, w+e, e+w, w+w+e)
		}
		for _, p := range longer {
			p = strings.ToLower(p)
			if utf8.RuneCountInString(p) >= least && utf8.RuneCountInString(p) <= least+4 && guess.Rate(p).Score >= safe {
				c.add(p)
			}
		}
		if len(c.list) == most {
			return i + 1
		}
	}
	return len(words)
}
