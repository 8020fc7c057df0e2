package words

import (
	"latchkey/access"
)

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
}

var enWebappReasons = WebappReasons{
	NoAddress:       says[access.NoAddress]("Enter an address, like https://app.example.com/."),
	AddressNotWhole: says[access.AddressNotWhole]("Enter a full address that begins with https:// or http://, like https://app.example.com/."),
	AddressHasUser:  says[access.AddressHasUser]("Remove the user name and password from the address. Everyone who opens the webapp would see them."),
	WebappKeyForm:   says[access.WebappKeyForm]("Use 1 to 50 lowercase letters, digits and hyphens, like time-sheets."),
	WebappKeyTaken:  says[access.WebappKeyTaken]("There's already a webapp with this key."),
	WebappNameTaken: says[access.WebappNameTaken]("There's already a webapp with this name, or with one that looks the same."),
	WebappSubscribed: func(r access.WebappSubscribed) string {
		return "Some accounts are subscribed to " + r.Webapp + ". Remove their subscriptions first."
	},
	TickUsers: says[access.TickUsers]("Select at least one user. The selection applies to one page at a time."),
	AssignedByAccount: func(r access.AssignedByAccount) string {
		return "The account itself assigned " + r.Webapp + " to " + r.User + ", and only the account can unassign it."
	},
	SubscriptionIsOver: func(r access.SubscriptionIsOver) string {
		return "The subscription to " + r.Webapp + " has ended. Nobody can assign it any more."
	},
	UserNotActive: func(r access.UserNotActive) string {
		return r.User + " isn't active. Only active users can get a seat."
	},
	NoSeatFor: func(r access.NoSeatFor) string {
		return "All seats of " + r.Webapp + " are taken, so there's none for " + r.User + ". Unassign it from someone first, or get more seats."
	},
	NoSeatsOf: func(r access.NoSeatsOf) string {
		return "All seats of " + r.Webapps + " are taken. Unassign the webapp from this user or someone else first, or get more seats."
	},
	SeatsRange: func(r access.SeatsRange) string {
		return "Enter a number of seats from 1 to " + enNumber(r.Most) + "."
	},
	SeatsUsed: func(r access.SeatsUsed) string {
		if r.Used == 1 {
			return "1 seat is in use. Enter at least 1, or unassign the webapp from someone first."
		}
		return enNumber(r.Used) + " seats are in use. Enter at least that many, or unassign the webapp from someone first."
	},
	ChooseWebapp:      says[access.ChooseWebapp]("Choose a webapp."),
	SubscribedAlready: says[access.SubscribedAlready]("This account already has a subscription to this webapp. Change that one instead."),
}

var deWebappReasons = WebappReasons{
	NoAddress:       says[access.NoAddress]("Geben Sie eine Adresse ein, z. B. https://app.example.com/."),
	AddressNotWhole: says[access.AddressNotWhole]("Geben Sie eine vollständige Adresse ein, die mit https:// oder http:// beginnt, z. B. https://app.example.com/."),
	AddressHasUser:  says[access.AddressHasUser]("Entfernen Sie Benutzername und Kennwort. Alle, die die Web-App öffnen, würden sie sehen."),
	WebappKeyForm:   says[access.WebappKeyForm]("Verwenden Sie 1 bis 50 Kleinbuchstaben, Ziffern und Bindestriche, z. B. time-sheets."),
	WebappKeyTaken:  says[access.WebappKeyTaken]("Es gibt bereits eine Web-App mit diesem Schlüssel."),
	WebappNameTaken: says[access.WebappNameTaken]("Es gibt bereits eine Web-App mit diesem Namen oder mit einem, der genauso aussieht."),
	WebappSubscribed: func(r access.WebappSubscribed) string {
		return "Einige Accounts haben " + r.Webapp + " abonniert. Entfernen Sie zuerst deren Abonnements."
	},
	TickUsers: says[access.TickUsers]("Wählen Sie mindestens einen Benutzer aus. Die Auswahl gilt immer nur für eine Seite."),
	AssignedByAccount: func(r access.AssignedByAccount) string {
		return "Der Account selbst hat " + r.User + " die Web-App " + r.Webapp + " zugewiesen, und nur er kann sie entziehen."
	},
	SubscriptionIsOver: func(r access.SubscriptionIsOver) string {
		return "Das Abonnement für " + r.Webapp + " ist abgelaufen. Es kann niemandem mehr zugewiesen werden."
	},
	UserNotActive: func(r access.UserNotActive) string {
		return r.User + " ist nicht aktiv. Nur aktive Benutzer können einen Platz erhalten."
	},
	NoSeatFor: func(r access.NoSeatFor) string {
		return "Alle Plätze von " + r.Webapp + " sind belegt, für " + r.User + " ist keiner frei. Entziehen Sie die Web-App zuerst jemand anderem oder buchen Sie mehr Plätze."
	},
	NoSeatsOf: func(r access.NoSeatsOf) string {
		return "Für " + r.Webapps + " ist kein Platz frei. Entziehen Sie die Web-App zuerst diesem Benutzer oder jemand anderem oder buchen Sie mehr Plätze."
	},
	SeatsRange: func(r access.SeatsRange) string {
		return "Geben Sie für die Plätze eine Zahl von 1 bis " + deNumber(r.Most) + " ein."
	},
	SeatsUsed: func(r access.SeatsUsed) string {
		if r.Used == 1 {
			return "1 Platz ist belegt. Geben Sie mindestens 1 ein oder entziehen Sie die Web-App zuerst jemandem."
		}
		return deNumber(r.Used) + " Plätze sind belegt. Geben Sie mindestens " + deNumber(r.Used) + " ein oder entziehen Sie die Web-App zuerst jemandem."
	},
	ChooseWebapp:      says[access.ChooseWebapp]("Wählen Sie eine Web-App."),
	SubscribedAlready: says[access.SubscribedAlready]("Dieser Account hat bereits ein Abonnement für diese Web-App. Ändern Sie stattdessen dieses."),
}
