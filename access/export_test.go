package access

import (
	"bytes"
	"crypto/rand"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"latchkey/db"
)

// export is an account's record as a file, for a login.
func (w *world) export(login, account, from, to string, form ExportForm) string {
	w.Helper()
	var b bytes.Buffer
	w.must(w.s.ExportRecord(w.Context(), w.as(login), accountID(account), from, to, "", form, func() io.Writer { return &b }))
	return b.String()
}

func (w *world) verify(file string) (Export, error) {
	return VerifyExport(strings.NewReader(file), []string{w.s.signer.PublicKey()})
}

// nasty is a record with texts that spreadsheets and programs stumble over.
func nasty(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.must(w.s.BeginKey(t.Context(), false))
	for i, text := range []string{
		"=1+1", "+49", "-2", "@x", "'quoted", "''=twice", "\ttab", "a\r\nb\rc\nd", `back\slash\n`, `"q",`, "\u2028 <&> é 日本 ＝", "nul \x00", " space ", "{}", `\.`, "",
	} {
		w.clock = start.Add(time.Duration(i) * time.Second)
		w.must(w.note(w.as("sue @ Acme"), Entry{
			Action: UserCreated, AccountID: "acc_Acme", ObjectID: text, ObjectName: text, Before: changes{"name": text}, After: changes{text: text + text},
		}))
	}
	return w
}

var forms = []ExportForm{JSONLines, CSV}

func TestExportVerifies(t *testing.T) {
	w := nasty(t)
	for _, form := range forms {
		file := w.export("Acme", "Acme", "2026-03-02", "2026-03-02", form)
		x, err := w.verify(file)
		w.must(err)
		equal(t, string(form), x, Export{
			Account: "Acme", From: "2026-03-02", To: "2026-03-02", Zone: "UTC", Head: w.signed("").Head, Key: w.s.signer.Name(), Entries: 16,
		})
		equal(t, string(form)+": lines", strings.Count(file, "\n"), map[ExportForm]int{JSONLines: 18, CSV: 19}[form])
		other, err := NewSigner(rand.Reader)
		w.must(err)
		_, err = VerifyExport(strings.NewReader(file), []string{other.PublicKey()})
		equal(t, string(form)+" by another key", err, map[ExportForm]string{
			JSONLines: "line 1: the signed head is not right: it was signed with another key",
			CSV:       "line 2: the signed head is not right: it was signed with another key",
		}[form])
		_, err = VerifyExport(strings.NewReader(file), []string{other.PublicKey(), w.s.signer.PublicKey()})
		w.must(err)
		_, err = VerifyExport(strings.NewReader(file), []string{"no key"})
		equal(t, "no key", err, `"no key" is not a public key as the Record tab shows it`)
	}
}

// What is exported is what was recorded, to the byte, and what others' programs read.
func TestExportIsReadByOthers(t *testing.T) {
	w := nasty(t)
	rows := w.entries(1)
	lines := strings.Split(w.export("Acme", "Acme", "", "", JSONLines), "\n")
	records, err := csv.NewReader(strings.NewReader(w.export("Acme", "Acme", "", "", CSV))).ReadAll()
	w.must(err)
	for i, row := range rows {
		var e struct {
			Entry         int64
			At            time.Time
			Actor, Object string
			Before, After map[string]string
		}
		w.must(json.Unmarshal([]byte(lines[i+1]), &e))
		equal(t, "JSON", []any{e.Entry, e.At, e.Actor, e.Object, e.Before, e.After},
			[]any{row.Seq, db.Time(row.At), row.ActorName, row.ObjectName, parseChanges(row.Before), parseChanges(row.After)})
		cells := records[i+2]
		equal(t, "CSV", []any{cells[0], cells[1], uncell(cells[11]), uncell(cells[13])}, []any{"entry", row.Seq, row.ObjectName, row.Before})
		for _, c := range cells {
			if c != "" && strings.ContainsAny(c[:1], "=+-@\t\r\n") || strings.ContainsAny(c, "\r\n") {
				t.Errorf("a spreadsheet stumbles over the cell %q", c)
			}
		}
	}
}

