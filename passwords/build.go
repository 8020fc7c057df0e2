package passwords

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"latchkey/newfile"
)

// Source is what a list is made from: one password per line, or one line of Have I Been Pwned
// (HASH:COUNT, with a SHA-1 in hexadecimal digits). The first line says which.
type Source struct {
	io.Reader
	// Least is how many characters a password must have to be put in. Hashes do not say.
	Least int
	// Seen is how often a hash must have been seen to be put in. Passwords do not say.
	Seen int64
}

// Errors of a source. The texts say what to do.
var (
	ErrCompressed = errors.New("it is compressed: unpack it first")
	ErrNTLM       = errors.New("these are NTLM hashes: use the list with SHA-1 hashes instead")
	ErrEmpty      = errors.New("it has no password that is long enough or was seen often enough")
	ErrMore       = errors.New("it has more passwords than were announced")
)

// maxLine is the longest line of a source, in bytes.
const maxLine = 1 << 20

// Count counts the passwords that would be put in.
func (s Source) Count(ctx context.Context) (n int64, err error) {
	err = s.each(ctx, func([]byte, bool) error { n++; return nil })
	return n, err
}

// each calls fn for each password that is to be put in: for its SHA-1 in hexadecimal digits if
// hashed, or else for itself.
func (s Source) each(ctx context.Context, fn func(line []byte, hashed bool) error) error {
	in := bufio.NewReaderSize(&interruptible{ctx, s}, maxLine)
	start, err := in.Peek(6)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for _, magic := range []string{"\x1f\x8b", "7z\xbc\xaf\x27\x1c", "PK\x03\x04", "BZh", "\xfd7zXZ\x00", "\x28\xb5\x2f\xfd"} {
		if strings.HasPrefix(string(start), magic) {
			return ErrCompressed
		}
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	hashed, n := false, 0
	for lines.Scan() {
		line := bytes.TrimSuffix(lines.Bytes(), []byte("\r"))
		n++
		if n == 1 {
			if _, _, hashed = parseSum(line); !hashed && isNTLM(line) {
				return ErrNTLM
			}
		}
		wanted, err := s.wants(line, hashed, n)
		if err == nil && wanted {
			err = fn(line, hashed)
		}
		if err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("line %d is longer than %d bytes: this isn't a list of passwords", n+1, maxLine)
	}
	return lines.Err()
}

func (s Source) wants(line []byte, hashed bool, n int) (bool, error) {
	if !hashed {
		return utf8.RuneCount(line) >= s.Least && len(line) > 0, nil
	}
	_, seen, ok := parseSum(line)
	if !ok {
		return false, fmt.Errorf("line %d isn't a SHA-1 hash with a count, but the first line is: %.60q", n, line)
	}
	return seen >= s.Seen, nil
}

func isNTLM(line []byte) bool {
	const digits = 32
	if len(line) <= digits || line[digits] != ':' {
		return false
	}
	_, _, ok := parseSum(append([]byte("00000000"), line...))
	return ok
}

// Build makes a list from a source, with room for count passwords, at path. It never keeps more
// than a few megabytes in memory. Errors: ErrCompressed, ErrNTLM, ErrEmpty, ErrMore, fs.ErrExist.
func Build(ctx context.Context, path string, o newfile.Overwrite, s Source, count int64) (n int64, err error) {
	if count < 1 {
		return 0, ErrEmpty
	}
	err = newfile.Make(path, o, func(temporary string) error {
		f, err := os.Create(temporary) //nolint:gosec // in a folder that was made here
		if err != nil {
			return err
		}
		b := &builder{file: f, most: count}
		b.blocks = uint64(count*bytesEach+blockSize-1) / blockSize //nolint:gosec // it is positive
		err = b.fill(ctx, s)
		n = b.passwords
		return errors.Join(err, f.Close())
	})
	return n, err
}

// atOnce is how many passwords are put into the file at once, in the order of the file.
const atOnce = 1 << 18

// builder puts passwords into a file.
type builder struct {
	header
	file  *os.File
	most  int64
	batch []place
}

func (b *builder) fill(ctx context.Context, s Source) error {
	if err := b.file.Truncate(int64(b.blocks+1) * blockSize); err != nil { //nolint:gosec // as large as its file
		return err
	}
	if err := s.each(ctx, b.add); err != nil {
		return err
	}
	if b.passwords == 0 {
		return ErrEmpty
	}
	if err := b.flush(); err != nil {
		return err
	}
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(b.file, blockSize, int64(b.blocks)*blockSize)); err != nil { //nolint:gosec // as large as its file
		return err
	}
	h.Sum(b.sum[:0])
	_, err := b.file.WriteAt(b.text(), 0)
	return err
}

// add puts in a password or its hash. Passwords are put in in lower case, because that is looked up
// too.
func (b *builder) add(line []byte, hashed bool) error {
	if b.passwords++; b.passwords > b.most {
		return ErrMore
	}
	var s sum
	if hashed {
		s, _, _ = parseSum(line)
	} else {
		s = sumOf(strings.ToLower(string(line)))
	}
	b.batch = append(b.batch, s.place(b.blocks))
	if len(b.batch) < atOnce {
		return nil
	}
	return b.flush()
}

func (b *builder) flush() error {
	slices.SortFunc(b.batch, func(x, y place) int { return cmp.Compare(x.block, y.block) })
	for i := 0; i < len(b.batch); {
		var block [blockSize]byte
		number := b.batch[i].block
		at := int64(number+1) * blockSize //nolint:gosec // inside the file
		if _, err := b.file.ReadAt(block[:], at); err != nil {
			return err
		}
		for ; i < len(b.batch) && b.batch[i].block == number; i++ {
			b.batch[i].set(&block)
		}
		if _, err := b.file.WriteAt(block[:], at); err != nil {
			return err
		}
	}
	b.batch = b.batch[:0]
	return nil
}
