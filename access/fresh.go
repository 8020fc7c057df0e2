package access

import (
	"cmp"
	"context"
	"errors"
	"time"

	"latchkey/db"
)

// The actions of proving again who one is.
const (
	SessionProved Action = "session.proved"
	ProofRefused  Action = "session.proof_refused"
)

// DefaultFreshFor is how old a proof may be for what matters most, unless the operator sets another
// time.
const DefaultFreshFor = 15 * time.Minute

// wantsFresh are the actions that need a fresh proof: what gives access, what decides who has it,
// and what leaves in bulk. What only takes access away is none of them, so that it is always one
// press. Actions that give access only sometimes, and exports without an entry, ask by themselves.
var wantsFresh = map[Action]bool{
	RequestGranted: true, RequestApproved: true, RequestConsented: true, ConsentGiven: true, RuleSet: true, RuleRemoved: true,
	AccessFrozen: true, AccessUnfrozen: true, AccountCreated: true, AccountEnabled: true, AccountRoleAdded: true, AccountRoleRemoved: true,
	UserCreated: true, UserActivated: true, UserRolesChanged: true, SetupLinkMade: true,
	CalendarMade: true, AccountPasswordChanged: true, UserPasswordChanged: true, EvidenceMade: true,
	PasskeyAdded: true, PasskeyRemoved: true, CodeAdded: true, CodeRemoved: true, RecoveryCodesMade: true,
	PasswordLinkSent: true,
	SignInRulesSet:   true, FactorsResetAsked: true, ProviderSet: true, ProviderChanged: true, ProviderRemoved: true, IdentityLinked: true,
	WebappClientSet: true, WebappSecretMade: true,
}

// saysProof are the actions whose entries say how their actor had proved who they are.
var saysProof = map[Action]bool{RequestGranted: true, RequestApproved: true, ConsentGiven: true}

// HasFreshProof reports whether the actor's last proof is fresh now. It is for pages: operations
// look again in their transaction.
func (s *Service) HasFreshProof(ctx context.Context, by Actor) bool {
	return s.needProof(ctx, by, s.now()) == nil
}

// CheckProof is for pages that lead to what needs a fresh proof. Errors: ErrUnproved.
func (s *Service) CheckProof(ctx context.Context, by Actor) error {
	if by.rehearses {
		return &Invalid{}
	}
	return s.needProof(ctx, by, s.now())
}

// needProof is for what leaves in bulk without a transaction. Errors: ErrUnproved.
func (s *Service) needProof(ctx context.Context, by Actor, now time.Time) error {
	if by.session == nil {
		return nil
	}
	tooLittle, err := s.provesTooLittle(ctx, s.store.Read, by.login(), by.Proofs)
	if err == nil && (tooLittle || !s.isFresh(by.Proved, now)) {
		err = ErrUnproved
	}
	return err
}

// needProof returns ErrUnproved, which undoes everything, if the proof of the actor's session is
// too old when the transaction has its turn, or proves too little. Someone without a session is not
// asked: the operator, or whoever has a link.
func (t *tx) needProof() error {
	if t.by.session == nil || t.provedHere || !t.tooLittle && t.svc.isFresh(t.proved, t.turn) {
		return nil
	}
	return ErrUnproved
}

// isFresh reports whether a proof is fresh enough at an instant.
func (s *Service) isFresh(proved, at time.Time) bool {
	return s.freshFor == 0 || at.Sub(proved) <= s.freshFor
}

// provesTooLittle reports whether p is not enough for a login, however fresh it is: a password
// alone, if the login has a second factor by now.
func (s *Service) provesTooLittle(ctx context.Context, q *db.Queries, l login, p Proofs) (bool, error) {
	if s.freshFor == 0 || p.Two() {
		return false, nil
	}
	has, err := factors(ctx, q, l)
	return has.Any(), err
}

// provedByPassword notes that the actor typed its password together with what it does. That proves
// enough only for a login without a second factor.
func (t *tx) provedByPassword(ctx context.Context) error {
	has, err := factors(ctx, t.Queries, t.by.login())
	t.provedHere = !has.Any()
	return err
}

// TypedProof is what someone types, or signs, to prove again who they are: one of the fields.
type TypedProof struct{ Passkey, Code, RecoveryCode, Password string }

// The fields of a TypedProof, as in forms.
const (
	FieldProofPasskey      = "proof_passkey"
	FieldProofCode         = "proof_code"
	FieldProofRecoveryCode = "proof_recovery_code"
	FieldProofPassword     = "proof_password"
)

// ProofWays are the ways in which a login can prove again who it is. Password is for one without a
// second factor. Provider is the name of the identity provider where it can, or "".
type ProofWays struct {
	Factors
	Password bool
	Provider string
}

// ProofWays returns how the actor can prove again who it is.
func (s *Service) ProofWays(ctx context.Context, by Actor) (w ProofWays, err error) {
	w.Factors, err = factors(ctx, s.store.Read, by.login())
	if err != nil {
		return w, err
	}
	is, err := s.OwnIdentity(ctx, by)
	if err != nil {
		return w, err
	}
	if is.MayLink && is.Identity != nil {
		w.Provider = is.Provider
	}
	w.Password = !w.Any()
	if w.Password && w.Provider != "" {
		l, err := findLogin(ctx, s.store.Read, by.login().credentials(), s.now())
		w.Password = l.hash != "" && !l.byProvider
		return w, err
	}
	return w, nil
}

