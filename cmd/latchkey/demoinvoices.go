package main

import (
	"time"

	"latchkey/access"
)

const demoSales = "Northwind Sales"

// demoInvoice is an invoice of the story and what happened to it.
type demoInvoice struct {
	to, messages, price, currency, vat, note string
	issued                                   time.Duration
	then                                     func(*demo, access.Actor, access.Invoice) error
	after                                    time.Duration
}

func demoPaid(d *demo, by access.Actor, i access.Invoice) error {
	_, err := d.svc.PayInvoice(d.ctx, by, i.ID)
	return err
}

func demoCancelled(d *demo, by access.Actor, i access.Invoice) error {
	reason := "The number of messages was wrong: it counted test messages as well."
	_, err := d.svc.CancelInvoice(d.ctx, by, i.ID, &reason)
	return err
}

const demoBank = "Pay to Northwind, IBAN DE00 0000 0000 0000 0000 00, and name the number of this invoice."

// demoInvoices has an invoice in every status, all of them before the story's first request.
var demoInvoices = []demoInvoice{
	{to: demoCustomer, messages: "182450", price: "0.0415", currency: "EUR", vat: "19", note: demoBank, issued: -20 * day, then: demoPaid, after: 30 * hour},
	{to: "Lakeside Foods", messages: "64000", price: "0.0385", currency: "USD", vat: "0", note: "Purchase order LF-2209.\n" + demoBank, issued: -18*day - 4*hour, then: demoCancelled, after: 2 * hour},
	{to: "Lakeside Foods", messages: "46000", price: "0.0385", currency: "USD", vat: "0", note: "Purchase order LF-2209. In place of the cancelled one: the number of messages was wrong.\n" + demoBank, issued: -18*day - hour},
	{to: "Bergmann & Söhne", messages: "9875", price: "0.0465", currency: "EUR", vat: "20", note: demoBank, issued: -17 * day},
	{to: demoCustomer, messages: "17900", price: "0.0415", currency: "EUR", vat: "19", note: demoBank, issued: -17*day + hour},
}

// invoices plays the payment module's part of the story.
func (d *demo) invoices(now time.Time) error {
	by := d.actors[demoSales]
	for _, step := range demoInvoices {
		d.clock.set(now.Add(step.issued))
		today := now.Add(step.issued).In(by.Zone)
		firstOfMonth := time.Date(today.Year(), today.Month(), 1, 0, 0, 0, 0, by.Zone)
		date := func(t time.Time) string { return t.Format(time.DateOnly) }
		i, err := d.svc.CreateInvoice(d.ctx, by, access.NewInvoice{
			AccountID: d.accountID(step.to), From: date(firstOfMonth.AddDate(0, -1, 0)), To: date(firstOfMonth.AddDate(0, 0, -1)), Due: date(today.AddDate(0, 0, 30)),
			Messages: step.messages, Price: step.price, Currency: step.currency, VATRate: step.vat, Note: step.note,
		})
		if err != nil {
			return err
		}
		if step.then == nil {
			continue
		}
		d.clock.set(now.Add(step.issued + step.after))
		if err := step.then(d, by, i); err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) accountID(name string) string {
	for _, a := range d.Accounts {
		if a.Name == name {
			return a.ID
		}
	}
	return ""
}
