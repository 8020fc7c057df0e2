package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) roles(c echo.Context) error {
	if _, err := readQuery(c); err != nil {
		return err
	}
	w := &s.words(c).Why
	return render(c, http.StatusOK, views.RolesPage(views.Roles{
		Page: s.page(c, w.Roles, views.RolesURL), Permissions: access.Permissions, All: access.AllRoles,
		Tables: []views.RoleTable{
			{Name: w.UserRoles, Rows: access.Reference(access.UserRoles)},
			{Name: w.AccountRoles, Rows: access.Reference(access.AccountRoles)},
			{Name: w.FixedRoles, Rows: access.Reference([]access.Role{access.AccountLogin, access.Operator})},
		},
	}))
}

func (s *Server) whyAccount(c echo.Context) error {
	return s.showWhy(c, func(me access.Actor) (access.Why, error) {
		return s.svc.WhyAccount(c.Request().Context(), me, c.Param("account"))
	})
}

func (s *Server) whyUser(c echo.Context) error {
	return s.showWhy(c, func(me access.Actor) (access.Why, error) {
		return s.svc.WhyUser(c.Request().Context(), me, c.Param("account"), c.Param("user"))
	})
}

func (s *Server) showWhy(c echo.Context, why func(access.Actor) (access.Why, error)) error {
	if _, err := readQuery(c); err != nil {
		return err
	}
	me := actor(c)
	w, err := why(me)
	if err != nil {
		return err
	}
	name := w.Account.Name
	if w.User.ID != "" {
		name = w.User.Name
	}
	p := s.page(c, s.words(c).Why.Title(name), navigationEntry(me, w.Account.ID, views.TabUsers))
	return render(c, http.StatusOK, views.WhyPage(views.NewWhy(p, w, me)))
}
