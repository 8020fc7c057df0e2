package access

// Rehearse is an actor whose form is looked at and not served: each operation that would change something looks at it as ever, answers
// *Invalid without a mistake where there is none, and changes and records nothing. So a form that was typed once is shown once more.
func (a Actor) Rehearse() Actor {
	a.rehearses = true
	return a
}
