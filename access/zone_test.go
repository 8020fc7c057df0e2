package access

import (
	"latchkey/db"
	"testing"
	"time"
)

// machineZones are names that a machine's own files know, or that mean whatever it is set to.
var machineZones = []string{"right/Europe/Berlin", "posix/Europe/Berlin", "Factory", "localtime", "posixrules", "Local", "europe/berlin", "Mars/Base"}

// TestZonesOfTheMachineAreRefused: only zones that are the same on every machine are saved.
func TestZonesOfTheMachineAreRefused(t *testing.T) {
	for _, name := range machineZones {
		var invalid Invalid
		if checkZone(&invalid, name); invalid.Fields["time_zone"] == nil {
			t.Errorf("%s can be chosen", name)
		}
	}
	var invalid Invalid
	for _, g := range ZoneGroups(time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)) {
		for _, z := range g.Zones {
			checkZone(&invalid, z.Name)
		}
	}
	checkZone(&invalid, "Asia/Calcutta") // an old name
	if err := invalid.err(); err != nil {
		t.Errorf("what is offered cannot be chosen: %v", err)
	}
}

// TestUnknownZoneDecidesNothing: nothing is decided as if an unknown zone were UTC.
func TestUnknownZoneDecidesNothing(t *testing.T) {
	noon := Window{time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC), time.Date(2026, 6, 1, 13, 0, 0, 0, time.UTC)}
	office := Hours{8 * 60, 18 * 60, 0b0111110}
	for _, name := range machineZones {
		zone := location(name)
		equal(t, name+" keeps its name", zone.String(), name)
		equal(t, name+" is known", KnownZone(zone), false)
		equal(t, "the hours contain a window in "+name, office.Contain(noon, zone), false)
		equal(t, "every day and hour contain a window in "+name, AllHours.Contain(noon, zone), true)

		var invalid Invalid
		Rule{Hours: office}.checkWindow(&invalid, Request{AccountName: "Acme", CompanyName: "Acme Retail", CompanyZone: zone, Window: noon})
		want := RuleZoneUnknown{Account: "Acme", Company: "Acme Retail", Zone: name, Hours: office}
		equal(t, "the rule says", reasonText(invalid.Fields["valid_to"]), reasonText(want))

		invalid = Invalid{}
		(LocalTime{Text: "2026-06-01T12:00"}).instant(&invalid, "valid_from", zone)
		equal(t, "a typed time", reasonText(invalid.Fields["valid_from"]), reasonText(OwnZoneUnknown{Zone: name}))

		invalid = Invalid{}
		askedWindow(&invalid, NewRequest{HowLong: Today}, zone, noon.From, 24*time.Hour)
		equal(t, "today is refused", invalid.Fields["how_long"] != nil, true)
		invalid = Invalid{}
		askedWindow(&invalid, NewRequest{HowLong: FourHours}, zone, noon.From, 24*time.Hour)
		equal(t, "four hours are refused", len(invalid.Fields) > 0, false)
	}
	equal(t, "no name is UTC", location(""), time.UTC)
}

// TestUnknownZoneOfACompany: its hours let nobody in, and say so to requesters and to those who
// grant.
func TestUnknownZoneOfACompany(t *testing.T) {
	w := newWorld(t)
	w.write(func(q *db.Queries) error {
		return q.InsertCompany(t.Context(), db.InsertCompanyParams{
			ID: "com_Old", AccountID: "acc_Acme", Name: "Old", NameKey: NameKey("Old"), TimeZone: "right/UTC", Type: string(ERP),
		})
	})
	found := must(w.s.UnknownZones(t.Context()))(w)
	equal(t, "found", found, []Finding{{What: "The company Old has the time zone right/UTC, which this server doesn't know: access rules can't use it.", Do: "Ask its account to choose another time zone on its page."}})
	form := newRequest(start, start.Add(time.Hour))
	form.CompanyID = "com_Old"
	before := must(w.s.Ask(t.Context(), w.as("vera @ Vendor"), form))(w)
	w.must(w.s.GiveConsent(t.Context(), w.as("Acme"), "acc_Acme", consent(func(f *ConsentForm) { f.CompanyID = "com_Old" })))
	form.Description = "ticket 8"
	r := must(w.s.Ask(t.Context(), w.as("vera @ Vendor"), form))(w)
	equal(t, "a standing consent with hours", r.State(w.clock), Pending)

	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.Hours.From = "01:00" })))
	form.Description = "ticket 9"
	equal(t, "asked", outcome(second(w.s.Ask(t.Context(), w.as("vera @ Vendor"), form))), "invalid valid_to")
	equal(t, "granted", outcome(second(w.s.Grant(t.Context(), w.as("Acme"), before.ID))), "invalid valid_to")
	company := NewCompany{Name: "Old", Type: ERP, TimeZone: "right/UTC"}
	equal(t, "saved as it is", outcome(w.s.UpdateCompany(t.Context(), w.as("Acme"), "acc_Acme", "com_Old", company)), "invalid time_zone")
	company.TimeZone = "Europe/Berlin"
	w.must(w.s.UpdateCompany(t.Context(), w.as("Acme"), "acc_Acme", "com_Old", company))
	w.must(second(w.s.Grant(t.Context(), w.as("Acme"), before.ID)))
	found = must(w.s.UnknownZones(t.Context()))(w)
	equal(t, "found afterwards", len(found), 0)
}
