package access

import (
	"context"
	"slices"
	"time"

	"latchkey/db"
)

// AddAccountRole assigns a role to an account. ref is its id or its name. It needs
// AssignAccountRoles. It ends the sessions of the account and of its users. Errors: *Invalid with
// the field role, ErrNotFound, ErrForbidden; ErrConflict if the account already has the role.
func (s *Service) AddAccountRole(ctx context.Context, by Actor, ref string, role Role) error {
	return s.changeAccount(ctx, by, AssignAccountRoles, ref, func(t *tx, a db.Account) error { return t.addAccountRole(ctx, a, role) })
}

func (t *tx) addAccountRole(ctx context.Context, a db.Account, role Role) error {
	var invalid Invalid
	checkAccountRole(&invalid, role)
	if err := invalid.err(); err != nil {
		return err
	}
	if role == Sales && !isNamed(a.ContactFirstName, a.ContactLastName, a.Email) {
		return errNotNamed
	}
	n, err := t.InsertAccountRole(ctx, db.InsertAccountRoleParams{AccountID: a.ID, Role: string(role), AssignedAt: db.Millis(t.now)})
	if err != nil || n == 0 {
		return orConflict(err, HasRole{Account: a.Name, Role: role})
	}
	return t.recordUnless(ctx, t.endSessions(ctx, a.ID), accountEntry(AccountRoleAdded, a, nil, changes{DetailRole: string(role)}))
}

// RemoveAccountRole removes a role from an account. ref is its id or its name. It needs
// AssignAccountRoles. It ends the sessions of the account and of its users. Errors: ErrNotFound,
// ErrForbidden; ErrConflict if the account does not have the role, if the role is CUSTOMER, which
// every account has, or if the account is the last ADMINISTRATOR.
func (s *Service) RemoveAccountRole(ctx context.Context, by Actor, ref string, role Role) error {
	return s.changeAccount(ctx, by, AssignAccountRoles, ref, func(t *tx, a db.Account) error { return t.removeAccountRole(ctx, a, role) })
}

func (t *tx) removeAccountRole(ctx context.Context, a db.Account, role Role) error {
	if role == Customer {
		return conflict(CustomerStays{})
	}
	if role == Administrator {
		if err := t.keepAdministrator(ctx, a); err != nil {
			return err
		}
	}
	n, err := t.DeleteAccountRole(ctx, db.DeleteAccountRoleParams{AccountID: a.ID, Role: string(role)})
	if err != nil || n == 0 {
		return orConflict(err, HasNotRole{Account: a.Name, Role: role})
	}
	return t.recordUnless(ctx, t.endSessions(ctx, a.ID), accountEntry(AccountRoleRemoved, a, changes{DetailRole: string(role)}, nil))
}

// SetAccountPassword sets an account's password, and ends the sessions of its account login. ref is
// its id or its name. It needs ChangeAccountPassword. Errors: *Invalid with the field password,
// ErrNotFound, ErrForbidden.
func (s *Service) SetAccountPassword(ctx context.Context, by Actor, ref, password string) error {
	return s.setAccountPassword(ctx, by, ref, password, func(*tx, string) error { return nil })
}

// PrintAccountPassword is SetAccountPassword with a password that was made for the account: its
// owner must choose another one when they first sign in.
func (s *Service) PrintAccountPassword(ctx context.Context, by Actor, ref, password string) error {
	return s.setAccountPassword(ctx, by, ref, password, func(t *tx, id string) error {
		return t.SetAccountPasswordKnown(ctx, db.SetAccountPasswordKnownParams{PasswordKnown: passwordPrinted, ID: id})
	})
}

func (s *Service) setAccountPassword(ctx context.Context, by Actor, ref, password string, then func(t *tx, accountID string) error) error {
	account, err := s.mayChangeAccount(ctx, by, s.now(), ChangeAccountPassword, ref)
	if err != nil {
		return err
	}
	var invalid Invalid
	s.checkPassword(&invalid, "password", password, account.Name)
	if err := invalid.err(); err != nil {
		return err
	}
	hash, err := s.hashPassword(ctx, by.Address, password)
	if err != nil {
		return err
	}
	return s.changeAccount(ctx, by, ChangeAccountPassword, ref, func(t *tx, a db.Account) error {
		err := t.setPassword(ctx, a.ID, "", hash)
		if err == nil {
			err = then(t, a.ID)
		}
		return t.recordUnless(ctx, err, accountEntry(AccountPasswordChanged, a, nil, nil))
	})
}

