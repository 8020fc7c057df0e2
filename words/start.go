package words

import "latchkey/access"

// Start is the start page and the first steps.
type Start struct {
	Hello func(user string) string

	InNow string
	Until func(account, until string) string

	Webapps, AssignYourself string
	// NoWebapp is for people who depend on others to assign webapps, NoWebappAssign for those who
	// can do so themselves.
	NoWebapp, NoWebappAssign func(account string) string

	Admin        string
	NothingToDo  func(account string) string
	WrongSoOften func(n int64, last string) string

	// The tiles of the Admin app: their names, and what each is for.
	OwnData, OwnDataFor, AccountPage, Users, Subscriptions, SubscriptionsFor, ExternalAccess, WhoGetsIn, WhereYouGetIn,
	Ask, AskFor, Accounts, AccountsFor, Why, WhyFor string
	AccountFor, UsersFor func(account string) string

	GettingStarted, UntilDone, Done string
	Steps                           map[access.Step]Step
	// OwnCompany replaces the reason in Steps for the first company, if that is in the reader's own
	// account.
	OwnCompany string
}

// Step is what to do first, and why.
type Step struct{ Do, Why string }

var enStart = Start{
	Hello: func(user string) string { return "Hello, " + user },

	InNow: "You have access now",
	Until: func(account, until string) string { return account + ", until " + until },

	Webapps: "Your webapps", AssignYourself: "Assign a webapp to yourself",
	NoWebapp: func(account string) string {
		return "You have no webapps yet. Ask an administrator of " + account + " to assign you one."
	},
	NoWebappAssign: func(account string) string {
		return "You have no webapps yet. You can assign yourself any that " + account + " subscribes to."
	},

	Admin: "Admin app",
	NothingToDo: func(account string) string {
		return "Your roles don't include any administrative tasks. An administrator of " + account + " can change your roles."
	},
	WrongSoOften: func(n int64, last string) string {
		return "Someone has tried to sign in as you with " + noun{"wrong password", "wrong passwords"}.of(n, enNumber) + " since yesterday, most recently on " + last + ". If it wasn't you, make sure your password is hard to guess."
	},

	OwnData: "Your details", OwnDataFor: "Your name, e-mail address and time zone",
	AccountPage: "Account", AccountFor: func(account string) string { return "Details and companies of " + account },
	Users: "Users", UsersFor: func(account string) string { return "Who can sign in to " + account },
	Subscriptions: "Subscriptions", SubscriptionsFor: "Which webapps you have, and who uses them",
	ExternalAccess: "External Access", WhoGetsIn: "Who has access now, and who has requested it", WhereYouGetIn: "Your requests, and where you have access",
	Ask: "Request access", AskFor: "Temporary access to a customer's company",
	Accounts: "3rd-party accounts", AccountsFor: "Accounts you have access to now",
	Why: "What you can do, and why", WhyFor: "Your roles and grants, and what they allow",

	GettingStarted: "Getting started", UntilDone: "This list goes away once everything is done.", Done: "Done:",
	Steps: map[access.Step]Step{
		access.StepCustomer:  {"Create the first customer account", "The organisation that decides who gets access to its companies' data."},
		access.StepCompany:   {"Create the first company", "Access is requested and granted for one company at a time. The customer can also create it."},
		access.StepAsker:     {"Create an account with the role SUPPORT", "Its users can request access. Accounts with the role CONSULTANT can, too."},
		access.StepWebapp:    {"Add the first webapp", "Accounts subscribe to webapps, and users open them from their start page."},
		access.StepUser:      {"Create a user for each person who requests access", "A grant gives the responsible user and this account's login access."},
		access.StepAsk:       {"Request access for the first time", "The customer's administrators decide."},
		access.StepSuperuser: {"Create the first user with the role SUPERUSER", "A person with their own login, who decides requests and appears in the record by name."},
		access.StepRules:     {"Set rules (optional)", "Conditions every request must meet: how long access can last, at what hours, and whether two people must approve it."},
	},
	OwnCompany: "Access is requested and granted for one company at a time.",
}

