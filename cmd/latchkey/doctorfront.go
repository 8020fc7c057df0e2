package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"latchkey/access"
	"latchkey/handlers"
)

// How long doctor waits for an answer, and for the first event of a stream. The stream sends its
// next event only after that.
const (
	answerTimeout = 10 * time.Second
	eventWithin   = 3 * time.Second
)

// renewBefore is how long before it expires a certificate must be renewed.
const renewBefore = 21 * 24 * time.Hour

// forgedVisitor is an address that no visitor can have (RFC 5737). doctor claims to come from it,
// and nobody must believe that.
const forgedVisitor = "192.0.2.66"

// front calls the URL that browsers use, and asks the server what arrived.
func (e *examination) front() {
	address := e.URL
	if address == "" {
		if host, _, err := net.SplitHostPort(e.Addr); err != nil || !isLoopback(host) {
			e.bad("address", "--url isn't set, and the server accepts connections from other machines", "Start the server with --url https://….")
			return
		}
		address = "http://" + e.Addr
	}
	u, err := publicURL(address)
	if err != nil {
		e.bad("address", err.Error(), "")
		return
	}
	if u.Scheme == "https" && !e.certificate(u) {
		e.skip("proxy", "can't check through %s until the problem above is fixed", u)
		return
	}
	if e.signer == nil || !e.served {
		e.skip("address", "%s: this check needs the key file and a running server", u)
		return
	}
	seen, ok := e.probe(u)
	if !ok {
		return
	}
	before := e.wrong
	e.proxy(u, seen)
	if e.wrong == before {
		e.ok("address", "%s reaches this server, and requests arrive unchanged", u)
	}
	e.events(u)
}

// client makes requests like a visitor's, without this machine's own proxy settings.
func (e *examination) client() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: e.roots, MinVersion: tls.VersionTLS12}, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// certificate examines the URL's certificate: whether a browser would trust it, and for how long.
func (e *examination) certificate(u *url.URL) bool {
	port := u.Port()
	if port == "" {
		port = "443"
	}
	ctx, cancel := context.WithTimeout(e.ctx, answerTimeout)
	defer cancel()
	dialer := &tls.Dialer{Config: &tls.Config{RootCAs: e.roots, MinVersion: tls.VersionTLS12}}
	conn, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil {
		e.unsafe(u, err)
		return false
	}
	defer conn.Close() //nolint:errcheck // nothing was sent
	secure, ok := conn.(*tls.Conn)
	if !ok {
		return false
	}
	end := secure.ConnectionState().PeerCertificates[0].NotAfter
	for _, chain := range secure.ConnectionState().VerifiedChains {
		for _, c := range chain {
			if c.NotAfter.Before(end) {
				end = c.NotAfter
			}
		}
	}
	if left := time.Until(end); left < renewBefore {
		e.bad("certificate", fmt.Sprintf("the certificate for %s expires on %s, in %d days", u.Host, end.UTC().Format(time.DateOnly), int(left.Hours()/24)), "Renew it, and find out why it isn't renewed automatically.")
		return true
	}
	e.ok("certificate", "the certificate for %s is valid until %s", u.Host, end.UTC().Format(time.DateOnly))
	return true
}

// unsafe explains why there is no secure connection to the URL.
func (e *examination) unsafe(u *url.URL, err error) {
	var name x509.HostnameError
	var authority x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	pool, poolErr := x509.SystemCertPool()
	switch {
	case errors.As(err, &name):
		e.bad("certificate", fmt.Sprintf("the certificate isn't for %s: %v", u.Hostname(), err), "Give the proxy a certificate for this name.")
	case errors.As(err, &authority) && (poolErr != nil || pool.Equal(x509.NewCertPool())):
		e.bad("certificate", "this machine has no root certificates, so it can't trust any server: it can send neither e-mail nor heads over TLS", "Install the package ca-certificates.")
	case errors.As(err, &authority):
		e.bad("certificate", fmt.Sprintf("the certificate isn't signed by an authority that this machine trusts: %v", err), "Configure the proxy to send the whole certificate chain, or install your own authority's root certificate.")
	case errors.As(err, &invalid):
		e.bad("certificate", err.Error(), "Renew it, and find out why it isn't renewed automatically.")
	default:
		e.bad("address", fmt.Sprintf("can't reach %s: %v", u, err), "Check the name, the proxy and the firewall.")
	}
}

