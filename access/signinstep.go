package access

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"latchkey/db"
)

// Signing in is a state machine. Someone says who they are, and proves it in one way: then they are
// half signed in, with a token that can do nothing but prove the rest (table sign_ins). When
// nothing is left to do, tx.begin makes the session (table sessions). Every way of signing in goes
// through arrive, which decides what is next: a password, a passkey alone, a code, a recovery code,
// and any other that will come.

// SignInStep is what someone who is signing in has to do next.
type SignInStep string

// The steps, in the order in which they come.
const (
	// StepSecond is to prove more: see Factors for how.
	StepSecond SignInStep = "SECOND_FACTOR"
	// StepAdd is to add a second factor, because the login must have one.
	StepAdd SignInStep = "ADD_FACTOR"
	// StepPassword is to choose a new password.
	StepPassword SignInStep = "NEW_PASSWORD"
	// StepDone is nothing: they are signed in.
	StepDone SignInStep = "DONE"
)

const (
	// HalfLifetime is how long someone who is half signed in has for the rest.
	HalfLifetime = 10 * time.Minute
	// halfTries is how many tries to prove the rest they have. Then they begin again.
	halfTries = 5
)

// Client is what a browser sends with each step of signing in.
type Client struct {
	// Address is where the request came from, and Browser its User-Agent.
	Address, Browser string
	// Known is what the browser kept from earlier sign-ins.
	Known string
	// Language is the tag of the language that the browser prefers.
	Language string
}

// Arrival is how far someone has come in signing in.
type Arrival struct {
	Step SignInStep
	// Half is the token for the next step, and "" if they are signed in. Nobody may learn it but
	// this browser.
	Half string
	// Known is what the browser should keep, if they are signed in.
	Known string
}

// Factors are the ways in which a login can prove who it is, besides its password.
type Factors struct {
	Passkey, Code bool
	// RecoveryCodes is how many can still be used.
	RecoveryCodes int64
}

// Any reports whether there is a second factor. Recovery codes alone are none.
func (f Factors) Any() bool { return f.Passkey || f.Code }

func factors(ctx context.Context, q *db.Queries, l login) (Factors, error) {
	row, err := q.GetFactors(ctx, db.GetFactorsParams{AccountID: l.accountID, UserID: l.userID, LoginID: l.id()})
	return Factors{Passkey: row.Passkey != 0, Code: row.Code != 0, RecoveryCodes: row.RecoveryCodes}, err
}

// nextStep is what a login has to do that has proved p. has are its factors if it has to prove
// more.
func (s *Service) nextStep(ctx context.Context, q *db.Queries, l login, p Proofs, now time.Time) (step SignInStep, has Factors, err error) {
	step, has, err = s.factorStep(ctx, q, l, p, now)
	if err == nil && step == StepDone && (l.expired || l.known || l.printed) && slices.Contains(p.List, ProofPassword) {
		step = StepPassword
	}
	return step, has, err
}

// Half is someone who is half signed in. It is not an Actor: no operation but those of signing in
// takes one.
type Half struct {
	login
	Step SignInStep
	// Factors are the ways to prove the rest, for StepSecond.
	Factors Factors
	Zone    *time.Location
	// Language is the tag of the language that the login chose, or "".
	Language string
	proofs   Proofs
	token    string
}

// PasswordKnown says that StepPassword comes because others know the password.
func (h Half) PasswordKnown() bool { return h.known }

// PasswordPrinted says that StepPassword comes because the operator's tools made the password. If
// neither is true, it has expired.
func (h Half) PasswordPrinted() bool { return h.printed }

// IsAccount reports whether it is an account login.
func (h Half) IsAccount() bool { return h.kind == KindAccount }

// Name is the login's name, as Actor.Name.
func (h Half) Name() string { return h.actor("").Name() }

// actor is who acts in an entry about the login.
func (l login) actor(address string) Actor {
	return Actor{Kind: l.kind, AccountID: l.accountID, AccountName: l.accountName, UserID: l.userID, UserName: l.userName, Address: address}
}

// login is the login that acts, without what only the database knows.
func (a Actor) login() login {
	return login{kind: a.Kind, accountID: a.AccountID, accountName: a.AccountName, userID: a.UserID, userName: a.UserName, enabled: true}
}

// credentials are what finds the login again.
func (l login) credentials() Credentials {
	return Credentials{Kind: l.kind, Account: l.accountName, User: l.userName}
}

// HalfSignedIn returns who is half signed in with a token. Errors: ErrNotFound if that is over, or
// never was.
func (s *Service) HalfSignedIn(ctx context.Context, token string) (Half, error) {
	return s.half(ctx, s.store.Read, token, s.now())
}

