package views

import "latchkey/access"

// The tones of badges. Each state has the same colour everywhere, and a colour means one thing:
// waiting is what somebody has to decide, coming what is settled and happens later or elsewhere,
// live what is in force or went well, refused what somebody denied or what failed, and over the
// rest.
const (
	toneWaiting = "waiting"
	toneComing  = "coming"
	toneLive    = "live"
	toneRefused = "refused"
	toneOver    = "over"
)

func stateTone(s access.State) string {
	switch s {
	case access.Pending:
		return toneWaiting
	case access.Scheduled:
		return toneComing
	case access.Active:
		return toneLive
	case access.Refused:
		return toneRefused
	default:
		return toneOver
	}
}

func invoiceTone(s access.InvoiceStatus) string {
	switch s {
	case access.StatusIssued:
		return toneComing
	case access.StatusPaid:
		return toneLive
	default:
		return toneOver
	}
}

func subscriptionTone(s access.SubscriptionState) string {
	switch s {
	case access.SubscriptionComing:
		return toneComing
	case access.SubscriptionRunning:
		return toneLive
	default:
		return toneOver
	}
}

func signOutTone(s access.LogoutState) string {
	switch s {
	case access.LogoutTold:
		return toneLive
	case access.LogoutWaiting:
		return toneComing
	case access.LogoutGivenUp:
		return toneRefused
	default:
		return toneOver
	}
}
