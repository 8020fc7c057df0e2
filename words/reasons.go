package words

// Reasons are sentences about why something is refused, and about what is wrong with a field. A field takes a type of reason of access: a
// test finds one that has no sentence.
type Reasons struct{}

var enReasons = Reasons{}

var deReasons = Reasons{}