// TestEveryByteOfAnExport changes each byte of an export, and wants it to show.
func TestEveryByteOfAnExport(t *testing.T) {
	w := recorder(t, 3)
	w.must(w.s.BeginKey(t.Context(), false))
	kept := fmt.Sprintf("3:%s", hashOf(treeHash(w, 3)))
	for _, form := range forms {
		var b bytes.Buffer
		w.must(w.s.ExportRecord(t.Context(), w.as("Root"), "acc_Acme", "2026-03-01", "", kept, form, func() io.Writer { return &b }))
		file := b.String()
		for i := range file {
			changed := []byte(file)
			changed[i] ^= []byte{1, 2, 4, 8, 16, 32, 64}[i%7]
			var wrong *ExportError
			if _, err := w.verify(string(changed)); !errors.As(err, &wrong) {
				t.Fatalf("%s: byte %d from %q to %q: %v", form, i, file[i], changed[i], err)
			}
		}
		rapid.Check(t, func(t *rapid.T) {
			i := rapid.IntRange(0, len(file)-1).Draw(t, "place")
			other := rapid.Byte().Filter(func(b byte) bool { return b != file[i] }).Draw(t, "byte")
			for what, changed := range map[string]string{
				"changed": file[:i] + string([]byte{other}) + file[i+1:], "added": file[:i] + string([]byte{other}) + file[i:], "removed": file[:i] + file[i+1:], "cut off": file[:i],
			} {
				var wrong *ExportError
				if _, err := w.verify(changed); !errors.As(err, &wrong) {
					t.Fatalf("%s: byte %d %s: %v", form, i, what, err)
				}
			}
		})
	}
}

func TestVerifyingAnExportNamesTheLine(t *testing.T) {
	w := recorder(t, 4)
	w.must(w.s.BeginKey(t.Context(), false))
	const proof, written, seal = "changed: its proof does not lead from it to the signed head", "it is not written as it was",
		"the seal is not that of the lines above: a line was added or removed, or the first line or what is shown of an entry with something hidden was changed"
	for _, form := range forms {
		lines := strings.SplitAfter(w.export("Acme", "Acme", "", "", form), "\n")
		lines = lines[:len(lines)-1]
		head := len(lines) - 6 // where the head stands
		replace := func(line int, old, by string) []string {
			changed := slices.Clone(lines)
			if !strings.Contains(changed[line], old) {
				t.Fatalf("%s has no %s", changed[line], old)
			}
			changed[line] = strings.Replace(changed[line], old, by, 1)
			return changed
		}
		other := strings.SplitAfter(w.export("Acme", "Acme", "2026-03-02", "", form), "\n")
		for _, c := range []struct {
			what  string
			lines []string
			line  int
			want  string
		}{
			{"text", replace(head+2, "192.0.2.1", "192.0.2.2"), head + 2, "entry 1: " + proof},
			{"time", replace(head+2, ":01.000Z", ":02.000Z"), head + 2, "entry 1: " + proof},
			{"number", replace(head+2, "1", "2"), head + 2, "entry 2: " + proof},
			{"head's text", replace(head, "Acme", "Acmes"), head + 5, seal},
			{"entry removed", slices.Delete(slices.Clone(lines), head+2, head+3), head + 4, seal},
			{"entry twice", slices.Insert(slices.Clone(lines), head+2, lines[head+2]), head + 6, seal},
			{"two swapped", slices.Concat(lines[:head+2], []string{lines[head+3], lines[head+2]}, lines[head+4:]), head + 5, seal},
			{"end cut off", lines[:head+4], head + 4, "the file ends without its seal: something is missing"},
			{"the seal of another", slices.Concat(lines[:head+5], other[len(other)-2:]), head + 5, seal},
			{"more after the seal", append(slices.Clone(lines), lines[head+2]), head + 6, "there is more after the seal"},
			{"no head", slices.Delete(slices.Clone(lines), head, head+1), head, "the first line, and no other, must be the head"},
			{"two heads", slices.Insert(slices.Clone(lines), head+1, lines[head]), head + 1, "the first line, and no other, must be the head"},
			{"a line of something else", slices.Insert(slices.Clone(lines), head+1, "no\n"), head + 1, "it cannot be read"},
			{"an empty line", slices.Insert(slices.Clone(lines), head+1, "\n"), head + 1, "it cannot be read"},
			{"another line end", replace(head+2, "\n", "\r\n"), head + 2, "entry 1: " + written},
		} {
			_, err := w.verify(strings.Join(c.lines, ""))
			want := fmt.Sprintf("line %d: %s", c.line+1, c.want)
			if strings.HasPrefix(c.want, "entry") {
				want = fmt.Sprintf("line %d, %s", c.line+1, c.want)
			}
			equal(t, string(form)+" "+c.what, err, want)
		}
		for _, file := range []string{"", "\n", "not an export\n", "{}\n"} {
			_, err := w.verify(file)
			var wrong *ExportError
			equal(t, fmt.Sprintf("%q is found wrong", file), errors.As(err, &wrong), true)
		}
	}
}

