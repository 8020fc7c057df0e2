package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access"
)

// desk is a customer with two companies, and a SUPPORT account with two users.
type desk struct {
	*world
	customer, company, sibling string
	admin                      *http.Cookie
	support, mia               string
	miaCookie, colleague       *http.Cookie
}

func newDesk(t *testing.T) *desk {
	w := newWorld(t)
	d := &desk{world: w}
	d.customer, d.company = w.account("Acme")
	d.sibling = w.company(d.customer, "Acme Two")
	d.admin = w.signIn(d.customer, "")
	d.support, _ = w.account("Help desk", access.Support)
	d.mia = w.user(d.support, "mia", "")
	d.miaCookie = w.signIn(d.support, d.mia)
	d.colleague = w.signIn(d.support, w.user(d.support, "jonas", ""))
	return d
}

func (d *desk) asking() url.Values {
	return url.Values{
		"account_id": {d.customer}, "company_id": {d.company}, "description": {"Ticket <7>"},
		"valid_from": {"2026-06-01T14:00"}, "valid_to": {"2026-06-01T15:00:30"},
	}
}

func TestAsking(t *testing.T) {
	d := newDesk(t)
	w := d.world
	page := "/access-requests/new"
	w.want(w.get(page, d.miaCookie), http.StatusOK, en.Ask.Sentence("Europe/Berlin")).has("[value='2026-06-01T14:00']", "[value='2026-06-01T18:00']")
	w.want(w.get(page+"?account_search=ACM&description=kept", d.miaCookie), http.StatusOK, "Acme Two", "kept").has("[value='"+d.customer+"']", "[value='"+d.company+"']")
	w.want(w.get(page+"?account_search=help", d.miaCookie), http.StatusOK, en.Parts.NoAccountNamed("help"))

	r := w.post("/access-requests", d.asking(), d.miaCookie)
	w.want(r, http.StatusSeeOther)
	tab := "/accounts/" + d.support + "/external-access"
	same(t, r.Header().Get("Location"), tab, "asking leads to")
	w.want(w.get(tab, d.miaCookie), http.StatusOK, en.Ask.AskedNobodyDecides("Acme", "Acme One"), "Ticket &lt;7&gt;").has(saying("time", "15:00:30 CEST"), "[data-state=PENDING]")
	w.want(w.get("/accounts/"+d.customer+"/external-access", d.admin), http.StatusOK, "GRANT")
}

func TestAskingWrongly(t *testing.T) {
	d := newDesk(t)
	for name, c := range map[string]struct {
		field, value, says string
	}{
		"no account":          {"account_id", "", en.Reason(access.FindAccount{})},
		"own account":         {"account_id", d.support, en.Reason(access.NotOwnAccount{})},
		"no company":          {"company_id", "", en.Reason(access.ChooseCompany{})},
		"another's company":   {"company_id", d.world.company(d.support, "Other"), en.Reason(access.ChooseCompany{})},
		"long description":    {"description", strings.Repeat("ä", 2001), en.Reason(access.TooLong{Most: 2000, Has: 2001})},
		"another's name":      {"requested_by", "usr_other", en.Reason(access.AskForYourself{})},
		"no start":            {"valid_from", "", en.Reason(access.EnterTime{})},
		"a start that is not": {"valid_from", "yesterday", en.Reason(access.NotATime{})},
		"an end in the past":  {"valid_to", "2026-06-01T13:59:59", en.Reason(access.ChooseLater{})},
		"an end at the start": {"valid_from", "2026-06-01T15:00:30", en.Reason(access.ChooseAfterFirst{})},
		"too long":            {"valid_to", "2026-07-01T14:00:01", en.Reason(access.WindowTooLong{Most: 30 * 24 * time.Hour})},
		"a time that is not":  {"valid_to", "2027-03-28T02:30", en.Reason(access.NoSuchTime{Zone: "Europe/Berlin"})},
		"a time that is two":  {"valid_to", "2026-10-25T02:30", en.Parts.Second("25 Oct 2026, 02:30 CET")},
	} {
		t.Run(name, func(t *testing.T) {
			d.t = t
			form := d.asking()
			form.Set(c.field, c.value)
			p := d.want(d.post("/access-requests", form, d.miaCookie), http.StatusUnprocessableEntity, c.says)
			if c.field != "description" {
				p.says("Ticket &lt;7&gt;")
			}
		})
	}
}

