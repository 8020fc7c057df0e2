package access

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// newToldWorld is a world in which everyone has an address, like sue@acme or office@acme, and mail
// is enabled.
func newToldWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.enableMail()
	return w
}

func (w *world) enableMail() {
	w.Helper()
	w.s.EnableMail(Links{
		Request:      func(id string) string { return "https://latchkey.test/access-requests/" + id },
		User:         func(accountID, id string) string { return "https://latchkey.test/" + accountID + "/" + id },
		Invoice:      func(id string) string { return "https://latchkey.test/payment/invoices/" + id },
		SetupLink:    func(token string) string { return "https://latchkey.test/setup-links/" + token },
		PasswordLink: func(token string) string { return "https://latchkey.test/password/" + token },
		EmailLink:    func(token string) string { return "https://latchkey.test/confirm/" + token },
		Choices:      "https://latchkey.test/profile", Security: "https://latchkey.test/profile/security",
	}, plainly)
	for _, a := range worldAccounts {
		w.write(func(q *db.Queries) error {
			return q.UpdateAccountDetails(w.Context(), db.UpdateAccountDetailsParams{ID: accountID(a.name), Email: "office@" + strings.ToLower(a.name), TimeZone: "UTC"})
		})
	}
	for _, u := range worldUsers {
		name, account, _ := strings.Cut(u.login, " @ ")
		w.write(func(q *db.Queries) error {
			return second(q.UpdateUserData(w.Context(), db.UpdateUserDataParams{
				ID: userID(u.login), AccountID: accountID(account), Email: name + "@" + strings.ToLower(account),
				TimeZone: cmp.Or(map[string]string{"sue @ Acme": "Europe/Berlin"}[u.login], "UTC"),
			}))
		})
	}
}

// sent sends what is due and returns it.
func (w *world) sent() []Mail {
	w.Helper()
	var mails []Mail
	for more := true; more; {
		more = must(w.s.SendMail(w.Context(), w.Context(), func(_ context.Context, m Mail) error {
			mails = append(mails, m)
			return nil
		}))(w)
	}
	return mails
}

// told is who gets mail because of fn, and about what.
func (w *world) told(fn func()) []string {
	w.Helper()
	w.sent()
	fn()
	lines := each(w.sent(), func(m Mail) string { return m.To + ": " + m.Subject })
	slices.Sort(lines)
	return lines
}

func hours(n float64) time.Duration { return time.Duration(n * float64(time.Hour)) }

// deciders are those who decide for Acme, each with the same subject.
func deciders(subject string) []string {
	return []string{"ext@acme: " + subject, "office@acme: " + subject, "sue@acme: " + subject}
}

