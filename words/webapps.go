package words

import "latchkey/access"

// Webapps is webapps and subscriptions.
type Webapps struct {
	Title, Sentence, New, NoneYet, AddFirst string
	Name, Key, Address, Description,
	KeyHint, AddressHint, DescriptionHint,
	Add, Save string
	KeyIs                    func(key string) string
	Added, Saved, Deleted    func(webapp string) string
	DeleteHeading            string
	StillSubscribed          string
	DeleteIt, Delete         string
	DeleteTitle              func(webapp string) string
	DeleteConsequence        string
	SubscriptionsOf          func(account string) string
	Subscriptions            string
	NoSubscription           string
	AddFirstBelow            string
	FillTheCatalogue         string
	Webapp, State, SeatsUsed string
	From, To                 string
	OnlyActiveTakeSeats      string
	AddSubscription, AddIt   string
	// SubscribedToAll has a slot for the catalogue, which is called Catalogue there.
	SubscribedToAll           func(catalogue string) string
	Catalogue, Choose         string
	States                    map[access.SubscriptionState]string
	SeatsOf, SeatsUsedOf      func(used, seats int64) string
	Seats, SeatsHint, EndHint string
	Opens, Change             string
	Remove, RemoveIt          string
	RemoveConsequence         func(account, webapp string) string
	SavedSubscription         func(webapp string) string
	Removed                   func(webapp string) string
	Users, Search, SearchHint string
	OnlyAssigned              string
	Assign, TakeAway          string
	Tick, User, Person        string
	Inactive, HasIt           string
	WebappsOf                 func(user string) string
	SubscribedToNone          func(account string) string
	WhatTakesSeats            string
	// Assigned and TakenAway say how many users got or lost a webapp. NoneAssigned says that all
	// ticked users already had it, NoneTaken that none did.
	Assigned, TakenAway     func(users int64) string
	NoneAssigned, NoneTaken string
	Subscribed              func(webapp string, seats int64) string
	SavedAll                string
}

