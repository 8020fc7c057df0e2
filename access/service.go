package access

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/oklog/ulid/v2"

	"latchkey/db"
	"latchkey/idp"
	"latchkey/record"
)

// DefaultMaxWindow is the longest window that can be requested, unless the operator sets another
// (docs/spec.md, section 4).
const DefaultMaxWindow = 30 * 24 * time.Hour

// Config is what a Service needs from outside.
type Config struct {
	// Now is the clock. Each operation reads it once.
	Now func() time.Time
	// Random is the source of ids and tokens: crypto/rand.Reader, except in tests.
	Random io.Reader
	// MaxWindow is the longest window that can be requested. Zero means DefaultMaxWindow.
	MaxWindow time.Duration
	// SessionLifetime is how long a session lasts at most. Zero means DefaultSessionLifetime. Idle
	// is after how long without use it ends before. Zero means never.
	SessionLifetime, Idle time.Duration
	// FreshFor is how old a proof may be for what matters most. Zero means that none is asked for.
	FreshFor time.Duration
	// RequireSecondFactor says that logins with ADMINISTRATOR, SUPPORT, CONSULTANT or SALES must
	// have a second factor.
	RequireSecondFactor bool
	// Signer signs the record's heads. Tools that do not sign pass nil.
	Signer *record.Signer
	// MailWaits is called once for each mail whose outcome cannot be noted immediately. It may be
	// nil.
	MailWaits func(error)
	// Languages are the tags of the languages that a login can choose.
	Languages []string
	// Backups is for what an ADMINISTRATOR reads about backups. If it is nil, they read nothing.
	Backups *BackupPlan
	// FactorKeys seal the secrets of second factors. Tools that need none pass nil.
	FactorKeys FactorKeys
	// KnownPassword reports whether a password is in the operator's list of passwords that others
	// know. It is asked besides the list in the program, and may be nil.
	KnownPassword func(password string) bool
	// CheapPasswords makes hashes of passwords cost next to nothing. Only tests set it.
	CheapPasswords bool
}

// Service has the product's operations. Each first checks the permission, then the fields, and then
// makes its change and records it in one transaction. It is safe for concurrent use.
type Service struct {
	store     *db.Store
	clock     *forwardClock
	random    io.Reader
	maxWindow time.Duration
	// sessionLifetime, idle, freshFor and requireSecond are as in Config.
	sessionLifetime, idle, freshFor time.Duration
	requireSecond                   bool
	signer                          *record.Signer
	backups                         *BackupPlan
	languages                       []string
	// backupFailed is when the server's own backup last failed, in milliseconds, or zero.
	backupFailed *atomic.Int64
	// begun says that there is an account. There always is from then on.
	begun     *atomic.Bool
	elsewhere *atomic.Pointer[record.KeptElsewhere]
	// searchDepth is the constant, except in tests.
	searchDepth int64
	// findDepth is the constant, except in tests.
	findDepth int64
	// triesKept is the constant, except in tests.
	triesKept int64
	hashing   lanes
	// passwordParams are those of new hashes. dummyHash is compared with the passwords for logins
	// that do not exist.
	passwordParams *hashParams
	dummyHash      string
	// factorKeys is Config.FactorKeys.
	factorKeys FactorKeys
	// providers is nil if nobody can sign in by an identity provider.
	providers *idp.Client
	// isKnown is Config.KnownPassword.
	isKnown func(password string) bool
	// links is nil if mail is disabled; then no mail is written.
	links *Links
	// passkeys is nil if nobody can have one.
	passkeys *passkeySite
	// letters puts letters into words.
	letters   func(Letter) Written
	mailWaits func(error)
	// mailReady is signalled when there is a new mail to send.
	mailReady chan struct{}
	// logoutsReady is signalled when there is something to tell a webapp, and doorsSeen is when
	// EndWebapps looked at all doors, in milliseconds.
	logoutsReady chan struct{}
	doorsSeen    *atomic.Int64
	watchers     *watchers
	attempts     *attempts
	uses         *uses
	doubts       *doubts
	signing      *openedKey
}

