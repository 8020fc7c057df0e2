package access

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	zxcvbn "github.com/ccojocar/zxcvbn-go"
)

// passwordParams are OWASP's for argon2id: 19 MiB, two passes, one lane.
var passwordParams = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// The bounds of a password's length, in characters. The upper one bounds the work of rating it.
const (
	minPassword = 12
	maxPassword = 200
	// minDistinct is how many different characters there must be: the rating does not know all scripts.
	minDistinct = 6
	// minPasswordScore is zxcvbn's "safely unguessable": above 10^8 guesses.
	minPasswordScore = 3
)

// hashPassword hashes a password, at most as many at a time as there are processors.
func (s *Service) hashPassword(ctx context.Context, password string) (hash string, err error) {
	err = s.limited(ctx, func() error {
		hash, err = argon2id.CreateHash(password, passwordParams)
		return err
	})
	return hash, err
}

// passwordMatches compares a password with a hash. Without a hash it takes as long and says no.
func (s *Service) passwordMatches(ctx context.Context, password, hash string) (matches bool, err error) {
	known := hash != ""
	if !known {
		hash = s.dummyHash
	}
	err = s.limited(ctx, func() error {
		matches, err = argon2id.ComparePasswordAndHash(password, hash)
		return err
	})
	return matches && known, err
}

func (s *Service) limited(ctx context.Context, fn func() error) error {
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
		return fn()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// checkPassword adds to invalid what is wrong with a new password: any characters, no rules of composition, but long enough
// and not guessable, and without the names that an attacker tries first.
func checkPassword(invalid *Invalid, field, password string, names ...string) {
	n := utf8.RuneCountInString(password)
	folded := strings.Map(visible, NameKey(password))
	switch {
	case n < minPassword:
		invalid.add(field, "Use at least %d characters.", minPassword)
		return
	case n > maxPassword:
		invalid.add(field, "Use at most %d characters.", maxPassword)
		return
	}
	for _, name := range append(names, "latchkey") {
		if key := NameKey(name); utf8.RuneCountInString(key) >= 3 && strings.Contains(folded, key) {
			invalid.add(field, "Leave “%s” out of the password: it is guessed first.", name)
			return
		}
	}
	distinct := map[rune]bool{}
	for _, r := range folded {
		distinct[r] = true
	}
	guessable := zxcvbn.PasswordStrength(password, nil).Score < minPasswordScore || zxcvbn.PasswordStrength(folded, nil).Score < minPasswordScore
	if guessable || len(distinct) < minDistinct {
		invalid.add(field, "This is too easy to guess. A few unrelated words make a good password.")
	}
}

// newToken is a new secret of 256 bits, in characters that fit an address.
func (s *Service) newToken() (string, error) {
	b := make([]byte, 32)
	if _, err := io.ReadFull(s.random, b); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

func hashText(parts ...string) []byte {
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return h[:]
}
