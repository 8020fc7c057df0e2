package guess

import (
	"math/rand/v2"
	"strings"
	"testing"

	zxcvbn "github.com/ccojocar/zxcvbn-go"
	"github.com/ccojocar/zxcvbn-go/matching"
)

// parts are the parts of the passwords in these tests: something for each matcher, and its edge
// cases.
var parts = []string{
	"", "a", "Z", "7", " ", "-", "!", "ß", "é", "密", "\xff", "İ", "password", "Correct", "horse", "BATTERY", "Sue", "Müller", "qwertz", "zxcvbn", "QWE$%^", "!@#$",
	"789+", "aoeu", "7894561", "aaa", "aAaA", "ééé", "111111", "abcdef", "CBA", "dcba!", "9876", "xyz0123", "31.12.1999", "2011-02-03", "1/2/99", "99 12 31", "31122014",
	"19991231", "991231", "123456", "13132013", "20262026", "0000", "12345678901234", "otter-velvet-quarry-57", "l33t",
}

// A password must get exactly the library's rating.
func TestARatingIsTheLibrarys(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 18))
	passwords := append([]string{}, parts...)
	for range 500 {
		var b strings.Builder
		for range 1 + random.IntN(5) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		passwords = append(passwords, b.String())
	}
	for range 200 {
		b := make([]byte, 1+random.IntN(24))
		for i := range b {
			b[i] = byte(' ' + random.IntN('~'-' '))
		}
		passwords = append(passwords, string(b))
	}
	for _, p := range passwords {
		got, want := Rate(p), zxcvbn.PasswordStrength(p, nil, matching.FilterL33tMatcher)
		if got.Entropy != want.Entropy || got.Score != want.Score {
			t.Errorf("%q: got %v bits and the score %d, want %v and %d", p, got.Entropy, got.Score, want.Entropy, want.Score)
		}
	}
}
