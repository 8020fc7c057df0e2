package words

// Passwords is the state of a login's password, and how it is chosen anew: because it was
// forgotten, or because it must be changed. Slots stand for instants.
type Passwords struct {
	Set, Expires, Expired func(when string) string
	NotSet                string

	// NewTitle is the page on which someone who is signing in must choose a new password.
	NewTitle, SaveAndGoOn string
	OldExpired, OldKnown  func(login string) string
	OldPrinted            func(login string) string
}
