package access

import "time"

// Why a request is not as whoever decides on it thinks. By is a signature.
type (
	// HasLapsed is that nobody decided in time, IsOver that its window is.
	HasLapsed struct{ reason }
	IsOver    struct{ reason }
	// WasDenied, WasWithdrawn, WasGranted, WasEnded and WasChanged are what somebody else did meanwhile.
	WasDenied struct {
		reason
		By string
	}
	WasWithdrawn struct {
		reason
		By string
	}
	WasGranted struct {
		reason
		By string
	}
	WasEnded struct {
		reason
		By string
	}
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
	// BeforeAsked, AfterAsked and LongerThanAsked are more than was asked for.
	BeforeAsked     struct{ reason }
	AfterAsked      struct{ reason }
	LongerThanAsked struct {
		reason
		Most time.Duration
	}
	// BeginsTooLate is a begin at which the request has lapsed.
	BeginsTooLate struct{ reason }
	// EndNotEarlier is an end that is no earlier than the one that there is. EndIsPast, EndBeforeBegin and EndBeforeGrant are those for
	// which access is revoked instead.
	EndNotEarlier  struct{ reason }
	EndIsPast      struct{ reason }
	EndBeforeBegin struct{ reason }
	EndBeforeGrant struct{ reason }
	// DisabledNotGranted and FrozenNotGranted are that nothing is granted now.
	DisabledNotGranted struct {
		reason
		Account string
	}
	FrozenNotGranted struct {
		reason
		Account, By string
	}
)

// Who does not decide.
type (
	// AskersDoNotDecide is somebody of those who ask, OnlyOwnDecide somebody else than the customer's administrators.
	AskersDoNotDecide struct {
		reason
		Askers, Account string
	}
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
	// TwoMustSayYes is an account login where two people must say yes, SaidYesAlready the same person again, SamePerson somebody who may be
	// the one who said yes.
	TwoMustSayYes struct {
		reason
		Account string
	}
	SaidYesAlready struct {
		reason
		Account string
	}
	SamePerson struct {
		reason
		Other, Account string
	}
	// RoleEnded is that a role of the actor ended meanwhile, with what it hung on.
	RoleEnded struct{ reason }
)
