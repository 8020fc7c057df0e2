package handlers

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/record"
	"latchkey/views"
)

func (s *Server) record(c echo.Context) error {
	q, err := readQuery(c, "person", "object", "action", "from", "to", "before")
	if err != nil {
		return err
	}
	before, err := recordPageOf(q["before"])
	if err != nil {
		return err
	}
	me, id := actor(c), c.Param("account")
	filter := access.RecordFilter{Person: s.words(c).Parts.Person(q["person"]), Object: q["object"], Actions: s.words(c).FindActions(q["action"]), From: q["from"], To: q["to"]}
	p, err := s.svc.ReadRecord(c.Request().Context(), me, id, filter, before)
	status, invalid := http.StatusOK, &access.Invalid{}
	if errors.As(err, &invalid) {
		status = http.StatusUnprocessableEntity
	} else if err != nil {
		return err
	}
	list := views.List{
		Address: views.AccountURL(id, views.TabRecord), Form: withMistakes(s.words(c), q, invalid), Things: &s.words(c).Parts.Entries, Count: len(p.Records),
		Turn: "before", Next: p.Next.String(), Files: views.RecordFiles(&s.words(c).Record, id, q["from"], q["to"]),
	}
	page := s.page(c, s.words(c).Record.Title(p.Account.Name), navigationEntry(me, id, views.TabRecord))
	return render(c, status, views.RecordPage(views.NewRecord(page, list, p, me.Zone)))
}

func (s *Server) exportRecord(c echo.Context) error {
	q, err := readQuery(c, "from", "to", "head", "format")
	if err != nil {
		return err
	}
	form := record.Form(q["format"])
	if form == "" {
		form = record.JSONLines
	}
	if form != record.JSONLines && form != record.CSV {
		return errMalformed
	}
	name := "record"
	for _, day := range []string{q["from"], q["to"]} {
		if day != "" {
			name += "-" + day
		}
	}
	err = s.svc.ExportRecord(c.Request().Context(), actor(c), c.Param("account"), q["from"], q["to"], q["head"], form, func() io.Writer {
		return beginExport(c, name, form)
	})
	return s.endStream(c, "export the record", err)
}

func (s *Server) receipt(c echo.Context) error {
	if _, err := readQuery(c); err != nil {
		return err
	}
	id := c.Param("request")
	err := s.svc.Receipt(c.Request().Context(), actor(c), id, func() io.Writer { return beginExport(c, "receipt-"+id, record.JSONLines) })
	return s.endStream(c, "write a receipt", err)
}

// exportTypes are the content types of exports.
var exportTypes = map[record.Form]string{
	record.JSONLines: "application/jsonl; charset=utf-8", record.CSV: "text/csv; charset=utf-8; header=present",
}

func beginExport(c echo.Context, name string, form record.Form) io.Writer {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, exportTypes[form])
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+"."+string(form)+`"`)
	return newDeadlineWriter(c)
}

// deadlineWriter is a response that may take as long as it makes progress: each part has its own
// timeout.
type deadlineWriter struct {
	io.Writer
	controller *http.ResponseController
}

func newDeadlineWriter(c echo.Context) *deadlineWriter {
	return &deadlineWriter{c.Response(), http.NewResponseController(c.Response())}
}

// partTimeout is how long one part of a long answer may take.
const partTimeout = 30 * time.Second

func (p *deadlineWriter) Write(b []byte) (int, error) {
	err := p.controller.SetWriteDeadline(time.Now().Add(partTimeout))
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	return p.Writer.Write(b)
}

// recordPageOf is the entry and the time at which a page of the record begins. Zero is the newest.
func recordPageOf(text string) (before access.RecordPlace, err error) {
	if text == "" {
		return before, nil
	}
	before, err = access.ParseRecordPlace(text)
	if err != nil {
		return before, errMalformed
	}
	return before, nil
}

// recordPlace is the place in the record at which a page begins. 0 is the newest.
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
