package words

// Record is the record of an account.
type Record struct{}

var enRecord = Record{}

var deRecord = Record{}
