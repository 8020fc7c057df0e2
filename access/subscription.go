package access

import (
	"context"
	"strconv"
	"strings"
	"time"

	"latchkey/db"
)

// The actions on an account's subscriptions.
const (
	SubscriptionAdded   Action = "subscription.added"
	SubscriptionChanged Action = "subscription.changed"
	SubscriptionRemoved Action = "subscription.removed"
	SubscriptionsRead   Action = "subscriptions.read"
	WebappAssigned      Action = "webapp.assigned"
	WebappTakenAway     Action = "webapp.taken_away"
)

const (
	maxSeats = 1_000_000
	// maxOffered is how many webapps of the catalogue the subscription form offers.
	maxOffered = 500
)

// SubscriptionState is the state of a subscription.
type SubscriptionState string

// The states of a subscription. The clock alone turns one into the next.
const (
	SubscriptionComing  SubscriptionState = "COMING"
	SubscriptionRunning SubscriptionState = "RUNNING"
	SubscriptionOver    SubscriptionState = "OVER"
)

// Subscription is an account's subscription to a webapp.
type Subscription struct {
	Webapp Webapp
	// Used is how many of the Seats are taken, by active users.
	Seats, Used int64
	Window      Window
	// Assigned says that the user whose subscriptions were read has the webapp. It is false for an
	// account's.
	Assigned bool
}

// State follows from the clock.
func (s Subscription) State(now time.Time) SubscriptionState {
	switch {
	case now.Before(s.Window.From):
		return SubscriptionComing
	case s.Window.Contains(now):
		return SubscriptionRunning
	default:
		return SubscriptionOver
	}
}

// maySeeSubscriptions reports whether the actor may see the subscriptions of an account: to manage
// them, or to assign them.
func (a Actor) maySeeSubscriptions(accountID string) bool {
	return a.May(ManageSubscriptions, accountID) || a.May(AssignSubscriptions, accountID)
}

// Subscriptions is the Subscriptions tab.
type Subscriptions struct {
	Account Named
	// Rows are the account's subscriptions, by the webapps' names.
	Rows []Subscription
	// Offered are the webapps that can be added, for those with ManageSubscriptions.
	Offered []Named
	// Now is the instant for the states.
	Now time.Time
}

// Subscriptions reads an account's tab. It needs ManageSubscriptions or AssignSubscriptions. Under
// a grant, the read is recorded. Errors: ErrNotFound, ErrForbidden.
func (s *Service) Subscriptions(ctx context.Context, by Actor, accountID string) (l Subscriptions, err error) {
	l.Now = s.now()
	if !by.maySeeSubscriptions(accountID) {
		return l, s.refuseAccount(ctx, by, l.Now, AssignSubscriptions, accountID)
	}
	err = s.readRecorded(ctx, by, AssignSubscriptions, accountID, l.Now, func(q *db.Queries) (Entry, error) {
		sc := by.subscriptionScope(l.Now)
		a, err := q.GetAccount(ctx, getAccountParams(accountID, sc))
		if err != nil {
			return Entry{}, err
		}
		l.Account = Named{ID: a.ID, Name: a.Name}
		l.Rows, err = listSubscriptions(ctx, q, accountID, "", sc)
		if err != nil {
			return Entry{}, err
		}
		if by.May(ManageSubscriptions, accountID) {
			offered, err := q.ListWebappsToSubscribe(ctx, db.ListWebappsToSubscribeParams{AccountID: accountID, PageSize: maxOffered})
			if err != nil {
				return Entry{}, err
			}
			l.Offered = mapped(offered, func(w db.ListWebappsToSubscribeRow) Named { return Named(w) })
		}
		return Entry{Action: SubscriptionsRead, AccountID: a.ID, ObjectID: a.ID, ObjectName: a.Name, GrantID: a.GrantID}, nil
	})
	if db.IsNotFound(err) {
		return l, s.refuseAccount(ctx, by, l.Now, AssignSubscriptions, accountID)
	}
	return l, err
}

