package e2e

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// mayNot is a login, and URLs that its role does not allow: one per line, followed by a form for
// those that are posted to. {own} is its account, {other} an unrelated one, and {granted} one to
// which a grant gives it access.
type mayNot struct {
	role, account, user   string
	own, granted, other   string
	forbidden, notFound   string
	navigation, tabsOfOwn string
}

// What only ADMINISTRATOR, SUPPORT or CONSULTANT, and SALES may do.
const (
	administering = `
		GET  /accounts/new
		POST /accounts name=Globex
		GET  /webapps
		POST /webapps key=maps&name=Maps&address=https://maps.example/
		GET  /webapps/new
		GET  /webapps/{own.webapp}
		POST /webapps/{own.webapp} name=Mine&address=https://maps.example/
		POST /webapps/{own.webapp}/delete`
	asking = `
		GET  /access-requests/new
		POST /access-requests account_id={other}&company_id={other.company}`
	selling = `
		GET  /payment/invoices
		GET  /payment/invoices.csv
		GET  /payment/invoices/new
		POST /payment/invoices account_id={other}`
)

// What the account login itself may not do in its account; and what only an account's own people
// may do with it.
const (
	ofAccount = `
		POST /accounts/{A}/roles role_SUPPORT=on
		POST /accounts/{A}/disable
		POST /accounts/{A}/enable
		POST /accounts/{A}/setup-link
		POST /accounts/{A}/delete name=Mine
		POST /accounts/{A}/subscriptions webapp_id={own.webapp}&seats=5
		POST /accounts/{A}/subscriptions/{A.webapp} seats=99
		POST /accounts/{A}/subscriptions/{A.webapp}/delete`
	inAccount = `
		GET  /accounts/{A}/edit
		POST /accounts/{A}/edit email=me@example.com
		GET  /accounts/{A}/companies/new
		POST /accounts/{A}/companies name=Mine
		GET  /accounts/{A}/external-access
		GET  /accounts/{A}/external-access/timeline
		GET  /accounts/{A}/audit
		GET  /accounts/{A}/audit/export
		GET  /accounts/{A}/evidence`
	listUsers = `
		GET  /accounts/{A}/users
		GET  /accounts/{A}/users.csv`
	usersOf = `
		GET  /accounts/{A}/users/new
		POST /accounts/{A}/users name=mine
		GET  /accounts/{A}/subscriptions
		GET  /accounts/{A}/subscriptions/{A.webapp}
		POST /accounts/{A}/subscriptions/{A.webapp}/users act=assign&user_{A.user}=on
		GET  /accounts/{A}/users/{A.user}/subscriptions
		POST /accounts/{A}/users/{A.user}/subscriptions`
	companyOf = `
		GET  /accounts/{A}/companies/{A.company}/edit
		POST /accounts/{A}/companies/{A.company} name=Mine
		POST /accounts/{A}/companies/{A.company}/delete`
	settingsOf = `
		GET  /accounts/{A}/companies/{A.company}/settings
		POST /accounts/{A}/companies/{A.company}/settings key=currency&value=XXX
		POST /accounts/{A}/companies/{A.company}/settings/new key=mine&value=1
		POST /accounts/{A}/companies/{A.company}/settings/delete key=currency`
	seeUser = `
		GET  /accounts/{A}/users/{A.user}`
	userOf = `
		POST /accounts/{A}/users/{A.user} first_name=Mine
		POST /accounts/{A}/users/{A.user}/activate
		POST /accounts/{A}/users/{A.user}/deactivate
		POST /accounts/{A}/users/{A.user}/setup-link
		POST /accounts/{A}/users/{A.user}/delete
		POST /accounts/{A}/users/{A.user}/prolong valid_to=2035-01-01T00:00
		POST /accounts/{A}/users/{A.user}/roles role_EXTERNAL_SUPERUSER=on`
	seeRequest = `
		GET  /access-requests/{A.request}
		GET  /access-requests/{A.request}/report
		GET  /access-requests/{A.request}/report.pdf`
	decide = `
		POST /access-requests/{A.request}/grant`
	seeInvoices = `
		GET  /accounts/{A}/invoices`
	invoiceOf = `
		GET  /payment/invoices/{A.invoice}
		GET  /payment/invoices/{A.invoice}.pdf
		POST /payment/invoices/{A.invoice}/paid
		POST /payment/invoices/{A.invoice}/cancel`
	// whole is everything in an account, except what SALES and requesters see.
	whole = `
		GET  /accounts/{A}
		GET  /accounts/{A}/companies.csv
		GET  /accounts/{A}/why
		GET  /accounts/{A}/users/{A.user}/why
		GET  /accounts/{A}/companies/{A.company}` + ofAccount + inAccount + listUsers + usersOf + companyOf + settingsOf + seeUser + userOf
	hidden = whole + seeRequest + decide + seeInvoices + invoiceOf
)

