package access

import (
	"context"
	"slices"
	"strings"
	"time"

	"latchkey/db"
)

// Subscriber is a user of an account, and whether it has the webapp.
type Subscriber struct {
	ID, Name, Person string
	Active           bool
	// OwnerAccount is the name of the account of an external user's owner.
	OwnerAccount string
	Assigned     bool
}

// Subscribers is the page of a subscription: who has the webapp, and who could have it.
type Subscribers struct {
	Account Named
	Subscription
	// Rows are a page of the account's users, by name.
	Rows []Subscriber
	Next string
	// Now is the instant for the state.
	Now time.Time
}

// FindSubscribers says which of an account's users to list.
type FindSubscribers struct {
	// Part is a part of the name, the person's name or the e-mail, in any case, or "" for all.
	Part string
	// AssignedOnly lists only those who have the webapp.
	AssignedOnly bool
	// After is the Next of the previous page, or "".
	After string
}

// Subscribers returns the page of an account's subscription. It needs ManageSubscriptions or
// AssignSubscriptions. Under a grant, the read is recorded. Errors: ErrNotFound, ErrForbidden.
func (s *Service) Subscribers(ctx context.Context, by Actor, accountID, webappID string, f FindSubscribers) (p Subscribers, err error) {
	p.Now = s.now()
	if !by.maySeeSubscriptions(accountID) {
		return p, s.refuseAccount(ctx, by, p.Now, AssignSubscriptions, accountID)
	}
	err = s.readRecorded(ctx, by, AssignSubscriptions, accountID, p.Now, func(q *db.Queries) (Entry, error) {
		sc := by.subscriptionScope(p.Now)
		row, err := q.GetSubscription(ctx, getSubscriptionParams(accountID, webappID, sc))
		if err != nil {
			return Entry{}, err
		}
		p.Account, p.Subscription = Named{ID: accountID, Name: row.AccountName}, subscriptionFrom(row)
		rows, err := q.ListSubscribers(ctx, scoped(sc, db.ListSubscribersParams{
			AccountID: accountID, WebappID: webappID, Part: NameKey(f.Part), AssignedOnly: flag(f.AssignedOnly), After: f.After, PageSize: pageSize + 1,
		}))
		p.Rows, p.Next = subscribersFrom(rows)
		return Entry{Action: SubscriptionsRead, AccountID: accountID, ObjectID: webappID, ObjectName: row.Name, GrantID: row.GrantID}, err
	})
	if db.IsNotFound(err) {
		return p, s.refuseSubscription(ctx, by, p.Now, AssignSubscriptions, accountID, webappID)
	}
	return p, err
}

func subscribersFrom(rows []db.ListSubscribersRow) (subscribers []Subscriber, next string) {
	rows, next = cut(rows, pageSize, func(r db.ListSubscribersRow) string { return r.NameKey })
	for _, r := range rows {
		subscribers = append(subscribers, Subscriber{
			ID: r.ID, Name: r.Name, Person: strings.TrimSpace(r.FirstName + " " + r.LastName), Active: r.Active,
			OwnerAccount: r.OwnerAccountName, Assigned: r.Assigned != 0,
		})
	}
	return subscribers, next
}

// UserSubscriptions is the page of a user's webapps.
type UserSubscriptions struct {
	Account Named
	User    Subscriber
	// Rows are the account's subscriptions. The user has those that are Assigned.
	Rows []Subscription
	// Now is the instant for the states.
	Now time.Time
}

