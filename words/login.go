package words

// Login is the sign-in page, set-up and set-up links.
type Login struct {
	Title, SignedOut, PasswordSet, SignInToGoOn, NotDone, NotDoneButKept string
	// HTTPSNeeded stands before Open, which links to the same page by HTTPS.
	HTTPSNeeded string
	Open        func(address string) string
	SignInAs, UserLogin, AccountLogin,
	Account, User, Password, AccountMayStayEmpty, SignIn string
	// WrongUser and WrongAccount are for a sign-in that was refused, without saying what is wrong.
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
	SignedOut:      "You are signed out.",
	PasswordSet:    "The password is set. Sign in with it.",
	SignInToGoOn:   "Sign in to go on.",
	NotDone:        "Sign in to go on. What you sent last was not done.",
	NotDoneButKept: "Sign in to go on. What you sent last was not done. What you typed is kept for an hour and comes back.",
	HTTPSNeeded:    "HTTPS is needed to sign in.",
	Open:           func(address string) string { return "Open " + address },
	SignInAs:       "Sign in as", UserLogin: "User login", AccountLogin: "Account login",
	Account: "Account", User: "User", Password: "Password",
	AccountMayStayEmpty: "Or leave Account empty and enter User @ Account as the user.",
	SignIn:              "Sign in",
	WrongUser:           "That is not right: check the account, the user and the password, and the tab you are on.",
	WrongAccount:        "That is not right: check the account, the password, and the tab you are on.",

	SetupTitle:       "Set up Latchkey",
	SetupSentence:    "This makes the first account, with the role ADMINISTRATOR. The address you came by works once.",
	AccountName:      "Account name",
	AccountNameHint:  "The vendor's own name, or that of the department that runs Latchkey. It signs in with it.",
	Email:            "E-mail",
	ContactFirstName: "Contact's first name", ContactLastName: "Contact's last name",
	MakeTheAccount: "Make the account",

	ChoosePassword: "Choose your password",
	PasswordHint:   "At least 12 characters. A few unrelated words make a good one.",
	SetThePassword: "Set the password",
	ForAccount: func(account string) string {
		return "For the account " + account + ". The address you came by works once."
	},
	ForUser: func(user, account string) string {
		return "For the user " + user + " of the account " + account + ". The address you came by works once."
	},

	LinkTitle: func(whose string) string { return "Set-up link for " + whose },
	LinkSentence: func(whose string) string {
		return "Pass this address on, by a way that only " + whose + " reads. With it the password is chosen, once, within 24 hours. It is not shown again."
	},
	Link: "Set-up link", GoOn: "Go on",
}

var deLogin = Login{
	Title:          "Anmelden",
	SignedOut:      "Sie sind abgemeldet.",
	PasswordSet:    "Das Kennwort wurde festgelegt. Melden Sie sich damit an.",
	SignInToGoOn:   "Melden Sie sich an, um fortzufahren.",
	NotDone:        "Melden Sie sich an, um fortzufahren. Ihre letzte Eingabe wurde nicht verarbeitet.",
	NotDoneButKept: "Melden Sie sich an, um fortzufahren. Ihre letzte Eingabe wurde nicht verarbeitet. Sie bleibt eine Stunde lang erhalten und erscheint nach der Anmeldung wieder.",
	HTTPSNeeded:    "Zum Anmelden ist HTTPS erforderlich.",
	Open:           func(address string) string { return address + " öffnen" },
	SignInAs:       "Anmelden als", UserLogin: "Benutzer", AccountLogin: "Account",
	Account: "Account", User: "Benutzer", Password: "Kennwort",
	AccountMayStayEmpty: "Oder lassen Sie „Account“ leer und geben Sie als Benutzer „Benutzer @ Account“ ein.",
	SignIn:              "Anmelden",
	WrongUser:           "Die Anmeldung ist fehlgeschlagen. Prüfen Sie Account, Benutzer, Kennwort und die gewählte Registerkarte.",
	WrongAccount:        "Die Anmeldung ist fehlgeschlagen. Prüfen Sie Account, Kennwort und die gewählte Registerkarte.",

	SetupTitle:       "Latchkey einrichten",
	SetupSentence:    "Hier legen Sie den ersten Account an. Er erhält die Rolle ADMINISTRATOR. Diese Adresse funktioniert nur einmal.",
	AccountName:      "Name des Accounts",
	AccountNameHint:  "Der Name des Anbieters oder der Abteilung, die Latchkey betreibt. Mit diesem Namen meldet sich der Account an.",
	Email:            "E-Mail",
	ContactFirstName: "Vorname der Kontaktperson", ContactLastName: "Nachname der Kontaktperson",
	MakeTheAccount: "Account anlegen",

	ChoosePassword: "Kennwort wählen",
	PasswordHint:   "Mindestens 12 Zeichen. Gut geeignet sind mehrere Wörter ohne Zusammenhang.",
	SetThePassword: "Kennwort festlegen",
	ForAccount: func(account string) string {
		return "Für den Account " + account + ". Diese Adresse funktioniert nur einmal."
	},
	ForUser: func(user, account string) string {
		return "Für den Benutzer " + user + " des Accounts " + account + ". Diese Adresse funktioniert nur einmal."
	},

	LinkTitle: func(whose string) string { return "Einrichtungslink für " + whose },
	LinkSentence: func(whose string) string {
		return "Geben Sie diese Adresse so weiter, dass nur " + whose + " sie lesen kann. Damit lässt sich innerhalb von 24 Stunden einmal ein Kennwort wählen. Die Adresse wird nicht noch einmal angezeigt."
	},
	Link: "Einrichtungslink", GoOn: "Weiter",
}
