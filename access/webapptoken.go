package access

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"latchkey/db"
	"latchkey/oidc"
)

// accessTokenLifetime is how long a webapp's access token lasts at most.
const accessTokenLifetime = 10 * time.Minute

// ErrInvalidGrant means that a code is not, or no longer, good for what was sent with it. It does
// not say why.
var ErrInvalidGrant = errors.New("the code is not valid")

// Exchange is what a webapp sends to exchange a code.
type Exchange struct{ Code, RedirectURI, Verifier string }

// TokenAnswer is what a webapp gets for a code.
type TokenAnswer struct {
	AccessToken string
	IssuedAt    time.Time
	// ExpiresAt is when the access token is over at the latest.
	ExpiresAt time.Time
	Claims    Claims
}

// Claims are what a webapp is told of someone, as far as the scope says.
type Claims struct {
	// ClientID is the webapp, UserID the user (sub), SessionID the sign-in (sid).
	ClientID, UserID, SessionID string
	Scopes                      []oidc.Scope
	// AuthTime is when they proved last who they are, Proofs how. They and Nonce are only in a
	// TokenAnswer.
	AuthTime time.Time
	Proofs   Proofs
	Nonce    string

	Username, Person, FirstName, LastName string
	Zone, Language                        string
	Email                                 string
	EmailVerified                         bool
	AccountID, AccountName                string
	Roles                                 []Role
	External                              bool
	Grants                                []GrantClaim
	// IssuedAt and ExpiresAt are those of the access token.
	IssuedAt, ExpiresAt time.Time
}

// GrantClaim is a grant by which its user may see a company in a webapp.
type GrantClaim struct {
	ID                                             string
	AccountID, AccountName, CompanyID, CompanyName string
	ReadOnly                                       bool
	EndsAt                                         time.Time
}

// ExchangeCode exchanges a code for tokens, once. A code that is shown again ends the tokens from
// it, because someone else has it. Errors: ErrInvalidGrant.
func (s *Service) ExchangeCode(ctx context.Context, c OIDCClient, x Exchange) (a TokenAnswer, err error) {
	now := s.now()
	token, err := s.newToken()
	if err != nil {
		return a, err
	}
	refused := false
	err = s.transact(ctx, Nobody(""), now, func(t *tx) error {
		a = TokenAnswer{AccessToken: token, IssuedAt: now}
		refused, err = t.exchange(ctx, c, x, &a)
		return err // what was found out about a code is kept
	})
	if err == nil && refused {
		err = ErrInvalidGrant
	}
	if err != nil {
		return TokenAnswer{}, err
	}
	return a, nil
}

// exchange takes a code and, unless it is refused, makes the token.
func (t *tx) exchange(ctx context.Context, c OIDCClient, x Exchange, a *TokenAnswer) (refused bool, err error) {
	hash := hashText(x.Code)
	code, err := t.GetWebappCode(ctx, hash)
	switch {
	case db.IsNotFound(err):
		return true, nil
	case err != nil:
		return false, err
	case code.ClientID != c.ClientID: // it cannot spoil the code of another one
		return true, nil
	}
	n, err := t.UseWebappCode(ctx, db.UseWebappCodeParams{CodeHash: hash, Now: db.Millis(t.now)})
	if err != nil {
		return false, err
	}
	if n == 0 {
		_, err := t.DeleteTokensOfCode(ctx, hash)
		return true, err
	}
	d, err := t.GetWebappDoor(ctx, code.WebappSessionID)
	if err != nil {
		gone, err := isGone(err)
		return gone, err
	}
	if code.RedirectUri != x.RedirectURI || !oidc.VerifyPKCE(code.Challenge, x.Verifier) || !doorFrom(d).isOpen(t.turn) || t.svc.isIdle(doorFrom(d), t.turn) {
		return true, nil
	}
	a.ExpiresAt = db.Time(min(db.Millis(t.now.Add(accessTokenLifetime)), d.ValidTo))
	err = t.InsertWebappToken(ctx, db.InsertWebappTokenParams{
		TokenHash: hashText(a.AccessToken), CodeHash: hash, WebappSessionID: d.ID, Scope: code.Scope, CreatedAt: db.Millis(t.now), ExpiresAt: db.Millis(a.ExpiresAt),
	})
	if err != nil {
		return false, err
	}
	if _, err := t.SetWebappSessionUsed(ctx, d.ID); err != nil {
		return false, err
	}
	a.Claims, err = claims(ctx, t.Queries, d.ID, d.UserID, oidc.ParseScopes(code.Scope), t.turn)
	a.Claims.ClientID, a.Claims.Nonce = d.ClientID, code.Nonce
	a.Claims.AuthTime, a.Claims.Proofs = db.Time(code.AuthTime), proofsFrom(code.Proofs, "")
	a.Claims.IssuedAt, a.Claims.ExpiresAt = a.IssuedAt, a.ExpiresAt
	return false, err
}

