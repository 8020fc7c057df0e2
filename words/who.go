package words

import (
	"strings"

	"latchkey/access"
)

// Who is who acted, in files: a login by its name, and anyone else in brackets, because a name can
// be anything.
func (p *Parts) Who(who access.Who) string {
	if who.Name == "" || who.Kind.IsLogin() {
		return who.Name
	}
	return "[" + p.Kind(who) + "]"
}

// Kind is the words for an actor that is not a login. An unknown kind, for example from a later
// version, is shown by its name.
func (p *Parts) Kind(who access.Who) string {
	if text, ok := p.Kinds[who.Kind]; ok {
		return text
	}
	return who.Name
}

// From is where someone acted from.
func (p *Parts) From(address string) string {
	if address == access.CommandLine {
		return p.CommandLine
	}
	return address
}

// Person is the text in the record for a person that a reader searches for: an actor that is not a
// login has a code there.
func (p *Parts) Person(text string) string {
	for kind, name := range p.Kinds {
		if strings.EqualFold(strings.TrimSpace(text), name) {
			return access.Actor{Kind: kind}.Name()
		}
	}
	return text
}

// isOperator reports whether a signature is the operator's, who has no login.
func isOperator(by string) bool { return by == access.TheOperator().Name() }
