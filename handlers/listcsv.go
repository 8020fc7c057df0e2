package handlers

import (
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/record"
)

var accountColumns = []string{"account", "login", "roles", "created", "id", timesIn}

// accountsCSV is the list of accounts as a file.
func (s *Server) accountsCSV(c echo.Context) error {
	q, err := readQuery(c, accountFields...)
	if err != nil {
		return err
	}
	zone := actor(c).Zone
	return s.sendCSV(c, "accounts", accountColumns, func(begin func() error, write func(cells []string) error) error {
		return s.svc.EachAccount(c.Request().Context(), actor(c), accountFilter(q), begin, func(a access.AccountRow) error {
			login := "disabled"
			if a.LoginEnabled {
				login = "enabled"
			}
			return write([]string{record.TextCell(a.Name), login, rolesCell(a.Roles), instantCell(a.CreatedAt, zone), a.ID, zoneCell(zone)})
		})
	})
}

var companyColumns = []string{"company", "type", "industry", "time zone", "id"}

// companiesCSV is the list of an account's companies as a file.
func (s *Server) companiesCSV(c echo.Context) error {
	_, f, err := readCompanyFilter(c)
	if err != nil {
		return err
	}
	return s.sendCSV(c, "companies", companyColumns, func(begin func() error, write func(cells []string) error) error {
		return s.svc.EachCompany(c.Request().Context(), actor(c), c.Param("account"), f, begin, func(o access.Company) error {
			return write([]string{record.TextCell(o.Name), string(o.Type), record.TextCell(o.Industry), o.Zone.String(), o.ID})
		})
	})
}

var userColumns = []string{"user", "name", "e-mail", "roles", "external, of", "state", "valid to", "last login", "id", timesIn}

// usersCSV is the list of an account's users as a file.
func (s *Server) usersCSV(c echo.Context) error {
	_, f, err := readUserFilter(c)
	if err != nil {
		return err
	}
	zone := actor(c).Zone
	return s.sendCSV(c, "users", userColumns, func(begin func() error, write func(cells []string) error) error {
		return s.svc.EachUser(c.Request().Context(), actor(c), c.Param("account"), f, begin, func(u access.UserRow) error {
			state := "inactive"
			if u.Active {
				state = "active"
			}
			return write([]string{
				record.TextCell(u.Name), record.TextCell(u.Person), record.TextCell(u.Email), rolesCell(u.Roles), record.TextCell(u.OwnerAccount),
				state, instantCell(u.ValidTo, zone), instantCell(u.LastLoginAt, zone), u.ID, zoneCell(zone),
			})
		})
	})
}

// requestsCSV is the list of requests as a file.
func (s *Server) requestsCSV(c echo.Context) error {
	_, f, err := readRequestFilter(c)
	if err != nil {
		return err
	}
	me := actor(c)
	columns := []string{
		"request", "state", "account", "company", "requested by", "requesting account", "ticket", "description", "asked at", "from", "to", "access",
		"decision", "decided at", "decided by", "ending", "ended at", "ended by", timesIn,
	}
	return s.sendCSV(c, "requests", columns, func(begin func() error, write func([]string) error) error {
		return s.svc.EachRequest(c.Request().Context(), me, c.Param("account"), f, begin, func(r access.Request) error {
			return write(requestCells(r, me.Zone))
		})
	})
}

func requestCells(r access.Request, zone *time.Location) []string {
	var decision, ending access.Act
	if r.Decision != nil {
		decision = *r.Decision
	}
	if r.Ending != nil {
		ending = *r.Ending
	}
	return []string{
		r.ID, string(r.State(r.AsOf)), record.TextCell(r.AccountName), record.TextCell(r.CompanyName), record.TextCell(r.RequestedByName), record.TextCell(r.RequesterAccountName),
		record.TextCell(r.Ticket), record.TextCell(r.Description), instantCell(r.CreatedAt, zone), instantCell(r.Window.From, zone), instantCell(r.Window.To, zone), accessCell(r.ReadOnly),
		decision.What, instantCell(decision.At, zone), record.TextCell(decision.By), ending.What, instantCell(ending.At, zone), record.TextCell(ending.By), zoneCell(zone),
	}
}
