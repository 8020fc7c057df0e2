package access

import "time"

// Reasons against a request.
type (
	// OnlyAskersAsk says that the actor's account has no role that may request access.
	OnlyAskersAsk struct{ reason }
	// NotOwnAccount says that nobody can request access to their own account.
	NotOwnAccount struct{ reason }
	// ChooseHowLong says that there is no such preset.
	ChooseHowLong struct{ reason }
	// AskForYourself says that a user login named someone else as responsible.
	AskForYourself struct{ reason }
	// ChooseResponsible says that an account login named nobody as responsible.
	ChooseResponsible struct{ reason }
	// ChooseActiveUser says that the responsible person is not an active user of the account.
	ChooseActiveUser struct{ reason }
	// DisabledNotAsked says that nobody can request access to a disabled account.
	DisabledNotAsked struct {
		reason
		Account string
	}
	// FrozenNotAsked says that nobody can request access to an account that is frozen.
	FrozenNotAsked struct {
		reason
		Account string
	}
	// AskedAlready says that an equal request by the same person is waiting.
	AskedAlready struct {
		reason
		Person, Account string
	}
	// TooManyCompanies says that someone asked for more companies at once than possible.
	TooManyCompanies struct {
		reason
		Most int64
	}
	// TooManyWait says that as many requests as possible are already waiting in the person's name.
	TooManyWait struct {
		reason
		Most            int64
		Person, Account string
	}
)

// Reasons against an extension.
type (
	// ExtensionWaits says that a request to extend it is already waiting.
	ExtensionWaits struct{ reason }
	// EndNotLater says that the new end is not later than the current one.
	EndNotLater struct{ reason }
	// ExtendedTooLong says that the new end is more than Most after the current one.
	ExtendedTooLong struct {
		reason
		Most time.Duration
	}
	// AskerInactive says that the responsible user is no longer active.
	AskerInactive struct {
		reason
		Person string
	}
	// CompanyGone says that the company was deleted.
	CompanyGone struct {
		reason
		Company string
	}
)
