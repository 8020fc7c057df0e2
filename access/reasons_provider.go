package access

import "latchkey/idp"

// Reasons about an account's identity provider, and about signing in by it.
type (
	// EnterClientID says that the field is empty.
	EnterClientID struct{ reason }
	// EnterClientSecret says the same, also for another issuer: the secret is typed again for it.
	EnterClientSecret struct{ reason }
	// NoIssuer says that a text cannot be an issuer.
	NoIssuer struct{ reason }
	// ClaimAndGroups says that a claim needs values, and values a claim.
	ClaimAndGroups struct{ reason }
	// RequiredNeedsEnabled says that nobody can be required to use what is switched off.
	RequiredNeedsEnabled struct{ reason }
	// NoProvidersHere says that the operator must tell the server its URL first.
	NoProvidersHere struct{ reason }
	// NoProviderToRemove says that the account has no identity provider.
	NoProviderToRemove struct{ reason }
	// NoProviderThere says that nobody signs in for this account by a provider. It is the same for
	// an account that does not exist.
	NoProviderThere struct{ reason }
	// ProviderFailed says what is wrong with a provider or its answer.
	ProviderFailed struct {
		reason
		Provider  string
		Kind      idp.Kind
		At        idp.Place
		Status    int
		Got, Want string
	}
	// SignInElsewhere says that a sign-in began in another browser, took too long, or is done.
	SignInElsewhere struct{ reason }
	// ProviderChangedSince says that the account's provider was changed during the sign-in.
	ProviderChangedSince struct{ reason }
	// NotInGroup says that the provider does not say that someone is in one of the groups.
	NotInGroup struct {
		reason
		Provider, Account string
	}
	// NotLinked says that no user is linked to whoever the provider says it is.
	NotLinked struct {
		reason
		Provider, Account string
	}
	// UserCannotSignIn says that the linked user cannot sign in now.
	UserCannotSignIn struct {
		reason
		Account string
	}
	// NoNameThere says that the provider does not say a name for a new user.
	NoNameThere struct {
		reason
		Provider string
	}
	// NameNotPossible says that no new user can have this name: it is taken, or looks like another.
	NameNotPossible struct {
		reason
		Name, Account string
	}
	// IdentityTaken says that another user is linked to the same person.
	IdentityTaken struct {
		reason
		Provider string
	}
	// ProviderRequired says that an account's users sign in only by its provider.
	ProviderRequired struct {
		reason
		Account, Provider string
	}
	// ProviderStays says that a link stays, because users must sign in by the provider.
	ProviderStays struct {
		reason
		Account string
	}
	// LastWayIn says that a login could not sign in any more.
	LastWayIn struct{ reason }
	// NotLinkedNow says that there is no link to remove.
	NotLinkedNow struct{ reason }
	// OtherPersonThere says that somebody else confirmed at the provider.
	OtherPersonThere struct {
		reason
		Provider string
	}
	// NoSecondFactorThere says that the provider does not say that there was a second factor.
	NoSecondFactorThere struct {
		reason
		Provider string
	}
	// ProofTooLate says that the confirmation for linking is too old by now.
	ProofTooLate struct{ reason }
)

// providerProblem is a problem as a reason.
func providerProblem(provider string, p *idp.Problem) ProviderFailed {
	return ProviderFailed{Provider: provider, Kind: p.Kind, At: p.At, Status: p.Status, Got: p.Got, Want: p.Want}
}
