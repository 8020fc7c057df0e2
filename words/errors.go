package words

import "time"

// Errors are the error pages.
type Errors struct {
	// Pages are the texts of each page.
	Pages [errorPages]Told
	// Wait, TooLong and Changed are sentences for the pages TooManyTries, TooLarge and Stale.
	Wait    func(d time.Duration) string
	TooLong func(most string) string
	Changed func(now ...string) string
	// RequestID is what to mention when reporting an error.
	RequestID func(id string) string

	BackToPage, BackToForm, ToSignIn, ToStart, TryAgain, HowItStands, WhoGetsIn, WhatYouMay string
}

// Told is the text of an error page: what happened, and what to do.
type Told struct{ Heading, Sentence string }

// ErrorPage is one of the error pages.
type ErrorPage int

// Stale, Overtaken and Forbidden have a sentence for when package access gives no reason.
const (
	Internal ErrorPage = iota
	Malformed
	NoWebapp
	Foreign
	PlainHTTP
	NotFound
	NoSetupLink
	NoResetLink
	NoEmailLink
	NoSetup
	Forbidden
	Unproved
	Overtaken
	RefusedThere
	BadProvider
	Stale
	Mistakes
	TooManyTries
	TooLarge
	FormAddress
	Damaged
	ClientGone
	Replaced
	Unknown
	NotSaved
	DiskFull
	DiskFullHere
	Busy
	errorPages
)
