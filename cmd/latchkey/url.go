package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"latchkey/handlers"
)

const urlLike = "--url must be like https://admin.example.com"

// publicURL parses --url into the beginning of links: a scheme, and a host in the form that
// browsers send as Host.
func publicURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return nil, fmt.Errorf("%s, not %q", urlLike, text)
	}
	root := u.Scheme + "://" + u.Host
	switch {
	case u.User != nil:
		return nil, errors.New("--url must not have a user or a password in it: every link would show them. Use " + root)
	case strings.Trim(u.Path, "/") != "":
		return nil, fmt.Errorf("--url has the path %s, but Latchkey is not served under a path: give it a host of its own, like https://latchkey.example.com, and use %s", u.Path, root)
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(text, "#"):
		return nil, errors.New("--url must end with the host: there is something after ? or #. Use " + root)
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return nil, errors.New("--url must be https: over plain http everybody on the way could sign in with what they hear")
	}
	host, err := asciiHost(u.Hostname())
	if err != nil {
		return nil, fmt.Errorf("%s: %q is no name of a host", urlLike, u.Hostname())
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	return &url.URL{Scheme: u.Scheme, Host: host}, nil
}

// asciiHost returns a host in lower case, with international names in their ASCII form.
func asciiHost(host string) (string, error) {
	if strings.Contains(host, ":") {
		return "[" + host + "]", nil
	}
	for _, r := range host {
		if r > 127 {
			return idna.Lookup.ToASCII(host)
		}
	}
	return strings.ToLower(host), nil
}

// warnOfNoProxies logs a warning if browsers use HTTPS, so that there must be a proxy, but no proxy
// is trusted.
func warnOfNoProxies(log *slog.Logger, c handlers.Config) {
	if c.SecureCookies && len(c.TrustedProxies) == 0 {
		log.Warn("no --trusted-proxies: behind a proxy the record has the proxy's address for everybody, and all visitors share one limit for wrong passwords. " +
			"Give the address from which the proxy connects, like --trusted-proxies 127.0.0.1")
	}
}
