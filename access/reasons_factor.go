package access

// Reasons about second factors that someone must have, and about resets.
type (
	// LastFactorStays says that the login must have a second factor, and this is its last.
	LastFactorStays struct{ reason }
	// ChooseWish says that this is not one of the wishes for a second factor.
	ChooseWish struct{ reason }
	// DayIsPast says that the day is over.
	DayIsPast struct{ reason }
	// NoFactorToReset says that the user has no second factor.
	NoFactorToReset struct {
		reason
		User string
	}
	// ResetWaits says that someone has already asked for a reset of the user's second factors.
	ResetWaits struct {
		reason
		User string
	}
	// NoResetWaits says that there is no reset to stop: it was stopped, or is done.
	NoResetWaits struct{ reason }
	// NotThisDecision says that what was signed is not what is to be decided.
	NotThisDecision struct{ reason }
	// SignedTooLate says that too much time has passed since the passkey was asked.
	SignedTooLate struct{ reason }
	// SignedBefore says that this signature has already counted.
	SignedBefore struct{ reason }
	// NobodyResetsSelf says that nobody resets their own second factors.
	NobodyResetsSelf struct{ reason }
)
