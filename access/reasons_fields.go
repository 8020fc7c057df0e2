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
	// EnterTime is a time that is missing, NotATime what is none, EnterDate and NotADate the same of a date.
	EnterTime struct{ reason }
	NotATime  struct{ reason }
	EnterDate struct{ reason }
	NotADate  struct{ reason }
	// NoSuchTime is a time that clocks skip in a zone, TimeTwice one that they show twice.
	NoSuchTime struct {
		reason
		Zone string
	}
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
	// ChooseLater is a time that is over already, ChooseAfterFirst one that is not after that in the field before it.
	ChooseLater      struct{ reason }
	ChooseAfterFirst struct{ reason }
	// ChooseWithinYear is a time that is too far away, EndTooFar one that is so by the longest window.
	ChooseWithinYear struct{ reason }
	EndTooFar        struct {
		reason
		Most time.Duration
	}
	// WindowTooLong is a window that is longer than any can be.
	WindowTooLong struct {
		reason
		Most time.Duration
	}
	// DayBeforeFirst is a last day before the first, TooManyDays a period of more than Most.
	DayBeforeFirst struct{ reason }
	TooManyDays    struct {
		reason
		Most int64
	}
)

// What is wrong with times of the week that were typed.
type (
	// TickDay is that no weekday is ticked.
	TickDay struct{ reason }
	// NotAClock is no time of day, NotABegin one at which no day begins, EmptyHours hours that end when they begin.
	NotAClock  struct{ reason }
	NotABegin  struct{ reason }
	EmptyHours struct{ reason }
)

// What is wrong with the choice of an account or a company.
type (
	// FindAccount is that no account is chosen, NoSuchAccount one that there is not.
	FindAccount   struct{ reason }
	NoSuchAccount struct{ reason }
	// ChooseCompany is a company that is not the account's.
	ChooseCompany struct{ reason }
)
