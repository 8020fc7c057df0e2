package access

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"io"
	"time"

	"latchkey/db"
)

// A challenge is what a browser is asked to sign with a passkey. It says until when it counts, and
// has a code that only this server can make, for one purpose. So nothing is stored until one is
// answered: strangers who ask for any number of them write nothing. Those that were answered are
// stored, and none counts twice.

// challengeLifetime is how long people have to answer a challenge.
const challengeLifetime = 5 * time.Minute

// purpose is what an answer to a challenge counts for: what is done, and by whom. holder is the
// hash of the token of the session or the half sign-in that asked. holder and loginID are empty for
// signing in with a passkey alone, because nobody knows yet who answers.
type purpose struct {
	what    string
	holder  []byte
	loginID string
}

// What an answer counts for.
const (
	toRegister = "register"
	toSignIn   = "alone"
	toProve    = "prove"
)

// A challenge consists of its end in milliseconds, random bytes, and the code.
const challengeEnd, challengeRandom, challengeCode = 8, 16, sha256.Size

func (s *Service) newChallenge(p purpose, now time.Time) ([]byte, error) {
	c := binary.BigEndian.AppendUint64(nil, uint64(db.Millis(now.Add(challengeLifetime)))) //nolint:gosec // after 1970
	c = append(c, make([]byte, challengeRandom)...)
	if _, err := io.ReadFull(s.random, c[challengeEnd:]); err != nil {
		return nil, err
	}
	return append(c, s.challengeCode(p, c)...), nil
}

// challengeEnds is when a challenge ends, if it is for this purpose and has not ended.
func (s *Service) challengeEnds(p purpose, challenge string, now time.Time) (ends time.Time, ok bool) {
	if len(challenge) != base64.RawURLEncoding.EncodedLen(challengeEnd+challengeRandom+challengeCode) {
		return time.Time{}, false
	}
	c, err := base64.RawURLEncoding.Strict().DecodeString(challenge)
	if err != nil || len(c) != challengeEnd+challengeRandom+challengeCode {
		return time.Time{}, false
	}
	body, code := c[:challengeEnd+challengeRandom], c[challengeEnd+challengeRandom:]
	if !hmac.Equal(code, s.challengeCode(p, body)) {
		return time.Time{}, false
	}
	ends = db.Time(int64(binary.BigEndian.Uint64(body))) //nolint:gosec // this server made it
	return ends, now.Before(ends)
}

// everyChallenge takes the place of the hash of a challenge, and stands for all that end no later.
var everyChallenge = hashText("every challenge")

// spendChallenges makes no challenge count that was made until now.
func (t *tx) spendChallenges(ctx context.Context) error {
	ends := db.Millis(t.now.Add(challengeLifetime))
	if err := t.DeleteOldChallenges(ctx, ends); err != nil {
		return err
	}
	return t.InsertUsedChallenge(ctx, db.InsertUsedChallengeParams{Hash: everyChallenge, ExpiresAt: ends})
}

// challengeCode is made with a key derived from the record's, as browserCode is.
func (s *Service) challengeCode(p purpose, body []byte) []byte {
	key := sha256.Sum256([]byte("latchkey challenges\n" + s.signer.Secret()))
	mac := hmac.New(sha256.New, key[:])
	mac.Write(hashText(p.what, string(p.holder), p.loginID))
	mac.Write(body)
	return mac.Sum(nil)
}

// useChallenge notes that a challenge was answered. Errors: errPasskey if it was before.
func (t *tx) useChallenge(ctx context.Context, challenge string, ends time.Time) error {
	if err := t.DeleteOldChallenges(ctx, db.Millis(t.now)); err != nil {
		return err
	}
	err := t.InsertUsedChallenge(ctx, db.InsertUsedChallengeParams{Hash: hashText(challenge), ExpiresAt: db.Millis(ends)})
	if db.IsUnique(err) {
		return errPasskey()
	}
	return err
}
