package handlers

import (
	"maps"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// accountFields are the filters and the order of the list of accounts.
var accountFields = []string{"search", "role", "state", views.SortField}

func accountFilter(q form) access.AccountFilter {
	return access.AccountFilter{
		Search: q["search"], Role: access.Role(q["role"]), State: q["state"], Newest: q[views.SortField] == "newest", After: q["after"],
	}
}

func (s *Server) accounts(c echo.Context) error {
	q, err := readQuery(c, append(accountFields, "after")...)
	if err != nil {
		return err
	}
	me := actor(c)
	rows, next, err := s.svc.Accounts(c.Request().Context(), me, accountFilter(q))
	if err != nil {
		return err
	}
	title := s.words(c).Layout.ThirdPartyAccounts
	if me.Reach(access.ReadAccount).Has(access.All) {
		title = s.words(c).Layout.Accounts
	}
	list := views.List{Address: views.AccountsURL, Form: views.Form{Values: q}, Things: &s.words(c).Parts.Accounts, Count: len(rows), Turn: "after", Next: next}
	m := views.Accounts{Page: s.page(c, title, views.AccountsURL), List: list.AsCSV(views.AccountsCSVURL)}
	for _, a := range rows {
		m.Rows = append(m.Rows, views.AccountRow{AccountRow: a, Created: views.MomentIn(s.words(c), a.CreatedAt, me.Zone)})
	}
	return render(c, http.StatusOK, views.AccountsPage(m))
}

// accountForm has the fields of an account's details. A role's checkbox is role_ plus its name.
func accountForm(more ...string) []string {
	fields := append([]string{"email", "contact_first_name", "contact_last_name", "time_zone"}, more...)
	return append(fields, roleFields()...)
}

func roleFields() []string {
	var fields []string
	for _, r := range access.AccountRoles {
		fields = append(fields, "role_"+string(r))
	}
	return fields
}

// tickedAccountRoles returns the account roles whose checkboxes are ticked.
func tickedAccountRoles(f form) []access.Role {
	var roles []access.Role
	for _, r := range access.AccountRoles {
		if f["role_"+string(r)] != "" && r != access.Customer {
			roles = append(roles, r)
		}
	}
	return roles
}

// newAccountPage is the form of a new account. Roles in the URL are ticked.
func (s *Server) newAccountPage(c echo.Context) error {
	q, err := readQuery(c, roleFields()...)
	if err != nil {
		return err
	}
	if err := s.svc.MayCreateAccounts(actor(c)); err != nil {
		return err
	}
	return s.showNewAccount(c, http.StatusOK, views.Form{Values: q})
}

func (s *Server) showNewAccount(c echo.Context, status int, f views.Form) error {
	return render(c, status, views.NewAccountPage(views.NewAccount{Page: s.page(c, s.words(c).Account.NewTitle, views.AccountsURL), Form: f, Chosen: tickedAccountRoles(f.Values)}))
}

func (s *Server) newAccount(c echo.Context) error {
	return s.post(c, accountForm("name", "company"), func(f form) (response, error) {
		id, link, err := s.svc.CreateAccount(c.Request().Context(), actor(c), access.NewAccount{
			Name: f["name"], Email: f["email"], ContactFirstName: f["contact_first_name"], ContactLastName: f["contact_last_name"],
			TimeZone: f["time_zone"], Roles: tickedAccountRoles(f), Company: f["company"],
		})
		return s.showNewSetupLink(f["name"], link, views.AccountURL(id, views.TabDetails), f["email"]), err
	}, s.showNewAccount)
}

func (s *Server) editAccountPage(c echo.Context) error {
	return s.showEditAccount(c, http.StatusOK, views.Form{})
}

func (s *Server) showEditAccount(c echo.Context, status int, f views.Form) error {
	return s.showAccountForms(c, status, f, nil)
}

// showAccountForms shows the forms of an account's details and of its roles: as stored, or with the
// values of f and the ticked roles.
func (s *Server) showAccountForms(c echo.Context, status int, f views.Form, ticked []access.Role) error {
	me, id := actor(c), c.Param("account")
	a, err := s.svc.AccountToEdit(c.Request().Context(), me, id)
	if err != nil {
		return err
	}
	values := form{"email": a.Email, "contact_first_name": a.ContactFirstName, "contact_last_name": a.ContactLastName, "time_zone": a.Zone.String()}
	if a.PasswordDays > 0 {
		values["expiry_days"] = strconv.FormatInt(a.PasswordDays, 10)
	}
	maps.Copy(values, f.Values)
	f.Values = values
	if ticked == nil {
		ticked = a.Roles
	}
	signedIn, err := s.svc.AccountSessions(c.Request().Context(), me, a.ID)
	if err != nil {
		return err
	}
	return render(c, status, views.EditAccountPage(views.EditAccount{
		SignedIn: s.signedInNow(c, signedIn), Page: s.page(c, s.words(c).Account.EditTitle(a.Name), navigationEntry(me, id, views.TabDetails)), Form: f, Account: a, Chosen: ticked, Mail: s.svc.MailEnabled(),
	}))
}

func (s *Server) editAccount(c echo.Context) error {
	return s.post(c, []string{"email", "contact_first_name", "contact_last_name", "time_zone", "email_accepted", "current_password"}, func(f form) (response, error) {
		id := c.Param("account")
		err := s.svc.UpdateAccount(c.Request().Context(), actor(c), id, access.AccountDetails{
			Email: f["email"], ContactFirstName: f["contact_first_name"], ContactLastName: f["contact_last_name"], TimeZone: f["time_zone"],
			EmailAccepted: f["email_accepted"] != "", CurrentPassword: f["current_password"],
		})
		return s.leadTo(views.AccountURL(id, views.TabDetails), s.words(c).Account.Saved), err
	}, s.showEditAccount)
}

func (s *Server) setAccountRoles(c echo.Context) error {
	return s.post(c, roleFields(), func(f form) (response, error) {
		id := c.Param("account")
		err := s.svc.SetAccountRoles(c.Request().Context(), actor(c), id, tickedAccountRoles(f))
		return s.leadTo(views.AccountURL(id, "edit"), s.words(c).Account.SavedRoles), err
	}, func(c echo.Context, status int, f views.Form) error {
		return s.showAccountForms(c, status, f, append(tickedAccountRoles(f.Values), access.Customer))
	})
}

func (s *Server) disableAccount(c echo.Context) error {
	return s.setAccountLogin(c, false, s.words(c).Account.LoginDisabled)
}

func (s *Server) enableAccount(c echo.Context) error {
	return s.setAccountLogin(c, true, s.words(c).Account.LoginEnabled)
}

func (s *Server) setAccountLogin(c echo.Context, enabled bool, flash string) error {
	return s.post(c, nil, func(form) (response, error) {
		id := c.Param("account")
		err := s.svc.SetAccountLogin(c.Request().Context(), actor(c), id, enabled)
		return s.leadTo(views.AccountURL(id, "edit"), flash), err
	}, nil)
}

func (s *Server) renewAccountSetupLink(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		id := c.Param("account")
		a, token, err := s.svc.RenewAccountSetupLink(c.Request().Context(), actor(c), id)
		return s.showNewSetupLink(a.Name, token, views.AccountURL(id, views.TabDetails), a.Email), err
	}, nil)
}

func (s *Server) deleteAccount(c echo.Context) error {
	return s.post(c, []string{"name"}, func(f form) (response, error) {
		err := s.svc.DeleteAccount(c.Request().Context(), actor(c), c.Param("account"), f["name"])
		return s.leadTo(views.AccountsURL, s.words(c).Account.Deleted(f["name"])), err
	}, s.showEditAccount)
}
