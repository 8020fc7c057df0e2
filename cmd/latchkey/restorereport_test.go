package main

import (
	"strings"
	"testing"
	"time"

	"latchkey/access"
)

// For each thing that a restore ends, the report says what it is and how it had ended.
func TestLinesOfARestore(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 1, 0, 0, time.UTC)
	grant := access.Revived{Name: "North", Account: "Acme", Asker: "Vendor", Person: "Vera (vera)", Until: at.Add(time.Hour)}
	with := func(a access.Action, f access.Fate) access.Revived {
		r := grant
		r.Action, r.Fate = a, f
		return r
	}
	const granted = "North of Acme, granted to Vera (vera) of Vendor until 2026-03-02T10:01:00Z: "
	for _, c := range []struct {
		r    access.Revived
		want string
	}{
		{with(access.GrantRevoked, access.Fate{End: access.EndRevoked, At: at, By: "Acme", Reason: "enough"}), granted + "revoked on 2026-03-02T09:01:00Z by Acme (enough)"},
		{with(access.GrantRevoked, access.Fate{End: access.EndNotKnown}), granted + "not known whether it was ended after the backup"},
		{with(access.GrantShortened, access.Fate{End: access.EndShortened, At: at}), granted + "shortened to 2026-03-02T09:01:00Z"},
		{with(access.GrantRevoked, access.Fate{End: access.End(access.CauseCompanyDeleted)}), granted + "company deleted"},
		{with(access.ConsentEnded, access.Fate{End: access.EndMissing}), "Standing consent of Acme to Vendor for North: not in the database that was replaced"},
		{access.Revived{Action: access.CalendarRemoved, Name: "sue @ Acme", Fate: access.Fate{End: access.EndRemoved}}, "The calendar address of sue @ Acme: removed, renewed or stopped"},
		{access.Revived{Action: access.AccessFrozen, Name: "Acme", Fate: access.Fate{End: access.End(access.CauseFreeze), At: at, By: "sue @ Acme", Reason: "a theft"}}, "External access to Acme: external access frozen on 2026-03-02T09:01:00Z by sue @ Acme (a theft)"},
		{access.Revived{Action: access.PasskeyRemoved, Name: "Acme", Taken: []string{"Anna Adams"}, Fate: access.Fate{End: access.EndDeleted, At: at, By: "Acme"}}, "The passkey Anna Adams of Acme: deleted on 2026-03-02T09:01:00Z by Acme"},
		{access.Revived{Action: access.CodeRemoved, Name: "sue @ Acme", Fate: access.Fate{End: access.EndDeleted, At: at, By: "operator"}}, "The one-time codes of sue @ Acme: deleted on 2026-03-02T09:01:00Z by operator"},
		{access.Revived{Action: access.RecoveryCodesRemoved, Name: "sue @ Acme", Taken: []string{"3"}, Fate: access.Fate{End: access.EndUsed, At: at, By: "sue @ Acme"}}, "Recovery codes of sue @ Acme (3): used on 2026-03-02T09:01:00Z by sue @ Acme"},
		{access.Revived{Action: access.UserChanged, Name: "sue @ Acme", Taken: []string{"sue@acme.example"}, Fate: access.Fate{End: access.EndChanged, At: at, By: "Acme"}}, "sue@acme.example of sue @ Acme: changed on 2026-03-02T09:01:00Z by Acme"},
		{access.Revived{Action: access.UserRolesChanged, Name: "sue @ Acme", Taken: []string{"SUPERUSER"}, Fate: access.Fate{End: access.EndTaken}}, "The role SUPERUSER of sue @ Acme: removed"},
		{access.Revived{Action: access.AccountRoleRemoved, Name: "Root", Taken: []string{"ADMINISTRATOR"}, Fate: access.Fate{End: access.EndTaken}, LastAdministrator: true},
			"The role ADMINISTRATOR of the account Root: removed. It's the last account with the role ADMINISTRATOR, so it was NOT ended: give another account the role, then end this one"},
	} {
		if got := revivedLine(c.r); got != c.want {
			t.Errorf("it says %q, want %q", got, c.want)
		}
	}
	for _, c := range []struct {
		n    access.NextNumber
		want string
	}{
		{access.NextNumber{Year: 2026, Next: "2026-000002"}, "The next invoice in 2026 gets the number 2026-000002."},
		{access.NextNumber{Year: 2026, Next: "2026-000002", First: "2026-000001", Last: "2026-000001"}, "The next invoice in 2026 gets the number 2026-000002. Number 2026-000001 was used after the backup and is skipped."},
		{access.NextNumber{Year: 2026, Next: "2026-000004", First: "2026-000001", Last: "2026-000003"}, "The next invoice in 2026 gets the number 2026-000004. Numbers 2026-000001 to 2026-000003 were used after the backup and are skipped."},
	} {
		if got := numberLine(c.n); got != c.want {
			t.Errorf("it says %q, want %q", got, c.want)
		}
	}
}

// The report has what a restore did to each way to sign in, and what the operator has to do.
func TestWaysInAreInTheReport(t *testing.T) {
	gone := access.Revived{Action: access.CodeRemoved, Name: "sue @ Acme", Fate: access.Fate{End: access.EndDeleted}}
	moved := access.Revived{Action: access.AccountUpdated, Name: "Acme", Taken: []string{"old@acme.example"}, Fate: access.Fate{End: access.EndChanged}}
	said := func(keep bool) string {
		var b strings.Builder
		r := restoring{restoreCmd: &restoreCmd{KeepAccess: keep}, report: access.RestoreReport{
			Factors: []access.Revived{gone}, Emails: []access.Revived{moved}, Unchecked: []string{"kim @ Kite"}, Bare: []string{"Vendor"}, UncheckedProviders: []string{"Kite"}, UncheckedLinks: []string{"kim @ Kite"}, Passwords: []string{"paul @ Acme"},
		}}
		r.write(&b, maxPrinted)
		return b.String()
	}
	for _, want := range []string{
		"\nSecond factors\n\n" + factorsSentence(false) + "\n\n  The one-time codes of sue @ Acme: deleted\n",
		"\nE-mail addresses\n\n" + emailsSentence(false) + "\n\n  old@acme.example of Acme: changed\n",
		"`latchkey account reset-factors`:\n\n  kim @ Kite\n", "Have them add one:\n\n  Vendor\n", "Identity provider:\n\n  Kite\n", "on the user's page:\n\n  kim @ Kite\n", "have them changed.\n\n  paul @ Acme\n",
	} {
		if got := said(false); !strings.Contains(got, want) {
			t.Errorf("it does not say %q, but %q", want, got)
		}
	}
	if got := said(true); !strings.Contains(got, factorsSentence(true)+"\n") || !strings.Contains(got, emailsSentence(true)+"\n") || factorsSentence(true) == factorsSentence(false) {
		t.Errorf("with access kept it says %q", got)
	}
}
