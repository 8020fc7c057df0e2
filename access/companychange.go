package access

import (
	"context"
	"math"
	"unicode/utf8"

	"latchkey/db"
)

// check checks a company's own fields. was is its current name, which it may keep, whatever it is.
func (n *NewCompany) check(invalid *Invalid, was string) {
	if n.Name != was || was == "" {
		n.Name = checkName(invalid, n.Name)
	}
	n.Description = cleanText(n.Description)
	if count := utf8.RuneCountInString(n.Description); count > maxDescription {
		invalid.add("description", TooLong{Most: maxDescription, Has: count})
	}
	n.Industry = checkLine(invalid, "industry", n.Industry)
	n.TimeZone = checkZone(invalid, n.TimeZone)
	if n.Type != ERP && n.Type != Standalone {
		invalid.add("type", ChooseType{})
	}
}

func (n *NewCompany) changes() changes {
	return changes{DetailName: n.Name, DetailDescription: n.Description, DetailIndustry: n.Industry, DetailTimeZone: n.TimeZone, DetailType: string(n.Type)}
}

// changeCompany changes something in a company if f allows the actor to.
func (s *Service) changeCompany(ctx context.Context, by Actor, f Function, accountID, id string, fn func(*tx, db.GetCompanyRow) error) error {
	now := s.now()
	if !by.May(f, accountID) {
		return s.refuseCompany(ctx, by, now, f, accountID, id)
	}
	err := s.write(ctx, by, now, func(t *tx) error {
		row, err := t.GetCompany(ctx, getCompanyParams(accountID, id, by.scope(f, now)))
		if err != nil {
			return err
		}
		return fn(t, row)
	})
	if db.IsNotFound(err) {
		return s.refuseCompany(ctx, by, now, f, accountID, id)
	}
	return err
}

// Companies returns a page of an account's companies that the actor may see, by name. after is the
// Next of the previous page, or "". It needs ReadCompanies. Under a grant, the read is recorded.
// Errors: ErrNotFound, ErrForbidden.
func (s *Service) Companies(ctx context.Context, by Actor, accountID string, f CompanyFilter, after string) (AccountList[Company], error) {
	return s.companies(ctx, by, accountID, f, after, pageSize)
}

// EachCompany calls begin, and then fn with every company that matches the filter and that the
// actor may see, by name. It needs ReadCompanies. Under a grant, the read is recorded like as many
// pages. Errors: those of Companies, before or after begin is called; what begin or fn returns.
func (s *Service) EachCompany(ctx context.Context, by Actor, accountID string, f CompanyFilter, begin func() error, fn func(Company) error) error {
	return eachRow(ctx, s, by, begin, fn, func(after string) ([]Company, string, error) {
		l, err := s.companies(ctx, by, accountID, f, after, exportBatch)
		return l.Rows, l.Next, err
	})
}

func (s *Service) companies(ctx context.Context, by Actor, accountID string, f CompanyFilter, after string, size int) (l AccountList[Company], err error) {
	err = s.readAccount(ctx, by, ReadCompanies, accountID, s.now(), CompaniesRead, func(q *db.Queries, a db.GetAccountRow, sc scope) (err error) {
		l.Account = Named{ID: a.ID, Name: a.Name}
		l.Rows, l.Next, err = listCompanies(ctx, q, accountID, f, after, size, sc)
		return err
	})
	return l, err
}

// CompanyToEdit returns a company for someone who may edit it. It needs ManageCompanies. Errors:
// ErrNotFound, ErrForbidden.
func (s *Service) CompanyToEdit(ctx context.Context, by Actor, accountID, id string) (Company, error) {
	if !by.May(ManageCompanies, accountID) {
		return Company{}, s.refuseCompany(ctx, by, s.now(), ManageCompanies, accountID, id)
	}
	c, err := s.Company(ctx, by, accountID, id)
	return c.Company, err
}

