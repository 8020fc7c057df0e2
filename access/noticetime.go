package access

import (
	"context"
	"time"

	"latchkey/db"
)

// How long before an event the clock sends a notification, but never in the first half of the total
// time.
const (
	reminderBefore = 2 * time.Hour
	endingBefore   = 15 * time.Minute
)

// MakeDueNotices writes the notifications of the clock, each once, however often it is called and
// however long it was not: a reminder before a request lapses, a warning before access ends, and
// that a request lapsed or access is over. If no server was running at the time, a notification
// comes late if it is still true, but not more than newsFor after the event. It also makes the
// digests that are due.
func (s *Service) MakeDueNotices(ctx context.Context) error {
	now := s.now()
	rows, err := s.store.Read.ListTimelyRequests(ctx, db.ListTimelyRequestsParams{
		Now: db.Millis(now), Stale: db.Millis(now.Add(-newsFor)), Reminder: reminderBefore.Milliseconds(), Ending: endingBefore.Milliseconds(),
	})
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := s.transact(ctx, clockActor, now, func(t *tx) error { return t.notifyOccasion(ctx, row.ID, row.Occasion) }); err != nil {
			return err
		}
	}
	if err := s.makeDigests(ctx, now); err != nil {
		return err
	}
	return s.store.Write(ctx, func(q *db.Queries) error {
		if err := q.DeleteOldMails(ctx, db.Millis(now.Add(-mailsKept))); err != nil {
			return err
		}
		return q.DeleteOldNoticed(ctx, db.Millis(now.Add(-noticedKept)))
	})
}

// clockActor acts when nobody else does.
var clockActor = Actor{Kind: KindNobody}

// notifyOccasion writes a notification of the clock, if it is still true.
func (t *tx) notifyOccasion(ctx context.Context, id, occasion string) error {
	r, err := t.request(ctx, id)
	if err != nil {
		return err
	}
	var n Notice
	switch r.State(t.now) {
	case Pending:
		n = NoticeReminder
	case Active:
		n = NoticeEnding
	case Expired:
		n = NoticeExpired
	case Lapsed:
		n = NoticeLapsed
	default:
		return nil // someone acted in the meantime
	}
	first, err := t.InsertNoticed(ctx, db.InsertNoticedParams{Occasion: occasion, NoticedAt: db.Millis(t.now)})
	if err != nil || first == 0 {
		return err
	}
	return t.writeNotice(ctx, n, occasion, r, Letter{})
}

// NoticeDigest is a mail with several gathered notifications.
const NoticeDigest Notice = "DIGEST"

// makeDigests writes a digest for each reader for whom one is due.
func (s *Service) makeDigests(ctx context.Context, now time.Time) error {
	rows, err := s.store.Read.ListDueHeldMails(ctx, db.Millis(now))
	if err != nil {
		return err
	}
	for _, mails := range groupBy(rows, func(r db.ListDueHeldMailsRow) string { return r.UserID.String + " " + r.Recipient }) {
		if err := s.transact(ctx, clockActor, now, func(t *tx) error { return t.makeDigest(ctx, mails) }); err != nil {
			return err
		}
	}
	return nil
}

// makeDigest puts one reader's mails into a digest. It drops those of a login that no longer
// exists.
func (t *tx) makeDigest(ctx context.Context, rows []db.ListDueHeldMailsRow) error {
	first := rows[0]
	l := Letter{Zone: location(first.TimeZone), Burst: true}
	for _, row := range rows {
		n, err := t.SetMailGathered(ctx, row.ID)
		if err != nil {
			return err
		}
		if n == 0 || row.LoginIn == 0 {
			continue
		}
		g := Gathered{At: db.Time(row.CreatedAt), Subject: row.Subject, Link: row.Link}
		l.Burst = l.Burst && !db.Time(row.DueAt).Equal(nextDigest(g.At, l.Zone))
		if row.RequestID.Valid {
			r, err := t.request(ctx, row.RequestID.String)
			if err != nil {
				return err
			}
			g.State = r.State(t.now)
		}
		l.Gathered = append(l.Gathered, g)
	}
	if len(l.Gathered) == 0 || t.svc.links == nil {
		return nil
	}
	l.Link = t.svc.links.Choices
	m := db.InsertMailParams{Kind: string(NoticeDigest), Occasion: first.ID + " " + string(NoticeDigest), AccountID: first.AccountID, UserID: first.UserID, Recipient: first.Recipient}
	if err := t.written(ctx, &m, l); err != nil {
		return err
	}
	return t.queueMail(ctx, m, t.now)
}
