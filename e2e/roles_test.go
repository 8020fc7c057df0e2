package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"latchkey/access"
)

// TestRoles has, for every role, someone who does in the browser everything in the role's row in
// docs/spec.md section 2. The people in one half do not touch the accounts that the other half
// changes, except their own.
func TestRoles(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	for _, half := range []struct {
		name  string
		roles []string
		does  []func(*testing.T, *demo)
	}{
		{"at the vendor", []string{"ADMINISTRATOR", "SUPPORT", "CONSULTANT", "SALES"}, []func(*testing.T, *demo){administrator, support, consultant, sales}},
		{"at the customer", []string{"CUSTOMER", "SUPERUSER", "EXTERNAL_SUPERUSER", "EXTERNALUSER", "USER"}, []func(*testing.T, *demo){customer, superuser, externalSuperuser, externalUser, user}},
	} {
		t.Run(half.name, func(t *testing.T) {
			t.Parallel()
			for i, does := range half.does {
				t.Run(half.roles[i], func(t *testing.T) { does(t, d) })
			}
		})
	}
}

func administrator(t *testing.T, d *demo) {
	b := d.browse(t, "Northwind", "")
	b.press("Accounts", en.Account.AllAccounts)
	b.press("New account", "set-up link")
	b.send("/accounts", "Set-up link for Globex", "name", "Globex", "contact_first_name", "Hank", "contact_last_name", "Scorpio", "email", "hank@globex.example", "role_SALES", "on")
	globex := d.useLink(t, b.link(), "Globex", "")
	globex.wantText("h1", "Globex")
	b.press(en.Login.GoOn, "SALES")
	account := b.path()

	b.press("Edit", "Save roles")
	b.send("/edit", "Saved.", "time_zone", "America/New_York")
	b.wantText("main", "America/New_York")
	b.press("Edit", "Save roles")
	b.send("/roles", en.Account.SavedRoles, "role_CONSULTANT", "on", "role_SALES", "off")
	b.wantTicked("role_CONSULTANT", true)
	b.wantTicked("role_SALES", false)
	globex.open("/")
	globex.wantText("h1", "Sign in") // a role change signs users out
	b.send("/disable", en.Account.LoginDisabled)
	b.send("/enable", en.Account.LoginEnabled)

	b.open(account)
	b.press("New company", "Time zone")
	b.send("/companies", en.Company.Made("Globex Mills"), "name", "Globex Mills", "industry", "Textiles")
	b.wantText("main", "Nobody else can see them without a grant.")
	b.wantNone(`form[action$="/settings"], a[href$="/settings"]`)
	b.press(en.Company.Edit, "Globex Mills")
	b.send(b.action(), "Saved.", "name", "Globex Works")
	b.wantText("h1", "Globex Works")
	b.press(en.Company.Edit, "Globex Works")
	b.opens(en.Company.DeleteTheCompany + "…")
	b.send("/delete", en.Company.Deleted)

	b.press("Users", en.Users.NoneYet)
	b.press("New user", en.Users.UserNameHint)
	b.send("/users", en.Users.MadeWithoutLink("frank"), "name", "frank", "role_SUPERUSER", "on")
	globex.signIn("Globex", "", goodPassword)
	globex.press("Users", "frank")
	globex.press("frank", en.Passwords.NotSet)
	globex.send("/setup-link", "Set-up link for frank")
	d.useLink(t, globex.link(), "Globex", "frank").wantText("h1", "Hello, frank")
	b.send(b.path(), "Saved.", "first_name", "Frank", "last_name", "Grimes")
	b.send("/roles", en.Account.SavedRoles, "role_SUPERUSER", "off")
	b.send("/deactivate", en.Users.Deactivated)
	b.send("/activate", en.Users.Activated)
	b.opens("Delete…")
	b.send("/delete", en.Users.Deleted)

	acme, _ := d.ids(t, "Acme", "")
	b.open("/accounts/" + acme + "/users")
	b.press("aylin.support", en.Users.ExternalOf("Northwind Support"))
	b.send("/roles", en.Account.SavedRoles, "role_EXTERNAL_SUPERUSER", "on", "role_EXTERNALUSER", "off", "role_SUPERUSER", "on")
	b.press("Users of Acme", "EXTERNAL_SUPERUSER")

	b.press("Webapps", "Order Desk")
	b.press("New webapp", "Key")
	b.send("/webapps", en.Webapps.Added("Maps"), "key", "maps", "name", "Maps", "address", "https://maps.northwind.example/")
	b.press("Maps", "Delete")
	b.send(b.path(), "Saved Atlas.", "name", "Atlas")
	b.open(account + "/subscriptions")
	b.send("/subscriptions", en.Webapps.Subscribed("Atlas", 3), "webapp_id", b.option("Atlas"), "seats", "3", "valid_to", "2035-01-01T00:00")
	b.press("Atlas", "0 of 3")
	b.send(b.path(), en.Webapps.SavedSubscription("Atlas"), "seats", "4")
	b.wantText("main", "0 of 4")
	b.opens(en.Webapps.Remove)
	b.send("/delete", "Atlas")
	b.press("Webapps", "Atlas")
	b.press("Atlas", en.Webapps.KeyIs("maps"))
	b.opens(en.Webapps.DeleteIt + "…")
	b.send("/delete", en.Webapps.Deleted("Atlas"))

	b.open("/accounts/" + acme)
	follow(b, chromedp.CSS(`.tabnav a[href$="/external-access"]`))
	b.wantText("main", "Ticket 4190")
	b.wantNone(`form[action$="/grant"]`)
	b.press("Record", en.Actions[access.RequestGranted])

	b.open(account + "/edit")
	b.send("/delete", en.Account.Deleted("Globex"), "name", "Globex")
}

