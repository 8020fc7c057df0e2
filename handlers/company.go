package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

var companyFields = []string{"name", "description", "industry", "time_zone", "type"}

func companyFrom(f form) access.NewCompany {
	return access.NewCompany{
		Name: f["name"], Description: f["description"], Industry: f["industry"], TimeZone: f["time_zone"], Type: access.CompanyType(f["type"]),
	}
}

// readCompanyFilter parses the filter of a list of companies, and more fields.
func readCompanyFilter(c echo.Context, more ...string) (form, access.CompanyFilter, error) {
	q, err := readQuery(c, append(more, "q", "type")...)
	f := access.CompanyFilter{Part: q["q"], Type: access.CompanyType(q["type"])}
	if err == nil && f.Type != "" && f.Type != access.ERP && f.Type != access.Standalone {
		err = errMalformed
	}
	return q, f, err
}

func (s *Server) companies(c echo.Context) error {
	q, f, err := readCompanyFilter(c, "after")
	if err != nil {
		return err
	}
	me, id := actor(c), c.Param("account")
	found, err := s.svc.Companies(c.Request().Context(), me, id, f, q["after"])
	if err != nil {
		return err
	}
	list := views.List{
		Address: views.AccountURL(id, views.TabCompanies), Form: views.Form{Values: q}, Things: &s.words(c).Parts.Companies, Count: len(found.Rows), Turn: "after", Next: found.Next,
	}
	return render(c, http.StatusOK, views.CompaniesPage(views.Companies{
		Page: s.page(c, s.words(c).Company.Title(found.Account.Name), navigationEntry(me, id, views.TabCompanies)), List: list.AsCSV(views.CompaniesCSVURL(id)),
		Account: found.Account, Rows: found.Rows,
	}))
}

func (s *Server) newCompanyPage(c echo.Context) error {
	zone, err := s.svc.ZoneToBeginWith(c.Request().Context(), actor(c), c.Param("account"))
	if err != nil {
		return err
	}
	return s.showNewCompany(c, http.StatusOK, views.Form{Values: form{"time_zone": zone.String()}})
}

func (s *Server) showNewCompany(c echo.Context, status int, f views.Form) error {
	me, id := actor(c), c.Param("account")
	account, err := s.svc.AccountForCompanies(c.Request().Context(), me, id)
	if err != nil {
		return err
	}
	return render(c, status, views.EditCompanyPage(views.EditCompany{
		Page: s.page(c, s.words(c).Company.New, navigationEntry(me, id, views.TabDetails)), Form: f, Account: account,
	}))
}

func (s *Server) newCompany(c echo.Context) error {
	return s.post(c, companyFields, func(f form) (response, error) {
		account := c.Param("account")
		id, err := s.svc.CreateCompany(c.Request().Context(), actor(c), account, companyFrom(f))
		return s.leadTo(views.CompanyURL(account, id), s.words(c).Company.Made(f["name"])), err
	}, s.showNewCompany)
}

func (s *Server) editCompanyPage(c echo.Context) error {
	return s.showEditCompany(c, http.StatusOK, views.Form{})
}

// showEditCompany shows the form of a company: as stored, or with the values of f.
func (s *Server) showEditCompany(c echo.Context, status int, f views.Form) error {
	me := actor(c)
	p, err := s.svc.CompanyToEdit(c.Request().Context(), me, c.Param("account"), c.Param("company"))
	if err != nil {
		return err
	}
	if f.Values == nil {
		f.Values = form{"name": p.Name, "description": p.Description, "industry": p.Industry, "time_zone": p.Zone.String(), "type": string(p.Type)}
	}
	return render(c, status, views.EditCompanyPage(views.EditCompany{
		Page: s.page(c, s.words(c).Company.EditTitle(p.Name), navigationEntry(me, p.AccountID, views.TabDetails)), Form: f,
		Account: access.Named{ID: p.AccountID, Name: p.AccountName}, ID: p.ID, Version: p.Version(),
	}))
}

func (s *Server) editCompany(c echo.Context) error {
	return s.post(c, companyFields, func(f form) (response, error) {
		account, id := c.Param("account"), c.Param("company")
		err := s.svc.UpdateCompany(c.Request().Context(), actor(c), account, id, companyFrom(f))
		return s.leadTo(views.CompanyURL(account, id), s.words(c).Company.Saved), err
	}, s.showEditCompany)
}

func (s *Server) deleteCompany(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		account := c.Param("account")
		err := s.svc.DeleteCompany(c.Request().Context(), actor(c), account, c.Param("company"))
		return s.leadTo(views.AccountURL(account, views.TabDetails), s.words(c).Company.Deleted), err
	}, nil)
}

// secretField is the checkbox that makes a setting secret.
const secretField = "secret"

func (s *Server) settings(c echo.Context) error {
	return s.showSettings(c, http.StatusOK, views.Form{})
}

func (s *Server) showSettings(c echo.Context, status int, f views.Form) error {
	q, err := readQuery(c, "from", "before", "show")
	if err != nil {
		return err
	}
	before, err := recordPlace(q["before"])
	if err != nil {
		return err
	}
	me := actor(c)
	var secret string
	if q["show"] != "" {
		secret, err = s.svc.ShowSecret(c.Request().Context(), me, c.Param("account"), c.Param("company"), q["show"])
		if err != nil {
			return err
		}
	}
	h, err := s.svc.SettingHistory(c.Request().Context(), me, c.Param("account"), c.Param("company"), q["from"], before)
	if err != nil {
		return err
	}
	m := views.Settings{
		Page: s.page(c, s.words(c).Company.SettingsTitle(h.Name), navigationEntry(me, h.AccountID, views.TabDetails)), Form: f,
		CompanyPage: h.CompanyPage, Rows: views.RecordRows(s.words(c), h.Records, me.Zone), ShownKey: q["show"], Shown: secret,
	}
	m.Next = views.NextURL(views.SettingsURL(h.AccountID, h.ID), "before", h.Next)
	return render(c, status, views.SettingsPage(m))
}

func (s *Server) addSetting(c echo.Context) error {
	return s.post(c, []string{"key", "value", secretField}, func(f form) (response, error) {
		account, company := c.Param("account"), c.Param("company")
		err := s.svc.AddSetting(c.Request().Context(), actor(c), account, company, f["key"], f["value"], f[secretField] != "")
		return s.leadTo(views.CompanyURL(account, company), s.words(c).Company.SettingAdded(f["key"])), err
	}, s.showSettings)
}

func (s *Server) removeSetting(c echo.Context) error {
	return s.post(c, []string{"key"}, func(f form) (response, error) {
		account, company := c.Param("account"), c.Param("company")
		err := s.svc.RemoveSetting(c.Request().Context(), actor(c), account, company, f["key"])
		return s.leadTo(views.SettingsURL(account, company), s.words(c).Company.SettingRemoved(f["key"])), err
	}, nil)
}
