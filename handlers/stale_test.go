package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
)

// editing is a form that changes something: its page, its action, and what two people type, each in
// certain fields. The field no is left out.
type editing struct {
	route, page, action string
	cookie              *http.Cookie
	theirs, yours       url.Values
	// says is what the answer to a stale form shows of the other person's change.
	says string
}

const no = "(no)"

func edited(form, change url.Values) url.Values {
	for name := range change {
		if value := change.Get(name); value == no {
			form.Del(name)
		} else {
			form.Set(name, value)
		}
	}
	return form
}

// editings is every form of the product that changes the values of something that already exists.
func editings(w *world) []editing {
	root, _ := w.account("Root", access.Administrator)
	acme, company := w.account("Acme")
	help, _ := w.account("Help desk", access.Support)
	tom, app := w.user(acme, "tom", ""), w.webapp("Catalogue")
	guest := w.user(acme, "guest", w.user(help, "mia", ""), access.ExternalUser)
	w.user(acme, "sue", "", access.Superuser)
	w.user(acme, "sam", "", access.Superuser)
	payroll := w.subscription(acme, 5)
	w.write(func(q *db.Queries) error {
		return errOf(q.UpdateUserValidTo(w.t.Context(), db.UpdateUserValidToParams{ID: guest, AccountID: acme, ValidTo: db.NullMillis(noon.Add(time.Hour))}))
	})
	admin, own := w.signIn(root, ""), w.signIn(acme, "")
	account := "/accounts/" + acme
	companies, users := account+"/companies/"+company, account+"/users/"
	visited := []string{w.subscription(acme, 5), w.subscription(acme, 5)}
	for _, id := range append(visited, app) {
		w.formDone("/webapps/"+id+"/sign-in", one("redirect_uris", "https://app.example/callback"), admin)
	}
	return []editing{
		{"/accounts/:account/edit", account + "/edit", account + "/edit", admin, one("email", "theirs@example.com"), one("contact_first_name", "Yours"), "theirs@example.com"},
		{"/accounts/:account/passwords", account + "/edit", account + "/passwords", own, one("expiry_days", "30"), one("expiry_days", "60"), "Days until passwords expire: 30 → 60"},
		{"/accounts/:account/roles", "/accounts/" + help + "/edit", "/accounts/" + help + "/roles", admin, one("role_SALES", "on"), one("role_CONSULTANT", "on"), "SUPPORT SALES CUSTOMER"},
		{"/accounts/:account/companies/:company", companies + "/edit", companies, own, one("description", "theirs"), one("industry", "yours"), "Description: theirs"},
		{"/accounts/:account/companies/:company/settings", companies, companies + "/settings", own, one("value", "theirs"), one("value", "yours"), "colour: theirs → yours"},
		{"/accounts/:account/users/:user", users + tom, users + tom, own, one("email", "theirs@example.com"), one("first_name", "Yours"), "theirs@example.com"},
		{"/accounts/:account/users/:user/roles", users + guest, users + guest + "/roles", own, one("role_SUPERUSER", "on"), one("role_EXTERNALUSER", no), "USER SUPERUSER EXTERNALUSER"},
		{"/accounts/:account/users/:user/prolong", users + guest, users + guest + "/prolong", own, one("valid_to", "2026-06-02T10:00"), one("valid_to", "2026-06-09T10:00"), "2026-06-02T10:00"},
		{"/accounts/:account/users/:user/subscriptions", users + tom + "/subscriptions", users + tom + "/subscriptions", own, one("webapp_"+w.subscription(acme, 5), "on"), one("webapp_"+payroll, "on"), "Webapps: Payroll"},
		{"/accounts/:account/sign-in-rules", account + "/sign-in-rules", account + "/sign-in-rules", own, one("second_factor", "RECOMMENDED"), one("second_factor", "REQUIRED"), "Second factor: Recommended → Required"},
		{"/accounts/:account/rules", account + "/rules/edit", account + "/rules", own, one("approvals", "2"), one("longest_hours", "4"), "Approvals required: two different people"},
		{"/accounts/:account/rules", account + "/rules/edit?company_id=" + company, account + "/rules", own, one("read_only", "on"), one("description_required", "on"), "Read-only: yes → no"},
		{"/accounts/:account/subscriptions/:webapp", account + "/subscriptions/" + payroll, account + "/subscriptions/" + payroll, admin, one("seats", "7"), one("valid_to", "2026-07-01T00:00"), "Seats: 7 → 5"},
		{"/webapps/:webapp", "/webapps/" + app, "/webapps/" + app, admin, one("address", "https://theirs.example/"), one("description", "yours"), "https://theirs.example/"},
		{"/webapps/:webapp/sign-in", "/webapps/" + app + "/sign-in", "/webapps/" + app + "/sign-in", admin, url.Values{"redirect_uris": {"https://theirs.example/cb"}}, url.Values{"redirect_uris": {"https://yours.example/cb"}}, "https://theirs.example/cb"},
		{"/accounts/:account/visitors", account + "/visitors", account + "/visitors", own, one("webapp_"+visited[0], "on"), one("webapp_"+visited[1], "on"), "Webapps: Payroll"},
		{"/profile/notices", "/profile", "/profile/notices", own, one("topic_visits", "NONE"), one("topic_requests", "DIGEST"), "Visits: no e-mail"},
	}
}