func TestWhoIsTold(t *testing.T) {
	w := newToldWorld(t)
	act := func(login string, do func(context.Context, Actor, string) (Request, error), r *Request) func() {
		return func() {
			w.must(second(do(t.Context(), w.as(login), r.ID)))
		}
	}
	saying := func(do func(context.Context, Actor, string, string) (Request, error)) func(context.Context, Actor, string) (Request, error) {
		return func(ctx context.Context, by Actor, id string) (Request, error) { return do(ctx, by, id, "because") }
	}
	byAccount := func() Request {
		a := newRequest(w.clock, w.clock.Add(hours(4)))
		a.RequestedBy = userID("vera @ Vendor")
		return must(w.s.Ask(t.Context(), w.as("Vendor"), a))(w)
	}
	var r Request
	asked := func() { r = w.asked(w.clock, w.clock.Add(hours(4))) }
	granted := func() { r = w.granted(w.clock, w.clock.Add(hours(4))) }
	north := func() {
		w.must(second(w.s.Company(t.Context(), w.as("vera @ Vendor"), accountID("Acme"), companyID("North"))))
	}
	makeUser := func(login, name string) func() {
		return func() {
			w.must(third(w.s.CreateUser(t.Context(), w.as(login), accountID("Acme"), NewUser{Name: name})))
		}
	}
	for _, c := range []struct {
		what   string
		before func()
		act    func()
		want   []string
	}{
		{"asked", func() {}, asked, deciders("ASKED North by vera @ Vendor")},
		{"granted", asked, act("sue @ Acme", w.s.Grant, &r), []string{"vera@vendor: GRANTED North by sue @ Acme"}},
		{"denied", asked, act("Acme", saying(w.s.Deny), &r), []string{"vera@vendor: DENIED North by Acme"}},
		{"withdrawn by herself", asked, act("vera @ Vendor", w.s.Withdraw, &r), nil},
		{"withdrawn by a colleague", asked, act("boss @ Vendor", w.s.Withdraw, &r), []string{"vera@vendor: WITHDRAWN North by boss @ Vendor"}},
		{"asked by the account", func() { r = byAccount() }, act("sue @ Acme", w.s.Grant, &r), []string{"office@vendor: GRANTED North by sue @ Acme", "vera@vendor: GRANTED North by sue @ Acme"}},
		{"withdrawn by the account", func() { r = byAccount() }, act("Vendor", w.s.Withdraw, &r), []string{"vera@vendor: WITHDRAWN North by Vendor"}},
		{"revoked", granted, act("sue @ Acme", saying(w.s.Revoke), &r), []string{"vera@vendor: REVOKED North by sue @ Acme"}},
		{"handed back by herself", granted, act("vera @ Vendor", w.s.HandBack, &r), nil},
		{"handed back by a colleague", granted, act("boss @ Vendor", w.s.HandBack, &r), []string{"vera@vendor: HANDED_BACK North by boss @ Vendor"}},
		{"went in", granted, north, deciders("ENTERED North by vera @ Vendor")},
		{"went in again", func() {}, north, nil},
		{"made a user by a grant", func() {}, makeUser("vera @ Vendor", "guest"), deciders("USER_MADE guest in Acme by vera @ Vendor")},
		{"made a user as ADMINISTRATOR", func() {}, makeUser("Root", "more"), []string{
			"ext@acme: USER_MADE more in Acme by Root", "office@acme: USER_MADE more in Acme by Root", "spy@acme: USER_MADE more in Acme by Root",
			"sue@acme: USER_MADE more in Acme by Root",
		}},
		{"made a user itself", func() {}, makeUser("sue @ Acme", "own"), nil},
	} {
		c.before()
		equal(t, c.what, strings.Join(w.told(c.act), "\n"), strings.Join(c.want, "\n"))
		w.clock = w.clock.Add(time.Minute)
	}
}

// TestLetterOfANotice checks what a reader's letter contains.
func TestLetterOfANotice(t *testing.T) {
	w := newToldWorld(t)
	letters := w.keepLetters()
	r := w.asked(w.clock, w.clock.Add(hours(4)))
	w.must(second(w.s.Deny(t.Context(), w.as("sue @ Acme"), r.ID, "Not in June.\nBcc: all@acme")))
	for which, want := range map[string]struct {
		by     Signatory
		reason string
	}{
		"ASKED Europe/Berlin": {by: Signatory{Kind: KindUser, Name: "vera @ Vendor"}},
		"DENIED UTC":          {by: Signatory{Kind: KindUser, Name: "sue @ Acme"}, reason: "Not in June.\nBcc: all@acme"},
	} {
		i := slices.IndexFunc(*letters, func(l Letter) bool { return fmt.Sprint(l.Notice, " ", l.Zone) == which })
		if i < 0 {
			t.Fatalf("no letter %s: %+v", which, *letters)
		}
		l := (*letters)[i]
		if l.Request == nil || l.Request.ID != r.ID || l.Request.Description != r.Description || l.Account != "Acme" {
			t.Errorf("%s: %+v", which, l)
		}
		equal(t, which, fmt.Sprint(l.By, l.Reason, l.At.Equal(w.clock), l.Link, l.Choices),
			fmt.Sprint(want.by, want.reason, true, "https://latchkey.test/access-requests/"+r.ID, "https://latchkey.test/profile"))
	}
}

