package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wneessen/go-mail"

	"latchkey/access"
	"latchkey/cmd/latchkey/proctest"
	"latchkey/cmd/latchkey/smtptest"
	"latchkey/db"
)

const fromLatchkey = "Latchkey <latchkey@example.com>"

func aMail(to string) access.Mail {
	return access.Mail{ID: "mal_1", To: to, Subject: "s", Body: "b", CreatedAt: time.Now()}
}

// TestOnlyUnknownRecipientsAreFinal: any other answer is about this machine, the sender or the mail
// server, and the operator can fix that while the mail is still of interest.
func TestOnlyUnknownRecipientsAreFinal(t *testing.T) {
	smtp := smtptest.Start(t)
	by, err := newSMTPServer(smtp.URL(), fromLatchkey, "")
	must(t, err)
	for _, c := range []struct {
		code     int
		enhanced [3]int
		text     string
		final    bool
	}{
		{550, [3]int{5, 1, 1}, "No such user here", true},
		{550, [3]int{5, 1, 2}, "Host unknown", true},
		{553, [3]int{5, 1, 3}, "Bad address syntax", true},
		{551, [3]int{5, 1, 6}, "Mailbox has moved", true},
		{556, [3]int{5, 1, 10}, "The domain takes no mail", true},
		{450, [3]int{4, 1, 1}, "Greylisted", false},
		{504, [3]int{5, 5, 2}, "<localhost>: Helo command rejected: need fully-qualified hostname", false},
		{554, [3]int{5, 7, 1}, "<sue@acme.example>: Relay access denied", false},
		{550, [3]int{5, 1, 7}, "Sender address rejected", false},
		{554, [3]int{5, 1, 8}, "Sender domain not found", false},
		{550, [3]int{5, 1, 0}, "Address rejected", false},
		{552, [3]int{5, 2, 2}, "Mailbox full", false},
		{550, [3]int{}, "relay not permitted", false},
		{550, [3]int{}, "5.1.100.7 is on a block list", false},
		{554, [3]int{}, "Service unavailable; client host [5.1.1.7] blocked", false},
	} {
		smtp.Refuse(c.code, c.enhanced, c.text)
		err := by.send(t.Context(), aMail("sue@acme.example"))
		if err == nil || errors.Is(err, access.ErrUndeliverable) != c.final || !strings.Contains(err.Error(), c.text) || !refused(err) {
			t.Errorf("%d %v %s: final should be %t: %v", c.code, c.enhanced, c.text, c.final, err)
		}
	}
}

// logged returns what the loop logs while it sends what is due.
func (p *post) logged() string {
	p.t.Helper()
	ctx, stop := context.WithCancel(p.t.Context())
	var lines strings.Builder
	sendMails(newStopping(ctx), slog.New(slog.NewTextHandler(&lines, nil)), p.svc, func(ctx context.Context, m access.Mail) error {
		stop()
		return p.by.send(context.WithoutCancel(ctx), m)
	})
	return lines.String()
}

func TestLogSaysWhenAMailIsTriedAgain(t *testing.T) {
	p := newPost(t)
	p.asked(8 * time.Hour)
	p.smtp.Refuse(504, [3]int{5, 5, 2}, "need fully-qualified hostname")
	hasAll(t, "tried again at 12:01:01, logged as", p.logged(), "mail not sent", "next_try=2026-06-01T12:01:01.000Z")
	p.smtp.Refuse(550, [3]int{5, 1, 1}, "no such user")
	if said := p.logged(); !strings.Contains(said, "an e-mail failed permanently") || strings.Contains(said, "next_try") {
		t.Errorf("not tried again, logged as %s", said)
	}
}

func TestHello(t *testing.T) {
	smtp := smtptest.Start(t)
	for _, c := range []struct{ url, flag, want string }{
		{"https://admin.example.com", "", "admin.example.com"},
		{"https://admin.example.com:8443/", "mx.example.org", "mx.example.org"},
		{"https://zürich.example", "", "xn--zrich-kva.example"},
		{"https://192.0.2.7", "", "[192.0.2.7]"},
		{"https://[2001:db8::1]", "", "[IPv6:2001:db8::1]"},
	} {
		by, err := mailFlags{SMTP: smtp.URL(), MailFrom: fromLatchkey, Hello: c.flag}.server(c.url, false)
		must(t, err)
		must(t, by.send(t.Context(), aMail("sue@acme.example")))
		if all := smtp.Received(); all[len(all)-1].Hello != c.want {
			t.Errorf("with --url %s and --smtp-hello %q it said EHLO %s, want %s", c.url, c.flag, all[len(all)-1].Hello, c.want)
		}
	}
	for _, bad := range []string{"two words", "a\r\nb", "-a.example", "https://admin.example.com"} {
		if _, err := newSMTPServer(smtp.URL(), fromLatchkey, bad); err == nil || !strings.Contains(err.Error(), "--smtp-hello") {
			t.Errorf("--smtp-hello %q: %v", bad, err)
		}
	}
}

