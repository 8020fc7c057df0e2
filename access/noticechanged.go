package access

import (
	"context"

	"latchkey/db"
)

// emailName is what the record calls an e-mail address.
const emailName = "e-mail"

// tellChanged tells a login what an entry of the record says was changed of it: another e-mail address, at the one of before. What
// the address is now it does not say: whoever reads mail there may be somebody else by now, and the login's own people see it on its page.
func (t *tx) tellChanged(ctx context.Context, e Entry) error {
	was, changed := e.Before[emailName]
	if !changed || was == e.After[emailName] {
		return nil
	}
	l, err := t.loginOf(ctx, e)
	if err != nil {
		return err
	}
	l.email = was
	return t.tellLogin(ctx, NoticeEmailChanged, l, "")
}

// loginOf is the login that an entry is about.
func (t *tx) loginOf(ctx context.Context, e Entry) (toldLogin, error) {
	row, err := t.GetToldLogin(ctx, db.GetToldLoginParams{AccountID: e.AccountID, UserID: e.ObjectID})
	return toldLogin{row.AccountID, row.AccountName, row.UserID, row.UserName, row.Email, location(row.TimeZone)}, err
}
