package access

import (
	"context"
	"errors"
	"strings"
	"time"

	"latchkey/db"
)

// DefaultSessionLifetime is how long a session lasts, unless the operator sets another time. Using
// it does not extend it.
const DefaultSessionLifetime = 12 * time.Hour

// DefaultIdle is after how long without use a session of the server's ends, unless the operator
// sets another time.
const DefaultIdle = 30 * time.Minute

// maxSessions is how many sessions a login can have: the next sign-in ends the oldest.
const maxSessions = 20

// Credentials are what someone signs in with. A user login has a User; an account login has none.
type Credentials struct {
	Kind                    Kind
	Account, User, Password string
	Client
}

// TypedAccount is the account of whoever signs in.
func (c Credentials) TypedAccount() string { return strings.TrimSpace(c.splitLogin().Account) }

// splitLogin splits what a password manager saves for a user login, user @ account, if that is in
// User and Account is empty or the same.
func (c Credentials) splitLogin() Credentials {
	i, length := strings.LastIndex(c.User, " @ "), len(" @ ")
	if i < 0 {
		i, length = strings.LastIndex(c.User, "@"), len("@")
	}
	if c.Kind != KindUser || i < 0 {
		return c
	}
	user, account := c.User[:i], c.User[i+length:]
	switch {
	case strings.TrimSpace(c.Account) == "":
		c.User, c.Account = user, account
	case length > 1 && NameKey(account) == NameKey(c.Account):
		c.User = user
	}
	return c
}

// login is what the database has for credentials. For unknown ones, it has only the kind, and
// perhaps the account.
type login struct {
	kind                                           Kind
	accountID, accountName, userID, userName, hash string
	epoch, browsersEpoch                           int64
	enabled                                        bool
	// expired says that the password is older than the account wants, known that others know it,
	// and printed that the operator's tools made it.
	expired, known, printed bool
	// byProvider says that it is a user who signs in only by the account's identity provider.
	byProvider bool
}

// SignIn checks a password, and takes whoever knows it on to the next step. If there is none, it
// creates a session for the token that newToken returns; otherwise it does not call newToken. For
// an unknown login, a disabled one, one that signs in only by its account's identity provider, and
// a wrong password, it gives the same answer after similar work. Errors: ErrSignIn, *TooManyTries,
// *Busy.
func (s *Service) SignIn(ctx context.Context, c Credentials, newToken func() (string, error)) (Arrival, error) {
	now := s.now()
	c = c.splitLogin()
	l, err := findLogin(ctx, s.store.Read, c, now)
	if err != nil {
		return Arrival{}, err
	}
	lane, browser := s.hashing.strangers, s.knownBrowser(c.Known, l, now)
	if browser != "" {
		lane = s.hashing.known
	}
	// This comes before anything is written: otherwise the tries of strangers would delay the one
	// writer.
	leave, err := lane.enter(ctx, c.Address)
	if err != nil {
		return Arrival{}, err
	}
	defer leave()
	return s.signIn(ctx, c, now, browser, newToken)
}

// id is the login's own id: its user's, or else its account's. It is empty for an unknown login.
func (l login) id() string {
	if l.kind == KindUser {
		return l.userID
	}
	return l.accountID
}

// signIn is SignIn when it has its turn. browser identifies a known browser, or is "".
func (s *Service) signIn(ctx context.Context, c Credentials, now time.Time, browser string, newToken func() (string, error)) (Arrival, error) {
	l, err := findLogin(ctx, s.store.Read, c, now)
	if err != nil {
		return Arrival{}, err
	}
	wrong := l.wrongKey(c)
	key, slow, err := s.throttle(ctx, c, now, browser, wrong)
	if err != nil {
		return Arrival{}, err
	}
	wait, err := s.countTry(ctx, key, now, slow)
	if err != nil {
		return Arrival{}, err
	}
	matches, err := s.passwordMatches(c.Password, l.hash)
	if err != nil {
		return Arrival{}, err
	}
	if !matches || !l.enabled || l.byProvider { // so a right password that counts no more tells nobody anything
		s.attempted(Nobody(c.Address), now, l.failedEntry(wait, ProofPassword))
		if browser == "" {
			if err := s.wrongTry(ctx, now, wrong, l, NoticeWrongPasswords); err != nil {
				return Arrival{}, err
			}
		}
		return Arrival{}, ErrSignIn
	}
	if err := s.doResets(ctx, func(loginID string) bool { return loginID == l.id() }); err != nil {
		return Arrival{}, err
	}
	compared := l.hash
	l, err = findLogin(ctx, s.store.Read, c, now)
	if err == nil && l.hash != compared { // it is another password now
		err = ErrSignIn
	}
	if err != nil {
		return Arrival{}, err
	}
	p := proving{proof: ProofPassword}
	if !l.known && s.knownPassword(c.Password) {
		l.known, p.use = true, func(ctx context.Context, t *tx) error { return t.setPasswordKnown(ctx, l) }
	}
	a, err := s.arrive(ctx, Half{login: l}, p, now, c.Client, newToken, key)
	if errors.Is(err, ErrNotFound) { // the login has changed meanwhile
		err = ErrSignIn
	}
	return a, err
}

