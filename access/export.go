package access

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"hash"
	"io"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"latchkey/db"
)

// An export is a file that can be checked by itself, with the public key alone (VerifyExport). Its first line has the signed head
// of the record as it was then. Then comes a line for each entry: all of its columns, and the proof that the tree of this head has it. Its
// last line is a seal: the signed hash of all the lines above it. So a changed byte anywhere shows, and so does a missing line.
//
// Whoever kept an earlier head gets the proof that this one extends it in the first line as well: that nothing was rewritten since.
//
// Where something of an entry is hidden from the reader, its hash stands there instead of what would give the same hash, and is
// proven to be in the tree; what is shown of it is under the seal alone.

// decisions are what a receipt tells of a request.
var decisions = []string{
	string(RequestApproved), string(RequestGranted), string(RequestConsented), string(RequestDenied), string(RequestWithdrawn),
	string(GrantShortened), string(GrantRevoked), string(GrantHandedBack),
}

// ExportRecord writes the entries that ReadRecord shows of a period, to the writer that begin returns. The days from and to are as
// in RecordFilter; kept is a head as ParseHead reads it, or "". Errors are those of ReadRecord, and ErrConflict where the head cannot
// be signed or does not extend the one that was kept; once begin was called the export is not whole, and shows it.
func (s *Service) ExportRecord(ctx context.Context, by Actor, accountID, from, to, kept string, form ExportForm, begin func() io.Writer) error {
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
	head := exportHead{AccountID: account.ID, Account: account.Name, From: from, To: to, Zone: by.Zone.String()}
	if kept != "" {
		then, err := ParseHead(kept)
		if err != nil {
			return &Invalid{Fields: map[string]string{"head": "Copy a head as it was printed: the number of entries, a colon and the hash."}}
		}
		head.Extends = &exportExtends{Size: then.Size, Hash: then.Hash}
	}
	after := RecordPlace{fromAt, -1}
	return s.export(ctx, by, now, head, form, begin, func(size int64) ([]db.AuditEntry, error) {
		rows, err := s.store.Read.ListRecordToExport(ctx, db.ListRecordToExportParams{
			AccountID: accountID, AfterAt: after.At, AfterSeq: after.Seq, ToAt: toAt, Size: size, PageSize: exportBatch,
		})
		if len(rows) > 0 {
			after = RecordPlace{rows[len(rows)-1].At, rows[len(rows)-1].Seq}
		}
		return rows, err
	})
}

// Receipt writes what was decided about a request, like ExportRecord, for whoever sees the request. Who does not read the record
// that an entry stands in does not see from which address it was done, nor by which id. Errors: ErrNotFound, ErrConflict.
func (s *Service) Receipt(ctx context.Context, by Actor, id string, begin func() io.Writer) error {
	now := s.now()
	row, err := s.store.Read.GetRequest(ctx, by.getRequestParams(id, now))
	if db.IsNotFound(err) {
		return s.refuseRequest(ctx, by, now, ReadRequests, id)
	}
	if err != nil {
		return err
	}
	head := exportHead{AccountID: row.AccountID, Account: row.AccountName, RequestID: id}
	read := false
	return s.export(ctx, by, now, head, JSONLines, begin, func(size int64) ([]db.AuditEntry, error) {
		if read {
			return nil, nil
		}
		read = true
		return s.store.Read.ListDecisionsToExport(ctx, db.ListDecisionsToExportParams{RequestID: id, Size: size, Actions: decisions})
	})
}

