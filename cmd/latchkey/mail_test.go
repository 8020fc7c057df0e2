package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/cmd/latchkey/smtptest"
	"latchkey/db"
	"latchkey/db/dbtest"
	"latchkey/views"
	"latchkey/words"
)

// post is a vendor and a customer whose mails go out through a real mail server.
type post struct {
	t     *testing.T
	svc   *access.Service
	smtp  *smtptest.Server
	by    *smtpServer
	clock time.Time
	// acme and sue decide for the customer; vera and boss belong to the vendor.
	acme, sue, vera, boss access.Actor
	company               string
	seen                  int
}

func newPost(t *testing.T) *post {
	t.Helper()
	return newPostOn(t, dbtest.Open(t))
}

// newPostAt is newPost on a file with which a test may do anything.
func newPostAt(t *testing.T) (p *post, path string, store *db.Store) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "latchkey.db")
	store, err := db.Open(t.Context(), path, db.Exclusive)
	must(t, err)
	t.Cleanup(func() { _ = store.Close() }) // the file may have been replaced by then
	return newPostOn(t, store), path, store
}

func newPostOn(t *testing.T, store *db.Store) *post {
	t.Helper()
	p := &post{t: t, smtp: smtptest.Start(t), clock: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)}
	var err error
	p.svc, err = access.New(store, access.Config{Now: func() time.Time { return p.clock }, Random: rand.Reader, Languages: words.Tags()})
	p.must(err)
	p.by, err = newSMTPServer(p.smtp.URL(), "Latchkey <latchkey@example.com>", "")
	p.must(err)
	p.acme = p.account(access.NewAccount{Name: "Acme", Email: "it@acme.example", TimeZone: "Europe/Berlin"})
	vendor := p.account(access.NewAccount{Name: "Vendor", Email: "office@vendor.example", Roles: []access.Role{access.Support}})
	p.sue = p.user(p.acme, "sue", "Sue", "Gräf", "America/New_York", access.Superuser)
	p.vera = p.user(vendor, "vera", "Vera", "Lang", "Asia/Tokyo")
	p.boss = p.user(vendor, "boss", "", "", "", access.Superuser)
	p.company, err = p.svc.CreateCompany(t.Context(), p.acme, p.acme.AccountID, access.NewCompany{Name: "Büro Ltd", TimeZone: "Europe/Berlin", Type: access.ERP})
	p.must(err)
	p.svc.EnableMail(links("https://admin.example.com"), views.Letters("en"))
	return p
}

func (p *post) must(err error) {
	p.t.Helper()
	must(p.t, err)
}

// en has the English texts of mails.
var en = &words.English().Mails

const word = "four unrelated garden words"

func (p *post) account(n access.NewAccount) access.Actor {
	p.t.Helper()
	n.Password = word
	_, _, err := p.svc.CreateAccount(p.t.Context(), access.TheOperator(), n)
	p.must(err)
	return p.signIn(access.Credentials{Kind: access.KindAccount, Account: n.Name, Password: word})
}

func (p *post) user(by access.Actor, name, first, last, zone string, roles ...access.Role) access.Actor {
	p.t.Helper()
	_, _, err := p.svc.CreateUser(p.t.Context(), by, by.AccountID, access.NewUser{
		Name: name, FirstName: first, LastName: last, Email: name + "@" + strings.ToLower(by.AccountName) + ".example", TimeZone: zone, Password: word, Roles: roles,
	})
	p.must(err)
	return p.signInUser(by.AccountName, name)
}

func (p *post) signInUser(account, user string) access.Actor {
	p.t.Helper()
	return p.signIn(access.Credentials{Kind: access.KindUser, Account: account, User: user, Password: word})
}

func (p *post) signIn(c access.Credentials) access.Actor {
	p.t.Helper()
	token := rand.Text()
	_, err := p.svc.SignIn(p.t.Context(), c, func() (string, error) { return token, nil })
	p.must(err)
	a, err := p.svc.Authenticate(p.t.Context(), token, "192.0.2.1")
	p.must(err)
	return a
}

