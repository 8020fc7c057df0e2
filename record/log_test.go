package record

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"iter"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// memory is a log in memory, with a key to sign it.
type memory struct {
	*testing.T
	signer  *Signer
	head    Head
	entries []Entry
	hashes  []tlog.Hash
	signed  []SignedHead
}

func newMemory(t *testing.T) *memory {
	t.Helper()
	signer := must(NewSigner(rand.Reader))(t)
	return &memory{T: t, signer: signer}
}

// recorder is a log with some entries whose fields are all filled.
func recorder(t *testing.T, entries int) *memory {
	t.Helper()
	m := newMemory(t)
	for i := range int64(entries) {
		m.append(Entry{
			At: 1772442000000 + 1000*i, ActorKind: "USER", ActorAccountID: "acc_Vendor", ActorUserID: "usr_vera", ActorName: "vera @ Vendor",
			Address: "192.0.2.1", Action: "setting changed", AccountID: "acc_Acme", ObjectID: "com_North", ObjectName: "North", RequestID: "req_1",
			Before: fmt.Sprintf(`{"bank":"%d"}`, i), After: fmt.Sprintf(`{"bank":"%d"}`, i+1), Salt: rand.Text(),
		})
	}
	return m
}

func (m *memory) must(err error) {
	m.Helper()
	if err != nil {
		m.Fatal(err)
	}
}

// must returns the result of a call, or ends the test if it failed: must(call())(t).
func must[A any](got A, err error) func(interface{ Fatal(args ...any) }) A {
	return func(t interface{ Fatal(args ...any) }) A {
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
}

// second returns the error of a call that also returns something else.
func second[A any](_ A, err error) error { return err }

func (m *memory) append(e Entry) {
	m.Helper()
	must(Append(m, e))(m)
}

func (m *memory) sign() SignedHead {
	m.Helper()
	checkpoint := must(m.signer.SignHead(m.head))(m)
	h := SignedHead{Head: m.head, Checkpoint: checkpoint}
	m.signed = append(m.signed, h)
	return h
}

// kept is what the log itself must be compared with.
func (m *memory) kept() Kept { return Kept{PublicKeys: []string{m.signer.PublicKey()}} }

// headAt is the head at the time when the log had that size.
func (m *memory) headAt(size int64) Head {
	m.Helper()
	hash := must(tlog.TreeHash(size, reader(m)))(m)
	return Head{size, hash}
}

// export exports entries of the log as a file that extends a head, unless that head is empty.
func (m *memory) export(form Form, kept Head, entries ...Entry) string {
	m.Helper()
	w := Writer{Form: form, About: About{AccountID: "acc_Acme", Account: "Acme", From: "2026-03-02"}, Head: m.sign(), Signer: m.signer, Log: m}
	if kept.Size > 0 {
		m.must(w.Extend(kept))
	}
	var b bytes.Buffer
	w.Begin(&b)
	m.must(w.Write(entries, func(Entry) *Entry { return nil }))
	m.must(w.Seal())
	return b.String()
}

func (m *memory) verify(file string) (Export, error) {
	return VerifyExport(bytes.NewBufferString(file), []string{m.signer.PublicKey()}, nil)
}

func (m *memory) Head() (Head, error) { return m.head, nil }

func (m *memory) HashesAt(indexes []int64) (map[int64]tlog.Hash, error) {
	found := map[int64]tlog.Hash{}
	for _, index := range indexes {
		if index < int64(len(m.hashes)) {
			found[index] = m.hashes[index]
		}
	}
	return found, nil
}

func (m *memory) InsertEntry(e Entry) error {
	m.entries = append(m.entries, e)
	return nil
}

func (m *memory) InsertHash(index int64, hash tlog.Hash) error {
	m.hashes = append(m.hashes, hash)
	equal(m, "index", len(m.hashes), index+1)
	return nil
}

func (m *memory) PutHead(h Head) error {
	m.head = h
	return nil
}

func (m *memory) Entries(from int64) iter.Seq2[Entry, error] { return all(m.entries[from:]) }

func (m *memory) StoredHashes() iter.Seq2[StoredHash, error] {
	var hashes []StoredHash
	for i, h := range m.hashes {
		hashes = append(hashes, StoredHash{int64(i), h})
	}
	return all(hashes)
}

func (m *memory) SignedHeads() iter.Seq2[SignedHead, error] { return all(m.signed) }

func all[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range list {
			if !yield(v, nil) {
				return
			}
		}
	}
}

// equal compares how two values are printed.
func equal(t interface {
	Helper()
	Errorf(format string, args ...any)
}, what string, got, want any) {
	t.Helper()
	if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
		t.Errorf("%s:\n got %s\nwant %s", what, g, w)
	}
}