// at is lines for one of the accounts: own, granted or other.
func at(which, lines string) string {
	return strings.NewReplacer("{A}", "{"+which+"}", "{A.", "{"+which+".").Replace(lines)
}

var mayNots = []mayNot{
	{
		role: "ADMINISTRATOR", account: "Northwind", own: "Northwind", other: "Acme",
		navigation: "Account, External Access, Accounts, Webapps", tabsOfOwn: "Details, Companies, Users, Subscriptions, Record",
		forbidden: asking + selling + at("other", settingsOf+`
			POST /accounts/{A}/subscriptions/{A.webapp}/users act=assign&user_{A.user}=on
			GET  /accounts/{A}/users/{A.user}/subscriptions
			POST /accounts/{A}/users/{A.user}/subscriptions
			POST /accounts/{A}/users/{A.user}/setup-link
			POST /accounts/{A}/users/{A.user}/prolong valid_to=2035-01-01T00:00
			POST /accounts/{A}/users/{A.user}/roles role_EXTERNAL_SUPERUSER=on`+decide+seeInvoices),
		notFound: at("other", invoiceOf),
	},
	{
		role: "SUPPORT", account: "Northwind Support", user: "mia", own: "Northwind Support", granted: "Lakeside Foods", other: "Acme",
		navigation: "Start, External Access, 3rd-party accounts, Request access",
		forbidden: administering + selling + at("own", ofAccount+inAccountOfAsker+listUsers+usersOf) + at("granted", ofAccount+inAccount+companyOf+seeInvoices+decide+`
			GET  /accounts/{A}/why
			POST /accounts/{A}/users/{A.user}/activate
			POST /accounts/{A}/users/{A.user}/deactivate
			POST /accounts/{A}/users/{A.user}/setup-link
			POST /accounts/{A}/users/{A.user}/delete
			POST /accounts/{A}/users/{A.user}/prolong valid_to=2035-01-01T00:00
			POST /accounts/{A}/users/{A.user}/roles role_EXTERNALUSER=on`) + at("other", decide),
		notFound: at("own", seeUser+userOf) + at("granted", invoiceOf+`
			GET  /accounts/{A}/companies/{A.company2}
			GET  /accounts/{A}/companies/{A.company2}/settings
			POST /accounts/{A}/companies/{A.company2}/settings key=currency&value=XXX`) + at("other", whole+seeInvoices+invoiceOf),
	},
	{
		role: "CONSULTANT", account: "Brightpath Consulting", user: "leo", own: "Brightpath Consulting", granted: "Bergmann & Söhne", other: "Acme",
		navigation: "Start, External Access, 3rd-party accounts, Request access",
		forbidden: administering + selling + at("own", `
			POST /accounts/{A}/roles role_SUPPORT=on`+inAccountOfAsker+listUsers+`
			POST /accounts/{A}/users name=mine`) + at("granted", ofAccount+inAccount+usersOf+companyOf+userOf+seeInvoices+`
			GET  /accounts/{A}/why`),
		notFound: at("granted", seeRequest+decide+invoiceOf) + at("other", hidden),
	},
	{
		role: "SALES", account: "Northwind Sales", own: "Northwind Sales", other: "Acme",
		navigation: "Account, External Access, Payment", tabsOfOwn: "Details, Companies, Users, Subscriptions, Record",
		forbidden: administering + asking + at("own", `
			POST /accounts/{A}/roles role_ADMINISTRATOR=on
			POST /accounts/{A}/disable
			POST /accounts/{A}/delete name=Mine
			POST /accounts/{A}/subscriptions webapp_id={own.webapp}&seats=5`),
		notFound: at("other", whole+seeRequest+decide),
	},
	{
		role: "CUSTOMER", account: "Acme", own: "Acme", other: "Lakeside Foods",
		navigation: "Account, External Access", tabsOfOwn: "Details, Companies, Users, Subscriptions, Record, Invoices",
		forbidden: administering + asking + selling + at("own", ofAccount+notOfCustomer),
		notFound:  at("other", hidden),
	},
	{
		role: "SUPERUSER", account: "Acme", user: "anna", own: "Acme", other: "Lakeside Foods",
		navigation: "Start, Account, External Access", tabsOfOwn: "Details, Companies, Users, Subscriptions, Record, Invoices",
		forbidden: administering + asking + selling + at("own", ofAccount+notOfCustomer),
		notFound:  at("other", hidden),
	},
	{
		role: "EXTERNAL_SUPERUSER", account: "Lakeside Foods", user: "quin.guest", own: "Lakeside Foods", other: "Acme",
		navigation: "Start, Account, External Access", tabsOfOwn: "Details, Companies, Users",
		forbidden: administering + asking + selling + at("own", ofAccount+usersOf+userOf+decide+seeInvoices+`
			GET  /accounts/{A}/audit
			GET  /accounts/{A}/audit/export
			GET  /accounts/{A}/evidence`),
		notFound: at("own", invoiceOf) + at("other", hidden),
	},
	{
		role: "EXTERNALUSER", account: "Lakeside Foods", user: "rosa.guest", own: "Lakeside Foods", other: "Acme", navigation: "Start",
		forbidden: administering + asking + selling + at("own", ownAccount), notFound: at("own", unseen) + at("other", hidden),
	},
	{
		role: "USER", account: "Acme", user: "tom", own: "Acme", other: "Lakeside Foods", navigation: "Start",
		forbidden: administering + asking + selling + at("own", ownAccount), notFound: at("own", unseen) + at("other", hidden),
	},
}