func TestMalformedForms(t *testing.T) {
	d := newDesk(t)
	unknown, twice, broken := d.asking(), d.asking(), d.asking()
	unknown.Set("decision", "GRANTED")
	twice.Add("description", "once more")
	broken.Set("description", "\xff")
	for name, form := range map[string]url.Values{"an unknown field": unknown, "a field twice": twice, "bad encoding": broken} {
		same(t, d.post("/access-requests", form, d.miaCookie).Code, http.StatusBadRequest, "%s: status", name)
	}
	json := func(r *http.Request) { r.Header.Set("Content-Type", "application/json") }
	same(t, d.post("/access-requests", d.asking(), d.miaCookie, json).Code, http.StatusBadRequest, "JSON: status")
	large := d.asking()
	large.Set("description", strings.Repeat("x", 200<<10))
	same(t, d.post("/access-requests", large, d.miaCookie).Code, http.StatusRequestEntityTooLarge, "a large body: status")
}

func TestGranting(t *testing.T) {
	d := newDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, false)
	path := "/access-requests/" + id + "/grant"
	d.want(d.post(path, nil, d.miaCookie), http.StatusForbidden, en.Reason(access.AskersDoNotDecide{Askers: "Help desk", Account: "Acme"}))

	row := d.post(path, nil, d.admin, htmx)
	d.want(row, http.StatusOK, "Granted by Acme").has("#"+id, "[data-state=ACTIVE]")
	// more than the row would need, or still a button
	d.page(row).hasNot("title", ":matchesOwn(GRANT$)")
	d.want(d.post(path, nil, d.admin, htmx), http.StatusConflict, en.Reason(access.WasGranted{By: "Acme"})).has("#" + id)
	d.want(d.post(path, nil, d.admin), http.StatusConflict, en.Reason(access.WasGranted{By: "Acme"})).has("title")

	other := d.request(d.customer, d.sibling, d.support, d.mia, false)
	r := d.post("/access-requests/"+other+"/grant", nil, d.admin)
	d.want(r, http.StatusSeeOther)
	undo := "form[method=post][action='/access-requests/" + other + "/revoke']"
	d.want(row, http.StatusOK).has("[action='" + strings.Replace(path, "/grant", "/revoke", 1) + "']")
	page := d.get(r.Header().Get("Location"), d.admin)
	d.want(page, http.StatusOK, "Granted: mia has access to Acme Two until 1 Jun 2026, 14:30 CEST.").has(undo+" > [type=hidden][name=once][value]", saying(undo+" [type=submit]", "Undo"))
	d.page(d.get(r.Header().Get("Location"), d.admin)).hasNot(saying("", en.Parts.Undo))
	d.want(d.post("/access-requests/"+other+"/revoke", nil, d.admin), http.StatusSeeOther)
	d.want(d.get("/access-requests/"+other, d.admin), http.StatusOK, en.Request.Acts.Revoked("mia", "Acme Two")).has(saying(".badge", "ENDED"))
}

// A request that breaks the customer's own rules has no GRANT, but it can be granted with less.
func TestRulesTakeGrantAway(t *testing.T) {
	d := newDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, false)
	tab, grant := "/accounts/"+d.customer+"/external-access", "/access-requests/"+id+"/grant"
	const offered = "[aria-label='GRANT mia access to Acme One']"
	d.want(d.get(tab, d.admin), http.StatusOK).has(offered)
	rule := url.Values{"company_id": {""}, "read_only": {"on"}, "from": {"00:00"}, "to": {"24:00"}, "approvals": {"1"}}
	for day := time.Sunday; day <= time.Saturday; day++ {
		rule.Set("day_"+day.String(), "on")
	}
	d.want(d.post("/accounts/"+d.customer+"/rules", rule, d.admin), http.StatusSeeOther)
	for _, page := range []string{tab, "/access-requests/" + id} {
		d.want(d.get(page, d.admin), http.StatusOK, en.Request.MendByLess(en.Reason(access.RuleReadOnly{Account: "Acme"}))).
			has("[href='/access-requests/" + id + "?act=grant'], details#grant-" + id).hasNot(offered)
	}
	d.wantNot(d.get("/access-requests/"+id, d.miaCookie), "Grant less")
	d.want(d.post(grant, nil, d.admin), http.StatusUnprocessableEntity)
	d.want(d.post(grant, one("read_only", "on"), d.admin), http.StatusSeeOther)
}

