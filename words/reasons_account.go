package words

// AccountReasons are those of accounts, their companies and settings, names and passwords.
type AccountReasons struct{}

var enAccountReasons = AccountReasons{}

var deAccountReasons = AccountReasons{}
