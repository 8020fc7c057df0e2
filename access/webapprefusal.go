package access

import "time"

// WebappRefusal is why someone may not open a webapp.
type WebappRefusal string

// The refusals.
const (
	// RefusedAccountLogin is that only user logins open webapps: an account login is shared.
	RefusedAccountLogin WebappRefusal = "account_login"
	// RefusedRole is that the user has no role with OpenWebapps.
	RefusedRole WebappRefusal = "role"
	// RefusedNoSubscription is that the account does not subscribe to the webapp.
	RefusedNoSubscription WebappRefusal = "no_subscription"
	// RefusedNoGrant is the same for someone who asks customers for access: they open it as a
	// visitor.
	RefusedNoGrant WebappRefusal = "no_grant"
	// RefusedNotBegun is that the subscription begins later, RefusedOver that it is over.
	RefusedNotBegun WebappRefusal = "not_begun"
	RefusedOver     WebappRefusal = "over"
	// RefusedNoSeat is that the webapp is not assigned to the user.
	RefusedNoSeat WebappRefusal = "no_seat"
	// RefusedVisitors is that no account that gave access lets visitors open the webapp.
	RefusedVisitors WebappRefusal = "visitors_not_allowed"
	// RefusedFrozen is that such an account is frozen.
	RefusedFrozen WebappRefusal = "frozen"
)

// WebappRefusals are all refusals.
var WebappRefusals = []WebappRefusal{
	RefusedAccountLogin, RefusedRole, RefusedNoSubscription, RefusedNoGrant, RefusedNotBegun, RefusedOver, RefusedNoSeat, RefusedVisitors, RefusedFrozen,
}

// WebappRefused says that someone may not open a webapp, and why.
type WebappRefused struct {
	Reason WebappRefusal
	Webapp Webapp
	// AccountID and Account are the actor's own account.
	AccountID, Account string
	// Window is the account's subscription, if there is one.
	Window Window
	// MayAssign says that the actor could give themselves a seat.
	MayAssign bool
}

func (r *WebappRefused) Error() string {
	return "webapp " + r.Webapp.ID + " refused: " + string(r.Reason)
}

// Unwrap makes it an ErrForbidden.
func (r *WebappRefused) Unwrap() error { return ErrForbidden }

// refuseWebapp records a refusal, and is the answer.
func (s *Service) refuseWebapp(by Actor, now time.Time, r *WebappRefused) error {
	r.AccountID, r.Account, r.MayAssign = by.AccountID, by.AccountName, by.May(AssignSubscriptions, by.AccountID)
	return s.deny(by, now, OpenWebapps, Entry{AccountID: by.AccountID, ObjectID: r.Webapp.ID, ObjectName: r.Webapp.Name}, r)
}
