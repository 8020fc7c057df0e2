package words

// Layout is what every page has around its content.
type Layout struct {
	SkipToContent, Main, SearchHere, SignOut, Roles, Shortcuts string
	SignedInAs                                                 func(login string) string
	// CtrlK is how the shortcut of the search is written for keyboards of the language.
	CtrlK string
	// Account and ThirdParty are above the name of an account: of the reader's own one, and of
	// another.
	Account, ThirdParty string
	// Waiting follows a number of requests, for screen readers. WaitForYou follows the number of
	// those that the reader decides.
	Waiting    string
	WaitForYou func(n int64) string
	// The navigation.
	Start, AccountPage, ExternalAccess, Accounts, ThirdPartyAccounts, Ask, Webapps, Payment string
	// The tabs of an account.
	Tabs, Details, Companies, Users, Subscriptions, Record, Invoices string
	// Other pages that can be found by name.
	AllRequests, RulesAndFreeze, OwnLogin string
}
