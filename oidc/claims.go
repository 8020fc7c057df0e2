package oidc

import "time"

// Seconds is an instant on the wire: seconds since 1970 in UTC.
type Seconds int64

// SecondsOf is the second in which an instant is.
func SecondsOf(t time.Time) Seconds { return Seconds(t.Unix()) }

// Scope is something that a webapp asks to know.
type Scope string

// The scopes. Others are ignored.
const (
	ScopeOpenID  Scope = "openid"
	ScopeProfile Scope = "profile"
	ScopeEmail   Scope = "email"
	// ScopeGrants asks for the grants with which a visitor got in.
	ScopeGrants Scope = "grants"
)

var scopes = []Scope{ScopeOpenID, ScopeProfile, ScopeEmail, ScopeGrants}

// How people proved that it was them (RFC 8176).
const (
	AMRPassword    = "pwd"
	AMRPasskey     = "pop"
	AMROneTimeCode = "otp"
	// AMRProvider is a sign-in at the identity provider of someone's account: what they did there
	// is between them. RFC 8176 has no word for that.
	AMRProvider = "urn:latchkey:identity-provider"
	AMRTwo      = "mfa"
)

// How sure that is: the values of acr.
const (
	// SingleFactor is a password alone, or an identity provider that says nothing of a second
	// factor.
	SingleFactor = "urn:latchkey:single-factor"
	// SecondFactor is two proofs, a passkey that asked for a PIN or a fingerprint, or an identity
	// provider that says that there was a second factor.
	SecondFactor = "urn:latchkey:second-factor"
)

// UserClaims are who someone is: the answer of the userinfo address, and part of an ID token. What
// a webapp did not ask for is not there.
type UserClaims struct {
	Subject string `json:"sub"`

	// With ScopeProfile:
	Name              string   `json:"name,omitempty"`
	GivenName         string   `json:"given_name,omitempty"`
	FamilyName        string   `json:"family_name,omitempty"`
	PreferredUsername string   `json:"preferred_username,omitempty"`
	ZoneInfo          string   `json:"zoneinfo,omitempty"`
	Locale            string   `json:"locale,omitempty"`
	AccountID         string   `json:"account_id,omitempty"`
	AccountName       string   `json:"account_name,omitempty"`
	Roles             []string `json:"roles,omitzero"`
	External          *bool    `json:"external,omitempty"`

	// With ScopeEmail:
	Email         string `json:"email,omitempty"`
	EmailVerified *bool  `json:"email_verified,omitempty"`

	// With ScopeGrants:
	Grants []GrantClaim `json:"grants,omitzero"`
}

// GrantClaim is a grant with which someone may see a company of another account.
type GrantClaim struct {
	ID          string  `json:"id"`
	AccountID   string  `json:"account_id"`
	AccountName string  `json:"account_name"`
	CompanyID   string  `json:"company_id"`
	CompanyName string  `json:"company_name"`
	ReadOnly    bool    `json:"read_only"`
	EndsAt      Seconds `json:"ends_at"`
}

// IDToken says to one webapp who signed in.
type IDToken struct {
	Issuer    string   `json:"iss"`
	Audience  string   `json:"aud"`
	IssuedAt  Seconds  `json:"iat"`
	Expires   Seconds  `json:"exp"`
	AuthTime  Seconds  `json:"auth_time"`
	Nonce     string   `json:"nonce,omitempty"`
	SessionID string   `json:"sid"`
	AMR       []string `json:"amr,omitempty"`
	ACR       string   `json:"acr,omitempty"`
	// AtHash is AtHash of the access token beside it.
	AtHash string `json:"at_hash,omitempty"`
	UserClaims
}

// LogoutToken tells a webapp that a sign-in is over.
type LogoutToken struct {
	Issuer    string  `json:"iss"`
	Audience  string  `json:"aud"`
	IssuedAt  Seconds `json:"iat"`
	Expires   Seconds `json:"exp"`
	ID        string  `json:"jti"`
	Subject   string  `json:"sub"`
	SessionID string  `json:"sid"`
}

// logoutEvent is what makes a token a logout token.
const logoutEvent = "http://schemas.openid.net/event/backchannel-logout"
