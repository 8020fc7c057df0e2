package idp

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is what is wrong with an identity provider, or with its answer.
type Kind string

// The kinds. The comments say what else a Problem has.
const (
	// BadAddress is an address that is not an https URL, or has a part that an issuer cannot have.
	// Got is the address.
	BadAddress Kind = "BAD_ADDRESS"
	// PrivateAddress is an address inside the network of this server. Got is its host.
	PrivateAddress Kind = "PRIVATE_ADDRESS"
	// UnknownHost is a host that does not exist. Got is the host.
	UnknownHost Kind = "UNKNOWN_HOST"
	// Unreachable is an address at which nothing answers. Got is the host.
	Unreachable Kind = "UNREACHABLE"
	// Slow is an address that did not answer in time. Got is the host.
	Slow Kind = "SLOW"
	// Untrusted is a certificate that is not trusted. Got is the host.
	Untrusted Kind = "UNTRUSTED"
	// Moved is an answer that leads to another host. Got is that host.
	Moved Kind = "MOVED"
	// BadStatus is an answer with the status Status.
	BadStatus Kind = "BAD_STATUS"
	// TooLarge is an answer that is longer than any that we expect.
	TooLarge Kind = "TOO_LARGE"
	// NotJSON is an answer that cannot be read.
	NotJSON Kind = "NOT_JSON"
	// OtherIssuer is an answer of the issuer Got instead of Want.
	OtherIssuer Kind = "OTHER_ISSUER"
	// Incomplete is an answer without Want.
	Incomplete Kind = "INCOMPLETE"
	// NoPKCE is a provider that says that it does not know PKCE with S256.
	NoPKCE Kind = "NO_PKCE"
	// WrongClient says that the provider did not accept the client id or its secret.
	WrongClient Kind = "WRONG_CLIENT"
	// Declined is an answer with an error, Got, instead of a code.
	Declined Kind = "DECLINED"
	// CodeRefused says that the provider did not accept its own code. Got is its error.
	CodeRefused Kind = "CODE_REFUSED"
	// NoIDToken is an answer without an ID token.
	NoIDToken Kind = "NO_ID_TOKEN"
	// WrongAlgorithm is an ID token that is signed with another algorithm than those of Algorithms,
	// or with none.
	WrongAlgorithm Kind = "WRONG_ALGORITHM"
	// WrongSignature is an ID token that no key of the provider has signed.
	WrongSignature Kind = "WRONG_SIGNATURE"
	// WrongAudience is an ID token for somebody else.
	WrongAudience Kind = "WRONG_AUDIENCE"
	// Expired is an ID token that is too old, or not valid yet.
	Expired Kind = "EXPIRED"
	// WrongNonce is an ID token of another sign-in.
	WrongNonce Kind = "WRONG_NONCE"
	// WrongToken is an access token, or an answer about one, that does not belong to the ID token.
	WrongToken Kind = "WRONG_TOKEN"
	// NotFresh says that the person did not prove anew who they are, or that the ID token does not
	// say when they did.
	NotFresh Kind = "NOT_FRESH"
)

// Place is which of the provider's addresses did not answer as it should.
type Place string

// The places.
const (
	AtDiscovery Place = "DISCOVERY"
	AtKeys      Place = "KEYS"
	AtToken     Place = "TOKEN"
	AtUserInfo  Place = "USER_INFO"
)

// Problem is an error of this package. It has no secrets. Got and Want are texts that the provider
// may have chosen: short, and of visible characters.
type Problem struct {
	Kind      Kind
	At        Place
	Status    int
	Got, Want string
	// cause is for the log.
	cause error
}

// Error is for the log.
func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString("identity provider: " + string(p.Kind))
	if p.At != "" {
		b.WriteString(" at " + string(p.At))
	}
	if p.Status != 0 {
		fmt.Fprintf(&b, " status %d", p.Status)
	}
	if p.Got != "" || p.Want != "" {
		fmt.Fprintf(&b, " got %q want %q", p.Got, p.Want)
	}
	return b.String()
}

func (p *Problem) Unwrap() error { return p.cause }

// maxShown is how many characters of what a provider sent are shown.
const maxShown = 200

// shown is a text of a provider as people may read it.
func shown(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, text)
	if r := []rune(text); len(r) > maxShown {
		return string(r[:maxShown]) + "…"
	}
	return text
}
