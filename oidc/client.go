package oidc

import (
	"encoding/base64"
	"net/url"
	"strings"
)

// AuthMethod is how a client proves who it is.
type AuthMethod string

// The ways. Public clients have ByNothing.
const (
	BySecretBasic AuthMethod = "client_secret_basic"
	BySecretPost  AuthMethod = "client_secret_post"
	ByNothing     AuthMethod = "none"
)

// Credentials are who a client says it is.
type Credentials struct {
	ClientID string
	// Secret is '' with ByNothing, and only then.
	Secret string
	Method AuthMethod
}

// ParseCredentials reads them from the Authorization headers of a request and its form, never from
// both.
func ParseCredentials(authorization []string, form url.Values) (Credentials, *Error) {
	if err := CheckOnce(form); err != nil {
		return Credentials{}, err
	}
	id, secret := form.Get("client_id"), form.Get("client_secret")
	switch {
	case len(authorization) > 1:
		return Credentials{}, refuse(InvalidRequest, "there is more than one Authorization header")
	case form.Has("client_assertion"), form.Has("client_assertion_type"):
		return Credentials{}, refuse(InvalidClient, "client_assertion is not supported")
	case len(authorization) == 1 && secret != "":
		return Credentials{}, refuse(InvalidRequest, "there is more than one way of client authentication")
	case len(authorization) == 1:
		return basicCredentials(authorization[0], id)
	case id == "" || !visible(id, maxValue) || !visible(secret, maxValue):
		return Credentials{}, refuse(InvalidClient, "client authentication is missing or malformed")
	case secret == "":
		return Credentials{ClientID: id, Method: ByNothing}, nil
	}
	return Credentials{ClientID: id, Secret: secret, Method: BySecretPost}, nil
}

// basicCredentials reads the header. The form may name the same client again.
func basicCredentials(authorization, formID string) (Credentials, *Error) {
	id, secret, ok := ParseBasic(authorization)
	switch {
	case !ok:
		return Credentials{}, refuse(InvalidClient, "the Authorization header must be Basic, with a client ID and a secret")
	case formID != "" && formID != id:
		return Credentials{}, refuse(InvalidRequest, "client_id differs from the Authorization header")
	}
	return Credentials{ClientID: id, Secret: secret, Method: BySecretBasic}, nil
}

// ParseBasic reads an Authorization header as RFC 6749 wants it (section 2.3.1): the ID and the
// secret are encoded as in forms before they are joined. ok is false if one of them is missing.
func ParseBasic(authorization string) (id, secret string, ok bool) {
	scheme, encoded, _ := strings.Cut(authorization, " ")
	if !strings.EqualFold(scheme, "Basic") || len(encoded) > 4*maxValue {
		return "", "", false
	}
	joined, err := base64.StdEncoding.Strict().DecodeString(strings.Trim(encoded, " "))
	if err != nil {
		return "", "", false
	}
	id, secret, _ = strings.Cut(string(joined), ":")
	id, idErr := url.QueryUnescape(id)
	secret, secretErr := url.QueryUnescape(secret)
	if idErr != nil || secretErr != nil || id == "" || secret == "" || !visible(id, maxValue) || !visible(secret, maxValue) {
		return "", "", false
	}
	return id, secret, true
}

// ParseBearer reads an access token from the Authorization headers of a request or its form, never
// from both (RFC 6750), and never from the address, where logs and other sites would see it.
// Without a token, the error has no Code: RFC 6750 wants none said.
func ParseBearer(authorization []string, form url.Values) (string, *Error) {
	if err := CheckOnce(form); err != nil {
		return "", err
	}
	token := form.Get("access_token")
	switch {
	case len(authorization) > 1, len(authorization) == 1 && token != "":
		return "", refuse(InvalidRequest, "there is more than one access token")
	case len(authorization) == 1:
		var scheme string
		scheme, token, _ = strings.Cut(authorization[0], " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return "", refuse("", "the Authorization header must be Bearer")
		}
	}
	switch {
	case token == "":
		return "", refuse("", "there is no access token")
	case !visible(token, maxValue):
		return "", refuse(InvalidToken, "the access token is malformed")
	}
	return token, nil
}
