package access

import "time"

// What a customer's rule does not allow.
type (
	// RuleLongest is a window longer than Most.
	RuleLongest struct {
		reason
		Account string
		Most    time.Duration
	}
	// RuleHours is a window outside the hours by a company's clock.
	RuleHours struct {
		reason
		Account, Company string
		Hours            Hours
	}
	// RuleZoneUnknown is a window of which nobody knows that, as the company's zone is not known here.
	RuleZoneUnknown struct {
		reason
		Account, Company, Zone string
		Hours                  Hours
	}
	// RuleReadOnly is more than reading.
	RuleReadOnly struct {
		reason
		Account string
	}
	// RuleDescription is that nothing says what the access is for.
	RuleDescription struct {
		reason
		Account string
	}
	// RuleApprovals is a grant that fewer people said yes to than had to.
	RuleApprovals struct {
		reason
		Yes, Needed int64
	}
)

// Why a rule, a standing consent or a freeze is not changed so.
type (
	// OnlyOwnPeople is somebody who does not belong to the account.
	OnlyOwnPeople struct {
		reason
		Account string
	}
	// NoLongerWindow is a bound above the longest window.
	NoLongerWindow struct {
		reason
		Most time.Duration
	}
	// TooFewSayYes is that two must say yes, and fewer could.
	TooFewSayYes struct{ reason }
	// RuleGone is that there is no such rule any more.
	RuleGone struct{ reason }
	// EnterVisitLength is a length that is missing.
	EnterVisitLength struct{ reason }
	// ConsentOfOne is a standing consent where two people must say yes.
	ConsentOfOne struct{ reason }
	// ConsentExists is that there is one for the same account and company.
	ConsentExists struct {
		reason
		Requester, Company string
	}
	// EnterRequester is an account that is missing.
	EnterRequester struct{ reason }
	// NoSuchRequester is an account that asks nobody.
	NoSuchRequester struct{ reason }
	// ConsentWasEnded is that somebody ended it already.
	ConsentWasEnded struct {
		reason
		By string
	}
	// SayWhyFrozen is a reason that is missing.
	SayWhyFrozen struct{ reason }
	// FrozenAlready is that somebody froze access before.
	FrozenAlready struct {
		reason
		By string
	}
	// NotFrozen is that nobody froze access.
	NotFrozen struct{ reason }
)