// TestEveryNoticeIsTold sends each kind, including those whose act someone else performs.
func TestEveryNoticeIsTold(t *testing.T) {
	w := newToldWorld(t)
	r := w.asked(w.clock, w.clock.Add(hours(4)))
	w.sent()
	for n, kind := range noticeKinds {
		w.clock = w.clock.Add(time.Second)
		if (kind.topic == "") != (n == NoticeNobodyDecides) {
			t.Errorf("%s is of the topic %q", n, kind.topic)
		}
		w.must(w.s.transact(t.Context(), clockActor, w.clock, func(tx *tx) error { return tx.notify(t.Context(), n, r, grounds{reason: "until noon"}) }))
		got := w.sent()
		want := 1
		if kind.toDeciders {
			want = 3
		}
		if len(got) != want {
			t.Errorf("%s went to %d, want %d", n, len(got), want)
			continue
		}
		if got[0].Subject != string(n)+" North" || !strings.Contains(got[0].Body, "because until noon\n") {
			t.Errorf("%s says:\n%s", n, got[0].Subject+"\n"+got[0].Body)
		}
	}
}

// TestLanguageOfMails: a login's own choice, or else what its browser preferred, or else the same
// of its account.
func TestLanguageOfMails(t *testing.T) {
	w := newToldWorld(t)
	language := func() string {
		w.clock = w.clock.Add(hours(1))
		w.asked(w.clock, w.clock.Add(hours(4)))
		return w.mailTo(w.sent(), "sue@acme").Language
	}
	user := func(tag string) func(*db.Queries) error {
		return func(q *db.Queries) error {
			return q.UpdateUserLanguage(t.Context(), db.UpdateUserLanguageParams{Language: tag, ID: userID("sue @ Acme")})
		}
	}
	browser := func(q *db.Queries) error {
		return q.UpdateUserLastLogin(t.Context(), db.UpdateUserLastLoginParams{LastLoginAt: db.NullMillis(w.clock), BrowserLanguage: "browser", ID: userID("sue @ Acme")})
	}
	for _, c := range []struct {
		set  func(*db.Queries) error
		want string
	}{
		{user(""), ""},
		{func(q *db.Queries) error {
			return q.UpdateAccountBrowserLanguage(t.Context(), db.UpdateAccountBrowserLanguageParams{BrowserLanguage: "account's browser", ID: accountID("Acme")})
		}, "account's browser"},
		{func(q *db.Queries) error {
			return q.UpdateAccountLanguage(t.Context(), db.UpdateAccountLanguageParams{Language: "account", ID: accountID("Acme")})
		}, "account"},
		{browser, "browser"},
		{user("chosen"), "chosen"},
	} {
		w.write(c.set)
		equal(t, c.want, language(), c.want)
	}
}

func TestNobodyCouldDecide(t *testing.T) {
	w := newToldWorld(t)
	bea, north := w.as("vera @ Vendor"), newRequest(w.clock, w.clock.Add(hours(4)))
	w.setActive("sue @ Acme", false)
	w.setActive("bea @ Borealis", false) // the owner of ext
	got := w.told(func() {
		equal(t, "the account login could", must(w.s.Ask(t.Context(), bea, north))(w).NobodyDecides, false)
	})
	equal(t, "told", got, []string{"office@acme: ASKED North by vera @ Vendor"})
	w.addUnused()
	got = w.told(func() {
		hall := newRequest(w.clock, w.clock.Add(hours(4)))
		hall.AccountID, hall.CompanyID = "acc_New", "com_Hall"
		equal(t, "nobody could", must(w.s.Ask(t.Context(), bea, hall))(w).NobodyDecides, true)
	})
	equal(t, "told", got, []string{"vera@vendor: NOBODY_DECIDES Hall by vera @ Vendor"})
}

