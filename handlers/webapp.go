package handlers

import (
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
	list := views.List{Address: views.WebappsURL, Form: views.Form{Values: q}, Things: &s.words(c).Parts.Webapps, Count: len(rows), Turn: "after", Next: next}
	return render(c, http.StatusOK, views.WebappsPage(views.Webapps{Page: s.page(c, s.words(c).Webapps.Title, views.WebappsURL), List: list, Rows: rows}))
}

func (s *Server) newWebapp(c echo.Context) error {
	// The list checks whether the actor may see, and so edit, the catalogue.
	if _, _, err := s.svc.Webapps(c.Request().Context(), actor(c), ""); err != nil {
		return err
	}
	return s.showNewWebapp(c, http.StatusOK, views.Form{})
}

func (s *Server) showNewWebapp(c echo.Context, status int, f views.Form) error {
	return render(c, status, views.NewWebappPage(views.NewWebapp{Page: s.page(c, s.words(c).Webapps.New, views.WebappsURL), Form: f}))
}

func typedWebapp(f form) access.NewWebapp {
	return access.NewWebapp{Key: f["key"], Name: f["name"], Address: f["address"], Description: f["description"]}
}

func (s *Server) createWebapp(c echo.Context) error {
	return s.post(c, []string{"key", "name", "address", "description"}, func(f form) (response, error) {
		w, err := s.svc.CreateWebapp(c.Request().Context(), actor(c), typedWebapp(f))
		return s.leadTo(views.WebappsURL, s.words(c).Webapps.Added(w.Name)), err
	}, s.showNewWebapp)
}

func (s *Server) webapp(c echo.Context) error {
	return s.showWebapp(c, http.StatusOK, views.Form{})
}

// showWebapp shows the form of a webapp: as stored, or as typed.
func (s *Server) showWebapp(c echo.Context, status int, f views.Form) error {
	w, subscribed, err := s.svc.Webapp(c.Request().Context(), actor(c), c.Param("webapp"))
	if err != nil {
		return err
	}
	if f.Values == nil {
		f.Values = form{"name": w.Name, "address": w.Address, "description": w.Description}
	}
	return render(c, status, views.WebappPage(views.Webapp{
		Page: s.page(c, w.Name, views.WebappsURL), Form: f, Webapp: w, Subscribed: subscribed,
	}))
}

func (s *Server) changeWebapp(c echo.Context) error {
	return s.post(c, []string{"name", "address", "description"}, func(f form) (response, error) {
		w, err := s.svc.ChangeWebapp(c.Request().Context(), actor(c), c.Param("webapp"), typedWebapp(f))
		return s.leadTo(views.WebappsURL, s.words(c).Webapps.Saved(w.Name)), err
	}, s.showWebapp)
}

func (s *Server) deleteWebapp(c echo.Context) error {
	return s.post(c, nil, func(form) (response, error) {
		w, err := s.svc.DeleteWebapp(c.Request().Context(), actor(c), c.Param("webapp"))
		return s.leadTo(views.WebappsURL, s.words(c).Webapps.Deleted(w.Name)), err
	}, nil)
}