func (s *Service) half(ctx context.Context, q *db.Queries, token string, now time.Time) (Half, error) {
	if token == "" {
		return Half{}, ErrNotFound
	}
	row, err := q.GetSignIn(ctx, db.GetSignInParams{TokenHash: hashText(token), Now: db.Millis(now)})
	if err != nil {
		return Half{}, notFound(err)
	}
	l := login{kind: KindAccount, accountName: row.AccountName, userName: row.UserName}
	if row.UserID != "" {
		l.kind = KindUser
	}
	l, err = findLogin(ctx, q, l.credentials(), now)
	if err != nil {
		return Half{}, err
	}
	proofs := proofsFrom(row.Proofs, row.Passkey)
	if !l.enabled || l.accountID != row.AccountID || l.userID != row.UserID || l.byProvider && !proofs.byProvider() {
		return Half{}, ErrNotFound
	}
	h := Half{login: l, proofs: proofs, token: token, Zone: location(row.TimeZone), Language: row.Language}
	h.Step, h.Factors, err = s.nextStep(ctx, q, l, h.proofs, now)
	return h, err
}

// proving is one proof that was found right. use uses it up inside the transaction that it counts
// in, for proofs that work once: its error undoes everything. It may be nil.
type proving struct {
	proof   Proof
	passkey string
	use     func(context.Context, *tx) error
}

// goOn makes someone who is half signed in prove the rest with what can be guessed. check finds out
// whether the proof is right; its error is the answer if it is not. A try counts before it is
// checked, for this sign-in and for any number of them (secondTries). Errors: ErrNotFound if the
// sign-in is over, or after too many tries; *TooManyTries; those of check.
func (s *Service) goOn(ctx context.Context, token string, c Client, check func(context.Context, Half) (proving, error), newToken func() (string, error)) (Arrival, error) {
	return s.goOnWith(ctx, token, c, true, check, newToken)
}

// goOnWith is goOn. A try of what nobody can guess counts only for this sign-in: otherwise it would
// only help those who want to keep the owner waiting.
func (s *Service) goOnWith(ctx context.Context, token string, c Client, guessable bool, check func(context.Context, Half) (proving, error), newToken func() (string, error)) (Arrival, error) {
	now := s.now()
	h, err := s.half(ctx, s.store.Read, token, now)
	if err != nil {
		return Arrival{}, err
	}
	if h.Step != StepSecond {
		return Arrival{}, ErrNotFound
	}
	tries, slow, err := s.secondTries(ctx, h.login, c, now)
	if err != nil {
		return Arrival{}, err
	}
	wait := time.Duration(0)
	if guessable {
		if wait, err = s.countTry(ctx, tries, now, slow); err != nil {
			return Arrival{}, err
		}
	}
	if err := s.countHalfTry(ctx, token, now); err != nil {
		return Arrival{}, err
	}
	p, err := check(ctx, h)
	if err != nil {
		s.attempted(Nobody(c.Address), now, h.failedEntry(wait, p.proof))
		if guessable && errors.As(err, new(*Invalid)) {
			err = cmp.Or(s.wrongTry(ctx, now, wrongSecondKey(h.id()), h.login, NoticeWrongFactors), err)
		}
		return Arrival{}, err
	}
	return s.arrive(ctx, h, p, now, c, newToken, tries)
}

// secondTries is what wrong second factors of someone half signed in are counted by, and how they
// are slowed down: a known browser has its own count, so whoever knows only the password cannot
// keep the owner waiting there. Strangers share that of the login, however many they are, and only
// the right one resets it. If they guess many in a day, they are slowed down strictly: there are
// only a million codes.
func (s *Service) secondTries(ctx context.Context, l login, c Client, now time.Time) (key []byte, slow slowdown, err error) {
	if browser := s.knownBrowser(c.Known, l, now); browser != "" {
		return hashText("second factor in a known browser", browser), ordinarily, nil
	}
	slow = ordinarily
	of, err := wrongPasswords(ctx, s.store.Read, wrongSecondKey(l.id()), now)
	if of.Times >= manyWrong {
		slow = strictly
	}
	return hashText("second factor", l.id()), slow, err
}

// countHalfTry counts a try of one sign-in. Errors: ErrNotFound after too many.
func (s *Service) countHalfTry(ctx context.Context, token string, now time.Time) error {
	return s.store.Write(ctx, func(q *db.Queries) error {
		n, err := q.CountSignInTry(ctx, db.CountSignInTryParams{TokenHash: hashText(token), Now: db.Millis(now), Most: halfTries})
		if err == nil && n == 0 {
			err = ErrNotFound
		}
		return err
	})
}

