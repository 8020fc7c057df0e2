package handlers

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// What someone typed survives the end of the session. If a form is sent without a session, it is
// kept in memory. After signing in again, its sender is led to the form's page. That page rehearses
// the form: it shows it as after a mistake, but nothing is done.
//
// A kept form is encrypted with a key of which the browser has one half, and which differs between
// logins: nobody else can get it, in another browser or in this one. Forms from other sites, which
// crossOrigin refuses, are not kept, and neither are forms from browsers in which nobody has signed
// in.

const (
	// typedField is the URL parameter of a form's page that names a kept form.
	typedField = "typed"
	// typedKey is where a request's context has what the page says about that.
	typedKey = "typed"
	// typedFor is how long a form is kept, typedOfOne how many of one login, and typedBytes how
	// many bytes in total.
	typedFor   = time.Hour
	typedOfOne = 8
	typedBytes = 16 << 20
	// taggedFor is how long a browser remembers which login its forms belong to.
	taggedFor = 30 * 24 * time.Hour
)

// notTyped are fields that nobody types or ticks. A form with any other field is kept, even if
// everything that it showed was unticked.
var notTyped = []string{views.KeptField, views.RowsField, "back", "mistaken", views.SignField, views.DecisionField, access.FieldSignature}

// typedForm is a form as it was sent to a route, or a page that was read with it, and the URL of
// its page.
type typedForm struct {
	Method, Route, Page string
	Names, Params       []string
	Values              url.Values
}

// typedForms are the kept forms, oldest first.
type typedForms struct {
	mu   sync.Mutex
	list []sealedForm
	size int
}

type sealedForm struct {
	id     string
	owner  [sha256.Size]byte
	sealed []byte
	until  time.Time
}