// listSubscriptions reads an account's subscriptions, and which of them a user has ("" for no
// user).
func listSubscriptions(ctx context.Context, q *db.Queries, accountID, userID string, sc scope) ([]Subscription, error) {
	rows, err := q.ListSubscriptions(ctx, scoped(sc, db.ListSubscriptionsParams{AccountID: accountID, UserID: userID}))
	return mapped(rows, func(r db.ListSubscriptionsRow) Subscription {
		return Subscription{
			Webapp: Webapp{ID: r.WebappID, Key: r.Key, Name: r.Name, Address: r.Address, Description: r.Description}, Seats: r.Seats, Used: r.Used,
			Window: Window{db.Time(r.ValidFrom), db.Time(r.ValidTo)}, Assigned: r.Assigned != 0,
		}
	}), err
}

func subscriptionFrom(r db.GetSubscriptionRow) Subscription {
	return Subscription{
		Webapp: Webapp{ID: r.WebappID, Key: r.Key, Name: r.Name, Address: r.Address, Description: r.Description}, Seats: r.Seats, Used: r.Used,
		Window: Window{db.Time(r.ValidFrom), db.Time(r.ValidTo)},
	}
}

// refuseSubscription is refuse for a subscription.
func (s *Service) refuseSubscription(ctx context.Context, by Actor, now time.Time, f Function, accountID, webappID string) error {
	row, err := s.store.Read.GetSubscription(ctx, getSubscriptionParams(accountID, webappID, everything))
	return s.refuseFound(ctx, by, now, f, Entry{AccountID: accountID, ObjectID: webappID, ObjectName: row.Name}, err)
}

// NewSubscription is the form of an account's subscription, as typed.
type NewSubscription struct {
	// WebappID is the webapp. It cannot be changed later.
	WebappID  string
	Seats     string
	ValidFrom LocalTime
	ValidTo   LocalTime
}

func (f NewSubscription) check(invalid *Invalid, zone *time.Location) (seats int64, w Window) {
	seats, err := strconv.ParseInt(strings.TrimSpace(f.Seats), 10, 64)
	if err != nil || seats < 1 || seats > maxSeats {
		invalid.add("seats", SeatsRange{Most: maxSeats})
	}
	from, okFrom := f.ValidFrom.instant(invalid, "valid_from", zone)
	to, okTo := f.ValidTo.instant(invalid, "valid_to", zone)
	if okFrom && okTo && !from.Before(to) {
		invalid.add("valid_to", ChooseAfterFirst{})
	}
	return seats, Window{from, to}
}

// AddSubscription subscribes an account to a webapp. It needs ManageSubscriptions. Errors: *Invalid
// with the fields webapp_id, seats, valid_from and valid_to; ErrNotFound, ErrForbidden.
func (s *Service) AddSubscription(ctx context.Context, by Actor, accountID string, f NewSubscription) (sub Subscription, err error) {
	now := s.now()
	if !by.May(ManageSubscriptions, accountID) {
		return sub, s.refuseAccount(ctx, by, now, ManageSubscriptions, accountID)
	}
	err = s.write(ctx, by, now, func(t *tx) error {
		if err := t.checkAccountExists(ctx, accountID); err != nil {
			return err
		}
		var invalid Invalid
		sub.Seats, sub.Window = f.check(&invalid, by.Zone)
		if !sub.Window.To.IsZero() && !now.Before(sub.Window.To) {
			invalid.add("valid_to", ChooseLater{})
		}
		row, err := t.GetWebapp(ctx, f.WebappID)
		if db.IsNotFound(err) {
			invalid.add("webapp_id", ChooseWebapp{})
		} else if err != nil {
			return err
		}
		if err := invalid.err(); err != nil {
			return err
		}
		sub.Webapp = webappFrom(row)
		err = t.InsertSubscription(ctx, db.InsertSubscriptionParams{
			AccountID: accountID, WebappID: f.WebappID, Seats: sub.Seats, ValidFrom: db.Millis(sub.Window.From), ValidTo: db.Millis(sub.Window.To),
			CreatedAt: db.Millis(now), UpdatedAt: db.Millis(now),
		})
		return t.recordUnless(ctx, err, sub.entry(SubscriptionAdded, accountID, nil, sub.changes()))
	})
	if db.IsUnique(err) {
		err = &Invalid{Fields: map[string]Reason{"webapp_id": SubscribedAlready{}}}
	}
	return sub, err
}

