package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/views"
)

func (s *Server) visitorsPage(c echo.Context) error {
	return s.showVisitors(c, http.StatusOK, views.Form{})
}

// showVisitors shows which webapps an account's visitors may open: as stored, or as typed.
func (s *Server) showVisitors(c echo.Context, status int, f views.Form) error {
	me, id := actor(c), c.Param("account")
	v, err := s.svc.VisitorWebapps(c.Request().Context(), me, id)
	if err != nil {
		return err
	}
	if f.Values == nil {
		f.Values = views.VisitorValues(v)
	}
	return render(c, status, views.EditVisitorsPage(views.EditVisitors{
		Page: s.page(c, s.words(c).Visitors.Title(v.Account.Name), navigationEntry(me, id, views.TabExternalAccess)), Form: f, VisitorWebapps: v,
	}))
}

func (s *Server) setVisitors(c echo.Context) error {
	return s.post(c, []string{"webapp_*"}, func(f form) (response, error) {
		err := s.svc.SetVisitorWebapps(c.Request().Context(), actor(c), c.Param("account"), f.ticked("webapp_"))
		return s.leadTo(rulesPage(c), s.words(c).Visitors.Saved), err
	}, s.showVisitors)
}