// failedEntry is the entry for a failed sign-in. wait is how long further tries must wait now, and
// proof what was wrong, or "" for the password.
func (l login) failedEntry(wait time.Duration, proof Proof) Entry {
	e := Entry{Action: SignInFailed, AccountID: l.accountID, ObjectID: l.accountID, ObjectName: l.accountName}
	if l.userID != "" {
		e.ObjectID, e.ObjectName = l.userID, l.userName
	}
	e.After = changes{}
	if wait > 0 {
		e.After[DetailWaits] = wait.String()
	}
	if proof != "" {
		e.After[DetailProof] = string(proof)
	}
	return e
}

// findLogin looks up credentials, without the password. Unknown ones give an empty login, not an
// error.
func findLogin(ctx context.Context, q *db.Queries, c Credentials, now time.Time) (login, error) {
	if c.Kind == KindUser {
		row, err := q.GetUserLogin(ctx, db.GetUserLoginParams{
			AccountNameKey: NameKey(c.Account), NameKey: NameKey(c.User), Now: db.Millis(now),
		})
		if !db.IsNotFound(err) {
			return login{
				kind: c.Kind, accountID: row.AccountID, accountName: row.AccountName, userID: row.ID, userName: row.Name, hash: row.PasswordHash, epoch: row.Epoch, browsersEpoch: row.BrowsersEpoch, enabled: row.Enabled == 1,
				expired: passwordExpired(row.PasswordSetAt, row.PasswordDays, now), known: row.PasswordKnown == passwordKnownByMany, byProvider: row.ByProvider == 1,
			}, err
		}
	}
	row, err := q.GetAccountLogin(ctx, NameKey(c.Account))
	if db.IsNotFound(err) {
		return login{kind: c.Kind}, nil
	}
	l := login{kind: c.Kind, accountID: row.ID, accountName: row.Name}
	if c.Kind == KindAccount {
		l.hash, l.epoch, l.browsersEpoch, l.enabled = row.PasswordHash, row.Epoch, row.BrowsersEpoch, row.Enabled == 1
		l.expired, l.known, l.printed = passwordExpired(row.PasswordSetAt, row.PasswordDays, now), row.PasswordKnown == passwordKnownByMany, row.PasswordKnown == passwordPrinted
	}
	return l, err
}

// deleteExpired deletes what no longer matters after a sign-in: the tries, and what has expired.
func (t *tx) deleteExpired(ctx context.Context, key []byte) error {
	if err := t.DeleteSignInAttempts(ctx, key); err != nil {
		return err
	}
	if err := t.DeleteOldSignInAttempts(ctx, db.Millis(t.now.Add(-strictly.forgotten))); err != nil {
		return err
	}
	if err := t.DeleteOldFormKeys(ctx, db.Millis(t.now.Add(-formKeysKept))); err != nil {
		return err
	}
	if err := t.DeleteExpiredSignIns(ctx, db.Millis(t.now)); err != nil {
		return err
	}
	if err := t.DeleteExpiredProviderSignIns(ctx, db.Millis(t.now)); err != nil {
		return err
	}
	if err := t.DeletePendingCodes(ctx, db.Millis(t.now.Add(-pendingCodeLasts))); err != nil {
		return err
	}
	return t.DeleteExpiredSessions(ctx, db.Millis(t.now))
}

