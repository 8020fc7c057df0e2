package words

import "latchkey/access"

// RuleReasons are about rules, standing consents and freezes.
type RuleReasons struct {
	RuleLongest      func(access.RuleLongest) string
	RuleHours        func(access.RuleHours) string
	RuleZoneUnknown  func(access.RuleZoneUnknown) string
	RuleReadOnly     func(access.RuleReadOnly) string
	RuleDescription  func(access.RuleDescription) string
	RuleSecondFactor func(access.RuleSecondFactor) string
	RuleApprovals    func(access.RuleApprovals) string
	OnlyOwnPeople    func(access.OnlyOwnPeople) string
	NoLongerWindow   func(access.NoLongerWindow) string
	TooFewSayYes     func(access.TooFewSayYes) string
	RuleGone         func(access.RuleGone) string
	EnterVisitLength func(access.EnterVisitLength) string
	ConsentOfOne     func(access.ConsentOfOne) string
	ConsentExists    func(access.ConsentExists) string
	EnterRequester   func(access.EnterRequester) string
	NoSuchRequester  func(access.NoSuchRequester) string
	ConsentWasEnded  func(access.ConsentWasEnded) string
	SayWhyFrozen     func(access.SayWhyFrozen) string
	FrozenAlready    func(access.FrozenAlready) string
	NotFrozen        func(access.NotFrozen) string
}
