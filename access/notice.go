package access

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"latchkey/db"
)

// Notice is a kind of notification: something that happened, told by mail to those whom it concerns
// but who did not do it.
type Notice string

// The notifications to those who decide for the account whose data it is, and then those to the
// requester. The comments say what the detail is.
const (
	NoticeAsked          Notice = "ASKED"
	NoticeExtensionAsked Notice = "PROLONG_ASKED"
	NoticeReminder       Notice = "REMINDER"
	NoticeEntered        Notice = "ENTERED"
	NoticeVisit          Notice = "VISIT"     // a visit under standing consent, announced
	NoticeUserMade       Notice = "USER_MADE" // the user's name

	NoticeGranted       Notice = "GRANTED"
	NoticeGrantedLess   Notice = "GRANTED_LESS"
	NoticeDenied        Notice = "DENIED" // the reason
	NoticeNobodyDecides Notice = "NOBODY_DECIDES"
	NoticeShortened     Notice = "SHORTENED"
	NoticeEnding        Notice = "ENDING"
	NoticeRevoked       Notice = "REVOKED" // the reason
	NoticeFrozen        Notice = "FROZEN"  // the reason
	NoticeHandedBack    Notice = "HANDED_BACK"
	NoticeWithdrawn     Notice = "WITHDRAWN"
	NoticeExpired       Notice = "EXPIRED"
	NoticeLapsed        Notice = "LAPSED"
)

// Topic is something about which a login can choose its notifications.
type Topic string

// The topics: the first four are for those who decide, one is for those who read invoices, and the
// others are for requesters.
const (
	TopicRequests  Topic = "requests"
	TopicReminders Topic = "reminders"
	TopicVisits    Topic = "visits"
	TopicUsers     Topic = "users"
	TopicInvoices  Topic = "invoices"
	TopicDecisions Topic = "decisions"
	TopicChanges   Topic = "changes"
	TopicEnding    Topic = "ending"
	TopicEnded     Topic = "ended"
)

// Choice is how a login is notified about a topic.
type Choice string

// The choices. The default is immediately.
const (
	ChoiceNow    Choice = "NOW"
	ChoiceDigest Choice = "DIGEST"
	ChoiceNone   Choice = "NONE"
)

// recipient is a login that gets a notification.
type recipient struct {
	userID, email string
	zone          *time.Location
	choice        Choice
	// standsIn is for whom it is the deputy, or "".
	standsIn string
}

// notify sends the notifications of an act on a request, in the act's transaction. why is why it
// was decided or ended.
func (t *tx) notify(ctx context.Context, n Notice, r Request, why grounds) error {
	return t.writeNotice(ctx, n, r.ID+" "+string(n)+" "+strconv.FormatInt(db.Millis(t.now), 10), r, Letter{Reason: why.reason, Cause: why.cause})
}

// notifyAsked sends the notifications about a new request. nobody says that there are too few
// logins that could grant it; then the requester gets one, too.
func (t *tx) notifyAsked(ctx context.Context, n Notice, r Request) (nobody bool, err error) {
	who, err := t.deciders(ctx, n, r)
	if err != nil {
		return false, err
	}
	rule, err := t.rule(ctx, r.AccountID, r.CompanyID)
	if err != nil {
		return false, err
	}
	nobody = tooFewDeciders(who, rule)
	if nobody {
		if err := t.notify(ctx, NoticeNobodyDecides, r, grounds{}); err != nil || len(who) == 0 {
			return nobody, err
		}
	}
	return nobody, t.notify(ctx, n, r, grounds{})
}

// tooFewDeciders reports whether these logins are too few to grant under a rule: if two people must
// approve, those are two user logins.
func tooFewDeciders(who []recipient, rule Rule) bool {
	people := 0
	for _, w := range who {
		if w.userID != "" {
			people++
		}
	}
	return len(who) == 0 || people < 2 && rule.Approvals == 2
}

// notifyUserMade tells an account that someone external created a user in it.
func (t *tx) notifyUserMade(ctx context.Context, u UserPage) error {
	if t.by.AccountID == u.AccountID && t.by.OwnerAccountID == "" {
		return nil
	}
	r := Request{AccountID: u.AccountID, AccountName: u.AccountName, RequesterAccountID: cmp.Or(t.by.OwnerAccountID, t.by.AccountID)}
	return t.writeNotice(ctx, NoticeUserMade, u.ID+" "+string(NoticeUserMade), r, Letter{UserMade: u.Name})
}

// notifyEntered sends the notifications about the first use of a grant.
func (t *tx) notifyEntered(ctx context.Context, grantID string) error {
	first, err := t.InsertNoticed(ctx, db.InsertNoticedParams{Occasion: grantID + " " + string(NoticeEntered), NoticedAt: db.Millis(t.now)})
	if err != nil || first == 0 {
		return err
	}
	r, err := t.request(ctx, grantID)
	if err != nil {
		return err
	}
	return t.notify(ctx, NoticeEntered, r, grounds{})
}

