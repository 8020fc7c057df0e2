package access

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"latchkey/db"
	"latchkey/idp"
)

// The actions on an account's identity provider.
const (
	ProviderSet     Action = "provider.set"
	ProviderChanged Action = "provider.changed"
	ProviderRemoved Action = "provider.removed"
)

// DefaultSecondFactor are the values of amr (RFC 8176) that say, unless an account wants others,
// that someone used more than a password at the provider: several factors, something that they
// have, or something that they are. What can be guessed, redirected or is only about the place does
// not.
var DefaultSecondFactor = []string{"mfa", "otp", "hwk", "swk", "pop", "sc", "fpt", "face", "iris", "retina", "vbm"}

// IdentityProvider is the OpenID Connect provider of an account, by which its users can sign in.
// The client secret is not in it: nobody reads that again.
type IdentityProvider struct {
	// Name is what people read: Continue with NAME.
	Name, Issuer, ClientID string
	// Scopes are more scopes to ask for than openid, profile and email.
	Scopes []string
	// GroupsClaim is the claim that says who may sign in, and Groups its values of which they need
	// one. If it is "", everybody may whom the provider lets in.
	GroupsClaim string
	Groups      []string
	// SecondFactor are the values of amr or acr that say that there was a second factor.
	SecondFactor []string
	Enabled      bool
	// Required says that the account's own users sign in in no other way.
	Required bool
	// Creates says that whoever is not linked to a user becomes a new one.
	Creates bool
}

func providerFrom(row db.IdentityProvider) IdentityProvider {
	return IdentityProvider{
		Name: row.Name, Issuer: row.Issuer, ClientID: row.ClientID, Scopes: strings.Fields(row.Scopes), GroupsClaim: row.GroupsClaim, Groups: linesOf(row.Groups),
		SecondFactor: strings.Fields(row.SecondFactor), Enabled: row.Enabled == 1, Required: row.Required == 1, Creates: row.Creates == 1,
	}
}

