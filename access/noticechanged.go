package access

import (
	"context"
	"maps"
	"slices"

	"latchkey/db"
)

// loginChanges are the actions that change a user, with what its owner is told. "" means that the
// entry says what was changed.
var loginChanges = map[Action]LoginChange{
	UserChanged: "", UserRolesChanged: "", UserExtended: "", UserActivated: LoginActivated, UserDeactivated: LoginDeactivated,
	UserDeleted: LoginDeleted, WebappAssigned: LoginWebapps, WebappTakenAway: LoginWebapps,
}

// notifyChanged tells a login which of its data an entry of the record says was changed: everything
// that someone external changed and, whoever did it, a changed e-mail address, by mail to the old
// one. It does not say the new values: someone else may read mail at an old address by now, and the
// login's own people see them on its page. The new address gets a link that confirms it or, if none
// goes there, hears whose it is now.
func (t *tx) notifyChanged(ctx context.Context, e Entry) error {
	was, asks := e.Before[DetailEmail], e.asksToConfirm()
	moved, external := was != "" && was != e.After[DetailEmail], t.isExternalChange(e)
	if !moved && !external && !asks || t.svc.links == nil {
		return nil
	}
	row, err := t.GetToldLogin(ctx, db.GetToldLoginParams{AccountID: e.AccountID, UserID: e.ObjectID})
	if err != nil {
		return err
	}
	l := notifiedLogin{accountID: row.AccountID, accountName: row.AccountName, userID: row.UserID, userName: row.UserName, email: row.Email, zone: location(row.TimeZone), outside: row.EmailOutside != 0}
	asked := false
	if asks {
		if asked, err = t.askToConfirm(ctx, l, t.by.named()); err != nil {
			return err
		}
	}
	if moved && !asked {
		if err := t.writeSecurityMail(ctx, l, SecurityNews{Event: SecurityNewEmail}); err != nil {
			return err
		}
	}
	if moved {
		l.email = was
	}
	if !moved && !external {
		return nil
	}
	if !external {
		return t.notifyLogin(ctx, NoticeEmailChanged, l, t.by.named())
	}
	letter, err := t.changesLetter(ctx, e)
	if err != nil {
		return err
	}
	letter.Login.Moved = moved
	// A gathered mail would come too late for someone who is out, and an old address gets no
	// digest.
	return t.writeLoginMail(ctx, NoticeLoginChanged, l, letter, !moved && e.Action != UserDeactivated && e.Action != UserDeleted)
}

// isExternalChange reports whether an entry changes a user, and the actor is not one of the
// account's own people, or acts by what a grant or external users allow. Nobody acts only for the
// login whose link they have.
func (t *tx) isExternalChange(e Entry) bool {
	_, changes := loginChanges[e.Action]
	return changes && e.ObjectID != t.by.UserID && t.by.Kind != KindNobody && (e.GrantID != "" || t.by.AccountID != e.AccountID || t.by.OwnerAccountID != "" || t.by.isBound(UpdateUsers))
}

// changesLetter says what an entry changed in a login, by whom, and under which request.
func (t *tx) changesLetter(ctx context.Context, e Entry) (Letter, error) {
	l := Letter{By: t.by.named(), Login: &LoginLetter{Changed: []LoginChange{loginChanges[e.Action]}}}
	if l.Login.Changed[0] == "" {
		l.Login.Changed = e.changed()
	}
	if t.by.OwnerAccountID != "" {
		owner, err := t.GetAccount(ctx, getAccountParams(t.by.OwnerAccountID, everything))
		if err != nil {
			return l, err
		}
		l.By.Owner = owner.Name
	}
	if e.GrantID == "" {
		return l, nil
	}
	r, err := t.request(ctx, e.GrantID)
	l.Login.Under = &r
	return l, err
}

// changed is what differs between an entry's before and after.
func (e Entry) changed() (list []LoginChange) {
	names := maps.Clone(e.Before)
	if names == nil {
		names = changes{}
	}
	maps.Copy(names, e.After)
	for name := range names {
		was, before := e.Before[name]
		is, after := e.After[name]
		change := LoginChange(name)
		if (was != is || before != after) && slices.Contains(LoginChanges, change) {
			list = append(list, change)
		}
	}
	slices.Sort(list)
	return list
}