// Whoever may not read settings gets their entries by their hash: they verify, and do not tell.
func TestExportHidesSettings(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.BeginKey(t.Context(), false))
	w.edit(w.as("Acme"), "Acme", "North")
	w.must(w.note(w.as("Acme"), Entry{Action: UserCreated, AccountID: "acc_Acme"}))
	row := w.entries(1)[0]
	for _, form := range forms {
		for login, sees := range map[string]bool{"Acme": true, "sue @ Acme": true, "Root": false} {
			file := w.export(login, "Acme", "", "", form)
			x, err := w.verify(file)
			w.must(err)
			equal(t, login+": entries, hidden", []int{x.Entries, x.Hidden}, map[bool][]int{true: {2, 0}, false: {2, 1}}[sees])
			shown := parseChanges(row.After)["bank"]
			equal(t, login+" reads the value", shown != "" && strings.Contains(file, shown), sees)
			equal(t, login+" reads the salt, by which the value could be guessed", strings.Contains(file, row.Salt), sees)
		}
	}
}

// What no text can carry goes by its hash.
func TestExportOfWhatIsNoText(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.BeginKey(t.Context(), false))
	by := w.as("Acme")
	w.must(w.note(by, Entry{Action: UserCreated, AccountID: "acc_Acme", ObjectName: "caf\xe9"}))
	w.must(w.note(by, Entry{Action: UserCreated, AccountID: "acc_Acme", ObjectName: "caf\ufffd"}))
	for _, form := range forms {
		x, err := w.verify(w.export("Acme", "Acme", "", "", form))
		w.must(err)
		equal(t, string(form), []int{x.Entries, x.Hidden}, []int{2, 1})
	}
}

// An export is what ReadRecord shows, for everybody.
func TestExportIsWhatIsRead(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.BeginKey(t.Context(), false))
	w.granted(from, to)
	w.clock = from
	w.read(w.as("vera @ Vendor"), "Acme", "North")
	w.edit(w.as("Borealis"), "Borealis", "Bay")
	for _, login := range []string{"Acme", "sue @ Acme", "paul @ Acme", "Vendor", "vera @ Vendor", "Borealis", "Kite", "Root", "ext @ Acme"} {
		for _, account := range []string{"Acme", "Vendor", "Borealis", "Nobody"} {
			p, readErr := w.s.ReadRecord(t.Context(), w.as(login), accountID(account), RecordFilter{}, RecordPlace{})
			var b bytes.Buffer
			err := w.s.ExportRecord(t.Context(), w.as(login), accountID(account), "", "", "", JSONLines, func() io.Writer { return &b })
			what := login + " exports of " + account
			equal(t, what, outcome(err), outcome(readErr))
			if err != nil {
				equal(t, what+": bytes", b.Len(), 0)
				continue
			}
			x, err := w.verify(b.String())
			w.must(err)
			equal(t, what+": entries", x.Entries, len(p.Records))
			for _, r := range p.Records {
				if !strings.Contains(b.String(), fmt.Sprintf(`{"entry":%d,`, r.Seq)) {
					t.Errorf("%s: entry %d is not in it", what, r.Seq)
				}
			}
		}
	}
}

func TestExportInBatches(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.BeginKey(t.Context(), false))
	by, other := w.as("Acme"), w.as("Borealis")
	w.unsound = true
	w.write(func(q *db.Queries) error {
		x := &tx{Queries: q, now: w.clock}
		for i := range 2*exportBatch + 7 {
			x.by, x.now = by, start.Add(time.Duration(i/10)*time.Second)
			w.must(x.record(t.Context(), Entry{Action: UserCreated, AccountID: "acc_Acme"}))
			x.by = other
			w.must(x.record(t.Context(), Entry{Action: UserCreated, AccountID: "acc_Borealis"}))
		}
		return nil
	})
	for _, form := range forms {
		x, err := w.verify(w.export("Acme", "Acme", "", "", form))
		w.must(err)
		equal(t, string(form), []any{x.Entries, x.Head.Size}, []any{2*exportBatch + 7, 4*exportBatch + 15})
	}
	x, err := w.verify(w.export("Kite", "Kite", "", "", JSONLines))
	w.must(err)
	equal(t, "of nothing", x.Entries, 0)
}

