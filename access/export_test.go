package access

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"latchkey/db"
	"latchkey/record"
)

// export is an account's record as a file, for a login.
func (w *world) export(login, account string, form record.Form) string {
	w.Helper()
	var b bytes.Buffer
	w.must(w.s.ExportRecord(w.Context(), w.as(login), accountID(account), "", "", "", form, func() io.Writer { return &b }))
	return b.String()
}

func (w *world) verify(file string) (record.Export, error) {
	return record.VerifyExport(strings.NewReader(file), []string{w.s.signer.PublicKey()}, nil)
}

var forms = []record.Form{record.JSONLines, record.CSV}

// Readers who may not see settings get the hashes of those entries, which can be verified but
// reveal nothing.
func TestExportHidesSettings(t *testing.T) {
	w := signs(t, 0)
	w.edit(w.as("Acme"), "Acme", "North")
	w.must(w.note(w.as("Acme"), Entry{Action: UserCreated, AccountID: "acc_Acme"}))
	row := w.entries(1)[0]
	for _, form := range forms {
		for login, sees := range map[string]bool{"Acme": true, "sue @ Acme": true, "Root": false} {
			file := w.export(login, "Acme", form)
			x := must(w.verify(file))(w)
			equal(t, login+": entries, hidden", []int{x.Entries, x.Hidden}, map[bool][]int{true: {2, 0}, false: {2, 1}}[sees])
			shown := detailsOf(SettingChanged, row.After)["bank"]
			equal(t, login+" reads the value", shown != "" && strings.Contains(file, shown), sees)
			equal(t, login+" reads the salt, by which the value could be guessed", strings.Contains(file, row.Salt), sees)
		}
	}
}

// An entry that no text can represent is exported by its hash.
func TestExportOfWhatIsNoText(t *testing.T) {
	w := signs(t, 0)
	by := w.as("Acme")
	w.must(w.note(by, Entry{Action: UserCreated, AccountID: "acc_Acme", ObjectName: "caf\xe9"}))
	w.must(w.note(by, Entry{Action: UserCreated, AccountID: "acc_Acme", ObjectName: "caf\ufffd"}))
	for _, form := range forms {
		x := must(w.verify(w.export("Acme", "Acme", form)))(w)
		equal(t, string(form), []int{x.Entries, x.Hidden}, []int{2, 1})
	}
}

// For every reader, an export has what ReadRecord shows.
func TestExportIsWhatIsRead(t *testing.T) {
	w := signs(t, 0)
	w.granted(from, to)
	w.clock = from
	w.read(w.as("vera @ Vendor"), "Acme", "North")
	w.edit(w.as("Borealis"), "Borealis", "Bay")
	for _, login := range []string{"Acme", "sue @ Acme", "paul @ Acme", "Vendor", "vera @ Vendor", "Borealis", "Kite", "Root", "ext @ Acme"} {
		for _, account := range []string{"Acme", "Vendor", "Borealis", "Nobody"} {
			p, readErr := w.s.ReadRecord(t.Context(), w.as(login), accountID(account), RecordFilter{}, RecordPlace{})
			var b bytes.Buffer
			err := w.s.ExportRecord(t.Context(), w.as(login), accountID(account), "", "", "", record.JSONLines, func() io.Writer { return &b })
			what := login + " exports of " + account
			equal(t, what, outcome(err), outcome(readErr))
			if err != nil {
				equal(t, what+": bytes", b.Len(), 0)
				continue
			}
			equal(t, what+": entries", must(w.verify(b.String()))(w).Entries, len(p.Records))
			for _, r := range p.Records {
				if !strings.Contains(b.String(), fmt.Sprintf(`{"entry":%d,`, r.Seq)) {
					t.Errorf("%s: entry %d is not in it", what, r.Seq)
				}
			}
		}
	}
}

