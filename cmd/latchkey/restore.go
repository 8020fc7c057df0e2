package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/newfile"
	"latchkey/record"
)

type restoreCmd struct {
	database
	keyFile
	factorsKeyFile
	passphraseFile
	File        string   `arg:"" help:"The backup to restore."`
	Heads       []string `env:"LATCHKEY_HEADS_FILE" sep:"none" placeholder:"FILE" help:"A file of heads kept elsewhere: the one from serve --heads-file, or what --heads-url received. Heads that the backup doesn't contain are recorded as lost."`
	Export      []string `sep:"none" placeholder:"FILE" help:"An export or a receipt that someone kept. It shows what is lost if the old database no longer exists."`
	PublicKey   []string `name:"public-key" sep:"none" placeholder:"KEY" help:"A public key that signed some of the heads or exports but that neither the backup nor the old database knows."`
	WithKey     bool     `help:"Decrypt the keys in FILE.key.age with their passphrase, and continue with the signing key if no heads are known to be lost."`
	KeepAccess  bool     `help:"Don't end access that the backup brings back; only list it."`
	LastInvoice string   `placeholder:"NUMBER" help:"The last invoice number that was used, like 2026-000012, if it was used after the backup and the old database no longer exists."`
}

// restoreWithin is how long the single write of a restore may take: it reads every account and
// user.
const restoreWithin = 24 * time.Hour

// restoring is one run of the command.
type restoring struct {
	*restoreCmd
	g         *globals
	path, key string
	file      *db.Replacing
	restore   access.Restore
	report    access.RestoreReport
	// why says why the replaced database cannot be used as a source, or is "" if it can. notes are
	// printed too.
	why   string
	notes []string
	// unsealed is the key from the encrypted file next to the backup, or nil without WithKey.
	unsealed *record.Signer
	// factors are the factors keys from that file.
	factors access.FactorKeys
	// kept and told are the paths of the replaced database and of the report.
	kept, told string
}

func (c *restoreCmd) Run(g *globals) (err error) {
	r := &restoring{restoreCmd: c, g: g, path: c.DB, key: c.path(c.DB)}
	if file, err := filepath.EvalSymlinks(c.DB); err == nil {
		r.path = file // replace the file, not a link to it
	}
	if err = r.checkOther(); err != nil {
		return err
	}
	if err = r.unseal(); err != nil {
		return err
	}
	r.file, err = db.Replace(g.ctx, r.path)
	if err != nil {
		return fmt.Errorf("%s: %w", c.DB, err)
	}
	done, err := r.done()
	if !done && err == nil {
		err = r.run()
	}
	return errors.Join(err, r.file.Close())
}

// checkOther refuses to restore a database from itself: that would restore nothing, and sign
// everyone out.
func (r *restoring) checkOther() error {
	backup, err := os.Stat(r.File)
	if err != nil {
		return err
	}
	if backup.IsDir() {
		return fmt.Errorf("%s is a folder: name one of the backups in it", r.File)
	}
	if there, err := os.Stat(r.path); err == nil && os.SameFile(backup, there) {
		return fmt.Errorf("%s is the database itself: name a backup to replace it with", r.File)
	}
	return nil
}

// done finishes an earlier restore of the same file that was killed after the database was put in
// place.
func (r *restoring) done() (done bool, err error) {
	if r.KeepAccess || r.LastInvoice != "" {
		return false, nil // these options ask for a new restore
	}
	if err := db.CheckSum(r.File); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	sum, err := db.Sum(r.File)
	if err != nil {
		return false, err
	}
	store, svc, err := open(r.g.ctx, r.path, db.Shared, access.Config{})
	if err != nil {
		return false, nil //nolint:nilerr // there is none, or it cannot be opened
	}
	done, err = svc.RestoredFrom(r.g.ctx, sum)
	if err != nil {
		done, err = false, nil // it is damaged
	}
	if done {
		err = placeKeyOf(r.g.ctx, svc, r.key)
	}
	err = errors.Join(err, store.Close())
	if err != nil || !done {
		return done, err
	}
	reports, _ := filepath.Glob(r.path + ".restored-*.txt")
	said := ""
	if len(reports) > 0 {
		said = " See what changed in " + slices.Max(reports) + "."
	}
	_, err = fmt.Fprintf(r.g.stdout, "%[1]s was already restored from %[2]s, and nothing was done with it since.%[3]s Start the server.\n", r.DB, r.File, said)
	return true, err
}