// arrive takes someone on who has proved p now: to the next step, or into a session. h is the
// sign-in that goes on, or only a login, for the first step. tries are reset, because they came to
// a good end. Errors: ErrNotFound if meanwhile the sign-in has gone on, or is at another step;
// ErrForbidden for a login that signs in only by its account's identity provider.
func (s *Service) arrive(ctx context.Context, h Half, p proving, now time.Time, c Client, newToken func() (string, error), tries []byte) (Arrival, error) {
	l, proofs := h.login, h.proofs.with(p.proof, p.passkey)
	if err := s.checkProvided(ctx, l, proofs); err != nil {
		return Arrival{}, err
	}
	step, _, err := s.nextStep(ctx, s.store.Read, l, proofs, now)
	if err != nil {
		return Arrival{}, err
	}
	a := Arrival{Step: step, Half: h.token}
	var token string
	if step == StepDone {
		token, err = newToken()
		a.Half = ""
	} else if h.token == "" {
		a.Half, err = s.newToken()
	}
	if err != nil {
		return Arrival{}, err
	}
	known := s.knownBrowser(c.Known, l, now) != ""
	err = s.write(ctx, l.actor(c.Address), now, func(t *tx) error {
		if h.token != "" { // a sign-in goes on once, and from where it is
			is, err := s.half(ctx, t.Queries, h.token, now)
			if err != nil || is.Step != h.Step || !slices.Equal(is.proofs.List, h.proofs.List) {
				return cmp.Or(err, ErrNotFound)
			}
		}
		if l, err = t.use(ctx, l, p); err != nil {
			return err
		}
		then, _, err := s.nextStep(ctx, t.Queries, l, proofs, now)
		if err != nil || then != step || !l.enabled || l.byProvider && !proofs.byProvider() {
			return cmp.Or(err, ErrNotFound)
		}
		if err := t.deleteExpired(ctx, tries); err != nil {
			return err
		}
		if known { // also if the login has forgotten its browsers just now, for a new password
			c.Known = s.rememberLogin(c.Known, l, now)
		}
		if step != StepDone {
			return t.goHalf(ctx, l, proofs, c, a.Half, h.token != "")
		}
		if _, err := t.DeleteSignIn(ctx, hashText(h.token)); err != nil {
			return err
		}
		a.Known = s.rememberLogin(c.Known, l, now)
		return t.begin(ctx, l, proofs, c, token)
	})
	return a, err
}

// use uses a proof up, and returns the login as it is then. Errors: ErrNotFound if it has changed
// since the proof was found right, for example its password.
func (t *tx) use(ctx context.Context, l login, p proving) (login, error) {
	is, err := findLogin(ctx, t.Queries, l.credentials(), t.now)
	if err != nil || is.id() != l.id() || is.epoch != l.epoch {
		return is, cmp.Or(err, ErrNotFound)
	}
	if p.use == nil {
		return is, nil
	}
	if err := p.use(ctx, t); err != nil {
		return is, err
	}
	return findLogin(ctx, t.Queries, l.credentials(), t.now)
}

// goHalf makes or moves on a half sign-in.
func (t *tx) goHalf(ctx context.Context, l login, p Proofs, c Client, token string, is bool) (err error) {
	if is {
		_, err = t.UpdateSignIn(ctx, db.UpdateSignInParams{Proofs: p.String(), Passkey: p.Passkey, Epoch: l.epoch, TokenHash: hashText(token)})
	} else {
		err = t.InsertSignIn(ctx, db.InsertSignInParams{
			TokenHash: hashText(token), AccountID: l.accountID, UserID: db.NullText(l.userID), Epoch: l.epoch, Proofs: p.String(), Passkey: p.Passkey,
			Address: c.Address, Browser: c.Browser, CreatedAt: db.Millis(t.now), ExpiresAt: db.Millis(t.now.Add(HalfLifetime)),
		})
	}
	return t.recordProved(ctx, err, SignInBegun, l, p)
}

// begin makes the session. Every way of signing in ends here, and nothing else makes one.
func (t *tx) begin(ctx context.Context, l login, p Proofs, c Client, token string) error {
	err := t.DeleteOldestSessions(ctx, db.DeleteOldestSessionsParams{AccountID: l.accountID, UserID: l.userID, Keep: maxSessions - 1})
	if err != nil {
		return err
	}
	if l.userID != "" {
		t.shuts = append(t.shuts, touch{account: l.accountID, user: l.userID})
	}
	before, err := t.noteSignIn(ctx, l, c)
	if err != nil {
		return err
	}
	now := db.Millis(t.now)
	err = t.InsertSession(ctx, db.InsertSessionParams{
		TokenHash: db.HashToken(token), AccountID: l.accountID, UserID: db.NullText(l.userID), Epoch: l.epoch, Address: c.Address,
		Browser: c.Browser, Data: []byte{}, CreatedAt: now, ExpiresAt: db.Millis(t.now.Add(t.svc.sessionLifetime)),
		ProvedAt: now, Proofs: p.String(), Passkey: p.Passkey, SeenAt: now,
		BeforeAt: before.At, BeforeAddress: before.Address, BeforeBrowser: before.Browser,
	})
	if err != nil {
		return err
	}
	if l.userID != "" {
		err = t.UpdateUserLastLogin(ctx, db.UpdateUserLastLoginParams{LastLoginAt: db.NullMillis(t.now), BrowserLanguage: c.Language, ID: l.userID})
	} else {
		err = t.UpdateAccountBrowserLanguage(ctx, db.UpdateAccountBrowserLanguageParams{BrowserLanguage: c.Language, ID: l.accountID})
	}
	return t.recordProved(ctx, err, SignedIn, l, p)
}

// recordProved records a step of signing in, unless err.
func (t *tx) recordProved(ctx context.Context, err error, a Action, l login, p Proofs) error {
	if err != nil {
		return err
	}
	after, err := t.proofDetails(ctx, l.accountID, p)
	return t.recordUnless(ctx, err, Entry{Action: a, AccountID: l.accountID, ObjectID: l.accountID, ObjectName: l.accountName, After: after})
}
