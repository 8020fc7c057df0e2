package words

// Ask is the form that asks for access, and its preview.
type Ask struct{}

var enAsk = Ask{}

var deAsk = Ask{}
