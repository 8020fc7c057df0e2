package handlers

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/db/dbtest"
	"latchkey/record"
	"latchkey/words"
)

// BenchmarkRecord reads pages of a small and of a large record. Nine of ten entries belong to one
// account, which is the worst case. To run it: go test -run - -bench Record -timeout 1h ./handlers
func BenchmarkRecord(b *testing.B) {
	for _, entries := range []int{1000, 1_000_000} {
		w := newWorldOn(b, dbtest.Open(b))
		accountID, _ := w.account("large")
		w.fillRecord(accountID, entries)
		cookie := w.signIn(accountID, "")
		record := "/accounts/" + accountID + "/audit"
		for _, page := range []struct{ name, path string }{
			{"first", record},
			{"deep", fmt.Sprintf("%s?before=%d-%d", record, db.Millis(noon)+int64(entries)/10*1000, entries/10)},
			{"of an old day", record + "?from=2026-06-01&to=2026-06-01"},
			{"of a person", record + "?person=vera"},
			{"of nobody", record + "?person=nobody+like+this"},
			{"of a rare action", record + "?action=access+granted"},
			{"of no company", record + "?object=nothing+like+it"},
			{"of nothing", record + "?person=vera&object=nothing&action=page"},
		} {
			b.Run(fmt.Sprintf("%d entries/%s", entries, page.name), func(b *testing.B) {
				for b.Loop() {
					if r := w.get(page.path, cookie); r.Code != http.StatusOK {
						b.Fatalf("status %d\n%s", r.Code, r.Body)
					}
				}
			})
		}
	}
}

// fillRecord makes entries, one per second, without their tree. One in ten belongs to someone else.
func (w *world) fillRecord(accountID string, entries int) {
	w.t.Helper()
	w.writeEach(entries, func(q *db.Queries, i int) error {
		e := db.InsertRecordEntryParams{
			Seq: int64(i + 1), At: db.Millis(noon.Add(time.Duration(i) * time.Second)), ActorKind: "USER", ActorAccountID: "acc_help", ActorUserID: fmt.Sprint("usr_", i%7),
			ActorName: []string{"vera @ Vendor", "anna @ Acme", "tom @ Acme"}[i%3], Address: "192.0.2.1", Action: string(access.CompanyRead),
			AccountID: accountID, ObjectID: fmt.Sprint("com_", i%5), ObjectName: fmt.Sprint("Company ", i%5), RequestID: fmt.Sprint("req_", i%1000),
		}
		if i%10 == 0 {
			e.AccountID = "acc_other"
		}
		if i == 1 {
			e.Action = string(access.RequestGranted)
		}
		return q.InsertRecordEntry(w.t.Context(), e)
	})
}

// shared is a customer with a request that was granted and used, and the people who look at its
// record.
type shared struct {
	*world
	accountID, companyID, requestID string
	acme, vera, stranger            *http.Cookie
	publicKey                       string
}

func newShared(t *testing.T) *shared {
	t.Helper()
	w := newWorld(t)
	s := &shared{world: w}
	s.accountID, s.companyID = w.account("Acme")
	help, _ := w.account("Help desk", access.Support)
	helper := w.user(help, "vera", "")
	other, _ := w.account("Other")
	s.acme, s.vera, s.stranger = w.signIn(s.accountID, ""), w.signIn(help, helper), w.signIn(other, "")
	s.requestID = w.request(s.accountID, s.companyID, help, helper, false)
	w.want(w.post("/access-requests/"+s.requestID+"/grant", nil, s.acme), http.StatusSeeOther)
	w.want(w.get("/accounts/"+s.accountID+"/companies/"+s.companyID, s.vera), http.StatusOK)
	keys, err := w.svc.RecordKeys(t.Context())
	if err != nil || len(keys) != 1 {
		t.Fatal(keys, err)
	}
	s.publicKey = keys[0].PublicKey
	return s
}

// verified is what an export proves.
func (s *shared) verified(r *httptest.ResponseRecorder) record.Export {
	s.t.Helper()
	s.want(r, http.StatusOK)
	x, err := record.VerifyExport(r.Body, []string{s.publicKey}, nil)
	must(s.t, err)
	return x
}

