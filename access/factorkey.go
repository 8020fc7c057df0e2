package access

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"latchkey/db"
)

// FactorKey is a key that seals the secrets of second factors in the database.
type FactorKey struct {
	// ID is stored beside what the key has sealed.
	ID  string
	key [factorKeyLength]byte
}

const factorKeyLength = 32

// FactorKeys are the keys of the factors key file. The first, the newest, seals; all of them open.
type FactorKeys []FactorKey

// NewFactorKey makes a key.
func NewFactorKey(random io.Reader) (FactorKey, error) {
	k := FactorKey{ID: rand.Text()[:8]}
	_, err := io.ReadFull(random, k.key[:])
	return k, err
}

// ParseFactorKeys reads a factors key file: a line id:base64 for each key, the newest first.
func ParseFactorKeys(text string) (keys FactorKeys, err error) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		id, encoded, _ := strings.Cut(line, ":")
		key, err := base64.StdEncoding.DecodeString(encoded)
		if id == "" || err != nil || len(key) != factorKeyLength {
			return nil, fmt.Errorf("line %d is not a key", len(keys)+1) // never what it holds
		}
		keys = append(keys, FactorKey{ID: id, key: [factorKeyLength]byte(key)})
	}
	if len(keys) == 0 {
		return nil, errors.New("there is no key in it")
	}
	return keys, nil
}

// Text is the content of the key file. It is secret.
func (k FactorKeys) Text() string {
	var b strings.Builder
	for _, key := range k {
		b.WriteString(key.ID + ":" + base64.StdEncoding.EncodeToString(key.key[:]) + "\n")
	}
	return b.String()
}

func (k FactorKeys) find(id string) (FactorKey, bool) {
	for _, key := range k {
		if key.ID == id {
			return key, true
		}
	}
	return FactorKey{}, false
}

var (
	// errNoFactorKey means that the program was not given its keys: tools have none.
	errNoFactorKey = errors.New("access: there is no key for second factors")
	// errSealed means that a secret was sealed with another key, or for another login.
	errSealed = errors.New("access: a second factor's secret does not open")
)

// seal encrypts a secret of a login with the newest key. It opens only for the same login.
func (k FactorKeys) seal(random io.Reader, loginID string, secret []byte) (sealed []byte, keyID string, err error) {
	if len(k) == 0 {
		return nil, "", errNoFactorKey
	}
	box, err := k[0].box()
	if err != nil {
		return nil, "", err
	}
	nonce := make([]byte, box.NonceSize())
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, "", err
	}
	return box.Seal(nonce, nonce, secret, []byte(loginID)), k[0].ID, nil
}

// open decrypts what seal encrypted for a login.
func (k FactorKeys) open(loginID, keyID string, sealed []byte) ([]byte, error) {
	key, ok := k.find(keyID)
	if !ok {
		return nil, errNoFactorKey
	}
	box, err := key.box()
	if err != nil {
		return nil, err
	}
	if len(sealed) < box.NonceSize() {
		return nil, errSealed
	}
	secret, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte(loginID))
	if err != nil {
		return nil, errSealed
	}
	return secret, nil
}

func (k FactorKey) box() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// And is k, and those of the other keys that it does not have.
func (k FactorKeys) And(others FactorKeys) FactorKeys {
	all := slices.Clone(k)
	for _, key := range others {
		if _, has := k.find(key.ID); !has {
			all = append(all, key)
		}
	}
	return all
}

// CodesWithoutKey is how many one-time codes, and client secrets of identity providers, none of the
// keys opens.
func (s *Service) CodesWithoutKey(ctx context.Context, keys FactorKeys) (codes int64, err error) {
	rows, err := s.store.Read.ListCodeKeys(ctx)
	for _, row := range rows {
		if _, has := keys.find(row.KeyID); !has {
			codes += row.Codes
		}
	}
	if err != nil {
		return codes, err
	}
	return codes, eachProvider(ctx, s.store.Read, func(row db.ListSealedProvidersRow) error {
		if _, has := keys.find(row.KeyID); !has {
			codes++
		}
		return nil
	})
}

