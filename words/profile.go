package words

import "latchkey/access"

// Profile is a login's own data, its password, notifications, deputies and calendar address.
type Profile struct {
	Title, UserLogin, AccountLogin, Roles                             string
	Language, LanguageHint, AsTheBrowser, SaveLanguage, LanguageSaved string

	Password, CurrentPassword, NewPassword, SignedOutElsewhere, ChangePassword, PasswordChanged string

	Notices, NoMail, NoAddress, SaveNotices, NoticesSaved string
	MailGoesTo                                            func(address string) string
	Topics                                                map[access.Topic]string
	Choices                                               map[access.Choice]string

	Deputy, NoDeputy, DeputyHint, AwayFrom, BackAt, NameDeputy, EndDeputy, DeputyNamed, DeputyEnded string
	// YouStandInFor has slots for the person and the window.
	YouStandInFor  func(who, span string) string
	GoesToYou      func(who string) string
	StandsInForYou func(who, span string) string
	DeputyIdle     func(who string) string
}
