package access

import (
	"context"
	"slices"
	"strings"

	"latchkey/db"
)

// loginWithID returns a login, even a deleted one. is is false if there is none.
func (t *tx) loginWithID(ctx context.Context, id string) (l login, is bool, err error) {
	if strings.HasPrefix(id, "acc_") {
		a, err := t.GetAccountState(ctx, id)
		if db.IsNotFound(err) {
			return l, false, nil
		}
		return login{kind: KindAccount, accountID: a.ID, accountName: a.Name}, err == nil, err
	}
	u, err := t.GetUserToReset(ctx, id)
	if db.IsNotFound(err) {
		return l, false, nil
	}
	return login{kind: KindUser, accountID: u.AccountID, accountName: u.AccountName, userID: u.ID, userName: u.Name}, err == nil, err
}

// passwordChanges are the actions that give a login a new password.
var passwordChanges = []Action{AccountPasswordChanged, UserPasswordChanged, PasswordSetUp, PasswordReset}

// findOldPasswords reports the logins whose password is the one from before a change that is lost.
func (t *tx) findOldPasswords(ctx context.Context, report *RestoreReport) error {
	for _, e := range report.lost {
		if !slices.Contains(passwordChanges, actionOf(e.Action)) {
			continue
		}
		l, is, err := t.loginWithID(ctx, e.ObjectID)
		if err != nil {
			return err
		}
		if name := l.actor("").Name(); is && !slices.Contains(report.Passwords, name) {
			report.Passwords = append(report.Passwords, name)
		}
	}
	return nil
}
