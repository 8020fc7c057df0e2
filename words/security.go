package words

// Security is how a login proves who it is.
type Security struct {
	Title, Lead string

	ThisSession, ProvedBy, ProvedAt string
}
