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
	Heads     []string `placeholder:"FILE" help:"A file of heads that were kept elsewhere: that of --heads-file, or what was posted to --heads-url."`
	Export    []string `placeholder:"FILE" help:"An export or a receipt that somebody kept."`
	PublicKey []string `name:"public-key" sep:"none" placeholder:"KEY" help:"A public key with which heads were signed that the restored record does not know: one that was begun after the backup."`
}

// Run implements the command. The database is taken as a server takes it, so that none runs.
func (c *auditAcceptForkCmd) Run(g *globals) error {
	if len(c.Heads)+len(c.Export) == 0 {
		return errors.New("name the heads that were kept elsewhere, with --heads FILE or --export FILE")
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
	if err := prepareKey(keyPath, signer); err != nil {
		return err
	}
	lost, err := svc.AcceptFork(g.ctx, kept)
	var broken *record.VerifyError
	if err != nil {
		err = dropKey(keyPath, err)
	}
	if errors.As(err, &broken) {
		return fmt.Errorf("the record is NOT intact, and no fork explains that: %w", broken)
	}
	if err != nil {
		return err
	}
	aside, err := swapKey(keyPath)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(g.stdout, "Recorded: the record does not extend these heads, because a backup was restored. Every Record tab says so.\n\n")
	for _, h := range lost {
		if err == nil {
			_, err = fmt.Fprintf(g.stdout, "    %s\n", h)
		}
	}
	if err == nil {
		_, err = fmt.Fprintf(g.stdout, "\nThe record is signed with a new key, in %s.%s The public key, to be kept by whoever checks:\n%s\n", keyPath, aside, signer.PublicKey())
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

// readExports reads the heads and the entries of exports, which keys of the record or others that
// are named signed.
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

// A new key and the entry that begins it are in two files. The key is written first, to a file of
// its own beside the old one, and takes its place when the entry is there. What a kill leaves
// between the two, placeKey finishes.

func pendingKey(path string) string { return path + ".new" }

// prepareKey writes a key to where it waits for its entry in the record.
func prepareKey(path string, signer *record.Signer) error {
	if err := os.Remove(pendingKey(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return writeKey(pendingKey(path), signer)
}

// dropKey takes a key away whose entry could not be written, and returns why. Where nobody knows
// yet whether it was written, the key waits for placeKey.
func dropKey(path string, why error) error {
	if errors.Is(why, access.ErrUnknown) {
		return why
	}
	return errors.Join(why, os.Remove(pendingKey(path)))
}

// swapKey puts the key that waits in its place, once its entry is in the record. The old one is
// kept: aside says where.
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

// placeKey puts a key in its place that a killed command left waiting, if its entry is in the
// record; else it is taken away.
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

// stampedFile is a name for what is kept of a file: that of the file, why, and the present instant.
func stampedFile(path, why string) string {
	return path + "." + why + "-" + time.Now().UTC().Format("20060102T150405.000Z")
}
