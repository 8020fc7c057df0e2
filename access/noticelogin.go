package access

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"latchkey/db"
)

// The notifications to a login about what others did to it. They cannot be turned off.
const (
	NoticeSetupLinkMade Notice = "LINK_MADE"
	NoticePasswordSet   Notice = "PASSWORD_SET"
	// NoticeWrongPasswords is about guesses, from any address.
	NoticeWrongPasswords Notice = "WRONG_PASSWORDS"
	// NoticeWrongFactors is about guesses of whoever knows the password, or is signed in.
	NoticeWrongFactors Notice = "WRONG_SECOND_FACTORS"
	NoticeEmailChanged Notice = "EMAIL_CHANGED"
	NoticeLoginChanged Notice = "LOGIN_CHANGED"
)

// notifiedLogin is a login that is notified about what was done to it. For an account login, the
// user fields are empty.
type notifiedLogin struct {
	accountID, accountName, userID, userName, email string
	zone                                            *time.Location
	// outside says that none of its own people wrote the e-mail address.
	outside bool
}

func (l notifiedLogin) id() string { return cmp.Or(l.userID, l.accountID) }

func (l notifiedLogin) String() string {
	if l.userID == "" {
		return l.accountName
	}
	return l.userName + " @ " + l.accountName
}

func (u UserPage) notified() notifiedLogin {
	return notifiedLogin{accountID: u.AccountID, accountName: u.AccountName, userID: u.ID, userName: u.Name, email: u.Email, zone: u.Zone, outside: u.EmailOutside}
}

func notifiedAccount(a db.Account) notifiedLogin {
	return notifiedLogin{accountID: a.ID, accountName: a.Name, email: a.Email, zone: location(a.TimeZone), outside: a.EmailOutside}
}

// notifyLogin writes a mail to a login about what was done to it, if it has an address.
func (t *tx) notifyLogin(ctx context.Context, n Notice, l notifiedLogin, by Signatory) error {
	return t.writeLoginMail(ctx, n, l, Letter{By: by, Login: &LoginLetter{}}, n == NoticeSetupLinkMade)
}

// writeLoginMail writes a mail to a login. gathered says that it may wait for others of its kind.
// If l has a Link, it is secret.
func (t *tx) writeLoginMail(ctx context.Context, n Notice, to notifiedLogin, l Letter, gathered bool) error {
	if t.svc.links == nil || to.email == "" {
		return nil
	}
	l.Zone, l.Account, l.Login.Name = to.zone, to.accountName, to.String()
	what, secret := fmt.Sprint(l.Login.Changed), l.Link != ""
	switch {
	case secret:
	case l.Login.Security != nil:
		what, l.Link = l.Login.Security.Name, t.svc.links.Security
		if of := l.Login.Security.of; of != "" {
			l.Link = t.svc.links.User(to.accountID, of)
		}
	case to.userID != "":
		l.Link = t.svc.links.User(to.accountID, to.userID)
	default:
		l.Link = t.svc.links.Choices
	}
	m := db.InsertMailParams{
		Kind: string(n), Occasion: fmt.Sprint(to.id(), " ", n, " ", what, " ", db.Millis(t.now)),
		AccountID: to.accountID, UserID: db.NullText(to.userID), Recipient: asciiEmail(to.email),
	}
	if err := t.written(ctx, &m, l); err != nil {
		return err
	}
	if secret {
		m.Link = "" // only the body has it, until it is sent
	}
	due := t.now
	if gathered {
		var err error
		if due, err = t.mailDue(ctx, n, recipient{email: to.email, zone: to.zone}); err != nil {
			return err
		}
	}
	return t.queueMail(ctx, m, due)
}
