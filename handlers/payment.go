package handlers

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// readFilter reads which invoices are wanted, in which order, and more fields.
func readFilter(c echo.Context, more ...string) (q form, f access.InvoiceFilter, err error) {
	if q, err = readQuery(c, append(more, "status", "year", views.SortField)...); err != nil {
		return q, f, err
	}
	f.Status, f.ByDue = access.InvoiceStatus(q["status"]), q[views.SortField] == "due"
	if f.Status != "" && !slices.Contains(access.InvoiceStatuses, f.Status) || !f.ByDue && q[views.SortField] != "" {
		return q, f, errMalformed
	}
	if q["year"] != "" {
		if f.Year, err = strconv.Atoi(q["year"]); err != nil || f.Year < 1970 || f.Year > 9999 {
			return q, f, errMalformed
		}
	}
	return q, f, nil
}

func (s *Server) invoices(c echo.Context) error {
	q, f, err := readFilter(c, "before")
	if err != nil {
		return err
	}
	l, err := s.svc.Invoices(c.Request().Context(), actor(c), f, q["before"])
	if err != nil {
		return err
	}
	list := invoiceList(views.InvoicesURL, q, l.Rows, l.Next).AsCSV(views.InvoicesCSVURL)
	return render(c, http.StatusOK, views.InvoicesPage(views.Invoices{Page: s.page(c, "Invoices", views.InvoicesURL), List: list, Rows: l.Rows, Years: l.Years}))
}

func invoiceList(address string, q form, rows []access.Invoice, next string) views.List {
	return views.List{Address: address, Form: views.Form{Values: q}, One: "invoice", Many: "invoices", Count: len(rows), Turn: "before", Next: next}
}

func (s *Server) accountInvoices(c echo.Context) error {
	q, err := readQuery(c, "before")
	if err != nil {
		return err
	}
	me, id := actor(c), c.Param("account")
	account, rows, next, err := s.svc.AccountInvoices(c.Request().Context(), me, id, q["before"])
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.AccountInvoicesPage(views.AccountInvoices{
		Page: s.page(c, "Invoices of "+account.Name, navOf(me, id, views.TabInvoices)), List: invoiceList(views.AccountURL(id, views.TabInvoices), q, rows, next),
		Account: account, Rows: rows,
	}))
}

// invoice is the page of an invoice, and with .pdf at the end of the address its document: the router has no suffixes.
func (s *Server) invoice(c echo.Context) error {
	me := actor(c)
	id, pdf := strings.CutSuffix(c.Param("invoice"), ".pdf")
	p, err := s.svc.Invoice(c.Request().Context(), me, id)
	if err != nil {
		return err
	}
	if pdf {
		document, err := views.InvoicePDF(p)
		return s.sendPDF(c, p.Number, document, err)
	}
	return s.showInvoice(c, http.StatusOK, p, views.Form{})
}

func (s *Server) showInvoice(c echo.Context, status int, p access.InvoicePage, f views.Form) error {
	me := actor(c)
	nav := views.InvoicesURL
	if !me.MayAnywhere(access.CreateInvoices) {
		nav = navOf(me, p.Account.AccountID, views.TabInvoices)
	}
	return render(c, status, views.InvoicePage(views.Invoice{
		Page: s.page(c, p.Number, nav), Form: f, InvoicePage: p,
		Paid: views.NewMoment(p.PaidAt, me.Zone), Cancelled: views.NewMoment(p.CancelledAt, me.Zone),
	}))
}

// invoiceFields are the form of an invoice.
var invoiceFields = []string{
	"account_search", "account_id", "period_from", "period_to", "messages", "price", "currency", "vat_rate", "due_date", "note",
}

// dueDays is how long after today the form's due date begins.
const dueDays = 30

func (s *Server) newInvoicePage(c echo.Context) error {
	f, err := readQuery(c, invoiceFields...)
	if err != nil {
		return err
	}
	return s.showNewInvoice(c, http.StatusOK, f, &access.Invalid{})
}

