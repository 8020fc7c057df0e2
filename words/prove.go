package words

// Prove asks who is signed in to prove again who they are.
type Prove struct {
	// Lead is for what was pressed, LeadFile for a file, LeadWebapp for a webapp that asks.
	Title, Lead, LeadFile, Password, Confirm string
	LeadWebapp                               func(webapp string) string
	// WithRecoveryCode unfolds a field for one. PasskeyElsewhere says where a passkey can be used.
	Code, CodeHint, WithRecoveryCode, RecoveryCode string
	PasskeyElsewhere                               func(address string) string
	// Leaving is the page that stays while a file is saved.
	Leaving, IfNothing, Download, GoBack string
	Sign                                 Sign
}

// Sign asks who decides to sign the decision.
type Sign struct {
	// Lead follows the sentence that says what will be signed.
	Title, Lead, Button, Without, WithoutMeans string
	// Elsewhere says where a passkey can be used.
	Elsewhere func(address string) string
}
