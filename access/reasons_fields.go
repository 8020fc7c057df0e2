package access

import "time"

// What is wrong with a text that was typed.
type (
	// TooLong is a text of more than Most characters: of Has, or 0 where that is not told.
	TooLong struct {
		reason
		Most, Has int
	}
	// EnterName is a name that is missing.
	EnterName struct{ reason }
	// NotHours is what is no length of time in hours.
	NotHours struct{ reason }
	// AmbiguousNumber is a number that can be read in two ways: as Whole, or as Decimal.
	AmbiguousNumber struct {
		reason
		Text, Whole, Decimal string
	}
)

// What is wrong with a date or a time that was typed.
type (
	// EnterTime is a time that is missing.
	EnterTime struct{ reason }
	// NotATime is what is no date and time.
	NotATime struct{ reason }
	// EnterDate is a date that is missing.
	EnterDate struct{ reason }
	// NotADate is what is no date.
	NotADate struct{ reason }
	// NoSuchTime is a time that clocks skip in a zone.
	NoSuchTime struct {
		reason
		Zone string
	}
	// TimeTwice is a time that clocks show twice in a zone.
	TimeTwice struct {
		reason
		Zone string
	}
	// OwnZoneUnknown is a time by the clock of the actor, whose zone is not known here.
	OwnZoneUnknown struct {
		reason
		Zone string
	}
	// NotAZone is a time zone that there is not.
	NotAZone struct{ reason }
	// ChooseLater is a time that is over already.
	ChooseLater struct{ reason }
	// ChooseAfterFirst is a time that is not after that in the field before it.
	ChooseAfterFirst struct{ reason }
	// ChooseWithinYear is a time that is too far away.
	ChooseWithinYear struct{ reason }
	// EndTooFar is an end that is too far away by the longest window.
	EndTooFar struct {
		reason
		Most time.Duration
	}
	// WindowTooLong is a window that is longer than any can be.
	WindowTooLong struct {
		reason
		Most time.Duration
	}
	// DayBeforeFirst is a last day before the first.
	DayBeforeFirst struct{ reason }
	// TooManyDays is a period of more than Most days.
	TooManyDays struct {
		reason
		Most int64
	}
)

// What is wrong with times of the week that were typed.
type (
	// TickDay is that no weekday is ticked.
	TickDay struct{ reason }
	// NotAClock is no time of day.
	NotAClock struct{ reason }
	// NotABegin is a time of day at which no day begins.
	NotABegin struct{ reason }
	// EmptyHours is hours that end when they begin.
	EmptyHours struct{ reason }
)

// What is wrong with the choice of an account or a company.
type (
	// FindAccount is that no account is chosen.
	FindAccount struct{ reason }
	// NoSuchAccount is an account that there is not.
	NoSuchAccount struct{ reason }
	// ChooseCompany is a company that is not the account's.
	ChooseCompany struct{ reason }
)
