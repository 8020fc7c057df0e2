package words

// AskReasons are about asking for access.
type AskReasons struct{}

var enAskReasons = AskReasons{}

var deAskReasons = AskReasons{}
