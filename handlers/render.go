package handlers

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
	"latchkey/words"
)

// render writes a whole component, or nothing if rendering fails.
func render(c echo.Context, status int, component templ.Component) error {
	if c.Get(typedKey) != nil {
		status = http.StatusOK // it is the page that was asked for
	}
	var b bytes.Buffer
	if err := component.Render(c.Request().Context(), &b); err != nil {
		return err
	}
	page, err := compressed(c, b.Bytes())
	if err != nil {
		return err
	}
	if w, ok := c.Get(wordsKey).(*words.Words); ok {
		c.Response().Header().Set("Content-Language", w.Tag)
	}
	c.Response().Header().Add("Vary", "Accept-Language")
	return c.HTMLBlob(status, page)
}

// publicPage is page for whoever is signing in. If someone is signed in with the same browser, the
// page is not theirs, and says nothing about them.
func (s *Server) publicPage(c echo.Context, title string) views.Page {
	return views.Page{W: s.words(c), Title: title, Now: s.svc.Now(), Once: rand.Text(), Vendor: s.config.Vendor}
}

// page is what every page has around its content.
func (s *Server) page(c echo.Context, title, nav string) views.Page {
	p := s.publicPage(c, title)
	p.Nav = nav
	p.Typed, _ = c.Get(typedKey).(string)
	if a, ok := c.Get(actorKey).(access.Actor); ok {
		p.Me, p.Waiting, p.SeenEvery = &a, waitingFor(c), min(seenEvery, s.svc.Idle()/3)
		if began, ok := c.Get(beganKey).(time.Time); ok {
			p.Events = views.EventsSinceURL(began, loginOf(a))
		}
		if c.Request().Method == http.MethodGet && !isHTMX(c) {
			p.Flash = s.flashes.take(s.sessions.Token(c.Request().Context()), p.Now)
			p.Flash.Once = p.Once
		}
	}
	return p
}

// words is the texts of pages in the language that the reader chose, or else in their browser's.
func (s *Server) words(c echo.Context) *words.Words {
	w, ok := c.Get(wordsKey).(*words.Words)
	if !ok {
		a, _ := c.Get(actorKey).(access.Actor)
		w = words.Of(a.Language, c.Request().Header.Get("Accept-Language"))
		c.Set(wordsKey, w)
	}
	return w
}

// livePage is page for a page whose content reloads when something changes in the requests that its
// reader sees.
func (s *Server) livePage(c echo.Context, title, nav string) views.Page {
	p := s.page(c, title, nav)
	address := *c.Request().URL
	q := address.Query()
	q.Del(views.KeptField) // the page itself says which cards it keeps
	address.RawQuery = q.Encode()
	p.Live, p.Again = address.RequestURI(), isHTMX(c)
	return p
}

// components shows all components of pages, if Config.Components allows it.
func (s *Server) components(c echo.Context) error {
	if !s.config.Components {
		return access.ErrNotFound
	}
	return render(c, http.StatusOK, views.ComponentsPage(views.Components{Page: s.page(c, views.ComponentsTitle, ""), Now: s.svc.Now()}))
}

// done answers a successful POST with a redirect to a page, which says what happened.
func (s *Server) done(c echo.Context, address, flash string) error {
	return s.doneWith(c, address, views.Flash{Text: flash})
}

// doneWith is done for an act that can be undone.
func (s *Server) doneWith(c echo.Context, address string, flash views.Flash) error {
	s.flashes.keep(s.sessions.Token(c.Request().Context()), flash, s.svc.Now())
	return c.Redirect(http.StatusSeeOther, address)
}

// isHTMX reports whether a page's script asks for a fragment.
func isHTMX(c echo.Context) bool { return c.Request().Header.Get("HX-Request") == "true" }

// sendToLogin redirects a browser to the sign-in page, and afterwards back to the page that it
// wanted to read.
func (s *Server) sendToLogin(c echo.Context) error {
	r := c.Request()
	if IsStream(c.Path()) && strings.Contains(r.Header.Get("Accept"), eventStream) {
		// a page that waits for events should not reconnect
		return c.Blob(http.StatusOK, eventStream, []byte(eventOver))
	}
	login := s.loginFor(c)
	if isHTMX(c) {
		c.Response().Header().Set("HX-Redirect", login)
		return c.NoContent(http.StatusOK)
	}
	return c.Redirect(http.StatusSeeOther, login)
}

// loginFor is the sign-in page that leads back to where a request without a session came from.
func (s *Server) loginFor(c echo.Context) string {
	r := c.Request()
	after := ""
	if r.Method == http.MethodPost {
		after = views.AfterAct
	}
	if tag := s.loginTag(c); tag != "" {
		if page := s.keepTyped(c, tag); page != "" {
			if after != "" {
				after = views.AfterTyped
			}
			return views.LoginAfterURL(after, page)
		}
	}
	wanted := *r.URL
	if page, err := url.Parse(r.Header.Get("HX-Current-URL")); isHTMX(c) && err == nil && (r.Method == http.MethodPost || page.Path != r.URL.Path) {
		wanted = *page
	}
	next := ""
	if (r.Method == http.MethodGet || isHTMX(c)) && wanted.Path != "/" {
		next = wanted.RequestURI()
	}
	if after != "" {
		next = cmp.Or(next, s.previousPage(c))
	}
	return views.LoginAfterURL(after, next)
}
