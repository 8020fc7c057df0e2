package access

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"latchkey/db"
)

// Action is what an entry of the record says was done.
type Action string

// The actions.
const (
	SignedIn               Action = "signed in"
	SignInFailed           Action = "sign-in failed"
	SignedOut              Action = "signed out"
	Denied                 Action = "denied"
	SetupOffered           Action = "set-up address printed"
	SetupLinkMade          Action = "set-up link made"
	PasswordSetUp          Action = "password set up"
	AccountCreated         Action = "account created"
	AccountUpdated         Action = "account edited"
	AccountDeleted         Action = "account deleted"
	AccountRoleAdded       Action = "account role added"
	AccountRoleRemoved     Action = "account role removed"
	AccountPasswordChanged Action = "account password changed"
	AccountDisabled        Action = "account login disabled"
	AccountEnabled         Action = "account login enabled"
	AccountRead            Action = "account page read"
	UsersRead              Action = "users page read"
	UserPasswordChanged    Action = "user password changed"
	UserCreated            Action = "user created"
	WhyRead                Action = "why page read"
	CompanyCreated         Action = "company created"
	CompanyUpdated         Action = "company edited"
	CompanyDeleted         Action = "company deleted"
	CompaniesRead          Action = "companies page read"
	CompanyRead            Action = "company page read"
	SettingChanged         Action = "setting changed"
	SettingAdded           Action = "setting added"
	SettingRemoved         Action = "setting removed"
	RequestAsked           Action = "access requested"
	RequestGranted         Action = "access granted"
	RequestDenied          Action = "access request denied"
	RequestWithdrawn       Action = "access request withdrawn"
	GrantRevoked           Action = "access revoked"
	GrantHandedBack        Action = "access handed back"
	GrantShortened         Action = "access shortened"
	RequestApproved        Action = "access request approved by one of two"
	InvoiceCreated         Action = "invoice created"
	InvoicePaid            Action = "invoice paid"
	InvoiceCancelled       Action = "invoice cancelled"
)

// changes is what is kept of an object before or after a change: names and values, none of them secret.
type changes map[string]string

func (c changes) String() string {
	if len(c) == 0 {
		return ""
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(map[string]string(c)); err != nil {
		panic(err) // a map of strings always encodes
	}
	return string(bytes.TrimSpace(b.Bytes()))
}

// Entry is something to be recorded. Who did it, from where and when, record fills in.
type Entry struct {
	Action Action
	// AccountID is the account that the entry is about; empty where there is none that may read of it.
	AccountID string
	// ObjectID and ObjectName are what it was done on, the name as it was then.
	ObjectID   string
	ObjectName string
	// RequestID is the request that the entry is about. GrantID is instead the grant that let the actor do it.
	RequestID     string
	GrantID       string
	Before, After changes
}

// Record is an entry as an account reads it.
type Record struct {
	Seq           int64
	At            time.Time
	Actor         string
	ActorKind     Kind
	Address       string
	Action        Action
	ObjectName    string
	RequestID     string
	Before, After map[string]string
}

// record appends an entry to the record, inside the transaction of what it tells of: the entry, the log's new hashes, and
// its new head.
func (t *tx) record(ctx context.Context, e Entry) error {
	if e.GrantID != "" {
		if err := t.stillGranted(ctx, e.GrantID); err != nil {
			return err
		}
		e.RequestID = e.GrantID
		if err := t.visit(ctx, e); err != nil {
			return err
		}
		if err := t.notifyEntered(ctx, e.GrantID); err != nil {
			return err
		}
	}
	head, err := t.GetAuditHead(ctx)
	if err != nil && !db.IsNotFound(err) {
		return err
	}
	seq := head.Size
	row := db.AuditEntry{
		Seq: seq, At: db.Millis(t.now), ActorKind: string(t.by.Kind), ActorAccountID: t.by.AccountID, ActorUserID: t.by.UserID,
		ActorName: t.by.Name(), Address: t.by.Address, Action: string(e.Action), AccountID: e.AccountID, ObjectID: e.ObjectID,
		ObjectName: e.ObjectName, RequestID: e.RequestID, Before: e.Before.String(), After: e.After.String(),
	}
	if err := t.InsertAuditEntry(ctx, db.InsertAuditEntryParams(row)); err != nil {
		return err
	}
	stored := storedHashes(ctx, t.Queries)
	hashes, err := tlog.StoredHashes(seq, canonical(row), stored)
	if err != nil {
		return err
	}
	first := tlog.StoredHashIndex(0, seq)
	for i, h := range hashes {
		if err := t.InsertAuditHash(ctx, db.InsertAuditHashParams{Idx: first + int64(i), Hash: h[:]}); err != nil {
			return err
		}
	}
	root, err := tlog.TreeHash(seq+1, stored)
	if err != nil {
		return err
	}
	t.entries++
	return t.PutAuditHead(ctx, db.PutAuditHeadParams{Size: seq + 1, Hash: root[:]})
}

// canonical is the bytes of an entry that the log is a log of: a version, and then every column in this order, each with its
// length in bytes before it, so that no two entries have the same. It must never change for entries that were written.
func canonical(e db.AuditEntry) []byte {
	b := []byte("latchkey entry 1\n")
	for _, column := range []string{
		strconv.FormatInt(e.Seq, 10), strconv.FormatInt(e.At, 10), e.ActorKind, e.ActorAccountID, e.ActorUserID, e.ActorName, e.Address,
		e.Action, e.AccountID, e.ObjectID, e.ObjectName, e.RequestID, e.Before, e.After,
	} {
		b = fmt.Appendf(b, "%d:%s\n", len(column), column)
	}
	return b
}

// storedHashes reads the log's hashes where tlog asks for them.
func storedHashes(ctx context.Context, q *db.Queries) tlog.HashReaderFunc {
	return func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, idx := range indexes {
			h, err := q.GetAuditHash(ctx, idx)
			if err != nil {
				return nil, fmt.Errorf("stored hash %d: %w", idx, err)
			}
			copy(hashes[i][:], h)
		}
		return hashes, nil
	}
}

