package access

import (
	"context"
	"strings"
	"time"

	"latchkey/db"
)

// SessionLifetime is how long a session lasts. Using it does not extend it.
const SessionLifetime = 12 * time.Hour

// maxSessions is how many sessions a login can have: the next sign-in ends the oldest.
const maxSessions = 20

// Credentials are what someone signs in with. A user login has a User; an account login has none.
type Credentials struct {
	Kind                    Kind
	Account, User, Password string
	// Address is where the request came from, and Browser its User-Agent.
	Address string
	Browser string
	// Known is what the browser kept from earlier sign-ins.
	Known string
	// Language is the tag of the language that the browser prefers.
	Language string
}

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
	epoch                                          int64
	enabled                                        bool
}

// SignIn checks credentials, and creates a session for the token that newToken returns. It calls
// newToken only if the credentials are right. known is then what the browser should keep. For an
// unknown login, a disabled one and a wrong password, it gives the same answer after similar work.
// Errors: ErrSignIn, *TooManyTries, *Busy.
func (s *Service) SignIn(ctx context.Context, c Credentials, newToken func() (string, error)) (known string, err error) {
	now := s.now()
	c = c.splitLogin()
	l, err := s.findLogin(ctx, c, now)
	if err != nil {
		return "", err
	}
	lane, browser := s.hashing.strangers, s.knownBrowser(c.Known, l.id(), now)
	if browser != "" {
		lane = s.hashing.known
	}
	// This comes before anything is written: otherwise the tries of strangers would delay the one
	// writer.
	leave, err := lane.enter(ctx, c.Address)
	if err != nil {
		return "", err
	}
	defer leave()
	if err := s.signIn(ctx, c, now, browser, newToken); err != nil {
		return "", err
	}
	return s.rememberLogin(c.Known, l.id(), now), nil
}

// id is the login's own id: its user's, or else its account's. It is empty for an unknown login.
func (l login) id() string {
	if l.kind == KindUser {
		return l.userID
	}
	return l.accountID
}

// signIn is SignIn when it has its turn. browser identifies a known browser, or is "".
func (s *Service) signIn(ctx context.Context, c Credentials, now time.Time, browser string, newToken func() (string, error)) error {
	l, err := s.findLogin(ctx, c, now)
	if err != nil {
		return err
	}
	wrong := l.wrongKey(c)
	key, slow, err := s.throttle(ctx, c, now, browser, wrong)
	if err != nil {
		return err
	}
	wait, err := s.countTry(ctx, key, now, slow)
	if err != nil {
		return err
	}
	matches, err := s.passwordMatches(c.Password, l.hash)
	if err != nil {
		return err
	}
	by := Actor{Kind: KindNobody, Address: c.Address}
	if !matches || !l.enabled {
		s.attempted(by, now, l.failedEntry(wait))
		if browser == "" {
			if err := s.wrongPassword(ctx, now, wrong, l); err != nil {
				return err
			}
		}
		return ErrSignIn
	}
	token, err := newToken()
	if err != nil {
		return err
	}
	by.Kind, by.AccountID, by.AccountName, by.UserID, by.UserName = c.Kind, l.accountID, l.accountName, l.userID, l.userName
	return s.write(ctx, by, now, func(t *tx) error {
		err := t.DeleteOldestSessions(ctx, db.DeleteOldestSessionsParams{AccountID: l.accountID, UserID: l.userID, Keep: maxSessions - 1})
		if err != nil {
			return err
		}
		err = t.InsertSession(ctx, db.InsertSessionParams{
			TokenHash: db.HashToken(token), AccountID: l.accountID, UserID: db.NullText(l.userID), Epoch: l.epoch, Address: c.Address,
			Browser: c.Browser, Data: []byte{}, CreatedAt: db.Millis(now), ExpiresAt: db.Millis(now.Add(SessionLifetime)),
		})
		if err != nil {
			return err
		}
		if err := t.deleteExpired(ctx, key); err != nil {
			return err
		}
		if l.userID != "" {
			err = t.UpdateUserLastLogin(ctx, db.UpdateUserLastLoginParams{LastLoginAt: db.NullMillis(now), BrowserLanguage: c.Language, ID: l.userID})
		} else {
			err = t.UpdateAccountBrowserLanguage(ctx, db.UpdateAccountBrowserLanguageParams{BrowserLanguage: c.Language, ID: l.accountID})
		}
		return t.recordUnless(ctx, err, Entry{Action: SignedIn, AccountID: l.accountID, ObjectID: l.accountID, ObjectName: l.accountName})
	})
}

// failedEntry is the entry for a failed sign-in. wait is how long its address must wait now.
func (l login) failedEntry(wait time.Duration) Entry {
	e := Entry{Action: SignInFailed, AccountID: l.accountID, ObjectID: l.accountID, ObjectName: l.accountName}
	if l.userID != "" {
		e.ObjectID, e.ObjectName = l.userID, l.userName
	}
	if wait > 0 {
		e.After = changes{DetailWaits: wait.String()}
	}
	return e
}

// findLogin looks up credentials, without the password. Unknown ones give an empty login, not an
// error.
func (s *Service) findLogin(ctx context.Context, c Credentials, now time.Time) (login, error) {
	if c.Kind == KindUser {
		row, err := s.store.Read.GetUserLogin(ctx, db.GetUserLoginParams{
			AccountNameKey: NameKey(c.Account), NameKey: NameKey(c.User), Now: db.Millis(now),
		})
		if !db.IsNotFound(err) {
			return login{kind: c.Kind, accountID: row.AccountID, accountName: row.AccountName, userID: row.ID, userName: row.Name, hash: row.PasswordHash, epoch: row.Epoch, enabled: row.Enabled == 1}, err
		}
	}
	row, err := s.store.Read.GetAccountLogin(ctx, db.GetAccountLoginParams{NameKey: NameKey(c.Account), Now: db.Millis(now)})
	if db.IsNotFound(err) {
		return login{kind: c.Kind}, nil
	}
	l := login{kind: c.Kind, accountID: row.ID, accountName: row.Name}
	if c.Kind == KindAccount {
		l.hash, l.epoch, l.enabled = row.PasswordHash, row.Epoch, row.Enabled == 1
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
	return t.DeleteExpiredSessions(ctx, db.Millis(t.now))
}

// Authenticate returns the actor for a session's token, from address. It is called for every
// request, so that someone who may no longer sign in is out immediately, by the rules of
// GetSessionActor. Errors: ErrNotFound if the token is unknown.
func (s *Service) Authenticate(ctx context.Context, token, address string) (Actor, error) {
	now := s.now()
	a, err := s.findActor(ctx, db.GetSessionActorParams{TokenHash: db.HashToken(token), Now: db.Millis(now)}, now)
	if err != nil {
		return Actor{}, err
	}
	a.Address, a.session = address, db.HashToken(token)
	return a, nil
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
		Person: personName(row.UserFirstName, row.UserLastName, ""), OwnerAccountID: row.OwnerAccountID, Zone: location(row.AccountTimeZone), Language: row.Language, bonds: has.bonds,
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
	return s.store.Write(ctx, func(q *db.Queries) error {
		t := &tx{Queries: q, svc: s, now: s.now(), by: by}
		ended, err := t.DeleteSession(ctx, db.HashToken(token))
		if err != nil || ended == 0 {
			return err
		}
		return t.record(ctx, Entry{Action: SignedOut, AccountID: by.AccountID, ObjectID: by.AccountID, ObjectName: by.AccountName})
	})
}
