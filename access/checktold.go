package access

import (
	"context"
	"strings"

	"latchkey/db"
)

// told is the record's last word on the rows of the tables that it tells of: what there must be if
// nothing but the product changed them. Of what was never recorded it says nothing: passwords, the
// values of secret settings, sessions, mails.
type told struct {
	rows map[rowKey]*toldRow
	// webapps are the ids of the webapps by their names, as they were called at the entry that is
	// being read.
	webapps map[string]string
	seq     int64
}

// rowKey is a row of a table. id is its key; of a key with two parts both, with a "/" between them.
type rowKey struct{ table, id string }

// toldRow is what the record says of a row.
type toldRow struct {
	// known says that the record tells whether the row is there; is and seq are what it says, and
	// in which entry.
	known, is bool
	seq       int64
	fields    map[string]toldField
	// mayGo says that the row may go without an entry of its own, with what it hangs on.
	mayGo bool
	seen  bool
}

type toldField struct {
	value string
	seq   int64
}

func (t *told) row(table, id string) *toldRow {
	key := rowKey{table, id}
	r := t.rows[key]
	if r == nil {
		r = &toldRow{}
		t.rows[key] = r
	}
	return r
}

// made is a row that is there from this entry on, with its fields.
func (t *told) made(table, id string, fields changes) *toldRow {
	r := t.row(table, id)
	r.known, r.is, r.seq, r.mayGo = true, true, t.seq, false
	t.set(table, id, fields)
	return r
}

// gone is a row that is not there from this entry on.
func (t *told) gone(table, id string) {
	*t.row(table, id) = toldRow{known: true, seq: t.seq}
}

func (t *told) set(table, id string, fields changes) {
	r := t.row(table, id)
	if r.fields == nil && len(fields) > 0 {
		r.fields = make(map[string]toldField, len(fields))
	}
	for name, value := range fields {
		r.fields[name] = toldField{value, t.seq}
	}
}

// setAll is set, where of some fields an entry tells only those that there are.
func (t *told) setAll(table, id string, before, after changes, names ...string) {
	for _, name := range names {
		value, is := after[name]
		if _, was := before[name]; is || was {
			t.set(table, id, changes{name: value})
		}
	}
}

// only is some fields of an entry; one that it does not have is not known.
func (c changes) only(names ...string) changes {
	some := changes{}
	for _, name := range names {
		if value, ok := c[name]; ok {
			some[name] = value
		}
	}
	return some
}

// readTold reads the record from its first entry to its last.
func readTold(ctx context.Context, q *db.Queries) (*told, error) {
	t := &told{rows: map[rowKey]*toldRow{}, webapps: map[string]string{}}
	err := eachToCheck(func(after db.Webapp) ([]db.Webapp, error) { // of those that were made without an entry
		return q.ListWebappsToCheck(ctx, db.ListWebappsToCheckParams{After: after.ID, PageSize: verifyBatch})
	}, func(w db.Webapp) { t.webapps[w.Name] = w.ID })
	for from := int64(0); err == nil; from = t.seq + 1 {
		var rows []db.AuditEntry
		rows, err = q.ListAuditEntriesFrom(ctx, db.ListAuditEntriesFromParams{FromSeq: from, PageSize: verifyBatch})
		if err != nil || len(rows) == 0 {
			break
		}
		for _, e := range rows {
			t.seq = e.Seq
			if tell := tells[Action(e.Action)]; tell != nil {
				tell(t, e, parseChanges(e.Before), parseChanges(e.After))
			}
		}
	}
	return t, err
}

