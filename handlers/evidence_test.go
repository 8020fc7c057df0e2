package handlers

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/words"
)

// unpack reads the files of a pack, and checks each against its hash.
func (d *desk) unpack(path string, cookie *http.Cookie) (files map[string]string, names []string) {
	d.t.Helper()
	r := d.get(path, cookie)
	d.want(r, http.StatusOK)
	same(d.t, r.Header().Get("Content-Type"), "application/zip", "Content-Type")
	pack, err := zip.NewReader(bytes.NewReader(r.Body.Bytes()), int64(r.Body.Len()))
	must(d.t, err)
	files = map[string]string{}
	sums := ""
	for _, f := range pack.File {
		file, err := f.Open()
		must(d.t, err)
		content, err := io.ReadAll(file)
		must(d.t, err)
		names = append(names, f.Name)
		files[f.Name] = string(content)
		if f.Name != "SHA256SUMS" {
			sums += fmt.Sprintf("%x  %s\n", sha256.Sum256(content), f.Name)
		}
	}
	same(d.t, files["SHA256SUMS"], sums, "SHA256SUMS")
	return files, names
}

// table parses a CSV: the cells of each row by column.
func (d *desk) table(text string) (rows []map[string]string) {
	d.t.Helper()
	cells := spreadsheet(d.t, text)
	for _, row := range cells[1:] {
		r := map[string]string{}
		for i, cell := range row {
			r[cells[0][i]] = cell
		}
		rows = append(rows, r)
	}
	return rows
}

