package handlers

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
)

// UnknownURL is Config.URL if nobody said which URL browsers use, but they certainly use HTTPS.
const UnknownURL = "https://YOUR-ADDRESS"

const forwardedFor = "X-Forwarded-For"

// warning is a kind of mistake between browser, proxy and server. Each kind is logged once, because
// strangers can cause them and must not fill the log.
type warning int

const (
	unreadable warning = iota
	untrusted
	otherHeader
	otherHost
	warningKinds
)

// proxyRules are the rules for what is between browsers and the server: which peers are proxies,
// and which URL browsers use.
type proxyRules struct {
	trusted []netip.Prefix
	// host is that of Config.URL, or "" if it is unknown.
	host string
	// local is the same host by its name, if that is an IP address of this machine.
	local string
	log   *slog.Logger
	told  [warningKinds]atomic.Bool
}

func newProxyRules(c Config) *proxyRules {
	f := &proxyRules{log: c.Log}
	for _, p := range c.TrustedProxies {
		if p.Addr().Is4In6() && p.Bits() >= 96 {
			p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
		}
		f.trusted = append(f.trusted, p)
	}
	if u, err := url.Parse(c.URL); err == nil && c.URL != UnknownURL {
		f.host = hostOf(u.Scheme, u.Host)
		if ip, err := netip.ParseAddr(u.Hostname()); err == nil && ip.IsLoopback() {
			f.local = "localhost"
			if u.Port() != "" {
				f.local = net.JoinHostPort(f.local, u.Port())
			}
		}
	}
	return f
}

// warn logs a kind of warning the first time.
func (f *proxyRules) warn(w warning, message string, attrs ...any) {
	if !f.told[w].Swap(true) {
		f.log.Warn(message, attrs...)
	}
}

func (f *proxyRules) trusts(a netip.Addr) bool {
	return slices.ContainsFunc(f.trusted, func(p netip.Prefix) bool { return p.Contains(a) })
}

// address is where a request came from: the rightmost address in a trusted proxy's X-Forwarded-For
// that is not itself a trusted proxy, or else the peer. It is an echo.IPExtractor.
func (f *proxyRules) address(r *http.Request) string {
	peer, ok := parseAddress(r.RemoteAddr)
	if !ok {
		return r.RemoteAddr
	}
	headers := r.Header.Values(forwardedFor)
	switch other := r.Header.Get("Forwarded"); {
	case !f.trusts(peer):
		if len(headers) > 0 || other != "" {
			f.warn(untrusted, "a forwarded header came from an address that is no trusted proxy, and is not believed: if that is the proxy, name it with --trusted-proxies",
				"peer", peer.String(), forwardedFor, shortenForLog(strings.Join(headers, ", ")), "Forwarded", shortenForLog(other))
		}
		return peer.String()
	case len(headers) == 0 && other != "":
		f.warn(otherHeader, "the proxy sends Forwarded, which is not read, and no X-Forwarded-For: let it send that, the record has the proxy's address until then",
			"peer", peer.String(), "Forwarded", shortenForLog(other))
	}
	last := peer
	list := strings.Split(strings.Join(headers, ","), ",")
	for _, text := range slices.Backward(list) {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		last, ok = parseAddress(text)
		if !ok {
			f.warn(unreadable, "the proxy's X-Forwarded-For cannot be read: the record has the proxy's address instead, look at how the proxy makes the header",
				"peer", peer.String(), forwardedFor, shortenForLog(strings.Join(headers, ", ")))
			return peer.String()
		}
		if !f.trusts(last) {
			break
		}
	}
	return last.String()
}

// parseAddress parses an address as proxies write it: with or without a port; IPv6 with or without
// brackets; IPv4 also as IPv6.
func parseAddress(text string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"))
	if err != nil {
		var withPort netip.AddrPort
		withPort, err = netip.ParseAddrPort(text)
		a = withPort.Addr()
	}
	return a.Unmap().WithZone(""), err == nil
}

// shortenForLog cuts what a stranger sent to a length for the log.
func shortenForLog(text string) string { return text[:min(len(text), 200)] }

// checkHost warns if the Host header is not that of Config.URL: the proxy changed it, or someone
// used another URL.
func (f *proxyRules) checkHost(r *http.Request) {
	if host := hostOf("https", r.Host); f.host != "" && host != f.host && hostOf("http", r.Host) != f.host && r.Host != f.local {
		f.warn(otherHost, "the Host header is not the host of --url: let the proxy pass the header on unchanged, or open the address that --url says",
			"host", shortenForLog(r.Host), "url", f.host, "peer", r.RemoteAddr)
	}
}

// hostOf is a host with its port, without the scheme's default port.
func hostOf(scheme, host string) string {
	port := map[string]string{"http": ":80", "https": ":443"}[scheme]
	return strings.TrimSuffix(strings.ToLower(host), port)
}

// cameByHTTP reports whether a browser sent a form over plain HTTP although HTTPS is required. It
// relies on the browser: Origin has the scheme of the page, and browsers send Sec-Fetch-Site and
// our cookies only over HTTPS, or to this machine. What a proxy says may be about the connection
// between two proxies.
func (s *Server) cameByHTTP(r *http.Request) bool {
	if _, err := r.Cookie(s.sessions.Cookie.Name); err == nil || !s.config.SecureCookies {
		return false
	}
	return strings.HasPrefix(r.Header.Get("Origin"), "http://") && r.Header.Get("Sec-Fetch-Site") == ""
}

// seemsByHTTP reports whether a page is probably being read over plain HTTP: a trusted proxy says
// so, and the browser does not contradict it.
func (f *proxyRules) seemsByHTTP(r *http.Request) bool {
	peer, ok := parseAddress(r.RemoteAddr)
	return ok && f.trusts(peer) && strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "http") && r.Header.Get("Sec-Fetch-Mode") == ""
}

// secureURL is the URL for browsers over HTTPS, or "" if it is unknown or HTTPS is not needed.
func (s *Server) secureURL() string {
	if s.config.URL == UnknownURL || !strings.HasPrefix(s.config.URL, "https://") {
		return ""
	}
	return s.config.URL
}
