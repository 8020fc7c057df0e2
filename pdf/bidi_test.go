package pdf

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// run runs one of Debian's programs that does the same as this package, or reads what it has
// written. `make setup` installs them.
func run(t *testing.T, input, name string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), name, args...)
	c.Stdin = strings.NewReader(input)
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v (is it installed? `make setup` does it)", name, err)
	}
	return string(out)
}

// onPaper returns the characters of a text's first line by their places, in the order on paper,
// from left to right.
func (d *Document) onPaper(text string, rtl bool) (places []string) {
	for _, run := range d.set(text, rtl, false, 0)[0].runs {
		for _, g := range run.Glyphs {
			places = append(places, fmt.Sprint(g.TextIndex()))
		}
	}
	return places
}

// Text with mixed directions has the same order on paper as in FriBidi.
func TestTheOrderOnPaperIsFriBidis(t *testing.T) {
	d, random := newDocument(), rand.New(rand.NewPCG(1, 2))
	letters := []rune("ab אב בج 1 2 ٣ 12 a א   .,-+%$/:()–→")
	for _, base := range []struct {
		rtl    bool
		option string
	}{{false, "--ltr"}, {true, "--rtl"}} {
		var texts []string
		for range 2000 {
			text := make([]rune, 2+random.IntN(14))
			for n := range text {
				text[n] = letters[random.IntN(len(letters))]
			}
			texts = append(texts, strings.TrimSpace(string(text))+"x")
		}
		theirs := strings.Split(run(t, strings.Join(texts, "\n")+"\n", "fribidi", base.option, "--nobreak", "--nopad", "--novisual", "--vtol"), "\n")
		for n, text := range texts {
			if ours := strings.Join(d.onPaper(text, base.rtl), " "); ours != strings.TrimSpace(theirs[n]) {
				t.Errorf("%s %q: the order is %s, want %s", base.option, text, ours, theirs[n])
			}
		}
	}
}

// A right-to-left name stays whole among our own words and numbers, and does not move them.
func TestNamesDoNotMoveWhatStandsBesideThem(t *testing.T) {
	name := "חברה 2000 בעמ"
	turned := "מעב 2000 הרבח"
	for _, test := range []struct {
		parts []string
		want  string
	}{
		{[]string{"2 Jun 2026", "   ", name, "   ", "192.0.2.7"}, "2 Jun 2026   " + turned + "   192.0.2.7"},
		{[]string{name, " → ", name, "   ENDED"}, turned + " → " + turned + "   ENDED"},
		{[]string{"GRANTED by " + name + ", 2 Jun 2026, 12:00"}, "GRANTED by " + turned + ", 2 Jun 2026, 12:00"},
		{[]string{"name: " + name + " → " + name}, "name: " + turned + " → " + turned},
		{[]string{"abc " + name, ", ", "17"}, "abc " + turned + ", 17"},
		{[]string{"a\u202Eb\u2066c", " 1"}, "abc 1"},
	} {
		texts, rtl := paragraphs(test.parts)
		var got strings.Builder
		line := newDocument().set(texts[0], rtl[0], false, 0)[0]
		for _, run := range line.runs {
			for _, c := range clusters(run, line.text) {
				got.WriteString(string(c.text))
			}
		}
		if got.String() != test.want {
			t.Errorf("%q stand on paper as %q, want %q", test.parts, got.String(), test.want)
		}
	}
}

// A paragraph has the direction of its first letter.
func TestTheDirectionIsThatOfTheFirstLetter(t *testing.T) {
	for text, want := range map[string]bool{"17 שלום abc": true, "abc שלום": false, "17": false, "": false, "(العربية)": true, "日本": false} {
		if first, _ := direction(text); first != want {
			t.Errorf("%q goes from right to left: %v", text, first)
		}
	}
	if texts, rtl := paragraphs([]string{"abc\nשלום"}); len(texts) != 2 || !slices.Equal(rtl, []bool{false, true}) {
		t.Errorf("the paragraphs are %q, %v", texts, rtl)
	}
}
