package access

import (
	"crypto/rand"
	"strings"
	"testing"

	"latchkey/record"
)

// forked is a record that was restored by hand, with the signed heads of what is lost. One of them
// is by a key that the record does not know.
func forked(t *testing.T) (w *world, f *forger, common, lost record.SignedHead) {
	w = signs(t, 5)
	common = w.signed("")
	f = w.forge()
	w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	lost = w.signed("")
	return w, f, common, lost
}

// Until the operator accepts a fork, nothing is signed or exported, and the page says so.
func TestAForkIsNotSigned(t *testing.T) {
	w, f, _, lost := forked(t)
	f.must(f.s.SetKeptHeads(t.Context(), []string{lost.Checkpoint}))
	acme := w.as("Acme")
	page := func() RecordPage {
		return must(f.s.ReadRecord(t.Context(), acme, "acc_Acme", RecordFilter{}, RecordPlace{}))(f)
	}
	equal(t, "the page", page().Broken, Reason(RecordCutOff{Has: 6, Signed: 7}))
	equal(t, "an export", outcome(f.s.ExportRecord(t.Context(), acme, "acc_Acme", "", "", "", record.JSONLines, nil)), "conflict")
	equal(t, "an evidence pack", outcome(second(f.s.Evidence(t.Context(), acme, "acc_Acme", "", ""))), "conflict")
	f.s.RefuseKeptHeads("heads: no heads")
	equal(t, "the page, of heads that cannot be read", page().Broken, Reason(NoHeadElsewhere{}))
	equal(t, "an export", outcome(f.s.ExportRecord(t.Context(), acme, "acc_Acme", "", "", "", record.JSONLines, nil)), "conflict")
}

// The operator accepts exactly the heads that were named, with a new key; everyone can read it.
func TestAForkIsAccepted(t *testing.T) {
	w, f, common, lost := forked(t)
	next, err := record.NewSigner(rand.Reader)
	f.must(err)
	f.s.signer = next
	kept := record.Kept{Checkpoints: []string{common.Checkpoint, lost.Checkpoint}}
	var got []record.Head
	lines := f.recorded(func() { got, err = f.s.AcceptFork(t.Context(), kept) })
	f.must(err)
	equal(t, "lost", got, []record.Head{lost.Head})
	equal(t, "record", lines, []string{"operator: fork.accepted: ", "operator: key.begun: "})
	f.must(f.s.SetKeptHeads(t.Context(), kept.Checkpoints))
	signed := must(f.s.SignHead(t.Context()))(f)
	equal(t, "signed by the new key", strings.HasPrefix(signed.Checkpoint, next.Name()), true)
	f.must(second(f.s.VerifyAgainst(t.Context(), kept)))
	acme := w.as("Acme")
	p := must(f.s.ReadRecord(t.Context(), acme, "acc_Acme", RecordFilter{}, RecordPlace{}))(f)
	equal(t, "the page", []any{p.Broken, len(p.Forks), p.Forks[0].Entries, p.Forks[0].Lost}, []any{nil, 1, common.Size, got})
	equal(t, "accepted", must(f.s.CountAccepted(t.Context(), kept.Checkpoints))(f), 1)
	err = f.s.ExportRecord(t.Context(), acme, "acc_Acme", "", "", lost.String(), record.JSONLines, nil)
	equal(t, "who kept the head is told", err, conflict(ForkExtended{Kept: lost.Size, Entries: common.Size, At: p.Forks[0].At}))

	// Any other head of what is lost is not accepted.
	w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	later := w.signed("")
	f.must(f.s.SetKeptHeads(t.Context(), []string{later.Checkpoint}))
	_, err = f.s.SignHead(t.Context())
	equal(t, "with a later one", outcome(err), "failed: entry 0: the first 8 entries are not those of the head that was signed")
	equal(t, "once more", outcome(second(f.s.AcceptFork(t.Context(), kept))), "conflict")
}
