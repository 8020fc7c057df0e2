package access

import (
	"errors"
	"testing"
)

// Each login has its own language. The record has each choice once, and the session continues.
func TestChoosingALanguage(t *testing.T) {
	w := newWorld(t)
	for _, login := range []string{"sue @ Acme", "Acme", "ext @ Acme"} {
		me := w.as(login)
		for _, c := range []struct {
			tag, want, recorded string
		}{
			{"de", "de", `{"language":""} {"language":"de"}`},
			{"de", "de", ""},
			{"", "", `{"language":"de"} {"language":""}`},
			{"en", "en", `{"language":""} {"language":"en"}`},
		} {
			before := int64(len(w.entries(0)))
			w.must(w.s.ChooseLanguage(t.Context(), me, c.tag))
			recorded := ""
			for _, e := range w.entries(before) {
				equal(t, login+": action", Action(e.Action), LanguageChosen)
				recorded += e.Before + " " + e.After
			}
			equal(t, login+": record of "+c.tag, recorded, c.recorded)
			equal(t, login+": session", must(w.s.Authenticate(t.Context(), w.sessions[login], "192.0.2.1"))(w).Language, c.want)
		}
		var invalid *Invalid
		if err := w.s.ChooseLanguage(t.Context(), me, "fr"); !errors.As(err, &invalid) || invalid.Fields["language"] != (UnknownLanguage{}) {
			t.Errorf("%s: French gave %v", login, err)
		}
	}
	equal(t, "language of another login", w.as("paul @ Acme").Language, "")
}