// unseal opens the key next to the backup.
func (r *restoring) unseal() error {
	if !r.WithKey {
		return nil
	}
	passphrase, err := r.askPassphrase(r.g, false)
	if err != nil {
		return err
	}
	secret, factors, err := openKey(r.File+sealedSuffix, passphrase)
	r.factors = factors
	if err == nil {
		r.unsealed, err = record.ParseSigner(secret)
	}
	return err
}

func (r *restoring) run() error {
	overwrite := newfile.Replace
	if r.file.Missing {
		overwrite = newfile.Keep // a server that starts in the meantime may create a new file
	}
	err := newfile.Make(r.path, overwrite, r.fill)
	if errors.Is(err, fs.ErrExist) {
		err = db.ErrInUse
	}
	if err != nil {
		return errors.Join(err, forgetFile(r.told), r.file.Undo())
	}
	aside := ""
	if r.report.KeyKept && r.unsealed == nil {
		err = forgetFile(pendingKey(r.key))
	} else {
		aside, err = swapKey(r.key)
	}
	if err != nil {
		return err
	}
	if aside != "" {
		aside = "\n" + aside[1:]
	}
	r.write(r.g.stdout, maxPrinted)
	_, err = fmt.Fprintf(r.g.stdout, "This report is saved in %s.%s\n", r.told, aside)
	return err
}

