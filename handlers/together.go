package handlers

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// together does the same with all requests that are chosen, and says with which it was done.
func (s *Server) together(c echo.Context) error {
	return s.post(c, []string{views.ChooseField + "*", "act", "reason", "back", "account", views.TicketField, views.GrantField, views.SignField}, func(f form) (response, error) {
		do := access.Together{Act: access.TogetherAct(f["act"]), IDs: f.ticked(views.ChooseField), Reason: f["reason"], Key: f[views.OnceField]}
		if f[views.GrantField] != "" { // the GRANT of one row, without JavaScript
			do.Act, do.IDs = access.GrantTogether, []string{f[views.GrantField]}
		}
		var outcomes []access.Outcome
		var left int
		var err error
		if ticket := f[views.TicketField]; ticket != "" {
			outcomes, left, err = s.svc.EndTicket(c.Request().Context(), actor(c), f["account"], ticket, do)
		} else {
			outcomes, err = s.svc.ActTogether(c.Request().Context(), actor(c), do)
		}
		return func(c echo.Context) error { return s.showTogether(c, f, outcomes, left) }, err
	}, s.chooseAgain)
}

// chooseAgain shows the list from which a form came, with what was chosen and typed.
func (s *Server) chooseAgain(c echo.Context, status int, typed views.Form) error {
	from, err := url.Parse(typed.Values["back"])
	if err != nil {
		return errMalformed
	}
	id := typed.Values["account"]
	c.Request().URL = &url.URL{Path: listOfRequests(id), RawQuery: from.RawQuery}
	q, f, err := readRequestFilter(c, "before", views.ChosenField)
	if err != nil {
		return err
	}
	return s.showRequests(c, status, id, q, f, typed)
}

// showTogether is the page that says what became of each.
func (s *Server) showTogether(c echo.Context, f form, outcomes []access.Outcome, left int) error {
	me, w := actor(c), s.words(c)
	m := views.Together{Back: landingPage(f["back"]), Left: left}
	for _, o := range outcomes {
		if o.Err == nil {
			m.Rows = append(m.Rows, views.NewRequestRow(w, o.Request, me))
			continue
		}
		failed := views.TogetherFailure{Why: togetherFailure(c, s, o.Err)}
		if o.Request.ID != "" { // otherwise, the actor does not see it
			row := views.NewRequestRow(w, o.Request, me)
			failed.Row = &row
		}
		m.Failed = append(m.Failed, failed)
	}
	m.Page = s.page(c, w.Request.Together.Outcome(int64(len(m.Rows)), int64(len(outcomes))), views.AccountURL(me.AccountID, views.TabExternalAccess))
	return render(c, http.StatusOK, views.TogetherPage(m))
}

// togetherFailure is why it was not done with one of them.
func togetherFailure(c echo.Context, s *Server, err error) string {
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		return mistakesText(s.words(c).Mistakes(invalid))
	}
	return answerTo(err).sentence(s.words(c))
}