func support(t *testing.T, d *demo) {
	b := d.browse(t, "Northwind Support", "mia")
	b.ask(d, "Lakeside Foods", "Lakeside Dairy", "Ticket 6001")
	lakeside, dairy := d.ids(t, "Lakeside Foods", "Lakeside Dairy")
	d.grant(t, "Lakeside Foods", "Ticket 6001")
	b.press("3rd-party accounts", "Access granted")
	b.press("Lakeside Foods", "it@lakeside.example")
	b.wantNoText("Lakeside Bakery") // the grant is for the other company
	b.press("Lakeside Dairy", "Lakeside Foods granted you access until ")
	b.setSetting("batch label", "LAKE")
	// the account login has access, too
	answers(t, d.signIn(t, "Northwind Support", "").get(t, "/accounts/"+lakeside+"/companies/"+dairy), http.StatusOK)

	b.open("/accounts/" + lakeside)
	b.press("Users", "grace")
	b.press("sam", en.Users.ByGrant)
	b.send(b.path(), "Saved.", "last_name", "Ortiz Vega")
	b.send("/roles", en.Account.SavedRoles, "role_SUPERUSER", "on")
	b.wantText("main", "Assigned until ")
	b.press("Users of Lakeside Foods", "Ortiz Vega")
	b.press("New user", "This will be an external user")
	b.send("/users", "Set-up link for mia.support", "name", "mia.support", "role_EXTERNALUSER", "on")
	link := b.link()
	b.press(en.Login.GoOn, en.Users.ExternalOf("Northwind Support"))
	b.wantText("main", en.Users.ValidUntil)
	b.send("/roles", en.Account.SavedRoles, "role_EXTERNAL_SUPERUSER", "on")
	b.press(en.Users.WhichWebapps("mia.support"), "Time Sheets")
	b.do(chromedp.Click(chromedp.CSS(`main label:has(input[name^="webapp_"])`)))
	b.send("/subscriptions", "Saved.")
	d.useLink(t, link, "Lakeside Foods", "mia.support").wantText("main", "Time Sheets")
}

