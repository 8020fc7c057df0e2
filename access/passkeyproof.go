package access

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/netip"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"latchkey/db"
)

// PasskeyRefused says that a passkey was right, but its counter was not: it may have been copied.
const PasskeyRefused Action = "passkey.refused"

// passkeySite is where passkeys work.
type passkeySite = webauthn.WebAuthn

// siteName is what people see in the list of their passkeys.
const siteName = "Latchkey"

// EnablePasskeys makes passkeys work on the pages at a URL. Browsers bind a passkey to a name and
// not to an IP address: if address is an IP address of this machine, they work at localhost, and at
// any other IP address they do not work at all. They need a Signer.
func (s *Service) EnablePasskeys(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	if s.signer == nil {
		return nil
	}
	name, at := u.Hostname(), u.Scheme+"://"+u.Host
	if ip, err := netip.ParseAddr(name); err == nil {
		if !ip.IsLoopback() {
			return nil
		}
		name, at = "localhost", u.Scheme+"://localhost"
		if port := u.Port(); port != "" {
			at += ":" + port
		}
	}
	required := true
	timeout := webauthn.TimeoutConfig{Timeout: challengeLifetime}
	s.passkeys, err = webauthn.New(&webauthn.Config{
		RPID: name, RPDisplayName: siteName, RPOrigins: []string{at}, AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			RequireResidentKey: &required, ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{Login: timeout, Registration: timeout}, // challengeEnds enforces it
	})
	return err
}

// PasskeysAt is the origin at which passkeys work, or "" if they do not.
func (s *Service) PasskeysAt() string {
	if s.passkeys == nil {
		return ""
	}
	return s.passkeys.Config.RPOrigins[0]
}

// errPasskey is the mistake of an answer that does not count. It does not say why.
func errPasskey() error {
	return &Invalid{Fields: map[string]Reason{"answer": PasskeyNotAccepted{}}}
}

// passkeyHolder is a login as package webauthn wants it.
type passkeyHolder struct {
	login
	credentials []webauthn.Credential
}

func (h passkeyHolder) WebAuthnID() []byte                         { return []byte(h.id()) }
func (h passkeyHolder) WebAuthnName() string                       { return h.actor("").Name() }
func (h passkeyHolder) WebAuthnDisplayName() string                { return h.WebAuthnName() }
func (h passkeyHolder) WebAuthnCredentials() []webauthn.Credential { return h.credentials }

// passkeyHolder returns a login with its passkeys.
func (s *Service) passkeyHolder(ctx context.Context, l login) (passkeyHolder, error) {
	h := passkeyHolder{login: l}
	rows, err := s.store.Read.ListPasskeys(ctx, db.ListPasskeysParams{AccountID: l.accountID, UserID: l.userID})
	if err != nil {
		return h, err
	}
	h.credentials = make([]webauthn.Credential, len(rows))
	for i, row := range rows {
		if err := json.Unmarshal([]byte(row.Credential), &h.credentials[i]); err != nil {
			return h, err
		}
	}
	return h, nil
}

// PasskeySignInOptions are what a browser needs to sign in with a passkey alone, as JSON. They are
// alike for everybody. Errors: ErrNotFound without passkeys.
func (s *Service) PasskeySignInOptions() ([]byte, error) {
	if s.passkeys == nil {
		return nil, ErrNotFound
	}
	challenge, err := s.newChallenge(purpose{what: toSignIn}, s.now())
	if err != nil {
		return nil, err
	}
	options, _, err := s.passkeys.BeginDiscoverableLogin(webauthn.WithChallenge(challenge))
	if err != nil {
		return nil, err
	}
	return json.Marshal(options.Response)
}

// passkeyProofOptions are what a browser needs to prove with a passkey who a login is. Errors:
// ErrNotFound if the login has none.
func (s *Service) passkeyProofOptions(ctx context.Context, holder []byte, l login) ([]byte, error) {
	if s.passkeys == nil {
		return nil, ErrNotFound
	}
	h, err := s.passkeyHolder(ctx, l)
	if err != nil {
		return nil, err
	}
	if len(h.credentials) == 0 {
		return nil, ErrNotFound
	}
	challenge, err := s.newChallenge(purpose{toProve, holder, l.id()}, s.now())
	if err != nil {
		return nil, err
	}
	options, _, err := s.passkeys.BeginLogin(h, webauthn.WithChallenge(challenge))
	if err != nil {
		return nil, err
	}
	return json.Marshal(options.Response)
}