// asked makes a request by vera, from now.
func (p *post) asked(long time.Duration) string {
	p.t.Helper()
	p.clock = p.clock.Add(time.Second)
	local := func(t time.Time) access.LocalTime {
		return access.LocalTime{Text: t.In(p.vera.Zone).Format("2006-01-02T15:04:05")}
	}
	r, err := p.svc.Ask(p.t.Context(), p.vera, access.NewRequest{AccountID: p.acme.AccountID, CompanyID: p.company, ValidFrom: local(p.clock), ValidTo: local(p.clock.Add(long))})
	p.must(err)
	return r.ID
}

func (p *post) granted(long time.Duration) string {
	p.t.Helper()
	id := p.asked(long)
	_, err := p.svc.Grant(p.t.Context(), p.sue, id)
	p.must(err)
	return id
}

// turn is one turn of the loop: the clock's notifications, then all mails that are due.
func (p *post) turn() (failed int) {
	p.t.Helper()
	p.must(p.svc.MakeDueNotices(p.t.Context()))
	for more := true; more; {
		var err error
		var unsent *access.MailError
		if more, err = p.svc.SendMail(p.t.Context(), p.t.Context(), p.by.send); errors.As(err, &unsent) {
			failed++
		} else {
			p.must(err)
		}
	}
	return failed
}

// fresh returns the mails that arrived since its last call.
func (p *post) fresh() []smtptest.Mail {
	p.t.Helper()
	p.turn()
	all := p.smtp.Received()
	fresh := all[p.seen:]
	p.seen = len(all)
	return fresh
}