func TestExportOfTheRecord(t *testing.T) {
	s := newShared(t)
	export := "/accounts/" + s.accountID + "/audit/export"
	for query, want := range map[string]struct {
		kind, name string
		entries    int
	}{
		"":                                  {"application/jsonl; charset=utf-8", "record.jsonl", 2},
		"?format=jsonl&from=2026-06-01":     {"application/jsonl; charset=utf-8", "record-2026-06-01.jsonl", 2},
		"?format=csv&to=2026-06-01":         {"text/csv; charset=utf-8; header=present", "record-2026-06-01.csv", 2},
		"?from=2026-06-02&to=2026-06-30":    {"application/jsonl; charset=utf-8", "record-2026-06-02-2026-06-30.jsonl", 0},
		"?format=csv&from=2026-05-01&to=":   {"text/csv; charset=utf-8; header=present", "record-2026-05-01.csv", 2},
		"?format=&from=2026-05-01&to=&from": {},
		"?format=xml":                       {},
		"?head=1&head=2":                    {},
	} {
		r := s.get(export+query, s.acme)
		if want.kind == "" {
			s.want(r, http.StatusBadRequest)
			continue
		}
		if x := s.verified(r); x.Entries != want.entries || x.Account != "Acme" || x.Zone != "Europe/Berlin" {
			t.Errorf("%s: %+v", query, x)
		}
		same(t, r.Header().Get("Content-Type"), want.kind, "%s is a", query)
		same(t, r.Header().Get("Content-Disposition"), `attachment; filename="`+want.name+`"`, "%s is sent as", query)
	}
	first := s.verified(s.get(export, s.acme)).Head
	kept := fmt.Sprintf("&head=%d:%s", first.Size, url.QueryEscape(first.Hash.String()))
	s.want(s.get("/accounts/"+s.accountID+"/companies/"+s.companyID, s.vera), http.StatusOK)
	for _, form := range []string{"?format=jsonl", "?format=csv&from=&to="} {
		if x := s.verified(s.get(export+form+kept, s.acme)); x.Head.Size <= first.Size || x.Extends(first) != nil {
			t.Errorf("%s: %+v does not extend %+v", form, x, first)
		}
	}
	r := s.get(export+"?head=1:"+url.QueryEscape(first.Hash.String()), s.acme)
	s.want(r, http.StatusConflict, "does NOT extend the head of 1 entry that you kept")
	same(t, r.Header().Get("Content-Disposition"), "", "the sentence is a file")
	s.want(s.get(export+"?head=first", s.acme), http.StatusUnprocessableEntity)
	s.want(s.get(export+"?from=yesterday", s.acme), http.StatusUnprocessableEntity)
	s.want(s.get(export, s.vera), http.StatusForbidden)
	s.want(s.get(export, s.stranger), http.StatusNotFound)
}

func TestReceiptOfARequest(t *testing.T) {
	s := newShared(t)
	page := "/access-requests/" + s.requestID
	for _, cookie := range []*http.Cookie{s.acme, s.vera} {
		s.want(s.get(page, cookie), http.StatusOK).has("[href='" + page + "/receipt']")
		if x := s.verified(s.get(page+"/receipt", cookie)); x.Entries != 1 || x.RequestID != s.requestID {
			t.Errorf("%+v", x)
		}
	}
	s.want(s.get(page+"/receipt", s.stranger), http.StatusNotFound)
}

