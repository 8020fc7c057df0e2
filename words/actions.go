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
// character or two. The code of an action is that action alone. nil means every action.
func (w *Words) FindActions(text string) []access.Action {
	text = access.NameKey(text)
	if text == "" {
		return nil
	}
	if slices.Contains(access.Actions, access.Action(text)) {
		return []access.Action{access.Action(text)}
	}
	found := []access.Action{}
	for _, a := range access.Actions {
		if slices.ContainsFunc([]string{access.NameKey(w.Actions[a]), string(a), a.OldPhrase()}, func(s string) bool { return strings.Contains(s, text) }) {
			found = append(found, a)
		}
	}
	return found
}

// ActionChoices are the actions of a group in the order of their words.
func (w *Words) ActionChoices(g access.ActionGroup) (list []access.Action) {
	for _, a := range access.Actions {
		if a.Group() == g {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, func(a, b access.Action) int {
		return strings.Compare(access.NameKey(w.Actions[a]), access.NameKey(w.Actions[b]))
	})
	return list
}
