package words

// Passkeys are the passkeys of a login, and what a form that one of them answers says.
type Passkeys struct {
	Heading, Lead string
	// Elsewhere says where passkeys work, and Nowhere that they do not.
	Elsewhere func(address string) string
	Nowhere   string

	Add, Name, NameHint, Person, PersonHint, AddButton, Added string
	NewName, Rename, RenameTitle, Save, Renamed               string
	Remove, RemoveTitle, RemoveWhat, RemoveButton, Removed    string
	// List is the list's own name. AddedOn, UsedOn and Never are in it.
	List, AddedOn, UsedOn, Never string

	// Or stands between the ways to sign in. Wrong is for one that was refused.
	Or, SignIn, Wrong, Use string
	// Cancelled, Exists and Failed are what a script says.
	Cancelled, Exists, Failed string
}