// ChangeSubscription changes a subscription's seats and dates. It needs ManageSubscriptions.
// Errors: *Invalid with the fields seats, valid_from and valid_to, also if more seats are in use
// than there would be; ErrNotFound, ErrForbidden.
func (s *Service) ChangeSubscription(ctx context.Context, by Actor, accountID string, f NewSubscription) (sub Subscription, err error) {
	err = s.changeSubscription(ctx, by, ManageSubscriptions, accountID, f.WebappID, func(t *tx, was Subscription) error {
		var invalid Invalid
		sub.Webapp, sub.Used = was.Webapp, was.Used
		sub.Seats, sub.Window = f.check(&invalid, by.Zone)
		if err := invalid.err(); err != nil {
			return err
		}
		if err := t.checkFresh(by.subscriptionValues(was), by.subscriptionValues(sub)); err != nil {
			return err
		}
		n, err := t.UpdateSubscription(ctx, db.UpdateSubscriptionParams{
			Seats: sub.Seats, ValidFrom: db.Millis(sub.Window.From), ValidTo: db.Millis(sub.Window.To), UpdatedAt: db.Millis(t.now),
			AccountID: accountID, WebappID: f.WebappID,
		})
		if err == nil && n == 0 {
			invalid.add("seats", SeatsUsed{Used: was.Used})
			err = &invalid
		}
		return t.recordUnless(ctx, err, sub.entry(SubscriptionChanged, accountID, was.changes(), sub.changes()))
	})
	return sub, err
}

// RemoveSubscription ends an account's subscription, and unassigns the webapp from all its users
// and visitors. It needs ManageSubscriptions. Errors: ErrNotFound, ErrForbidden.
func (s *Service) RemoveSubscription(ctx context.Context, by Actor, accountID, webappID string) (sub Subscription, err error) {
	err = s.changeSubscription(ctx, by, ManageSubscriptions, accountID, webappID, func(t *tx, was Subscription) error {
		sub = was
		if err := t.DeleteSubscribers(ctx, db.DeleteSubscribersParams{AccountID: accountID, WebappID: webappID}); err != nil {
			return err
		}
		if _, err := t.DeleteVisitorWebapp(ctx, db.DeleteVisitorWebappParams{AccountID: accountID, WebappID: webappID}); err != nil {
			return err
		}
		if _, err := t.DeleteSubscription(ctx, db.DeleteSubscriptionParams{AccountID: accountID, WebappID: webappID}); err != nil {
			return err
		}
		before := was.changes()
		before[DetailSeatsUsed] = strconv.FormatInt(was.Used, 10)
		return t.record(ctx, was.entry(SubscriptionRemoved, accountID, before, nil))
	})
	return sub, err
}

// changeSubscription changes something in a subscription if f allows the actor to.
func (s *Service) changeSubscription(ctx context.Context, by Actor, f Function, accountID, webappID string, fn func(*tx, Subscription) error) error {
	now := s.now()
	if !by.May(f, accountID) {
		return s.refuseAccount(ctx, by, now, f, accountID)
	}
	err := s.write(ctx, by, now, func(t *tx) error {
		row, err := t.GetSubscription(ctx, getSubscriptionParams(accountID, webappID, by.scope(f, now)))
		if err != nil {
			return err
		}
		return fn(t, subscriptionFrom(row))
	})
	if db.IsNotFound(err) {
		return s.refuseSubscription(ctx, by, now, f, accountID, webappID)
	}
	return err
}

func (s Subscription) entry(action Action, accountID string, before, after changes) Entry {
	return Entry{Action: action, AccountID: accountID, ObjectID: s.Webapp.ID, ObjectName: s.Webapp.Name, Before: before, After: after}
}

func (s Subscription) changes() changes {
	return changes{DetailSeats: strconv.FormatInt(s.Seats, 10), DetailValidFrom: instantText(s.Window.From), DetailValidTo: instantText(s.Window.To)}
}
