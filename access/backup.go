package access

import (
	"context"
	"time"

	"latchkey/db"
)

// BackupPlan is what the operator set about backups.
type BackupPlan struct {
	// Every is how often the server makes one; zero where it makes none.
	Every time.Duration
}

// expectedWithoutPlan is how often somebody else's job is expected to make a backup where the server does not.
const expectedWithoutPlan = 24 * time.Hour

// BackupState is how it stands about backups.
type BackupState struct {
	// Known says that the reader is to know it: the rest is empty otherwise.
	Known bool
	// Last is when the last one was made, by whatever command; zero for none that is known.
	Last time.Time
	// Planned says that the server makes them, and Overdue that the last one is older than twice
	// the time between two.
	Planned, Overdue bool
	// Failed says that the server tried to make one since, and could not.
	Failed bool
}

// LastBackup is when the last backup was made; the zero time where none was.
func (s *Service) LastBackup(ctx context.Context) (time.Time, error) {
	at, err := s.store.Read.GetLastBackup(ctx)
	if db.IsNotFound(err) {
		return time.Time{}, nil
	}
	return db.Time(at), err
}

// BackedUp keeps that a backup was made of the state at an instant. It is nobody's act, and no
// entry of the record.
func (s *Service) BackedUp(ctx context.Context, at time.Time) error {
	s.backupFailed.Store(0)
	return s.store.Write(ctx, func(q *db.Queries) error { return q.PutLastBackup(ctx, db.Millis(at)) })
}

// BackupFailed keeps that the server could not make a backup, until one is made by whatever command.
func (s *Service) BackupFailed() { s.backupFailed.Store(db.Millis(s.now())) }

// BackupState is for an ADMINISTRATOR, on the page of its own account.
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