// SetAccountLogin enables or disables an account. ref is its id or its name. While it is disabled,
// nobody can sign in as the account, as one of its users, or as an external user whom one of its
// users owns; their sessions end. Nobody external gets in either. If it is enabled again before a
// grant's window ends, that grant continues. It needs EnableAccounts. Errors: ErrNotFound,
// ErrForbidden; ErrConflict if nothing would change or the account is the last ADMINISTRATOR.
func (s *Service) SetAccountLogin(ctx context.Context, by Actor, ref string, enabled bool) error {
	return s.changeAccount(ctx, by, EnableAccounts, ref, func(t *tx, a db.Account) error {
		action := AccountEnabled
		if !enabled {
			action = AccountDisabled
			if err := t.keepAdministrator(ctx, a); err != nil {
				return err
			}
		}
		n, err := t.UpdateAccountLoginEnabled(ctx, db.UpdateAccountLoginEnabledParams{LoginEnabled: enabled, UpdatedAt: db.Millis(t.now), ID: a.ID})
		if err != nil || n == 0 {
			return orConflict(err, LoginIsSo{Account: a.Name, Enabled: enabled})
		}
		err = t.endSessions(ctx, a.ID)
		if err == nil {
			err = t.EndOwnedUserSessions(ctx, a.ID)
		}
		if err == nil {
			err = t.markGrantsChanged(ctx, a.ID)
		}
		return t.recordUnless(ctx, err, accountEntry(action, a, nil, nil))
	})
}

// markGrantsChanged tells the pages on both sides of an account's grants that these have changed.
func (t *tx) markGrantsChanged(ctx context.Context, accountID string) error {
	rows, err := t.ListUnendedGrants(ctx, db.ListUnendedGrantsParams{TargetAccount: accountID, AskingAccount: accountID, Now: db.Millis(t.now)})
	for _, row := range rows {
		t.touched = append(t.touched, row.AccountID, row.RequesterAccountID)
	}
	return err
}

// accountRef finds an account by its id or its name. No account's name looks like an id.
func accountRef(ref string) db.GetAccountByRefParams {
	return db.GetAccountByRefParams{ID: ref, NameKey: NameKey(ref)}
}

// changeAccount changes an account, given by its id or its name.
func (s *Service) changeAccount(ctx context.Context, by Actor, f Function, ref string, fn func(*tx, db.Account) error) error {
	now := s.now()
	if _, err := s.mayChangeAccount(ctx, by, now, f, ref); err != nil {
		return s.orDone(ctx, by, err)
	}
	return s.write(ctx, by, now, func(t *tx) error {
		a, err := t.GetAccountByRef(ctx, accountRef(ref))
		if err != nil {
			return notFound(err)
		}
		return fn(t, a)
	})
}

// mayChangeAccount returns the account if f allows the actor to change it.
func (s *Service) mayChangeAccount(ctx context.Context, by Actor, now time.Time, f Function, ref string) (db.Account, error) {
	a, err := s.store.Read.GetAccountByRef(ctx, accountRef(ref))
	switch {
	case db.IsNotFound(err), err == nil && !by.May(f, a.ID) && ref != a.ID && a.ID != by.AccountID && !by.May(ReadAccount, a.ID):
		// A name is treated like one that nobody has, and not recorded: otherwise, trying names
		// would reveal which ones exist.
		return a, s.refuseAccount(ctx, by, now, f, ref)
	case err == nil && !by.May(f, a.ID):
		return a, s.refuseAccount(ctx, by, now, f, a.ID)
	}
	return a, err
}

// keepAdministrator refuses a change that would leave no ADMINISTRATOR: a guard of docs/spec.md
// section 2.
func (t *tx) keepAdministrator(ctx context.Context, a db.Account) error {
	others, err := t.ExistsAccountWithRole(ctx, db.ExistsAccountWithRoleParams{Role: string(Administrator), ExceptID: a.ID})
	if err != nil || others != 0 {
		return err
	}
	roles, err := t.ListAccountRoles(ctx, a.ID)
	if err == nil && slices.Contains(roles, string(Administrator)) {
		err = conflict(LastAdministrator{Account: a.Name})
	}
	return err
}

// endSessions ends all sessions of an account and of its users.
func (t *tx) endSessions(ctx context.Context, accountID string) error {
	if err := t.EndAccountSessions(ctx, db.EndAccountSessionsParams{UpdatedAt: db.Millis(t.now), ID: accountID}); err != nil {
		return err
	}
	return t.EndAccountUserSessions(ctx, accountID)
}

func accountEntry(action Action, a db.Account, before, after changes) Entry {
	return Entry{Action: action, AccountID: a.ID, ObjectID: a.ID, ObjectName: a.Name, Before: before, After: after}
}