// TestEachKindOfMail checks the reader, words, time zone and link of each kind of mail that a real
// mail server receives.
func TestEachKindOfMail(t *testing.T) {
	p := newPost(t)
	ctx := t.Context()
	const company, sue, vera = "Büro Ltd", "Sue Gräf (sue) @ Acme", "Vera Lang (vera) @ Vendor"
	who := en.Who("Vera Lang (vera)", "Vendor")
	deciders, askers := &en.ForDeciders, &en.ForAskers
	id, signedIn := "", p.clock
	do := func(_ access.Request, err error) { p.t.Helper(); p.must(err) }
	for _, c := range []struct {
		what, to, subject, says string
		before, act             func()
	}{
		{"asked", "sue@acme.example", deciders.AskedSubject(who, company), "8:00:0", nil, func() { id = p.asked(8 * time.Hour) }},
		{"granted", "vera@vendor.example", askers.GrantedSubject(sue, company), askers.Granted(sue, company, "Acme"), nil, func() { do(p.svc.Grant(ctx, p.sue, id)) }},
		{"went in", "sue@acme.example", deciders.EnteredSubject(vera, company), "for the first time on 1 Jun 2026, 08:", nil, func() {
			_, err := p.svc.Company(ctx, p.vera, p.acme.AccountID, p.company)
			p.must(err)
		}},
		{"made a user", "sue@acme.example", deciders.UserMadeSubject(vera, "helper", "Acme"), "https://admin.example.com/accounts/" + p.acme.AccountID + "/users/usr_", nil, func() {
			_, _, err := p.svc.CreateUser(ctx, p.vera, p.acme.AccountID, access.NewUser{Name: "helper"})
			p.must(err)
		}},
		{"about to end", "vera@vendor.example", askers.EndingSubject(company), "ends on 2 Jun 2026, 05:00:01 JST", nil, func() { p.clock = p.clock.Add(7*time.Hour + 50*time.Minute) }},
		{"over", "vera@vendor.example", askers.ExpiredSubject(company), "ended on 2 Jun 2026, 05:00:01 JST", nil, func() { p.clock = p.clock.Add(10 * time.Minute) }},
		{"denied", "vera@vendor.example", askers.DeniedSubject(sue, company), "Reason:\n> Not now.\n", func() { id = p.asked(8 * time.Hour) }, func() { do(p.svc.Deny(ctx, p.sue, id, "Not now.")) }},
		{"withdrawn", "vera@vendor.example", askers.WithdrawnSubject("boss @ Vendor", company), askers.Withdrawn("boss @ Vendor", company, "Acme"), func() { id = p.asked(8 * time.Hour) }, func() { do(p.svc.Withdraw(ctx, p.boss, id)) }},
		{"revoked", "vera@vendor.example", askers.RevokedSubject(sue, company), "Reason:\n> Enough.\n", func() { id = p.granted(8 * time.Hour) }, func() { do(p.svc.Revoke(ctx, p.sue, id, "Enough.")) }},
		{"handed back", "vera@vendor.example", askers.HandedBackSubject("boss @ Vendor", company), askers.HandedBack("boss @ Vendor", company, "Acme"), func() { id = p.granted(7 * time.Hour) }, func() { do(p.svc.HandBack(ctx, p.boss, id)) }},
		{"a reminder", "sue@acme.example", deciders.ReminderSubject(who, company), "lapses on 2 Jun 2026, 00:00:0", func() { id = p.asked(8 * time.Hour) }, func() { p.clock = p.clock.Add(7 * time.Hour) }},
		{"lapsed", "vera@vendor.example", askers.LapsedSubject(company), askers.Lapsed(company, "Acme"), nil, func() { p.clock = p.clock.Add(time.Hour) }},
		{"granted less", "vera@vendor.example", askers.GrantedLessSubject(sue, company), en.Access + ": read-only\n" + en.AskedFor + ": ", func() { id = p.asked(8 * time.Hour) }, func() {
			do(p.svc.GrantLess(ctx, p.sue, id, access.Terms{ReadOnly: true}))
		}},
		{"to extend", "sue@acme.example", deciders.AskedToExtendSubject(who, company), deciders.AskedToExtendThen("Acme"), func() { id = p.granted(8 * time.Hour) }, func() {
			r, err := p.svc.Extend(ctx, p.vera, id, local(p.clock.Add(9*time.Hour), p.vera))
			id = r.ID
			p.must(err)
		}},
		{"shortened", "vera@vendor.example", askers.ShortenedSubject(sue, company), "Sue Gräf (sue) @ Acme shortened access to Acme's company Büro Ltd. It now ends on ", func() { id = p.granted(8 * time.Hour) }, func() {
			do(p.svc.Shorten(ctx, p.sue, id, local(p.clock.Add(time.Hour), p.sue)))
		}},
		{"frozen", "vera@vendor.example", askers.FrozenSubject(sue, "Acme", company), "Reason:\n> We look into something.\n", func() {
			p.clock = p.clock.Add(10 * time.Hour) // earlier grants are over by then
			id = p.granted(8 * time.Hour)
		}, func() { p.must(p.svc.Freeze(ctx, p.sue, p.acme.AccountID, "We look into something.")) }},
		{"a visit by consent", "sue@acme.example", deciders.VisitSubject(who, company), deciders.Visit(who, company, "Acme"), func() {
			p.must(p.svc.Unfreeze(ctx, p.sue, p.acme.AccountID))
			p.must(p.svc.GiveConsent(ctx, p.sue, p.acme.AccountID, access.ConsentForm{
				CompanyID: p.company, Requester: "Vendor", LongestHours: "1", Hours: access.HoursForm{Weekdays: []time.Weekday{0, 1, 2, 3, 4, 5, 6}},
				ValidTo: local(p.clock.Add(24*time.Hour), p.sue),
			}))
		}, func() { id = p.asked(time.Hour) }},
		{"a digest", "sue@acme.example", en.Digest.Subject(1), en.Digest.Now[access.Lapsed] + "\nhttps://admin.example.com/access-requests/req_", func() {
			p.must(p.svc.ChooseNotices(ctx, p.sue, map[access.Topic]access.Choice{access.TopicRequests: access.ChoiceDigest}))
			id = p.asked(time.Hour)
		}, func() { p.clock = p.clock.Add(24 * time.Hour) }},
		{"nobody can decide", "vera@vendor.example", askers.NobodyDecidesSubject(company), askers.NobodyDecides(company, "Acme"), func() {
			second := p.user(p.sue, "max", "Max", "Muster", "UTC", access.Superuser)
			p.must(p.svc.SetRule(ctx, p.sue, p.acme.AccountID, access.RuleForm{TwoApprovals: true, Hours: access.HoursForm{Weekdays: []time.Weekday{0, 1, 2, 3, 4, 5, 6}}}))
			p.must(p.svc.SetUserActive(ctx, p.sue, p.acme.AccountID, second.UserID, false))
		}, func() { id = p.asked(8 * time.Hour) }},
	} {
		if p.clock.Sub(signedIn) > time.Hour { // a session does not last for days
			p.vera, p.boss, p.sue = p.signInUser("Vendor", "vera"), p.signInUser("Vendor", "boss"), p.signInUser("Acme", "sue")
			signedIn = p.clock
		}
		if c.before != nil {
			c.before()
		}
		p.fresh()
		c.act()
		var got []smtptest.Mail
		for _, m := range p.fresh() {
			if m.To == c.to && m.Subject == c.subject {
				got = append(got, m)
			}
			if m.To == "boss@vendor.example" || strings.Contains(m.Header.Get("Bcc")+m.Header.Get("Cc"), "@") || m.Header.Get("Auto-Submitted") != "auto-generated" || m.Header.Get("Content-Language") != "en" {
				t.Errorf("%s: to %s with %v", c.what, m.To, m.Header)
			}
		}
		if len(got) != 1 {
			t.Errorf("%s: %d mails", c.what, len(got))
			continue
		}
		m := got[0]
		link := "https://admin.example.com/access-requests/" + id + "\n"
		if c.what == "a digest" || c.what == "made a user" {
			link = c.says
		}
		zone := words.English().Parts.TimesIn(map[string]string{"sue@acme.example": "America/New_York", "vera@vendor.example": "Asia/Tokyo"}[c.to])
		hasAll(t, c.what, m.Body, c.says, link, zone, "https://admin.example.com/profile")
		if strings.Contains(m.Body, "/grant") || m.From != "latchkey@example.com" || !strings.HasSuffix(m.MessageID, "@example.com>") {
			t.Errorf("%s: from %s, %s\n%s", c.what, m.From, m.MessageID, m.Body)
		}
	}
}

