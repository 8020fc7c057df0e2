package access

import (
	"context"
	"errors"
	"slices"
	"time"

	"latchkey/db"
	"latchkey/record"
)

// SetKeptHeads tells the service which heads are kept outside the database, the newest last. If the
// record does not extend the newest one that no fork names, nothing is signed or exported, and the
// Record tab says so.
func (s *Service) SetKeptHeads(ctx context.Context, checkpoints []string) error {
	lost, err := lostHeads(ctx, s.store.Read)
	for _, checkpoint := range slices.Backward(checkpoints) {
		if err == nil && !lost.Has(checkpoint) {
			s.elsewhere.Store(&record.KeptElsewhere{Checkpoint: checkpoint})
			break
		}
	}
	return err
}

// RefuseKeptHeads is called instead of SetKeptHeads if the heads outside the database cannot be
// read. why is the reason.
func (s *Service) RefuseKeptHeads(why string) { s.elsewhere.Store(&record.KeptElsewhere{Damage: why}) }

// SignHead signs the record's current head and stores it, once it is proven that the head extends
// the last stored one and the one from SetKeptHeads. Errors: *record.VerifyError if it does not;
// ErrConflict if there is no key, if the record uses another key by now, or if there is nothing to
// sign.
func (s *Service) SignHead(ctx context.Context) (record.SignedHead, error) {
	return s.signHead(ctx, s.now())
}

func (s *Service) signHead(ctx context.Context, now time.Time) (h record.SignedHead, err error) {
	if s.signer == nil {
		return h, conflict(NoKey{})
	}
	// A head that is already signed needs no write.
	out := s.elsewhere.Load() // read before the snapshot, so it is never the later one
	err = s.store.Snapshot(ctx, func(q *db.Queries) error {
		h, err = s.headToSign(ctx, q, out, now)
		return err
	})
	if err == nil && h.Checkpoint == "" {
		err = s.store.Write(ctx, func(q *db.Queries) error {
			h, err = s.headToSign(ctx, q, s.elsewhere.Load(), now)
			if err != nil || h.Checkpoint != "" {
				return err
			}
			h.Checkpoint, err = s.signer.SignHead(h.Head)
			if err != nil {
				return err
			}
			return q.InsertSignedHead(ctx, db.InsertSignedHeadParams{Size: h.Size, Hash: h.Hash[:], Checkpoint: h.Checkpoint, At: db.Millis(now)})
		})
	}
	if err == nil {
		s.keepElsewhere(h)
	}
	return h, err
}

// keepElsewhere remembers a signed head in this process, which is also outside the database. A
// later head that was remembered first stays.
func (s *Service) keepElsewhere(h record.SignedHead) {
	kept := &record.KeptElsewhere{Checkpoint: h.Checkpoint, Size: h.Size}
	for {
		was := s.elsewhere.Load()
		if was != nil && was.Size >= h.Size || s.elsewhere.CompareAndSwap(was, kept) {
			return
		}
	}
}

// headToSign returns the record's head, once it is proven that it extends the last stored one and
// out. It has a signature if it is the last stored one.
func (s *Service) headToSign(ctx context.Context, q *db.Queries, out *record.KeptElsewhere, now time.Time) (h record.SignedHead, err error) {
	keys, err := recordKeys(ctx, q)
	if err != nil {
		return h, err
	}
	if keys.Current() != s.signer.PublicKey() {
		return h, conflict(OtherKey{})
	}
	head, signed, err := provenHeads(ctx, q, out, keys)
	switch {
	case err != nil:
		return h, err
	case signed != nil && signed.Size == head.Size:
		return *signed, nil
	}
	return record.SignedHead{Head: head, At: now}, nil
}

// provenHeads is readHeads. It returns a *record.VerifyError if the head does not extend the signed
// one or out, the one that was kept elsewhere before q began to read.
func provenHeads(ctx context.Context, q *db.Queries, out *record.KeptElsewhere, keys record.Keys) (now record.Head, signed *record.SignedHead, err error) {
	now, signed, err = readHeads(ctx, q)
	if err != nil {
		return now, signed, err
	}
	return now, signed, record.CheckExtends(storedLog{ctx, q}, now, signed, out, keys)
}

// checkExtendsSigned returns nil if the record extends the heads that were signed before. Errors:
// ErrConflict, for someone who wants an export.
func (s *Service) checkExtendsSigned(ctx context.Context) error {
	keys, err := s.RecordKeys(ctx)
	if err == nil {
		_, _, err = provenHeads(ctx, s.store.Read, s.elsewhere.Load(), keys)
	}
	return notExported(err)
}

// whyBroken says what is wrong with the record.
func whyBroken(e *record.VerifyError) Reason {
	switch e.Fault {
	case record.CutOff:
		return RecordCutOff{Has: e.Seq, Signed: e.Signed}
	case record.Rewritten:
		return RecordRewritten{Signed: e.Signed}
	case record.NoHeadElsewhere:
		return NoHeadElsewhere{}
	default:
		return RecordDamaged{Entry: e.Seq}
	}
}

// notExported replaces a *record.VerifyError for someone who wants an export.
func notExported(err error) error {
	var broken *record.VerifyError
	if errors.As(err, &broken) {
		return conflict(RecordBroken{Entry: broken.Seq})
	}
	return err
}
