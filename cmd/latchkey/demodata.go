package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"

	"latchkey/access"
)

// demoPast is how long ago the demo's story begins.
const demoPast = 21 * 24 * time.Hour

// Names that the demo's hints use.
const (
	demoVendor   = "Northwind"
	demoSupport  = "Northwind Support"
	demoCustomer = "Acme"
)

// demoOutput is what `demo --json` prints. All its logins sign in by password alone.
type demoOutput struct {
	Address   string        `json:"address"`
	OrderDesk string        `json:"order_desk"`
	Logins    []demoLogin   `json:"logins"`
	Accounts  []demoAccount `json:"accounts"`
}

// demoCast is the logins of a demo with their passwords: the content of the demo's file.
type demoCast struct {
	Logins   []demoLogin   `json:"logins"`
	Accounts []demoAccount `json:"accounts"`
	// WithCode is the login that also needs a one-time code. Demos from older versions have none.
	WithCode *codeLogin `json:"with_code,omitempty"`
}

// codeLogin is a login with the secret of its one-time codes.
type codeLogin struct {
	demoLogin
	Secret string `json:"secret"`
}

type demoLogin struct {
	Kind     string   `json:"kind"`
	Account  string   `json:"account"`
	User     string   `json:"user"`
	Password string   `json:"password"`
	Roles    []string `json:"roles"`
}

type demoAccount struct {
	ID        string        `json:"id"`
	Name      string        `json:"name"`
	Roles     []string      `json:"roles"`
	Companies []demoCompany `json:"companies"`
}

type demoCompany struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// demo plays a story with the product's own operations, so that its record is genuine.
type demo struct {
	demoCast
	ctx   context.Context //nolint:containedctx // it lives as long as the command
	svc   *access.Service
	clock *demoClock
	// actors has the logins, by "account" or "account/user".
	actors    map[string]access.Actor
	companies map[string][2]string // account id and company id, by company name
}

type demoUser struct {
	name, first, last string
	roles             []access.Role
}

// demoAccounts are the accounts with their users and companies. They are in different time zones,
// so that pages show windows in two of them.
var demoAccounts = []struct {
	access.NewAccount
	users     []demoUser
	companies []access.NewCompany
}{
	{NewAccount: access.NewAccount{Name: demoVendor, Email: "admin@northwind.example", ContactFirstName: "Petra", ContactLastName: "Lang", TimeZone: "Europe/Berlin", Roles: []access.Role{access.Administrator}}},
	{NewAccount: access.NewAccount{Name: demoSales, Email: "sales@northwind.example", ContactFirstName: "Dana", ContactLastName: "Okafor", TimeZone: "Europe/Berlin", Roles: []access.Role{access.Sales}}},
	{
		NewAccount: access.NewAccount{Name: demoSupport, Email: "support@northwind.example", ContactFirstName: "Mia", ContactLastName: "Keller", TimeZone: "Europe/Berlin", Roles: []access.Role{access.Support}},
		users:      []demoUser{{"mia", "Mia", "Keller", nil}, {"jonas", "Jonas", "Brandt", nil}, {"aylin", "Aylin", "Demir", nil}},
	},
	{
		NewAccount: access.NewAccount{Name: "Brightpath Consulting", Email: "office@brightpath.example", ContactFirstName: "Leo", ContactLastName: "Moretti", TimeZone: "Europe/Rome", Roles: []access.Role{access.Consultant}},
		users:      []demoUser{{"leo", "Leo", "Moretti", nil}},
	},
	{
		NewAccount: access.NewAccount{Name: demoCustomer, Email: "it@acme.example", ContactFirstName: "Anna", ContactLastName: "Schulz", TimeZone: "Europe/Berlin"},
		users:      []demoUser{{"anna", "Anna", "Schulz", []access.Role{access.Superuser}}, {"tom", "Tom", "Weber", nil}},
		companies: []access.NewCompany{
			{Name: "Acme Retail", Description: "The shops, and the web shop.", Industry: "Retail", TimeZone: "Europe/Berlin", Type: access.ERP, Settings: map[string]string{"currency": "EUR", "fiscal year start": "01-01", "invoice prefix": "AR-", "stock warning level": "25"}},
			{Name: "Acme Logistics", Industry: "Transport", TimeZone: "America/New_York", Type: access.Standalone, Settings: map[string]string{"currency": "USD", "default carrier": "Overland Express"}},
		},
	},
	{
		NewAccount: access.NewAccount{Name: "Bergmann & Söhne", Email: "edv@bergmann.example", ContactFirstName: "Karl", ContactLastName: "Bergmann", TimeZone: "Europe/Vienna"},
		users:      []demoUser{{"karl", "Karl", "Bergmann", []access.Role{access.Superuser}}, {"ines", "Ines", "Huber", nil}},
		companies: []access.NewCompany{
			{Name: "Bergmann Werkzeuge", Industry: "Manufacturing", TimeZone: "Europe/Vienna", Type: access.ERP, Settings: map[string]string{"currency": "EUR", "VAT rate": "20 %", "order approval": "two people"}},
		},
	},
	{
		NewAccount: access.NewAccount{Name: "Lakeside Foods", Email: "it@lakeside.example", ContactFirstName: "Grace", ContactLastName: "Miller", TimeZone: "America/Chicago"},
		users:      []demoUser{{"grace", "Grace", "Miller", []access.Role{access.Superuser}}, {"sam", "Sam", "Ortiz", nil}},
		companies: []access.NewCompany{
			{Name: "Lakeside Dairy", Industry: "Food", TimeZone: "America/Chicago", Type: access.ERP, Settings: map[string]string{"currency": "USD", "batch label": "LD"}},
			{Name: "Lakeside Bakery", Industry: "Food", TimeZone: "America/Chicago", Type: access.Standalone, Settings: map[string]string{"currency": "USD", "oven count": "6"}},
		},
	},
}

