package words

// Start is the start page and the first steps.
type Start struct{}

var enStart = Start{}

var deStart = Start{}
