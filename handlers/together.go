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
	return s.post(c, []string{views.ChooseField + "*", views.GrantField, views.SignField, "act", "reason", "back", "account"}, func(f form) (response, error) {
		t := access.Together{Act: access.TogetherAct(f["act"]), IDs: f.ticked(views.ChooseField), Reason: f["reason"], Key: f[views.OnceField]}
		if f[views.GrantField] != "" { // the GRANT of one row, without JavaScript
			t.Act, t.IDs = access.GrantTogether, []string{f[views.GrantField]}
		}
		outcomes, err := s.svc.ActTogether(c.Request().Context(), actor(c), t)
		return func(c echo.Context) error { return s.showTogether(c, f, outcomes) }, err
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
	q, f, err := readRequestFilter(c, "before")
	if err != nil {
		return err
	}
	return s.showRequests(c, status, id, q, f, typed)
}

// showTogether is the page that says what became of each.
func (s *Server) showTogether(c echo.Context, f form, outcomes []access.Outcome) error {
	me, w := actor(c), s.words(c)
	m := views.Together{Back: landingPage(f["back"])}
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
