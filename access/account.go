package access

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"latchkey/db"
)

// Account is an account with its details.
type Account struct {
	ID, Name, Email, ContactFirstName, ContactLastName string
	Zone                                               *time.Location
	LoginEnabled                                       bool
	// HasPassword is false until the account has been set up.
	HasPassword bool
	Password    PasswordState
	// PasswordDays is how long the passwords of the account and its users last, or 0 for ever.
	PasswordDays int64
	// EmailOutside says that someone wrote the e-mail address who is none of the account's own
	// people. No link for a forgotten password goes there.
	EmailOutside bool
	// EmailConfirmedAt is when someone followed a link in a mail to the address, or zero.
	EmailConfirmedAt time.Time
	Roles            []Role
	SignInRules
	CreatedAt time.Time
	// Companies is the first page of the companies that the actor may see, by name. MoreCompanies
	// says that there are more.
	Companies     []Company
	MoreCompanies bool
}

// AccountRow is an account in a list.
type AccountRow struct {
	ID           string
	Name         string
	LoginEnabled bool
	Roles        []Role
	CreatedAt    time.Time
	// Own says that it is the actor's own account, Granted that a live grant gives the actor
	// access.
	Own     bool
	Granted bool
}

// Account returns one account. It needs ReadAccount. Under a grant, the read is recorded. Errors:
// ErrNotFound, ErrForbidden.
func (s *Service) Account(ctx context.Context, by Actor, id string) (a Account, err error) {
	now := s.now()
	err = s.readAccount(ctx, by, ReadAccount, id, now, AccountRead, func(q *db.Queries, row db.GetAccountRow, _ scope) error {
		a = Account{
			ID: row.ID, Name: row.Name, Email: row.Email, ContactFirstName: row.ContactFirstName, ContactLastName: row.ContactLastName,
			Zone: location(row.TimeZone), LoginEnabled: row.LoginEnabled, HasPassword: row.PasswordStatus == passwordSet, CreatedAt: db.Time(row.CreatedAt),
			Password: passwordState(row.PasswordSetAt, row.PasswordDays), PasswordDays: row.PasswordDays, EmailOutside: row.EmailOutside,
			EmailConfirmedAt: orZero(row.EmailConfirmedAt),
			SignInRules:      signInRulesFrom(row.SecondFactor, row.SecondFactorFrom),
		}
		a.Roles, err = rolesOfAccount(ctx, q, id)
		if err != nil {
			return err
		}
		var next string
		a.Companies, next, err = listCompanies(ctx, q, id, CompanyFilter{}, "", pageSize, by.scope(ReadCompanies, now))
		a.MoreCompanies = next != ""
		return err
	})
	if err != nil {
		return Account{}, err
	}
	return a, nil
}

// AccountFilter is the filter and order of a list of accounts.
type AccountFilter struct {
	// Search is a part of the name, in any case.
	Search string
	// Role and State ("enabled" or "disabled") are filters for those who see every account. "" is
	// no filter.
	Role  Role
	State string
	// Newest sorts by age, newest first, for those who see every account. Otherwise the list is by
	// name.
	Newest bool
	// After is the next of the previous page, or "".
	After string
}

// Accounts returns a page of the accounts that the actor may see: its own, those to which live
// grants give it access, or all. It needs no function: for some actors it is just empty.
func (s *Service) Accounts(ctx context.Context, by Actor, f AccountFilter) (accounts []AccountRow, next string, err error) {
	return s.accounts(ctx, by, f, pageSize)
}

// EachAccount calls begin, and then fn with every account that matches the filter and that the
// actor may see, in the order of the list. It needs no function. Errors: what begin or fn returns.
func (s *Service) EachAccount(ctx context.Context, by Actor, f AccountFilter, begin func() error, fn func(AccountRow) error) error {
	return eachRow(ctx, s, by, begin, fn, func(after string) ([]AccountRow, string, error) {
		f.After = after
		return s.accounts(ctx, by, f, exportBatch)
	})
}

func (s *Service) accounts(ctx context.Context, by Actor, f AccountFilter, size int) (accounts []AccountRow, next string, err error) {
	sc := by.scope(ReadAccount, s.now())
	enabled := filterFlag(f.State, "enabled", "disabled")
	var rows []db.ListAccountsRow
	f.Newest = f.Newest && sc.ScopeAll == 1
	if f.Newest {
		var newest []db.ListNewestAccountsRow
		newest, err = s.store.Read.ListNewestAccounts(ctx, db.ListNewestAccountsParams{
			Before: cmp.Or(f.After, lastID), PageSize: int64(size) + 1, Part: NameKey(f.Search), Role: string(f.Role), LoginEnabled: enabled,
		})
		rows = mapped(newest, func(r db.ListNewestAccountsRow) db.ListAccountsRow { return db.ListAccountsRow(r) })
	} else {
		rows, err = s.store.Read.ListAccounts(ctx, scoped(sc, db.ListAccountsParams{
			After: f.After, PageSize: int64(size) + 1, Part: NameKey(f.Search), Role: string(f.Role), LoginEnabled: enabled,
		}))
	}
	accounts, next = accountsFrom(rows, by, f.Newest, size)
	return accounts, next, err
}

