package access

import (
	"context"
	"errors"
	"slices"
	"time"

	"latchkey/db"
	"latchkey/idp"
)

// Return is what came of coming back from a provider.
type Return struct {
	Purpose  ProviderPurpose
	Provider string
	// Arrival is for ProviderSignIn and ProviderInvitation.
	Arrival Arrival
	// Next is where to go, as it was when the browser left.
	Next string
}

// returning is a return that is being looked at.
type returning struct {
	row      db.IdentityProvider
	purpose  ProviderPurpose
	holder   []byte
	identity idp.Identity
	proof    Proof
}

// Returned takes in a browser that comes back from a provider with an answer. by is who is signed
// in there, or empty. Errors: ErrForbidden with a reason of signing in by a provider; ErrProvider;
// ErrConflict.
func (s *Service) Returned(ctx context.Context, by Actor, v AtProvider, state string, answer idp.Answer, newToken func() (string, error)) (back Return, err error) {
	now := s.now()
	taken, err := s.takeSignIn(ctx, v.BrowserToken, state, now)
	if err != nil {
		return back, err
	}
	r := returning{purpose: ProviderPurpose(taken.Purpose), holder: taken.Holder}
	back = Return{Purpose: r.purpose, Next: taken.Next}
	if r.row, err = s.store.Read.GetIdentityProvider(ctx, taken.AccountID); notFoundIsNone(err) != nil {
		return back, err
	}
	if err != nil || r.row.Enabled == 0 || r.row.Issuer != taken.Issuer {
		return back, conflict(ProviderChangedSince{})
	}
	back.Provider = r.row.Name
	if err = s.identify(ctx, &r, v, askedAs(v.BrowserToken, state, r.purpose, db.Time(taken.CreatedAt)), answer); err == nil {
		switch r.purpose {
		case ProviderLink:
			err = s.linkReturned(ctx, by, r, now)
		case ProviderProof:
			err = s.proveReturned(ctx, by, r, now)
		default:
			back.Arrival, err = s.arriveReturned(ctx, r, v.Client, now, newToken)
		}
	}
	if isRefusal(err) {
		s.recordRefused(ctx, by, r, v.Address, now)
	}
	return back, err
}

func isRefusal(err error) bool {
	return errors.Is(err, ErrForbidden) || errors.Is(err, ErrProvider) || errors.Is(err, ErrConflict)
}

// recordRefused records that signing in, or proving, by a provider was refused.
func (s *Service) recordRefused(ctx context.Context, by Actor, r returning, address string, now time.Time) {
	l := login{kind: KindUser, accountID: r.row.AccountID}
	if row, err := s.store.Read.GetAccountState(ctx, r.row.AccountID); err == nil {
		l.accountName = row.Name
	}
	if by.UserID != "" && r.purpose != ProviderSignIn && r.purpose != ProviderInvitation {
		l.userID, l.userName = by.UserID, by.UserName
	}
	e := l.failedEntry(0, ProofProvider)
	e.After[DetailProvider] = r.row.Name
	s.attempted(Nobody(address), now, e)
}

// takeSignIn takes what a browser was sent away for. Errors: ErrForbidden if that is not this
// browser, or not any more.
func (s *Service) takeSignIn(ctx context.Context, browser, state string, now time.Time) (taken db.TakeProviderSignInRow, err error) {
	if browser == "" || state == "" || s.providers == nil {
		return taken, forbidden(SignInElsewhere{})
	}
	err = s.store.Write(ctx, func(q *db.Queries) (err error) {
		taken, err = q.TakeProviderSignIn(ctx, db.TakeProviderSignInParams{StateHash: hashText(state), BrowserHash: hashText(browser), Now: db.Millis(now)})
		return err
	})
	if db.IsNotFound(err) {
		err = forbidden(SignInElsewhere{})
	}
	return taken, err
}

