package e2e

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"latchkey/cmd/latchkey/smtptest"
	"latchkey/words"
)

// TestLive: the badge and the rows of External Access update by themselves, after what others do
// and by the clock.
func TestLive(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	anna, mia := d.browse(t, "Acme", "anna"), d.browse(t, "Northwind Support", "mia")
	anna.followText("External Access")
	mia.followText("External Access")
	for _, b := range []*browser{anna, mia} {
		b.do(chromedp.Evaluate[chromedp.Void](`window.samePage = true`))
	}
	sees := func(b *browser, what string, js string) {
		t.Helper()
		b.sees(what, js)
		if !get(b, chromedp.Evaluate[bool](`window.samePage === true`)) {
			t.Errorf("%s: by loading another page", what)
		}
	}
	says := func(description, state string) string {
		return `[...document.querySelectorAll('[data-state]')].some(r => r.textContent.includes('` + description + `') && r.dataset.state === '` + state + `')`
	}
	badge := func(n string) string {
		return `document.getElementById('waiting').innerText.trim().startsWith('` + n + `')`
	}
	before := anna.text("#waiting")
	if !strings.HasPrefix(strings.TrimSpace(before), "1") {
		t.Fatalf("the demo's customer has %q waiting, want 1", before)
	}
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9001")
	sees(anna, "the request appears", says("Ticket 9001", "PENDING"))
	sees(anna, "the badge counts it", badge("2"))
	sees(mia, "the asker's other page shows it", says("Ticket 9001", "PENDING"))
	anna.shoot("live")
	d.grant(t, "Acme", "Ticket 9001")
	sees(anna, "its row says that it is granted", says("Ticket 9001", "ACTIVE"))
	sees(anna, "the badge counts it no more", badge("1"))
	sees(mia, "the asker sees that it is granted", says("Ticket 9001", "ACTIVE"))

	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9003")
	sees(anna, "a third one", says("Ticket 9003", "PENDING"))
	anna.do(chromedp.Evaluate[chromedp.Void](`window.late = e => e.stopImmediatePropagation(); addEventListener('news', late, true)`))
	d.grant(t, "Acme", "Ticket 9003")
	anna.do(chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll('.request')].find(r => r.innerText.includes('Ticket 9003')).querySelector('form button').click()`))
	answered := `document.getElementById('flash').innerText.includes('granted this request.')`
	sees(anna, "that somebody was faster", answered)
	anna.shoot("answer")
	anna.do(chromedp.Evaluate[chromedp.Void](`removeEventListener('news', late, true); window.readAgain = false;
		document.body.addEventListener('htmx:after:swap', () => { window.readAgain = true }); document.body.dispatchEvent(new Event('news'))`))
	sees(anna, "the rows are read again", `window.readAgain`)
	sees(anna, "the answer stays", answered)
	sees(anna, "its row says that it is granted", says("Ticket 9003", "ACTIVE"))

	acme, logistics := d.ids(t, "Acme", "Acme Logistics")
	end := time.Now().Add(8 * time.Second)
	a := d.signIn(t, "Northwind Support", "mia").send(t, "/access-requests", url.Values{
		"account_id": {acme}, "company_id": {logistics}, "description": {"Ticket 9002"},
		"valid_from": {d.soon(t, 0)}, "valid_from_which": {"first"}, "valid_to": {end.In(berlin(t)).Format("2006-01-02T15:04:05")}, "valid_to_which": {"first"},
	})
	answers(t, a, http.StatusSeeOther)
	sees(anna, "another one waits", says("Ticket 9002", "PENDING"))
	sees(anna, "it lapses by the clock alone", says("Ticket 9002", "LAPSED"))
	sees(anna, "the badge knows", badge("1"))

	anna.do(chromedp.Evaluate[chromedp.Void](`fetch('/logout', {method: 'POST'}).then(() => document.querySelector('.request form button').click())`))
	anna.sees("an act after the session leads to the sign-in page, and back from there",
		`location.pathname === '/login' && new URLSearchParams(location.search).get('next') === '/accounts/`+acme+`/external-access'`)
}

// TestMailOfTheServer: nobody waits for a dead mail server, a killed latchkey loses nothing, and
// the operator sees everything.
func TestMailOfTheServer(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	d.stop(t)
	mails := &words.English().Mails
	smtp := smtptest.Start(t)
	smtp.Die()
	flags := []string{"--smtp", smtp.URL(), "--mail-from", "Latchkey <latchkey@example.com>"}
	s := startServe(t, d.DB, flags...)
	d.Address = s.address
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Retail", "Ticket 9003")
	eventually(t, "the operator sees what could not be sent", func() bool {
		out := succeeds(t, "mail", "status", "--db", d.DB)
		return strings.Contains(out, "PENDING") && strings.Contains(out, "connection refused")
	})
	hasAll(t, "the log says", s.Stderr.String(), `"msg":"mail not sent"`)
	s.Kill(t)
	smtp.ComeBack()
	s = startServe(t, d.DB, flags...)
	if out := succeeds(t, "mail", "retry", "--db", d.DB); !strings.HasPrefix(out, "E-mails that the running server retries now: ") {
		t.Errorf("retry printed %q", out)
	}
	asked := func() (n int) {
		for _, m := range smtp.Received() {
			if m.To == "it@acme.example" && strings.Contains(m.Body, "Ticket 9003") && m.Subject == mails.ForDeciders.AskedSubject(mails.Who("Mia Keller (mia)", "Northwind Support"), "Acme Retail") {
				n++
			}
		}
		return n
	}
	eventually(t, "the mails arrive", func() bool {
		return asked() > 0 && !strings.Contains(succeeds(t, "mail", "status", "--db", d.DB), "PENDING")
	})
	s.stop(t)
	out := succeeds(t, "mail", "status", "--db", d.DB)
	if asked() != 1 || !strings.Contains(out, "SENT") || strings.Contains(out, "PENDING") {
		t.Errorf("%d mails of the request; status:\n%s", asked(), out)
	}
	for _, args := range [][]string{{"--smtp", "smtp://me:secret@host:70000", "--mail-from", "a@b.example"}, {"--smtp", smtp.URL()}} {
		hasNone(t, "it said", fails(t, append([]string{"serve", "--db", d.DB, "--addr", "127.0.0.1:0"}, args...)...), "secret")
	}
}

// TestNothingMovesUnderThePointer: a card whose request was decided, here or by someone else, stays
// where it is and as tall as it was, and new ones appear below.
func TestNothingMovesUnderThePointer(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	for _, ticket := range []string{"Ticket 9101", "Ticket 9102"} {
		d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", ticket)
	}
	anna := d.browse(t, "Acme", "anna")
	anna.followText("External Access")
	places := func() []float64 {
		return get(anna, chromedp.Evaluate[[]float64](`[...document.querySelectorAll('.request')].map(card => card.getBoundingClientRect().top + scrollY)`))
	}
	before := places()
	if len(before) != 3 {
		t.Fatalf("%d requests wait, want 3", len(before))
	}
	stay := func(what, js string) {
		t.Helper()
		anna.sees(what, js)
		if now := places(); len(now) < 3 || !slices.Equal(now[:3], before) {
			t.Errorf("%s: the cards stood at %v, now at %v", what, before, now)
		}
	}
	anna.do(chromedp.Click(chromedp.CSS(`.request:first-of-type button[name="grant"]`)))
	stay("its row stands below", `document.querySelectorAll('[id^="row-"]').length === 1`)
	d.grant(t, "Acme", "Ticket 9101")
	stay("somebody else granted one", `document.querySelectorAll('[id^="row-"]').length === 2`)
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9103")
	stay("another one waits", `document.querySelectorAll('.request').length === 4`)
	anna.open(anna.path())
	if now := places(); len(now) != 2 {
		t.Errorf("%d cards stand on the page anew, want the two that wait", len(now))
	}
}

// TestBackAfterAMistake: Back and reloading show the form on the page from which it was sent.
func TestBackAfterAMistake(t *testing.T) {
	t.Parallel()
	b := startDemo(t).browse(t, "Acme", "anna")
	b.followText("External Access")
	b.followText("Rules and freeze")
	b.followText("Change")
	form := get(b, chromedp.Evaluate[string](`location.href`))
	for _, hours := range []string{"many", "9"} {
		b.do(chromedp.SetValue(chromedp.ID("longest_hours"), hours))
		b.followText(en.Rules.SaveRule)
	}
	b.wantText("main", "At most 9 hours at a time.")
	b.do(chromedp.NavigateBack())
	b.sees("Back shows the form", `location.href === `+quoted(form)+` && document.getElementById("longest_hours") !== null`)
}

// TestTheStartPageIsLive: a new request is announced on the open start page, and nothing takes the
// focus.
func TestTheStartPageIsLive(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	anna := d.browse(t, "Acme", "anna")
	anna.wantText("main", en.Access.RequestsWait(1))
	anna.do(chromedp.Evaluate[chromedp.Void](`window.samePage = true; document.activeElement.blur()`))
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9201")
	anna.sees("the start page tells of the new request", `document.querySelector('main').innerText.includes('`+en.Access.RequestsWait(2)+`') && window.samePage === true`)
	if !get(anna, chromedp.Evaluate[bool](`document.activeElement === document.body`)) {
		t.Error("the news took the focus")
	}
	anna.shoot("start")
}

// TestOneTruthAtATime: as soon as the card says that it is granted, so do the badge, the heading
// above it and the list of who has access, before any event arrives.
func TestOneTruthAtATime(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	anna := d.browse(t, "Acme", "anna")
	anna.followText("External Access")
	anna.do(chromedp.Evaluate[chromedp.Void](`addEventListener('news', e => e.stopImmediatePropagation(), true)`))
	anna.do(chromedp.Click(chromedp.CSS(`.request:first-of-type [aria-label^="GRANT"]`)))
	anna.sees("the card is granted", `document.querySelector('.request').dataset.state === 'ACTIVE'`)
	for what, js := range map[string]string{
		"the badge counts it no more":   `document.getElementById('waiting').innerText.trim() === ''`,
		"the heading says what it is":   `document.getElementById('waits-here').innerText === '` + en.Access.DecidedJustNow + `'`,
		"it stands among who is in now": `document.querySelector('#in tr[id^="row-"]') !== null`,
	} {
		if !get(anna, chromedp.Evaluate[bool](js)) {
			t.Errorf("not true: %s", what)
		}
	}
	anna.shoot("granted")
}