// Head is the record's head: how many entries it has, and the hash of their tree. It commits to every one of them.
type Head struct {
	Size int64
	Hash tlog.Hash
}

// VerifyError is the first thing found wrong with the record.
type VerifyError struct {
	// Seq is the entry at which the record is not what it was.
	Seq  int64
	What string
}

func (e *VerifyError) Error() string { return fmt.Sprintf("entry %d: %s", e.Seq, e.What) }

// verifyBatch is how many entries are held in memory at a time.
const verifyBatch = 1000

// VerifyRecord checks the whole record: that entries are dense, that each still has the bytes its stored hashes were made
// of, that no hash is missing or left over, and that the head is theirs. kept is a head that was kept outside the database,
// or nil: then it also checks that the record still begins with what that head saw. It returns the head, or a *VerifyError.
func (s *Service) VerifyRecord(ctx context.Context, kept *Head) (Head, error) {
	var head Head
	err := s.store.Snapshot(ctx, func(q *db.Queries) error {
		size, err := verifyEntries(ctx, q)
		if err != nil {
			return err
		}
		row, err := q.GetAuditHead(ctx)
		if err != nil && !db.IsNotFound(err) {
			return err
		}
		if row.Size != size {
			return &VerifyError{min(row.Size, size), fmt.Sprintf("the head was made of %d entries, but there are %d", row.Size, size)}
		}
		stored := storedHashes(ctx, q)
		root, err := tlog.TreeHash(size, stored)
		if err != nil {
			return err
		}
		if size > 0 && !bytes.Equal(root[:], row.Hash) {
			return &VerifyError{size - 1, "the head's hash is not that of the entries"}
		}
		head = Head{size, root}
		return extends(kept, size, stored)
	})
	return head, err
}

