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
	IsOver:    says[access.IsOver]("This access has ended."),
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
		return enWho(r.By) + " changed this at the same time. Check it again."
	},
	StillWaits:      says[access.StillWaits]("This request is waiting for a decision, or its company no longer exists. Reload the page."),
	NoLongerALength: says[access.NoLongerALength]("This request is no longer for a number of hours: its start and end are now fixed. Check it again."),
	SayWhyDenied:    says[access.SayWhyDenied]("Enter a reason. Whoever requested access will see it."),
	HoursOrEnd:      says[access.HoursOrEnd]("Choose a number of hours or an end, not both."),
	BeforeAsked:     says[access.BeforeAsked]("This is before the requested start. You can grant less than was requested, but not more."),
	AfterAsked:      says[access.AfterAsked]("This is after the requested end. You can grant less than was requested, but not more."),
	LongerThanAsked: func(r access.LongerThanAsked) string {
		return "The request is for at most " + enDuration(r.Most) + ". You can grant less than was requested, but not more."
	},
	BeginsTooLate:  says[access.BeginsTooLate]("The request lapses before this time. Choose an earlier time."),
	EndNotEarlier:  says[access.EndNotEarlier]("Choose a time before the current end."),
	EndIsPast:      says[access.EndIsPast]("This time has passed. Choose a time in the future, or revoke access."),
	EndBeforeBegin: says[access.EndBeforeBegin]("Access starts only after this time. Choose a later time, or revoke access."),
	EndBeforeGrant: says[access.EndBeforeGrant]("Access was granted only after this time. Choose a later time, or revoke access."),
	DisabledNotGranted: func(r access.DisabledNotGranted) string {
		return r.Account + " is disabled. Nobody external has access until it's enabled again."
	},
	FrozenNotGranted: func(r access.FrozenNotGranted) string {
		return enWho(r.By) + " froze external access to " + r.Account + ". Lift the freeze before you grant anything."
	},
	AskersDoNotDecide: func(r access.AskersDoNotDecide) string {
		return "People who belong to " + r.Askers + " can't decide its requests. The administrators of " + r.Account + " do."
	},
	OnlyOwnDecide: func(r access.OnlyOwnDecide) string {
		return "Only the administrators of " + r.Account + " can decide its requests."
	},
	OnlyAskersTakeBack: func(r access.OnlyAskersTakeBack) string {
		return "Only " + r.Askers + ", which made the request, can do this."
	},
	MayNotSeeRequests: says[access.MayNotSeeRequests]("Your roles don't allow you to see access requests."),
	TwoMustSayYes: func(r access.TwoMustSayYes) string {
		return "Two different people at " + r.Account + " must approve this, each signed in with their own user login."
	},
	SaidYesAlready: func(r access.SaidYesAlready) string {
		return "You've already approved this. Someone else at " + r.Account + " must approve it too."
	},
	SamePerson: func(r access.SamePerson) string {
		return "Two different people must approve this. " + r.Other + " has approved it, but one person could have signed in both as you and as " + r.Other + ": within 24 hours of approving, one of you got a password or an e-mail address from the other, or both of you got one from the same login. Someone else at " + r.Account + " can approve it."
	},
	RoleEnded: says[access.RoleEnded]("One of your roles has just ended, because the grant or login it depended on is gone. Reload the page."),
}

