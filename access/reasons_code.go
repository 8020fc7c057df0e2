package access

// Reasons about one-time codes and recovery codes.
type (
	// WrongCode says that a one-time code is wrong, too old, or was used.
	WrongCode struct{ reason }
	// WrongRecoveryCode says that a text is none of the recovery codes that are left.
	WrongRecoveryCode struct{ reason }
	// HasCode says that the login has one-time codes already.
	HasCode struct{ reason }
	// HasNoCode says that it has none any more.
	HasNoCode struct{ reason }
	// NoSecondFactor says that there are no recovery codes without a second factor.
	NoSecondFactor struct{ reason }
)