// UpdateCompany edits a company, except its settings. It needs ManageCompanies. Errors: *Invalid
// with the fields of the form, ErrNotFound, ErrForbidden.
func (s *Service) UpdateCompany(ctx context.Context, by Actor, accountID, id string, n NewCompany) error {
	err := s.changeCompany(ctx, by, ManageCompanies, accountID, id, func(t *tx, row db.GetCompanyRow) error {
		var invalid Invalid
		n.check(&invalid, row.Name)
		if err := invalid.err(); err != nil {
			return err
		}
		before := NewCompany{Name: row.Name, Description: row.Description, Industry: row.Industry, TimeZone: row.TimeZone, Type: CompanyType(row.Type)}
		if err := t.checkFresh(before.formValues(), n.formValues()); err != nil {
			return err
		}
		if n.TimeZone != row.TimeZone {
			if err := t.mayMoveHours(ctx, row); err != nil {
				return err
			}
		}
		_, err := t.UpdateCompany(ctx, db.UpdateCompanyParams{
			Name: n.Name, NameKey: NameKey(n.Name), Skeleton: skeleton(n.Name), Description: n.Description, Industry: n.Industry, TimeZone: n.TimeZone, Type: string(n.Type),
			UpdatedAt: db.Millis(t.now), ID: id, AccountID: accountID,
		})
		return t.recordUnless(ctx, err, Entry{
			Action: CompanyUpdated, AccountID: accountID, ObjectID: id, ObjectName: n.Name, Before: before.changes(), After: n.changes(),
		})
	})
	if db.IsUnique(err) {
		return errCompanyName
	}
	return err
}

// mayMoveHours: another time zone of a company moves the hours of its rules and standing consents.
// Only the account's own people do that, with a fresh proof.
func (t *tx) mayMoveHours(ctx context.Context, row db.GetCompanyRow) error {
	hours, err := t.ExistsHours(ctx, db.ExistsHoursParams{AccountID: row.AccountID, CompanyID: row.ID})
	if err != nil || hours == 0 {
		return err
	}
	if !t.by.MaySetRules(row.AccountID) {
		return &Invalid{Fields: map[string]Reason{"time_zone": ClockOfHours{Account: row.AccountName}}}
	}
	return t.needProof()
}

var errCompanyName = &Invalid{Fields: map[string]Reason{"name": CompanyNameTaken{}}}

// DeleteCompany deletes a company: nobody sees it any more, and grants for it are revoked. It needs
// ManageCompanies. Errors: ErrNotFound, ErrForbidden.
func (s *Service) DeleteCompany(ctx context.Context, by Actor, accountID, id string) error {
	return s.changeCompany(ctx, by, ManageCompanies, accountID, id, func(t *tx, row db.GetCompanyRow) error {
		if _, err := t.DeleteCompany(ctx, db.DeleteCompanyParams{DeletedAt: db.NullMillis(t.now), ID: id, AccountID: accountID}); err != nil {
			return err
		}
		why := grounds{cause: CauseCompanyDeleted}
		if err := t.revokeAll(ctx, requestSides{target: accountID}, id, why, NoticeRevoked); err != nil {
			return err
		}
		if err := t.denyAll(ctx, requestSides{target: accountID}, id, why); err != nil {
			return err
		}
		return t.record(ctx, Entry{Action: CompanyDeleted, AccountID: accountID, ObjectID: id, ObjectName: row.Name})
	})
}

// withSettings does something with a company's settings if f allows the actor to, and records it.
func (s *Service) withSettings(ctx context.Context, by Actor, f Function, accountID, companyID string, fn func(*tx) (Entry, error)) error {
	return s.changeCompany(ctx, by, f, accountID, companyID, func(t *tx, company db.GetCompanyRow) error {
		e, err := fn(t)
		if err != nil {
			return err
		}
		e.AccountID, e.ObjectID, e.ObjectName = accountID, companyID, company.Name
		e.GrantID = by.grantBehind(f, accountID, company.GrantID)
		return t.record(ctx, e)
	})
}

func checkSetting(invalid *Invalid, value string) string {
	value = cleanText(value)
	if count := utf8.RuneCountInString(value); count > maxSetting {
		invalid.add("value", TooLong{Most: maxSetting, Has: count})
	}
	return value
}

