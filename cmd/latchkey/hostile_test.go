package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/cmd/latchkey/smtptest"
)

// TestHostileMail: whatever is in a mail, its server gets one mail for one recipient, with our
// headers and no others.
func TestHostileMail(t *testing.T) {
	smtp := smtptest.Start(t)
	by, err := newSMTPServer(smtp.URL(), fromLatchkey, "")
	must(t, err)
	const breaks = "x\r\nBcc: evil@example.com\r\n\r\nhello\r\n.\r\nMAIL FROM:<evil@example.com>\r\nRCPT TO:<evil@example.com>\r\nDATA\r\n"
	sent := aMail("sue@acme.example")
	sent.Subject, sent.Body, sent.Language = breaks, breaks, "en\r\nX-Evil: 1"
	must(t, by.send(t.Context(), sent))
	for _, to := range []string{
		"sue@acme.example\r\nRCPT TO:<evil@example.com>", "sue@acme.example, evil@example.com", "sue@acme.example>\r\nDATA", "<sue@acme.example> SIZE=1", "sue@acme.example\x00",
	} {
		if err := by.send(t.Context(), aMail(to)); err == nil {
			t.Errorf("a mail to %q was sent", to)
		}
	}
	all := smtp.Received()
	if len(all) != 1 || all[0].To != "sue@acme.example" {
		t.Fatalf("received %+v", all)
	}
	m := all[0]
	for _, name := range []string{"Bcc", "X-Evil"} {
		if m.Header.Get(name) != "" {
			t.Errorf("the mail has the header %s", name)
		}
	}
	if lines := strings.ReplaceAll(m.Body, "\r\n", "\n"); !strings.Contains(lines, "\n.\nMAIL FROM:<evil@example.com>\n") {
		t.Errorf("the text did not arrive as it was: %q", lines)
	}
}

// TestHostileNamesInMails: people's own texts reach a mail's subject and text as texts.
func TestHostileNamesInMails(t *testing.T) {
	p := newPost(t)
	p.fresh()
	local := func(at time.Time) access.LocalTime {
		return access.LocalTime{Text: at.In(p.vera.Zone).Format("2006-01-02T15:04:05")}
	}
	company, err := p.svc.CreateCompany(t.Context(), p.acme, p.acme.AccountID, access.NewCompany{Name: `"Bcc: evil@example.com" <b>`, TimeZone: "UTC", Type: access.ERP})
	p.must(err)
	_, err = p.svc.Ask(t.Context(), p.vera, access.NewRequest{
		AccountID: p.acme.AccountID, CompanyID: company, ValidFrom: local(p.clock), ValidTo: local(p.clock.Add(time.Hour)),
		Description: "one\r\n.\r\nQUIT\r\nBcc: evil@example.com",
	})
	p.must(err)
	mails := p.fresh()
	if len(mails) == 0 {
		t.Fatal("no mail")
	}
	for _, m := range mails {
		if !strings.HasSuffix(m.To, "acme.example") || m.Header.Get("Bcc") != "" || !strings.Contains(m.Subject, `"Bcc: evil@example.com" <b>`) ||
			!strings.Contains(strings.ReplaceAll(m.Body, "\r\n", "\n"), "QUIT") {
			t.Errorf("received %+v", m)
		}
	}
}

// TestAWrongCertificateGetsNothing: a receiver of heads whose certificate nobody vouches for gets
// no head, and the log says why. TestMailByTLS tries the same with a mail server.
func TestAWrongCertificateGetsNothing(t *testing.T) {
	var asked atomic.Int64
	r := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	r.Config.ErrorLog = nil
	r.StartTLS()
	defer r.Close()
	k := newKept(t, headsFlags{HeadsURL: r.URL})
	k.keep(t.Context())
	if n := asked.Load(); n != 0 || k.posted != "" || !strings.Contains(k.logged.String(), "certificate") {
		t.Errorf("%d requests, posted %q, logged %s", n, k.posted, &k.logged)
	}
	headsClient.Transport = r.Client().Transport // as for a machine that trusts it
	defer func() { headsClient.Transport = nil }()
	k.keep(t.Context())
	if n := asked.Load(); n != 1 || k.posted == "" {
		t.Errorf("with the right certificate: %d requests, posted %q, logged %s", n, k.posted, &k.logged)
	}
}
