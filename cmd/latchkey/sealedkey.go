package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"filippo.io/age"
	"filippo.io/age/armor"
	"golang.org/x/term"

	"latchkey/access"
	"latchkey/record"
)

// Keys leave the machine only in encrypted form: as an age file with a passphrase, which `age -d`
// opens, too. Its first line is the record's key, and the rest is the factors key file.

// sealedSuffix is the suffix of a backup's encrypted keys.
const sealedSuffix = ".key.age"

const (
	// sealWork is the exponent of scrypt's work factor. It takes 32 MiB, which a small server can
	// afford next to its requests.
	sealWork = 15
	// maxSealWork is the largest work factor that we accept, for files that age itself made.
	maxSealWork = 20
	// minPassphrase is the least number of characters: whoever has the file can try for as long as
	// they like.
	minPassphrase = 12
)

// sealKey encrypts keys with a passphrase.
func sealKey(secret, passphrase string) ([]byte, error) {
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	to.SetWorkFactor(sealWork)
	var sealed bytes.Buffer
	text := armor.NewWriter(&sealed)
	w, err := age.Encrypt(text, to)
	if err != nil {
		return nil, err
	}
	_, err = io.WriteString(w, secret)
	err = errors.Join(err, w.Close(), text.Close())
	return sealed.Bytes(), err
}

// openKey decrypts keys that sealKey encrypted. Backups of older versions have no factors keys.
func openKey(path, passphrase string) (secret string, factors access.FactorKeys, err error) {
	content, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		return "", nil, err
	}
	by, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return "", nil, err
	}
	by.SetMaxWorkFactor(maxSealWork)
	r, err := age.Decrypt(armor.NewReader(bytes.NewReader(content)), by)
	var wrong *age.NoIdentityMatchError
	if errors.As(err, &wrong) {
		return "", nil, fmt.Errorf("%s: wrong passphrase", path)
	}
	if err == nil {
		content, err = io.ReadAll(r)
	}
	if err != nil {
		return "", nil, fmt.Errorf("%s: this isn't a key that latchkey encrypted, or it was changed: %w", path, err)
	}
	first, rest, _ := strings.Cut(string(content), "\n")
	signer, err := record.ParseSigner(strings.TrimSpace(first))
	if err == nil && strings.TrimSpace(rest) != "" {
		factors, err = access.ParseFactorKeys(rest)
	}
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", path, err)
	}
	return signer.Secret(), factors, nil
}

// passphraseVariable contains the passphrase itself. There is no flag for it, because the process
// list shows flags.
const passphraseVariable = "LATCHKEY_BACKUP_PASSPHRASE" //nolint:gosec // its name

// passphraseFile is the flag for the file with the passphrase that encrypts a backup's key.
type passphraseFile struct {
	PassphraseFile string `env:"LATCHKEY_BACKUP_PASSPHRASE_FILE" placeholder:"FILE" help:"The file with the passphrase for the signing key in a backup. Default: the variable LATCHKEY_BACKUP_PASSPHRASE."`
}

// passphrase returns the content of the file or the variable, or "" if there is neither.
func (p passphraseFile) passphrase() (passphrase string, err error) {
	from := passphraseVariable
	if p.PassphraseFile == "" {
		passphrase = os.Getenv(passphraseVariable)
	} else {
		content, err := readPrivate(p.PassphraseFile)
		if err != nil {
			return "", fmt.Errorf("the passphrase file %s: %w", p.PassphraseFile, err)
		}
		passphrase, from = strings.TrimRight(string(content), "\r\n"), "the passphrase file "+p.PassphraseFile
		if passphrase == "" {
			return "", fmt.Errorf("%s is empty", from)
		}
	}
	return passphrase, longEnough(from, passphrase)
}

// askPassphrase returns passphrase, or else asks on the terminal, twice for a new one.
func (p passphraseFile) askPassphrase(g *globals, isNew bool) (string, error) {
	passphrase, err := p.passphrase()
	if err != nil || passphrase != "" {
		return passphrase, err
	}
	terminal, ok := g.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(terminal.Fd())) {
		return "", errors.New("there is no passphrase for the key: set one with --passphrase-file or the variable " + passphraseVariable)
	}
	passphrase, err = typePassphrase(g, terminal, "Passphrase of the key in the backup: ")
	if err != nil || !isNew {
		return passphrase, err
	}
	if err := longEnough("the passphrase", passphrase); err != nil {
		return "", err
	}
	again, err := typePassphrase(g, terminal, "Repeat the passphrase: ")
	if err == nil && again != passphrase {
		err = errors.New("the two passphrases don't match")
	}
	return passphrase, err
}

func typePassphrase(g *globals, terminal *os.File, prompt string) (string, error) {
	if _, err := fmt.Fprint(g.stderr, prompt); err != nil {
		return "", err
	}
	typed, err := term.ReadPassword(int(terminal.Fd()))
	_, _ = fmt.Fprintln(g.stderr)
	return string(typed), err
}

func longEnough(what, passphrase string) error {
	if passphrase != "" && utf8.RuneCountInString(passphrase) < minPassphrase {
		return fmt.Errorf("%s is too short: use at least %d characters", what, minPassphrase)
	}
	return nil
}

// sealedKeys encrypts the record's key and the factors keys. The files must contain the key that
// signs the record now, and those of all secrets: others would be useless.
func sealedKeys(ctx context.Context, svc *access.Service, path, factorsPath, passphrase string) ([]byte, error) {
	signer, isNew, err := readKey(path)
	if err != nil {
		return nil, err
	}
	if isNew {
		return nil, fmt.Errorf("there is no key file %s: name it with --key", path)
	}
	keys, err := svc.RecordKeys(ctx)
	if err != nil {
		return nil, err
	}
	if keys.Current() != signer.PublicKey() {
		return nil, fmt.Errorf("the key file %s doesn't hold the key that the record is signed with: name the right file with --key", path)
	}
	secrets := signer.Secret() + "\n"
	factors, isNew, err := readFactorsKey(factorsPath)
	if err == nil {
		err = opensAll(ctx, svc, factors, factorsPath, isNew)
	}
	if err != nil {
		return nil, err
	}
	if !isNew {
		secrets += factors.Text()
	}
	return sealKey(secrets, passphrase)
}
