package words

// Security is how a login proves who it is.
type Security struct {
	Title, Lead string
	// FirstFactor says what the first second factor ends.
	FirstFactor string

	// AddedTitle is for a second factor that is added again, OverTitle for a sign-in that has ended
	// while one was added. Each is with a sentence. GoOn leads on with a sign-in.
	AddedTitle, AddedBefore, GoOn string
	OverTitle, Over               string

	Passkeys Passkeys
	Sessions SessionsOfLogin
	Codes    CodesOfLogin
	Recovery RecoveryCodes
}

// CodesOfLogin are one-time codes from an authenticator app.
type CodesOfLogin struct {
	Heading, Lead, SetUp, Since string
	// SetUpTitle to Finish are the page on which they are set up.
	SetUpTitle, Scan, ScanWith, OnThisPhone, QRCode, OrType, Secret, Check, Code, CodeHint, Finish, Added string
	Remove, RemoveTitle, RemoveWhat, RemoveButton, Removed                                                string
}

// RecoveryCodes are the codes for someone who has lost everything else.
type RecoveryCodes struct {
	Heading, Lead string
	// Left says how many can still be used.
	Left                                       func(n, of int64) string
	Few, None                                  string
	Make, MakeTitle, MakeWhat, MakeButton      string
	Title, Keep, List, Download, File, Go, For string
}

// SessionsOfLogin are where a login is signed in.
type SessionsOfLogin struct {
	Heading string
	// Ends says when a session ends by itself. idle is "" if use does not matter.
	Ends                                            func(idle, longest string) string
	Browser, Address, Since, Seen, ProvedBy, This   string
	UnknownBrowser                                  string
	SignOut, SignOutEverywhereElse, Ended, AllEnded string
	// SignOutThere is SignOut for a screen reader.
	SignOutThere func(browser, address string) string
	// PasskeyNamed is a passkey of a user login, PasskeyOf one of an account login.
	PasskeyNamed, PasskeyOf func(name string) string
}
