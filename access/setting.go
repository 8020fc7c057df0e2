package access

import (
	"context"
	"strconv"
	"time"

	"latchkey/db"
)

// SecretShown is the action of reading the value of a secret setting.
const SecretShown Action = "setting.read"

// What replaces the value of a secret setting in the record and, in the entry about its becoming
// secret, its earlier value.
const (
	SecretValue    = "(secret)"
	NotSecretValue = "(not secret)"
)

// Setting is a company's setting: this product's own company data. Value is "" for a secret one:
// only ShowSecret returns that.
type Setting struct {
	Key, Value string
	Secret     bool
	UpdatedAt  time.Time
	revision   int64
}

// SettingChange is a new value for a setting. If Value is nil, the value stays. Secret makes the
// setting secret. false does not change that: a secret setting stays secret until it is removed.
type SettingChange struct {
	Key    string
	Value  *string
	Secret bool
}

// recordedValue is the value for the record.
func (s Setting) recordedValue() string {
	if s.Secret {
		return SecretValue
	}
	return s.Value
}

// public is the setting, without its value if that is secret.
func (s Setting) public() Setting {
	if s.Secret {
		s.Value = ""
	}
	return s
}

func (s Setting) formValues() formValues {
	var value any = cleanText(s.Value)
	if s.Secret {
		value = Secret(strconv.FormatInt(s.revision, 10))
	}
	return formValues{"setting " + s.Key, []Shown{{s.Key, value}}}
}

// Version is the version of a setting's form.
func (s Setting) Version() Version { return s.formValues().version() }

// typedValues is what was typed in the form of a setting. For a secret, it only says whether that
// equals the stored value.
func (s Setting) typedValues(value string, secret bool) formValues {
	switch {
	case value == s.Value:
		return s.formValues()
	case s.Secret || secret:
		return formValues{"setting " + s.Key, []Shown{{s.Key, Secret("")}}}
	}
	return formValues{"setting " + s.Key, []Shown{{s.Key, value}}}
}

// setting returns a setting, with its value, of a company that the transaction has checked. Errors:
// ErrNotFound.
func (t *tx) setting(ctx context.Context, companyID, key string) (Setting, error) {
	row, err := t.GetCompanySetting(ctx, db.GetCompanySettingParams{CompanyID: companyID, Key: key})
	return Setting{Key: key, Value: row.Value, Secret: row.Secret, UpdatedAt: db.Time(row.UpdatedAt), revision: row.Revision}, notFound(err)
}

// revision is the number of the entry that the transaction will write next.
func (t *tx) revision(ctx context.Context) (int64, error) {
	head, err := storedLog{ctx, t.Queries}.Head()
	return head.Size, err
}

// SetSetting gives a company's setting a new value: see ChangeSetting.
func (s *Service) SetSetting(ctx context.Context, by Actor, accountID, companyID, key, value string) error {
	_, err := s.ChangeSetting(ctx, by, accountID, companyID, SettingChange{Key: key, Value: &value})
	return err
}

// ChangeSetting gives a company's setting a new value of up to 2,000 characters, or makes it
// secret. It returns the changed setting or, for an *Invalid, the unchanged one. The record has the
// values that are not secret. It needs UpdateCompanySettings. Errors: *Invalid with the field
// value, ErrNotFound, ErrForbidden.
func (s *Service) ChangeSetting(ctx context.Context, by Actor, accountID, companyID string, c SettingChange) (now Setting, err error) {
	err = s.withSettings(ctx, by, UpdateCompanySettings, accountID, companyID, func(t *tx) (Entry, error) {
		was, err := t.setting(ctx, companyID, c.Key)
		if err != nil {
			return Entry{}, err
		}
		now = was.public()
		next := was
		next.Secret, next.UpdatedAt = was.Secret || c.Secret, t.now
		if c.Value != nil {
			next.Value, err = t.typedValue(was, c)
			if err != nil {
				return Entry{}, err
			}
		}
		if c.Value == nil && next.Secret == was.Secret {
			return Entry{}, errUnchanged
		}
		if next.Secret && (next.Value != was.Value || !was.Secret) {
			next.revision, err = t.revision(ctx)
			if err != nil {
				return Entry{}, err
			}
		}
		sc := by.scope(UpdateCompanySettings, t.now)
		n, err := t.UpdateCompanySetting(ctx, scoped(sc, db.UpdateCompanySettingParams{
			Value: next.Value, Secret: next.Secret, Revision: next.revision, CompanyID: companyID, Key: c.Key, AccountID: accountID,
		}))
		if err == nil && n == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return Entry{}, err
		}
		now = next.public()
		before := was.recordedValue()
		if next.Secret && !was.Secret {
			before = NotSecretValue
		}
		return Entry{Action: SettingChanged, Before: changes{Detail(c.Key): before}, After: changes{Detail(c.Key): next.recordedValue()}}, nil
	})
	return now, err
}

// typedValue checks the value that was typed for a setting.
func (t *tx) typedValue(was Setting, c SettingChange) (string, error) {
	var invalid Invalid
	value := checkSetting(&invalid, *c.Value)
	if value == "" && was.Secret {
		invalid.add("value", TypeSecretAnew{})
	}
	if err := invalid.err(); err != nil {
		return "", err
	}
	return value, t.checkFresh(was.formValues(), was.typedValues(value, c.Secret))
}

// ShowSecret returns the value of a company's secret setting. It needs ReadCompanySettings, and is
// recorded, whoever reads it. Errors: ErrNotFound, also for a setting that is not secret;
// ErrForbidden.
func (s *Service) ShowSecret(ctx context.Context, by Actor, accountID, companyID, key string) (value string, err error) {
	err = s.withSettings(ctx, by, ReadCompanySettings, accountID, companyID, func(t *tx) (Entry, error) {
		setting, err := t.setting(ctx, companyID, key)
		if err == nil && !setting.Secret {
			err = ErrNotFound
		}
		value = setting.Value
		return Entry{Action: SecretShown, After: changes{DetailSetting: key}}, err
	})
	if err != nil {
		return "", err
	}
	return value, nil
}
