package views

import (
	"testing"

	"latchkey/access"
)

// TestTones: each state has its colour, and only a request that waits has that of what waits for a
// decision.
func TestTones(t *testing.T) {
	got := map[string]string{}
	for _, s := range []access.State{access.Pending, access.Scheduled, access.Active, access.Refused, access.Lapsed, access.Withdrawn, access.Ended, access.Expired} {
		got["request "+string(s)] = stateTone(s)
	}
	for _, s := range []access.InvoiceStatus{access.StatusIssued, access.StatusPaid, access.StatusCancelled, access.StatusCancellation} {
		got["invoice "+string(s)] = invoiceTone(s)
	}
	for _, s := range []access.SubscriptionState{access.SubscriptionComing, access.SubscriptionRunning, access.SubscriptionOver} {
		got["subscription "+string(s)] = subscriptionTone(s)
	}
	for _, s := range []access.LogoutState{access.LogoutTold, access.LogoutWaiting, access.LogoutGivenUp} {
		got["sign-out "+string(s)] = signOutTone(s)
	}
	for what, tone := range got {
		if (tone == toneWaiting) != (what == "request "+string(access.Pending)) {
			t.Errorf("%s is %s", what, tone)
		}
	}
	for what, want := range map[string]string{
		"request " + string(access.Scheduled): toneComing, "request " + string(access.Active): toneLive, "request " + string(access.Refused): toneRefused,
		"invoice " + string(access.StatusIssued): toneComing, "invoice " + string(access.StatusPaid): toneLive,
		"sign-out " + string(access.LogoutGivenUp): toneRefused,
	} {
		if got[what] != want {
			t.Errorf("%s is %s, want %s", what, got[what], want)
		}
	}
}
