package access

import (
	"context"
	"strings"
	"time"

	"latchkey/db"
)

// Account is an account with its details.
type Account struct {
	ID               string
	Name             string
	Email            string
	ContactFirstName string
	ContactLastName  string
	Zone             *time.Location
	LoginEnabled     bool
	Roles            []Role
	CreatedAt        time.Time
	UpdatedAt        time.Time
	// Companies are those that the actor may see.
	Companies []Company
}

// AccountRow is an account in a list.
type AccountRow struct {
	ID           string
	Name         string
	LoginEnabled bool
	Roles        []Role
	// Own says that it is the actor's own, Granted that a live grant lets the actor in.
	Own     bool
	Granted bool
}

func getAccountParams(id string, sc scope) db.GetAccountParams {
	return db.GetAccountParams{
		ID: id, ScopeAll: sc.all, OwnAccount: sc.own, GranteeAccount: sc.granteeAccount, GranteeUser: sc.granteeUser, Now: sc.now,
	}
}

// Account is the page of one account. It needs ReadAccount. Read by a grant it is recorded. Errors: ErrNotFound, ErrForbidden.
func (s *Service) Account(ctx context.Context, by Actor, id string) (a Account, err error) {
	now := s.now()
	if !by.May(ReadAccount, id) {
		return a, s.refuseAccount(ctx, by, now, ReadAccount, id)
	}
	err = s.look(ctx, by, id, now, func(q *db.Queries) (Entry, error) {
		row, err := q.GetAccount(ctx, getAccountParams(id, by.scope(ReadAccount, now)))
		if err != nil {
			return Entry{}, err
		}
		roles, err := q.ListAccountRoles(ctx, id)
		if err != nil {
			return Entry{}, err
		}
		a = Account{
			ID: row.ID, Name: row.Name, Email: row.Email, ContactFirstName: row.ContactFirstName, ContactLastName: row.ContactLastName,
			Zone: location(row.TimeZone), LoginEnabled: row.LoginEnabled, CreatedAt: db.Time(row.CreatedAt), UpdatedAt: db.Time(row.UpdatedAt),
		}
		for _, r := range roles {
			a.Roles = append(a.Roles, Role(r))
		}
		if a.Companies, err = listCompanies(ctx, q, id, by.scope(ReadCompanies, now)); err != nil {
			return Entry{}, err
		}
		return Entry{Action: AccountRead, AccountID: a.ID, ObjectID: a.ID, ObjectName: a.Name, GrantID: row.GrantID}, nil
	})
	if db.IsNotFound(err) {
		return Account{}, s.refuseAccount(ctx, by, now, ReadAccount, id)
	}
	return a, err
}

// Accounts is a page, by name, of the accounts that the actor may see: its own, those that live grants let it into, or all.
// after is the next of the page before, or "". It needs no function: it is empty for whom there is none.
func (s *Service) Accounts(ctx context.Context, by Actor, after string) (accounts []AccountRow, next string, err error) {
	sc := by.scope(ReadAccount, s.now())
	rows, err := s.store.Read.ListAccounts(ctx, db.ListAccountsParams{
		After: after, PageSize: pageSize + 1,
		ScopeAll: sc.all, OwnAccount: sc.own, GranteeAccount: sc.granteeAccount, GranteeUser: sc.granteeUser, Now: sc.now,
	})
	if err != nil {
		return nil, "", err
	}
	lastKey := ""
	for _, row := range rows {
		if len(accounts) == 0 || accounts[len(accounts)-1].ID != row.ID {
			if len(accounts) == pageSize {
				return accounts, lastKey, nil
			}
			accounts = append(accounts, AccountRow{
				ID: row.ID, Name: row.Name, LoginEnabled: row.LoginEnabled != 0, Own: row.ID == by.AccountID, Granted: row.GrantID != "",
			})
			lastKey = row.NameKey
		}
		if row.Role != "" {
			a := &accounts[len(accounts)-1]
			a.Roles = append(a.Roles, Role(row.Role))
		}
	}
	return accounts, "", nil
}

