package access

import (
	"context"
	"encoding/base64"
	"errors"
	"time"

	"latchkey/db"
	"latchkey/idp"
)

// Somebody is sent to their account's identity provider for one of four purposes, and comes back to
// one address. A row says for what, and is taken once, only by the browser that was sent: it has a
// token of which the row has the hash. The nonce and the verifier follow from that token and the
// state, so nothing secret is stored.

// EnableProviders makes users sign in by the identity providers of their accounts.
func (s *Service) EnableProviders(o idp.Options) {
	o.Now = s.now
	s.providers = idp.New(o)
}

// ProviderPurpose is why someone is sent to a provider.
type ProviderPurpose string

// The purposes.
const (
	ProviderSignIn     ProviderPurpose = "SIGN_IN"
	ProviderLink       ProviderPurpose = "LINK"
	ProviderInvitation ProviderPurpose = "INVITATION"
	ProviderProof      ProviderPurpose = "PROOF"
)

// providerSignInLasts is how long someone has at a provider.
const providerSignInLasts = 10 * time.Minute

// ProviderSignInLasts is the same, for the cookie.
const ProviderSignInLasts = providerSignInLasts

// AtProvider is what is needed for going to a provider and coming back. Browser is the token that
// the browser has from before, or "".
type AtProvider struct {
	Client
	RedirectURI, BrowserToken string
}

// Leaving is where a browser is sent. It keeps the token, which nobody else may learn.
type Leaving struct{ URL, BrowserToken, Provider string }

// ProviderOffer is the provider by which an account's users can sign in. Provider is "" if there is
// none, or no such account.
type ProviderOffer struct {
	Account, Provider string
	Required          bool
	accountID         string
}

// ProviderOffer returns what the sign-in page offers to the users of an account with this name. It
// does the same work for an account that does not exist as for one without a provider.
func (s *Service) ProviderOffer(ctx context.Context, account string) (ProviderOffer, error) {
	if s.providers == nil {
		return ProviderOffer{}, nil
	}
	row, err := s.store.Read.GetProviderOffer(ctx, NameKey(account))
	return ProviderOffer{Account: row.AccountName, Provider: row.Name, Required: row.Required == 1, accountID: row.ID}, notFoundIsNone(err)
}

// LeaveToSignIn sends a browser to the provider of the account with a name. Errors: *Invalid with
// the field account if there is none; ErrProvider.
func (s *Service) LeaveToSignIn(ctx context.Context, account string, v AtProvider, next string) (Leaving, error) {
	offer, err := s.ProviderOffer(ctx, account)
	if err == nil && offer.Provider == "" {
		err = &Invalid{Fields: map[string]Reason{"account": NoProviderThere{}}}
	}
	if err != nil {
		return Leaving{}, err
	}
	return s.leave(ctx, offer.accountID, ProviderSignIn, []byte{}, v, next)
}

// LeaveToLink sends a signed-in user's browser to its account's provider, to link the user to
// whoever they are there. It needs a fresh proof. Errors: ErrNotFound, ErrUnproved, ErrProvider.
func (s *Service) LeaveToLink(ctx context.Context, by Actor, v AtProvider) (Leaving, error) {
	is, err := s.OwnIdentity(ctx, by)
	if err != nil || !is.MayLink {
		return Leaving{}, orNotFound(err)
	}
	if err := s.CheckProof(ctx, by); err != nil {
		return Leaving{}, err
	}
	return s.leave(ctx, by.AccountID, ProviderLink, by.holder(), v, "")
}

// LeaveToProve sends a signed-in user's browser to its account's provider, to confirm there who
// they are. Errors: ErrNotFound, ErrProvider.
func (s *Service) LeaveToProve(ctx context.Context, by Actor, v AtProvider, next string) (Leaving, error) {
	is, err := s.OwnIdentity(ctx, by)
	if err != nil || !is.MayLink || is.Identity == nil || by.rehearses {
		return Leaving{}, orNotFound(err)
	}
	return s.leave(ctx, by.AccountID, ProviderProof, by.holder(), v, next)
}

