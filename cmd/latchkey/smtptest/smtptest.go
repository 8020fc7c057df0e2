// Package smtptest is a real mail server for tests. It can die and come back.
package smtptest

import (
	"crypto/tls"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/netip"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Mail is a mail that the server accepted.
type Mail struct {
	To, From, Subject, MessageID, Body string
	Header                             mail.Header
	// Hello is the name that the client gave, and TLS whether it used TLS.
	Hello string
	TLS   bool
}

// Server is a mail server on this machine. It keeps its address when it comes back.
type Server struct {
	t      testing.TB
	addr   string
	mu     sync.Mutex
	server *smtp.Server
	socket net.Listener
	// reserved holds the address while the server is dead.
	reserved *os.File
	mails    []Mail
	// deaf makes the server accept the next mail and hang up without an answer.
	deaf bool
	// refusal is the answer to every recipient, unless it is nil.
	refusal *smtp.SMTPError
	tls     *tls.Config
}

// Start starts a server, which stops at the end of the test.
func Start(t testing.TB) *Server {
	t.Helper()
	return start(t, nil)
}

// StartTLS starts a server that offers STARTTLS.
func StartTLS(t testing.TB, c *tls.Config) *Server {
	t.Helper()
	return start(t, c)
}

func start(t testing.TB, c *tls.Config) *Server {
	t.Helper()
	s := &Server{t: t, addr: "127.0.0.1:0", tls: c}
	s.ComeBack()
	t.Cleanup(func() {
		s.Die()
		_ = s.reserved.Close() // nothing was written
	})
	return s
}

// URL is the server's value for --smtp.
func (s *Server) URL() string { return "smtp://" + s.addr }

// ComeBack starts the server again.
func (s *Server) ComeBack() {
	s.t.Helper()
	_ = s.reserved.Close() // at the start there is none
	l, err := (&net.ListenConfig{}).Listen(s.t.Context(), "tcp", s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{server: s, conn: c}, nil }))
	server.Domain, server.ReadTimeout, server.WriteTimeout = "localhost", time.Minute, time.Minute
	server.AllowInsecureAuth = true // it is this machine
	server.TLSConfig = s.tls
	s.mu.Lock()
	defer s.mu.Unlock()
	s.server, s.socket, s.addr = server, l, l.Addr().String()
	go func() { _ = server.Serve(l) }() // it returns when the server is closed
}

// Die ends the server and all of its connections. Its address stays reserved, but nobody answers
// there: otherwise another program could get the address and accept what the test sends.
func (s *Server) Die() {
	s.t.Helper()
	s.mu.Lock()
	server, socket := s.server, s.socket
	s.server = nil
	s.mu.Unlock()
	if server == nil {
		return
	}
	_, _ = server.Close(), socket.Close() // even if it has not begun to serve
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		s.t.Error(err)
		return
	}
	s.reserved = os.NewFile(uintptr(fd), s.addr)
	addr := netip.MustParseAddrPort(s.addr)
	// old connections may linger
	err = syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1)
	if err := errors.Join(err, syscall.Bind(fd, &syscall.SockaddrInet4{Port: int(addr.Port()), Addr: addr.Addr().As4()})); err != nil {
		s.t.Error(err)
	}
}

// HangUpOnce makes the server accept the next mail, but hang up before it says so.
func (s *Server) HangUpOnce() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deaf = true
}

// Refuse makes the server answer every recipient with a code, an enhanced code (if it is not zero),
// and a text. Refuse(0, [3]int{}, "") makes it accept mails again.
func (s *Server) Refuse(code int, enhanced [3]int, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusal = nil
	if code != 0 {
		s.refusal = &smtp.SMTPError{Code: code, EnhancedCode: enhanced, Message: text}
	}
	if enhanced == [3]int{} && s.refusal != nil {
		s.refusal.EnhancedCode = smtp.NoEnhancedCode
	}
}

// Received returns the mails that the server accepted, in order.
func (s *Server) Received() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail{}, s.mails...)
}

// session is the session of one connection.
type session struct {
	server *Server
	conn   *smtp.Conn
	to     string
	from   string
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// A client may sign in with this user and password, but does not have to.
const user, password = "me", "secret@"

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, name, word string) error {
		if name != user || word != password {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.from = from
	return nil
}

// Rcpt refuses every address that begins with nobody.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.mu.Lock()
	refusal := s.server.refusal
	s.server.mu.Unlock()
	if refusal != nil {
		return refusal
	}
	if strings.HasPrefix(to, "nobody") {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
	}
	s.to = to
	return nil
}

func (s *session) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	body := m.Body
	if m.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return err
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	_, secure := s.conn.TLSConnectionState()
	s.server.mails = append(s.server.mails, Mail{
		To: s.to, From: s.from, Subject: subject, MessageID: m.Header.Get("Message-Id"), Body: strings.ReplaceAll(string(text), "\r\n", "\n"),
		Header: m.Header, Hello: s.conn.Hostname(), TLS: secure,
	})
	if s.server.deaf {
		s.server.deaf = false
		return errors.Join(errors.New("hung up"), s.conn.Close())
	}
	return nil
}
