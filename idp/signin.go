package idp

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"golang.org/x/oauth2"
)

// Algorithms are the algorithms with which a provider may sign an ID token: those that only the
// provider's own key can make.
var Algorithms = []string{"RS256", "ES256", "PS256"}

// Application is how a provider knows us.
type Application struct {
	ClientID, ClientSecret, RedirectURI string
	// Scopes are more scopes than openid, profile and email.
	Scopes []string
}

func (a Application) config(p *Provider) *oauth2.Config {
	style := oauth2.AuthStyleInParams
	if p.inHeader {
		style = oauth2.AuthStyleInHeader
	}
	return &oauth2.Config{
		ClientID: a.ClientID, ClientSecret: a.ClientSecret, RedirectURL: a.RedirectURI,
		Scopes:   append([]string{oidc.ScopeOpenID, "profile", "email"}, a.Scopes...),
		Endpoint: oauth2.Endpoint{AuthURL: p.authorize, TokenURL: p.token, AuthStyle: style},
	}
}

// Asked is one sign-in, as it was asked for. State, Nonce and Verifier are random and used once.
// Nobody but us knows the Verifier.
type Asked struct {
	State, Nonce, Verifier string
	// Since asks for a proof that is made at this time or later. Zero asks for none.
	Since time.Time
}

// Fresh reports whether a new proof is asked for.
func (a Asked) Fresh() bool { return !a.Since.IsZero() }

