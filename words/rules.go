package words

import (
	"time"

	"latchkey/access"
)

// Rules is a customer's rules, standing consents and freezes.
type Rules struct {
	// Title is shown in the browser's title bar and on the pages of the forms. Heading and Sentence
	// are at the top of the page.
	Title             func(account string) string
	Heading, Sentence string
	ExternalAccessOf  func(account string) string

	// FrozenNow is on every page, followed by FrozenBy, and by LiftTheFreeze for those who may do
	// that.
	FrozenNow, LiftTheFreeze string
	FrozenBy                 func(by, reason string) string

	AllCompanies, NoDemands, SeeUsers string
	TooFew                            func(account string) string
	// About follows a button's text, and says which rule it is for.
	AboutOwn   string
	About      func(company string) string
	Change     string
	Remove     string
	RemoveOwn  string
	RemoveOf   func(company string) string
	OwnRemoved string
	OfRemoved  func(company string) string

	Exceptions, NoException, Company, MakeException string

	Consent, ConsentHint, GiveConsent           string
	Account, State, Visits, Until, GivenBy, Act string
	InForce, Over, OverByTime, ReadOnly         string
	AtMost                                      func(longest time.Duration, hours access.Hours) string
	EndedBy                                     func(by string) string
	End, EndConsequence                         string
	AboutConsent, EndTitle                      func(requester, company string) string

	Freeze, FreezeHint, FreezeOpen, Reason, ReasonHint, FreezeButton string
	// Frozen has a slot for the instant.
	Frozen                 func(by, at, reason string) string
	Unfreeze, UnfreezeWhat string

	// The forms of a rule and of a standing consent.
	OwnTitle                                             string
	TitleOf                                              func(company string) string
	LongestWindow, LongestWindowHint                     string
	Weekdays, From, FromHint, To, ToHint                 string
	DescriptionRequired, Approvals, OnePerson, TwoPeople string
	ApprovalsHint, SaveRule                              string
	ConsentTitle                                         func(account string) string
	ConsentSentence, Requester, RequesterHint            string
	LongestVisit, LongestVisitHint                       string
	UntilHint                                            func(zone string) string

	// Messages.
	RuleSet, RuleRemoved, ConsentGiven, ConsentEnded, IsFrozen, IsUnfrozen string
}

