package oidc

import "net/url"

const grantType = "authorization_code"

// TokenRequest is the exchange of a code.
type TokenRequest struct {
	Code, RedirectURI, Verifier string
}

// ParseTokenRequest reads the form of an exchange, without the credentials in it.
func ParseTokenRequest(form url.Values) (TokenRequest, *Error) {
	if err := CheckOnce(form); err != nil {
		return TokenRequest{}, err
	}
	r := TokenRequest{Code: form.Get("code"), RedirectURI: form.Get("redirect_uri"), Verifier: form.Get("code_verifier")}
	switch {
	case form.Get("grant_type") == "":
		return TokenRequest{}, refuse(InvalidRequest, "grant_type is missing")
	case form.Get("grant_type") != grantType:
		return TokenRequest{}, refuse(UnsupportedGrantType, "grant_type must be authorization_code")
	case r.Code == "", r.RedirectURI == "":
		return TokenRequest{}, refuse(InvalidRequest, "code or redirect_uri is missing")
	case !visible(r.Code, maxValue), !visible(r.RedirectURI, maxValue):
		return TokenRequest{}, refuse(InvalidGrant, "the code or redirect_uri is not that of the authorization request")
	case !isVerifier(r.Verifier):
		return TokenRequest{}, refuse(InvalidGrant, "code_verifier is missing or malformed")
	}
	return r, nil
}

// TokenAnswer is what a webapp gets for a code.
type TokenAnswer struct {
	AccessToken string  `json:"access_token"`
	TokenType   string  `json:"token_type"` // TokenTypeBearer
	ExpiresIn   Seconds `json:"expires_in"`
	Scope       string  `json:"scope"`
	IDToken     string  `json:"id_token"`
}

// TokenTypeBearer is the only type: whoever has the token may use it.
const TokenTypeBearer = "Bearer"

// Introspection is what a webapp is told about a token (RFC 7662). About one that is not its own,
// or over, that is only Active: false.
type Introspection struct {
	Active    bool    `json:"active"`
	Scope     string  `json:"scope,omitempty"`
	ClientID  string  `json:"client_id,omitempty"`
	Username  string  `json:"username,omitempty"`
	TokenType string  `json:"token_type,omitempty"`
	Expires   Seconds `json:"exp,omitempty"`
	IssuedAt  Seconds `json:"iat,omitempty"`
	Subject   string  `json:"sub,omitempty"`
	Audience  string  `json:"aud,omitempty"`
	Issuer    string  `json:"iss,omitempty"`
	SessionID string  `json:"sid,omitempty"`
}

// LogoutRequest is a webapp's wish to sign someone out (OpenID Connect RP-Initiated Logout 1.0).
type LogoutRequest struct {
	IDTokenHint, ClientID string
	AfterLogoutURI, State string
	UILocales             []string
}

// ParseLogoutRequest reads the form or the query of a sign-out. The error is for a page.
func ParseLogoutRequest(q url.Values) (LogoutRequest, *Error) {
	if twice := once(q); twice != "" {
		return LogoutRequest{}, page("a parameter is there more than once")
	}
	r := LogoutRequest{
		IDTokenHint: q.Get("id_token_hint"), ClientID: q.Get("client_id"),
		AfterLogoutURI: q.Get("post_logout_redirect_uri"), State: q.Get("state"), UILocales: words(q.Get("ui_locales")),
	}
	if !visible(r.IDTokenHint, maxToken) || !visible(r.ClientID, maxValue) || !visible(r.AfterLogoutURI, maxValue) || !visible(r.State, maxValue) || !visible(q.Get("ui_locales"), maxValue) {
		return LogoutRequest{}, page("a parameter is too long or malformed")
	}
	return r, nil
}