// An external user owned by someone from the requesting side does not decide, whatever its roles.
func TestSeparationOfDuties(t *testing.T) {
	d := newDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, false)
	ownerAccount, _ := d.account("Partner")
	partner := d.user(ownerAccount, "partner", "")
	inside := d.signIn(d.customer, d.user(d.customer, "mia inside", d.mia, access.ExternalSuperuser))
	outside := d.signIn(d.customer, d.user(d.customer, "partner inside", partner, access.ExternalSuperuser))
	d.want(d.post("/access-requests/"+id+"/grant", nil, inside), http.StatusForbidden, en.Reason(access.AskersDoNotDecide{Askers: "Help desk", Account: "Acme"}))
	d.want(d.post("/access-requests/"+id+"/grant", nil, outside), http.StatusSeeOther)
}

func TestManyGrantsOfOne(t *testing.T) {
	d := newDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, false)
	super := d.signIn(d.customer, d.user(d.customer, "anna", "", access.Superuser))
	by, statuses := []*http.Cookie{d.admin, super}, make([]int, 64)
	atOnce(len(statuses), func(n int) { statuses[n] = d.post("/access-requests/"+id+"/grant", nil, by[n%2]).Code })
	slices.Sort(statuses)
	sameList(t, statuses, append([]int{http.StatusSeeOther}, slices.Repeat([]int{http.StatusConflict}, 63)...), "answers")
	same(t, d.entries(d.customer, access.RequestGranted), 1, "entries")
}

// TestGettingIn opens the company with a grant of an hour around noon, at the instants that matter.
func TestGettingIn(t *testing.T) {
	d := newDesk(t)
	d.request(d.customer, d.company, d.support, d.mia, true)
	account := d.signIn(d.support, "")
	page := func(company string) string { return "/accounts/" + d.customer + "/companies/" + company }
	for _, c := range []struct {
		name   string
		at     time.Time
		status int
	}{
		{"a millisecond before Valid From", noon.Add(-30*time.Minute - time.Millisecond), http.StatusNotFound},
		{"at Valid From", noon.Add(-30 * time.Minute), http.StatusOK},
		{"a millisecond after Valid From", noon.Add(-30*time.Minute + time.Millisecond), http.StatusOK},
		{"a millisecond before Valid To", noon.Add(30*time.Minute - time.Millisecond), http.StatusOK},
		{"at Valid To", noon.Add(30 * time.Minute), http.StatusNotFound},
		{"a millisecond after Valid To", noon.Add(30*time.Minute + time.Millisecond), http.StatusNotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.t = t
			d.setClock(c.at)
			for _, cookie := range []*http.Cookie{d.miaCookie, account} {
				read := d.entries(d.customer, access.CompanyRead)
				r := d.get(page(d.company), cookie)
				d.want(r, c.status)
				if open := c.status == http.StatusOK; open != strings.Contains(r.Body.String(), "colour") {
					t.Error("the settings are there, or not, against the clock")
				} else if n := d.entries(d.customer, access.CompanyRead) - read; (n == 1) != open {
					t.Errorf("%d new entries of a page read", n)
				}
				saved := d.post(page(d.company)+"/settings", url.Values{"key": {"colour"}, "value": {c.name}}, cookie)
				same(t, saved.Code == http.StatusSeeOther, c.status == http.StatusOK, "that editing works")
				d.want(d.get("/accounts/"+d.customer, cookie), c.status)
				d.want(d.get("/accounts/"+d.customer+"/users", cookie), c.status)
				listed := strings.Contains(d.get("/accounts", cookie).Body.String(), "Acme")
				same(t, listed, c.status == http.StatusOK, "that the account is in the list")
				d.want(d.get(page(d.sibling), cookie), http.StatusNotFound)
			}
			d.want(d.get(page(d.company), d.colleague), http.StatusNotFound)
		})
	}
}