// NewAccount is an account to be made. Name is required; Roles come on top of CUSTOMER. Without a Password it gets a set-up
// link, with which its own people choose one.
type NewAccount struct {
	Name             string
	Email            string
	ContactFirstName string
	ContactLastName  string
	// TimeZone is an IANA name; empty means UTC.
	TimeZone string
	Password string
	Roles    []Role
	// first says that whoever makes the account is its owner, and so has to choose its password.
	first bool
}

func (n *NewAccount) check() error {
	var invalid Invalid
	n.Name = checkName(&invalid, "name", n.Name)
	n.Email = checkEmail(&invalid, "email", n.Email)
	n.ContactFirstName = checkLine(&invalid, "contact_first_name", n.ContactFirstName)
	n.ContactLastName = checkLine(&invalid, "contact_last_name", n.ContactLastName)
	n.TimeZone = checkZone(&invalid, "time_zone", n.TimeZone)
	if n.Password != "" || n.first {
		checkPassword(&invalid, "password", n.Password, n.Name)
	}
	for _, role := range n.Roles {
		checkAccountRole(&invalid, role)
	}
	return invalid.err()
}

// checkAccountRole checks that a role is one that can be assigned to an account.
func checkAccountRole(invalid *Invalid, role Role) {
	if assignedWith[role] != AssignAccountRoles {
		invalid.add("role", "%s is not a role that is assigned to accounts.", role)
	}
}

// CreateAccount makes an account with the role CUSTOMER and those named. It needs CreateAccounts, and for each role what
// assigning it needs. link is the token of its set-up link, "" with a Password. Errors: *Invalid with the fields of the form,
// ErrForbidden.
func (s *Service) CreateAccount(ctx context.Context, by Actor, n NewAccount) (id, link string, err error) {
	now := s.now()
	if !by.Reach(CreateAccounts).Has(All) {
		return "", "", s.deny(ctx, by, now, CreateAccounts, Entry{AccountID: by.AccountID}, forbidden("Your roles do not let you create accounts."))
	}
	if len(n.Roles) > 0 && !by.Reach(AssignAccountRoles).Has(All) {
		return "", "", s.deny(ctx, by, now, AssignAccountRoles, Entry{AccountID: by.AccountID}, forbidden("Your roles do not let you assign account roles."))
	}
	return s.createAccount(ctx, by, now, n, func(*tx) error { return nil })
}

// createAccount makes an account in a transaction that begins with first.
func (s *Service) createAccount(ctx context.Context, by Actor, now time.Time, n NewAccount, first func(*tx) error) (id, link string, err error) {
	if err := n.check(); err != nil {
		return "", "", err
	}
	for _, role := range n.Roles {
		if role == Sales && !named(n.ContactFirstName, n.ContactLastName, n.Email) {
			return "", "", errNotNamed
		}
	}
	hash, status := "", passwordUnset
	if n.Password != "" {
		status = passwordSet
		if hash, err = s.hashPassword(ctx, n.Password); err != nil {
			return "", "", err
		}
	}
	if id, err = s.newID("acc", now); err != nil {
		return "", "", err
	}
	err = s.write(ctx, by, now, func(t *tx) error {
		if err := first(t); err != nil {
			return err
		}
		err := t.InsertAccount(ctx, db.InsertAccountParams{
			ID: id, Name: n.Name, NameKey: NameKey(n.Name), Email: n.Email, ContactFirstName: n.ContactFirstName,
			ContactLastName: n.ContactLastName, TimeZone: n.TimeZone, PasswordHash: hash, PasswordStatus: status,
			CreatedAt: db.Millis(now), UpdatedAt: db.Millis(now),
		})
		if err != nil {
			return err
		}
		var names []string
		for _, role := range append([]Role{Customer}, n.Roles...) {
			if _, err := t.InsertAccountRole(ctx, db.InsertAccountRoleParams{AccountID: id, Role: string(role), AssignedAt: db.Millis(now)}); err != nil {
				return err
			}
			names = append(names, string(role))
		}
		if n.Password == "" {
			if link, err = s.putSetupLink(ctx, t, id, ""); err != nil {
				return err
			}
		}
		return t.record(ctx, Entry{
			Action: AccountCreated, AccountID: id, ObjectID: id, ObjectName: n.Name,
			After: changes{"name": n.Name, "roles": strings.Join(names, " "), "time zone": n.TimeZone},
		})
	})
	if db.IsUnique(err) {
		err = &Invalid{Fields: map[string]string{"name": "There is or was an account of this name. Choose another."}}
	}
	if err != nil {
		return "", "", err
	}
	return id, link, nil
}

