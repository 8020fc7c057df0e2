package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"latchkey/access"
	"latchkey/db"
)

// backupFlags say where and how often the server makes backups by itself.
type backupFlags struct {
	BackupDir   string `env:"LATCHKEY_BACKUP_DIR" placeholder:"FOLDER" help:"The folder for scheduled backups, preferably on another disk. Without it, the server creates only the backups before migrations, beside the database."`
	BackupEvery length `env:"LATCHKEY_BACKUP_EVERY" default:"6h" help:"How often to create a backup."`
	BackupKeep  int    `env:"LATCHKEY_BACKUP_KEEP" default:"14" help:"How many of the newest backups to keep."`
	passphraseFile
}

func (f backupFlags) checkBackups() error {
	if f.BackupDir == "" {
		return nil
	}
	switch info, err := os.Stat(f.BackupDir); {
	case err != nil:
		return fmt.Errorf("--backup-dir must be an existing folder: create it for this user only (chmod 700): %w", err)
	case !info.IsDir():
		return fmt.Errorf("--backup-dir must be a folder, but %s isn't one", f.BackupDir)
	case time.Duration(f.BackupEvery) < time.Second:
		return errors.New("--backup-every must be at least 1s")
	case f.BackupKeep < 1:
		return errors.New("--backup-keep must be at least 1")
	}
	return nil
}

// every is how often to make a backup, or zero for never.
func (f backupFlags) every() time.Duration {
	if f.BackupDir == "" {
		return 0
	}
	return time.Duration(f.BackupEvery)
}

// stampLayout is the time in the name of a backup in a folder. The names sort by time.
const stampLayout = "20060102T150405Z"

func stampedName(at time.Time) string { return "latchkey-" + at.UTC().Format(stampLayout) + ".db" }

// stampOf parses the time in such a name.
func stampOf(name string) (at time.Time, ok bool) {
	at, err := time.Parse("latchkey-"+stampLayout+".db", name)
	return at, err == nil && stampedName(at) == name
}

// backupsIn returns the backups in a folder that have a checksum, newest first, and the other files
// that are named like a backup: those were not finished, or are being made.
func backupsIn(dir string) (done, undone []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, err
	}
	there := map[string]bool{}
	for _, e := range entries {
		there[e.Name()] = e.Type().IsRegular()
	}
	for _, e := range entries {
		switch _, ok := stampOf(e.Name()); {
		case !ok || !there[e.Name()]:
		case there[e.Name()+db.SumSuffix]:
			done = append(done, e.Name())
		default:
			undone = append(undone, e.Name())
		}
	}
	slices.Reverse(done)
	return done, undone, nil
}

// prune removes all backups in a folder except the newest keep, and unfinished ones that are older.
// If the newest backup is incomplete, it removes nothing, because the last good one could be among
// the others.
func prune(dir string, keep int) error {
	done, undone, err := backupsIn(dir)
	if err != nil || len(done) <= keep {
		return err
	}
	if err := db.CheckSum(filepath.Join(dir, done[0])); err != nil {
		return fmt.Errorf("earlier backups stay: %w", err)
	}
	for _, name := range undone {
		if strings.Compare(name, done[keep-1]) < 0 {
			done = append(done, name)
		}
	}
	for _, name := range done[keep:] {
		if err := db.RemoveBackup(filepath.Join(dir, name), sealedSuffix); err != nil {
			return err
		}
	}
	return nil
}

// retryBackup is when to retry a failed backup, unless the next one is due sooner.
const retryBackup = 10 * time.Minute

// backupKeeper makes backups regularly.
type backupKeeper struct {
	backupFlags
	backups
	// key and factorsKey are the key files.
	key, factorsKey string
	log             *slog.Logger
}

// run works until ctx is done.
func (k *backupKeeper) run(ctx context.Context) {
	if k.BackupDir == "" {
		return
	}
	for wait := k.firstWait(); ; {
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
		wait = k.every()
		if err := k.makeOne(ctx); err != nil && ctx.Err() == nil {
			k.svc.BackupFailed()
			k.log.ErrorContext(ctx, "make a backup", "folder", k.BackupDir, "error", err.Error())
			wait = min(wait, retryBackup)
		}
	}
}

// firstWait is how long the newest backup is still recent enough.
func (k *backupKeeper) firstWait() time.Duration {
	done, _, err := backupsIn(k.BackupDir)
	if err != nil || len(done) == 0 {
		return 0
	}
	at, _ := stampOf(done[0])
	if db.CheckSum(filepath.Join(k.BackupDir, done[0])) != nil {
		return 0
	}
	return min(max(0, at.Add(k.every()).Sub(k.svc.Now())), k.every())
}

// makeOne makes a backup and removes the oldest ones. If only the removal fails, that is not an
// error: making another backup soon would fill the disk.
func (k *backupKeeper) makeOne(ctx context.Context) error {
	passphrase, err := k.passphrase()
	if err != nil {
		return err
	}
	if passphrase != "" && k.sealed == nil {
		k.sealed, err = sealedKeys(ctx, k.svc, k.key, k.factorsKey, passphrase)
		if err != nil {
			return err
		}
	}
	k.tell = func(f access.Finding) {
		k.log.ErrorContext(ctx, "the check of the backup found", "what", f.What, "do", f.Do)
	}
	path, err := k.makeIn(ctx, k.BackupDir)
	if path == "" {
		return err
	}
	k.log.InfoContext(ctx, "backup made", "file", path)
	if err != nil {
		// The backup exists. Making another one soon would push out the older ones.
		k.log.WarnContext(ctx, "note the backup", "file", path, "error", err.Error())
	}
	if err := prune(k.BackupDir, k.BackupKeep); err != nil {
		k.log.ErrorContext(ctx, "remove old backups", "folder", k.BackupDir, "error", err.Error())
	}
	return nil
}