// A live grant does not open anything that the visitor's roles do not allow.
func TestInsideByAGrant(t *testing.T) {
	d := newDesk(t)
	d.request(d.customer, d.company, d.support, d.mia, true)
	for _, tab := range []string{"audit", "external-access"} {
		d.want(d.get("/accounts/"+d.customer+"/"+tab, d.miaCookie), http.StatusForbidden)
	}
	page := d.get("/accounts/"+d.customer, d.miaCookie).Body.String()
	hasNone(t, "the page of whoever is in by a grant", page, "Acme Two", "Record")
	administrator, _ := d.account("Vendor", access.Administrator)
	d.want(d.get("/accounts/"+d.customer+"/companies/"+d.company, d.signIn(administrator, "")), http.StatusOK,
		"Acme One", en.Company.NotYours("Acme")).saysNot("secret red")
}

// A card whose request was decided on the page stays in place while the page reloads, and its row
// is below as well.
func TestDecidedCardsStay(t *testing.T) {
	d := newDesk(t)
	first, second := d.request(d.customer, d.company, d.support, d.mia, false), d.request(d.customer, d.sibling, d.support, d.mia, false)
	tab := "/accounts/" + d.customer + "/external-access"
	undecided := d.page(d.get(tab, d.admin))
	d.want(d.post("/access-requests/"+first+"/grant", nil, d.admin, htmx), http.StatusOK).has("article.request#" + first)
	again := d.get(tab+"?kept="+first, d.admin)
	d.want(again, http.StatusOK).has("article.request#"+first+"[data-state=ACTIVE]", "article.request#"+second+"[data-state=PENDING]", "tr[id='row-"+first+"']", "[hx-get='"+tab+"']")
	inOrder := func(p page) {
		t.Helper()
		ids := p.attrs("article.request", "id")
		if one, two := slices.Index(ids, first), slices.Index(ids, second); one < 0 || two < one {
			t.Error("a later card stands above an earlier one: GRANT would slide under the pointer")
		}
	}
	inOrder(undecided)
	inOrder(d.page(again))
	same(t, d.page(again).count("[href$='"+first+"?act=revoke']"), 1, "links to revoke it")
	for _, address := range []string{tab, tab + "?kept=" + second} {
		d.want(d.get(address, d.admin), http.StatusOK).has("tr#" + first)
		d.page(d.get(address, d.admin)).hasNot("article.request#" + first)
	}
	d.setClock(noon.Add(11 * time.Minute))
	d.page(d.get(tab+"?kept="+first, d.admin)).hasNot("article.request#" + first)
}

// A person with another grant for the same company keeps that access when one is revoked, and the
// dialog says so.
func TestAnotherAccessGoesOn(t *testing.T) {
	d := newDesk(t)
	says := func(others bool) string {
		return ":matches(^" + en.Request.Acts.RevokeMeans("mia", "Acme One", others) + "$)"
	}
	page := "/access-requests/" + d.request(d.customer, d.company, d.support, d.mia, true)
	d.want(d.get(page+"/dialog?act=revoke", d.admin), http.StatusOK).has("dialog "+says(false), "form[action='"+page+"/revoke']")
	d.request(d.customer, d.company, d.support, d.mia, true)
	d.want(d.get(page+"/dialog?act=revoke", d.admin), http.StatusOK).has("dialog " + says(true))
	d.want(d.get(page, d.admin), http.StatusOK).has("details " + says(true))
	d.want(d.get(page+"/dialog?act=deny", d.admin), http.StatusNotFound)
	d.want(d.get(page+"/dialog", d.admin), http.StatusOK, "Acme One").has("dialog h3")
}
