package handlers

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/oidc"
	"latchkey/words"
)

// The addresses of OpenID Connect that webapps call. Those that browsers are sent to are in
// oidcauthorize.go and oidclogout.go.

// discovery says where everything is.
func (s *Server) discovery(c echo.Context) error {
	return sendPublic(c, oidc.Discover(s.issuer(), words.Tags()))
}

// signingKeys are the public keys of what webapps are told.
func (s *Server) signingKeys(c echo.Context) error {
	keys, err := s.svc.SigningKeys(c.Request().Context())
	if err != nil {
		return err
	}
	return sendPublic(c, keys.Set)
}

// sendPublic sends what everybody may read and keep for a while. Pages of other sites may read it,
// too.
func sendPublic(c echo.Context, document any) error {
	h := c.Response().Header()
	h.Set("Cache-Control", "public, max-age=300")
	h.Set(echo.HeaderAccessControlAllowOrigin, "*")
	return c.JSON(http.StatusOK, document)
}

// token exchanges a code for an access token and an ID token.
func (s *Server) token(c echo.Context) error {
	ctx := c.Request().Context()
	form, err := machineForm(c)
	if err != nil {
		return err
	}
	client, err := s.webappClient(c, form, true)
	if err != nil {
		return err
	}
	x, refused := oidc.ParseTokenRequest(form)
	if refused != nil {
		return refused
	}
	keys, err := s.svc.SigningKeys(ctx) // first: a code is taken once
	if err != nil {
		return err
	}
	got, err := s.svc.ExchangeCode(ctx, client, access.Exchange{Code: x.Code, RedirectURI: x.RedirectURI, Verifier: x.Verifier})
	if errors.Is(err, access.ErrInvalidGrant) {
		return &oidc.Error{Code: oidc.InvalidGrant, Description: "the code is over, was used, or is not for this request"}
	}
	if err != nil {
		return err
	}
	signed, err := keys.Current.SignIDToken(s.idToken(got))
	if err != nil {
		return fmt.Errorf("sign an ID token: %w", err)
	}
	letRead(c, client)
	return c.JSON(http.StatusOK, oidc.TokenAnswer{
		AccessToken: got.AccessToken, TokenType: oidc.TokenTypeBearer, ExpiresIn: oidc.SecondsOf(got.ExpiresAt) - oidc.SecondsOf(got.IssuedAt),
		Scope: oidc.ScopeText(got.Claims.Scopes), IDToken: signed,
	})
}

// idToken says who signed in. It is over with the access token: webapps look at it once.
func (s *Server) idToken(got access.TokenAnswer) oidc.IDToken {
	who := got.Claims
	t := oidc.IDToken{
		Issuer: s.issuer(), Audience: who.ClientID, IssuedAt: oidc.SecondsOf(got.IssuedAt), Expires: oidc.SecondsOf(got.ExpiresAt),
		AuthTime: oidc.SecondsOf(who.AuthTime), Nonce: who.Nonce, SessionID: who.SessionID, ACR: acrOf(who.Proofs),
		AtHash: oidc.AtHash(got.AccessToken), UserClaims: userClaims(who),
	}
	for _, p := range who.Proofs.List {
		t.AMR = append(t.AMR, amrOf[p])
	}
	if who.Proofs.Two() {
		t.AMR = append(t.AMR, oidc.AMRTwo)
	}
	return t
}

// amrOf is each proof in the words of RFC 8176.
var amrOf = map[access.Proof]string{
	access.ProofPassword: oidc.AMRPassword, access.ProofPasskey: oidc.AMRPasskey, access.ProofCode: oidc.AMROneTimeCode, access.ProofRecoveryCode: oidc.AMROneTimeCode,
	access.ProofProvider: oidc.AMRProvider, access.ProofProviderTwo: oidc.AMRProvider,
}

// acrOf is how sure some proofs make.
func acrOf(p access.Proofs) string {
	if p.Two() {
		return oidc.SecondFactor
	}
	return oidc.SingleFactor
}

