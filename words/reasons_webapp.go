package words

import "latchkey/access"

// WebappReasons are about webapps and subscriptions.
type WebappReasons struct {
	NoAddress          func(access.NoAddress) string
	AddressNotWhole    func(access.AddressNotWhole) string
	AddressHasUser     func(access.AddressHasUser) string
	WebappKeyForm      func(access.WebappKeyForm) string
	WebappKeyTaken     func(access.WebappKeyTaken) string
	WebappNameTaken    func(access.WebappNameTaken) string
	WebappSubscribed   func(access.WebappSubscribed) string
	TickUsers          func(access.TickUsers) string
	AssignedByAccount  func(access.AssignedByAccount) string
	SubscriptionIsOver func(access.SubscriptionIsOver) string
	UserNotActive      func(access.UserNotActive) string
	NoSeatFor          func(access.NoSeatFor) string
	NoSeatsOf          func(access.NoSeatsOf) string
	SeatsRange         func(access.SeatsRange) string
	SeatsUsed          func(access.SeatsUsed) string
	ChooseWebapp       func(access.ChooseWebapp) string
	SubscribedAlready  func(access.SubscribedAlready) string
	NoRedirectURI      func(access.NoRedirectURI) string
	WebappURIWrong     func(access.WebappURIWrong) string
	WebappURIUnusual   func(access.WebappURIUnusual) string
	WebappURITwice     func(access.WebappURITwice) string
	TooManyURIs        func(access.TooManyURIs) string
	ChooseOverlap      func(access.ChooseOverlap) string
	NoWebappSignIn     func(access.NoWebappSignIn) string
	PublicHasNoSecret  func(access.PublicHasNoSecret) string
	NothingToTell      func(access.NothingToTell) string
}
