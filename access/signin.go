package access

import (
	"context"
	"strings"
	"time"

	"latchkey/db"
)

// SessionLifetime is how long a session lasts at most; it is not extended by use.
const SessionLifetime = 12 * time.Hour

// maxSessions is how many sessions a login has at most: signing in once more ends the oldest.
const maxSessions = 20

// Credentials are what somebody signs in with: a user login has a User, an account login has none.
type Credentials struct {
	Kind                    Kind
	Account, User, Password string
	// Address and Browser are where the request came from and what it says it is.
	Address string
	Browser string
	// Known is what the browser kept of earlier sign-ins.
	Known string
	// Language is the tag of the language that the browser prefers.
	Language string
}

// splitLogin takes apart what a password manager keeps of a user login, its user @ account: where that stands in User, and Account is empty or
// says the same.
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

// login is what the database knows of credentials; but for its kind empty for unknown ones, or only with the account that they name.
type login struct {
	kind                                           Kind
	accountID, accountName, userID, userName, hash string
	epoch                                          int64
	enabled                                        bool
}

// SignIn checks credentials and makes a session for the token that newToken gives; newToken is called only for a success, and known is
// then what the browser is to keep. It answers alike, and after like work, for an unknown, a disabled and a known login with another
// password. Errors: ErrSignIn, *TooManyTries, *Busy.
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
	// Before anything is written: else the tries of strangers would hold up the one writer.
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

// id is the login's own: of its user, or its account. It is empty for an unknown one.
func (l login) id() string {
	if l.kind == KindUser {
		return l.userID
	}
	return l.accountID
}

// signIn is SignIn when it is its turn. browser is what tells a known one from others, "" for another.
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

// failedEntry is the entry of a sign-in that failed; wait is how long its address waits then.
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

// findLogin looks up credentials, but for the password; unknown ones are an empty login, not an error.
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

// deleteExpired forgets what no longer matters once somebody signed in: the tries, and what has expired.
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

// Authenticate finds who acts by a session's token, from address. It is asked anew at every request, so that whoever may no
// longer sign in is out at once: by rules of GetSessionActor. Errors: ErrNotFound where the token is nobody's.
func (s *Service) Authenticate(ctx context.Context, token, address string) (Actor, error) {
	now := s.now()
	a, err := s.findActor(ctx, db.GetSessionActorParams{TokenHash: db.HashToken(token), Now: db.Millis(now)}, now)
	if err != nil {
		return Actor{}, err
	}
	a.Address, a.session = address, db.HashToken(token)
	return a, nil
}

// findActor is whom a session, or a calendar's address, belongs to.
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

// ActorAt is an actor with what is to be known of it on a page of an account: whether there are invoices for it to see, and whether grants
// let it only read there. accountID is "" for a page of none.
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

// SignOut ends the session of a token. Ending one that is over already does nothing.
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
