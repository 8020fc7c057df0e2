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

// sendCSV answers with a table that each reads to its end: it calls begin once it knows that there is one, and write with each row.
// Once the first row is out an error cannot be told any more: the connection is cut, so that half a table does not pass for a whole one.
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

// writeCSV writes a table: its columns, and the rows that each calls write with. Its instants are
// UTC, where no hour comes twice.
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

// utcCell is an instant in UTC.
func utcCell(t time.Time) string { return instantCell(t, time.UTC) }

func numberCell(n int64) string { return strconv.FormatInt(n, 10) }

// rolesCell is roles, a space between them.
func rolesCell(roles []access.Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return strings.Join(names, " ")
}

// detailsCell is what an entry says was before and after, in words.
func detailsCell(w *words.Words, r access.Record) string {
	return record.TextCell(strings.Join(views.ChangeLines(w, r, time.UTC), "; "))
}
