package access

import "time"

// Reasons about a typed text.
type (
	// TooLong says that the text has more than Most characters. Has is how many, or 0 if that is
	// not said.
	TooLong struct {
		reason
		Most, Has int
	}
	// EnterName says that the name is missing.
	EnterName struct{ reason }
	// NotHours says that this is not a number of hours.
	NotHours struct{ reason }
	// AmbiguousNumber says that the number can mean Whole or Decimal.
	AmbiguousNumber struct {
		reason
		Text, Whole, Decimal string
	}
)

// Reasons about a typed date or time.
type (
	// EnterTime says that the time is missing.
	EnterTime struct{ reason }
	// NotATime says that this is not a date and time.
	NotATime struct{ reason }
	// EnterDate says that the date is missing.
	EnterDate struct{ reason }
	// NotADate says that this is not a date.
	NotADate struct{ reason }
	// NoSuchTime says that clocks skip this time in the zone.
	NoSuchTime struct {
		reason
		Zone string
	}
	// TimeTwice says that clocks show this time twice in the zone.
	TimeTwice struct {
		reason
		Zone string
	}
	// OwnZoneUnknown says that the actor's time zone is unknown here.
	OwnZoneUnknown struct {
		reason
		Zone string
	}
	// NotAZone says that there is no such time zone.
	NotAZone struct{ reason }
	// ChooseLater says that the time is in the past.
	ChooseLater struct{ reason }
	// ChooseAfterFirst says that the time is not after the one in the field before it.
	ChooseAfterFirst struct{ reason }
	// ChooseWithinYear says that the time is too far in the future.
	ChooseWithinYear struct{ reason }
	// EndTooFar says that the end is further away than the longest window.
	EndTooFar struct {
		reason
		Most time.Duration
	}
	// WindowTooLong says that the window is longer than the longest possible one.
	WindowTooLong struct {
		reason
		Most time.Duration
	}
	// DayBeforeFirst says that the last day is before the first.
	DayBeforeFirst struct{ reason }
	// TooManyDays says that the period has more than Most days.
	TooManyDays struct {
		reason
		Most int64
	}
)

// Reasons about typed hours of the week.
type (
	// TickDay says that no weekday is ticked.
	TickDay struct{ reason }
	// NotAClock says that this is not a time of day.
	NotAClock struct{ reason }
	// NotABegin says that a day cannot begin at this time.
	NotABegin struct{ reason }
	// EmptyHours says that the hours end when they begin.
	EmptyHours struct{ reason }
)

// Reasons about the choice of an account or a company.
type (
	// FindAccount says that no account is chosen.
	FindAccount struct{ reason }
	// NoSuchAccount says that there is no such account.
	NoSuchAccount struct{ reason }
	// ChooseCompany says that the company does not belong to the account.
	ChooseCompany struct{ reason }
)
