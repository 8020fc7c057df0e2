package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// hasLeft says, in JavaScript, that an open page of Order Desk has left by itself.
const hasLeft = `location.pathname === "/over"`

// is says whether something is true on the page. While a page is loading, nothing is.
func (b *browser) is(js string) func() bool {
	return func() bool {
		holds, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](js))
		return err == nil && holds
	}
}

// openDesk opens Order Desk from the start page.
func (b *browser) openDesk(d *demo) {
	b.t.Helper()
	b.open("/")
	b.wantTile("Order Desk", d.OrderDesk+"/")
	follow(b, chromedp.Search(`//main//li/a[.="Order Desk"]`))
	b.sees("Order Desk is open", `location.href === `+quoted(d.OrderDesk+"/"))
}

// TestOrderDesk: people of a customer open Order Desk from their start page, and are out as soon as
// they lose the seat: an open page leaves by itself, and without JavaScript the next click does.
func TestOrderDesk(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	tom := d.browse(t, "Acme", "tom")
	tom.openDesk(d)
	tom.wantText("h1", "Hello, Tom Weber")
	for _, claim := range []string{"tom @ Acme", "USER", "Europe/Berlin", "password"} {
		tom.wantText("dl", claim)
	}
	tom.do(chromedp.Evaluate[chromedp.Void](unfold))
	tom.wantText("#claims", `"account_name": "Acme"`)
	tom.followText("Acme Retail")
	tom.wantText("#access", "see and change")
	follow(tom, chromedp.CSS(`button[aria-label^="Ship"]`))
	tom.wantText("tbody tr:first-child", "shipped")
	tom.shoot("company")

	plain := openBrowser(t, d.Address, false)
	plain.signIn("Acme", "tom", d.password(t, "Acme", "tom"))
	plain.open("/")
	follow(plain, chromedp.Search(`//main//li/a[.="Order Desk"]`))
	plain.wantText("h1", "Hello, Tom Weber")

	desk := d.desk(t)
	wantOut(t, "the seat is taken", func() { d.seat(t, desk, "take") }, tom.is(hasLeft))
	tom.wantText("#over", "Latchkey ended your access to Order Desk, Tom Weber")
	tom.shoot("over")
	follow(plain, chromedp.Search(`//main//a[.="Acme Retail"]`))
	plain.wantText("#over", "Latchkey ended your access")
	follow(tom, chromedp.CSS("#over a"))
	tom.wantStatus(http.StatusForbidden)
	tom.wantText("h1", "Order Desk")

	d.seat(t, desk, "assign")
	tom.openDesk(d)
	follow(tom, chromedp.CSS(`header button`))
	tom.wantText("#signed-out", "You are signed out")
	tom.open("/")
	tom.wantText("h1", "Sign in")
}

// desk is Order Desk in the catalogue of a demo.
func (d *demo) desk(t *testing.T) registered {
	t.Helper()
	return d.signIn(t, "Northwind", "").webapp(t, "Order Desk")
}

// webapp is a webapp in the catalogue. Its secret is not known.
func (c *client) webapp(t *testing.T, name string) registered {
	t.Helper()
	page := c.get(t, "/webapps").find(t, fmt.Sprintf("a[href^='/webapps/app_']:contains(%q)", name)).AttrOr("href", "")
	return registered{id: strings.TrimPrefix(page, "/webapps/"), clientID: c.get(t, page+"/sign-in").find(t, "#client-id").Text()}
}

// TestOrderDeskOfACustomer: somebody of the support opens the customer's Order Desk as themselves,
// with the grant in the claims, until the customer revokes it. Where the customer lets no visitors
// in, a grant does not help.
func TestOrderDeskOfACustomer(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	d.ask(t, "Northwind Support", "jonas", "Acme", "Acme Retail", "Ticket 9100")
	jonas := d.browse(t, "Northwind Support", "jonas")
	d.surf(t, "Northwind Support", "jonas").refused(d.OrderDesk + "/")
	d.grant(t, "Acme", "Ticket 9100")
	jonas.do(chromedp.Navigate(d.OrderDesk + "/"))
	jonas.wantText("h1", "Hello, Jonas Brandt")
	jonas.wantText("[data-grant]", "Acme Retail")
	jonas.wantText("dl", "SUPPORT")
	jonas.do(chromedp.Evaluate[chromedp.Void](unfold))
	id := get(jonas, chromedp.Evaluate[string](`document.querySelector("[data-grant]").dataset.grant`))
	jonas.wantText("#claims", `"id": "`+id+`"`)
	jonas.followText("Acme Retail")
	jonas.wantText("#access", "By the grant "+id+", you are a visitor of Acme.")

	_, logistics := d.ids(t, "Acme", "Acme Logistics")
	other := d.surf(t, "Northwind Support", "jonas")
	answers(t, other.get(d.OrderDesk+"/"), http.StatusOK)
	answers(t, other.get(d.OrderDesk+"/companies/"+logistics), http.StatusForbidden)
	answers(t, other.get(d.OrderDesk+"/companies/com_0"), http.StatusForbidden)

	anna := d.signIn(t, "Acme", "anna")
	wantOut(t, "the grant is revoked", func() {
		answers(t, anna.send(t, "/access-requests/"+id+"/revoke", nil), http.StatusSeeOther)
	}, jonas.is(hasLeft))
	acme, _ := d.ids(t, "Acme", "")
	says(t, anna.get(t, "/accounts/"+acme+"/audit"), "Order Desk", "Jonas Brandt")

	d.ask(t, "Northwind Support", "mia", "Bergmann & Söhne", "Bergmann Werkzeuge", "Ticket 9101")
	d.grant(t, "Bergmann & Söhne", "Ticket 9101")
	d.surf(t, "Northwind Support", "mia").refused(d.OrderDesk + "/")
}

