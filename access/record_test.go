package access

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"latchkey/db"
	"latchkey/record"
)

// recorder is a world with some entries in the record, with a value in every column.
func recorder(t *testing.T, entries int) *world {
	t.Helper()
	w := newWorld(t)
	by := w.as("vera @ Vendor")
	for i := range entries {
		w.clock = start.Add(time.Duration(i) * time.Second)
		w.must(w.note(by, Entry{
			Action: SettingChanged, AccountID: "acc_Acme", ObjectID: "com_North", ObjectName: "North", RequestID: "req_1",
			Before: changes{"bank": fmt.Sprint(i)}, After: changes{"bank": fmt.Sprint(i + 1)},
		}))
	}
	return w
}

// note writes one entry without a change.
func (w *world) note(by Actor, e Entry) error {
	w.unsound = true
	return w.s.write(w.Context(), by, w.clock, func(t *tx) error { return t.record(w.Context(), e) })
}

// tampered verifies a copy of the database that someone with the file has changed, bypassing the
// triggers.
func (w *world) tampered(kept *record.Head, statements ...string) error {
	w.Helper()
	f := w.forge()
	for _, statement := range statements {
		f.do(statement)
	}
	return second(f.s.VerifyRecord(w.Context(), kept))
}

func TestRecordVerifies(t *testing.T) {
	w := newWorld(t)
	equal(t, "empty", must(w.s.VerifyRecord(t.Context(), nil))(w).Size, 0)
	by := w.as("Acme")
	for n := range 130 {
		before := must(w.s.VerifyRecord(t.Context(), nil))(w)
		w.must(w.note(by, Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
		equal(t, "size", must(w.s.VerifyRecord(t.Context(), &before))(w).Size, n+1)
	}
	for i, e := range w.entries(0) {
		equal(t, "seq", e.Seq, i)
	}
}

func TestVerifyNamesTheEntry(t *testing.T) {
	const size = 5
	w := recorder(t, size)
	kept := must(w.s.VerifyRecord(t.Context(), nil))(w)
	w.must(w.tampered(&kept))
	// Entries 0 to 4 store the hashes 0, 1-2, 3, 4-6 and 7.
	hash := func(n int64) string { return fmt.Sprintf("x'%x'", treeHash(w, n)) }
	forged := kept
	forged.Hash[0] ^= 1
	for _, c := range []struct {
		what       string
		kept       *record.Head
		statements []string
		seq        int64
	}{
		{"kind changed", nil, []string{"UPDATE audit_entries SET actor_kind = 'ACCOUNT' WHERE seq = 1"}, 1},
		{"time changed", nil, []string{"UPDATE audit_entries SET at = at + 1 WHERE seq = 4"}, 4},
		{"text moved to the next column", nil, []string{"UPDATE audit_entries SET before = after, after = before WHERE seq = 3"}, 3},
		{"number moved away", nil, []string{"UPDATE audit_entries SET seq = 9 WHERE seq = 2"}, 2},
		{"first removed", nil, []string{"DELETE FROM audit_entries WHERE seq = 0"}, 0},
		{"middle removed", nil, []string{"DELETE FROM audit_entries WHERE seq = 2"}, 2},
		{"last removed", nil, []string{"DELETE FROM audit_entries WHERE seq = 4"}, 4},
		{"removed and closed up", nil, []string{"DELETE FROM audit_entries WHERE seq = 2", "UPDATE audit_entries SET seq = seq - 1 WHERE seq > 2"}, 2},
		{"two swapped", nil, []string{
			"UPDATE audit_entries SET seq = 9 WHERE seq = 1", "UPDATE audit_entries SET seq = 1 WHERE seq = 3", "UPDATE audit_entries SET seq = 3 WHERE seq = 9",
		}, 1},
		{"added", nil, []string{"INSERT INTO audit_entries SELECT 5, at, actor_kind, actor_account_id, actor_user_id, actor_name, address, action, account_id, object_id, object_name, request_id, before, after, salt FROM audit_entries WHERE seq = 4"}, 5},
		{"all removed", nil, []string{"DELETE FROM audit_entries", "DELETE FROM audit_hashes"}, 0},
		{"all removed, head too", &kept, []string{"DELETE FROM audit_entries", "DELETE FROM audit_hashes", "DELETE FROM audit_head"}, 0},

		{"end cut off, head row kept", nil, []string{"DELETE FROM audit_entries WHERE seq >= 3", "DELETE FROM audit_hashes WHERE idx >= 4"}, 3},
		{"end cut off, head row rewritten", &kept, []string{
			"DELETE FROM audit_entries WHERE seq >= 3", "DELETE FROM audit_hashes WHERE idx >= 4",
			"UPDATE audit_head SET size = 3, hash = " + hash(3),
		}, 3},
		{"end cut off but for a hash", nil, []string{"DELETE FROM audit_entries WHERE seq >= 4"}, 4},

		{"hash changed", nil, []string{"UPDATE audit_hashes SET hash = zeroblob(32) WHERE idx = 3"}, 2},
		{"subtree's hash changed", nil, []string{"UPDATE audit_hashes SET hash = zeroblob(32) WHERE idx = 6"}, 3},
		{"hash removed", nil, []string{"DELETE FROM audit_hashes WHERE idx = 1"}, 1},
		{"last hash removed", nil, []string{"DELETE FROM audit_hashes WHERE idx = 7"}, 4},
		{"hash added", nil, []string{"INSERT INTO audit_hashes VALUES (8, zeroblob(32))"}, 5},
		{"head's hash changed", nil, []string{"UPDATE audit_head SET hash = zeroblob(32)"}, 4},
		{"head's size changed", nil, []string{"UPDATE audit_head SET size = 4"}, 4},
		{"head of another record", &forged, nil, 0},
	} {
		seq, what := wrongAt(w.tampered(c.kept, c.statements...))
		equal(t, c.what+": "+what, seq, c.seq)
	}
}

// Without a kept head, nobody could notice that someone cut off the end and rewrote the head.
func TestOnlyAKeptHeadShowsARewrittenHead(t *testing.T) {
	w := recorder(t, 5)
	w.must(w.tampered(nil, "DELETE FROM audit_entries WHERE seq >= 3", "DELETE FROM audit_hashes WHERE idx >= 4",
		fmt.Sprintf("UPDATE audit_head SET size = 3, hash = x'%x'", treeHash(w, 3))))
}

// treeHash is the hash of the record's first n entries.
func treeHash(w *world, n int64) []byte {
	w.Helper()
	h := must(tlog.TreeHash(n, tlog.HashReaderFunc(func(indexes []int64) (hashes []tlog.Hash, err error) {
		found, err := storedLog{w.Context(), w.store.Read}.HashesAt(indexes)
		for _, index := range indexes {
			hashes = append(hashes, found[index])
		}
		return hashes, err
	})))(w)
	return h[:]
}

// Different bytes must have different canonical bytes, even if they are not UTF-8.
func TestVerifyFindsAChangedByteThatIsNotUTF8(t *testing.T) {
	w := newWorld(t)
	w.must(w.note(w.as("Acme"), Entry{Action: UserCreated, AccountID: "acc_Acme", ObjectName: "caf\xe9 \ufffd"}))
	for _, other := range []string{"caf\xe8 \ufffd", "caf\xe9 \xff", "caf\ufffd \ufffd"} {
		err := w.tampered(nil, fmt.Sprintf("UPDATE audit_entries SET object_name = CAST(x'%x' AS TEXT)", other))
		var wrong *record.VerifyError
		equal(t, fmt.Sprintf("%q is found", other), errors.As(err, &wrong), true)
	}
}

func TestTheDatabaseRefusesToChangeTheRecord(t *testing.T) {
	w := recorder(t, 3)
	statements := []string{
		"UPDATE audit_entries SET actor_name = 'nobody' WHERE seq = 1",
		"UPDATE audit_entries SET actor_name = actor_name",
		"DELETE FROM audit_entries",
		"REPLACE INTO audit_entries SELECT seq, at, actor_kind, actor_account_id, actor_user_id, 'nobody', address, action, account_id, object_id, object_name, request_id, before, after, salt FROM audit_entries",
		"UPDATE audit_hashes SET hash = zeroblob(32)",
		"DELETE FROM audit_hashes WHERE idx = 0",
		"REPLACE INTO audit_hashes VALUES (0, zeroblob(32))",
		"UPDATE audit_head SET hash = zeroblob(32)",
		"UPDATE audit_head SET size = 2",
		"DELETE FROM audit_head",
		"REPLACE INTO audit_head VALUES (1, 2, zeroblob(32))",
	}
	for i, err := range w.raw(statements...) {
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: got %v, want it refused", statements[i], err)
		}
	}
}

func TestNoChangeWithoutAnEntryAndNoEntryWithoutAChange(t *testing.T) {
	w := newWorld(t)
	insert := func(ctx context.Context, t *tx) error {
		return t.InsertCompanySetting(ctx, db.InsertCompanySettingParams{CompanyID: "com_North", Key: "new", Value: "x"})
	}
	failure := errors.New("failed after the entry")
	for _, c := range []struct {
		what string
		fn   func(*tx) error
		want error
	}{
		{"a change without an entry", func(t *tx) error { return insert(w.Context(), t) }, errNoEntry},
		{"an entry of a change that fails", func(t *tx) error {
			return errors.Join(insert(w.Context(), t), t.record(w.Context(), Entry{Action: SettingChanged}), failure)
		}, failure},
	} {
		var err error
		lines := w.recorded(func() { err = w.s.write(t.Context(), w.as("Acme"), w.clock, c.fn) })
		equal(t, c.what+" is refused", errors.Is(err, c.want), true)
		equal(t, c.what+": entries", lines, []string{})
		equal(t, c.what+": settings", w.read(w.as("Acme"), "Acme", "North"), "1 settings")
	}
	equal(t, "size", must(w.s.VerifyRecord(t.Context(), nil))(w).Size, 0)
}

// A page that cannot be recorded is not shown.
func TestNoReadUnderAGrantWithoutAnEntry(t *testing.T) {
	w := newWorld(t)
	w.granted(from, to)
	w.clock = from
	by := w.as("vera @ Vendor")
	w.unsound = true
	w.write(func(q *db.Queries) error {
		return q.InsertRecordEntry(t.Context(), db.InsertRecordEntryParams{Seq: int64(len(w.entries(0))), ActorKind: "NOBODY"})
	})
	_, err := w.s.Company(t.Context(), by, "acc_Acme", "com_North")
	if err == nil {
		t.Error("shown, though it was not recorded")
	}
}

func TestAnAccountReadsItsOwnEntries(t *testing.T) {
	w := newWorld(t)
	r := w.granted(from, to)
	w.clock = from
	w.read(w.as("vera @ Vendor"), "Acme", "North")
	w.edit(w.as("Borealis"), "Borealis", "Bay")
	for _, c := range []struct {
		login, account, err string
		want                []string
	}{
		{"Acme", "Acme", "done", []string{"vera @ Vendor: company.read", "Acme: request.granted", "vera @ Vendor: request.asked"}},
		{"sue @ Acme", "Acme", "done", []string{"vera @ Vendor: company.read", "Acme: request.granted", "vera @ Vendor: request.asked"}},
		{"Vendor", "Vendor", "done", []string{"vera @ Vendor: company.read", "vera @ Vendor: request.asked"}},
		{"Borealis", "Borealis", "done", []string{"Borealis: setting.changed"}},
		{"Root", "Borealis", "done", []string{"Borealis: setting.changed"}},
		{"Kite", "Kite", "done", nil},
		{"Root", "Nobody", "not found", nil},
		{"Borealis", "Nobody", "not found", nil},
		{"paul @ Acme", "Acme", "forbidden", nil},
		{"ext @ Acme", "Acme", "forbidden", nil},
		{"vera @ Vendor", "Acme", "forbidden", nil},
		{"Borealis", "Acme", "not found", nil},
		{"sue @ Acme", "Vendor", "not found", nil},
	} {
		p, err := w.s.ReadRecord(t.Context(), w.as(c.login), accountID(c.account), RecordFilter{}, RecordPlace{})
		got := each(p.Records, func(r Record) string { return r.Actor + ": " + string(r.Action) })
		// The refusals above are in Acme's record, too, but after what Acme itself read here.
		equal(t, c.login+" reads of "+c.account+": entries, next", []any{outcome(err), got, p.Next}, []any{c.err, c.want, ""})
	}
	p := must(w.s.ReadRecord(t.Context(), w.as("Acme"), "acc_Acme", RecordFilter{}, RecordPlace{db.Millis(from), 3}))(w)
	last := p.Records[0]
	equal(t, "entry", []any{last.Seq, last.At, last.ActorKind, last.Address, last.ObjectName, last.RequestID},
		[]any{2, from, KindUser, "192.0.2.1", "North", r.ID})
}

func TestTheRecordIsReadInPages(t *testing.T) {
	w := newWorld(t)
	acme, borealis := w.as("Acme"), w.as("Borealis")
	var want []int64
	for i := range int64(2*pageSize + 3) {
		w.must(w.note(acme, Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
		w.must(w.note(borealis, Entry{Action: SettingChanged, AccountID: "acc_Borealis"}))
		want = append([]int64{2 * i}, want...)
	}
	var got []int64
	var sizes []int
	for before := (RecordPlace{}); ; {
		p, err := w.s.ReadRecord(t.Context(), acme, "acc_Acme", RecordFilter{}, before)
		w.must(err)
		sizes = append(sizes, len(p.Records))
		got = append(got, each(p.Records, func(r Record) int64 { return r.Seq })...)
		if before, err = ParseRecordPlace(p.Next.String()); err != nil {
			break
		}
	}
	equal(t, "pages", sizes, []int{50, 50, 3})
	equal(t, "entries", got, want)
}

func TestPagesEndWhereTheRecordDoes(t *testing.T) {
	w := newWorld(t)
	by := w.as("Acme")
	for range pageSize {
		w.must(w.note(by, Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	}
	p := must(w.s.ReadRecord(t.Context(), by, "acc_Acme", RecordFilter{}, RecordPlace{}))(w)
	equal(t, "one page", []any{len(p.Records), p.Next}, []any{pageSize, ""})
}
