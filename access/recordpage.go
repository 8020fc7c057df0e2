package access

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"latchkey/db"
	"latchkey/record"
)

// RecordFilter is the filter of an account's record. An empty field is no filter.
type RecordFilter struct {
	// Person is a part of the name of who acted, or the id of that user or account. Object is a
	// part of the name of the object, or its id.
	Person, Object string
	// Actions are what was done. nil means anything, and an empty list nothing.
	Actions []Action
	// From and To are days in the reader's time zone, like 2026-03-14. Both are included.
	From, To string
}

// RecordPlace is a place in the order of an account's entries: that of the entry Seq, whose time is
// At in milliseconds.
type RecordPlace struct{ At, Seq int64 }

func (p RecordPlace) String() string {
	if p == (RecordPlace{}) {
		return ""
	}
	return fmt.Sprintf("%d-%d", p.At, p.Seq)
}

// ParseRecordPlace parses what String wrote.
func ParseRecordPlace(text string) (p RecordPlace, err error) {
	at, seq, _ := strings.Cut(text, "-")
	var atErr, seqErr error
	p.At, atErr = strconv.ParseInt(at, 10, 64)
	p.Seq, seqErr = strconv.ParseInt(seq, 10, 64)
	err = errors.Join(atErr, seqErr)
	if err == nil && p.String() != text {
		err = errors.New("not a place in the record")
	}
	return p, err
}

// searchDepth is how many entries one page of a search looks at.
const searchDepth = 100_000

// RecordPage is a page of an account's entries, newest first, and how to verify them.
type RecordPage struct {
	Account Named
	Records []Record
	// Next is where the next page begins, or zero. If a search has not seen all entries yet, Since
	// is how far back it looked: a page looks at a limited number, however rare the matches are.
	Next  RecordPlace
	Since time.Time
	// Keys are the keys that have signed heads, the current one last.
	Keys record.Keys
	// Signed is the last signed head, or nil. Broken says why the record does not extend it, or is
	// nil.
	Signed *record.SignedHead
	Broken Reason
	// Forks are where the record continues from a backup.
	Forks []Fork
	// Behind says that the latest refused attempts are missing, because they cannot be written at
	// the moment.
	Behind bool
	// Pack is the default period of an evidence pack.
	Pack Days
}

// ReadRecord returns a page of an account's entries: those about it, and what its logins did. The
// values of company settings are visible only to those who may read them in their own account.
// before is the Next of the previous page, or zero. It needs ReadRecord. Errors: ErrNotFound,
// ErrForbidden; *Invalid for the period, together with the page's Account.
func (s *Service) ReadRecord(ctx context.Context, by Actor, accountID string, f RecordFilter, before RecordPlace) (p RecordPage, err error) {
	now := s.now()
	p.Account, err = s.mayReadRecord(ctx, by, accountID, now)
	if err != nil {
		return p, err
	}
	p.Behind, err = s.writeAttemptsIfPossible(ctx)
	if err != nil {
		return p, err
	}
	p.Pack = evidenceDays(dateOf(now, by.Zone))
	from, to, err := parsePeriod(f.From, f.To, by.Zone)
	if err != nil {
		return p, err
	}
	if end := (RecordPlace{At: to}); before == (RecordPlace{}) || before.At >= to {
		before = end
	}
	rows, floor, err := s.searchRecord(ctx, accountID, f, from, before)
	if err != nil {
		return p, err
	}
	rows, p.Next = cut(rows, pageSize, func(e db.RecordEntry) RecordPlace { return RecordPlace{e.At, e.Seq} })
	if p.Next == (RecordPlace{}) && floor > from {
		p.Next, p.Since = RecordPlace{At: floor}, db.Time(floor)
	}
	p.Records = mapped(rows, by.recordFrom)
	if err := s.markSeen(ctx, by, now, p.Records); err != nil {
		return p, err
	}
	return p, s.addHeads(ctx, &p)
}

