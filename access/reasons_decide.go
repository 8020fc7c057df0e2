package access

import "time"

// Reasons why a request is no longer as the actor thinks. By is a signature.
type (
	// HasLapsed says that nobody decided in time.
	HasLapsed struct{ reason }
	// IsOver says that its window is over.
	IsOver struct{ reason }
	// WasDenied says that someone else has denied it in the meantime.
	WasDenied struct {
		reason
		By string
	}
	// WasWithdrawn says that someone else has withdrawn it in the meantime.
	WasWithdrawn struct {
		reason
		By string
	}
	// WasGranted says that someone else has granted it in the meantime.
	WasGranted struct {
		reason
		By string
	}
	// WasEnded says that someone else has ended it in the meantime.
	WasEnded struct {
		reason
		By string
	}
	// WasChanged says that someone else changed it at the same moment.
	WasChanged struct {
		reason
		By string
	}
	// StillWaits says that it is waiting for a decision, or its company was deleted.
	StillWaits struct{ reason }
	// NoLongerALength says that its window is fixed by now.
	NoLongerALength struct{ reason }
)

// Reasons against granting, denying or shortening like this.
type (
	// SayWhyDenied says that the reason is missing.
	SayWhyDenied struct{ reason }
	// NothingForTicket says that the actor can end nothing that was granted for a ticket.
	NothingForTicket struct {
		reason
		Ticket string
	}
	// ChooseRequests says that none was chosen.
	ChooseRequests struct{ reason }
	// TooManyTogether says that more were chosen than can be decided at once.
	TooManyTogether struct {
		reason
		Most int
	}
	// HoursOrEnd says that both were chosen.
	HoursOrEnd struct{ reason }
	// BeforeAsked says that the start is before the requested one.
	BeforeAsked struct{ reason }
	// AfterAsked says that the end is after the requested one.
	AfterAsked struct{ reason }
	// LongerThanAsked says that the length is greater than the requested one.
	LongerThanAsked struct {
		reason
		Most time.Duration
	}
	// BeginsTooLate says that the request lapses before this start.
	BeginsTooLate struct{ reason }
	// EndNotEarlier says that the end is not earlier than the current one.
	EndNotEarlier struct{ reason }
	// EndIsPast says that the end is in the past.
	EndIsPast struct{ reason }
	// EndBeforeBegin says that the end is before access begins.
	EndBeforeBegin struct{ reason }
	// EndBeforeGrant says that the end is before access was granted.
	EndBeforeGrant struct{ reason }
	// DisabledNotGranted says that the account is disabled.
	DisabledNotGranted struct {
		reason
		Account string
	}
	// FrozenNotGranted says that access to the account is frozen.
	FrozenNotGranted struct {
		reason
		Account, By string
	}
)

// Reasons why the actor cannot decide.
type (
	// AskersDoNotDecide says that the actor belongs to the requesting side.
	AskersDoNotDecide struct {
		reason
		Askers, Account string
	}
	// OnlyOwnDecide says that only the customer's administrators decide.
	OnlyOwnDecide struct {
		reason
		Account string
	}
	// OnlyAskersTakeBack says that only the requesting side can do this.
	OnlyAskersTakeBack struct {
		reason
		Askers string
	}
	// MayNotSeeRequests says that the login may not see requests.
	MayNotSeeRequests struct{ reason }
	// TwoMustSayYes says that two people must approve, and the actor is an account login.
	TwoMustSayYes struct {
		reason
		Account string
	}
	// SaidYesAlready says that the actor has already approved.
	SaidYesAlready struct {
		reason
		Account string
	}
	// SamePerson says that the actor may be the person who has already approved.
	SamePerson struct {
		reason
		Other, Account string
	}
	// RoleEnded says that a role of the actor has ended in the meantime, with what it depended on.
	RoleEnded struct{ reason }
)