// New makes a Service on an open, migrated database.
func New(store *db.Store, c Config) (*Service, error) {
	if c.MaxWindow == 0 {
		c.MaxWindow = DefaultMaxWindow
	}
	if c.SessionLifetime == 0 {
		c.SessionLifetime = DefaultSessionLifetime
	}
	s := &Service{
		store: store, clock: &forwardClock{machine: c.Now}, random: c.Random, maxWindow: c.MaxWindow, signer: c.Signer, mailWaits: c.MailWaits, backups: c.Backups, languages: c.Languages, backupFailed: &atomic.Int64{}, begun: &atomic.Bool{}, searchDepth: searchDepth, findDepth: findDepth, triesKept: triesKept,
		hashing: newLanes(), mailReady: make(chan struct{}, 1), logoutsReady: make(chan struct{}, 1), doorsSeen: &atomic.Int64{}, attempts: newAttempts(), uses: newUses(), doubts: &doubts{}, signing: &openedKey{}, elsewhere: &atomic.Pointer[record.KeptElsewhere]{},
		sessionLifetime: c.SessionLifetime, idle: c.Idle, freshFor: c.FreshFor, requireSecond: c.RequireSecondFactor,
		isKnown: c.KnownPassword, factorKeys: c.FactorKeys,
	}
	if s.costs(passwordParams); c.CheapPasswords {
		s.costs(cheapParams)
	}
	err := s.clock.remember(context.Background(), store.Read)
	if err != nil {
		return nil, err
	}
	s.watchers = newWatchers(s.now())
	return s, nil
}

// now is the clock of every operation.
func (s *Service) now() time.Time { return s.clock.now() }

// Now is the same clock, for pages. It never goes back.
func (s *Service) Now() time.Time { return s.now() }

// MaxWindow is the longest window that can be requested.
func (s *Service) MaxWindow() time.Duration { return s.maxWindow }

// SessionLifetime is how long a session lasts at most.
func (s *Service) SessionLifetime() time.Duration { return s.sessionLifetime }

// Idle is after how long without use a session ends, or zero for never.
func (s *Service) Idle() time.Duration { return s.idle }

// Ready checks that the service can read and write its database, by doing both.
func (s *Service) Ready(ctx context.Context) error { return s.store.Ready(ctx) }

// FoundDamage reports damage in the file. From then on, the service is not Ready.
func (s *Service) FoundDamage() { s.store.FoundDamage() }

// tx is a change that is being made: the statements of its transaction, and its one instant and
// actor.
type tx struct {
	*db.Queries
	now     time.Time
	by      Actor
	entries int
	// object is the object of the first entry, and first identifies that entry.
	object string
	first  writtenEntry
	// turn is when the transaction got the writer. now is when the operation began.
	turn time.Time
	svc  *Service
	// proved is when the actor's session was proved last, and proofs how. tooLittle says that this
	// is not enough for the login as it was when the transaction began. provedHere says that the
	// actor proved who it is together with what it does.
	proved                time.Time
	proofs                Proofs
	tooLittle, provedHere bool
	// touched are the accounts whose pages have changed. mails is how many mails were written.
	touched []string
	mails   int64
	// gathers says that all mails to one reader go out as one.
	gathers bool
	// shuts is where something happened that may have ended sign-ins to webapps, and logouts how
	// many it has ended.
	shuts   []touch
	logouts int64
}

var errNoEntry = errors.New("access: a change without an entry in the record")