// export signs the record's head and writes an export of what next returns, until that is less than a batch.
func (s *Service) export(
	ctx context.Context, by Actor, now time.Time, head exportHead, form ExportForm, begin func() io.Writer, next func(size int64) ([]db.AuditEntry, error),
) error {
	signed, err := s.signHead(ctx, now)
	if err != nil {
		return notExported(err)
	}
	if e := head.Extends; e != nil {
		e.Proof, err = proveExtends(signed.Head, e.head(), hashesAt(ctx, s.store.Read))
		var broken *VerifyError
		if errors.As(err, &broken) {
			if said, err := s.saidOfFork(ctx, e.head()); said != nil || err != nil {
				return errors.Join(err, said)
			}
			return conflict("The record does NOT extend the head of %s that you kept: its past was rewritten or cut off since, or this head is of another record. Make sure that you copied all of it; then keep the file that it is from, and ask the operator what happened.", entriesText(e.Size))
		}
		if err != nil {
			return err
		}
	}
	head.Form, head.Checkpoint, head.PublicKey = exportVersion, signed.Checkpoint, s.signer.PublicKey()
	e := newExporter(begin(), form)
	e.write(exportLine{head: &head})
	for {
		rows, err := next(signed.Size)
		if err != nil {
			return err
		}
		proofs, err := proveAll(ctx, s.store.Read, signed.Size, rows)
		if err != nil {
			return err
		}
		for i, row := range rows {
			entry := entryFor(by, row)
			entry.Proof = proofs[i]
			e.write(exportLine{entry: &entry})
		}
		if len(rows) < exportBatch || e.err != nil {
			return e.seal(s.signer)
		}
	}
}

// proveAll proves that the tree of size entries has each of some. The proofs have most of their hashes in common: they are read at
// once.
func proveAll(ctx context.Context, q *db.Queries, size int64, rows []db.AuditEntry) ([]tlog.RecordProof, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	proofs := make([]tlog.RecordProof, len(rows))
	prove := func(read tlog.HashReaderFunc) (err error) {
		for i, row := range rows {
			if proofs[i], err = tlog.ProveRecord(size, row.Seq, read); err != nil {
				return err
			}
		}
		return nil
	}
	need := map[int64]tlog.Hash{}
	err := prove(func(indexes []int64) ([]tlog.Hash, error) {
		for _, idx := range indexes {
			need[idx] = tlog.Hash{}
		}
		return make([]tlog.Hash, len(indexes)), nil
	})
	if err != nil {
		return nil, err
	}
	indexes := make([]int64, 0, len(need))
	for idx := range need {
		indexes = append(indexes, idx)
	}
	hashes, err := hashesAt(ctx, q)(indexes)
	if err != nil {
		return nil, err
	}
	for i, idx := range indexes {
		need[idx] = hashes[i]
	}
	return proofs, prove(func(indexes []int64) ([]tlog.Hash, error) { return pick(need, indexes) })
}

// entryFor is an entry as the actor may see it.
func entryFor(by Actor, row db.AuditEntry) exportEntry {
	reads := by.May(ReadRecord, row.AccountID) || row.ActorAccountID == by.AccountID && by.MayOwn(ReadRecord)
	settings := by.hidesSettings(row)
	hash := tlog.RecordHash(canonical(row))
	if settings {
		row.Before, row.After = hiddenValues(row.Before), hiddenValues(row.After)
	}
	if !reads {
		row.Address, row.ActorUserID = hidden, hidden
	}
	e, exact := exportEntryFrom(row)
	if settings || !reads || !exact {
		e.Salt, e.Hash = "", &hash
	}
	return e
}

// hiddenValues is the text of settings with their values hidden.
func hiddenValues(text string) string {
	settings := parseChanges(text)
	hideValues(settings)
	return changes(settings).String()
}

// exporter writes lines and seals them. The first error stays.
type exporter struct {
	w    *bufio.Writer
	sum  hash.Hash
	form ExportForm
	err  error
}

func newExporter(w io.Writer, form ExportForm) *exporter {
	e := &exporter{w: bufio.NewWriterSize(w, 64<<10), sum: sha256.New(), form: form}
	e.put([]byte(form.preamble()))
	return e
}

func (e *exporter) put(line []byte) {
	if e.err == nil {
		e.sum.Write(line)
		_, e.err = e.w.Write(line)
	}
}

func (e *exporter) write(l exportLine) {
	line, err := e.form.encode(l)
	if e.err == nil {
		e.err = err
	}
	e.put(line)
}

// seal writes the last line, which signs those before.
func (e *exporter) seal(signer *Signer) error {
	signed, err := signer.sign(sealText(e.sum))
	if err != nil {
		return err
	}
	e.write(exportLine{seal: &exportSeal{signed}})
	if e.err == nil {
		e.err = e.w.Flush()
	}
	return e.err
}

func sealText(sum hash.Hash) string {
	return exportVersion + "\n" + base64.StdEncoding.EncodeToString(sum.Sum(nil)) + "\n"
}