const (
	inAccountOfAsker = `
		GET  /accounts/{A}
		GET  /accounts/{A}/edit
		POST /accounts/{A}/edit email=me@example.com
		POST /accounts/{A}/companies name=Mine
		GET  /accounts/{A}/audit
		GET  /accounts/{A}/audit/export
		GET  /accounts/{A}/evidence`
	notOfCustomer = `
		POST /accounts/{A}/users/{A.user}/roles role_EXTERNALUSER=on
		POST /accounts/{A}/users/{A.user}/prolong valid_to=2035-01-01T00:00
		POST /payment/invoices/{A.invoice}/paid
		POST /payment/invoices/{A.invoice}/cancel`
	// ownAccount is what a plain user may not do with its own account, or may not even see there.
	ownAccount = ofAccount + inAccount + listUsers + usersOf + seeInvoices + `
		GET  /accounts/{A}
		GET  /accounts/{A}/why`
	unseen = seeUser + userOf + companyOf + settingsOf + seeRequest + decide + invoiceOf + `
		GET  /accounts/{A}/companies/{A.company}`
)

// TestRolesMayNot tries, as each role, what it may not do. First, no page may offer it, then the
// URLs must refuse it; and in the end the record has nothing but denials.
func TestRolesMayNot(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	d.ask(t, "Northwind Support", "mia", "Lakeside Foods", "Lakeside Dairy", "Ticket 6101")
	d.grant(t, "Lakeside Foods", "Ticket 6101")
	d.ask(t, "Brightpath Consulting", "leo", "Bergmann & Söhne", "Bergmann Werkzeuge", "Review 6102")
	d.grant(t, "Bergmann & Söhne", "Review 6102")
	d.ask(t, "Northwind Support", "jonas", "Bergmann & Söhne", "Bergmann Werkzeuge", "Ticket 6103")
	for name, role := range map[string]string{"quin.guest": "EXTERNAL_SUPERUSER", "rosa.guest": "EXTERNALUSER"} {
		link := d.guest(t, name, role)
		leads(t, newClient(d.Address).send(t, strings.TrimPrefix(link, d.Address), url.Values{"password": {goodPassword}}), "/")
		d.Logins = append(d.Logins, login{"user", "Lakeside Foods", name, goodPassword, nil})
	}
	names := d.names(t)

	t.Run("pages", func(t *testing.T) {
		for _, m := range mayNots {
			t.Run(m.role, func(t *testing.T) {
				t.Parallel()
				b := d.browse(t, m.account, m.user)
				b.wantLinks(`nav[aria-label="Main"] a`, m.navigation)
				if m.tabsOfOwn != "" {
					b.press("Account", m.account)
					b.wantLinks(".tabnav a", m.tabsOfOwn)
				}
				offered := b.crawl(names[m.own][""], names[m.granted][""], names[m.other][""])
				for _, line := range append(m.lines(t, m.forbidden, names), m.lines(t, m.notFound, names)...) {
					same(t, line.offeredOn(offered), "", "the page on which %s is offered", line)
				}
			})
		}
	})
	t.Run("addresses", func(t *testing.T) {
		for _, m := range mayNots {
			t.Run(m.role, func(t *testing.T) { m.try(t, d, names) })
		}
	})
}

func (m mayNot) try(t *testing.T, d *demo, names map[string]map[string]string) {
	c := d.signIn(t, m.account, m.user)
	before := d.entries(t, m.actor())
	for status, addresses := range map[int]string{http.StatusForbidden: m.forbidden, http.StatusNotFound: m.notFound} {
		for _, line := range m.lines(t, addresses, names) {
			var body io.Reader
			if line.method == http.MethodPost {
				body = strings.NewReader(line.form.Encode())
			}
			if got := c.do(t, line.method, line.path, body, "Content-Type", "application/x-www-form-urlencoded"); got.StatusCode != status {
				t.Errorf("%s: %s, want %d", line, got.Status, status)
			}
		}
	}
	for _, action := range d.entries(t, m.actor())[len(before):] {
		same(t, action, "denied", "the record")
	}
}
