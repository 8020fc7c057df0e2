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
		return nil, errors.New("--url must not contain a user or a password, because every link would show them. Use " + root)
	case strings.Trim(u.Path, "/") != "":
		return nil, fmt.Errorf("--url has the path %s, but Latchkey can't run under a path: give it its own host, like https://latchkey.example.com, and use %s", u.Path, root)
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(text, "#"):
		return nil, errors.New("--url must end with the host, without ? or #. Use " + root)
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return nil, errors.New("--url must be https: over plain http, anyone on the way could read passwords and sign in with them")
	}
	host, err := asciiHost(u.Hostname())
	if err != nil {
		return nil, fmt.Errorf("%s: %q isn't a host name", urlLike, u.Hostname())
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
		log.Warn("no --trusted-proxies: behind a proxy, the record shows the proxy's address for every visitor, and all visitors share one limit for wrong passwords. " +
			"Name the address that the proxy connects from, like --trusted-proxies 127.0.0.1")
	}
}
