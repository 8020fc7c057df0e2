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
	// RuleHours is a window outside the hours by a company's clock. Of RuleZoneUnknown the company's zone is not known here.
	RuleHours struct {
		reason
		Account, Company string
		Hours            Hours
	}
	RuleZoneUnknown struct {
		reason
		Account, Company, Zone string
		Hours                  Hours
	}
	// RuleReadOnly is more than reading, RuleDescription that nothing says what the access is for.
	RuleReadOnly struct {
		reason
		Account string
	}
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
	// EnterRequester is an account that is missing, NoSuchRequester one that does not ask.
	EnterRequester  struct{ reason }
	NoSuchRequester struct{ reason }
	// ConsentWasEnded is that somebody ended it already.
	ConsentWasEnded struct {
		reason
		By string
	}
	// SayWhyFrozen is a reason that is missing, FrozenAlready that somebody froze it before, NotFrozen that nobody did.
	SayWhyFrozen  struct{ reason }
	FrozenAlready struct {
		reason
		By string
	}
	NotFrozen struct{ reason }
)
