package handlers

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
	"latchkey/words"
)

// form has the fields of a POST or a query, each at most once. Where a field may be repeated, its
// values are joined with spaces.
type form map[string]string

// hiddenFields are optional fields that any form can have, in addition to its own.
var hiddenFields = []string{views.VersionField, views.OnceField}

// readForm parses the body of a POST strictly: an unknown field, a duplicate or a bad encoding is
// errMalformed.
func readForm(c echo.Context, fields ...string) (form, error) {
	values, err := readPost(c)
	if err != nil {
		return nil, err
	}
	return strictOnce(c, values, slices.Concat(fields, hiddenFields))
}

// strictOnce is strict for a form that is sent. A form that is shown again, perhaps after an
// upgrade, keeps the fields that still exist.
func strictOnce(c echo.Context, values url.Values, fields []string) (form, error) {
	if c.Get(typedKey) == nil {
		return strictFields(values, fields)
	}
	known := url.Values{}
	for name := range values {
		switch value := values.Get(name); {
		case slices.Contains(fields, name+repeated):
			known[name] = values[name]
		case isField(fields, name, value):
			known.Set(name, value)
		}
	}
	return strictFields(known, fields)
}

// repeated is the end of a field whose name may be sent more than once, with values without spaces.
const repeated = "+"

// isField reports whether a field that was sent is one of fields: by its name, or as a ticked
// checkbox whose field ends in *.
func isField(fields []string, name, value string) bool {
	return slices.ContainsFunc(fields, func(field string) bool {
		boxes, many := strings.CutSuffix(field, "*")
		if many {
			return value == "on" && len(name) > len(boxes) && strings.HasPrefix(name, boxes)
		}
		return name == strings.TrimSuffix(field, repeated)
	})
}

// localTime is a field with a local time and, if that exists twice, which one is meant.
func (f form) localTime(name string) access.LocalTime {
	return access.LocalTime{Text: f[name], Which: f[name+"_which"]}
}

// ticked returns the ticked checkboxes whose names begin with boxes: the rest of their names, in
// order.
func (f form) ticked(boxes string) (ids []string) {
	for name := range f {
		if id, is := strings.CutPrefix(name, boxes); is {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// readPost returns the fields of a POST.
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

// readQuery parses the query of a URL: each of fields must occur at most once and be well encoded,
// or it is errMalformed. It ignores other parameters, because mail programs and trackers add some
// to links.
func readQuery(c echo.Context, fields ...string) (form, error) {
	known := url.Values{}
	for part := range strings.SplitSeq(c.Request().URL.RawQuery, "&") {
		name, value, _ := strings.Cut(part, "=")
		name, err := url.QueryUnescape(name)
		if err != nil || !isField(fields, name, "on") {
			continue
		}
		value, err = url.QueryUnescape(value)
		if err != nil {
			return nil, errMalformed
		}
		known.Add(name, value)
	}
	return strictFields(known, fields)
}

// isNoText reports whether no text contains a code point: NUL, and noncharacters of Unicode, which
// stand for slots in sentences.
func isNoText(c rune) bool { return c == 0 || unicode.Is(unicode.Noncharacter_Code_Point, c) }

func strictFields(values url.Values, fields []string) (form, error) {
	f := form{}
	for name, v := range values {
		value := strings.Join(v, " ")
		if len(v) != 1 && !slices.Contains(fields, name+repeated) || !isField(fields, name, value) || !utf8.ValidString(name+value) || strings.ContainsFunc(name+value, isNoText) {
			return nil, errMalformed
		}
		f[name] = value
	}
	return f, nil
}

// withMistakes is a form to show again with its mistakes. It keeps what was typed, except secrets.
func withMistakes(w *words.Words, f form, invalid *access.Invalid) views.Form {
	hides := f[secretField] != ""
	shown := maps.Clone(f)
	maps.DeleteFunc(shown, func(name, _ string) bool { return isSecret(name, hides) })
	return views.Form{Values: shown, Mistakes: w.Mistakes(invalid), Stale: invalid.Stale}
}

// isSecret reports whether a field is never shown again or kept. hides says that the form has the
// value of a secret setting.
func isSecret(name string, hides bool) bool {
	return strings.Contains(name, "password") || strings.HasSuffix(name, "code") || name == clientSecretField || slices.Contains(proofFields, name) || hides && name == "value"
}

// response answers a form that succeeded.
type response func(c echo.Context) error

// post answers a form. It reads the fields (a name that ends in * stands for checkboxes). do calls
// one operation of access with them, and returns the response. If something is wrong or stale,
// again shows the form as it was typed. If a form has nothing to type again, again is nil, and
// mistakes get an error page like every other error.
func (s *Server) post(c echo.Context, fields []string, do func(form) (response, error), again func(c echo.Context, status int, f views.Form) error) error {
	f, err := readForm(c, fields...)
	if err != nil {
		return err
	}
	answer, err := do(f)
	var invalid *access.Invalid
	switch {
	case again != nil && errors.As(err, &invalid):
		return again(c, answerTo(err).status, withMistakes(s.words(c), f, invalid))
	case err != nil:
		return err
	}
	return answer(c)
}

// leadTo redirects to a page, which says what was done.
func (s *Server) leadTo(address, flash string) response {
	return func(c echo.Context) error { return s.done(c, address, flash) }
}

// conflictAsMistake turns a conflict into a mistake of the form, for conflicts that the user can
// fix in place.
func conflictAsMistake(err error) error {
	if problem := new(access.Problem); errors.As(err, &problem) && errors.Is(err, access.ErrConflict) && !errors.As(err, new(*access.Invalid)) {
		return errors.Join(err, &access.Invalid{Fields: map[string]access.Reason{views.FormMistake: problem.Reason}})
	}
	return err
}

// onceKey identifies a form that must act only once: the key together with the URL and the content,
// so that a form that was changed after going back counts as a different one. It is "" for forms
// without a key, and for our pages' scripts, which expect a card in answer and not another page.
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

// nobodyOnce is the actor for a form that is sent without a session, to an address that works once.
// If the form is sent again, it must not be refused.
func nobodyOnce(c echo.Context) access.Actor {
	return access.Nobody(c.RealIP()).Once(sentOnce(c, c.Request().PostForm))
}

// pageOfCreated is the page of what a form created.
func pageOfCreated(c echo.Context, id string) string {
	page := strings.NewReplacer(":made", url.PathEscape(id), ":me", url.PathEscape(actor(c).AccountID)).Replace(routeOf(c).once)
	return withParams(c, page)
}

// sentTwice is where to redirect a form that was sent more than once.
func (s *Server) sentTwice(c echo.Context) string {
	switch r := routeOf(c); {
	case r.showsLink:
		return s.words(c).Parts.SentTwiceLink
	case r.showsSecret:
		return s.words(c).WebappSignIn.SentTwiceSecret
	}
	return s.words(c).Parts.SentTwice
}

// withHidden passes a form's hidden fields on to access.
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
			s.typed.drop(formIDOfPage(c))
		}
		var done *access.DoneBefore
		if errors.As(err, &done) {
			return s.done(c, pageOfCreated(c, done.ObjectID), s.sentTwice(c))
		}
		return err
	}
}
