package words

// Request is the page of one request, and the list of all requests.
type Request struct{}

var enRequest = Request{}

var deRequest = Request{}
