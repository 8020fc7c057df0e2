package words

// DecideReasons are about deciding requests and ending access.
type DecideReasons struct{}

var enDecideReasons = DecideReasons{}

var deDecideReasons = DecideReasons{}