var enRules = Rules{
	Title:            func(account string) string { return "Access rules of " + account },
	Heading:          "Rules and freeze",
	Sentence:         "Conditions every access request must meet. Changes apply to everything requested or granted from now on.",
	ExternalAccessOf: func(account string) string { return "External Access to " + account },

	FrozenNow: "External access is frozen.", LiftTheFreeze: "Lift the freeze",
	FrozenBy: func(by, reason string) string {
		return "Frozen " + enBy(by) + ". Nobody external has access. Reason: “" + reason + "”"
	},

	AllCompanies: "All companies",
	NoDemands:    "No conditions: requests can be for any time and for editing, and one person's approval is enough.",
	SeeUsers:     "View users",
	TooFew: func(account string) string {
		return "Two people must approve, but fewer than two users of " + account + " with the role SUPERUSER can sign in. Create another one, or change the rule. Until then, requests lapse."
	},
	AboutOwn: "the rule for all companies",
	About:    func(company string) string { return "the rule for " + company },
	Change:   "Change", Remove: "Remove", RemoveOwn: "Remove the rule for all companies",
	RemoveOf:   func(company string) string { return "Remove the rule for " + company },
	OwnRemoved: "From now on, requests can be for any time and for editing, and one person's approval is enough.",
	OfRemoved: func(company string) string {
		return "From now on, the rule for all companies applies to " + company + "."
	},

	Exceptions: "Exceptions", NoException: "A company can have its own rule, which replaces the rule for all companies.",
	Company: "Company", MakeException: "Add exception",

	Consent:     "Standing consent",
	ConsentHint: "Gives one of the vendor's accounts access without asking you each time. Every visit is granted automatically; you're notified, and it's recorded.",
	GiveConsent: "Give standing consent",
	Account:     "Account", State: "State", Visits: "Visits", Until: "Until", GivenBy: "Given by", Act: "Actions",
	InForce: "ACTIVE", Over: "ENDED", OverByTime: "expired", ReadOnly: "read-only",
	AtMost: func(longest time.Duration, hours access.Hours) string {
		return "At most " + enDuration(longest) + " · " + enHours(hours)
	},
	EndedBy:        func(by string) string { return "ended " + enBy(by) },
	End:            "End",
	EndConsequence: "From now on, each visit needs your decision again. Visits that this consent has already granted continue. To end those, revoke them on External Access.",
	AboutConsent: func(requester, company string) string {
		return "the standing consent for " + requester + " and " + company
	},
	EndTitle: func(requester, company string) string {
		return "End the standing consent for " + requester + " and " + company
	},

	Freeze:     "Freeze",
	FreezeHint: "Ends all external access immediately, signs external users out and blocks all external access until you lift the freeze.",
	FreezeOpen: "Freeze external access…", Reason: "Reason", ReasonHint: "Everyone in your account sees it on every page.", FreezeButton: "Freeze external access",
	Frozen: func(by, at, reason string) string {
		return "Frozen " + enBy(by) + " on " + at + ". Reason: " + reason
	},
	Unfreeze:     "Lift the freeze",
	UnfreezeWhat: "People can request access again, you can grant it, and standing consents work again. Access that the freeze ended doesn't come back.",

	OwnTitle:      "Rule for all companies",
	TitleOf:       func(company string) string { return "Rule for " + company },
	LongestWindow: "Longest access, in hours", LongestWindowHint: "For example, 8 or 0.5. Leave empty for no limit.",
	Weekdays: "Allowed days, in the company's time zone",
	From:     "From", FromHint: "For example, 08:00.",
	To:                  "To",
	ToHint:              "For example, 18:00. The end of the day is 24:00. Hours like 22:00 to 06:00 end the next morning and count for the day they begin on.",
	DescriptionRequired: "Require a description",
	Approvals:           "Who must approve", OnePerson: "One person", TwoPeople: "Two different people, each with a user login",
	ApprovalsHint:   "For two people, your account needs two users with the role SUPERUSER who can sign in. The account login doesn't count.",
	SaveRule:        "Save rule",
	ConsentTitle:    func(account string) string { return "Standing consent of " + account },
	ConsentSentence: "Visits within these limits are granted automatically. Each visit is an access request like any other: you're notified, it's recorded, and you can revoke it.",
	Requester:       "Account that gets access", RequesterHint: "Enter its exact name. The account must have the role SUPPORT or CONSULTANT.",
	LongestVisit: "Longest visit, in hours", LongestVisitHint: "For example, 2 or 0.5.",
	UntilHint: func(zone string) string { return "At most one year from now. Times are in " + zone + "." },

	RuleSet: "Rule saved. It applies from now on.", RuleRemoved: "Rule removed.",
	ConsentGiven: "The standing consent is active. You're notified of each visit, and it's recorded.",
	ConsentEnded: "Standing consent ended.",
	IsFrozen:     "External access is frozen. Nobody external has access, and nobody can get it until you lift the freeze.",
	IsUnfrozen:   "Freeze lifted. Access that it ended doesn't come back.",
}

