package access

import (
	"context"
	"errors"
	"fmt"
	"time"

	"latchkey/db"
)

// MailFailed is the state of a mail that was given up.
const MailFailed = "FAILED"

// The states of a mail: to be sent immediately, to be sent with a digest, and being sent.
const (
	mailPending = "PENDING"
	mailHeld    = "HELD"
	mailSending = "SENDING"
)

// A mail that cannot be sent is retried after firstRetry, then twice that, and so on up to
// lastRetry, for as long as it is of interest.
const (
	firstRetry  = time.Minute
	lastRetry   = time.Hour
	newsFor     = 72 * time.Hour
	mailsKept   = 30 * 24 * time.Hour
	noticedKept = 400 * 24 * time.Hour
)

// Mail is a mail to send. ID is the same for every try.
type Mail struct {
	ID                string
	Kind              Notice
	To, Subject, Body string
	// Language is the tag of the mail's language, or "" for a mail from before there were several.
	Language  string
	CreatedAt time.Time
	Attempts  int
}

// ErrUndeliverable is wrapped by the error of a mail that no retry will deliver.
var ErrUndeliverable = errors.New("undeliverable")

// MailError is a mail that could not be sent, for the log.
type MailError struct {
	Mail Mail
	// NextTry is zero if there will be none.
	NextTry time.Time
	Cause   error
}

func (e *MailError) Error() string { return "mail " + e.Mail.ID + ": " + e.Cause.Error() }
func (e *MailError) Unwrap() error { return e.Cause }

// EnableMail makes the service write mails, with these links, and with letters that write puts into
// words. Call it before any operation. Without it, people are told only on pages and no mail is
// written, so that no old mail goes out when mail is set up later.
func (s *Service) EnableMail(links Links, write func(Letter) Written) {
	s.links, s.letters = &links, write
}

// MailEnabled reports whether mails are written.
func (s *Service) MailEnabled() bool { return s.links != nil }

// MailReady is signalled when a mail was written.
func (s *Service) MailReady() <-chan struct{} { return s.mailReady }

func (s *Service) wakeSender() {
	select {
	case s.mailReady <- struct{}{}:
	default:
	}
}

// RecoverMails resets the mails that a server was sending when it ended. Nobody knows whether they
// went out, so they are sent again with the same id, by which a mail program can recognize a
// duplicate. Only the one server of the database calls it, when it starts.
func (s *Service) RecoverMails(ctx context.Context) error {
	return s.store.Write(ctx, func(q *db.Queries) error {
		_, err := q.RecoverMails(ctx, db.Millis(s.now()))
		return err
	})
}

// ErrNotNoted is wrapped by the error of a mail whose outcome could not be noted: the next server
// sends it again.
var ErrNotNoted = errors.New("what became of a mail could not be noted: it is sent once more after the next start")

// SendMail sends the next mail that is due, with send, if there is one. It marks the mail before
// and after, in separate transactions: the act was committed long ago, and no mail server can delay
// it. If ctx ends during a mail, that mail is finished until last ends, which send gets. An error
// of send is returned as *MailError. Errors: ErrNotNoted.
func (s *Service) SendMail(ctx, last context.Context, send func(context.Context, Mail) error) (more bool, err error) {
	now := s.now()
	var m db.Mail
	err = s.store.Write(ctx, func(q *db.Queries) error {
		var err error
		m, err = q.GetDueMail(ctx, db.Millis(now))
		if err != nil {
			return err
		}
		_, err = q.SetMailSending(ctx, m.ID)
		return err
	})
	if db.IsNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	mail := Mail{ID: m.ID, Kind: Notice(m.Kind), To: m.Recipient, Subject: m.Subject, Body: m.Body, Language: m.Language, CreatedAt: db.Time(m.CreatedAt), Attempts: int(m.Attempts) + 1}
	cause := send(last, mail)
	now = s.now()
	p := db.SetMailUnsentParams{ID: m.ID, State: mailPending, NextTry: db.Millis(now.Add(retryAfter(mail.Attempts)))}
	if errors.Is(cause, ErrUndeliverable) || now.Sub(db.Time(m.DueAt)) >= interestIn(mail.Kind) {
		p.State = MailFailed
	}
	if cause != nil {
		p.LastError = OneLine(cause.Error())
	}
	err = s.noteMail(last, func(q *db.Queries) error {
		if cause == nil {
			_, err := q.SetMailSent(last, db.SetMailSentParams{ID: m.ID, Now: db.Millis(now)})
			return err
		}
		_, err := q.SetMailUnsent(last, p)
		return err
	})
	if cause != nil && err == nil {
		failed := &MailError{Mail: mail, Cause: cause}
		if p.State == mailPending {
			failed.NextTry = db.Time(p.NextTry)
		}
		return true, failed
	}
	return true, err
}