// TestMailByTLS signs in over both kinds of TLS. A server with an untrusted certificate gets
// neither password nor mail.
func TestMailByTLS(t *testing.T) {
	web := httptest.NewTLSServer(http.NotFoundHandler())
	defer web.Close()
	served := &tls.Config{Certificates: web.TLS.Certificates}
	smtp := smtptest.StartTLS(t, served)
	front, err := tls.Listen("tcp", "127.0.0.1:0", served)
	must(t, err)
	defer front.Close() //nolint:errcheck // a test's
	go forward(front, strings.TrimPrefix(smtp.URL(), "smtp://"))
	for _, address := range []string{smtp.URL(), "smtps://" + front.Addr().String()} {
		by, err := newSMTPServer(strings.Replace(address, "//", "//me:secret%40@", 1), fromLatchkey, "")
		must(t, err)
		if !by.secure { // as for another machine
			by.options = append(by.options, mail.WithTLSPolicy(mail.TLSMandatory), mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover))
		}
		if err := by.send(t.Context(), aMail("sue@acme.example")); err == nil || !strings.Contains(err.Error(), "certificate") {
			t.Errorf("%s: an unknown certificate: %v", address, err)
		}
		by.tls.RootCAs = web.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs //nolint:forcetypeassert // it is one
		if err := by.send(t.Context(), aMail("sue@acme.example")); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	if all := smtp.Received(); len(all) != 2 || !all[0].TLS {
		t.Errorf("received %+v", all)
	}
}

func TestMailServerByIPv6(t *testing.T) {
	l, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Skip("this machine has no IPv6:", err)
	}
	defer l.Close() //nolint:errcheck // a test's
	smtp := smtptest.Start(t)
	go forward(l, strings.TrimPrefix(smtp.URL(), "smtp://"))
	by, err := newSMTPServer("smtp://"+l.Addr().String(), fromLatchkey, "")
	must(t, err)
	must(t, by.send(t.Context(), aMail("sue@acme.example")))
}

// forward passes connections on to address.
func forward(l net.Listener, address string) {
	for {
		from, err := l.Accept()
		if err != nil {
			return
		}
		to, err := net.Dial("tcp", address)
		if err != nil {
			_ = from.Close()
			continue
		}
		go func() { _, _ = io.Copy(to, from); _ = to.Close() }()
		go func() { _, _ = io.Copy(from, to); _ = from.Close() }()
	}
}

// drip is a mail server that greets, accepts everything, and sends each answer one byte at a time.
// It sends what it heard on heard.
func drip(t testing.TB, greeting string, every time.Duration) (address string, heard chan string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { _ = l.Close() })
	heard = make(chan string, 100)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go dripTo(c, greeting, every, heard)
		}
	}()
	return "smtp://" + l.Addr().String(), heard
}

func dripTo(c net.Conn, greeting string, every time.Duration, heard chan<- string) {
	defer c.Close() //nolint:errcheck // a test's
	say := func(text string) (err error) {
		for i := 0; i < len(text) && err == nil; i++ {
			time.Sleep(every)
			_, err = io.WriteString(c, text[i:i+1])
		}
		return err
	}
	lines := bufio.NewScanner(c)
	for err := say("220 " + greeting + "\r\n"); err == nil && lines.Scan(); {
		heard <- lines.Text()
		answer := "250 ok\r\n"
		if lines.Text() == "QUIT" {
			answer = "221 bye\r\n"
		}
		err = say(answer)
	}
}

// TestDrippingMailServer: no single step times out, but all of them together do.
func TestDrippingMailServer(t *testing.T) {
	const timeout = time.Second
	for name, every := range map[string]time.Duration{"each answer in time": timeout / 10, "silent": time.Hour} {
		address, heard := drip(t, "me", every)
		by, err := newSMTPServer(address, fromLatchkey, "me.example")
		must(t, err)
		by.timeout = timeout
		by.options = append(by.options, mail.WithTimeout(timeout))
		err = by.send(t.Context(), aMail("sue@acme.example"))
		if err == nil || !strings.Contains(err.Error(), "didn't finish within 1s") || errors.Is(err, access.ErrUndeliverable) || refused(err) {
			t.Errorf("%s: %v", name, err)
		}
		for len(heard) > 0 {
			// it answered this so slowly that the time was up
			if line := <-heard; line != "EHLO me.example" {
				t.Errorf("%s: then it heard %s", name, line)
			}
		}
	}
}