var deStart = Start{
	Hello: func(user string) string { return "Guten Tag, " + user },

	InNow: "Hier haben Sie jetzt Zugriff",
	Until: func(account, until string) string { return account + ", bis " + until },

	Webapps: "Ihre Web-Apps", AssignYourself: "Sich eine Web-App zuweisen",
	NoWebapp: func(account string) string {
		return "Derzeit sind für Sie keine Web-Apps verfügbar. Ein Administrator von " + account + " weist sie zu."
	},
	NoWebappAssign: func(account string) string {
		return "Derzeit sind für Sie keine Web-Apps verfügbar. Sie können sich die Web-Apps zuweisen, die " + account + " abonniert hat."
	},

	Admin: "Verwaltung",
	NothingToDo: func(account string) string {
		return "Ihre Rollen umfassen keine Verwaltungsaufgaben. Ein Administrator von " + account + " kann das ändern."
	},
	WrongSoOften: func(n int64, last string) string {
		if n == 1 {
			return "Seit gestern wurde für Ihren Login ein falsches Kennwort eingegeben, und zwar am " + last + ". Wenn Sie das nicht waren, stellen Sie sicher, dass niemand Ihr Kennwort erraten kann."
		}
		return "Seit gestern wurde für Ihren Login " + deNumber(n) + "-mal ein falsches Kennwort eingegeben, zuletzt am " + last + ". Wenn Sie das nicht waren, stellen Sie sicher, dass niemand Ihr Kennwort erraten kann."
	},

	OwnData: "Ihre Benutzerdaten", OwnDataFor: "Ihr Name, Ihre E-Mail-Adresse und Ihre Zeitzone",
	AccountPage: "Account", AccountFor: func(account string) string { return "Details und Unternehmen von " + account },
	Users: "Benutzer", UsersFor: func(account string) string { return "Wer sich bei " + account + " anmelden kann" },
	Subscriptions: "Abonnements", SubscriptionsFor: "Welche Web-Apps es gibt und wer sie nutzt",
	ExternalAccess: "Externer Zugriff", WhoGetsIn: "Wer Zugriff hat und wer ihn anfragt", WhereYouGetIn: "Ihre Anfragen und wo Sie Zugriff haben",
	Ask: "Zugriff anfragen", AskFor: "Zeitlich begrenzter Zugriff auf ein Unternehmen eines Kunden",
	Accounts: "Fremde Accounts", AccountsFor: "Accounts, auf die Sie jetzt Zugriff haben",
	Why: "Was Sie dürfen und warum", WhyFor: "Ihre Rollen und Zugriffe und was sie erlauben",

	GettingStarted: "Erste Schritte", UntilDone: "Diese Liste verschwindet, sobald alles erledigt ist.", Done: "Erledigt:",
	Steps: map[access.Step]Step{
		access.StepCustomer:  {"Ersten Kunden-Account anlegen", "Die Organisation, die entscheidet, wer Zugriff auf die Daten ihrer Unternehmen erhält."},
		access.StepCompany:   {"Erstes Unternehmen anlegen", "Zugriff wird immer für ein einzelnes Unternehmen angefragt und gewährt. Auch der Kunde kann es anlegen."},
		access.StepAsker:     {"Account mit der Rolle SUPPORT anlegen", "Seine Benutzer fragen Zugriff an. Das kann auch ein Account mit der Rolle CONSULTANT."},
		access.StepWebapp:    {"Erste Web-App hinzufügen", "Accounts abonnieren Web-Apps, und Benutzer öffnen sie von ihrer Startseite aus."},
		access.StepUser:      {"Für jede Person, die Zugriff anfragt, einen Benutzer anlegen", "Ein gewährter Zugriff gilt für die verantwortliche Person und für diesen Account."},
		access.StepAsk:       {"Zum ersten Mal Zugriff anfragen", "Die Administratoren des Kunden entscheiden."},
		access.StepSuperuser: {"Ersten Benutzer mit der Rolle SUPERUSER anlegen", "Eine Person mit eigenem Login, die über Anfragen entscheidet und im Protokoll namentlich genannt wird."},
		access.StepRules:     {"Regeln festlegen (optional)", "Bedingungen, die jede Anfrage erfüllen muss: die Höchstdauer, die Zugriffszeiten und ob zwei Personen zustimmen müssen."},
	},
	OwnCompany: "Zugriff wird immer für ein einzelnes Unternehmen angefragt und gewährt.",
}
