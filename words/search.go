package words

// Search is the search, and the keyboard shortcuts.
type Search struct {
	Title, Sentence, Placeholder, How, Close string
	// Pages is the heading of pages of Latchkey that were found.
	Pages                                string
	Accounts, Companies, Users, Requests Finds
	Nothing                              func(text string) string
	Found                                func(n int64) string
	Some, SomeOfMore                     func(shown, n int64) string
	Others, TypeMore                     string
	InAccounts, InCompanies, InUsers     string

	// The keyboard shortcuts.
	Keys, KeysSentence, NoScripts, Always, OutsideFields, SingleKeys string
	ToSend, ToSendLines, ToClose, ToWaiting, ToKeys                  string
	CtrlKey, EnterKey, EscapeKey                                     string
}

// Finds is a kind of results: its heading if all are shown, some of n, or some of more than n; and
// links to all n, or to more.
type Finds struct {
	Heading          string
	Some, SomeOfMore func(shown, n int64) string
	ShowAll          func(n int64) string
	ShowMore         string
}