func consultant(t *testing.T, d *demo) {
	b := d.browse(t, "Brightpath Consulting", "leo")
	b.ask(d, "Bergmann & Söhne", "Bergmann Werkzeuge", "Review 6002")
	d.grant(t, "Bergmann & Söhne", "Review 6002")
	b.press("3rd-party accounts", "Access granted")
	b.press("Bergmann & Söhne", "Karl Bergmann")
	b.press("Bergmann Werkzeuge", "Bergmann & Söhne granted you access until ")
	b.setSetting("order approval", "three people")
	b.press(en.Company.ManageSettings, "History")
	b.send("/settings/new", en.Company.SettingAdded("workshop"), "key", "workshop", "value", "in May")
	b.press("Bergmann & Söhne", "Karl Bergmann")
	b.press("Users", "ines")
	b.press("ines", "Ines")
	b.wantNone("main button")
}

func sales(t *testing.T, d *demo) {
	b := d.browse(t, "Northwind Sales", "")
	b.press("Payment", "Invoices")
	issue := func() {
		t.Helper()
		b.press(en.Invoices.New, "dated today")
		b.fill("/invoices", "account_search", "berg")
		b.do(chromedp.WaitVisible(chromedp.CSS(`[name="account_id"]`)))
		if checked := get(b, chromedp.JavascriptAttribute[bool](chromedp.CSS(`[name="account_id"]`), "checked")); !checked {
			b.do(chromedp.Click(chromedp.CSS(`[name="account_id"]`)))
		}
		b.send("/invoices", en.Invoices.CannotUndo, "messages", "1000", "price", "0.05", "vat_rate", "20", "note", "Order 77")
		b.wantText(".total", "60.00")
		b.send("/invoices", "Issued invoice")
		b.wantText("main", "Dana Okafor") // the person behind the account
		b.wantText(".total", "60.00")
	}
	issue()
	number := b.text("h1")
	pdf := get(b, chromedp.AttributeValue(chromedp.CSS(`main a[href$=".pdf"]`), "href")).Value
	document := d.signIn(t, "Northwind Sales", "").get(t, pdf)
	if answers(t, document, http.StatusOK); document.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(document.body, "%PDF-") {
		t.Errorf("%s is %s: %.20q", pdf, document.Header.Get("Content-Type"), document.body)
	}
	b.opens("Mark as paid")
	b.send("/paid", "as paid.")
	b.wantNone("main form")
	b.press("Invoices", "PAID")
	issue()
	if again := b.text("h1"); again == number {
		t.Errorf("two invoices are called %s", again)
	}
	b.unfold(en.Invoices.Cancel)
	b.send("/cancel", "Cancelled invoice", "reason", "Ordered by mistake")
	b.wantText("main", "Cancelled by")
	b.wantText("main", "Ordered by mistake")
	b.press("Invoices", "Bergmann & Söhne")
	b.wantText("table", "CANCELLED")
	b.wantText("table", "Acme")
}

// customer is the account login.
func customer(t *testing.T, d *demo) {
	b := d.browse(t, "Acme", "")
	b.wantText("main", "it@acme.example")
	b.runsAccount(d, "Acme", "customer")
	acme, _ := d.ids(t, "Acme", "")
	b.open("/accounts/" + acme + "/external-access")
	b.grants("Ticket 4201")
	b.open("/profile")
	b.send("/profile/password", "password", "current_password", d.password(t, "Acme", ""), "new_password", goodPassword)
	again := openBrowser(t, d.Address, true)
	again.signIn("Acme", "", goodPassword)
	again.wantText("h1", "Acme")
}

func superuser(t *testing.T, d *demo) {
	b := d.browse(t, "Acme", "anna")
	b.wantText("h1", "Hello, Anna")
	b.press("Account", "Acme Retail")
	b.runsAccount(d, "Acme", "superuser")
	d.ask(t, "Northwind Support", "jonas", "Acme", "Acme Logistics", "Ticket 6003")
	acme, _ := d.ids(t, "Acme", "")
	b.open("/accounts/" + acme + "/external-access")
	b.grants("Ticket 6003")
	b.press("Start", "Hello, Anna")
	b.wantText("main", "Order Desk")
	b.press(en.Start.OwnData, "you")
	b.send(b.path(), "Saved.", "email", "anna@acme.example", "current_password", d.password(t, "Acme", "anna"))
}

