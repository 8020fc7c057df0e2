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
