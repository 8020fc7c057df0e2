package oidc

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAddressesThatCanBeRegistered(t *testing.T) {
	for _, address := range []string{
		"https://desk.example/", "https://desk.example/cb", "https://desk.example/a/b.c/~d", "https://desk.example/a//b/", "https://desk.example:8443/cb",
		"https://desk.example/cb?logout=backchannel", "https://desk.example/cb?a=1&a=%2F%C3%BC", "https://desk.example/%C3%BC%2F%5C", "https://intranet/cb",
		"https://xn--bcher-kva.example/cb", "https://my_host.example/cb", "https://192.0.2.1/cb",
		"http://localhost/cb", "http://localhost:3000/cb", "http://127.0.0.1:9401/cb", "http://127.9.9.9/cb",
		"https://desk.example/cb;a=b,c!$'()", "https://a.example/" + strings.Repeat("x", MaxAddress-18),
	} {
		equal(t, address, CheckRedirectURI(address), (*AddressError)(nil))
	}
}

func TestAddressesThatCantBeRegistered(t *testing.T) {
	for address, want := range map[string]AddressFault{
		"https://[2001:db8::1]/cb": AddressIPv6, "https://[2001:db8::1]:8443/cb": AddressIPv6, "http://[::1]:3000/cb": AddressIPv6,
		"": AddressMalformed, "/cb": AddressMalformed, "desk.example/cb": AddressMalformed, "//desk.example/cb": AddressInsecure, "https:desk.example": AddressMalformed,
		"https://": AddressMalformed, "https:///cb": AddressMalformed, "https://:443/cb": AddressMalformed, "https:/desk.example/cb": AddressMalformed,
		"javascript:alert(1)": AddressMalformed, "data:text/html,x": AddressMalformed, "com.example:/cb": AddressMalformed, "com.example://x/cb": AddressInsecure,
		"javascript://desk.example/%0aalert(1)": AddressInsecure, "file:///etc/passwd": AddressMalformed, "ftp://desk.example/": AddressInsecure,
		"http://desk.example/cb": AddressInsecure, "http://localhost.example/cb": AddressInsecure, "http://127.0.0.1.example/cb": AddressInsecure,
		"http://192.168.0.1/cb": AddressInsecure, "http://[2001:db8::1]/cb": AddressInsecure, "http://0.0.0.0/cb": AddressMalformed, "https://[::]/cb": AddressMalformed,
		// What browsers take for 127.0.0.1, and others for names.
		"http://2130706433/cb": AddressMalformed, "https://127.1/cb": AddressMalformed, "https://0x7f.0.0.1/cb": AddressMalformed, "https://0177.0.0.1/cb": AddressMalformed,
		"https://127.0.0.1./cb": AddressMalformed, "https://desk.example./cb": AddressMalformed, "http://[::ffff:127.0.0.1]/cb": AddressMalformed,
		"http://[::1%25eth0]/cb": AddressMalformed, "https://desk.example\\@evil.example/": AddressMalformed, "https://desk..example/": AddressMalformed,
		"https://-desk.example/": AddressMalformed, "https://désk.example/": AddressMalformed, "https://desk%2eexample/": AddressMalformed, "https://[desk.example]/": AddressMalformed,
		"https://desk.example:0/": AddressMalformed, "https://desk.example:65536/": AddressMalformed, "https://desk.example:x/": AddressMalformed,
		"https://desk.example/a b": AddressMalformed, "https://desk.example/a\tb": AddressMalformed, "https://desk.example/cb\n": AddressMalformed, " https://desk.example/cb": AddressMalformed,
		"https://desk.example/ü": AddressMalformed, "https://desk.example/%zz": AddressMalformed, "https://desk.example/%": AddressMalformed, "https://desk.example/?%a": AddressMalformed,
		"https://desk.example/[1]": AddressMalformed, "https://desk.example/?a[]=1": AddressMalformed, "https://desk.example/\"": AddressMalformed, "https://desk.example/<>": AddressMalformed,
		"https://desk.example/?a=1;b=2":                           AddressMalformed, // programs do not agree on what ; separates
		"https://a.example/" + strings.Repeat("x", MaxAddress-17): AddressMalformed,
		"https://mia@desk.example/":                               AddressUserInfo, "https://desk.example:x@evil.example/": AddressUserInfo, "https://@desk.example/": AddressUserInfo,
		"https://desk.example/cb#": AddressFragment, "https://desk.example/cb#x": AddressFragment, "https://evil.example/#@desk.example/": AddressFragment,
		"https://*.desk.example/cb": AddressWildcard, "https://desk.example/*": AddressWildcard,
		"https://desk.example/cb?state=1": AddressReserved, "https://desk.example/cb?a=1&code": AddressReserved, "https://desk.example/cb?%63ode=1": AddressNotNormal,
		"https://desk.example/cb?iss=x": AddressReserved, "https://desk.example/cb?error=x": AddressReserved,
	} {
		err := CheckRedirectURI(address)
		if err == nil {
			t.Errorf("%q can be registered", address)
			continue
		}
		equal(t, address, err.Fault, want)
	}
	equal(t, "after signing out, only the state is added", CheckAfterLogoutURI("https://desk.example/bye?code=1"), (*AddressError)(nil))
	equal(t, "a state there", CheckAfterLogoutURI("https://desk.example/bye?state=1").Fault, AddressReserved)
}