// While an account is disabled, nobody gets a warning that access to it is about to end, because
// nobody has access.
func TestNoticesOfADisabledAccount(t *testing.T) {
	w := newToldWorld(t)
	w.granted(w.clock, w.clock.Add(hours(8)))
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", false))
	w.clock = w.clock.Add(hours(7.8))
	equal(t, "disabled", w.told(func() { w.must(w.s.MakeDueNotices(t.Context())) }), []string{})
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", true))
	equal(t, "enabled", w.told(func() { w.must(w.s.MakeDueNotices(t.Context())) }), []string{"vera@vendor: ENDING North"})
}

func TestChoicesAndTheDigest(t *testing.T) {
	w := newToldWorld(t)
	sue := w.as("sue @ Acme")
	w.must(w.s.ChooseNotices(t.Context(), sue, map[Topic]Choice{TopicRequests: ChoiceDigest, TopicVisits: ChoiceNone}))
	w.must(w.s.ChooseNotices(t.Context(), w.as("Acme"), map[Topic]Choice{TopicRequests: ChoiceNone}))
	equal(t, "no topic of hers", outcome(w.s.ChooseNotices(t.Context(), sue, map[Topic]Choice{TopicEnded: ChoiceNone})), "invalid ended")
	equal(t, "no choice", outcome(w.s.ChooseNotices(t.Context(), sue, map[Topic]Choice{TopicUsers: "LATER"})), "invalid users")
	equal(t, "chosen again", w.recorded(func() {
		w.must(w.s.ChooseNotices(t.Context(), sue, map[Topic]Choice{TopicRequests: ChoiceDigest}))
	}), []string{})

	var r Request
	equal(t, "at once", w.told(func() { r = w.asked(w.clock, w.clock.Add(hours(48))) }), []string{"ext@acme: ASKED North by vera @ Vendor"})
	w.must(second(w.s.Grant(t.Context(), w.as("Acme"), r.ID)))
	equal(t, "no mail of visits for her", w.told(func() {
		w.must(second(w.s.Company(t.Context(), w.as("vera @ Vendor"), accountID("Acme"), companyID("North"))))
	}), []string{"ext@acme: ENTERED North by vera @ Vendor", "office@acme: ENTERED North by vera @ Vendor"})

	// 8:00 in Berlin is 7:00 in UTC.
	w.clock = at("2026-03-03T06:59:59Z")
	equal(t, "before 8", w.told(func() { w.must(w.s.MakeDueNotices(t.Context())) }), []string{})
	w.clock = at("2026-03-03T07:00:00Z")
	w.must(w.s.MakeDueNotices(t.Context()))
	digest := w.sent()
	if len(digest) != 1 || digest[0].To != "sue@acme" || digest[0].Subject != "DIGEST 1" {
		t.Fatalf("the digest is %+v", digest)
	}
	want := "2026-03-02 10:00:00 +0100 CET ASKED North by vera @ Vendor ACTIVE https://latchkey.test/access-requests/" + r.ID + "\n"
	if !strings.HasPrefix(digest[0].Body, want) {
		t.Errorf("the digest says:\n%s\nwant\n%s", digest[0].Body, want)
	}
	w.clock = w.clock.Add(hours(24))
	equal(t, "nothing, no digest", w.told(func() { w.must(w.s.MakeDueNotices(t.Context())) }), []string{})
}