var deDecideReasons = DecideReasons{
	HasLapsed: says[access.HasLapsed]("Diese Anfrage ist verfallen, weil nicht rechtzeitig über sie entschieden wurde."),
	IsOver:    says[access.IsOver]("Der Zeitraum dieses Zugriffs ist abgelaufen."),
	WasDenied: func(r access.WasDenied) string {
		return deWho(r.By) + " hat diese Anfrage abgelehnt."
	},
	WasWithdrawn: func(r access.WasWithdrawn) string {
		return deWho(r.By) + " hat diese Anfrage zurückgezogen."
	},
	WasGranted: func(r access.WasGranted) string {
		return deWho(r.By) + " hat diesen Zugriff bereits gewährt."
	},
	WasEnded: func(r access.WasEnded) string {
		return deWho(r.By) + " hat diesen Zugriff beendet."
	},
	WasChanged: func(r access.WasChanged) string {
		return deWho(r.By) + " hat gleichzeitig etwas geändert. Prüfen Sie den aktuellen Stand."
	},
	StillWaits:      says[access.StillWaits]("Über diese Anfrage wurde noch nicht entschieden, oder das Unternehmen gibt es nicht mehr. Laden Sie die Seite neu."),
	NoLongerALength: says[access.NoLongerALength]("Für diese Anfrage stehen Beginn und Ende jetzt fest; eine Stundenzahl gilt nicht mehr. Prüfen Sie die Anfrage noch einmal."),
	SayWhyDenied:    says[access.SayWhyDenied]("Geben Sie eine Begründung ein. Wer den Zugriff angefragt hat, kann sie lesen."),
	HoursOrEnd:      says[access.HoursOrEnd]("Geben Sie entweder die Stunden oder ein Ende an, nicht beides."),
	BeforeAsked:     says[access.BeforeAsked]("Dieser Zeitpunkt liegt vor dem angefragten Beginn. Sie können weniger gewähren als angefragt, aber nicht mehr."),
	AfterAsked:      says[access.AfterAsked]("Dieser Zeitpunkt liegt nach dem angefragten Ende. Sie können weniger gewähren als angefragt, aber nicht mehr."),
	LongerThanAsked: func(r access.LongerThanAsked) string {
		return "Die Anfrage umfasst höchstens " + deDuration(r.Most) + ". Sie können weniger gewähren als angefragt, aber nicht mehr."
	},
	BeginsTooLate:  says[access.BeginsTooLate]("Die Anfrage verfällt vor diesem Zeitpunkt. Wählen Sie einen früheren."),
	EndNotEarlier:  says[access.EndNotEarlier]("Wählen Sie einen Zeitpunkt vor dem aktuellen Ende."),
	EndIsPast:      says[access.EndIsPast]("Dieser Zeitpunkt liegt in der Vergangenheit. Wählen Sie einen späteren oder entziehen Sie den Zugriff."),
	EndBeforeBegin: says[access.EndBeforeBegin]("Bis zu diesem Zeitpunkt hat der Zugriff noch nicht begonnen. Wählen Sie einen späteren Zeitpunkt oder entziehen Sie den Zugriff."),
	EndBeforeGrant: says[access.EndBeforeGrant]("Der Zugriff wurde erst nach diesem Zeitpunkt gewährt. Wählen Sie einen späteren Zeitpunkt oder entziehen Sie den Zugriff."),
	DisabledNotGranted: func(r access.DisabledNotGranted) string {
		return r.Account + " ist deaktiviert. Externe erhalten erst wieder Zugriff, wenn der Account aktiviert ist."
	},
	FrozenNotGranted: func(r access.FrozenNotGranted) string {
		return deWho(r.By) + " hat den externen Zugriff auf " + r.Account + " gesperrt. Zugriff kann erst wieder gewährt werden, wenn die Sperre aufgehoben ist."
	},
	AskersDoNotDecide: func(r access.AskersDoNotDecide) string {
		return "Wer zu " + r.Askers + " gehört, kann nicht über Anfragen von " + r.Askers + " entscheiden. Das tun die Administratoren von " + r.Account + "."
	},
	OnlyOwnDecide: func(r access.OnlyOwnDecide) string {
		return "Nur die Administratoren von " + r.Account + " können über diese Anfragen entscheiden."
	},
	OnlyAskersTakeBack: func(r access.OnlyAskersTakeBack) string {
		return "Das kann nur " + r.Askers + ", weil die Anfrage von dort kam."
	},
	MayNotSeeRequests: says[access.MayNotSeeRequests]("Mit Ihren Rollen können Sie keine Zugriffsanfragen sehen."),
	TwoMustSayYes: func(r access.TwoMustSayYes) string {
		return "Zwei verschiedene Personen von " + r.Account + " müssen zustimmen, jede mit dem eigenen Benutzer-Login."
	},
	SaidYesAlready: func(r access.SaidYesAlready) string {
		return "Sie haben bereits zugestimmt. Jetzt muss noch eine andere Person von " + r.Account + " zustimmen."
	},
	SamePerson: func(r access.SamePerson) string {
		return "Zwei verschiedene Personen müssen zustimmen. " + r.Other + " hat zugestimmt. Hinter Ihrem Login und dem von " + r.Other + " könnte aber dieselbe Person stehen: Innerhalb von 24 Stunden hat einer der beiden Logins vom anderen ein Kennwort oder eine E-Mail-Adresse erhalten, oder beide haben eines davon vom selben Login erhalten. Eine andere Person von " + r.Account + " kann zustimmen."
	},
	RoleEnded: says[access.RoleEnded]("Eine Ihrer Rollen ist soeben weggefallen, weil der gewährte Zugriff oder der Login, von dem sie abhing, nicht mehr besteht. Laden Sie die Seite neu."),
}
