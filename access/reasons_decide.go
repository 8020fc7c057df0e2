package access

import "time"

// Why a request is not as whoever decides on it thinks. By is a signature.
type (
	// HasLapsed is that nobody decided in time.
	HasLapsed struct{ reason }
	// IsOver is that its window is over.
	IsOver struct{ reason }
	// WasDenied is that somebody else denied it meanwhile.
	WasDenied struct {
		reason
		By string
	}
	// WasWithdrawn is that somebody else withdrew it meanwhile.
	WasWithdrawn struct {
		reason
		By string
	}
	// WasGranted is that somebody else granted it meanwhile.
	WasGranted struct {
		reason
		By string
	}
	// WasEnded is that somebody else ended it meanwhile.
	WasEnded struct {
		reason
		By string
	}
	// WasChanged is that somebody else changed it at the same moment.
	WasChanged struct {
		reason
		By string
	}
	// StillWaits is that it waits for a decision, or that its company was deleted.
	StillWaits struct{ reason }
	// NoLongerALength is that its window is fixed by now.
	NoLongerALength struct{ reason }
)

// Why a request is not granted, denied or shortened so.
type (
	// SayWhyDenied is a reason that is missing.
	SayWhyDenied struct{ reason }
	// HoursOrEnd is that both were chosen.
	HoursOrEnd struct{ reason }
	// BeforeAsked is a begin before that which was asked for.
	BeforeAsked struct{ reason }
	// AfterAsked is an end after that which was asked for.
	AfterAsked struct{ reason }
	// LongerThanAsked is a length above the one that was asked for.
	LongerThanAsked struct {
		reason
		Most time.Duration
	}
	// BeginsTooLate is a begin at which the request has lapsed.
	BeginsTooLate struct{ reason }
	// EndNotEarlier is an end that is no earlier than the one that there is.
	EndNotEarlier struct{ reason }
	// EndIsPast is an end that is over already.
	EndIsPast struct{ reason }
	// EndBeforeBegin is an end before access begins.
	EndBeforeBegin struct{ reason }
	// EndBeforeGrant is an end before access was granted.
	EndBeforeGrant struct{ reason }
	// DisabledNotGranted is that the account is disabled.
	DisabledNotGranted struct {
		reason
		Account string
	}
	// FrozenNotGranted is that somebody froze access to the account.
	FrozenNotGranted struct {
		reason
		Account, By string
	}
)

// Who does not decide.
type (
	// AskersDoNotDecide is somebody of those who ask.
	AskersDoNotDecide struct {
		reason
		Askers, Account string
	}
	// OnlyOwnDecide is somebody else than the customer's administrators.
	OnlyOwnDecide struct {
		reason
		Account string
	}
	// OnlyAskersTakeBack is somebody else than those who asked.
	OnlyAskersTakeBack struct {
		reason
		Askers string
	}
	// MayNotSeeRequests is a login that does not see any.
	MayNotSeeRequests struct{ reason }
	// TwoMustSayYes is an account login where two people must say yes.
	TwoMustSayYes struct {
		reason
		Account string
	}
	// SaidYesAlready is whoever said yes already.
	SaidYesAlready struct {
		reason
		Account string
	}
	// SamePerson is somebody who may be the one who said yes.
	SamePerson struct {
		reason
		Other, Account string
	}
	// RoleEnded is that a role of the actor ended meanwhile, with what it hung on.
	RoleEnded struct{ reason }
)
