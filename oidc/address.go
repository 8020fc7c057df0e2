package oidc

import (
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// AddressFault says why an address of a webapp can't be registered.
type AddressFault string

const (
	// AddressMalformed is not an absolute address, or too long, or has other characters than those
	// that RFC 3986 allows.
	AddressMalformed AddressFault = "malformed"
	// AddressInsecure is neither https nor http on this very machine.
	AddressInsecure AddressFault = "insecure"
	// AddressUserInfo has a name or a password before the host.
	AddressUserInfo AddressFault = "user_info"
	// AddressFragment has a part after #, which browsers would add to, or keep.
	AddressFragment AddressFault = "fragment"
	// AddressWildcard has a *: addresses are compared byte for byte.
	AddressWildcard AddressFault = "wildcard"
	// AddressNotNormal can be written in another way: AddressError.Normal.
	AddressNotNormal AddressFault = "not_normal"
	// AddressIPv6 has a host that a Content-Security-Policy cannot name (CSP 3, host-part), so that
	// no form of the sign-in could lead there.
	AddressIPv6 AddressFault = "ipv6"
	// AddressReserved has a parameter that the answer has, too.
	AddressReserved AddressFault = "reserved"
)

// AddressError is a refused address.
type AddressError struct {
	Fault AddressFault
	// Normal is how the address is written, if the Fault is AddressNotNormal.
	Normal string
}

func (e *AddressError) Error() string { return "oidc: the address is " + string(e.Fault) }

// MaxAddress is how long an address may be, in bytes.
const MaxAddress = 1000

// reserved are the parameters of answers. An address with one of them would get it twice.
var reserved = []string{"code", "state", "iss", "error", "error_description", "error_uri", "session_state", "id_token", "access_token", "response"}

// CheckRedirectURI says whether people may be sent to an address with an answer.
func CheckRedirectURI(address string) *AddressError {
	if err := CheckAddress(address); err != nil {
		return err
	}
	return checkNoneOf(address, reserved)
}

// CheckAfterLogoutURI says whether people may be sent to an address after they signed out.
func CheckAfterLogoutURI(address string) *AddressError {
	if err := CheckAddress(address); err != nil {
		return err
	}
	return checkNoneOf(address, []string{"state"})
}

// checkNoneOf checks an address to which a browser is led, and that has none of some parameters.
func checkNoneOf(address string, names []string) *AddressError {
	u, err := url.Parse(address)
	if err != nil {
		return &AddressError{Fault: AddressMalformed}
	}
	if strings.HasPrefix(u.Host, "[") {
		return &AddressError{Fault: AddressIPv6}
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return &AddressError{Fault: AddressMalformed}
	}
	if slices.ContainsFunc(names, query.Has) {
		return &AddressError{Fault: AddressReserved}
	}
	return nil
}

// addressCharacters are those of RFC 3986, but for brackets, which only the host has.
var addressCharacters = regexp.MustCompile(`^(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|\[[0-9A-Fa-f:.]+\]|%[0-9A-Fa-f]{2})+$`)

// CheckAddress says whether an address of a webapp has one meaning, for all programs: it is https,
// or http on this very machine, and there is no other way to write it.
func CheckAddress(address string) *AddressError {
	u, err := url.Parse(address)
	switch {
	case len(address) > MaxAddress || strings.Contains(address, "\n"), err != nil, !addressCharacters.MatchString(address), u.Opaque != "", u.Hostname() == "":
		return &AddressError{Fault: AddressMalformed}
	case u.User != nil || strings.Contains(u.Host, "@"):
		return &AddressError{Fault: AddressUserInfo}
	case strings.Contains(address, "#"):
		return &AddressError{Fault: AddressFragment}
	case strings.Contains(address, "*"):
		return &AddressError{Fault: AddressWildcard}
	}
	host, port, ok := hostOf(u)
	switch {
	case !ok, strings.ContainsAny(u.RawPath+u.Path+u.RawQuery, "[]"):
		return &AddressError{Fault: AddressMalformed}
	case u.Scheme != "https" && (u.Scheme != "http" || !loopback(host)):
		return &AddressError{Fault: AddressInsecure}
	}
	if normal := normalAddress(u, host, port); normal != address {
		return &AddressError{Fault: AddressNotNormal, Normal: normal}
	}
	return nil
}

// hostName are the names of DNS. The last label is not a number: browsers would take that for an
// address of IPv4 (WHATWG URL).
var hostName = regexp.MustCompile(`^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z](?:[a-z0-9-]*[a-z0-9])?$`)

// hostOf is the host in lower case, and its port or "" if it names none.
func hostOf(u *url.URL) (host, port string, ok bool) {
	host = strings.ToLower(u.Hostname())
	if port = u.Port(); port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 {
			return "", "", false
		}
		port = strconv.FormatUint(n, 10)
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.String(), port, ip.Zone() == "" && !ip.IsUnspecified() && !ip.Is4In6()
	}
	return host, port, len(host) <= 253 && hostName.MatchString(host)
}

// loopback says whether a host is this very machine.
func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

func normalAddress(u *url.URL, host, port string) string {
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port != "" && (u.Scheme != "https" || port != "443") && (u.Scheme != "http" || port != "80") {
		host += ":" + port
	}
	path := normalEscapes(u.EscapedPath())
	if path == "" {
		path = "/"
	}
	// JoinPath would also remove empty parts, which mean something.
	path = (&url.URL{Scheme: u.Scheme, Host: host, Path: "/"}).ResolveReference(&url.URL{Path: unescaped(path), RawPath: path}).EscapedPath()
	normal := u.Scheme + "://" + host + path
	if u.RawQuery != "" {
		normal += "?" + normalEscapes(u.RawQuery)
	}
	return normal
}

func unescaped(path string) string {
	plain, err := url.PathUnescape(path)
	if err != nil {
		return path
	}
	return plain
}

var escape = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

// normalEscapes writes escapes in capitals, and escapes nothing that stands for itself.
func normalEscapes(text string) string {
	return escape.ReplaceAllStringFunc(text, func(e string) string {
		if c, err := strconv.ParseUint(e[1:], 16, 8); err == nil && c < 0x80 && unreserved(rune(c)) {
			return string(rune(c))
		}
		return strings.ToUpper(e)
	})
}
