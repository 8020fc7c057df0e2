package main

import (
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"latchkey/views"
)

// Types of flags that are more than text. Their error messages say what to write instead.
type (
	// network is a network, or a single address.
	network netip.Prefix
	// length is a length of time.
	length time.Duration
	// level is the lowest level that is logged.
	level slog.Level
	// ticketURL is where a ticket is in the vendor's own system.
	ticketURL string
)

// UnmarshalText implements encoding.TextUnmarshaler.
func (n *network) UnmarshalText(text []byte) error {
	s := strings.TrimSpace(string(text))
	if addr, err := netip.ParseAddr(s); err == nil {
		addr = addr.Unmap().WithZone("")
		*n = network(netip.PrefixFrom(addr, addr.BitLen()))
		return nil
	}
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return fmt.Errorf("%q isn't a network: use one like 10.0.0.5/32, and separate several with commas", s)
	}
	*n = network(p)
	return nil
}

func prefixes(list []network) []netip.Prefix {
	p := make([]netip.Prefix, len(list))
	for i, n := range list {
		p[i] = netip.Prefix(n)
	}
	return p
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (l *length) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%q isn't a duration: use one like 90m or 720h", text)
	}
	*l = length(d)
	return nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (l *level) UnmarshalText(text []byte) error {
	var known slog.Level
	if err := known.UnmarshalText(text); err != nil {
		return fmt.Errorf("%q isn't a log level: use DEBUG, INFO, WARN or ERROR", text)
	}
	*l = level(known)
	return nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (t *ticketURL) UnmarshalText(text []byte) error {
	is := strings.TrimSpace(string(text))
	u, err := url.Parse(strings.Replace(is, views.TicketPlace, "4711", 1))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.Contains(u.Host, "4711") || u.User != nil ||
		strings.Count(is, views.TicketPlace) != 1 {
		return fmt.Errorf("%q isn't the address of a ticket: use one like https://help.example.com/%s", is, views.TicketPlace)
	}
	*t = ticketURL(is)
	return nil
}

// isLoopback reports whether a host is this machine, so that traffic to it never leaves the
// machine.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
