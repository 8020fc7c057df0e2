package words

import "latchkey/access"

// RuleReasons are about rules, standing consents and freezes.
type RuleReasons struct {
	RuleLongest      func(access.RuleLongest) string
	RuleHours        func(access.RuleHours) string
	RuleZoneUnknown  func(access.RuleZoneUnknown) string
	RuleReadOnly     func(access.RuleReadOnly) string
	RuleDescription  func(access.RuleDescription) string
	RuleApprovals    func(access.RuleApprovals) string
	OnlyOwnPeople    func(access.OnlyOwnPeople) string
	NoLongerWindow   func(access.NoLongerWindow) string
	TooFewSayYes     func(access.TooFewSayYes) string
	RuleGone         func(access.RuleGone) string
	EnterVisitLength func(access.EnterVisitLength) string
	ConsentOfOne     func(access.ConsentOfOne) string
	ConsentExists    func(access.ConsentExists) string
	EnterRequester   func(access.EnterRequester) string
	NoSuchRequester  func(access.NoSuchRequester) string
	ConsentWasEnded  func(access.ConsentWasEnded) string
	SayWhyFrozen     func(access.SayWhyFrozen) string
	FrozenAlready    func(access.FrozenAlready) string
	NotFrozen        func(access.NotFrozen) string
}

var enRuleReasons = RuleReasons{
	RuleLongest: func(r access.RuleLongest) string {
		return r.Account + " allows access for at most " + enDuration(r.Most) + "."
	},
	RuleHours: func(r access.RuleHours) string {
		return r.Account + " allows access only at these times: " + enHours(r.Hours) + ", in the time zone of " + r.Company + "."
	},
	RuleZoneUnknown: func(r access.RuleZoneUnknown) string {
		return r.Account + " allows access only at these times: " + enHours(r.Hours) + ", in the time zone of " + r.Company + ". This server doesn't know that time zone, " + r.Zone + ". Someone at " + r.Account + " must choose another time zone on the company's page."
	},
	RuleReadOnly: func(r access.RuleReadOnly) string {
		return r.Account + " allows read-only access here, but no editing."
	},
	RuleDescription: func(r access.RuleDescription) string {
		return r.Account + " requires a description of what the access is for."
	},
	RuleApprovals: func(r access.RuleApprovals) string {
		return "Only " + noun{"person", "people"}.of(r.Yes, enNumber) + " approved this, but " + enNumber(r.Needed) + " had to."
	},
	OnlyOwnPeople: func(r access.OnlyOwnPeople) string {
		return "Only " + r.Account + "'s own people can decide this."
	},
	NoLongerWindow: func(r access.NoLongerWindow) string {
		return "Access can never last longer than " + enDuration(r.Most) + "."
	},
	TooFewSayYes:     says[access.TooFewSayYes]("This requires two users with the role SUPERUSER who can sign in. Otherwise, nobody could grant a request."),
	RuleGone:         says[access.RuleGone]("This rule no longer exists."),
	EnterVisitLength: says[access.EnterVisitLength]("Enter how many hours a visit can last."),
	ConsentOfOne:     says[access.ConsentOfOne]("Two people must approve requests here, but a standing consent would let one person decide. Change the rule first."),
	ConsentExists: func(r access.ConsentExists) string {
		return r.Requester + " already has a standing consent for " + r.Company + ". End that one first."
	},
	EnterRequester:  says[access.EnterRequester]("Enter the name of the account that gets access."),
	NoSuchRequester: says[access.NoSuchRequester]("No account with this name has the role SUPPORT or CONSULTANT. Check the name."),
	ConsentWasEnded: func(r access.ConsentWasEnded) string {
		if r.By == "" {
			return "This standing consent has already expired."
		}
		return enWho(r.By) + " has already ended this standing consent."
	},
	SayWhyFrozen: says[access.SayWhyFrozen]("Enter a reason. Everyone in the account sees it while access is frozen."),
	FrozenAlready: func(r access.FrozenAlready) string {
		return enWho(r.By) + " has already frozen external access."
	},
	NotFrozen: says[access.NotFrozen]("External access isn't frozen."),
}

