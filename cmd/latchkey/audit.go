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
	Verify     auditVerifyCmd     `cmd:"" help:"Verify the record: every entry, every stored hash and every signed head. With FILE, verify an export or a receipt instead; that needs only the public key."`
	AcceptFork auditAcceptForkCmd `cmd:"" help:"After restoring a backup by hand, accept that the record no longer extends signed heads kept elsewhere, and start a new key. Stop the server first. This is recorded and shown on every Record tab."`
	NewKey     auditNewKeyCmd     `cmd:"" help:"Start a new key to sign the record with, because the old one was lost or leaked. Restart a running server afterwards."`
}

type auditVerifyCmd struct {
	database
	File      string   `arg:"" optional:"" placeholder:"FILE" help:"The export or receipt to verify. No database is needed."`
	PublicKey []string `name:"public-key" sep:"none" placeholder:"KEY" help:"The public key that the Record tab shows. Repeat it if there has been more than one key. Required for FILE. By default, a database is verified with the keys that the record itself names."`
	Head      string   `placeholder:"SIZE:HASH" xor:"kept" help:"A head that you saved from an earlier run. Also verify that the record still begins with the entries it covers. FILE must have been exported with this head."`
	Earlier   string   `placeholder:"FILE" xor:"kept" help:"An earlier export or receipt. It's verified too, and its head is used like --head."`
	Heads     string   `placeholder:"FILE" help:"The file that serve --heads-file wrote. Also verify that the record still begins with the entries that each head in it covers."`
}

func (c *auditVerifyCmd) Run(g *globals) error {
	if c.File != "" {
		return c.verifyFile(g)
	}
	if c.Earlier != "" {
		return errors.New("--earlier works only with a FILE to verify")
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
			if _, err := fmt.Fprintf(g.stdout, "The last head in %s was written only in part. It's ignored here, and the server repairs the file when it starts.\n", c.Heads); err != nil {
				return err
			}
		}
		if len(kept.Checkpoints) == 0 {
			return fmt.Errorf("%s contains no head to verify against", c.Heads)
		}
	}
	return c.use(g.ctx, func(svc *access.Service) error {
		accepted, err := svc.CountAccepted(g.ctx, kept.Checkpoints)
		if err != nil {
			return err
		}
		verified, err := svc.VerifyAgainst(g.ctx, kept)
		var broken *record.VerifyError
		if errors.As(err, &broken) {
			return fmt.Errorf("the record is NOT intact: %w", broken)
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(g.stdout, "The record is intact: %s. Save its head somewhere else:\n%s\n", entries(verified.Size), verified.Head)
		if err == nil {
			err = printDecisions(g, verified.Decisions)
		}
		if err == nil && c.Heads != "" {
			_, err = fmt.Fprintf(g.stdout, "Heads in %s that the record extends: %d.\n", c.Heads, len(kept.Checkpoints)-accepted)
		}
		if err == nil && accepted > 0 {
			_, err = fmt.Fprintf(g.stdout, "Heads lost when a backup was restored, as the operator recorded: %d.\n", accepted)
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
		return fmt.Errorf("%s already holds a key: move it to where you keep old keys, or name another file with --key", path)
	}
	store, svc, err := open(g.ctx, c.DB, db.Shared, access.Config{Signer: signer})
	if err != nil {
		return err
	}
	signer, err = newKey(g.ctx, svc, signer, path, c.DB)
	if err == nil {
		_, err = fmt.Fprintf(g.stdout, "The record is now signed with a new key, in %s. Restart the server. Give this public key to everyone who verifies the record:\n%s\n", path, signer.PublicKey())
	}
	return errors.Join(err, store.Close())
}

// newKey makes the record use a new key, and writes the key to its file, which must not exist. If a
// killed run has already begun a key, newKey returns that one instead.
func newKey(ctx context.Context, svc *access.Service, signer *record.Signer, path, database string) (*record.Signer, error) {
	if err := placeKeyOf(ctx, svc, path); err != nil {
		return nil, err
	}
	if begun, isNew, err := readKey(path); err != nil || !isNew {
		return begun, err
	}
	if err := prepareKey(path, database, signer); err != nil {
		return nil, err
	}
	if err := svc.BeginKey(ctx, true); err != nil {
		return nil, dropKey(path, err)
	}
	_, err := swapKey(path)
	return signer, err
}