// RotateKeys seals the secrets of all one-time codes and identity providers with the newest key,
// and returns how many there are. It also rotates the keys that sign what webapps are told; with
// leaked, none of the earlier ones counts any more. Both are recorded.
func (s *Service) RotateKeys(ctx context.Context, leaked bool) (codes int64, err error) {
	err = s.write(ctx, TheOperator(), s.now(), func(t *tx) error {
		err := t.resealCodes(ctx, &codes)
		if err == nil {
			err = t.resealProviders(ctx, &codes)
		}
		if err := t.recordUnless(ctx, err, Entry{Action: FactorKeyChanged}); err != nil {
			return err
		}
		had, err := signingKeys(ctx, t.Queries, t.now)
		if err != nil {
			return err
		}
		return t.rotateSigningKeys(ctx, had, leaked)
	})
	return codes, err
}

func (t *tx) resealCodes(ctx context.Context, codes *int64) error {
	keys := t.svc.factorKeys
	return t.eachCode(ctx, func(row db.ListSealedCodesRow) error {
		secret, err := keys.open(row.LoginID, row.KeyID, row.Sealed)
		if err != nil {
			return err
		}
		sealed, key, err := keys.seal(t.svc.random, row.LoginID, secret)
		if err != nil {
			return err
		}
		*codes++
		return t.UpdateSealedCode(ctx, db.UpdateSealedCodeParams{Sealed: sealed, KeyID: key, LoginID: row.LoginID})
	})
}

// ForgetCodes removes the one-time codes and identity providers whose secrets none of the keys
// opens, for the operator, and returns whose they were. Each is recorded.
func (s *Service) ForgetCodes(ctx context.Context, keys FactorKeys) (whose []string, err error) {
	err = s.write(ctx, TheOperator(), s.now(), func(t *tx) error {
		err := t.eachCode(ctx, func(row db.ListSealedCodesRow) error {
			if _, has := keys.find(row.KeyID); has {
				return nil
			}
			l := login{kind: KindAccount, accountID: row.AccountID, accountName: row.AccountName, userID: row.UserID, userName: row.UserName}
			if row.UserID != "" {
				l.kind = KindUser
			}
			whose = append(whose, l.actor("").Name())
			return t.forgetCode(ctx, l)
		})
		if err == nil {
			err = t.forgetProviders(ctx, keys, &whose)
		}
		if err == nil && len(whose) == 0 {
			err = errUnchanged
		}
		return err
	})
	return whose, err
}

// forgetCode removes codes that nobody can use any more, even those of a login that must have a
// second factor: it adds another one at its next sign-in.
func (t *tx) forgetCode(ctx context.Context, l login) error {
	if _, err := t.DeleteCode(ctx, l.id()); err != nil {
		return err
	}
	has, err := factors(ctx, t.Queries, l)
	if err == nil && !has.Any() {
		_, err = t.DeleteRecoveryCodes(ctx, l.id())
	}
	if err == nil {
		err = t.notifySecurity(ctx, l, SecurityNews{Event: SecurityCodesRemoved})
	}
	return t.recordUnless(ctx, err, l.entry(CodeRemoved))
}

// eachCode calls fn with the one-time codes of each login. Those that are being set up are begun
// anew, if their key is gone.
func (t *tx) eachCode(ctx context.Context, fn func(db.ListSealedCodesRow) error) error {
	after := ""
	return eachBatch(func(row db.ListSealedCodesRow) error {
		after = row.LoginID
		return fn(row)
	}, func() ([]db.ListSealedCodesRow, error) {
		return t.ListSealedCodes(ctx, db.ListSealedCodesParams{After: after, PageSize: verifyBatch})
	})
}
