package access

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"latchkey/db"
	"latchkey/record"
)

// Restored is the operator's act of continuing from a backup. Its entry is the first one after the
// backup's.
const Restored Action = "backup.restored"

// Restore describes a backup from which a service continues, and what it replaces.
type Restore struct {
	// File and Sum are the backup's name and its SHA-256.
	File, Sum string
	// Before is the service of the database that is being replaced, or nil if there is none that
	// can be read. The caller has checked it for damage.
	Before *Service
	// Distrust says that the rows of Before contradict its record.
	Distrust bool
	// Kept is what was kept elsewhere of the record. Exported are entries from exports.
	Kept     record.Kept
	Exported []record.Entry
	// KeepAccess leaves access that comes back to life as it is in the backup.
	KeepAccess bool
	// Key is the key of the backup's record, if available. KeepKey continues with it unless heads
	// are known to be lost.
	Key     *record.Signer
	KeepKey bool
	// LastInvoice is the last invoice number that the operator knows, like 2026-000012, or "".
	LastInvoice string
}

// RestoreReport is how a restored database differs from the one that it replaces.
type RestoreReport struct {
	At, BackupOf time.Time
	// Head is the head of the backup's record.
	Head record.Head
	// Before is the head of the record that was replaced, or nil if unknown. Common is how many
	// entries it has in common with the backup's.
	Before *record.Head
	Common int64
	// Known says that the replaced database continued from the backup, so everything that is lost
	// is known.
	Known bool
	// Trusted says that it is also known what was ended there.
	Trusted bool
	// Lost are the lost entries, oldest first: all of them if Known, and otherwise those in
	// exports.
	Lost []Record
	lost []db.RecordEntry
	// Heads are signed heads of what is lost.
	Heads []record.Head
	// Access is what was ended or, with KeepAccess, comes back to life.
	Access []Revived
	// Factors are second factors and recovery codes, and Emails the e-mail addresses, that were
	// removed, used or changed in what is lost, and were ended or, with KeepAccess, work again.
	// No link to set a password goes to any of the addresses until it is accepted.
	Factors, Emails []Revived
	// Unchecked are the logins with second factors of which nobody knows whether they were removed.
	// Bare are those that had one in what is lost, and have none now.
	Unchecked, Bare []string
	// UncheckedProviders are the accounts with an identity provider, and UncheckedLinks the logins
	// with a link to one, of which nobody knows whether they were changed or taken away.
	UncheckedProviders, UncheckedLinks []string
	// Passwords are the logins whose password was changed in what is lost, so that the old one is
	// valid again.
	Passwords []string
	// Mails are the mails that were waiting to be sent, and are not sent.
	Mails []UnsentMail
	// Numbers says for each year how invoice numbers continue.
	Numbers []NextNumber
	// KeyKept says that the record continues with Restore.Key.
	KeyKept bool
}

// UnsentMail is a mail that was waiting to be sent.
type UnsentMail struct {
	At          time.Time
	To, Subject string
}

// NextNumber is the Next invoice number of a year. The numbers from First to Last were used after
// the backup, and are skipped. They are "" if there are none.
type NextNumber struct {
	Year              int64
	Next, First, Last string
}

// Restore makes a service on a copy of a backup continue from it: it records that, ends all
// sessions and one-time addresses, and ends again what was ended after the backup. If that is
// unknown, it ends all external access. It begins the Signer's key. Errors: *record.VerifyError if
// the backup's own record is wrong; *Invalid with the field last_invoice.
func (s *Service) Restore(ctx context.Context, r Restore) (report RestoreReport, err error) {
	report.Head, err = s.VerifyRecord(ctx, nil)
	if err != nil {
		return report, err
	}
	var heads []record.Head
	heads, err = s.openKept(ctx, r.Kept)
	if err != nil {
		return report, err
	}
	latest, err := s.store.Read.GetLatestInstant(ctx)
	if err != nil {
		return report, err
	}
	made, err := s.LastBackup(ctx)
	if err != nil {
		return report, err
	}
	report.BackupOf, report.Common = db.Time(max(latest, db.Millis(made))), report.Head.Size
	if r.Before != nil {
		found, err := s.compareReplaced(ctx, r.Before, &report)
		if err != nil {
			return report, err
		}
		heads = append(heads, found...)
		report.Trusted = report.Trusted && !r.Distrust
	}
	if !report.Known {
		report.addExported(r.Exported)
	}
	s.clock.notBefore(report.latest())
	report.At = s.now()
	return report, s.write(ctx, TheOperator(), report.At, func(t *tx) error { return t.restore(ctx, r, heads, &report) })
}

// notBefore makes the clock continue from an instant, unless it is already later.
func (c *forwardClock) notBefore(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.latest.Before(t) {
		c.latest, c.read = t, c.machine()
	}
}

// latest is the latest known instant of what is lost.
func (r RestoreReport) latest() time.Time {
	latest := r.BackupOf
	for _, entry := range r.Lost {
		if entry.At.After(latest) {
			latest = entry.At
		}
	}
	return latest
}

// compareReplaced compares the record with the replaced one, and returns the heads signed there.
func (s *Service) compareReplaced(ctx context.Context, before *Service, report *RestoreReport) (heads []record.Head, err error) {
	log := storedLog{ctx, before.store.Read}
	now, err := log.Head()
	if err != nil {
		return nil, err
	}
	report.Before = &now
	report.Common, err = record.CommonEntries(storedLog{ctx, s.store.Read}, log, min(report.Head.Size, now.Size))
	if err != nil {
		return nil, err
	}
	report.Known = report.Common == report.Head.Size && report.Head.Size > 0
	report.Trusted = report.Known
	last := report.Common - 1
	for e, err := range log.Entries(report.Common) {
		if err != nil {
			return nil, err
		}
		report.addLost(db.RecordEntry(e))
		last = e.Seq
	}
	if last+1 < now.Size {
		return nil, fmt.Errorf("the record that is replaced has no entry %d, but its head is of %d: move that database away to restore without it", last+1, now.Size)
	}
	for h, err := range log.SignedHeads() {
		if err != nil {
			return nil, err
		}
		if h.Size > report.Common {
			heads = append(heads, h.Head)
		}
	}
	return heads, nil
}