// SetAccountRoles sets the roles of an account to roles and CUSTOMER: either the whole change or
// nothing. It needs AssignAccountRoles. If anything changes, the sessions of the account and of its
// users end. Errors: *Invalid with the field role, also for SALES without a named account;
// ErrNotFound, ErrForbidden; ErrConflict if the account is the last ADMINISTRATOR.
func (s *Service) SetAccountRoles(ctx context.Context, by Actor, id string, roles []Role) error {
	return s.changeAccount(ctx, by, AssignAccountRoles, id, func(t *tx, a db.Account) error {
		has, err := rolesOfAccount(ctx, t.Queries, a.ID)
		if err == nil {
			err = t.checkFresh(accountRolesValues(has), accountRolesValues(roles))
		}
		if err != nil {
			return err
		}
		for _, role := range AccountRoles {
			want, is := slices.Contains(roles, role), slices.Contains(has, role)
			switch {
			case role == Customer || want == is:
				continue
			case want:
				err = t.addAccountRole(ctx, a, role)
			default:
				err = t.removeAccountRole(ctx, a, role)
			}
			if err != nil {
				return err
			}
		}
		if t.entries == 0 {
			return errUnchanged
		}
		return nil
	})
}

// AccountDetails is what can be edited in an account. The name is fixed, because people sign in
// with it and the record refers to it.
type AccountDetails struct {
	Email, ContactFirstName, ContactLastName string
	// TimeZone is an IANA name; empty means UTC.
	TimeZone string
	// EmailAccepted says that the account's own people know the address, though someone else wrote
	// it.
	EmailAccepted bool
	// CurrentPassword is the actor's. It is required if Email changes and the account is the
	// actor's own login, and ignored otherwise.
	CurrentPassword string
}

// UpdateAccount edits an account's contact and time zone. It needs UpdateAccount and, if an account
// login changes its own e-mail address, the current password. Errors: *Invalid with the fields of
// the form, also if an account with the role SALES would lose its contact; ErrNotFound,
// ErrForbidden; *TooManyTries, *Busy.
func (s *Service) UpdateAccount(ctx context.Context, by Actor, id string, d AccountDetails) error {
	return s.confirmed(ctx, by, d.CurrentPassword, func(c *confirmation) error { return s.updateAccount(ctx, by, id, d, c) })
}

func (s *Service) updateAccount(ctx context.Context, by Actor, id string, d AccountDetails, c *confirmation) error {
	return s.changeAccount(ctx, by, UpdateAccount, id, func(t *tx, a db.Account) error {
		var invalid Invalid
		d.Email = checkEmail(&invalid, d.Email, a.Email)
		checkPerson(&invalid, "contact_first_name", "contact_last_name", &d.ContactFirstName, &d.ContactLastName, a.ContactFirstName+" "+a.ContactLastName)
		d.TimeZone = checkZone(&invalid, d.TimeZone)
		roles, err := t.ListAccountRoles(ctx, a.ID)
		if err != nil {
			return err
		}
		if slices.Contains(roles, string(Sales)) {
			for field, value := range map[string]string{"email": d.Email, "contact_first_name": d.ContactFirstName, "contact_last_name": d.ContactLastName} {
				if value == "" {
					invalid.add(field, SalesKeepsContact{})
				}
			}
		}
		if err := invalid.err(); err != nil {
			return err
		}
		before := AccountDetails{Email: a.Email, ContactFirstName: a.ContactFirstName, ContactLastName: a.ContactLastName, TimeZone: a.TimeZone}
		if err := t.checkFresh(before.formValues(), d.formValues()); err != nil {
			return err
		}
		moved := a.Email != d.Email
		if moved {
			if err := t.confirmEmail(ctx, a.ID == by.loginID(), c); err != nil {
				return err
			}
		}
		// A user of the account may change the address, but must not become the account login by
		// a link that goes there.
		after, outside := d.changes(), by.Kind != KindOperator && by.loginID() != a.ID
		if !moved && a.EmailOutside && !outside && d.EmailAccepted {
			after[DetailEmailAccepted] = a.Email
			if err := t.needProof(); err != nil {
				return err
			}
		}
		err = t.UpdateAccountDetails(ctx, db.UpdateAccountDetailsParams{
			Email: d.Email, ContactFirstName: d.ContactFirstName, ContactLastName: d.ContactLastName, TimeZone: d.TimeZone,
			EmailOutside: emailOutside(a.EmailOutside, moved, d.EmailAccepted, outside),
			UpdatedAt:    db.Millis(t.now), ID: a.ID,
		})
		if err == nil && moved {
			err = t.leaveEmail(ctx, a.ID)
		}
		return t.recordUnless(ctx, err, accountEntry(AccountUpdated, a, before.changes(), after))
	})
}

