package record

import (
	"crypto/rand"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// Every complete head is read, whatever was cut off. Nothing that is not a head is skipped.
func TestSplitHeads(t *testing.T) {
	signer, err := NewSigner(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	heads := make([]string, 3)
	for i := range heads {
		h := Head{Size: int64(i + 99), Hash: tlog.Hash{byte(i)}}
		if heads[i], err = signer.sign(h.text(signer.Name())); err != nil {
			t.Fatal(err)
		}
	}
	one, two, three := heads[0], heads[1], heads[2]
	read := func(text string) (string, int) {
		t.Helper()
		got, torn, err := SplitHeads(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		return strings.Join(got, ""), torn
	}
	for cut := range len(two) {
		for _, c := range []struct {
			text, want string
			torn       int
		}{
			{one + two[:cut], one, cut},
			{one + two[:cut] + three, one + three, 0},
			{one + "\n" + two[:cut] + three + "\n", one + three, 0},
			{two[:cut] + two[:cut] + three, three, 0},
			{one + two[:cut] + "\x00\x00", one, cut + 2},
		} {
			got, torn := read(c.text)
			equal(t, "torn, at the end as well: "+c.text, []any{got, torn, TornAtEnd(c.text)}, []any{c.want, c.torn, torn})
		}
	}
	for _, text := range []string{"junk", one + "junk", "junk\n" + one, one + strings.Replace(two, "100", "10o", 1), one[:10] + "junk" + one, strings.ToUpper(one), one + two[1:]} {
		if got, _, err := SplitHeads(text); err == nil {
			t.Errorf("%q is read as %q", text, got)
		}
		equal(t, "nothing is cut off "+text, strings.HasSuffix(text, "junk") && TornAtEnd(text) > 0, false)
	}
}
