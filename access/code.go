package access

import (
	"bytes"
	"cmp"
	"context"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"latchkey/db"
)

// One-time codes are those of RFC 6238 as authenticator apps know them: SHA-1, six digits, a new
// one every 30 seconds. Each works once, and so does none from before it.

const (
	codeStep = 30 * time.Second
	// codeDrift is by how many steps the app's clock may be wrong.
	codeDrift = 1
	// codeSecretLength is how long a secret is, in bytes: as long as a hash of SHA-1.
	codeSecretLength = 20
	// pendingCodeLasts is how long someone has to set up codes.
	pendingCodeLasts = time.Hour
	codeIssuer       = "Latchkey"
)

// codeText is how secrets are written.
var codeText = base32.StdEncoding.WithPadding(base32.NoPadding)

// PendingCode is what an authenticator app needs to know.
type PendingCode struct {
	// Groups are the secret, for typing.
	Groups []string
	// Address is all of it, for a QR code.
	Address string
}

func newPendingCode(l login, secret []byte) PendingCode {
	text := codeText.EncodeToString(secret)
	name := l.actor("").Name()
	u := url.URL{
		Scheme: "otpauth", Host: "totp", Path: "/" + codeIssuer + ":" + name,
		RawQuery: strings.ReplaceAll(url.Values{"secret": {text}, "issuer": {codeIssuer}}.Encode(), "+", "%20"),
	}
	return PendingCode{Groups: groupsOfFour(text), Address: u.String()}
}

// holder is what holds what the actor sets up: its session.
func (a Actor) holder() []byte {
	if a.session == nil {
		return []byte{}
	}
	return a.session
}

// BeginCode makes a secret for one-time codes of the actor's own login. They count when
// ConfirmCode was called with a right one. It needs a fresh proof already, so that nobody is asked
// for one halfway. Errors: ErrUnproved; ErrConflict if it has codes already.
func (s *Service) BeginCode(ctx context.Context, by Actor) error {
	if err := s.CheckProof(ctx, by); err != nil {
		return err
	}
	return s.transact(ctx, by, s.now(), func(t *tx) error {
		if err := t.stillSignedIn(ctx); err != nil {
			return err
		}
		return t.beginCode(ctx, by.holder(), by.login())
	})
}

// beginCode is not recorded: nothing has changed yet that counts.
func (t *tx) beginCode(ctx context.Context, holder []byte, l login) error {
	secret := make([]byte, codeSecretLength)
	if _, err := io.ReadFull(t.svc.random, secret); err != nil {
		return err
	}
	return t.putPendingCode(ctx, holder, l, secret)
}

func (t *tx) putPendingCode(ctx context.Context, holder []byte, l login, secret []byte) error {
	sealed, key, err := t.svc.factorKeys.seal(t.svc.random, l.id(), secret)
	if err != nil {
		return err
	}
	n, err := t.PutPendingCode(ctx, db.PutPendingCodeParams{
		LoginID: l.id(), AccountID: l.accountID, UserID: db.NullText(l.userID), Sealed: sealed, KeyID: key, CreatedAt: db.Millis(t.now), Holder: holder,
	})
	if n == 0 {
		err = orConflict(err, HasCode{})
	}
	return err
}

// PendingCode returns what the actor is setting up. Errors: ErrNotFound.
func (s *Service) PendingCode(ctx context.Context, by Actor) (PendingCode, error) {
	return s.pendingCode(ctx, by.holder(), by.login())
}

func (s *Service) pendingCode(ctx context.Context, holder []byte, l login) (PendingCode, error) {
	_, secret, err := s.readPending(ctx, holder, l)
	return newPendingCode(l, secret), err
}

// readPending returns what a login is setting up, if it began that with the same session or half
// sign-in: whoever else knows its password must not learn the secret.
func (s *Service) readPending(ctx context.Context, holder []byte, l login) (row db.GetCodeRow, secret []byte, err error) {
	row, err = s.store.Read.GetCode(ctx, l.id())
	if err == nil && (row.ConfirmedAt.Valid || !bytes.Equal(row.Holder, holder) || row.CreatedAt <= db.Millis(s.now().Add(-pendingCodeLasts))) {
		err = ErrNotFound
	}
	if err == nil {
		secret, err = s.factorKeys.open(l.id(), row.KeyID, row.Sealed)
	}
	if errors.Is(err, errNoFactorKey) {
		err = ErrNotFound // the key was changed
	}
	return row, secret, notFound(err)
}

// ConfirmCode makes the codes count that the actor's login is setting up, if code is a right one.
// It returns the login's recovery codes if they were made now. Errors: ErrNotFound if nothing is
// being set up; *DoneBefore if its codes count already; *Invalid with the field code.
func (s *Service) ConfirmCode(ctx context.Context, by Actor, code string) (recovery []string, err error) {
	if by.rehearses {
		return nil, &Invalid{}
	}
	now := s.now()
	p, err := s.checkNewCode(ctx, by.holder(), by.login(), code, &recovery)
	if err != nil {
		return nil, err
	}
	err = s.write(ctx, by, now, func(t *tx) error { return p.use(ctx, t) })
	return recovery, err
}

