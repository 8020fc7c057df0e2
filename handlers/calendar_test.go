package handlers

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
)

var calendarAddress = regexp.MustCompile(`^https://latchkey\.example(/calendar/[\w-]{43}\.ics)$`)

// subscribe creates the calendar address of a login.
func (d *desk) subscribe(cookie *http.Cookie) string {
	d.t.Helper()
	d.server.config.URL = "https://latchkey.example"
	r := d.post("/profile/calendar", nil, cookie)
	d.want(r, http.StatusOK, en.Access.CalendarAddressHint)
	m := calendarAddress.FindStringSubmatch(d.page(r).attr("[value$='.ics']", "value"))
	if m == nil {
		d.t.Fatalf("no address: %s", r.Body)
	}
	return m[1]
}

// events parses a calendar as in RFC 5545: the properties of each event by name.
func (d *desk) events(address string) []map[string]string {
	d.t.Helper()
	r := d.get(address, nil)
	d.want(r, http.StatusOK)
	same(d.t, r.Header().Get("Content-Type"), "text/calendar; charset=utf-8", "Content-Type")
	text := r.Body.String()
	lines := strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n")
	for _, line := range lines {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || strings.ToValidUTF8(line, "?") != line {
			d.t.Errorf("not a line of a calendar, of %d octets: %q", len(line), line)
		}
	}
	var events []map[string]string
	var event map[string]string
	unescape := strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n")
	whole := strings.Split(strings.ReplaceAll(strings.TrimSuffix(text, "\r\n"), "\r\n ", ""), "\r\n")
	if whole[0] != "BEGIN:VCALENDAR" || whole[1] != "VERSION:2.0" || whole[len(whole)-1] != "END:VCALENDAR" {
		d.t.Errorf("not a calendar: %q", text)
	}
	for _, line := range whole {
		name, value, _ := strings.Cut(line, ":")
		switch {
		case line == "BEGIN:VEVENT":
			event = map[string]string{}
		case line == "END:VEVENT":
			events = append(events, event)
			event = nil
		case event != nil:
			event[name] = unescape.Replace(value)
		}
	}
	return events
}

func TestCalendar(t *testing.T) {
	d := newDesk(t)
	d.company = d.world.company(d.customer, `Ağ; "Söhne", \ und `+strings.Repeat("größer ", 9)+"!")
	active := d.span(noon.Add(-time.Hour), noon.Add(time.Hour))
	scheduled := d.span(noon.Add(24*time.Hour), noon.Add(25*time.Hour))
	old := d.span(noon.Add(-40*24*time.Hour), noon.Add(-31*24*time.Hour))
	expired := d.span(noon.Add(-40*24*time.Hour), noon.Add(-29*24*time.Hour))
	d.request(d.customer, d.company, d.support, d.mia, false)
	other, otherCompany := d.account("Other")
	d.request(other, otherCompany, d.support, d.mia, true)

	feed := d.subscribe(d.admin)
	same(t, d.entries(d.customer, access.CalendarMade), 1, "the address is not in the record")
	d.want(d.get("/profile", d.admin), http.StatusOK, "Address created on", en.Access.RenewAddress)
	d.wantNot(d.get("/profile", d.admin), "https://", "stopped working")
	before := d.events(feed)
	name := `Ağ; "Söhne", \ und ` + strings.Repeat("größer ", 9) + "!"
	want := map[string]string{
		"UID": active + "@latchkey", "DTSTAMP": "20260601T105959Z", "LAST-MODIFIED": "20260601T105959Z", "SEQUENCE": "0",
		"DTSTART": "20260601T110000Z", "DTEND": "20260601T130000Z", "SUMMARY": "Access to " + name + ": mia (ACTIVE)", "STATUS": "CONFIRMED",
		"TRANSP": "TRANSPARENT", "URL": "https://latchkey.example/access-requests/" + active,
	}
	var ids []string
	for _, e := range before {
		ids = append(ids, e["UID"])
		if e["UID"] == want["UID"] && fmt.Sprint(e) != fmt.Sprint(want) {
			t.Errorf("event\n%v, want\n%v", e, want)
		}
	}
	sameList(t, ids, []string{scheduled + "@latchkey", active + "@latchkey", expired + "@latchkey"}, "events (without %s)", old)

	d.setClock(noon.Add(90*time.Second + 500*time.Millisecond))
	d.want(d.post("/access-requests/"+active+"/revoke", url.Values{"reason": {"secret reason"}}, d.admin), http.StatusSeeOther)
	d.wantNot(d.get(feed, nil), "secret reason", "Acme", "ticket")
	for _, e := range d.events(feed) {
		if e["UID"] != want["UID"] {
			continue
		}
		if got := e["STATUS"] + e["SEQUENCE"] + e["DTSTAMP"] + e["DTEND"]; got != "CANCELLED369120260601T120130Z20260601T120130Z" || !strings.HasSuffix(e["SUMMARY"], "(ENDED)") {
			t.Errorf("ended: %v", e)
		}
	}
	// The requester's calendar has its requests to all accounts.
	same(t, len(d.events(d.subscribe(d.miaCookie))), 4, "the asker sees windows")
}