// SecondPasskeyOptions are what a browser needs to prove the rest with a passkey, for someone who
// is half signed in. Errors: ErrNotFound if that is over, or the login has no passkey.
func (s *Service) SecondPasskeyOptions(ctx context.Context, token string) ([]byte, error) {
	h, err := s.HalfSignedIn(ctx, token)
	if err != nil {
		return nil, err
	}
	return s.passkeyProofOptions(ctx, hashText(token), h.login)
}

// SecondPasskey takes someone on who is half signed in and proves the rest with a passkey. Errors:
// those of goOn; *Invalid with the field answer.
func (s *Service) SecondPasskey(ctx context.Context, token, answer string, c Client, newToken func() (string, error)) (Arrival, error) {
	return s.goOnWith(ctx, token, c, false, func(ctx context.Context, h Half) (proving, error) {
		return s.checkPasskey(ctx, hashText(token), h.login, c.Address, answer)
	}, newToken)
}

// SignInWithPasskey takes whoever answered PasskeySignInOptions with a passkey on to the next step.
// No password work is done, so nobody waits for that of others. Errors: ErrSignIn; ErrForbidden as
// for arrive.
func (s *Service) SignInWithPasskey(ctx context.Context, answer string, c Client, newToken func() (string, error)) (Arrival, error) {
	now := s.now()
	a, err := s.readAnswer(ctx, purpose{what: toSignIn}, answer, now)
	l := login{}
	if err == nil {
		l, err = findLogin(ctx, s.store.Read, a.credentials(), now)
	}
	var p proving
	if err == nil {
		p, err = s.verify(ctx, a, l, c.Address, now)
	}
	if err == nil {
		var arrival Arrival
		arrival, err = s.arrive(ctx, Half{login: l}, p, now, c, newToken, nil)
		if err == nil {
			return arrival, nil
		}
	}
	refused := errors.Is(err, ErrForbidden) // they sign in only by their account's identity provider
	if errors.As(err, new(*Invalid)) || errors.Is(err, ErrNotFound) || refused {
		s.attempted(Nobody(c.Address), now, l.failedEntry(0, ProofPasskey))
		if !refused {
			err = ErrSignIn
		}
	}
	return Arrival{}, err
}

// checkPasskey finds out whether answer, from address, is that of one of a login's passkeys to its
// own passkeyProofOptions. Errors: *Invalid with the field answer.
func (s *Service) checkPasskey(ctx context.Context, holder []byte, l login, address, answer string) (proving, error) {
	now := s.now()
	a, err := s.readAnswer(ctx, purpose{toProve, holder, l.id()}, answer, now)
	if err != nil {
		return proving{proof: ProofPasskey}, err
	}
	return s.verify(ctx, a, l, address, now)
}

// passkeyAnswer is an answer to one of our challenges, with the passkey that it names. Whether it
// is right is not known yet.
type passkeyAnswer struct {
	*protocol.ParsedCredentialAssertionData
	row       db.GetPasskeyOfRow
	challenge string
	ends      time.Time
}

// credentials are what finds the login of the passkey.
func (a passkeyAnswer) credentials() Credentials {
	c := Credentials{Kind: KindAccount, Account: a.row.AccountName, User: a.row.UserName}
	if a.row.UserID != "" {
		c.Kind = KindUser
	}
	return c
}

