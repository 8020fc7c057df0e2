package handlers

import (
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

// readForm reads the body of a post strictly: a field that is not named here, comes twice or is badly encoded is errMalformed.
func readForm(c echo.Context, fields ...string) (form, error) {
	r := c.Request()
	if err := r.ParseForm(); err != nil {
		return nil, errMalformed
	}
	if r.Method == http.MethodPost && !strings.HasPrefix(r.Header.Get(echo.HeaderContentType), echo.MIMEApplicationForm) && r.ContentLength != 0 {
		return nil, errMalformed
	}
	return strict(r.PostForm, fields)
}

// readQuery reads the query of an address as strictly.
func readQuery(c echo.Context, fields ...string) (form, error) {
	values, err := url.ParseQuery(c.Request().URL.RawQuery)
	if err != nil {
		return nil, errMalformed
	}
	return strict(values, fields)
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
	return views.Form{Values: f, Mistakes: invalid.Fields}
}
