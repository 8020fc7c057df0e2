package words

import "latchkey/access"

// FieldReasons are about texts, numbers and times that were typed.
type FieldReasons struct {
	TooLong          func(access.TooLong) string
	EnterName        func(access.EnterName) string
	NotHours         func(access.NotHours) string
	AmbiguousNumber  func(access.AmbiguousNumber) string
	EnterTime        func(access.EnterTime) string
	NotATime         func(access.NotATime) string
	EnterDate        func(access.EnterDate) string
	NotADate         func(access.NotADate) string
	NoSuchTime       func(access.NoSuchTime) string
	TimeTwice        func(access.TimeTwice) string
	OwnZoneUnknown   func(access.OwnZoneUnknown) string
	NotAZone         func(access.NotAZone) string
	ChooseLater      func(access.ChooseLater) string
	ChooseAfterFirst func(access.ChooseAfterFirst) string
	ChooseWithinYear func(access.ChooseWithinYear) string
	EndTooFar        func(access.EndTooFar) string
	WindowTooLong    func(access.WindowTooLong) string
	DayBeforeFirst   func(access.DayBeforeFirst) string
	TooManyDays      func(access.TooManyDays) string
	TickDay          func(access.TickDay) string
	NotAClock        func(access.NotAClock) string
	NotABegin        func(access.NotABegin) string
	EmptyHours       func(access.EmptyHours) string
	FindAccount      func(access.FindAccount) string
	NoSuchAccount    func(access.NoSuchAccount) string
	ChooseCompany    func(access.ChooseCompany) string
}

// says is a sentence without values.
func says[R access.Reason](text string) func(R) string { return func(R) string { return text } }
