package handlers

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) rules(c echo.Context) error {
	return s.showRules(c, http.StatusOK, views.Form{})
}

// showRules shows the rules. f is what was typed in the freeze form.
func (s *Server) showRules(c echo.Context, status int, f views.Form) error {
	q, err := readQuery(c, "consents")
	if err != nil {
		return err
	}
	me, id := actor(c), c.Param("account")
	r, err := s.svc.Rules(c.Request().Context(), me, id, q["consents"])
	if err != nil {
		return err
	}
	m := views.NewRules(s.page(c, s.words(c).Rules.Title(r.Account.Name), navigationEntry(me, id, views.TabExternalAccess)), r, me)
	m.Next = views.NextURL(rulesPage(c), "consents", r.NextConsent)
	m.Form = f
	return render(c, status, views.RulesPage(m))
}

// rulesPage is where every form on the page of rules leads.
func rulesPage(c echo.Context) string { return views.AccountURL(c.Param("account"), views.TabRules) }

func (s *Server) editRulePage(c echo.Context) error {
	q, err := readQuery(c, "company_id")
	if err != nil {
		return err
	}
	return s.showEditRule(c, http.StatusOK, q["company_id"], views.Form{})
}

// showEditRule shows the form of a rule: as it is in force, or with the values of f.
func (s *Server) showEditRule(c echo.Context, status int, companyID string, f views.Form) error {
	me, id := actor(c), c.Param("account")
	account, rule, err := s.svc.RuleToEdit(c.Request().Context(), me, id, companyID)
	if err != nil {
		return err
	}
	if f.Values == nil {
		f.Values = views.RuleValues(rule)
	}
	return render(c, status, views.EditRulePage(views.EditRule{
		Page: s.page(c, s.words(c).Rules.Title(account.Name), navigationEntry(me, id, views.TabExternalAccess)), Form: f, Account: account, Version: rule.Version(),
		Company: access.Named{ID: rule.CompanyID, Name: rule.CompanyName},
	}))
}

func (s *Server) newConsentPage(c echo.Context) error {
	if _, err := readQuery(c); err != nil {
		return err
	}
	return s.showNewConsent(c, http.StatusOK, views.Form{Values: views.RuleValues(access.Rule{Hours: access.AllHours})})
}

func (s *Server) showNewConsent(c echo.Context, status int, f views.Form) error {
	me, id := actor(c), c.Param("account")
	account, companies, err := s.svc.CompaniesToConsent(c.Request().Context(), me, id)
	if err != nil {
		return err
	}
	return render(c, status, views.NewConsentPage(views.EditRule{
		Page: s.page(c, s.words(c).Rules.ConsentTitle(account.Name), navigationEntry(me, id, views.TabExternalAccess)), Form: f.InZone(s.words(c), me.Zone), Account: account,
		Companies: companies, Zone: me.Zone.String(),
	}))
}

// hoursFields are the fields for hours of the week.
var hoursFields = func() []string {
	fields := []string{"from", "to"}
	for d := range time.Weekday(7) {
		fields = append(fields, views.DayField(d))
	}
	return fields
}()

func hoursOf(f form) access.HoursForm {
	h := access.HoursForm{From: f["from"], To: f["to"]}
	for d := range time.Weekday(7) {
		if f[views.DayField(d)] != "" {
			h.Weekdays = append(h.Weekdays, d)
		}
	}
	return h
}

func (s *Server) setRule(c echo.Context) error {
	fields := append([]string{"company_id", "longest_hours", "read_only", "description_required", "second_factor", "approvals"}, hoursFields...)
	return s.post(c, fields, func(f form) (response, error) {
		err := s.svc.SetRule(c.Request().Context(), actor(c), c.Param("account"), access.RuleForm{
			CompanyID: f["company_id"], LongestHours: f["longest_hours"], ReadOnly: f["read_only"] != "",
			DescriptionRequired: f["description_required"] != "", SecondFactor: f["second_factor"] != "", Hours: hoursOf(f), TwoApprovals: f["approvals"] == "2",
		})
		return s.leadTo(rulesPage(c), s.words(c).Rules.RuleSet), err
	}, func(c echo.Context, status int, f views.Form) error {
		return s.showEditRule(c, status, f.Values["company_id"], f)
	})
}

func (s *Server) removeRule(c echo.Context) error {
	return s.post(c, []string{"company_id"}, func(f form) (response, error) {
		err := s.svc.RemoveRule(c.Request().Context(), actor(c), c.Param("account"), f["company_id"])
		return s.leadTo(rulesPage(c), s.words(c).Rules.RuleRemoved), err
	}, nil)
}

func (s *Server) giveConsent(c echo.Context) error {
	fields := append([]string{"company_id", "requester", "longest_hours", "read_only", "valid_to", "valid_to_which"}, hoursFields...)
	return s.post(c, fields, func(f form) (response, error) {
		err := s.svc.GiveConsent(c.Request().Context(), actor(c), c.Param("account"), access.ConsentForm{
			CompanyID: f["company_id"], Requester: f["requester"], LongestHours: f["longest_hours"], ReadOnly: f["read_only"] != "",
			Hours: hoursOf(f), ValidTo: f.localTime("valid_to"),
		})
		return s.leadTo(rulesPage(c), s.words(c).Rules.ConsentGiven), err
	}, s.showNewConsent)
}

func (s *Server) endConsent(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.EndConsent(c.Request().Context(), actor(c), c.Param("account"), c.Param("consent"))
		return s.leadTo(rulesPage(c), s.words(c).Rules.ConsentEnded), err
	}, nil)
}

func (s *Server) freeze(c echo.Context) error {
	return s.post(c, []string{"reason"}, func(f form) (response, error) {
		err := s.svc.Freeze(c.Request().Context(), actor(c), c.Param("account"), f["reason"])
		return s.leadTo(rulesPage(c), s.words(c).Rules.IsFrozen), err
	}, s.showRules)
}

func (s *Server) unfreeze(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		err := s.svc.Unfreeze(c.Request().Context(), actor(c), c.Param("account"))
		return s.leadTo(rulesPage(c), s.words(c).Rules.IsUnfrozen), err
	}, nil)
}
