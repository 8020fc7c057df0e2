package handlers

import (
	"fmt"
	"net/http"
	"syscall"
	"testing"

	"latchkey/access"
	"latchkey/db"
	"latchkey/db/dbtest"
)

// BenchmarkExternalAccess reads the pages that people have open most: the External Access tab with
// no, a few and many requests, half of them waiting, and the pages next to it. cpu-ns/op is
// processor time, which other programs do not lengthen. To run it: go test -run - -bench
// ExternalAccess -count 10 ./handlers
func BenchmarkExternalAccess(b *testing.B) {
	w := newWorldOn(b, dbtest.Open(b))
	help, _ := w.account("Help desk", access.Support)
	helper := w.user(help, "vera", "")
	for i := range 60 {
		w.account(fmt.Sprint("Customer ", i))
	}
	for _, requests := range []int{0, 10, 50} {
		acme, company := w.account(fmt.Sprint("Acme ", requests), access.Administrator)
		one := w.requests(acme, company, help, helper, requests)
		cookie := w.signIn(acme, "")
		b.Run(fmt.Sprintf("%d requests", requests), func(b *testing.B) { w.reads(b, "/accounts/"+acme+"/external-access", cookie) })
		if requests < 50 {
			continue
		}
		w.users(acme, 50)
		for _, page := range []struct{ name, path string }{
			{"a request", "/access-requests/" + one}, {"accounts", "/accounts"}, {"users", "/accounts/" + acme + "/users"}, {"profile", "/profile"},
		} {
			b.Run(page.name, func(b *testing.B) { w.reads(b, page.path, cookie) })
		}
	}
}

// requests makes requests. Half of them wait; the others are granted or denied. It returns one that
// waits.
func (w *world) requests(accountID, companyID, byAccount, byUser string, n int) (waits string) {
	w.t.Helper()
	for i := range n {
		id := w.request(accountID, companyID, byAccount, byUser, i%4 == 1)
		switch i % 4 {
		case 0:
			waits = id
		case 3:
			w.write(func(q *db.Queries) error {
				return errOf(q.DecideRequest(w.t.Context(), db.DecideRequestParams{
					ID: id, AccountID: accountID, Decision: db.NullText("DENIED"), DecidedBy: "somebody", Now: db.Millis(noon),
				}))
			})
		}
	}
	return waits
}

// reads reads a page again and again.
func (w *world) reads(b *testing.B, path string, cookie *http.Cookie) {
	began := processorTime(b)
	for b.Loop() {
		if r := w.get(path, cookie); r.Code != http.StatusOK {
			b.Fatalf("%s: status %d\n%s", path, r.Code, r.Body)
		}
	}
	b.ReportMetric(float64(processorTime(b)-began)/float64(b.N), "cpu-ns/op")
}

// processorTime is how much processor time the process has used, in nanoseconds.
func processorTime(b *testing.B) int64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return used.Utime.Nano() + used.Stime.Nano()
}
