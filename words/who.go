package words

import (
	"strings"

	"latchkey/access"
)

// Who is who acted, as files show it: a login by its name, and anyone else in brackets, since a name can be anything.
func (p *Parts) Who(who access.Who) string {
	if who.Name == "" || who.Kind.IsLogin() {
		return who.Name
	}
	return "[" + p.Kind(who) + "]"
}

// Kind is what is said of who acted without a login. A kind that there is not, of a later version say, is shown by its name.
func (p *Parts) Kind(who access.Who) string {
	if text, ok := p.Kinds[who.Kind]; ok {
		return text
	}
	return who.Name
}

// From is from where somebody acted.
func (p *Parts) From(address string) string {
	if address == access.CommandLine {
		return p.CommandLine
	}
	return address
}

// Person is what the record has of a person that a reader looks for: who has no login stands there by a code.
func (p *Parts) Person(text string) string {
	for kind, name := range p.Kinds {
		if strings.EqualFold(strings.TrimSpace(text), name) {
			return access.Actor{Kind: kind}.Name()
		}
	}
	return text
}

// isOperator says whether a signature is that of the operator, who has no login.
func isOperator(by string) bool { return by == access.TheOperator().Name() }

// enWho and deWho begin a sentence with whoever did something; enBy and deFrom are who it was done by.
func enWho(by string) string {
	if isOperator(by) {
		return "The operator"
	}
	return by
}

func enBy(by string) string {
	if isOperator(by) {
		return "by the operator"
	}
	return "by " + by
}

func deWho(by string) string {
	if isOperator(by) {
		return "Der Betreiber"
	}
	return by
}

func deFrom(by string) string {
	if isOperator(by) {
		return "vom Betreiber"
	}
	return "von " + by
}