// writeNotice writes the mails of a notification, as each reader chose, and marks the accounts
// whose pages change. about has what only this notification says.
func (t *tx) writeNotice(ctx context.Context, n Notice, occasion string, r Request, about Letter) (err error) {
	t.touched = append(t.touched, r.AccountID, r.RequesterAccountID)
	if t.svc.links == nil {
		return nil
	}
	accountID := r.RequesterAccountID
	var readers []recipient
	if noticeKinds[n].toDeciders {
		accountID = r.AccountID
		readers, err = t.deciders(ctx, n, r)
	} else {
		readers, err = t.askerRecipients(ctx, n, r)
	}
	if err != nil {
		return err
	}
	if noticeKinds[n].asks && len(readers) > 0 {
		if err := r.readFactors(ctx, t.Queries); err != nil {
			return err
		}
	}
	if n != NoticeNobodyDecides {
		readers = t.notOfOwnAct(accountID, readers)
	}
	m := db.InsertMailParams{Kind: string(n), Occasion: occasion, RequestID: db.NullText(r.ID), AccountID: accountID}
	about.Account = r.AccountName
	if r.ID == "" {
		about.Link = t.svc.links.User(r.AccountID, strings.Fields(occasion)[0])
	} else {
		about.Request, about.Link = &r, t.svc.links.Request(r.ID)
	}
	return t.writeMails(ctx, m, readers, about)
}

// writeMails writes a notification's mail to each of its readers, as that reader chose. m and about
// are the same for all of them.
func (t *tx) writeMails(ctx context.Context, m db.InsertMailParams, readers []recipient, about Letter) error {
	for _, to := range onePerAddress(readers) {
		m.UserID, m.Recipient = db.NullText(to.userID), asciiEmail(to.email)
		about.Zone, about.StandsIn = to.zone, to.standsIn
		if err := t.written(ctx, &m, about); err != nil {
			return err
		}
		due, err := t.mailDue(ctx, Notice(m.Kind), to)
		if err != nil {
			return err
		}
		if err := t.queueMail(ctx, m, due); err != nil {
			return err
		}
	}
	return nil
}

// queueMail writes a mail, which is held until it is due.
func (t *tx) queueMail(ctx context.Context, m db.InsertMailParams, due time.Time) (err error) {
	m.ID, err = t.svc.newID("mal", t.now)
	if err != nil {
		return err
	}
	m.CreatedAt, m.DueAt, m.State = db.Millis(t.now), db.Millis(t.now), mailPending
	if due.After(t.now) || t.gathers {
		m.DueAt, m.State = db.Millis(due), mailHeld
	}
	m.NextTry = m.DueAt
	written, err := t.InsertMail(ctx, m)
	t.mails += written
	return err
}

// deciders returns the logins of an account that could decide a request now, by the rules of
// MayDecide. A user who is away is replaced by the deputy. It includes logins without an address.
func (t *tx) deciders(ctx context.Context, n Notice, r Request) ([]recipient, error) {
	return decidingRecipients(ctx, t.Queries, n, r, t.now)
}

func decidingRecipients(ctx context.Context, q *db.Queries, n Notice, r Request, now time.Time) ([]recipient, error) {
	rows, err := q.ListDeciders(ctx, db.ListDecidersParams{Topic: string(noticeKinds[n].topic), AccountID: r.AccountID, Now: db.Millis(now)})
	if err != nil {
		return nil, err
	}
	return recipientsOf(decidersFrom(rows, r)), nil
}

// recipientsOf returns the recipients for logins: each of them or, for a user who is away, the
// deputy.
func recipientsOf(all []decidingLogin) []recipient {
	readers := make([]recipient, 0, len(all))
	for _, d := range all {
		to := d.recipient
		if stand := orDeputy(all, d); stand.userID != d.userID && stand.email != "" {
			to = stand.recipient
			to.choice, to.standsIn = d.choice, d.person
		}
		readers = append(readers, to)
	}
	return readers
}

// decidingLogin is a login that could decide, or do something else that the caller asked about.
type decidingLogin struct {
	recipient
	person   string
	deputyID string
	external bool
}

// decidersFrom returns who could decide r, of the logins of its account.
func decidersFrom(rows []db.ListDecidersRow, r Request) []decidingLogin {
	return loginsThatMay(rows, r.AccountID, func(a Actor) bool { return a.MayDecide(r) == nil })
}