// WebappUser is whom an access token is for, as long as it counts. clientID is the webapp that asks
// for it, or "" for whoever has the token. Errors: ErrNotFound.
func (s *Service) WebappUser(ctx context.Context, clientID, token string) (c Claims, err error) {
	now := s.now()
	q := s.store.Read
	row, err := q.GetWebappToken(ctx, db.GetWebappTokenParams{TokenHash: hashText(token), Now: db.Millis(now)})
	if err != nil {
		return c, notFound(err)
	}
	if clientID != "" && row.ClientID != clientID || s.isIdle(door{session: row.SessionHash, seen: row.SeenAt}, now) {
		return c, ErrNotFound
	}
	c, err = claims(ctx, q, row.ID, row.UserID, oidc.ParseScopes(row.Scope), now)
	c.ClientID = row.ClientID
	c.IssuedAt, c.ExpiresAt = db.Time(row.CreatedAt), db.Time(min(row.ExpiresAt, row.ValidTo))
	return c, err
}

// claims are what a webapp is told of the user of a sign-in now. Of someone made under a grant, it
// is always told that, because otherwise they would look like one of the account's own people.
func claims(ctx context.Context, q *db.Queries, sessionID, userID string, scopes []oidc.Scope, now time.Time) (c Claims, err error) {
	u, err := q.GetClaims(ctx, userID)
	if err != nil {
		return c, notFound(err)
	}
	c = Claims{UserID: u.ID, SessionID: sessionID, Scopes: scopes}
	if slices.Contains(scopes, oidc.ScopeProfile) {
		has, err := assignedRoles(ctx, q, u.AccountID, u.ID, now)
		if err != nil {
			return c, err
		}
		c.Username, c.Person, c.FirstName, c.LastName = u.Name+" @ "+u.AccountName, personName(u.FirstName, u.LastName, u.Name), u.FirstName, u.LastName
		c.Zone, c.Language = u.TimeZone, cmp.Or(u.Language, u.BrowserLanguage)
		c.AccountID, c.AccountName, c.External = u.AccountID, u.AccountName, u.External != 0
		c.Roles = actingRoles(KindUser, c.External, has.roles)
	}
	if slices.Contains(scopes, oidc.ScopeEmail) {
		c.Email, c.EmailVerified = u.Email, u.EmailVerified != 0
	}
	if !slices.Contains(scopes, oidc.ScopeGrants) && !u.GrantID.Valid {
		return c, nil
	}
	rows, err := q.ListWebappSessionGrants(ctx, sessionID)
	c.Grants = mapped(rows, func(g db.ListWebappSessionGrantsRow) GrantClaim {
		return GrantClaim{
			ID: g.RequestID, AccountID: g.AccountID, AccountName: g.AccountName, CompanyID: g.CompanyID, CompanyName: g.CompanyName, ReadOnly: g.ReadOnly, EndsAt: db.Time(g.ValidTo),
		}
	})
	return c, err
}

// CompanyAccess is whether a user may see a company in a webapp now.
type CompanyAccess struct {
	Live, ReadOnly bool
	// EndsAt is when that ends by what is known now, or zero for never.
	EndsAt time.Time
	// GrantID is the grant by which a visitor, or someone who was made under it, may; or "".
	GrantID string
	// AsOf is when it was so.
	AsOf time.Time
}

// AccessOf is whether a user may see a company in a webapp now: a company of their own account if
// they have a seat and, if they were made under a grant, by that; or as a visitor. What the webapp
// asks for may be anything, and every answer takes the same work.
func (s *Service) AccessOf(ctx context.Context, c OIDCClient, userID, companyID string) (a CompanyAccess, err error) {
	now := s.now()
	a.AsOf = now
	own, err := s.store.Read.GetOwnDoor(ctx, db.GetOwnDoorParams{WebappID: c.Webapp.ID, UserID: userID, CompanyID: companyID, Now: db.Millis(now)})
	if err != nil && !db.IsNotFound(err) {
		return a, err
	}
	isOwn := err == nil
	g, err := s.store.Read.GetVisitorGrantOf(ctx, db.GetVisitorGrantOfParams{WebappID: c.Webapp.ID, UserID: userID, CompanyID: companyID, Now: db.Millis(now)})
	if err != nil && !db.IsNotFound(err) {
		return a, err
	}
	byGrant := err == nil && (isOwn || !g.WithSeat)
	switch {
	case isOwn && !own.GrantID.Valid:
		a.Live, a.EndsAt = true, endOf(own.UserTo, own.SeatTo, own.OpenerTo)
	case byGrant:
		a.Live, a.ReadOnly, a.GrantID, a.EndsAt = true, g.ReadOnly, g.RequestID, endOf(g.ValidTo, g.UserTo, g.OpenerTo)
		if isOwn {
			a.EndsAt = endOf(g.ValidTo, own.UserTo, own.SeatTo, own.OpenerTo)
		}
	}
	return a, nil
}

// noEnd is what the views say of what has no end.
const noEnd = 253402300799999

// endOf is the first of some ends, or zero if there is none.
func endOf(first int64, more ...int64) time.Time {
	end := min(first, slices.Min(more))
	if end == noEnd {
		return time.Time{}
	}
	return db.Time(end)
}

// answersKept is for how long a webapp may keep an answer about access at most.
const answersKept = 30 * time.Second

// MayBeKept is for how many seconds the webapp may keep the answer: never until after its end.
func (a CompanyAccess) MayBeKept() int {
	kept := answersKept
	if !a.EndsAt.IsZero() {
		kept = min(kept, a.EndsAt.Sub(a.AsOf))
	}
	return max(0, int(kept.Seconds()))
}