// typedSeal derives the cipher from the browser's half of the key and the login's tag.
func typedSeal(id, half, tag string) (cipher.AEAD, error) {
	key := sha256.Sum256([]byte(strings.Join([]string{"latchkey typed forms", id, half, tag}, "\n")))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// keep stores a form and returns its id. If one login has too many forms, or all together are too
// large, it forgets the oldest.
func (k *typedForms) keep(f typedForm, half, tag string, now time.Time) (id string, err error) {
	id = rand.Text()
	seal, err := typedSeal(id, half, tag)
	if err != nil {
		return "", err
	}
	plain, err := json.Marshal(f)
	if err != nil {
		return "", err
	}
	s := sealedForm{id, sha256.Sum256([]byte(tag)), seal.Seal(nil, nil, plain, nil), now.Add(typedFor)} //nolint:gosec // the nonce is random, and no argument
	k.mu.Lock()
	defer k.mu.Unlock()
	k.forget(func(o sealedForm) bool { return !now.Before(o.until) })
	k.list = append(k.list, s)
	k.size += len(s.sealed)
	mine := 0
	for _, o := range k.list {
		if o.owner == s.owner {
			mine++
		}
	}
	k.forget(func(o sealedForm) bool {
		tooMany := o.owner == s.owner && mine > typedOfOne
		if tooMany {
			mine--
		}
		return tooMany || k.size > typedBytes
	})
	return id, nil
}

// open returns a form that was kept for a login in a browser. ok is false if there is none.
func (k *typedForms) open(id, half, tag string, now time.Time) (f typedForm, ok bool) {
	k.mu.Lock()
	i := slices.IndexFunc(k.list, func(o sealedForm) bool { return o.id == id && now.Before(o.until) })
	var sealed []byte
	if i >= 0 {
		sealed = k.list[i].sealed
	}
	k.mu.Unlock()
	seal, err := typedSeal(id, half, tag)
	if err != nil || sealed == nil {
		return f, false
	}
	plain, err := seal.Open(nil, nil, sealed, nil)
	if err != nil {
		return f, false
	}
	return f, json.Unmarshal(plain, &f) == nil
}

// drop forgets a form.
func (k *typedForms) drop(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.forget(func(o sealedForm) bool { return o.id == id })
}

// forget removes forms and updates the counts.
func (k *typedForms) forget(which func(sealedForm) bool) {
	k.list = slices.DeleteFunc(k.list, func(o sealedForm) bool {
		gone := which(o)
		if gone {
			k.size -= len(o.sealed)
		}
		return gone
	})
}

// ownCookie sets a cookie next to the session's.
func (s *Server) ownCookie(c echo.Context, name, value string, keep time.Duration) {
	c.SetCookie(&http.Cookie{ //nolint:gosec // it is as Secure as the session's
		Name: s.sessions.Cookie.Name + name, Value: value, Path: "/", MaxAge: int(keep.Seconds()),
		Secure: s.sessions.Cookie.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// cookieOf is the value of such a cookie, or "".
func (s *Server) cookieOf(c echo.Context, name string) string {
	cookie, err := c.Cookie(s.sessions.Cookie.Name + name)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// The cookies next to the session's.
const (
	knownCookie = "-known"
	tagCookie   = "-login"
	typedCookie = "-typed"
	// halfCookie has the token of someone who is half signed in.
	halfCookie = "-half"
	// providerCookie has the token of a browser that was sent to an identity provider.
	providerCookie = "-provider"
	// rememberedCookie has the account and kind of login to fill in at the next sign-in.
	rememberedCookie = "-account"
)

// tagBrowser makes a browser remember who is signed in. A client that does not send the headers of
// a browser is not one, and remembers nothing.
func (s *Server) tagBrowser(c echo.Context, a access.Actor) {
	if tag := s.svc.LoginTag(a); c.Request().Header.Get("Sec-Fetch-Mode") != "" && s.cookieOf(c, tagCookie) != tag {
		s.ownCookie(c, tagCookie, tag, taggedFor)
	}
}

// loginTag is the tag of the login that signed in last with a browser, or "".
func (s *Server) loginTag(c echo.Context) string {
	if tag := s.cookieOf(c, tagCookie); s.svc.IsLoginTag(tag) {
		return tag
	}
	return ""
}

// keepTyped keeps what was typed in a form for a login, and returns the URL of its page, or "" if
// nothing was typed.
func (s *Server) keepTyped(c echo.Context, tag string) string {
	r := c.Request()
	here := routeOf(c)
	f := typedForm{Method: r.Method, Route: c.Path(), Names: slices.Clone(c.ParamNames()), Params: slices.Clone(c.ParamValues())}
	var sent url.Values
	switch {
	case r.Method == http.MethodPost && here.page != "":
		values, err := readPost(c)
		if err != nil {
			return ""
		}
		sent, f.Page = values, withParams(c, here.page)
	case r.Method == http.MethodGet && isHTMX(c) && here.readsAnew && len(r.URL.RawQuery) <= maxBodyBytes:
		sent, f.Page = r.URL.Query(), r.URL.EscapedPath()
	}
	f.Values = url.Values{}
	typed := false
	for name, v := range sent {
		if name != views.OnceField && !isSecret(name, sent.Has(secretField)) {
			f.Values[name] = v
			typed = typed || !slices.Contains(notTyped, name) && strings.Join(v, "") != ""
		}
	}
	if !typed {
		return ""
	}
	half := s.cookieOf(c, typedCookie)
	if half == "" {
		half = rand.Text()
	}
	id, err := s.typed.keep(f, half, tag, s.svc.Now())
	if err != nil {
		s.config.Log.Error("keep what was typed", "request_id", c.Get(requestIDKey), "error", err.Error())
		return ""
	}
	s.ownCookie(c, typedCookie, half, typedFor)
	return views.PageURL(f.Page, typedField, id)
}

// keepMine is keepTyped for the reader, if the browser knows that this is theirs.
func (s *Server) keepMine(c echo.Context) string {
	if tag := s.loginTag(c); tag != "" && tag == s.svc.LoginTag(actor(c)) {
		return s.keepTyped(c, tag)
	}
	return ""
}

// withTyped shows, on a form's page, the kept form that the URL names.
func (s *Server) withTyped(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r, me := c.Request(), actor(c)
		id := r.URL.Query().Get(typedField)
		if id == "" {
			return next(c)
		}
		f, ok := s.typed.open(id, s.cookieOf(c, typedCookie), s.svc.LoginTag(me), s.svc.Now())
		if !ok || f.Page != r.URL.EscapedPath() {
			return next(c)
		}
		c.Set(typedKey, s.words(c).Parts.TypedAgain)
		if f.Method == http.MethodGet {
			read := r.Clone(r.Context())
			read.URL.RawQuery = f.Values.Encode()
			c.SetRequest(read)
			return next(c)
		}
		if s.rehearse(c, f) {
			return nil
		}
		c.Set(typedKey, s.words(c).Parts.NotDone)
		return next(c)
	}
}

// rehearse runs the form's route without doing anything, as if after a mistake, and reports whether
// that showed the form.
func (s *Server) rehearse(c echo.Context, f typedForm) bool {
	r, me, path := c.Request(), actor(c), c.Path()
	names, params := slices.Clone(c.ParamNames()), slices.Clone(c.ParamValues())
	sent := r.Clone(r.Context())
	sent.Method, sent.PostForm, sent.Form = http.MethodPost, f.Values, f.Values
	sent.Header.Del("HX-Request")
	c.SetRequest(sent)
	c.SetPath(f.Route)
	c.SetParamNames(f.Names...)
	c.SetParamValues(f.Params...)
	c.Set(actorKey, me.Rehearse().Saw(access.Version(f.Values.Get(views.VersionField))))
	err := findRoute(http.MethodPost, f.Route).handle(s, c)
	c.SetRequest(r)
	c.SetPath(path)
	c.SetParamNames(names...)
	c.SetParamValues(params...)
	c.Set(actorKey, me)
	return err == nil
}

// formIDOfPage is the id of the form on the page from which a request was sent, or "".
func formIDOfPage(c echo.Context) string {
	from, err := url.Parse(c.Request().Referer())
	if err != nil {
		return ""
	}
	return from.Query().Get(typedField)
}