// loginsThatMay returns those of an account's logins for which may is true.
func loginsThatMay(rows []db.ListDecidersRow, accountID string, may func(Actor) bool) []decidingLogin {
	var found []decidingLogin
	for _, group := range groupBy(rows, func(r db.ListDecidersRow) string { return r.UserID }) {
		row := group[0]
		assigned := rolesIn(group, func(r db.ListDecidersRow) string { return r.Role })
		a := Actor{Kind: KindAccount, AccountID: accountID, UserID: row.UserID, OwnerAccountID: row.OwnerAccountID}
		if a.UserID != "" {
			a.Kind = KindUser
		}
		a.Roles = actingRoles(a.Kind, a.OwnerAccountID != "", assigned)
		if !may(a) {
			continue
		}
		found = append(found, decidingLogin{
			recipient: recipient{userID: row.UserID, email: row.Email, zone: location(row.TimeZone), choice: Choice(row.Choice)},
			person:    personWithLogin(row.FirstName, row.LastName, row.Name), deputyID: row.DeputyID, external: a.OwnerAccountID != "",
		})
	}
	return found
}

// orDeputy is the recipient for a decidingLogin: its deputy while it is away, or that one's deputy,
// and so on. If none of them could decide, it is the login itself.
func orDeputy(all []decidingLogin, d decidingLogin) decidingLogin {
	stand := d
	for range all {
		if stand.deputyID == "" {
			return stand
		}
		i := slices.IndexFunc(all, func(other decidingLogin) bool { return other.userID == stand.deputyID })
		if i < 0 {
			return stand
		}
		stand = all[i]
	}
	return d // they are all away
}

func (t *tx) askerRecipients(ctx context.Context, n Notice, r Request) ([]recipient, error) {
	rows, err := t.ListAskers(ctx, db.ListAskersParams{Topic: string(noticeKinds[n].topic), RequestID: r.ID})
	return mapped(rows, func(row db.ListAskersRow) recipient {
		return recipient{userID: row.UserID, email: row.Email, zone: location(row.TimeZone), choice: Choice(row.Choice)}
	}), err
}

// notOfOwnAct removes the actor from the readers of an account, and everyone who reads the same
// mail.
func (t *tx) notOfOwnAct(accountID string, readers []recipient) []recipient {
	if accountID != t.by.AccountID {
		return readers
	}
	i := slices.IndexFunc(readers, func(r recipient) bool { return r.userID == t.by.UserID })
	if i < 0 {
		return readers
	}
	own := emailKey(readers[i].email)
	return slices.DeleteFunc(readers, func(r recipient) bool { return r.userID == t.by.UserID || emailKey(r.email) == own })
}

// onePerAddress keeps one reader per address: immediate mail before a digest, a login itself before
// a deputy, and a person before an account.
func onePerAddress(readers []recipient) []recipient {
	readers = slices.DeleteFunc(readers, func(r recipient) bool { return r.email == "" || r.choice == ChoiceNone })
	rank := func(r recipient) int {
		n := 0
		if r.choice == ChoiceDigest {
			n += 4
		}
		if r.userID == "" {
			n += 2
		}
		if r.standsIn == "" {
			n++
		}
		return n
	}
	slices.SortStableFunc(readers, func(a, b recipient) int { return rank(a) - rank(b) })
	seen := map[string]bool{}
	return slices.DeleteFunc(readers, func(r recipient) bool {
		key := emailKey(r.email)
		again := seen[key]
		seen[key] = true
		return again
	})
}

// If more than atOnce notifications of one kind go to one address within gatherWithin, the rest
// wait for the next full gatherEvery, and then go out as one mail. No notification waits longer, so
// a warning before the end of access (endingBefore) still comes in time.
const (
	atOnce       = 3
	gatherWithin = 10 * time.Minute
	gatherEvery  = 5 * time.Minute
)

// mailDue is when a notification goes to a reader: now, or later together with others.
func (t *tx) mailDue(ctx context.Context, n Notice, to recipient) (time.Time, error) {
	if to.choice == ChoiceDigest {
		return nextDigest(t.now, to.zone), nil
	}
	if t.gathers {
		return t.now, nil
	}
	recent, err := t.CountRecentMails(ctx, db.CountRecentMailsParams{
		Recipient: asciiEmail(to.email), Kind: string(n), Since: db.Millis(t.now.Add(-gatherWithin)), Most: atOnce,
	})
	if err != nil || recent < atOnce {
		return t.now, err
	}
	return t.now.Truncate(gatherEvery).Add(gatherEvery), nil
}

// digestHour is when digests go out, in the reader's time zone.
const digestHour = 8

// nextDigest is when the next digest goes to a reader in zone.
func nextDigest(now time.Time, zone *time.Location) time.Time {
	local := now.In(zone)
	at := time.Date(local.Year(), local.Month(), local.Day(), digestHour, 0, 0, 0, zone)
	if !at.After(now) {
		at = time.Date(local.Year(), local.Month(), local.Day()+1, digestHour, 0, 0, 0, zone)
	}
	return at
}
