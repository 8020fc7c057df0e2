package access

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/alexedwards/argon2id"

	"latchkey/db"
)

// maxFindings is how many findings of one kind are reported.
const maxFindings = 100

// What to do if rows contradict the record.
const mendState = "Something other than Latchkey changed it. Correct it in the Admin app if possible, or restore a backup with `latchkey restore FILE`."

// stateCheck compares the tables with the record.
type stateCheck struct {
	*expectedState
	found []Finding
	more  int
	// hasExternal are the accounts that have, or had, external users: roles may disappear with
	// those.
	hasExternal map[string]bool
	// accounts has the account of each user.
	accounts map[string]string
}

// checkState compares the tables with the record: each row that the record mentions must be as its
// last entries say, and if the record says when things of a kind are created, there must be none
// that it does not know.
func checkState(ctx context.Context, q *db.Queries) ([]Finding, error) {
	t, err := readExpected(ctx, q)
	if err != nil {
		return nil, err
	}
	s := &stateCheck{expectedState: t, hasExternal: map[string]bool{}, accounts: map[string]string{}}
	for _, check := range []func(context.Context, *db.Queries) error{
		s.checkAccounts, s.checkUsers, s.checkCompanies, s.checkWebapps, s.checkWebappClients, s.checkSubscriptions, s.checkRequests, s.checkInvoices, s.checkRules, s.checkNotices, s.checkFactors, s.checkProviders, s.checkSigningKeys, s.checkEmails,
	} {
		if err := check(ctx, q); err != nil {
			return nil, err
		}
	}
	s.findMissing()
	if s.more > 0 {
		s.found = append(s.found, Finding{What: fmt.Sprintf("%d more rows don't match the record.", s.more), Do: mendState})
	}
	return s.found, nil
}

// eachRowToCheck calls fn with every row of a list that is read page by page. list gets the last
// row of the previous page.
func eachRowToCheck[R any](list func(after R) ([]R, error), fn func(R)) error {
	var last R
	return eachBatch(func(row R) error {
		last = row
		fn(row)
		return nil
	}, func() ([]R, error) { return list(last) })
}

func (s *stateCheck) addFinding(table, id, format string, args ...any) {
	if len(s.found) >= maxFindings {
		s.more++
		return
	}
	s.found = append(s.found, Finding{What: fmt.Sprintf("%s %s: ", table, id) + fmt.Sprintf(format, args...) + ".", Do: mendState})
}

// compare compares a row with the record. parent is the row that it is part of, in an earlier
// table, or empty.
func (s *stateCheck) compare(table, id string, parent rowKey, is changes) {
	r := s.rows[rowKey{table: table, id: id}]
	if r == nil || !r.known {
		if p := s.rows[parent]; parent.table == "" || p != nil && p.known {
			s.addFinding(table, id, "it is there, but the record does not know it")
		}
	}
	if r == nil {
		return
	}
	r.seen = true
	if r.known && !r.is {
		s.addFinding(table, id, "it is there, but the record took it away in entry %d", r.seq)
		return
	}
	for name, t := range r.fields {
		if value, ok := is[name]; ok && value != t.value && !sameValue(name, value, t.value) {
			s.addFinding(table, id, "%s is %q, but %q by entry %d of the record", name, value, t.value, t.seq)
		}
	}
}

// sameValue reports whether two different values of a field mean the same: a login, and the person
// with that login as the record wrote it then. Early entries have only the person.
func sameValue(name Detail, is, told string) bool {
	switch name {
	case DetailRequestedBy, DetailDeputy:
		return strings.HasSuffix(told, "("+is+")") || !strings.HasSuffix(told, ")")
	case "decided_by", "ended_by":
		login, account, ok := strings.Cut(told, " @ ")
		return ok && !strings.HasSuffix(login, ")") && strings.HasSuffix(is, " ("+login+") @ "+account)
	default:
		return false
	}
}

