package handlers

import (
	"net/url"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/views"
)

// A browser remembers, if asked, the account and the kind of login that signed in last, so that the
// sign-in page can fill them in. It remembers neither the user nor anything secret.

// rememberedFor is how long a browser remembers that.
const rememberedFor = 365 * 24 * time.Hour

// remember makes a browser remember an account and a kind of login, or forget them.
func (s *Server) remember(c echo.Context, kind access.Kind, account string, wanted bool) {
	switch {
	case wanted && account != "":
		s.ownCookie(c, rememberedCookie, url.Values{"as": {string(kind)}, "account": {account}}.Encode(), rememberedFor)
	case s.cookieOf(c, rememberedCookie) != "":
		s.ownCookie(c, rememberedCookie, "", -time.Second)
	}
}

// remembered is what a browser remembers. ok is false if that is nothing.
func (s *Server) remembered(c echo.Context) (kind access.Kind, f form, ok bool) {
	values, err := url.ParseQuery(s.cookieOf(c, rememberedCookie))
	account := values.Get("account")
	if err != nil || account == "" || !utf8.ValidString(account) || len(account) > maxRemembered {
		return "", nil, false
	}
	kind = access.KindUser
	if values.Get("as") == string(access.KindAccount) {
		kind = access.KindAccount
	}
	return kind, form{"account": account, views.RememberField: "on"}, true
}

// maxRemembered is how many bytes the name of an account can have in a cookie.
const maxRemembered = 1000
