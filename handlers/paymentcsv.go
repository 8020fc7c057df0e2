package handlers

import (
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/record"
)

var invoiceColumns = []string{
	"number", "status", "account", "contact", "e-mail", "period from", "period to", "messages", "price", "currency", "net", "VAT rate",
	"VAT", "total", "issued", "due", "paid", "cancelled", "issuer", "issuer's person", "issuer's e-mail", "reason", timesIn,
}

func (s *Server) invoicesCSV(c echo.Context) error {
	_, f, err := readFilter(c)
	if err != nil {
		return err
	}
	name := "invoices"
	if f.Year != 0 {
		name += "-" + strconv.Itoa(f.Year)
	}
	if f.Status != "" {
		name += "-" + strings.ToLower(string(f.Status))
	}
	return s.sendCSV(c, name, invoiceColumns, func(begin func() error, write func(cells []string) error) error {
		return s.svc.EachInvoice(c.Request().Context(), actor(c), f, begin, func(i access.Invoice) error { return write(invoiceCells(i, actor(c).Zone)) })
	})
}

// invoiceCells is a row. Only what people typed is escaped as text; the rest is numbers, dates and
// our own words.
func invoiceCells(i access.Invoice, zone *time.Location) []string {
	due := string(i.Due)
	if i.Status == access.StatusCancellation {
		due = ""
	}
	return []string{
		i.Number, string(i.Status), record.TextCell(i.Account.Name), record.TextCell(i.Account.Person()), record.TextCell(i.Account.Email),
		string(i.From), string(i.To), strconv.FormatInt(i.Messages, 10), i.Price, string(i.Currency), i.Net.Decimal(), i.VATRate,
		i.VAT.Decimal(), i.Total.Decimal(), string(i.Issued), due, instantCell(i.PaidAt, zone), instantCell(i.CancelledAt, zone),
		record.TextCell(i.Issuer.Name), record.TextCell(i.Issuer.Person()), record.TextCell(i.Issuer.Email),
		record.TextCell(i.CancelReason), zoneCell(zone),
	}
}
