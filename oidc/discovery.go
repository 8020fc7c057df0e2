package oidc

// The addresses below the issuer.
const (
	PathDiscovery      = "/.well-known/openid-configuration"
	PathOAuthDiscovery = "/.well-known/oauth-authorization-server"
	PathKeys           = "/oidc/keys"
	PathAuthorize      = "/oidc/authorize"
	PathToken          = "/oidc/token"
	PathUserInfo       = "/oidc/userinfo"
	PathIntrospect     = "/oidc/introspect"
	PathLogout         = "/oidc/logout"
)

// Discovery is what webapps read first (OpenID Connect Discovery 1.0, RFC 8414). It promises
// nothing that this package does not do.
type Discovery struct {
	Issuer                string `json:"issuer"`
	AuthorizationEndpoint string `json:"authorization_endpoint"`
	TokenEndpoint         string `json:"token_endpoint"`
	UserInfoEndpoint      string `json:"userinfo_endpoint"`
	IntrospectionEndpoint string `json:"introspection_endpoint"`
	EndSessionEndpoint    string `json:"end_session_endpoint"`
	JWKSURI               string `json:"jwks_uri"`

	ScopesSupported               []Scope  `json:"scopes_supported"`
	ResponseTypesSupported        []string `json:"response_types_supported"`
	ResponseModesSupported        []string `json:"response_modes_supported"`
	GrantTypesSupported           []string `json:"grant_types_supported"`
	SubjectTypesSupported         []string `json:"subject_types_supported"`
	IDTokenSigningAlgSupported    []string `json:"id_token_signing_alg_values_supported"`
	TokenAuthMethodsSupported     []string `json:"token_endpoint_auth_methods_supported"`
	IntrospectionMethodsSupported []string `json:"introspection_endpoint_auth_methods_supported"`
	CodeChallengeMethodsSupported []string `json:"code_challenge_methods_supported"`
	PromptValuesSupported         []Prompt `json:"prompt_values_supported"`
	ACRValuesSupported            []string `json:"acr_values_supported"`
	ClaimsSupported               []string `json:"claims_supported"`
	UILocalesSupported            []string `json:"ui_locales_supported"`

	IssParameterSupported      bool `json:"authorization_response_iss_parameter_supported"`
	BackChannelLogoutSupported bool `json:"backchannel_logout_supported"`
	BackChannelLogoutSession   bool `json:"backchannel_logout_session_supported"`
	ClaimsParameterSupported   bool `json:"claims_parameter_supported"`
	RequestParameterSupported  bool `json:"request_parameter_supported"`
	// RequestURISupported would be true if it were left out.
	RequestURISupported bool `json:"request_uri_parameter_supported"`
}

// Discover is the document of an issuer: an address without a slash at its end. Its pages have some
// languages.
func Discover(issuer string, languages []string) Discovery {
	confidential := []string{string(BySecretBasic), string(BySecretPost)}
	return Discovery{
		Issuer:                issuer,
		AuthorizationEndpoint: issuer + PathAuthorize,
		TokenEndpoint:         issuer + PathToken,
		UserInfoEndpoint:      issuer + PathUserInfo,
		IntrospectionEndpoint: issuer + PathIntrospect,
		EndSessionEndpoint:    issuer + PathLogout,
		JWKSURI:               issuer + PathKeys,

		ScopesSupported:               scopes,
		ResponseTypesSupported:        []string{responseType},
		ResponseModesSupported:        []string{responseMode},
		GrantTypesSupported:           []string{grantType},
		SubjectTypesSupported:         []string{"public"},
		IDTokenSigningAlgSupported:    []string{"RS256"},
		TokenAuthMethodsSupported:     append(confidential, string(ByNothing)),
		IntrospectionMethodsSupported: confidential,
		CodeChallengeMethodsSupported: []string{challengeMethod},
		PromptValuesSupported:         prompts,
		ACRValuesSupported:            []string{SingleFactor, SecondFactor},
		ClaimsSupported: []string{
			"iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "sid", "amr", "acr", "at_hash",
			"name", "given_name", "family_name", "preferred_username", "zoneinfo", "locale",
			"account_id", "account_name", "roles", "external", "email", "email_verified", "grants",
		},
		UILocalesSupported: languages,

		IssParameterSupported:      true,
		BackChannelLogoutSupported: true,
		BackChannelLogoutSession:   true,
	}
}