// UserSubscriptions returns which of the account's subscriptions a user has. It needs
// AssignSubscriptions. Under a grant, the read is recorded. Errors: ErrNotFound, ErrForbidden.
func (s *Service) UserSubscriptions(ctx context.Context, by Actor, accountID, userID string) (p UserSubscriptions, err error) {
	p.Now = s.now()
	if !by.May(AssignSubscriptions, accountID) {
		return p, s.refuseAccount(ctx, by, p.Now, AssignSubscriptions, accountID)
	}
	err = s.readRecorded(ctx, by, AssignSubscriptions, accountID, p.Now, func(q *db.Queries) (Entry, error) {
		sc := by.scope(AssignSubscriptions, p.Now)
		u, err := q.GetUser(ctx, getUserParams(accountID, userID, sc))
		if err != nil {
			return Entry{}, err
		}
		p.Account = Named{ID: accountID, Name: u.AccountName}
		p.User = Subscriber{ID: u.ID, Name: u.Name, Person: personWithLogin(u.FirstName, u.LastName, u.Name), Active: u.Active}
		p.Rows, err = listSubscriptions(ctx, q, accountID, userID, sc)
		return Entry{Action: SubscriptionsRead, AccountID: accountID, ObjectID: u.ID, ObjectName: u.Name, GrantID: u.ByGrantID}, err
	})
	if db.IsNotFound(err) {
		return p, s.refuseSubscriber(ctx, by, p.Now, accountID, userID)
	}
	return p, err
}

// refuseSubscriber is refuse, with AssignSubscriptions, for a user.
func (s *Service) refuseSubscriber(ctx context.Context, by Actor, now time.Time, accountID, userID string) error {
	u, err := s.store.Read.GetUser(ctx, getUserParams(accountID, userID, everything))
	return s.refuseFound(ctx, by, now, AssignSubscriptions, Entry{AccountID: accountID, ObjectID: userID, ObjectName: u.Name}, err)
}

