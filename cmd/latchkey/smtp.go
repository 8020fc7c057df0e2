package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
	"golang.org/x/net/idna"

	"latchkey/access"
	"latchkey/words"
)

// smtpTimeout limits sending one mail, from the connection to the answer.
const smtpTimeout = 15 * time.Second

// smtpServer says where to send mails, and from whom.
type smtpServer struct {
	host    string
	address string
	options []mail.Option
	from    *netmail.Address
	tls     *tls.Config
	// secure says that the connection begins with TLS.
	secure  bool
	timeout time.Duration
}

// newSMTPServer parses --smtp, --mail-from and --smtp-hello. An error never contains the URL, which
// may contain a password.
func newSMTPServer(address, from, hello string) (*smtpServer, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return nil, errors.New("--smtp must be like smtp://user:password@host:587 or smtps://user:password@host:465, with special characters in the password written as %XX")
	}
	s := &smtpServer{host: u.Hostname(), secure: u.Scheme == "smtps", timeout: smtpTimeout}
	if ascii, err := idna.Lookup.ToASCII(s.host); err == nil {
		s.host = ascii
	}
	s.tls = &tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12}
	s.from, err = sender(from)
	if err != nil {
		return nil, err
	}
	port := 587
	if s.secure {
		port = 465
	}
	if u.Port() != "" {
		port, err = strconv.Atoi(u.Port())
		if err != nil || port < 1 || port > 65535 {
			return nil, errors.New("--smtp has a port that does not exist")
		}
	}
	s.address = net.JoinHostPort(s.host, strconv.Itoa(port))
	auth := mail.SMTPAuthAutoDiscover
	s.options = []mail.Option{
		mail.WithPort(port), mail.WithTimeout(s.timeout), mail.WithTLSConfig(s.tls), mail.WithTLSPolicy(mail.TLSMandatory),
		mail.WithoutNoop(), mail.WithoutRset(), mail.WithoutSMTPUTF8(),
	}
	switch {
	case s.secure:
		// dial has already begun TLS; a server offers it only once
		s.options = append(s.options, mail.WithTLSPolicy(mail.TLSOpportunistic))
	case isLoopback(s.host):
		auth = mail.SMTPAuthPlain
		// the mail does not leave this machine
		s.options = append(s.options, mail.WithTLSPolicy(mail.NoTLS))
	}
	if hello != "" {
		name, err := helloName(hello)
		if err != nil {
			return nil, err
		}
		s.options = append(s.options, mail.WithHELO(name))
	}
	if password, ok := u.User.Password(); ok {
		s.options = append(s.options, mail.WithSMTPAuth(auth), mail.WithUsername(u.User.Username()), mail.WithPassword(password))
	}
	_, err = mail.NewClient(s.host, s.options...)
	return s, err
}

// sender parses --mail-from: an address, with or without a name.
func sender(from string) (*netmail.Address, error) {
	a, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, errors.New("--smtp needs --mail-from, the sender's address, like \"Latchkey <latchkey@example.com>\"")
	}
	var mistake access.Reason
	a.Address, mistake = access.ParseEmail(a.Address)
	if mistake != nil {
		return nil, errors.New("--mail-from: " + words.English().Reason(mistake))
	}
	return a, nil
}

// helloName returns a host in the form for EHLO: a domain, or an address literal (RFC 5321,
// 4.1.1.1).
func helloName(host string) (string, error) {
	if ip, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		if ip.Is4() {
			return "[" + ip.String() + "]", nil
		}
		return "[IPv6:" + ip.WithZone("").String() + "]", nil
	}
	name, err := idna.Lookup.ToASCII(host)
	if err != nil || name == "" || len(name) > 253 {
		return "", fmt.Errorf("--smtp-hello must be a host like admin.example.com, not %q", host)
	}
	return name, nil
}

