// Package oidc is the protocol with which webapps sign people in, without the product: what is on
// the wire, and nothing of sessions, subscriptions or HTTP servers. Package access says who may get
// in; package handlers answers requests.
//
// It has one way for each thing, so there is nothing to downgrade to:
//
//   - the authorization code flow (OpenID Connect Core 1.0), with PKCE S256 (RFC 7636) for every
//     client, and the issuer in every answer (RFC 9207);
//   - redirect URIs that equal a registered one, byte for byte ([CheckAddress]);
//   - RS256 for everything that is signed. The typ of a token says what it is, so a logout token
//     (OpenID Connect Back-Channel Logout 1.0) is never taken for an ID token;
//   - client authentication by a secret, in the header or in the form, or none for public clients.
//
// Whatever comes from outside goes through a Parse function: it takes each parameter once, and
// limits its length and its characters. Parameters that are not known are ignored, as OpenID
// Connect says; those that are known and would change the meaning of a request are refused.
package oidc