// TestAStaleFormUndoesNobodysWork: someone who saves a form that was opened before another person
// saved it reads what the other person changed, keeps what they typed, and can then save it. A form
// without a version is saved.
func TestAStaleFormUndoesNobodysWork(t *testing.T) {
	w := newWorld(t)
	for _, e := range editings(w) {
		t.Run(strings.TrimPrefix(e.action, "/"), func(t *testing.T) {
			w.t = t
			stale, other := w.formOn(w.get(e.page, e.cookie), e.action), w.formOn(w.get(e.page, e.cookie), e.action)
			w.want(w.post(e.action, edited(other, e.theirs), e.cookie), http.StatusSeeOther)
			there := w.formOn(w.get(e.page, e.cookie), e.action)

			answer := w.post(e.action, edited(stale, e.yours), e.cookie)
			w.want(answer, http.StatusConflict, en.Parts.Stale, e.says)
			if now := w.formOn(w.get(e.page, e.cookie), e.action); now.Encode() != there.Encode() {
				t.Errorf("a stale form changed %q into %q", there, now)
			}
			// What was typed is still there, and the next click saves it.
			kept := w.formOn(answer, e.action)
			for _, hidden := range []string{"version", "held"} {
				stale.Del(hidden)
			}
			for name := range stale {
				same(t, kept.Get(name), stale.Get(name), "%s as it was typed", name)
			}
			w.want(w.post(e.action, kept, e.cookie), http.StatusSeeOther)
			now := w.formOn(w.get(e.page, e.cookie), e.action)
			for name := range e.yours {
				if value := e.yours.Get(name); value != no && now.Get(name) != value || value == no && now.Has(name) {
					t.Errorf("%s is %q after saving %q knowingly", name, now.Get(name), value)
				}
			}

			// A script that sends no version is not asked.
			edited(other, e.theirs)
			other.Del("version")
			other.Del("held")
			w.want(w.post(e.action, other, e.cookie), http.StatusSeeOther)
		})
	}
}

// TestAStaleFragment: the same goes for a setting that a script saves in place.
func TestAStaleFragment(t *testing.T) {
	w := newWorld(t)
	acme, company := w.account("Acme")
	page, own := "/accounts/"+acme+"/companies/"+company, w.signIn(acme, "")
	stale := w.formOn(w.get(page, own), page+"/settings")
	w.want(w.post(page+"/settings", url.Values{"key": {"colour"}, "value": {" theirs "}}, own), http.StatusSeeOther)
	answer := w.post(page+"/settings", edited(stale, one("value", "yours")), own, htmx)
	w.want(answer, http.StatusConflict, "colour: theirs → yours")
	w.page(answer).hasNot("title")
	saved := w.post(page+"/settings", w.formOn(answer, page+"/settings"), own, htmx)
	w.want(saved, http.StatusOK).has("[value=yours]")
	w.want(w.post(page+"/settings", edited(w.formOn(saved, page+"/settings"), one("value", " once more ")), own, htmx), http.StatusOK)
}

// TestEqualWorkIsNoConflict: saving the same as someone else undoes nothing.
func TestEqualWorkIsNoConflict(t *testing.T) {
	w := newWorld(t)
	for _, e := range editings(w) {
		if strings.HasSuffix(e.route, "/roles") {
			continue // saving roles signs people out, so the roles themselves are checked
		}
		first, second := w.formOn(w.get(e.page, e.cookie), e.action), w.formOn(w.get(e.page, e.cookie), e.action)
		w.want(w.post(e.action, edited(first, e.theirs), e.cookie), http.StatusSeeOther)
		w.want(w.post(e.action, edited(second, e.theirs), e.cookie), http.StatusSeeOther)
	}
}

