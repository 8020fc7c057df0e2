package access

// Reasons about how a login signs in.
type (
	// PasskeyNotAccepted says that the answer of a passkey does not count. It does not say why.
	PasskeyNotAccepted struct{ reason }
	// TooManyPasskeys says that the login has as many passkeys as it can have.
	TooManyPasskeys struct {
		reason
		Most int
	}
)