// What is known of an account's password.
const (
	passwordUnset = "UNSET"
	passwordSet   = "SET"
)

// named says whether the person behind an account is known (SPEC section 1).
func named(first, last, email string) bool { return first != "" && last != "" && email != "" }

var errNotNamed = forbidden("SALES is for named accounts only: set the contact's first name, last name and e-mail first.")

// AddAccountRole assigns a role to the account of that name. It needs AssignAccountRoles. It ends the sessions of the account
// and of its users. Errors: *Invalid with the field role, ErrNotFound, ErrForbidden; ErrConflict where the account has the role
// already.
func (s *Service) AddAccountRole(ctx context.Context, by Actor, name string, role Role) error {
	return s.changeAccount(ctx, by, AssignAccountRoles, name, func(t *tx, a db.Account) error {
		var invalid Invalid
		if checkAccountRole(&invalid, role); len(invalid.Fields) > 0 {
			return &invalid
		}
		if role == Sales && !named(a.ContactFirstName, a.ContactLastName, a.Email) {
			return errNotNamed
		}
		n, err := t.InsertAccountRole(ctx, db.InsertAccountRoleParams{AccountID: a.ID, Role: string(role), AssignedAt: db.Millis(t.now)})
		if err == nil && n == 0 {
			err = conflict("%s has the role %s already.", a.Name, role)
		}
		if err == nil {
			err = t.endSessions(ctx, a.ID)
		}
		if err != nil {
			return err
		}
		return t.record(ctx, accountEntry(AccountRoleAdded, a, nil, changes{"role": string(role)}))
	})
}

// RemoveAccountRole takes a role from the account of that name. It needs AssignAccountRoles. It ends the sessions of the
// account and of its users. Errors: ErrNotFound, ErrForbidden; ErrConflict where the account does not have the role, where
// the role is CUSTOMER, which every account has, or where the account is the last ADMINISTRATOR.
func (s *Service) RemoveAccountRole(ctx context.Context, by Actor, name string, role Role) error {
	return s.changeAccount(ctx, by, AssignAccountRoles, name, func(t *tx, a db.Account) error {
		if role == Customer {
			return conflict("Every account has the role CUSTOMER; it cannot be removed.")
		}
		if role == Administrator {
			if err := t.keepAdministrator(ctx, a); err != nil {
				return err
			}
		}
		n, err := t.DeleteAccountRole(ctx, db.DeleteAccountRoleParams{AccountID: a.ID, Role: string(role)})
		if err == nil && n == 0 {
			err = conflict("%s does not have the role %s.", a.Name, role)
		}
		if err == nil {
			err = t.endSessions(ctx, a.ID)
		}
		if err != nil {
			return err
		}
		return t.record(ctx, accountEntry(AccountRoleRemoved, a, changes{"role": string(role)}, nil))
	})
}

// SetAccountPassword gives the account of that name another password and ends the sessions of its account login. It needs
// ChangeAccountPassword. Errors: *Invalid with the field password, ErrNotFound, ErrForbidden.
func (s *Service) SetAccountPassword(ctx context.Context, by Actor, name, password string) error {
	if err := s.mayChangeAccount(ctx, by, s.now(), ChangeAccountPassword, name); err != nil {
		return err
	}
	var invalid Invalid
	checkPassword(&invalid, "password", password, name)
	if err := invalid.err(); err != nil {
		return err
	}
	hash, err := s.hashPassword(ctx, password)
	if err != nil {
		return err
	}
	return s.changeAccount(ctx, by, ChangeAccountPassword, name, func(t *tx, a db.Account) error {
		err := t.UpdateAccountPassword(ctx, db.UpdateAccountPasswordParams{PasswordHash: hash, UpdatedAt: db.Millis(t.now), ID: a.ID})
		if err == nil {
			err = t.DeleteSetupLinkOf(ctx, a.ID)
		}
		if err != nil {
			return err
		}
		return t.record(ctx, accountEntry(AccountPasswordChanged, a, nil, nil))
	})
}

