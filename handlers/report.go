package handlers

import (
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) report(c echo.Context) error {
	q, err := readQuery(c, "visits", "pages", "changes", "webapps")
	if err != nil {
		return err
	}
	at := access.ReportPlace{Visit: q["visits"]}
	for name, place := range map[string]*int64{"pages": &at.Page, "changes": &at.Change, "webapps": &at.Webapp} {
		*place, err = recordPlace(q[name])
		if err != nil {
			return err
		}
	}
	me := actor(c)
	r, err := s.svc.Report(c.Request().Context(), me, c.Param("request"), at)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.ReportPage(views.NewReport(s.page(c, s.words(c).Report.PageTitle(r.RequestedByName, r.CompanyName), views.AccountURL(me.AccountID, views.TabExternalAccess)), r, me)))
}

func (s *Server) reportPDF(c echo.Context) error {
	me := actor(c)
	r, err := s.svc.WholeReport(c.Request().Context(), me, c.Param("request"))
	if err != nil {
		return err
	}
	document, err := views.ReportPDF(views.NewReport(views.Page{W: s.words(c), Vendor: s.config.Vendor}, r, me))
	return s.sendPDF(c, "access-report-"+r.ID, document, err)
}

func (s *Server) timeline(c echo.Context) error {
	q, err := readQuery(c, "from", "to", "scale", "start")
	if err != nil {
		return err
	}
	me, id := actor(c), c.Param("account")
	scale := access.Scale(q["scale"])
	if !slices.Contains(access.Scales, scale) {
		return errMalformed
	}
	t, err := s.svc.Timeline(c.Request().Context(), me, id, access.TimelinePeriod{Scale: scale, Start: q["start"], From: q["from"], To: q["to"]})
	var invalid access.Invalid
	status := http.StatusOK
	if wrong := (*access.Invalid)(nil); errors.As(err, &wrong) {
		invalid, status = *wrong, http.StatusUnprocessableEntity
	} else if err != nil {
		return err
	}
	p := s.page(c, s.words(c).Access.TimelineTitle(t.Account.Name), navigationEntry(me, id, views.TabExternalAccess))
	return render(c, status, views.TimelinePage(views.NewTimeline(p, withMistakes(s.words(c), q, &invalid), t, me)))
}
