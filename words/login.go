package words

// Login is the sign-in page, set-up and set-up links.
type Login struct {
	Title, SignedOut, PasswordSet, SignInToGoOn, NotDone, NotDoneButKept, BeginAgain string
	// PasswordSetFor is for whoever set another login's password, and stays signed in as me.
	PasswordSetFor func(login, me string) string
	// NotSetUpTitle to NewSetUpAddress are the page while there is no account. A command comes
	// after InTheLog and InTheContainer.
	NotSetUpTitle, NotSetUp, InTheTerminal, InTheLog, InTheContainer, NewSetUpAddress string
	// HTTPSNeeded comes before Open, which links to the same page over HTTPS.
	HTTPSNeeded string
	Open        func(address string) string
	SignInAs, UserLogin, AccountLogin,
	Account, User, Password, AccountMayStayEmpty, SignIn string
	// UserLoginIs and AccountLoginIs say what the two kinds are. Remember is a checkbox.
	UserLoginIs, AccountLoginIs, Remember string
	// WrongUser and WrongAccount are for a refused sign-in, and do not say what is wrong.
	WrongUser, WrongAccount string

	// SecondTitle to LostFactors are the page of the second factor. LostFactors says whom to ask
	// who has lost them all.
	SecondTitle                                                                 string
	SecondFor                                                                   func(login string) string
	Code, CodeHint, UseRecoveryCode, RecoveryCode, RecoveryCodeHint, StartAgain string
	LostFactors                                                                 func(isAccount bool) string

	SetupTitle, SetupSentence, AccountName, AccountNameHint, Email, ContactFirstName, ContactLastName, MakeTheAccount string

	ChoosePassword, PasswordHint, SetThePassword string
	ForAccount                                   func(account string) string
	ForUser                                      func(user, account string) string

	LinkTitle, LinkSentence func(whose string) string
	Link, GoOn              string

	// LeaveTitle to LeaveNot ask who comes from a webapp to sign out. webapp is its name, or "".
	LeaveTitle    string
	LeaveSentence func(webapp string) string
	LeaveNot      string
}
