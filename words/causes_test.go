package words

import (
	"testing"

	"latchkey/access"
)

// Each cause and each end has a word in each language, and each cause has a sentence.
func TestCausesHaveWords(t *testing.T) {
	r := access.Request{AccountName: "Acme", RequesterAccountName: "Help desk"}
	for _, w := range All {
		for _, c := range access.Causes {
			if w.Causes.Names[c] == "" || w.Causes.Of(r, c) == string(c) {
				t.Errorf("%s: %s has no words", w.Tag, c)
			}
		}
		for _, e := range access.Ends {
			if w.Causes.Ends[e] == "" {
				t.Errorf("%s: %s has no words", w.Tag, e)
			}
		}
		if got := w.Causes.Of(r, ""); got != "" {
			t.Errorf("%s: no cause is %q", w.Tag, got)
		}
	}
}
