package views

import (
	"net/url"
	"time"

	"latchkey/access"
	"latchkey/words"
)

// WebappsURL is the catalogue.
const WebappsURL = "/webapps"

// WebappURL is the page of a webapp of the catalogue.
func WebappURL(id string) string { return WebappsURL + "/" + url.PathEscape(id) }

// SubscriptionURL is the page of an account's subscription.
func SubscriptionURL(accountID, webappID string) string {
	return AccountURL(accountID, TabSubscriptions+"/") + url.PathEscape(webappID)
}

// FindSubscribersURL is SubscriptionURL with a search for users.
func FindSubscribersURL(accountID, webappID string, f access.FindSubscribers) string {
	only := ""
	if f.AssignedOnly {
		only = "on"
	}
	return withQuery(SubscriptionURL(accountID, webappID), map[string]string{"q": f.Part, "after": f.After}, "only", only)
}

// UserSubscriptionsURL is the page of a user's webapps.
func UserSubscriptionsURL(accountID, userID string) string {
	return AccountURL(accountID, TabUsers+"/") + url.PathEscape(userID) + "/subscriptions"
}

// SubscriptionRow is a subscription, ready to be shown.
type SubscriptionRow struct {
	access.Subscription
	State    access.SubscriptionState
	From, To Moment
}

// NewSubscriptionRow prepares a subscription for a reader in zone, at an instant.
func NewSubscriptionRow(w *words.Words, s access.Subscription, zone *time.Location, now time.Time) SubscriptionRow {
	return SubscriptionRow{s, s.State(now), MomentIn(w, s.Window.From, zone), MomentIn(w, s.Window.To, zone)}
}

// AssignedText says what became of assigning a webapp to users, or unassigning it.
func AssignedText(w *words.Webapps, changed int, assign bool) string {
	switch {
	case changed == 0 && assign:
		return w.NoneAssigned
	case changed == 0:
		return w.NoneTaken
	case assign:
		return w.Assigned(int64(changed))
	default:
		return w.TakenAway(int64(changed))
	}
}
