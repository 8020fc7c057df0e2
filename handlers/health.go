package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/db"
)

func (s *Server) healthz(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

func (s *Server) readyz(c echo.Context) error {
	if err := s.svc.Ready(c.Request().Context()); err != nil {
		s.config.Log.Error("not ready", "error", err.Error())
		c.Response().Header().Set("Retry-After", "1")
		return c.String(http.StatusServiceUnavailable, "not ready: "+whyNotReady(err)+"\n")
	}
	return c.String(http.StatusOK, "ready\n")
}

// whyNotReady returns only the kind of problem, because anyone can ask. The log has the rest.
func whyNotReady(err error) string {
	switch a := answerTo(err); {
	case db.IsDamaged(err):
		return "the database file is damaged"
	case errors.Is(err, db.ErrReplaced):
		return "the database file was replaced"
	case a == diskFull:
		return "the disk is full"
	case a.status == http.StatusServiceUnavailable:
		return "a write does not get its turn"
	default:
		return "the database cannot be written"
	}
}