// SignInURL is where to send a browser.
func (p *Provider) SignInURL(a Application, ask Asked) string {
	options := []oauth2.AuthCodeOption{oidc.Nonce(ask.Nonce), oauth2.S256ChallengeOption(ask.Verifier)}
	if ask.Fresh() {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	return a.config(p).AuthCodeURL(ask.State, options...)
}

// Answer is what a browser brought back.
type Answer struct{ Code, Issuer, Error string }

// Identity is who came back. Issuer and Subject say who it is; nothing else does.
type Identity struct {
	Issuer, Subject string
	// Name is the name by which they sign in there, or "".
	Name, GivenName, FamilyName string
	// Email is their address there, unless the provider says that it is not verified.
	Email string
	// Methods and Class are amr and acr: how they proved there who they are.
	Methods []string
	Class   string
	// At is when they did, or zero.
	At time.Time
	// claims are all claims.
	claims map[string]json.RawMessage
}

// leeway is how far a provider's clock may be wrong.
const leeway = time.Minute

// SignIn takes in what a browser brought back for what was asked for, and says who it is. Errors:
// *Problem.
func (c *Client) SignIn(ctx context.Context, p *Provider, a Application, ask Asked, answer Answer) (Identity, error) {
	// Before all else: whose answer is it? A code of one provider must not go to another.
	if answer.Issuer != "" && answer.Issuer != p.Issuer || answer.Issuer == "" && p.saysIssuer {
		return Identity{}, &Problem{Kind: OtherIssuer, Got: shown(answer.Issuer), Want: p.Issuer}
	}
	if answer.Error != "" || answer.Code == "" {
		return Identity{}, &Problem{Kind: Declined, Got: shown(answer.Error)}
	}
	token, err := a.config(p).Exchange(c.in(ctx), answer.Code, oauth2.VerifierOption(ask.Verifier))
	if err != nil {
		return Identity{}, tokenProblem(p.token, err)
	}
	raw, _ := token.Extra("id_token").(string)
	if raw == "" {
		return Identity{}, &Problem{Kind: NoIDToken, At: AtToken}
	}
	id, err := c.verify(ctx, p, a.ClientID, ask, raw, token.AccessToken)
	if err != nil {
		return Identity{}, err
	}
	return id, c.complete(ctx, p, &id, token.AccessToken)
}

// tokenProblem is why a code was not exchanged.
func tokenProblem(address string, err error) *Problem {
	var refused *oauth2.RetrieveError
	if called := (*url.Error)(nil); errors.As(err, &called) {
		return problemOf(AtToken, address, err)
	}
	if !errors.As(err, &refused) {
		return &Problem{Kind: NotJSON, At: AtToken, cause: err}
	}
	status := refused.Response.StatusCode
	switch {
	case refused.ErrorCode == "invalid_client", refused.ErrorCode == "unauthorized_client", status == http.StatusUnauthorized:
		return &Problem{Kind: WrongClient, At: AtToken}
	case refused.ErrorCode != "":
		return &Problem{Kind: CodeRefused, At: AtToken, Got: shown(refused.ErrorCode)}
	default:
		return &Problem{Kind: BadStatus, At: AtToken, Status: status}
	}
}

// keySet keeps the error of reading the keys, which the verifier turns into a text.
type keySet struct {
	oidc.KeySet
	err error
}

func (k *keySet) VerifySignature(ctx context.Context, token string) ([]byte, error) {
	payload, err := k.KeySet.VerifySignature(ctx, token)
	k.err = err
	return payload, err
}

// idClaims are the claims of an ID token that we check.
type idClaims struct {
	Issuer   string   `json:"iss"`
	Party    string   `json:"azp"`
	Nonce    string   `json:"nonce"`
	AuthTime *float64 `json:"auth_time"`
	Methods  []string `json:"amr"`
	Class    string   `json:"acr"`
}

// verify checks an ID token.
func (c *Client) verify(ctx context.Context, p *Provider, clientID string, ask Asked, raw, accessToken string) (id Identity, err error) {
	algorithms := make([]jose.SignatureAlgorithm, len(Algorithms))
	for i, name := range Algorithms {
		algorithms[i] = jose.SignatureAlgorithm(name)
	}
	signed, err := jose.ParseSignedCompact(raw, algorithms)
	if err != nil {
		return id, &Problem{Kind: WrongAlgorithm, At: AtToken, cause: err}
	}
	keys := &keySet{KeySet: p.keys}
	token, err := oidc.NewVerifier(p.Issuer, keys, &oidc.Config{ClientID: clientID, SupportedSigningAlgs: Algorithms, Now: c.options.Now}).Verify(c.in(ctx), raw)
	if err != nil {
		return id, why(p, clientID, signed, keys.err, err)
	}
	var claims idClaims
	if err := token.Claims(&claims); err != nil {
		return id, &Problem{Kind: NotJSON, At: AtToken, cause: err}
	}
	switch {
	case claims.Issuer != p.Issuer:
		return id, &Problem{Kind: OtherIssuer, At: AtToken, Got: shown(claims.Issuer), Want: p.Issuer}
	case claims.Party != "" && claims.Party != clientID, len(token.Audience) > 1 && claims.Party == "":
		return id, &Problem{Kind: WrongAudience, At: AtToken}
	case subtle.ConstantTimeCompare([]byte(claims.Nonce), []byte(ask.Nonce)) != 1:
		return id, &Problem{Kind: WrongNonce, At: AtToken}
	case token.IssuedAt.After(c.options.Now().Add(leeway)):
		return id, &Problem{Kind: Expired, At: AtToken}
	case token.Subject == "":
		return id, &Problem{Kind: Incomplete, At: AtToken, Want: "sub"}
	case token.AccessTokenHash != "" && token.VerifyAccessToken(accessToken) != nil:
		return id, &Problem{Kind: WrongToken, At: AtToken}
	}
	id = Identity{Issuer: p.Issuer, Subject: token.Subject, Methods: claims.Methods, Class: claims.Class}
	if claims.AuthTime != nil {
		id.At = time.Unix(int64(*claims.AuthTime), 0)
	}
	if ask.Fresh() && id.At.Before(ask.Since.Add(-leeway)) {
		return id, &Problem{Kind: NotFresh, At: AtToken}
	}
	if err := token.Claims(&id.claims); err != nil {
		return id, &Problem{Kind: NotJSON, At: AtToken, cause: err}
	}
	return id, nil
}

// why is why the verifier refused an ID token. The verifier has decided: this only explains.
func why(p *Provider, clientID string, signed *jose.JSONWebSignature, keysErr, err error) *Problem {
	var found *Problem
	if errors.As(keysErr, &found) {
		return problemOf(AtKeys, p.keysAt, keysErr)
	}
	if keysErr != nil {
		if called := (*url.Error)(nil); errors.As(keysErr, &called) {
			return problemOf(AtKeys, p.keysAt, keysErr)
		}
		if strings.Contains(keysErr.Error(), "fetching keys") { // by package oidc, which has no type for it
			return &Problem{Kind: NotJSON, At: AtKeys, cause: keysErr}
		}
		return &Problem{Kind: WrongSignature, At: AtToken, cause: err}
	}
	var claims struct {
		Issuer string `json:"iss"`
	}
	var expired *oidc.TokenExpiredError
	switch unreadable := json.Unmarshal(signed.UnsafePayloadWithoutVerification(), &claims); {
	case unreadable != nil:
		return &Problem{Kind: NotJSON, At: AtToken, cause: err}
	case claims.Issuer != p.Issuer:
		return &Problem{Kind: OtherIssuer, At: AtToken, Got: shown(claims.Issuer), Want: p.Issuer}
	case errors.As(err, &expired), strings.Contains(err.Error(), "nbf"):
		return &Problem{Kind: Expired, At: AtToken, cause: err}
	default:
		return &Problem{Kind: WrongAudience, At: AtToken, Want: clientID, cause: err}
	}
}

// complete reads who it is from the ID token, and the rest from the provider, where it says more to
// whoever has the access token.
func (c *Client) complete(ctx context.Context, p *Provider, id *Identity, accessToken string) error {
	if p.userInfo != "" && accessToken != "" && (id.text("preferred_username") == "" || id.text("email") == "") {
		body, err := c.get(ctx, AtUserInfo, p.userInfo, http.Header{"Authorization": {"Bearer " + accessToken}})
		if err != nil {
			return err
		}
		var more map[string]json.RawMessage
		if err := json.Unmarshal(body, &more); err != nil {
			return &Problem{Kind: NotJSON, At: AtUserInfo, cause: err}
		}
		if of := (Identity{claims: more}); of.text("sub") != id.Subject {
			return &Problem{Kind: WrongToken, At: AtUserInfo}
		}
		for name, value := range more {
			if _, signed := id.claims[name]; !signed && !slices.Contains(onlySigned, name) {
				id.claims[name] = value
			}
		}
	}
	id.Name, id.GivenName, id.FamilyName, id.Email = id.text("preferred_username"), id.text("given_name"), id.text("family_name"), id.text("email")
	if verified, said := id.claims["email_verified"]; said && string(verified) != "true" && string(verified) != `"true"` {
		id.Email = ""
	}
	return nil
}

// onlySigned are the claims that count only in an ID token.
var onlySigned = []string{"iss", "aud", "azp", "sub", "nonce", "amr", "acr", "auth_time", "exp", "iat"}

func (i Identity) text(claim string) string {
	var text string
	if json.Unmarshal(i.claims[claim], &text) != nil {
		return ""
	}
	return text
}

// Values are the values of a claim that is a text or a list of texts, like groups. said is false if
// there is no such claim.
func (i Identity) Values(claim string) (values []string, said bool) {
	raw, said := i.claims[claim]
	if json.Unmarshal(raw, &values) == nil {
		return values, said
	}
	if text := i.text(claim); text != "" {
		return []string{text}, said
	}
	return nil, false
}
