package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	netmail "net/mail"
	"regexp"
	"time"

	"github.com/wneessen/go-mail"
)

// hello connects to the mail server, greets it and signs in, as if to send a mail. greeting is the
// server's first line, unless it came over TLS.
func (s *smtpServer) hello(ctx context.Context) (greeting string, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, s.timeout, fmt.Errorf("the mail server didn't finish within %s", s.timeout))
	defer cancel()
	heard := &recordingConn{}
	dial := func(dialing context.Context, network, address string) (net.Conn, error) {
		conn, err := s.dial(ctx)(dialing, network, address)
		if err == nil && !s.secure {
			heard.Conn, conn = conn, heard
		}
		return conn, err
	}
	client, err := mail.NewClient(s.host, append(s.options[:len(s.options):len(s.options)], mail.WithDialContextFunc(dial))...)
	if err != nil {
		return "", err
	}
	if err = client.DialWithContext(ctx); err == nil {
		err = client.Close()
	}
	if err != nil && ctx.Err() != nil {
		err = fmt.Errorf("%w: %w", context.Cause(ctx), err)
	}
	line, _, _ := bytes.Cut(heard.first, []byte("\n"))
	return string(line), err
}

// recordingConn is a connection that keeps the first bytes that were read.
type recordingConn struct {
	net.Conn
	first []byte
}

// Read implements net.Conn.
func (o *recordingConn) Read(p []byte) (int, error) {
	n, err := o.Conn.Read(p)
	if room := 512 - len(o.first); room > 0 {
		o.first = append(o.first, p[:min(n, room)]...)
	}
	return n, err
}

// greetingTime matches the time that some mail servers put in their greeting.
var greetingTime = regexp.MustCompile(`(Mon|Tue|Wed|Thu|Fri|Sat|Sun), +\d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}`)

func greetedAt(greeting string) (at time.Time, ok bool) {
	at, err := netmail.ParseDate(greetingTime.FindString(greeting))
	return at, err == nil
}