// send sends a mail within the timeout, whatever the server does. If the server accepts the mail
// but does not answer QUIT, the mail was sent.
func (s *smtpServer) send(ctx context.Context, m access.Mail) error {
	msg, err := s.message(m)
	if err != nil {
		return fmt.Errorf("%w: %w", access.ErrUndeliverable, err)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, s.timeout, fmt.Errorf("the mail server didn't finish within %s", s.timeout))
	defer cancel()
	client, err := mail.NewClient(s.host, append(s.options[:len(s.options):len(s.options)], mail.WithDialContextFunc(s.dial(ctx)))...)
	if err != nil {
		return err
	}
	err = client.DialAndSendWithContext(ctx, msg)
	switch {
	case msg.IsDelivered():
		return nil
	case noSuchRecipient(err):
		return fmt.Errorf("%w: %w", access.ErrUndeliverable, err)
	case ctx.Err() != nil:
		return fmt.Errorf("%w: %w", context.Cause(ctx), err)
	}
	return err
}

// dial makes a connection that lasts as long as ctx. It ignores the mail library's deadlines: they
// begin again with each step, so a server that sends one byte now and then would never time out.
// The connection is closed with ctx, because the library leaves some open.
func (s *smtpServer) dial(ctx context.Context) mail.DialContextFunc {
	return func(dialing context.Context, network, _ string) (net.Conn, error) {
		tcp, err := (&net.Dialer{}).DialContext(dialing, network, s.address)
		if err != nil {
			return nil, err
		}
		context.AfterFunc(ctx, func() { _ = tcp.Close() })
		if !s.secure {
			return withoutDeadline{tcp}, nil
		}
		conn := tls.Client(withoutDeadline{tcp}, s.tls)
		return conn, conn.HandshakeContext(ctx)
	}
}

// withoutDeadline is a connection that ignores deadlines.
type withoutDeadline struct{ net.Conn }

func (withoutDeadline) SetDeadline(time.Time) error      { return nil }
func (withoutDeadline) SetReadDeadline(time.Time) error  { return nil }
func (withoutDeadline) SetWriteDeadline(time.Time) error { return nil }

// unknownRecipient matches an answer that no retry will change: the recipient's mailbox (5.1.1),
// domain (5.1.2) or syntax (5.1.3) is wrong, the mailbox has moved (5.1.6), or the domain accepts
// no mail at all (5.1.10); see RFC 3463, 3.2 and RFC 7505. The other codes of 5.1 are about the
// sender, or do not say that an address is wrong. Without such a code, 550, 551 and 553 can also
// mean a policy, or that the server does not relay for us (RFC 5321, 4.2.3), and the operator can
// fix that. The code counts only at the beginning, where RFC 2034 puts it: further on, it may be
// part of an address. Go's textproto puts the text in quotation marks.
var unknownRecipient = regexp.MustCompile(`^5\d\d "?5\.1\.(1|2|3|6|10)[\s"\\]`)

// noSuchRecipient reports whether a server said that the recipient does not exist, in answer to
// RCPT or to the whole mail.
func noSuchRecipient(err error) bool {
	var failed *mail.SendError
	if !errors.As(err, &failed) || failed.Reason != mail.ErrSMTPRcptTo && failed.Reason != mail.ErrSMTPDataClose {
		return false
	}
	return unknownRecipient.MatchString(strings.TrimPrefix(failed.Error(), failed.Reason.String()+": "))
}

// refused reports whether an error of send is about this one mail, so that the next one may
// succeed.
func refused(err error) bool {
	var failed *mail.SendError
	return errors.Is(err, access.ErrUndeliverable) || errors.As(err, &failed) && failed.ErrorCode() != 0
}

// message formats a mail. The Message-ID is the same for every try, so that duplicates are
// recognizable.
func (s *smtpServer) message(m access.Mail) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	msg.FromMailAddress(s.from)
	to, mistake := access.ParseEmail(m.To)
	if mistake != nil {
		return nil, fmt.Errorf("can't send e-mail to %q: %s", m.To, words.English().Reason(mistake))
	}
	if err := msg.To(to); err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(s.from.Address, "@")
	msg.SetMessageIDWithValue(m.ID + "@" + domain)
	msg.SetDateWithValue(m.CreatedAt)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	if m.Language != "" {
		msg.SetGenHeader(mail.HeaderContentLang, m.Language)
	}
	msg.Subject(m.Subject)
	msg.SetBodyString(mail.TypeTextPlain, m.Body)
	return msg, nil
}
