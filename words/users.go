package words

// Users is users: the list, making, editing, their roles.
type Users struct{}

var enUsers = Users{}

var deUsers = Users{}