// ask sends a request that only a server with the same key answers.
func (e *examination) ask(ctx context.Context, u *url.URL, query string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String()+"/doctor"+query, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set(handlers.ProbeHeader, access.Probe(e.signer, time.Now()))
	r.Header.Set("X-Forwarded-For", forgedVisitor)
	return e.client().Do(r)
}

// probe asks the server how a request to the URL arrives.
func (e *examination) probe(u *url.URL) (seen handlers.ProbeResult, ok bool) {
	ctx, cancel := context.WithTimeout(e.ctx, answerTimeout)
	defer cancel()
	response, err := e.ask(ctx, u, "")
	if err != nil {
		e.bad("address", fmt.Sprintf("can't reach %s: %v", u, err), "Check the name, the proxy and the firewall.")
		return seen, false
	}
	defer response.Body.Close() //nolint:errcheck // it was read
	e.clockOf(response, u)
	switch {
	case response.StatusCode/100 == 3:
		e.bad("address", fmt.Sprintf("%s redirects to %s", u, response.Header.Get("Location")), "Use the final address as --url.")
	case response.StatusCode != http.StatusOK, json.NewDecoder(io.LimitReader(response.Body, 1<<16)).Decode(&seen) != nil:
		e.bad("address", fmt.Sprintf("something other than this server answers at %s (%s)", u, response.Status),
			"Check where the proxy forwards to, and that it passes on the header "+handlers.ProbeHeader+". If the key was changed after the server started, restart the server.")
	default:
		return seen, true
	}
	return seen, false
}

// clockOf compares the clock with the clock of whoever answered.
func (e *examination) clockOf(response *http.Response, u *url.URL) {
	at, err := http.ParseTime(response.Header.Get("Date"))
	if apart := time.Since(at); err == nil && apart.Abs() > ahead {
		e.bad("clock", fmt.Sprintf("this machine's clock and the clock of %s are %s apart", u.Host, apart.Abs().Round(time.Second)), "Correct both (NTP).")
	}
}

// proxy compares how a request arrived with how it was sent.
func (e *examination) proxy(u *url.URL, seen handlers.ProbeResult) {
	forwarded := strings.Split(strings.Join(seen.ForwardedFor, ","), ",")
	last := strings.TrimSpace(forwarded[len(forwarded)-1])
	if seen.URL != u.String() {
		e.bad("address", fmt.Sprintf("the server was started with the address %s, not %s", seen.URL, u), "Use the same --url for both.")
	}
	if !strings.EqualFold(seen.Host, u.Host) {
		e.bad("proxy", fmt.Sprintf("it changes the Host header: %s was sent, %s arrived", u.Host, seen.Host), "Configure it to pass on the header (nginx: proxy_set_header Host $host).")
	}
	if u.Scheme != "https" {
		return // there is no proxy
	}
	switch {
	case !seen.Trusted:
		e.bad("proxy", "the server doesn't trust the proxy at "+seen.Peer+": the record shows that address for every visitor", "Start the server with --trusted-proxies "+seen.Peer+".")
	case last == "":
		e.bad("proxy", "it sends no X-Forwarded-For: the record shows the proxy's address for every visitor", "Configure it to send the header (nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for).")
	case last == forgedVisitor:
		e.bad("proxy", "it passes on the X-Forwarded-For that visitors send without adding their address: visitors can fake their address", "Configure it to add to the header or replace it.")
	case seen.Address == forgedVisitor && last != seen.Peer && !isLoopback(last):
		e.bad("proxy", fmt.Sprintf("--trusted-proxies includes %s, which is a visitor: anyone there can fake their address", last), "Name only the proxy, "+seen.Peer+".")
	case !isAddress(last):
		e.bad("proxy", fmt.Sprintf("its X-Forwarded-For, %q, doesn't end with an address", last), "Configure it to add the visitor's address.")
	}
	if seen.ForwardedProto != "" && !strings.EqualFold(seen.ForwardedProto, "https") {
		e.bad("proxy", fmt.Sprintf("it says that visitors use %s", seen.ForwardedProto), "Configure it to send X-Forwarded-Proto: https.")
	}
}

