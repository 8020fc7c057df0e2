package access

import (
	"cmp"
	"slices"
	"strings"

	"latchkey/db"
	"latchkey/record"
)

func (t *expectedState) accountCreated(e db.RecordEntry, _, after changes) {
	t.add("accounts", e.ObjectID, changes{DetailName: e.ObjectName, "login": "enabled", "deleted": "no", "frozen": "no", "freeze_cause": ""})
	t.set("accounts", e.ObjectID, after.only(DetailTimeZone))
	for _, role := range strings.Fields(after[DetailRoles]) {
		t.add("account_roles", e.ObjectID+"/"+role, nil)
	}
}

func (t *expectedState) userCreated(e db.RecordEntry, _, after changes) {
	t.add("users", e.ObjectID, changes{
		DetailAccount: e.AccountID, DetailName: e.ObjectName, "active": "yes", "deleted": "no", DetailValidTo: after[DetailValidTo],
	})
	for _, role := range strings.Fields(after[DetailRoles]) {
		t.add("user_roles", e.ObjectID+"/"+role, nil)
	}
}

// userRolesChanged: the entry has the roles that counted before and those that count after. A role
// that depends on something that is over counts in neither, but may still exist.
func (t *expectedState) userRolesChanged(e db.RecordEntry, before, after changes) {
	had := strings.Fields(before[DetailRoles])
	for _, role := range strings.Fields(after[DetailRoles]) {
		t.add("user_roles", e.ObjectID+"/"+role, nil)
		had = slices.DeleteFunc(had, func(one string) bool { return one == role })
	}
	for _, role := range had {
		t.remove("user_roles", e.ObjectID+"/"+role)
	}
	t.set("users", e.ObjectID, after.only(DetailValidTo))
}

func (t *expectedState) factorsReset(e db.RecordEntry, _, _ changes) {
	t.remove("one_time_codes", e.ObjectID)
	t.remove("recovery_codes", e.ObjectID)
	for key, r := range t.rows {
		if key.table == "passkeys" && r.fields["login"].value == e.ObjectID {
			t.remove(key.table, key.id)
		}
	}
}

func (t *expectedState) companyCreated(e db.RecordEntry, _, after changes) {
	t.add("companies", e.ObjectID, changes{DetailAccount: e.AccountID, DetailName: e.ObjectName, "deleted": "no"})
	t.settingSet(e, nil, after)
}

func (t *expectedState) settingSet(e db.RecordEntry, _, after changes) {
	for key, value := range after {
		t.add("company_settings", e.ObjectID+"/"+string(key), changes{"value": value})
	}
}

func (t *expectedState) webappSet(e db.RecordEntry, before, after changes) {
	if name, ok := before[DetailName]; ok {
		delete(t.webapps, name)
	}
	t.webapps[after[DetailName]] = e.ObjectID
	t.add("webapps", e.ObjectID, after)
}

func (t *expectedState) subscriptionSet(e db.RecordEntry, _, after changes) {
	t.add("account_subscriptions", e.AccountID+"/"+e.ObjectID, after)
}

func (t *expectedState) asked(e db.RecordEntry, _, after changes) {
	t.add("access_requests", e.RequestID, changes{DetailAccount: e.AccountID, DetailCompany: e.ObjectID, "decision": "", "decision_cause": "", "ending": "", "ending_cause": ""})
	if _, ok := after[DetailValidFrom]; ok {
		t.set("access_requests", e.RequestID, changes{DetailValidFrom: after[DetailValidFrom], DetailValidTo: after[DetailValidTo], DetailLength: after[DetailLength], DetailLapses: after[DetailLapses]})
	}
	t.set("access_requests", e.RequestID, after.only(DetailDescription, DetailRequestedBy, DetailAccess))
	t.set("access_requests", e.RequestID, changes{DetailTicket: after[DetailTicket]})
}

// terms is how an act changed the window and the rights of a request.
func (t *expectedState) terms(e db.RecordEntry, before, after changes) {
	t.setAll("access_requests", e.RequestID, before, after, DetailValidFrom, DetailValidTo, DetailLength, DetailAccess)
	if _, fixed := after[DetailValidTo]; fixed {
		t.set("access_requests", e.RequestID, changes{DetailLapses: ""})
	}
}

// signature is who did something according to the record, in the form of Actor.Signature.
func signature(e db.RecordEntry, after changes) string {
	if of := after[DetailConsentOf]; of != "" {
		return of
	}
	login, account, ok := strings.Cut(e.ActorName, " @ ")
	if person := after[DetailPerson]; ok && person != "" {
		return personWithLogin(person, "", login) + " @ " + account
	}
	return e.ActorName
}

// typedReason is what someone typed for the act in an entry or, if a restore ended something again,
// what they typed at the first end.
func typedReason(after changes) string { return cmp.Or(after[DetailReason], after[DetailWhyReason]) }

func (t *expectedState) decided(e db.RecordEntry, decision string, before, after changes) {
	t.terms(e, before, after)
	if d, err := record.ParseDecision(after[DetailDecision]); err == nil { // what was signed is what was given
		at := db.Time(e.At)
		t.set("access_requests", e.RequestID, changes{
			DetailValidFrom: instantText(d.Begins(at)), DetailValidTo: instantText(d.Ends(at)), DetailAccess: d.Access, DetailAccount: d.Account, DetailCompany: d.Company,
		})
	}
	t.set("access_requests", e.RequestID, changes{"decision": decision, "decided_at": instantText(db.Time(e.At)), "decided_by": signature(e, after), "decision_cause": after[DetailCause]})
	if reason := typedReason(after); reason != "" {
		t.set("access_requests", e.RequestID, changes{"decision_reason": reason})
	}
}

func (t *expectedState) ended(e db.RecordEntry, ending string, after changes) {
	t.set("access_requests", e.RequestID, changes{"ending": ending, "ended_at": instantText(db.Time(e.At)), "ended_by": signature(e, after), "ending_cause": after[DetailCause]})
	if reason := typedReason(after); reason != "" {
		t.set("access_requests", e.RequestID, changes{"ending_reason": reason})
	}
}

// ruleRow is the key of the rule in force for an account or one of its companies.
func ruleRow(e db.RecordEntry) string {
	if e.ObjectID == e.AccountID {
		return e.AccountID + "/"
	}
	return e.AccountID + "/" + e.ObjectID
}

// invoiceFields are the fields of an invoice that never change.
var invoiceFields = []Detail{
	DetailMessages, DetailPrice, DetailVATRate, DetailNet, DetailVAT, DetailTotal, DetailCurrency, DetailDue, DetailPeriodFrom, DetailPeriodTo, DetailPerson,
}

func (t *expectedState) invoiceCreated(e db.RecordEntry, _, after changes) {
	t.add("invoices", e.ObjectName, changes{"id": e.ObjectID, DetailAccount: e.AccountID, DetailStatus: string(StatusIssued), "issuer": e.ActorName, "issued_at": instantText(db.Time(e.At))})
	t.set("invoices", e.ObjectName, after.only(invoiceFields...))
}

// invoiceCancelled: the cancellation has no entry of its own.
func (t *expectedState) invoiceCancelled(e db.RecordEntry, _, after changes) {
	t.set("invoices", e.ObjectName, after.only(DetailStatus))
	if number := after[DetailCancellation]; number != "" {
		t.add("invoices", number, changes{DetailAccount: e.AccountID, DetailStatus: string(StatusCancellation), "issuer": e.ActorName, "issued_at": instantText(db.Time(e.At))})
		t.set("invoices", number, after.only(DetailTotal, DetailPerson))
	}
}
