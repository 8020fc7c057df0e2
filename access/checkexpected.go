package access

import (
	"cmp"
	"context"

	"latchkey/db"
)

// expectedState is what the record says last about each row: what must be in the tables if nothing
// but the product has changed them. It knows nothing about what is never recorded: passwords,
// values of secret settings, sessions, mails.
type expectedState struct {
	rows map[rowKey]*expectedRow
	// webapps has the ids of the webapps by the names that they had at the entry that is being
	// read.
	webapps map[string]string
	seq     int64
}

// rowKey identifies a row of a table. id is its key. A key with two parts has both, separated by
// "/".
type rowKey struct{ table, id string }

// expectedRow is what the record says about a row.
type expectedRow struct {
	// known says that the record says whether the row exists. is is what it says, and seq in which
	// entry.
	known, is bool
	seq       int64
	fields    map[Detail]expectedField
	// mayGo says that the row may disappear without its own entry, together with something that it
	// depends on.
	mayGo bool
	seen  bool
}

type expectedField struct {
	value string
	seq   int64
}

func (t *expectedState) row(table, id string) *expectedRow {
	key := rowKey{table: table, id: id}
	r := t.rows[key]
	if r == nil {
		r = &expectedRow{}
		t.rows[key] = r
	}
	return r
}

// add notes that a row exists from this entry on, with its fields.
func (t *expectedState) add(table, id string, fields changes) *expectedRow {
	r := t.row(table, id)
	r.known, r.is, r.seq, r.mayGo = true, true, t.seq, false
	t.set(table, id, fields)
	return r
}

// remove notes that a row does not exist from this entry on.
func (t *expectedState) remove(table, id string) {
	*t.row(table, id) = expectedRow{known: true, seq: t.seq}
}

func (t *expectedState) set(table, id string, fields changes) {
	r := t.row(table, id)
	if r.fields == nil && len(fields) > 0 {
		r.fields = make(map[Detail]expectedField, len(fields))
	}
	for name, value := range fields {
		r.fields[name] = expectedField{value, t.seq}
	}
}

// setAll is set for entries that mention only those of some fields that have a value.
func (t *expectedState) setAll(table, id string, before, after changes, names ...Detail) {
	for _, name := range names {
		value, is := after[name]
		if _, was := before[name]; is || was {
			t.set(table, id, changes{name: value})
		}
	}
}

// only returns some fields of an entry. A missing one is unknown.
func (c changes) only(names ...Detail) changes {
	some := changes{}
	for _, name := range names {
		if value, ok := c[name]; ok {
			some[name] = value
		}
	}
	return some
}

// readExpected reads the record from its first entry to its last.
func readExpected(ctx context.Context, q *db.Queries) (*expectedState, error) {
	t := &expectedState{rows: map[rowKey]*expectedRow{}, webapps: map[string]string{}}
	// some were created without an entry
	err := eachRowToCheck(func(after db.Webapp) ([]db.Webapp, error) {
		return q.ListWebappsToCheck(ctx, db.ListWebappsToCheckParams{After: after.ID, PageSize: verifyBatch})
	}, func(w db.Webapp) { t.webapps[w.Name] = w.ID })
	if err != nil {
		return nil, err
	}
	for e, err := range (storedLog{ctx, q}).Entries(0) {
		if err != nil {
			return nil, err
		}
		t.seq = e.Seq
		a := actionOf(e.Action)
		if tell := entryEffects[a]; tell != nil {
			tell(t, db.RecordEntry(e), detailsOf(a, e.Before), detailsOf(a, e.After))
		}
	}
	return t, nil
}

// entryEffect is what an entry says about rows, from its before and after.
type entryEffect func(t *expectedState, e db.RecordEntry, before, after changes)

// setsTo is for an entry that always says the same about its object, setsAfter for one that says
// what it has as after.
func setsTo(table string, fields changes) entryEffect {
	return func(t *expectedState, e db.RecordEntry, _, _ changes) { t.set(table, e.ObjectID, fields) }
}

func setsAfter(table string) entryEffect {
	return func(t *expectedState, e db.RecordEntry, _, after changes) { t.set(table, e.ObjectID, after) }
}

// changesEmail is setsAfter for a login: an address that was changed, or that a restore doubts, is
// unconfirmed.
func changesEmail(table string) entryEffect {
	return func(t *expectedState, e db.RecordEntry, _, after changes) {
		t.set(table, e.ObjectID, after)
		if movesEmail(e) {
			t.remove("confirmed_emails", e.ObjectID)
		}
	}
}

