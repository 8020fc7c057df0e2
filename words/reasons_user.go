package words

// UserReasons are those of users and roles, and what a login can do.
type UserReasons struct{}

var enUserReasons = UserReasons{}

var deUserReasons = UserReasons{}