var enWebapps = Webapps{
	Title: "Webapps", Sentence: "Applications that accounts can subscribe to.", New: "New webapp",
	NoneYet: "No webapps yet. Add one and subscribe an account to it. The account can then assign it to its users.", AddFirst: "Add the first webapp",
	Name: "Name", Key: "Key", Address: "Address", Description: "Description",
	KeyHint:         "The name that other programs use. Lowercase letters, digits and hyphens. You can't change it later.",
	AddressHint:     "The address that opens it, like https://app.example.com/.",
	DescriptionHint: "What it's for, in a line or two. Shown on users' start pages.",
	Add:             "Add webapp", Save: "Save",
	KeyIs:         func(key string) string { return "Key: " + key },
	Added:         func(webapp string) string { return webapp + " is in the catalogue. Accounts can now subscribe to it." },
	Saved:         func(webapp string) string { return "Saved " + webapp + "." },
	Deleted:       func(webapp string) string { return "Deleted " + webapp + " from the catalogue." },
	DeleteHeading: "Delete", DeleteIt: "Delete webapp", Delete: "Delete",
	StillSubscribed:   "Some accounts have a subscription to this webapp. Remove all of them first, including those that have ended.",
	DeleteTitle:       func(webapp string) string { return "Delete " + webapp + "?" },
	DeleteConsequence: "This removes it from the catalogue. No account can subscribe to it any more.",
	SubscriptionsOf:   func(account string) string { return "Subscriptions of " + account },
	Subscriptions:     "Subscriptions",
	NoSubscription:    "No subscriptions yet. A subscription has a number of seats: that many active users can use the webapp.",
	AddFirstBelow:     "Add the first subscription below", FillTheCatalogue: "Add a webapp to the catalogue first",
	Webapp: "Webapp", State: "State", SeatsUsed: "Seats used", From: "Start", To: "End",
	OnlyActiveTakeSeats: "Only active users take a seat.",
	AddSubscription:     "Add subscription", AddIt: "Add",
	SubscribedToAll: func(catalogue string) string {
		return "The account is subscribed to every webapp in the " + catalogue + "."
	},
	Catalogue: "catalogue", Choose: "Choose…",
	States: map[access.SubscriptionState]string{
		access.SubscriptionComing: "SCHEDULED", access.SubscriptionRunning: "ACTIVE", access.SubscriptionOver: "ENDED",
	},
	SeatsOf:     func(used, seats int64) string { return enNumber(used) + " of " + enNumber(seats) },
	SeatsUsedOf: func(used, seats int64) string { return enNumber(used) + " of " + enNumber(seats) + " seats used" },
	Seats:       "Seats", SeatsHint: "How many active users can use it at the same time.", EndHint: "Nobody can open the webapp after this time.",
	Opens: "Address", Change: "Change subscription",
	Remove: "Remove subscription…", RemoveIt: "Remove",
	RemoveConsequence: func(account, webapp string) string {
		return account + " and all of its users lose " + webapp + " immediately."
	},
	SavedSubscription: func(webapp string) string { return "Saved the subscription to " + webapp + "." },
	Removed: func(webapp string) string {
		return "Removed the subscription to " + webapp + ". Nobody in the account can open it any more."
	},
	Users: "Users", Search: "Search", SearchHint: "Part of a name or e-mail address",
	OnlyAssigned: "Only assigned users", Assign: "Assign to selected users", TakeAway: "Unassign from selected users",
	Tick: "Select", User: "User", Person: "Name", Inactive: "inactive", HasIt: "assigned",
	WebappsOf:        func(user string) string { return "Webapps of " + user },
	SubscribedToNone: func(account string) string { return account + " has no webapp subscriptions." },
	WhatTakesSeats:   "Only active users take a seat. Nobody can open a webapp after its subscription ends.",
	Assigned:         func(users int64) string { return "Assigned to " + noun{"user", "users"}.of(users, enNumber) + "." },
	TakenAway:        func(users int64) string { return "Unassigned from " + noun{"user", "users"}.of(users, enNumber) + "." },
	NoneAssigned:     "Nothing changed: it was already assigned to them.", NoneTaken: "Nothing changed: it wasn't assigned to them.",
	Subscribed: func(webapp string, seats int64) string {
		return "Added a subscription to " + webapp + " with " + noun{"seat", "seats"}.of(seats, enNumber) + "."
	},
	SavedAll: "Saved.",
}

