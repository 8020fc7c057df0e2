package access

// Rehearse returns an actor whose forms are checked but have no effect: each operation that would
// change something checks the form as usual, returns an *Invalid without mistakes if there are
// none, and changes and records nothing. This is how a typed form is shown again.
func (a Actor) Rehearse() Actor {
	a.rehearses = true
	return a
}