// tells is what the actions say of rows.
var tells = map[Action]func(t *told, e db.AuditEntry, before, after changes){
	AccountCreated: (*told).accountCreated,
	AccountUpdated: func(t *told, e db.AuditEntry, _, after changes) { t.set("accounts", e.ObjectID, after) },
	AccountDeleted: func(t *told, e db.AuditEntry, _, _ changes) { t.set("accounts", e.ObjectID, changes{"deleted": "yes"}) },
	AccountRoleAdded: func(t *told, e db.AuditEntry, _, after changes) {
		t.made("account_roles", e.ObjectID+"/"+after["role"], nil)
	},
	AccountRoleRemoved: func(t *told, e db.AuditEntry, before, _ changes) {
		t.gone("account_roles", e.ObjectID+"/"+before["role"])
	},
	AccountDisabled: func(t *told, e db.AuditEntry, _, _ changes) {
		t.set("accounts", e.ObjectID, changes{"login": "disabled"})
	},
	AccountEnabled: func(t *told, e db.AuditEntry, _, _ changes) {
		t.set("accounts", e.ObjectID, changes{"login": "enabled"})
	},
	AccessFrozen: func(t *told, e db.AuditEntry, _, after changes) {
		t.set("accounts", e.ObjectID, changes{"frozen": "yes", "freeze reason": after["reason"]})
	},
	AccessUnfrozen: func(t *told, e db.AuditEntry, _, _ changes) {
		t.set("accounts", e.ObjectID, changes{"frozen": "no", "freeze reason": ""})
	},

	UserCreated:      (*told).userCreated,
	UserChanged:      func(t *told, e db.AuditEntry, _, after changes) { t.set("users", e.ObjectID, after) },
	UserRolesChanged: (*told).userRolesChanged,
	UserActivated:    func(t *told, e db.AuditEntry, _, _ changes) { t.set("users", e.ObjectID, changes{"active": "yes"}) },
	UserDeactivated:  func(t *told, e db.AuditEntry, _, _ changes) { t.set("users", e.ObjectID, changes{"active": "no"}) },
	UserDeleted: func(t *told, e db.AuditEntry, _, _ changes) {
		t.set("users", e.ObjectID, changes{"active": "no", "deleted": "yes"})
	},
	UserProlonged: func(t *told, e db.AuditEntry, _, after changes) { t.set("users", e.ObjectID, after.only("valid to")) },

	CompanyCreated: (*told).companyCreated,
	CompanyUpdated: func(t *told, e db.AuditEntry, _, after changes) { t.set("companies", e.ObjectID, after) },
	CompanyDeleted: func(t *told, e db.AuditEntry, _, _ changes) {
		t.set("companies", e.ObjectID, changes{"deleted": "yes"})
	},
	SettingAdded:   (*told).settingSet,
	SettingChanged: (*told).settingSet,
	SettingRemoved: func(t *told, e db.AuditEntry, before, _ changes) {
		for key := range before {
			t.gone("company_settings", e.ObjectID+"/"+key)
		}
	},

	RequestAsked:     (*told).asked,
	RequestApproved:  func(t *told, e db.AuditEntry, before, after changes) { t.terms(e, before, after) },
	GrantShortened:   func(t *told, e db.AuditEntry, before, after changes) { t.terms(e, before, after) },
	RequestGranted:   func(t *told, e db.AuditEntry, before, after changes) { t.decided(e, decisionGranted, before, after) },
	RequestConsented: func(t *told, e db.AuditEntry, before, after changes) { t.decided(e, decisionGranted, before, after) },
	RequestDenied:    func(t *told, e db.AuditEntry, before, after changes) { t.decided(e, decisionDenied, before, after) },
	RequestWithdrawn: func(t *told, e db.AuditEntry, before, after changes) { t.decided(e, decisionWithdrawn, before, after) },
	GrantRevoked:     func(t *told, e db.AuditEntry, _, after changes) { t.ended(e, endingRevoked, after) },
	GrantHandedBack:  func(t *told, e db.AuditEntry, _, after changes) { t.ended(e, endingHandedBack, after) },

	RuleSet:     func(t *told, e db.AuditEntry, _, after changes) { t.made("access_rules", ruleRow(e), after) },
	RuleRemoved: func(t *told, e db.AuditEntry, _, _ changes) { t.gone("access_rules", ruleRow(e)) },
	ConsentGiven: func(t *told, e db.AuditEntry, _, after changes) {
		t.made("standing_consents", e.ObjectID+"/"+after["account"], after)
	},
	ConsentEnded: func(t *told, e db.AuditEntry, before, _ changes) {
		t.gone("standing_consents", e.ObjectID+"/"+before["account"])
	},
	DeputyNamed: func(t *told, e db.AuditEntry, _, after changes) { t.made("deputies", e.ObjectID, after) },
	DeputyEnded: func(t *told, e db.AuditEntry, _, _ changes) { t.gone("deputies", e.ObjectID) },
	NoticesChosen: func(t *told, e db.AuditEntry, _, after changes) {
		for topic, choice := range after {
			t.made("notice_choices", e.ObjectID+"/"+topic, changes{"choice": choice})
		}
	},

	WebappCreated: (*told).webappSet,
	WebappChanged: (*told).webappSet,
	WebappDeleted: func(t *told, e db.AuditEntry, before, _ changes) {
		delete(t.webapps, before["name"])
		t.gone("webapps", e.ObjectID)
	},
	SubscriptionAdded: func(t *told, e db.AuditEntry, _, after changes) {
		t.made("account_subscriptions", e.AccountID+"/"+e.ObjectID, after)
	},
	SubscriptionChanged: func(t *told, e db.AuditEntry, _, after changes) {
		t.made("account_subscriptions", e.AccountID+"/"+e.ObjectID, after)
	},
	SubscriptionRemoved: func(t *told, e db.AuditEntry, _, _ changes) {
		t.gone("account_subscriptions", e.AccountID+"/"+e.ObjectID)
	},
	WebappAssigned: func(t *told, e db.AuditEntry, _, after changes) {
		if id, ok := t.webapps[after["webapp"]]; ok {
			r := t.made("user_subscriptions", e.ObjectID+"/"+id, changes{"account": e.AccountID})
			r.mayGo = e.RequestID != "" // what is given by a grant ends with it
		}
	},
	WebappTakenAway: func(t *told, e db.AuditEntry, before, _ changes) {
		if id, ok := t.webapps[before["webapp"]]; ok {
			t.gone("user_subscriptions", e.ObjectID+"/"+id)
		}
	},

	InvoiceCreated: (*told).invoiceCreated,
	InvoicePaid: func(t *told, e db.AuditEntry, _, after changes) {
		t.set("invoices", e.ObjectName, after.only("status"))
	},
	InvoiceCancelled: (*told).invoiceCancelled,
}

