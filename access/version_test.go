package access

import (
	"testing"
	"time"
)

// Forms that are open during an upgrade still work: their versions do not change.
func TestVersionsStay(t *testing.T) {
	window := Window{start, start.Add(48 * time.Hour)}
	invoice := InvoicePreview{Invoice: Invoice{
		Account: Party{Name: "Acme", FirstName: "Ada", Email: "ada@example.com"}, Issuer: Party{Name: "Tills"}, Issued: "2026-03-02", Due: "2026-03-31",
		From: "2026-02-01", To: "2026-02-28", Messages: 12_345, Price: "0.0345", VATRate: "19.00", Currency: "EUR",
		Amounts: Amounts{Money{42_590, "EUR"}, Money{8_092, "EUR"}, Money{50_682, "EUR"}}, Note: "order 7",
	}, Earlier: []Invoice{{Number: "2026-000001"}}}
	for want, got := range map[string]Version{
		"c2mUm0fv5s2WJJaDFYvhWJnqk5Apjz-wk5Apjz-wKrM5wTzTk5Apjz-w": Rule{Hours: AllHours, Approvals: 1}.Version(),
		"c2mUm0fvBxUMHHRz2iPtcZFYinmIkP6TinmIkP6TlBq6JU_rk5Apjz-w": Rule{Longest: 36 * time.Hour, Hours: Hours{Weekdays: 0b0111110, From: 8 * 60, To: 18 * 60}, ReadOnly: true, DescriptionRequired: true, Approvals: 2}.Version(),
		"qPp_1giT1AO02gQf9RMSa7HSCbwMtqxY":                         Actor{Zone: time.UTC}.SubscriptionVersion(Subscription{Seats: 1234, Window: window}),
		"VAgz4hUG9RMSa7HS":                                         Actor{Zone: time.UTC}.EndVersion(&External{ValidTo: start}),
		"VAgz4hUG47DEQpj8":                                         Actor{Zone: time.UTC}.EndVersion(nil),
		"O8ZRQG4OguZGSNmr":                                         Setting{Key: "host", Value: "db1"}.Version(),
		"O8ZRQG4O1oLa1xH3":                                         Setting{Key: "host", Value: "db1", Secret: true, revision: 12}.Version(),
		"LGbzcqbJCNuph5stmHzYnzjSKwodcroM":                         Webapp{Name: "Tills", Address: "https://app.example.com/", Description: "tills"}.Version(),
		"ScvIz6CTmaVjqy9u95PeIF6tCBaM2A39fl92yUpj":                 Account{Email: "a@example.com", ContactFirstName: "Ada", ContactLastName: "Low", Zone: time.UTC}.DetailsVersion(),
		"XvfCP7bPJipcPxaZ":                                         Account{Roles: []Role{Support}}.RolesVersion(),
		"8WjM3ZFUQ_hTu7WSGKw-c0Pw3n0bchoefl92yUpjBWQtoVI9":         Company{Name: "North", Description: "d", Industry: "i", Zone: time.UTC, Type: ERP}.Version(),
		"BPiZbadjmaVjqy9u95PeIF6tCBaM2A39fl92yUpj":                 UserPage{FirstName: "Ada", LastName: "Low", Email: "a@example.com", Zone: time.UTC}.Version(),
		"OaAvaXfnCO9i438I":                                         UserSubscriptions{Rows: []Subscription{{Webapp: Webapp{Name: "Tills", Key: "tills"}, Assigned: true}}}.Version(),
		"c2ermkVFl7_A2ZE9amfTVOWO":                                 NoticeSettings{Topics: []TopicChoice{{TopicRequests, ChoiceNow}, {TopicUsers, ChoiceDigest}}}.ChoicesVersion(),
		"Utbj3k-gdMIwmWbECNuph5stxkpNL6veO_HrFNC44ZHpDXk1cWv8dXh_SrH0s7aLCZYASrof32RGGdveU7toc_o7nFZU3MkjD8ifiuGTcvy1LGTL": invoice.formValues().version(),
	} {
		equal(t, "version", got, want)
	}
}

// A rule's form that was open before there was second_factor saves what it showed, and takes back
// no second factor that it did not show.
func TestAFormFromBeforeAnUpgrade(t *testing.T) {
	old := Version("c2mUm0fv5s2WJJaDFYvhWJnqk5Apjz-wk5Apjz-wKrM5wTzT")
	for demanded, want := range map[bool]string{false: "done", true: "conflict"} {
		w := newWorld(t)
		w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.SecondFactor = demanded })))
		equal(t, "saved", outcome(w.s.SetRule(t.Context(), w.as("Acme").Saw(old), "acc_Acme", rule(func(f *RuleForm) { f.ReadOnly = true }))), want)
	}
}
