// Package passwords knows which passwords others know: those that many people use, and those from
// data leaks. It keeps lists of them as filters, which take four bytes for each password, whatever
// its length, and contain none that could be read out. A filter finds every password that was put
// into it. It also finds less than one in a million of all others.
//
// A list comes with the program ([Common]), and [Build] makes others, from passwords or from the
// SHA-1 hashes of Have I Been Pwned.
//
// # The file
//
// It begins with four lines of text, filled up with zeros to the size of a block:
//
//	latchkey passwords 1
//	passwords 100000
//	blocks 98
//	sha256 (of everything after this block)
//
// Blocks of 4,096 bytes follow. The first eight bytes of a password's SHA-1 select its block,
// proportionally, so that a sorted list fills the blocks in order. The next eight select bits in
// it. A password is in the list if all of them are set.
package passwords

import (
	"context"
	"crypto/sha1" //nolint:gosec // it is how Have I Been Pwned names passwords; nothing is protected by it
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

const (
	blockSize = 4096
	blockBits = 8 * blockSize
	// bytesEach is how many bytes a filter has for each password, and probes how many bits say that
	// it is there. In a full filter, half of the bits are set. With both forms of a password that
	// are looked up, a wrong "yes" has a probability of 5 in 10 million.
	bytesEach = 4
	probes    = 22
)

// Errors of a file that is not a list, or not as it was made.
var (
	ErrNotAList = errors.New("this isn't a list that `latchkey passwords build` made")
	ErrVersion  = errors.New("this list was made by another version of Latchkey")
	ErrDamaged  = errors.New("this list is damaged")
)

//go:embed common.list
var common string

// Common is the list that comes with the program. SOURCES.md says where it comes from.
var Common = sync.OnceValue(func() *List {
	l, err := read(strings.NewReader(common), int64(len(common)))
	if err != nil {
		panic(err) // the file is compiled in
	}
	return l
})

// List is a list of passwords. It is safe for concurrent use.
type List struct {
	header
	from io.ReaderAt
	file *os.File // nil for the list in the program
}

// header is the beginning of a file.
type header struct {
	// passwords is how many were put in, counting one twice that was there twice.
	passwords int64
	blocks    uint64
	sum       [sha256.Size]byte
}

const headerFormat = "latchkey passwords %d\npasswords %d\nblocks %d\nsha256 %x\n"

const formatVersion = 1

// text is the header's block.
func (h header) text() []byte {
	b := make([]byte, blockSize)
	copy(b, fmt.Sprintf(headerFormat, formatVersion, h.passwords, h.blocks, h.sum))
	return b
}

// Open opens a list. It reads only the header: call Check to find damage in the rest. Looking up a
// password then reads at most two blocks, so a list takes no memory. Errors: ErrNotAList,
// ErrVersion, ErrDamaged.
func Open(path string) (*List, error) {
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	l, err := read(f, info.Size())
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	l.file = f
	return l, nil
}

func read(from io.ReaderAt, size int64) (*List, error) {
	block := make([]byte, blockSize)
	n, err := from.ReadAt(block, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	l := &List{from: from}
	var version int
	var sum []byte
	if fields, _ := fmt.Sscanf(string(block[:n]), headerFormat, &version, &l.passwords, &l.blocks, &sum); fields == 0 {
		return nil, ErrNotAList
	}
	copy(l.sum[:], sum)
	switch {
	case version != formatVersion:
		return nil, ErrVersion
	case n != blockSize || string(block) != string(l.text()), l.blocks == 0, size%blockSize != 0, uint64(size/blockSize) != l.blocks+1: //nolint:gosec // sizes are positive
		return nil, ErrDamaged
	}
	return l, nil
}

// Len is how many passwords are in the list.
func (l *List) Len() int64 { return l.passwords }

// Size is the size of the list's file, in bytes.
func (l *List) Size() int64 { return int64(l.blocks+1) * blockSize } //nolint:gosec // as large as its file

// Close closes the list's file. Nil is no list.
func (l *List) Close() error {
	if l == nil || l.file == nil {
		return nil
	}
	return l.file.Close()
}

// Check reads the whole list. Errors: ErrDamaged.
func (l *List) Check(ctx context.Context) error {
	h := sha256.New()
	_, err := io.Copy(h, &interruptible{ctx, io.NewSectionReader(l.from, blockSize, l.Size()-blockSize)})
	if err == nil && string(h.Sum(nil)) != string(l.sum[:]) {
		err = ErrDamaged
	}
	return err
}

// interruptible is a reader that fails once its context has ended.
type interruptible struct {
	ctx context.Context //nolint:containedctx // it lives as long as one copy
	io.Reader
}

func (r *interruptible) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(b)
}

// Has reports whether a password is in the list, as it is or in lower case. An error is one of
// reading the file.
func (l *List) Has(password string) (bool, error) {
	found, err := l.has(sumOf(password))
	lower := strings.ToLower(password)
	if found || err != nil || lower == password {
		return found, err
	}
	return l.has(sumOf(lower))
}

func (l *List) has(s sum) (bool, error) {
	at := s.place(l.blocks)
	var block [blockSize]byte
	if _, err := l.from.ReadAt(block[:], int64(at.block+1)*blockSize); err != nil { //nolint:gosec // inside the file
		return false, err
	}
	return at.in(&block), nil
}

// sum is the SHA-1 of a password.
type sum [sha1.Size]byte

func sumOf(password string) sum { return sha1.Sum([]byte(password)) } //nolint:gosec // see the import

// place is where in a filter a password is: the block, and what selects the bits in it.
type place struct{ block, seed uint64 }

func (s sum) place(blocks uint64) place {
	block, _ := bits.Mul64(binary.BigEndian.Uint64(s[:8]), blocks)
	return place{block: block, seed: binary.BigEndian.Uint64(s[8:16])}
}

// in reports whether all bits of a place are set.
func (p place) in(block *[blockSize]byte) bool {
	for i := range uint64(probes) {
		if bit := p.bit(i); block[bit/8]&(1<<(bit%8)) == 0 {
			return false
		}
	}
	return true
}

// set sets all bits of a place.
func (p place) set(block *[blockSize]byte) {
	for i := range uint64(probes) {
		bit := p.bit(i)
		block[bit/8] |= 1 << (bit % 8)
	}
}

// bit is the i-th bit of a place. The constants are those of SplitMix64, which spreads the seed.
func (p place) bit(i uint64) uint64 {
	x := p.seed + (i+1)*0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return (x ^ x>>31) % blockBits
}

// parseSum reads a line of a list of hashes: 40 hexadecimal digits, and after a colon how often the
// password was seen. A line without that was seen once.
func parseSum(line []byte) (s sum, seen int64, ok bool) {
	if len(line) < 2*len(s) {
		return s, 0, false
	}
	if _, err := hex.Decode(s[:], line[:2*len(s)]); err != nil {
		return s, 0, false
	}
	seen, ok = parseSeen(line[2*len(s):])
	return s, seen, ok
}

func parseSeen(text []byte) (seen int64, ok bool) {
	if len(text) == 0 {
		return 1, true
	}
	if text[0] != ':' || len(text) < 2 || len(text) > len(":999999999999999999") {
		return 0, false
	}
	for _, digit := range text[1:] {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		seen = seen*10 + int64(digit-'0')
	}
	return seen, true
}