func (t *told) accountCreated(e db.AuditEntry, _, after changes) {
	t.made("accounts", e.ObjectID, changes{"name": e.ObjectName, "login": "enabled", "deleted": "no", "frozen": "no"})
	t.set("accounts", e.ObjectID, after.only("time zone"))
	for _, role := range strings.Fields(after["roles"]) {
		t.made("account_roles", e.ObjectID+"/"+role, nil)
	}
}

func (t *told) userCreated(e db.AuditEntry, _, after changes) {
	t.made("users", e.ObjectID, changes{
		"account": e.AccountID, "name": e.ObjectName, "active": "yes", "deleted": "no", "valid to": after["valid to"],
	})
	for _, role := range strings.Fields(after["roles"]) {
		t.made("user_roles", e.ObjectID+"/"+role, nil)
	}
}

// userRolesChanged: the entry has the roles that counted before, and those that do after it. What
// hangs on something that is over counts in neither, and may be there.
func (t *told) userRolesChanged(e db.AuditEntry, before, after changes) {
	had := strings.Fields(before["roles"])
	for _, role := range strings.Fields(after["roles"]) {
		t.made("user_roles", e.ObjectID+"/"+role, nil)
		had = deleteText(had, role)
	}
	for _, role := range had {
		t.gone("user_roles", e.ObjectID+"/"+role)
	}
	t.set("users", e.ObjectID, after.only("valid to"))
}

func deleteText(list []string, text string) []string {
	var rest []string
	for _, one := range list {
		if one != text {
			rest = append(rest, one)
		}
	}
	return rest
}

