package handlers

import (
	"encoding/csv"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
)

// sendCSV answers with a table that each reads to its end: it calls begin once it knows that there is one, and write with each row.
// Once the first row is out an error cannot be told any more: the connection is cut, so that half a table does not pass for a whole one.
func (s *Server) sendCSV(c echo.Context, name string, columns []string, each func(begin func() error, write func(cells []string) error) error) error {
	w := newCSV(newPatient(c))
	err := each(func() error {
		h := c.Response().Header()
		h.Set(echo.HeaderContentType, "text/csv; charset=utf-8; header=present")
		h.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`.csv"`)
		return w.Write(withBOM(columns))
	}, w.Write)
	if err == nil {
		w.Flush()
		err = w.Error()
	}
	return s.endStream(c, "stream "+name, err)
}

// endStream ends an answer that was written in parts, or was to be.
func (s *Server) endStream(c echo.Context, what string, err error) error {
	switch {
	case err == nil:
		return nil
	case c.Response().Committed:
		s.config.Log.Error(what, "request_id", c.Get(requestIDKey), "error", err.Error())
		panic(http.ErrAbortHandler)
	}
	c.Response().Header().Del(echo.HeaderContentDisposition)
	return err
}

// newCSV writes a table for people and their spreadsheets.
func newCSV(w io.Writer) *csv.Writer {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	return c
}

// withBOM is the first row of a file whose first bytes say that it is UTF-8: Excel takes it for the
// machine's own code page otherwise.
func withBOM(columns []string) []string {
	return append([]string{"\ufeff" + columns[0]}, columns[1:]...)
}

// timesIn is the column that says in which zone the instants of a row are, zoneCell what stands in
// it.
const timesIn = "times in"

func zoneCell(zone *time.Location) string {
	if !access.KnownZone(zone) {
		zone = time.UTC
	}
	return zone.String()
}

// instantCell is an instant on the clocks of a zone, as spreadsheets understand it.
func instantCell(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format("2006-01-02 15:04:05")
}

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
			return write([]string{access.TextCell(a.Name), login, rolesCell(a.Roles), instantCell(a.CreatedAt, zone), a.ID, zoneCell(zone)})
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
			return write([]string{access.TextCell(o.Name), string(o.Type), access.TextCell(o.Industry), o.Zone.String(), o.ID})
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
				access.TextCell(u.Name), access.TextCell(u.Person), access.TextCell(u.Email), rolesCell(u.Roles), access.TextCell(u.OwnerAccount),
				state, instantCell(u.ValidTo, zone), instantCell(u.LastLoginAt, zone), u.ID, zoneCell(zone),
			})
		})
	})
}

func rolesCell(roles []access.Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return strings.Join(names, " ")
}
