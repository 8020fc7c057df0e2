package access

import (
	"context"
	"time"
	"unicode/utf8"

	"latchkey/db"
)

// CompanyType is the kind of system that a company uses.
type CompanyType string

// The types of company.
const (
	ERP        CompanyType = "ERP"
	Standalone CompanyType = "STANDALONE"
)

// maxSetting is the longest value of a setting, in characters.
const maxSetting = 2000

// maxSettings is how many settings a company can have.
const maxSettings = 500

// Company is a company of an account.
type Company struct {
	ID, AccountID, AccountName, Name, Description, Industry string
	Zone                                                    *time.Location
	Type                                                    CompanyType
}

// CompanyPage is a company with what the actor may know about its settings.
type CompanyPage struct {
	Company
	// Settings is a page of them, by key. NextSetting is the first key of the next page, or "".
	Settings    []Setting
	NextSetting string
	// MayRead and MayEdit say whether the actor may read and edit the settings.
	MayRead, MayEdit bool
	// Grant is the grant that gives the actor access, or nil if it needs none. It has only the
	// window.
	Grant *Request
	// Webapps are those that the grant lets the actor open, as a visitor.
	Webapps []Webapp
}

// CompanyFilter is the filter of a list of companies. Zero lists every company.
type CompanyFilter struct {
	// Part is a part of the name, regardless of case.
	Part string
	Type CompanyType
}

// listCompanies returns at most size of an account's companies, and the after of the next page.
func listCompanies(ctx context.Context, q *db.Queries, accountID string, f CompanyFilter, after string, size int, sc scope) (companies []Company, next string, err error) {
	rows, err := q.ListCompanies(ctx, scoped(sc, db.ListCompaniesParams{
		AccountID: accountID, After: after, PageSize: int64(size) + 1, Part: NameKey(f.Part), Type: string(f.Type),
	}))
	rows, next = cut(rows, size, func(c db.ListCompaniesRow) string { return c.NameKey })
	return mapped(rows, func(c db.ListCompaniesRow) Company {
		return Company{ID: c.ID, AccountID: accountID, Name: c.Name, Type: CompanyType(c.Type), Industry: c.Industry, Zone: location(c.TimeZone)}
	}), next, err
}

// Company returns one company, with the first page of its settings: see CompanyFrom.
func (s *Service) Company(ctx context.Context, by Actor, accountID, id string) (CompanyPage, error) {
	return s.CompanyFrom(ctx, by, accountID, id, "")
}

// CompanyFrom returns one company, with its settings from a key on. It needs ReadCompanies and, for
// the settings, ReadCompanySettings. Under a grant, the read is recorded. Errors: ErrNotFound,
// ErrForbidden.
func (s *Service) CompanyFrom(ctx context.Context, by Actor, accountID, id, from string) (c CompanyPage, err error) {
	now := s.now()
	if !by.May(ReadCompanies, accountID) {
		return c, s.refuseCompany(ctx, by, now, ReadCompanies, accountID, id)
	}
	err = s.readRecorded(ctx, by, ReadCompanies, accountID, now, func(q *db.Queries) (Entry, error) {
		row, err := q.GetCompany(ctx, getCompanyParams(accountID, id, by.scope(ReadCompanies, now)))
		if err != nil {
			return Entry{}, err
		}
		row.GrantID = by.grantBehind(ReadCompanies, accountID, row.GrantID)
		c.Company = companyFrom(row)
		// An ADMINISTRATOR sees every company, but its settings only with a grant.
		c.MayRead = accountID == by.AccountID && by.MayOwn(ReadCompanySettings) || row.GrantID != "" && by.May(ReadCompanySettings, accountID)
		if row.GrantID != "" {
			grant, err := readRequest(ctx, q, row.GrantID, now)
			if err != nil {
				return Entry{}, err
			}
			c.Grant = &grant
			webapps, err := by.visitable(ctx, q, id, db.Millis(now))
			if err != nil {
				return Entry{}, err
			}
			c.Webapps = mapped(webapps, visitableFrom)
		}
		c.MayEdit = c.MayRead && by.May(UpdateCompanySettings, accountID) && (c.Grant == nil || !c.Grant.ReadOnly)
		c.Settings, c.NextSetting, err = listSettings(ctx, q, accountID, id, from, by.scope(ReadCompanySettings, now))
		return Entry{Action: CompanyRead, AccountID: accountID, ObjectID: c.ID, ObjectName: c.Name, GrantID: row.GrantID}, err
	})
	if db.IsNotFound(err) {
		return CompanyPage{}, s.refuseCompany(ctx, by, now, ReadCompanies, accountID, id)
	}
	return c, err
}

