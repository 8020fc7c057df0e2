package access

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"latchkey/db"
	"latchkey/record"
)

// signs is a recorder whose record has a key.
func signs(t *testing.T, entries int) *world {
	t.Helper()
	w := recorder(t, entries)
	w.must(w.s.BeginKey(t.Context(), false))
	return w
}

func (w *world) signed(elsewhere string) record.SignedHead {
	w.Helper()
	w.holdAgainst(w.s, elsewhere)
	return must(w.s.SignHead(w.Context()))(w)
}

// holdAgainst makes a service compare itself with a checkpoint from elsewhere, or with none for "".
func (w *world) holdAgainst(s *Service, elsewhere string) {
	w.Helper()
	if elsewhere != "" {
		w.must(s.SetKeptHeads(w.Context(), []string{elsewhere}))
	}
}

// wrongAt is the entry of a record.VerifyError, and its text.
func wrongAt(err error) (int64, string) {
	var wrong *record.VerifyError
	if !errors.As(err, &wrong) {
		return -1, outcome(err)
	}
	return wrong.Seq, wrong.What
}

func TestAHeadIsSignedOnce(t *testing.T) {
	w := signs(t, 3)
	first := w.signed("")
	equal(t, "size", first.Size, 4)
	w.clock = w.clock.Add(time.Hour)
	equal(t, "nothing new to sign", w.signed(first.Checkpoint), first)
	w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	second := w.signed(first.Checkpoint)
	equal(t, "size and time", []any{second.Size, second.At}, []any{5, w.clock})

	// A checkpoint has three lines, and a signature that others can verify, too.
	v := must(note.NewVerifier(w.s.signer.PublicKey()))(w)
	equal(t, "text", must(note.Open([]byte(second.Checkpoint), note.VerifierList(v)))(w).Text, v.Name()+"\n5\n"+second.Hash.String()+"\n")
	equal(t, "the key is named by latchkey", strings.HasPrefix(v.Name(), "latchkey/"), true)

	head, err := w.s.VerifyAgainst(t.Context(), record.Kept{Checkpoints: []string{first.Checkpoint, second.Checkpoint}, PublicKeys: []string{w.s.signer.PublicKey()}})
	w.must(err)
	equal(t, "verified", head, second.Head)
}

func TestNothingIsSignedWithoutTheKey(t *testing.T) {
	w := recorder(t, 1)
	equal(t, "with a key that the record does not have", outcome(second(w.s.SignHead(t.Context()))), "conflict")
	w.must(w.s.BeginKey(t.Context(), false))
	w.signed("")
	signer := w.s.signer
	w.s.signer = nil
	equal(t, "without a key", outcome(second(w.s.SignHead(t.Context()))), "conflict")

	w.s.signer = must(record.NewSigner(rand.Reader))(w)
	equal(t, "with another key", outcome(second(w.s.SignHead(t.Context()))), "conflict")
	equal(t, "another key is not begun by itself", outcome(w.s.BeginKey(t.Context(), false)), "conflict")
	lines := w.recorded(func() { w.must(w.s.BeginKey(t.Context(), true)) })
	equal(t, "record", lines, []string{"operator: key.begun: "})
	keys := must(w.s.RecordKeys(t.Context()))(w)
	equal(t, "keys", keys, record.Keys{{PublicKey: signer.PublicKey(), Since: start}, {PublicKey: w.s.signer.PublicKey(), Since: start}})
	lines = w.recorded(func() { w.must(w.s.BeginKey(t.Context(), false)) })
	equal(t, "begun already", lines, []string{})
	equal(t, "size", w.signed("").Size, 3)
	w.must(second(w.s.VerifyRecord(t.Context(), nil)))
	_, err := w.s.VerifyAgainst(t.Context(), record.Kept{PublicKeys: []string{w.s.signer.PublicKey()}})
	seq, what := wrongAt(err)
	equal(t, "only by the new key", []any{seq, what}, []any{1, "the head of 2 entries that was signed after it is invalid: it was signed with a different key"})
}

