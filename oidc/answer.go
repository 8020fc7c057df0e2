package oidc

import (
	"net/url"
	"strings"
)

// Answer is what a webapp is told at its redirect URI: a code, or an error.
type Answer struct {
	Code   string
	Error  *Error
	State  string // as the webapp sent it
	Issuer string
}

// URL is the redirect URI with the answer. What the URI has stays as it is registered.
func (a Answer) URL(redirectURI string) string {
	v := url.Values{"iss": {a.Issuer}}
	if a.State != "" {
		v.Set("state", a.State)
	}
	if a.Error != nil {
		v.Set("error", string(a.Error.Code))
		if a.Error.Description != "" {
			v.Set("error_description", a.Error.Description)
		}
	} else {
		v.Set("code", a.Code)
	}
	return withQuery(redirectURI, v)
}

// AfterLogoutURL is the address to which people go after they signed out.
func AfterLogoutURL(address, state string) string {
	if state == "" {
		return address
	}
	return withQuery(address, url.Values{"state": {state}})
}

func withQuery(address string, v url.Values) string {
	separator := "?"
	if strings.Contains(address, "?") {
		separator = "&"
	}
	return address + separator + v.Encode()
}