func (r *RestoreReport) addLost(entry db.RecordEntry) {
	r.lost = append(r.lost, entry)
	r.Lost = append(r.Lost, recordFrom(entry))
}

// addExported adds entries from exports that the record does not have.
func (r *RestoreReport) addExported(entries []record.Entry) {
	slices.SortFunc(entries, func(a, b record.Entry) int { return cmp.Compare(a.Seq, b.Seq) })
	last := r.Common - 1
	for _, entry := range entries {
		if entry.Seq > last {
			r.addLost(db.RecordEntry(entry))
			last = entry.Seq
		}
	}
}

// restore makes the change in one transaction.
func (t *tx) restore(ctx context.Context, r Restore, heads []record.Head, report *RestoreReport) (err error) {
	report.Heads, _, err = t.findLost(ctx, heads)
	if err != nil {
		return err
	}
	slices.SortFunc(report.Heads, func(a, b record.Head) int { return cmp.Compare(a.Size, b.Size) })
	if err := t.recordRestored(ctx, r, report); err != nil {
		return err
	}
	if err := t.endHalfDone(ctx); err != nil {
		return err
	}
	if err := t.findOldPasswords(ctx, report); err != nil {
		return err
	}
	if err := t.dropMails(ctx, r, report); err != nil {
		return err
	}
	if err := t.skipLostNumbers(ctx, r, report); err != nil {
		return err
	}
	if err := t.endRestoredAccess(ctx, r, report); err != nil {
		return err
	}
	if err := t.PutClockMark(ctx, db.Millis(t.now)); err != nil {
		return err
	}
	keys, err := recordKeys(ctx, t.Queries)
	if err != nil {
		return err
	}
	nothingLost := report.Trusted && report.Before.Size == report.Head.Size
	report.KeyKept = r.Key != nil && keys.Current() == r.Key.PublicKey() && len(report.Heads) == 0 && (r.KeepKey || nothingLost)
	if report.KeyKept {
		return nil
	}
	return t.beginKey(ctx, true)
}

// endHalfDone ends every session, and whatever someone has begun and not ended. It makes no proof
// count that works once: it may have been used after the backup.
func (t *tx) endHalfDone(ctx context.Context) error {
	for _, end := range []func(context.Context) (int64, error){
		t.DeleteSessions, t.DeleteSignIns, t.DeleteSetupLinks, t.DeletePasswordResets, t.DeleteEmailConfirmations, t.DeleteForgottens, t.DeleteSetupTokens, t.DeleteProviderSignIns,
	} {
		if _, err := end(ctx); err != nil {
			return err
		}
	}
	if err := t.endWebappsOfBackup(ctx); err != nil {
		return err
	}
	if err := t.endSigningKeys(ctx); err != nil {
		return err
	}
	err := t.StopFactorResets(ctx, db.NullMillis(t.now)) // they may have been stopped since the backup
	if err == nil {
		err = t.DeletePendingCodes(ctx, db.Millis(t.now))
	}
	if err == nil {
		err = t.SpendCodes(ctx, currentStep(t.now)+codeDrift)
	}
	if err == nil {
		err = t.spendChallenges(ctx)
	}
	if err == nil { // a login may have forgotten some since the backup
		err = t.ForgetAccountsBrowsers(ctx, db.Millis(t.now))
	}
	if err == nil {
		err = t.ForgetUsersBrowsers(ctx, db.Millis(t.now))
	}
	return err
}

// recordRestored writes the entry, and more entries if there are more lost heads than one entry can
// name.
func (t *tx) recordRestored(ctx context.Context, r Restore, report *RestoreReport) error {
	after := changes{
		DetailFile: r.File, DetailSHA256: r.Sum, DetailEntries: strconv.FormatInt(report.Head.Size, 10), DetailBackupOf: instantText(report.BackupOf),
		DetailLostEntries: "", // unknown
	}
	if report.Known {
		after[DetailLostEntries] = strconv.Itoa(len(report.Lost))
	}
	if r.KeepAccess {
		after[DetailAccessKept] = strconv.FormatBool(true)
	}
	some := report.Heads[:min(len(report.Heads), lostPerEntry)]
	if len(some) > 0 {
		after[DetailLostHeads] = headsText(some)
	}
	if err := t.record(ctx, Entry{Action: Restored, After: after}); err != nil {
		return err
	}
	return t.recordFork(ctx, report.Head.Size, report.Heads[len(some):])
}

// RestoredFrom reports whether the record's last entries are those of a restore from the file with
// this SHA-256, and nothing was done since. If so, a restore that was killed after that was
// complete.
func (s *Service) RestoredFrom(ctx context.Context, sum string) (bool, error) {
	rows, err := s.store.Read.ListRecordForks(ctx)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	last := rows[len(rows)-1]
	if actionOf(last.Action) != Restored || detailsOf(Restored, last.After)[DetailSHA256] != sum {
		return false, nil
	}
	later, err := s.store.Read.ListRecordEntriesFrom(ctx, db.ListRecordEntriesFromParams{FromSeq: last.Seq, PageSize: verifyBatch})
	for _, row := range later {
		if row.At != last.At {
			return false, err
		}
	}
	return len(later) < verifyBatch, err
}
