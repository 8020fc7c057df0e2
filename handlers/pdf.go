package handlers

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"latchkey/views"
)

// sendPDF sends a document that the browser shows, and saves under its name.
func (s *Server) sendPDF(c echo.Context, name string, d views.Document, err error) error {
	if err != nil {
		return err
	}
	if len(d.Missing) > 0 {
		missing := make([]string, len(d.Missing))
		for n, r := range d.Missing {
			missing[n] = fmt.Sprintf("U+%04X", r)
		}
		s.config.Log.Warn("no font has some characters of a document: it shows what they are like, or their numbers",
			"request_id", c.Get(requestIDKey), "document", name+".pdf", "characters", strings.Join(missing, " "))
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `inline; filename="`+name+`.pdf"`)
	return c.Blob(http.StatusOK, "application/pdf", d.Bytes)
}
