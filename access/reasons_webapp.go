package access

// Reasons of webapps and subscriptions.
type (
	// NoAddress is that an address is missing.
	NoAddress struct{ reason }
	// AddressNotWhole is what is no whole address of a page.
	AddressNotWhole struct{ reason }
	// AddressHasUser is a user or a password in an address.
	AddressHasUser struct{ reason }
	// WebappKeyForm is what is no key of a webapp.
	WebappKeyForm struct{ reason }
	// WebappKeyTaken is a key that a webapp has already.
	WebappKeyTaken struct{ reason }
	// WebappNameTaken is a name that a webapp has, or that looks the same.
	WebappNameTaken struct{ reason }
	// WebappSubscribed is that a webapp with subscriptions stays.
	WebappSubscribed struct {
		reason
		Webapp string
	}
	// TickUsers is that no users are ticked, or more than a page of them.
	TickUsers struct{ reason }
	// AssignedByAccount is that only the account itself takes away what it gave.
	AssignedByAccount struct {
		reason
		User, Webapp string
	}
	// SubscriptionIsOver is that nobody gets a seat any more.
	SubscriptionIsOver struct {
		reason
		Webapp string
	}
	// UserNotActive is that only active users get a seat.
	UserNotActive struct {
		reason
		User string
	}
	// NoSeatFor is that all seats are used.
	NoSeatFor struct {
		reason
		User, Webapp string
	}
	// NoSeatsOf is that seats are missing for a user who is to be active again.
	NoSeatsOf struct {
		reason
		Webapps string
	}
	// SeatsRange is what is no number of seats.
	SeatsRange struct {
		reason
		Most int64
	}
	// SeatsUsed is that more seats are used than there would be.
	SeatsUsed struct {
		reason
		Used int64
	}
	// ChooseWebapp is that no webapp is chosen.
	ChooseWebapp struct{ reason }
	// SubscribedAlready is that there is a subscription for a webapp already.
	SubscribedAlready struct{ reason }
)