func local(t time.Time, by access.Actor) access.LocalTime {
	return access.LocalTime{Text: access.ExactLocalText(t, by.Zone)}
}

// TestMailServerDies: nothing is lost, nothing arrives twice, and no act waits for the mail server.
func TestMailServerDies(t *testing.T) {
	p := newPost(t)
	p.asked(8 * time.Hour)
	p.turn()
	if n := len(p.smtp.Received()); n != 2 {
		t.Fatalf("%d mails before, want 2", n)
	}
	// only three of a kind are sent immediately within ten minutes
	p.clock = p.clock.Add(10 * time.Minute)
	p.smtp.Die()
	for range 3 {
		p.granted(8 * time.Hour)
	}
	same(t, p.turn(), 9, "mails that failed while the server was dead")
	status, err := p.svc.MailStatus(t.Context())
	p.must(err)
	if len(status.Troubled) != 9 || status.Troubled[0].State != "PENDING" || !strings.Contains(status.Troubled[0].LastError, "refused") {
		t.Errorf("the operator sees %+v", status)
	}
	p.smtp.ComeBack()
	if p.turn(); len(p.smtp.Received()) != 2 {
		t.Error("a mail was tried before its time")
	}
	p.clock = p.clock.Add(time.Minute)
	p.smtp.HangUpOnce()
	p.turn()
	p.clock = p.clock.Add(time.Hour)
	p.turn()
	p.turn()
	ids := map[string]int{}
	for _, m := range p.smtp.Received() {
		ids[m.MessageID]++
	}
	// The server accepted one mail without an answer, so it got that again, with the same
	// Message-ID.
	twice := 0
	for _, n := range ids {
		if n == 2 {
			twice++
		}
	}
	if len(ids) != 11 || len(p.smtp.Received()) != 12 || twice != 1 {
		t.Errorf("%d mails with %d ids", len(p.smtp.Received()), len(ids))
	}
}

