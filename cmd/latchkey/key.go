package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"latchkey/access"
	"latchkey/newfile"
	"latchkey/record"
	"latchkey/words"
)

// keyFile is the flag for the file with the key that signs the record.
type keyFile struct {
	Key string `name:"key" env:"LATCHKEY_KEY" placeholder:"FILE" help:"The file with the key that signs the record. Default: the database file's name plus .key. serve creates the first key."`
}

func (k keyFile) path(database string) string {
	if k.Key == "" {
		return database + ".key"
	}
	return k.Key
}

// readKey reads the key from its file. If there is no file, it makes a key, but does not write it.
func readKey(path string) (signer *record.Signer, isNew bool, err error) {
	content, err := readPrivate(path)
	if errors.Is(err, fs.ErrNotExist) {
		signer, err = record.NewSigner(rand.Reader)
		return signer, true, err
	}
	switch secret := strings.TrimSpace(string(content)); {
	case err != nil:
	case secret == "":
		err = errors.New("it is empty: restore the right file, or remove it if this is the first start")
	default:
		signer, err = record.ParseSigner(secret)
	}
	if err != nil {
		return nil, false, fmt.Errorf("the key file %s: %w", path, err)
	}
	return signer, false, nil
}

// writeKey writes a new key to its file. Only the owner of the database can read it.
func writeKey(path, database string, signer *record.Signer) error {
	return newfile.WriteLike(database, path, newfile.Keep, []byte(signer.Secret()+"\n"))
}

// readPrivate reads a file with a secret. It refuses a file that others can read.
func readPrivate(path string) ([]byte, error) {
	path = filepath.Clean(path)
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("other users of this machine can read it: run chmod 600 %s", path)
	}
	return os.ReadFile(path)
}

// useKey makes the record use a key. If the record has no key yet, useKey writes this one to its
// file; otherwise it must be the record's key.
func useKey(ctx context.Context, svc *access.Service, signer *record.Signer, path, database string, isNew bool) error {
	const help = "restore the right file, or start a new key with `latchkey audit new-key`"
	keys, err := svc.RecordKeys(ctx)
	switch {
	case err != nil:
		return err
	case isNew && len(keys) > 0:
		return fmt.Errorf("the key file %s is missing, but the record is signed with the key %s: %s", path, keys.Current(), help)
	case isNew:
		if err := writeKey(path, database, signer); err != nil {
			return err
		}
	}
	err = svc.BeginKey(ctx, false)
	var problem *access.Problem
	if errors.As(err, &problem) {
		return fmt.Errorf("the key file %s: %s: %s", path, words.English().Reason(problem.Reason), help)
	}
	return err
}
