package oidc

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	responseType = "code"
	responseMode = "query"
)

// Prompt is what a webapp wants people to be asked.
type Prompt string

// The prompts of OpenID Connect Core 1.0. There is no consent, and one person per browser:
// PromptConsent and PromptSelectAccount are allowed, and ask nothing.
const (
	PromptNone          Prompt = "none"
	PromptLogin         Prompt = "login"
	PromptConsent       Prompt = "consent"
	PromptSelectAccount Prompt = "select_account"
)

var prompts = []Prompt{PromptNone, PromptLogin, PromptConsent, PromptSelectAccount}

// AuthorizeRequest is a webapp's wish to sign someone in.
type AuthorizeRequest struct {
	ClientID, RedirectURI string
	// State and Nonce are handed back unchanged, or ''.
	State, Nonce string
	// Challenge is of PKCE S256.
	Challenge string
	// Scopes are those that are known, each once, in the order of the constants.
	Scopes []Scope
	// Prompts are empty, PromptNone alone, or any of the others.
	Prompts []Prompt
	// MaxAge is how long ago people may have proved who they are. nil: any time.
	MaxAge *time.Duration
	// ACRValues are in the order of the webapp's preference, known or not.
	ACRValues   []string
	IDTokenHint string
	LoginHint   string
	UILocales   []string
}

// IsSilent says whether a request wants nobody to be asked, even if it is malformed otherwise.
func IsSilent(q url.Values) bool { return slices.Contains(words(q.Get("prompt")), string(PromptNone)) }

// Asks says whether a prompt is among those of the request.
func (r AuthorizeRequest) Asks(p Prompt) bool { return slices.Contains(r.Prompts, p) }

// HasScope says whether a webapp asked for a scope.
func (r AuthorizeRequest) HasScope(s Scope) bool { return slices.Contains(r.Scopes, s) }

// ScopeText is how the scopes are stored, and said to the webapp.
func ScopeText(scopes []Scope) string {
	texts := make([]string, len(scopes))
	for i, s := range scopes {
		texts[i] = string(s)
	}
	return strings.Join(texts, " ")
}

// ParseScopes reads what ScopeText wrote.
func ParseScopes(text string) []Scope {
	asked := words(text)
	return slices.DeleteFunc(slices.Clone(scopes), func(s Scope) bool { return !slices.Contains(asked, string(s)) })
}

// ParseAuthorize reads an authorization request. It knows no clients: whoever calls it checks
// ClientID and RedirectURI, which are there unless the error is for a page, before anything is sent
// to the redirect URI, errors too.
func ParseAuthorize(q url.Values) (AuthorizeRequest, *Error) {
	r := AuthorizeRequest{ClientID: q.Get("client_id"), RedirectURI: q.Get("redirect_uri"), State: q.Get("state")}
	twice := once(q, "client_id", "redirect_uri", "state")
	switch {
	case twice == "client_id", twice == "redirect_uri", twice == "state":
		return AuthorizeRequest{}, page(twice + " is there more than once")
	case r.ClientID == "" || !visible(r.ClientID, maxValue):
		return AuthorizeRequest{}, page("client_id is missing or malformed")
	case r.RedirectURI == "" || !visible(r.RedirectURI, maxValue):
		return AuthorizeRequest{}, page("redirect_uri is missing or malformed")
	case !visible(r.State, maxValue):
		return AuthorizeRequest{}, page("state is too long or malformed")
	case twice != "":
		return r, refuse(InvalidRequest, "a parameter is there more than once")
	}
	for _, parse := range []func(url.Values) *Error{refuseUnsupported, r.parseFlow, r.parseWishes} {
		if err := parse(q); err != nil {
			return r, err
		}
	}
	return r, nil
}

// refuseUnsupported refuses what would change the meaning of a request.
func refuseUnsupported(q url.Values) *Error {
	for _, p := range []struct {
		name string
		code ErrorCode
	}{{"request", RequestNotSupported}, {"request_uri", RequestURINotSupported}, {"registration", RegistrationNotSupported}, {"claims", InvalidRequest}} {
		if q.Get(p.name) != "" {
			return refuse(p.code, p.name+" is not supported")
		}
	}
	if mode := q.Get("response_mode"); mode != "" && mode != responseMode {
		return refuse(InvalidRequest, "response_mode must be query")
	}
	return nil
}

// parseFlow reads what the flow is made of.
func (r *AuthorizeRequest) parseFlow(q url.Values) *Error {
	r.Nonce, r.Challenge = q.Get("nonce"), q.Get("code_challenge")
	r.Scopes = ParseScopes(q.Get("scope"))
	switch {
	case q.Get("response_type") == "":
		return refuse(InvalidRequest, "response_type is missing")
	case q.Get("response_type") != responseType:
		return refuse(UnsupportedResponseType, "response_type must be code")
	case !visible(q.Get("scope"), maxScope) || !r.HasScope(ScopeOpenID):
		return refuse(InvalidScope, "scope must contain openid")
	case r.Challenge == "":
		return refuse(InvalidRequest, "code_challenge is missing: PKCE is required")
	case q.Get("code_challenge_method") != challengeMethod:
		return refuse(InvalidRequest, "code_challenge_method must be S256")
	case !isChallenge(r.Challenge):
		return refuse(InvalidRequest, "code_challenge must be 43 characters of base64url")
	case !visible(r.Nonce, maxNonce):
		return refuse(InvalidRequest, "nonce is too long or malformed")
	}
	return nil
}

// parseWishes reads how people are to be asked.
func (r *AuthorizeRequest) parseWishes(q url.Values) *Error {
	r.IDTokenHint, r.LoginHint = q.Get("id_token_hint"), q.Get("login_hint")
	r.ACRValues, r.UILocales = words(q.Get("acr_values")), words(q.Get("ui_locales"))
	for _, p := range words(q.Get("prompt")) {
		switch {
		case !slices.Contains(prompts, Prompt(p)):
			return refuse(InvalidRequest, "prompt has a value that is not supported")
		case !r.Asks(Prompt(p)):
			r.Prompts = append(r.Prompts, Prompt(p))
		}
	}
	if r.Asks(PromptNone) && len(r.Prompts) > 1 {
		return refuse(InvalidRequest, "prompt has none beside other values")
	}
	switch {
	case !visible(q.Get("acr_values"), maxValue), !visible(q.Get("ui_locales"), maxValue), !visible(r.IDTokenHint, maxToken):
		return refuse(InvalidRequest, "acr_values, ui_locales or id_token_hint is too long or malformed")
	case len(r.LoginHint) > maxValue: // people's names have any characters
		return refuse(InvalidRequest, "login_hint is too long")
	}
	return r.parseMaxAge(q.Get("max_age"))
}

// parseMaxAge reads seconds without a sign. They fit into 31 bits.
func (r *AuthorizeRequest) parseMaxAge(text string) *Error {
	if text == "" {
		return nil
	}
	seconds, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		return refuse(InvalidRequest, "max_age must be a number of seconds")
	}
	age := time.Duration(seconds) * time.Second
	r.MaxAge = &age
	return nil
}
