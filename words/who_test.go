package words

import (
	"testing"

	"latchkey/access"
)

// An actor that is not a login is shown by its kind, in brackets: there may be a login with an old
// kind's name.
func TestWho(t *testing.T) {
	for _, c := range []struct {
		who    access.Who
		en, de string
	}{
		{access.Who{Kind: access.KindUser, Name: "sue @ Acme"}, "sue @ Acme", "sue @ Acme"},
		{access.Who{Kind: access.KindAccount, Name: "operator"}, "operator", "operator"},
		{access.Who{Kind: access.KindOperator, Name: "operator"}, "[operator]", "[Betreiber]"},
		{access.Who{Kind: access.KindNobody, Name: "nobody signed in"}, "[not signed in]", "[niemand angemeldet]"},
		{access.Who{Kind: access.KindNobody, Name: "nobody"}, "[not signed in]", "[niemand angemeldet]"},
		{access.Who{Kind: "LATER", Name: "a robot"}, "[a robot]", "[a robot]"},
		{access.Who{}, "", ""},
	} {
		for w, want := range map[*Words]string{English(): c.en, Of("de", ""): c.de} {
			if got := w.Parts.Who(c.who); got != want {
				t.Errorf("%s: %+v is %q, want %q", w.Tag, c.who, got, want)
			}
		}
	}
	for _, c := range [][2]string{{"Betreiber", "operator"}, {" betreiber ", "operator"}, {"niemand angemeldet", "nobody"}, {"Sue", "Sue"}, {"", ""}} {
		if got := Of("de", "").Parts.Person(c[0]); got != c[1] {
			t.Errorf("who looks for %q looks for %q, want %q", c[0], got, c[1])
		}
	}
}

// No new login may have a name that pages use for actors that are not logins.
func TestKindsAreReserved(t *testing.T) {
	for _, w := range All {
		names := []string{w.Parts.CommandLine}
		for _, name := range w.Parts.Kinds {
			names = append(names, name)
		}
		for _, name := range names {
			if !access.IsReservedName(name) {
				t.Errorf("somebody can be called %q", name)
			}
		}
	}
}
