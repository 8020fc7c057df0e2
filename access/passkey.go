package access

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"latchkey/db"
	"latchkey/record"
)

// The actions on a login's passkeys.
const (
	PasskeyAdded   Action = "factor.passkey_added"
	PasskeyRenamed Action = "factor.passkey_renamed"
	PasskeyRemoved Action = "factor.passkey_removed"
)

// MaxPasskeys is how many passkeys a login can have.
const MaxPasskeys = 20

// Passkey is a passkey of a login.
type Passkey struct {
	ID, Name string
	// Person is whose it is, for an account login.
	Person string
	Added  time.Time
	// Used is when it was used last, or zero.
	Used time.Time
	// Fingerprint names its public key.
	Fingerprint string
}

func passkeyFrom(row db.Passkey) Passkey {
	return Passkey{ID: row.ID, Name: row.Name, Person: row.Person, Added: db.Time(row.CreatedAt), Used: db.NullTime(row.UsedAt), Fingerprint: fingerprintOf(row.Credential)}
}

// fingerprintOf names the public key of a stored credential. It is "" for one that cannot be read.
func fingerprintOf(credential string) string {
	var c webauthn.Credential
	if err := json.Unmarshal([]byte(credential), &c); err != nil {
		return ""
	}
	return record.Fingerprint(c.PublicKey)
}

// NewPasskey is a passkey that a browser made: its answer to NewPasskeyOptions, and what the user
// typed. Person is for an account login.
type NewPasskey struct{ Answer, Name, Person string }

// Passkeys are the passkeys of the actor's own login, oldest first.
func (s *Service) Passkeys(ctx context.Context, by Actor) ([]Passkey, error) {
	l := by.login()
	rows, err := s.store.Read.ListPasskeys(ctx, db.ListPasskeysParams{AccountID: l.accountID, UserID: l.userID})
	return mapped(rows, passkeyFrom), err
}

// NewPasskeyOptions are what a browser needs to make a passkey for the actor's own login, as JSON.
// It needs a fresh proof already, so that no device is left with a passkey that was not added.
// Errors: ErrNotFound without passkeys; ErrConflict if there are too many; ErrUnproved.
func (s *Service) NewPasskeyOptions(ctx context.Context, by Actor) ([]byte, error) {
	if err := s.CheckProof(ctx, by); err != nil {
		return nil, err
	}
	return s.newPasskeyOptions(ctx, by.session, by.login())
}

