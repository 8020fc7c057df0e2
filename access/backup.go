package access

import (
	"context"
	"time"

	"latchkey/db"
)

// BackupPlan is the operator's configuration of backups.
type BackupPlan struct {
	// Every is how often the server makes a backup, or zero if it makes none.
	Every time.Duration
}

// expectedWithoutPlan is how often some other job is expected to make a backup if the server does
// not.
const expectedWithoutPlan = 24 * time.Hour

// BackupState is the state of backups.
type BackupState struct {
	// Known says that the reader may know it. Otherwise, the rest is empty.
	Known bool
	// Last is when the last backup was made, by any command, or zero if none is known.
	Last time.Time
	// Planned says that the server makes backups, and Overdue that the last one is older than twice
	// the interval.
	Planned, Overdue bool
	// Failed says that the server has tried to make one since, and failed.
	Failed bool
}

// LastBackup is when the last backup was made, or zero.
func (s *Service) LastBackup(ctx context.Context) (time.Time, error) {
	at, err := s.store.Read.GetLastBackup(ctx)
	if db.IsNotFound(err) {
		return time.Time{}, nil
	}
	return db.Time(at), err
}

// BackedUp notes that a backup of the state at an instant was made. It is not an act, and not an
// entry of the record.
func (s *Service) BackedUp(ctx context.Context, at time.Time) error {
	s.backupFailed.Store(0)
	return s.store.Write(ctx, func(q *db.Queries) error { return q.PutLastBackup(ctx, db.Millis(at)) })
}

// BackupFailed notes that the server failed to make a backup. Any later backup resets this.
func (s *Service) BackupFailed() { s.backupFailed.Store(db.Millis(s.now())) }

// BackupState is for an ADMINISTRATOR, on the page of their own account.
func (s *Service) BackupState(ctx context.Context, by Actor, accountID string) (b BackupState, err error) {
	if s.backups == nil || accountID != by.AccountID || !by.Reach(CreateAccounts).Has(All) || !by.Reach(ManageWebapps).Has(All) {
		return BackupState{}, nil
	}
	last, err := s.LastBackup(ctx)
	if err != nil {
		return BackupState{}, err
	}
	every, failed := s.backups.Every, s.backupFailed.Load()
	b = BackupState{Known: true, Last: last, Planned: every > 0, Failed: failed > 0 && failed > db.Millis(last)}
	if !b.Planned {
		every = expectedWithoutPlan
	}
	b.Overdue = last.IsZero() || s.now().Sub(last) > 2*every
	return b, nil
}
