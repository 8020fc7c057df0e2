package access

import (
	"context"
	"slices"
	"strings"
	"time"

	"latchkey/db"
)

// A sign-in to a webapp hangs on a session here and on all that let its user in. The view
// webapp_doors says whether that is there. Nothing is let in by a shut door. Besides, whatever
// shuts one ends the sign-in in the same transaction, so that the webapp is told (webapplogout.go);
// what the clock shuts, EndWebapps ends.

// WebappEnd is why a sign-in to a webapp is over.
type WebappEnd string

// The ends, in the order in which they are looked for.
const (
	// EndedSession is that its user signed out, or was signed out.
	EndedSession WebappEnd = "SESSION"
	// EndedIdle is that the session here was not used for too long, whatever was done in the
	// webapp.
	EndedIdle WebappEnd = "IDLE"
	// EndedUser is that its user can no longer sign in.
	EndedUser WebappEnd = "USER"
	// EndedRole is that its user lost the role.
	EndedRole WebappEnd = "ROLE"
	// EndedClient is that the webapp no longer signs people in.
	EndedClient WebappEnd = "CLIENT"
	// EndedSubscription is that the account's subscription is over.
	EndedSubscription WebappEnd = "SUBSCRIPTION"
	// EndedSeat is that the webapp was unassigned.
	EndedSeat WebappEnd = "SEAT"
	// EndedGrant is that a visitor's grant is over, or is not what the webapp was told.
	EndedGrant WebappEnd = "GRANT"
	// EndedRestore is that a backup was restored.
	EndedRestore WebappEnd = "RESTORE"
)

const (
	// doorsAtOnce is how many doors the clock's turn looks at in one transaction: others wait for
	// it.
	doorsAtOnce = 200
	// allDoorsEvery is how often EndWebapps looks at all doors.
	allDoorsEvery = time.Minute
	// webappSessionsKept is how long a sign-in that is over is kept for ADMINISTRATOR.
	webappSessionsKept = 30 * 24 * time.Hour
	// webappSecretsKept is how long a secret that stopped counting is kept, for whoever ends it on
	// a page from before.
	webappSecretsKept = 24 * time.Hour
)

// door is until when a sign-in to a webapp is open.
type door struct {
	id       string
	session  []byte
	seen     int64
	from, to int64
}

func doorFrom(d db.WebappDoor) door {
	return door{id: d.ID, session: d.SessionHash, seen: d.SeenAt, from: d.ValidFrom, to: d.ValidTo}
}

func doorOf(d db.ListWebappDoorsRow) door {
	return door{id: d.ID, session: d.SessionHash, seen: d.SeenAt, from: d.ValidFrom, to: d.ValidTo}
}

func (d door) isOpen(at time.Time) bool { return d.from <= db.Millis(at) && db.Millis(at) < d.to }

// isIdle reports whether the session of a sign-in to a webapp was not used for too long.
func (s *Service) isIdle(d door, at time.Time) bool {
	return s.idle > 0 && d.seen < db.Millis(at.Add(-s.idle)) && !s.uses.since(d.session, at.Add(-s.idle))
}

// lookAt is when the clock can shut a door at the earliest.
func (s *Service) lookAt(d door) int64 {
	if s.idle == 0 {
		return d.to
	}
	return min(d.to, db.Millis(s.uses.latest(d.session, db.Time(d.seen)).Add(s.idle))+1)
}

// touch is where an entry says that something happened: in an account, or to one of its users
// alone; and to a webapp of the catalogue.
type touch struct{ account, user, object string }

// touches notes what an entry can have shut doors of.
func (t *tx) touches(e Entry) {
	if e.AccountID == "" || readActions[e.Action] || shutsNothing[e.Action] {
		return
	}
	o := touch{account: e.AccountID}
	if strings.HasPrefix(e.ObjectID, "app_") && e.AccountID == t.by.AccountID {
		o.object = e.ObjectID // the catalogue
	}
	if !slices.Contains(t.shuts, o) {
		t.shuts = append(t.shuts, o)
	}
}

