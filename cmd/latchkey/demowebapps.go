package main

import (
	"strconv"
	"time"

	"latchkey/access"
)

// demoWebapps is Northwind's catalogue.
var demoWebapps = []access.NewWebapp{
	{Key: demoDeskKey, Name: "Order Desk", Address: "https://orders.northwind.example/", Description: "Orders, approvals and deliveries."},
	{Key: "time-sheets", Name: "Time Sheets", Address: "https://time.northwind.example/", Description: "Hours worked and days off."},
	{Key: "insights", Name: "Insights", Address: "https://insights.northwind.example/", Description: "Reports and dashboards over all companies."},
}

// demoSubscriptions has a subscription in every state. users have the webapps that are assigned by
// now.
var demoSubscriptions = []struct {
	account, webapp string
	seats           int
	from, to        time.Duration
	by              string
	users           []string
}{
	{demoCustomer, demoDeskKey, 5, -20 * day, 345 * day, demoCustomer, []string{"anna", "tom"}},
	{demoCustomer, "time-sheets", 1, -20 * day, 345 * day, demoCustomer + "/anna", []string{"tom"}},
	{demoCustomer, "insights", 2, -20 * day, -3 * day, demoCustomer, []string{"anna"}},
	{"Bergmann & Söhne", demoDeskKey, 2, -20 * day, 60 * day, "Bergmann & Söhne/karl", []string{"karl"}},
	{"Bergmann & Söhne", "insights", 3, 10 * day, 375 * day, "Bergmann & Söhne", []string{"karl"}},
	{"Lakeside Foods", "time-sheets", 10, -20 * day, 165 * day, "Lakeside Foods/grace", []string{"sam"}},
}

// subscribe fills the catalogue, and gives the customers and their users their subscriptions.
func (d *demo) subscribe(now time.Time) error {
	d.clock.set(now.Add(-20 * day))
	admin := d.actors[demoVendor]
	webapps := map[string]string{}
	for _, n := range demoWebapps {
		w, err := d.svc.CreateWebapp(d.ctx, admin, n)
		if err != nil {
			return err
		}
		webapps[n.Key] = w.ID
	}
	local := func(after time.Duration) access.LocalTime {
		midnight := now.Add(after).In(admin.Zone).Format("2006-01-02") + "T00:00"
		return access.LocalTime{Text: midnight, Which: "first"}
	}
	for _, s := range demoSubscriptions {
		by := d.actors[s.by]
		_, err := d.svc.AddSubscription(d.ctx, admin, by.AccountID, access.NewSubscription{
			WebappID: webapps[s.webapp], Seats: strconv.Itoa(s.seats), ValidFrom: local(s.from), ValidTo: local(s.to),
		})
		if err != nil {
			return err
		}
		var users []string
		for _, name := range s.users {
			users = append(users, d.actors[s.account+"/"+name].UserID)
		}
		if _, err := d.svc.AssignWebapp(d.ctx, by, by.AccountID, webapps[s.webapp], users, true); err != nil {
			return err
		}
	}
	return d.letVisitorsIn(now, webapps[demoDeskKey], "https://orders.northwind.example")
}