func (s *Service) newPasskeyOptions(ctx context.Context, holder []byte, l login) ([]byte, error) {
	if s.passkeys == nil {
		return nil, ErrNotFound
	}
	h, err := s.passkeyHolder(ctx, l)
	if err != nil {
		return nil, err
	}
	if len(h.credentials) >= MaxPasskeys {
		return nil, conflict(TooManyPasskeys{Most: MaxPasskeys})
	}
	challenge, err := s.newChallenge(purpose{toRegister, holder, l.id()}, s.now())
	if err != nil {
		return nil, err
	}
	own := webauthn.WithExclusions(webauthn.Credentials(h.credentials).CredentialDescriptors())
	options, _, err := s.passkeys.BeginRegistration(h, own, func(o *protocol.PublicKeyCredentialCreationOptions) error {
		o.Challenge = challenge
		return nil
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(options.Response)
}

// AddPasskey adds a passkey to the actor's own login. It returns the login's recovery codes if they
// were made now, because this is its first second factor. Errors: *Invalid with the fields answer,
// name and person; ErrConflict if there are too many; *DoneBefore if it has this passkey already.
func (s *Service) AddPasskey(ctx context.Context, by Actor, n NewPasskey) (recovery []string, err error) {
	now := s.now()
	p, err := s.checkNewPasskey(ctx, by.session, by.login(), n, &recovery)
	if err != nil {
		return nil, err
	}
	err = s.write(ctx, by, now, func(t *tx) error { return p.use(ctx, t) })
	return recovery, err
}

// checkNewPasskey finds out whether a login can have a new passkey. Using the result adds it, and
// puts recovery codes that were made with it into recovery. So it is also a proof, for someone who
// has to add a factor. Errors: *Invalid with the fields answer, name and person.
func (s *Service) checkNewPasskey(ctx context.Context, holder []byte, l login, n NewPasskey, recovery *[]string) (proving, error) {
	var invalid Invalid
	n.Name = checkKey(&invalid, "name", n.Name)
	if l.kind == KindAccount {
		n.Person = checkKey(&invalid, "person", n.Person)
	} else {
		n.Person = ""
	}
	p := proving{proof: ProofPasskey, passkey: passkeyLabel(n.Name, n.Person)}
	if err := invalid.err(); err != nil {
		return p, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(n.Answer))
	if err != nil || s.passkeys == nil {
		return p, errPasskey()
	}
	challenge := parsed.Response.CollectedClientData.Challenge
	ends, ok := s.challengeEnds(purpose{toRegister, holder, l.id()}, challenge, s.now())
	if !ok {
		return p, errPasskey()
	}
	h, err := s.passkeyHolder(ctx, l)
	if err != nil {
		return p, err
	}
	made, err := s.passkeys.CreateCredential(h, webauthn.SessionData{
		Challenge: challenge, UserID: h.WebAuthnID(), UserVerification: protocol.VerificationRequired, CredParams: webauthn.CredentialParametersDefault(),
	}, parsed)
	if err != nil {
		return p, errPasskey()
	}
	p.use = func(ctx context.Context, t *tx) error {
		if err := t.roomForPasskey(ctx, l, made.ID); err != nil {
			return err
		}
		if err := t.useChallenge(ctx, challenge, ends); err != nil {
			return err
		}
		id, err := s.newID("pky", t.now)
		if err != nil {
			return err
		}
		e := l.passkeyEntry(PasskeyAdded, id, nil, passkeyChanges(n.Name, n.Person))
		e.After[DetailFingerprint] = record.Fingerprint(made.PublicKey)
		*recovery, err = t.addFactor(ctx, l, p, e, SecurityNews{Event: SecurityPasskeyAdded, Name: n.Name}, func() error {
			return t.insertPasskey(ctx, l, id, n, made)
		})
		return err
	}
	return p, nil
}

// roomForPasskey finds out whether a login can have another passkey. Errors: *DoneBefore if it has
// this one; ErrConflict if there are too many.
func (t *tx) roomForPasskey(ctx context.Context, l login, credentialID []byte) error {
	has, err := t.ListPasskeys(ctx, db.ListPasskeysParams{AccountID: l.accountID, UserID: l.userID})
	if err != nil {
		return err
	}
	for _, row := range has {
		if bytes.Equal(row.CredentialID, credentialID) {
			return &DoneBefore{row.ID}
		}
	}
	if len(has) >= MaxPasskeys {
		return conflict(TooManyPasskeys{Most: MaxPasskeys})
	}
	return nil
}

func (t *tx) insertPasskey(ctx context.Context, l login, id string, n NewPasskey, made *webauthn.Credential) error {
	credential, err := json.Marshal(made)
	if err != nil {
		return err
	}
	err = t.InsertPasskey(ctx, db.InsertPasskeyParams{
		ID: id, AccountID: l.accountID, UserID: db.NullText(l.userID), CredentialID: bytes.Clone(made.ID), Credential: string(credential),
		Counter: int64(made.Authenticator.SignCount), Name: n.Name, Person: n.Person, CreatedAt: db.Millis(t.now),
	})
	if db.IsUnique(err) {
		return errPasskey()
	}
	return err
}

// passkeyChanges are what the record says about a passkey.
func passkeyChanges(name, person string) changes {
	c := changes{DetailName: name}
	if person != "" {
		c[DetailPerson] = person
	}
	return c
}

// passkeyEntry is an entry about one of a login's passkeys.
func (l login) passkeyEntry(a Action, id string, before, after changes) Entry {
	e := l.actor("").ownEntry(a, before, after)
	e.ObjectID = id
	return e
}

// RenamePasskey gives a passkey of the actor's own login another name. Errors: ErrNotFound;
// *Invalid with the field name.
func (s *Service) RenamePasskey(ctx context.Context, by Actor, id, name string) error {
	var invalid Invalid
	name = checkKey(&invalid, "name", name)
	return s.changePasskey(ctx, by, id, func(t *tx, p Passkey) error {
		if err := invalid.err(); err != nil {
			return err
		}
		if name == p.Name {
			return errUnchanged
		}
		_, err := t.RenamePasskey(ctx, db.RenamePasskeyParams{Name: name, ID: id})
		return t.recordUnless(ctx, err, by.login().passkeyEntry(PasskeyRenamed, id, changes{DetailName: p.Name}, changes{DetailName: name}))
	})
}

// RemovePasskey removes a passkey of the actor's own login. It ends the login's other sessions.
// Errors: ErrNotFound.
func (s *Service) RemovePasskey(ctx context.Context, by Actor, id string) error {
	return s.changePasskey(ctx, by, id, func(t *tx, p Passkey) error {
		if _, err := t.DeletePasskey(ctx, id); err != nil {
			return err
		}
		l := by.login()
		e := l.passkeyEntry(PasskeyRemoved, id, passkeyChanges(p.Name, p.Person), nil)
		return t.factorRemoved(ctx, l, e, SecurityNews{Event: SecurityPasskeyRemoved, Name: p.Name})
	})
}

// changePasskey changes a passkey of the actor's own login.
func (s *Service) changePasskey(ctx context.Context, by Actor, id string, change func(*tx, Passkey) error) error {
	return s.write(ctx, by, s.now(), func(t *tx) error {
		rows, err := t.ListPasskeys(ctx, db.ListPasskeysParams{AccountID: by.AccountID, UserID: by.UserID})
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.ID == id {
				return change(t, passkeyFrom(row))
			}
		}
		return ErrNotFound
	})
}
