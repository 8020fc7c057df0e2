package words

// Access is the tab External Access, what can be done to a request there, the timeline and external users.
type Access struct{}

var enAccess = Access{}

var deAccess = Access{}
