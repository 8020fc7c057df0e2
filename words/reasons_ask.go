package words

import "latchkey/access"

// AskReasons are about requesting access.
type AskReasons struct {
	OnlyAskersAsk     func(access.OnlyAskersAsk) string
	NotOwnAccount     func(access.NotOwnAccount) string
	ChooseHowLong     func(access.ChooseHowLong) string
	AskForYourself    func(access.AskForYourself) string
	ChooseResponsible func(access.ChooseResponsible) string
	ChooseActiveUser  func(access.ChooseActiveUser) string
	DisabledNotAsked  func(access.DisabledNotAsked) string
	FrozenNotAsked    func(access.FrozenNotAsked) string
	AskedAlready      func(access.AskedAlready) string
	TooManyCompanies  func(access.TooManyCompanies) string
	TooManyWait       func(access.TooManyWait) string
	ExtensionWaits    func(access.ExtensionWaits) string
	EndNotLater       func(access.EndNotLater) string
	ExtendedTooLong   func(access.ExtendedTooLong) string
	AskerInactive     func(access.AskerInactive) string
	CompanyGone       func(access.CompanyGone) string
}