// accountsFrom groups rows, one per role, into at most size accounts.
func accountsFrom(rows []db.ListAccountsRow, by Actor, newest bool, size int) (accounts []AccountRow, next string) {
	groups, next := cut(groupBy(rows, func(r db.ListAccountsRow) string { return r.ID }), size, func(g []db.ListAccountsRow) string {
		if newest {
			return g[0].ID
		}
		return g[0].NameKey
	})
	for _, g := range groups {
		row := g[0]
		accounts = append(accounts, AccountRow{
			ID: row.ID, Name: row.Name, LoginEnabled: row.LoginEnabled != 0, CreatedAt: db.Time(row.CreatedAt), Own: row.ID == by.AccountID, Granted: row.GrantID != "",
			Roles: rolesIn(g, func(r db.ListAccountsRow) string { return r.Role }),
		})
	}
	return accounts, next
}

// NewAccount is an account to create. Name is required. Roles are in addition to CUSTOMER. Without
// a Password, the account gets a set-up link, with which its own people choose one.
type NewAccount struct {
	Name, Email, ContactFirstName, ContactLastName string
	// TimeZone is an IANA name; empty means UTC.
	TimeZone string
	Password string
	// Printed says that Password was made for the account, so that its owner must choose another
	// one when they first sign in.
	Printed bool
	Roles   []Role
	// Company is the name of its first company, or "". It has the account's time zone.
	Company string
	// first says that its owner is creating the account, and so must choose a password.
	first bool
}

func (n *NewAccount) check(s *Service) error {
	var invalid Invalid
	n.Name = checkName(&invalid, n.Name)
	if strings.HasPrefix(NameKey(n.Name), "acc_") {
		invalid.add("name", LooksLikeID{})
	}
	n.Email = checkEmail(&invalid, n.Email, "")
	checkPerson(&invalid, "contact_first_name", "contact_last_name", &n.ContactFirstName, &n.ContactLastName, "")
	n.TimeZone = checkZone(&invalid, n.TimeZone)
	if n.Company = strings.TrimSpace(n.Company); n.Company != "" {
		var company Invalid
		n.Company = checkName(&company, n.Company)
		if reason := company.Fields["name"]; reason != nil {
			invalid.add("company", reason)
		}
	}
	if n.Password != "" || n.first {
		s.checkPassword(&invalid, "password", n.Password, n.Name)
	}
	for _, role := range n.Roles {
		checkAccountRole(&invalid, role)
	}
	return invalid.err()
}

// checkAccountRole checks that a role can be assigned to an account.
func checkAccountRole(invalid *Invalid, role Role) {
	if assignedWith[role] != AssignAccountRoles {
		invalid.add("role", NotForAccounts{Role: role})
	}
}

// CreateAccount creates an account with the role CUSTOMER and n.Roles. It needs CreateAccounts and,
// for each role, what assigning it needs. link is the token of its set-up link, or "" if there is a
// Password. Errors: *Invalid with the fields of the form, ErrForbidden.
func (s *Service) CreateAccount(ctx context.Context, by Actor, n NewAccount) (id, link string, err error) {
	now := s.now()
	if !by.Reach(CreateAccounts).Has(All) {
		return "", "", s.MayCreateAccounts(by)
	}
	if len(n.Roles) > 0 && !by.Reach(AssignAccountRoles).Has(All) {
		return "", "", s.deny(by, now, AssignAccountRoles, Entry{AccountID: by.AccountID}, errMayNot(AssignAccountRoles))
	}
	return s.createAccount(ctx, by, now, n, func(*tx) error { return nil })
}

// insertFirstCompany creates the company that a new account begins with, if it has one.
func (t *tx) insertFirstCompany(ctx context.Context, accountID string, n NewAccount) error {
	if n.Company == "" {
		return nil
	}
	id, err := t.svc.newID("com", t.now)
	if err != nil {
		return err
	}
	return t.insertCompany(ctx, id, accountID, NewCompany{Name: n.Company, TimeZone: n.TimeZone, Type: ERP})
}

