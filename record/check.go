package record

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// KeptElsewhere is the last head that is kept outside the database, or why it cannot be read.
type KeptElsewhere struct {
	Checkpoint, Damage string
	// Size is the head's size if the keeper knows it, or else zero.
	Size int64
}

// CheckExtends checks that a log's head extends the heads signed before: the last one stored with
// the log, and the one kept elsewhere. Either may be nil. Errors: *VerifyError.
func CheckExtends(log Hashes, now Head, signed *SignedHead, out *KeptElsewhere, keys Keys) error {
	if signed != nil {
		if _, err := proveExtends(log, now, signed.Head); err != nil {
			return err
		}
	}
	switch {
	case out == nil:
		return nil
	case out.Damage != "":
		return &VerifyError{What: "the heads that are kept elsewhere: " + out.Damage, Fault: NoHeadElsewhere}
	}
	known, err := parseKeys(keys.Public())
	if err != nil {
		return err
	}
	then, err := openCheckpoint(out.Checkpoint, known)
	if err != nil {
		return &VerifyError{What: "the head that is kept elsewhere: " + err.Error(), Fault: NoHeadElsewhere}
	}
	_, err = proveExtends(log, now, then)
	return err
}

// CheckHead is the quick part of Verify: the head must match the hashes, and the last entry must
// match the last hash. Errors: *VerifyError.
func CheckHead(log Log) error {
	head, err := log.Head()
	if err != nil {
		return err
	}
	var last []Entry
	for e, err := range log.Entries(max(0, head.Size-1)) {
		if err != nil {
			return err
		}
		last = append(last, e)
		if len(last) > 1 {
			break
		}
	}
	switch {
	case len(last) == 0 && head.Size == 0:
		return nil
	case len(last) != 1 || last[0].Seq != head.Size-1:
		return &VerifyError{Seq: max(0, head.Size-1), What: fmt.Sprintf("the head was made of %d entries, but it is not the last one", head.Size)}
	}
	root, err := tlog.TreeHash(head.Size, reader(log))
	if err != nil {
		return err
	}
	if root != head.Hash {
		return &VerifyError{Seq: head.Size - 1, What: "the head's hash is not that of the entries"}
	}
	leaf, err := reader(log)([]int64{tlog.StoredHashIndex(0, head.Size-1)})
	if err == nil && leaf[0] != last[0].hash() {
		err = &VerifyError{Seq: head.Size - 1, What: "changed: it does not have its stored hash"}
	}
	return err
}
