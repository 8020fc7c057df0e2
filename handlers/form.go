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
		return strictFields(values, fields)
	}
	known := url.Values{}
	for name := range values {
		if value := values.Get(name); isField(fields, name, value) {
			known.Set(name, value)
		}
	}
	return strictFields(known, fields)
}

// isField says whether what was sent is one of fields: by its name, or as a ticked box of those whose field ends in *.
func isField(fields []string, name, value string) bool {
	return slices.ContainsFunc(fields, func(field string) bool {
		boxes, many := strings.CutSuffix(field, "*")
		if many {
			return value == "on" && len(name) > len(boxes) && strings.HasPrefix(name, boxes)
		}
		return name == field
	})
}

// localTime is a field with a local time, and which one is meant of one that exists twice.
func (f form) localTime(name string) access.LocalTime {
	return access.LocalTime{Text: f[name], Which: f[name+"_which"]}
}

// ticked is the boxes of a form that are ticked, of those whose names begin with boxes: the rest of their names, in order.
func (f form) ticked(boxes string) (ids []string) {
	for name := range f {
		if id, is := strings.CutPrefix(name, boxes); is {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
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
		value, err = url.QueryUnescape(value)
		if err != nil {
			return nil, errMalformed
		}
		known.Add(name, value)
	}
	return strictFields(known, fields)
}

// isNoText says of a code point that no text has it: NUL, and what Unicode keeps from being a character, which stands for slots in sentences.
func isNoText(c rune) bool { return c == 0 || unicode.Is(unicode.Noncharacter_Code_Point, c) }

func strictFields(values url.Values, fields []string) (form, error) {
	f := form{}
	for name, v := range values {
		if len(v) != 1 || !isField(fields, name, v[0]) || !utf8.ValidString(name+v[0]) || strings.ContainsFunc(name+v[0], isNoText) {
			return nil, errMalformed
		}
		f[name] = v[0]
	}
	return f, nil
}

// withMistakes is a form to be shown again, as typed but for what is secret, with what is wrong with it.
func withMistakes(w *words.Words, f form, invalid *access.Invalid) views.Form {
	hides := f[secretField] != ""
	shown := maps.Clone(f)
	maps.DeleteFunc(shown, func(name, _ string) bool { return isSecret(name, hides) })
	return views.Form{Values: shown, Mistakes: w.Mistakes(invalid.Fields), Stale: invalid.Stale}
}

// isSecret says of a field that it is neither shown again nor kept; hides, that its form has the value of a secret setting.
func isSecret(name string, hides bool) bool {
	return strings.Contains(name, "password") || hides && name == "value"
}

// response answers a form that was done.
type response func(c echo.Context) error

// post answers a form. It reads the fields, of which one that ends in * is boxes to tick; do does one operation of access with them, and says
// what to answer. What is wrong or stale is shown again, in the form as it was typed; again is nil for a form that has nothing to be typed
// anew, whose mistakes are told as every other error is, by a page of their own.
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

// leadTo leads on to a page, which tells what was done.
func (s *Server) leadTo(address, flash string) response {
	return func(c echo.Context) error { return s.done(c, address, flash) }
}

// conflictAsMistake makes of a conflict what is wrong with a form, for those that can be mended where they stand.
func conflictAsMistake(err error) error {
	if problem := new(access.Problem); errors.As(err, &problem) && errors.Is(err, access.ErrConflict) && !errors.As(err, new(*access.Invalid)) {
		return errors.Join(err, &access.Invalid{Fields: map[string]access.Reason{views.FormMistake: problem.Reason}})
	}
	return err
}

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

// pageOfCreated is the page of what a form made.
func pageOfCreated(c echo.Context, id string) string {
	page := strings.NewReplacer(":made", url.PathEscape(id), ":me", url.PathEscape(actor(c).AccountID)).Replace(routeOf(c).once)
	return withParams(c, page)
}

// sentTwice says what becomes of a form that was sent more than once.
func (s *Server) sentTwice(c echo.Context) string {
	if routeOf(c).showsLink {
		return s.words(c).Parts.SentTwiceLink
	}
	return s.words(c).Parts.SentTwice
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
			s.typed.drop(formIDOfPage(c))
		}
		var done *access.DoneBefore
		if errors.As(err, &done) {
			return s.done(c, pageOfCreated(c, done.ObjectID), s.sentTwice(c))
		}
		return err
	}
}
