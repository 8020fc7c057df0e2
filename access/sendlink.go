package access

import (
	"context"

	"latchkey/db"
)

// SendAccountLink sends an account login a link by mail, which whoever sends it never sees: a
// set-up link while the account has no password, and otherwise a link for a forgotten password. It
// returns the address. It needs CreateAccounts. Errors: ErrNotFound, ErrForbidden; ErrConflict if
// no mail can be sent, or if a password link would go to an address that the account's own people
// don't know.
func (s *Service) SendAccountLink(ctx context.Context, by Actor, id string) (email string, err error) {
	err = s.changeAccount(ctx, by, CreateAccounts, id, func(t *tx, a db.Account) error {
		to := notifiedAccount(a)
		email = to.email
		if err := t.canMail(to); err != nil {
			return err
		}
		switch {
		case a.PasswordStatus == passwordUnset:
			return t.sendSetupLink(ctx, to, accountEntry(SetupLinkMade, a, nil, changes{DetailEmail: to.email}))
		case !a.LoginEnabled:
			return conflict(AccountIsDisabled{})
		case to.outside:
			return conflict(EmailFromOutside{Login: to.String(), Account: to.accountName})
		}
		return t.sendPasswordLink(ctx, to, t.by.named())
	})
	return email, err
}

// SendUserLink sends a user a set-up link by mail, which whoever sends it never sees. Who may make
// one may send one. It needs UpdateUsers. Errors: ErrNotFound, ErrForbidden; ErrConflict if no mail
// can be sent, or if it would go to an address that the account's own people don't know.
func (s *Service) SendUserLink(ctx context.Context, by Actor, accountID, id string) (email string, err error) {
	err = s.changeUser(ctx, by, UpdateUsers, accountID, id, func(t *tx, u UserPage) error {
		if err := by.mayMakeSetupLink(u); err != nil {
			return err
		}
		to := u.notified()
		email = to.email
		if err := t.canMail(to); err != nil {
			return err
		}
		if to.outside {
			return conflict(EmailFromOutside{Login: to.String(), Account: to.accountName})
		}
		return t.sendSetupLink(ctx, to, u.entry(SetupLinkMade, nil, changes{DetailEmail: to.email}))
	})
	return email, err
}

// canMail returns nil if a login can get a link by mail.
func (t *tx) canMail(to notifiedLogin) error {
	switch {
	case t.svc.links == nil:
		return conflict(MailIsOff{})
	case to.email == "":
		return conflict(LoginHasNoEmail{Login: to.String()})
	}
	return nil
}

// sendSetupLink makes a set-up link, and writes it to its login.
func (t *tx) sendSetupLink(ctx context.Context, to notifiedLogin, e Entry) error {
	token, err := t.svc.putSetupLink(ctx, t, to.accountID, to.userID, to.email)
	if err == nil {
		err = t.writeLoginMail(ctx, NoticeSetupLink, to, Letter{By: t.by.named(), Login: &LoginLetter{}, Link: t.svc.links.SetupLink(token)}, false)
	}
	return t.recordUnless(ctx, err, e)
}
