package main

import (
	"time"

	"latchkey/access"
)

// demoStep is a request of the story and what happened to it. Times are relative to the demo's
// start.
type demoStep struct {
	by, company, description string
	// from and to are the window. If they are equal, the request is for four hours from GRANT.
	asked, from, to time.Duration
	acts            []demoAct
}

type demoAct struct {
	at  time.Duration
	by  string
	act func(d *demo, by access.Actor, r access.Request) error
}

func demoGrant(d *demo, by access.Actor, r access.Request) error {
	_, err := d.svc.Grant(d.ctx, by, r.ID)
	return err
}

// demoGrantReading grants read-only access.
func demoGrantReading(d *demo, by access.Actor, r access.Request) error {
	_, err := d.svc.GrantLess(d.ctx, by, r.ID, access.Terms{ReadOnly: true})
	return err
}

func demoDeny(reason string) func(*demo, access.Actor, access.Request) error {
	return func(d *demo, by access.Actor, r access.Request) error {
		_, err := d.svc.Deny(d.ctx, by, r.ID, reason)
		return err
	}
}

func demoRevoke(reason string) func(*demo, access.Actor, access.Request) error {
	return func(d *demo, by access.Actor, r access.Request) error {
		_, err := d.svc.Revoke(d.ctx, by, r.ID, reason)
		return err
	}
}

func demoWithdraw(d *demo, by access.Actor, r access.Request) error {
	_, err := d.svc.Withdraw(d.ctx, by, r.ID)
	return err
}

func demoHandBack(d *demo, by access.Actor, r access.Request) error {
	_, err := d.svc.HandBack(d.ctx, by, r.ID)
	return err
}

// demoVisit opens the company's page and changes a setting.
func demoVisit(key, value string) func(*demo, access.Actor, access.Request) error {
	return func(d *demo, by access.Actor, r access.Request) error {
		if _, err := d.svc.Company(d.ctx, by, r.AccountID, r.CompanyID); err != nil {
			return err
		}
		return d.svc.SetSetting(d.ctx, by, r.AccountID, r.CompanyID, key, value)
	}
}

// demoInside creates a user in the customer's account, which lives no longer than the grant.
func demoInside(name, first, last string, roles ...access.Role) func(*demo, access.Actor, access.Request) error {
	return func(d *demo, by access.Actor, r access.Request) error {
		word := randomPassword(demoGroups, name)
		_, _, err := d.svc.CreateUser(d.ctx, by, r.AccountID, access.NewUser{
			Name: name, FirstName: first, LastName: last, Email: name + "@example.com", TimeZone: by.Zone.String(), Password: word, Roles: roles,
		})
		if err != nil {
			return err
		}
		_, err = d.login("user", r.AccountName, name, word, roleNames(access.User, roles))
		return err
	}
}

// demoStory has a request in every state, in the order in which they were made.
var demoStory = []demoStep{
	{by: demoSupport + "/jonas", company: "Bergmann Werkzeuge", description: "Ticket 4102: orders stay unapproved.", asked: -16 * day, from: -16 * day, to: -16*day + 8*hour, acts: []demoAct{
		{-16*day + hour, "Bergmann & Söhne/karl", demoGrant}, {-16*day + 2*hour, demoSupport + "/jonas", demoVisit("order approval", "one person")},
	}},
	{by: demoSupport + "/mia", company: "Acme Logistics", description: "Ticket 4131: carrier list.", asked: -12 * day, from: -12 * day, to: -11 * day},
	{by: demoSupport + "/aylin", company: "Lakeside Dairy", description: "Ticket 4150: batch labels print twice.", asked: -10 * day, from: -10 * day, to: -8 * day, acts: []demoAct{
		{-10*day + hour, "Lakeside Foods/grace", demoGrant}, {-9 * day, "Lakeside Foods/grace", demoRevoke("Found it ourselves, thank you.")},
	}},
	{by: "Brightpath Consulting/leo", company: "Acme Retail", description: "Review of the stock levels before the season.", asked: -8 * day, from: -8 * day, to: -6 * day, acts: []demoAct{
		{-8*day + 2*hour, demoCustomer, demoGrant}, {-8*day + 3*hour, "Brightpath Consulting/leo", demoVisit("stock warning level", "40")},
		{-7 * day, "Brightpath Consulting/leo", demoHandBack},
	}},
	{by: "Brightpath Consulting/leo", company: "Lakeside Bakery", description: "Would like to look around.", asked: -6 * day, from: -6 * day, to: -2 * day, acts: []demoAct{
		{-6*day + hour, "Lakeside Foods", demoDeny("No reason given. Name the task.")},
	}},
	{by: demoSupport + "/mia", company: "Lakeside Bakery", description: "Ticket 4177: sent to the wrong company.", asked: -4 * day, from: -4 * day, to: -3 * day, acts: []demoAct{
		{-4*day + hour/4, demoSupport + "/mia", demoWithdraw},
	}},
	{by: "Brightpath Consulting/leo", company: "Bergmann Werkzeuge", description: "Workshop on approvals.", asked: -day, from: 2 * day, to: 2*day + 8*hour, acts: []demoAct{{-20 * hour, "Bergmann & Söhne", demoGrantReading}}},
	{by: demoSupport + "/aylin", company: "Acme Logistics", description: "Ticket 4190: default carrier is not applied.", asked: -2 * hour, from: -hour, to: 5 * hour, acts: []demoAct{
		{-90 * time.Minute, demoCustomer + "/anna", demoGrant}, {-40 * time.Minute, demoSupport + "/aylin", demoVisit("default carrier", "Bluewater Freight")},
		{-35 * time.Minute, demoSupport + "/aylin", demoInside("aylin.support", "Aylin", "Demir", access.ExternalUser)},
	}},
	{by: demoSupport + "/mia", company: "Acme Retail", description: "Ticket 4201: invoices get the wrong prefix since Monday.", asked: -20 * time.Minute},
	{by: demoSupport + "/jonas", company: "Lakeside Dairy", description: "Ticket 4203: month-end closing.", asked: -10 * time.Minute, from: 12 * hour, to: 20 * hour},
}

// play makes the request, and lets the rest happen at its time.
func (s demoStep) play(d *demo, now time.Time) error {
	d.clock.set(now.Add(s.asked))
	by, target := d.actors[s.by], d.companies[s.company]
	local := func(after time.Duration) access.LocalTime {
		return access.LocalTime{Text: access.LocalText(now.Add(after), by.Zone), Which: "first"}
	}
	a := access.NewRequest{AccountID: target[0], CompanyID: target[1], Description: s.description, ValidFrom: local(s.from), ValidTo: local(s.to)}
	if s.from == s.to {
		a.HowLong = access.FourHours
	}
	r, err := d.svc.Ask(d.ctx, by, a)
	if err != nil {
		return err
	}
	for _, a := range s.acts {
		d.clock.set(now.Add(a.at))
		if err := a.act(d, d.actors[a.by], r); err != nil {
			return err
		}
	}
	return nil
}
