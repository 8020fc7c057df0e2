package access

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"
)

// BrowserKnownFor is how long a browser is known after someone signed in with it.
const BrowserKnownFor = 365 * 24 * time.Hour

// maxKnown is how many logins a browser is known for: the last ones that signed in.
const maxKnown = 8

// A browser is known by a text that it keeps: for each login that signed in there, the time and a
// code that only this server can make for these two. The text is not a secret that lets anyone in:
// it only keeps the way to the password and the second factor free. The code counts until the login
// forgets its browsers (tx.forgetBrowsers): whoever could sign in before that may be a stranger
// now.

// knownBrowser is the browser's code if its text is from a sign-in of this login, and "" otherwise.
func (s *Service) knownBrowser(text string, l login, now time.Time) string {
	if s.signer == nil || l.id() == "" {
		return ""
	}
	for part := range strings.SplitSeq(text, ".") {
		at, code, _ := strings.Cut(part, "-")
		minutes, err := strconv.ParseInt(at, 36, 64)
		age := now.Sub(time.Unix(minutes*60, 0))
		if err == nil && age > -time.Hour && age < BrowserKnownFor && hmac.Equal([]byte(code), []byte(s.browserCode(at, l.id(), l.browsersEpoch))) {
			return code
		}
	}
	return ""
}

// rememberLogin adds a login to its browser's text.
func (s *Service) rememberLogin(text string, l login, now time.Time) string {
	if s.signer == nil {
		return ""
	}
	at := strconv.FormatInt(now.Unix()/60, 36)
	parts := []string{at + "-" + s.browserCode(at, l.id(), l.browsersEpoch)}
	for part := range strings.SplitSeq(text, ".") {
		if len(parts) == maxKnown {
			break
		}
		if part != "" && len(part) < 60 && s.knownBrowser(part, l, now) == "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ".")
}

// RememberBrowser returns what the actor's browser should keep so that it stays known although the
// login has forgotten its browsers. known is what it has.
func (s *Service) RememberBrowser(ctx context.Context, by Actor, known string) (string, error) {
	now := s.now()
	l, err := findLogin(ctx, s.store.Read, by.login().credentials(), now)
	return s.rememberLogin(known, l, now), err
}

// forgetBrowsers makes every browser unknown in which a login signed in.
func (t *tx) forgetBrowsers(ctx context.Context, l login) error {
	if l.kind == KindUser {
		return t.ForgetUserBrowsers(ctx, l.userID)
	}
	return t.ForgetAccountBrowsers(ctx, l.accountID)
}

// LoginTag is what a browser keeps about the signed-in login. It says whose form it is if a form is
// sent after the session is over. It lets nobody in either.
func (s *Service) LoginTag(a Actor) string {
	if s.signer == nil {
		return ""
	}
	return a.loginID() + "." + s.browserCode(lastLoginTag, a.loginID(), 0)
}

// IsLoginTag reports whether a text is the tag of a login.
func (s *Service) IsLoginTag(tag string) bool {
	loginID, code, _ := strings.Cut(tag, ".")
	return s.signer != nil && loginID != "" && hmac.Equal([]byte(code), []byte(s.browserCode(lastLoginTag, loginID, 0)))
}

// lastLoginTag takes the place of the time in a tag's code, and is not a time.
const lastLoginTag = "the last login"

// browserCode is made with a key derived from the record's, which is kept outside the database. So
// the operator needs no additional key. Epoch 0 is as before there were epochs.
func (s *Service) browserCode(at, loginID string, epoch int64) string {
	key := sha256.Sum256([]byte("latchkey known browsers\n" + s.signer.Secret()))
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte(at + "\x00" + loginID))
	if epoch != 0 {
		mac.Write([]byte("\x00" + strconv.FormatInt(epoch, 10)))
	}
	return strings.ReplaceAll(base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:18]), "-", "~")
}
