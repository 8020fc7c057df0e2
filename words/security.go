package words

// Security is how a login proves who it is.
type Security struct {
	Title, Lead string

	ThisSession, ProvedBy, ProvedAt string

	Passkeys Passkeys
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