// identify finds out who came back, and whether the account lets them in.
func (s *Service) identify(ctx context.Context, r *returning, v AtProvider, ask idp.Asked, answer idp.Answer) error {
	p, err := s.providers.Discover(ctx, r.row.Issuer, false)
	if err != nil {
		return providerError(r.row.Name, err)
	}
	app, err := s.application(r.row, v.RedirectURI)
	if err != nil {
		return err
	}
	r.identity, err = s.providers.SignIn(ctx, p, app, ask, answer)
	if err != nil {
		return providerError(r.row.Name, err)
	}
	is := providerFrom(r.row)
	r.proof = ProofProvider
	if slices.ContainsFunc(append(slices.Clone(r.identity.Methods), r.identity.Class), func(v string) bool { return slices.Contains(is.SecondFactor, v) }) {
		r.proof = ProofProviderTwo
	}
	if is.GroupsClaim == "" {
		return nil
	}
	groups, _ := r.identity.Values(is.GroupsClaim)
	if !slices.ContainsFunc(groups, func(g string) bool { return slices.Contains(is.Groups, g) }) {
		return forbidden(NotInGroup{Provider: is.Name, Account: s.accountName(ctx, r.row.AccountID)})
	}
	return nil
}

// accountName is an account's name for a sentence.
func (s *Service) accountName(ctx context.Context, id string) string {
	row, _ := s.store.Read.GetAccountState(ctx, id) // the sentence is right without it, too
	return row.Name
}

// currentProvider checks that the provider is as it was when somebody was identified. Errors:
// ErrConflict if not.
func (t *tx) currentProvider(ctx context.Context, r returning) error {
	is, err := t.GetIdentityProvider(ctx, r.row.AccountID)
	if notFoundIsNone(err) != nil {
		return err
	}
	if err != nil || is.Enabled == 0 || is.Issuer != r.row.Issuer || is.UpdatedAt != r.row.UpdatedAt {
		return conflict(ProviderChangedSince{})
	}
	return nil
}

// linkReturned links the user who was sent away, in the same session.
func (s *Service) linkReturned(ctx context.Context, by Actor, r returning, now time.Time) error {
	if by.UserID == "" || by.OwnerAccountID != "" || by.AccountID != r.row.AccountID || string(by.session) != string(r.holder) {
		return forbidden(SignInElsewhere{})
	}
	err := s.write(ctx, by, now, func(t *tx) error {
		if err := t.currentProvider(ctx, r); err != nil {
			return err
		}
		return t.link(ctx, by.login(), r.row, r.identity, LinkedByUser)
	})
	if errors.Is(err, ErrUnproved) {
		err = forbidden(ProofTooLate{})
	}
	return err
}

// proveReturned makes the proof of the session fresh that was sent away, as Prove does.
func (s *Service) proveReturned(ctx context.Context, by Actor, r returning, now time.Time) error {
	if by.UserID == "" || by.AccountID != r.row.AccountID || string(by.session) != string(r.holder) {
		return forbidden(SignInElsewhere{})
	}
	return s.write(ctx, by, now, func(t *tx) error {
		if err := t.currentProvider(ctx, r); err != nil {
			return err
		}
		u, err := t.GetIdentityUser(ctx, db.GetIdentityUserParams{AccountID: r.row.AccountID, Issuer: r.identity.Issuer, Subject: r.identity.Subject})
		if notFoundIsNone(err) != nil {
			return err
		}
		if err != nil || u.ID != by.UserID {
			return forbidden(OtherPersonThere{Provider: r.row.Name})
		}
		proofs := Proofs{}.with(r.proof, "")
		step, _, err := s.factorStep(ctx, t.Queries, by.login(), proofs, now)
		if err == nil && step != StepDone {
			err = forbidden(NoSecondFactorThere{Provider: r.row.Name})
		}
		if err == nil {
			err = t.setProved(ctx, proofs)
		}
		if err != nil {
			return err
		}
		after, err := t.proofDetails(ctx, by.AccountID, proofs)
		return t.recordUnless(ctx, err, by.ownEntry(SessionProved, nil, after))
	})
}

// proofDetails are what the record says about proofs, with the name of the provider.
func (t *tx) proofDetails(ctx context.Context, accountID string, p Proofs) (changes, error) {
	after := p.details()
	if !p.byProvider() {
		return after, nil
	}
	row, err := t.GetIdentityProvider(ctx, accountID)
	after[DetailProvider] = row.Name
	return after, notFoundIsNone(err)
}

// checkProvided refuses someone who proved otherwise who they are, but signs in only by the
// account's identity provider.
func (s *Service) checkProvided(ctx context.Context, l login, p Proofs) error {
	if !l.byProvider || p.byProvider() {
		return nil
	}
	row, err := s.store.Read.GetIdentityProvider(ctx, l.accountID)
	if err == nil {
		err = forbidden(ProviderRequired{Account: l.accountName, Provider: row.Name})
	}
	return err
}
