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
	"latchkey/words"
)

// readFilter parses the filter and order of a list of invoices, and more fields.
func readFilter(c echo.Context, more ...string) (q form, f access.InvoiceFilter, err error) {
	q, err = readQuery(c, append(more, "status", "year", views.SortField)...)
	if err != nil {
		return q, f, err
	}
	f.Status, f.ByDue = access.InvoiceStatus(q["status"]), q[views.SortField] == "due"
	if f.Status != "" && !slices.Contains(access.InvoiceStatuses, f.Status) || !f.ByDue && q[views.SortField] != "" {
		return q, f, errMalformed
	}
	if q["year"] != "" {
		f.Year, err = strconv.Atoi(q["year"])
		if err != nil || f.Year < 1970 || f.Year > 9999 {
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
	list := invoiceList(s.words(c), views.InvoicesURL, q, l.Rows, l.Next).AsCSV(views.InvoicesCSVURL)
	return render(c, http.StatusOK, views.InvoicesPage(views.Invoices{Page: s.page(c, s.words(c).Invoices.Title, views.InvoicesURL), List: list, Rows: l.Rows, Years: l.Years}))
}

func invoiceList(w *words.Words, address string, q form, rows []access.Invoice, next string) views.List {
	return views.List{Address: address, Form: views.Form{Values: q}, Things: &w.Parts.Invoices, Count: len(rows), Turn: "before", Next: next}
}

func (s *Server) accountInvoices(c echo.Context) error {
	q, err := readQuery(c, "before")
	if err != nil {
		return err
	}
	me, id := actor(c), c.Param("account")
	l, err := s.svc.AccountInvoices(c.Request().Context(), me, id, q["before"])
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.AccountInvoicesPage(views.AccountInvoices{
		Page: s.page(c, s.words(c).Invoices.InvoicesOf(l.Account.Name), navigationEntry(me, id, views.TabInvoices)), List: invoiceList(s.words(c), views.AccountURL(id, views.TabInvoices), q, l.Rows, l.Next),
		Account: l.Account, Rows: l.Rows,
	}))
}

// invoice is the page of an invoice or, if the URL ends in .pdf, its document: the router has no
// suffixes.
func (s *Server) invoice(c echo.Context) error {
	id, pdf := strings.CutSuffix(c.Param("invoice"), ".pdf")
	if !pdf {
		return s.showInvoice(c, http.StatusOK, views.Form{})
	}
	p, err := s.svc.Invoice(c.Request().Context(), actor(c), id)
	if err != nil {
		return err
	}
	document, err := views.InvoicePDF(s.words(c), s.config.Vendor, p)
	return s.sendPDF(c, p.Number, document, err)
}

func (s *Server) showInvoice(c echo.Context, status int, f views.Form) error {
	me := actor(c)
	p, err := s.svc.Invoice(c.Request().Context(), me, c.Param("invoice"))
	if err != nil {
		return err
	}
	nav := views.InvoicesURL
	if !me.MayAnywhere(access.CreateInvoices) {
		nav = navigationEntry(me, p.Account.AccountID, views.TabInvoices)
	}
	return render(c, status, views.InvoicePage(views.Invoice{
		Page: s.page(c, p.Number, nav), Form: f, InvoicePage: p,
		Paid: views.MomentIn(s.words(c), p.PaidAt, me.Zone), Cancelled: views.MomentIn(s.words(c), p.CancelledAt, me.Zone),
	}))
}

// invoiceFields are the fields of the invoice form.
var invoiceFields = []string{
	"account_search", "account_id", "period_from", "period_to", "messages", "price", "currency", "vat_rate", "due_date", "note",
}

// dueDays is how many days after today the form's default due date is.
const dueDays = 30

func (s *Server) newInvoicePage(c echo.Context) error {
	f, err := readQuery(c, invoiceFields...)
	if err != nil {
		return err
	}
	return s.showNewInvoice(c, http.StatusOK, views.Form{Values: f})
}

func (s *Server) showNewInvoice(c echo.Context, status int, f views.Form) error {
	options, err := s.svc.InvoiceOptions(c.Request().Context(), actor(c), f.Values["account_search"], f.Values["account_id"])
	if err != nil {
		return err
	}
	if options.Account != nil && f.Values["account_search"] == "" {
		f.Values["account_search"] = options.Account.Name
	}
	from, to := options.Today.LastMonth()
	for field, date := range map[string]access.Date{"period_from": from, "period_to": to, "due_date": options.Today.AddDays(dueDays)} {
		if _, typed := f.Values[field]; !typed {
			f.Values[field] = string(date)
		}
	}
	return render(c, status, views.NewInvoicePage(views.NewInvoice{Page: s.page(c, s.words(c).Invoices.New, views.InvoicesURL), Form: f, Options: options}))
}

func typedInvoice(f form) access.NewInvoice {
	return access.NewInvoice{
		AccountID: f["account_id"], From: f["period_from"], To: f["period_to"], Due: f["due_date"], Messages: f["messages"],
		Price: f["price"], Currency: f["currency"], VATRate: f["vat_rate"], Note: f["note"],
	}
}

// createInvoice issues an invoice. If the form asks for a step, it shows a preview or the form
// instead.
func (s *Server) createInvoice(c echo.Context) error {
	return s.post(c, slices.Concat(invoiceFields, []string{views.StepField}), func(f form) (response, error) {
		step := f[views.StepField]
		if step == views.StepPreview && c.Get(typedKey) != nil {
			step = views.StepForm // the form itself was sent
		}
		switch step {
		case "":
			i, err := s.svc.CreateInvoice(c.Request().Context(), actor(c), typedInvoice(f))
			return s.leadTo(views.InvoiceURL(i.ID), s.words(c).Invoices.IssuedFlash(i.Number, i.Account.Name, s.words(c).Format.Money(i.Total))), err
		case views.StepPreview:
			return func(c echo.Context) error { return s.previewInvoice(c, http.StatusOK, views.Form{Values: f}) }, nil
		case views.StepForm:
			return func(c echo.Context) error { return s.showNewInvoice(c, http.StatusOK, views.Form{Values: f}) }, nil
		default:
			return nil, errMalformed
		}
	}, func(c echo.Context, status int, f views.Form) error {
		if len(f.Mistakes) == 0 && f.Values[views.VersionField] != "" {
			return s.previewInvoice(c, status, f)
		}
		return s.showNewInvoice(c, status, f)
	})
}

// previewInvoice shows what would be issued, and what has changed since that was shown before.
func (s *Server) previewInvoice(c echo.Context, status int, f views.Form) error {
	p, err := s.svc.PreviewInvoice(c.Request().Context(), actor(c), typedInvoice(f.Values))
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		return s.showNewInvoice(c, answerTo(err).status, withMistakes(s.words(c), f.Values, invalid))
	}
	if err != nil {
		return err
	}
	var typed [][2]string
	for _, field := range invoiceFields {
		typed = append(typed, [2]string{field, f.Values[field]})
	}
	return render(c, status, views.InvoicePreviewPage(views.InvoicePreview{
		Page: s.page(c, s.words(c).Invoices.PreviewTitle(p.Account.Name), views.InvoicesURL), InvoicePreview: p, Typed: typed, Stale: f.Stale,
	}))
}

func (s *Server) payInvoice(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		i, err := s.svc.PayInvoice(c.Request().Context(), actor(c), c.Param("invoice"))
		return s.leadTo(views.InvoiceURL(i.ID), s.words(c).Invoices.PaidFlash(i.Number)), err
	}, nil)
}

func (s *Server) cancelInvoice(c echo.Context) error {
	return s.post(c, []string{"reason"}, func(f form) (response, error) {
		var reason *string
		if text, given := f["reason"]; given {
			reason = &text
		}
		i, err := s.svc.CancelInvoice(c.Request().Context(), actor(c), c.Param("invoice"), reason)
		return s.leadTo(views.InvoiceURL(i.ID), s.words(c).Invoices.CancelledFlash(i.Number)), err
	}, s.showInvoice)
}
