package words

import (
	"testing"

	"latchkey/access"
)

// Each cause has a sentence in each language.
func TestCausesHaveSentences(t *testing.T) {
	r := access.Request{AccountName: "Acme", RequesterAccountName: "Help desk"}
	for _, w := range All {
		for _, c := range access.Causes {
			if w.Causes.Of(r, c) == string(c) {
				t.Errorf("%s: %s has no sentence", w.Tag, c)
			}
		}
		if got := w.Causes.Of(r, ""); got != "" {
			t.Errorf("%s: no cause is %q", w.Tag, got)
		}
	}
}
