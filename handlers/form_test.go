package handlers

import (
	"testing"

	"latchkey/access"
)

// TestIsField: a name that ends in * stands for boxes that are ticked, and is no field itself.
func TestIsField(t *testing.T) {
	fields := []string{"note", "keep_*"}
	for _, c := range []struct {
		name, value string
		want        bool
	}{
		{"note", "anything", true},
		{"keep_USER", "on", true},
		{"keep_USER", "off", false},
		{"keep_", "on", false},
		{"keep_*", "anything", false},
		{"notes", "anything", false},
	} {
		if got := isField(fields, c.name, c.value); got != c.want {
			t.Errorf("%s=%s: %v, want %v", c.name, c.value, got, c.want)
		}
	}
}

// TestWithMistakesLeavesTheForm: what is not shown again is still there for whoever sent it.
func TestWithMistakesLeavesTheForm(t *testing.T) {
	f := form{"name": "sue", "current_password": "secret"}
	shown := withMistakes(f, &access.Invalid{}).Values
	if _, has := shown["current_password"]; has || shown["name"] != "sue" || f["current_password"] != "secret" {
		t.Errorf("shown %v, sent %v", shown, f)
	}
}
