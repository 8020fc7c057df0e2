package words

import "latchkey/access"

// CodeReasons are about one-time codes and recovery codes.
type CodeReasons struct {
	WrongCode         func(access.WrongCode) string
	WrongRecoveryCode func(access.WrongRecoveryCode) string
	HasCode           func(access.HasCode) string
	HasNoCode         func(access.HasNoCode) string
	NoSecondFactor    func(access.NoSecondFactor) string
}
