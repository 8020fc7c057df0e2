package access

import (
	"context"
	"errors"
	"fmt"
	"time"

	"latchkey/db"
)

// MailFailed is the state of a mail that is given up.
const MailFailed = "FAILED"

// The states that a mail is written in, to be sent at once or with a digest, and that it has while
// it is sent.
const (
	mailPending = "PENDING"
	mailHeld    = "HELD"
	mailSending = "SENDING"
)

// A mail that cannot be sent is tried again after firstRetry, twice that and so on up to lastRetry, for as long as it is news.
const (
	firstRetry  = time.Minute
	lastRetry   = time.Hour
	newsFor     = 72 * time.Hour
	mailsKept   = 30 * 24 * time.Hour
	noticedKept = 400 * 24 * time.Hour
)

// Mail is a mail to be sent. ID is the same at every try.
type Mail struct {
	ID                string
	Kind              Notice
	To, Subject, Body string
	// Language is the tag of the language that the mail is in, "" of one of before there was more than one.
	Language  string
	CreatedAt time.Time
	Attempts  int
}

// ErrUndeliverable is wrapped by the error of a mail that no other try will bring to its recipient.
var ErrUndeliverable = errors.New("undeliverable")

// MailError is a mail that could not be sent, for the log.
type MailError struct {
	Mail Mail
	// NextTry is zero where there will be none.
	NextTry time.Time
	Cause   error
}

func (e *MailError) Error() string { return "mail " + e.Mail.ID + ": " + e.Cause.Error() }
func (e *MailError) Unwrap() error { return e.Cause }

// EnableMail makes the service write mails, with links of these addresses and letters that write puts into words. It is called before
// any operation; without it people are told on the pages only, and no mail is written, so that none goes out late when mail is set up
// one day.
func (s *Service) EnableMail(links Links, write func(Letter) Written) {
	s.links, s.letters = &links, write
}

// MailEnabled says whether mails are written.
func (s *Service) MailEnabled() bool { return s.links != nil }

// MailReady is signalled when a mail was written.
func (s *Service) MailReady() <-chan struct{} { return s.mailReady }

func (s *Service) wakeSender() {
	select {
	case s.mailReady <- struct{}{}:
	default:
	}
}

// RecoverMails takes up the mails that a server was sending when it ended. Whether they went out nobody knows: they are sent
// again, by the same id, from which a mail program sees that it is the same. Only the one server of the database calls it, at its start.
func (s *Service) RecoverMails(ctx context.Context) error {
	return s.store.Write(ctx, func(q *db.Queries) error {
		_, err := q.RecoverMails(ctx, db.Millis(s.now()))
		return err
	})
}

// ErrNotNoted is wrapped by the error of a mail of which nobody noted what became of it: the next
// server sends it once more.
var ErrNotNoted = errors.New("what became of a mail could not be noted: it is sent once more after the next start")

// SendMail sends the next mail that is due by send, if there is one. It is marked before and after, in transactions of their own:
// what it tells of was committed long ago, and no server in the world holds it up. One that has
// begun when ctx ends is brought to its end until last, which send gets. The error of send comes
// back as *MailError; ErrNotNoted.
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
	if errors.Is(cause, ErrUndeliverable) || now.Sub(db.Time(m.DueAt)) >= newsFor {
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

// noteMail notes what became of a mail, however long the database cannot be written: otherwise it
// would be sent twice, or wait for the next start. A file that was replaced or is damaged will not
// be written again before that.
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

// noteRetry is how long noteMail waits after it could not write.
const noteRetry = time.Second

// retryAfter is how long a mail waits after so many tries.
func retryAfter(attempts int) time.Duration {
	return min(lastRetry, firstRetry<<min(attempts-1, 10))
}

// MailStatus is the outbox, for the operator.
type MailStatus struct {
	// States are how many mails there are in each state, and the oldest of each.
	States []MailCount
	// Troubled are those that failed or are tried again, at most a page, the oldest first.
	Troubled []TroubledMail
}

// MailCount is the mails in a state.
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

// MailStatus reads the outbox. The operator's command line calls it.
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

// RetryMails sends at once what failed or waits for another try, and says how many those are.
func (s *Service) RetryMails(ctx context.Context) (n int64, err error) {
	now := s.now()
	err = s.store.Write(ctx, func(q *db.Queries) error {
		n, err = q.RetryMails(ctx, db.Millis(now))
		return err
	})
	return n, err
}
