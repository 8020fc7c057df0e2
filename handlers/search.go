package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// search finds everything that the reader may go to by a part of its name. It is a page, or only
// the results for its script.
func (s *Server) search(c echo.Context) error {
	q, err := readQuery(c, "q", "only")
	if err != nil {
		return err
	}
	me, only := actor(c), access.FoundKind(q["only"])
	if !slices.Contains([]access.FoundKind{access.FoundAccounts, access.FoundCompanies, access.FoundUsers, access.FoundRequests}, only) {
		only = ""
	}
	found, err := s.svc.Find(c.Request().Context(), me, q["q"], only)
	if err != nil {
		return err
	}
	// the tabs of the reader's own account are among the pages
	home, err := s.svc.ActorAt(c.Request().Context(), me, me.AccountID)
	if err != nil {
		return err
	}
	m := views.Search{Page: views.Page{W: s.words(c)}, Text: q["q"], Only: only, Found: found, Rows: requestRows(s.words(c), found.Requests, me), Reader: me}
	if only == "" {
		m.Pages = views.FindPages(s.words(c), &home, q["q"])
	}
	if isHTMX(c) {
		return render(c, http.StatusOK, views.SearchFound(m))
	}
	m.Page = s.page(c, s.words(c).Search.Title, views.SearchURL)
	return render(c, http.StatusOK, views.SearchPage(m))
}

// shortcuts is the list of keyboard shortcuts: a page, or only the list for its script.
func (s *Server) shortcuts(c echo.Context) error {
	if _, err := readQuery(c); err != nil {
		return err
	}
	if me := actor(c); isHTMX(c) {
		return render(c, http.StatusOK, views.ShortcutList(s.words(c), &me))
	}
	return render(c, http.StatusOK, views.ShortcutsPage(s.page(c, s.words(c).Search.Keys, views.ShortcutsURL)))
}
