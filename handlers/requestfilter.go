package handlers

import (
	"cmp"
	"crypto/rand"
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// readRequestFilter parses the filter and order of a list of requests, and more fields. A state
// that is none is no filter.
func readRequestFilter(c echo.Context, more ...string) (form, access.RequestFilter, error) {
	q, err := readQuery(c, append(more, views.FilterFields...)...)
	if !slices.Contains(views.RequestStates, q["state"]) {
		delete(q, "state")
	}
	if err == nil && q[views.SortField] != "" && q[views.SortField] != access.SortByEnd {
		err = errMalformed
	}
	return q, access.RequestFilter{
		State: q["state"], Text: q["q"], Ticket: q["ticket"], Company: q["company"], By: q["by"], From: q["from"], To: q["to"], Mine: q[views.MineField] != "", Sort: q[views.SortField],
	}, err
}

// showRequests shows the requests that a filter chooses: on an account's tab or, with "", in the
// list of all that the reader may see. typed is what was typed for an act on several of them.
func (s *Server) showRequests(c echo.Context, status int, id string, q form, f access.RequestFilter, typed views.Form) error {
	me, w, invalid := actor(c), s.words(c), &access.Invalid{}
	all := q[views.ChosenField] == views.AllChosen && typed.Values == nil
	delete(q, views.ChosenField) // it is no part of the list
	p, err := s.svc.FilterRequests(c.Request().Context(), me, id, f, q["before"])
	if errors.As(err, &invalid) {
		status = http.StatusUnprocessableEntity
	} else if err != nil {
		return err
	}
	address := listOfRequests(id)
	list := views.List{
		Address: address, SortsByField: true, Form: withMistakes(w, q, invalid), Things: &w.Parts.Requests, Count: len(p.Requests), Turn: "before", Next: p.Next,
	}
	chosen := views.FilteredRequests{
		List: list.AsCSV(address + ".csv"), Rows: requestRows(w, p.Requests, me), LookedSince: views.MomentIn(w, p.Since, me.Zone),
		Account: id, Together: typed, Once: rand.Text(),
	}
	for i, r := range chosen.Rows {
		chosen.Rows[i].Chosen = all || typed.Values[views.ChooseField+r.ID] != ""
	}
	nav, page := navigationEntry(me, cmp.Or(id, me.AccountID), views.TabExternalAccess), s.livePage
	if status != http.StatusOK { // nothing that was typed goes away by itself
		page = s.page
	}
	if id == "" {
		return render(c, status, views.RequestsPage(views.Requests{Page: page(c, w.Request.Title, nav), FilteredRequests: chosen, Zone: me.Zone.String()}))
	}
	return render(c, status, views.ExternalAccessPage(views.ExternalAccess{
		Page: page(c, w.Access.PageTitle(p.Account.Name), nav), Account: p.Account, Chosen: chosen, Zone: me.Zone.String(),
	}))
}

// listOfRequests is the address of an account's tab or, with "", of the list of all requests.
func listOfRequests(id string) string {
	if id == "" {
		return views.RequestsURL
	}
	return views.AccountURL(id, views.TabExternalAccess)
}

// requests is the list of requests that the reader may see; of all accounts if the reader reads
// those.
func (s *Server) requests(c echo.Context) error {
	q, f, err := readRequestFilter(c, "before", views.ChosenField)
	if err != nil {
		return err
	}
	return s.showRequests(c, http.StatusOK, "", q, f, views.Form{})
}
