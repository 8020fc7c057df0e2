package handlers

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/db/dbtest"
)

// BenchmarkRecord reads pages of a small and of a large record, nine of ten entries of which are of one account, the worst that there can
// be. To run it: go test -run - -bench Record -timeout 1h ./handlers
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

// fillRecord makes entries, one a second, without the tree that they are in; one of ten is of somebody else.
func (w *world) fillRecord(accountID string, entries int) {
	w.t.Helper()
	w.write(func(q *db.Queries) error {
		for i := range entries {
			e := db.InsertAuditEntryParams{
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
			if err := q.InsertAuditEntry(w.t.Context(), e); err != nil {
				return err
			}
		}
		return nil
	})
}
