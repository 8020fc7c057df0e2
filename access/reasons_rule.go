package access

import "time"

// What a customer's rule does not allow.
type (
	// RuleLongest says that the window is longer than Most.
	RuleLongest struct {
		reason
		Account string
		Most    time.Duration
	}
	// RuleHours says that the window is outside the hours in the company's time zone.
	RuleHours struct {
		reason
		Account, Company string
		Hours            Hours
	}
	// RuleZoneUnknown says that nobody can tell that, because the company's time zone is unknown
	// here.
	RuleZoneUnknown struct {
		reason
		Account, Company, Zone string
		Hours                  Hours
	}
	// RuleReadOnly says that only read-only access is allowed.
	RuleReadOnly struct {
		reason
		Account string
	}
	// RuleDescription says that the request needs a description.
	RuleDescription struct {
		reason
		Account string
	}
	// RuleSecondFactor says that logins that the grant would let in have no second factor: Person,
	// who asks, or AccountLogin, their account's. Each is "" if it has one.
	RuleSecondFactor struct {
		reason
		Account, Person, AccountLogin string
	}
	// RuleApprovals says that fewer people approved the grant than required.
	RuleApprovals struct {
		reason
		Yes, Needed int64
	}
)

// Reasons against changing a rule, a standing consent or a freeze like this.
type (
	// OnlyOwnPeople says that the actor is not one of the account's own people.
	OnlyOwnPeople struct {
		reason
		Account string
	}
	// NoLongerWindow says that the limit is greater than the longest window.
	NoLongerWindow struct {
		reason
		Most time.Duration
	}
	// TooFewSayYes says that two people must approve, but fewer could.
	TooFewSayYes struct{ reason }
	// RuleGone says that the rule no longer exists.
	RuleGone struct{ reason }
	// EnterVisitLength says that the length is missing.
	EnterVisitLength struct{ reason }
	// ConsentOfOne says that there is no standing consent where two people must approve.
	ConsentOfOne struct{ reason }
	// ConsentExists says that there is already a consent for the same account and company.
	ConsentExists struct {
		reason
		Requester, Company string
	}
	// EnterRequester says that the account is missing.
	EnterRequester struct{ reason }
	// NoSuchRequester says that the account cannot request access.
	NoSuchRequester struct{ reason }
	// ConsentWasEnded says that someone has already ended it. By is "" if it expired.
	ConsentWasEnded struct {
		reason
		By string
	}
	// SayWhyFrozen says that the reason is missing.
	SayWhyFrozen struct{ reason }
	// FrozenAlready says that someone has already frozen access.
	FrozenAlready struct {
		reason
		By string
	}
	// NotFrozen says that access is not frozen.
	NotFrozen struct{ reason }
)