// checkNewCode finds out whether a code is right for what a login is setting up. Using it makes the
// codes count, and puts recovery codes that were made with them into recovery. Errors: as
// ConfirmCode.
func (s *Service) checkNewCode(ctx context.Context, holder []byte, l login, code string, recovery *[]string) (proving, error) {
	p := proving{proof: ProofCode}
	row, secret, err := s.readPending(ctx, holder, l)
	if row.ConfirmedAt.Valid {
		err = &DoneBefore{}
	}
	if err != nil {
		return p, err
	}
	step, err := matchingStep(secret, code, s.now(), 0)
	if err != nil {
		return p, err
	}
	p.use = func(ctx context.Context, t *tx) error {
		var err error
		*recovery, err = t.addFactor(ctx, l, p, l.entry(CodeAdded), SecurityNews{Event: SecurityCodesAdded}, func() error {
			n, err := t.ConfirmCode(ctx, db.ConfirmCodeParams{ConfirmedAt: db.NullMillis(t.now), LastStep: step, LoginID: l.id(), Sealed: row.Sealed})
			if err == nil && n == 0 {
				err = t.confirmedBefore(ctx, l)
			}
			return err
		})
		return err
	}
	return p, nil
}

// confirmedBefore is why codes could not be confirmed that were being set up just now: they were
// confirmed meanwhile, or are not the ones any more.
func (t *tx) confirmedBefore(ctx context.Context, l login) error {
	row, err := t.GetCode(ctx, l.id())
	if err == nil && row.ConfirmedAt.Valid {
		return &DoneBefore{}
	}
	return cmp.Or(notFound(err), ErrNotFound)
}

// RemoveCode removes the one-time codes of the actor's own login, and its recovery codes with its
// last second factor. It ends the login's other sessions. Errors: ErrConflict if it has none.
func (s *Service) RemoveCode(ctx context.Context, by Actor) error {
	return s.write(ctx, by, s.now(), func(t *tx) error {
		l := by.login()
		if n, err := t.DeleteCode(ctx, l.id()); err != nil || n == 0 {
			return orConflict(err, HasNoCode{})
		}
		return t.factorRemoved(ctx, l, l.entry(CodeRemoved), SecurityNews{Event: SecurityCodesRemoved})
	})
}

// checkCode finds out whether a code is right for a login now, and was not used. Errors: *Invalid
// with the field code.
func (s *Service) checkCode(ctx context.Context, l login, code string) (proving, error) {
	p := proving{proof: ProofCode}
	row, err := s.store.Read.GetCode(ctx, l.id())
	if db.IsNotFound(err) || err == nil && !row.ConfirmedAt.Valid {
		return p, wrongCode()
	}
	if err != nil {
		return p, err
	}
	secret, err := s.factorKeys.open(l.id(), row.KeyID, row.Sealed)
	if err != nil {
		return p, err
	}
	step, err := matchingStep(secret, code, s.now(), row.LastStep)
	if err != nil {
		return p, err
	}
	p.use = func(ctx context.Context, t *tx) error {
		n, err := t.UseCode(ctx, db.UseCodeParams{Step: step, LoginID: l.id(), Sealed: row.Sealed})
		if err == nil && n == 0 { // someone else has used it meanwhile
			err = wrongCode()
		}
		return err
	}
	return p, nil
}

// matchingStep returns the step of which code is the right one, if that is after the last one that
// was used, and near enough to now. All steps are compared, however early one matches.
func matchingStep(secret []byte, code string, now time.Time, last int64) (step int64, err error) {
	typed, current := []byte(withoutGaps(code)), currentStep(now)
	for s := current - codeDrift; s <= current+codeDrift; s++ {
		right, err := codeOf(secret, s)
		if err != nil {
			return 0, err
		}
		if subtle.ConstantTimeCompare(typed, []byte(right)) == 1 && s > last {
			step = s
		}
	}
	if step == 0 {
		return 0, wrongCode()
	}
	return step, nil
}

func currentStep(now time.Time) int64 { return now.Unix() / int64(codeStep/time.Second) }

// codeOf is the code of a step.
func codeOf(secret []byte, step int64) (string, error) {
	return hotp.GenerateCodeCustom(codeText.EncodeToString(secret), uint64(step), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}) //nolint:gosec // steps are positive
}

func wrongCode() error { return &Invalid{Fields: map[string]Reason{"code": WrongCode{}}} }

// SignInWithCode makes someone who is half signed in prove the rest with a one-time code. Errors:
// those of goOn; *Invalid with the field code.
func (s *Service) SignInWithCode(ctx context.Context, half, code string, c Client, newToken func() (string, error)) (Arrival, error) {
	return s.goOn(ctx, half, c, func(ctx context.Context, h Half) (proving, error) { return s.checkCode(ctx, h.login, code) }, newToken)
}