// readAnswer reads an answer. Errors: errPasskey.
func (s *Service) readAnswer(ctx context.Context, p purpose, text string, now time.Time) (a passkeyAnswer, err error) {
	a.ParsedCredentialAssertionData, err = protocol.ParseCredentialRequestResponseBytes([]byte(text))
	if err != nil || s.passkeys == nil {
		return a, errPasskey()
	}
	if p.what == toSignIn && len(a.Response.UserHandle) == 0 {
		return a, errPasskey()
	}
	a.challenge = a.Response.CollectedClientData.Challenge
	var ok bool
	if a.ends, ok = s.challengeEnds(p, a.challenge, now); !ok {
		return a, errPasskey()
	}
	// One that is sent twice has the counter of before, and yet nobody has copied the passkey.
	used, err := s.store.Read.ExistsUsedChallenge(ctx, db.ExistsUsedChallengeParams{Hash: hashText(a.challenge), Every: everyChallenge, Ends: db.Millis(a.ends)})
	if err != nil {
		return a, err
	}
	if used != 0 {
		return a, errPasskey()
	}
	a.row, err = s.store.Read.GetPasskeyOf(ctx, a.RawID)
	if db.IsNotFound(err) {
		err = errPasskey()
	}
	return a, err
}

// verify finds out whether an answer is right, and by a passkey of l. Errors: errPasskey.
func (s *Service) verify(ctx context.Context, a passkeyAnswer, l login, address string, now time.Time) (proving, error) {
	p := proving{proof: ProofPasskey, passkey: passkeyLabel(a.row.Name, a.row.Person)}
	if !l.enabled || a.row.AccountID != l.accountID || a.row.UserID != l.userID {
		return p, errPasskey()
	}
	was, err := s.validate(a.ParsedCredentialAssertionData, l, a.row.Credential, a.challenge)
	if err != nil {
		return p, err
	}
	if was.Authenticator.CloneWarning {
		if err := s.refusePasskey(ctx, l, p.passkey, address, now); err != nil {
			return p, err
		}
		return p, errPasskey()
	}
	p.use = func(ctx context.Context, t *tx) error {
		if err := t.useChallenge(ctx, a.challenge, a.ends); err != nil {
			return err
		}
		return t.usePasskey(ctx, a.row.ID, was)
	}
	return p, nil
}

// validate finds out whether an answer to a challenge is right, and by this credential of l. It
// returns the credential as it is afterwards. Errors: errPasskey.
func (s *Service) validate(answer *protocol.ParsedCredentialAssertionData, l login, credential, challenge string) (*webauthn.Credential, error) {
	h := passkeyHolder{login: l, credentials: make([]webauthn.Credential, 1)}
	if err := json.Unmarshal([]byte(credential), &h.credentials[0]); err != nil {
		return nil, err
	}
	was, err := s.passkeys.ValidateLogin(h, webauthn.SessionData{
		Challenge: challenge, UserID: h.WebAuthnID(), UserVerification: protocol.VerificationRequired,
	}, answer)
	if err != nil {
		return nil, errPasskey()
	}
	return was, nil
}

// usePasskey notes that a passkey was used. Errors: errPasskey if it was removed, or its counter
// has moved on.
func (t *tx) usePasskey(ctx context.Context, id string, was *webauthn.Credential) error {
	credential, err := json.Marshal(was)
	if err != nil {
		return err
	}
	n, err := t.UsePasskey(ctx, db.UsePasskeyParams{
		Credential: string(credential), Counter: int64(was.Authenticator.SignCount), UsedAt: db.NullMillis(t.now), ID: id,
	})
	if err == nil && n == 0 {
		err = errPasskey()
	}
	return err
}

// refusePasskey records that a passkey may have been copied, and tells its login.
func (s *Service) refusePasskey(ctx context.Context, l login, label, address string, now time.Time) error {
	ctx = context.WithoutCancel(ctx) // whoever has the copy must not prevent this
	return s.write(ctx, Nobody(address), now, func(t *tx) error {
		if err := t.notifySecurity(ctx, l, SecurityNews{Event: SecurityPasskeyRefused, Name: label}); err != nil {
			return err
		}
		return t.record(ctx, l.actor("").ownEntry(PasskeyRefused, nil, changes{DetailPasskey: label}))
	})
}

// passkeyLabel is what the record calls a passkey: the person behind an account login, or else its
// name.
func passkeyLabel(name, person string) string { return cmp.Or(person, name) }