// SetAccountLogin enables or disables the account of that name: while disabled neither it nor any of its users signs in, nor
// does an external user whom one of its users owns, and their sessions are over. It needs AssignAccountRoles. Errors:
// ErrNotFound, ErrForbidden; ErrConflict where nothing would change or the account is the last ADMINISTRATOR.
func (s *Service) SetAccountLogin(ctx context.Context, by Actor, name string, enabled bool) error {
	return s.changeAccount(ctx, by, AssignAccountRoles, name, func(t *tx, a db.Account) error {
		action, was := AccountEnabled, "disabled"
		if !enabled {
			action, was = AccountDisabled, "enabled"
			if err := t.keepAdministrator(ctx, a); err != nil {
				return err
			}
		}
		n, err := t.UpdateAccountLoginEnabled(ctx, db.UpdateAccountLoginEnabledParams{LoginEnabled: enabled, UpdatedAt: db.Millis(t.now), ID: a.ID})
		if err == nil && n == 0 {
			err = conflict("Nothing to do: the login of %s is not %s.", a.Name, was)
		}
		if err == nil {
			err = t.endSessions(ctx, a.ID)
		}
		if err == nil {
			err = t.EndOwnedUserSessions(ctx, a.ID)
		}
		if err != nil {
			return err
		}
		return t.record(ctx, accountEntry(action, a, nil, nil))
	})
}

// changeAccount changes an account that is called by its name.
func (s *Service) changeAccount(ctx context.Context, by Actor, f Function, name string, fn func(*tx, db.Account) error) error {
	now := s.now()
	if err := s.mayChangeAccount(ctx, by, now, f, name); err != nil {
		return err
	}
	return s.write(ctx, by, now, func(t *tx) error {
		a, err := t.GetAccountByName(ctx, NameKey(name))
		if db.IsNotFound(err) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		return fn(t, a)
	})
}

// mayChangeAccount is nil where f lets the actor change the account of that name.
func (s *Service) mayChangeAccount(ctx context.Context, by Actor, now time.Time, f Function, name string) error {
	a, err := s.store.Read.GetAccountByName(ctx, NameKey(name))
	switch {
	case db.IsNotFound(err):
		return ErrNotFound
	case err != nil:
		return err
	case !by.May(f, a.ID):
		return s.refuseAccount(ctx, by, now, f, a.ID)
	}
	return nil
}

// keepAdministrator refuses what would leave nobody an ADMINISTRATOR: a guard of SPEC section 2.
func (t *tx) keepAdministrator(ctx context.Context, a db.Account) error {
	others, err := t.ExistsAccountWithRole(ctx, db.ExistsAccountWithRoleParams{Role: string(Administrator), ExceptID: a.ID})
	if err != nil || others != 0 {
		return err
	}
	roles, err := t.ListAccountRoles(ctx, a.ID)
	if err != nil {
		return err
	}
	for _, r := range roles {
		if Role(r) == Administrator {
			return conflict("%s is the last ADMINISTRATOR. Make another account ADMINISTRATOR first.", a.Name)
		}
	}
	return nil
}

// endSessions ends every session of an account and of its users.
func (t *tx) endSessions(ctx context.Context, accountID string) error {
	if err := t.EndAccountSessions(ctx, db.EndAccountSessionsParams{UpdatedAt: db.Millis(t.now), ID: accountID}); err != nil {
		return err
	}
	return t.EndAccountUserSessions(ctx, accountID)
}

func accountEntry(action Action, a db.Account, before, after changes) Entry {
	return Entry{Action: action, AccountID: a.ID, ObjectID: a.ID, ObjectName: a.Name, Before: before, After: after}
}

// AccountsForOperator calls each with every account and its roles, by name. It is for the command line, whose operator has
// the database itself.
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
		for i := 0; i < len(rows); {
			first := rows[i]
			a := AccountRow{ID: first.ID, Name: first.Name, LoginEnabled: first.LoginEnabled != 0}
			for ; i < len(rows) && rows[i].ID == first.ID; i++ {
				a.Roles = append(a.Roles, Role(rows[i].Role))
			}
			each(a, first.Email, first.PasswordStatus == "SET")
			after = first.NameKey
		}
	}
}
