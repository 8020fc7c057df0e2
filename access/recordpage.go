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

// RecordFilter is which entries of an account's record are wanted; all where a field is empty.
type RecordFilter struct {
	// Person is a part of who acted, or the id of its user or account; Object a part of the name of what it was done on, or its id.
	Person, Object string
	// Actions are what was done: any where that is nil, and nothing where it is empty.
	Actions []Action
	// From and To are days in the reader's zone, like 2026-03-14; both belong to the period.
	From, To string
}

// RecordPlace is a place in the order of an account's entries: that of the entry Seq, whose instant is At in milliseconds.
type RecordPlace struct{ At, Seq int64 }

func (p RecordPlace) String() string {
	if p == (RecordPlace{}) {
		return ""
	}
	return fmt.Sprintf("%d-%d", p.At, p.Seq)
}

// ParseRecordPlace reads what String wrote.
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

// searchDepth is how many entries a page of a search looks at.
const searchDepth = 100_000

// RecordPage is a page of an account's entries, the newest first, and how they can be checked.
type RecordPage struct {
	Account Named
	Records []Record
	// Next is where the next page begins; zero where there is none. Since is, of a search that has not seen all entries yet, how far back
	// it looked: a page costs no more than so many, however rare what is searched for is.
	Next  RecordPlace
	Since time.Time
	// Keys are those that heads were signed with, the current one last.
	Keys record.Keys
	// Signed is the last head that was signed, nil where there is none. Broken says why the record does not extend it, nil where it does.
	Signed *record.SignedHead
	Broken Reason
	// Forks are where the record goes on from a backup.
	Forks []Fork
	// Behind says that what was attempted and refused last is not among them, because it cannot be
	// written at the moment.
	Behind bool
	// Pack is the period of an evidence pack for which none is chosen.
	Pack Days
}

// ReadRecord is a page of an account's entries: those about it, and what its logins did. The values of company settings are shown
// only to those who may read them in their own account. before is the Next of the page before, or zero.
// It needs ReadRecord. Errors: ErrNotFound, ErrForbidden; *Invalid for the period, with the page's Account.
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

// searchRecord is a page of entries and one more, those from an instant on and before a place. floor is how far back a search
// looked, 0 where that was to the first.
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

// markSeen marks the entries whose requests the actor may open: what leads nowhere for a reader is no link.
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

// addHeads adds what the record is checked with, and holds it against the last head that was signed.
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

// attemptsWithin is how long whoever reads the record waits for attempts to be written.
const attemptsWithin = 2 * time.Second

// writeAttemptsIfPossible is WriteAttempts for whoever only reads: where nothing can be written,
// reading goes on without.
func (s *Service) writeAttemptsIfPossible(ctx context.Context) (behind bool, err error) {
	within, cancel := context.WithTimeout(ctx, attemptsWithin)
	defer cancel()
	err = s.WriteAttempts(within, false)
	if db.CannotWrite(err) {
		return true, nil
	}
	return false, err
}

// mayReadRecord is the account whose record the actor may read.
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

// hidesSettings says whether an entry's values are company settings that the actor may not read.
func (a Actor) hidesSettings(row db.RecordEntry) bool {
	return settingsActions[actionOf(row.Action)] && (row.AccountID != a.AccountID || !a.MayOwn(ReadCompanySettings))
}