// AssignWebapp assigns the webapp of an account's subscription to users or, with assign false,
// unassigns it: for all of them or for none. Users for whom nothing changes stay as they are.
// changed is how many others there were. It needs AssignSubscriptions. Errors: *Invalid with the
// field users if there are none, or more than a page of them; ErrNotFound, ErrForbidden;
// ErrConflict if there are not enough free seats, the subscription is over, or one of the users is
// not active.
func (s *Service) AssignWebapp(ctx context.Context, by Actor, accountID, webappID string, userIDs []string, assign bool) (changed int, err error) {
	err = s.changeSubscription(ctx, by, AssignSubscriptions, accountID, webappID, func(t *tx, sub Subscription) error {
		if len(userIDs) == 0 || len(userIDs) > pageSize {
			return &Invalid{Fields: map[string]Reason{"users": TickUsers{}}}
		}
		for _, id := range userIDs {
			u, err := t.GetUser(ctx, getUserParams(accountID, id, by.scope(AssignSubscriptions, t.now)))
			if err != nil {
				return err
			}
			done, err := t.setSubscriber(ctx, accountID, u, sub, assign)
			if err != nil {
				return err
			}
			if done {
				changed++
			}
		}
		if changed == 0 {
			return errUnchanged
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return changed, nil
}

// SetUserSubscriptions sets the webapps of a user, out of the account's subscriptions: either the
// whole change or nothing. It needs AssignSubscriptions. Errors: ErrNotFound, also for a webapp
// without a subscription; ErrForbidden; ErrConflict if there is no free seat, a subscription is
// over, or the user is not active.
func (s *Service) SetUserSubscriptions(ctx context.Context, by Actor, accountID, userID string, webappIDs []string) error {
	now := s.now()
	if !by.May(AssignSubscriptions, accountID) {
		return s.refuseAccount(ctx, by, now, AssignSubscriptions, accountID)
	}
	err := s.write(ctx, by, now, func(t *tx) error {
		sc := by.scope(AssignSubscriptions, now)
		u, err := t.GetUser(ctx, getUserParams(accountID, userID, sc))
		if err != nil {
			return err
		}
		subscriptions, err := listSubscriptions(ctx, t.Queries, accountID, userID, sc)
		if err != nil {
			return err
		}
		for _, id := range webappIDs {
			if !slices.ContainsFunc(subscriptions, func(sub Subscription) bool { return sub.Webapp.ID == id }) {
				return ErrNotFound
			}
		}
		wanted := func(sub Subscription) bool { return slices.Contains(webappIDs, sub.Webapp.ID) }
		if err := t.checkFresh(assignedValues(subscriptions, isAssigned), assignedValues(subscriptions, wanted)); err != nil {
			return err
		}
		changed := false
		for _, sub := range subscriptions {
			if want := wanted(sub); want != sub.Assigned {
				done, err := t.setSubscriber(ctx, accountID, u, sub, want)
				if err != nil {
					return err
				}
				changed = changed || done
			}
		}
		if !changed {
			return errUnchanged
		}
		return nil
	})
	if db.IsNotFound(err) {
		return s.refuseSubscriber(ctx, by, now, accountID, userID)
	}
	return err
}

// setSubscriber assigns a subscription's webapp to a user or unassigns it, and records that. It
// returns false if nothing changed. The statement that takes a seat is the guard: it works only if
// a seat is free. What is assigned under a grant ends with it, and under a grant nothing can be
// unassigned that the account itself assigned.
func (t *tx) setSubscriber(ctx context.Context, accountID string, u db.GetUserRow, sub Subscription, assign bool) (changed bool, err error) {
	sc := t.by.scope(AssignSubscriptions, t.now)
	grant := t.by.grantBehind(AssignSubscriptions, accountID, u.ByGrantID)
	e := Entry{Action: WebappAssigned, AccountID: accountID, ObjectID: u.ID, ObjectName: u.Name, GrantID: grant, After: changes{DetailWebapp: sub.Webapp.Name}}
	if err := t.DeleteOverSubscriptions(ctx, db.DeleteOverSubscriptionsParams{AccountID: accountID, WebappID: sub.Webapp.ID, Now: sc.Now}); err != nil {
		return false, err
	}
	var n int64
	if assign {
		n, err = t.InsertUserSubscription(ctx, scoped(sc, db.InsertUserSubscriptionParams{
			UserID: u.ID, AccountID: accountID, WebappID: sub.Webapp.ID, GrantID: db.NullText(grant),
		}))
	} else {
		e.Action, e.Before, e.After = WebappTakenAway, e.After, nil
		n, err = t.DeleteUserSubscription(ctx, scoped(sc, db.DeleteUserSubscriptionParams{
			UserID: u.ID, AccountID: accountID, WebappID: sub.Webapp.ID, GivenOnly: flag(grant != ""),
		}))
	}
	if err != nil {
		return false, err
	}
	if n == 0 {
		return false, t.whyUnchanged(ctx, u, sub, assign)
	}
	return true, t.record(ctx, e)
}

// whyUnchanged returns nil if a user already has the webapp, or does not have it, as wanted, and
// otherwise why the user does not get it.
func (t *tx) whyUnchanged(ctx context.Context, u db.GetUserRow, sub Subscription, assign bool) error {
	has, err := t.ExistsUserSubscription(ctx, db.ExistsUserSubscriptionParams{UserID: u.ID, WebappID: sub.Webapp.ID})
	switch {
	case err != nil:
		return err
	case (has != 0) == assign:
		return nil
	case !assign:
		return conflict(AssignedByAccount{User: u.Name, Webapp: sub.Webapp.Name})
	case sub.State(t.now) == SubscriptionOver:
		return conflict(SubscriptionIsOver{Webapp: sub.Webapp.Name})
	case !u.Active:
		return conflict(UserNotActive{User: u.Name})
	}
	return conflict(NoSeatFor{Webapp: sub.Webapp.Name, User: u.Name})
}

// seatsFit returns nil if an inactive user can be activated: each of its webapps has a free seat.
// Call it in the transaction that activates the user, before that, so that no seat can be taken in
// between. (Without this check, the database refuses, with an error that means nothing to people.)
// If a seat is missing, it returns ErrConflict with the names of the webapps. It returns nil for a
// user that is already active.
func (t *tx) seatsFit(ctx context.Context, userID string) error {
	full, err := t.ListFullWebappsOfInactive(ctx, userID)
	if err != nil || len(full) == 0 {
		return err
	}
	return conflict(NoSeatsOf{Webapps: strings.Join(full, ", ")})
}
