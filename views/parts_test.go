package views

import (
	"strings"
	"testing"

	"latchkey/words"
)

func TestParts(t *testing.T) {
	for sentence, want := range map[string]string{
		words.Slot(1) + " of " + words.Slot(0) + ".":      "<strong>b</strong> of <strong>a</strong>.",
		"No slot <at all>":                                "No slot &lt;at all&gt;",
		"Too many " + words.Slot(0) + words.Slot(7) + "!": "Too many <strong>a</strong>!",
		"": "",
	} {
		var got strings.Builder
		if err := parts(sentence, strong("a"), strong("b")).Render(t.Context(), &got); err != nil || got.String() != want {
			t.Errorf("%q is %q, %v, want %q", sentence, got.String(), err, want)
		}
	}
}
