package words

// Webapps is webapps and subscriptions.
type Webapps struct{}

var enWebapps = Webapps{}

var deWebapps = Webapps{}
