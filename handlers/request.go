package handlers

import (
	"net/http"

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
		Page: s.livePage(c, "External Access of "+e.Account.Name, navOf(me, id, views.TabExternalAccess)), Account: e.Account,
		Waiting: requestRows(e.Waiting, me), Closed: requestRows(e.Closed, me), Older: q["before"] != "", ByMail: s.svc.TellsByMail(), Zone: me.Zone.String(),
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

// requestTitle tells the pages of requests apart.
func requestTitle(r access.Request) string { return r.RequestedByName + " → " + r.CompanyName }

func requestRows(requests []access.Request, me access.Actor) []views.RequestRow {
	rows := make([]views.RequestRow, len(requests))
	for i, r := range requests {
		rows[i] = views.NewRequestRow(r, me)
	}
	return rows
}