// shutsNothing are actions that end nobody's access. A sign-in can end older sessions of its login,
// which tx.begin notes.
var shutsNothing = map[Action]bool{
	Denied: true, SignInBegun: true, SignInFailed: true, SignedIn: true, SessionProved: true, ProofRefused: true, WebappOpened: true,
	CompanyCreated: true, SettingAdded: true, SettingChanged: true, SettingRemoved: true, LanguageChosen: true, EmailLinkSent: true, PasskeyRenamed: true,
	InvoiceCreated: true, InvoicePaid: true, InvoiceCancelled: true,
}

// endWebapps ends the sign-ins to webapps that hung on what the transaction has ended.
func (t *tx) endWebapps(ctx context.Context) error {
	if len(t.shuts) == 0 {
		return nil
	}
	is, err := t.ExistsLiveWebappSession(ctx)
	if err != nil || is == 0 {
		return err
	}
	for _, o := range t.shuts {
		doors, err := t.doorsOf(ctx, o)
		if err != nil {
			return err
		}
		for _, d := range doors {
			if err := t.lookAtDoor(ctx, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// doorsOf are the doors that a touch can have shut.
func (t *tx) doorsOf(ctx context.Context, o touch) ([]door, error) {
	if o.user != "" {
		rows, err := t.ListWebappDoorsOfUser(ctx, db.ListWebappDoorsOfUserParams{AccountID: o.account, UserID: o.user})
		return mapped(rows, func(r db.ListWebappDoorsOfUserRow) door { return doorOf(db.ListWebappDoorsRow(r)) }), err
	}
	rows, err := t.ListWebappDoorsOf(ctx, db.ListWebappDoorsOfParams{AccountID: o.account, ObjectID: o.object, Now: db.Millis(t.now)})
	return mapped(rows, func(r db.ListWebappDoorsOfRow) door { return doorOf(db.ListWebappDoorsRow(r)) }), err
}

// lookAtDoor ends a sign-in whose door is shut, and notes of others when to look again.
func (t *tx) lookAtDoor(ctx context.Context, d door) error {
	if d.isOpen(t.now) && !t.svc.isIdle(d, t.now) {
		return t.SetWebappLook(ctx, db.SetWebappLookParams{ID: d.id, LookAt: t.svc.lookAt(d)})
	}
	return t.endWebapp(ctx, d)
}

// endWebapp ends a sign-in to a webapp, and its tokens.
func (t *tx) endWebapp(ctx context.Context, d door) error {
	why, err := t.whyShut(ctx, d)
	if err != nil {
		return err
	}
	return t.endWebappAs(ctx, d.id, why)
}

func (t *tx) endWebappAs(ctx context.Context, id string, why WebappEnd) error {
	n, err := t.EndWebappSession(ctx, db.EndWebappSessionParams{ID: id, Now: db.Millis(t.now), Why: string(why)})
	if err != nil {
		return err
	}
	t.logouts += n
	return t.DeleteTokensOfSession(ctx, id)
}

// endSignInsTo ends everyone's sign-in to a webapp or, without an id, to every webapp.
func (t *tx) endSignInsTo(ctx context.Context, webappID string, why WebappEnd) error {
	after := ""
	return eachBatch(func(id string) error {
		after = id
		return t.endWebappAs(ctx, id, why)
	}, func() ([]string, error) {
		return t.ListLiveWebappSessions(ctx, db.ListLiveWebappSessionsParams{WebappID: webappID, After: after, PageSize: doorsAtOnce})
	})
}

// whyShut is the first thing that a sign-in hangs on and that is not there.
func (t *tx) whyShut(ctx context.Context, d door) (WebappEnd, error) {
	p, err := t.GetWebappParts(ctx, d.id)
	if err != nil {
		return "", err
	}
	for _, part := range []struct {
		end      WebappEnd
		from, to int64
	}{
		{EndedSession, 0, p.SessionTo},
		{EndedUser, p.UserFrom, p.UserTo},
		{EndedRole, p.OpenerFrom, p.OpenerTo},
		{EndedClient, 0, p.ClientTo},
		{EndedSubscription, p.SubscriptionFrom, p.SubscriptionTo},
		{EndedSeat, p.SeatFrom, p.SeatTo},
		{EndedGrant, p.GrantsFrom, p.GrantsTo},
	} {
		if !(door{from: part.from, to: part.to}).isOpen(t.now) {
			return part.end, nil
		}
	}
	return EndedIdle, nil
}

// endShut looks at a page of all doors, in order. last is the last one, or "" if there are no more.
func (t *tx) endShut(ctx context.Context, after string) (last string, err error) {
	rows, err := t.ListWebappDoors(ctx, db.ListWebappDoorsParams{After: after, PageSize: doorsAtOnce})
	for _, r := range rows {
		if err == nil {
			last, err = max(last, r.ID), t.lookAtDoor(ctx, doorOf(r))
		}
	}
	return last, err
}

// endAllShut looks at every door.
func (t *tx) endAllShut(ctx context.Context) error {
	last, err := t.endShut(ctx, "")
	for err == nil && last != "" {
		last, err = t.endShut(ctx, last)
	}
	return err
}

// endDue looks at doors that the clock may have shut. n is how many they were.
func (t *tx) endDue(ctx context.Context) (n int, err error) {
	rows, err := t.ListWebappDoorsDue(ctx, db.ListWebappDoorsDueParams{Now: db.Millis(t.now), PageSize: doorsAtOnce})
	for _, r := range rows {
		if err == nil {
			err = t.lookAtDoor(ctx, doorOf(db.ListWebappDoorsRow(r)))
		}
	}
	return len(rows), err
}

// EndWebapps ends the sign-ins to webapps that the clock has ended. The server calls it every
// second. Once a minute, it looks at all, and forgets what no longer matters.
func (s *Service) EndWebapps(ctx context.Context) error {
	now := s.now()
	if now.Sub(db.Time(s.doorsSeen.Load())) >= allDoorsEvery {
		return s.sweepWebapps(ctx, now)
	}
	due, err := s.store.Read.ListWebappDoorsDue(ctx, db.ListWebappDoorsDueParams{Now: db.Millis(now), PageSize: 1})
	for n := len(due); err == nil && n > 0; {
		err = s.transact(ctx, TheOperator(), now, func(t *tx) (err error) {
			n, err = t.endDue(ctx)
			return err
		})
		if n < doorsAtOnce {
			break
		}
	}
	return err
}

// sweepWebapps looks at all doors, and forgets codes, tokens, secrets and sign-ins that no longer
// matter. A code that was used is kept for as long as there can be tokens from it.
func (s *Service) sweepWebapps(ctx context.Context, now time.Time) error {
	after, more := "", true
	for more {
		err := s.transact(ctx, TheOperator(), now, func(t *tx) (err error) {
			after, err = t.endShut(ctx, after)
			more = after != ""
			return err
		})
		if err != nil {
			return err
		}
	}
	err := s.transact(ctx, TheOperator(), now, func(t *tx) error {
		if err := t.DeleteOldWebappTokens(ctx, db.Millis(t.now)); err != nil {
			return err
		}
		if err := t.DeleteOldWebappCodes(ctx, db.Millis(t.now.Add(-accessTokenLifetime))); err != nil {
			return err
		}
		if err := t.DeleteOverWebappSecrets(ctx, db.Millis(t.now.Add(-webappSecretsKept))); err != nil {
			return err
		}
		_, err := t.DeleteOldWebappSessions(ctx, db.NullMillis(t.now.Add(-webappSessionsKept)))
		return err
	})
	if err == nil {
		s.doorsSeen.Store(db.Millis(now))
	}
	return err
}

// endWebappsOfBackup ends the sign-ins to webapps that a backup brings back, with their codes and
// tokens: what let them in may be over. The webapps are told, perhaps for the second time.
func (t *tx) endWebappsOfBackup(ctx context.Context) error {
	err := t.endSignInsTo(ctx, "", EndedRestore)
	for _, forget := range []func(context.Context) error{t.DeleteAllWebappTokens, t.DeleteAllWebappCodes} {
		if err == nil {
			err = forget(ctx)
		}
	}
	return err
}