// linesOf are the lines of a text that are not empty, without spaces around them.
func linesOf(text string) (lines []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// changes are what the record says about a provider.
func (p IdentityProvider) changes() changes {
	return changes{
		DetailName: p.Name, DetailIssuer: p.Issuer, DetailClientID: p.ClientID, DetailScopes: strings.Join(p.Scopes, " "), DetailGroupsClaim: p.GroupsClaim,
		DetailGroups: strings.Join(p.Groups, "\n"), DetailFactorValues: strings.Join(p.SecondFactor, " "), DetailEnabled: yesNo(p.Enabled),
		DetailRequired: yesNo(p.Required), DetailCreates: yesNo(p.Creates),
	}
}

// formValues are what its form shows.
func (p IdentityProvider) formValues() formValues {
	return formValues{"identity provider", []Shown{
		{"name", p.Name}, {"provider_issuer", p.Issuer}, {"client_id", p.ClientID}, {"scopes", strings.Join(p.Scopes, " ")}, {"groups_claim", p.GroupsClaim},
		{"groups", strings.Join(p.Groups, "\n")}, {"second_factor", strings.Join(p.SecondFactor, " ")}, {"enabled", p.Enabled}, {"required", p.Required}, {"creates", p.Creates},
	}}
}

// Version is the version of its form.
func (p IdentityProvider) Version() Version { return p.formValues().version() }

// IdentityProviderForm is an identity provider as typed. An empty ClientSecret keeps the one that
// is stored.
type IdentityProviderForm struct {
	Name, Issuer, ClientID, ClientSecret, Scopes, GroupsClaim, Groups, SecondFactor string
	Enabled, Required, Creates                                                      bool
}

const (
	// maxSecret is the longest client secret, and maxProviderText the longest list, in characters.
	maxSecret       = 2000
	maxProviderText = 2000
)

// check checks the fields. was is what is stored, or nil.
func (f IdentityProviderForm) check(c *idp.Client, was *IdentityProvider) (p IdentityProvider, err error) {
	var invalid Invalid
	p = IdentityProvider{
		Name: checkKey(&invalid, "name", f.Name), Issuer: strings.TrimSpace(f.Issuer), ClientID: strings.TrimSpace(f.ClientID), Scopes: strings.Fields(f.Scopes),
		GroupsClaim: strings.TrimSpace(f.GroupsClaim), Groups: linesOf(f.Groups), SecondFactor: strings.Fields(f.SecondFactor),
		Enabled: f.Enabled, Required: f.Required, Creates: f.Creates,
	}
	for field, text := range map[string]string{"client_id": p.ClientID, "scopes": f.Scopes, "groups_claim": p.GroupsClaim, "groups": f.Groups, "second_factor": f.SecondFactor} {
		most := maxProviderText
		if field == "client_id" || field == "groups_claim" {
			most = maxSecret
		}
		if n := utf8.RuneCountInString(text); n > most {
			invalid.add(field, TooLong{Most: most, Has: n})
		} else if text != cleanText(text) && strings.TrimSpace(text) != cleanText(text) && field != "groups" {
			invalid.add(field, HasNoSuchCharacters{})
		}
	}
	if p.ClientID == "" {
		invalid.add("client_id", EnterClientID{})
	}
	if (p.GroupsClaim == "") != (len(p.Groups) == 0) {
		invalid.add("groups", ClaimAndGroups{})
	}
	if _, parsed := url.Parse(p.Issuer); parsed != nil || !c.IsIssuer(p.Issuer) || utf8.RuneCountInString(p.Issuer) > maxProviderText {
		invalid.add("issuer", NoIssuer{})
	}
	switch {
	case utf8.RuneCountInString(f.ClientSecret) > maxSecret:
		invalid.add("client_secret", TooLong{Most: maxSecret, Has: utf8.RuneCountInString(f.ClientSecret)})
	case f.ClientSecret == "" && (was == nil || was.Issuer != p.Issuer): // a stored secret goes to nobody else
		invalid.add("client_secret", EnterClientSecret{})
	}
	if p.Required && !p.Enabled {
		invalid.add("required", RequiredNeedsEnabled{})
	}
	return p, invalid.err()
}

// IdentityProviderPage is an account's provider for those who may set it.
type IdentityProviderPage struct {
	Account Named
	// Provider is nil if there is none.
	Provider *IdentityProvider
	Since    time.Time
	// Stranded is how many of the account's active users have no other way to sign in.
	Stranded int64
	// Works is false if this server cannot lead anybody to a provider.
	Works bool
}

// IdentityProvider returns an account's provider for someone who may set it. Errors: ErrNotFound,
// ErrForbidden.
func (s *Service) IdentityProvider(ctx context.Context, by Actor, accountID string) (p IdentityProviderPage, err error) {
	if !by.MaySetRules(accountID) {
		return p, s.refuseRules(ctx, by, accountID)
	}
	p.Account, p.Works = Named{ID: by.AccountID, Name: by.AccountName}, s.providers != nil
	row, err := s.store.Read.GetIdentityProvider(ctx, accountID)
	if err != nil {
		return p, notFoundIsNone(err)
	}
	is := providerFrom(row)
	p.Provider, p.Since = &is, db.Time(row.CreatedAt)
	p.Stranded, err = s.store.Read.CountUsersWithoutPassword(ctx, accountID)
	return p, err
}

// checkProvider checks what was typed, and asks the provider what it is.
func (s *Service) checkProvider(ctx context.Context, by Actor, accountID string, f IdentityProviderForm) (p IdentityProvider, err error) {
	if !by.MaySetRules(accountID) {
		return p, s.refuseRules(ctx, by, accountID)
	}
	if s.providers == nil {
		return p, conflict(NoProvidersHere{})
	}
	page, err := s.IdentityProvider(ctx, by, accountID)
	if err != nil {
		return p, err
	}
	p, err = f.check(s.providers, page.Provider)
	if err != nil || by.rehearses {
		return p, err
	}
	_, err = s.providers.Discover(ctx, p.Issuer, true)
	if problem := (*idp.Problem)(nil); errors.As(err, &problem) {
		err = &Invalid{Fields: map[string]Reason{"issuer": providerProblem(p.Name, problem)}}
	}
	return p, err
}

// TestIdentityProvider checks a provider as typed, and changes nothing. Errors: as
// SetIdentityProvider.
func (s *Service) TestIdentityProvider(ctx context.Context, by Actor, accountID string, f IdentityProviderForm) error {
	_, err := s.checkProvider(ctx, by, accountID, f)
	return err
}

// SetIdentityProvider sets or changes an account's provider. It asks the provider first: one that
// does not answer is not saved. Another issuer is another provider: all links to the old one, and
// the sessions that began with it, end. It needs SetAccessRules and a fresh proof, and the actor
// must be one of the account's own people. Errors: *Invalid with the fields of the form,
// ErrNotFound, ErrForbidden.
func (s *Service) SetIdentityProvider(ctx context.Context, by Actor, accountID string, f IdentityProviderForm) error {
	p, err := s.checkProvider(ctx, by, accountID, f)
	if err != nil {
		return err
	}
	return s.changeFreeze(ctx, by, accountID, func(t *tx, a db.Account) error {
		row, err := t.GetIdentityProvider(ctx, a.ID)
		isNew := db.IsNotFound(err)
		if err != nil && !isNew {
			return err
		}
		was := IdentityProvider{}
		if !isNew {
			was = providerFrom(row)
		}
		if err := t.checkFresh(was.formValues(), p.formValues()); err != nil {
			return err
		}
		if f.ClientSecret == "" && was.Issuer != p.Issuer { // someone else was faster
			return &Invalid{Fields: map[string]Reason{"client_secret": EnterClientSecret{}}}
		}
		if f.ClientSecret == "" && was.Version() == p.Version() {
			return errUnchanged
		}
		if err := t.needProof(); err != nil {
			return err
		}
		if err := t.putProvider(ctx, a.ID, p, f.ClientSecret, row); err != nil {
			return err
		}
		return t.providerChanged(ctx, a, was, p, f.ClientSecret != "")
	})
}

// providerChanged is called when a provider was stored. It ends what depends on what it was, tells
// those who decide about it, and records it. was is empty for a new one.
func (t *tx) providerChanged(ctx context.Context, a db.Account, was, is IdentityProvider, secret bool) (err error) {
	action, before, after, news := ProviderSet, changes(nil), is.changes(), SecurityProviderSet
	if was.Issuer != "" {
		action, before, news = ProviderChanged, was.changes(), SecurityProviderChanged
	}
	if secret {
		after[DetailClientSecret] = SecretValue
	}
	if was.Issuer != "" && (was.Issuer != is.Issuer || !is.Enabled) {
		err = t.endProvided(ctx, a.ID, was.Issuer != is.Issuer)
	}
	if err == nil {
		err = t.notifyProvider(ctx, a, news, is.Name)
	}
	return t.recordUnless(ctx, err, accountEntry(action, a, before, after))
}

// sealedFor is for whom a client secret is sealed.
func sealedFor(accountID string) string { return "provider:" + accountID }

// putProvider stores a provider. was has the secret that stays if none was typed.
func (t *tx) putProvider(ctx context.Context, accountID string, p IdentityProvider, secret string, was db.IdentityProvider) (err error) {
	sealed, key := was.Sealed, was.KeyID
	if secret != "" {
		sealed, key, err = t.svc.factorKeys.seal(t.svc.random, sealedFor(accountID), []byte(secret))
		if err != nil {
			return err
		}
	}
	return t.PutIdentityProvider(ctx, db.PutIdentityProviderParams{
		AccountID: accountID, Name: p.Name, Issuer: p.Issuer, ClientID: p.ClientID, Sealed: sealed, KeyID: key, Scopes: strings.Join(p.Scopes, " "),
		GroupsClaim: p.GroupsClaim, Groups: strings.Join(p.Groups, "\n"), SecondFactor: strings.Join(p.SecondFactor, " "),
		Enabled: flag(p.Enabled), Required: flag(p.Required), Creates: flag(p.Creates), Now: db.Millis(t.now),
	})
}

// endProvided ends what began with an account's provider: sessions, and sign-ins that are on their
// way. links says that its users are linked to it no more.
func (t *tx) endProvided(ctx context.Context, accountID string, links bool) error {
	if err := t.DeleteProviderSignInsOf(ctx, accountID); err != nil {
		return err
	}
	if _, err := t.DeleteProviderSessions(ctx, accountID); err != nil || !links {
		return err
	}
	_, err := t.DeleteIdentities(ctx, accountID)
	return err
}

// RemoveIdentityProvider removes an account's provider, all links to it, and the sessions that
// began with it. It decides who gets in in which way, so it needs what SetIdentityProvider needs.
// Errors: ErrNotFound, ErrForbidden; ErrConflict if there is none.
func (s *Service) RemoveIdentityProvider(ctx context.Context, by Actor, accountID string) error {
	return s.changeFreeze(ctx, by, accountID, func(t *tx, a db.Account) error {
		row, err := t.GetIdentityProvider(ctx, a.ID)
		if db.IsNotFound(err) {
			return conflict(NoProviderToRemove{})
		}
		if err == nil {
			err = t.needProof()
		}
		if err == nil {
			err = t.removeProvider(ctx, a.ID)
		}
		if err == nil {
			err = t.notifyProvider(ctx, a, SecurityProviderRemoved, row.Name)
		}
		return t.recordUnless(ctx, err, accountEntry(ProviderRemoved, a, providerFrom(row).changes(), nil))
	})
}

func (t *tx) removeProvider(ctx context.Context, accountID string) error {
	err := t.endProvided(ctx, accountID, true)
	if err == nil {
		_, err = t.DeleteIdentityProvider(ctx, accountID)
	}
	return err
}

// notifyProvider tells everyone who decides for an account that its provider is another now.
func (t *tx) notifyProvider(ctx context.Context, a db.Account, event SecurityEvent, name string) error {
	if t.svc.links == nil {
		return nil
	}
	rows, err := t.ListDeciders(ctx, db.ListDecidersParams{AccountID: a.ID, Now: db.Millis(t.now)})
	if err != nil {
		return err
	}
	for _, d := range loginsThatMay(rows, a.ID, func(a Actor) bool { return a.MayOwn(SetAccessRules) }) {
		if d.external {
			continue
		}
		l := login{kind: kindOf(d.userID), accountID: a.ID, userID: d.userID}
		if err := t.notifySecurity(ctx, l, SecurityNews{Event: event, Name: name}); err != nil {
			return err
		}
	}
	return nil
}
