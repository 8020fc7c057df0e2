package handlers

import (
	"slices"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/views"
)

// TestChangeLines: what an entry kept is told in words, and what somebody typed as it is.
func TestChangeLines(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		action        access.Action
		before, after map[string]string
		want          []string
	}{
		{access.RequestAsked, nil, map[string]string{"access": "edit", "description": "", "prolongs": "req_1", "valid from": "2026-06-01T12:00:00Z", "valid to": "2026-06-01T12:00:01Z"}, []string{
			"access: read and edit", "description: –", "prolongs: the access before", "valid from: 1 Jun 2026, 14:00 CEST", "valid to: 1 Jun 2026, 14:00:01 CEST",
		}},
		{access.RequestGranted, map[string]string{"access": "edit"}, map[string]string{"access": "read-only"}, []string{"access: read and edit → read-only"}},
		{access.RuleSet, map[string]string{"read-only": "true", "longest": "no bound"}, map[string]string{"read-only": "true", "longest": "8 hours", "description required": "false"}, []string{
			"description required: no", "longest: no bound → 8 hours", "read-only: yes",
		}},
		{access.RuleRemoved, map[string]string{"read-only": "false"}, nil, []string{"read-only: no → –"}},
		{access.SettingChanged, map[string]string{"read-only": "true"}, map[string]string{"read-only": "2026-06-01T12:00:00Z"}, []string{"read-only: true → 2026-06-01T12:00:00Z"}},
		{access.NoticesChosen, map[string]string{"requests": "NOW"}, map[string]string{"requests": "DIGEST"}, []string{"New requests, and requests to prolong: mail at once → in the daily digest"}},
		{access.InvoiceCreated, nil, map[string]string{"messages": "1250000", "net": "-43125.50", "price": "0.0345", "period": "2026-05-01 to 2026-05-31", "due": "2026-06-15"}, []string{
			"due: 15 Jun 2026", "messages: 1,250,000", "net: -43,125.50", "period: 1 May 2026 – 31 May 2026", "price: 0.0345",
		}},
		{access.CompanyUpdated, map[string]string{"name": "2026-06-01T12:00:00Z"}, map[string]string{"name": "true"}, []string{"name: 2026-06-01T12:00:00Z → true"}},
		{access.SignInFailed, nil, map[string]string{"this address waits": "2m0s"}, []string{"this address waits: 2 minutes"}},
	} {
		if got := views.ChangeLines(access.Record{Action: c.action, Before: c.before, After: c.after}, berlin); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.action, got, c.want)
		}
	}
}