// findMissing finds what the record says was created and not removed.
func (s *stateCheck) findMissing() {
	var lost []rowKey
	for key, r := range s.rows {
		if r.known && r.is && !r.seen && !r.mayGo && !s.removedWithParent(key, r) {
			lost = append(lost, key)
		}
	}
	slices.SortFunc(lost, func(a, b rowKey) int { return cmp.Or(cmp.Compare(a.table, b.table), cmp.Compare(a.id, b.id)) })
	for _, key := range lost {
		s.addFinding(key.table, key.id, "it is not there, but it is by entry %d of the record", s.rows[key].seq)
	}
}

// removedWithParent reports whether a missing row was removed together with something else,
// according to the record.
func (s *stateCheck) removedWithParent(key rowKey, r *expectedRow) bool {
	first, second, _ := strings.Cut(key.id, "/")
	switch key.table {
	case "user_roles":
		return s.hasExternal[s.accounts[first]]
	case "user_subscriptions":
		sub := s.rows[rowKey{table: "account_subscriptions", id: r.fields["account"].value + "/" + second}]
		return sub != nil && sub.known && (!sub.is || sub.seq > r.seq)
	}
	return false
}

// checkName finds a name that does not match its key.
func (s *stateCheck) checkName(table, id, name, key string) {
	if NameKey(name) != key {
		s.addFinding(table, id, "name_key is %q, but %q belongs to its name %q", key, NameKey(name), name)
	}
}

func (s *stateCheck) checkHash(table, id, hash string) {
	if hash == "" {
		return
	}
	if _, _, _, err := argon2id.DecodeHash(hash); err != nil {
		s.addFinding(table, id, "the hash of its password cannot be read")
	}
}

func (s *stateCheck) checkAccounts(ctx context.Context, q *db.Queries) error {
	err := eachRowToCheck(func(after db.Account) ([]db.Account, error) {
		return q.ListAccountsToCheck(ctx, db.ListAccountsToCheckParams{After: after.ID, PageSize: verifyBatch})
	}, func(a db.Account) {
		is := AccountDetails{Email: a.Email, ContactFirstName: a.ContactFirstName, ContactLastName: a.ContactLastName, TimeZone: a.TimeZone}.changes()
		is[DetailLanguage] = a.Language
		is[DetailPasswordDays] = strconv.FormatInt(a.PasswordDays, 10)
		is[DetailName], is["deleted"], is["frozen"] = a.Name, yesNo(a.DeletedAt.Valid), yesNo(a.FrozenAt.Valid)
		maps.Copy(is, signInRulesFrom(a.SecondFactor, a.SecondFactorFrom).changes())
		is["freeze_cause"], is["freeze_reason"] = a.FreezeCause, a.FreezeReason
		is["login"] = "enabled"
		if !a.LoginEnabled {
			is["login"] = "disabled"
		}
		s.compare("accounts", a.ID, rowKey{}, is)
		s.checkName("accounts", a.ID, a.Name, a.NameKey)
		s.checkHash("accounts", a.ID, a.PasswordHash)
	})
	if err != nil {
		return err
	}
	return eachRowToCheck(func(after db.AccountRole) ([]db.AccountRole, error) {
		return q.ListAccountRolesToCheck(ctx, db.ListAccountRolesToCheckParams{After: after.AccountID, AfterPart: after.Role, PageSize: verifyBatch})
	}, func(r db.AccountRole) {
		s.compare("account_roles", r.AccountID+"/"+r.Role, rowKey{table: "accounts", id: r.AccountID}, nil)
	})
}

