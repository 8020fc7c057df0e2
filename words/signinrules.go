package words

import (
	"time"

	"latchkey/access"
)

// SignInRules is what an account wants of everyone who signs in for it, and how whoever must have a
// second factor adds one.
type SignInRules struct {
	Title                      func(account string) string
	Heading, Sentence          string
	SecondFactor, From         string
	SecondFactorHint, FromHint string
	Save, Saved                string
	// Wishes are the choices. RequiredFrom and RequiredSince have the day.
	Wishes                      map[access.Wish]string
	RequiredFrom, RequiredSince func(day time.Time) string

	// Resets of second factors. OwnReset and ResetOf have a slot for the instant.
	HasFactor, HasNoFactor  string
	AskReset, ResetAsked    string
	AskResetOf, ResetMeans  func(user string) string
	OwnReset                func(by, at string) string
	ResetOf                 func(by, user, at string) string
	StopReset, ResetStopped string

	// The page on which whoever must have a second factor adds one, before they get any further.
	AddTitle, AddWhy    string
	AddPasskey, AddCode string

	// Recommend is on the start page of whoever should have one.
	Recommend, RecommendLink string
}