// AddSetting adds a setting, which may be secret, to a company. It needs UpdateCompanySettings.
// Errors: *Invalid with the fields key and value, ErrNotFound, ErrForbidden.
func (s *Service) AddSetting(ctx context.Context, by Actor, accountID, companyID, key, value string, secret bool) error {
	err := s.withSettings(ctx, by, UpdateCompanySettings, accountID, companyID, func(t *tx) (Entry, error) {
		var invalid Invalid
		key, value = checkKey(&invalid, "key", key), checkSetting(&invalid, value)
		if err := invalid.err(); err != nil {
			return Entry{}, err
		}
		added := Setting{Key: key, Value: value, Secret: secret}
		if secret && value == "" {
			return Entry{}, &Invalid{Fields: map[string]Reason{"value": SecretIsMissing{}}}
		}
		n, err := t.CountCompanySettings(ctx, companyID)
		if err != nil {
			return Entry{}, err
		}
		if n >= maxSettings {
			return Entry{}, &Invalid{Fields: map[string]Reason{"key": TooManySettings{Most: maxSettings}}}
		}
		revision, err := t.revision(ctx)
		if err != nil {
			return Entry{}, err
		}
		err = t.InsertCompanySetting(ctx, db.InsertCompanySettingParams{
			CompanyID: companyID, Key: key, Value: value, Secret: secret, Revision: revision, UpdatedAt: db.Millis(t.now),
		})
		return Entry{Action: SettingAdded, After: changes{Detail(key): added.recordedValue()}}, err
	})
	if db.IsUnique(err) {
		return &Invalid{Fields: map[string]Reason{"key": SettingExists{}}}
	}
	return err
}

// RemoveSetting removes a setting from a company. It needs UpdateCompanySettings. Errors:
// ErrNotFound, ErrForbidden.
func (s *Service) RemoveSetting(ctx context.Context, by Actor, accountID, companyID, key string) error {
	return s.withSettings(ctx, by, UpdateCompanySettings, accountID, companyID, func(t *tx) (Entry, error) {
		was, err := t.setting(ctx, companyID, key)
		if err == nil {
			err = t.checkFresh(was.formValues(), formValues{})
		}
		if err != nil {
			return Entry{}, err
		}
		_, err = t.DeleteCompanySetting(ctx, db.DeleteCompanySettingParams{CompanyID: companyID, Key: key})
		return Entry{Action: SettingRemoved, Before: changes{Detail(key): was.recordedValue()}}, err
	})
}

// SettingHistory is a company with the changes to its settings, newest first.
type SettingHistory struct {
	CompanyPage
	Records []Record
	// Next is the before of the next page, or 0.
	Next int64
}

// SettingHistory returns a company with its settings, from a key on, and the changes to them.
// Someone who has access by a grant sees neither names nor addresses nor requests of other external
// people. before is the Next of the previous page, or 0. It needs ReadCompanySettings. Under a
// grant, the read is recorded. Errors: ErrNotFound, ErrForbidden.
func (s *Service) SettingHistory(ctx context.Context, by Actor, accountID, companyID, from string, before int64) (h SettingHistory, err error) {
	if !by.May(ReadCompanySettings, accountID) {
		return h, s.refuseCompany(ctx, by, s.now(), ReadCompanySettings, accountID, companyID)
	}
	h.CompanyPage, err = s.CompanyFrom(ctx, by, accountID, companyID, from)
	if err != nil {
		return h, err
	}
	if !h.MayRead {
		return h, s.refuseCompany(ctx, by, s.now(), ReadCompanySettings, accountID, companyID)
	}
	if before <= 0 {
		before = math.MaxInt64
	}
	rows, err := s.store.Read.ListSettingChanges(ctx, db.ListSettingChangesParams{
		CompanyID: companyID, Before: before, PageSize: pageSize + 1,
	})
	if err != nil {
		return h, err
	}
	rows, h.Next = cut(rows, pageSize, func(r db.RecordEntry) int64 { return r.Seq })
	for _, r := range rows {
		record := recordFrom(r)
		if h.Grant != nil && r.RequestID != h.Grant.ID {
			record.RequestID, record.Address = "", ""
			if r.ActorAccountID != accountID && r.ActorAccountID != by.AccountID {
				record.Actor, record.ActorKind = externalName, KindExternal
			}
		}
		h.Records = append(h.Records, record)
	}
	return h, s.markSeen(ctx, by, s.now(), h.Records)
}
