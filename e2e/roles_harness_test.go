package e2e

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browse signs someone in, in a new browser.
func (d *demo) browse(t *testing.T, account, user string) *browser {
	t.Helper()
	b := openBrowser(t, d.Address, true)
	b.signIn(account, user, d.password(t, account, user))
	return b
}

// useLink sets a password with a set-up link, in a new browser, which signs in.
func (d *demo) useLink(t *testing.T, link, account, user string) *browser {
	t.Helper()
	b := openBrowser(t, d.Address, true)
	b.open(strings.TrimPrefix(link, d.Address))
	b.wantText("h1", "Choose your password")
	login := account
	if user != "" {
		login = user + " @ " + account
	}
	b.send(b.path(), login, "password", goodPassword)
	return b
}

// soon is a time in the near future, as someone in Berlin or Rome types it.
func (d *demo) soon(t *testing.T, after time.Duration) string {
	t.Helper()
	return time.Now().Add(after).In(berlin(t)).Format("2006-01-02T15:04")
}

// ask requests access to a company, for two hours from now.
func (d *demo) ask(t *testing.T, account, user, customer, company, description string) {
	t.Helper()
	d.askFor(t, "", account, user, customer, company, description)
}

// askFor is ask for a ticket.
func (d *demo) askFor(t *testing.T, ticket, account, user, customer, company, description string) {
	t.Helper()
	customerID, companyID := d.ids(t, customer, company)
	a := d.signIn(t, account, user).send(t, "/access-requests", url.Values{
		"account_id": {customerID}, "company_id": {companyID}, "description": {description}, "ticket": {ticket},
		"valid_from": {d.soon(t, 0)}, "valid_from_which": {"first"}, "valid_to": {d.soon(t, 2*time.Hour)}, "valid_to_which": {"first"},
	})
	answers(t, a, http.StatusSeeOther)
}

// grant grants the request with a description, as the customer's account login.
func (d *demo) grant(t *testing.T, customer, description string) {
	t.Helper()
	c := d.signIn(t, customer, "")
	id, _ := d.ids(t, customer, "")
	request, found := c.get(t, "/accounts/"+id+"/external-access").find(t, fmt.Sprintf("article.request:contains(%q)", description)).Attr("id")
	if !found {
		t.Fatalf("no request says %q", description)
	}
	answers(t, c.send(t, "/access-requests/"+request+"/grant", nil), http.StatusSeeOther)
}

// guest is the set-up link of an external user with a role (or "" for none). aylin of the support
// creates the user in Lakeside Foods under a grant, and the customer extends it: before that, its
// roles reach no further than the grant.
func (d *demo) guest(t *testing.T, name, role string) (link string) {
	t.Helper()
	d.ask(t, "Northwind Support", "aylin", "Lakeside Foods", "Lakeside Bakery", "For "+name)
	d.grant(t, "Lakeside Foods", "For "+name)
	lakeside, _ := d.ids(t, "Lakeside Foods", "")
	form := url.Values{"name": {name}}
	if role != "" {
		form.Set("role_"+role, "on")
	}
	a := d.signIn(t, "Northwind Support", "aylin").send(t, "/accounts/"+lakeside+"/users", form)
	answers(t, a, http.StatusOK)
	user := a.find(t, "a[href^='/accounts/"+lakeside+"/users/usr_']").AttrOr("href", "")
	keep := url.Values{"valid_to": {d.soon(t, 24*time.Hour)}}
	if role != "" {
		keep.Set("keep_"+role, "on")
	}
	answers(t, d.signIn(t, "Lakeside Foods", "").send(t, user+"/prolong", keep), http.StatusSeeOther)
	return a.setupLink(t)
}