// demoSecrets has, by company, the name of its secret setting.
var demoSecrets = map[string]string{"Bergmann Werkzeuge": "parcel service key"}

// fill plays the story up to now.
func (d *demo) fill(now time.Time) error {
	d.actors, d.companies = map[string]access.Actor{}, map[string][2]string{}
	for _, a := range demoAccounts {
		if err := d.account(a.NewAccount, a.users, a.companies); err != nil {
			return fmt.Errorf("%s: %w", a.Name, err)
		}
	}
	if err := d.withCode(); err != nil {
		return fmt.Errorf("one-time codes: %w", err)
	}
	if err := d.subscribe(now); err != nil {
		return fmt.Errorf("webapps: %w", err)
	}
	if err := d.invoices(now); err != nil {
		return fmt.Errorf("invoices: %w", err)
	}
	if err := d.rules(now); err != nil {
		return fmt.Errorf("rules: %w", err)
	}
	for _, step := range demoStory {
		if err := step.play(d, now); err != nil {
			return fmt.Errorf("%s asks for %s: %w", step.by, step.company, err)
		}
	}
	return nil
}

// account creates an account as the operator would, then signs in as it to create its companies and
// users.
func (d *demo) account(n access.NewAccount, users []demoUser, companies []access.NewCompany) error {
	n.Password = randomPassword(demoGroups, n.Name)
	id, _, err := d.svc.CreateAccount(d.ctx, access.TheOperator(), n)
	if err != nil {
		return err
	}
	made := demoAccount{ID: id, Name: n.Name, Roles: roleNames(access.Customer, n.Roles), Companies: []demoCompany{}}
	me, err := d.login("account", n.Name, "", n.Password, made.Roles)
	if err != nil {
		return err
	}
	for _, c := range companies {
		companyID, err := d.svc.CreateCompany(d.ctx, me, id, c)
		if err != nil {
			return err
		}
		if key := demoSecrets[c.Name]; key != "" {
			if err := d.svc.AddSetting(d.ctx, me, id, companyID, key, randomPassword(demoGroups), true); err != nil {
				return err
			}
		}
		made.Companies = append(made.Companies, demoCompany{ID: companyID, Name: c.Name})
		d.companies[c.Name] = [2]string{id, companyID}
	}
	for _, u := range users {
		word := randomPassword(demoGroups, u.name)
		_, _, err := d.svc.CreateUser(d.ctx, me, id, access.NewUser{
			Name: u.name, FirstName: u.first, LastName: u.last, Email: u.name + "@example.com", TimeZone: n.TimeZone, Password: word, Roles: u.roles,
		})
		if err != nil {
			return err
		}
		if _, err := d.login("user", n.Name, u.name, word, roleNames(access.User, u.roles)); err != nil {
			return err
		}
	}
	d.Accounts = append(d.Accounts, made)
	return nil
}

