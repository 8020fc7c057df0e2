package words

// Search is the search for pages and people, and the keys.
type Search struct{}

var enSearch = Search{}

var deSearch = Search{}