// runsAccount does what both the account login and a SUPERUSER do in their own account, without
// requests.
func (b *browser) runsAccount(d *demo, account, by string) {
	b.t.Helper()
	home := b.path()
	b.press("Edit", "Save")
	details := []string{"email", by + "@acme.example"}
	if by != "superuser" { // the account login's own e-mail address
		details = append(details, "current_password", d.password(b.t, account, ""))
	}
	b.send("/edit", "Saved.", details...)
	b.wantText("main", by+"@acme.example")

	b.press("New company", "Time zone")
	b.send("/companies", en.Company.Made("Company of "+by), "name", "Company of "+by)
	b.press(en.Company.ManageSettings, en.Company.NoHistory)
	b.send("/settings/new", en.Company.SettingAdded("colour"), "key", "colour", "value", "red")
	b.setSetting("colour", "blue")
	b.press(en.Company.ManageSettings, "colour: red → blue")
	b.opens("Remove…")
	b.send("/settings/delete", en.Company.SettingRemoved("colour"))
	b.open(strings.TrimSuffix(b.path(), "/settings"))
	b.press(en.Company.Edit, "Company of "+by)
	b.opens(en.Company.DeleteTheCompany + "…")
	b.send("/delete", en.Company.Deleted)

	b.press("Users", "tom")
	b.press("New user", en.Users.UserNameHint)
	b.send("/users", "Set-up link", "name", "new."+by)
	person := d.useLink(b.t, b.link(), account, "new."+by)
	person.wantNoText("Order Desk")
	b.press(en.Login.GoOn, "new."+by)
	b.wantDisabled("role_EXTERNALUSER")
	b.send(b.path(), "Saved.", "first_name", "Newton")
	b.open(home + "/subscriptions")
	b.press("Order Desk", "Seats used")
	b.do(chromedp.Click(chromedp.CSS(`main [aria-label="new.` + by + `"]`)))
	b.press(en.Webapps.Assign, en.Webapps.Assigned(1))
	person.open("/")
	person.wantText("main", "Order Desk")
	b.open(home + "/users")
	b.press("new."+by, "Webapps")
	b.send("/roles", en.Account.SavedRoles, "role_SUPERUSER", "on")
	person.signIn(account, "new."+by, goodPassword)
	person.press("Account", "Details")
	person.press("Users", "anna")
	b.send("/deactivate", en.Users.Deactivated)
	b.send("/activate", en.Users.Activated)

	b.open(home)
	b.press("Record", en.Actions[access.UserRolesChanged])
	b.press("Invoices", "PAID")
}

func externalSuperuser(t *testing.T, d *demo) {
	link := d.guest(t, "nora.guest", "EXTERNAL_SUPERUSER")
	other := d.guest(t, "olga.guest", "")
	b := d.useLink(t, link, "Lakeside Foods", "nora.guest")
	b.press("Account", "it@lakeside.example")
	home := b.path()
	b.press("Edit", "Save")
	b.send("/edit", "Saved.", "contact_first_name", "Gracie")
	b.press("Lakeside Bakery", "oven count")
	b.setSetting("oven count", "7")
	b.press(en.Company.Edit, "Lakeside Bakery")
	b.send(b.action(), "Saved.", "industry", "Bread")
	b.open(home)
	b.press("New company", "Time zone")
	b.send("/companies", en.Company.Made("Lakeside Cheese"), "name", "Lakeside Cheese")
	b.open(home + "/users")
	b.press("olga.guest", en.Users.ExternalOf("Northwind Support"))
	b.send("/roles", en.Account.SavedRoles, "role_EXTERNALUSER", "on", "role_SUPERUSER", "on")
	b.wantTicked("role_EXTERNALUSER", true)
	b.wantDisabled("role_EXTERNAL_SUPERUSER")
	olga := d.useLink(t, other, "Lakeside Foods", "olga.guest")
	olga.press("Account", "Lakeside Foods")
	olga.press("Users", "nora.guest")
	b.open(home + "/external-access")
	b.wantText("main", "External users")
}