func (s *stateCheck) checkUsers(ctx context.Context, q *db.Queries) error {
	err := eachRowToCheck(func(after db.User) ([]db.User, error) {
		return q.ListUsersToCheck(ctx, db.ListUsersToCheckParams{After: after.ID, PageSize: verifyBatch})
	}, func(u db.User) {
		is := changes{
			DetailAccount: u.AccountID, DetailName: u.Name, DetailFirstName: u.FirstName, DetailLastName: u.LastName, DetailEmail: u.Email, DetailTimeZone: u.TimeZone,
			DetailLanguage: u.Language, "active": yesNo(u.Active), "deleted": yesNo(u.DeletedAt.Valid), DetailValidTo: "",
		}
		if u.ValidTo.Valid {
			is[DetailValidTo] = instantText(db.NullTime(u.ValidTo))
		}
		s.compare("users", u.ID, rowKey{}, is)
		s.checkName("users", u.ID, u.Name, u.NameKey)
		s.checkHash("users", u.ID, u.PasswordHash)
		s.accounts[u.ID] = u.AccountID
		s.hasExternal[u.AccountID] = s.hasExternal[u.AccountID] || u.OwnerID.Valid
	})
	if err != nil {
		return err
	}
	return eachRowToCheck(func(after db.UserRole) ([]db.UserRole, error) {
		return q.ListUserRolesToCheck(ctx, db.ListUserRolesToCheckParams{After: after.UserID, AfterPart: after.Role, PageSize: verifyBatch})
	}, func(r db.UserRole) {
		s.compare("user_roles", r.UserID+"/"+r.Role, rowKey{table: "users", id: r.UserID}, nil)
	})
}

func (s *stateCheck) checkCompanies(ctx context.Context, q *db.Queries) error {
	err := eachRowToCheck(func(after db.Company) ([]db.Company, error) {
		return q.ListCompaniesToCheck(ctx, db.ListCompaniesToCheckParams{After: after.ID, PageSize: verifyBatch})
	}, func(c db.Company) {
		n := NewCompany{Name: c.Name, Description: c.Description, Industry: c.Industry, TimeZone: c.TimeZone, Type: CompanyType(c.Type)}
		is := n.changes()
		is[DetailAccount], is["deleted"] = c.AccountID, yesNo(c.DeletedAt.Valid)
		s.compare("companies", c.ID, rowKey{}, is)
		s.checkName("companies", c.ID, c.Name, c.NameKey)
	})
	if err != nil {
		return err
	}
	return eachRowToCheck(func(after db.CompanySetting) ([]db.CompanySetting, error) {
		return q.ListCompanySettingsToCheck(ctx, db.ListCompanySettingsToCheckParams{After: after.CompanyID, AfterPart: after.Key, PageSize: verifyBatch})
	}, func(c db.CompanySetting) {
		shown := Setting{Value: c.Value, Secret: c.Secret}.recordedValue()
		s.compare("company_settings", c.CompanyID+"/"+c.Key, rowKey{table: "companies", id: c.CompanyID}, changes{"value": shown})
	})
}

func (s *stateCheck) checkWebapps(ctx context.Context, q *db.Queries) error {
	return eachRowToCheck(func(after db.Webapp) ([]db.Webapp, error) {
		return q.ListWebappsToCheck(ctx, db.ListWebappsToCheckParams{After: after.ID, PageSize: verifyBatch})
	}, func(w db.Webapp) {
		s.compare("webapps", w.ID, rowKey{}, changes{DetailKey: w.Key, DetailName: w.Name, DetailAddress: w.Address, DetailDescription: w.Description})
	})
}

func (s *stateCheck) checkSubscriptions(ctx context.Context, q *db.Queries) error {
	err := eachRowToCheck(func(after db.ListSubscriptionsToCheckRow) ([]db.ListSubscriptionsToCheckRow, error) {
		last := after.AccountSubscription
		return q.ListSubscriptionsToCheck(ctx, db.ListSubscriptionsToCheckParams{After: last.AccountID, AfterPart: last.WebappID, PageSize: verifyBatch})
	}, func(r db.ListSubscriptionsToCheckRow) {
		row := r.AccountSubscription
		id := row.AccountID + "/" + row.WebappID
		sub := Subscription{Seats: row.Seats, Window: Window{db.Time(row.ValidFrom), db.Time(row.ValidTo)}}
		s.compare("account_subscriptions", id, rowKey{table: "accounts", id: row.AccountID}, sub.changes())
		if row.Used != r.Taken {
			s.addFinding("account_subscriptions", id, "%d seats are counted, but active users have %d", row.Used, r.Taken)
		}
	})
	if err != nil {
		return err
	}
	return eachRowToCheck(func(after db.UserSubscription) ([]db.UserSubscription, error) {
		return q.ListUserSubscriptionsToCheck(ctx, db.ListUserSubscriptionsToCheckParams{After: after.UserID, AfterPart: after.WebappID, PageSize: verifyBatch})
	}, func(r db.UserSubscription) {
		s.compare("user_subscriptions", r.UserID+"/"+r.WebappID, rowKey{table: "users", id: r.UserID}, changes{DetailAccount: r.AccountID})
	})
}