// TestWhatIsSavedCanBeSent sends to every form of address that can be saved.
func TestWhatIsSavedCanBeSent(t *testing.T) {
	smtp := smtptest.Start(t)
	_, err := newSMTPServer(smtp.URL(), "Büro <büro@example.com>", "")
	if err == nil || !strings.Contains(err.Error(), "--mail-from") {
		t.Errorf("a sender that cannot send: %v", err)
	}
	by, err := newSMTPServer(smtp.URL(), "Büro <office@bücher.example>", "")
	must(t, err)
	for _, email := range []string{
		"sue@acme.example", "o'neil+x=1/2%3@ACME.example", "sue@bücher.example", "sue@例え.テスト", "sue@localhost", "-@a.example",
		strings.Repeat("l", 64) + "@" + strings.Repeat(strings.Repeat("d", 62)+".", 2) + strings.Repeat("d", 63),
	} {
		kept, mistake := access.ParseEmail(email)
		if mistake != nil {
			t.Errorf("%s: %v", email, mistake)
			continue
		}
		if err := by.send(t.Context(), aMail(kept)); err != nil {
			t.Errorf("%s: %v", email, err)
		} else if all := smtp.Received(); all[len(all)-1].To != kept || all[len(all)-1].From != "office@xn--bcher-kva.example" {
			t.Errorf("%s arrived as %+v", email, all[len(all)-1])
		}
	}
}

// TestAddressesOfBefore: mails to an address that was saved before addresses were checked fail at
// once, and the operator can read why.
func TestAddressesOfBefore(t *testing.T) {
	p, path, _ := newPostAt(t)
	execute(t, path, `UPDATE users SET email = CASE name WHEN 'sue' THEN 'sue..x@acme.example' ELSE email END`)
	p.asked(8 * time.Hour)
	same(t, p.turn(), 1, "mails that failed")
	status, err := p.svc.MailStatus(t.Context())
	p.must(err)
	want := `undeliverable: can't send e-mail to "sue..x@acme.example": Enter an e-mail address, like name@example.com.`
	if len(status.Troubled) != 1 || status.Troubled[0].State != access.MailFailed || status.Troubled[0].LastError != want {
		t.Errorf("the operator reads %+v, want %s", status, want)
	}
	if said := fmt.Sprint(status.Troubled); !strings.Contains(said, "sue..x@acme.example") {
		t.Error(said)
	}
}

// TestAMailIsNotNotedInAnotherFile: if the database is replaced while a mail goes out, the sender
// does not try forever to note the mail.
func TestAMailIsNotNotedInAnotherFile(t *testing.T) {
	p, path, store := newPostAt(t)
	p.asked(8 * time.Hour)
	other := filepath.Join(t.TempDir(), "other.db")
	p.must(store.Backup(t.Context(), other))
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	_, err := p.svc.SendMail(ctx, ctx, func(ctx context.Context, m access.Mail) error {
		return errors.Join(p.by.send(ctx, m), os.Rename(other, path))
	})
	if !errors.Is(err, access.ErrNotNoted) || !errors.Is(err, db.ErrReplaced) || ctx.Err() != nil {
		t.Errorf("it says %v, and %v", err, ctx.Err())
	}
}

// TestMailIsNotedAfterALock: if a mail went out while another process held the lock, it is noted as
// sent once the lock is free. It neither waits for the next start nor goes out twice.
func TestMailIsNotedAfterALock(t *testing.T) {
	p, path, store := newPostAt(t)
	p.asked(8 * time.Hour)
	store.Deadlines.Write = 50 * time.Millisecond
	_, err := p.svc.SendMail(t.Context(), t.Context(), func(ctx context.Context, m access.Mail) error {
		_, let := heldBy(t, path)
		time.AfterFunc(4*store.Deadlines.Write, let)
		return p.by.send(ctx, m)
	})
	p.must(err)
	store.Deadlines.Write = proctest.Patience
	p.turn()
	status, err := p.svc.MailStatus(t.Context())
	p.must(err)
	if len(p.smtp.Received()) != 2 || len(status.States) != 1 || status.States[0].State != "SENT" || status.States[0].Count != 2 {
		t.Errorf("%d mails arrived; the operator reads %+v", len(p.smtp.Received()), status)
	}
}