// LeaveWithSetupLink sends the browser of someone with a set-up link to the provider of the link's
// account, instead of choosing a password. Errors: ErrNotFound, ErrProvider.
func (s *Service) LeaveWithSetupLink(ctx context.Context, token string, v AtProvider) (Leaving, error) {
	l, err := s.SetupLink(ctx, token)
	if err != nil {
		return Leaving{}, err
	}
	offer, err := s.SetupOffer(ctx, l)
	if err != nil || offer.Provider == "" {
		return Leaving{}, orNotFound(err)
	}
	return s.leave(ctx, l.AccountID, ProviderInvitation, hashText(token), v, "")
}

// SetupOffer is the provider by which the user of a set-up link can sign in instead of choosing a
// password.
func (s *Service) SetupOffer(ctx context.Context, l SetupLink) (ProviderOffer, error) {
	if l.UserID == "" {
		return ProviderOffer{}, nil
	}
	own, err := s.store.Read.IsOwnUser(ctx, db.IsOwnUserParams{ID: l.UserID, AccountID: l.AccountID})
	if err != nil || own == 0 {
		return ProviderOffer{}, err
	}
	return s.ProviderOffer(ctx, l.AccountName)
}

// leave notes that a browser is sent to the provider of an account.
func (s *Service) leave(ctx context.Context, accountID string, purpose ProviderPurpose, holder []byte, v AtProvider, next string) (l Leaving, err error) {
	now := s.now()
	row, err := s.store.Read.GetIdentityProvider(ctx, accountID)
	if err != nil {
		return l, notFound(err)
	}
	p, err := s.providers.Discover(ctx, row.Issuer, false)
	if err != nil {
		return l, providerError(row.Name, err)
	}
	app, err := s.application(row, v.RedirectURI)
	if err != nil {
		return l, err
	}
	state, err := s.newToken()
	if err != nil {
		return l, err
	}
	l.Provider, l.BrowserToken = row.Name, v.BrowserToken
	if l.BrowserToken == "" {
		if l.BrowserToken, err = s.newToken(); err != nil {
			return l, err
		}
	}
	ask := askedAs(l.BrowserToken, state, purpose, now)
	l.URL = p.SignInURL(app, ask)
	return l, s.store.Write(ctx, func(q *db.Queries) error {
		if err := q.DeleteExpiredProviderSignIns(ctx, db.Millis(now)); err != nil {
			return err
		}
		return q.InsertProviderSignIn(ctx, db.InsertProviderSignInParams{
			StateHash: hashText(state), BrowserHash: hashText(l.BrowserToken), AccountID: accountID, Issuer: row.Issuer, Purpose: string(purpose),
			Holder: holder, Next: next, CreatedAt: db.Millis(now), ExpiresAt: db.Millis(now.Add(providerSignInLasts)),
		})
	})
}

// askedAs is what was asked for with a state, by a browser.
func askedAs(browser, state string, purpose ProviderPurpose, since time.Time) idp.Asked {
	secret := func(what string) string { return base64.RawURLEncoding.EncodeToString(hashText(what, browser, state)) }
	ask := idp.Asked{State: state, Nonce: secret("provider:nonce"), Verifier: secret("provider:verifier")}
	if purpose == ProviderProof {
		ask.Since = since
	}
	return ask
}

// application is how a provider knows this server.
func (s *Service) application(row db.IdentityProvider, redirectURI string) (idp.Application, error) {
	secret, err := s.factorKeys.open(sealedFor(row.AccountID), row.KeyID, row.Sealed)
	return idp.Application{ClientID: row.ClientID, ClientSecret: string(secret), RedirectURI: redirectURI, Scopes: providerFrom(row).Scopes}, err
}

// providerError is a problem with a provider as a refusal. Whoever is at fault is the provider,
// unless it says that the person is.
func providerError(name string, err error) error {
	var problem *idp.Problem
	if !errors.As(err, &problem) {
		return err
	}
	if problem.Kind == idp.Declined || problem.Kind == idp.NotFresh {
		return forbidden(providerProblem(name, problem))
	}
	return &Problem{ErrProvider, providerProblem(name, problem)}
}
