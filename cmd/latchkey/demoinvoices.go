package main

import (
	"time"

	"latchkey/access"
)

const demoSales = "Northwind Sales"

// demoInvoice is an invoice of the story and what became of it.
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

// demoInvoices has an invoice in every status, all before the first request of the story.
var demoInvoices = []demoInvoice{
	{demoCustomer, "182450", "0.0415", "EUR", "19", demoBank, -20 * day, demoPaid, 30 * hour},
	{"Lakeside Foods", "64000", "0.0385", "USD", "0", "Purchase order LF-2209.\n" + demoBank, -18*day - 4*hour, demoCancelled, 2 * hour},
	{"Lakeside Foods", "46000", "0.0385", "USD", "0", "Purchase order LF-2209. In place of the cancelled one: the number of messages was wrong.\n" + demoBank, -18*day - hour, nil, 0},
	{"Bergmann & Söhne", "9875", "0.0465", "EUR", "20", demoBank, -17 * day, nil, 0},
	{demoCustomer, "17900", "0.0415", "EUR", "19", demoBank, -17*day + hour, nil, 0},
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