// verifyEntries reads entries and stored hashes side by side. A hash is compared before a later entry builds on it.
func verifyEntries(ctx context.Context, q *db.Queries) (size int64, err error) {
	stored, idx := storedHashes(ctx, q), int64(0)
	for {
		rows, err := q.ListAuditEntriesFrom(ctx, db.ListAuditEntriesFromParams{FromSeq: size, PageSize: verifyBatch})
		if err != nil {
			return 0, err
		}
		if len(rows) == 0 {
			break
		}
		// An entry stores its own hash and those of the subtrees it completes, on average two.
		kept, err := q.ListAuditHashesFrom(ctx, db.ListAuditHashesFromParams{FromIdx: idx, PageSize: 2*int64(len(rows)) + 64})
		if err != nil {
			return 0, err
		}
		for _, row := range rows {
			if row.Seq != size {
				return 0, &VerifyError{size, "missing"}
			}
			want, err := tlog.StoredHashes(size, canonical(row), stored)
			if err != nil {
				return 0, err
			}
			for _, h := range want {
				switch {
				case len(kept) == 0 || kept[0].Idx != idx:
					return 0, &VerifyError{size, fmt.Sprintf("its stored hash %d is missing", idx)}
				case !bytes.Equal(kept[0].Hash, h[:]):
					return 0, &VerifyError{size, fmt.Sprintf("changed: it does not have stored hash %d", idx)}
				}
				kept, idx = kept[1:], idx+1
			}
			size++
		}
	}
	rest, err := q.ListAuditHashesFrom(ctx, db.ListAuditHashesFromParams{FromIdx: idx, PageSize: 1})
	if err == nil && len(rest) > 0 {
		err = &VerifyError{size, "missing, but its stored hash is there"}
	}
	return size, err
}

// extends checks that a record of size entries begins with what a head kept earlier was made of.
func extends(kept *Head, size int64, stored tlog.HashReader) error {
	if kept == nil {
		return nil
	}
	if kept.Size > size {
		return &VerifyError{size, fmt.Sprintf("missing: the head that was kept had %d entries", kept.Size)}
	}
	then, err := tlog.TreeHash(kept.Size, stored)
	if err != nil {
		return err
	}
	if then != kept.Hash {
		return &VerifyError{0, fmt.Sprintf("the first %d entries are not those of the head that was kept", kept.Size)}
	}
	return nil
}

// ReadRecord is a page of an account's entries, the newest first: those about it, and what its logins did. The values of company
// settings are shown only to those who may read them in their own account. before is the
// Seq that the page ends before, or 0 for the newest page; next is the before of the next page, 0 where there is none.
// It needs ReadRecord. Errors: ErrNotFound, ErrForbidden.
func (s *Service) ReadRecord(ctx context.Context, by Actor, accountID string, before int64) (account Named, records []Record, next int64, err error) {
	now := s.now()
	if !by.May(ReadRecord, accountID) {
		return account, nil, 0, s.refuseAccount(ctx, by, now, ReadRecord, accountID)
	}
	if account, err = s.visible(ctx, by, accountID, now); db.IsNotFound(err) {
		return account, nil, 0, ErrNotFound
	} else if err != nil {
		return account, nil, 0, err
	}
	if before <= 0 {
		before = math.MaxInt64
	}
	rows, err := s.store.Read.ListAuditEntriesByAccount(ctx, db.ListAuditEntriesByAccountParams{
		AccountID: accountID, Before: before, PageSize: pageSize + 1,
	})
	if err != nil {
		return account, nil, 0, err
	}
	if len(rows) > pageSize {
		rows = rows[:pageSize]
		next = rows[pageSize-1].Seq
	}
	records = make([]Record, len(rows))
	for i, r := range rows {
		records[i] = by.recordFrom(r)
	}
	return account, records, next, nil
}

// recordFrom is an entry as the actor reads it.
func (a Actor) recordFrom(row db.AuditEntry) Record {
	r := recordFrom(row)
	if settingsActions[r.Action] && (row.AccountID != a.AccountID || !a.MayOwn(ReadCompanySettings)) {
		hideValues(r.Before)
		hideValues(r.After)
	}
	return r
}

func recordFrom(r db.AuditEntry) Record {
	return Record{
		Seq: r.Seq, At: db.Time(r.At), Actor: r.ActorName, ActorKind: Kind(r.ActorKind), Address: r.Address,
		Action: Action(r.Action), ObjectName: r.ObjectName, RequestID: r.RequestID,
		Before: parseChanges(r.Before), After: parseChanges(r.After),
	}
}

// settingsActions are those whose before and after are company settings.
var settingsActions = map[Action]bool{SettingChanged: true, SettingAdded: true, SettingRemoved: true, CompanyCreated: true}

// hideValues leaves of settings what they are called, for readers of the record who may not read them.
func hideValues(settings map[string]string) {
	for key := range settings {
		settings[key] = "(hidden)"
	}
}

func parseChanges(text string) map[string]string {
	var m map[string]string
	if text == "" || json.Unmarshal([]byte(text), &m) != nil {
		return nil
	}
	return m
}
