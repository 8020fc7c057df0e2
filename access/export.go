package access

import (
	"context"
	"errors"
	"io"
	"time"

	"latchkey/db"
	"latchkey/record"
)

// decisions are the actions that a receipt contains: what was asked for, so that what was signed
// can be compared with it, and what was decided. Receipts of requests from before there were codes
// stay as they were.
var decisions = append(storedAs(
	RequestApproved, RequestGranted, RequestConsented, RequestDenied, RequestWithdrawn, GrantShortened, GrantRevoked, GrantHandedBack,
), string(RequestAsked))

// ExportRecord writes the entries that ReadRecord shows for a period to the writer that begin
// returns. The days from and to are as in RecordFilter. kept is a head for ParseHead, or "". Errors
// are those of ReadRecord, and ErrConflict if the head cannot be signed or does not extend kept. If
// there is an error after begin was called, the export is incomplete, and a reader can tell. It
// needs a fresh proof. Errors: ErrUnproved.
func (s *Service) ExportRecord(ctx context.Context, by Actor, accountID, from, to, kept string, form record.Form, begin func() io.Writer) error {
	now := s.now()
	_, err := s.mayReadRecord(ctx, by, accountID, now)
	if err == nil {
		err = s.needProof(ctx, by, now)
	}
	if err != nil {
		return err
	}
	return s.exportRecord(ctx, by, accountID, from, to, kept, form, begin)
}

// exportRecord is ExportRecord for whoever has shown a fresh proof.
func (s *Service) exportRecord(ctx context.Context, by Actor, accountID, from, to, kept string, form record.Form, begin func() io.Writer) error {
	now := s.now()
	account, err := s.mayReadRecord(ctx, by, accountID, now)
	if err == nil {
		err = s.WriteAttempts(ctx, false)
	}
	if err != nil {
		return err
	}
	fromAt, toAt, err := parsePeriod(from, to, by.Zone)
	if err != nil {
		return err
	}
	var then record.Head
	if kept != "" {
		then, err = record.ParseHead(kept)
		if err != nil {
			return &Invalid{Fields: map[string]Reason{"head": NotAHead{}}}
		}
	}
	about := record.About{AccountID: account.ID, Account: account.Name, From: from, To: to, Zone: by.Zone.String()}
	after := RecordPlace{fromAt, -1}
	return s.export(ctx, by, now, then, record.Writer{About: about, Form: form}, begin, func(size int64) ([]db.RecordEntry, error) {
		rows, err := s.store.Read.ListRecordToExport(ctx, db.ListRecordToExportParams{
			AccountID: accountID, AfterAt: after.At, AfterSeq: after.Seq, ToAt: toAt, Size: size, PageSize: exportBatch,
		})
		if len(rows) > 0 {
			after = RecordPlace{rows[len(rows)-1].At, rows[len(rows)-1].Seq}
		}
		return rows, err
	})
}

// Receipt writes the decisions about a request, like ExportRecord, for whoever sees the request.
// For entries in a record that the actor does not read, it hides the address and the ids. Errors:
// ErrNotFound, ErrConflict.
func (s *Service) Receipt(ctx context.Context, by Actor, id string, begin func() io.Writer) error {
	now := s.now()
	row, err := s.store.Read.GetRequest(ctx, by.getRequestParams(id, now))
	if db.IsNotFound(err) {
		return s.refuseRequest(ctx, by, now, ReadRequests, id)
	}
	if err != nil {
		return err
	}
	about := record.About{AccountID: row.AccountID, Account: row.AccountName, RequestID: id}
	read := false
	return s.export(ctx, by, now, record.Head{}, record.Writer{About: about, Form: record.JSONLines}, begin, func(size int64) ([]db.RecordEntry, error) {
		if read {
			return nil, nil
		}
		read = true
		return s.store.Read.ListDecisionsToExport(ctx, db.ListDecisionsToExportParams{RequestID: id, Size: size, Actions: decisions})
	})
}

// export signs the record's head and writes an export of what next returns, until that is less than
// a batch. kept is a head that the signed head must extend, or zero.
func (s *Service) export(
	ctx context.Context, by Actor, now time.Time, kept record.Head, w record.Writer, begin func() io.Writer, next func(size int64) ([]db.RecordEntry, error),
) error {
	var err error
	w.Head, err = s.signHead(ctx, now)
	if err != nil {
		return notExported(err)
	}
	w.Signer, w.Log = s.signer, storedLog{ctx, s.store.Read}
	if kept.Size > 0 {
		if err := s.proveExtends(ctx, &w, kept); err != nil {
			return err
		}
	}
	w.Begin(begin())
	for {
		rows, err := next(w.Head.Size)
		if err != nil {
			return err
		}
		entries := make([]record.Entry, len(rows))
		for i, row := range rows {
			entries[i] = record.Entry(row)
		}
		if err := w.Write(entries, by.exportedEntry); err != nil {
			return err
		}
		if len(rows) < exportBatch {
			return w.Seal()
		}
	}
}

// proveExtends adds to an export the proof that it extends a kept head. Errors: ErrConflict.
func (s *Service) proveExtends(ctx context.Context, w *record.Writer, kept record.Head) error {
	err := w.Extend(kept)
	var broken *record.VerifyError
	if !errors.As(err, &broken) {
		return err
	}
	if said, err := s.forkError(ctx, kept); said != nil || err != nil {
		return errors.Join(err, said)
	}
	return conflict(NotExtended{Kept: kept.Size})
}

// exportedEntry is an entry as the actor may see it, or nil if they may see all of it.
func (a Actor) exportedEntry(e record.Entry) *record.Entry {
	row := db.RecordEntry(e)
	reads := a.May(ReadRecord, e.AccountID) || e.ActorAccountID == a.AccountID && a.MayOwn(ReadRecord)
	settings := a.hidesSettings(row)
	if reads && !settings {
		return nil
	}
	if settings {
		e.Before, e.After = hiddenValues(e.Before), hiddenValues(e.After)
	}
	if !reads {
		e.Address, e.ActorUserID = HiddenValue, HiddenValue
	}
	return &e
}

// hiddenValues is the text of settings with hidden values.
func hiddenValues(text string) string {
	settings := detailsOf(SettingChanged, text)
	hideValues(settings)
	return changes(settings).String()
}
