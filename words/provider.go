package words

import "latchkey/access"

// Provider is signing in by the identity provider of an account.
type Provider struct {
	// Any is the button of the sign-in page as long as it is not known whose provider it is,
	// Continue the one of a provider. Required says that there is no other way. Instead is above
	// the button on the page of a set-up link.
	Any, Instead string
	Continue     func(provider string) string
	Required     func(account, provider string) string
	// LeavingTo is the page that leads to a provider, BackFrom the one that leads on afterwards.
	LeavingTo                 func(provider string) string
	BackFrom, GoOn, IfNothing string

	// The form. Manage leads to it from the account's details.
	Title                                                         func(account string) string
	Manage, Heading, Sentence, Who, WhatToSet                     string
	Name, NameHint, Issuer, IssuerHint, ClientID, ClientSecret    string
	SecretHint, Kept, Scopes, ScopesHint, GroupsClaim             string
	GroupsClaimHint, Groups, GroupsHint                           string
	SecondFactor, SecondFactorHint, Enabled                       string
	RequiredBox, RequiredHint, Creates, CreatesHint               string
	RedirectURI, RedirectURIHint, Save, Saved, Test, Works, NoURL string
	Remove, RemoveTitle, RemoveButton, Removed                    string
	RemoveWhat                                                    func(provider string) string
	// Stranded says how many users have no other way to sign in.
	Stranded func(n int64) string

	// On a user's own page, and on the page of a user for others.
	Own, OwnLead                                  func(provider string) string
	NotLinked, Link, Linked, LinkedSince, Subject string
	Unlink, UnlinkTitle, UnlinkButton, Unlinked   string
	UnlinkWhat, UnlinkOther                       func(provider string) string
	// How says how a link was made.
	How map[access.Linking]string

	// Confirm is a button on the page that asks for a proof. Confirmed is the page after that.
	Confirm               func(provider string) string
	Confirmed, DoIt, Then string
}