// TestAMistakeKeepsTheVersion: a form that is shown again because of a mistake keeps its first
// version.
func TestAMistakeKeepsTheVersion(t *testing.T) {
	w := newWorld(t)
	acme, company := w.account("Acme")
	page, own := "/accounts/"+acme+"/companies/"+company, w.signIn(acme, "")
	mine, other := w.formOn(w.get(page+"/edit", own), page), w.formOn(w.get(page+"/edit", own), page)
	w.want(w.post(page, edited(other, one("industry", "theirs")), own), http.StatusSeeOther)
	answer := w.post(page, edited(mine, one("name", "")), own)
	w.want(answer, http.StatusUnprocessableEntity, "Enter a name.")
	w.want(w.post(page, edited(w.formOn(answer, page), one("name", "Mine")), own), http.StatusConflict, "Industry: theirs → nothing")
}

// TestAStalePageRemovesNothingUnseen: if something changed after the page was read, it is not
// removed; the answer shows the current state.
func TestAStalePageRemovesNothingUnseen(t *testing.T) {
	w := newWorld(t)
	acme, company := w.account("Acme")
	own, account := w.signIn(acme, ""), "/accounts/"+acme
	settings := account + "/companies/" + company + "/settings"
	stale := w.formOn(w.get(settings, own), settings+"/delete")
	w.want(w.post(settings, url.Values{"key": {"colour"}, "value": {"theirs"}}, own), http.StatusSeeOther)
	w.want(w.post(settings+"/delete", stale, own), http.StatusConflict, "colour: theirs")
	w.want(w.post(settings+"/delete", w.formOn(w.get(settings, own), settings+"/delete"), own), http.StatusSeeOther)

	rule := w.formOn(w.get(account+"/rules/edit", own), account+"/rules")
	rule.Del("version")
	w.want(w.post(account+"/rules", edited(rule, one("longest_hours", "8")), own), http.StatusSeeOther)
	stale = w.formOn(w.get(account+"/rules", own), account+"/rules/remove")
	w.want(w.post(account+"/rules", edited(rule, one("longest_hours", "2")), own), http.StatusSeeOther)
	w.want(w.post(account+"/rules/remove", stale, own), http.StatusConflict, "Longest access: 2 hours")
	w.want(w.post(account+"/rules/remove", nil, own), http.StatusSeeOther)
}

// editingNothing says why a form needs no version: it creates something, or it is an act that
// checks the current state itself and undoes nobody's work.
var editingNothing = map[string]string{
	"/oidc/": "webapps send it", "/session/seen": "no page has it as a form", "/prove": "proves",
	"/identity/unlink": "ends", "/identity-provider": "needs a provider: TestTwoPeopleChangeTheProvider",
	"/login/": "signs in", "/logout": "signs out", "/setup": "makes a password", "/password": "asks for the current one",
	"/security/passkeys": "is the login's own",
	"/delete":            "ends", "/remove": "ends", "/end": "ends", "/disable": "says where it is so already", "/enable": "says where it is so already",
	"/secrets": "makes one", "/retry": "does again what was not done",
	"/activate": "says where it is so already", "/deactivate": "says where it is so already", "/freeze": "says where it is so already",
	"/unfreeze": "says where it is so already", "/access-requests/": "what is decided is not decided again", "/setup-link": "makes one", "/send-link": "makes one", "/confirm": "confirms an address once",
	"/profile/deputy": "is the user's own", "/profile/calendar": "is the login's own", "/profile/language": "is the login's own", "/subscriptions/:webapp/users": "changes those ticked alone",
	"/profile/security/": "is the login's own", "/invoices": "is never edited", "/factors/": "says where it is so already",
}

// TestEveryEditingFormIsKnown finds forms that the tests above do not cover: each must create
// something, be an act, or be an editing.
func TestEveryEditingFormIsKnown(t *testing.T) {
	w := newWorld(t)
	known := editings(w)
	for _, r := range routes {
		if r.method != http.MethodPost || slices.ContainsFunc(known, func(e editing) bool { return e.route == r.path }) {
			continue
		}
		act := false
		for part := range editingNothing {
			act = act || strings.Contains(r.path, part)
		}
		makes := slices.Contains([]string{"/accounts", "/webapps", "/access-requests"}, r.path) || strings.HasSuffix(r.path, "/new") ||
			slices.Contains([]string{"companies", "users", "subscriptions", "consents"}, r.path[strings.LastIndex(r.path, "/")+1:])
		if !act && !makes {
			t.Errorf("nothing is known of POST %s", r.path)
		}
	}
}
