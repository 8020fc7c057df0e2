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
	// ChooseResponsible is that an account login names nobody, ChooseActiveUser that it names no active user of the account.
	ChooseResponsible struct{ reason }
	ChooseActiveUser  struct{ reason }
	// DisabledNotAsked and FrozenNotAsked are that nobody can ask an account now.
	DisabledNotAsked struct {
		reason
		Account string
	}
	FrozenNotAsked struct {
		reason
		Account string
	}
	// AskedAlready is that an equal request of a person waits, TooManyWait that as many of theirs wait as can.
	AskedAlready struct {
		reason
		Person, Account string
	}
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
	// EndNotLater is an end that is no later than the one that there is, ExtendedTooLong one that is more than Most after it.
	EndNotLater     struct{ reason }
	ExtendedTooLong struct {
		reason
		Most time.Duration
	}
	// AskerInactive is that whoever is responsible is not active any more, CompanyGone that the company was deleted.
	AskerInactive struct {
		reason
		Person string
	}
	CompanyGone struct {
		reason
		Company string
	}
)