// A calendar address works for as long as a session of its login would, and no longer than its
// roles allow.
func TestCalendarEndsWithItsLogin(t *testing.T) {
	type feed struct {
		*desk
		owner, guest string
		cookie       *http.Cookie
	}
	by := func(do func(f feed, q *db.Queries) error) func(feed) {
		return func(f feed) { f.write(func(q *db.Queries) error { return do(f, q) }) }
	}
	for name, end := range map[string]func(f feed){
		"renewed": func(f feed) { f.subscribe(f.cookie) },
		"removed": func(f feed) {
			f.want(f.post("/profile/calendar/remove", nil, f.cookie), http.StatusSeeOther)
			f.want(f.post("/profile/calendar/remove", nil, f.cookie), http.StatusConflict)
			same(f.t, f.entries(f.customer, access.CalendarRemoved), 1, "that it was removed is not in the record")
		},
		"password changed": by(func(f feed, q *db.Queries) error {
			return q.UpdateUserPassword(t.Context(), db.UpdateUserPasswordParams{ID: f.guest, PasswordHash: "x"})
		}),
		"deactivated":           func(f feed) { f.active(f.guest, false) },
		"its owner deactivated": func(f feed) { f.active(f.owner, false) },
		"its role taken": by(func(f feed, q *db.Queries) error {
			return errOf(q.DeleteUserRole(t.Context(), db.DeleteUserRoleParams{UserID: f.guest, Role: string(access.ExternalSuperuser)}))
		}),
		"its time over": by(func(f feed, q *db.Queries) error {
			return errOf(q.UpdateUserValidTo(t.Context(), db.UpdateUserValidToParams{ID: f.guest, AccountID: f.customer, ValidTo: db.NullMillis(noon)}))
		}),
		"the account disabled": by(func(f feed, q *db.Queries) error {
			return errOf(q.UpdateAccountLoginEnabled(t.Context(), db.UpdateAccountLoginEnabledParams{ID: f.customer, LoginEnabled: false}))
		}),
		"its owner's account disabled": by(func(f feed, q *db.Queries) error {
			return errOf(q.UpdateAccountLoginEnabled(t.Context(), db.UpdateAccountLoginEnabledParams{ID: f.support, LoginEnabled: false}))
		}),
		"frozen": func(f feed) {
			f.want(f.post("/accounts/"+f.customer+"/freeze", url.Values{"reason": {"why"}}, f.admin), http.StatusSeeOther)
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := feed{desk: newDesk(t)}
			f.owner = f.user(f.support, "owner", "")
			f.guest = f.user(f.customer, "guest", f.owner, access.ExternalSuperuser)
			f.cookie = f.signIn(f.customer, f.guest)
			f.span(noon, noon.Add(time.Hour))
			address, other := f.subscribe(f.cookie), f.subscribe(f.admin)
			same(t, len(f.events(address)), 1, "windows in the calendar")
			end(f)
			f.want(f.get(address, nil), http.StatusNotFound)
			if name != "the account disabled" && len(f.events(other)) == 0 {
				t.Error("another login's calendar is empty now")
			}
		})
	}
}

// active activates or deactivates a user.
func (w *world) active(id string, active bool) {
	w.t.Helper()
	w.write(func(q *db.Queries) error {
		return errOf(q.UpdateUserActive(w.t.Context(), db.UpdateUserActiveParams{ID: id, Active: active}))
	})
}

func TestCalendarSecrets(t *testing.T) {
	d := newDesk(t)
	var log bytes.Buffer
	d.server.config.Log = slog.New(slog.NewJSONHandler(&log, nil))
	feed := d.subscribe(d.admin)
	token := strings.TrimSuffix(strings.TrimPrefix(feed, "/calendar/"), ".ics")
	d.events(feed)
	missing := d.get("/calendar/nothing.ics", nil)
	for _, address := range []string{"/calendar/" + token, "/calendar/" + token + "x.ics", "/calendar/.ics", "/calendar/" + d.admin.Value + ".ics", "/calendar/calendar%00" + token + ".ics"} {
		r := d.get(address, nil)
		if r.Code != http.StatusNotFound || r.Body.String() != missing.Body.String() {
			t.Errorf("%s answers %d", address, r.Code)
		}
	}
	for _, value := range []string{token, "calendar%00" + token, "calendar\x00" + token} {
		d.want(d.get("/profile", &http.Cookie{Name: "__Host-latchkey", Value: value}), http.StatusSeeOther)
	}
	hasAll(t, "the log", log.String(), "/calendar/:token")
	hasNone(t, "the log", log.String(), token)
	d.want(d.post("/profile/calendar", nil, d.signIn(d.customer, d.user(d.customer, "plain", ""))), http.StatusForbidden)
}