// createAccount creates an account in a transaction that begins with first.
func (s *Service) createAccount(ctx context.Context, by Actor, now time.Time, n NewAccount, first func(*tx) error) (id, link string, err error) {
	if err := n.check(s); err != nil {
		return "", "", err
	}
	if slices.Contains(n.Roles, Sales) && !isNamed(n.ContactFirstName, n.ContactLastName, n.Email) {
		return "", "", errNotNamed
	}
	hash, status, err := s.firstPassword(ctx, by, n.Password)
	if err != nil {
		return "", "", err
	}
	id, err = s.newID("acc", now)
	if err != nil {
		return "", "", err
	}
	outside := n.Email != "" && (by.Kind == KindAccount || by.Kind == KindUser)
	err = s.write(ctx, by, now, func(t *tx) error {
		if err := first(t); err != nil {
			return err
		}
		err := t.InsertAccount(ctx, db.InsertAccountParams{
			ID: id, Name: n.Name, NameKey: NameKey(n.Name), Skeleton: skeleton(n.Name), Email: n.Email, ContactFirstName: n.ContactFirstName,
			ContactLastName: n.ContactLastName, TimeZone: n.TimeZone, PasswordHash: hash, PasswordStatus: status, EmailOutside: outside,
			CreatedAt: db.Millis(now), UpdatedAt: db.Millis(now),
		})
		if err != nil {
			return err
		}
		names, err := t.addFirstRoles(ctx, id, n.Roles)
		if err != nil {
			return err
		}
		if n.Printed {
			if err := t.SetAccountPasswordKnown(ctx, db.SetAccountPasswordKnownParams{PasswordKnown: passwordPrinted, ID: id}); err != nil {
				return err
			}
		}
		if n.Password == "" {
			link, err = s.putSetupLink(ctx, t, id, "", "")
			if err != nil {
				return err
			}
		}
		err = t.record(ctx, Entry{
			Action: AccountCreated, AccountID: id, ObjectID: id, ObjectName: n.Name,
			After: changes{DetailName: n.Name, DetailRoles: strings.Join(names, " "), DetailTimeZone: n.TimeZone},
		})
		if err == nil {
			_, err = t.askToConfirm(ctx, notifiedLogin{accountID: id, accountName: n.Name, email: n.Email, zone: location(n.TimeZone), outside: outside}, by.named())
		}
		if err != nil {
			return err
		}
		return t.insertFirstCompany(ctx, id, n)
	})
	if db.IsUnique(err) {
		err = &Invalid{Fields: map[string]Reason{"name": AccountNameTaken{}}}
	}
	if err != nil {
		return "", "", err
	}
	return id, link, nil
}

// firstPassword is the hash of a new account's password, and its status, if it has one.
func (s *Service) firstPassword(ctx context.Context, by Actor, password string) (hash, status string, err error) {
	if password == "" {
		return "", passwordUnset, nil
	}
	hash, err = s.hashPassword(ctx, by.Address, password)
	return hash, passwordSet, err
}

// addFirstRoles gives a new account CUSTOMER and roles, and returns the names of all.
func (t *tx) addFirstRoles(ctx context.Context, id string, roles []Role) (names []string, err error) {
	for _, role := range append([]Role{Customer}, roles...) {
		if _, err := t.InsertAccountRole(ctx, db.InsertAccountRoleParams{AccountID: id, Role: string(role), AssignedAt: db.Millis(t.now)}); err != nil {
			return nil, err
		}
		names = append(names, string(role))
	}
	return names, nil
}

// What is known about an account's password.
const (
	passwordUnset = "UNSET"
	passwordSet   = "SET"
)

// isNamed reports whether the person behind an account is known (docs/spec.md, section 1).
func isNamed(first, last, email string) bool { return first != "" && last != "" && email != "" }

var errNotNamed = &Invalid{Fields: map[string]Reason{
	"role": SalesNeedsContact{},
}}

// AccountsForOperator calls each with every account and its roles, by name. It checks no
// permission: it is for the command line, whose operator has the database anyway.
func (s *Service) AccountsForOperator(ctx context.Context, each func(a AccountRow, email string, hasPassword bool)) error {
	after := ""
	for {
		rows, err := s.store.Read.ListAccountsForOperator(ctx, db.ListAccountsForOperatorParams{After: after, PageSize: pageSize})
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return nil
		}
		for _, g := range groupBy(rows, func(r db.ListAccountsForOperatorRow) string { return r.ID }) {
			first := g[0]
			a := AccountRow{
				ID: first.ID, Name: first.Name, LoginEnabled: first.LoginEnabled != 0,
				Roles: rolesIn(g, func(r db.ListAccountsForOperatorRow) string { return r.Role }),
			}
			each(a, first.Email, first.PasswordStatus == "SET")
			after = first.NameKey
		}
	}
}
