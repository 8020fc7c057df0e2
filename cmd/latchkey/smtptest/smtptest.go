// Package smtptest is a real mail server for tests, which can die and come back.
package smtptest

import (
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Mail is a mail that the server took.
type Mail struct {
	To, From, Subject, MessageID, Body string
	Header                             mail.Header
}

// Server is a mail server on this machine. Its address stays the same when it comes back.
type Server struct {
	t      testing.TB
	addr   string
	mu     sync.Mutex
	server *smtp.Server
	socket net.Listener
	mails  []Mail
	// deaf makes it take the next mail and hang up without a word.
	deaf bool
}

// Start starts a server, which stops with the test.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{t: t, addr: "127.0.0.1:0"}
	s.ComeBack()
	t.Cleanup(s.Die)
	return s
}

// URL is the address of the server for --smtp.
func (s *Server) URL() string { return "smtp://" + s.addr }

// ComeBack starts the server again.
func (s *Server) ComeBack() {
	s.t.Helper()
	l, err := (&net.ListenConfig{}).Listen(s.t.Context(), "tcp", s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{server: s, conn: c}, nil }))
	server.Domain, server.ReadTimeout, server.WriteTimeout = "localhost", time.Minute, time.Minute
	server.AllowInsecureAuth = true // it is this machine
	s.mu.Lock()
	defer s.mu.Unlock()
	s.server, s.socket, s.addr = server, l, l.Addr().String()
	go func() { _ = server.Serve(l) }() // it returns when the server is closed
}

// Die ends the server and all of its connections.
func (s *Server) Die() {
	s.mu.Lock()
	server, socket := s.server, s.socket
	s.server = nil
	s.mu.Unlock()
	if server != nil {
		_, _ = server.Close(), socket.Close() // it is to be gone, even if it had not begun to serve
	}
}

// HangUpOnce makes the server take the next mail but hang up before it says so.
func (s *Server) HangUpOnce() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deaf = true
}

// Received is the mails that the server took, in their order.
func (s *Server) Received() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail{}, s.mails...)
}

// session is one connection's.
type session struct {
	server *Server
	conn   *smtp.Conn
	to     string
	from   string
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// user and password are who may sign in; nobody has to.
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

// Rcpt knows nobody whose name begins with nobody.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
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
	s.server.mails = append(s.server.mails, Mail{s.to, s.from, subject, m.Header.Get("Message-Id"), strings.ReplaceAll(string(text), "\r\n", "\n"), m.Header})
	if s.server.deaf {
		s.server.deaf = false
		return errors.Join(errors.New("hung up"), s.conn.Close())
	}
	return nil
}
