package words

// Account is accounts: the list, the details, making, editing and deleting one.
type Account struct{}

var enAccount = Account{}

var deAccount = Account{}
