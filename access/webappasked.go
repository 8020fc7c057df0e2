package access

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"latchkey/db"
)

// A webapp can want a proof that is newer than its question. An address then notes when that was,
// so that nothing is stored. The browser keeps it, so it has a code that only this server can make.

// AskedNow is a text that says that an actor is asked now to prove who they are, for what a webapp
// wishes. It counts for HalfLifetime, so that nobody finds it good in the history of a browser.
func (s *Service) AskedNow(by Actor, wish string) string {
	if s.signer == nil {
		return ""
	}
	at := strconv.FormatInt(db.Millis(s.now()), 10)
	return at + "." + s.askedCode(by.holder(), wish, at)
}

// AskedAt is when the actor was asked, in this session or before it, for the same wish. It is zero
// if that is too long ago, or the text is none of this server's.
func (s *Service) AskedAt(by Actor, wish, asked string) time.Time {
	at, code, _ := strings.Cut(asked, ".")
	ms, err := strconv.ParseInt(at, 10, 64)
	if err != nil || s.signer == nil {
		return time.Time{}
	}
	for _, holder := range [][]byte{by.holder(), {}} {
		age := s.now().Sub(db.Time(ms))
		if hmac.Equal([]byte(code), []byte(s.askedCode(holder, wish, at))) && 0 <= age && age < HalfLifetime {
			return db.Time(ms)
		}
	}
	return time.Time{}
}

// askedCode is made with a key derived from the record's, as challengeCode is. holder is the
// session of whoever was asked, or empty if nobody was signed in.
func (s *Service) askedCode(holder []byte, wish, at string) string {
	key := sha256.Sum256([]byte("latchkey asked for a proof\n" + s.signer.Secret()))
	mac := hmac.New(sha256.New, key[:])
	mac.Write(hashText(string(holder)))
	mac.Write(hashText(wish))
	mac.Write([]byte(at))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
