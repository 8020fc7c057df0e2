package words

import "latchkey/access"

// DecideReasons are about deciding requests and ending access.
type DecideReasons struct {
	HasLapsed          func(access.HasLapsed) string
	IsOver             func(access.IsOver) string
	WasDenied          func(access.WasDenied) string
	WasWithdrawn       func(access.WasWithdrawn) string
	WasGranted         func(access.WasGranted) string
	WasEnded           func(access.WasEnded) string
	WasChanged         func(access.WasChanged) string
	StillWaits         func(access.StillWaits) string
	NoLongerALength    func(access.NoLongerALength) string
	SayWhyDenied       func(access.SayWhyDenied) string
	HoursOrEnd         func(access.HoursOrEnd) string
	BeforeAsked        func(access.BeforeAsked) string
	AfterAsked         func(access.AfterAsked) string
	LongerThanAsked    func(access.LongerThanAsked) string
	BeginsTooLate      func(access.BeginsTooLate) string
	EndNotEarlier      func(access.EndNotEarlier) string
	EndIsPast          func(access.EndIsPast) string
	EndBeforeBegin     func(access.EndBeforeBegin) string
	EndBeforeGrant     func(access.EndBeforeGrant) string
	DisabledNotGranted func(access.DisabledNotGranted) string
	FrozenNotGranted   func(access.FrozenNotGranted) string
	AskersDoNotDecide  func(access.AskersDoNotDecide) string
	OnlyOwnDecide      func(access.OnlyOwnDecide) string
	OnlyAskersTakeBack func(access.OnlyAskersTakeBack) string
	MayNotSeeRequests  func(access.MayNotSeeRequests) string
	TwoMustSayYes      func(access.TwoMustSayYes) string
	SaidYesAlready     func(access.SaidYesAlready) string
	SamePerson         func(access.SamePerson) string
	RoleEnded          func(access.RoleEnded) string
}

var enDecideReasons = DecideReasons{
	HasLapsed: says[access.HasLapsed]("Nobody decided this request in time, so it lapsed."),
	IsOver:    says[access.IsOver]("The time for this access is over."),
	WasDenied: func(r access.WasDenied) string {
		return enWho(r.By) + " denied this request."
	},
	WasWithdrawn: func(r access.WasWithdrawn) string {
		return enWho(r.By) + " withdrew this request."
	},
	WasGranted: func(r access.WasGranted) string {
		return enWho(r.By) + " granted this request."
	},
	WasEnded: func(r access.WasEnded) string {
		return enWho(r.By) + " ended this access."
	},
	WasChanged: func(r access.WasChanged) string {
		return enWho(r.By) + " changed this at the same moment. Check it again."
	},
	StillWaits:      says[access.StillWaits]("This request is waiting for a decision, or its company no longer exists."),
	NoLongerALength: says[access.NoLongerALength]("This request no longer asks for a number of hours. Its start and end are fixed now. Check it again."),
	SayWhyDenied:    says[access.SayWhyDenied]("Enter a reason. The people who asked will read it."),
	HoursOrEnd:      says[access.HoursOrEnd]("Choose a number of hours or an end, not both."),
	BeforeAsked:     says[access.BeforeAsked]("This is before the requested start. You can grant less than was requested, but not more."),
	AfterAsked:      says[access.AfterAsked]("This is after the requested end. You can grant less than was requested, but not more."),
	LongerThanAsked: func(r access.LongerThanAsked) string {
		return "The request is for at most " + enDuration(r.Most) + ". You can grant less than was requested, but not more."
	},
	BeginsTooLate:  says[access.BeginsTooLate]("The request lapses before this time. Choose an earlier time."),
	EndNotEarlier:  says[access.EndNotEarlier]("Choose a time before the current end."),
	EndIsPast:      says[access.EndIsPast]("This time has passed. Choose a time in the future, or revoke the access."),
	EndBeforeBegin: says[access.EndBeforeBegin]("The access starts only then. Choose a later time, or revoke the access."),
	EndBeforeGrant: says[access.EndBeforeGrant]("The access was granted only after that. Choose a later time, or revoke the access."),
	DisabledNotGranted: func(r access.DisabledNotGranted) string {
		return r.Account + " is disabled. Nobody external can get in until it is enabled again."
	},
	FrozenNotGranted: func(r access.FrozenNotGranted) string {
		return enWho(r.By) + " froze external access to " + r.Account + ". Nothing can be granted until the freeze is lifted."
	},
	AskersDoNotDecide: func(r access.AskersDoNotDecide) string {
		return "People who belong to " + r.Askers + " can't decide its requests. The administrators of " + r.Account + " do."
	},
	OnlyOwnDecide: func(r access.OnlyOwnDecide) string {
		return "Only the administrators of " + r.Account + " can decide its requests."
	},
	OnlyAskersTakeBack: func(r access.OnlyAskersTakeBack) string {
		return "Only " + r.Askers + ", who made the request, can do this."
	},
	MayNotSeeRequests: says[access.MayNotSeeRequests]("Your roles don't allow you to see access requests."),
	TwoMustSayYes: func(r access.TwoMustSayYes) string {
		return "Two different people of " + r.Account + " must say yes, each signed in with their own user login."
	},
	SaidYesAlready: func(r access.SaidYesAlready) string {
		return "You have already said yes. Somebody else of " + r.Account + " must say yes as well."
	},
	SamePerson: func(r access.SamePerson) string {
		return "Two different people must say yes. " + r.Other + " has said yes, but one person could have signed in both as you and as " + r.Other + ": within 24 hours, one of you got a password or an e-mail address from the other, or both of you got one from the same login. Somebody else of " + r.Account + " can say yes."
	},
	RoleEnded: says[access.RoleEnded]("One of your roles has just ended, because what it depended on is gone. Reload the page."),
}

