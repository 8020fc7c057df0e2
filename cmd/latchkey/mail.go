package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"text/tabwriter"
	"time"

	"latchkey/access"
	"latchkey/views"
)

// mailTurn is how often the server looks for notifications that are due by the clock, and for mails
// to retry.
const mailTurn = 15 * time.Second

// mailFlags say how serve sends mail.
type mailFlags struct {
	SMTP     string `name:"smtp" env:"LATCHKEY_SMTP" placeholder:"URL" help:"The mail server that sends notifications, like smtp://user:password@host:587 (STARTTLS) or smtps://…:465. Set it in the environment, because the command line exposes the password. Without it, no e-mail is sent."`
	MailFrom string `env:"LATCHKEY_MAIL_FROM" placeholder:"ADDRESS" help:"The sender of e-mails, like \"Latchkey <latchkey@example.com>\"."`
	Hello    string `name:"smtp-hello" env:"LATCHKEY_SMTP_HELLO" placeholder:"HOST" help:"The host name to give the mail server (EHLO). Default: the host of --url."`
}

// server returns the mail server to use, or nil if none is set.
func (f mailFlags) server(address string, loopback bool) (*smtpServer, error) {
	if f.SMTP == "" {
		return nil, nil //nolint:nilnil // no mail is not an error
	}
	if address == "" && !loopback {
		return nil, errors.New("--smtp needs --url, because e-mails contain links to pages")
	}
	hello := f.Hello
	if u, err := url.Parse(address); hello == "" && err == nil {
		hello = u.Hostname()
	}
	return newSMTPServer(f.SMTP, f.MailFrom, hello)
}

// links returns the URLs for mails, on a server at address.
func links(address string) access.Links {
	return access.Links{
		Request:      func(id string) string { return address + views.RequestURL(id) },
		User:         func(accountID, id string) string { return address + views.UserURL(accountID, id) },
		Invoice:      func(id string) string { return address + views.InvoiceURL(id) },
		SetupLink:    func(token string) string { return address + views.SetupLinkURL(token) },
		PasswordLink: func(token string) string { return address + views.PasswordLinkURL(token) },
		EmailLink:    func(token string) string { return address + views.ConfirmEmailURL(token) },
		Choices:      address + views.ChoicesURL, Security: address + views.SecurityURL,
	}
}

// sendMails makes the notifications of the clock and sends all mails, until the stop begins. It
// returns once the mail that is being sent is through or was cut off, and that is noted.
func sendMails(end stopping, log *slog.Logger, svc *access.Service, send func(context.Context, access.Mail) error) {
	ctx := end.running
	sendOne := func(_ context.Context, m access.Mail) error { return send(end.finish, m) }
	failing := func(what string, err error) {
		if err != nil && ctx.Err() == nil {
			log.Error(what, "error", err.Error())
		}
	}
	failing("recover mails", svc.RecoverMails(ctx))
	turn := time.NewTicker(mailTurn)
	defer turn.Stop()
	for {
		failing("make notices", svc.MakeDueNotices(ctx))
		for more := true; more && ctx.Err() == nil; {
			var err error
			var unsent *access.MailError
			more, err = svc.SendMail(ctx, end.last, sendOne)
			switch {
			case errors.As(err, &unsent):
				logUnsent(log, unsent)
				more = refused(err) // if the mail server is down, wait for the next turn
			case errors.Is(err, access.ErrNotNoted):
				log.Error("send mails", "error", err.Error())
				more = false
			case err != nil:
				failing("send mails", err)
				more = false
			case more:
				log.Debug("mail sent")
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-turn.C:
		case <-svc.MailReady():
		}
	}
}

// logUnsent logs that a mail was not sent, and when the next try is, or that there will be none.
func logUnsent(log *slog.Logger, e *access.MailError) {
	log = log.With("mail", e.Mail.ID, "kind", e.Mail.Kind, "attempts", e.Mail.Attempts, "error", e.Cause.Error())
	if e.NextTry.IsZero() {
		log.Error("an e-mail failed permanently: see `latchkey mail status`")
		return
	}
	log.Warn("mail not sent", "next_try", e.NextTry)
}

type mailCmd struct {
	Status mailStatusCmd `cmd:"" help:"Show how many e-mails are waiting, sent or failed, and why."`
	Retry  mailRetryCmd  `cmd:"" help:"Have the running server retry failed and waiting e-mails now."`
}

type mailStatusCmd struct{ database }

func (c *mailStatusCmd) Run(g *globals) error {
	w := tabwriter.NewWriter(g.stdout, 0, 0, 2, ' ', 0)
	err := c.use(g.ctx, func(svc *access.Service) error {
		status, err := svc.MailStatus(g.ctx)
		if err != nil {
			return err
		}
		if len(status.States) == 0 {
			_, _ = fmt.Fprintln(w, "There are no e-mails.") // Flush returns the error
			return nil
		}
		_, _ = fmt.Fprintln(w, "STATE\tMAILS\tOLDEST")
		for _, s := range status.States {
			_, _ = fmt.Fprintf(w, "%s\t%d\t%s\n", s.State, s.Count, s.Oldest.Format(time.RFC3339))
		}
		if len(status.Troubled) > 0 {
			_, _ = fmt.Fprintln(w, "\nMAIL\tKIND\tTO\tSTATE\tTRIES\tNEXT TRY\tLAST ERROR")
		}
		for _, m := range status.Troubled {
			next := m.NextTry.Format(time.RFC3339)
			if m.State == access.MailFailed {
				next = "none"
			}
			_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%s\t%s\n", m.ID, m.Kind, m.To, m.State, m.Attempts, next, m.LastError)
		}
		return nil
	})
	return errors.Join(err, w.Flush())
}

type mailRetryCmd struct{ database }

func (c *mailRetryCmd) Run(g *globals) error {
	return c.use(g.ctx, func(svc *access.Service) error {
		n, err := svc.RetryMails(g.ctx)
		if err == nil {
			_, err = fmt.Fprintf(g.stdout, "E-mails that the running server retries now: %d.\n", n)
		}
		return err
	})
}