// searchRecord returns a page of entries plus one, from after an instant and before a place. floor
// is how far back a search looked, or 0 if it looked at everything.
func (s *Service) searchRecord(ctx context.Context, accountID string, f RecordFilter, from int64, before RecordPlace) (rows []db.RecordEntry, floor int64, err error) {
	if f.Actions != nil && len(f.Actions) == 0 {
		return nil, 0, nil
	}
	person, object := searchPart(f.Person), searchPart(f.Object)
	if person != "" || object != "" || f.Actions != nil {
		floor, err = s.store.Read.GetRecordFloor(ctx, db.GetRecordFloorParams{
			AccountID: accountID, BeforeAt: before.At, BeforeSeq: before.Seq, Looked: s.searchDepth,
		})
		if err != nil {
			return nil, 0, err
		}
	}
	rows, err = s.store.Read.ListRecord(ctx, db.ListRecordParams{
		AccountID: accountID, FromAt: max(from, floor), BeforeAt: before.At, BeforeSeq: before.Seq, PageSize: pageSize + 1,
		Person: person, Object: object, Actions: anyOf(f.Actions),
	})
	return rows, floor, err
}

// markSeen marks the entries whose requests the actor may open, so that no link leads nowhere.
func (s *Service) markSeen(ctx context.Context, by Actor, now time.Time, records []Record) error {
	ids := []string{""}
	for _, r := range records {
		if r.RequestID != "" && !slices.Contains(ids, r.RequestID) {
			ids = append(ids, r.RequestID)
		}
	}
	p := db.ListRequestsSeenParams{AskingAccount: by.askerAccount(), Ids: ids}
	seen, err := s.store.Read.ListRequestsSeen(ctx, scoped(by.scope(ReadRequests, now), p))
	for i, r := range records {
		records[i].SeesRequest = slices.Contains(seen, r.RequestID)
	}
	return err
}

// addHeads adds what the record is verified with, and compares the record with the last signed
// head.
func (s *Service) addHeads(ctx context.Context, p *RecordPage) (err error) {
	p.Keys, err = s.RecordKeys(ctx)
	if err != nil {
		return err
	}
	p.Forks, err = forks(ctx, s.store.Read)
	if err != nil {
		return err
	}
	var broken *record.VerifyError
	_, p.Signed, err = provenHeads(ctx, s.store.Read, s.elsewhere.Load(), p.Keys)
	if errors.As(err, &broken) {
		p.Broken = whyBroken(broken)
		return nil
	}
	return err
}

// attemptsWithin is how long a reader of the record waits for attempts to be written.
const attemptsWithin = 2 * time.Second

// writeAttemptsIfPossible is WriteAttempts for someone who only reads: if nothing can be written,
// they read without it.
func (s *Service) writeAttemptsIfPossible(ctx context.Context) (behind bool, err error) {
	within, cancel := context.WithTimeout(ctx, attemptsWithin)
	defer cancel()
	err = s.WriteAttempts(within, false)
	if db.CannotWrite(err) {
		return true, nil
	}
	return false, err
}

// mayReadRecord returns the account if the actor may read its record.
func (s *Service) mayReadRecord(ctx context.Context, by Actor, accountID string, now time.Time) (Named, error) {
	if !by.May(ReadRecord, accountID) {
		return Named{}, s.refuseAccount(ctx, by, now, ReadRecord, accountID)
	}
	account, err := s.visibleAccount(ctx, by, accountID, now)
	return account, notFound(err)
}

// recordFrom is an entry as the actor reads it.
func (a Actor) recordFrom(row db.RecordEntry) Record {
	r := recordFrom(row)
	if a.hidesSettings(row) {
		hideValues(r.Before)
		hideValues(r.After)
	}
	return r
}

// hidesSettings reports whether an entry's values are company settings that the actor may not read.
func (a Actor) hidesSettings(row db.RecordEntry) bool {
	return settingsActions[actionOf(row.Action)] && (row.AccountID != a.AccountID || !a.MayOwn(ReadCompanySettings))
}
