package handlers

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

// from sets a request's address.
func from(address string) func(*http.Request) {
	return func(r *http.Request) { r.RemoteAddr = address + ":1234" }
}

// change sets the colour of the desk's company as Mia, from an address.
func (d *desk) change(colour, address string) {
	d.t.Helper()
	path := "/accounts/" + d.customer + "/companies/" + d.company + "/settings"
	d.want(d.post(path, url.Values{"key": {"colour"}, "value": {colour}}, d.miaCookie, from(address)), http.StatusSeeOther)
}

// read opens the company as Mia.
func (d *desk) read() {
	d.t.Helper()
	d.want(d.do(http.MethodGet, "/accounts/"+d.customer+"/companies/"+d.company, nil, d.miaCookie, from("192.0.2.7")), http.StatusOK)
}

func TestReport(t *testing.T) {
	d := newDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, true)
	page := "/access-requests/" + id + "/report"
	d.want(d.get(page, d.admin), http.StatusOK, en.Report.SoFar, en.Report.NotYet, en.Report.NobodyIn)

	d.read()
	d.read()
	d.setClock(noon.Add(5 * time.Minute))
	d.change("blue <1>", "192.0.2.7")
	d.setClock(noon.Add(10 * time.Minute))
	d.want(d.post("/access-requests/"+id+"/revoke", url.Values{"reason": {"Ticket is closed"}}, d.admin), http.StatusSeeOther)

	d.want(d.get(page, d.admin), http.StatusOK, "ENDED", "mia, Help desk", "Granted by somebody, 1 Jun 2026, 13:00 CEST", "1 Jun 2026, 13:30 – 14:30 CEST",
		"1 Jun 2026, 14:00 – 14:05 CEST", "1 visit: 2 pages viewed, 1 change made", "Revoked by Acme, 1 Jun 2026, 14:10 CEST", "Ticket is closed",
		en.Request.FromAddress("192.0.2.7"), "colour: secret red → blue &lt;1&gt;", en.Actions[access.CompanyRead], "2 times, last", "None.", page+".pdf").saysNot("so far", "Never")
	d.want(d.get("/access-requests/"+id, d.admin), http.StatusOK).has("[href='" + page + "']")

	// The requesting side sees that a setting changed, but neither its value nor their own
	// addresses.
	d.want(d.get(page, d.miaCookie), http.StatusOK, "colour: (hidden) → (hidden)", "Ticket is closed").
		saysNot("secret red", "blue", "192.0.2.7")
	// An ADMINISTRATOR reads no company's settings.
	root, _ := d.account("Root", access.Administrator)
	d.want(d.get(page, d.signIn(root, "")), http.StatusOK, "colour: (hidden) → (hidden)", en.Request.FromAddress("192.0.2.7")).saysNot("secret red", "blue")
	// Nobody else sees that the report exists.
	other, _ := d.account("Other")
	for _, path := range []string{page, page + ".pdf"} {
		d.want(d.get(path, d.signIn(other, "")), http.StatusNotFound)
		d.want(d.get(path, d.signIn(d.customer, d.user(d.customer, "plain "+path, ""))), http.StatusNotFound)
	}
	for _, query := range []string{"?visits=a&visits=b", "?pages=x", "?changes=x"} {
		d.want(d.get(page+query, d.admin), http.StatusBadRequest)
	}
}

func TestReportPDF(t *testing.T) {
	d := newDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, true)
	d.read()
	for i := range 60 {
		d.change(fmt.Sprintf("Ağ & %02d %s", i, strings.Repeat("long ", 20)), "192.0.2.7")
	}
	d.setClock(noon.Add(time.Hour))
	path := "/access-requests/" + id + "/report.pdf"
	document := d.download(path, d.admin, "application/pdf", `inline; filename="access-report-`+id+`.pdf"`)
	text := strings.Join(readPDF(t, document), " ")
	hasAll(t, "the document", text, "Access report", "mia → Acme One EXPIRED", "Help desk", "Ended as scheduled, 1 Jun 2026, 14:30 CEST", "1 visit: 1 page viewed, 60 changes made",
		en.Request.FromAddress("192.0.2.7"), en.Actions[access.CompanyRead], "Ağ & 00", "Ağ & 59", "secret red →", "Page 2 of")
	same(t, strings.Count(text, en.Actions[access.SettingChanged]), 60, "changes")
	same(t, d.get(path, d.admin).Body.String() == document, true, "the same report of the same instant makes the same document")
	askers := strings.Join(readPDF(t, d.get(path, d.miaCookie).Body.String()), " ")
	hasAll(t, "what those who asked read", askers, "colour: (hidden) → (hidden)")
	hasNone(t, "what those who asked read", askers, "Ağ", "192.0.2.7")
}

