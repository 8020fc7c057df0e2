package handlers

import (
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) externalAccess(c echo.Context) error {
	q, err := readQuery(c, "waiting", "before", "people")
	if err != nil {
		return err
	}
	me, id := actor(c), c.Param("account")
	e, err := s.svc.ExternalAccess(c.Request().Context(), me, id, q["waiting"], q["before"])
	if err != nil {
		return err
	}
	m := views.ExternalAccess{
		Page: s.livePage(c, "External Access", navOf(me, id, views.TabExternalAccess)), Account: e.Account,
		Waiting: requestRows(e.Waiting, me), Closed: requestRows(e.Closed, me), Older: q["before"] != "", Zone: me.Zone.String(),
	}
	for _, row := range requestRows(e.Granted, me) {
		if row.State == access.Active {
			m.Now = append(m.Now, row)
		} else {
			m.Coming = append(m.Coming, row)
		}
	}
	tab := views.AccountURL(id, views.TabExternalAccess)
	if e.NextWaiting != "" {
		m.NextWaiting = views.PageURL(tab, "waiting", e.NextWaiting)
	}
	if e.Next != "" {
		m.Next = views.PageURL(tab, "before", e.Next)
	}
	if m.Outside, err = s.outside(c, id, q["people"]); err != nil {
		return err
	}
	return render(c, http.StatusOK, views.ExternalAccessPage(m))
}

func requestRows(requests []access.Request, me access.Actor) []views.RequestRow {
	rows := make([]views.RequestRow, len(requests))
	for i, r := range requests {
		rows[i] = views.NewRequestRow(r, me)
	}
	return rows
}

// askFields are the form of an access request.
var askFields = []string{
	"account_search", "account_id", "company_id", "description", "requested_by", "valid_from", "valid_from_which", "valid_to", "valid_to_which",
	"read_only",
}

// defaultWindow is the length of the window that the form begins with.
const defaultWindow = 4 * time.Hour

func (s *Server) askPage(c echo.Context) error {
	f, err := readQuery(c, askFields...)
	if err != nil {
		return err
	}
	me, now := actor(c), s.svc.Now()
	if _, typed := f["valid_from"]; !typed {
		f["valid_from"] = access.LocalText(now, me.Zone)
	}
	if _, typed := f["valid_to"]; !typed {
		f["valid_to"] = access.LocalText(now.Add(defaultWindow), me.Zone)
	}
	return s.showAsk(c, http.StatusOK, f, f["account_search"], &access.Invalid{})
}

// showAsk shows the form as typed. search is what to find accounts by; "" where one is chosen and stays so.
func (s *Server) showAsk(c echo.Context, status int, f form, search string, invalid *access.Invalid) error {
	me, now := actor(c), s.svc.Now()
	options, err := s.svc.AskOptions(c.Request().Context(), me, search, f["account_id"])
	if err != nil {
		return err
	}
	if options.Account != nil && f["account_search"] == "" {
		f["account_search"] = options.Account.Name
	}
	m := views.Ask{
		Page: s.page(c, "Ask for access", views.AskURL), Form: mistaken(f, invalid), Options: options,
		Zone: me.Zone.String(), Longest: access.DurationText(s.svc.MaxWindow()), Now: now, Twice: twice(invalid, me.Zone),
	}
	return render(c, status, views.AskPage(m))
}

func (s *Server) ask(c echo.Context) error {
	f, err := readForm(c, askFields...)
	if err != nil {
		return err
	}
	me := actor(c)
	r, err := s.svc.Ask(c.Request().Context(), me, access.Asking{
		AccountID: f["account_id"], CompanyID: f["company_id"], Description: f["description"], RequestedBy: f["requested_by"],
		ValidFrom: access.LocalTime{Text: f["valid_from"], Which: f["valid_from_which"]},
		ValidTo:   access.LocalTime{Text: f["valid_to"], Which: f["valid_to_which"]}, ReadOnly: f["read_only"] != "",
	})
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		search := f["account_search"]
		if f["account_id"] != "" {
			search = ""
		}
		return s.showAsk(c, http.StatusUnprocessableEntity, f, search, invalid)
	}
	if err != nil {
		return err
	}
	told := "Asked " + r.AccountName + " for access to " + r.CompanyName + ". Its administrators decide."
	switch {
	case r.NobodyDecides:
		told = "Asked " + r.AccountName + " for access to " + r.CompanyName + ". But nobody who decides for " + r.AccountName + " can sign in now: tell them in another way."
	case r.Decision != nil:
		told = "Standing consent lets you into " + r.CompanyName + " until " + views.NewExactMoment(r.Window.To, me.Zone).Text + ". The visit is announced and recorded."
	}
	return s.done(c, views.AccountURL(me.AccountID, views.TabExternalAccess), told)
}