// isAddress reports whether a text is an address as proxies write it, with or without a port.
func isAddress(text string) bool {
	_, err := netip.ParseAddr(strings.Trim(text, "[]"))
	_, portErr := netip.ParseAddrPort(text)
	return err == nil || portErr == nil
}

// events checks that the first event of a stream arrives while the stream is still open.
func (e *examination) events(u *url.URL) {
	ctx, cancel := context.WithTimeout(e.ctx, eventWithin)
	defer cancel()
	const hold = "Configure the proxy not to buffer /events (nginx: proxy_buffering off)."
	response, err := e.ask(ctx, u, "?stream")
	if err == nil {
		defer response.Body.Close() //nolint:errcheck // it is not read to its end
		var line string
		line, err = bufio.NewReader(response.Body).ReadString('\n')
		if err == nil && line != ":\n" {
			err = fmt.Errorf("it begins with %q", line)
		}
	}
	switch {
	case ctx.Err() != nil:
		e.bad("events", fmt.Sprintf("an event didn't arrive within %s: the proxy holds back what it should pass on immediately", eventWithin), hold)
	case err != nil:
		e.bad("events", fmt.Sprintf("the stream doesn't arrive as it was sent: %v", err), hold)
	default:
		e.ok("events", "live updates of pages arrive immediately")
	}
}

// firstLine returns the beginning of a text, at most one line.
func firstLine(r io.Reader) string {
	line, _ := bufio.NewReader(io.LimitReader(r, 200)).ReadString('\n')
	return strings.TrimSpace(line)
}

// mail connects to the mail server as if to send a mail. With --to, it sends one.
func (e *examination) mail() {
	if e.SMTP == "" {
		e.ok("mail", "no e-mail is sent (no --smtp)")
		if e.To != "" {
			e.bad("mail", "--to needs --smtp", "Use the same flags or environment as for serve.")
		}
		return
	}
	by, err := e.mailFlags.server(e.URL, true)
	if err != nil {
		e.bad("mail", err.Error(), "")
		return
	}
	const help = "Check --smtp (host, port, user, password), the firewall and the mail server's log."
	greeting, err := by.hello(e.ctx)
	if err != nil {
		e.bad("mail", fmt.Sprintf("%s: %v", by.address, err), help)
		return
	}
	if at, ok := greetedAt(greeting); ok && time.Since(at).Abs() > ahead {
		e.bad("clock", fmt.Sprintf("this machine's clock and the mail server's are %s apart", time.Since(at).Abs().Round(time.Second)), "Correct both (NTP).")
	}
	if e.To == "" {
		e.ok("mail", "%s accepts e-mail from %s; use --to ADDRESS to send a test e-mail", by.address, by.from.Address)
		return
	}
	err = by.send(e.ctx, access.Mail{
		ID: "doctor-" + time.Now().UTC().Format("20060102T150405"), To: e.To, CreatedAt: time.Now(), Subject: "Test e-mail from latchkey doctor",
		Body: "The operator of Latchkey sent this to test whether e-mail arrives. It does.\n",
	})
	if err != nil {
		e.bad("mail", fmt.Sprintf("%s didn't accept an e-mail to %s: %v", by.address, e.To, err), help)
		return
	}
	e.ok("mail", "%s accepted an e-mail to %s: check whether it arrives", by.address, e.To)
}
