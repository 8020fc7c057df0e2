package words

// Why is the page that says why a login may do what, and the page of all roles.
type Why struct{}

var enWhy = Why{}

var deWhy = Why{}