func (d AccountDetails) changes() changes {
	return changes{DetailEmail: d.Email, DetailContact: personName(d.ContactFirstName, d.ContactLastName, ""), DetailTimeZone: d.TimeZone}
}

// DeleteAccount deletes an account: it and its users can no longer sign in, nobody sees it any
// more, and its name is never used again. The record keeps it. name is the account's name, typed as
// a confirmation. It needs DeleteAccounts. Errors: *Invalid with the field name, ErrNotFound,
// ErrForbidden; ErrConflict for the actor's own account and for the last ADMINISTRATOR.
func (s *Service) DeleteAccount(ctx context.Context, by Actor, id, name string) error {
	return s.changeAccount(ctx, by, DeleteAccounts, id, func(t *tx, a db.Account) error {
		if NameKey(name) != a.NameKey {
			return &Invalid{Fields: map[string]Reason{"name": NotItsName{}}}
		}
		if a.ID == by.AccountID {
			return conflict(OwnAccountStays{})
		}
		if err := t.keepAdministrator(ctx, a); err != nil {
			return err
		}
		target, asking := requestSides{target: a.ID}, requestSides{asking: a.ID}
		itsOwn := grounds{cause: CauseAccountDeleted, more: changes{DetailAccount: a.Name}}
		ofAsker := grounds{cause: CauseAskerDeleted, more: changes{DetailAccount: a.Name}}
		for _, end := range []func() error{
			func() error { return t.revokeAll(ctx, target, "", itsOwn, NoticeRevoked) },
			func() error { return t.revokeAll(ctx, asking, "", ofAsker, NoticeRevoked) },
			func() error { return t.denyAll(ctx, target, "", itsOwn) },
			func() error { return t.denyAll(ctx, asking, "", ofAsker) },
		} {
			if err := end(); err != nil {
				return err
			}
		}
		if err := t.SetAccountDeleted(ctx, db.SetAccountDeletedParams{DeletedAt: db.NullMillis(t.now), ID: a.ID}); err != nil {
			return err
		}
		if err := t.endSessions(ctx, a.ID); err != nil {
			return err
		}
		return t.recordUnless(ctx, t.EndOwnedUserSessions(ctx, a.ID), accountEntry(AccountDeleted, a, nil, nil))
	})
}

// RenewAccountSetupLink makes a new set-up link for an account that has no password yet, and
// returns its name and e-mail address, and the link's token. (It refuses an account with a
// password: an ADMINISTRATOR who could set that could decide the customer's requests. The operator
// can set it.) It needs CreateAccounts. Errors: ErrNotFound, ErrForbidden; ErrConflict if there is
// a password.
func (s *Service) RenewAccountSetupLink(ctx context.Context, by Actor, id string) (of Account, token string, err error) {
	err = s.changeAccount(ctx, by, CreateAccounts, id, func(t *tx, a db.Account) error {
		if a.PasswordStatus != passwordUnset {
			return conflict(AccountHasPassword{Account: a.Name})
		}
		of = Account{ID: a.ID, Name: a.Name, Email: a.Email}
		token, err = s.putSetupLink(ctx, t, a.ID, "", "")
		if err != nil {
			return err
		}
		if err = t.notifyLogin(ctx, NoticeSetupLinkMade, notifiedAccount(a), t.by.named()); err != nil {
			return err
		}
		return t.record(ctx, accountEntry(SetupLinkMade, a, nil, nil))
	})
	return of, token, err
}

// MayCreateAccounts returns nil if the actor may create accounts. Errors: ErrForbidden.
func (s *Service) MayCreateAccounts(by Actor) error {
	if by.Reach(CreateAccounts).Has(All) {
		return nil
	}
	return s.deny(by, s.now(), CreateAccounts, Entry{AccountID: by.AccountID}, errMayNot(CreateAccounts))
}

// AccountToEdit returns an account with its details for someone who may edit them. It needs
// UpdateAccount. Errors: ErrNotFound, ErrForbidden.
func (s *Service) AccountToEdit(ctx context.Context, by Actor, id string) (Account, error) {
	if !by.May(UpdateAccount, id) {
		return Account{}, s.refuseAccount(ctx, by, s.now(), UpdateAccount, id)
	}
	return s.Account(ctx, by, id)
}

// AccountForCompanies returns an account in which the actor may create companies. It needs
// ManageCompanies. Errors: ErrNotFound, ErrForbidden.
func (s *Service) AccountForCompanies(ctx context.Context, by Actor, id string) (Named, error) {
	now := s.now()
	if !by.May(ManageCompanies, id) {
		return Named{}, s.refuseAccount(ctx, by, now, ManageCompanies, id)
	}
	account, err := s.visibleAccount(ctx, by, id, now)
	return account, notFound(err)
}
