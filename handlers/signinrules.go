package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) signInRulesPage(c echo.Context) error {
	return s.showSignInRules(c, http.StatusOK, views.Form{})
}

func (s *Server) showSignInRules(c echo.Context, status int, f views.Form) error {
	me, id := actor(c), c.Param("account")
	a, err := s.svc.SignInRulesToEdit(c.Request().Context(), me, id)
	if err != nil {
		return err
	}
	if f.Values == nil {
		f.Values = views.SignInRulesValues(a)
	}
	return render(c, status, views.EditSignInRulesPage(views.EditSignInRules{
		Page: s.page(c, s.words(c).SignInRules.Title(a.Name), navigationEntry(me, id, views.TabDetails)), Form: f, Account: a,
	}))
}

func (s *Server) setSignInRules(c echo.Context) error {
	return s.post(c, []string{"second_factor", "from"}, func(f form) (response, error) {
		id := c.Param("account")
		err := s.svc.SetSignInRules(c.Request().Context(), actor(c), id, access.SignInRulesForm{SecondFactor: access.Wish(f["second_factor"]), From: f["from"]})
		return s.leadTo(views.AccountURL(id, views.TabDetails), s.words(c).SignInRules.Saved), err
	}, s.showSignInRules)
}