// A report lists its changes in pages, without gaps.
func TestReportInPages(t *testing.T) {
	d := newDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, true)
	for i := range 120 {
		d.change(fmt.Sprintf("value-%03d.", i), fmt.Sprintf("192.0.2.%d", i))
	}
	seen := map[string]bool{}
	pages, address := 0, "/access-requests/"+id+"/report"
	for address != "" {
		r := d.get(address, d.admin)
		for _, v := range regexp.MustCompile(`→ (value-\d+\.)`).FindAllStringSubmatch(r.Body.String(), -1) {
			if seen[v[1]] {
				t.Errorf("%s twice", v[1])
			}
			seen[v[1]] = true
		}
		pages++
		address = d.page(r).attr("a[rel=next][href*='changes=']", "href")
	}
	if pages != 3 || len(seen) != 120 {
		t.Errorf("%d changes on %d pages, want 120 on 3", len(seen), pages)
	}
}

func TestGrantedAndNeverUsed(t *testing.T) {
	d := newDesk(t)
	unused := d.request(d.customer, d.company, d.support, d.mia, true)
	used := d.request(d.customer, d.sibling, d.support, d.mia, true)
	denied := d.request(d.customer, d.sibling, d.support, d.mia, false)
	d.want(d.post("/access-requests/"+denied+"/deny", url.Values{"reason": {"no"}}, d.admin), http.StatusSeeOther)
	d.want(d.get("/accounts/"+d.customer+"/companies/"+d.sibling, d.miaCookie), http.StatusOK)
	d.wantNot(d.get("/accounts/"+d.customer+"/external-access", d.admin), "never used")
	d.setClock(noon.Add(time.Hour))
	for name, side := range map[string]struct {
		account string
		cookie  *http.Cookie
	}{"customer": {d.customer, d.admin}, "asker": {d.support, d.miaCookie}} {
		tab := d.page(d.get("/accounts/"+side.account+"/external-access", side.cookie))
		for id, want := range map[string]bool{unused: true, used: false, denied: false} {
			if row := tab.texts("tr#" + id); len(row) != 1 || strings.Contains(row[0], "never used") != want {
				t.Errorf("%s: never used is not %t: %s", name, want, row)
			}
			if page := d.get("/access-requests/"+id, side.cookie).Body.String(); strings.Contains(page, "never used") != want {
				t.Errorf("%s: the page of %s says never used, or not: want %t", name, id, want)
			}
		}
		d.want(d.get("/access-requests/"+unused+"/report", side.cookie), http.StatusOK, en.Report.NeverUsed)
		d.wantNot(d.get("/access-requests/"+used+"/report", side.cookie), "never used")
		d.want(d.get("/access-requests/"+denied+"/report", side.cookie), http.StatusOK, en.Report.NotGranted, "Denied by Acme")
	}
}

// span makes a grant with a certain window.
func (d *desk) span(validFrom, validTo time.Time) string {
	d.t.Helper()
	id := d.id("req")
	d.write(func(q *db.Queries) error {
		err := q.InsertRequest(d.t.Context(), db.InsertRequestParams{
			ID: id, AccountID: d.customer, CompanyID: d.company, RequesterAccountID: d.support, RequestedBy: d.mia,
			ValidFrom: db.Millis(validFrom), ValidTo: db.Millis(validTo), CreatedAt: db.Millis(validFrom),
		})
		if err == nil {
			_, err = q.DecideRequest(d.t.Context(), db.DecideRequestParams{
				ID: id, AccountID: d.customer, Decision: db.NullText("GRANTED"), DecidedBy: "somebody", Now: db.Millis(validFrom.Add(-time.Millisecond)),
			})
		}
		return err
	})
	return id
}

// timelineBars are the bars of the drawing: where each leads, its tone, its start and its length.
func (p page) timelineBars() (bars []string) {
	for _, a := range p.find("svg.timeline a").EachIter() {
		bar := a.Find("rect[data-tone]")
		bars = append(bars, a.AttrOr("href", "")+" "+bar.AttrOr("data-tone", "")+" "+bar.AttrOr("x", "")+" "+bar.AttrOr("width", ""))
	}
	return bars
}

