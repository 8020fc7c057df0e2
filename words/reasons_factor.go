package words

import "latchkey/access"

// FactorReasons are about second factors that someone must have.
type FactorReasons struct {
	LastFactorStays  func(access.LastFactorStays) string
	ChooseWish       func(access.ChooseWish) string
	DayIsPast        func(access.DayIsPast) string
	NoFactorToReset  func(access.NoFactorToReset) string
	ResetWaits       func(access.ResetWaits) string
	NoResetWaits     func(access.NoResetWaits) string
	NotThisDecision  func(access.NotThisDecision) string
	SignedTooLate    func(access.SignedTooLate) string
	SignedBefore     func(access.SignedBefore) string
	NobodyResetsSelf func(access.NobodyResetsSelf) string
}
