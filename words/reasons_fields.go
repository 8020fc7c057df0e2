package words

import (
	"latchkey/access"
)

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

var enFieldReasons = FieldReasons{
	TooLong: func(r access.TooLong) string {
		if r.Has == 0 {
			return "Use at most " + enNumber(int64(r.Most)) + " characters."
		}
		return "Use at most " + enNumber(int64(r.Most)) + " characters. This text has " + enNumber(int64(r.Has)) + "."
	},
	EnterName: says[access.EnterName]("Enter a name."),
	NotHours:  says[access.NotHours]("Enter a number of hours, like 8 or 0.5."),
	AmbiguousNumber: func(r access.AmbiguousNumber) string {
		return r.Text + " could mean two different numbers. Enter " + r.Whole + ", or " + r.Decimal + " if it has decimals."
	},
	EnterTime: says[access.EnterTime]("Enter a date and time."),
	NotATime:  says[access.NotATime]("Enter a date and time, like 2026-03-14T09:30."),
	EnterDate: says[access.EnterDate]("Enter a date."),
	NotADate:  says[access.NotADate]("Enter a date, like 2026-03-14."),
	NoSuchTime: func(r access.NoSuchTime) string {
		return "This time doesn't exist in " + r.Zone + ", because clocks go forward then. Choose an earlier or later time."
	},
	TimeTwice: func(r access.TimeTwice) string {
		return "This time occurs twice in " + r.Zone + ", because clocks go back then. Choose which one you mean."
	},
	OwnZoneUnknown: func(r access.OwnZoneUnknown) string {
		return "This server doesn't know your time zone " + r.Zone + ", so it can't tell when this is. Choose another time zone in your details first."
	},
	NotAZone:         says[access.NotAZone]("Choose a time zone from the list, like Europe/Berlin."),
	ChooseLater:      says[access.ChooseLater]("This time has passed. Choose a time in the future."),
	ChooseAfterFirst: says[access.ChooseAfterFirst]("Choose a time after the start."),
	ChooseWithinYear: says[access.ChooseWithinYear]("Choose a time within a year from now."),
	EndTooFar: func(r access.EndTooFar) string {
		return "Choose a time no later than " + enDuration(r.Most) + " from now."
	},
	WindowTooLong: func(r access.WindowTooLong) string {
		return "Access can last at most " + enDuration(r.Most) + "."
	},
	DayBeforeFirst: says[access.DayBeforeFirst]("Choose a last day that isn't before the first day."),
	TooManyDays: func(r access.TooManyDays) string {
		return "Choose at most " + dayEN.of(r.Most, enNumber) + "."
	},
	TickDay:       says[access.TickDay]("Select at least one day."),
	NotAClock:     says[access.NotAClock]("Enter a time of day, like 08:00."),
	NotABegin:     says[access.NotABegin]("Enter a time of day, like 22:00. A day starts at 00:00."),
	EmptyHours:    says[access.EmptyHours]("Choose an end that differs from the start. For the whole day, enter 00:00 to 24:00."),
	FindAccount:   says[access.FindAccount]("Type part of the account's name, then choose the account from the list."),
	NoSuchAccount: says[access.NoSuchAccount]("This account doesn't exist. Search for it again."),
	ChooseCompany: says[access.ChooseCompany]("Choose one of the account's companies."),
}

