package words

import "latchkey/access"

// ProviderReasons are about identity providers, and about signing in by one.
type ProviderReasons struct {
	EnterClientID        func(access.EnterClientID) string
	EnterClientSecret    func(access.EnterClientSecret) string
	NoIssuer             func(access.NoIssuer) string
	ClaimAndGroups       func(access.ClaimAndGroups) string
	RequiredNeedsEnabled func(access.RequiredNeedsEnabled) string
	NoProvidersHere      func(access.NoProvidersHere) string
	NoProviderToRemove   func(access.NoProviderToRemove) string
	NoProviderThere      func(access.NoProviderThere) string
	ProviderFailed       func(access.ProviderFailed) string
	SignInElsewhere      func(access.SignInElsewhere) string
	ProviderChangedSince func(access.ProviderChangedSince) string
	NotInGroup           func(access.NotInGroup) string
	NotLinked            func(access.NotLinked) string
	UserCannotSignIn     func(access.UserCannotSignIn) string
	NoNameThere          func(access.NoNameThere) string
	NameNotPossible      func(access.NameNotPossible) string
	IdentityTaken        func(access.IdentityTaken) string
	ProviderRequired     func(access.ProviderRequired) string
	ProviderStays        func(access.ProviderStays) string
	LastWayIn            func(access.LastWayIn) string
	NotLinkedNow         func(access.NotLinkedNow) string
	OtherPersonThere     func(access.OtherPersonThere) string
	NoSecondFactorThere  func(access.NoSecondFactorThere) string
	ProofTooLate         func(access.ProofTooLate) string
}
