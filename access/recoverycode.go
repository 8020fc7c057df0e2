package access

import (
	"context"
	"encoding/base32"
	"io"
	"strings"

	"latchkey/db"
)

// RecoveryCodes is how many recovery codes a login gets, and FewRecoveryCodes how many are so few
// that it should make new ones.
const (
	RecoveryCodes    = 10
	FewRecoveryCodes = 3
)

// recoveryLength is how long a recovery code is, in bytes: 24 characters. With less than 112 bits,
// its hash would have to be as expensive as that of a password (OWASP ASVS 5.0, 6.5.2).
const recoveryLength = 15

// unlike are the digits that no recovery code has, with the letters that they are taken for.
var unlike = strings.NewReplacer("0", "O", "1", "I", "8", "B")

// plainRecoveryCode is a recovery code without what people type for themselves.
func plainRecoveryCode(code string) string {
	return unlike.Replace(strings.ToUpper(withoutGaps(code)))
}

// withoutGaps drops spaces and dashes.
func withoutGaps(code string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '–' || strings.ContainsRune(" \t\u00a0\u202f", r) {
			return -1
		}
		return r
	}, code)
}

func recoveryHash(loginID, code string) []byte {
	return hashText("recovery code", loginID, plainRecoveryCode(code))
}

// newRecoveryCode is a code of 120 bits, in groups of four characters.
func (s *Service) newRecoveryCode() (string, error) {
	b := make([]byte, recoveryLength)
	if _, err := io.ReadFull(s.random, b); err != nil {
		return "", err
	}
	return strings.Join(groupsOfFour(base32.StdEncoding.EncodeToString(b)), "-"), nil
}

func groupsOfFour(text string) (groups []string) {
	for len(text) > 4 {
		groups, text = append(groups, text[:4]), text[4:]
	}
	return append(groups, text)
}

// firstRecoveryCodes makes a login's recovery codes together with its first second factor. If it
// has some already, it makes none. Only their hashes are stored, so they can be shown only once.
func (t *tx) firstRecoveryCodes(ctx context.Context, l login) ([]string, error) {
	has, err := factors(ctx, t.Queries, l)
	if err != nil || has.RecoveryCodes > 0 {
		return nil, err
	}
	return t.makeRecoveryCodes(ctx, l)
}

// makeRecoveryCodes replaces a login's recovery codes.
func (t *tx) makeRecoveryCodes(ctx context.Context, l login) (codes []string, err error) {
	if _, err := t.DeleteRecoveryCodes(ctx, l.id()); err != nil {
		return nil, err
	}
	for range RecoveryCodes {
		code, err := t.svc.newRecoveryCode()
		if err == nil {
			err = t.InsertRecoveryCode(ctx, db.InsertRecoveryCodeParams{
				LoginID: l.id(), CodeHash: recoveryHash(l.id(), code), AccountID: l.accountID, UserID: db.NullText(l.userID), CreatedAt: db.Millis(t.now),
			})
		}
		if err != nil {
			return nil, err
		}
		codes = append(codes, code)
	}
	return codes, t.record(ctx, l.entry(RecoveryCodesMade))
}

// NewRecoveryCodes replaces the recovery codes of the actor's own login, and returns the new ones.
// Only their hashes are stored. Errors: ErrConflict if it has no second factor.
func (s *Service) NewRecoveryCodes(ctx context.Context, by Actor) (codes []string, err error) {
	err = s.write(ctx, by, s.now(), func(t *tx) error {
		has, err := factors(ctx, t.Queries, by.login())
		if err == nil && !has.Any() {
			err = conflict(NoSecondFactor{})
		}
		if err == nil {
			codes, err = t.makeRecoveryCodes(ctx, by.login())
		}
		if err == nil {
			err = t.notifySecurity(ctx, by.login(), SecurityNews{Event: SecurityRecoveryMade})
		}
		return err
	})
	return codes, err
}

// checkRecoveryCode finds out whether a text is one of a login's recovery codes that are left.
// Errors: *Invalid with the field recovery_code.
func (s *Service) checkRecoveryCode(ctx context.Context, l login, code string) (proving, error) {
	return s.checkRecoveryCodeFrom(ctx, l, code, "")
}

// checkRecoveryCodeFrom is checkRecoveryCode for someone without a session, with their browser.
func (s *Service) checkRecoveryCodeFrom(ctx context.Context, l login, code, browser string) (proving, error) {
	p := proving{proof: ProofRecoveryCode}
	hash := recoveryHash(l.id(), code)
	found, err := s.store.Read.ExistsRecoveryCode(ctx, db.ExistsRecoveryCodeParams{LoginID: l.id(), CodeHash: hash})
	if err == nil && found == 0 {
		err = wrongRecoveryCode()
	}
	p.use = func(ctx context.Context, t *tx) error {
		n, err := t.UseRecoveryCode(ctx, db.UseRecoveryCodeParams{UsedAt: db.NullMillis(t.now), LoginID: l.id(), CodeHash: hash})
		if err == nil && n == 0 {
			err = wrongRecoveryCode()
		}
		if err == nil {
			err = t.record(ctx, l.entry(RecoveryCodeUsed))
		}
		if err != nil {
			return err
		}
		has, err := factors(ctx, t.Queries, l)
		if err != nil {
			return err
		}
		return t.notifySecurity(ctx, l, SecurityNews{Event: SecurityRecoveryUsed, Left: has.RecoveryCodes, Browser: browser})
	}
	return p, err
}

func wrongRecoveryCode() error {
	return &Invalid{Fields: map[string]Reason{"recovery_code": WrongRecoveryCode{}}}
}

// SignInWithRecoveryCode makes someone who is half signed in prove the rest with a recovery code.
// Errors: those of goOn; *Invalid with the field recovery_code.
func (s *Service) SignInWithRecoveryCode(ctx context.Context, half, code string, c Client, newToken func() (string, error)) (Arrival, error) {
	return s.goOn(ctx, half, c, func(ctx context.Context, h Half) (proving, error) {
		return s.checkRecoveryCodeFrom(ctx, h.login, code, c.Browser)
	}, newToken)
}
