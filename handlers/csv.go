package handlers

import (
	"encoding/csv"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/record"
	"latchkey/views"
	"latchkey/words"
)

// sendCSV answers with a table. each reads the table to its end: it calls begin once it knows that
// the table exists, and write with each row. After the first row it is too late to show an error.
// So sendCSV cuts the connection, and half a table does not look like a whole one.
func (s *Server) sendCSV(c echo.Context, name string, columns []string, each func(begin func() error, write func(cells []string) error) error) error {
	w := newCSV(newDeadlineWriter(c))
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

// endStream ends an answer that is written in parts, even if no part was written.
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

// writeCSV writes the columns of a table, and then the rows with which each calls write. Instants
// are in UTC, where no hour occurs twice.
func writeCSV(w io.Writer, columns []string, each func(write func(cells ...string) error) error) (rows int, err error) {
	c := newCSV(w)
	if err := c.Write(withBOM(append(columns, timesIn))); err != nil {
		return 0, err
	}
	err = each(func(cells ...string) error {
		rows++
		return c.Write(append(cells, zoneCell(time.UTC)))
	})
	if err == nil {
		c.Flush()
		err = c.Error()
	}
	return rows, err
}

// newCSV writes a table for people and their spreadsheets.
func newCSV(w io.Writer) *csv.Writer {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	return c
}

// withBOM returns the first row, marked as UTF-8. Without the mark, Excel reads the file in the
// machine's own code page.
func withBOM(columns []string) []string {
	return append([]string{"\ufeff" + columns[0]}, columns[1:]...)
}

// timesIn is the column with the time zone of a row's instants; zoneCell is its content.
const timesIn = "times in"

func zoneCell(zone *time.Location) string {
	if !access.KnownZone(zone) {
		zone = time.UTC
	}
	return zone.String()
}

// instantCell formats an instant in a time zone, as spreadsheets understand it.
func instantCell(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format("2006-01-02 15:04:05")
}

// utcCell formats an instant in UTC.
func utcCell(t time.Time) string { return instantCell(t, time.UTC) }

func numberCell(n int64) string { return strconv.FormatInt(n, 10) }

// rolesCell is roles, separated by spaces.
func rolesCell(roles []access.Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return strings.Join(names, " ")
}

// detailsCell says in words what an entry has as before and after.
func detailsCell(w *words.Words, r access.Record) string {
	return record.TextCell(strings.Join(views.ChangeLines(w, r, time.UTC), "; "))
}
