package main

import (
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"latchkey/access"
)

// smtpTimeout is how long sending one mail may take: less than a stop waits.
const smtpTimeout = 15 * time.Second

// smtpServer is where mails are sent, and in whose name.
type smtpServer struct {
	host    string
	options []mail.Option
	from    *netmail.Address
}

// newSMTPServer reads --smtp and --mail-from. An error never holds the address: there may be a password in it.
func newSMTPServer(address, from string) (*smtpServer, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return nil, errors.New("--smtp must be like smtp://user:password@host:587 or smtps://user:password@host:465, with signs in the password as %XX")
	}
	s := &smtpServer{host: u.Hostname()}
	if s.from, err = netmail.ParseAddress(from); err != nil {
		return nil, errors.New("--smtp needs --mail-from, the address that mails come from, like \"Latchkey <latchkey@example.com>\"")
	}
	port := 587
	if u.Scheme == "smtps" {
		port = 465
	}
	if u.Port() != "" {
		if port, err = strconv.Atoi(u.Port()); err != nil || port < 1 || port > 65535 {
			return nil, errors.New("--smtp has a port that does not exist")
		}
	}
	auth := mail.SMTPAuthAutoDiscover
	s.options = []mail.Option{mail.WithPort(port), mail.WithTimeout(smtpTimeout), mail.WithTLSPolicy(mail.TLSMandatory)}
	switch {
	case u.Scheme == "smtps":
		s.options = append(s.options, mail.WithSSL())
	case isLoopback(s.host):
		auth = mail.SMTPAuthPlain
		s.options = append(s.options, mail.WithTLSPolicy(mail.NoTLS)) // it does not leave this machine
	}
	if password, ok := u.User.Password(); ok {
		s.options = append(s.options, mail.WithSMTPAuth(auth), mail.WithUsername(u.User.Username()), mail.WithPassword(password))
	}
	_, err = mail.NewClient(s.host, s.options...)
	return s, err
}

// send sends a mail. A server that takes the mail but does not say goodbye has taken it.
func (s *smtpServer) send(ctx context.Context, m access.Mail) error {
	msg, err := s.message(m)
	if err != nil {
		return fmt.Errorf("%w: %w", access.ErrUndeliverable, err)
	}
	client, err := mail.NewClient(s.host, s.options...)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, smtpTimeout)
	defer cancel()
	err = client.DialAndSendWithContext(ctx, msg)
	if msg.IsDelivered() {
		return nil
	}
	var failed *mail.SendError
	if errors.As(err, &failed) && failed.Reason == mail.ErrSMTPRcptTo && !failed.IsTemp() {
		err = fmt.Errorf("%w: %w", access.ErrUndeliverable, err)
	}
	return err
}

// refused says of an error of send that it is about this one mail: the next one may go out.
func refused(err error) bool {
	var failed *mail.SendError
	return errors.Is(err, access.ErrUndeliverable) || errors.As(err, &failed) && failed.Reason != mail.ErrConnCheck
}

// message is a mail in its form on the wire. The Message-ID is the same at every try: what was sent twice shows as one.
func (s *smtpServer) message(m access.Mail) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	msg.FromMailAddress(s.from)
	if err := msg.To(m.To); err != nil {
		return nil, err
	}
	_, domain, _ := strings.Cut(s.from.Address, "@")
	msg.SetMessageIDWithValue(m.ID + "@" + domain)
	msg.SetDateWithValue(m.CreatedAt)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.Subject(m.Subject)
	msg.SetBodyString(mail.TypeTextPlain, m.Body)
	return msg, nil
}