var deFieldReasons = FieldReasons{
	TooLong: func(r access.TooLong) string {
		if r.Has == 0 {
			return "Geben Sie höchstens " + deNumber(int64(r.Most)) + " Zeichen ein."
		}
		return "Geben Sie höchstens " + deNumber(int64(r.Most)) + " Zeichen ein. Der Text hat " + deNumber(int64(r.Has)) + "."
	},
	EnterName: says[access.EnterName]("Geben Sie einen Namen ein."),
	NotHours:  says[access.NotHours]("Geben Sie die Anzahl der Stunden ein, z. B. 8 oder 0,5."),
	AmbiguousNumber: func(r access.AmbiguousNumber) string {
		return r.Text + " ist mehrdeutig. Geben Sie " + r.Whole + " ein oder, wenn Sie Nachkommastellen meinen, " + r.Decimal + "."
	},
	EnterTime: says[access.EnterTime]("Geben Sie Datum und Uhrzeit ein."),
	NotATime:  says[access.NotATime]("Geben Sie Datum und Uhrzeit ein, z. B. 2026-03-14T09:30."),
	EnterDate: says[access.EnterDate]("Geben Sie ein Datum ein."),
	NotADate:  says[access.NotADate]("Geben Sie ein Datum ein, z. B. 2026-03-14."),
	NoSuchTime: func(r access.NoSuchTime) string {
		return "Diese Uhrzeit gibt es in der Zeitzone " + r.Zone + " nicht, weil die Uhren vorgestellt werden. Wählen Sie eine frühere oder spätere."
	},
	TimeTwice: func(r access.TimeTwice) string {
		return "Diese Uhrzeit gibt es in der Zeitzone " + r.Zone + " zweimal, weil die Uhren zurückgestellt werden. Wählen Sie eine der beiden."
	},
	OwnZoneUnknown: func(r access.OwnZoneUnknown) string {
		return "Ihre Zeitzone " + r.Zone + " ist diesem Server unbekannt. Daher steht nicht fest, wann das ist. Wählen Sie zuerst in Ihren Daten eine andere Zeitzone."
	},
	NotAZone:         says[access.NotAZone]("Wählen Sie eine Zeitzone aus der Liste, z. B. Europe/Berlin."),
	ChooseLater:      says[access.ChooseLater]("Dieser Zeitpunkt liegt in der Vergangenheit. Wählen Sie einen späteren."),
	ChooseAfterFirst: says[access.ChooseAfterFirst]("Wählen Sie einen Zeitpunkt nach dem Beginn."),
	ChooseWithinYear: says[access.ChooseWithinYear]("Wählen Sie einen Zeitpunkt innerhalb eines Jahres ab jetzt."),
	EndTooFar: func(r access.EndTooFar) string {
		return "Wählen Sie einen Zeitpunkt, der höchstens " + deDuration(r.Most) + " in der Zukunft liegt."
	},
	WindowTooLong: func(r access.WindowTooLong) string {
		return "Ein Zugriff darf höchstens " + deDuration(r.Most) + " dauern."
	},
	DayBeforeFirst: says[access.DayBeforeFirst]("Der letzte Tag darf nicht vor dem ersten liegen."),
	TooManyDays: func(r access.TooManyDays) string {
		return "Wählen Sie höchstens " + dayDE.of(r.Most, deNumber) + "."
	},
	TickDay:       says[access.TickDay]("Wählen Sie mindestens einen Tag aus."),
	NotAClock:     says[access.NotAClock]("Geben Sie eine Uhrzeit ein, z. B. 08:00."),
	NotABegin:     says[access.NotABegin]("Geben Sie eine Uhrzeit ein, z. B. 22:00. Ein Tag beginnt um 00:00."),
	EmptyHours:    says[access.EmptyHours]("Beginn und Ende müssen verschieden sein. Für den ganzen Tag geben Sie 00:00 bis 24:00 ein."),
	FindAccount:   says[access.FindAccount]("Geben Sie einen Teil des Account-Namens ein und wählen Sie den Account dann aus."),
	NoSuchAccount: says[access.NoSuchAccount]("Diesen Account gibt es nicht. Suchen Sie erneut."),
	ChooseCompany: says[access.ChooseCompany]("Wählen Sie ein Unternehmen dieses Accounts."),
}

var (
	dayEN = noun{"day", "days"}
	dayDE = noun{"Tag", "Tage"}
)

// says is a sentence without values.
func says[R access.Reason](text string) func(R) string { return func(R) string { return text } }
