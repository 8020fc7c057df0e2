package access

import "time"

// Why nobody asks for access so.
type (
	// OnlyAskersAsk is that the actor's account has no role that asks.
	OnlyAskersAsk struct{ reason }
	// NotOwnAccount is that nobody asks for access to their own account.
	NotOwnAccount struct{ reason }
	// ChooseHowLong is a window with a name that there is not.
	ChooseHowLong struct{ reason }
	// AskForYourself is a user login that names somebody else as responsible.
	AskForYourself struct{ reason }
	// ChooseResponsible is an account login that names nobody as responsible.
	ChooseResponsible struct{ reason }
	// ChooseActiveUser is one that names no active user of the account.
	ChooseActiveUser struct{ reason }
	// DisabledNotAsked is that nobody can ask an account, which is disabled.
	DisabledNotAsked struct {
		reason
		Account string
	}
	// FrozenNotAsked is that nobody can ask an account, which froze access.
	FrozenNotAsked struct {
		reason
		Account string
	}
	// AskedAlready is that an equal request of a person waits.
	AskedAlready struct {
		reason
		Person, Account string
	}
	// TooManyWait is that as many requests of a person wait as can.
	TooManyWait struct {
		reason
		Most            int64
		Person, Account string
	}
)

// Why a grant is not extended so.
type (
	// ExtensionWaits is that a request to extend it waits.
	ExtensionWaits struct{ reason }
	// EndNotLater is an end that is no later than the one that there is.
	EndNotLater struct{ reason }
	// ExtendedTooLong is an end that is more than Most after the one that there is.
	ExtendedTooLong struct {
		reason
		Most time.Duration
	}
	// AskerInactive is that whoever is responsible is not active any more.
	AskerInactive struct {
		reason
		Person string
	}
	// CompanyGone is that the company was deleted.
	CompanyGone struct {
		reason
		Company string
	}
)