func (t *told) companyCreated(e db.AuditEntry, _, after changes) {
	t.made("companies", e.ObjectID, changes{"account": e.AccountID, "name": e.ObjectName, "deleted": "no"})
	t.settingSet(e, nil, after)
}

func (t *told) settingSet(e db.AuditEntry, _, after changes) {
	for key, value := range after {
		t.made("company_settings", e.ObjectID+"/"+key, changes{"value": value})
	}
}

func (t *told) webappSet(e db.AuditEntry, before, after changes) {
	if name, ok := before["name"]; ok {
		delete(t.webapps, name)
	}
	t.webapps[after["name"]] = e.ObjectID
	t.made("webapps", e.ObjectID, after)
}

func (t *told) asked(e db.AuditEntry, _, after changes) {
	t.made("access_requests", e.RequestID, changes{"account": e.AccountID, "company": e.ObjectID, "decision": "", "ending": ""})
	if _, ok := after["valid from"]; ok {
		t.set("access_requests", e.RequestID, changes{"valid from": after["valid from"], "valid to": after["valid to"], "length": after["length"], "lapses": after["lapses"]})
	}
	t.set("access_requests", e.RequestID, after.only("description", "requested by", "access"))
}

// terms is what an act made of the window of a request and of what it lets do.
func (t *told) terms(e db.AuditEntry, before, after changes) {
	t.setAll("access_requests", e.RequestID, before, after, "valid from", "valid to", "length", "access")
	if _, fixed := after["valid to"]; fixed {
		t.set("access_requests", e.RequestID, changes{"lapses": ""})
	}
}

// signature is who did something, as told by the record, in the form of Actor.Signature.
func signature(e db.AuditEntry, after changes) string {
	if of := after["standing consent of"]; of != "" {
		return byConsent + of
	}
	login, account, ok := strings.Cut(e.ActorName, " @ ")
	if person := after["person"]; ok && person != "" {
		return personWithLogin(person, "", login) + " @ " + account
	}
	return e.ActorName
}

func (t *told) decided(e db.AuditEntry, decision string, before, after changes) {
	t.terms(e, before, after)
	t.set("access_requests", e.RequestID, changes{"decision": decision, "decided at": instantText(db.Time(e.At)), "decided by": signature(e, after)})
	if reason, ok := after["reason"]; ok {
		t.set("access_requests", e.RequestID, changes{"reason of the decision": reason})
	}
}

func (t *told) ended(e db.AuditEntry, ending string, after changes) {
	t.set("access_requests", e.RequestID, changes{"ending": ending, "ended at": instantText(db.Time(e.At)), "ended by": signature(e, after)})
	if reason, ok := after["reason"]; ok {
		t.set("access_requests", e.RequestID, changes{"reason of the end": reason})
	}
}

// ruleRow is the key of a rule in force: of an account, or of one of its companies.
func ruleRow(e db.AuditEntry) string {
	if e.ObjectID == e.AccountID {
		return e.AccountID + "/"
	}
	return e.AccountID + "/" + e.ObjectID
}

// invoiceFields are those of an invoice that never change.
var invoiceFields = []string{"messages", "price", "VAT rate", "net", "VAT", "total", "currency", "due", "period", "person"}

func (t *told) invoiceCreated(e db.AuditEntry, _, after changes) {
	t.made("invoices", e.ObjectName, changes{"id": e.ObjectID, "account": e.AccountID, "status": string(StatusIssued), "issuer": e.ActorName, "issued at": instantText(db.Time(e.At))})
	t.set("invoices", e.ObjectName, after.only(invoiceFields...))
}

// invoiceCancelled: the cancellation has no entry of its own.
func (t *told) invoiceCancelled(e db.AuditEntry, _, after changes) {
	t.set("invoices", e.ObjectName, after.only("status"))
	if number := after["cancellation"]; number != "" {
		t.made("invoices", number, changes{"account": e.AccountID, "status": string(StatusCancellation), "issuer": e.ActorName, "issued at": instantText(db.Time(e.At))})
		t.set("invoices", number, after.only("total", "person"))
	}
}
