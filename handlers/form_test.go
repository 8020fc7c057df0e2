package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"latchkey/access"
	"latchkey/views"
	"latchkey/words"
)

// TestIsField: a name that ends in * stands for ticked checkboxes, and is not itself a field.
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
		same(t, isField(fields, c.name, c.value), c.want, "%s=%s", c.name, c.value)
	}
}

// TestWithMistakesLeavesTheForm: what the page does not show again is still in the form for its
// handler.
func TestWithMistakesLeavesTheForm(t *testing.T) {
	f := form{"name": "sue", "current_password": "secret"}
	shown := withMistakes(words.English(), f, &access.Invalid{}).Values
	if _, has := shown["current_password"]; has || shown["name"] != "sue" || f["current_password"] != "secret" {
		t.Errorf("shown %v, sent %v", shown, f)
	}
}

// The record marks whoever is not a login as such, so that it does not look like an account with
// that name.
func TestKindsOfActorsAreNoNames(t *testing.T) {
	w := newWorld(t)
	id, _, err := w.svc.CreateAccount(t.Context(), access.TheOperator(), access.NewAccount{Name: "Acme", Password: goodPassword})
	must(t, err)
	w.want(w.get(views.AccountURL(id, views.TabRecord), w.signIn(id, "")), http.StatusOK).has(saying("span.badge[data-variant=outline]", "operator"))
}

// Characters that stand for slots in sentences are refused as text, so that nobody's name can take
// the place of a link.
func TestSlotsAreNotTyped(t *testing.T) {
	w := newWorld(t)
	for _, text := range []string{words.Slot(0), "An" + words.Slot(3) + "na", "\x00", "\uFFFF"} {
		w.want(w.post("/login/user", url.Values{"account": {"Acme"}, "user": {text}, "password": {"x"}}, nil), http.StatusBadRequest)
	}
}