// Days are those of the reader's zone; both belong to the period.
func TestExportPeriod(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.BeginKey(t.Context(), false))
	by := w.as("Acme")
	by.session = nil                                    // it would be over
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
		err := w.s.ExportRecord(t.Context(), by, "acc_Acme", c.from, c.to, "", JSONLines, func() io.Writer { return &b })
		what := c.from + " to " + c.to
		equal(t, what, outcome(err), c.want)
		_, err = w.s.ReadRecord(t.Context(), by, "acc_Acme", RecordFilter{From: c.from, To: c.to}, RecordPlace{})
		equal(t, what+": page", outcome(err), c.want)
		if c.want == "done" {
			x, err := w.verify(b.String())
			w.must(err)
			equal(t, what+": entries", x.Entries, c.entries)
		}
	}
	// Clocks go forward over midnight: this day begins at one.
	cairo, err := time.LoadLocation("Africa/Cairo")
	w.must(err)
	equal(t, "a day without midnight", Date("2026-04-24").start(cairo).UTC(), at("2026-04-23T22:00:00Z"))
}

func TestReceipt(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.BeginKey(t.Context(), false))
	r := w.granted(from, to)
	w.clock = from
	w.read(w.as("vera @ Vendor"), "Acme", "North")
	_, err := w.s.Revoke(t.Context(), w.as("Acme"), r.ID, "enough")
	w.must(err)
	for _, c := range []struct {
		login, want string
		hidden      int
	}{
		{"Acme", "done", 0}, {"sue @ Acme", "done", 0}, {"Root", "done", 0}, {"vera @ Vendor", "done", 2}, {"Vendor", "done", 2},
		{"Borealis", "not found", 0}, {"paul @ Acme", "not found", 0}, {"Kite", "not found", 0},
	} {
		var b bytes.Buffer
		err := w.s.Receipt(t.Context(), w.as(c.login), r.ID, func() io.Writer { return &b })
		equal(t, c.login, outcome(err), c.want)
		if err != nil {
			continue
		}
		x, err := w.verify(b.String())
		w.must(err)
		equal(t, c.login+": of what", []any{x.Account, x.Request, x.Entries, x.Hidden}, []any{"Acme", r.ID, 2, c.hidden})
		for _, text := range []string{string(RequestGranted), string(GrantRevoked), "enough"} {
			equal(t, c.login+" reads "+text, strings.Contains(b.String(), text), true)
		}
		equal(t, c.login+" reads the address", strings.Contains(b.String(), "192.0.2.1"), c.hidden == 0)
	}
}

// A line is read as it was written, whatever is in it.
func TestExportLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String()
		row := db.AuditEntry{
			Seq: rapid.Int64Min(0).Draw(t, "seq"), At: rapid.Int64Range(0, 1e14).Draw(t, "at"), ActorName: text.Draw(t, "actor"), ObjectName: text.Draw(t, "object"),
			Before: changes{text.Draw(t, "name"): text.Draw(t, "value")}.String(), Salt: text.Draw(t, "salt"),
		}
		e, exact := exportEntryFrom(row)
		if !exact {
			t.Fatalf("%+v cannot be written", row)
		}
		e.Proof = tlog.RecordProof{tlog.Hash{1}, tlog.Hash{2}}
		for _, form := range forms {
			line, err := form.encode(exportLine{entry: &e})
			if err != nil || bytes.Count(line, []byte("\n")) != 1 {
				t.Fatalf("%s: %q, %v", form, line, err)
			}
			back, err := form.decode(line)
			if err != nil {
				t.Fatal(err)
			}
			got, err := back.entry.row()
			if err != nil || got != row {
				t.Fatalf("%s:\n got %+v\nwant %+v, %v", form, got, row, err)
			}
		}
	})
}
