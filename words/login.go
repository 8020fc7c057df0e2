package words

// Login is the sign-in page, set-up and set-up links.
type Login struct {
	Title, SignedOut, PasswordSet, SignInToGoOn, NotDone, NotDoneButKept string
	// HTTPSNeeded comes before Open, which links to the same page over HTTPS.
	HTTPSNeeded string
	Open        func(address string) string
	SignInAs, UserLogin, AccountLogin,
	Account, User, Password, AccountMayStayEmpty, SignIn string
	// WrongUser and WrongAccount are for a refused sign-in, and do not say what is wrong.
	WrongUser, WrongAccount string

	SetupTitle, SetupSentence, AccountName, AccountNameHint, Email, ContactFirstName, ContactLastName, MakeTheAccount string

	ChoosePassword, PasswordHint, SetThePassword string
	ForAccount                                   func(account string) string
	ForUser                                      func(user, account string) string

	LinkTitle, LinkSentence func(whose string) string
	Link, GoOn              string
}

var enLogin = Login{
	Title:          "Sign in",
	SignedOut:      "You've signed out.",
	PasswordSet:    "Your password is set. Sign in with it now.",
	SignInToGoOn:   "Sign in to continue.",
	NotDone:        "Sign in to continue. Your last action wasn't carried out.",
	NotDoneButKept: "Sign in to continue. Your last action wasn't carried out, but what you typed is kept for an hour and will be back in the form.",
	HTTPSNeeded:    "You can sign in only over HTTPS.",
	Open:           func(address string) string { return "Open " + address },
	SignInAs:       "Sign in as", UserLogin: "User login", AccountLogin: "Account login",
	Account: "Account", User: "User", Password: "Password",
	AccountMayStayEmpty: "Or leave Account empty and enter user @ account in User.",
	SignIn:              "Sign in",
	WrongUser:           "That didn't work. Check the account, user and password, and whether you're on the right tab.",
	WrongAccount:        "That didn't work. Check the account and password, and whether you're on the right tab.",

	SetupTitle:       "Set up Latchkey",
	SetupSentence:    "This creates the first account, with the role ADMINISTRATOR. The address of this page works only once.",
	AccountName:      "Account name",
	AccountNameHint:  "Your company's name, or the name of the department that runs Latchkey. The account signs in with this name.",
	Email:            "E-mail",
	ContactFirstName: "Contact's first name", ContactLastName: "Contact's last name",
	MakeTheAccount: "Create account",

	ChoosePassword: "Choose your password",
	PasswordHint:   "At least 12 characters. A few unrelated words make a good one.",
	SetThePassword: "Set password",
	ForAccount: func(account string) string {
		return "For the account " + account + ". This set-up link works only once."
	},
	ForUser: func(user, account string) string {
		return "For the user " + user + " of the account " + account + ". This set-up link works only once."
	},

	LinkTitle: func(whose string) string { return "Set-up link for " + whose },
	LinkSentence: func(whose string) string {
		return "Send this link to " + whose + " in a way that nobody else can read. It's for choosing the password, works once, and expires in 24 hours. Copy it now: it won't be shown again."
	},
	Link: "Set-up link", GoOn: "Continue",
}

var deLogin = Login{
	Title:          "Anmelden",
	SignedOut:      "Sie sind abgemeldet.",
	PasswordSet:    "Das Kennwort wurde festgelegt. Melden Sie sich damit an.",
	SignInToGoOn:   "Melden Sie sich an, um fortzufahren.",
	NotDone:        "Melden Sie sich an, um fortzufahren. Ihre letzte Aktion wurde nicht ausgeführt.",
	NotDoneButKept: "Melden Sie sich an, um fortzufahren. Ihre letzte Aktion wurde nicht ausgeführt. Ihre Eingaben bleiben eine Stunde lang erhalten und stehen nach der Anmeldung wieder im Formular.",
	HTTPSNeeded:    "Zum Anmelden ist HTTPS erforderlich.",
	Open:           func(address string) string { return address + " öffnen" },
	SignInAs:       "Anmelden als", UserLogin: "Benutzer", AccountLogin: "Account",
	Account: "Account", User: "Benutzer", Password: "Kennwort",
	AccountMayStayEmpty: "Oder lassen Sie „Account“ leer und geben Sie als Benutzer „Benutzer @ Account“ ein.",
	SignIn:              "Anmelden",
	WrongUser:           "Die Anmeldung ist fehlgeschlagen. Prüfen Sie Account, Benutzer, Kennwort und die gewählte Registerkarte.",
	WrongAccount:        "Die Anmeldung ist fehlgeschlagen. Prüfen Sie Account, Kennwort und die gewählte Registerkarte.",

	SetupTitle:       "Latchkey einrichten",
	SetupSentence:    "Hier legen Sie den ersten Account an. Er erhält die Rolle ADMINISTRATOR. Die Adresse dieser Seite funktioniert nur einmal.",
	AccountName:      "Name des Accounts",
	AccountNameHint:  "Der Name des Anbieters oder der Abteilung, die Latchkey betreibt. Mit diesem Namen meldet sich der Account an.",
	Email:            "E-Mail",
	ContactFirstName: "Vorname der Kontaktperson", ContactLastName: "Nachname der Kontaktperson",
	MakeTheAccount: "Account anlegen",

	ChoosePassword: "Kennwort wählen",
	PasswordHint:   "Mindestens 12 Zeichen. Gut geeignet sind mehrere Wörter ohne Zusammenhang.",
	SetThePassword: "Kennwort festlegen",
	ForAccount: func(account string) string {
		return "Für den Account " + account + ". Dieser Einrichtungslink funktioniert nur einmal."
	},
	ForUser: func(user, account string) string {
		return "Für den Benutzer " + user + " des Accounts " + account + ". Dieser Einrichtungslink funktioniert nur einmal."
	},

	LinkTitle: func(whose string) string { return "Einrichtungslink für " + whose },
	LinkSentence: func(whose string) string {
		return "Geben Sie diese Adresse so weiter, dass nur " + whose + " sie lesen kann. Damit lässt sich innerhalb von 24 Stunden einmal ein Kennwort wählen. Die Adresse wird nicht noch einmal angezeigt."
	},
	Link: "Einrichtungslink", GoOn: "Weiter",
}
