package main

import (
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