// userClaims are what a webapp is told of someone, as far as it asked.
func userClaims(who access.Claims) oidc.UserClaims {
	u := oidc.UserClaims{Subject: who.UserID}
	for _, scope := range who.Scopes {
		switch scope {
		case oidc.ScopeOpenID: // the subject
		case oidc.ScopeProfile:
			u.Name, u.GivenName, u.FamilyName, u.PreferredUsername = who.Person, who.FirstName, who.LastName, who.Username
			u.ZoneInfo, u.Locale, u.AccountID, u.AccountName, u.External = who.Zone, who.Language, who.AccountID, who.AccountName, &who.External
			u.Roles = []string{}
			for _, r := range who.Roles {
				u.Roles = append(u.Roles, string(r))
			}
		case oidc.ScopeEmail:
			if who.Email != "" {
				u.Email, u.EmailVerified = who.Email, &who.EmailVerified
			}
		case oidc.ScopeGrants:
			u.Grants = []oidc.GrantClaim{}
			for _, g := range who.Grants {
				u.Grants = append(u.Grants, oidc.GrantClaim{
					ID: g.ID, AccountID: g.AccountID, AccountName: g.AccountName, CompanyID: g.CompanyID, CompanyName: g.CompanyName,
					ReadOnly: g.ReadOnly, EndsAt: oidc.SecondsOf(g.EndsAt),
				})
			}
		}
	}
	return u
}

// userInfo says who an access token is for.
func (s *Server) userInfo(c echo.Context) error {
	form, err := machineForm(c)
	if err != nil {
		return err
	}
	token, refused := oidc.ParseBearer(c.Request().Header[echo.HeaderAuthorization], form)
	if refused != nil {
		return s.refuseToken(c, refused)
	}
	who, err := s.svc.WebappUser(c.Request().Context(), "", token)
	if errors.Is(err, access.ErrNotFound) {
		return s.refuseToken(c, &oidc.Error{Code: oidc.InvalidToken, Description: "the access token is over, or not known"})
	}
	if err != nil {
		return err
	}
	client, err := s.svc.ClientByID(c.Request().Context(), who.ClientID)
	if err != nil {
		return err
	}
	letRead(c, client)
	return c.JSON(http.StatusOK, userClaims(who))
}

// refuseToken answers a request with a token that is not good (RFC 6750, section 3).
func (s *Server) refuseToken(c echo.Context, e *oidc.Error) error {
	challenge := `Bearer realm="latchkey"`
	if e.Code != "" {
		challenge += `, error="` + string(e.Code) + `", error_description="` + strings.ReplaceAll(e.Description, `"`, "'") + `"`
	}
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, challenge)
	if e.Code == "" {
		e = &oidc.Error{Code: oidc.InvalidToken, Description: e.Description}
	}
	return e
}

// introspect says whether a token of the webapp that asks still counts (RFC 7662).
func (s *Server) introspect(c echo.Context) error {
	form, err := machineForm(c)
	if err != nil {
		return err
	}
	client, err := s.webappClient(c, form, false)
	if err != nil {
		return err
	}
	if form.Get("token") == "" {
		return &oidc.Error{Code: oidc.InvalidRequest, Description: "token is missing"}
	}
	who, err := s.svc.WebappUser(c.Request().Context(), client.ClientID, form.Get("token"))
	if errors.Is(err, access.ErrNotFound) {
		return c.JSON(http.StatusOK, oidc.Introspection{})
	}
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, oidc.Introspection{
		Active: true, Scope: oidc.ScopeText(who.Scopes), ClientID: who.ClientID, Username: who.Username, TokenType: oidc.TokenTypeBearer,
		Expires: oidc.SecondsOf(who.ExpiresAt), IssuedAt: oidc.SecondsOf(who.IssuedAt), Subject: who.UserID, Audience: who.ClientID,
		Issuer: s.issuer(), SessionID: who.SessionID,
	})
}

// accessOf says whether a user may see a company in the webapp that asks.
func (s *Server) accessOf(c echo.Context) error {
	client, err := s.webappClient(c, nil, false)
	if err != nil {
		return err
	}
	q, err := readQuery(c, "user", "company")
	if err != nil || q["user"] == "" || q["company"] == "" {
		return &oidc.Error{Code: oidc.InvalidRequest, Description: "user and company must be there, once each"}
	}
	a, err := s.svc.AccessOf(c.Request().Context(), client, q["user"], q["company"])
	if err != nil {
		return err
	}
	answer := accessAnswer{Live: a.Live, ReadOnly: a.ReadOnly}
	if !a.EndsAt.IsZero() {
		ends := oidc.SecondsOf(a.EndsAt)
		answer.EndsAt = &ends
	}
	if a.GrantID != "" {
		answer.GrantID = &a.GrantID
	}
	h := c.Response().Header()
	h.Set("Cache-Control", fmt.Sprintf("private, max-age=%d", a.MayBeKept()))
	h.Add(echo.HeaderVary, echo.HeaderAuthorization)
	return c.JSON(http.StatusOK, answer)
}

// accessAnswer is the JSON of accessOf.
type accessAnswer struct {
	Live     bool          `json:"live"`
	ReadOnly bool          `json:"read_only"`
	EndsAt   *oidc.Seconds `json:"ends_at"`
	GrantID  *string       `json:"grant_id"`
}