var deDecideReasons = DecideReasons{
	HasLapsed: says[access.HasLapsed]("Über diese Anfrage wurde nicht rechtzeitig entschieden. Sie ist verfallen."),
	IsOver:    says[access.IsOver]("Der Zeitraum dieses Zugriffs ist vorbei."),
	WasDenied: func(r access.WasDenied) string {
		return "Diese Anfrage wurde " + deFrom(r.By) + " abgelehnt."
	},
	WasWithdrawn: func(r access.WasWithdrawn) string {
		return "Diese Anfrage wurde " + deFrom(r.By) + " zurückgezogen."
	},
	WasGranted: func(r access.WasGranted) string {
		return "Diese Anfrage wurde " + deFrom(r.By) + " gewährt."
	},
	WasEnded: func(r access.WasEnded) string {
		return "Dieser Zugriff wurde " + deFrom(r.By) + " beendet."
	},
	WasChanged: func(r access.WasChanged) string {
		return deWho(r.By) + " hat das im selben Moment geändert. Sehen Sie es sich noch einmal an."
	},
	StillWaits:      says[access.StillWaits]("Diese Anfrage wartet auf eine Entscheidung, oder ihr Unternehmen gibt es nicht mehr."),
	NoLongerALength: says[access.NoLongerALength]("Diese Anfrage bittet nicht mehr um eine Anzahl Stunden. Beginn und Ende stehen jetzt fest. Sehen Sie sie sich noch einmal an."),
	SayWhyDenied:    says[access.SayWhyDenied]("Geben Sie eine Begründung ein. Wer angefragt hat, liest sie."),
	HoursOrEnd:      says[access.HoursOrEnd]("Wählen Sie eine Anzahl Stunden oder ein Ende, nicht beides."),
	BeforeAsked:     says[access.BeforeAsked]("Das liegt vor dem angefragten Beginn. Sie können weniger gewähren als angefragt, aber nicht mehr."),
	AfterAsked:      says[access.AfterAsked]("Das liegt nach dem angefragten Ende. Sie können weniger gewähren als angefragt, aber nicht mehr."),
	LongerThanAsked: func(r access.LongerThanAsked) string {
		return "Angefragt sind höchstens " + deDuration(r.Most) + ". Sie können weniger gewähren als angefragt, aber nicht mehr."
	},
	BeginsTooLate:  says[access.BeginsTooLate]("Die Anfrage verfällt vor diesem Zeitpunkt. Wählen Sie einen früheren."),
	EndNotEarlier:  says[access.EndNotEarlier]("Wählen Sie einen Zeitpunkt vor dem aktuellen Ende."),
	EndIsPast:      says[access.EndIsPast]("Dieser Zeitpunkt ist vorbei. Wählen Sie einen in der Zukunft oder entziehen Sie den Zugriff."),
	EndBeforeBegin: says[access.EndBeforeBegin]("Der Zugriff beginnt erst dann. Wählen Sie einen späteren Zeitpunkt oder entziehen Sie den Zugriff."),
	EndBeforeGrant: says[access.EndBeforeGrant]("Der Zugriff wurde erst danach gewährt. Wählen Sie einen späteren Zeitpunkt oder entziehen Sie den Zugriff."),
	DisabledNotGranted: func(r access.DisabledNotGranted) string {
		return r.Account + " ist deaktiviert. Externe erhalten erst wieder Zugriff, wenn der Account aktiviert ist."
	},
	FrozenNotGranted: func(r access.FrozenNotGranted) string {
		return deWho(r.By) + " hat externe Zugriffe auf " + r.Account + " gesperrt. Es kann erst wieder etwas gewährt werden, wenn die Sperre aufgehoben ist."
	},
	AskersDoNotDecide: func(r access.AskersDoNotDecide) string {
		return "Wer zu " + r.Askers + " gehört, kann nicht über Anfragen von dort entscheiden. Das tun die Administratoren von " + r.Account + "."
	},
	OnlyOwnDecide: func(r access.OnlyOwnDecide) string {
		return "Nur die Administratoren von " + r.Account + " können über diese Anfragen entscheiden."
	},
	OnlyAskersTakeBack: func(r access.OnlyAskersTakeBack) string {
		return "Das kann nur " + r.Askers + ", von dort kam die Anfrage."
	},
	MayNotSeeRequests: says[access.MayNotSeeRequests]("Mit Ihren Rollen dürfen Sie keine Zugriffsanfragen sehen."),
	TwoMustSayYes: func(r access.TwoMustSayYes) string {
		return "Zwei verschiedene Personen von " + r.Account + " müssen zustimmen, jede mit eigenem Benutzer angemeldet."
	},
	SaidYesAlready: func(r access.SaidYesAlready) string {
		return "Sie haben bereits zugestimmt. Es muss noch jemand anderes von " + r.Account + " zustimmen."
	},
	SamePerson: func(r access.SamePerson) string {
		return "Zwei verschiedene Personen müssen zustimmen. " + r.Other + " hat zugestimmt, aber eine einzige Person könnte sich als Sie und als " + r.Other + " angemeldet haben: Innerhalb von 24 Stunden erhielt einer von beiden ein Kennwort oder eine E-Mail-Adresse vom anderen, oder beide vom selben Benutzer. Jemand anderes von " + r.Account + " kann zustimmen."
	},
	RoleEnded: says[access.RoleEnded]("Eine Ihrer Rollen ist soeben weggefallen, weil es ihre Grundlage nicht mehr gibt. Laden Sie die Seite neu."),
}

// isOperator says whether a signature is that of the operator, who has no login.
func isOperator(by string) bool { return by == access.TheOperator().Name() }

// enWho and deWho begin a sentence with whoever did something, deFrom is who it was done by.
func enWho(by string) string {
	if isOperator(by) {
		return "The operator"
	}
	return by
}

func deWho(by string) string {
	if isOperator(by) {
		return "Der Betreiber"
	}
	return by
}

func deFrom(by string) string {
	if isOperator(by) {
		return "vom Betreiber"
	}
	return "von " + by
}
