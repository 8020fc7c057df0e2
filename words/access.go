package words

import (
	"time"

	"latchkey/access"
)

// Access is the External Access tab, its timeline and external users, and the calendar of a login.
type Access struct {
	PageTitle, TimelineTitle              func(account string) string
	AskForAccess, RulesAndFreeze          string
	View, ViewList, ViewTimeline, ViewAll string

	// CountWaiting and the texts that follow sum up the page. more says that there are more than n.
	CountWaiting, CountExternal func(n int64, more bool) string
	CountNow, CountComing       func(n int64) string

	// ForYou, ForAnyone and ForCustomer are headings of waiting requests, by who decides them.
	ForYou, ForAnyone, ForCustomer WaitingHeading
	DecidedJustNow                 string
	// NothingWaits and the texts that follow are for when no request is waiting.
	NothingWaits, NothingWaitsFrozen, NothingWaitsYet, NothingWaitsByMail string
	NothingWaitsHere                                                      func(account string) string

	InNow, NobodyIn, WhoIsIn, KeptOut, WhoIsKeptOut, Coming, WhoIsComing string
	Over, NothingOver, AllOver                                           string
	TheLatest                                                            func(n int64) string
	TimesAndDaysIn                                                       func(zone string) string

	Elsewhere, NothingElsewhere, TheyDecide, WhatWaitsElsewhere, AllThatWait, AllAccounts string
	// RequestsWait is for those who decide the requests.
	RequestsWait func(n int64) string
	Decide       string

	From, To, Show, NobodyThen, AroundToday, Drawing, AsTable, WhoWasIn, InFromTo string
	MoreBars                                                                      func(n int64) string
	// Scale is what Scales choose. Periods are links to other days.
	Scale, Periods, Today, EarlierDays, LaterDays, OtherDays, Now string
	Scales                                                        map[access.Scale]string
	// ShortDay is a day without its year.
	ShortDay func(t time.Time) string

	// NoExternalUsers says where external users come from.
	NoExternalUsers                                                           string
	ExternalUsers, User, Owner, Roles, ValidTo, NoEnd, Live, Out, Extend, End string
	ExtendUser, EndUser                                                       func(user string) string
	ExtendUserMeans, EndUserMeans                                             func(user string) string

	Calendar, CalendarHint, CalendarAddress, CalendarAddressHint string
	// CalendarSince says when the address was created, CalendarStopped the same for one that no
	// longer works.
	CalendarSince, CalendarStopped                             func(when string) string
	MakeAddress, RenewAddress, RemoveAddress, AddressIsRemoved string
	// CalendarName is the name of the calendar, Event the name of a window of access in it.
	CalendarName string
	Event        func(company, who, state string) string
}

// WaitingHeading is a heading of waiting requests, and the same if some of them were just decided.
type WaitingHeading struct{ Waiting, AndDecided string }