// fill types into, ticks or chooses the controls of the form whose action ends like this: names and
// values alternate.
func (b *browser) fill(action string, namesAndValues ...string) {
	b.t.Helper()
	for i := 0; i < len(namesAndValues); i += 2 {
		name, value := namesAndValues[i], namesAndValues[i+1]
		field := chromedp.CSS(fmt.Sprintf(`main form[action$=%q] [name=%q]`, action, name))
		switch get(b, chromedp.JavascriptAttribute[string](field, "type")) {
		case "checkbox":
			if checked := get(b, chromedp.JavascriptAttribute[bool](field, "checked")); checked != (value == "on") {
				b.do(chromedp.Click(field))
			}
		case "select-one", "date", "datetime-local":
			b.do(chromedp.SetValue(field, value))
		default:
			b.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelector(%q).select()`, field)), chromedp.SendKeys(field, value))
		}
	}
}

// send fills in a form, sends it, and requires a text on the next page.
func (b *browser) send(action, want string, namesAndValues ...string) {
	b.t.Helper()
	b.fill(action, namesAndValues...)
	b.enter(chromedp.CSS(fmt.Sprintf(`main form[action$=%q] button[type="submit"]:not(.sr-only, [formmethod])`, action)))
	b.wantText("body", want)
}

// focus focuses a button or a link. Keys then reach it, whereas a click could miss something that
// still moves because it was just unfolded.
func (b *browser) focus(selector chromedp.CSS) {
	b.t.Helper()
	b.do(chromedp.WaitVisible(selector))
	b.retry(chromedp.Focus(selector))
}

// retry repeats something until it works: an element that was just unfolded, or just loaded,
// accepts the focus and keys only once it is laid out.
func (b *browser) retry(action chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for ctx.Err() == nil && chromedp.Do(ctx, action) != nil {
		continue
	}
}

// enter sends a form with Enter on its button.
func (b *browser) enter(button chromedp.CSS) {
	b.t.Helper()
	b.focus(button)
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.SendKeys(button, kb.Enter)); err != nil {
		b.shoot("failed")
		b.t.Fatalf("send with %s: %v\n%s", button, err, b.text("body"))
	}
	b.isReady()
}

// opens presses a button that opens a dialog or, without JavaScript, the link in its place.
func (b *browser) opens(text string) {
	b.t.Helper()
	what := "button[@commandfor]"
	if get(b, chromedp.Evaluate[bool](`matchMedia("(scripting: none)").matches`)) {
		what = `a[starts-with(@href, "#")]`
	}
	b.do(chromedp.Click(chromedp.Search(fmt.Sprintf(`//main//%s[starts-with(normalize-space(.), %q)]`, what, text))), chromedp.WaitVisible(chromedp.CSS("dialog[open], dialog:target")))
}

// press clicks a link or a button that leads to another page, and requires a text on it.
func (b *browser) press(text, want string) {
	b.t.Helper()
	b.followText(text)
	b.wantText("main", want)
}

// unfold opens the details whose summary begins with a text.
func (b *browser) unfold(text string) {
	b.t.Helper()
	summary := chromedp.Search(fmt.Sprintf(`//main//summary[starts-with(normalize-space(.), %q)]`, text))
	b.do(chromedp.WaitVisible(summary))
	b.retry(chromedp.SendKeys(summary, kb.Enter))
	b.do(chromedp.WaitVisible(chromedp.Search(fmt.Sprintf(`//main//details[@open]/summary[starts-with(normalize-space(.), %q)]`, text))))
}

// path is the path of the page.
func (b *browser) path() string {
	b.t.Helper()
	u, err := url.Parse(get(b, chromedp.Location()))
	must(b.t, err)
	return u.Path
}

// action is the action of the page's first form.
func (b *browser) action() string {
	b.t.Helper()
	return get(b, chromedp.AttributeValue(chromedp.CSS("main form"), "action")).Value
}

// link is the set-up link on the page.
func (b *browser) link() string {
	b.t.Helper()
	return get(b, chromedp.Value(chromedp.ID("link")))
}

// option is the value of the option with a text.
func (b *browser) option(text string) string {
	b.t.Helper()
	return get(b, chromedp.AttributeValue(chromedp.Search(fmt.Sprintf(`//main//option[normalize-space(.)=%q]`, text)), "value")).Value
}

func (b *browser) wantTicked(name string, want bool) {
	b.t.Helper()
	same(b.t, get(b, chromedp.JavascriptAttribute[bool](chromedp.CSS(fmt.Sprintf(`main [name=%q]`, name)), "checked")), want, "%s is ticked", name)
}

func (b *browser) wantDisabled(name string) {
	b.t.Helper()
	if !get(b, chromedp.JavascriptAttribute[bool](chromedp.CSS(fmt.Sprintf(`main [name=%q]`, name)), "disabled")) {
		b.t.Errorf("%s can be ticked", name)
	}
}

// wantNone requires that nothing on the page matches a selector.
func (b *browser) wantNone(selector string) {
	b.t.Helper()
	script := fmt.Sprintf(`Array.from(document.querySelectorAll(%q), e => e.outerHTML)`, selector)
	for _, found := range get(b, chromedp.Evaluate[[]string](script)) {
		b.t.Errorf("%s has %s", b.path(), found)
	}
}

func (b *browser) wantNoText(text string) {
	b.t.Helper()
	hasNone(b.t, b.path(), b.text("main"), text)
}

// line is a URL to try.
type line struct {
	method, path string
	form         url.Values
}

func (l line) String() string {
	return strings.TrimSpace(l.method + " " + l.path + " " + l.form.Encode())
}

// lines parses URLs, and replaces names by ids.
func (m mayNot) lines(t *testing.T, text string, names map[string]map[string]string) (lines []line) {
	t.Helper()
	filled := regexp.MustCompile(`\{(\w+)\.?(\w*)\}`).ReplaceAllStringFunc(text, func(name string) string {
		which, what, _ := strings.Cut(strings.Trim(name, "{}"), ".")
		id := names[map[string]string{"own": m.own, "granted": m.granted, "other": m.other}[which]][what]
		if id == "" {
			t.Fatalf("%s has no %s", m.role, name)
		}
		return id
	})
	for _, l := range strings.Split(filled, "\n") {
		if words := strings.Fields(l); len(words) > 0 {
			form, err := url.ParseQuery(strings.Join(words[2:], " "))
			must(t, err)
			lines = append(lines, line{words[0], words[1], form})
		}
	}
	return lines
}

// names are the ids of an account ("") and of objects in it, by the account's name.
func (d *demo) names(t *testing.T) map[string]map[string]string {
	t.Helper()
	admin, sales := d.signIn(t, "Northwind", ""), d.signIn(t, "Northwind Sales", "")
	// the id in a link's URL, or of an element
	find := func(c *client, path, selector string) string {
		t.Helper()
		a := c.get(t, path)
		answers(t, a, http.StatusOK)
		found := a.find(t, selector)
		to := found.AttrOr("href", found.AttrOr("id", ""))
		return to[strings.LastIndex(to, "/")+1:]
	}
	webapp := find(admin, "/webapps", "a[href^='/webapps/app_']")
	users := map[string]string{"Acme": "tom", "Lakeside Foods": "sam", "Bergmann & Söhne": "ines", "Northwind Support": "jonas", "Brightpath Consulting": "leo"}
	names := map[string]map[string]string{}
	for _, a := range d.Accounts {
		path := "/accounts/" + a.ID
		n := map[string]string{
			"": a.ID, "webapp": webapp,
			"user":    find(admin, path+"/users", "a[href*='/users/usr_']:matches(^"+users[a.Name]+"$)"),
			"request": find(admin, path+"/external-access", "[id^=req_][data-state=PENDING]"),
			"invoice": find(sales, "/payment/invoices", "tr:has(td[data-label=Account]:matchesOwn(^"+a.Name+"$)) a[href*='/invoices/inv_']"),
		}
		if id := find(admin, path+"/subscriptions", `[href#=(/subscriptions/app_\w+$)]`); id != "" {
			n["webapp"] = id
		}
		for i, c := range a.Companies {
			n[fmt.Sprint("company", map[int]string{1: "2"}[i])] = c.ID
		}
		names[a.Name] = n
	}
	names["Acme"]["user"] = find(admin, "/accounts/"+names["Acme"][""]+"/users", "a[href*='/users/usr_']:matches(^anna$)")
	return names
}

// offer is what a page offers: a link, or a form with the names of its editable fields.
type offer struct {
	Method, Path, Page string
	Names              []string
}

// offeredOn is the page with the link or the form that sends the line.
func (l line) offeredOn(offers []offer) string {
	for _, o := range offers {
		has := o.Method == l.method && o.Path == l.path
		for name := range l.form {
			has = has && (l.method == http.MethodGet || slices.Contains(o.Names, name))
		}
		if has {
			return o.Page
		}
	}
	return ""
}

// crawl opens every page that links lead to, from the start page, but only the named accounts. All
// pages must exist.
func (b *browser) crawl(accounts ...string) (offers []offer) {
	b.t.Helper()
	const script = `[
		...Array.from(document.links).filter(a => a.origin === location.origin).map(a => ({Method: "GET", Path: a.pathname, Names: []})),
		...Array.from(document.forms, f => ({Method: f.getAttribute("method").toUpperCase(), Path: new URL(f.getAttribute("action"), location).pathname,
			Names: Array.from(f.elements).filter(e => e.name && !e.disabled).map(e => e.name)}))
	]`
	seen, waiting := map[string]bool{"/": true}, []string{"/"}
	for len(waiting) > 0 {
		page := waiting[0]
		waiting = waiting[1:]
		b.open(page)
		same(b.t, b.lastStatus(), http.StatusOK, "the answer of %s, to which a page links", page)
		for _, o := range get(b, chromedp.Evaluate[[]offer](script)) {
			o.Page = page
			offers = append(offers, o)
			id, inAccount := strings.CutPrefix(o.Path, "/accounts/")
			id, _, _ = strings.Cut(id, "/")
			elsewhere := inAccount && id != "new" && !slices.Contains(accounts, id)
			download := slices.ContainsFunc([]string{".pdf", ".csv", "/evidence", "/export", "/receipt"}, func(end string) bool { return strings.HasSuffix(o.Path, end) })
			if o.Method == http.MethodGet && !seen[o.Path] && !elsewhere && !download {
				seen[o.Path] = true
				waiting = append(waiting, o.Path)
			}
		}
	}
	return offers
}

func (b *browser) lastStatus() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.status
}

// wantLinks requires links with these texts, and no others.
func (b *browser) wantLinks(selector, want string) {
	b.t.Helper()
	got := get(b, chromedp.Evaluate[string](fmt.Sprintf(`Array.from(document.querySelectorAll(%q), a => a.firstChild.textContent.trim()).join(", ")`, selector)))
	same(b.t, got, want, "the links of %s", selector)
}

// actor is the record's name for the login.
func (m mayNot) actor() string {
	if m.user == "" {
		return m.account
	}
	return m.user + " @ " + m.account
}

// entries are what someone did, according to the record.
func (d *demo) entries(t *testing.T, actor string) []string {
	t.Helper()
	f := openFile(t, d.DB)
	defer f.close()
	return f.texts("SELECT action FROM audit_entries WHERE actor_name = ? ORDER BY seq", actor)
}