func TestDeputies(t *testing.T) {
	w := newToldWorld(t)
	w.addUser(worldUser{login: "max @ Acme", roles: []Role{Superuser}}, time.Time{})
	w.write(func(q *db.Queries) error {
		return second(q.UpdateUserData(t.Context(), db.UpdateUserDataParams{ID: "usr_max", AccountID: accountID("Acme"), Email: "max@acme", TimeZone: "UTC"}))
	})
	sue, berlin := w.as("sue @ Acme"), func(t time.Time) LocalTime { return LocalTime{Text: LocalText(t, location("Europe/Berlin"))} }
	from, to := berlin(w.clock.Add(hours(1))), berlin(w.clock.Add(hours(3)))
	for deputy, want := range map[string]string{
		"usr_paul": "invalid deputy", "usr_ext": "invalid deputy", "usr_sue": "invalid deputy", "usr_bea": "invalid deputy", "": "invalid deputy", "usr_max": "done",
	} {
		equal(t, deputy, outcome(w.s.NameDeputy(t.Context(), sue, deputy, from, to)), want)
	}
	equal(t, "backwards", outcome(w.s.NameDeputy(t.Context(), sue, "usr_max", to, from)), "invalid away_to")
	equal(t, "not one who decides", outcome(w.s.NameDeputy(t.Context(), w.as("paul @ Acme"), "usr_max", from, to)), "forbidden")
	equal(t, "the account login", outcome(w.s.NameDeputy(t.Context(), w.as("Acme"), "usr_max", from, to)), "invalid deputy")
	w.must(w.s.ChooseNotices(t.Context(), w.as("max @ Acme"), map[Topic]Choice{TopicRequests: ChoiceNone}))

	toldOf := func() []string {
		w.clock = w.clock.Add(gatherWithin) // each separately
		lines := w.told(func() { w.asked(w.clock, w.clock.Add(hours(4))) })
		return each(lines, func(line string) string { return strings.Split(line, ":")[0] })
	}
	begin := w.clock
	here, away := []string{"ext@acme", "office@acme", "sue@acme"}, []string{"ext@acme", "max@acme", "office@acme"}
	equal(t, "before", toldOf(), here)
	w.clock = begin.Add(hours(1))
	equal(t, "away", toldOf(), away)
	w.asked(w.clock, w.clock.Add(hours(4)))
	for _, m := range w.sent() {
		if strings.Contains(m.Body, "as deputy of sue") != (m.To == "max@acme") {
			t.Errorf("to %s:\n%s", m.To, m.Body)
		}
	}
	w.must(w.s.NameDeputy(t.Context(), w.as("max @ Acme"), "usr_sue", LocalTime{Text: LocalText(w.clock, time.UTC)}, LocalTime{Text: LocalText(w.clock.Add(hours(9)), time.UTC)}))
	equal(t, "each the other's deputy: each for itself", toldOf(), here)
	w.must(w.s.EndDeputy(t.Context(), w.as("max @ Acme")))
	w.setActive("max @ Acme", false)
	equal(t, "the deputy cannot", toldOf(), here)
	w.setActive("max @ Acme", true)
	w.clock = begin.Add(hours(3))
	equal(t, "back", toldOf(), here)
	equal(t, "ended", outcome(w.s.EndDeputy(t.Context(), w.as("sue @ Acme"))), "done")
	equal(t, "ended again", outcome(w.s.EndDeputy(t.Context(), w.as("sue @ Acme"))), "conflict")
}

// One address gets one mail, and nobody gets one about their own act with another login.
func TestOneMailForEachAddress(t *testing.T) {
	w := newToldWorld(t)
	w.write(func(q *db.Queries) error {
		return q.UpdateAccountDetails(t.Context(), db.UpdateAccountDetailsParams{ID: accountID("Acme"), Email: "SUE@acme", TimeZone: "UTC"})
	})
	equal(t, "asked", w.told(func() { w.asked(w.clock, w.clock.Add(hours(1))) }),
		[]string{"ext@acme: ASKED North by vera @ Vendor", "sue@acme: ASKED North by vera @ Vendor"})
	r, acme := w.asked(w.clock, w.clock.Add(hours(1))), w.as("Acme")
	equal(t, "done by the account, which sue@acme reads the mail of", w.told(func() {
		w.must(w.s.transact(t.Context(), acme, w.clock, func(tx *tx) error { return tx.notify(t.Context(), NoticeVisit, r, grounds{}) }))
	}), []string{"ext@acme: VISIT North by Acme"})
}