// write makes a change and its entry in one transaction: without the entry there is no change. If
// fn returns errUnchanged there is neither, and by.Once stores no result. Between now, when the
// operation began, and its turn, the operation may have waited for the one writer. So the actor's
// session, and the grant by which it acts, are checked again.
func (s *Service) write(ctx context.Context, by Actor, now time.Time, fn func(*tx) error) error {
	if by.rehearses {
		return &Invalid{}
	}
	err := s.transact(ctx, by, now, func(t *tx) error {
		if err := t.stillSignedIn(ctx); err != nil {
			return err
		}
		if err := by.doneBefore(ctx, t.Queries); err != nil {
			return err
		}
		if err := fn(t); err != nil {
			return err
		}
		if t.entries == 0 {
			return errNoEntry
		}
		return t.keepDone(ctx)
	})
	if errors.Is(err, errUnchanged) {
		return nil
	}
	return err
}

// transact runs fn in a transaction, ends the sign-ins to webapps that hung on what fn has ended,
// and after the commit signals those who wait for what it did.
func (s *Service) transact(ctx context.Context, by Actor, now time.Time, fn func(*tx) error) error {
	var t *tx
	err := s.store.Write(ctx, func(q *db.Queries) error {
		t = &tx{Queries: q, now: now, by: by, turn: s.now(), svc: s}
		if err := fn(t); err != nil {
			return err
		}
		return t.endWebapps(ctx)
	})
	if err != nil && t != nil {
		err = s.resolveCommit(ctx, t.first, err)
	}
	if err == nil {
		s.watchers.publish(s.now(), t.touched)
		if t.mails > 0 {
			s.wakeSender()
		}
		if t.logouts > 0 {
			s.wakeLogouts()
		}
	}
	return err
}

// stillSignedIn returns ErrSignedOut for an actor whose session has ended, and ErrForbidden for one
// who has lost a role that depended on something.
func (t *tx) stillSignedIn(ctx context.Context) error {
	if t.by.session == nil {
		return nil
	}
	row, err := t.GetSessionActor(ctx, t.svc.sessionParams(t.by.session, t.turn))
	if db.IsNotFound(err) {
		return ErrSignedOut
	}
	if err != nil {
		return err
	}
	t.proved, t.proofs = db.Time(row.ProvedAt), proofsFrom(row.Proofs, row.Passkey)
	t.tooLittle, err = t.svc.provesTooLittle(ctx, t.Queries, t.by.login(), t.proofs)
	if err != nil {
		return err
	}
	return t.checkBonds(ctx)
}

// stillGranted returns ErrNotFound for a grant that is no longer live.
func (t *tx) stillGranted(ctx context.Context, id string) error {
	_, err := t.GetLiveGrant(ctx, db.GetLiveGrantParams{ID: id, Now: db.Millis(t.turn)})
	return notFound(err)
}

// readRecorded reads something in an account, with f. What a grant allows the actor to read is
// recorded in the same transaction: fn returns that entry, with its GrantID, or an Entry without
// one if no grant was needed.
func (s *Service) readRecorded(ctx context.Context, by Actor, f Function, accountID string, now time.Time, fn func(*db.Queries) (Entry, error)) error {
	if by.grantBehind(f, accountID, "") == "" && (accountID == by.AccountID || !by.Reach(f).Has(Granted)) {
		_, err := fn(s.store.Read)
		return err
	}
	return s.transact(ctx, by, now, func(t *tx) error {
		if err := t.stillSignedIn(ctx); err != nil {
			return err
		}
		entry, err := fn(t.Queries)
		entry.GrantID = by.grantBehind(f, accountID, entry.GrantID)
		if err != nil || entry.GrantID == "" {
			return err
		}
		return t.record(ctx, entry)
	})
}