func (s *stateCheck) checkRequests(ctx context.Context, q *db.Queries) error {
	return eachRowToCheck(func(after db.ListRequestsToCheckRow) ([]db.ListRequestsToCheckRow, error) {
		return q.ListRequestsToCheck(ctx, db.ListRequestsToCheckParams{After: after.ID, PageSize: verifyBatch})
	}, func(row db.ListRequestsToCheckRow) {
		r := Request{Window: Window{db.Time(row.ValidFrom), db.Time(row.ValidTo)}, Length: lengthFrom(row.LengthMs), ReadOnly: row.ReadOnly}
		is := changes{
			DetailAccount: row.AccountID, DetailCompany: row.CompanyID, DetailDescription: row.Description, DetailTicket: row.Ticket, DetailRequestedBy: row.RequestedByLogin, DetailAccess: r.accessText(),
			DetailValidTo: "", DetailLength: "", DetailLapses: "", "decision": row.Decision.String, "decided_at": "", "ending": row.Ending.String, "ended_at": "",
		}
		maps.Copy(is, r.windowChanges())
		if r.Length > 0 {
			is[DetailLapses] = instantText(r.Window.To)
		}
		is["decided_by"], is["decision_reason"], is["ended_by"], is["ending_reason"] = row.DecidedBy, row.DecisionReason, row.EndedBy, row.EndingReason
		is["decision_cause"], is["ending_cause"] = row.DecisionCause, row.EndingCause
		if row.DecidedAt.Valid {
			is["decided_at"] = instantText(db.NullTime(row.DecidedAt))
		}
		if row.EndedAt.Valid {
			is["ended_at"] = instantText(db.NullTime(row.EndedAt))
		}
		s.compare("access_requests", row.ID, rowKey{}, is)
	})
}

func (s *stateCheck) checkInvoices(ctx context.Context, q *db.Queries) error {
	return eachRowToCheck(func(after db.Invoice) ([]db.Invoice, error) {
		return q.ListInvoicesToCheck(ctx, db.ListInvoicesToCheckParams{After: after.ID, PageSize: verifyBatch})
	}, func(row db.Invoice) {
		i := invoiceFrom(row)
		is := i.amountChanges()
		is["id"], is[DetailAccount], is[DetailStatus], is["issuer"], is["issued_at"] = row.ID, row.AccountID, row.Status, row.IssuerName, instantText(i.IssuedAt)
		is[DetailPerson] = i.Issuer.Person() + ", " + i.Issuer.Email
		s.compare("invoices", row.Number, rowKey{}, is)
	})
}

func (s *stateCheck) checkRules(ctx context.Context, q *db.Queries) error {
	err := eachRowToCheck(func(after db.AccessRule) ([]db.AccessRule, error) {
		return q.ListRulesToCheck(ctx, db.ListRulesToCheckParams{After: after.ID, PageSize: verifyBatch})
	}, func(r db.AccessRule) {
		s.compare("access_rules", r.AccountID+"/"+r.CompanyID, rowKey{table: "accounts", id: r.AccountID}, ruleFrom(r).changes())
	})
	if err != nil {
		return err
	}
	return eachRowToCheck(func(after db.ListConsentsToCheckRow) ([]db.ListConsentsToCheckRow, error) {
		return q.ListConsentsToCheck(ctx, db.ListConsentsToCheckParams{After: after.StandingConsent.ID, PageSize: verifyBatch})
	}, func(row db.ListConsentsToCheckRow) {
		c := consentFrom(row.StandingConsent, "", row.RequesterAccountName)
		s.compare("standing_consents", c.Company.ID+"/"+row.RequesterAccountName, rowKey{table: "companies", id: c.Company.ID}, c.changes())
	})
}