func externalUser(t *testing.T, d *demo) {
	b := d.useLink(t, d.guest(t, "pia.guest", "EXTERNALUSER"), "Lakeside Foods", "pia.guest")
	b.plain("pia.guest")
	b.wantText("main", en.Users.ExternalOf("Northwind Support"))
	grace := d.signIn(t, "Lakeside Foods", "grace")
	lakeside, _ := d.ids(t, "Lakeside Foods", "")
	tab := "/accounts/" + lakeside + "/subscriptions"
	webapp := grace.get(t, tab).find(t, "[href#=(^"+tab+`/app_\w+$)]`).AttrOr("href", "")
	id := b.path()[strings.LastIndex(b.path(), "/")+1:]
	answers(t, grace.send(t, webapp+"/users", url.Values{"act": {"assign"}, "user_" + id: {"on"}}), http.StatusSeeOther)
	b.press("Start", "Time Sheets")
	b.wantTile("Time Sheets", "https://time.northwind.example/")
}

func user(t *testing.T, d *demo) {
	b := d.browse(t, "Acme", "tom")
	b.wantTile("Order Desk", d.OrderDesk+"/")
	b.wantTile("Time Sheets", "https://time.northwind.example/")
	b.wantNoText("Insights") // its subscription is over
	b.plain("Tom")
}

// plain does what every user does.
func (b *browser) plain(name string) {
	b.t.Helper()
	b.wantText("h1", "Hello, "+name)
	b.press(en.Start.OwnData, "you")
	b.send(b.path(), "Saved.", "first_name", "Thea", "time_zone", "Europe/Athens")
	same(b.t, get(b, chromedp.Value(chromedp.CSS(`[name="first_name"]`))), "Thea", "the first name after saving")
}

// wantTile requires a webapp on the start page.
func (b *browser) wantTile(name, address string) {
	b.t.Helper()
	same(b.t, get(b, chromedp.AttributeValue(chromedp.Search(fmt.Sprintf(`//main//li/a[.=%q]`, name)), "href")).Value, address, "%s", name)
}

// save presses a setting's button, which loads no other page with JavaScript, and waits for the
// message.
func (b *browser) save(key, want string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(fmt.Sprintf(`[aria-label="Save %s"]`, key))))
	b.sees("the page says "+want, `document.body.innerText.includes(`+quoted(want)+`)`)
}

// setSetting changes a setting on the company's page.
func (b *browser) setSetting(key, value string) {
	b.t.Helper()
	field := chromedp.CSS(fmt.Sprintf(`form:has([value=%q]) [name="value"]`, key))
	b.do(chromedp.SetValue(field, value))
	b.save(key, en.Company.SettingSaved(key))
	same(b.t, get(b, chromedp.Value(field)), value, "%s after saving", key)
}

// ask requests access with the form, for two hours from now.
func (b *browser) ask(d *demo, account, company, description string) {
	b.t.Helper()
	_, id := d.ids(b.t, account, company)
	b.press(en.Ask.Title, "The customer's administrators decide.")
	b.fill("/access-requests", "account_search", account)
	b.do(chromedp.WaitReady(chromedp.CSS(`[name="account_id"]`)), chromedp.WaitEnabled(chromedp.ID("company_id")),
		chromedp.Click(chromedp.ID("how_long-exact")), chromedp.WaitVisible(chromedp.ID("valid_to")))
	b.send("/access-requests", "You've requested access to ", "company_id", id, "description", description, "valid_to", d.soon(b.t, 2*time.Hour))
	b.wantText("main", description)
}

// grants presses GRANT for the request with a description.
func (b *browser) grants(description string) {
	b.t.Helper()
	row := requestRow(b, description)
	button := chromedp.CSS(row + ` [aria-label^="GRANT"]`)
	b.do(chromedp.Click(button), chromedp.WaitNotPresent(button))
	b.wantText(chromedp.CSS(row), "Granted by")
}