func forgetFile(path string) error {
	if err := os.Remove(path); path != "" && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// fill makes the complete restored database at a temporary path. Then it renames the old one.
func (r *restoring) fill(temporary string) (err error) {
	r.restore = access.Restore{File: filepath.Base(r.File), KeepAccess: r.KeepAccess, LastInvoice: r.LastInvoice}
	r.restore.Sum, err = db.CopyBackup(r.g.ctx, r.File, temporary)
	if err != nil {
		return err
	}
	if _, err := os.Stat(r.File + db.SumSuffix); errors.Is(err, fs.ErrNotExist) {
		r.notes = append(r.notes, "There is no "+r.File+db.SumSuffix+", so it isn't known whether the file is still the original backup. It is intact.")
	}
	before, err := r.openBefore(temporary + ".before")
	if err != nil {
		return err
	}
	if before != nil {
		r.restore.Before = before.svc
	}
	if err = r.readKept(); err == nil {
		err = r.prepareCopy(temporary)
	}
	if before != nil {
		err = errors.Join(err, before.store.Close())
	}
	if err != nil {
		return err
	}
	if err := r.file.Quiet(r.g.ctx); err != nil {
		return err
	}
	return errors.Join(newfile.GiveToOwner(r.file.Like(), temporary), r.file.LockNew(temporary), r.keepOld())
}

// keepOld renames the database that is being replaced, and writes the report, which mentions the
// new name.
func (r *restoring) keepOld() (err error) {
	r.kept, err = r.file.KeepOld(r.report.At)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	r.write(&text, len(r.report.Lost))
	r.told = r.path + ".restored-" + r.report.At.UTC().Format("20060102T150405.000Z") + ".txt"
	return newfile.WriteLike(r.file.Like(), r.told, newfile.Replace, text.Bytes())
}

// readKept reads heads that were kept elsewhere. They may be signed with the keys of the backup, of
// the replaced database, of the key file, or of --public-key.
func (r *restoring) readKept() (err error) {
	heads := slices.DeleteFunc(slices.Clone(r.Heads), func(path string) bool {
		_, err := os.Stat(path)
		if missing := errors.Is(err, fs.ErrNotExist); !missing {
			return false
		}
		r.notes = append(r.notes, "There is no "+path+", so no heads kept there were checked.")
		return true
	})
	kept, err := readKept(heads, r.PublicKey)
	if err != nil {
		return err
	}
	signer, isNew, err := readKey(r.key)
	if err == nil && r.WithKey {
		signer, isNew, err = r.unsealed, false, nil
		r.restore.KeepKey = true
	}
	if err == nil && !isNew {
		r.restore.Key = signer
		kept.PublicKeys = append(kept.PublicKeys, signer.PublicKey())
	} else if err != nil {
		r.notes = append(r.notes, err.Error())
	}
	if r.restore.Before != nil {
		keys, err := r.restore.Before.RecordKeys(r.g.ctx)
		if err != nil {
			return err
		}
		kept.PublicKeys = append(kept.PublicKeys, keys.Public()...)
	}
	r.restore.Kept = kept
	return nil
}

// prepareCopy makes the copy continue from the backup, with a new key that waits next to the key
// file.
func (r *restoring) prepareCopy(temporary string) error {
	signer, err := record.NewSigner(rand.Reader)
	if err != nil {
		return err
	}
	store, svc, err := openCopy(r.g.ctx, temporary, signer)
	if err != nil {
		return err
	}
	err = r.check(svc)
	if err == nil {
		r.restore.Kept.Heads, r.restore.Exported, err = readExports(r.g.ctx, svc, r.Export, r.restore.Kept.PublicKeys)
	}
	if err == nil {
		err = r.prepareFactors(svc)
	}
	if err == nil {
		err = prepareKey(r.key, r.file.Like(), signer)
	}
	if err == nil {
		r.report, err = svc.Restore(r.g.ctx, r.restore)
	}
	if err == nil && r.report.KeyKept && r.unsealed != nil {
		err = prepareKey(r.key, r.file.Like(), r.unsealed)
	}
	return errors.Join(err, store.Close())
}

// prepareFactors adds the factors keys from next to the backup to those on this machine, and notes
// if some of the backup's one-time codes have no key. More keys than are needed do no harm.
func (r *restoring) prepareFactors(svc *access.Service) error {
	path := r.factorsPath(r.DB)
	keys, isNew, err := readFactorsKey(path)
	if err != nil {
		return err
	}
	if isNew {
		keys = nil
	}
	if added := r.factors.And(keys); len(added) > len(keys) {
		if err := writeFactorsKey(path, r.file.Like(), newfile.Replace, added); err != nil {
			return err
		}
		keys = added
	}
	codes, err := svc.CodesWithoutKey(r.g.ctx, keys)
	if err == nil && codes > 0 {
		r.notes = append(r.notes, fmt.Sprintf("%s doesn't hold the key of %d one-time codes in the backup. Before you start the server, restore the file from when the backup was created, or remove these codes with `latchkey key forget`.", path, codes))
	}
	return err
}

// openCopy opens the copy of a backup for the single write of a restore, for which nobody waits.
func openCopy(ctx context.Context, path string, signer *record.Signer) (*db.Store, *access.Service, error) {
	store, svc, err := open(ctx, path, db.Exclusive, access.Config{Signer: signer})
	if err == nil {
		store.Deadlines.Write = restoreWithin
	}
	return store, svc, err
}

// check refuses a damaged backup.
func (r *restoring) check(svc *access.Service) error {
	found, err := svc.Check(r.g.ctx, true)
	for _, f := range found {
		if f.Damage {
			err = errors.Join(err, errors.New(f.What))
		} else {
			r.notes = append(r.notes, "In the backup: "+f.What)
		}
	}
	if err != nil {
		err = fmt.Errorf("nothing was replaced, because the backup %s is damaged; use another one: %w", r.File, err)
	}
	return err
}