func TestRecordTab(t *testing.T) {
	s := newShared(t)
	record := "/accounts/" + s.accountID + "/audit"
	s.want(s.get(record, s.acme), http.StatusOK, s.publicKey, en.Actions[access.RequestGranted], en.Actions[access.CompanyRead], en.Record.NoHead).has("[name=person]", "[name=from]")
	s.want(s.get(record+"/export", s.acme), http.StatusOK)
	s.want(s.get(record, s.acme), http.StatusOK, "3 entries")
	for query, want := range map[string][]bool{ // the grant, the page read
		"?person=VERA": {false, true}, "?action=granted": {true, false}, "?object=acme+one": {true, true}, "?person=nobody": {false, false},
		"?from=2026-06-01&to=2026-06-01": {true, true}, "?to=2026-05-31": {false, false},
	} {
		body := s.page(s.get(record+query, s.acme)).find("table").Text()
		sameList(t, []bool{strings.Contains(body, en.Actions[access.RequestGranted]), strings.Contains(body, en.Actions[access.CompanyRead])}, want, "%s has", query)
	}
	s.want(s.get(record+"?person=%22%3E&from=2026-06-01", s.acme), http.StatusOK, en.Parts.Entries.NoneFound).has(`[value='">']`, "[name=from][value='2026-06-01']", "[name=head]")
	s.want(s.get(record+"?from=2026-06-02&to=2026-06-01", s.acme), http.StatusUnprocessableEntity, en.Reason(access.DayBeforeFirst{}), "Acme")
	s.want(s.get(record+"?before=12", s.acme), http.StatusBadRequest)

	// What was done is chosen from a list, in words. What is no choice stays as it was typed.
	p := s.want(s.get(record+"?action="+string(access.CompanyRead), s.acme), http.StatusOK, "1 entry")
	p.has("optgroup[label='"+en.Record.Groups[access.AboutCompanies]+"'] > option[selected][value='"+string(access.CompanyRead)+"']", saying("option", en.Actions[access.RequestGranted]))
	same(t, p.find("[name=action] optgroup > option").Length(), len(access.Actions), "choices")
	s.want(s.get(record+"?action=Access+granted", s.acme), http.StatusOK, "1 entry").has("option[selected][value='Access granted']", saying("option", en.Record.Containing("Access granted")))
	s.want(s.do(http.MethodGet, record, nil, s.acme, accepts("de")), http.StatusOK).has(saying("option", words.Of("de", "").Actions[access.RequestGranted]))

	// The next pages keep the search.
	for range 120 {
		s.want(s.get("/accounts/"+s.accountID+"/companies/"+s.companyID, s.vera), http.StatusOK)
	}
	rows, pages := 0, 0
	for path := record + "?person=vera&action=page"; path != ""; pages++ {
		r := s.get(path, s.acme)
		rows += strings.Count(s.page(r).find("table").Text(), en.Actions[access.CompanyRead])
		path = s.page(r).next()
	}
	if rows != 121 || pages != 3 {
		t.Errorf("%d rows on %d pages", rows, pages)
	}
}

// If a record does not extend the signed head, its page says so, and it is no longer exported.
func TestABrokenRecordShows(t *testing.T) {
	s := newShared(t)
	record := "/accounts/" + s.accountID + "/audit"
	s.want(s.get(record+"/export", s.acme), http.StatusOK)
	s.write(func(q *db.Queries) error {
		return q.InsertSignedHead(t.Context(), db.InsertSignedHeadParams{Size: 1000, Hash: make([]byte, 32), Checkpoint: "forged"})
	})
	s.want(s.get(record, s.acme), http.StatusOK, en.Record.Broken, en.Reason(access.RecordCutOff{Has: 3, Signed: 1000}), en.Record.BrokenThen)
	r := s.get(record+"/export", s.acme)
	s.want(r, http.StatusConflict, en.Reason(access.RecordBroken{Entry: 3}))
	same(t, r.Header().Get("Content-Disposition"), "", "the sentence is a file")
}

// slowReader is a response whose connection has a deadline.
type slowReader struct {
	*httptest.ResponseRecorder
	deadlines []time.Time
	fails     error
}

func (r *slowReader) SetWriteDeadline(t time.Time) error {
	r.deadlines = append(r.deadlines, t)
	return r.fails
}

// TestALongAnswerTakesItsTime: each part of an export has a deadline of its own, and not the one
// that the server has for a whole page.
func TestALongAnswerTakesItsTime(t *testing.T) {
	w := newWorld(t)
	for fails, want := range map[error]string{nil: "<nil>", http.ErrNotSupported: "<nil>", net.ErrClosed: net.ErrClosed.Error()} {
		reader := &slowReader{ResponseRecorder: httptest.NewRecorder(), fails: fails}
		answer := newDeadlineWriter(w.server.echo.NewContext(httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil), reader))
		for i := range 2 {
			before := time.Now()
			_, err := answer.Write([]byte("part"))
			same(t, fmt.Sprint(err), want, "part %d", i)
			same(t, len(reader.deadlines), i+1, "deadlines")
			same(t, reader.deadlines[i].Before(before.Add(partTimeout)), false, "whether part %d has less time", i)
		}
	}
}