// Prove makes the proof of the actor's session fresh, and returns the actor as it is then. A login
// with a second factor needs that; one without needs its password. Wrong ones count like those of a
// password change, or of a sign-in. Errors: *Invalid with a field of TypedProof, *TooManyTries,
// *Busy.
func (s *Service) Prove(ctx context.Context, by Actor, typed TypedProof) (Actor, error) {
	now := s.now()
	p, tries, err := s.checkProof(ctx, by, now, typed)
	if err != nil {
		return by, err
	}
	proofs := Proofs{}.with(p.proof, p.passkey)
	err = s.write(ctx, by, now, func(t *tx) error {
		if p.use != nil {
			if err := p.use(ctx, t); err != nil {
				return err
			}
		}
		by.Proved, by.Proofs = t.turn, proofs
		err := t.setProved(ctx, proofs)
		if err == nil {
			err = t.DeleteSignInAttempts(ctx, tries)
		}
		return t.recordUnless(ctx, err, by.ownEntry(SessionProved, nil, proofs.details()))
	})
	return by, err
}

// setProved notes what the actor of a session has proved now.
func (t *tx) setProved(ctx context.Context, p Proofs) error {
	t.proved, t.proofs = t.turn, p
	n, err := t.SetSessionProved(ctx, db.SetSessionProvedParams{
		ProvedAt: db.Millis(t.turn), Proofs: p.String(), Passkey: p.Passkey, TokenHash: t.by.session,
	})
	if err == nil && n == 0 {
		err = ErrSignedOut
	}
	return err
}

// checkProof checks what was typed. tries is what its tries were counted by.
func (s *Service) checkProof(ctx context.Context, by Actor, now time.Time, typed TypedProof) (p proving, tries []byte, err error) {
	has, err := s.ProofWays(ctx, by)
	switch {
	case err != nil:
		return p, nil, err
	case has.Any():
		return s.checkFactor(ctx, by, now, typed)
	case !has.Password:
		return p, nil, ErrUnproved
	case typed.Password == "":
		return p, nil, &Invalid{Fields: map[string]Reason{FieldProofPassword: ConfirmByPassword{}}}
	}
	leave, err := s.hashing.known.enter(ctx, by.Address)
	if err != nil {
		return p, nil, err
	}
	defer leave()
	tries, err = s.checkCurrentPassword(ctx, by, now, typed.Password)
	return proving{proof: ProofPassword}, tries, moved(err, "current_password", FieldProofPassword)
}

// checkFactor is checkProof for a login with a second factor. Errors: ErrUnproved if none was used.
func (s *Service) checkFactor(ctx context.Context, by Actor, now time.Time, typed TypedProof) (p proving, tries []byte, err error) {
	if typed.Passkey+typed.Code+typed.RecoveryCode == "" {
		return p, nil, ErrUnproved
	}
	l := by.login()
	// each session has its own count, and only whoever has a second factor gets another session
	tries = hashText("second factor in a session", string(by.session))
	var wait time.Duration
	if typed.Passkey == "" {
		if wait, err = s.countTry(ctx, tries, now, ordinarily); err != nil {
			return p, nil, err
		}
	}
	switch {
	case typed.Passkey != "":
		p, err = s.checkPasskey(ctx, by.session, l, by.Address, typed.Passkey)
		err = moved(err, "answer", FieldProofPasskey)
	case typed.Code != "":
		p, err = s.checkCode(ctx, l, typed.Code)
		err = moved(err, "code", FieldProofCode)
	default:
		p, err = s.checkRecoveryCode(ctx, l, typed.RecoveryCode)
		err = moved(err, "recovery_code", FieldProofRecoveryCode)
	}
	if errors.As(err, new(*Invalid)) {
		e := by.ownEntry(ProofRefused, nil, changes{DetailProof: string(p.proof)})
		if wait > 0 {
			e.After[DetailWaits] = wait.String()
		}
		// a guess counts even if the client goes away
		failed := s.write(context.WithoutCancel(ctx), by, now, func(t *tx) error { return t.record(ctx, e) })
		if failed == nil && typed.Passkey == "" {
			failed = s.wrongTry(ctx, now, wrongSecondKey(l.id()), l, NoticeWrongFactors)
		}
		err = cmp.Or(failed, err)
	}
	return p, tries, err
}

// moved is err with its mistake in another field.
func moved(err error, from, to string) error {
	var invalid *Invalid
	if errors.As(err, &invalid) {
		invalid.moveTo(to, from)
	}
	return err
}

// ProofPasskeyOptions are what a browser needs to prove again with a passkey who the actor is, as
// JSON. Errors: ErrNotFound if the actor has none.
func (s *Service) ProofPasskeyOptions(ctx context.Context, by Actor) ([]byte, error) {
	return s.passkeyProofOptions(ctx, by.session, by.login())
}
