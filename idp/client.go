// Package idp signs people in by an OpenID Connect provider that somebody else runs. It knows
// nothing of accounts or logins: it finds out where a provider is, leads to it, and says who came
// back.
//
// A provider's addresses are chosen by whoever set it up, so this package trusts none of them: each
// connection is to https and to a public address, with a limit on time, size and redirects.
package idp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"syscall"
	"time"
)

const (
	// timeout is how long a provider has for one answer.
	timeout = 10 * time.Second
	// maxAnswer is the largest answer of a provider, in bytes, and maxHeader its largest header.
	maxAnswer = 1 << 20
	maxHeader = 64 << 10
	// maxRedirects is how often a document may be elsewhere on the same host.
	maxRedirects = 3
	// discoveredFor is how long what a provider said about itself is believed.
	discoveredFor = 10 * time.Minute
	// maxDiscovered is how many providers are remembered.
	maxDiscovered = 1000
)

// Options are what a Client may do.
type Options struct {
	// AllowPrivate allows providers inside the network of this server, and http on this machine.
	AllowPrivate bool
	// Now is the clock.
	Now func() time.Time
	// Timeout is how long a provider has for one answer. Zero is the default.
	Timeout time.Duration
	// Roots are the certificates to trust. Nil is those of the system.
	Roots *x509.CertPool
}

// Client talks to providers. It is safe for concurrent use.
type Client struct {
	http    *http.Client
	options Options

	mu         sync.Mutex
	discovered map[string]*Provider
}

// New makes a Client.
func New(o Options) *Client {
	if o.Timeout == 0 {
		o.Timeout = timeout
	}
	c := &Client{options: o, discovered: map[string]*Provider{}}
	dialer := &net.Dialer{Timeout: o.Timeout, ControlContext: c.mayDial}
	transport := &http.Transport{
		DialContext: dialer.DialContext, ForceAttemptHTTP2: true, MaxIdleConns: 20, IdleConnTimeout: time.Minute,
		TLSHandshakeTimeout: o.Timeout, ResponseHeaderTimeout: o.Timeout, MaxResponseHeaderBytes: maxHeader,
		TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots},
	}
	c.http = &http.Client{Transport: bounded{c, transport}, Timeout: o.Timeout, CheckRedirect: mayRedirect}
	return c
}

// mayDial refuses addresses inside the network of this server when their name is already resolved,
// so that no name can lead there.
func (c *Client) mayDial(_ context.Context, _, address string, _ syscall.RawConn) error {
	if c.options.AllowPrivate {
		return nil
	}
	at, err := netip.ParseAddrPort(address)
	if err != nil || !isPublic(at.Addr()) {
		return &Problem{Kind: PrivateAddress}
	}
	return nil
}

// notPublic are networks that are no one's public address, besides those that netip knows.
var notPublic = func() (list []netip.Prefix) {
	for _, network := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
		"240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10",
	} {
		list = append(list, netip.MustParsePrefix(network))
	}
	return list
}()

func isPublic(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, network := range notPublic {
		if network.Contains(a) {
			return false
		}
	}
	return true
}

// mayRedirect lets documents be elsewhere on the same host. What is sent with a secret goes nowhere
// else at all.
func mayRedirect(r *http.Request, via []*http.Request) error {
	first := via[0]
	if first.Method != http.MethodGet || first.Header.Get("Authorization") != "" || r.URL.Host != first.URL.Host || r.URL.Scheme != first.URL.Scheme || len(via) > maxRedirects {
		return &Problem{Kind: Moved, Got: shown(r.URL.Host)}
	}
	return nil
}

// bounded checks each address before it is called, and limits the size of the answer.
type bounded struct {
	c    *Client
	next http.RoundTripper
}

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	if !b.c.mayCall(r.URL) {
		return nil, &Problem{Kind: BadAddress, Got: shown(r.URL.Redacted())}
	}
	answer, err := b.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer.Body = &limited{ReadCloser: answer.Body, left: maxAnswer}
	return answer, nil
}

// limited is a body that fails when it gets too long, instead of just ending.
type limited struct {
	io.ReadCloser
	left int
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p[:min(len(p), l.left+1)])
	if l.left -= n; l.left < 0 {
		return 0, &Problem{Kind: TooLarge}
	}
	return n, err
}

// mayCall reports whether an address may be called, as far as one can see that from the outside.
func (c *Client) mayCall(u *url.URL) bool {
	if u.Host == "" || u.User != nil || u.Fragment != "" {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && c.options.AllowPrivate && isLoopback(u.Hostname())
}

func isLoopback(host string) bool {
	at, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && at.IsLoopback()
}

// problemOf is what went wrong in a call to an address. It is never nil.
func problemOf(at Place, address string, err error) *Problem {
	host := address
	if u, parseErr := url.Parse(address); parseErr == nil {
		host = u.Host
	}
	var (
		p         *Problem
		dns       *net.DNSError
		timed     net.Error
		authority x509.UnknownAuthorityError
		name      x509.HostnameError
		invalid   x509.CertificateInvalidError
		verify    *tls.CertificateVerificationError
	)
	switch {
	case errors.As(err, &p):
		found := *p
		found.At = at
		if found.Got == "" && found.Kind == PrivateAddress {
			found.Got = shown(host)
		}
		return &found
	case errors.As(err, &verify), errors.As(err, &authority), errors.As(err, &name), errors.As(err, &invalid):
		p = &Problem{Kind: Untrusted}
	case errors.As(err, &dns) && dns.IsNotFound:
		p = &Problem{Kind: UnknownHost}
	case errors.As(err, &timed) && timed.Timeout(), errors.Is(err, context.DeadlineExceeded):
		p = &Problem{Kind: Slow}
	default:
		p = &Problem{Kind: Unreachable}
	}
	p.At, p.Got, p.cause = at, shown(host), err
	return p
}

// get reads a document. header may be nil.
func (c *Client) get(ctx context.Context, at Place, address string, header http.Header) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, &Problem{Kind: BadAddress, At: at, Got: shown(address)}
	}
	for name, values := range header {
		r.Header[name] = values
	}
	r.Header.Set("Accept", "application/json")
	answer, err := c.http.Do(r)
	if err != nil {
		return nil, problemOf(at, address, err)
	}
	defer answer.Body.Close() //nolint:errcheck // it was only read
	if answer.StatusCode != http.StatusOK {
		return nil, &Problem{Kind: BadStatus, At: at, Status: answer.StatusCode}
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, problemOf(at, address, err)
	}
	return body, nil
}