func TestTimeline(t *testing.T) {
	d := newDesk(t)
	// Days in Berlin: ten of them are as wide as the drawing. Midnight there is 22:00 UTC.
	midnight := time.Date(2026, 5, 27, 22, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	// it ends where the drawing begins, so it is not shown
	before := d.span(midnight.Add(-3*day), midnight)
	over := d.span(midnight.Add(-day), midnight.Add(day))
	active := d.span(midnight.Add(4*day), midnight.Add(5*day))
	scheduled := d.span(midnight.Add(9*day), midnight.Add(20*day))
	ended := d.span(midnight.Add(4*day+time.Hour), midnight.Add(8*day))
	after := d.span(midnight.Add(10*day), midnight.Add(11*day))
	pending := d.request(d.customer, d.company, d.support, d.mia, false)
	never := d.span(midnight.Add(6*day), midnight.Add(7*day)) // it was ended before it began
	d.want(d.post("/access-requests/"+never+"/revoke", nil, d.admin), http.StatusSeeOther)
	// at noon UTC, 14:00 on the fifth day
	d.want(d.post("/access-requests/"+ended+"/revoke", nil, d.admin), http.StatusSeeOther)
	page := "/accounts/" + d.customer + "/external-access/timeline?from=2026-05-28&to=2026-06-06"
	for name, read := range map[string]func() *httptest.ResponseRecorder{
		"customer": func() *httptest.ResponseRecorder { return d.get(page, d.admin) },
		"asker": func() *httptest.ResponseRecorder {
			return d.get(strings.Replace(page, d.customer, d.support, 1), d.miaCookie)
		},
	} {
		r := read()
		d.want(r, http.StatusOK, "Times and days are in Europe/Berlin.").has("line.now[x1='45.83%']", "rect.gone[width='45.83%']", saying("text.day", "28 May"), saying("text.day", "5 Jun"))
		d.wantNot(r, before, after, pending, never, "Choose fewer days").hasNot("[style]")
		p := d.page(r)
		rows := []string{views.RequestURL(scheduled), views.RequestURL(ended), views.RequestURL(active), views.RequestURL(over)}
		want := []string{rows[3] + " over 0.00% 10.00%", rows[2] + " live 40.00% 10.00%", rows[1] + " over 40.42% 5.42%", rows[0] + " coming 90.00% 10.00%"}
		sameList(t, p.timelineBars(), want, "%s: bars", name)
		same(t, p.count("line.day[y1='0']"), 10, "%s marks of days", name)
		sameList(t, p.attrs("tbody a[href^='/access-requests/']", "href"), rows, "%s: the table has", name)
		// the one that was ended
		p.has(saying("td", "1 Jun 2026, 01:00 – 14:00 CEST"), saying("td time[datetime='2026-06-01T12:00:00Z']", "14:00 CEST"))
	}
	tab := "/accounts/" + d.customer + "/external-access"
	d.want(d.get(tab, d.admin), http.StatusOK).has("[href='" + tab + "/timeline']")
	d.want(d.get(tab+"/timeline", d.admin), http.StatusOK).has("[href='"+tab+"']", "[value='2026-05-25']", "[value='2026-06-15']")
	d.want(d.get(tab+"/timeline?from=2020-01-01&to=2020-01-02", d.admin), http.StatusOK, en.Access.NobodyThen)
	d.want(d.get(tab+"/timeline?from=2026-06-02&to=2026-06-01", d.admin), http.StatusUnprocessableEntity, en.Reason(access.DayBeforeFirst{})).has("[value='2026-06-02']")
	d.want(d.get(tab+"/timeline?from=2025-01-01&to=2026-06-01", d.admin), http.StatusUnprocessableEntity, en.Reason(access.TooManyDays{Most: 366}))
	d.want(d.get(tab+"/timeline?from=yesterday", d.admin), http.StatusUnprocessableEntity, en.Reason(access.NotADate{})).has("[value=yesterday]")
	d.want(d.get(tab+"/timeline?from=2026-06-01&from=2026-06-01", d.admin), http.StatusBadRequest)
	d.want(d.get(tab+"/timeline", d.colleague), http.StatusNotFound)
}

// A day of 25 hours is wider than the others in the drawing.
func TestTimelineWhenClocksGoBack(t *testing.T) {
	d := newDesk(t)
	d.setClock(time.Date(2026, 10, 24, 12, 0, 0, 0, time.UTC))
	d.span(time.Date(2026, 10, 25, 22, 0, 0, 0, time.UTC), time.Date(2026, 10, 26, 23, 0, 0, 0, time.UTC))
	cookie := d.admin
	d.write(func(q *db.Queries) error { // the world's session is from noon in June
		return q.InsertSession(t.Context(), db.InsertSessionParams{TokenHash: db.HashToken("later"), AccountID: d.customer, Data: sessionData, ExpiresAt: db.Millis(d.now().Add(time.Hour))})
	})
	cookie.Value = "later"
	r := d.get("/accounts/"+d.customer+"/external-access/timeline?from=2026-10-24&to=2026-10-26", cookie)
	want := []string{"0.00%", fmt.Sprintf("%.2f%%", 100*24.0/73), fmt.Sprintf("%.2f%%", 100*49.0/73)}
	sameList(t, d.page(r).attrs("line.day[y1='0']", "x1"), want, "days begin at")
	p := d.page(d.get("/accounts/"+d.customer+"/external-access/timeline?scale=day&start=2026-10-25", cookie))
	same(t, p.count("line.day[y1='0']"), 25, "hours of the day")
	sameList(t, p.texts("text.day"), []string{"00:00", "04:00", "08:00", "12:00", "16:00", "20:00"}, "hours with a name")
	same(t, p.find("text.day").Eq(1).AttrOr("x", ""), "20.00%", "04:00, after five hours of 25, is at")
}

// TestScalesOfTheTimeline: a day, a week from Monday, or a month, with what is longer cut at both
// ends, and links to those around it.
func TestScalesOfTheTimeline(t *testing.T) {
	d := newDesk(t)
	midnight := time.Date(2026, 5, 31, 22, 0, 0, 0, time.UTC) // of Monday, 1 June, in Berlin
	day := 24 * time.Hour
	long := d.span(midnight.Add(-10*day), midnight.Add(40*day))
	short := d.span(midnight.Add(6*time.Hour), midnight.Add(12*time.Hour))
	tab := "/accounts/" + d.customer + "/external-access/timeline"
	for _, c := range []struct{ query, period, before, after, bar string }{
		{"?scale=day", "1 Jun 2026", "?scale=day&start=2026-05-31", "?scale=day&start=2026-06-02", "over 25.00% 25.00%"},
		{"?scale=week", "1 Jun 2026 – 7 Jun 2026", "?scale=week&start=2026-05-25", "?scale=week&start=2026-06-08", "over 3.57% 3.57%"},
		{"?scale=week&start=2026-06-07", "1 Jun 2026 – 7 Jun 2026", "?scale=week&start=2026-05-25", "?scale=week&start=2026-06-08", "over 3.57% 3.57%"},
		{"?scale=month&start=2026-06-30", "1 Jun 2026 – 30 Jun 2026", "?scale=month&start=2026-05-01", "?scale=month&start=2026-07-01", "over 0.83% 1.00%"},
		{"?from=2026-06-01&to=2026-06-02", "1 Jun 2026 – 2 Jun 2026", "?from=2026-05-30&to=2026-05-31", "?from=2026-06-03&to=2026-06-04", "over 12.50% 12.50%"},
	} {
		p := d.want(d.get(tab+c.query, d.admin), http.StatusOK)
		p.has(saying("h2", c.period), "[rel=prev][href='"+tab+c.before+"']", "[rel=next][href='"+tab+c.after+"']")
		sameList(t, p.timelineBars(), []string{views.RequestURL(long) + " live 0.00% 100.00%", views.RequestURL(short) + " " + c.bar}, "%s: bars", c.query)
		sameList(t, p.texts("svg.timeline .company"), []string{"Acme One"}, "%s: companies", c.query)
		p.has("svg a[aria-label='mia → Acme One, 1 Jun 2026, 06:00 – 12:00 CEST, EXPIRED']", saying("svg a text", "← mia →"))
	}
	p := d.want(d.get(tab+"?scale=week&start=2026-05-26", d.admin), http.StatusOK)
	p.hasNot("line.now")
	p.has(saying("svg a text", "← mia →"), "rect.gone[width='100.00%']", "[aria-current=page][href='"+tab+"?scale=week&start=2026-05-25']")
	d.want(d.get(tab+"?scale=month&start=2026-07-01", d.admin), http.StatusOK).has(saying("svg a text", "← mia")).hasNot("rect.gone")
	d.want(d.get(tab+"?scale=year", d.admin), http.StatusBadRequest)
	d.want(d.get(tab+"?scale=day&start=soon", d.admin), http.StatusUnprocessableEntity, en.Reason(access.NotADate{})).has("[value=soon]")
}

func TestTimelineIsBounded(t *testing.T) {
	d := newDesk(t)
	for i := range 203 {
		d.span(noon.Add(time.Duration(i)*time.Minute), noon.Add(24*time.Hour))
	}
	r := d.get("/accounts/"+d.customer+"/external-access/timeline", d.admin)
	d.want(r, http.StatusOK, en.Access.MoreBars(200))
	same(t, len(d.page(r).timelineBars()), 200, "bars")
}