func TestExportInBatches(t *testing.T) {
	w := signs(t, 0)
	by, other := w.as("Acme"), w.as("Borealis")
	w.unsound = true
	w.write(func(q *db.Queries) error {
		x := &tx{svc: w.s, Queries: q, now: w.clock}
		for i := range 2*exportBatch + 7 {
			x.by, x.now = by, start.Add(time.Duration(i/10)*time.Second)
			w.must(x.record(t.Context(), Entry{Action: UserCreated, AccountID: "acc_Acme"}))
			x.by = other
			w.must(x.record(t.Context(), Entry{Action: UserCreated, AccountID: "acc_Borealis"}))
		}
		return nil
	})
	for _, form := range forms {
		x := must(w.verify(w.export("Acme", "Acme", form)))(w)
		equal(t, string(form), []any{x.Entries, x.Head.Size}, []any{2*exportBatch + 7, 4*exportBatch + 15})
	}
	equal(t, "of nothing", must(w.verify(w.export("Kite", "Kite", record.JSONLines)))(w).Entries, 0)
}

// Days are in the reader's time zone, and both are included.
func TestExportPeriod(t *testing.T) {
	w := signs(t, 0)
	by := w.as("Acme")
	by.session = nil                                    // its session would be over
	zone, err := time.LoadLocation("America/Sao_Paulo") // UTC-3
	w.must(err)
	for _, instant := range []string{"2026-03-10T02:59:59.999Z", "2026-03-10T03:00:00Z", "2026-03-12T02:59:59.999Z", "2026-03-12T03:00:00Z"} {
		w.clock = at(instant)
		w.must(w.note(by, Entry{Action: UserCreated, AccountID: "acc_Acme"}))
	}
	by.Zone = zone
	for _, c := range []struct {
		from, to, want string
		entries        int
	}{
		{"2026-03-10", "2026-03-11", "done", 2}, {"2026-03-10", "", "done", 3}, {"", "2026-03-11", "done", 3}, {"", "", "done", 4},
		{"2026-03-10", "2026-03-10", "done", 1}, {"2026-03-12", "2026-03-12", "done", 1}, {"2027-01-01", "2027-01-01", "done", 0},
		{"2026-03-11", "2026-03-10", "invalid to", 0}, {"10.3.2026", "2026-13-01", "invalid from to", 0},
	} {
		var b bytes.Buffer
		err := w.s.ExportRecord(t.Context(), by, "acc_Acme", c.from, c.to, "", record.JSONLines, func() io.Writer { return &b })
		what := c.from + " to " + c.to
		equal(t, what, outcome(err), c.want)
		_, err = w.s.ReadRecord(t.Context(), by, "acc_Acme", RecordFilter{From: c.from, To: c.to}, RecordPlace{})
		equal(t, what+": page", outcome(err), c.want)
		if c.want == "done" {
			equal(t, what+": entries", must(w.verify(b.String()))(w).Entries, c.entries)
		}
	}
	// Clocks go forward at midnight, so this day begins at one.
	cairo := must(time.LoadLocation("Africa/Cairo"))(w)
	equal(t, "a day without midnight", Date("2026-04-24").start(cairo).UTC(), at("2026-04-23T22:00:00Z"))
}

func TestReceipt(t *testing.T) {
	w := signs(t, 0)
	r := w.granted(from, to)
	w.clock = from
	w.read(w.as("vera @ Vendor"), "Acme", "North")
	w.must(second(w.s.Revoke(t.Context(), w.as("Acme"), r.ID, "enough")))
	for _, c := range []struct {
		login, want string
		hidden      int
	}{
		{"Acme", "done", 0}, {"sue @ Acme", "done", 0}, {"Root", "done", 0}, {"vera @ Vendor", "done", 3}, {"Vendor", "done", 2},
		{"Borealis", "not found", 0}, {"paul @ Acme", "not found", 0}, {"Kite", "not found", 0},
	} {
		var b bytes.Buffer
		err := w.s.Receipt(t.Context(), w.as(c.login), r.ID, func() io.Writer { return &b })
		equal(t, c.login, outcome(err), c.want)
		if err != nil {
			continue
		}
		x := must(w.verify(b.String()))(w)
		equal(t, c.login+": of what", []any{x.Account, x.RequestID, x.Entries, x.Hidden}, []any{"Acme", r.ID, 3, c.hidden})
		for _, text := range []string{string(RequestAsked), string(RequestGranted), string(GrantRevoked), "enough"} {
			equal(t, c.login+" reads "+text, strings.Contains(b.String(), text), true)
		}
		equal(t, c.login+" reads addresses", strings.Count(b.String(), "192.0.2.1"), 3-c.hidden)
	}
}
