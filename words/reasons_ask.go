package words

import "latchkey/access"

// AskReasons are about requesting access.
type AskReasons struct {
	OnlyAskersAsk     func(access.OnlyAskersAsk) string
	NotOwnAccount     func(access.NotOwnAccount) string
	ChooseHowLong     func(access.ChooseHowLong) string
	AskForYourself    func(access.AskForYourself) string
	ChooseResponsible func(access.ChooseResponsible) string
	ChooseActiveUser  func(access.ChooseActiveUser) string
	DisabledNotAsked  func(access.DisabledNotAsked) string
	FrozenNotAsked    func(access.FrozenNotAsked) string
	AskedAlready      func(access.AskedAlready) string
	TooManyWait       func(access.TooManyWait) string
	ExtensionWaits    func(access.ExtensionWaits) string
	EndNotLater       func(access.EndNotLater) string
	ExtendedTooLong   func(access.ExtendedTooLong) string
	AskerInactive     func(access.AskerInactive) string
	CompanyGone       func(access.CompanyGone) string
}

var enAskReasons = AskReasons{
	OnlyAskersAsk:     says[access.OnlyAskersAsk]("Only accounts with the role SUPPORT or CONSULTANT, and their users, can request access."),
	NotOwnAccount:     says[access.NotOwnAccount]("This is your own account. You don't need to request access to it."),
	ChooseHowLong:     says[access.ChooseHowLong]("Choose how long you need access."),
	AskForYourself:    says[access.AskForYourself]("When you sign in as a user, you can request access only for yourself."),
	ChooseResponsible: says[access.ChooseResponsible]("Choose the user who gets the access and is responsible for it."),
	ChooseActiveUser:  says[access.ChooseActiveUser]("Choose an active user of your account."),
	DisabledNotAsked: func(r access.DisabledNotAsked) string {
		return r.Account + " is disabled. Nobody can request access until it's enabled again."
	},
	FrozenNotAsked: func(r access.FrozenNotAsked) string {
		return r.Account + " has frozen external access. Nobody can request access until " + r.Account + " lifts the freeze."
	},
	AskedAlready: func(r access.AskedAlready) string {
		return r.Person + " has already requested this from " + r.Account + ". The request is waiting for a decision."
	},
	TooManyWait: func(r access.TooManyWait) string {
		return enNumber(r.Most) + " requests by " + r.Person + " to " + r.Account + " are already waiting. Withdraw one you no longer need, or wait for a decision."
	},
	ExtensionWaits: says[access.ExtensionWaits]("A request to extend this access is already waiting for a decision."),
	EndNotLater:    says[access.EndNotLater]("Choose a time after the current end of access."),
	ExtendedTooLong: func(r access.ExtendedTooLong) string {
		return "You can extend this access by at most " + enDuration(r.Most) + "."
	},
	AskerInactive: func(r access.AskerInactive) string {
		return r.Person + " is no longer active. Request access for someone else."
	},
	CompanyGone: func(r access.CompanyGone) string {
		return r.Company + " no longer exists."
	},
}

var deAskReasons = AskReasons{
	OnlyAskersAsk:     says[access.OnlyAskersAsk]("Zugriff anfragen können nur Accounts mit der Rolle SUPPORT oder CONSULTANT und deren Benutzer."),
	NotOwnAccount:     says[access.NotOwnAccount]("Das ist Ihr eigener Account. Dafür ist keine Zugriffsanfrage nötig."),
	ChooseHowLong:     says[access.ChooseHowLong]("Wählen Sie, wie lange Sie Zugriff brauchen."),
	AskForYourself:    says[access.AskForYourself]("Als Benutzer können Sie Zugriff nur für sich selbst anfragen."),
	ChooseResponsible: says[access.ChooseResponsible]("Wählen Sie den Benutzer, der für diese Anfrage verantwortlich ist."),
	ChooseActiveUser:  says[access.ChooseActiveUser]("Wählen Sie einen aktiven Benutzer Ihres Accounts."),
	DisabledNotAsked: func(r access.DisabledNotAsked) string {
		return r.Account + " ist deaktiviert. Zugriff kann erst wieder angefragt werden, wenn der Account aktiviert ist."
	},
	FrozenNotAsked: func(r access.FrozenNotAsked) string {
		return r.Account + " hat den externen Zugriff gesperrt. Zugriff kann erst wieder angefragt werden, wenn die Sperre aufgehoben ist."
	},
	AskedAlready: func(r access.AskedAlready) string {
		return r.Person + " hat bei " + r.Account + " bereits genau diesen Zugriff angefragt. Die Anfrage ist noch offen."
	},
	TooManyWait: func(r access.TooManyWait) string {
		return "Bei " + r.Account + " sind bereits " + deNumber(r.Most) + " Anfragen von " + r.Person + " offen. Ziehen Sie eine zurück, die nicht mehr gebraucht wird, oder warten Sie auf eine Entscheidung."
	},
	ExtensionWaits: says[access.ExtensionWaits]("Die Verlängerung dieses Zugriffs ist bereits angefragt. Die Entscheidung steht noch aus."),
	EndNotLater:    says[access.EndNotLater]("Wählen Sie einen Zeitpunkt nach dem aktuellen Ende."),
	ExtendedTooLong: func(r access.ExtendedTooLong) string {
		return "Sie können diesen Zugriff um höchstens " + deDuration(r.Most) + " verlängern."
	},
	AskerInactive: func(r access.AskerInactive) string {
		return r.Person + " ist nicht mehr aktiv. Stellen Sie eine neue Anfrage für eine andere Person."
	},
	CompanyGone: func(r access.CompanyGone) string {
		return "Das Unternehmen " + r.Company + " gibt es nicht mehr."
	},
}
