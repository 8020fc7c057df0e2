package record

import (
	"bytes"
	"crypto/rand"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// nasty is a log with texts that confuse spreadsheets and programs.
func nasty(t *testing.T) *memory {
	t.Helper()
	m := newMemory(t)
	for i, text := range []string{
		"=1+1", "+49", "-2", "@x", "'quoted", "''=twice", "\ttab", "a\r\nb\rc\nd", `back\slash\n`, `"q",`, "\u2028 <&> é 日本 ＝", "nul \x00", " space ", "{}", `\.`, "",
	} {
		before := must(json.Marshal(map[string]string{"name": text}))(m)
		after := must(json.Marshal(map[string]string{text: text + text}))(m)
		m.append(Entry{
			At: 1772442000000 + int64(i), ActorName: "sue @ Acme", AccountID: "acc_Acme", ObjectID: text, ObjectName: text,
			Before: string(before), After: string(after), Salt: rand.Text(),
		})
	}
	return m
}

var forms = []Form{JSONLines, CSV}

func TestExportVerifies(t *testing.T) {
	m := nasty(t)
	for _, form := range forms {
		file := m.export(form, Head{}, m.entries...)
		equal(t, string(form), must(m.verify(file))(m), Export{
			About: About{AccountID: "acc_Acme", Account: "Acme", From: "2026-03-02"}, Head: m.head, Key: m.signer.Name(), Entries: 16,
		})
		equal(t, string(form)+": lines", strings.Count(file, "\n"), map[Form]int{JSONLines: 18, CSV: 19}[form])
		other := must(NewSigner(rand.Reader))(m)
		_, err := VerifyExport(strings.NewReader(file), []string{other.PublicKey()}, nil)
		equal(t, string(form)+" by another key", err, map[Form]string{
			JSONLines: "line 1: the signed head is invalid: it was signed with a different key",
			CSV:       "line 2: the signed head is invalid: it was signed with a different key",
		}[form])
		m.must(second(VerifyExport(strings.NewReader(file), []string{other.PublicKey(), m.signer.PublicKey()}, nil)))
		_, err = VerifyExport(strings.NewReader(file), []string{"no key"}, nil)
		equal(t, "no key", err, `"no key" isn't a public key as shown on the Record tab`)
	}
}

// An export has exactly what was recorded, and other programs can read it.
func TestExportIsReadByOthers(t *testing.T) {
	m := nasty(t)
	lines := strings.Split(m.export(JSONLines, Head{}, m.entries...), "\n")
	records := must(csv.NewReader(strings.NewReader(m.export(CSV, Head{}, m.entries...))).ReadAll())(m)
	for i, row := range m.entries {
		var e struct {
			Entry         int64
			At            time.Time
			Actor, Object string
			Before, After json.RawMessage
		}
		m.must(json.Unmarshal([]byte(lines[i+1]), &e))
		equal(t, "JSON", []any{e.Entry, e.At, e.Actor, e.Object, string(e.Before), string(e.After)},
			[]any{row.Seq, time.UnixMilli(row.At).UTC(), row.ActorName, row.ObjectName, row.Before, row.After})
		cells := records[i+2]
		equal(t, "CSV", []any{cells[0], cells[1], uncell(cells[11]), uncell(cells[13])}, []any{"entry", row.Seq, row.ObjectName, row.Before})
		for _, c := range cells {
			if c != "" && strings.ContainsAny(c[:1], "=+-@\t\r\n") || strings.ContainsAny(c, "\r\n") {
				t.Errorf("a spreadsheet stumbles over the cell %q", c)
			}
		}
	}
}

// TestEveryByteOfAnExport: a change of any byte must be noticed.
func TestEveryByteOfAnExport(t *testing.T) {
	m := recorder(t, 4)
	for _, form := range forms {
		file := m.export(form, m.headAt(3), m.entries[:3]...)
		for i := range file {
			changed := []byte(file)
			changed[i] ^= []byte{1, 2, 4, 8, 16, 32, 64}[i%7]
			var wrong *ExportError
			if _, err := m.verify(string(changed)); !errors.As(err, &wrong) {
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
				if _, err := m.verify(changed); !errors.As(err, &wrong) {
					t.Fatalf("%s: byte %d %s: %v", form, i, what, err)
				}
			}
		})
	}
}

func TestVerifyingAnExportNamesTheLine(t *testing.T) {
	m := recorder(t, 5)
	const proof, written, seal = "changed: its proof doesn't lead to the signed head", "its format was changed",
		"the seal doesn't match the lines above: a line was added or removed, or the first line or the visible part of a partly hidden entry was changed"
	for _, form := range forms {
		lines := strings.SplitAfter(m.export(form, Head{}, m.entries[:4]...), "\n")
		lines = lines[:len(lines)-1]
		head := len(lines) - 6 // the position of the head
		replace := func(line int, old, by string) []string {
			changed := slices.Clone(lines)
			if !strings.Contains(changed[line], old) {
				t.Fatalf("%s has no %s", changed[line], old)
			}
			changed[line] = strings.Replace(changed[line], old, by, 1)
			return changed
		}
		other := strings.SplitAfter(m.export(form, Head{}, m.entries[:2]...), "\n")
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
			_, err := m.verify(strings.Join(c.lines, ""))
			want := fmt.Sprintf("line %d: %s", c.line+1, c.want)
			if strings.HasPrefix(c.want, "entry") {
				want = fmt.Sprintf("line %d, %s", c.line+1, c.want)
			}
			equal(t, string(form)+" "+c.what, err, want)
		}
		for _, file := range []string{"", "\n", "not an export\n", "{}\n"} {
			_, err := m.verify(file)
			var wrong *ExportError
			equal(t, fmt.Sprintf("%q is found wrong", file), errors.As(err, &wrong), true)
		}
	}
}

// Reading a line must give what was written, whatever it contains.
func TestExportLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String()
		row := Entry{
			Seq: rapid.Int64Min(0).Draw(t, "seq"), At: rapid.Int64Range(0, 1e14).Draw(t, "at"), ActorName: text.Draw(t, "actor"), ObjectName: text.Draw(t, "object"),
			Before: object(t, text.Draw(t, "name"), text.Draw(t, "value")), Salt: text.Draw(t, "salt"),
		}
		e, exact := entryLineFrom(row)
		if !exact {
			t.Fatalf("%+v cannot be written", row)
		}
		e.Proof = tlog.RecordProof{tlog.Hash{1}, tlog.Hash{2}}
		for _, form := range forms {
			line, err := form.encode(exportLine{entry: &e})
			if err != nil || bytes.Count(line, []byte("\n")) != 1 {
				t.Fatalf("%s: %q, %v", form, line, err)
			}
			back := must(form.decode(line))(t)
			got, err := back.entry.entry()
			if err != nil || got != row {
				t.Fatalf("%s:\n got %+v\nwant %+v, %v", form, got, row, err)
			}
		}
	})
}

// object is a JSON object in the record's format.
func object(t *rapid.T, name, value string) string {
	text := must(json.Marshal(map[string]string{name: value}))(t)
	return string(text)
}
