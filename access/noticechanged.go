package access

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"latchkey/db"
)

// emailName is what the record calls an e-mail address.
const emailName = "e-mail"

// loginChanges are the actions that change a user, with what its owner is told that it was; "" where the entry names what was changed.
var loginChanges = map[Action]string{
	UserChanged: "", UserRolesChanged: "", UserExtended: "", UserActivated: "it was activated", UserDeactivated: "it was deactivated",
	UserDeleted: "it was deleted", WebappAssigned: "webapps", WebappTakenAway: "webapps",
}

// notifyChanged tells a login what an entry of the record says was changed of it: all that somebody external changed, and whoever it
// was another e-mail address, at the one of before. It does not say what anything is now: whoever reads mail at an old address may be
// somebody else by now, and the login's own people see it on its page.
func (t *tx) notifyChanged(ctx context.Context, e Entry) error {
	was := e.Before[emailName]
	moved, external := was != "" && was != e.After[emailName], t.isExternalChange(e)
	if !moved && !external || t.svc.links == nil {
		return nil
	}
	row, err := t.GetToldLogin(ctx, db.GetToldLoginParams{AccountID: e.AccountID, UserID: e.ObjectID})
	if err != nil {
		return err
	}
	l := notifiedLogin{accountID: row.AccountID, accountName: row.AccountName, userID: row.UserID, userName: row.UserName, email: row.Email, zone: location(row.TimeZone)}
	if moved {
		l.email = was
	}
	if !external {
		return t.notifyLogin(ctx, NoticeEmailChanged, l, "")
	}
	letter, err := t.changesMail(ctx, e, l)
	if err != nil {
		return err
	}
	// What waits for others would not reach who is out, and an old address is nobody's digest.
	letter.gathered = !moved && e.Action != UserDeactivated && e.Action != UserDeleted
	if moved {
		letter.lines += "From now on mail for your login goes to its new address, and no longer to this one.\n\n"
	}
	return t.writeLoginMail(ctx, NoticeLoginChanged, l, letter)
}

// isExternalChange says whether an entry changes a user, and the actor is none of the account's own people, or acts by what a grant or
// external users let it do.
func (t *tx) isExternalChange(e Entry) bool {
	_, changes := loginChanges[e.Action]
	return changes && e.ObjectID != t.by.UserID && (e.GrantID != "" || t.by.AccountID != e.AccountID || t.by.OwnerAccountID != "" || t.by.isBound(UpdateUsers))
}

// changesMail says what an entry changed of a login, by whom, and under which request.
func (t *tx) changesMail(ctx context.Context, e Entry, l notifiedLogin) (letter loginMail, err error) {
	letter.by, letter.detail = t.by.Name(), loginChanges[e.Action]
	if letter.detail == "" {
		letter.detail = strings.Join(e.changed(), ", ")
	}
	if t.by.OwnerAccountID != "" {
		owner, err := t.GetAccount(ctx, getAccountParams(t.by.OwnerAccountID, everything))
		if err != nil {
			return letter, err
		}
		letter.by += " (external, of " + owner.Name + ")"
	}
	if e.GrantID == "" {
		return letter, nil
	}
	r, err := t.request(ctx, e.GrantID)
	if err != nil {
		return letter, err
	}
	letter.under = ", by the access to " + r.CompanyName + ","
	letter.lines = fmt.Sprintf(
		"Access request: %s, of %s for the company %s, %s\n\n", r.ID, oneLine(r.RequestedByName+" ("+r.RequesterAccountName+")"), oneLine(r.CompanyName), windowText(r.Window, l.zone),
	)
	return letter, nil
}

// changed is the names of what an entry has otherwise after than before.
func (e Entry) changed() []string {
	names := maps.Clone(e.Before)
	if names == nil {
		names = changes{}
	}
	maps.Copy(names, e.After)
	maps.DeleteFunc(names, func(name, _ string) bool {
		was, before := e.Before[name]
		is, after := e.After[name]
		return was == is && before == after
	})
	return slices.Sorted(maps.Keys(names))
}
