package words

import "latchkey/access"

// AccountReasons are about accounts, their companies and settings, names and passwords, and
// notifications.
type AccountReasons struct {
	MayNot                   func(access.MayNot) string
	ReadOnlyAccess           func(access.ReadOnlyAccess) string
	OnlyAdministratorsSeeWhy func(access.OnlyAdministratorsSeeWhy) string
	LooksLikeID              func(access.LooksLikeID) string
	NotForAccounts           func(access.NotForAccounts) string
	AccountNameTaken         func(access.AccountNameTaken) string
	SalesNeedsContact        func(access.SalesNeedsContact) string
	SalesKeepsContact        func(access.SalesKeepsContact) string
	HasRole                  func(access.HasRole) string
	HasNotRole               func(access.HasNotRole) string
	CustomerStays            func(access.CustomerStays) string
	LoginIsSo                func(access.LoginIsSo) string
	LastAdministrator        func(access.LastAdministrator) string
	NotItsName               func(access.NotItsName) string
	OwnAccountStays          func(access.OwnAccountStays) string
	AccountHasPassword       func(access.AccountHasPassword) string
	MailIsOff                func(access.MailIsOff) string
	LoginHasNoEmail          func(access.LoginHasNoEmail) string
	EmailFromOutside         func(access.EmailFromOutside) string
	EmailIsConfirmed         func(access.EmailIsConfirmed) string
	LinkWasSent              func(access.LinkWasSent) string
	PasswordDaysRange        func(access.PasswordDaysRange) string
	ChooseType               func(access.ChooseType) string
	ClockOfHours             func(access.ClockOfHours) string
	CompanyNameTaken         func(access.CompanyNameTaken) string
	SettingTooLong           func(access.SettingTooLong) string
	SecretIsMissing          func(access.SecretIsMissing) string
	TypeSecretAnew           func(access.TypeSecretAnew) string
	TooManySettings          func(access.TooManySettings) string
	SettingExists            func(access.SettingExists) string
	NameHasAt                func(access.NameHasAt) string
	NameUnseen               func(access.NameUnseen) string
	HasUnseen                func(access.HasUnseen) string
	HasNoSuchCharacters      func(access.HasNoSuchCharacters) string
	MixedScripts             func(access.MixedScripts) string
	NameReserved             func(access.NameReserved) string
	PersonReserved           func(access.PersonReserved) string
	NoEmail                  func(access.NoEmail) string
	EmailNotPlain            func(access.EmailNotPlain) string
	EmailDomain              func(access.EmailDomain) string
	EmailTooLong             func(access.EmailTooLong) string
	ConfirmByPassword        func(access.ConfirmByPassword) string
	NotThePassword           func(access.NotThePassword) string
	PasswordShort            func(access.PasswordShort) string
	PasswordHasName          func(access.PasswordHasName) string
	PasswordGuessable        func(access.PasswordGuessable) string
	PasswordKnown            func(access.PasswordKnown) string
	PasswordSame             func(access.PasswordSame) string
	NotYourTopic             func(access.NotYourTopic) string
	ChooseNotice             func(access.ChooseNotice) string
	OnlyDecidersHaveDeputies func(access.OnlyDecidersHaveDeputies) string
	AccountHasNoDeputy       func(access.AccountHasNoDeputy) string
	ChooseDeputy             func(access.ChooseDeputy) string
	NobodyStandsIn           func(access.NobodyStandsIn) string
}
