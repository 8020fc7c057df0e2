package handlers

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/tz"
)

var machineTime = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d`)

// TestFilesOpenInSpreadsheets: each CSV for people is marked as UTF-8, and has times that a
// spreadsheet recognizes, with their zone. The signed export has neither: its bytes are what is
// signed.
func TestFilesOpenInSpreadsheets(t *testing.T) {
	w := newWorld(t)
	id, company := w.account("Bäckerei Ünal", access.Administrator, access.Sales)
	customer, _ := w.account("Müller")
	help, _ := w.account("Hilfe", access.Support)
	w.request(id, company, help, w.user(help, "mia", ""), true)
	w.user(id, "jürgen", "")
	w.invoice(id, customer)
	me := w.signIn(id, "")
	w.want(w.post("/accounts/"+id+"/users", url.Values{"name": {"tom"}, "time_zone": {"UTC"}}, me), http.StatusOK)
	files := 0
	for _, path := range Readable() {
		if !strings.HasSuffix(path, ".csv") {
			continue
		}
		files++
		path = strings.ReplaceAll(path, ":account", id)
		r := w.get(path, me)
		w.want(r, http.StatusOK)
		text := r.Body.String()
		rows := spreadsheet(t, text)
		if len(rows) < 2 || machineTime.MatchString(text) {
			t.Errorf("%s:\n%s", path, text)
		}
		if i := slices.Index(rows[0], timesIn); i >= 0 && rows[1][i] != "Europe/Berlin" {
			t.Errorf("%s has times in %q", path, rows[1][i])
		}
	}
	same(t, files, 6, "there are files")
	export := w.get("/accounts/"+id+"/audit/export?format=csv", me)
	w.want(export, http.StatusOK)
	if text := export.Body.String(); strings.HasPrefix(text, "\ufeff") || !machineTime.MatchString(text) {
		t.Errorf("the signed export:\n%s", text)
	}
	summer, unknown := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC), tz.Unknown("right/UTC")
	same(t, instantCell(summer, unknown)+" "+zoneCell(unknown), "2026-07-01 12:00:00 UTC", "in a zone that is not known it is")
}