func (s *stateCheck) checkFactors(ctx context.Context, q *db.Queries) error {
	err := eachRowToCheck(func(after db.Passkey) ([]db.Passkey, error) {
		return q.ListPasskeysToCheck(ctx, db.ListPasskeysToCheckParams{After: after.ID, PageSize: verifyBatch})
	}, func(p db.Passkey) {
		s.compare("passkeys", p.ID, rowKey{}, changes{"login": cmp.Or(p.UserID.String, p.AccountID), DetailName: p.Name, DetailPerson: p.Person, DetailFingerprint: fingerprintOf(p.Credential)})
	})
	if err != nil {
		return err
	}
	err = eachRowToCheck(func(after db.ListCodesToCheckRow) ([]db.ListCodesToCheckRow, error) {
		return q.ListCodesToCheck(ctx, db.ListCodesToCheckParams{After: after.LoginID, PageSize: verifyBatch})
	}, func(r db.ListCodesToCheckRow) {
		s.compare("one_time_codes", r.LoginID, rowKey{}, changes{"confirmed_at": instantText(db.NullTime(r.ConfirmedAt))})
	})
	if err != nil {
		return err
	}
	return eachRowToCheck(func(after db.ListRecoveryCodesToCheckRow) ([]db.ListRecoveryCodesToCheckRow, error) {
		return q.ListRecoveryCodesToCheck(ctx, db.ListRecoveryCodesToCheckParams{After: after.LoginID, PageSize: verifyBatch})
	}, func(r db.ListRecoveryCodesToCheckRow) {
		s.compare("recovery_codes", r.LoginID, rowKey{}, changes{"first": instantText(db.Time(r.MadeFirst)), "last": instantText(db.Time(r.MadeLast))})
		if r.Codes > RecoveryCodes {
			s.addFinding("recovery_codes", r.LoginID, "there are %d, but %d are made at a time", r.Codes, RecoveryCodes)
		}
	})
}

func (s *stateCheck) checkEmails(ctx context.Context, q *db.Queries) error {
	return eachRowToCheck(func(after db.ListConfirmedEmailsToCheckRow) ([]db.ListConfirmedEmailsToCheckRow, error) {
		return q.ListConfirmedEmailsToCheck(ctx, db.ListConfirmedEmailsToCheckParams{After: after.LoginID, PageSize: verifyBatch})
	}, func(r db.ListConfirmedEmailsToCheckRow) {
		s.compare("confirmed_emails", r.LoginID, rowKey{}, changes{DetailEmail: r.Email, "confirmed_at": instantText(db.Time(r.ConfirmedAt))})
	})
}

func (s *stateCheck) checkNotices(ctx context.Context, q *db.Queries) error {
	err := eachRowToCheck(func(after db.ListDeputiesToCheckRow) ([]db.ListDeputiesToCheckRow, error) {
		return q.ListDeputiesToCheck(ctx, db.ListDeputiesToCheckParams{After: after.UserID, PageSize: verifyBatch})
	}, func(r db.ListDeputiesToCheckRow) {
		s.compare("deputies", r.UserID, rowKey{table: "users", id: r.UserID}, changes{
			DetailDeputy: r.DeputyLogin, DetailValidFrom: instantText(db.Time(r.ValidFrom)), DetailValidTo: instantText(db.Time(r.ValidTo)),
		})
	})
	if err != nil {
		return err
	}
	return eachRowToCheck(func(after db.ListNoticeChoicesToCheckRow) ([]db.ListNoticeChoicesToCheckRow, error) {
		return q.ListNoticeChoicesToCheck(ctx, db.ListNoticeChoicesToCheckParams{After: after.LoginID, AfterPart: after.Topic, PageSize: verifyBatch})
	}, func(r db.ListNoticeChoicesToCheckRow) {
		parent := rowKey{table: "users", id: r.LoginID}
		if strings.HasPrefix(r.LoginID, "acc_") {
			parent.table = "accounts"
		}
		s.compare("notice_choices", r.LoginID+"/"+r.Topic, parent, changes{"choice": r.Choice})
	})
}
