package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

func (s *Server) webapps(c echo.Context) error {
	q, err := readQuery(c, "after")
	if err != nil {
		return err
	}
	rows, next, err := s.svc.Webapps(c.Request().Context(), actor(c), q["after"])
	if err != nil {
		return err
	}
	list := views.List{Address: views.WebappsURL, Form: views.Form{Values: q}, One: "webapp", Many: "webapps", Count: len(rows), Turn: "after", Next: next}
	return render(c, http.StatusOK, views.WebappsPage(views.Webapps{Page: s.page(c, "Webapps", views.WebappsURL), List: list, Rows: rows}))
}

func (s *Server) newWebapp(c echo.Context) error {
	// The list asks whether somebody may see the catalogue, and so make something in it.
	if _, _, err := s.svc.Webapps(c.Request().Context(), actor(c), ""); err != nil {
		return err
	}
	return s.showNewWebapp(c, http.StatusOK, views.Form{})
}

func (s *Server) showNewWebapp(c echo.Context, status int, f views.Form) error {
	return render(c, status, views.NewWebappPage(views.NewWebapp{Page: s.page(c, "New webapp", views.WebappsURL), Form: f}))
}

func typedWebapp(f form) access.NewWebapp {
	return access.NewWebapp{Key: f["key"], Name: f["name"], Address: f["address"], Description: f["description"]}
}

func (s *Server) createWebapp(c echo.Context) error {
	f, err := readForm(c, "key", "name", "address", "description")
	if err != nil {
		return err
	}
	w, err := s.svc.CreateWebapp(c.Request().Context(), actor(c), typedWebapp(f))
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		return s.showNewWebapp(c, again(invalid), mistaken(f, invalid))
	}
	if err != nil {
		return err
	}
	return s.done(c, views.WebappsURL, w.Name+" is in the catalogue. Accounts can be subscribed to it now.")
}

func (s *Server) webapp(c echo.Context) error {
	return s.showWebapp(c, http.StatusOK, nil)
}

// showWebapp shows the form of a webapp: as it is, or as it was typed.
func (s *Server) showWebapp(c echo.Context, status int, typed *views.Form) error {
	w, subscribed, err := s.svc.Webapp(c.Request().Context(), actor(c), c.Param("webapp"))
	if err != nil {
		return err
	}
	if typed == nil {
		typed = &views.Form{Values: form{"name": w.Name, "address": w.Address, "description": w.Description}}
	}
	return render(c, status, views.WebappPage(views.Webapp{
		Page: s.page(c, w.Name, views.WebappsURL), Form: *typed, Webapp: w, Subscribed: subscribed,
	}))
}

func (s *Server) changeWebapp(c echo.Context) error {
	f, err := readForm(c, "name", "address", "description")
	if err != nil {
		return err
	}
	w, err := s.svc.ChangeWebapp(c.Request().Context(), actor(c), c.Param("webapp"), typedWebapp(f))
	var invalid *access.Invalid
	if errors.As(err, &invalid) {
		typed := mistaken(f, invalid)
		return s.showWebapp(c, again(invalid), &typed)
	}
	if err != nil {
		return err
	}
	return s.done(c, views.WebappsURL, "Saved "+w.Name+".")
}

func (s *Server) deleteWebapp(c echo.Context) error {
	if _, err := readForm(c); err != nil {
		return err
	}
	w, err := s.svc.DeleteWebapp(c.Request().Context(), actor(c), c.Param("webapp"))
	if err != nil {
		return err
	}
	return s.done(c, views.WebappsURL, w.Name+" is no longer in the catalogue.")
}
