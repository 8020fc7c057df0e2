package handlers

import (
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) rules(c echo.Context) error {
	q, err := readQuery(c, "consents")
	if err != nil {
		return err
	}
	return s.showRules(c, http.StatusOK, q["consents"], nil, &access.Invalid{})
}

// showRules shows the rules; of what was typed to freeze, f is kept.
func (s *Server) showRules(c echo.Context, status int, consents string, f form, invalid *access.Invalid) error {
	me, id := actor(c), c.Param("account")
	r, err := s.svc.Rules(c.Request().Context(), me, id, consents)
	if err != nil {
		return err
	}
	m := views.NewRules(s.page(c, "Rules of "+r.Account.Name, navOf(me, id, views.TabExternalAccess)), r, me)
	if r.NextConsent != "" {
		m.Next = views.PageURL(views.AccountURL(id, views.TabRules), "consents", r.NextConsent)
	}
	m.Form = mistaken(f, invalid)
	return render(c, status, views.RulesPage(m))
}

// ruleDone answers a post to the rules; show shows its form once more.
func (s *Server) ruleDone(c echo.Context, err error, told string, show func(*access.Invalid) error) error {
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		return show(invalid)
	}
	if err != nil {
		return err
	}
	return s.done(c, views.AccountURL(c.Param("account"), views.TabRules), told)
}

func (s *Server) editRulePage(c echo.Context) error {
	q, err := readQuery(c, "company_id")
	if err != nil {
		return err
	}
	return s.showEditRule(c, http.StatusOK, q["company_id"], nil, &access.Invalid{})
}

// showEditRule shows the form of a rule: as it is in force, or as f has it.
func (s *Server) showEditRule(c echo.Context, status int, companyID string, f form, invalid *access.Invalid) error {
	me, id := actor(c), c.Param("account")
	account, rule, err := s.svc.RuleToEdit(c.Request().Context(), me, id, companyID)
	if err != nil {
		return err
	}
	if f == nil {
		f = views.RuleValues(rule)
	}
	return render(c, status, views.EditRulePage(views.EditRule{
		Page: s.page(c, "Rule of "+account.Name, navOf(me, id, views.TabExternalAccess)), Form: mistaken(f, invalid), Account: account, Version: rule.Version(),
		Company: access.Named{ID: rule.CompanyID, Name: rule.CompanyName},
	}))
}

func (s *Server) newConsentPage(c echo.Context) error {
	if _, err := readQuery(c); err != nil {
		return err
	}
	f := form(views.RuleValues(access.Rule{Hours: access.AllHours}))
	return s.showNewConsent(c, http.StatusOK, f, &access.Invalid{})
}

func (s *Server) showNewConsent(c echo.Context, status int, f form, invalid *access.Invalid) error {
	me, id := actor(c), c.Param("account")
	account, companies, err := s.svc.CompaniesToConsent(c.Request().Context(), me, id)
	if err != nil {
		return err
	}
	return render(c, status, views.NewConsentPage(views.EditRule{
		Page: s.page(c, "Standing consent of "+account.Name, navOf(me, id, views.TabExternalAccess)), Form: mistaken(f, invalid).InZone(me.Zone), Account: account,
		Companies: companies, Zone: me.Zone.String(),
	}))
}

// hoursFields are the form of hours of the week.
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
	f, err := readForm(c, append([]string{"company_id", "longest_hours", "read_only", "description_required", "approvals"}, hoursFields...)...)
	if err != nil {
		return err
	}
	err = s.svc.SetRule(c.Request().Context(), actor(c), c.Param("account"), access.RuleForm{
		CompanyID: f["company_id"], LongestHours: f["longest_hours"], ReadOnly: f["read_only"] != "",
		DescriptionRequired: f["description_required"] != "", Hours: hoursOf(f), TwoApprovals: f["approvals"] == "2",
	})
	return s.ruleDone(c, err, "The rule is in force.", func(invalid *access.Invalid) error {
		return s.showEditRule(c, again(invalid), f["company_id"], f, invalid)
	})
}

func (s *Server) removeRule(c echo.Context) error {
	f, err := readForm(c, "company_id")
	if err != nil {
		return err
	}
	err = s.svc.RemoveRule(c.Request().Context(), actor(c), c.Param("account"), f["company_id"])
	return s.ruleDone(c, err, "The rule is no longer in force.", func(invalid *access.Invalid) error { return invalid })
}

func (s *Server) giveConsent(c echo.Context) error {
	f, err := readForm(c, append([]string{"company_id", "requester", "longest_hours", "read_only", "valid_to", "valid_to_which"}, hoursFields...)...)
	if err != nil {
		return err
	}
	err = s.svc.GiveConsent(c.Request().Context(), actor(c), c.Param("account"), access.ConsentForm{
		CompanyID: f["company_id"], Requester: f["requester"], LongestHours: f["longest_hours"], ReadOnly: f["read_only"] != "",
		Hours: hoursOf(f), ValidTo: access.LocalTime{Text: f["valid_to"], Which: f["valid_to_which"]},
	})
	return s.ruleDone(c, err, "The standing consent is in force. Each visit is announced and recorded.", func(invalid *access.Invalid) error {
		return s.showNewConsent(c, again(invalid), f, invalid)
	})
}

func (s *Server) endConsent(c echo.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	err := s.svc.EndConsent(c.Request().Context(), actor(c), c.Param("account"), c.Param("consent"))
	return s.ruleDone(c, err, "The standing consent is over.", func(invalid *access.Invalid) error { return invalid })
}

func (s *Server) freeze(c echo.Context) error {
	f, err := readForm(c, "reason")
	if err != nil {
		return err
	}
	err = s.svc.Freeze(c.Request().Context(), actor(c), c.Param("account"), f["reason"])
	return s.ruleDone(c, err, "Frozen: nobody from outside is in any more, and nobody gets in.", func(invalid *access.Invalid) error {
		return s.showRules(c, again(invalid), "", f, invalid)
	})
}

func (s *Server) unfreeze(c echo.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	err := s.svc.Unfreeze(c.Request().Context(), actor(c), c.Param("account"))
	return s.ruleDone(c, err, "The freeze is lifted. What it ended stays ended.", func(invalid *access.Invalid) error { return invalid })
}
