package handlers

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
	"latchkey/words"
)

func (s *Server) externalAccess(c echo.Context) error {
	q, f, err := readRequestFilter(c, "waiting", "before", "people", views.KeptField, views.RowsField, views.LessField, views.DenyField, views.ChosenField)
	if err != nil {
		return err
	}
	for field, act := range map[string]string{views.LessField: "grant", views.DenyField: "deny"} {
		if request := q[field]; request != "" {
			return c.Redirect(http.StatusSeeOther, views.ActPageURL(request, act))
		}
	}
	id := c.Param("account")
	if q["before"] != "" && f == (access.RequestFilter{}) {
		f.State, q["state"] = access.OnlyOver, access.OnlyOver
	}
	if f != (access.RequestFilter{}) {
		return s.showRequests(c, http.StatusOK, id, q, f, views.Form{})
	}
	m, err := s.externalAccessPage(c, id, q)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.ExternalAccessPage(m))
}

// externalAccessPage is the content of an account's tab, by the fields of its URL.
func (s *Server) externalAccessPage(c echo.Context, id string, q form) (m views.ExternalAccess, err error) {
	me, w := actor(c), s.words(c)
	e, err := s.svc.ExternalAccess(c.Request().Context(), me, id, q["waiting"])
	if err != nil {
		return m, err
	}
	tab := views.AccountURL(id, views.TabExternalAccess)
	waiting, granted, closed := requestRows(w, e.Waiting, me), requestRows(w, e.Granted, me), requestRows(w, e.Closed, me)
	for _, rows := range [][]views.RequestRow{granted, closed} {
		waiting = append(waiting, keepCards(rows, strings.Split(q[views.KeptField], ","), e.Now)...)
	}
	// in the order in which they were read
	slices.SortFunc(waiting, func(a, b views.RequestRow) int { return strings.Compare(a.ID, b.ID) })
	m = views.ExternalAccess{
		Page: s.livePage(c, w.Access.PageTitle(e.Account.Name), navigationEntry(me, id, views.TabExternalAccess)), Account: e.Account,
		Chosen:  views.FilteredRequests{List: views.List{Address: tab, SortsByField: true, Form: views.Form{Values: form{}}}, Rows: waiting, Account: id, Once: rand.Text()},
		Waiting: waiting, Closed: closed[:min(len(closed), closedOnTab)], Elsewhere: requestRows(w, e.Elsewhere, me), MoreElsewhere: e.MoreElsewhere, MoreClosed: e.MoreClosed || len(closed) > closedOnTab, ByMail: s.svc.MailEnabled(), Zone: me.Zone.String(), Rows: q[views.RowsField],
	}
	m.SetGranted(granted)
	m.NextWaiting = views.NextURL(tab, "waiting", e.NextWaiting)
	m.ExternalUsers, err = s.externalUsers(c, id, q["people"])
	return m, err
}

// externalAccessAround is what is around the card of a request after an act: the updated tab, with
// the cards that it keeps. It is nil if the reader has no such tab.
func (s *Server) externalAccessAround(c echo.Context, r access.Request, f form) (*views.ExternalAccess, error) {
	me := actor(c)
	q := form{views.KeptField: f[views.KeptField] + "," + r.ID, views.RowsField: f[views.RowsField]}
	if shown, err := url.Parse(c.Request().Header.Get("HX-Current-URL")); err == nil {
		q["waiting"], q["people"] = shown.Query().Get("waiting"), shown.Query().Get("people")
	}
	waiting, err := s.svc.CountWaiting(c.Request().Context(), me)
	if err != nil {
		return nil, err
	}
	c.Set(waitingKey, waiting) // it was counted before the act
	m, err := s.externalAccessPage(c, accountOfTab(me, r), q)
	if r.Decision != nil && !slices.ContainsFunc(m.Waiting, func(row views.RequestRow) bool { return row.ID == r.ID }) {
		// it was decided long ago, so its card is not kept
		for _, rows := range [][]views.RequestRow{m.Now, m.KeptOut, m.Coming} {
			for i := range rows {
				rows[i].Carded = rows[i].Carded || rows[i].ID == r.ID
			}
		}
		m.Waiting = append(m.Waiting, views.NewRequestRow(m.W, r, me).With(m.Once))
	}
	return &m, err
}

// closedOnTab is how many of the requests that are over the tab shows. The list has the others.
const closedOnTab = 5

// keptFor is how long a card stays among the waiting ones if its request was decided while the page
// was open: nothing moves under a pointer that is about to press GRANT.
const keptFor = 10 * time.Minute

// keepCards returns the rows whose cards stay, and marks them.
func keepCards(rows []views.RequestRow, ids []string, now time.Time) (cards []views.RequestRow) {
	for i := range rows {
		if r := &rows[i]; slices.Contains(ids, r.ID) && r.Decision != nil && now.Sub(r.Decision.At) < keptFor {
			cards = append(cards, *r)
			r.Carded = true
		}
	}
	return cards
}

func requestRows(w *words.Words, requests []access.Request, me access.Actor) []views.RequestRow {
	rows := make([]views.RequestRow, len(requests))
	for i, r := range requests {
		rows[i] = views.NewRequestRow(w, r, me).With(rand.Text())
	}
	return rows
}
