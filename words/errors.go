package words

// Errors is the error pages.
type Errors struct{}

var enErrors = Errors{}

var deErrors = Errors{}