// listSettings returns a page of a company's settings, and the from of the next page.
func listSettings(ctx context.Context, q *db.Queries, accountID, companyID, from string, sc scope) (settings []Setting, next string, err error) {
	rows, err := q.ListCompanySettings(ctx, scoped(sc, db.ListCompanySettingsParams{
		CompanyID: companyID, AccountID: accountID, FromKey: from, PageSize: pageSize + 1,
	}))
	rows, next = cutFrom(rows, pageSize, func(row db.ListCompanySettingsRow) string { return row.Key })
	return mapped(rows, func(row db.ListCompanySettingsRow) Setting {
		return Setting{Key: row.Key, Value: row.Value, Secret: row.Secret, UpdatedAt: db.Time(row.UpdatedAt), revision: row.Revision}
	}), next, err
}

func companyFrom(row db.GetCompanyRow) Company {
	return Company{
		ID: row.ID, AccountID: row.AccountID, AccountName: row.AccountName, Name: row.Name, Description: row.Description,
		Industry: row.Industry, Zone: location(row.TimeZone), Type: CompanyType(row.Type),
	}
}

// refuseCompany is refuse for a company.
func (s *Service) refuseCompany(ctx context.Context, by Actor, now time.Time, f Function, accountID, id string) error {
	row, err := s.store.Read.GetCompany(ctx, getCompanyParams(accountID, id, everything))
	if err != nil && !db.IsNotFound(err) {
		return err
	}
	_, notSeen := s.store.Read.GetCompany(ctx, getCompanyParams(accountID, id, by.scope(ReadCompanies, now)))
	if notSeen != nil && !db.IsNotFound(notSeen) {
		return notSeen
	}
	object := Entry{AccountID: accountID, ObjectID: id, ObjectName: row.Name}
	switch {
	case err != nil:
		return ErrNotFound
	case notSeen != nil:
		return s.deny(by, now, f, object, ErrNotFound)
	}
	return s.refuse(ctx, by, now, f, accountID, object)
}

// NewCompany is a company to create. Name and Type are required.
type NewCompany struct {
	Name, Description, Industry string
	// TimeZone is an IANA name; empty means UTC.
	TimeZone string
	Type     CompanyType
	Settings map[string]string
}

// CreateCompany creates a company in an account. It needs ManageCompanies. Errors: *Invalid with
// the fields of the form, ErrNotFound, ErrForbidden.
func (s *Service) CreateCompany(ctx context.Context, by Actor, accountID string, n NewCompany) (id string, err error) {
	now := s.now()
	if !by.May(ManageCompanies, accountID) {
		return "", s.refuseAccount(ctx, by, now, ManageCompanies, accountID)
	}
	if len(n.Settings) > 0 && (accountID != by.AccountID || !by.MayOwn(UpdateCompanySettings)) {
		return "", s.refuseAccount(ctx, by, now, UpdateCompanySettings, accountID)
	}
	var invalid Invalid
	n.check(&invalid, "")
	for key, value := range n.Settings {
		checkKey(&invalid, "settings", key)
		if utf8.RuneCountInString(value) > maxSetting {
			invalid.add("settings", SettingTooLong{Setting: key, Most: maxSetting})
		}
	}
	if err := invalid.err(); err != nil {
		return "", err
	}
	id, err = s.newID("com", now)
	if err != nil {
		return "", err
	}
	err = s.write(ctx, by, now, func(t *tx) error {
		if err := t.checkAccountExists(ctx, accountID); err != nil {
			return err
		}
		return t.insertCompany(ctx, id, accountID, n)
	})
	if db.IsUnique(err) {
		return "", errCompanyName
	}
	return id, err
}

// insertCompany creates a company that was checked.
func (t *tx) insertCompany(ctx context.Context, id, accountID string, n NewCompany) error {
	err := t.InsertCompany(ctx, db.InsertCompanyParams{
		ID: id, AccountID: accountID, Name: n.Name, NameKey: NameKey(n.Name), Skeleton: skeleton(n.Name), Description: n.Description, Industry: n.Industry,
		TimeZone: n.TimeZone, Type: string(n.Type), CreatedAt: db.Millis(t.now), UpdatedAt: db.Millis(t.now),
	})
	if err != nil {
		return err
	}
	settings := changes{}
	for key, value := range n.Settings {
		settings[Detail(key)] = value
		if err := t.InsertCompanySetting(ctx, db.InsertCompanySettingParams{CompanyID: id, Key: key, Value: value, UpdatedAt: db.Millis(t.now)}); err != nil {
			return err
		}
	}
	return t.record(ctx, Entry{Action: CompanyCreated, AccountID: accountID, ObjectID: id, ObjectName: n.Name, After: settings})
}
