package words

// WebappReasons are those of webapps and subscriptions.
type WebappReasons struct{}

var enWebappReasons = WebappReasons{}

var deWebappReasons = WebappReasons{}
