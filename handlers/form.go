package handlers

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// form is the fields of a post, or of a query: each at most once.
type form map[string]string

// hiddenFields are those that any form can carry besides its own, and that none has to.
var hiddenFields = []string{views.VersionField, views.OnceField}

// readForm reads the body of a post strictly: a field that is not named here, comes twice or is badly encoded is errMalformed.
func readForm(c echo.Context, fields ...string) (form, error) {
	values, err := readPost(c)
	if err != nil {
		return nil, err
	}
	return strictOnce(c, values, slices.Concat(fields, hiddenFields))
}

// strictOnce is strict for a form that is sent. Shown again, also one from before a new version came, it has what there still is of it.
func strictOnce(c echo.Context, values url.Values, fields []string) (form, error) {
	if c.Get(typedKey) == nil {
		return strict(values, fields)
	}
	known := url.Values{}
	for _, name := range fields {
		if values.Has(name) {
			known.Set(name, values.Get(name))
		}
	}
	return strict(known, fields)
}

// readTicks is readForm for a form that also has a checkbox for each of some objects: their fields are prefix and an id, with the
// value on. ticked is those ids, in order.
func readTicks(c echo.Context, prefix string, fields ...string) (f form, ticked []string, err error) {
	sent, err := readPost(c)
	if err != nil {
		return nil, nil, err
	}
	values := maps.Clone(sent)
	for name, value := range values {
		id, isTick := strings.CutPrefix(name, prefix)
		if !isTick {
			continue
		}
		if id == "" || !slices.Equal(value, []string{"on"}) || !utf8.ValidString(id) || strings.ContainsRune(id, 0) {
			return nil, nil, errMalformed
		}
		ticked = append(ticked, id)
		delete(values, name)
	}
	slices.Sort(ticked)
	f, err = strictOnce(c, values, slices.Concat(fields, hiddenFields))
	return f, ticked, err
}

// readPost is the fields of a post.
func readPost(c echo.Context) (url.Values, error) {
	r := c.Request()
	if err := r.ParseForm(); err != nil {
		return nil, errMalformed
	}
	if r.Method == http.MethodPost && !strings.HasPrefix(r.Header.Get(echo.HeaderContentType), echo.MIMEApplicationForm) && r.ContentLength != 0 {
		return nil, errMalformed
	}
	return r.PostForm, nil
}

// readQuery reads what a page takes from the query of its address: each of fields at most once and well encoded, or it is errMalformed.
// Other parameters are not ours: mail programs and trackers add them to links, and they are ignored.
func readQuery(c echo.Context, fields ...string) (form, error) {
	known := url.Values{}
	for part := range strings.SplitSeq(c.Request().URL.RawQuery, "&") {
		name, value, _ := strings.Cut(part, "=")
		name, err := url.QueryUnescape(name)
		if err != nil || !slices.Contains(fields, name) {
			continue
		}
		if value, err = url.QueryUnescape(value); err != nil {
			return nil, errMalformed
		}
		known.Add(name, value)
	}
	return strict(known, fields)
}

func strict(values url.Values, fields []string) (form, error) {
	f := form{}
	for name, v := range values {
		if len(v) != 1 || !slices.Contains(fields, name) || !utf8.ValidString(v[0]) || strings.ContainsRune(v[0], 0) {
			return nil, errMalformed
		}
		f[name] = v[0]
	}
	return f, nil
}

// mistaken is a form to be shown again, as typed, with what is wrong with it.
func mistaken(f form, invalid *access.Invalid) views.Form {
	return views.Form{Values: f, Mistakes: invalid.Fields, Stale: invalid.Stale}
}

// again is the status of a form that is shown again.
func again(invalid *access.Invalid) int { return answerTo(invalid).status }

// onceKey is what a form is done once by: its key with its address and what was typed, so that a form that was changed after going back to it
// is another one. "" for other forms, without a key, and for scripts of our pages, which want a card in answer and no other page.
func onceKey(c echo.Context, values url.Values) string {
	if routeOf(c).once == "" || isHTMX(c) {
		return ""
	}
	return sentOnce(c, values)
}

func sentOnce(c echo.Context, values url.Values) string {
	key := values.Get(views.OnceField)
	if key == "" {
		return ""
	}
	return key + " " + c.Request().URL.Path + " " + values.Encode()
}

// nobodyOnce is who sends a form without being signed in: what an address that works once does is done once, and sent again it is not
// refused.
func nobodyOnce(c echo.Context) access.Actor {
	return access.Nobody(c.RealIP()).Once(sentOnce(c, c.Request().PostForm))
}

// madePage is the page of what a form made.
func madePage(c echo.Context, id string) string {
	page := strings.NewReplacer(":made", url.PathEscape(id), ":me", url.PathEscape(actor(c).AccountID)).Replace(routeOf(c).once)
	return withParams(c, page)
}

// withHidden tells access what the hidden fields of a form say.
func (s *Server) withHidden(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		values, err := readPost(c)
		if err != nil {
			return err
		}
		if a, ok := c.Get(actorKey).(access.Actor); ok {
			c.Set(actorKey, a.Saw(access.Version(values.Get(views.VersionField))).Once(onceKey(c, values)))
		}
		err = next(c)
		if err == nil && c.Response().Status == http.StatusSeeOther {
			s.typed.drop(cameWith(c))
		}
		var done *access.DoneBefore
		if errors.As(err, &done) {
			return s.done(c, madePage(c, done.ObjectID), "This was sent more than once, and is done once."+routeOf(c).onceMore)
		}
		return err
	}
}