var deRules = Rules{
	Title:            func(account string) string { return "Regeln von " + account },
	Heading:          "Regeln und Zugriffssperre",
	Sentence:         "Bedingungen, die jede Zugriffsanfrage erfüllen muss. Änderungen gelten für alles, was ab jetzt angefragt oder gewährt wird.",
	ExternalAccessOf: func(account string) string { return "Externer Zugriff: " + account },

	FrozenNow: "Der externe Zugriff ist gesperrt.", LiftTheFreeze: "Sperre aufheben",
	FrozenBy: func(by, reason string) string {
		return "Gesperrt " + deFrom(by) + ". Externe haben keinen Zugriff. Begründung: „" + reason + "“"
	},

	AllCompanies: "Alle Unternehmen",
	NoDemands:    "Keine Bedingungen: Anfragen können jeden Zeitraum und auch das Bearbeiten umfassen, und die Zustimmung einer Person genügt.",
	SeeUsers:     "Benutzer anzeigen",
	TooFew: func(account string) string {
		return "Zwei Personen müssen zustimmen, aber weniger als zwei Benutzer von " + account + " mit der Rolle SUPERUSER können sich anmelden. Legen Sie einen weiteren an oder ändern Sie die Regel. Bis dahin verfallen Anfragen."
	},
	AboutOwn: "Regel für alle Unternehmen",
	About:    func(company string) string { return "Regel für " + company },
	Change:   "Ändern", Remove: "Entfernen", RemoveOwn: "Regel für alle Unternehmen entfernen",
	RemoveOf:   func(company string) string { return "Regel für " + company + " entfernen" },
	OwnRemoved: "Ab jetzt kann alles angefragt werden: jeder Zeitraum und auch das Bearbeiten. Die Zustimmung einer Person genügt.",
	OfRemoved: func(company string) string {
		return "Ab jetzt gilt für " + company + " die Regel für alle Unternehmen."
	},

	Exceptions: "Ausnahmen", NoException: "Ein Unternehmen kann eine eigene Regel haben, die dann die Regel für alle Unternehmen ersetzt.",
	Company: "Unternehmen", MakeException: "Ausnahme hinzufügen",

	Consent:     "Dauerfreigabe",
	ConsentHint: "Ein Account des Anbieters erhält Zugriff, ohne dass Sie jedes Mal gefragt werden. Jeder Besuch wird automatisch gewährt und protokolliert, und Sie werden benachrichtigt.",
	GiveConsent: "Dauerfreigabe erteilen",
	Account:     "Account", State: "Status", Visits: "Besuche", Until: "Gültig bis", GivenBy: "Erteilt von", Act: "Aktion",
	InForce: "AKTIV", Over: "BEENDET", OverByTime: "abgelaufen", ReadOnly: "nur lesen",
	AtMost: func(longest time.Duration, hours access.Hours) string {
		return "Höchstens " + deDuration(longest) + ", " + deHours(hours)
	},
	EndedBy:        func(by string) string { return "beendet " + deFrom(by) },
	End:            "Beenden",
	EndConsequence: "Ab jetzt wartet jeder Besuch wieder auf Ihre Entscheidung. Bereits gewährte Besuche laufen weiter; entziehen können Sie sie unter „Externer Zugriff“.",
	AboutConsent: func(requester, company string) string {
		return "Dauerfreigabe: " + requester + ", " + company
	},
	EndTitle: func(requester, company string) string {
		return "Dauerfreigabe beenden: " + requester + ", " + company
	},

	Freeze:     "Zugriffssperre",
	FreezeHint: "Beendet sofort jeden externen Zugriff und meldet externe Benutzer ab. Bis Sie die Sperre aufheben, erhalten Externe keinen Zugriff.",
	FreezeOpen: "Externen Zugriff sperren…", Reason: "Begründung", ReasonHint: "Alle Benutzer Ihres Accounts sehen sie auf jeder Seite.", FreezeButton: "Sperren",
	Frozen: func(by, at, reason string) string {
		return "Gesperrt " + deFrom(by) + " am " + at + ". Begründung: " + reason
	},
	Unfreeze:     "Sperre aufheben",
	UnfreezeWhat: "Zugriff kann wieder angefragt und gewährt werden, und Dauerfreigaben gelten wieder. Was die Sperre beendet hat, bleibt beendet.",

	OwnTitle:      "Regel für alle Unternehmen",
	TitleOf:       func(company string) string { return "Regel für " + company },
	LongestWindow: "Höchstdauer in Stunden", LongestWindowHint: "Zum Beispiel 8 oder 0,5. Leer bedeutet unbegrenzt.",
	Weekdays: "Wochentage (Zeitzone des Unternehmens)",
	From:     "Von", FromHint: "Zum Beispiel 08:00.",
	To:                  "Bis",
	ToHint:              "Zum Beispiel 18:00; das Ende des Tages ist 24:00. Zeiten wie 22:00 bis 06:00 enden am nächsten Tag; die Nacht gehört zu dem Wochentag, an dem sie beginnt.",
	DescriptionRequired: "Beschreibung verlangen",
	Approvals:           "Wer zustimmen muss", OnePerson: "Eine Person", TwoPeople: "Zwei verschiedene Personen, jede mit dem eigenen Benutzer-Login",
	ApprovalsHint:   "Für zwei Personen sind zwei Benutzer mit der Rolle SUPERUSER erforderlich, die sich anmelden können. Der Account-Login zählt nicht.",
	SaveRule:        "Regel speichern",
	ConsentTitle:    func(account string) string { return "Dauerfreigabe von " + account },
	ConsentSentence: "Besuche in diesem Rahmen werden automatisch gewährt. Jeder Besuch ist eine Zugriffsanfrage wie jede andere: Sie werden benachrichtigt, alles wird protokolliert, und Sie können den Zugriff entziehen.",
	Requester:       "Account, der Zugriff erhält", RequesterHint: "Der genaue Name des Accounts. Der Account muss die Rolle SUPPORT oder CONSULTANT haben.",
	LongestVisit: "Höchstdauer je Besuch in Stunden", LongestVisitHint: "Zum Beispiel 2 oder 0,5.",
	UntilHint: func(zone string) string {
		return "Höchstens ein Jahr ab jetzt. Zeitangaben in der Zeitzone " + zone + "."
	},

	RuleSet: "Die Regel wurde gespeichert und gilt ab jetzt.", RuleRemoved: "Die Regel wurde entfernt.",
	ConsentGiven: "Die Dauerfreigabe gilt ab jetzt. Sie werden über jeden Besuch benachrichtigt, und er wird protokolliert.",
	ConsentEnded: "Die Dauerfreigabe wurde beendet.",
	IsFrozen:     "Der externe Zugriff ist gesperrt. Externe haben keinen Zugriff mehr und können auch keinen erhalten.",
	IsUnfrozen:   "Die Sperre wurde aufgehoben. Was sie beendet hat, bleibt beendet.",
}