// noteMail notes the outcome of a mail, however long the database cannot be written: otherwise the
// mail would be sent twice, or wait for the next start. It gives up only for a file that was
// replaced or is damaged, because that cannot be written before a restart.
func (s *Service) noteMail(ctx context.Context, note func(*db.Queries) error) error {
	for told := false; ; told = true {
		err := s.store.Write(ctx, note)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, db.ErrReplaced), db.IsDamaged(err):
			return fmt.Errorf("%w: %w", ErrNotNoted, err)
		case !told && s.mailWaits != nil:
			s.mailWaits(err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", ErrNotNoted, err)
		case <-time.After(noteRetry):
		}
	}
}

// noteRetry is how long noteMail waits between two tries.
const noteRetry = time.Second

// interestIn is for how long a mail is of interest. A link that lets its reader in expires.
func interestIn(n Notice) time.Duration {
	switch n {
	case NoticePasswordLink:
		return resetLifetime
	case NoticeSetupLink:
		return setupLifetime
	default:
		return newsFor
	}
}

// retryAfter is how long a mail waits after so many tries.
func retryAfter(attempts int) time.Duration {
	return min(lastRetry, firstRetry<<min(attempts-1, 10))
}

// MailStatus is the outbox, for the operator.
type MailStatus struct {
	// States are how many mails there are in each state, with the oldest of each.
	States []MailCount
	// Troubled are the mails that failed or are being retried, oldest first, at most a page.
	Troubled []TroubledMail
}

// MailCount is the number of mails in a state.
type MailCount struct {
	State  string
	Count  int64
	Oldest time.Time
}

// TroubledMail is a mail whose last try failed.
type TroubledMail struct {
	ID, Kind, To, State, LastError string
	Attempts                       int64
	NextTry                        time.Time
}

// MailStatus reads the outbox. It is for the operator's command line.
func (s *Service) MailStatus(ctx context.Context) (m MailStatus, err error) {
	counts, err := s.store.Read.CountMails(ctx)
	if err != nil {
		return m, err
	}
	m.States = mapped(counts, func(c db.CountMailsRow) MailCount { return MailCount{c.State, c.Mails, db.Time(c.Oldest)} })
	rows, err := s.store.Read.ListTroubledMails(ctx, pageSize)
	for _, r := range rows {
		m.Troubled = append(m.Troubled, TroubledMail{ID: r.ID, Kind: r.Kind, To: r.Recipient, State: r.State, LastError: r.LastError, Attempts: r.Attempts, NextTry: db.Time(r.NextTry)})
	}
	return m, err
}

// RetryMails makes failed mails, and mails that wait for a retry, due now. It returns how many
// there are.
func (s *Service) RetryMails(ctx context.Context) (n int64, err error) {
	now := s.now()
	err = s.store.Write(ctx, func(q *db.Queries) error {
		n, err = q.RetryMails(ctx, db.Millis(now))
		return err
	})
	return n, err
}