func TestARewrittenPastIsNotSigned(t *testing.T) {
	w := signs(t, 9)
	first := w.signed("")
	w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	last := w.signed("")
	w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	for _, c := range []struct {
		what           string
		size           int64
		others         int
		forgetHeads    bool
		seq, verifySeq int64
	}{
		{"cut off after what was signed", 12, 0, false, -1, -1},
		{"another entry where none was signed", 12, 3, false, -1, -1},
		{"cut off", 11, 0, false, 11, 11},
		{"the last signed entry is another", 11, 1, false, 0, 10},
		{"many are others", 10, 5, false, 0, 10},
		{"cut off, and the heads with it", 11, 0, true, 11, 11},
		{"others, and the heads are gone", 10, 5, true, 0, 0},
	} {
		f := w.forge()
		f.rewrite(c.size, c.others)
		elsewhere := ""
		if c.forgetHeads {
			f.do("DELETE FROM signed_heads")
			elsewhere = last.Checkpoint
		}
		w.holdAgainst(f.s, elsewhere)
		h, err := f.s.SignHead(t.Context())
		seq, _ := wrongAt(err)
		equal(t, c.what+": signing says", seq, c.seq)
		equal(t, c.what+": is signed", h.Checkpoint != "", c.seq < 0)
		kept := record.Kept{}
		if c.forgetHeads {
			kept.Checkpoints = []string{last.Checkpoint}
		}
		_, err = f.s.VerifyAgainst(t.Context(), kept)
		seq, _ = wrongAt(err)
		equal(t, c.what+": verifying says", seq, c.verifySeq)
		p := must(f.s.ReadRecord(t.Context(), w.as("Acme"), "acc_Acme", RecordFilter{}, RecordPlace{}))(w)
		equal(t, c.what+": the page says so", p.Broken != nil, c.seq >= 0)
		if p.Broken != nil {
			err = f.s.ExportRecord(t.Context(), w.as("Acme"), "acc_Acme", "", "", "", record.JSONLines, nil)
			equal(t, c.what+": exporting says", outcome(err), "conflict")
		}
	}
	_, err := w.s.VerifyAgainst(t.Context(), record.Kept{Checkpoints: []string{first.Checkpoint[:len(first.Checkpoint)-2] + "\n"}})
	equal(t, "a head that is not whole", err != nil, true)
}

// meanwhile observes a store and does something once, after a statement.
type meanwhile struct {
	statement string
	do        func()
}

func (m *meanwhile) Statement(name string, _ time.Duration) {
	if do := m.do; name == m.statement && do != nil {
		m.do = nil
		do()
	}
}

func (*meanwhile) Turn(time.Duration) {}

// If two sign at the same time, neither finds a problem, and neither forgets what the other signed.
func TestAHeadIsSignedWhileAnotherIs(t *testing.T) {
	w := signs(t, 3)
	w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	first := w.signed("")
	for _, statement := range []string{"ListRecordKeys", "GetLastSignedHead"} {
		var second record.SignedHead
		w.store.Observe(&meanwhile{statement, func() {
			w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
			second = w.signed("")
		}})
		equal(t, "signed after "+statement, w.signed(""), first)
		equal(t, "the other's", second.Size, first.Size+1)
		equal(t, "kept in memory", w.s.elsewhere.Load().Checkpoint, second.Checkpoint)
		first = second
	}
}

// The database protects signed heads like entries.
func TestTheDatabaseRefusesToChangeSignedHeads(t *testing.T) {
	w := signs(t, 1)
	w.signed("")
	for _, size := range []int64{1, 2} {
		err := w.store.Write(t.Context(), func(q *db.Queries) error {
			return q.InsertSignedHead(t.Context(), db.InsertSignedHeadParams{Size: size, Hash: make([]byte, 32), Checkpoint: "x"})
		})
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("a head of %d entries after one of 2: %v", size, err)
		}
	}
}
