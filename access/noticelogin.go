package access

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"latchkey/db"
)

// The notices to a login of what others did to it. Nobody chooses them away. A comment says what detail is.
const (
	NoticeSetupLinkMade Notice = "LINK_MADE"
	NoticePasswordSet   Notice = "PASSWORD_SET" // who made the link
	// NoticeWrongPasswords tells of guesses from whatever addresses.
	NoticeWrongPasswords Notice = "WRONG_PASSWORDS" // how many
	NoticeEmailChanged   Notice = "EMAIL_CHANGED"
	NoticeLoginChanged   Notice = "LOGIN_CHANGED" // what was changed
)

// loginWords are the subject, what happened, and what to do about it.
var loginWords = map[Notice][3]string{
	NoticeSetupLinkMade: {
		"A set-up link was made for your login {login}", "{by} made a set-up link for your login {login}, at {now}.",
		"Whoever opens the link chooses the password of the login. If you did not ask for it, tell the administrators of {account}.",
	},
	NoticePasswordSet: {
		"The password of your login {login} was set", "At {now} the password of your login {login} was set, through the set-up link that {detail} made.",
		"If that was not you, somebody else can sign in as you: tell the administrators of {account}.",
	},
	NoticeLoginChanged: {
		"{by}{under} changed your login {login}: {detail}", "{by}{under} changed your login {login}, at {now}: {detail}.",
		"What it was before stands in the record of {account}. If you know nothing of it, ask the administrators of {account}.",
	},
	NoticeWrongPasswords: {
		"{detail} wrong passwords for your login {login}",
		"{detail} wrong passwords were tried for your login {login} since yesterday, the last one at {now}. Nobody signed in with them.",
		"If that was not you, somebody may be guessing your password. Browsers that you signed in with before are not slowed by it, others are. A long password that you use nowhere else keeps them out. There is no other mail about this for a day; your start page has the number.",
	},
	NoticeEmailChanged: {
		"The e-mail address of your login {login} was changed",
		"{by} changed the e-mail address of your login {login}, at {now}. From now on its mail goes to the new address, and no longer to this one.",
		"If that was not you, and you did not want it, somebody else may be able to act as you: change your password, and tell the administrators of {account}.",
	},
}

// notifiedLogin is a login that is told what was done to it; of an account login the user fields are empty.
type notifiedLogin struct {
	accountID, accountName, userID, userName, email string
	zone                                            *time.Location
}

func (l notifiedLogin) String() string {
	if l.userID == "" {
		return l.accountName
	}
	return l.userName + " @ " + l.accountName
}

func (u UserPage) notified() notifiedLogin {
	return notifiedLogin{accountID: u.AccountID, accountName: u.AccountName, userID: u.ID, userName: u.Name, email: u.Email, zone: u.Zone}
}

func notifiedAccount(a db.Account) notifiedLogin {
	return notifiedLogin{accountID: a.ID, accountName: a.Name, email: a.Email, zone: location(a.TimeZone)}
}

// loginMail is what a notice to a login says besides its words.
type loginMail struct {
	// by is who acted, under the access that they acted by, detail what the notice's comment says, and lines stand by themselves.
	by, under, detail, lines string
	// gathered says that it may wait for others of its kind.
	gathered bool
}

// notifyLogin writes a mail to a login about what the actor did to it. Without an address there is none.
func (t *tx) notifyLogin(ctx context.Context, n Notice, l notifiedLogin, detail string) error {
	return t.writeLoginMail(ctx, n, l, loginMail{by: t.by.Name(), detail: detail, gathered: n == NoticeSetupLinkMade})
}

func (t *tx) writeLoginMail(ctx context.Context, n Notice, l notifiedLogin, letter loginMail) error {
	if t.svc.links == nil || l.email == "" {
		return nil
	}
	about, link := cmp.Or(l.userID, l.accountID), t.svc.links.Choices
	if l.userID != "" {
		link = t.svc.links.User(l.accountID, l.userID)
	}
	words := strings.NewReplacer(
		"{login}", l.String(), "{account}", l.accountName, "{by}", letter.by, "{under}", letter.under, "{detail}", letter.detail, "{now}", MomentText(t.now, l.zone),
	)
	text := loginWords[n]
	m := db.InsertMailParams{
		Kind: string(n), Occasion: strings.Join([]string{about, string(n), letter.detail, strconv.FormatInt(db.Millis(t.now), 10)}, " "),
		AccountID: l.accountID, UserID: db.NullText(l.userID), Recipient: asciiEmail(l.email), Subject: oneLine(words.Replace(text[0])),
		Body: fmt.Sprintf("%s\n\n%s%s\n\n%s\n\nTimes are in %s.\n", oneLine(words.Replace(text[1])), letter.lines, oneLine(words.Replace(text[2])), link, l.zone),
		Link: link,
	}
	if !letter.gathered {
		return t.queueMail(ctx, m, t.now)
	}
	due, err := t.mailDue(ctx, n, recipient{email: l.email, zone: l.zone})
	if err != nil {
		return err
	}
	return t.queueMail(ctx, m, due)
}
