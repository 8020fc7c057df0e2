package handlers

import (
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
)

var invoiceColumns = []string{
	"number", "status", "account", "contact", "e-mail", "period from", "period to", "messages", "price", "currency", "net", "VAT rate",
	"VAT", "total", "issued", "due", "paid", "cancelled", "issuer", "issuer's person", "issuer's e-mail",
}

// invoicesCSV streams the list. Once the first row is out an error cannot be told any more: the connection is cut, so that half a
// list does not pass for a whole one.
func (s *Server) invoicesCSV(c echo.Context) error {
	q, err := readQuery(c, "status", "year")
	if err != nil {
		return err
	}
	f, err := readFilter(q)
	if err != nil {
		return err
	}
	w := csv.NewWriter(c.Response())
	w.UseCRLF = true
	begin := func() error { return beginCSV(c, w, f) }
	err = s.svc.EachInvoice(c.Request().Context(), actor(c), f, begin, func(i access.Invoice) error { return w.Write(invoiceCells(i)) })
	return s.endCSV(c, w, err)
}

// endCSV sends what is left, or ends a list that failed.
func (s *Server) endCSV(c echo.Context, w *csv.Writer, err error) error {
	if err == nil {
		w.Flush()
		err = w.Error()
	}
	return s.endStream(c, "stream invoices", err)
}

// endStream ends an answer that was written in parts, or was to be.
func (s *Server) endStream(c echo.Context, what string, err error) error {
	switch {
	case err == nil:
		return nil
	case c.Response().Committed:
		s.config.Log.Error(what, "request_id", c.Get(requestIDKey), "error", err.Error())
		panic(http.ErrAbortHandler)
	}
	c.Response().Header().Del(echo.HeaderContentDisposition)
	return err
}

func beginCSV(c echo.Context, w *csv.Writer, f access.InvoiceFilter) error {
	name := "invoices"
	if f.Year != 0 {
		name += "-" + strconv.Itoa(f.Year)
	}
	if f.Status != "" {
		name += "-" + strings.ToLower(string(f.Status))
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "text/csv; charset=utf-8; header=present")
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`.csv"`)
	return w.Write(invoiceColumns)
}

// invoiceCells is a row. What somebody typed is text; the rest is numbers, dates and words of ours.
func invoiceCells(i access.Invoice) []string {
	due := string(i.Due)
	if i.Status == access.StatusCancellation {
		due = ""
	}
	return []string{
		i.Number, string(i.Status), access.TextCell(i.Account.Name), access.TextCell(i.Account.Person()), access.TextCell(i.Account.Email),
		string(i.From), string(i.To), strconv.FormatInt(i.Messages, 10), i.Price, string(i.Currency), i.Net.Decimal(), i.VATRate,
		i.VAT.Decimal(), i.Total.Decimal(), string(i.Issued), due, instantCell(i.PaidAt), instantCell(i.CancelledAt),
		access.TextCell(i.Issuer.Name), access.TextCell(i.Issuer.Person()), access.TextCell(i.Issuer.Email),
	}
}

func instantCell(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
