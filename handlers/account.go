package handlers

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) healthz(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

func (s *Server) readyz(c echo.Context) error {
	if err := s.svc.Ready(c.Request().Context()); err != nil {
		s.config.Log.Error("not ready", "error", err.Error())
		return c.String(http.StatusServiceUnavailable, "not ready\n")
	}
	return c.String(http.StatusOK, "ready\n")
}

func (s *Server) start(c echo.Context) error {
	me := actor(c)
	if me.Kind == access.KindAccount {
		return c.Redirect(http.StatusSeeOther, views.AccountURL(me.AccountID, views.TabDetails))
	}
	webapps, err := s.svc.OpenableWebapps(c.Request().Context(), me)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.StartPage(views.Start{Page: s.page(c, "Start", "/"), Webapps: webapps}))
}

// navOf is the entry of the navigation that a tab of an account belongs to.
func navOf(me access.Actor, accountID, tab string) string {
	if accountID != me.AccountID {
		return "/accounts"
	}
	if tab == views.TabExternalAccess {
		return views.AccountURL(accountID, tab)
	}
	return views.AccountURL(accountID, views.TabDetails)
}

func (s *Server) account(c echo.Context) error {
	me, id := actor(c), c.Param("account")
	a, err := s.svc.Account(c.Request().Context(), me, id)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, views.AccountPage(views.Account{
		Page: s.page(c, a.Name, navOf(me, id, views.TabDetails)), Account: a, Created: views.NewMoment(a.CreatedAt, me.Zone), Now: s.config.Now(),
	}))
}

func (s *Server) company(c echo.Context) error {
	q, err := readQuery(c, "from")
	if err != nil {
		return err
	}
	return s.showCompany(c, http.StatusOK, q["from"], func(*views.Company) {})
}

// showCompany shows a company with its settings from a key on.
func (s *Server) showCompany(c echo.Context, status int, from string, change func(*views.Company)) error {
	me := actor(c)
	p, err := s.svc.CompanyFrom(c.Request().Context(), me, c.Param("account"), c.Param("company"), from)
	if err != nil {
		return err
	}
	m := views.Company{Page: s.page(c, p.Name, navOf(me, p.AccountID, views.TabDetails)), CompanyPage: p}
	if p.Grant != nil {
		m.GrantSpan = views.NewSpan(p.Grant.Window, me.Zone, p.Zone)
	}
	for _, setting := range p.Settings {
		m.Rows = append(m.Rows, views.SettingRow{Key: setting.Key, Value: setting.Value, Updated: views.NewMoment(setting.UpdatedAt, me.Zone)})
	}
	change(&m)
	return render(c, status, views.CompanyPage(m))
}

func (s *Server) setSetting(c echo.Context) error {
	f, err := readForm(c, "key", "value")
	if err != nil {
		return err
	}
	account, company := c.Param("account"), c.Param("company")
	err = s.svc.SetSetting(c.Request().Context(), actor(c), account, company, f["key"], f["value"])
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		return s.showCompany(c, http.StatusUnprocessableEntity, f["key"], func(m *views.Company) {
			m.Key, m.Typed, m.Mistake = f["key"], f["value"], invalid.Fields["value"]
		})
	}
	if err != nil {
		return err
	}
	return s.done(c, views.CompanyURL(account, company), "Saved "+f["key"]+".")
}

func (s *Server) record(c echo.Context) error {
	q, err := readQuery(c, "before")
	if err != nil {
		return err
	}
	before, err := recordPlace(q["before"])
	if err != nil {
		return err
	}
	me, id := actor(c), c.Param("account")
	account, rows, next, err := s.svc.ReadRecord(c.Request().Context(), me, id, before)
	if err != nil {
		return err
	}
	m := views.Record{Page: s.page(c, "Record of "+account.Name, navOf(me, id, views.TabRecord)), Account: account, Rows: recordRows(rows, me)}
	if next != 0 {
		m.Next = views.PageURL(views.AccountURL(id, views.TabRecord), "before", strconv.FormatInt(next, 10))
	}
	return render(c, http.StatusOK, views.RecordPage(m))
}

// recordPlace is the place in the record that a page begins at; 0 is the newest.
func recordPlace(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	before, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, errMalformed
	}
	return before, nil
}

func recordRows(records []access.Record, me access.Actor) []views.RecordRow {
	rows := make([]views.RecordRow, len(records))
	for i, r := range records {
		rows[i] = views.RecordRow{Record: r, When: views.NewExactMoment(r.At, me.Zone), Changes: views.ChangeLines(r, me.Zone)}
	}
	return rows
}