func pick(rows []map[string]string, columns ...string) string {
	var lines []string
	for _, r := range rows {
		var cells []string
		for _, c := range columns {
			cells = append(cells, r[c])
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n")
}

func TestEvidence(t *testing.T) {
	d := newDesk(t)
	used := d.span(noon.Add(-time.Hour), noon.Add(time.Hour))
	d.setClock(noon.Add(time.Minute))
	d.read()
	d.change("blue", "192.0.2.7")
	asked := d.asking()
	asked.Set("description", "=HYPERLINK(1)")
	d.want(d.post("/access-requests", asked, d.miaCookie), http.StatusSeeOther)
	unused := d.span(noon.Add(-time.Minute), noon.Add(3*time.Minute))
	d.want(d.post("/access-requests/"+used+"/revoke", url.Values{"reason": {"enough"}}, d.admin), http.StatusSeeOther)
	// denied
	d.want(d.get("/accounts/"+d.customer+"/companies/"+d.sibling, d.miaCookie), http.StatusNotFound)
	d.want(d.post("/accounts/"+d.customer+"/freeze", url.Values{"reason": {"-why"}}, d.admin), http.StatusSeeOther)
	before := d.span(noon.Add(-10*24*time.Hour), noon.Add(-9*24*time.Hour))
	later := d.span(noon.Add(10*24*time.Hour), noon.Add(11*24*time.Hour))
	d.setClock(noon.Add(10 * time.Minute))

	path := "/accounts/" + d.customer + "/evidence"
	files, names := d.unpack(path+"?from=2026-06-01&to=2026-06-02", d.admin)
	same(t, strings.Join(names, " "), "requests.csv decisions.csv visits.csv exceptions.csv record.jsonl README.txt SHA256SUMS", "what the pack has")
	requests := d.table(files["requests.csv"])
	want := used + "|Acme One|mia|ENDED|GRANTED|somebody|REVOKED|enough|1|1|1|0||2026-06-01 12:01:00\n" +
		requests[0]["request"] + "|Acme One|mia|PENDING|||||0|0|0|0|'=HYPERLINK(1)|\n" +
		unused + "|Acme One|mia|ENDED|GRANTED|somebody|REVOKED|External access was frozen. -why|0|0|0|0||"
	got := pick(requests, "request", "company", "requested by", "state", "decision", "decided by", "ending", "ending reason", "visits", "pages read", "changes made", "webapps opened", "description", "first visit")
	same(t, sorted(got), sorted(want), "requests.csv")
	hasNone(t, "requests.csv", files["requests.csv"], before, later)
	decisions := pick(d.table(files["decisions.csv"]), "what", "request", "company", "by", "at")
	same(t, decisions, "request.revoked|"+used+"|Acme One|Acme|2026-06-01 12:01:00\nrequest.revoked|"+unused+"|Acme One|Acme|2026-06-01 12:01:00", "decisions.csv")
	visits := pick(d.table(files["visits.csv"]), "request", "company", "who", "requesting account", "from address", "from", "to", "pages read", "changes made", "webapps opened")
	same(t, visits, used+"|Acme One|mia @ Help desk|Help desk|192.0.2.7|2026-06-01 12:01:00|2026-06-01 12:01:00|1|1|0", "visits.csv")
	exceptions := pick(d.table(files["exceptions.csv"]), "what", "who", "on", "details")
	hasAll(t, "exceptions.csv", exceptions+"\n", "denied|mia @ Help desk|Acme Two|permission: see companies\n",
		"freeze.set|Acme|Acme|reason: -why\n", "never_used|mia, Help desk|Acme One|\n",
		"against_rule|||"+en.Record.Evidence.NoneAgainst+"\n")
	hasAll(t, "README.txt", files["README.txt"],
		"External access to Acme: evidence for 2026-06-01 to 2026-06-02 in the time zone Europe/Berlin\r\n", "Created by Acme on 2026-06-01T12:10:00Z",
		"requests.csv", "Rows: 3.", "latchkey audit verify", "sha256sum -c SHA256SUMS")
	same(t, d.entries(d.customer, access.EvidenceMade), 1, "that the pack was made is not in the record")
	d.want(d.get("/accounts/"+d.customer+"/audit", d.admin), http.StatusOK, en.Actions[access.EvidenceMade]).has("[action='" + path + "']")
	for query, status := range map[string]int{"?from=2026-06-02&to=2026-06-01": 422, "?from=x": 422, "?from=2026-06-01&from=2026-06-02": 400, "?from=1970-01-01": 422} {
		d.want(d.get(path+query, d.admin), status)
	}
	d.want(d.get(path, d.signIn(d.customer, d.user(d.customer, "super", "", access.Superuser))), http.StatusOK)
	d.want(d.get(path, d.signIn(d.customer, d.user(d.customer, "plain", ""))), http.StatusForbidden)
	d.want(d.get(path, d.miaCookie), http.StatusNotFound)
	same(t, d.entries(d.customer, access.EvidenceMade), 2, "what was refused made a pack, or what was made did not")
}

// README.txt and the words in the tables are in the language of whoever downloads the pack. The
// codes for programs are not translated.
func TestEvidenceInGerman(t *testing.T) {
	d := newDesk(t)
	id := d.span(noon.Add(-time.Hour), noon.Add(time.Hour))
	d.want(d.post("/access-requests/"+id+"/revoke", url.Values{"reason": {"enough"}}, d.admin), http.StatusSeeOther)
	d.want(d.post("/profile/language", url.Values{"language": {"de"}}, d.admin), http.StatusSeeOther)
	files, _ := d.unpack("/accounts/"+d.customer+"/evidence?from=2026-06-01&to=2026-06-02", d.admin)
	german := words.Of("de", "")
	hasAll(t, "README.txt", files["README.txt"], "Externer Zugriff auf Acme: ", "requests.csv    "+german.Record.Evidence.Requests+" Zeilen: 1.\r\n",
		"\r\nSHA256SUMS      "+german.Record.Evidence.Sums+"\r\n\r\n")
	got := pick(d.table(files["decisions.csv"]), "what", "in words")
	same(t, got, "request.revoked|"+german.Actions[access.GrantRevoked], "decisions.csv")
	hasAll(t, "exceptions.csv", files["exceptions.csv"], german.Record.Evidence.NoneAgainst)
	same(t, pick(d.table(files["requests.csv"]), "asked access", "ending"), "read and edit|REVOKED", "requests.csv")
}

func sorted(lines string) string {
	return strings.Join(slices.Sorted(strings.SplitSeq(strings.TrimSuffix(lines, "\n"), "\n")), "\n")
}

// A grant that the account's own rule did not allow is listed, however it came about.
func TestEvidenceOfAGrantAgainstTheRule(t *testing.T) {
	d := newDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, false)
	d.write(func(q *db.Queries) error {
		err := q.InsertRule(t.Context(), db.InsertRuleParams{
			ID: "rul_1", AccountID: d.customer, LongestMs: time.Minute.Milliseconds(), ReadOnly: true, ToMinute: 24 * 60, Weekdays: 127, Approvals: 2, CreatedBy: "somebody",
		})
		if err == nil {
			_, err = q.UpdateTerms(t.Context(), db.UpdateTermsParams{
				ID: id, AccountID: d.customer, ValidFrom: db.Millis(noon), ValidTo: db.Millis(noon.Add(time.Hour)), RuleID: db.NullText("rul_1"), Now: db.Millis(noon),
			})
		}
		if err == nil {
			_, err = q.DecideRequest(t.Context(), db.DecideRequestParams{
				ID: id, AccountID: d.customer, Decision: db.NullText("GRANTED"), DecidedBy: "=somebody", Now: db.Millis(noon),
			})
		}
		return err
	})
	files, _ := d.unpack("/accounts/"+d.customer+"/evidence", d.admin)
	got := pick(d.table(files["exceptions.csv"]), "what", "who", "request", "details")
	same(t, got, access.AgainstRule+"|'=somebody|"+id+
		"|"+strings.Join([]string{
		en.Reason(access.RuleLongest{Account: "Acme", Most: time.Minute}), en.Reason(access.RuleReadOnly{Account: "Acme"}), en.Reason(access.RuleApprovals{Needed: 2}),
	}, " "), "exceptions.csv")
	d.want(d.get("/access-requests/"+id+"/report", d.admin), http.StatusOK, en.Report.Rule, "Two different people must approve.")
}

// If there are more rows than fit into a batch, all of them are there once.
func TestEvidenceOfMany(t *testing.T) {
	d := newDesk(t)
	const many = 1100
	ids := map[string]bool{}
	for i := range many {
		id := d.span(noon.Add(time.Duration(i)*time.Second), noon.Add(time.Hour))
		d.write(func(q *db.Queries) error {
			return q.InsertVisit(t.Context(), db.InsertVisitParams{ID: d.id("vis"), RequestID: id, ActorName: "mia", At: db.Millis(noon), Pages: 1})
		})
		ids[id] = true
	}
	files, _ := d.unpack("/accounts/"+d.customer+"/evidence", d.admin)
	for _, name := range []string{"requests.csv", "visits.csv"} {
		seen := map[string]bool{}
		rows := d.table(files[name])
		for _, r := range rows {
			seen[r["request"]] = ids[r["request"]]
		}
		if len(rows) != many || len(seen) != many {
			t.Errorf("%s: %d rows of %d requests, want %d", name, len(rows), len(seen), many)
		}
	}
}
