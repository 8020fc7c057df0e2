package access

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/crypto/argon2"

	"latchkey/guess"
	"latchkey/passwords"
)

// hashParams say what a hash of a password costs.
type hashParams = argon2id.Params

// passwordParams are OWASP's for argon2id: 19 MiB, two passes, one lane. cheapParams are for tests.
var (
	passwordParams = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	cheapParams    = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
)

// costs makes hashes of passwords have these parameters from now on.
func (s *Service) costs(p *argon2id.Params) {
	s.passwordParams, s.dummyHash = p, dummyHash(p)
}

// MinPassword is how many characters a password has at least.
const MinPassword = 12

const (
	// maxPassword is how many characters a password has at most.
	maxPassword = 200
	// judgedLength is how many of a password's characters are judged, because the work grows faster
	// than the length.
	judgedLength = 64
	// minDistinct is how many different characters a password must have, because the rating does
	// not know all scripts.
	minDistinct = 6
	// minPasswordScore is zxcvbn's "safely unguessable": more than 10^8 guesses.
	minPasswordScore = 3
)

// dummyHash has the form and the parameters of a password hash, so that comparing with it takes
// just as long. No password matches it: its hash part is all zeros. Computing a real one would cost
// 19 MiB at each start.
func dummyHash(p *argon2id.Params) string {
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.Memory, p.Iterations, p.Parallelism,
		encode(make([]byte, p.SaltLength)), encode(make([]byte, p.KeyLength)))
}

// hashPassword hashes a password for someone who is known, when it is their turn.
func (s *Service) hashPassword(ctx context.Context, address, password string) (string, error) {
	leave, err := s.hashing.known.enter(ctx, address)
	if err != nil {
		return "", err
	}
	defer leave()
	return argon2id.CreateHash(password, s.passwordParams)
}

// passwordMatches compares a password with a hash. Without a hash it takes just as long, and
// returns false. The caller must have a slot of a lane.
func (s *Service) passwordMatches(password, hash string) (bool, error) {
	known := hash != ""
	if !known {
		hash = s.dummyHash
	}
	matches, err := argon2id.ComparePasswordAndHash(password, hash)
	return matches && known, err
}

// checkPassword adds to invalid what is wrong with a new password. It may have any characters and
// needs no particular ones, but it must be long enough, hard to guess, without the names that an
// attacker would try first, and not known to others.
func (s *Service) checkPassword(invalid *Invalid, field, password string, names ...string) {
	n := utf8.RuneCountInString(password)
	switch {
	case n < MinPassword:
		invalid.add(field, PasswordShort{Least: MinPassword})
		return
	case n > maxPassword:
		invalid.add(field, TooLong{Most: maxPassword, Has: n})
		return
	}
	folded := strings.Map(dropInvisible, NameKey(password))
	for _, name := range append(names, "latchkey") {
		if key := NameKey(name); utf8.RuneCountInString(key) >= 3 && strings.Contains(folded, key) {
			invalid.add(field, PasswordHasName{Name: name})
			return
		}
	}
	switch {
	case slices.ContainsFunc(judgedForms(password, folded), guessable):
		invalid.add(field, PasswordGuessable{})
	case s.knownPassword(password):
		invalid.add(field, PasswordKnown{})
	}
}

// knownPassword reports whether others know a password: whether it is in the list that comes with
// the program, or in the operator's. It takes microseconds.
func (s *Service) knownPassword(password string) bool {
	common, err := passwords.Common().Has(password)
	return err == nil && common || s.isKnown != nil && s.isKnown(password)
}

// judgedForms are the forms in which a password is judged: as typed, folded, and with symbols read
// as the letters that they look like. Each is short, so that no password takes more than a few
// milliseconds.
func judgedForms(password, folded string) []string {
	forms := []string{firstCharacters(password), firstCharacters(folded)}
	for _, l := range digitLetters {
		if plain := firstCharacters(l.Replace(folded)); !slices.Contains(forms, plain) {
			forms = append(forms, plain)
		}
	}
	return forms
}

// digitLetters read a word that was written with digits and symbols for letters, because package
// guess does not.
var digitLetters = []*strings.Replacer{
	strings.NewReplacer(append([]string{"1", "i", "|", "i", "7", "t"}, otherDigitLetters...)...),
	strings.NewReplacer(append([]string{"1", "l", "|", "l", "7", "l"}, otherDigitLetters...)...),
}

var otherDigitLetters = []string{
	"4", "a", "@", "a", "8", "b", "(", "c", "{", "c", "[", "c", "<", "c", "3", "e", "6", "g", "9", "g", "!", "i", "0", "o", "$", "s", "5", "s",
	"+", "t", "%", "x", "2", "z",
}

// firstCharacters is the beginning of a text, as much as is judged.
func firstCharacters(text string) string {
	n := 0
	for i := range text {
		n++
		if n > judgedLength {
			return text[:i]
		}
	}
	return text
}

// guessable reports whether a form of a password is too easy to guess.
func guessable(form string) bool {
	distinct := map[rune]bool{}
	for _, r := range form {
		distinct[r] = true
	}
	return len(distinct) < minDistinct || guess.Rate(form).Score < minPasswordScore
}

// newToken is a new secret of 256 bits, in characters that are valid in URLs.
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
