package access

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"latchkey/db"
	"latchkey/record"
)

// probeLasts is how long a probe is accepted, before and after it was made.
const probeLasts = time.Minute

// Probe makes a token by which a server with the same key recognizes the operator, because nobody
// else may know how the server sees a request. It is valid for a minute.
func Probe(key *record.Signer, now time.Time) string {
	return probe(key, strconv.FormatInt(now.Unix(), 10))
}

func probe(key *record.Signer, at string) string {
	mac := hmac.New(sha256.New, []byte(key.Secret()))
	mac.Write([]byte("latchkey doctor\n" + at)) // it never fails
	return at + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// IsProbe reports whether a token is a current Probe by this service's key.
func (s *Service) IsProbe(word string) bool {
	at, _, _ := strings.Cut(word, ".")
	seconds, err := strconv.ParseInt(at, 10, 64)
	if s.signer == nil || err != nil || !hmac.Equal([]byte(word), []byte(probe(s.signer, at))) {
		return false
	}
	ago := s.clock.machine().Sub(time.Unix(seconds, 0))
	return ago.Abs() <= probeLasts
}

// Vitals is the condition of a database.
type Vitals struct {
	// Behind is how far the machine's clock is behind what the database has seen, or 0.
	Behind time.Duration
	// Entries is how many entries the record has. Signed is how many its last signed head has,
	// which was signed at SignedAt.
	Entries, Signed int64
	SignedAt        time.Time
	// Key is the public key that signs the record now, or "".
	Key string
}

// Vitals reads them. It changes nothing.
func (s *Service) Vitals(ctx context.Context) (v Vitals, err error) {
	latest, err := s.store.Read.GetLatestInstant(ctx)
	if err != nil {
		return v, err
	}
	v.Behind = max(0, db.Time(latest).Sub(s.clock.machine()))
	head, kept, err := readHeads(ctx, s.store.Read)
	if err != nil {
		return v, err
	}
	v.Entries = head.Size
	if kept != nil {
		v.Signed, v.SignedAt = kept.Size, kept.At
	}
	keys, err := recordKeys(ctx, s.store.Read)
	if err != nil {
		return v, err
	}
	v.Key = keys.Current()
	return v, nil
}
