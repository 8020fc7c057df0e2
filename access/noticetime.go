package access

import (
	"context"
	"time"

	"latchkey/db"
)

// What the clock brings about is told this long before: but never in the first half of the time there is.
const (
	reminderBefore = 2 * time.Hour
	endingBefore   = 15 * time.Minute
)

// MakeDueNotices writes what the clock has to tell, each once however often it is called and however long nobody did: a
// reminder before a request lapses, that access is about to end, and that a request lapsed or access is over. What was missed while
// no server ran is told late if it is still true, and over for no longer than newsFor. It also makes the digests that are due.
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

// clockActor acts where nobody does.
var clockActor = Actor{Kind: KindNobody}

// notifyOccasion tells what the clock brought about, if that is still so.
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
		return nil // somebody acted meanwhile
	}
	first, err := t.InsertNoticed(ctx, db.InsertNoticedParams{Occasion: occasion, NoticedAt: db.Millis(t.now)})
	if err != nil || first == 0 {
		return err
	}
	return t.writeNotice(ctx, n, occasion, r, Letter{})
}

// NoticeDigest is notices that waited for each other.
const NoticeDigest Notice = "DIGEST"

// makeDigests writes a digest for each reader who has something in one that is due.
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

// makeDigest puts the mails of one reader into a digest; those of a login that is no more are dropped.
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
