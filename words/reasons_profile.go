package words

import "latchkey/access"

// ProfileReasons are about a login's own page: its language, notifications and deputies.
type ProfileReasons struct {
	UnknownLanguage    func(access.UnknownLanguage) string
	PasskeyNotAccepted func(access.PasskeyNotAccepted) string
	TooManyPasskeys    func(access.TooManyPasskeys) string
}