// wrongAt is the entry in a VerifyError, or -1 for any other error.
func wrongAt(err error) int64 {
	var wrong *VerifyError
	if !errors.As(err, &wrong) {
		return -1
	}
	return wrong.Seq
}

func TestVerify(t *testing.T) {
	m := newMemory(t)
	for size := range int64(70) {
		m.must(CheckHead(m))
		m.append(Entry{ActorName: fmt.Sprint(size), Salt: rand.Text()})
		if size%7 == 0 {
			m.sign()
		}
		equal(t, "head", must(Verify(m, m.kept()))(m), m.head)
	}
	for i := range m.entries {
		m.entries[i].ActorName += " "
		_, err := Verify(m, m.kept())
		equal(t, "an entry changed", wrongAt(err), i)
		equal(t, "the last one changed", wrongAt(CheckHead(m)), map[bool]int{true: i, false: -1}[i == 69])
		m.entries[i].ActorName = fmt.Sprint(i)
	}
	for i := range m.hashes {
		m.hashes[i][0] ^= 1
		_, err := Verify(m, m.kept())
		level, n := tlog.SplitStoredHashIndex(int64(i))
		equal(t, fmt.Sprint("hash ", i, " changed"), wrongAt(err), (n+1)<<level-1)
		m.hashes[i][0] ^= 1
	}
	for i := range m.signed {
		m.signed[i].Hash[0] ^= 1
		_, err := Verify(m, m.kept())
		equal(t, "a signed head changed", wrongAt(err), m.signed[i].Size-1)
		m.signed[i].Hash[0] ^= 1
	}
	m.entries = slices.Delete(m.entries, 3, 4)
	_, err := Verify(m, m.kept())
	equal(t, "an entry removed", wrongAt(err), 3)
}

// A head of a different log is found wrong, but a lost head is ignored.
func TestLostHeads(t *testing.T) {
	m, other := recorder(t, 9), recorder(t, 9)
	lost, fits := other.headAt(7), []Head{m.headAt(5), m.headAt(8)}
	found, entries, err := Lost{}.Find(m, append(fits, lost, lost))
	m.must(err)
	equal(t, "lost, and up to where it fits", []any{found, entries}, []any{[]Head{lost}, 5})
	kept := m.kept()
	kept.Head = &lost
	_, err = Verify(m, kept)
	equal(t, "lost", wrongAt(err), 0)
	kept.Lost = Lost{lost: true}
	m.must(second(Verify(m, kept)))
	found, _, err = kept.Lost.Find(m, []Head{lost})
	m.must(err)
	equal(t, "known already", len(found), 0)
	equal(t, "in common", must(CommonEntries(m, other, 9))(m), 0)
	equal(t, "in common with its beginning", must(CommonEntries(m, &memory{T: t, hashes: m.hashes}, 6))(m), 6)
}

// The canonical bytes must never change: these were written down once.
func TestCanonicalBytesNeverChange(t *testing.T) {
	e := Entry{
		Seq: 7, At: 1772442000000, ActorKind: "USER", ActorAccountID: "acc_1", ActorUserID: "usr_1", ActorName: "é @ <A&B>", Address: "::1",
		Action: "setting changed", AccountID: "acc_2", ObjectID: "com_1", ObjectName: "N", RequestID: "req_1", Before: `{"a":"1"}`, After: "",
	}
	equal(t, "bytes", string(e.bytes()), "latchkey entry 1\n1:7\n13:1772442000000\n4:USER\n5:acc_1\n5:usr_1\n10:é @ <A&B>\n3:::1\n"+
		"15:setting changed\n5:acc_2\n5:com_1\n1:N\n5:req_1\n9:{\"a\":\"1\"}\n0:\n")
	e.Salt = "S"
	equal(t, "bytes with a salt", string(e.bytes()), "latchkey entry 2\n1:7\n13:1772442000000\n4:USER\n5:acc_1\n5:usr_1\n10:é @ <A&B>\n3:::1\n"+
		"15:setting changed\n5:acc_2\n5:com_1\n1:N\n5:req_1\n9:{\"a\":\"1\"}\n0:\n1:S\n")
}

// The proof can be read on its own: none of its dependencies knows the database or the product.
func TestThePackageStandsAlone(t *testing.T) {
	out := must(exec.CommandContext(t.Context(), "go", "list", "-deps", ".").Output())(t)
	for dep := range strings.FieldsSeq(string(out)) {
		ours := strings.HasPrefix(dep, "latchkey") && dep != "latchkey/record"
		if ours || slices.Contains([]string{"database/sql", "net", "net/http", "github.com/mattn/go-sqlite3"}, dep) {
			t.Errorf("it is built from %s", dep)
		}
	}
}