// readAccount checks that the actor sees an account, with f, and calls fn to read in it. If a grant
// allows it, it is recorded as the action. Errors: ErrNotFound, ErrForbidden.
func (s *Service) readAccount(ctx context.Context, by Actor, f Function, accountID string, now time.Time, action Action, fn func(*db.Queries, db.GetAccountRow, scope) error) error {
	if !by.May(f, accountID) {
		return s.refuseAccount(ctx, by, now, f, accountID)
	}
	err := s.readRecorded(ctx, by, f, accountID, now, func(q *db.Queries) (Entry, error) {
		sc := by.scope(f, now)
		a, err := q.GetAccount(ctx, getAccountParams(accountID, sc))
		if err == nil {
			err = fn(q, a, sc)
		}
		return Entry{Action: action, AccountID: a.ID, ObjectID: a.ID, ObjectName: a.Name, GrantID: a.GrantID}, err
	})
	if db.IsNotFound(err) {
		return s.refuseAccount(ctx, by, now, f, accountID)
	}
	return err
}

// refuse is the answer to an actor who may not do f in an account: forbidden if it may see the
// account, and otherwise as if nothing was there. object is what it tried to reach. If that does
// not exist, object is empty, there was nothing to deny, and nothing is recorded. Both cases do the
// same work, so that the time does not reveal which one it was.
func (s *Service) refuse(ctx context.Context, by Actor, now time.Time, f Function, accountID string, object Entry) error {
	account, err := s.store.Read.GetAccount(ctx, getAccountParams(accountID, by.scope(ReadAccount, now)))
	if err != nil && !db.IsNotFound(err) {
		return err
	}
	if object.AccountID == "" {
		return ErrNotFound
	}
	answer := ErrNotFound
	byGrant := by.Reach(f).Has(Granted) && object.AccountID != by.AccountID
	switch {
	case byGrant && !reading[f] && account.GrantID != "":
		answer = errReadOnly
	case !byGrant && !by.May(f, object.AccountID) && (err == nil || object.AccountID == by.AccountID):
		answer = errMayNot(f)
	}
	object.RequestID = by.grantBehind(f, object.AccountID, account.GrantID)
	return s.deny(by, now, f, object, answer)
}

var errReadOnly = forbidden(ReadOnlyAccess{})

// deny takes in a refusal for the record, and returns answer.
func (s *Service) deny(by Actor, now time.Time, f Function, object Entry, answer error) error {
	if by.rehearses {
		return answer
	}
	object.Action, object.After = Denied, changes{DetailFunction: string(f)}
	s.attempted(by, now, object)
	return answer
}

// visibleAccount returns an account if it exists for the actor: its own, or one that it may see.
func (s *Service) visibleAccount(ctx context.Context, by Actor, accountID string, now time.Time) (Named, error) {
	if accountID == by.AccountID {
		return Named{ID: by.AccountID, Name: by.AccountName}, nil
	}
	row, err := s.store.Read.GetAccount(ctx, getAccountParams(accountID, by.scope(ReadAccount, now)))
	return Named{ID: row.ID, Name: row.Name}, err
}

// refuseFound is refuse for an object that was looked up for the record, with err.
func (s *Service) refuseFound(ctx context.Context, by Actor, now time.Time, f Function, object Entry, err error) error {
	accountID := object.AccountID
	if db.IsNotFound(err) {
		object, err = Entry{}, nil
	}
	if err != nil {
		return err
	}
	return s.refuse(ctx, by, now, f, accountID, object)
}

// refuseAccount is refuse for something in an account.
func (s *Service) refuseAccount(ctx context.Context, by Actor, now time.Time, f Function, accountID string) error {
	row, err := s.store.Read.GetAccount(ctx, getAccountParams(accountID, everything))
	return s.refuseFound(ctx, by, now, f, Entry{AccountID: accountID, ObjectID: accountID, ObjectName: row.Name}, err)
}

// checkAccountExists returns ErrNotFound for an account that does not exist, or no longer does.
func (t *tx) checkAccountExists(ctx context.Context, id string) error {
	_, err := t.GetAccount(ctx, getAccountParams(id, everything))
	return notFound(err)
}

// newID makes an id: a prefix for its kind and a ULID of the operation's instant.
func (s *Service) newID(prefix string, now time.Time) (string, error) {
	id, err := ulid.New(ulid.Timestamp(now), s.random)
	if err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return prefix + "_" + id.String(), nil
}
