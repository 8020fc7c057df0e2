package words

import "latchkey/access"

// DecideReasons are about deciding requests and ending access.
type DecideReasons struct {
	HasLapsed          func(access.HasLapsed) string
	IsOver             func(access.IsOver) string
	WasDenied          func(access.WasDenied) string
	WasWithdrawn       func(access.WasWithdrawn) string
	WasGranted         func(access.WasGranted) string
	WasEnded           func(access.WasEnded) string
	WasChanged         func(access.WasChanged) string
	StillWaits         func(access.StillWaits) string
	NoLongerALength    func(access.NoLongerALength) string
	SayWhyDenied       func(access.SayWhyDenied) string
	NothingForTicket   func(access.NothingForTicket) string
	ChooseRequests     func(access.ChooseRequests) string
	TooManyTogether    func(access.TooManyTogether) string
	HoursOrEnd         func(access.HoursOrEnd) string
	BeforeAsked        func(access.BeforeAsked) string
	AfterAsked         func(access.AfterAsked) string
	LongerThanAsked    func(access.LongerThanAsked) string
	BeginsTooLate      func(access.BeginsTooLate) string
	EndNotEarlier      func(access.EndNotEarlier) string
	EndIsPast          func(access.EndIsPast) string
	EndBeforeBegin     func(access.EndBeforeBegin) string
	EndBeforeGrant     func(access.EndBeforeGrant) string
	DisabledNotGranted func(access.DisabledNotGranted) string
	FrozenNotGranted   func(access.FrozenNotGranted) string
	AskersDoNotDecide  func(access.AskersDoNotDecide) string
	OnlyOwnDecide      func(access.OnlyOwnDecide) string
	OnlyAskersTakeBack func(access.OnlyAskersTakeBack) string
	MayNotSeeRequests  func(access.MayNotSeeRequests) string
	TwoMustSayYes      func(access.TwoMustSayYes) string
	SaidYesAlready     func(access.SaidYesAlready) string
	SamePerson         func(access.SamePerson) string
	RoleEnded          func(access.RoleEnded) string
}
