package words

// Rules is the rules of a customer, standing consent and freezing.
type Rules struct{}

var enRules = Rules{}

var deRules = Rules{}