func TestAnAddressHasOneForm(t *testing.T) {
	for address, want := range map[string]string{
		"https://desk.example":             "https://desk.example/",
		"https://desk.example?a=1":         "https://desk.example/?a=1",
		"HTTPS://Desk.Example/CB":          "https://desk.example/CB",
		"https://desk.example:443/cb":      "https://desk.example/cb",
		"https://desk.example:/cb":         "https://desk.example/cb",
		"https://desk.example:08443/cb":    "https://desk.example:8443/cb",
		"http://localhost:80/cb":           "http://localhost/cb",
		"https://desk.example/../cb":       "https://desk.example/cb",
		"https://desk.example/a/./cb":      "https://desk.example/a/cb",
		"https://desk.example/a/%2e%2E/cb": "https://desk.example/cb",
		"https://desk.example/a/..":        "https://desk.example/",
		"https://desk.example/%7Ecb":       "https://desk.example/~cb",
		"https://desk.example/%c3%bc":      "https://desk.example/%C3%BC",
		"https://desk.example/cb?":         "https://desk.example/cb",
		"https://desk.example/cb?a=%2f":    "https://desk.example/cb?a=%2F",
		"https://[2001:DB8:0::1]/cb":       "https://[2001:db8::1]/cb",
	} {
		err := CheckAddress(address)
		if err == nil || err.Fault != AddressNotNormal {
			t.Errorf("%s: got %v", address, err)
			continue
		}
		equal(t, address, err.Normal, want)
		equal(t, address+" in its form", CheckAddress(err.Normal), (*AddressError)(nil))
	}
}

// Whatever can be registered has one meaning: read and written again it is the same, and it is
// where it says.
func checkRegistered(t interface{ Errorf(string, ...any) }, address string) {
	u, err := url.Parse(address)
	if err != nil {
		t.Errorf("%q: %v", address, err)
		return
	}
	loopback := u.Hostname() == "localhost" || strings.HasPrefix(u.Hostname(), "127.") || u.Hostname() == "::1"
	if u.String() != address || u.User != nil || u.Fragment != "" || u.Path == "" || u.Scheme != "https" && (u.Scheme != "http" || !loopback) ||
		strings.ContainsAny(address, " \\*#@\"<>\r\n\t") && !strings.Contains(u.EscapedPath()+u.RawQuery, "@") {
		t.Errorf("%q was registered", address)
	}
}

func TestWhatIsRegisteredHasOneMeaning(t *testing.T) {
	part := rapid.SampledFrom([]string{
		"https", "http", "HTTPS", "javascript", ":", "//", "/", "\\", "@", "#", "?", "*", "..", ".", "%2e", "%2F", "%41", "%00", "[::1]", "localhost", "127.0.0.1", "0x7f.1",
		"desk.example", "Desk.Example", "evil.example", ":443", ":80", ":8080", "&", "=", "state", "a", "é", " ", "\t", "\n", "\x00",
	})
	rapid.Check(t, func(t *rapid.T) {
		start := rapid.SampledFrom([]string{"https://desk.example", "http://localhost", "https://", "http://127.0.0.1", ""}).Draw(t, "start")
		address := start + strings.Join(rapid.SliceOfN(part, 0, 8).Draw(t, "parts"), "")
		if err := CheckRedirectURI(address); err == nil {
			checkRegistered(t, address)
		} else if err.Fault == AddressNotNormal {
			if again := CheckAddress(err.Normal); again != nil {
				t.Fatalf("%q became %q, which is %s (%q)", address, err.Normal, again.Fault, again.Normal)
			}
		}
	})
}

func FuzzCheckRedirectURI(f *testing.F) {
	for _, seed := range []string{redirectURI, "http://localhost:1/", "https://[::1]/?a=%2F", "https://a.example/%2e%2e/", "HTTP://127.0.0.1:80?#", "https://a@b.example/", "https://a.example/*"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		err := CheckRedirectURI(address)
		if err == nil {
			checkRegistered(t, address)
		} else if err.Fault == AddressNotNormal {
			equal(t, "its normal form", CheckAddress(err.Normal), (*AddressError)(nil))
		}
	})
}