func TestMailToNobody(t *testing.T) {
	p := newPost(t)
	for _, to := range []string{"nobody@acme.example", "no address", "a@b\r\nRCPT TO:<c@d>"} {
		err := p.by.send(t.Context(), access.Mail{ID: "mal_1", To: to, Subject: "s", Body: "b", CreatedAt: p.clock})
		if !errors.Is(err, access.ErrUndeliverable) {
			t.Errorf("to %q: %v", to, err)
		}
	}
	subject := "one\r\nBcc: all@acme.example"
	p.must(p.by.send(t.Context(), access.Mail{ID: "mal_2", To: "sue@acme.example", Subject: subject, Body: "b", CreatedAt: p.clock}))
	if m := p.smtp.Received(); len(m) != 1 || m[0].Header.Get("Bcc") != "" {
		t.Errorf("a subject with a line break became %+v", m)
	}
}

// If the password is wrong, the operator can correct it, and the mail goes out later.
func TestSigningInToTheMailServer(t *testing.T) {
	smtp := smtptest.Start(t)
	m := access.Mail{ID: "mal_1", To: "sue@acme.example", Subject: "s", Body: "b", CreatedAt: time.Now()}
	for login, works := range map[string]bool{"me:secret%40": true, "me:secret": false} {
		by, err := newSMTPServer(strings.Replace(smtp.URL(), "//", "//"+login+"@", 1), "latchkey@example.com", "")
		must(t, err)
		err = by.send(t.Context(), m)
		if (err == nil) != works || errors.Is(err, access.ErrUndeliverable) || err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", login, err)
		}
	}
	// Without TLS, mail goes only to this machine, and this server has no TLS.
	by, err := newSMTPServer(strings.Replace(smtp.URL(), "smtp://", "smtps://", 1), "latchkey@example.com", "")
	if err == nil {
		err = by.send(t.Context(), m)
	}
	if err == nil {
		t.Error("smtps without TLS")
	}
	same(t, len(smtp.Received()), 1, "mails sent")
}

// TestSendingStops: the loop sends mails that are written while it runs, and ends when told to.
func TestSendingStops(t *testing.T) {
	p := newPost(t)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	ready := make(chan string, 10)
	go func() {
		defer close(done)
		sendMails(newStopping(ctx), slog.New(slog.NewTextHandler(io.Discard, nil)), p.svc, func(ctx context.Context, m access.Mail) error {
			defer func() { ready <- m.To }()
			return p.by.send(ctx, m)
		})
	}()
	_, err := p.svc.Ask(ctx, p.vera, access.NewRequest{
		AccountID: p.acme.AccountID, CompanyID: p.company,
		ValidFrom: access.LocalTime{Text: "2026-06-01T21:00"}, ValidTo: access.LocalTime{Text: "2026-06-01T23:00"},
	})
	p.must(err)
	got := []string{<-ready, <-ready}
	slices.Sort(got)
	if strings.Join(got, " ") != "it@acme.example sue@acme.example" {
		t.Errorf("sent to %v", got)
	}
	stop()
	<-done
}

func TestSMTPFlags(t *testing.T) {
	const from = "Latchkey <latchkey@example.com>"
	for address, ok := range map[string]bool{
		"smtp://mail.example.com": true, "smtp://me:secret%40@mail.example.com:25": true, "smtps://me:secret@mail.example.com": true, "smtp://localhost:2525": true,
		"mail.example.com:25": false, "http://mail.example.com": false, "smtp://": false, "smtp://me:secret@mail.example.com:70000": false,
		"smtp://me:secret%@mail.example.com": false, "smtp://mail.example.com/path": false,
	} {
		_, err := newSMTPServer(address, from, "")
		if (err == nil) != ok || err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := newSMTPServer("smtp://localhost", "", ""); err == nil {
		t.Error("without an address to come from")
	}
	if _, err := (mailFlags{SMTP: "smtp://localhost", MailFrom: from}).server("", false); err == nil {
		t.Error("mails link to nowhere")
	}
}