func (s *Server) showNewInvoice(c echo.Context, status int, f form, invalid *access.Invalid) error {
	options, err := s.svc.InvoiceOptions(c.Request().Context(), actor(c), f["account_search"], f["account_id"])
	if err != nil {
		return err
	}
	if options.Account != nil && f["account_search"] == "" {
		f["account_search"] = options.Account.Name
	}
	from, to := options.Today.LastMonth()
	for field, date := range map[string]access.Date{"period_from": from, "period_to": to, "due_date": options.Today.AddDays(dueDays)} {
		if _, typed := f[field]; !typed {
			f[field] = string(date)
		}
	}
	return render(c, status, views.NewInvoicePage(views.NewInvoice{
		Page: s.page(c, "New invoice", views.InvoicesURL), Form: mistaken(f, invalid), Options: options,
	}))
}

func typedInvoice(f form) access.NewInvoice {
	return access.NewInvoice{
		AccountID: f["account_id"], From: f["period_from"], To: f["period_to"], Due: f["due_date"], Messages: f["messages"],
		Price: f["price"], Currency: f["currency"], VATRate: f["vat_rate"], Note: f["note"],
	}
}

// createInvoice issues an invoice, or where a step is asked for shows a preview of it, or the form again.
func (s *Server) createInvoice(c echo.Context) error {
	f, err := readForm(c, slices.Concat(invoiceFields, []string{views.StepField})...)
	if err != nil {
		return err
	}
	switch f[views.StepField] {
	case "":
	case views.StepPreview:
		if c.Get(typedKey) != nil { // the form is what was sent
			return s.showNewInvoice(c, http.StatusOK, f, &access.Invalid{})
		}
		return s.previewInvoice(c, http.StatusOK, f, nil)
	case views.StepForm:
		return s.showNewInvoice(c, http.StatusOK, f, &access.Invalid{})
	default:
		return errMalformed
	}
	i, err := s.svc.CreateInvoice(c.Request().Context(), actor(c), typedInvoice(f))
	var invalid *access.Invalid
	switch {
	case errors.As(err, &invalid) && len(invalid.Fields) == 0 && f[views.VersionField] != "":
		return s.previewInvoice(c, again(invalid), f, invalid.Stale)
	case errors.As(err, &invalid):
		return s.showNewInvoice(c, again(invalid), f, invalid)
	case err != nil:
		return err
	}
	return s.done(c, views.InvoiceURL(i.ID), "Issued invoice "+i.Number+" to "+i.Account.Name+": "+i.Total.String()+".")
}

// previewInvoice shows what would be issued, and what is otherwise than it was when that was shown before.
func (s *Server) previewInvoice(c echo.Context, status int, f form, stale *access.Stale) error {
	p, err := s.svc.PreviewInvoice(c.Request().Context(), actor(c), typedInvoice(f))
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		return s.showNewInvoice(c, again(invalid), f, invalid)
	}
	if err != nil {
		return err
	}
	var typed [][2]string
	for _, field := range invoiceFields {
		typed = append(typed, [2]string{field, f[field]})
	}
	return render(c, status, views.InvoicePreviewPage(views.InvoicePreview{
		Page: s.page(c, "Preview of an invoice", views.InvoicesURL), InvoicePreview: p, Typed: typed, Stale: stale,
	}))
}

func (s *Server) payInvoice(c echo.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	i, err := s.svc.PayInvoice(c.Request().Context(), actor(c), c.Param("invoice"))
	if err != nil {
		return err
	}
	return s.done(c, views.InvoiceURL(i.ID), "Invoice "+i.Number+" is paid.")
}

func (s *Server) cancelInvoice(c echo.Context) error {
	f, err := readForm(c, "reason")
	if err != nil {
		return err
	}
	var reason *string
	if text, given := f["reason"]; given {
		reason = &text
	}
	i, err := s.svc.CancelInvoice(c.Request().Context(), actor(c), c.Param("invoice"), reason)
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		p, err := s.svc.Invoice(c.Request().Context(), actor(c), c.Param("invoice"))
		if err != nil {
			return err
		}
		return s.showInvoice(c, again(invalid), p, mistaken(f, invalid))
	}
	if err != nil {
		return err
	}
	return s.done(c, views.InvoiceURL(i.ID), "Invoice "+i.Number+" is cancelled.")
}