// Authenticate returns the actor for a session's token, from address. It is called for every
// request, so that someone who may no longer sign in is out immediately, by the rules of
// GetSessionActor. Errors: ErrNotFound if the token is unknown.
func (s *Service) Authenticate(ctx context.Context, token, address string) (Actor, error) {
	now := s.now()
	a, err := s.findActor(ctx, s.sessionParams(db.HashToken(token), now), now)
	if err != nil {
		return Actor{}, err
	}
	a.Address, a.session = address, db.HashToken(token)
	return a, nil
}

// sessionParams finds the session with the hash of a token, if it was in use lately: by its row, or
// by what is not written there yet.
func (s *Service) sessionParams(session []byte, now time.Time) db.GetSessionActorParams {
	p := db.GetSessionActorParams{TokenHash: session, Now: db.Millis(now)}
	if s.idle > 0 && !s.uses.since(session, now.Add(-s.idle)) {
		p.SeenSince = db.Millis(now.Add(-s.idle))
	}
	return p
}

// findActor returns the actor of a session or of a calendar address.
func (s *Service) findActor(ctx context.Context, p db.GetSessionActorParams, now time.Time) (Actor, error) {
	row, err := s.store.Read.GetSessionActor(ctx, p)
	if err != nil {
		return Actor{}, notFound(err)
	}
	has, err := assignedRoles(ctx, s.store.Read, row.AccountID, row.UserID, now)
	if err != nil {
		return Actor{}, err
	}
	a := Actor{
		Kind: KindAccount, AccountID: row.AccountID, AccountName: row.AccountName, UserID: row.UserID, UserName: row.UserName,
		FirstName: strings.TrimSpace(row.UserFirstName), Person: personName(row.UserFirstName, row.UserLastName, ""), OwnerAccountID: row.OwnerAccountID, Zone: location(row.AccountTimeZone), Language: row.Language, bonds: has.bonds,
		Proved: db.Time(row.ProvedAt), Proofs: proofsFrom(row.Proofs, row.Passkey),
		Frozen: freezeFrom(row.FrozenAt, row.FrozenBy, row.FreezeReason, row.FreezeCause),
	}
	if row.UserID != "" {
		a.Kind, a.Zone = KindUser, location(row.UserTimeZone)
	}
	a.Roles = actingRoles(a.Kind, a.OwnerAccountID != "", has.roles)
	if !a.MayAnywhere(LogIn) {
		return Actor{}, ErrNotFound
	}
	return a, nil
}

// ActorAt returns an actor with what pages of an account need: whether there are invoices that it
// may see, and whether its grants there are read-only. accountID is "" for a page without an
// account.
func (s *Service) ActorAt(ctx context.Context, by Actor, accountID string) (Actor, error) {
	if accountID == "" {
		return by, nil
	}
	q := s.store.Read
	if by.May(ReadInvoices, accountID) {
		n, err := q.ExistsInvoice(ctx, scoped(by.scope(ReadInvoices, time.Time{}), db.ExistsInvoiceParams{AccountID: accountID}))
		if err != nil {
			return by, err
		}
		if n != 0 {
			by.Invoiced = accountID
		}
	}
	if accountID != by.AccountID && by.Reach(ReadAccount).Has(Granted) {
		only, err := q.IsReadOnly(ctx, db.IsReadOnlyParams{
			AccountID: accountID, GranteeAccount: by.AccountID, GranteeUser: by.UserID, ReadOnly: 1, Now: db.Millis(s.now()),
		})
		if err != nil {
			return by, err
		}
		if only != 0 {
			by.ReadOnlyIn = accountID
		}
	}
	return by, nil
}

// SignOut ends the session of a token. Ending it again does nothing.
func (s *Service) SignOut(ctx context.Context, by Actor, token string) error {
	return s.transact(ctx, by, s.now(), func(t *tx) error {
		t.proofs = by.Proofs
		ended, err := t.DeleteSession(ctx, db.HashToken(token))
		if err != nil || ended == 0 {
			return err
		}
		return t.record(ctx, Entry{Action: SignedOut, AccountID: by.AccountID, ObjectID: by.AccountID, ObjectName: by.AccountName})
	})
}
