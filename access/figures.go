package access

import (
	"context"
	"time"

	"latchkey/db"
)

// Figures are the numbers in the database that are worth watching. A time is zero if there is
// nothing.
type Figures struct {
	At time.Time
	// RequestsWaiting are waiting for a decision, the oldest since OldestRequest. LiveGrants give
	// access now.
	RequestsWaiting, LiveGrants int64
	OldestRequest               time.Time
	// MailsWaiting are still to be sent, the oldest since OldestMail. MailsFailed never will be.
	MailsWaiting, MailsFailed int64
	OldestMail                time.Time
	// LogoutsWaiting are sign-ins that are over and of which webapps are still to be told, the
	// oldest since OldestLogout. Of LogoutsGivenUp they never were.
	LogoutsWaiting, LogoutsGivenUp int64
	OldestLogout                   time.Time
	// Head is when the record's head was last signed, and Backup when the last backup was made.
	Head, Backup time.Time
}

// Figures reads them with a few fixed statements. It is for the operator's monitoring.
func (s *Service) Figures(ctx context.Context) (f Figures, err error) {
	f.At = s.now()
	err = s.store.Snapshot(ctx, func(q *db.Queries) error {
		row, err := q.GetFigures(ctx, db.Millis(f.At))
		if err != nil {
			return err
		}
		f.RequestsWaiting, f.OldestRequest, f.LiveGrants = row.Waiting, timeOrZero(row.OldestWaiting), row.LiveGrants
		mails, err := q.CountMails(ctx)
		if err != nil {
			return err
		}
		f.addMails(mails)
		logouts, err := q.CountLogouts(ctx)
		if err != nil {
			return err
		}
		f.LogoutsWaiting, f.OldestLogout, f.LogoutsGivenUp = logouts.Waiting, timeOrZero(logouts.Oldest), logouts.GivenUp
		_, kept, err := readHeads(ctx, q)
		if kept != nil {
			f.Head = kept.At
		}
		return err
	})
	if err == nil {
		f.Backup, err = s.LastBackup(ctx)
	}
	return f, err
}

func (f *Figures) addMails(states []db.CountMailsRow) {
	for _, m := range states {
		switch m.State {
		case MailFailed:
			f.MailsFailed = m.Mails
		case mailPending, mailSending:
			f.MailsWaiting += m.Mails
			if at := db.Time(m.Oldest); f.OldestMail.IsZero() || at.Before(f.OldestMail) {
				f.OldestMail = at
			}
		}
	}
}
