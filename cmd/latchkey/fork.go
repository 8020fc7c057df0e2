package main

import (
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

type auditAcceptForkCmd struct {
	database
	keyFile
	Heads     []string `placeholder:"FILE" help:"A file of heads kept elsewhere: the one from --heads-file, or what --heads-url received."`
	Export    []string `placeholder:"FILE" help:"An export or a receipt that someone kept."`
	PublicKey []string `name:"public-key" sep:"none" placeholder:"KEY" help:"A public key that signed some of the heads but that the restored record doesn't know, because it was started after the backup."`
}

// Run locks the database like a server, so that no server can be running.
func (c *auditAcceptForkCmd) Run(g *globals) error {
	if len(c.Heads)+len(c.Export) == 0 {
		return errors.New("name the heads kept elsewhere with --heads FILE or --export FILE")
	}
	keyPath := c.path(c.DB)
	if err := placeKey(g.ctx, c.DB, keyPath); err != nil {
		return err
	}
	kept, err := readKept(c.Heads, c.PublicKey)
	if err != nil {
		return err
	}
	if old, isNew, err := readKey(keyPath); err == nil && !isNew {
		kept.PublicKeys = append(kept.PublicKeys, old.PublicKey())
	}
	signer, err := record.NewSigner(rand.Reader)
	if err != nil {
		return err
	}
	store, svc, err := open(g.ctx, c.DB, db.Exclusive, access.Config{Signer: signer})
	if err != nil {
		return err
	}
	err = c.accept(g, svc, kept, signer, keyPath)
	return errors.Join(err, store.Close())
}

func (c *auditAcceptForkCmd) accept(g *globals, svc *access.Service, kept record.Kept, signer *record.Signer, keyPath string) error {
	var err error
	kept.Heads, _, err = readExports(g.ctx, svc, c.Export, kept.PublicKeys)
	if err != nil {
		return err
	}
	if err := prepareKey(keyPath, c.DB, signer); err != nil {
		return err
	}
	lost, err := svc.AcceptFork(g.ctx, kept)
	var broken *record.VerifyError
	if err != nil {
		err = dropKey(keyPath, err)
	}
	if errors.As(err, &broken) {
		return fmt.Errorf("the record is NOT intact, and a restored backup doesn't explain that: %w", broken)
	}
	if err != nil {
		return err
	}
	aside, err := swapKey(keyPath)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(g.stdout, "Recorded: the record doesn't extend these heads, because a backup was restored. Every Record tab shows this.\n\n")
	for _, h := range lost {
		if err == nil {
			_, err = fmt.Fprintf(g.stdout, "    %s\n", h)
		}
	}
	if err == nil {
		_, err = fmt.Fprintf(g.stdout, "\nThe record is now signed with a new key, in %s.%s Give this public key to everyone who verifies the record:\n%s\n", keyPath, aside, signer.PublicKey())
	}
	return err
}

// readKept reads files of heads.
func readKept(paths, publicKeys []string) (kept record.Kept, err error) {
	kept.PublicKeys = publicKeys
	for _, path := range paths {
		checkpoints, _, err := readCheckpoints(path)
		if err != nil {
			return kept, err
		}
		kept.Checkpoints = append(kept.Checkpoints, checkpoints...)
	}
	return kept, nil
}

// readExports reads the heads and entries of exports that were signed with the record's keys or
// with more.
func readExports(ctx context.Context, svc *access.Service, paths, more []string) (heads []record.Head, entries []record.Entry, err error) {
	keys, err := svc.RecordKeys(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, path := range paths {
		x, err := verifyExport(path, slices.Concat(more, keys.Public()), func(e record.Entry) { entries = append(entries, e) })
		if err != nil {
			return nil, nil, err
		}
		heads = append(heads, x.Head)
	}
	return heads, entries, nil
}

// pendingKey is where a new key waits for its entry in the record. The two are in different files.
// So the key is first written next to the old one, and takes its place once the entry exists. If
// the process is killed in between, placeKey finishes the job.

func pendingKey(path string) string { return path + ".new" }

// prepareKey writes a key to the file in which it waits for its entry. It belongs to the owner of
// like.
func prepareKey(path, like string, signer *record.Signer) error {
	if err := os.Remove(pendingKey(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return writeKey(pendingKey(path), like, signer)
}

// dropKey removes the waiting key after its entry failed with why, and returns why. If nobody knows
// yet whether the entry was written, the key stays for placeKey.
func dropKey(path string, why error) error {
	if errors.Is(why, access.ErrUnknown) {
		return why
	}
	return errors.Join(why, os.Remove(pendingKey(path)))
}

// swapKey puts the waiting key in place after its entry was written. It keeps the old key at aside.
func swapKey(path string) (aside string, err error) {
	kept := stampedFile(path, "old")
	switch err := os.Link(path, kept); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return "", err
	default:
		aside = " The old key is kept in " + kept + "."
	}
	if err := os.Rename(pendingKey(path), path); err != nil {
		return "", err
	}
	return aside, newfile.SyncFolder(filepath.Dir(path))
}

// placeKey finishes what a killed command began: it puts the waiting key in place if its entry is
// in the record, and removes it otherwise.
func placeKey(ctx context.Context, database, path string) error {
	if _, isNew, err := readKey(pendingKey(path)); err != nil || isNew {
		return err
	}
	store, svc, err := open(ctx, database, db.Exclusive, access.Config{})
	if err != nil {
		return err
	}
	return errors.Join(placeKeyOf(ctx, svc, path), store.Close())
}

func placeKeyOf(ctx context.Context, svc *access.Service, path string) error {
	waiting, isNew, err := readKey(pendingKey(path))
	if err != nil || isNew {
		return err
	}
	keys, err := svc.RecordKeys(ctx)
	switch {
	case err != nil:
	case keys.Current() == waiting.PublicKey():
		_, err = swapKey(path)
	default:
		err = os.Remove(pendingKey(path))
	}
	return err
}

// stampedFile returns a name for something kept from a file: the file's name, the reason and the
// current time.
func stampedFile(path, why string) string {
	return path + "." + why + "-" + time.Now().UTC().Format("20060102T150405.000Z")
}
