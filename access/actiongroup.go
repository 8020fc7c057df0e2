package access

import "strings"

// ActionGroup is what actions of the record are about. People choose actions from a list by it.
type ActionGroup string

// The groups, in the order of the list.
const (
	AboutAccess    ActionGroup = "ACCESS"
	AboutSignIn    ActionGroup = "SIGN_IN"
	AboutPeople    ActionGroup = "PEOPLE"
	AboutAccounts  ActionGroup = "ACCOUNTS"
	AboutCompanies ActionGroup = "COMPANIES"
	AboutWebapps   ActionGroup = "WEBAPPS"
	AboutInvoices  ActionGroup = "INVOICES"
	AboutRecord    ActionGroup = "RECORD"
)

// ActionGroups are all groups, in the order of the list.
var ActionGroups = []ActionGroup{AboutAccess, AboutSignIn, AboutPeople, AboutAccounts, AboutCompanies, AboutWebapps, AboutInvoices, AboutRecord}

// groupOf has the group of the actions whose codes begin with a word.
var groupOf = map[string]ActionGroup{
	"request": AboutAccess, "rule": AboutAccess, "consent": AboutAccess, "freeze": AboutAccess, "denied": AboutAccess,
	"session": AboutSignIn, "sessions": AboutSignIn, "login": AboutSignIn, "passkey": AboutSignIn, "factor": AboutSignIn, "factors": AboutSignIn,
	"email": AboutSignIn, "identity": AboutSignIn, "setup": AboutSignIn, "provider": AboutSignIn,
	"user": AboutPeople, "users": AboutPeople, "why": AboutPeople, "deputy": AboutPeople, "notices": AboutPeople, "calendar": AboutPeople,
	"account": AboutAccounts,
	"company": AboutCompanies, "companies": AboutCompanies, "setting": AboutCompanies,
	"webapp": AboutWebapps, "subscription": AboutWebapps, "subscriptions": AboutWebapps, "visitors": AboutWebapps, "signing_key": AboutWebapps,
	"invoice": AboutInvoices,
	"key":     AboutRecord, "fork": AboutRecord, "backup": AboutRecord, "evidence": AboutRecord, "clock": AboutRecord,
}

// Group is what an action is about.
func (a Action) Group() ActionGroup {
	about, _, _ := strings.Cut(string(a), ".")
	return groupOf[about]
}