func decides(decision string) entryEffect {
	return func(t *expectedState, e db.RecordEntry, before, after changes) { t.decided(e, decision, before, after) }
}

// entryEffects is what each action says about rows.
var entryEffects = map[Action]entryEffect{
	AccountCreated: (*expectedState).accountCreated,
	AccountUpdated: changesEmail("accounts"),
	SignInRulesSet: setsAfter("accounts"),
	AccountDeleted: setsTo("accounts", changes{"deleted": "yes"}),
	AccountRoleAdded: func(t *expectedState, e db.RecordEntry, _, after changes) {
		t.add("account_roles", e.ObjectID+"/"+after[DetailRole], nil)
	},
	AccountRoleRemoved: func(t *expectedState, e db.RecordEntry, before, _ changes) {
		t.remove("account_roles", e.ObjectID+"/"+before[DetailRole])
	},
	AccountDisabled: setsTo("accounts", changes{"login": "disabled"}),
	AccountEnabled:  setsTo("accounts", changes{"login": "enabled"}),
	AccessFrozen: func(t *expectedState, e db.RecordEntry, _, after changes) {
		t.set("accounts", e.ObjectID, changes{"frozen": "yes", "freeze_cause": after[DetailCause], "freeze_reason": typedReason(after)})
	},
	AccessUnfrozen: setsTo("accounts", changes{"frozen": "no", "freeze_cause": "", "freeze_reason": ""}),

	UserCreated:      (*expectedState).userCreated,
	UserChanged:      changesEmail("users"),
	UserRolesChanged: (*expectedState).userRolesChanged,
	UserActivated:    setsTo("users", changes{"active": "yes"}),
	UserDeactivated:  setsTo("users", changes{"active": "no"}),
	UserDeleted: func(t *expectedState, e db.RecordEntry, _, _ changes) {
		t.set("users", e.ObjectID, changes{"active": "no", "deleted": "yes"})
		t.remove("identities", e.ObjectID)
	},
	UserExtended: func(t *expectedState, e db.RecordEntry, _, after changes) {
		t.set("users", e.ObjectID, after.only(DetailValidTo))
	},

	CompanyCreated: (*expectedState).companyCreated,
	CompanyUpdated: setsAfter("companies"),
	CompanyDeleted: setsTo("companies", changes{"deleted": "yes"}),
	SettingAdded:   (*expectedState).settingSet,
	SettingChanged: (*expectedState).settingSet,
	SettingRemoved: func(t *expectedState, e db.RecordEntry, before, _ changes) {
		for key := range before {
			t.remove("company_settings", e.ObjectID+"/"+string(key))
		}
	},

	RequestAsked:     (*expectedState).asked,
	RequestApproved:  (*expectedState).terms,
	GrantShortened:   (*expectedState).terms,
	RequestGranted:   decides(decisionGranted),
	RequestConsented: decides(decisionGranted),
	RequestDenied:    decides(decisionDenied),
	RequestWithdrawn: decides(decisionWithdrawn),
	GrantRevoked:     func(t *expectedState, e db.RecordEntry, _, after changes) { t.ended(e, endingRevoked, after) },
	GrantHandedBack:  func(t *expectedState, e db.RecordEntry, _, after changes) { t.ended(e, endingHandedBack, after) },

	RuleSet:     func(t *expectedState, e db.RecordEntry, _, after changes) { t.add("access_rules", ruleRow(e), after) },
	RuleRemoved: func(t *expectedState, e db.RecordEntry, _, _ changes) { t.remove("access_rules", ruleRow(e)) },
	ConsentGiven: func(t *expectedState, e db.RecordEntry, _, after changes) {
		t.add("standing_consents", e.ObjectID+"/"+after[DetailAccount], after)
	},
	ConsentEnded: func(t *expectedState, e db.RecordEntry, before, _ changes) {
		t.remove("standing_consents", e.ObjectID+"/"+before[DetailAccount])
	},
	DeputyNamed: func(t *expectedState, e db.RecordEntry, _, after changes) { t.add("deputies", e.ObjectID, after) },
	DeputyEnded: func(t *expectedState, e db.RecordEntry, _, _ changes) { t.remove("deputies", e.ObjectID) },
	LanguageChosen: func(t *expectedState, e db.RecordEntry, _, after changes) {
		table := "accounts"
		if e.ActorUserID != "" {
			table = "users"
		}
		t.set(table, e.ObjectID, after)
	},
	NoticesChosen: func(t *expectedState, e db.RecordEntry, _, after changes) {
		for topic, choice := range after {
			t.add("notice_choices", e.ObjectID+"/"+string(topic), changes{"choice": choice})
		}
	},

	PasskeyAdded: func(t *expectedState, e db.RecordEntry, _, after changes) {
		t.add("passkeys", e.ObjectID, changes{"login": cmp.Or(e.ActorUserID, e.AccountID), DetailName: after[DetailName], DetailPerson: after[DetailPerson]})
		t.set("passkeys", e.ObjectID, after.only(DetailFingerprint))
	},
	PasskeyRenamed: setsAfter("passkeys"),
	PasskeyRemoved: func(t *expectedState, e db.RecordEntry, _, _ changes) { t.remove("passkeys", e.ObjectID) },
	CodeAdded: func(t *expectedState, e db.RecordEntry, _, _ changes) {
		t.add("one_time_codes", e.ObjectID, changes{"confirmed_at": instantText(db.Time(e.At))})
	},
	CodeRemoved: func(t *expectedState, e db.RecordEntry, _, _ changes) { t.remove("one_time_codes", e.ObjectID) },
	RecoveryCodesMade: func(t *expectedState, e db.RecordEntry, _, _ changes) {
		made := instantText(db.Time(e.At))
		t.add("recovery_codes", e.ObjectID, changes{"first": made, "last": made}).mayGo = true // with the last second factor
	},
	FactorsReset:      (*expectedState).factorsReset,
	SigningKeyRotated: (*expectedState).signingKeyRotated,

	EmailConfirmed: func(t *expectedState, e db.RecordEntry, _, after changes) {
		t.add("confirmed_emails", e.ObjectID, changes{DetailEmail: after[DetailEmail], "confirmed_at": instantText(db.Time(e.At))})
	},

	ProviderSet:      (*expectedState).providerSet,
	ProviderChanged:  (*expectedState).providerSet,
	ProviderRemoved:  (*expectedState).providerRemoved,
	IdentityLinked:   (*expectedState).identityLinked,
	IdentityUnlinked: func(t *expectedState, e db.RecordEntry, _, _ changes) { t.remove("identities", e.ObjectID) },

	WebappCreated: (*expectedState).webappSet,
	WebappChanged: (*expectedState).webappSet,
	WebappDeleted: func(t *expectedState, e db.RecordEntry, before, _ changes) {
		delete(t.webapps, before[DetailName])
		t.remove("webapps", e.ObjectID)
	},
	SubscriptionAdded:   (*expectedState).subscriptionSet,
	SubscriptionChanged: (*expectedState).subscriptionSet,
	SubscriptionRemoved: func(t *expectedState, e db.RecordEntry, _, _ changes) {
		t.remove("account_subscriptions", e.AccountID+"/"+e.ObjectID)
		t.remove("webapp_visitors", e.AccountID+"/"+e.ObjectID)
	},
	WebappClientSet:     func(t *expectedState, e db.RecordEntry, _, after changes) { t.add("webapp_clients", e.ObjectID, after) },
	WebappClientRemoved: (*expectedState).clientRemoved,
	WebappSecretMade:    (*expectedState).secretMade,
	WebappSecretEnded: func(t *expectedState, e db.RecordEntry, _, after changes) {
		t.set("webapp_secrets", e.ObjectID, after.only(DetailUntil))
		t.row("webapp_secrets", e.ObjectID).mayGo = true // it is forgotten later
	},
	VisitorsSet: (*expectedState).visitorsSet,
	WebappAssigned: func(t *expectedState, e db.RecordEntry, _, after changes) {
		if id, ok := t.webapps[after[DetailWebapp]]; ok {
			r := t.add("user_subscriptions", e.ObjectID+"/"+id, changes{DetailAccount: e.AccountID})
			r.mayGo = e.RequestID != "" // a role assigned under a grant ends with it
		}
	},
	WebappTakenAway: func(t *expectedState, e db.RecordEntry, before, _ changes) {
		if id, ok := t.webapps[before[DetailWebapp]]; ok {
			t.remove("user_subscriptions", e.ObjectID+"/"+id)
		}
	},

	InvoiceCreated: (*expectedState).invoiceCreated,
	InvoicePaid: func(t *expectedState, e db.RecordEntry, _, after changes) {
		t.set("invoices", e.ObjectName, after.only(DetailStatus))
	},
	InvoiceCancelled: (*expectedState).invoiceCancelled,
}