// withCode creates the user that signs in with one-time codes.
func (d *demo) withCode() error {
	const name = "noor"
	support := d.actors[demoSupport]
	word := randomPassword(demoGroups, name)
	_, _, err := d.svc.CreateUser(d.ctx, support, support.AccountID, access.NewUser{
		Name: name, FirstName: "Noor", LastName: "Haddad", Email: name + "@example.com", TimeZone: support.Zone.String(), Password: word,
	})
	if err != nil {
		return err
	}
	noor, err := d.signIn(demoSupport, name, word)
	if err != nil {
		return err
	}
	if err := d.svc.BeginCode(d.ctx, noor); err != nil {
		return err
	}
	pending, err := d.svc.PendingCode(d.ctx, noor)
	if err != nil {
		return err
	}
	secret := strings.Join(pending.Groups, "")
	code, err := totp.GenerateCode(secret, d.clock.now())
	if err != nil {
		return err
	}
	if _, err := d.svc.ConfirmCode(d.ctx, noor, code); err != nil {
		return err
	}
	d.WithCode = &codeLogin{demoLogin{Kind: "user", Account: demoSupport, User: name, Password: word, Roles: roleNames(access.User, nil)}, secret}
	return nil
}

// login stores a login and signs in as it for a moment.
func (d *demo) login(kind, account, user, word string, roles []string) (access.Actor, error) {
	d.Logins = append(d.Logins, demoLogin{Kind: kind, Account: account, User: user, Password: word, Roles: roles})
	return d.signIn(account, user, word)
}

// signIn signs in for a moment, and keeps who that is.
func (d *demo) signIn(account, user, word string) (access.Actor, error) {
	c := access.Credentials{Kind: access.KindAccount, Account: account, User: user, Password: word, Client: access.Client{Address: "127.0.0.1", Browser: "demo"}}
	key := account
	if user != "" {
		c.Kind, key = access.KindUser, account+"/"+user
	}
	token := randomPassword(demoGroups)
	if _, err := d.svc.SignIn(d.ctx, c, func() (string, error) { return token, nil }); err != nil {
		return access.Actor{}, err
	}
	a, err := d.svc.Authenticate(d.ctx, token, c.Address)
	if err != nil {
		return a, err
	}
	if err := d.svc.SignOut(d.ctx, a, token); err != nil {
		return a, err
	}
	// The story continues for weeks, longer than a session.
	d.actors[key] = access.Actor{
		Kind: a.Kind, AccountID: a.AccountID, AccountName: a.AccountName, UserID: a.UserID, UserName: a.UserName, Person: a.Person, Roles: a.Roles,
		Zone: a.Zone, Address: a.Address,
	}
	return d.actors[key], nil
}

func roleNames(automatic access.Role, roles []access.Role) []string {
	names := []string{string(automatic)}
	for _, r := range roles {
		names = append(names, string(r))
	}
	return names
}

// rules lets one customer set rules, and another give standing consent.
func (d *demo) rules(now time.Time) error {
	every := []time.Weekday{0, 1, 2, 3, 4, 5, 6}
	karl, grace := d.actors["Bergmann & Söhne/karl"], d.actors["Lakeside Foods/grace"]
	err := d.svc.SetRule(d.ctx, karl, karl.AccountID, access.RuleForm{LongestHours: "8", DescriptionRequired: true, Hours: access.HoursForm{Weekdays: every}})
	if err != nil {
		return err
	}
	return d.svc.GiveConsent(d.ctx, grace, grace.AccountID, access.ConsentForm{
		CompanyID: d.companies["Lakeside Bakery"][1], Requester: demoSupport, LongestHours: "1", ReadOnly: true,
		Hours: access.HoursForm{From: "08:00", To: "18:00", Weekdays: every[1:6]}, ValidTo: access.LocalTime{Text: access.LocalText(now.Add(90*day), grace.Zone), Which: "first"},
	})
}

const (
	hour = time.Hour
	day  = 24 * time.Hour
)
