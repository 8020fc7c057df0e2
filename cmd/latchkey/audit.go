package main

import (
	"context"
	"errors"
	"fmt"

	"latchkey/access"
	"latchkey/db"
	"latchkey/record"
)

type auditCmd struct {
	Verify     auditVerifyCmd     `cmd:"" help:"Check the record: every entry, every stored hash, every signed head. With FILE check an export or a receipt instead, by the public key alone."`
	AcceptFork auditAcceptForkCmd `cmd:"" help:"Say that the record lawfully does not extend heads that were kept elsewhere, after a backup was restored by hand, and begin a new key. Stop the server first. Recorded, and told on every Record tab."`
	NewKey     auditNewKeyCmd     `cmd:"" help:"Begin a new key to sign the record with, where the old one was lost or is known to others. A running server must be started anew."`
}

type auditVerifyCmd struct {
	database
	File      string   `arg:"" optional:"" placeholder:"FILE" help:"An export or a receipt to check. No database is needed."`
	PublicKey []string `name:"public-key" sep:"none" placeholder:"KEY" help:"The public key that the Record tab shows; several where there was a new one. Needed for FILE. Without it a database is checked by the keys that the record itself names."`
	Head      string   `placeholder:"SIZE:HASH" xor:"kept" help:"A head that an earlier run printed and you kept: check also that the record still begins with what it saw. FILE must have been exported with it."`
	Earlier   string   `placeholder:"FILE" xor:"kept" help:"An earlier export or receipt: it is checked as well, and its head is the one that was kept."`
	Heads     string   `placeholder:"FILE" help:"The file that serve --heads-file wrote: check also that the record still begins with what each of its heads saw."`
}

func (c *auditVerifyCmd) Run(g *globals) error {
	if c.File != "" {
		return c.verifyFile(g)
	}
	if c.Earlier != "" {
		return errors.New("--earlier is for the check of a FILE")
	}
	head, err := parseHead(c.Head)
	if err != nil {
		return err
	}
	kept := record.Kept{Head: head, PublicKeys: c.PublicKey}
	if c.Heads != "" {
		var torn int
		kept.Checkpoints, torn, err = readCheckpoints(c.Heads)
		if err != nil {
			return err
		}
		if torn > 0 {
			if _, err := fmt.Fprintf(g.stdout, "The last head in %s was written only in part: it is left out, and the server mends it when it starts.\n", c.Heads); err != nil {
				return err
			}
		}
		if len(kept.Checkpoints) == 0 {
			return fmt.Errorf("%s holds no head to check against", c.Heads)
		}
	}
	return c.use(g.ctx, func(svc *access.Service) error {
		accepted, err := svc.CountAccepted(g.ctx, kept.Checkpoints)
		if err != nil {
			return err
		}
		head, err := svc.VerifyAgainst(g.ctx, kept)
		var broken *record.VerifyError
		if errors.As(err, &broken) {
			return fmt.Errorf("the record is NOT intact: %w", broken)
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(g.stdout, "The record is intact: %d entries. Its head, to keep elsewhere:\n%s\n", head.Size, head)
		if err == nil && c.Heads != "" {
			_, err = fmt.Fprintf(g.stdout, "Heads of %s that it extends: %d.\n", c.Heads, len(kept.Checkpoints)-accepted)
		}
		if err == nil && accepted > 0 {
			_, err = fmt.Fprintf(g.stdout, "Heads that were lost when a backup was restored, as the operator recorded: %d.\n", accepted)
		}
		return err
	})
}

type auditNewKeyCmd struct {
	database
	keyFile
}

func (c *auditNewKeyCmd) Run(g *globals) error {
	path := c.path(c.DB)
	signer, isNew, err := readKey(path)
	if err != nil {
		return err
	}
	if !isNew {
		return fmt.Errorf("%s holds a key: move it to where you keep old keys, or name another file with --key", path)
	}
	store, svc, err := open(g.ctx, c.DB, db.Shared, access.Config{Signer: signer})
	if err != nil {
		return err
	}
	signer, err = newKey(g.ctx, svc, signer, path)
	if err == nil {
		_, err = fmt.Fprintf(g.stdout, "The record is signed with a new key, in %s. Start the server anew. The public key, to be kept by whoever checks:\n%s\n", path, signer.PublicKey())
	}
	return errors.Join(err, store.Close())
}

// newKey makes the record use a new key, and writes the key to its file, which must not exist. If a
// killed run has already begun a key, newKey returns that one instead.
func newKey(ctx context.Context, svc *access.Service, signer *record.Signer, path string) (*record.Signer, error) {
	if err := placeKeyOf(ctx, svc, path); err != nil {
		return nil, err
	}
	if begun, isNew, err := readKey(path); err != nil || !isNew {
		return begun, err
	}
	if err := prepareKey(path, signer); err != nil {
		return nil, err
	}
	if err := svc.BeginKey(ctx, true); err != nil {
		return nil, dropKey(path, err)
	}
	_, err := swapKey(path)
	return signer, err
}