var deRuleReasons = RuleReasons{
	RuleLongest: func(r access.RuleLongest) string {
		return r.Account + " erlaubt höchstens " + deDuration(r.Most) + " Zugriff."
	},
	RuleHours: func(r access.RuleHours) string {
		return r.Account + " erlaubt Zugriff nur zu diesen Zeiten: " + deHours(r.Hours) + " (Zeitzone von " + r.Company + ")."
	},
	RuleZoneUnknown: func(r access.RuleZoneUnknown) string {
		return r.Account + " erlaubt Zugriff nur zu diesen Zeiten: " + deHours(r.Hours) + " (Zeitzone von " + r.Company + "). Die Zeitzone " + r.Zone + " ist diesem Server aber unbekannt. Jemand von " + r.Account + " muss in den Unternehmensdaten eine andere wählen."
	},
	RuleReadOnly: func(r access.RuleReadOnly) string {
		return r.Account + " erlaubt hier nur Lesezugriff."
	},
	RuleDescription: func(r access.RuleDescription) string {
		return r.Account + " verlangt eine Beschreibung. Geben Sie an, wofür Sie den Zugriff brauchen."
	},
	RuleApprovals: func(r access.RuleApprovals) string {
		return "Nur " + noun{"Person hat", "Personen haben"}.of(r.Yes, deNumber) + " zugestimmt, nötig waren " + deNumber(r.Needed) + "."
	},
	OnlyOwnPeople: func(r access.OnlyOwnPeople) string {
		return "Das kann nur " + r.Account + " selbst entscheiden, keine externen Benutzer."
	},
	NoLongerWindow: func(r access.NoLongerWindow) string {
		return "Ein Zugriff kann nie länger als " + deDuration(r.Most) + " dauern."
	},
	TooFewSayYes:     says[access.TooFewSayYes]("Dafür sind zwei Benutzer mit der Rolle SUPERUSER erforderlich, die sich anmelden können. Sonst könnte niemand Zugriff gewähren."),
	RuleGone:         says[access.RuleGone]("Diese Regel gibt es nicht mehr."),
	EnterVisitLength: says[access.EnterVisitLength]("Geben Sie ein, wie viele Stunden ein Besuch dauern darf."),
	ConsentOfOne:     says[access.ConsentOfOne]("Hier müssen zwei Personen zustimmen. Bei einer Dauerfreigabe würde aber eine Person allein entscheiden. Ändern Sie zuerst die Regel."),
	ConsentExists: func(r access.ConsentExists) string {
		return r.Requester + " hat bereits eine Dauerfreigabe für " + r.Company + ". Beenden Sie diese zuerst."
	},
	EnterRequester:  says[access.EnterRequester]("Geben Sie den Namen des Accounts ein, der Zugriff erhalten soll."),
	NoSuchRequester: says[access.NoSuchRequester]("Kein Account mit diesem Namen hat die Rolle SUPPORT oder CONSULTANT. Prüfen Sie den Namen."),
	ConsentWasEnded: func(r access.ConsentWasEnded) string {
		if r.By == "" {
			return "Diese Dauerfreigabe ist bereits abgelaufen."
		}
		return deWho(r.By) + " hat diese Dauerfreigabe bereits beendet."
	},
	SayWhyFrozen: says[access.SayWhyFrozen]("Geben Sie eine Begründung ein. Alle Benutzer Ihres Accounts sehen sie, solange der Zugriff gesperrt ist."),
	FrozenAlready: func(r access.FrozenAlready) string {
		return deWho(r.By) + " hat den externen Zugriff bereits gesperrt."
	},
	NotFrozen: says[access.NotFrozen]("Der externe Zugriff ist nicht gesperrt."),
}
