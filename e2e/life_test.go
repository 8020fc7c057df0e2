package e2e

import (
	"net/http"
	"testing"
	"time"
)

// TestLife goes through everything that can happen to a request besides GRANT and the clock, with
// two people in two browsers.
func TestLife(t *testing.T) {
	t.Parallel()
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			life(t, startDemo(t), javaScript)
		})
	}
}

func life(t *testing.T, d *demo, javaScript bool) {
	mia, anna := openBrowser(t, d.Address, javaScript), openBrowser(t, d.Address, javaScript)
	mia.signIn("Northwind Support", "mia", d.password(t, "Northwind Support", "mia"))
	anna.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	acme, retail := d.ids(t, "Acme", "Acme Retail")
	desk, _ := d.ids(t, "Northwind Support", "")
	company := "/accounts/" + acme + "/companies/" + retail
	tab := "/accounts/" + acme + "/external-access"

	// Less is granted than was requested: read-only access, and a shorter window.
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Retail", "Ticket 7001")
	anna.open(tab)
	anna.open("/access-requests/" + requestRow(anna, "Ticket 7001")[1:])
	request := anna.path()
	anna.unfold(en.Request.Acts.GrantLess + "…")
	anna.fill("/grant", "valid_to", d.soon(t, time.Hour), "read_only", "on")
	anna.press(en.Request.Acts.GrantThis, "Granted: Mia Keller (mia) has access to Acme Retail until")
	mia.open(request)
	mia.wantText("main", "read and edit")
	mia.press("Open Acme Retail", "Anna Schulz (anna) @ Acme granted you access until ")
	mia.wantNone(`main form`)
	answers(t, d.signIn(t, "Northwind Support", "mia").send(t, company+"/settings", map[string][]string{"key": {"currency"}, "value": {"USD"}}), http.StatusForbidden)
	mia.shoot("read-only")

	// A request to extend is denied with a reason. The access continues until it is shortened and
	// revoked.
	mia.open(request)
	mia.unfold("Extend…")
	mia.send("/extend", en.Request.Acts.AskedToExtend, "valid_to", d.soon(t, 3*time.Hour))
	anna.open(tab)
	anna.wantText("main", "extends")
	follow(anna, ".request[data-state=PENDING] a[href^='/access-requests/']")
	anna.unfold("Deny…")
	anna.send("/deny", en.Request.Acts.Denied("Mia Keller (mia)", "Acme Retail"), "reason", "One hour is enough.")
	mia.open("/accounts/" + desk + "/external-access")
	mia.unfold(en.Access.Over)
	mia.wantText("#past", "One hour is enough.")
	mia.open(company)
	mia.wantText("main", "Anna Schulz (anna) @ Acme granted you access until ")
	anna.open(request)
	anna.unfold("Shorten…")
	anna.send("/shorten", "Shortened: the grant for Mia Keller (mia) to access Acme Retail now ends on ", "valid_to", d.soon(t, 30*time.Minute))
	anna.open(request)
	anna.unfold("Revoke…")
	anna.send("/revoke", en.Request.Acts.Revoked("Mia Keller (mia)", "Acme Retail"), "reason", "Done.")
	mia.open(company)
	mia.wantStatus(http.StatusNotFound)
	anna.open(request)
	for _, want := range []string{"Access requested", "Access granted", "access: read and edit → read-only", "Visit", "Access shortened", "Access revoked", "reason: Done."} {
		anna.wantText("main", want)
	}
	anna.shoot("timeline")

	// A requester reads the rules that a request breaks. A standing consent gives access
	// immediately. A freeze ends everything.
	anna.open(tab)
	anna.press("Rules and freeze", en.Rules.NoDemands)
	anna.press(en.Rules.Change, en.Rules.LongestWindow)
	anna.send("/rules", en.Rules.RuleSet, "longest_hours", "4", "description_required", "on")
	anna.press(en.Rules.GiveConsent, en.Rules.LongestVisit)
	anna.send("/consents", en.Rules.ConsentGiven, "requester", "Northwind Support", "company_id", retail, "longest_hours", "3", "valid_to", d.soon(t, 48*time.Hour))
	anna.shoot("rules")
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Retail", "Ticket 7002")
	mia.open(company)
	mia.wantText("main", "The standing consent of Anna Schulz (anna) @ Acme gives you access until ")
	mia.setSetting("invoice prefix", "RE-")
	anna.open("/accounts/" + acme + "/rules")
	anna.unfold(en.Rules.FreezeOpen)
	anna.send("/freeze", en.Rules.IsFrozen, "reason", "We look into something.")
	mia.open(company)
	mia.wantStatus(http.StatusNotFound)
	anna.open("/")
	anna.wantText("main", "We look into something.")
	anna.shoot("frozen")
	anna.press(en.Rules.LiftTheFreeze, en.Rules.Heading)
	anna.opens(en.Rules.Unfreeze)
	anna.send("/unfreeze", en.Rules.IsUnfrozen)
}