// TestOrderDeskReads: who may only read is offered no button, and a form that was sent anyway
// changes nothing. Forms from other sites change nothing either.
func TestOrderDeskReads(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	d.ask(t, "Northwind Support", "jonas", "Acme", "Acme Retail", "Ticket 9102")
	account, retail := d.ids(t, "Acme", "Acme Retail")
	acme := d.signIn(t, "Acme", "")
	request := acme.get(t, "/accounts/"+account+"/external-access").find(t, "article.request:contains('Ticket 9102')").AttrOr("id", "")
	answers(t, acme.send(t, "/access-requests/"+request+"/grant", url.Values{"read_only": {"on"}}), http.StatusSeeOther)
	jonas, tom := d.surf(t, "Northwind Support", "jonas"), d.surf(t, "Acme", "tom")
	page := d.OrderDesk + "/companies/" + retail
	answers(t, jonas.get(d.OrderDesk+"/"), http.StatusOK)
	answers(t, tom.get(d.OrderDesk+"/"), http.StatusOK)
	a := jonas.get(page)
	says(t, a, "read-only")
	if n := a.find(t, "main form").Length(); n != 0 {
		t.Errorf("%d forms", n)
	}
	number := tom.get(page).find(t, "input[name=number]").AttrOr("value", "")
	ship := func(s *surfer, origin string) answer {
		t.Helper()
		return s.do(http.MethodPost, page+"/ship", strings.NewReader(url.Values{"number": {number}}.Encode()), "Content-Type", "application/x-www-form-urlencoded", "Origin", origin)
	}
	open := func() int { t.Helper(); return tom.get(page).find(t, "main form").Length() }
	before := open()
	answers(t, ship(jonas, d.OrderDesk), http.StatusForbidden)
	answers(t, ship(tom, "https://elsewhere.example"), http.StatusForbidden)
	answers(t, ship(newSurfer(t), d.OrderDesk), http.StatusOK) // it was led to the sign-in
	same(t, open(), before, "orders that wait")
	answers(t, ship(tom, d.OrderDesk), http.StatusOK)
	same(t, open(), before-1, "orders that wait")
}

// TestOrderDeskLooks: its pages are examined like those of the gallery.
func TestOrderDeskLooks(t *testing.T) {
	t.Parallel()
	needTools(t)
	d := startDemo(t)
	axe, err := os.ReadFile(toolPath("axe-core", "axe.min.js"))
	must(t, err)
	g := &gallery{axe: string(axe), dir: t.TempDir()}
	must(t, os.MkdirAll(filepath.Join(g.dir, "html"), 0o750))
	tr := &tour{browser: openBrowser(t, d.Address, true), t: t, gallery: g, findings: map[string][]string{}}
	aylin, tom := d.surf(t, "Northwind Support", "aylin"), d.surf(t, "Acme", "tom")
	_, logistics := d.ids(t, "Acme", "Acme Logistics")
	tr.signIn("Northwind Support", "aylin", d.password(t, "Northwind Support", "aylin"))
	for i, path := range []string{"/", "/companies/" + logistics, "/companies/com_0", "/nowhere", "/callback?state=1", "/signed-out", "/over"} {
		s := sight{name: fmt.Sprint("desk-", i), path: path}
		if path == "/over" {
			tr.do(chromedp.Navigate(d.OrderDesk + "/"))
			d.revoke(t)
			tr.sees("the page has left", hasLeft)
		} else {
			tr.do(chromedp.Navigate(d.OrderDesk + path))
		}
		tr.do(chromedp.Evaluate[chromedp.Void](unfold))
		for _, as := range append(screens, narrow) {
			tr.show(as)
			if get(tr.browser, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > innerWidth`)) {
				tr.find(s, as.String(), "it scrolls sideways")
			}
			tr.runAxe(s, as, "", "html")
			tr.shoot(s.name + "-" + as.String())
		}
		for name, s := range map[string]*surfer{"aylin": aylin, "tom": tom} {
			tr.write(filepath.Join("html", fmt.Sprintf("%s-%d.html", name, i)), []byte(s.get(d.OrderDesk+path).body))
		}
	}
	for finding, where := range tr.findings {
		t.Errorf("%s: %s", where, finding)
	}
	g.validate(t)
}
