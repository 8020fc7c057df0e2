package words

import (
	"slices"
	"strings"

	"latchkey/access"
)

// Action says what an entry of the record says was done. An unknown action, for example from a
// later version, is shown as it is.
func (w *Words) Action(a access.Action) string {
	if text, ok := w.Actions[a]; ok {
		return text
	}
	return string(a)
}

// FindActions returns the actions that contain a text: in their words, in their code, or in the
// phrase of entries from older versions. Case does not matter, nor whether an umlaut is one
// character or two. nil means every action.
func (w *Words) FindActions(text string) []access.Action {
	text = access.NameKey(text)
	if text == "" {
		return nil
	}
	found := []access.Action{}
	for _, a := range access.Actions {
		if slices.ContainsFunc([]string{access.NameKey(w.Actions[a]), string(a), a.OldPhrase()}, func(s string) bool { return strings.Contains(s, text) }) {
			found = append(found, a)
		}
	}
	return found
}
