package words

import "latchkey/access"

// Profile is a login's own data, its password, notifications, deputies and calendar address.
type Profile struct {
	Title, UserLogin, AccountLogin, Roles                             string
	Language, LanguageHint, AsTheBrowser, SaveLanguage, LanguageSaved string

	Password, CurrentPassword, NewPassword, SignedOutElsewhere, ChangePassword, PasswordChanged string

	Notices, NoMail, NoAddress, SaveNotices, NoticesSaved string
	MailGoesTo                                            func(address string) string
	Topics                                                map[access.Topic]string
	Choices                                               map[access.Choice]string

	Deputy, NoDeputy, DeputyHint, AwayFrom, BackAt, NameDeputy, EndDeputy, DeputyNamed, DeputyEnded string
	// YouStandInFor has slots for the person and the window.
	YouStandInFor  func(who, span string) string
	GoesToYou      func(who string) string
	StandsInForYou func(who, span string) string
	DeputyIdle     func(who string) string
}

var enProfile = Profile{
	Title: "Your login", UserLogin: "User login", AccountLogin: "Account login", Roles: "Your roles",
	Language: "Language", LanguageHint: "Applies to pages and e-mails.", AsTheBrowser: "Same as the browser", SaveLanguage: "Save language", LanguageSaved: "Language saved.",

	Password: "Password", CurrentPassword: "Current password", NewPassword: "New password",
	SignedOutElsewhere: "This signs you out everywhere else.", ChangePassword: "Change password", PasswordChanged: "Password changed. You're signed out everywhere else.",

	Notices:   "Notifications",
	NoMail:    "This server doesn't send e-mail, because the operator hasn't set it up. Check Latchkey itself to see what's new.",
	NoAddress: "This login has no e-mail address. Add one to get e-mail.",
	MailGoesTo: func(address string) string {
		return "E-mails go to " + address + ". The digest arrives at 08:00 in your time zone if there's any news. You don't get notifications about what you did yourself."
	},
	SaveNotices: "Save", NoticesSaved: "Notification settings saved.",
	Topics: map[access.Topic]string{
		access.TopicRequests:  "New requests, and requests to extend access",
		access.TopicReminders: "A request is about to lapse",
		access.TopicVisits:    "Someone external uses their access for the first time",
		access.TopicUsers:     "Someone external creates a user",
		access.TopicInvoices:  "Your account receives an invoice, or one is cancelled",
		access.TopicDecisions: "The customer decides one of your requests",
		access.TopicChanges:   "Your access changes",
		access.TopicEnding:    "Your access is about to end",
		access.TopicEnded:     "Your access or request has ended",
	},
	Choices: map[access.Choice]string{access.ChoiceNow: "E-mail immediately", access.ChoiceDigest: "In the daily digest", access.ChoiceNone: "No e-mail"},

	Deputy: "Deputy", NoDeputy: "Nobody else in your account can currently decide access requests, so you can't name a deputy.",
	DeputyHint: "While you're away, another person who can decide gets your notifications about external access.",
	AwayFrom:   "Away from", BackAt: "Back on", NameDeputy: "Name deputy", EndDeputy: "Remove deputy now",
	DeputyNamed: "Deputy named.", DeputyEnded: "You no longer have a deputy.",
	YouStandInFor: func(who, span string) string { return "You're standing in for " + who + ": " + span + "." },
	GoesToYou: func(who string) string {
		return "You get the notifications about external access that are meant for " + who + "."
	},
	StandsInForYou: func(who, span string) string { return who + " is standing in for you: " + span + "." },
	DeputyIdle: func(who string) string {
		return who + " can't currently sign in and decide. Name another deputy, or remove this one."
	},
}

var deProfile = Profile{
	Title: "Ihr Login", UserLogin: "Benutzer-Login", AccountLogin: "Account-Login", Roles: "Wirksame Rollen",
	Language: "Sprache", LanguageHint: "Für Seiten und E-Mails.", AsTheBrowser: "Wie im Browser", SaveLanguage: "Sprache speichern", LanguageSaved: "Ihre Sprache wurde gespeichert.",

	Password: "Kennwort", CurrentPassword: "Aktuelles Kennwort", NewPassword: "Neues Kennwort",
	SignedOutElsewhere: "Überall sonst werden Sie abgemeldet.", ChangePassword: "Kennwort ändern", PasswordChanged: "Ihr Kennwort wurde geändert. Überall sonst wurden Sie abgemeldet.",

	Notices:   "Benachrichtigungen",
	NoMail:    "Dieser Server versendet keine E-Mails, weil der Betreiber das nicht eingerichtet hat. Neuigkeiten sehen Sie nur auf den Seiten von Latchkey.",
	NoAddress: "Für diesen Login ist keine E-Mail-Adresse hinterlegt. Hinterlegen Sie eine, um E-Mails zu erhalten.",
	MailGoesTo: func(address string) string {
		return "E-Mails gehen an " + address + ". Die Tagesübersicht kommt um 08:00 Uhr in Ihrer Zeitzone, wenn es etwas zu berichten gibt. Über eigene Aktionen werden Sie nicht benachrichtigt."
	},
	SaveNotices: "Speichern", NoticesSaved: "Ihre Benachrichtigungen wurden gespeichert.",
	Topics: map[access.Topic]string{
		access.TopicRequests:  "Neue Anfragen, auch zur Verlängerung",
		access.TopicReminders: "Eine Anfrage verfällt bald",
		access.TopicVisits:    "Eine externe Person nutzt ihren Zugriff zum ersten Mal",
		access.TopicUsers:     "Eine externe Person legt einen Benutzer an",
		access.TopicInvoices:  "Ihr Account erhält eine Rechnung, oder eine wird storniert",
		access.TopicDecisions: "Über eine Ihrer Anfragen wurde entschieden",
		access.TopicChanges:   "Ihr Zugriff ändert sich",
		access.TopicEnding:    "Ihr Zugriff endet bald",
		access.TopicEnded:     "Ihr Zugriff oder Ihre Anfrage ist beendet",
	},
	Choices: map[access.Choice]string{access.ChoiceNow: "Sofort per E-Mail", access.ChoiceDigest: "In der Tagesübersicht", access.ChoiceNone: "Keine E-Mail"},

	Deputy: "Vertretung", NoDeputy: "Derzeit kann in Ihrem Account sonst niemand über Zugriffsanfragen entscheiden. Daher kann Sie niemand vertreten.",
	DeputyHint: "Während Ihrer Abwesenheit gehen Ihre Benachrichtigungen zum externen Zugriff an eine andere Person, die entscheiden kann.",
	AwayFrom:   "Abwesend ab", BackAt: "Zurück am", NameDeputy: "Vertretung benennen", EndDeputy: "Jetzt beenden",
	DeputyNamed: "Ihre Vertretung wurde benannt.", DeputyEnded: "Sie haben keine Vertretung mehr.",
	YouStandInFor: func(who, span string) string { return "Sie vertreten " + who + ": " + span + "." },
	GoesToYou: func(who string) string {
		return "Sie erhalten die Benachrichtigungen zum externen Zugriff, die für " + who + " bestimmt sind."
	},
	StandsInForYou: func(who, span string) string { return who + " vertritt Sie: " + span + "." },
	DeputyIdle: func(who string) string {
		return who + " kann sich derzeit nicht anmelden und entscheiden. Benennen Sie eine andere Vertretung oder beenden Sie diese."
	},
}