var deWebapps = Webapps{
	Title: "Web-Apps", Sentence: "Die Anwendungen, die Accounts abonnieren können.", New: "Neue Web-App",
	NoneYet:  "Noch keine Web-Apps. Sobald ein Account eine Web-App abonniert hat, kann er sie seinen Benutzern zuweisen.",
	AddFirst: "Erste Web-App hinzufügen",
	Name:     "Name", Key: "Schlüssel", Address: "Adresse", Description: "Beschreibung",
	KeyHint:         "Unter diesem Namen sprechen Programme die Web-App an: Kleinbuchstaben, Ziffern und Bindestriche. Er lässt sich später nicht ändern.",
	AddressHint:     "Unter dieser Adresse wird die Web-App geöffnet, zum Beispiel https://app.example.com/.",
	DescriptionHint: "Wozu die Web-App dient, in ein bis zwei Zeilen. Der Text erscheint auf der Startseite.",
	Add:             "Web-App hinzufügen", Save: "Speichern",
	KeyIs: func(key string) string { return "Schlüssel: " + key },
	Added: func(webapp string) string {
		return webapp + " steht im Katalog. Accounts können sie jetzt abonnieren."
	},
	Saved:         func(webapp string) string { return webapp + " wurde gespeichert." },
	Deleted:       func(webapp string) string { return webapp + " wurde aus dem Katalog gelöscht." },
	DeleteHeading: "Löschen", DeleteIt: "Diese Web-App löschen", Delete: "Löschen",
	StillSubscribed:   "Accounts haben diese Web-App abonniert. Löschen können Sie die Web-App, sobald kein Abonnement mehr besteht, auch kein abgelaufenes.",
	DeleteTitle:       func(webapp string) string { return webapp + " löschen?" },
	DeleteConsequence: "Die Web-App verschwindet aus dem Katalog, und kein Account kann sie mehr abonnieren.",
	SubscriptionsOf:   func(account string) string { return "Abonnements von " + account },
	Subscriptions:     "Abonnements",
	NoSubscription:    "Noch keine Abonnements. Ein Abonnement hat eine Anzahl von Plätzen: So viele aktive Benutzer können die Web-App nutzen.",
	AddFirstBelow:     "Erstes Abonnement unten hinzufügen", FillTheCatalogue: "Zuerst eine Web-App in den Katalog aufnehmen",
	Webapp: "Web-App", State: "Status", SeatsUsed: "Belegte Plätze", From: "Beginn", To: "Ende",
	OnlyActiveTakeSeats: "Nur aktive Benutzer belegen einen Platz.",
	AddSubscription:     "Abonnement hinzufügen", AddIt: "Hinzufügen",
	SubscribedToAll: func(catalogue string) string {
		return "Der Account hat jede Web-App aus dem " + catalogue + " abonniert."
	},
	Catalogue: "Katalog", Choose: "Auswählen…",
	States: map[access.SubscriptionState]string{
		access.SubscriptionComing: "GEPLANT", access.SubscriptionRunning: "AKTIV", access.SubscriptionOver: "BEENDET",
	},
	SeatsOf:     func(used, seats int64) string { return deNumber(used) + " von " + deNumber(seats) },
	SeatsUsedOf: func(used, seats int64) string { return deNumber(used) + " von " + deNumber(seats) + " Plätzen belegt" },
	Seats:       "Plätze", SeatsHint: "So viele aktive Benutzer können die Web-App gleichzeitig nutzen.", EndHint: "Ab diesem Zeitpunkt kann niemand mehr die Web-App öffnen.",
	Opens: "Adresse", Change: "Abonnement ändern",
	Remove: "Dieses Abonnement entfernen…", RemoveIt: "Entfernen",
	RemoveConsequence: func(account, webapp string) string {
		return account + " und alle Benutzer des Accounts verlieren " + webapp + " sofort."
	},
	SavedSubscription: func(webapp string) string { return "Das Abonnement für " + webapp + " wurde gespeichert." },
	Removed: func(webapp string) string {
		return "Das Abonnement für " + webapp + " wurde entfernt. Niemand aus dem Account kann die Web-App mehr öffnen."
	},
	Users: "Benutzer", Search: "Suchen", SearchHint: "Teil des Namens oder der E-Mail",
	OnlyAssigned: "Nur Benutzer mit dieser Web-App", Assign: "Ausgewählten zuweisen", TakeAway: "Ausgewählten entziehen",
	Tick: "Auswählen", User: "Benutzer", Person: "Name", Inactive: "inaktiv", HasIt: "zugewiesen",
	WebappsOf:        func(user string) string { return "Web-Apps von " + user },
	SubscribedToNone: func(account string) string { return account + " hat keine Web-Apps abonniert." },
	WhatTakesSeats:   "Nur aktive Benutzer belegen einen Platz. Eine Web-App, deren Abonnement abgelaufen ist, kann niemand öffnen.",
	Assigned:         func(users int64) string { return noun{"Benutzer", "Benutzern"}.of(users, deNumber) + " zugewiesen." },
	TakenAway:        func(users int64) string { return noun{"Benutzer", "Benutzern"}.of(users, deNumber) + " entzogen." },
	NoneAssigned:     "Nichts geändert: Die ausgewählten Benutzer haben die Web-App bereits.", NoneTaken: "Nichts geändert: Die ausgewählten Benutzer haben die Web-App nicht.",
	Subscribed: func(webapp string, seats int64) string {
		return "Das Abonnement für " + webapp + " mit " + noun{"Platz", "Plätzen"}.of(seats, deNumber) + " wurde hinzugefügt."
	},
	SavedAll: "Gespeichert.",
}
