package record

import (
	"fmt"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

// Entry is a stored entry of the record. Seq counts from 0. At is in milliseconds since 1970.
type Entry struct {
	Seq            int64
	At             int64
	ActorKind      string
	ActorAccountID string
	ActorUserID    string
	ActorName      string
	Address        string
	Action         string
	AccountID      string
	ObjectID       string
	ObjectName     string
	RequestID      string
	Before         string
	After          string
	Salt           string
}

// bytes returns the bytes that go into the log: a version, and then every field in this order, each
// preceded by its length in bytes, so that no two entries have the same bytes. It must never change
// for existing entries: those without a salt are version 1.
func (e Entry) bytes() []byte {
	fields := []string{
		strconv.FormatInt(e.Seq, 10), strconv.FormatInt(e.At, 10), e.ActorKind, e.ActorAccountID, e.ActorUserID, e.ActorName, e.Address,
		e.Action, e.AccountID, e.ObjectID, e.ObjectName, e.RequestID, e.Before, e.After,
	}
	b := []byte("latchkey entry 1\n")
	if e.Salt != "" {
		b = []byte("latchkey entry 2\n")
		fields = append(fields, e.Salt)
	}
	for _, field := range fields {
		b = fmt.Appendf(b, "%d:%s\n", len(field), field)
	}
	return b
}

func (e Entry) hash() tlog.Hash { return tlog.RecordHash(e.bytes()) }

// Store is a log that can grow, within one transaction.
type Store interface {
	Hashes
	Head() (Head, error)
	InsertEntry(e Entry) error
	InsertHash(index int64, hash tlog.Hash) error
	PutHead(h Head) error
}

// Append appends an entry and returns its number. It stores the entry, the hashes that it
// completes, and the new head.
func Append(log Store, e Entry) (seq int64, err error) {
	head, err := log.Head()
	if err != nil {
		return 0, err
	}
	e.Seq = head.Size
	if err := log.InsertEntry(e); err != nil {
		return 0, err
	}
	hashes, err := tlog.StoredHashes(e.Seq, e.bytes(), reader(log))
	if err != nil {
		return 0, err
	}
	first := tlog.StoredHashIndex(0, e.Seq)
	for i, h := range hashes {
		if err := log.InsertHash(first+int64(i), h); err != nil {
			return 0, err
		}
	}
	root, err := tlog.TreeHash(e.Seq+1, reader(log))
	if err != nil {
		return 0, err
	}
	return e.Seq, log.PutHead(Head{e.Seq + 1, root})
}

// Hashes gives access to a log's stored hashes, by tlog's indexes.
type Hashes interface {
	// HashesAt returns those of the hashes that exist.
	HashesAt(indexes []int64) (map[int64]tlog.Hash, error)
}

// reader reads hashes for tlog, all hashes of one request together.
func reader(log Hashes) tlog.HashReaderFunc {
	return func(indexes []int64) ([]tlog.Hash, error) {
		found, err := log.HashesAt(indexes)
		if err != nil {
			return nil, err
		}
		return pickHashes(found, indexes)
	}
}

// pickHashes returns the hashes at indexes. A missing one is a *VerifyError for the entry that
// should have stored it.
func pickHashes(found map[int64]tlog.Hash, indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		h, ok := found[index]
		if !ok {
			level, n := tlog.SplitStoredHashIndex(index)
			return nil, &VerifyError{Seq: (n+1)<<level - 1, What: fmt.Sprintf("its stored hash %d is missing", index)}
		}
		hashes[i] = h
	}
	return hashes, nil
}
