package access

import "latchkey/oidc"

// Reasons about webapps and subscriptions.
type (
	// NoAddress says that the URL is missing.
	NoAddress struct{ reason }
	// AddressNotWhole says that this is not the whole URL of a page.
	AddressNotWhole struct{ reason }
	// AddressHasUser says that the URL contains a user or a password.
	AddressHasUser struct{ reason }
	// WebappKeyForm says that this is not a valid key of a webapp.
	WebappKeyForm struct{ reason }
	// WebappKeyTaken says that a webapp already has this key.
	WebappKeyTaken struct{ reason }
	// WebappNameTaken says that a webapp has this name or one that looks the same.
	WebappNameTaken struct{ reason }
	// WebappSubscribed says that a webapp with subscriptions cannot be deleted.
	WebappSubscribed struct {
		reason
		Webapp string
	}
	// TickUsers says that no users are ticked, or more than fit on a page.
	TickUsers struct{ reason }
	// AssignedByAccount says that only the account itself can unassign what it assigned.
	AssignedByAccount struct {
		reason
		User, Webapp string
	}
	// SubscriptionIsOver says that nobody can get a seat any more.
	SubscriptionIsOver struct {
		reason
		Webapp string
	}
	// UserNotActive says that only active users can get a seat.
	UserNotActive struct {
		reason
		User string
	}
	// NoSeatFor says that all seats are in use.
	NoSeatFor struct {
		reason
		User, Webapp string
	}
	// NoSeatsOf says that there are no seats for a user who is to become active again.
	NoSeatsOf struct {
		reason
		Webapps string
	}
	// SeatsRange says that this is not a valid number of seats.
	SeatsRange struct {
		reason
		Most int64
	}
	// SeatsUsed says that more seats are in use than there would be.
	SeatsUsed struct {
		reason
		Used int64
	}
	// ChooseWebapp says that no webapp is chosen.
	ChooseWebapp struct{ reason }
	// SubscribedAlready says that the account already subscribes to the webapp.
	SubscribedAlready struct{ reason }
	// NoRedirectURI says that a webapp has no address to which people come back.
	NoRedirectURI struct{ reason }
	// WebappURIWrong says what is wrong with an address. Line is its line, or 0 if there is only
	// one. URI is its beginning.
	WebappURIWrong struct {
		reason
		Line  int
		URI   string
		Fault oidc.AddressFault
	}
	// WebappURIUnusual says that an address can also be written as Normal. Line is as above.
	WebappURIUnusual struct {
		reason
		Line        int
		URI, Normal string
	}
	// WebappURITwice says that a line has the same address as the line Before.
	WebappURITwice struct {
		reason
		Line, Before int
	}
	// TooManyURIs says that there are more than Most addresses.
	TooManyURIs struct {
		reason
		Most, Has int
	}
	// ChooseOverlap says that this is no time for which an old secret can count.
	ChooseOverlap struct{ reason }
	// NoWebappSignIn says that the webapp does not sign people in through Latchkey.
	NoWebappSignIn struct {
		reason
		Webapp string
	}
	// PublicHasNoSecret says that the webapp runs where no secret can be kept.
	PublicHasNoSecret struct {
		reason
		Webapp string
	}
	// NothingToTell says that the webapp was told already, or has no address for that.
	NothingToTell struct {
		reason
		Webapp string
	}
)
