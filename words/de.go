package words

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"latchkey/access"
	"latchkey/idp"
	"latchkey/oidc"
)

// de is German. It addresses people as Sie; docs/languages.md has the terms of the product.
var de = Words{
	Tag: "de", Name: "Deutsch", Format: deFormat, Script: deScript, Reasons: deReasons,
	Actions: deActions, Details: deDetails, Functions: deFunctions, Causes: deCauses,
	Layout:   deLayout,
	Parts:    deParts,
	Login:    deLogin,
	Start:    deStart,
	Access:   deAccess,
	Request:  deRequest,
	Ask:      deAsk,
	Rules:    deRules,
	Report:   deReport,
	Record:   deRecord,
	Why:      deWhy,
	Account:  deAccount,
	Company:  deCompany,
	Users:    deUsers,
	Webapps:  deWebapps,
	Invoices: deInvoices,
	Profile:  deProfile,
	Security: deSecurity,
	Prove:    deProve,
	Search:   deSearch,
	Mails:    deMails,
	Errors:   deErrors,

	Passwords:   dePasswords,
	Emails:      deEmails,
	SignInRules: deSignInRules,

	WebappSignIn: deWebappSignIn, Visitors: deVisitors, WebappRefusal: deWebappRefusal,
	Provider: deProvider,
}

// --- Format ---

var deFormat = Format{
	Day:      deDay,
	Clock:    clock,
	Zone:     deZone,
	Weekdays: [7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
	Number:   deNumber,
	Decimal:  func(digits string) string { return grouped(digits, ".", ",") },
	Duration: deDuration,
	And:      and(" und "), Rule: deRule, FromGrant: deFromGrant, Allows: deAllows,
	Hours: deHours,
}

// deMonths are the months as they are written after a day.
var deMonths = [12]string{"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."}

// deAtLeast is a number, or more than that.
func deAtLeast(n int64, more bool) string {
	if more {
		return deNumber(n) + "+"
	}
	return deNumber(n)
}

func deNumber(n int64) string { return grouped(strconv.FormatInt(n, 10), ".", ",") }

// deShortWeekdays begin with Sunday, as in package time.
var deShortWeekdays = [7]string{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"}

func deDuration(d time.Duration) string {
	return duration(d, deNumber, [4]noun{{"Tag", "Tage"}, {"Stunde", "Stunden"}, {"Minute", "Minuten"}, {"Sekunde", "Sekunden"}})
}

// deZones are the European time zones that have German abbreviations.
var deZones = map[string]string{"WET": "WEZ", "WEST": "WESZ", "CET": "MEZ", "CEST": "MESZ", "EET": "OEZ", "EEST": "OESZ"}

func deZone(t time.Time) string {
	zone := t.Format("MST")
	return cmp.Or(deZones[zone], zone)
}

func deDay(t time.Time) string {
	return fmt.Sprintf("%d. %s %d", t.Day(), deMonths[t.Month()-1], t.Year())
}

// deMoment is Format.Moment. Other texts use them too.
func deMoment(t time.Time) string { return deDay(t) + ", " + clock(t) + " " + deZone(t) }

// --- Hours ---

func deHours(h access.Hours) string {
	return hours(h, deShortWeekdays, "jederzeit", "täglich", "Mo–Fr", "am nächsten Tag")
}

// deRule is what a rule requires, one sentence each; nothing if it requires nothing.
func deRule(r access.Rule) (lines []string) {
	if r.Longest > 0 {
		lines = append(lines, "Höchstens "+deDuration(r.Longest)+" je Zugriff.")
	}
	if r.Hours != access.AllHours {
		lines = append(lines, "Zugriffszeiten: "+deHours(r.Hours)+" (Zeitzone des Unternehmens).")
	}
	if r.ReadOnly {
		lines = append(lines, "Nur Lesezugriff.")
	}
	if r.DescriptionRequired {
		lines = append(lines, "Eine Beschreibung ist erforderlich.")
	}
	if r.SecondFactor {
		lines = append(lines, "Wer Zugriff erhält, muss einen zweiten Faktor haben.")
	}
	if r.Approvals == 2 {
		lines = append(lines, "Zwei verschiedene Personen müssen zustimmen.")
	}
	return lines
}

// deFromGrant is a length that counts from GRANT. from is its earliest start, or zero.
func deFromGrant(length time.Duration, from time.Time) string {
	if from.IsZero() {
		return deDuration(length) + " ab GRANT"
	}
	return deDuration(length) + " ab GRANT, frühestens ab " + deMoment(from)
}

// deAllows is what access allows.
func deAllows(readOnly bool) string {
	if readOnly {
		return "nur lesen"
	}
	return "lesen und bearbeiten"
}

// --- Script ---

var deScript = Script{JustNow: "gerade eben", Over: "abgelaufen", Left: "noch {}", Copied: "Kopiert", Copy: "Kopieren", Dark: "Dunkles Design", Light: "Helles Design", Required: "erforderlich"}

// --- Reasons ---

var deReasons = Reasons{
	FieldReasons:    deFieldReasons,
	AskReasons:      deAskReasons,
	DecideReasons:   deDecideReasons,
	RuleReasons:     deRuleReasons,
	RecordReasons:   deRecordReasons,
	AccountReasons:  deAccountReasons,
	FactorReasons:   deFactorReasons,
	ProviderReasons: deProviderReasons,
	UserReasons:     deUserReasons,
	WebappReasons:   deWebappReasons,
	InvoiceReasons:  deInvoiceReasons,
	ProfileReasons:  deProfileReasons,
	CodeReasons:     deCodeReasons,
}

// --- Field reasons ---

var deFieldReasons = FieldReasons{
	TooLong: func(r access.TooLong) string {
		if r.Has == 0 {
			return "Geben Sie höchstens " + deNumber(int64(r.Most)) + " Zeichen ein."
		}
		return "Geben Sie höchstens " + deNumber(int64(r.Most)) + " Zeichen ein. Der Text hat " + deNumber(int64(r.Has)) + "."
	},
	EnterName: says[access.EnterName]("Geben Sie einen Namen ein."),
	NotHours:  says[access.NotHours]("Geben Sie die Anzahl der Stunden ein, z. B. 8 oder 0,5."),
	AmbiguousNumber: func(r access.AmbiguousNumber) string {
		return r.Text + " ist mehrdeutig. Geben Sie " + r.Whole + " ein oder, wenn Sie Nachkommastellen meinen, " + r.Decimal + "."
	},
	EnterTime: says[access.EnterTime]("Geben Sie Datum und Uhrzeit ein."),
	NotATime:  says[access.NotATime]("Geben Sie Datum und Uhrzeit ein, z. B. 2026-03-14T09:30."),
	EnterDate: says[access.EnterDate]("Geben Sie ein Datum ein."),
	NotADate:  says[access.NotADate]("Geben Sie ein Datum ein, z. B. 2026-03-14."),
	NoSuchTime: func(r access.NoSuchTime) string {
		return "Diese Uhrzeit gibt es in der Zeitzone " + r.Zone + " nicht, weil die Uhren vorgestellt werden. Wählen Sie eine frühere oder spätere."
	},
	TimeTwice: func(r access.TimeTwice) string {
		return "Diese Uhrzeit gibt es in der Zeitzone " + r.Zone + " zweimal, weil die Uhren zurückgestellt werden. Wählen Sie eine der beiden."
	},
	OwnZoneUnknown: func(r access.OwnZoneUnknown) string {
		return "Ihre Zeitzone " + r.Zone + " ist diesem Server unbekannt. Daher steht nicht fest, wann das ist. Wählen Sie zuerst in Ihren Daten eine andere Zeitzone."
	},
	NotAZone:         says[access.NotAZone]("Wählen Sie eine Zeitzone aus der Liste, z. B. Europe/Berlin."),
	ChooseLater:      says[access.ChooseLater]("Dieser Zeitpunkt liegt in der Vergangenheit. Wählen Sie einen späteren."),
	ChooseAfterFirst: says[access.ChooseAfterFirst]("Wählen Sie einen Zeitpunkt nach dem Beginn."),
	ChooseWithinYear: says[access.ChooseWithinYear]("Wählen Sie einen Zeitpunkt innerhalb eines Jahres ab jetzt."),
	EndTooFar: func(r access.EndTooFar) string {
		return "Wählen Sie einen Zeitpunkt, der höchstens " + deDuration(r.Most) + " in der Zukunft liegt."
	},
	WindowTooLong: func(r access.WindowTooLong) string {
		return "Ein Zugriff darf höchstens " + deDuration(r.Most) + " dauern."
	},
	DayBeforeFirst: says[access.DayBeforeFirst]("Der letzte Tag darf nicht vor dem ersten liegen."),
	TooManyDays: func(r access.TooManyDays) string {
		return "Wählen Sie höchstens " + deDays.of(r.Most, deNumber) + "."
	},
	TickDay:       says[access.TickDay]("Wählen Sie mindestens einen Tag aus."),
	NotAClock:     says[access.NotAClock]("Geben Sie eine Uhrzeit ein, z. B. 08:00."),
	NotABegin:     says[access.NotABegin]("Geben Sie eine Uhrzeit ein, z. B. 22:00. Ein Tag beginnt um 00:00."),
	EmptyHours:    says[access.EmptyHours]("Beginn und Ende müssen verschieden sein. Für den ganzen Tag geben Sie 00:00 bis 24:00 ein."),
	FindAccount:   says[access.FindAccount]("Geben Sie einen Teil des Account-Namens ein und wählen Sie den Account dann aus."),
	NoSuchAccount: says[access.NoSuchAccount]("Diesen Account gibt es nicht. Suchen Sie erneut."),
	ChooseCompany: says[access.ChooseCompany]("Wählen Sie ein Unternehmen dieses Accounts."),
}

var deDays = noun{"Tag", "Tage"}

// --- Ask reasons ---

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
	TooManyCompanies: func(r access.TooManyCompanies) string {
		return "Sie können Zugriff auf höchstens " + deNumber(r.Most) + " Unternehmen auf einmal anfragen."
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

// --- Decide reasons ---

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
	NothingForTicket: func(r access.NothingForTicket) string {
		return "Für das Ticket " + r.Ticket + " ist kein Zugriff aktiv oder geplant, den Sie beenden können."
	},
	ChooseRequests: says[access.ChooseRequests]("Wählen Sie mindestens eine Anfrage aus."),
	TooManyTogether: func(r access.TooManyTogether) string {
		return "Wählen Sie höchstens " + deNumber(int64(r.Most)) + " Anfragen auf einmal aus."
	},
	HoursOrEnd:  says[access.HoursOrEnd]("Geben Sie entweder die Stunden oder ein Ende an, nicht beides."),
	BeforeAsked: says[access.BeforeAsked]("Dieser Zeitpunkt liegt vor dem angefragten Beginn. Sie können weniger gewähren als angefragt, aber nicht mehr."),
	AfterAsked:  says[access.AfterAsked]("Dieser Zeitpunkt liegt nach dem angefragten Ende. Sie können weniger gewähren als angefragt, aber nicht mehr."),
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

// --- Who ---

// deWho begins a sentence with whoever did something; enBy and deFrom are for the passive.
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

// --- Rule reasons ---

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
	RuleSecondFactor: func(r access.RuleSecondFactor) string {
		rule := "Die Regeln von " + r.Account + " verlangen einen zweiten Faktor. "
		switch {
		case r.AccountLogin == "":
			return rule + r.Person + " hat noch keinen und kann einen unter „Anmeldung und Sicherheit“ hinzufügen."
		case r.Person == "":
			return rule + "Der Account-Login " + r.AccountLogin + ", der ebenfalls Zugriff erhielte, hat noch keinen. Wer ihn benutzt, kann einen unter „Anmeldung und Sicherheit“ hinzufügen."
		}
		return rule + r.Person + " und der Account-Login " + r.AccountLogin + ", der ebenfalls Zugriff erhielte, haben noch keinen. Beide können einen unter „Anmeldung und Sicherheit“ hinzufügen."
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

// --- Record reasons ---

var deRecordReasons = RecordReasons{
	NoKey:    says[access.NoKey]("Dieser Server hat keinen Schlüssel, um das Protokoll zu signieren. Fragen Sie den Betreiber."),
	OtherKey: says[access.OtherKey]("Das Protokoll ist inzwischen mit einem anderen Schlüssel signiert. Der Betreiber muss den Server mit diesem Schlüssel neu starten."),
	KeyDiffers: func(r access.KeyDiffers) string {
		return "Die Datei enthält einen anderen Schlüssel als den, mit dem das Protokoll signiert ist: " + r.Key
	},
	RecordBroken: func(r access.RecordBroken) string {
		return "Das Protokoll entspricht ab Eintrag " + deNumber(r.Entry) + " nicht mehr dem, was signiert wurde. Es wird nichts mehr signiert, bis der Betreiber die Ursache geklärt hat."
	},
	RecordCutOff: func(r access.RecordCutOff) string {
		return "Der signierte Stand umfasst " + deEntry.of(r.Signed, deNumber) + ", aber alle ab Eintrag " + deNumber(r.Has) + " fehlen."
	},
	RecordRewritten: func(r access.RecordRewritten) string {
		return "Der signierte Stand umfasst " + deEntry.of(r.Signed, deNumber) + ", aber einige davon wurden geändert."
	},
	RecordDamaged: func(r access.RecordDamaged) string {
		return "Das Protokoll ist bei Eintrag " + deNumber(r.Entry) + " beschädigt."
	},
	NoHeadElsewhere: says[access.NoHeadElsewhere]("Ein signierter Stand, der außerhalb der Datenbank aufbewahrt wird, ist nicht lesbar. Das Protokoll kann daher nicht mit ihm verglichen werden."),
	NotAHead:        says[access.NotAHead]("Kopieren Sie den signierten Stand genau so, wie er ausgegeben wurde: Anzahl der Einträge, Doppelpunkt, Hash."),
	NotExtended: func(r access.NotExtended) string {
		return "Das Protokoll setzt den signierten Stand mit " + deEntries.of(r.Kept, deNumber) + ", den Sie aufbewahrt haben, NICHT fort. Entweder wurden frühere Einträge " +
			"seitdem geändert oder entfernt, oder der Stand gehört zu einem anderen Protokoll. Prüfen Sie, ob Sie ihn vollständig kopiert haben. " +
			"Bewahren Sie dann die Datei auf, aus der er stammt, und fragen Sie den Betreiber, was passiert ist."
	},
	ForkExtended: func(r access.ForkExtended) string {
		lost := "Eine Sicherung mit " + deEntries.of(r.Entries, deNumber) + " wurde wiederhergestellt, und ein Teil dessen, was danach protokolliert wurde, ist verloren"
		if !r.BackupOf.IsZero() {
			lost = "Eine Sicherung vom " + deUTC(r.BackupOf) + " mit " + deEntries.of(r.Entries, deNumber) + " wurde wiederhergestellt, und was danach protokolliert wurde, ist verloren"
		}
		return "Das Protokoll setzt den signierten Stand mit " + deEntries.of(r.Kept, deNumber) + ", den Sie aufbewahrt haben, NICHT fort. Der Betreiber hat den Grund am " +
			deUTC(r.At) + " angegeben: " + lost + ". Exportieren Sie ohne diesen Stand und bewahren Sie den neuen zusammen mit Ihrer Datei auf."
	},
	NothingToAccept: says[access.NothingToAccept]("Das Protokoll setzt alle diese Stände fort, bis auf die bereits akzeptierten. Es gibt nichts zu akzeptieren."),
	CalendarGone:    says[access.CalendarGone]("Für Ihren Kalender gibt es keine Adresse mehr."),
}

var deEntry = noun{"Eintrag", "Einträge"}

// deEntries is deEntry in the dative.
var deEntries = noun{"Eintrag", "Einträgen"}

func deUTC(t time.Time) string { return deMoment(t.UTC()) }

// --- Account reasons ---

var deProviderReasons = ProviderReasons{
	EnterClientID:        says[access.EnterClientID]("Geben Sie die Client-ID ein, die Sie vom Anbieter erhalten haben."),
	EnterClientSecret:    says[access.EnterClientSecret]("Geben Sie das Client-Secret ein. Für einen anderen Issuer muss es noch einmal eingegeben werden."),
	NoIssuer:             says[access.NoIssuer]("Geben Sie die Adresse des Issuers so ein, wie der Anbieter sie nennt: https://…, ohne Parameter und ohne /.well-known/…"),
	ClaimAndGroups:       says[access.ClaimAndGroups]("Geben Sie sowohl den Claim als auch mindestens eine Gruppe ein, oder keines von beiden."),
	RequiredNeedsEnabled: says[access.RequiredNeedsEnabled]("Solange er ausgeschaltet ist, kann er nicht erforderlich sein."),
	NoProvidersHere:      says[access.NoProvidersHere]("Auf diesem Server kann sich niemand mit einem Identitätsanbieter anmelden. Wenden Sie sich an den Betreiber von Latchkey."),
	NoProviderToRemove:   says[access.NoProviderToRemove]("Es gibt keinen Identitätsanbieter, der entfernt werden könnte."),
	NoProviderThere:      says[access.NoProviderThere]("Es gibt keinen Account mit diesem Namen, dessen Benutzer sich mit einem Identitätsanbieter anmelden. Prüfen Sie den Namen, oder melden Sie sich mit Ihrem Kennwort an."),
	ProviderFailed:       deProviderFailed,
	SignInElsewhere:      says[access.SignInElsewhere]("Diese Anmeldung wurde in einem anderen Browser begonnen, hat länger als 10 Minuten gedauert oder ist schon abgeschlossen. Beginnen Sie noch einmal."),
	ProviderChangedSince: says[access.ProviderChangedSince]("Der Identitätsanbieter des Accounts wurde inzwischen geändert. Beginnen Sie noch einmal."),
	NotInGroup: func(r access.NotInGroup) string {
		return "Laut " + r.Provider + " sind Sie in keiner Gruppe, die sich hier anmelden darf. Wenden Sie sich an einen Administrator von " + r.Account + "."
	},
	NotLinked: func(r access.NotLinked) string {
		return r.Provider + " kennt Sie, aber noch ist kein Benutzer von " + r.Account + " mit Ihnen verknüpft. Melden Sie sich mit Ihrem Kennwort an und verknüpfen Sie " + r.Provider + " unter „Anmeldung und Sicherheit“, oder bitten Sie einen Administrator von " + r.Account + " um einen Einrichtungslink."
	},
	UserCannotSignIn: func(r access.UserCannotSignIn) string {
		return "Ihr Benutzer in " + r.Account + " kann sich zurzeit nicht anmelden. Wenden Sie sich an einen Administrator von " + r.Account + "."
	},
	NoNameThere: func(r access.NoNameThere) string {
		return r.Provider + " nennt weder Ihren Namen (preferred_username) noch Ihre E-Mail-Adresse. Deshalb kann kein Benutzer für Sie angelegt werden."
	},
	NameNotPossible: func(r access.NameNotPossible) string {
		return "In " + r.Account + " kann kein Benutzer „" + r.Name + "“ angelegt werden: Der Name ist vergeben, sieht einem anderen ähnlich oder ist nicht erlaubt. Falls es Ihr eigener Benutzer ist, bitten Sie einen Administrator von " + r.Account + " um einen Einrichtungslink."
	},
	IdentityTaken: func(r access.IdentityTaken) string {
		return "Ein anderer Benutzer ist schon mit derselben Person bei " + r.Provider + " verknüpft. Heben Sie zuerst diese Verknüpfung auf, oder melden Sie sich dort mit Ihrer eigenen Identität an."
	},
	ProviderRequired: func(r access.ProviderRequired) string {
		return "Benutzer von " + r.Account + " melden sich mit " + r.Provider + " an."
	},
	ProviderStays: func(r access.ProviderStays) string {
		return "Benutzer von " + r.Account + " müssen sich mit dem Identitätsanbieter anmelden. Sie könnten sich nicht mehr anmelden."
	},
	LastWayIn:    says[access.LastWayIn]("Sie könnten sich nicht mehr anmelden. Fügen Sie zuerst einen Passkey hinzu, oder bitten Sie einen Administrator um einen Einrichtungslink, mit dem Sie ein Kennwort wählen."),
	NotLinkedNow: says[access.NotLinkedNow]("Es gibt keine Verknüpfung, die aufgehoben werden könnte."),
	OtherPersonThere: func(r access.OtherPersonThere) string {
		return "Bei " + r.Provider + " hat sich jemand anderes angemeldet. Melden Sie sich dort mit Ihrer eigenen Identität an."
	},
	NoSecondFactorThere: func(r access.NoSecondFactorThere) string {
		return r.Provider + " bestätigt nicht, dass Sie dort einen zweiten Faktor verwendet haben. Bestätigen Sie stattdessen mit Ihrem zweiten Faktor hier."
	},
	ProofTooLate: says[access.ProofTooLate]("Das hat zu lange gedauert: Zum Verknüpfen muss Ihre Identität gerade erst bestätigt worden sein. Beginnen Sie noch einmal."),
}

// deProviderPlaces are the addresses of a provider.
var deProviderPlaces = map[idp.Place]string{
	idp.AtDiscovery: "Die Discovery-Adresse", idp.AtKeys: "Die Adresse der Schlüssel", idp.AtToken: "Die Token-Adresse", idp.AtUserInfo: "Die Userinfo-Adresse",
}

// deProviderFailed says what is wrong with a provider.
func deProviderFailed(r access.ProviderFailed) string {
	at := cmp.Or(deProviderPlaces[r.At], "Der Anbieter")
	switch r.Kind {
	case idp.BadAddress:
		return "„" + r.Got + "“ ist keine Adresse, die Latchkey aufruft: Sie muss mit https:// beginnen."
	case idp.PrivateAddress:
		return r.Got + " liegt im eigenen Netz dieses Servers. Der Betreiber von Latchkey kann solche Adressen erlauben."
	case idp.UnknownHost:
		return "Den Host " + r.Got + " gibt es nicht."
	case idp.Unreachable:
		return "Unter " + r.Got + " antwortet nichts."
	case idp.Slow:
		return r.Got + " hat nicht rechtzeitig geantwortet."
	case idp.Untrusted:
		return "Das Zertifikat von " + r.Got + " ist nicht vertrauenswürdig."
	case idp.Moved:
		return at + " führt zu einem anderen Host, " + r.Got + ". Geben Sie die endgültige Adresse des Issuers ein."
	case idp.BadStatus:
		return at + " hat mit dem Status " + strconv.Itoa(r.Status) + " geantwortet."
	case idp.TooLarge:
		return at + " hat mit zu vielen Daten geantwortet."
	case idp.NotJSON:
		return at + " hat mit etwas geantwortet, das kein gültiges JSON ist."
	case idp.OtherIssuer:
		return "Der Issuer ist „" + r.Got + "“, erwartet wurde „" + r.Want + "“."
	case idp.Incomplete:
		return at + " nennt " + r.Want + " nicht."
	case idp.NoPKCE:
		return "Der Anbieter unterstützt PKCE mit S256 nicht."
	case idp.WrongClient:
		return "Der Anbieter hat die Client-ID oder das Client-Secret nicht akzeptiert. Ein Administrator muss sie korrigieren."
	case idp.Declined:
		return deDeclined(r)
	case idp.CodeRefused:
		return r.Provider + " hat die eigene Antwort nicht mehr akzeptiert (" + r.Got + "). Beginnen Sie noch einmal."
	case idp.Expired:
		return "Die Antwort von " + r.Provider + " ist zu alt, oder die Uhren gehen verschieden."
	case idp.NotFresh:
		return r.Provider + " hat keine neue Anmeldung von Ihnen verlangt. Deshalb ist damit nichts bestätigt. Bestätigen Sie auf andere Weise, oder wenden Sie sich an Ihren Administrator."
	case idp.WrongAlgorithm:
		return "Der Anbieter signiert nicht mit RS256, ES256 oder PS256."
	case idp.NoIDToken, idp.WrongSignature, idp.WrongAudience, idp.WrongNonce, idp.WrongToken:
		return "Die Antwort von " + r.Provider + " ist ungültig: " + deWrongAnswers[r.Kind] + "."
	default:
		return "Die Antwort von " + r.Provider + " ist ungültig (" + string(r.Kind) + " " + string(r.At) + "): " + r.Got + " statt " + r.Want + "."
	}
}

var deWrongAnswers = map[idp.Kind]string{
	idp.NoIDToken: "Sie enthält kein ID-Token", idp.WrongSignature: "Ihre Signatur stammt von keinem Schlüssel des Anbieters", idp.WrongAudience: "Sie ist für jemand anderen bestimmt",
	idp.WrongNonce: "Sie gehört zu einer anderen Anmeldung", idp.WrongToken: "Ihre Teile gehören nicht zusammen",
}

func deDeclined(r access.ProviderFailed) string {
	if r.Got == "access_denied" || r.Got == "" {
		return "Sie haben bei " + r.Provider + " abgebrochen, oder Sie werden dort nicht hereingelassen."
	}
	return r.Provider + " hat mit einem Fehler geantwortet: " + r.Got + "."
}

var deFactorReasons = FactorReasons{
	NotThisDecision: says[access.NotThisDecision]("Ihr Passkey hat etwas anderes als diese Entscheidung unterschrieben. Es wurde nichts gewährt. Prüfen Sie die Bedingungen und unterschreiben Sie noch einmal."),
	SignedTooLate:   says[access.SignedTooLate]("Die Unterschrift kam zu spät: Sie gilt fünf Minuten lang. Es wurde nichts gewährt. Unterschreiben Sie noch einmal."),
	SignedBefore:    says[access.SignedBefore]("Diese Unterschrift wurde schon verwendet. Es wurde nichts gewährt. Unterschreiben Sie noch einmal."),
	LastFactorStays: says[access.LastFactorStays]("Sie müssen einen zweiten Faktor haben, und dies ist Ihr letzter. Fügen Sie zuerst einen anderen hinzu."),
	ChooseWish:      says[access.ChooseWish]("Wählen Sie eine dieser Möglichkeiten."),
	DayIsPast:       says[access.DayIsPast]("Wählen Sie heute oder einen späteren Tag."),
	NoFactorToReset: func(r access.NoFactorToReset) string { return r.User + " hat keinen zweiten Faktor." },
	ResetWaits: func(r access.ResetWaits) string {
		return "Die zweiten Faktoren von " + r.User + " werden bereits zurückgesetzt."
	},
	NoResetWaits:     says[access.NoResetWaits]("Dieses Zurücksetzen wurde bereits gestoppt oder ausgeführt."),
	NobodyResetsSelf: says[access.NobodyResetsSelf]("Ihre eigenen zweiten Faktoren können Sie nicht zurücksetzen. Wenn Sie noch einen haben, können Sie die anderen unter „Anmeldung und Sicherheit“ entfernen."),
}

var deAccountReasons = AccountReasons{
	MayNot: func(r access.MayNot) string {
		return "Ihre Rollen erlauben Ihnen das hier nicht: " + deFunction(r.Function) + "."
	},
	ReadOnlyAccess: says[access.ReadOnlyAccess]("Der Kunde hat nur Lesezugriff gewährt. Sie können hier nichts ändern."),
	OnlyAdministratorsSeeWhy: func(r access.OnlyAdministratorsSeeWhy) string {
		return "Nur die Administratoren von " + r.Account + " können sehen, was der Account-Login darf und warum."
	},
	LooksLikeID: says[access.LooksLikeID]("Wählen Sie einen Namen, der nicht wie eine ID aussieht."),
	NotForAccounts: func(r access.NotForAccounts) string {
		return string(r.Role) + " ist keine Rolle für Accounts."
	},
	AccountNameTaken:  says[access.AccountNameTaken]("Es gibt oder gab bereits einen Account mit diesem Namen oder mit einem, der genauso aussieht. Wählen Sie einen anderen Namen."),
	SalesNeedsContact: says[access.SalesNeedsContact]("Nur Accounts mit Kontaktperson können die Rolle SALES haben. Geben Sie zuerst Vorname, Nachname und E-Mail-Adresse der Kontaktperson ein."),
	SalesKeepsContact: says[access.SalesKeepsContact]("Ein Account mit der Rolle SALES muss seine Kontaktperson behalten, damit immer bekannt ist, wer dahintersteht."),
	HasRole: func(r access.HasRole) string {
		return r.Account + " hat die Rolle " + string(r.Role) + " bereits."
	},
	HasNotRole: func(r access.HasNotRole) string {
		return r.Account + " hat die Rolle " + string(r.Role) + " nicht."
	},
	CustomerStays: says[access.CustomerStays]("Jeder Account hat die Rolle CUSTOMER. Diese Rolle kann nicht entfernt werden."),
	LoginIsSo: func(r access.LoginIsSo) string {
		if r.Enabled {
			return "Der Login von " + r.Account + " ist bereits aktiviert."
		}
		return "Der Login von " + r.Account + " ist bereits deaktiviert."
	},
	LastAdministrator: func(r access.LastAdministrator) string {
		return r.Account + " ist der letzte Account mit der Rolle ADMINISTRATOR. Weisen Sie diese Rolle zuerst einem anderen Account zu."
	},
	NotItsName:      says[access.NotItsName]("Der Name stimmt nicht überein. Es wurde nichts gelöscht."),
	OwnAccountStays: says[access.OwnAccountStays]("Sie können Ihren eigenen Account nicht löschen. Das kann nur ein anderer ADMINISTRATOR."),
	AccountHasPassword: func(r access.AccountHasPassword) string {
		return r.Account + " hat bereits ein Kennwort. Nur der Betreiber kann ein anderes festlegen."
	},
	ChooseType: says[access.ChooseType]("Wählen Sie „ERP“ oder „Eigenständig“."),
	ClockOfHours: func(r access.ClockOfHours) string {
		return "Die Zugriffszeiten richten sich nach dieser Zeitzone. Daher kann nur " + r.Account + " selbst sie ändern."
	},
	CompanyNameTaken: says[access.CompanyNameTaken]("Dieser Account hat bereits ein Unternehmen mit diesem Namen oder mit einem, der genauso aussieht."),
	SettingTooLong: func(r access.SettingTooLong) string {
		return "Geben Sie für " + r.Setting + " höchstens " + deNumber(r.Most) + " Zeichen ein."
	},
	SecretIsMissing: says[access.SecretIsMissing]("Geben Sie den geheimen Wert ein."),
	TypeSecretAnew:  says[access.TypeSecretAnew]("Geben Sie den neuen Wert ein. Der bisherige wird in diesem Feld nicht angezeigt. Wenn Sie die Einstellung nicht mehr brauchen, entfernen Sie sie."),
	TooManySettings: func(r access.TooManySettings) string {
		return "Ein Unternehmen kann höchstens " + deNumber(r.Most) + " Einstellungen haben. Entfernen Sie eine, die Sie nicht mehr brauchen."
	},
	SettingExists:       says[access.SettingExists]("Es gibt bereits eine Einstellung mit diesem Namen. Ändern Sie stattdessen diese."),
	NameHasAt:           says[access.NameHasAt]("Lassen Sie „ @ “ weg: Es trennt den Namen des Benutzers von dem des Accounts."),
	NameUnseen:          says[access.NameUnseen]("Geben Sie einen Namen mit sichtbaren Zeichen ein."),
	HasUnseen:           says[access.HasUnseen]("Entfernen Sie die unsichtbaren Zeichen."),
	HasNoSuchCharacters: says[access.HasNoSuchCharacters]("Verwenden Sie nur Buchstaben, Ziffern, Leerzeichen und Satzzeichen."),
	MixedScripts:        says[access.MixedScripts]("Verwenden Sie nur Buchstaben eines einzigen Alphabets. Buchstaben verschiedener Alphabete können gleich aussehen."),
	NameReserved:        says[access.NameReserved]("Dieser Name hat im Protokoll eine andere Bedeutung. Wählen Sie einen anderen Namen."),
	PersonReserved:      says[access.PersonReserved]("Dieser Name hat im Protokoll eine andere Bedeutung. Geben Sie den wirklichen Namen der Person ein."),
	NoEmail:             says[access.NoEmail]("Geben Sie eine E-Mail-Adresse ein, z. B. name@example.com."),
	EmailNotPlain:       says[access.EmailNotPlain]("Verwenden Sie vor dem @ nur die Buchstaben A bis Z, Ziffern und gängige Zeichen. Andere Zeichen nehmen Mailserver nicht an."),
	EmailDomain: func(r access.EmailDomain) string {
		return "Geben Sie eine E-Mail-Adresse ein, z. B. name@example.com. „" + r.Domain + "“ ist keine Domain."
	},
	EmailTooLong: func(r access.EmailTooLong) string {
		return "Geben Sie höchstens " + deNumber(r.Most) + " Zeichen ein, davon höchstens " + deNumber(r.MostLocal) + " vor dem @. Mehr nehmen Mailserver nicht an."
	},
	ConfirmByPassword: says[access.ConfirmByPassword]("Um Ihre eigene E-Mail-Adresse zu ändern, geben Sie Ihr aktuelles Kennwort ein."),
	NotThePassword:    says[access.NotThePassword]("Das ist nicht das aktuelle Kennwort."),
	PasswordShort: func(r access.PasswordShort) string {
		return "Geben Sie mindestens " + deNumber(r.Least) + " Zeichen ein."
	},
	PasswordHasName: func(r access.PasswordHasName) string {
		return "Das Kennwort darf „" + r.Name + "“ nicht enthalten. Das wird als Erstes ausprobiert."
	},
	PasswordGuessable: says[access.PasswordGuessable]("Dieses Kennwort ist zu leicht zu erraten. Gut geeignet sind mehrere Wörter ohne Zusammenhang."),
	PasswordKnown:     says[access.PasswordKnown]("Dieses Kennwort wird häufig verwendet oder war Teil eines Datenlecks. Wählen Sie ein anderes."),
	MailIsOff:         says[access.MailIsOff]("Dieser Server versendet keine E-Mails."),
	LoginHasNoEmail: func(r access.LoginHasNoEmail) string {
		return "Für " + r.Login + " ist keine E-Mail-Adresse hinterlegt."
	},
	EmailFromOutside: func(r access.EmailFromOutside) string {
		return "Die E-Mail-Adresse von " + r.Login + " hat jemand von außerhalb oder ein Identitätsanbieter eingetragen, oder sie stammt aus einer wiederhergestellten Sicherung. Bis jemand bei " + r.Account + " sie als eigene Adresse anerkennt, wird dorthin kein Link gesendet."
	},
	EmailIsConfirmed: func(r access.EmailIsConfirmed) string { return r.Email + " ist bereits bestätigt." },
	LinkWasSent: func(r access.LinkWasSent) string {
		return "Vor weniger als " + deNumber(r.Minutes) + " Minuten wurde ein Link an " + r.Email + " gesendet. Sehen Sie im Posteingang und im Spam-Ordner nach, bevor Sie sich einen weiteren senden lassen."
	},
	PasswordDaysRange: func(r access.PasswordDaysRange) string {
		return "Geben Sie eine ganze Zahl von Tagen an, höchstens " + deNumber(r.Most) + "."
	},
	PasswordSame:             says[access.PasswordSame]("Das ist Ihr aktuelles Kennwort. Wählen Sie ein anderes."),
	NotYourTopic:             says[access.NotYourTopic]("Dazu erhalten Sie keine Benachrichtigungen."),
	ChooseNotice:             says[access.ChooseNotice]("Wählen Sie eine der drei Möglichkeiten."),
	OnlyDecidersHaveDeputies: says[access.OnlyDecidersHaveDeputies]("Nur Benutzer, die über Zugriffsanfragen entscheiden, können eine Vertretung benennen."),
	AccountHasNoDeputy:       says[access.AccountHasNoDeputy]("Nur Benutzer können eine Vertretung haben, der Account-Login nicht."),
	ChooseDeputy:             says[access.ChooseDeputy]("Wählen Sie einen anderen Benutzer Ihres Accounts, der über Zugriffsanfragen entscheidet."),
	NobodyStandsIn:           says[access.NobodyStandsIn]("Derzeit vertritt Sie niemand."),
}

// deFunction is the name of a function.
func deFunction(f access.Function) string { return cmp.Or(deFunctions[f], string(f)) }

// --- User reasons ---

var deUserReasons = UserReasons{
	NotForUsers: func(r access.NotForUsers) string {
		return string(r.Role) + " ist keine Rolle für Benutzer."
	},
	UserNameTaken: says[access.UserNameTaken]("Dieser Account hat oder hatte bereits einen Benutzer mit diesem Namen oder mit einem, der genauso aussieht. Wählen Sie einen anderen Namen."),
	OwnPeopleChoosePassword: func(r access.OwnPeopleChoosePassword) string {
		return "Nur " + r.Account + " selbst kann das Kennwort wählen."
	},
	AskersKeepName: func(r access.AskersKeepName) string {
		return "Wer Zugriff anfragt, kann den eigenen Namen nicht ändern. Das geht nur mit dem Account-Login von " + r.Account + " oder durch einen anderen SUPERUSER."
	},
	UserIsSo: func(r access.UserIsSo) string {
		if r.Active {
			return r.User + " ist bereits aktiv."
		}
		return r.User + " ist bereits deaktiviert."
	},
	NobodyActivatesSelf: says[access.NobodyActivatesSelf]("Sie können Ihren eigenen Login nicht aktivieren. Das kann nur ein anderer Administrator."),
	OnlyAccountActivates: func(r access.OnlyAccountActivates) string {
		return "Nur " + r.Account + " kann diesen Benutzer wieder aktivieren."
	},
	NobodyDeactivatesSelf: says[access.NobodyDeactivatesSelf]("Sie können Ihren eigenen Login nicht deaktivieren. Das kann nur ein anderer Administrator."),
	OnlyOwnDeactivate: func(r access.OnlyOwnDeactivate) string {
		return "Mit gewährtem Zugriff auf " + r.Account + " können Sie nur Benutzer aus Ihrem eigenen Account deaktivieren."
	},
	NobodyDeletesSelf:    says[access.NobodyDeletesSelf]("Sie können Ihren eigenen Login nicht löschen. Das kann nur ein anderer Administrator."),
	NobodyLinksSelf:      says[access.NobodyLinksSelf]("Für Ihren eigenen Login können Sie keinen Einrichtungslink erstellen. Ändern Sie stattdessen Ihr Kennwort; dazu brauchen Sie nur das aktuelle."),
	OwnSessionsElsewhere: says[access.OwnSessionsElsewhere]("Ihre eigenen Sitzungen beenden Sie auf der Seite „Anmeldung und Sicherheit“."),
	OnlyAccountSignsOut: func(r access.OnlyAccountSignsOut) string {
		return "Nur " + r.Account + " selbst kann die eigenen Benutzer abmelden."
	},
	OnlyAccountLinks: func(r access.OnlyAccountLinks) string {
		return "Diesen Benutzer gibt es bereits. Einen Einrichtungslink für ihn kann nur " + r.Account + " selbst erstellen."
	},
	NoExternalUser: func(r access.NoExternalUser) string {
		return r.User + " ist ein Benutzer von " + r.Account + " selbst. Nur externe Benutzer sind befristet."
	},
	OnlyAccountExtends: func(r access.OnlyAccountExtends) string {
		return "Nur " + r.Account + " kann externe Benutzer verlängern. Externe Benutzer aus dem eigenen Account kann niemand verlängern."
	},
	EveryUserHas: func(r access.EveryUserHas) string {
		return "Jeder Benutzer hat die Rolle " + string(r.Role) + "."
	},
	NobodyChangesOwnRoles: says[access.NobodyChangesOwnRoles]("Sie können Ihre eigenen Rollen nicht ändern. Das kann nur ein anderer Administrator."),
	ForExternalUsers: func(r access.ForExternalUsers) string {
		return "Nur externe Benutzer können die Rolle " + string(r.Role) + " haben."
	},
	AssignedByOthers: func(r access.AssignedByOthers) string {
		return "Mit Ihren Rollen können Sie " + string(r.Role) + " nicht zuweisen. Zuweisen können diese Rolle: " + deAssigners(access.AssignedBy(r.Role)) + "."
	},
	OnlyAccountGivesRoles: func(r access.OnlyAccountGivesRoles) string {
		return "Nur " + r.Account + " kann Benutzern aus Ihrem Account Rollen zuweisen."
	},
	GivenByAccount: func(r access.GivenByAccount) string {
		return r.Account + " hat diese Rolle zugewiesen, und nur " + r.Account + " kann sie entziehen."
	},
	AccountIsDisabled: says[access.AccountIsDisabled]("Der Account ist deaktiviert."),
	UsersAccountDisabled: func(r access.UsersAccountDisabled) string {
		return "Der Account " + r.Account + " ist deaktiviert. Damit sind auch seine Benutzer deaktiviert."
	},
	NoPasswordYet: says[access.NoPasswordYet]("Es gibt noch kein Kennwort. Erst wenn der Einrichtungslink verwendet wurde, ist eine Anmeldung möglich."),
	UserInactive:  says[access.UserInactive]("Der Benutzer ist deaktiviert."),
	TimeOver:      says[access.TimeOver]("Die Gültigkeit des externen Benutzers ist abgelaufen."),
	GrantOver:     says[access.GrantOver]("Der gewährte Zugriff, mit dem dieser externe Benutzer angelegt wurde, ist beendet."),
	MakerOut:      says[access.MakerOut]("Wer diesen externen Benutzer angelegt hat, kann sich nicht anmelden."),
	OwnerOut: func(r access.OwnerOut) string {
		return "Der Besitzer, ein Benutzer von " + r.Account + ", kann sich nicht anmelden."
	},
	FrozenOut: func(r access.FrozenOut) string {
		return "Der externe Zugriff auf " + r.Account + " ist gesperrt."
	},
	CannotSignIn:       says[access.CannotSignIn]("Mit diesem Login ist keine Anmeldung möglich."),
	NoLiveGrant:        says[access.NoLiveGrant]("Derzeit ist diesem Login kein Zugriff gewährt."),
	NotNamedAccount:    says[access.NotNamedAccount]("Der Account hat keine Kontaktperson."),
	NotByWhatItHangsOn: says[access.NotByWhatItHangsOn]("Der gewährte Zugriff oder der externe Benutzer, von dem die Rolle stammt, erlaubt das nicht."),
	RoleOver:           says[access.RoleOver]("Der gewährte Zugriff oder der externe Benutzer, von dem die Rolle stammt, ist beendet."),
	RoleOfUsers:        says[access.RoleOfUsers]("Diese Rolle gilt nur für Benutzer."),
	RoleOfExternals:    says[access.RoleOfExternals]("Diese Rolle gilt nur für externe Benutzer."),
	RoleOfOwnPeople:    says[access.RoleOfOwnPeople]("Diese Rolle gilt nicht für externe Benutzer des Accounts."),
	RoleOfAccountLogin: says[access.RoleOfAccountLogin]("Diese Rolle gilt nur für den Account-Login."),
	OnlyUnderGrant:     says[access.OnlyUnderGrant]("Nur im Umfang des gewährten Zugriffs, von dem die Rolle stammt. Im Protokoll steht die Aktion unter diesem Zugriff."),
	NeverOwnAccount:    says[access.NeverOwnAccount]("Nie für den eigenen Account."),
	NeverOfOwner: func(r access.NeverOfOwner) string {
		return "Nie über Anfragen von " + r.Account + ", weil der Besitzer dieses Benutzers dazugehört."
	},
}

func deAssigners(by []access.RoleReach) string {
	return assigners(by, "Account-Login", func(role string) string { return role + " (solange Zugriff gewährt ist)" })
}

// --- Webapp reasons ---

var deWebappReasons = WebappReasons{
	NoAddress:       says[access.NoAddress]("Geben Sie eine Adresse ein, z. B. https://app.example.com/."),
	AddressNotWhole: says[access.AddressNotWhole]("Geben Sie eine vollständige Adresse ein, die mit https:// oder http:// beginnt, z. B. https://app.example.com/."),
	AddressHasUser:  says[access.AddressHasUser]("Entfernen Sie Benutzername und Kennwort. Alle, die die Web-App öffnen, würden sie sehen."),
	WebappKeyForm:   says[access.WebappKeyForm]("Verwenden Sie 1 bis 50 Kleinbuchstaben, Ziffern und Bindestriche, z. B. time-sheets."),
	WebappKeyTaken:  says[access.WebappKeyTaken]("Es gibt bereits eine Web-App mit diesem Schlüssel."),
	WebappNameTaken: says[access.WebappNameTaken]("Es gibt bereits eine Web-App mit diesem Namen oder mit einem, der genauso aussieht."),
	WebappSubscribed: func(r access.WebappSubscribed) string {
		return "Einige Accounts haben " + r.Webapp + " abonniert. Entfernen Sie zuerst deren Abonnements."
	},
	TickUsers: says[access.TickUsers]("Wählen Sie mindestens einen Benutzer aus. Die Auswahl gilt immer nur für eine Seite."),
	AssignedByAccount: func(r access.AssignedByAccount) string {
		return "Der Account selbst hat " + r.User + " die Web-App " + r.Webapp + " zugewiesen, und nur er kann sie entziehen."
	},
	SubscriptionIsOver: func(r access.SubscriptionIsOver) string {
		return "Das Abonnement für " + r.Webapp + " ist abgelaufen. Es kann niemandem mehr zugewiesen werden."
	},
	UserNotActive: func(r access.UserNotActive) string {
		return r.User + " ist nicht aktiv. Nur aktive Benutzer können einen Platz erhalten."
	},
	NoSeatFor: func(r access.NoSeatFor) string {
		return "Alle Plätze von " + r.Webapp + " sind belegt, für " + r.User + " ist keiner frei. Entziehen Sie die Web-App zuerst jemand anderem oder buchen Sie mehr Plätze."
	},
	NoSeatsOf: func(r access.NoSeatsOf) string {
		return "Für " + r.Webapps + " ist kein Platz frei. Entziehen Sie die Web-App zuerst diesem Benutzer oder jemand anderem oder buchen Sie mehr Plätze."
	},
	SeatsRange: func(r access.SeatsRange) string {
		return "Geben Sie für die Plätze eine Zahl von 1 bis " + deNumber(r.Most) + " ein."
	},
	SeatsUsed: func(r access.SeatsUsed) string {
		if r.Used == 1 {
			return "1 Platz ist belegt. Geben Sie mindestens 1 ein oder entziehen Sie die Web-App zuerst jemandem."
		}
		return deNumber(r.Used) + " Plätze sind belegt. Geben Sie mindestens " + deNumber(r.Used) + " ein oder entziehen Sie die Web-App zuerst jemandem."
	},
	ChooseWebapp:      says[access.ChooseWebapp]("Wählen Sie eine Web-App."),
	SubscribedAlready: says[access.SubscribedAlready]("Dieser Account hat bereits ein Abonnement für diese Web-App. Ändern Sie stattdessen dieses."),
	NoRedirectURI:     says[access.NoRedirectURI]("Geben Sie mindestens eine Adresse ein, z. B. https://app.example.com/callback."),
	WebappURIWrong: func(r access.WebappURIWrong) string {
		return deLine(r.Line) + deURIFault(r) + ": " + r.URI
	},
	WebappURIUnusual: func(r access.WebappURIUnusual) string {
		return deLine(r.Line) + "Schreiben Sie " + r.Normal + " statt " + r.URI
	},
	WebappURITwice: func(r access.WebappURITwice) string {
		return deLine(r.Line) + "Dieselbe Adresse steht schon in Zeile " + deNumber(int64(r.Before)) + "."
	},
	TooManyURIs: func(r access.TooManyURIs) string {
		return "Geben Sie höchstens " + deNumber(int64(r.Most)) + " Adressen ein. Hier stehen " + deNumber(int64(r.Has)) + "."
	},
	ChooseOverlap: says[access.ChooseOverlap]("Wählen Sie aus, wie lange das bisherige Geheimnis noch gilt."),
	NoWebappSignIn: func(r access.NoWebappSignIn) string {
		return r.Webapp + " meldet niemanden über Latchkey an. Geben Sie zuerst die Redirect-URIs ein."
	},
	PublicHasNoSecret: func(r access.PublicHasNoSecret) string {
		return r.Webapp + " ist öffentlich und hat deshalb kein Geheimnis."
	},
	NothingToTell: func(r access.NothingToTell) string {
		return r.Webapp + " ist bereits benachrichtigt oder hat keine Back-Channel-Logout-URI. Laden Sie die Seite neu."
	},
}

// deLine names the line of a mistake. 0 is the only line.
func deLine(line int) string {
	if line == 0 {
		return ""
	}
	return "Zeile " + deNumber(int64(line)) + ": "
}

func deURIFault(r access.WebappURIWrong) string {
	switch r.Fault {
	case oidc.AddressInsecure:
		return "Verwenden Sie https, kein eigenes Schema. Nur Adressen auf diesem Rechner, z. B. http://127.0.0.1, dürfen mit http beginnen"
	case oidc.AddressUserInfo:
		return "Entfernen Sie Benutzername und Kennwort"
	case oidc.AddressFragment:
		return "Entfernen Sie das # und alles danach"
	case oidc.AddressWildcard:
		return "Geben Sie jede Adresse vollständig und ohne * ein"
	case oidc.AddressIPv6:
		return "Verwenden Sie einen Hostnamen, localhost oder 127.0.0.1, denn Browser lassen die Anmeldung nicht zu einer IPv6-Adresse führen"
	case oidc.AddressReserved:
		return "Entfernen Sie die Parameter, die Latchkey selbst anhängt, z. B. code oder state"
	case oidc.AddressMalformed:
		return "Geben Sie eine vollständige Adresse ohne Leerzeichen ein, z. B. https://app.example.com/callback"
	default:
		return string(r.Fault)
	}
}

// --- Invoice reasons ---

var deInvoiceReasons = InvoiceReasons{
	OnlySalesInvoices:   says[access.OnlySalesInvoices]("Nur der Account-Login eines Accounts mit der Rolle SALES kann Rechnungen ausstellen."),
	OwnInvoice:          says[access.OwnInvoice]("Eine Rechnung an Ihren eigenen Account können Sie nicht selbst als bezahlt markieren oder stornieren. Das kann nur ein anderer Account mit der Rolle SALES."),
	OwnAccountInvoiced:  says[access.OwnAccountInvoiced]("Das ist Ihr eigener Account. Sie können sich nicht selbst eine Rechnung stellen."),
	InvoicesNeedContact: says[access.InvoicesNeedContact]("Nur Accounts mit Kontaktperson können Rechnungen ausstellen. Geben Sie zuerst Vorname, Nachname und E-Mail-Adresse der Kontaktperson Ihres Accounts ein."),
	DayUnknown: func(r access.DayUnknown) string {
		return "Die Zeitzone " + r.Zone + " von " + r.Account + " ist diesem Server unbekannt, aber eine Rechnung braucht ein Datum. Wählen Sie in den Details des Accounts eine andere Zeitzone."
	},
	NotAnInvoiceNumber: says[access.NotAnInvoiceNumber]("Geben Sie die zuletzt vergebene Rechnungsnummer ein, zum Beispiel 2026-000012."),
	NumbersUsedUp: func(r access.NumbersUsedUp) string {
		return "Alle " + deNumber(r.Most) + " Rechnungsnummern des Jahres " + strconv.Itoa(r.Year) + " sind vergeben."
	},
	InvoicePaidAlready: func(r access.InvoicePaidAlready) string {
		return "Die Rechnung " + r.Number + " ist bereits bezahlt."
	},
	InvoiceCancelledAlready: func(r access.InvoiceCancelledAlready) string {
		return "Die Rechnung " + r.Number + " ist bereits storniert."
	},
	IsCancellation: func(r access.IsCancellation) string {
		return r.Number + " ist eine Stornorechnung und kann nicht geändert werden."
	},
	SayWhyCancelled: says[access.SayWhyCancelled]("Geben Sie eine Begründung ein. Der Rechnungsempfänger kann sie lesen."),
	DueInPast: func(r access.DueInPast) string {
		return "Wählen Sie heute, " + deFormat.Day(r.Today) + ", oder ein späteres Datum."
	},
	MessagesRange: func(r access.MessagesRange) string {
		return "Geben Sie eine ganze Zahl von 1 bis " + deNumber(r.Most) + " ein, ohne Punkte und Kommas."
	},
	ChooseCurrency: says[access.ChooseCurrency]("Wählen Sie eine der Währungen."),
	PriceRange: func(r access.PriceRange) string {
		return "Geben Sie einen Preis wie 0,0345 oder 0.0345 ein, von 0 bis " + deNumber(r.Most) + ", mit höchstens " + deNumber(r.Digits) + " Nachkommastellen."
	},
	RateRange: func(r access.RateRange) string {
		return "Geben Sie einen Prozentsatz wie 19, 7,75 oder 7.75 ein, von 0 bis " + deNumber(r.Most) + ", mit höchstens " + deNumber(r.Digits) + " Nachkommastellen."
	},
}

// --- Profile reasons ---

var deProfileReasons = ProfileReasons{
	UnknownLanguage:    says[access.UnknownLanguage]("Wählen Sie eine Sprache aus der Liste."),
	PasskeyNotAccepted: says[access.PasskeyNotAccepted]("Dieser Passkey wurde nicht akzeptiert. Versuchen Sie es noch einmal."),
	TooManyPasskeys: func(r access.TooManyPasskeys) string {
		return "Ein Login kann höchstens " + deNumber(int64(r.Most)) + " Passkeys haben. Entfernen Sie einen, den Sie nicht mehr verwenden."
	},
}

// --- Code reasons ---

var deCodeReasons = CodeReasons{
	WrongCode:         says[access.WrongCode]("Dieser Code gilt nicht. Geben Sie den Code ein, den Ihre App jetzt anzeigt. Wird auch dieser abgelehnt, warten Sie auf den nächsten und prüfen Sie, ob Ihr Telefon die Uhrzeit automatisch einstellt."),
	WrongRecoveryCode: says[access.WrongRecoveryCode]("Das ist keiner Ihrer Wiederherstellungscodes, oder er wurde bereits verwendet. Prüfen Sie Ihre Eingabe oder verwenden Sie einen anderen."),
	HasCode:           says[access.HasCode]("Für diesen Login sind bereits Einmalcodes eingerichtet."),
	HasNoCode:         says[access.HasNoCode]("Für diesen Login sind keine Einmalcodes mehr eingerichtet."),
	NoSecondFactor:    says[access.NoSecondFactor]("Wiederherstellungscodes gibt es nur für Logins mit einem zweiten Faktor. Fügen Sie zuerst einen Passkey hinzu oder richten Sie Einmalcodes ein."),
}

// --- Actions ---

var deActions = map[access.Action]string{
	access.SignedIn:               "Angemeldet",
	access.SignInBegun:            "Anmeldung begonnen",
	access.SessionProved:          "Identität bestätigt",
	access.ProofRefused:           "Bestätigung fehlgeschlagen",
	access.SignInFailed:           "Anmeldung fehlgeschlagen",
	access.PasskeyAdded:           "Passkey hinzugefügt",
	access.PasskeyRenamed:         "Passkey umbenannt",
	access.PasskeyRemoved:         "Passkey entfernt",
	access.PasskeyRefused:         "Passkey abgelehnt: möglicherweise kopiert",
	access.SignedOut:              "Abgemeldet",
	access.SessionsEnded:          "Sitzungen beendet",
	access.Denied:                 "Versuch verweigert",
	access.SetupOffered:           "Einrichtungsadresse ausgegeben",
	access.SetupLinkMade:          "Einrichtungslink erstellt",
	access.PasswordSetUp:          "Kennwort über Einrichtungslink festgelegt",
	access.PasswordLinkSent:       "Kennwortlink per E-Mail gesendet",
	access.PasswordReset:          "Kennwort über einen Kennwortlink festgelegt",
	access.EmailLinkSent:          "Bestätigungslink per E-Mail gesendet",
	access.EmailConfirmed:         "E-Mail-Adresse bestätigt",
	access.WrongCurrentPassword:   "Falsches aktuelles Kennwort eingegeben",
	access.AccountCreated:         "Account angelegt",
	access.FactorsResetAsked:      "Zurücksetzen zweiter Faktoren veranlasst",
	access.FactorsResetStopped:    "Zurücksetzen zweiter Faktoren gestoppt",
	access.FactorsReset:           "Zweite Faktoren zurückgesetzt",
	access.SignInRulesSet:         "Anmelderegeln festgelegt",
	access.ProviderSet:            "Identitätsanbieter eingerichtet",
	access.ProviderChanged:        "Identitätsanbieter geändert",
	access.ProviderRemoved:        "Identitätsanbieter entfernt",
	access.IdentityLinked:         "Identität verknüpft",
	access.IdentityUnlinked:       "Verknüpfung der Identität aufgehoben",
	access.LanguageChosen:         "Sprache gewählt",
	access.CodeAdded:              "Einmalcodes eingerichtet",
	access.CodeRemoved:            "Einmalcodes entfernt",
	access.RecoveryCodesMade:      "Wiederherstellungscodes erstellt",
	access.RecoveryCodeUsed:       "Wiederherstellungscode verwendet",
	access.RecoveryCodesRemoved:   "Wiederherstellungscodes entfernt",
	access.FactorKeyChanged:       "Schlüssel für Einmalcodes gewechselt",
	access.SigningKeyRotated:      "Schlüssel für die Anmeldung bei Webapps gewechselt",
	access.AccountUpdated:         "Account geändert",
	access.AccountDeleted:         "Account gelöscht",
	access.AccountRoleAdded:       "Account-Rolle hinzugefügt",
	access.AccountRoleRemoved:     "Account-Rolle entfernt",
	access.AccountPasswordChanged: "Kennwort des Accounts geändert",
	access.AccountDisabled:        "Account-Login deaktiviert",
	access.AccountEnabled:         "Account-Login aktiviert",
	access.AccountRead:            "Seite des Accounts aufgerufen",
	access.CompaniesRead:          "Liste der Unternehmen aufgerufen",
	access.UsersRead:              "Liste der Benutzer aufgerufen",
	access.UserPasswordChanged:    "Kennwort des Benutzers geändert",
	access.UserCreated:            "Benutzer angelegt",
	access.UserChanged:            "Benutzer geändert",
	access.UserRolesChanged:       "Rollen des Benutzers geändert",
	access.UserActivated:          "Benutzer aktiviert",
	access.UserDeactivated:        "Benutzer deaktiviert",
	access.UserDeleted:            "Benutzer gelöscht",
	access.UserExtended:           "Externer Benutzer verlängert",
	access.UserRead:               "Seite des Benutzers aufgerufen",
	access.WhyRead:                "Seite „Warum?“ aufgerufen",
	access.CompanyCreated:         "Unternehmen angelegt",
	access.CompanyUpdated:         "Unternehmen geändert",
	access.CompanyDeleted:         "Unternehmen gelöscht",
	access.CompanyRead:            "Seite des Unternehmens aufgerufen",
	access.SettingChanged:         "Einstellung geändert",
	access.SettingAdded:           "Einstellung hinzugefügt",
	access.SettingRemoved:         "Einstellung entfernt",
	access.SecretShown:            "Geheime Einstellung angezeigt",
	access.RequestAsked:           "Zugriff angefragt",
	access.RequestGranted:         "Zugriff gewährt",
	access.RequestConsented:       "Dauerfreigabe genutzt",
	access.RequestApproved:        "Erste von zwei Zustimmungen erteilt",
	access.RequestDenied:          "Zugriffsanfrage abgelehnt",
	access.RequestWithdrawn:       "Zugriffsanfrage zurückgezogen",
	access.GrantRevoked:           "Zugriff entzogen",
	access.GrantHandedBack:        "Zugriff zurückgegeben",
	access.GrantShortened:         "Zugriff verkürzt",
	access.RuleSet:                "Zugriffsregel festgelegt",
	access.RuleRemoved:            "Zugriffsregel entfernt",
	access.ConsentGiven:           "Dauerfreigabe erteilt",
	access.ConsentEnded:           "Dauerfreigabe beendet",
	access.AccessFrozen:           "Externer Zugriff gesperrt",
	access.AccessUnfrozen:         "Zugriffssperre aufgehoben",
	access.NoticesChosen:          "Benachrichtigungen festgelegt",
	access.DeputyNamed:            "Vertretung benannt",
	access.DeputyEnded:            "Vertretung beendet",
	access.CalendarMade:           "Kalenderadresse erstellt",
	access.CalendarRemoved:        "Kalenderadresse entfernt",
	access.WebappCreated:          "Web-App angelegt",
	access.WebappChanged:          "Web-App geändert",
	access.WebappDeleted:          "Web-App gelöscht",
	access.WebappOpened:           "Web-App geöffnet",
	access.WebappAssigned:         "Web-App zugewiesen",
	access.WebappTakenAway:        "Web-App entzogen",
	access.SubscriptionAdded:      "Abonnement hinzugefügt",
	access.SubscriptionChanged:    "Abonnement geändert",
	access.SubscriptionRemoved:    "Abonnement entfernt",
	access.WebappClientSet:        "Anmeldung der Web-App festgelegt",
	access.WebappClientRemoved:    "Anmeldung der Web-App beendet",
	access.WebappSecretMade:       "Geheimnis der Web-App erstellt",
	access.WebappSecretEnded:      "Geheimnis der Web-App beendet",
	access.VisitorsSet:            "Web-Apps für Besucher festgelegt",
	access.SubscriptionsRead:      "Seite der Abonnements aufgerufen",
	access.InvoiceCreated:         "Rechnung ausgestellt",
	access.InvoicePaid:            "Rechnung als bezahlt markiert",
	access.InvoiceCancelled:       "Rechnung storniert",
	access.KeyBegun:               "Neuer Protokollschlüssel eingeführt",
	access.ForkAccepted:           "Abzweigung des Protokolls akzeptiert",
	access.Restored:               "Aus einer Sicherung wiederhergestellt",
	access.EvidenceMade:           "Nachweispaket erstellt",
	access.ClockAccepted:          "Uhrzeit des Servers akzeptiert",
}

// --- Details ---

var deDetails = map[access.Detail]string{
	access.DetailValidFrom:           "Gültig ab",
	access.DetailValidTo:             "Gültig bis",
	access.DetailLength:              "Dauer",
	access.DetailLapses:              "Verfällt",
	access.DetailState:               "Status",
	access.DetailAccess:              "Zugriff",
	access.DetailReason:              "Begründung",
	access.DetailPerson:              "Person",
	access.DetailCompany:             "Unternehmen",
	access.DetailRequestedBy:         "Angefragt von",
	access.DetailDescription:         "Beschreibung",
	access.DetailTicket:              "Ticket",
	access.DetailExtends:             "Verlängert",
	access.DetailConsentOf:           "Dauerfreigabe von",
	access.DetailAccount:             "Account",
	access.DetailLongestVisit:        "Höchstdauer je Besuch",
	access.DetailHours:               "Zugriffszeiten",
	access.DetailUntil:               "Bis",
	access.DetailReadOnly:            "Nur lesen",
	access.DetailDescriptionRequired: "Beschreibung erforderlich",
	access.DetailSecondFactor:        "zweiter Faktor erforderlich",
	access.DetailApprovals:           "Erforderliche Zustimmungen",
	access.DetailLongest:             "Höchstdauer",
	access.DetailName:                "Name",
	access.DetailRoles:               "Rollen",
	access.DetailRole:                "Rolle",
	access.DetailRolesKept:           "Rollen, die nicht mehr mit dem Zugriff enden",
	access.DetailMadeBy:              "Angelegt von",
	access.DetailFirstName:           "Vorname",
	access.DetailLastName:            "Nachname",
	access.DetailEmail:               "E-Mail",
	access.DetailEmailAccepted:       "anerkannte E-Mail",
	access.DetailEmailDoubted:        "anzuerkennende E-Mail",
	access.DetailPasswordDays:        "Tage bis zum Ablauf von Kennwörtern",
	access.DetailContact:             "Kontaktperson",
	access.DetailTimeZone:            "Zeitzone",
	access.DetailIndustry:            "Branche",
	access.DetailType:                "Typ",
	access.DetailSetting:             "Einstellung",
	access.DetailKey:                 "Schlüssel",
	access.DetailAddress:             "Adresse",
	access.DetailWebapp:              "Web-App",
	access.DetailSeats:               "Plätze",
	access.DetailSeatsUsed:           "Belegte Plätze",
	access.DetailMessages:            "Nachrichten",
	access.DetailPrice:               "Preis",
	access.DetailVATRate:             "USt.-Satz",
	access.DetailNet:                 "Netto",
	access.DetailVAT:                 "USt.",
	access.DetailTotal:               "Gesamtbetrag",
	access.DetailCurrency:            "Währung",
	access.DetailDue:                 "Fällig",
	access.DetailPeriodFrom:          "Zeitraum von",
	access.DetailPeriodTo:            "Zeitraum bis",
	access.DetailStatus:              "Status",
	access.DetailCancellation:        "Storno",
	access.DetailDeputy:              "Vertretung",
	access.DetailFunction:            "Berechtigung",
	access.DetailTimes:               "Anzahl",
	access.DetailRepeated:            "Wiederholt",
	access.DetailVarious:             "Objekt",
	access.DetailWaits:               "Wartezeit dieser Adresse",
	access.DetailPublicKey:           "Öffentlicher Schlüssel",
	access.DetailSigningKey:          "Signaturschlüssel",
	access.DetailNextSigningKey:      "Nächster Signaturschlüssel",
	access.DetailOldSigningKey:       "Früherer Signaturschlüssel",
	access.DetailEntries:             "Einträge",
	access.DetailBackupOf:            "Sicherung von",
	access.DetailLostHeads:           "Verlorene signierte Stände",
	access.DetailLostEntries:         "Verlorene Einträge",
	access.DetailFile:                "Datei",
	access.DetailSHA256:              "SHA-256",
	access.DetailAccessKept:          "Zugriff",
	access.DetailFrom:                "Von",
	access.DetailTo:                  "Bis",
	access.DetailNow:                 "Jetzt",
	access.DetailLanguage:            "Sprache",
	access.DetailCause:               "Anlass",
	access.DetailSessions:            "Sitzungen",
	access.DetailSince:               "seit",
	access.DetailProof:               "Identität bestätigt mit",
	access.DetailPasskey:             "Passkey",
	access.DetailClientID:            "Client-ID",
	access.DetailPublic:              "öffentlich",
	access.DetailRedirectURIs:        "Redirect-URIs",
	access.DetailAfterLogoutURIs:     "Post-Logout-Redirect-URIs",
	access.DetailLogoutURI:           "Back-Channel-Logout-URI",
	access.DetailHint:                "beginnt mit",
	access.DetailWebapps:             "Web-Apps",
	access.DetailFingerprint:         "Schlüssel",
	access.DetailDecision:            "was unterschrieben wurde",
	access.DetailAuthenticatorData:   "vom Authenticator",
	access.DetailClientData:          "vom Browser",
	access.DetailSignature:           "Unterschrift",
	access.DetailCredential:          "Passkey-ID",
	access.DetailProvider:            "Identitätsanbieter",
	access.DetailIssuer:              "Issuer",
	access.DetailClientSecret:        "Client-Secret",
	access.DetailScopes:              "Scopes",
	access.DetailGroupsClaim:         "Claim mit Gruppen",
	access.DetailGroups:              "Gruppen, die sich anmelden dürfen",
	access.DetailFactorValues:        "zweiter Faktor durch",
	access.DetailEnabled:             "eingeschaltet",
	access.DetailRequired:            "erforderlich",
	access.DetailCreates:             "legt Benutzer an",
	access.DetailSubject:             "Identität",
	access.DetailHow:                 "verknüpft durch",
	access.DetailWhy:                 "Nach der Sicherung",
	access.DetailWhyAt:               "Nach der Sicherung: Zeitpunkt",
	access.DetailWhyBy:               "Nach der Sicherung: von",
	access.DetailWhyReason:           "Nach der Sicherung: Begründung",
}

// --- Functions ---

var deFunctions = map[access.Function]string{
	access.LogIn:                   "Verwaltung nutzen",
	access.OpenWebapps:             "Abonnierte Web-Apps nutzen",
	access.ReadAccount:             "Account-Details anzeigen",
	access.UpdateAccount:           "Account-Details bearbeiten",
	access.CreateAccounts:          "Accounts anlegen",
	access.DeleteAccounts:          "Accounts löschen",
	access.ChangeAccountPassword:   "Kennwort des Accounts ändern",
	access.AssignAccountRoles:      "Account-Rollen zuweisen",
	access.EnableAccounts:          "Accounts aktivieren und deaktivieren",
	access.ReadCompanies:           "Unternehmen anzeigen",
	access.ManageCompanies:         "Unternehmen anlegen, bearbeiten und löschen",
	access.ReadCompanySettings:     "Unternehmenseinstellungen anzeigen",
	access.UpdateCompanySettings:   "Unternehmenseinstellungen bearbeiten",
	access.ReadUsers:               "Benutzer anzeigen",
	access.UpdateUsers:             "Benutzerdaten bearbeiten",
	access.CreateUsers:             "Benutzer anlegen",
	access.DeleteUsers:             "Benutzer löschen",
	access.AssignSuperuser:         "SUPERUSER zuweisen",
	access.AssignExternalSuperuser: "EXTERNAL_SUPERUSER zuweisen",
	access.AssignExternalUser:      "EXTERNALUSER zuweisen",
	access.AssignSubscriptions:     "Benutzern Abonnements zuweisen",
	access.ManageWebapps:           "Web-App-Katalog verwalten",
	access.ManageSubscriptions:     "Abonnements der Accounts verwalten",
	access.RequestAccess:           "Zugriff anfragen",
	access.ReadRequests:            "Zugriffsanfragen anzeigen",
	access.DecideRequests:          "Über Zugriffsanfragen entscheiden",
	access.SetAccessRules:          "Zugriffsregeln festlegen, Dauerfreigaben erteilen und den Zugriff sperren",
	access.ReadRecord:              "Protokoll lesen",
	access.CreateInvoices:          "Rechnungen für SMS-Nachrichten erstellen",
	access.ReadInvoices:            "Rechnungen anzeigen",
}

// --- Causes ---

var deCauses = Causes{
	FrozenAll:      "Der externe Zugriff wurde gesperrt.",
	CompanyDeleted: "Das Unternehmen wurde gelöscht.",
	Restored:       "Eine Sicherung wurde wiederhergestellt. Details stehen im Protokoll.",
	AccountDeleted: func(account string) string { return "Der Account " + account + " wurde gelöscht." },
	Names: map[access.Cause]string{
		access.CauseFreeze: "externer Zugriff gesperrt", access.CauseCompanyDeleted: "Unternehmen gelöscht",
		access.CauseAccountDeleted: "Account gelöscht", access.CauseAskerDeleted: "anfragender Account gelöscht",
		access.CauseRestore: "Sicherung wiederhergestellt",
	},
	Ends: map[access.End]string{
		access.EndNotKnown: "nicht bekannt", access.EndMissing: "nicht in der ersetzten Datenbank",
		access.EndRevoked: "entzogen", access.EndHandedBack: "zurückgegeben", access.EndShortened: "verkürzt", access.EndDenied: "abgelehnt",
		access.EndWithdrawn: "zurückgezogen", access.EndEnded: "beendet", access.EndDisabled: "deaktiviert", access.EndDeactivated: "deaktiviert",
		access.EndDeleted: "gelöscht", access.EndTaken: "entzogen", access.EndRemoved: "entfernt, erneuert oder unwirksam geworden",
		access.EndReplaced: "ersetzt", access.EndUsed: "verwendet", access.EndChanged: "geändert",
		access.End(access.CauseFreeze): "externer Zugriff gesperrt", access.End(access.CauseCompanyDeleted): "Unternehmen gelöscht",
		access.End(access.CauseAccountDeleted): "Account gelöscht", access.End(access.CauseAskerDeleted): "anfragender Account gelöscht",
		access.End(access.CauseRestore): "bei einer früheren Wiederherstellung beendet",
	},
}

// --- Layout ---

var deLayout = Layout{
	SkipToContent: "Zum Inhalt springen", Main: "Hauptnavigation", SearchHere: "Suche", SignOut: "Abmelden",
	SignedInAs: func(login string) string { return "Angemeldet als " + login },
	Roles:      "Rollen und ihre Berechtigungen", Shortcuts: "Tastenkürzel", CtrlK: "Strg+K",
	Account: "Account", ThirdParty: "Fremder Account", Waiting: "offen",
	WaitForYou: func(n int64) string {
		if n == 1 {
			return "Anfrage wartet auf Ihre Entscheidung"
		}
		return "Anfragen warten auf Ihre Entscheidung"
	},
	Start: "Start", AccountPage: "Account", ExternalAccess: "Externer Zugriff", Accounts: "Accounts", ThirdPartyAccounts: "Fremde Accounts",
	Ask: "Zugriff anfragen", Webapps: "Web-Apps", Payment: "Abrechnung",
	Tabs: "Account", Details: "Details", Companies: "Unternehmen", Users: "Benutzer", Subscriptions: "Abonnements", Record: "Protokoll", Invoices: "Rechnungen",
	AllRequests: "Anfragen für alle Accounts", RulesAndFreeze: "Regeln, Dauerfreigabe und Zugriffssperre", OwnLogin: "Ihr Login, Kennwort und Benachrichtigungen",
}

// --- Parts ---

var deParts = Parts{
	Accounts: deThings("der", "Account", "Accounts"), Companies: deThings("das", "Unternehmen", "Unternehmen"),
	Users: deThings("der", "Benutzer", "Benutzer"), Webapps: deThings("die", "Web-App", "Web-Apps"),
	Requests: deThings("die", "Anfrage", "Anfragen"), Invoices: deThings("die", "Rechnung", "Rechnungen"),
	Entries: deThings("der", "Eintrag", "Einträge"),
	Show:    "Anzeigen", ShowAll: "Alle anzeigen", Pages: "Seiten", FirstPage: "Erste Seite", NextPage: "Nächste Seite",
	PageOf: func(page, pages int64) string { return "Seite " + deNumber(page) + " von " + deNumber(pages) },

	Undo: "Rückgängig machen", Dismiss: "Ausblenden", Cancel: "Abbrechen",

	SentTwice:     "Das Formular wurde mehrmals gesendet, aber nur einmal verarbeitet.",
	SentTwiceLink: "Das Formular wurde mehrmals gesendet, aber nur einmal verarbeitet. Der Einrichtungslink wurde in der ersten Antwort angezeigt. Wenn er niemandem vorliegt, erstellen Sie hier einen neuen.",
	TypedAgain:    "Ihre Eingaben wurden nicht verarbeitet. Das Formular enthält sie wieder, außer Kennwörtern und geheimen Werten. Prüfen Sie es und senden Sie es noch einmal.",
	NotDone:       "Ihre letzte Aktion wurde nicht ausgeführt. Versuchen Sie es noch einmal.",

	Differences: deDifferences,
	Stale:       "Diese Daten wurden geändert, während Sie sie geöffnet hatten. Ihre Änderungen sind nicht gespeichert. Speichern Sie erneut, um die anderen Änderungen durch Ihre zu ersetzen:",

	AccountSearch: "Account", AccountSearchHint: "Geben Sie einen Teil des Namens ein.", AccountsFound: "Gefundene Accounts",
	NoAccountNamed: func(part string) string {
		return "Kein Account hat „" + part + "“ im Namen. Versuchen Sie es mit einem anderen Teil."
	},

	Which:    "Welcher der beiden Zeitpunkte?",
	First:    func(at string) string { return "Der erste: " + at },
	Second:   func(at string) string { return "Der zweite: " + at },
	ReadOnly: "Nur lesen, nicht bearbeiten",
	TimesIn:  func(zone string) string { return "Zeitangaben in der Zeitzone " + zone + "." },
	Browser:  func(name, system string) string { return joined(name, " unter ", system) },

	TimeZone: "Zeitzone", ZoneSearch: "Stadt oder +05:30", ZoneSearchLabel: "Zeitzonen durchsuchen",
	UnknownZone: func(zone string) string { return zone + " (hier unbekannt, Zeitangaben in UTC)" },
	ZoneUnknown: func(zone string) string { return "Ihre Zeitzone " + zone + " ist diesem Server unbekannt." },
	TimesInUTC:  "Zeiten werden in UTC angezeigt. Eingeben können Sie Zeiten erst, wenn Sie eine andere Zeitzone gewählt haben.", ChooseZone: "Andere Zeitzone wählen",

	By:    func(what, who string) string { return what + " – " + who },
	There: func(when string) string { return "Ortszeit des Unternehmens: " + when },

	Kinds: map[access.Kind]string{
		access.KindOperator: "Betreiber", access.KindNobody: "niemand angemeldet", access.KindExternal: "jemand von außen",
	},
	CommandLine: "Befehlszeile",

	NoBackup:         "Es gibt noch keine Sicherung.",
	LastBackup:       func(at string) string { return "Die letzte Sicherung ist vom " + at + "." },
	BackupFailed:     "Ein späterer Versuch des Servers ist fehlgeschlagen. Der Grund steht im Log des Servers.",
	BackupMissed:     "Seitdem hätte der Server eine weitere anlegen müssen. Prüfen Sie das Log des Servers.",
	NoBackupsPlanned: "Der Server legt von sich aus keine Sicherungen an. Der Betreiber kann --backup-dir setzen oder latchkey backup täglich ausführen lassen.",
}

// deThings are things by their singular and plural; article is for the singular.
func deThings(article, one, many string) Things {
	count := func(n int64) string { return noun{one, many}.of(n, deNumber) }
	page := func(which string) func(int64) string {
		return func(n int64) string {
			if n != 1 {
				return "Die " + which + "n " + count(n)
			}
			switch article {
			case "der":
				return "Der " + which + " " + one
			case "das":
				return "Das " + which + " " + one
			default:
				return "Die " + which + " " + one
			}
		}
	}
	return Things{
		All: func(n int64) string {
			if n == 0 {
				return "Keine " + many
			}
			return count(n)
		},
		First: page("erste"), Next: page("nächste"), Last: page("letzte"),
		NoMore: "Keine weiteren " + many, NoneFound: "Keine passenden " + many + " gefunden.", ShowAll: "Alle " + many + " anzeigen", AsCSV: "CSV dieser " + many,
	}
}

// --- Differences ---

var deDifferences = Differences{
	format: &deFormat,
	Fields: map[string]string{
		"provider_issuer": "Issuer", "client_id": "Client-ID", "scopes": "Weitere Scopes", "groups_claim": "Claim mit Gruppen", "groups": "Gruppen, die sich anmelden dürfen",
		"enabled": "Eingeschaltet", "required": "Erforderlich", "creates": "Benutzer anlegen",
		"account": "Rechnung an", "issuer": "Von", "issued": "Ausgestellt", "due_date": "Fällig", "period": "Leistungszeitraum", "messages": "Nachrichten",
		"price": "Preis je Nachricht", "net": "Netto", "vat_rate": "USt.-Satz in %", "vat": "USt.", "total": "Gesamtbetrag", "note": "Hinweis",
		"earlier": "Rechnungen für dieselben Tage",
		"name":    "Name", "description": "Beschreibung", "industry": "Branche", "time_zone": "Zeitzone", "type": "Typ", "address": "Adresse",
		"first_name": "Vorname", "last_name": "Nachname", "email": "E-Mail-Adresse",
		"contact_first_name": "Vorname der Kontaktperson", "contact_last_name": "Nachname der Kontaktperson",
		"expiry_days": "Tage bis zum Ablauf von Kennwörtern", "roles": "Rollen", "webapps": "Web-Apps", "seats": "Plätze", "valid_from": "Beginn", "valid_to": "Ende",
		"longest": "Höchstdauer", "hours": "Zugriffszeiten", "read_only": "Nur lesen", "description_required": "Beschreibung erforderlich", "second_factor": "Zweiter Faktor erforderlich", "wish": "Zweiter Faktor", "from": "Ab",
		"redirect_uris": "Redirect-URIs", "after_logout_uris": "Post-Logout-Redirect-URIs", "logout_uri": "Back-Channel-Logout-URI", "public": "Öffentlicher Client",
		"approvals":                   "Erforderliche Zustimmungen",
		string(access.TopicRequests):  "Neue Anfragen",
		string(access.TopicReminders): "Erinnerungen",
		string(access.TopicVisits):    "Besuche",
		string(access.TopicUsers):     "Neue Benutzer",
		string(access.TopicInvoices):  "Rechnungen",
		string(access.TopicDecisions): "Entscheidungen",
		string(access.TopicChanges):   "Änderungen an Ihrem Zugriff",
		string(access.TopicEnding):    "Zugriff, der bald endet",
		string(access.TopicEnded):     "Beendeter Zugriff",
	},
	NowAndTyped: func(field, theirs, yours string) string { return field + ": " + theirs + " → " + yours },
	OnlyNow:     func(field, theirs string) string { return field + ": " + theirs },
	Nothing:     "leer", Yes: "ja", No: "nein", NoBound: "unbegrenzt", Hidden: "(geheim)",
	OnePerson: "eine Person", TwoPeople: "zwei verschiedene Personen",
	Period:  func(first, last string) string { return first + " – " + last },
	Wishes:  deWishes,
	Choices: map[access.Choice]string{access.ChoiceNow: "sofort per E-Mail", access.ChoiceDigest: "in der Tagesübersicht", access.ChoiceNone: "keine E-Mail"},
}

// --- Login ---

var deLogin = Login{
	Title:           "Anmelden",
	SignedOut:       "Sie sind abgemeldet.",
	BeginAgain:      "Das hat zu lange gedauert, oder es gab zu viele Versuche. Melden Sie sich noch einmal an.",
	PasswordSet:     "Das Kennwort wurde festgelegt. Melden Sie sich damit an.",
	NotSetUpTitle:   "Latchkey ist noch nicht eingerichtet",
	NotSetUp:        "Wenn Sie diesen Server betreiben, öffnen Sie die Einrichtungsadresse, die er beim Start ausgegeben hat. Sie sieht aus wie …/setup/… und legt den ersten Account an. Sie finden sie hier:",
	InTheTerminal:   "Wenn Sie ihn selbst gestartet haben: im Terminal, über dem Protokoll.",
	InTheLog:        "Als systemd-Dienst:",
	InTheContainer:  "In einem Container:",
	NewSetUpAddress: "Die Adresse funktioniert einmal und 24 Stunden lang. Eine neue erhalten Sie, wenn Sie den Server neu starten.",
	PasswordSetFor: func(login, me string) string {
		return "Das Kennwort von " + login + " wurde festgelegt. Sie sind weiterhin als " + me + " angemeldet."
	},
	SignInToGoOn:   "Melden Sie sich an, um fortzufahren.",
	NotDone:        "Melden Sie sich an, um fortzufahren. Ihre letzte Aktion wurde nicht ausgeführt.",
	NotDoneButKept: "Melden Sie sich an, um fortzufahren. Ihre letzte Aktion wurde nicht ausgeführt. Ihre Eingaben bleiben eine Stunde lang erhalten und stehen nach der Anmeldung wieder im Formular.",
	HTTPSNeeded:    "Zum Anmelden ist HTTPS erforderlich.",
	Open:           func(address string) string { return address + " öffnen" },
	SignInAs:       "Anmelden als", UserLogin: "Benutzer", AccountLogin: "Account",
	Account: "Account", User: "Benutzer", Password: "Kennwort",
	UserLoginIs:         "Ihr persönlicher Login in einem Account.",
	AccountLoginIs:      "Der Login des Accounts selbst, ohne Benutzernamen.",
	Remember:            "Account auf diesem Gerät merken",
	AccountMayStayEmpty: "Oder lassen Sie „Account“ leer und geben Sie hier „Benutzer @ Account“ ein.",
	SignIn:              "Anmelden",
	WrongUser:           "Die Anmeldung ist fehlgeschlagen. Prüfen Sie Account, Benutzer, Kennwort und die gewählte Registerkarte.",
	WrongAccount:        "Die Anmeldung ist fehlgeschlagen. Prüfen Sie Account, Kennwort und die gewählte Registerkarte.",

	SecondTitle: "Noch ein Schritt",
	SecondFor:   func(login string) string { return "Sie melden sich als " + login + " an." },
	Code:        "Einmalcode", CodeHint: "Die sechs Ziffern, die Ihre Authenticator-App jetzt anzeigt.",
	UseRecoveryCode: "Wiederherstellungscode verwenden", RecoveryCode: "Wiederherstellungscode", RecoveryCodeHint: "Einer der Codes, die Sie gesichert haben. Jeder gilt nur einmal.",
	StartAgain: "Mit einem anderen Login anmelden",
	LostFactors: func(isAccount bool) string {
		if isAccount {
			return "Haben Sie Ihre zweiten Faktoren und Wiederherstellungscodes verloren? Bitten Sie den Betreiber von Latchkey, die zweiten Faktoren des Accounts zurückzusetzen."
		}
		return "Haben Sie Ihre zweiten Faktoren und Wiederherstellungscodes verloren? Bitten Sie einen Administrator Ihres Accounts, Ihre zweiten Faktoren zurückzusetzen."
	},

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

	LeaveTitle: "Bei Latchkey abmelden?",
	LeaveSentence: func(webapp string) string {
		if webapp == "" {
			return "Eine Web-App bittet darum. Dabei werden Sie auch bei allen Web-Apps abgemeldet, die Sie in dieser Sitzung geöffnet haben."
		}
		return webapp + " bittet darum. Dabei werden Sie auch bei allen Web-Apps abgemeldet, die Sie in dieser Sitzung geöffnet haben."
	},
	LeaveNot: "Angemeldet bleiben",
}

// --- Passwords ---

var dePasswords = Passwords{
	Set:     func(when string) string { return "Festgelegt am " + when },
	Expires: func(when string) string { return "Läuft ab am " + when },
	Expired: func(when string) string {
		return "Abgelaufen am " + when + ". Bei der nächsten Anmeldung muss ein neues gewählt werden."
	},
	NotSet: "Noch nicht festgelegt",

	NewTitle:    "Neues Kennwort wählen",
	SaveAndGoOn: "Speichern und fortfahren",
	OldExpired: func(login string) string {
		return "Das Kennwort von " + login + " ist abgelaufen. Wählen Sie ein neues, um die Anmeldung abzuschließen."
	},
	OldPrinted: func(login string) string {
		return "Das Kennwort von " + login + " wurde vom Betreiber vergeben. Wählen Sie ein eigenes, um die Anmeldung abzuschließen."
	},
	OldKnown: func(login string) string {
		return "Das aktuelle Kennwort von " + login + " wird häufig verwendet oder war Teil eines Datenlecks. Wählen Sie ein neues, um die Anmeldung abzuschließen."
	},

	Forgotten:         "Kennwort vergessen?",
	ForgottenSentence: "Sie erhalten per E-Mail einen Link, mit dem Sie ein neues Kennwort wählen können.",
	SendLink:          "Link senden",
	AskSomeone:        "Dieser Server versendet keine E-Mails. Bitten Sie einen Administrator Ihres Accounts um einen Einrichtungslink. Wenn Sie das Kennwort eines Account-Logins vergessen haben, wenden Sie sich an den Betreiber von Latchkey.",
	BackToSignIn:      "Zurück zur Anmeldung",
	LookTitle:         "Prüfen Sie Ihren Posteingang",
	Asked:             "Falls es diesen Login gibt und für ihn eine E-Mail-Adresse hinterlegt ist, wird ein Link gesendet. Er ist 30 Minuten gültig und funktioniert nur einmal.",
	NothingCame:       "Nach einigen Minuten ist nichts angekommen? Sehen Sie im Spam-Ordner nach und prüfen Sie, ob Sie den richtigen Login angegeben haben. Für einen Login wird höchstens alle 15 Minuten ein Link gesendet. Wenn keine E-Mail-Adresse hinterlegt ist, wenden Sie sich an einen Administrator Ihres Accounts.",
	ForLogin: func(login string) string {
		return "Sie wählen ein neues Kennwort für den Login " + login + ". Dieser Link funktioniert nur einmal. Alle Sitzungen dieses Logins werden beendet. Melden Sie sich danach mit dem neuen Kennwort an."
	},
	LinkGoesTo: func(email string) string {
		return "Wenn Sie es vergessen, können Sie sich einen Link für ein neues Kennwort an " + email + " senden lassen."
	},

	Heading:   "Kennwörter",
	Days:      "Tage bis zum Ablauf von Kennwörtern",
	DaysHint:  "Wessen Kennwort abgelaufen ist, muss bei der nächsten Anmeldung ein neues wählen. Lassen Sie das Feld leer, wenn Kennwörter nicht ablaufen sollen: Wer sein Kennwort regelmäßig ändern muss, wählt häufig ein schwächeres.",
	SaveDays:  "Speichern",
	DaysSaved: "Gespeichert.",

	SendSetupLink:        "Einrichtungslink per E-Mail senden",
	SendPasswordLink:     "Kennwortlink per E-Mail senden",
	SendPasswordLinkHint: "Der Account erhält einen Link, mit dem sich ein neues Kennwort wählen lässt. Ihnen wird er nicht angezeigt. Er ist 30 Minuten gültig und funktioniert nur einmal.",
	NewLinkByMail:        "Stattdessen einen neuen Link per E-Mail senden",
	Sent:                 func(email string) string { return "Der Link wird an " + email + " gesendet." },

	EmailFromOutside: "Diese Adresse hat jemand von außerhalb des Accounts oder dessen Identitätsanbieter eingetragen, oder sie stammt aus einer wiederhergestellten Sicherung. Solange Sie nicht angeben, dass es Ihre ist, werden dorthin keine Links gesendet.",
	EmailAccepted:    "Das ist unsere Adresse, und Kennwortlinks dürfen dorthin gesendet werden",
}

// --- Emails ---

var deEmails = Emails{
	Heading:      "E-Mail-Adresse",
	Confirmed:    func(when string) string { return "Bestätigt am " + when },
	NotConfirmed: "Nicht bestätigt",
	SentTo: func(email, when string) string {
		return "An " + email + " wurde am " + when + " ein Link gesendet. Öffnen Sie ihn, um die Adresse zu bestätigen."
	},
	NeverSent: func(email string) string {
		return "Lassen Sie sich einen Link an " + email + " senden und öffnen Sie ihn, um die Adresse zu bestätigen."
	},
	Outside: "Diese Adresse hat jemand anderes oder ein Identitätsanbieter eingetragen, oder sie stammt aus einer wiederhergestellten Sicherung. Geben Sie zuerst an, dass es Ihre ist: dort, wo Sie Ihre Daten bearbeiten.",
	Soon:    "Frühestens 15 Minuten nach dem letzten Link können Sie sich einen weiteren senden lassen.",
	Send:    "Link senden",

	Title: "E-Mail-Adresse bestätigen",
	Sentence: func(email, login string) string {
		return email + " ist die E-Mail-Adresse des Logins " + login + "."
	},
	Hint:      "Bestätigen Sie die Adresse, wenn das stimmt. Andernfalls schließen Sie einfach diese Seite: Die Adresse bleibt unbestätigt.",
	Confirm:   "Adresse bestätigen",
	DoneTitle: "E-Mail-Adresse bestätigt",
	Done: func(email, login string) string {
		return email + " ist jetzt für den Login " + login + " bestätigt."
	},
	DoneAlready: "Diese Adresse ist bestätigt.",
	DoneHint:    "Sie müssen nichts weiter tun.",
	ToStart:     "Zu Latchkey",
}

// --- Start ---

var deStart = Start{
	LastSignIn: func(at, browser, address string) string {
		return "Letzte Anmeldung: " + at + ", " + browser + " (" + address + ")."
	},
	LastSignInOn: func(at string) string { return "Letzte Anmeldung: " + at + "." }, CheckSessions: "Sitzungen prüfen",
	Hello: func(user string) string { return "Guten Tag, " + user },

	InNow: "Ihr Zugriff zurzeit", NowhereIn: "Sie haben zurzeit keinen Zugriff auf die Daten eines Kunden.", WithAccess: func(account string) string { return "Mit Ihrem Zugriff auf " + account },
	Until:   func(account, until string) string { return account + ", bis " + until },
	InUntil: func(from, company, until string) string { return from + ", in " + company + " bis " + until },

	Webapps: "Ihre Web-Apps", AssignYourself: "Sich eine Web-App zuweisen",
	NoWebapp: func(account string) string {
		return "Derzeit sind für Sie keine Web-Apps verfügbar. Ein Administrator von " + account + " weist sie zu."
	},
	NoWebappAssign: func(account string) string {
		return "Derzeit sind für Sie keine Web-Apps verfügbar. Sie können sich die Web-Apps zuweisen, die " + account + " abonniert hat."
	},

	WrongSoOften: func(n int64, last string) string {
		if n == 1 {
			return "Seit gestern wurde für Ihren Login ein falsches Kennwort eingegeben, und zwar am " + last + ". Wenn Sie das nicht waren, stellen Sie sicher, dass niemand Ihr Kennwort erraten kann."
		}
		return "Seit gestern wurde für Ihren Login " + deNumber(n) + "-mal ein falsches Kennwort eingegeben, zuletzt am " + last + ". Wenn Sie das nicht waren, stellen Sie sicher, dass niemand Ihr Kennwort erraten kann."
	},

	OwnData: "Ihre Benutzerdaten", Why: "Was Sie dürfen und warum",

	GettingStarted: "Erste Schritte", UntilDone: "Diese Liste verschwindet, sobald alles erledigt ist, was nicht warten kann.", Done: "Erledigt:",
	Steps: map[access.Step]Step{
		access.StepCustomer:  {"Ersten Kunden-Account anlegen", "Die Organisation, die entscheidet, wer Zugriff auf die Daten ihrer Unternehmen erhält."},
		access.StepCompany:   {"Erstes Unternehmen anlegen", "Zugriff wird immer für ein einzelnes Unternehmen angefragt und gewährt. Auch der Kunde kann es anlegen."},
		access.StepAsker:     {"Account mit der Rolle SUPPORT anlegen", "Seine Benutzer fragen Zugriff an. Das kann auch ein Account mit der Rolle CONSULTANT."},
		access.StepWebapp:    {"Erste Web-App hinzufügen", "Accounts abonnieren Web-Apps, und Benutzer öffnen sie von ihrer Startseite aus."},
		access.StepUser:      {"Für jede Person, die Zugriff anfragt, einen Benutzer anlegen", "Ein gewährter Zugriff gilt für die verantwortliche Person und für diesen Account."},
		access.StepAsk:       {"Zum ersten Mal Zugriff anfragen", "Die Administratoren des Kunden entscheiden."},
		access.StepSuperuser: {"Ersten Benutzer mit der Rolle SUPERUSER anlegen", "Eine Person mit eigenem Login, die über Anfragen entscheidet und im Protokoll namentlich genannt wird."},
		access.StepRules:     {"Regeln festlegen (optional)", "Bedingungen, die jede Anfrage erfüllen muss: die Höchstdauer, die Zugriffszeiten und ob zwei Personen zustimmen müssen."},

		access.StepSubscription: {"Für einen Kunden eine Web-App abonnieren (optional)", "Mit einer Anzahl von Plätzen. Die Administratoren des Kunden weisen die Web-App dann ihren Benutzern zu."},
		access.StepSeat:         {"Einem Benutzer eine Web-App zuweisen (optional)", "Er öffnet sie dann von seiner Startseite aus. Jeder Benutzer belegt einen Platz."},
		access.StepSales:        {"Account mit der Rolle SALES anlegen (optional)", "Er stellt SMS-Nachrichten in Rechnung. Er braucht Name und E-Mail-Adresse einer Kontaktperson."},
		access.StepHTTPS:        {"Über HTTPS bereitstellen", "Stellen Sie einen Proxy mit Zertifikat davor und starten Sie den Server mit --url https://…. Bis dahin können sich nur Browser auf diesem Rechner anmelden."},
		access.StepMail:         {"E-Mails senden", "Starten Sie den Server mit --smtp und --mail-from. Dann erfahren alle von Anfragen und können vergessene Kennwörter neu festlegen."},
		access.StepKeys:         {"Datenbank und Schlüssel sichern", "Starten Sie den Server mit --backup-dir und führen Sie latchkey backup --with-key aus. Ohne die Schlüssel wird das Protokoll nicht weiter signiert, und Einmalcodes gehen verloren."},
	},
	OwnCompany: "Zugriff wird immer für ein einzelnes Unternehmen angefragt und gewährt.",
}

// --- Access ---

var deAccess = Access{
	CountWaiting: func(n int64, more bool) string { return deAtLeast(n, more) + " noch offen" },
	CountExternal: func(n int64, more bool) string {
		if n == 1 {
			return "1 externer Login"
		}
		return deAtLeast(n, more) + " externe Logins"
	},
	CountNow: func(n int64) string {
		if n == 1 {
			return "1 hat jetzt Zugriff"
		}
		return deNumber(n) + " haben jetzt Zugriff"
	},
	CountComing: func(n int64) string { return deNumber(n) + " später" },

	PageTitle:     func(account string) string { return "Externer Zugriff auf " + account },
	TimelineTitle: func(account string) string { return "Zeitachse von " + account },
	AskForAccess:  "Zugriff anfragen", RulesAndFreeze: "Regeln und Sperre",
	View: "Ansicht", ViewList: "Liste", ViewTimeline: "Zeitachse", ViewAll: "Alle Accounts",

	ForYou:             WaitingHeading{"Wartet auf Sie", "Wartet auf Sie oder gerade entschieden"},
	ForAnyone:          WaitingHeading{"Wartet auf eine Entscheidung", "Wartet auf eine Entscheidung oder gerade entschieden"},
	ForCustomer:        WaitingHeading{"Wartet auf den Kunden", "Wartet auf den Kunden oder gerade entschieden"},
	DecidedJustNow:     "Gerade entschieden",
	NothingWaits:       "Keine offenen Anfragen.",
	NothingWaitsFrozen: "Keine offenen Anfragen. Solange der externe Zugriff gesperrt ist, kann niemand Zugriff anfragen.",
	NothingWaitsYet:    "Keine offenen Anfragen. Neue Anfragen erscheinen hier.",
	NothingWaitsByMail: "Keine offenen Anfragen. Neue Anfragen erscheinen hier, und Sie werden per E-Mail benachrichtigt.",
	NothingWaitsHere:   func(account string) string { return "Keine offenen Zugriffsanfragen für " + account + "." },

	InNow: "Aktueller Zugriff", NobodyIn: "Zurzeit hat niemand Zugriff.", WhoIsIn: "Wer zurzeit Zugriff hat",
	KeptOut: "Ausgesetzter Zugriff", WhoIsKeptOut: "Wer Zugriff hat, ihn aber nicht nutzen kann, weil ein Account deaktiviert ist",
	Coming: "Künftiger Zugriff", WhoIsComing: "Wer später Zugriff erhält",
	Over: "Früherer Zugriff", NothingOver: "Abgelehnte, zurückgezogene und verfallene Anfragen sowie beendete Zugriffe erscheinen hier.", AllOver: "Alle früheren Zugriffe",
	TheLatest:      func(n int64) string { return "die letzten " + deNumber(n) },
	TimesAndDaysIn: func(zone string) string { return "Zeitangaben und Tage in der Zeitzone " + zone + "." },

	Elsewhere: "Offen bei anderen Accounts", NothingElsewhere: "Keine offenen Anfragen bei anderen Accounts.", TheyDecide: "Darüber entscheiden die Administratoren dieser Accounts.",
	WhatWaitsElsewhere: "Offene Anfragen bei anderen Accounts", AllThatWait: "Alle offenen Anfragen", AllAccounts: "Anfragen für alle Accounts",
	RequestsWait: func(n int64) string {
		if n == 1 {
			return "1 Zugriffsanfrage wartet auf Ihre Entscheidung."
		}
		return deNumber(n) + " Zugriffsanfragen warten auf Ihre Entscheidung."
	},
	Decide: "Entscheiden",

	From: "Von", To: "Bis", Show: "Anzeigen", NobodyThen: "An diesen Tagen hat niemand Zugriff. Gewährte Zugriffe werden hier dargestellt.", AroundToday: "Tage um heute anzeigen",
	Drawing: "Grafik; die Tabelle darunter enthält dieselben Angaben", AsTable: "Als Tabelle", WhoWasIn: "Wer Zugriff hat oder hatte", InFromTo: "Von – bis",
	Scale: "Zeitraum", Periods: "Andere Tage", Today: "Heute", EarlierDays: "Früher", LaterDays: "Später", OtherDays: "Andere Tage wählen", Now: "Jetzt",
	Scales: map[access.Scale]string{access.Around: "Drei Wochen", access.OneDay: "Tag", access.OneWeek: "Woche", access.AMonth: "Monat"},
	MoreBars: func(n int64) string {
		return "Angezeigt werden nur die " + deNumber(n) + " Zugriffe, die zuletzt beginnen. Wählen Sie weniger Tage, um die übrigen zu sehen."
	},
	ShortDay: func(t time.Time) string { return fmt.Sprintf("%d. %s", t.Day(), deMonths[t.Month()-1]) },

	NoExternalUsers: "Keine externen Benutzer. Das sind Personen eines anderen Accounts, zum Beispiel des Supports. Der Support legt sie an, solange Sie Zugriff gewähren. Sie enden mit dem Zugriff, wenn Sie sie nicht verlängern.",
	ExternalUsers:   "Externe Benutzer", User: "Benutzer", Owner: "Besitzer", Roles: "Rollen", ValidTo: "Gültig bis", NoEnd: "unbefristet", Live: "AKTIV", Out: "BEENDET",
	Extend: "Verlängern", End: "Beenden",
	ExtendUser: func(user string) string { return "Zugriff von " + user + " verlängern" },
	EndUser:    func(user string) string { return "Zugriff von " + user + " beenden" },
	ExtendUserMeans: func(user string) string {
		return user + " kann sich bis zum gewählten Zeitpunkt anmelden, mit allen hier aufgeführten Rollen."
	},
	EndUserMeans: func(user string) string {
		return user + " wird sofort abgemeldet und kann sich erst wieder anmelden, wenn Sie den Benutzer verlängern."
	},

	Calendar: "Kalender",
	CalendarHint: "Über eine geheime Adresse zeigt Ihr Kalenderprogramm, wer wann Zugriff hat: Unternehmen, Person und Status jedes Zeitraums. " +
		"Die Adresse funktioniert für alle, die sie kennen, und zwar bis Sie sie erneuern oder entfernen, bis sich Kennwort oder Rollen dieses Logins ändern oder bis damit keine Anmeldung mehr möglich ist.",
	CalendarAddress: "Adresse", CalendarAddressHint: "Abonnieren Sie diese Adresse in Ihrem Kalenderprogramm. Die Adresse wird nicht noch einmal angezeigt.",
	CalendarSince: func(when string) string { return "Seit " + when + " gibt es eine Adresse." },
	CalendarStopped: func(when string) string {
		return "Die Adresse, die es seit " + when + " gibt, funktioniert nicht mehr, weil sich das Kennwort oder die Rollen geändert haben. Erneuern Sie sie, um sie wieder zu nutzen."
	},
	MakeAddress: "Adresse erstellen", RenewAddress: "Adresse erneuern", RemoveAddress: "Adresse entfernen",
	AddressIsRemoved: "Die Kalenderadresse wurde entfernt.",
	CalendarName:     "Externer Zugriff",
	Event: func(company, who, state string) string {
		return "Zugriff auf " + company + ": " + who + " (" + state + ")"
	},
}

// --- Request ---

var deRequest = Request{
	States: map[access.State]string{
		access.Pending: "OFFEN", access.Lapsed: "VERFALLEN", access.Scheduled: "GEPLANT", access.Active: "AKTIV", access.Expired: "ABGELAUFEN",
		access.Refused: "ABGELEHNT", access.Withdrawn: "ZURÜCKGEZOGEN", access.Ended: "BEENDET",
	},
	Sentence: deRequestSentence,
	AskedFor: func(when When, otherWindow, toEdit bool) string {
		first, last := deFormat.Span(when.From, when.To)
		window := first + " – " + last
		if when.FromGrant {
			window = deFormat.FromGrant(when.For, when.From)
		}
		switch {
		case otherWindow && toEdit:
			return "angefragt: " + window + ", lesen und bearbeiten"
		case otherWindow:
			return "angefragt: " + window
		default:
			return "angefragt: lesen und bearbeiten"
		}
	},

	Title: "Anfragen", TitleOfAll: "Anfragen für alle Accounts", FromNewest: "Die neuesten zuerst.",
	FromNewestOfAll:    "Die neuesten zuerst. Über jede Anfrage entscheiden die Administratoren des Accounts, um den es geht.",
	RequestsForAccount: func(account string) string { return "Zugriffsanfragen für " + account },
	AnyState:           "Alle Status", OnlyWaiting: "Noch nicht entschieden", OnlyOpen: "Aktiv oder geplant", OnlyOver: "Vorbei", OnlyMine: "Nur meine",
	Find: "Suchen", FindHint: "Ticket, Beschreibung, Name", MoreFilters: "Filter", From: "Zugriff ab", To: "Zugriff bis", Sort: "Reihenfolge",
	NewestFirst: "Neueste zuerst", EndsFirst: "Was zuerst endet",
	LookedSince: func(at string) string {
		return "Dies sind die Anfragen seit " + at + ". Die nächste Seite sucht weiter zurück."
	},
	NoneYet: "Noch keine Anfragen. Sobald jemand Zugriff anfragt, erscheint die Anfrage hier.",

	Company: "Unternehmen", State: "Status", RequestedBy: "Angefragt von", Window: "Zeitraum", Decision: "Entscheidung", Act: "Aktion",
	Account: "Account", Ticket: "Ticket", Description: "Beschreibung", Access: "Zugriff", SaidYes: "Zugestimmt haben",
	ToBeExtended: "Verlängerung", Rules: "Regeln", Timeline: "Verlauf", NeverUsed: "nie genutzt",
	ExtendsThis: "verlängert einen früheren Zugriff",
	Until:       func(when string) string { return "bis " + when },
	Lapses:      func(when string) string { return "(verfällt am " + when + ")" },

	Asked:        func(ago string) string { return "angefragt " + ago },
	GrantedBy:    func(by, ago string) string { return "Gewährt von " + by + ", " + ago },
	ConsentedBy:  func(by, ago string) string { return "Gewährt durch die Dauerfreigabe von " + by + ", " + ago },
	DeniedBy:     func(by, ago string) string { return "Abgelehnt " + deFrom(by) + ", " + ago },
	WithdrawnBy:  func(by, ago string) string { return "Zurückgezogen von " + by + ", " + ago },
	RevokedBy:    func(by, ago string) string { return "Entzogen " + deFrom(by) + ", " + ago },
	HandedBackBy: func(by, ago string) string { return "Zurückgegeben von " + by + ", " + ago },

	NobodyGetsIn: func(account string) string {
		return "Der Account " + account + " ist deaktiviert. Solange er nicht wieder aktiviert ist, kann niemand diesen Zugriff nutzen."
	},
	NobodyCanGrant: func(account string) string {
		return "Der Account " + account + " ist deaktiviert. Solange er nicht wieder aktiviert ist, kann niemand zustimmen."
	},
	Disabled: func(account string) string { return "Der Account " + account + " ist deaktiviert." },
	OthersSaidYes: func(names ...string) string {
		return "Bereits zugestimmt: " + deFormat.And(names...) + ". Mit einer weiteren Zustimmung ist der Zugriff gewährt."
	},
	YouSaidYes:  "Sie haben zugestimmt. Eine zweite Person muss ebenfalls zustimmen.",
	NeedsTwo:    "Zwei verschiedene Personen müssen zustimmen, jede mit dem eigenen Benutzer-Login.",
	SignIn:      "Anmeldung",
	BothFactors: "Meldet sich mit einem zweiten Faktor an.",
	NoFactor:    "Meldet sich nur mit Kennwort an.",
	PersonsFactor: func(account string) string {
		return "Meldet sich mit einem zweiten Faktor an. Beim Account-Login " + account + ", der ebenfalls Zugriff erhielte, genügt das Kennwort."
	},
	Signature: "Unterschrift", NotSigned: "Diese Entscheidung selbst ist nicht mit einem Passkey unterschrieben.", Waived: "Diese Entscheidung selbst ist nicht unterschrieben, obwohl dieser Login einen Passkey hatte.",
	SignedWith: func(passkey, key string) string {
		return "Mit dem Passkey „" + passkey + "“ unterschrieben, Schlüssel " + key + "."
	},
	MendByDenying: func(why string) string { return why + " Lehnen Sie die Anfrage mit dieser Begründung ab." },
	MendByLess:    func(why string) string { return why + " Gewähren Sie weniger oder lehnen Sie die Anfrage ab." },
	WholeRequest:  "Alles zu dieser Anfrage", Close: "Schließen",
	AnotherFollows: "An diesen Zugriff schließt sich eine gewährte oder angefragte Verlängerung an. Daran ändert sich nichts, wenn Sie diesen Zugriff entziehen oder verkürzen.",

	OverTitle: "Externer Zugriff", Report: "Bericht", Receipt: "Beleg herunterladen (alle können ihn auch ohne diesen Server prüfen)",
	VerifyWith:  "So prüfen Sie ihn:",
	OpenCompany: func(company string) string { return company + " öffnen" },
	Visit:       "Besuch", OverByTheClock: "Planmäßig abgelaufen", LapsedUndecided: "Ohne Entscheidung verfallen",
	VisitUntil: func(until time.Time, pages, changes, webapps int64) string {
		return "Bis " + deFormat.Moment(until) + ": " + deDone(pages, changes, webapps)
	},
	FromAddress: func(address string) string { return "Von der IP-Adresse " + address },

	Acts: RequestActs{
		Grant: "GRANT", Less: "Weniger", GrantLess: "Weniger gewähren", GrantThis: "GRANT mit diesen Angaben", Deny: "Ablehnen", Shorten: "Verkürzen", Revoke: "Entziehen",
		Withdraw: "Zurückziehen", Extend: "Verlängern", AskToExtend: "Verlängerung anfragen", HandBack: "Zurückgeben", AskAgain: "Erneut anfragen", Open: "Öffnen",
		GrantFor: func(who, company string) string { return "GRANT: " + who + " Zugriff auf " + company + " gewähren" },
		For:      func(who, company string) string { return "für " + who + ", " + company },
		Title:    func(act, who, company string) string { return act + ": " + who + ", " + company },

		GrantLessMeans: func(who string) string {
			return "Sie gewähren weniger, als angefragt wurde. " + who + " sieht, was Sie geändert haben."
		},
		DenyMeans: func(who string) string {
			return who + " erhält keinen Zugriff, sieht Ihre Begründung und kann erneut anfragen."
		},
		ShortenMeans: func(who, company string, others bool) string {
			if others {
				return "Dieser Zugriff von " + who + " auf " + company + " endet vorzeitig zum gewählten Zeitpunkt. Andere gewährte Zugriffe von " + who + " bleiben bestehen."
			}
			return "Dieser Zugriff von " + who + " auf " + company + " endet vorzeitig zum gewählten Zeitpunkt."
		},
		RevokeMeans: func(who, company string, others bool) string {
			text := who + " verliert sofort diesen Zugriff auf " + company + ". Damit angelegte Benutzer und vergebene Rollen enden ebenfalls. Ihre Begründung wird " + who + " angezeigt."
			if others {
				return text + " Andere gewährte Zugriffe von " + who + " bleiben bestehen."
			}
			return text
		},
		HandBackMeans: func(who, company string, others bool) string {
			text := who + " verliert sofort diesen Zugriff auf " + company + ". Wer ihn wieder braucht, muss erneut anfragen."
			if others {
				return text + " Andere gewährte Zugriffe von " + who + " bleiben bestehen."
			}
			return text
		},
		WithdrawMeans: func(who, account string) string {
			return "Die Anfrage von " + who + " wird zurückgezogen. " + account + " kann den Zugriff dann nicht mehr gewähren."
		},
		ExtendMeans: func(account string) string {
			return "Was bereits gewährt ist, bleibt unverändert. Über die Zeit danach entscheidet " + account + "."
		},

		HoursFromGrant: "Stunden ab GRANT", NotBefore: "Frühestens ab (optional)", UntilInPlace: "Ende (statt Stunden)",
		ValidFrom: "Gültig ab", ValidTo: "Gültig bis", Reason: "Begründung", Optional: "(optional)",
		AtMostHours:    func(hours string) string { return "Höchstens " + hours + "." },
		NotBeforeAsked: "Nicht früher als angefragt.", NotAfterAsked: "Nicht später als angefragt.",

		YouSaidYes: func(account string) string {
			return "Sie haben zugestimmt. Eine weitere Person von " + account + " muss ebenfalls zustimmen."
		},
		Granted: func(who, company string, when When) string {
			return "Gewährt: " + who + " hat " + deWhen(when) + " Zugriff auf " + company + "."
		},
		Denied: func(who, company string) string {
			return "Abgelehnt: die Anfrage von " + who + " für " + company + "."
		},
		Revoked: func(who, company string) string {
			return "Entzogen: Dieser Zugriff von " + who + " auf " + company + " ist beendet."
		},
		Withdrawn: func(who, company string) string {
			return "Zurückgezogen: die Anfrage von " + who + " für " + company + "."
		},
		Handed: func(who, company string) string {
			return "Zurückgegeben: Dieser Zugriff von " + who + " auf " + company + " ist beendet."
		},
		Shortened: func(who, company string, to time.Time) string {
			return "Verkürzt: Dieser Zugriff von " + who + " auf " + company + " endet am " + deFormat.Moment(to) + "."
		},
		AskedToExtend: "Die Verlängerung wurde angefragt. Darüber entscheiden die Administratoren des Kunden. Was bereits gewährt ist, bleibt unverändert.",
	},

	Together: Together{
		ChosenCount: "{} ausgewählt", NoneChosen: "Keine ausgewählt", ChooseBelow: "Wählen Sie unten Anfragen aus.",
		ChooseAll: "Alle auf dieser Seite auswählen", ChooseThis: "Auswählen", DenyOrRevoke: "Ablehnen oder entziehen", TakeBack: "Zurücknehmen",
		ReasonHint: "Zum Ablehnen nötig. Wer den Zugriff angefragt hat, kann sie lesen.",
		Choose:     func(who, company string) string { return who + " für " + company + " auswählen" },
		Outcome: func(done, all int64) string {
			if done == all {
				return noun{"Anfrage wurde geändert", "Anfragen wurden geändert"}.of(all, deNumber)
			}
			return deNumber(done) + " von " + noun{"Anfrage wurde geändert", "Anfragen wurden geändert"}.of(all, deNumber)
		},
		EndTicket:       func(ticket string) string { return "Alle Zugriffe für " + ticket + " beenden" },
		EndTicketMeans:  "Was für dieses Ticket aktiv oder geplant ist, endet sofort, auch auf späteren Seiten: bis zu 100 Zugriffe auf einmal.",
		EndTicketReason: "Optional. Wer den Zugriff angefragt hat, kann sie lesen.",
		ChooseTicket: func(n int64, ticket string) string {
			return "Alle " + deNumber(n) + " von " + ticket + " auf dieser Seite auswählen"
		},
		Left: func(n int64) string {
			return noun{"weiterer Zugriff ist", "weitere Zugriffe sind"}.of(n, deNumber) + " für dieses Ticket noch aktiv oder geplant. Kehren Sie zur Liste zurück, um den Rest zu beenden."
		},
		Done: "Geändert", NotDone: "Nicht geändert", BackToList: "Zurück zur Liste",
	},
}

func deRequestSentence(s RequestSentence) string {
	company := s.Company
	if s.Account != "" {
		company += " (" + s.Account + ")"
	}
	begin := map[Mood]string{Wants: "möchte", Wanted: "wollte", May: "darf", Might: "durfte"}[s.Mood]
	verb := "bearbeiten"
	switch {
	case s.Extends && s.ReadOnly:
		verb = "weiter lesen"
	case s.Extends:
		verb = "weiter bearbeiten"
	case s.ReadOnly:
		verb = "lesen"
	}
	return s.Who + " von " + s.Of + " " + begin + " " + company + " " + deWhen(s.When) + " " + verb + "."
}

// deWhen is when, for the place before the verb of a sentence.
func deWhen(w When) string {
	switch {
	case w.FromGrant && w.From.IsZero():
		return "ab GRANT " + deFormat.Duration(w.For) + " lang"
	case w.FromGrant:
		return "ab GRANT, frühestens ab " + deFormat.Moment(w.From) + ", " + deFormat.Duration(w.For) + " lang"
	case w.For > 0 && w.From.IsZero():
		return "ab sofort " + deFormat.Duration(w.For) + " lang"
	case w.For > 0:
		return "ab " + deFormat.Moment(w.From) + ", " + deFormat.Duration(w.For) + " lang"
	case w.From.IsZero():
		return "bis " + deFormat.Moment(w.To)
	default:
		first, last := deFormat.Span(w.From, w.To)
		return "vom " + first + " bis " + last
	}
}

func deDone(pages, changes, webapps int64) string {
	text := noun{"Seite", "Seiten"}.of(pages, deNumber) + " aufgerufen, " + noun{"Änderung", "Änderungen"}.of(changes, deNumber) + " vorgenommen"
	if webapps > 0 {
		text += ", Web-Apps " + deNumber(webapps) + "-mal geöffnet"
	}
	return text
}

// --- Ask ---

var deAsk = Ask{
	Title: "Zugriff anfragen",
	Sentence: func(zone string) string {
		return "Die Administratoren des Kunden entscheiden. Zeitangaben in Ihrer Zeitzone, " + zone + "."
	},

	SeeWaiting: "Offene Anfrage anzeigen", Send: "Zugriff anfragen",

	AskedLast: "Zuletzt angefragt", Another: "Anderer Account…", Find: "Suchen", ChooseThenFind: "Wählen Sie einen Account und klicken Sie dann erneut auf „Suchen“.", Choose: "Auswählen…",
	Chosen: func(account string) string { return account + " ist ausgewählt." },
	Found: func(n int64) string {
		return noun{"Account", "Accounts"}.of(n, deNumber) + " gefunden."
	},
	NoneFound:    "Kein Account gefunden.",
	Company:      "Unternehmen",
	CompanyOf:    func(account string) string { return "Unternehmen von " + account },
	AccountFirst: "Wählen Sie zuerst den Account.",
	NoCompanies:  "Dieser Account hat keine Unternehmen.",
	FirstByName: func(n int64) string {
		return "Angezeigt werden nur die ersten " + deNumber(n) + " in alphabetischer Reihenfolge."
	},
	ChooseItsCompany: func(account string) string {
		return "Der Account " + account + " wurde gefunden. Wählen Sie das Unternehmen und senden Sie die Anfrage dann ab."
	},

	ForCompany: func(company, what string) string { return company + ": " + what },
	Others:     func(account string) string { return "Dasselbe für weitere Unternehmen von " + account + " anfragen" },
	SomeAtOnce: "Eine Dauerfreigabe gewährt einen Teil davon automatisch.",

	RulesFor: func(company string) string { return "Regeln für " + company },
	ConsentFor: func(longest time.Duration, hours access.Hours, readOnly bool, until time.Time) string {
		visits, times := "Besuche", ""
		if readOnly {
			visits = "Besuche mit Lesezugriff"
		}
		if hours != access.AllHours {
			times = " Zugriffszeiten: " + deHours(hours) + " (Zeitzone des Unternehmens)."
		}
		return "Eine Dauerfreigabe gewährt automatisch " + visits + ", die höchstens " + deDuration(longest) + " dauern, und gilt bis " + deFormat.Moment(until) + "." + times
	},

	HowLong: "Dauer", ExactTimes: "Genaue Zeiten", ValidFrom: "Gültig ab", ValidTo: "Gültig bis",
	Windows: map[access.HowLong]string{access.OneHour: "1 Stunde", access.FourHours: "4 Stunden", access.Today: "Heute", access.ThisWeek: "Diese Woche"},
	Refused: func(windows []string, why string) string {
		return "Nicht verfügbar: " + strings.Join(windows, ", ") + ". " + why
	},
	AtMost: func(longest time.Duration) string {
		return "Höchstens " + deDuration(longest) + " nach „Gültig ab“."
	},

	OnlyReading:     func(account string) string { return account + " erlaubt hier nur Lesezugriff." },
	Description:     "Beschreibung",
	DescriptionHint: "Wofür brauchen Sie den Zugriff? Optional, bis zu 2.000 Zeichen.",
	Ticket:          "Ticket",
	TicketHint:      "Die Nummer in Ihrem eigenen System, damit alles dafür zusammen gefunden und beendet werden kann. Optional.",
	Reason:          "Grund", AnotherReason: "Anderer Grund", ReasonHint: "Damit beginnt die Beschreibung.",
	DescriptionWanted: func(account string) string {
		return account + " verlangt eine Beschreibung. Wofür brauchen Sie den Zugriff? Zum Beispiel eine Ticketnummer. Bis zu 2.000 Zeichen."
	},
	RequestedBy: "Angefragt von", YouAreResponsible: "Sie sind für alles verantwortlich, was mit diesem Zugriff geschieht.",
	RequesterHint: "Der verantwortliche Benutzer, der den Zugriff erhält.",
	FirstRequesters: func(n int64) string {
		return "Der verantwortliche Benutzer, der den Zugriff erhält. Angezeigt werden nur die ersten " + deNumber(n) + " Benutzer in alphabetischer Reihenfolge. Andere können mit ihrem eigenen Login anfragen."
	},
	NoUser:   func(account string) string { return account + " hat noch keine aktiven Benutzer." },
	MakeUser: "Ersten Benutzer anlegen",

	Nothing: "Wählen Sie ein Unternehmen. Dann steht hier, was Sie anfragen.",
	Instead: "Stattdessen ist ein anderer Zeitraum ausgewählt.",
	Wish: func(w Wish) string {
		text := "Sie fragen bei " + w.Account
		if w.For != "" {
			text += " im Namen von " + w.For
		}
		if w.ReadOnly {
			return text + " Lesezugriff auf " + w.Company + " an, " + deWindow(w) + "."
		}
		return text + " Zugriff auf " + w.Company + " zum Lesen und Bearbeiten an, " + deWindow(w) + "."
	},
	CompanyTime: func(company, from, to string) string {
		return "In der Zeitzone von " + company + ": " + from + " – " + to
	},
	WaitsAlready: "Sie haben diesen Zugriff bereits angefragt. Die Anfrage ist noch offen.",
	GrantedFrom:  func(from, to string) string { return "Zugriff vom " + from + " bis " + to + " ist bereits gewährt." },
	GrantedUntil: func(to time.Time) string {
		return "Zugriff bis " + deFormat.Moment(to) + " ist bereits gewährt. Sie können eine Verlängerung anfragen."
	},
	SeeIt:           "Anfrage anzeigen",
	AtOnce:          "Eine Dauerfreigabe gewährt diesen Zugriff automatisch. Der Kunde wird benachrichtigt, und der Besuch wird protokolliert.",
	AtOnceDescribed: "Mit einer Beschreibung gewährt eine Dauerfreigabe diesen Zugriff automatisch.",
	NobodyDecides: func(account string) string {
		return "Allerdings kann sich derzeit niemand anmelden, der für " + account + " entscheidet. Wenden Sie sich auf einem anderen Weg an den Kunden."
	},
	TwoDecide: "Zwei Administratoren des Kunden müssen zustimmen.", Decides: "Die Administratoren des Kunden entscheiden.",

	Asked: func(account, company string) string {
		return "Der Zugriff auf " + company + " wurde bei " + account + " angefragt. Darüber entscheiden die Administratoren dort."
	},
	AskedSeveral: func(account string, waiting, in []string) string {
		var told []string
		if len(waiting) > 0 {
			told = append(told, "Der Zugriff auf "+deFormat.And(waiting...)+" wurde bei "+account+" angefragt. Darüber entscheiden die Administratoren dort.")
		}
		if len(in) > 0 {
			told = append(told, "Eine Dauerfreigabe hat Ihnen Zugriff auf "+deFormat.And(in...)+" gewährt.")
		}
		return strings.Join(told, " ")
	},
	AskedNobodyDecides: func(account, company string) string {
		return "Der Zugriff auf " + company + " wurde bei " + account + " angefragt. Allerdings kann sich dort derzeit niemand anmelden, der entscheidet. Wenden Sie sich auf einem anderen Weg an den Kunden."
	},
	LetIn: func(company string, from, to time.Time) string {
		if from.IsZero() {
			return "Durch eine Dauerfreigabe haben Sie bis " + deFormat.Moment(to) + " Zugriff auf " + company + ". Der Kunde wird benachrichtigt, und der Besuch wird protokolliert."
		}
		first, last := deFormat.Span(from, to)
		return "Durch eine Dauerfreigabe haben Sie vom " + first + " bis " + last + " Zugriff auf " + company + ". Der Kunde wird benachrichtigt, und der Besuch wird protokolliert."
	},
}

// deWindow is the window of a wish.
func deWindow(w Wish) string {
	if w.FromGrant {
		return "für " + deFromGrant(w.Length, w.From)
	}
	howLong := "für " + deDuration(w.Length)
	switch {
	case w.Today:
		howLong = "für heute"
	case w.ThisWeek:
		howLong = "für diese Woche"
	}
	if w.From.IsZero() {
		return howLong + ", von jetzt bis " + deFormat.Moment(w.To)
	}
	first, last := deFormat.Span(w.From, w.To)
	return howLong + ", vom " + first + " bis " + last
}

// --- Rules ---

var deRules = Rules{
	Title:            func(account string) string { return "Regeln von " + account },
	Heading:          "Regeln und Zugriffssperre",
	Sentence:         "Bedingungen, die jede Zugriffsanfrage erfüllen muss. Änderungen an Regeln gelten für alles, was ab jetzt angefragt oder gewährt wird.",
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
	SecondFactor:        "Zweiten Faktor verlangen",
	SecondFactorHint:    "Wer Zugriff erhält, muss sich mit einem Passkey anmelden oder mit einem Einmalcode zusätzlich zum Kennwort. Das gilt für die Person, die den Zugriff anfragt, und für den Account-Login ihres Accounts.",
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

// --- Report ---

var deReport = Report{
	Over: "Zugriffsbericht", Request: "Anfrage und Verlauf", AsPDF: "PDF herunterladen", PDFTitle: "Zugriffsbericht",
	PageTitle:     func(who, company string) string { return "Bericht: " + who + " → " + company },
	DocumentTitle: func(company string) string { return "Zugriffsbericht: " + company },
	NeverUsed:     "Gewährt, aber nie genutzt: Mit diesem Zugriff hat niemand etwas geöffnet.",
	SoFar:         "Dieser Zugriff ist noch nicht beendet. Der Bericht zeigt den bisherigen Stand.",
	NotGranted:    "Der angefragte Zugriff wurde nicht gewährt. Niemand hat durch diese Anfrage Zugriff erhalten.",
	Decisions:     "Entscheidungen", Visits: "Besuche", Changes: "Vorgenommene Änderungen", Read: "Aufgerufene Seiten", Opened: "Geöffnete Web-Apps",
	NobodyIn: "Es gab keine Besuche.", NothingChanged: "Es wurde nichts geändert.", NoPage: "Es wurden keine Seiten aufgerufen.", NoWebapp: "Es wurden keine Web-Apps geöffnet.",
	When: "Wann", What: "Was", OnWhat: "Objekt", Who: "Wer", Details: "Details",
	AsOf: func(at time.Time, zone string) string {
		return "Stand: " + deFormat.Moment(at) + ". Zeitangaben in der Zeitzone " + zone + ". Alle Angaben stehen im Protokoll, das niemand unbemerkt ändern kann."
	},
	DocumentAsOf: func(request string, at time.Time, zone string) string {
		return "Anfrage " + request + ", Stand: " + deFormat.Moment(at) + ". Zeitangaben in der Zeitzone " + zone + "."
	},
	Cut: func(most int64) string {
		return "Dieses Dokument enthält jeweils nur die ersten " + deNumber(most) + " Besuche, Seiten, Web-Apps und Änderungen. Die übrigen stehen auf der Berichtsseite und im Protokoll."
	},

	Company: "Unternehmen", RequestedBy: "Angefragt von", For: "Beschreibung", AskedFor: "Angefragt", Decision: "Entscheidung", Rule: "Geltende Regel",
	Consent: "Dauerfreigabe", Given: "Gewährt", Used: "Genutzt", End: "Ende",
	NoRule: "Keine.", Never: "Nie.", NotYet: "Noch nicht.",
	ByTheClock: func(at time.Time) string { return "Planmäßig abgelaufen am " + deFormat.Moment(at) },
	GrantedBy:  func(by string, at time.Time) string { return "Gewährt von " + by + " am " + deFormat.Moment(at) },
	ConsentedBy: func(by string, at time.Time) string {
		return "Gewährt durch die Dauerfreigabe von " + by + " am " + deFormat.Moment(at)
	},
	DeniedBy:     func(by string, at time.Time) string { return "Abgelehnt " + deFrom(by) + " am " + deFormat.Moment(at) },
	WithdrawnBy:  func(by string, at time.Time) string { return "Zurückgezogen von " + by + " am " + deFormat.Moment(at) },
	RevokedBy:    func(by string, at time.Time) string { return "Entzogen " + deFrom(by) + " am " + deFormat.Moment(at) },
	HandedBackBy: func(by string, at time.Time) string { return "Zurückgegeben von " + by + " am " + deFormat.Moment(at) },
	ConsentTerms: func(by string, at time.Time, readOnly bool, longest time.Duration, hours access.Hours, until time.Time) string {
		return "Erteilt von " + by + " am " + deFormat.Moment(at) + ": " + deFormat.Allows(readOnly) + ", höchstens " + deFormat.Duration(longest) + " je Besuch, " + deFormat.Hours(hours) + ", bis " + deFormat.Moment(until) + "."
	},
	Visited: func(visits, pages, changes, webapps int64) string {
		return noun{"Besuch", "Besuche"}.of(visits, deNumber) + ": " + deDone(pages, changes, webapps)
	},
	ReadTimes: func(times int64, last time.Time) string {
		if times == 1 {
			return "einmal"
		}
		return deNumber(times) + "-mal, zuletzt am " + deFormat.Moment(last)
	},
}

// --- Record ---

var deRecord = Record{
	Anything: "Alles", Containing: func(text string) string { return "Enthält „" + text + "“" },
	Groups: map[access.ActionGroup]string{
		access.AboutAccess: "Zugriff", access.AboutSignIn: "Anmeldung", access.AboutPeople: "Personen", access.AboutAccounts: "Accounts",
		access.AboutCompanies: "Unternehmen und Einstellungen", access.AboutWebapps: "Web-Apps und Abonnements", access.AboutInvoices: "Rechnungen",
		access.AboutRecord: "Protokoll und Server",
	},
	Title:      func(account string) string { return "Protokoll von " + account },
	Broken:     "Dieses Protokoll entspricht nicht mehr dem, was signiert wurde.",
	BrokenThen: "Es wird nichts mehr signiert oder exportiert. Fragen Sie den Betreiber, was geschehen ist. Ein früherer Export zeigt, was hier stand.",
	Behind:     "Der Server kann zurzeit nichts speichern. Die zuletzt verweigerten Versuche gehen nicht verloren und erscheinen hier, sobald er es wieder kann.",
	Hint:       "Alles, was in diesem Account und von seinen Logins getan wurde, das Neueste zuerst. Einträge werden nie geändert oder entfernt.",
	Who:        "Wer",
	OnWhat:     "Objekt",
	What:       "Was",
	From:       "Von",
	To:         "Bis",
	NoDays:     "Geben Sie unter „Von“ und „Bis“ gültige Tage ein.",
	NoEntry:    "Noch keine Einträge. Alles, was in diesem Account und von seinen Logins getan wird, erscheint hier.",
	Entries:    "Protokoll",
	LookedSince: func(at string) string {
		return "Dies sind die Einträge seit " + at + ". Die nächste Seite sucht weiter zurück."
	},
	Entry: "Eintrag", When: "Wann", Changes: "Änderungen", AccessRequest: "Zugriffsanfrage",

	AllJSON: "Alle als JSON Lines exportieren", AllCSV: "Alle als CSV exportieren",
	DaysJSON: "Diese Tage als JSON Lines exportieren", DaysCSV: "Diese Tage als CSV exportieren",

	CheckIt: "Selbst prüfen",
	CheckItHint: "Ein Export enthält die Einträge der oben gewählten Tage, jeden mit einem Nachweis anhand des signierten Stands des gesamten Protokolls. " +
		"Bewahren Sie den öffentlichen Schlüssel schon jetzt außerhalb dieses Servers auf. Wer ihn hat, kann einen Export auf jedem Rechner und ohne diesen Server prüfen:",
	KeptHead: "Früherer signierter Stand (optional)",
	KeptHeadHint: "Geben Sie die Angabe SIZE:HASH ein, die bei der Prüfung eines früheren Exports ausgegeben wurde. Der neue Export weist dann auch nach, " +
		"dass seitdem nichts Früheres geändert oder entfernt wurde.",
	ExportJSON: "Als JSON Lines exportieren", ExportCSV: "Als CSV exportieren",
	LastHead: "Letzter signierter Stand", NoHead: "Noch keiner.",
	SignedHead: func(entries int64, at string) string { return deEntry.of(entries, deNumber) + ", " + at },
	Restored:   "Aus einer Sicherung wiederhergestellt", LostHeads: "Signierte Stände, die dieses Protokoll nicht mehr fortsetzt, wie der Betreiber bestätigt hat:",
	WentOn: func(at string, entries int64) string {
		return "Der Betreiber hat am " + at + " festgehalten, dass eine Sicherung mit " + deEntries.of(entries, deNumber) + " wiederhergestellt wurde. Alles, was zwischen Sicherung und Wiederherstellung protokolliert wurde, ist verloren."
	},
	WentOnFrom: func(at, backup string, entries int64) string {
		return "Der Betreiber hat am " + at + " festgehalten, dass eine Sicherung vom " + backup + " mit " + deEntries.of(entries, deNumber) + " wiederhergestellt wurde. Alles, was zwischen Sicherung und Wiederherstellung protokolliert wurde, ist verloren."
	},
	PublicKey: "Öffentlicher Schlüssel", EarlierKey: "Früherer öffentlicher Schlüssel",
	KeySince: func(at string) string { return "seit " + at },

	Evidence: deEvidence,

	YesNo: func(yes bool) string {
		if yes {
			return "ja"
		}
		return "nein"
	},
	HiddenValue: "(verborgen)", SecretValue: "(geheim)", NotSecretValue: "(nicht geheim)",
	NoBound: "unbegrenzt", NotKnown: "nicht bekannt", AccessBefore: "den vorherigen Zugriff", OtherObjects: "andere Objekte als in den Einträgen davor",
	KeptAsInBackup: "wie in der Sicherung belassen",
	MoreTimes:      func(n int64) string { return deNumber(n) + " weitere" },
	Proofs: map[access.Proof]string{
		access.ProofPassword: "Kennwort", access.ProofPasskey: "Passkey", access.ProofCode: "Einmalcode", access.ProofRecoveryCode: "Wiederherstellungscode",
		access.ProofProvider: "Identitätsanbieter", access.ProofProviderTwo: "Identitätsanbieter mit zweitem Faktor",
	},
}

var deEvidence = Evidence{
	Pack:  "Nachweispaket…",
	Hint:  "Eine ZIP-Datei für Prüfer: Anfragen, Entscheidungen, Besuche und Ausnahmen dieser Tage. Im Protokoll steht, dass Sie die Datei erstellt haben.",
	First: "Erster Tag", Last: "Letzter Tag", Make: "ZIP herunterladen",
	Requests:    "Jede Zugriffsanfrage, die vor Ende des Zeitraums gestellt wurde und nicht schon vor seinem Beginn erledigt war: was angefragt, entschieden, gewährt und genutzt wurde.",
	Decisions:   "Alles, was im Zeitraum mit einer Anfrage geschah: gewährt, zugestimmt, abgelehnt, zurückgezogen, verkürzt, entzogen, zurückgegeben.",
	Visits:      "Jede Nutzung eines Zugriffs: wer, von welcher Adresse, von wann bis wann.",
	Exceptions:  "Verweigerte Versuche; Beginn und Ende von Zugriffssperren, Regeln und Dauerfreigaben; gewährte Zugriffe, die nie genutzt wurden oder gegen die eigene Regel des Accounts verstießen.",
	Entries:     "Jeder Eintrag im Protokoll des Accounts aus dem Zeitraum, jeweils mit Nachweis. Prüfen mit: latchkey audit verify record.jsonl --public-key KEY",
	Sums:        "Der SHA-256-Hash jeder dieser Dateien. Prüfen mit: sha256sum -c SHA256SUMS",
	Rows:        func(n int64) string { return "Zeilen: " + deNumber(n) + "." },
	NoneAgainst: "keine in diesem Zeitraum",
	Readme: func(r Readme) string {
		return "Externer Zugriff auf " + r.Account + ": Nachweise vom " + r.From + " bis zum " + r.To + " in der Zeitzone " + r.Zone + "\nErstellt von " + r.MadeBy + " am " + r.MadeAt + `.

` + r.Files + `
Zeitangaben in den Dateien sind in UTC, die Tabellen in UTF-8. Unternehmen, Accounts und Personen haben die Namen
von damals, unabhängig davon, wie sie heute heißen; der Login einer Person steht in Klammern hinter dem Namen. Ein
Text, den eine Tabellenkalkulation für eine Formel halten könnte, beginnt mit einem Apostroph. „entry“ ist die Nummer
des Eintrags im Protokoll von Latchkey, aus dem eine Zeile stammt. Auch dass dieses Paket erstellt wurde, steht im
Protokoll.

Das Protokoll ist ein Merkle-Baum über alle Einträge: Niemand kann unbemerkt einen ändern, entfernen oder
hinzufügen. Wer Latchkey betreibt, prüft das gesamte Protokoll mit
    latchkey audit verify
Der Befehl nennt den ersten Eintrag, der nachträglich verändert wurde, und gibt den Stand des Protokolls aus. Mit
einem Stand, der anderswo aufbewahrt wurde, weist
    latchkey audit verify --head SIZE:HASH
auch nach, dass seitdem nichts Älteres umgeschrieben wurde. record.jsonl kann jeder auf jedem Rechner prüfen; dazu
genügt der öffentliche Schlüssel des Protokolls:
    latchkey audit verify record.jsonl --public-key ` + r.PublicKey + `
Fragen Sie den Kunden nach dem Schlüssel, den er aufbewahrt hat. Er steht auf der Registerkarte „Protokoll“.
`
	},
}

// --- Why ---

var deWhy = Why{
	Title: func(login string) string { return "Was " + login + " darf und warum" },
	Sentence: func(at string) string {
		return "Was dieser Login darf und welche Rolle, welcher gewährte Zugriff oder welche Einschränkung darüber entscheidet. Stand: " + at + "."
	},
	AccountLogin: "Account-Login",
	UserOf:       func(account string) string { return "Benutzer von " + account },
	ExternalUserOf: func(account, owner string) string {
		return "Externer Benutzer von " + account + ", aus " + owner
	},
	Can: "Erlaubt", Cannot: "Nicht erlaubt", CanNothing: "Nichts, solange keine Anmeldung möglich ist.",
	Reference:     func(link string) string { return "Die " + link + " zeigt, was jede Rolle darf." },
	RoleReference: "Rollenübersicht",

	SigningIn: "Anmeldung", Allowed: "Möglich", Barred: "Nicht möglich", LoginRoles: "Rollen", EveryAccountLogin: "hat jeder Account-Login",
	Since:      func(when string) string { return "Seit " + when + "." },
	Idle:       func(why string) string { return "zählt nicht: " + why },
	GivenUntil: func(when string) string { return "mit einem gewährten Zugriff vergeben, bis " + when },
	Grants:     "Gewährte Zugriffe", OtherGrants: "Es gibt weitere für Accounts, die Sie nicht sehen.", NoGrants: "Keine",
	Grant: func(into, by, until string, byConsent bool) string {
		if byConsent {
			return into + ": durch die Dauerfreigabe von " + by + ", bis " + until
		}
		return into + ": gewährt von " + by + ", bis " + until
	},

	Function: "Berechtigung", ReachNow: "Geltungsbereich", Decided: "Grundlage", NoReach: "keiner", NoRole: "Keine Rolle dieses Logins erlaubt das.",
	Part:        func(member, roles string) string { return member + " – " + roles },
	PartWithout: func(member, roles, why string) string { return member + " – " + roles + ": " + why },
	PartByGrant: func(member, roles, by, company, until string, byConsent bool) string {
		if byConsent {
			return member + " – " + roles + ", durch die Dauerfreigabe von " + by + " für " + company + " bis " + until
		}
		return member + " – " + roles + ", von " + by + " für " + company + " gewährt bis " + until
	},
	PartByOthers: func(member, roles string) string {
		return member + " – " + roles + ", durch die anderen oben genannten Zugriffe"
	},
	PartByHidden: func(member, roles string) string {
		return member + " – " + roles + ", durch Zugriffe, die Sie nicht sehen"
	},
	Members: map[access.Reach]string{
		access.Self: "eigene Daten", access.Own: "eigener Account", access.Granted: "gewährt", access.All: "alle",
	},

	GrantGives: func(grant, who, account, company string, when When) string {
		return "Mit " + grant + " erhalten " + who + " und der Account-Login von " + account + " " + deWhen(when) + " Zugriff auf " + company + "."
	},
	TheyMay: "Erlaubt ist ihnen dann:",
	OpensAsVisitor: func(who string, webapps []string) string {
		return who + " darf als Besucher auch " + deFormat.And(webapps...) + " öffnen."
	},
	GivesNothing: func(account string) string {
		return "Erlaubt ist ihnen dann nichts: " + account + " hat zurzeit weder die Rolle SUPPORT noch CONSULTANT."
	},

	Roles:         "Rollen",
	RolesSentence: "Was jede Rolle darf und wo. Wer mehrere Rollen hat, darf alles, was eine davon erlaubt.",
	UserRoles:     "Benutzerrollen", AccountRoles: "Account-Rollen", FixedRoles: "Rollen, die sich nicht zuweisen lassen", AllFunctions: "Alle Berechtigungen nach Rolle",
	MembersMean: map[access.Reach]string{
		access.Self:    "die eigenen Benutzerdaten",
		access.Own:     "der Account, zu dem der Login gehört",
		access.Granted: "worauf Kunden Zugriff gewährt haben, bis der Zugriff endet; nie der eigene Account",
		access.All:     "jeder Account",
	},
	Role: "Rolle", AssignedBy: "Zugewiesen von", Functions: "Berechtigungen", Constraint: "Einschränkungen", No: "nein",
	Automatic: map[access.Role]string{
		access.User: "automatisch an jeden Benutzer", access.Customer: "automatisch an jeden Account",
		access.AccountLogin: "automatisch an jeden Account-Login", access.Operator: "automatisch an alle, die die Befehlszeile des Servers benutzen",
	},
	Constraints: map[access.Role]string{
		access.ExternalSuperuser: "Nur für externe Benutzer.",
		access.ExternalUser:      "Nur für externe Benutzer.",
		access.Administrator:     "Gilt nur für den Account-Login. Entscheidet nicht über Anfragen für andere Accounts und liest Unternehmenseinstellungen nur mit gewährtem Zugriff.",
		access.Support:           "Gilt für den Account-Login und alle aktiven Benutzer des Accounts, außer externen. Zugriff auf den eigenen Account lässt sich nicht anfragen.",
		access.Consultant:        "Gilt für den Account-Login und alle aktiven Benutzer des Accounts, außer externen. Zugriff auf den eigenen Account lässt sich nicht anfragen.",
		access.Sales:             "Gilt nur für den Account-Login. Nur für Accounts mit Kontaktperson, damit immer bekannt ist, wer dahintersteht.",
		access.Customer:          "Gilt nur für den Account-Login.",
		access.AccountLogin:      "Hat jeder Account-Login, unabhängig von seinen Rollen. Lässt sich nicht zuweisen.",
		access.Operator:          "Haben alle, die die Befehlszeile des Servers benutzen können. Lässt sich nicht zuweisen.",
	},
}

// --- Account ---

var deAccount = Account{
	AllAccounts:   "Alle Accounts. Die Einstellungen eines Unternehmens sehen Sie nur, solange Ihnen Zugriff gewährt ist.",
	OwnAndGranted: "Ihr eigener Account und die Accounts, auf die Sie zurzeit Zugriff haben.",
	OnlyGranted:   "Die Accounts, auf die Sie zurzeit Zugriff haben.",
	NoAccounts:    "Sie haben zurzeit keinen Zugriff auf andere Accounts. Sobald ein Kunde den angefragten Zugriff gewährt, erscheint sein Account hier, bis der Zugriff endet.",
	Name:          "Name", Role: "Rolle", AnyRole: "Alle Rollen", Login: "Login", AnyState: "Alle", Enabled: "Aktiviert", Disabled: "Deaktiviert",
	Account: "Account", Roles: "Rollen", Created: "Angelegt",
	WhyShown: "Warum sichtbar", YourOwn: "Ihr eigener Account", AccessGranted: "Zugriff gewährt", DisabledBadge: "deaktiviert",

	NewCompany: "Neues Unternehmen", Edit: "Bearbeiten", Details: "Details", Contact: "Kontaktperson", Email: "E-Mail", TimeZone: "Zeitzone",
	Why: "Warum?", LastBackup: "Letzte Sicherung", NoBackup: "noch keine", Companies: "Unternehmen", AllCompanies: "Alle Unternehmen",

	NewTitle:     "Neuer Account",
	FirstCompany: "Erstes Unternehmen", FirstCompanyHint: "Für Kunden: Zugriff wird immer für ein einzelnes Unternehmen angefragt und gewährt. Weitere können Sie später anlegen.",
	NewSentence:      "Der Account erhält die Rolle CUSTOMER und einen Einrichtungslink. Geben Sie den Link weiter, damit der Account selbst sein Kennwort wählen kann.",
	AccountName:      "Name des Accounts",
	AccountNameHint:  "Mit diesem Namen meldet sich der Account an. Er kann später nicht geändert werden.",
	ContactFirstName: "Vorname der Kontaktperson", ContactLastName: "Nachname der Kontaktperson", ContactEmail: "E-Mail der Kontaktperson",
	Make:         "Account anlegen",
	AccountRoles: "Account-Rollen", EveryAccount: "Diese Rolle hat jeder Account.", WhatRolesMayDo: "Berechtigungen der einzelnen Rollen",
	RoleHints: map[access.Role]string{
		access.Administrator:     "Verwaltet Accounts, deren Rollen und die Web-Apps. Gilt nur für den Account-Login. Entscheidet nicht über Anfragen für andere Accounts.",
		access.Support:           "Fragt Zugriff an. Bearbeitet Einstellungen und Benutzer, solange Zugriff gewährt ist.",
		access.Consultant:        "Fragt Zugriff an. Bearbeitet Einstellungen und sieht Benutzer, solange Zugriff gewährt ist.",
		access.User:              "Meldet sich an, bearbeitet die eigenen Daten und öffnet zugewiesene Web-Apps.",
		access.Superuser:         "Administrator dieses Accounts. Verwaltet Benutzer und Unternehmen und entscheidet, wer Zugriff erhält.",
		access.ExternalSuperuser: "Administrator aus einem anderen Account. Verwaltet Einstellungen und entscheidet über Zugriff, aber nicht über Anfragen des eigenen Accounts.",
		access.ExternalUser:      "Jemand aus einem anderen Account, der sich hier anmeldet und zugewiesene Web-Apps öffnet.",
		access.Sales:             "Erstellt Rechnungen. Nur für Accounts mit Kontaktperson: mit Vorname, Nachname und E-Mail-Adresse.",
	},

	EditTitle:           func(account string) string { return account + " bearbeiten" },
	Save:                "Speichern",
	CurrentPassword:     "Aktuelles Kennwort",
	CurrentPasswordHint: "Nur erforderlich, um die E-Mail-Adresse zu ändern.",
	NotifiesOld:         "Die alte Adresse wird benachrichtigt.",
	SaveRoles:           "Rollen speichern",
	SaveRolesHint:       "Wenn Sie Rollen ändern, werden der Account und seine Benutzer abgemeldet. Der letzte Account mit der Rolle ADMINISTRATOR behält sie.",
	Disable:             "Login deaktivieren",
	DisableHint:         "Alle Benutzer dieses Accounts werden sofort abgemeldet, auch der Account selbst. Anmelden ist erst wieder möglich, wenn Sie den Login aktivieren.",
	Enable:              "Login aktivieren",
	NewSetupLink:        "Neuen Einrichtungslink erstellen",
	NewSetupLinkHint:    "Dieser Account hat noch kein Kennwort. Wenn Sie einen neuen Link erstellen, funktionieren frühere nicht mehr.",
	Delete:              "Löschen",
	DeleteHint:          "Alle Benutzer dieses Accounts werden endgültig abgemeldet, jeder Zugriff auf seine Unternehmen endet, und der Name wird nicht wieder vergeben. Im Protokoll bleibt der Account erhalten.",
	TypeTheName:         "Geben Sie zur Bestätigung den Namen des Accounts ein",
	DeleteTheButton:     "Account löschen",

	Saved: "Gespeichert.", SavedRoles: "Die Rollen wurden gespeichert.",
	LoginDisabled: "Der Login wurde deaktiviert. Niemand aus diesem Account ist mehr angemeldet.",
	LoginEnabled:  "Der Login wurde aktiviert.",
	Deleted:       func(account string) string { return "Der Account " + account + " wurde gelöscht." },
}

// --- Company ---

var deCompany = Company{
	Webapps: "Web-Apps", Open: func(webapp string) string { return webapp + " öffnen" },
	Title: func(account string) string { return "Unternehmen von " + account },
	Name:  "Name", Type: "Typ", AnyType: "Alle Typen", ERP: "ERP", Standalone: "Eigenständig",
	Companies: "Unternehmen", Company: "Unternehmen", Industry: "Branche", TimeZone: "Zeitzone", New: "Neues Unternehmen",
	NoneYet:   "Noch keine Unternehmen. Zugriff wird immer für ein einzelnes Unternehmen angefragt und gewährt.",
	MakeOne:   "Unternehmen anlegen",
	NoneToSee: "Dieser Account hat keine Unternehmen, die Sie sehen können.",

	EditTitle:         func(company string) string { return company + " bearbeiten" },
	Description:       "Beschreibung",
	ZoneHint:          "Die Uhrzeiten in Regeln gelten in dieser Zeitzone.",
	Make:              "Unternehmen anlegen",
	Save:              "Speichern",
	Delete:            "Löschen",
	DeleteTheCompany:  "Unternehmen löschen",
	DeleteConsequence: "Jeder Zugriff auf dieses Unternehmen endet sofort, und offene Anfragen werden abgelehnt. Das lässt sich nicht rückgängig machen. Im Protokoll bleibt das Unternehmen erhalten.",
	Made:              func(company string) string { return "Das Unternehmen " + company + " wurde angelegt." },
	Saved:             "Gespeichert.", Deleted: "Das Unternehmen wurde gelöscht.",

	Edit: "Unternehmen bearbeiten", Settings: "Einstellungen", ManageSettings: "Einstellungen hinzufügen oder entfernen und Änderungen einsehen",
	NoSettings: "Dieses Unternehmen hat noch keine Einstellungen.",
	In: func(by, until, there string, byConsent bool) string {
		switch {
		case byConsent && there == "":
			return "Durch die Dauerfreigabe von " + by + " haben Sie Zugriff bis " + until + ". Alles, was Sie hier lesen und ändern, wird protokolliert."
		case byConsent:
			return "Durch die Dauerfreigabe von " + by + " haben Sie Zugriff bis " + until + " (Ortszeit des Unternehmens: " + there + "). Alles, was Sie hier lesen und ändern, wird protokolliert."
		case there == "":
			return by + " hat Ihnen Zugriff bis " + until + " gewährt. Alles, was Sie hier lesen und ändern, wird protokolliert."
		}
		return by + " hat Ihnen Zugriff bis " + until + " gewährt (Ortszeit des Unternehmens: " + there + "). Alles, was Sie hier lesen und ändern, wird protokolliert."
	},
	NotYours: func(account string) string {
		return "Die Einstellungen gehören " + account + ". Ohne gewährten Zugriff kann sie sonst niemand lesen."
	},
	Changed:     func(when string) string { return "geändert am " + when },
	SaveSetting: func(setting string) string { return setting + " speichern" },
	Meanwhile: func(setting string) string {
		return "Jemand hat " + setting + " in der Zwischenzeit geändert. Ihr Wert wurde nicht gespeichert. Geben Sie ihn noch einmal ein, um den anderen Wert zu ersetzen."
	},
	AnotherValue: "Neuen Wert eingeben", Secret: "geheim", Show: "Anzeigen",
	ShowSetting:   func(setting string) string { return setting + " anzeigen" },
	SettingSaved:  func(setting string) string { return setting + " wurde gespeichert." },
	SettingHidden: func(setting string) string { return setting + " ist ab jetzt geheim." },

	SettingsTitle:      func(company string) string { return "Einstellungen von " + company },
	SettingsAndHistory: "Einstellungen und Verlauf",
	LookRecorded:       "Im Protokoll steht, dass Sie den Wert angesehen haben.",
	AddASetting:        "Einstellung hinzufügen", KeyHint: "Bis zu 100 Zeichen.", Value: "Wert", ValueHint: "Bis zu 2.000 Zeichen.",
	SecretBox:       "Geheim",
	SecretHint:      "Im Protokoll steht dann nur, dass der Wert geändert wurde, nicht der Wert selbst. Wer den Wert sehen will, muss ihn eigens anzeigen lassen; auch das wird protokolliert. Eine Einstellung bleibt geheim, bis sie entfernt wird.",
	Add:             "Hinzufügen",
	RemoveOrHide:    "Einstellung entfernen oder geheim halten",
	Remove:          "Entfernen",
	Hide:            "Geheim halten",
	HideConsequence: "Ab jetzt steht im Protokoll nur noch, dass der Wert geändert wurde. Wer den Wert sehen will, muss ihn eigens anzeigen lassen; auch das wird protokolliert. Frühere Werte bleiben im Protokoll: Ändern Sie den Wert deshalb anschließend. Die Einstellung bleibt geheim, bis sie entfernt wird.",
	History:         "Verlauf",
	NoHistory:       "Bisher wurde keine Einstellung geändert.",
	ValueOf:         func(setting string) string { return "Wert von " + setting },
	RemoveTitle:     func(setting string) string { return setting + " entfernen" },
	HideTitle:       func(setting string) string { return setting + " geheim halten" },
	SettingAdded:    func(setting string) string { return setting + " wurde hinzugefügt." },
	SettingRemoved:  func(setting string) string { return setting + " wurde entfernt." },
	RemoveConsequence: func(company string, secret bool) string {
		if secret {
			return "Die Einstellung wird sofort aus " + company + " entfernt. Der Wert bleibt nirgends erhalten."
		}
		return "Die Einstellung wird sofort aus " + company + " entfernt. Im Verlauf unten bleibt der letzte Wert erhalten."
	},
}

// --- Users ---

var deUsers = Users{
	Sessions: "Sitzungen", NoSession: "Nicht angemeldet", SignOutEverywhere: "Überall abmelden", SignedOutEverywhere: "Überall abgemeldet.",
	SignedInNow: func(sessions int64, seen string) string {
		return noun{"Sitzung", "Sitzungen"}.of(sessions, deNumber) + ", zuletzt aktiv am " + seen
	},
	Title: func(account string) string { return "Benutzer von " + account },
	New:   "Neuer Benutzer", Search: "Suche", SearchHint: "Teil des Namens oder der E-Mail", Role: "Rolle", AnyRole: "Alle Rollen",
	State: "Status", AnyState: "Alle", Active: "Aktiv", Inactive: "Inaktiv",
	Users: "Benutzer", User: "Benutzer", Email: "E-Mail", Roles: "Rollen", LastSignIn: "Letzte Anmeldung", Never: "nie",
	NoneYet:     "Noch keine Benutzer. Ein Benutzer gehört zu genau einer Person und hat ein eigenes Kennwort und eigene Rollen.",
	MakeOne:     "Benutzer anlegen",
	Why:         "Warum?",
	ActiveState: "aktiv", InactiveState: "inaktiv", You: "Sie",
	ExternalOf: func(account string) string { return "extern, aus " + account },
	Until:      func(when string) string { return "bis " + when },

	UserOf:  func(account string) string { return "Benutzer von " + account },
	ByGrant: "Ihnen ist Zugriff gewährt. Alles, was Sie hier lesen und ändern, wird protokolliert.",
	Data:    "Daten", Name: "Name", TimeZone: "Zeitzone", Save: "Speichern",
	MayDo: "Berechtigungen des Benutzers", SaveRoles: "Rollen speichern", SaveRolesHint: "Wenn Sie Rollen ändern, wird der Benutzer abgemeldet.",
	Webapps:      "Web-Apps",
	WhichWebapps: func(user string) string { return "Web-Apps für " + user + " verwalten" },
	Login:        "Login", NoPassword: "Noch kein Kennwort", Owner: "Besitzer", ValidUntil: "Gültig bis", NoEnd: "unbefristet", Created: "Angelegt", Changed: "Geändert",
	InactiveHint: "Inaktive Benutzer werden abgemeldet, können sich nicht anmelden und belegen keinen Platz.",
	ActiveHint:   "Aktive Benutzer belegen einen Platz in jeder Web-App, die ihnen zugewiesen ist.",
	Activate:     "Aktivieren", Deactivate: "Deaktivieren", NewSetupLink: "Einrichtungslink erstellen",
	Delete:     "Löschen",
	DeleteHint: "Der Benutzer wird endgültig abgemeldet. Im Protokoll bleibt er erhalten. Sein Name wird nicht wieder vergeben.",
	DeleteUser: func(user string) string { return user + " löschen" },
	NewEnd:     "Neues Ende",
	NewEndHint: func(zone, longest string) string {
		return "Zeitangabe in der Zeitzone " + zone + ", höchstens " + longest + " ab jetzt."
	},
	Extend:    "Verlängern",
	KeepRoles: "Diese Rollen wurden mit einem gewährten Zugriff oder von einem externen Benutzer vergeben. Wählen Sie aus, welche bleiben. Diese gelten dann für Ihren ganzen Account.",

	NewOf:          func(account string) string { return "Neuer Benutzer von " + account },
	WillBeExternal: "Dies wird ein externer Benutzer.",
	WillBeExternalUntil: func(account, until string) string {
		return "Dies wird ein externer Benutzer mit Zugriff bis " + until + ". Nur " + account + " kann ihn verlängern."
	},
	UserName: "Benutzername", UserNameHint: "Mit diesem Namen meldet sich der Benutzer an. Er kann später nicht geändert werden.",
	Make: "Benutzer anlegen", FirstName: "Vorname", LastName: "Nachname",
	NameFixed: func(account string) string {
		return "Weil Sie Zugriff anfragen können, können Sie Ihren Namen nicht selbst ändern. Das geht nur mit dem Account-Login von " + account + " oder durch einen anderen SUPERUSER."
	},
	WhatRolesMayDo: "Berechtigungen der einzelnen Rollen",
	WhereExternal:  "Externe Benutzer sind Personen eines anderen Accounts. Der Support legt sie an, solange Zugriff gewährt ist, und sie enden damit.",
	SeeExternal:    "Externe Benutzer ansehen",
	GivenUntil:     func(when string) string { return "Vergeben bis " + when + "." },

	Saved: "Gespeichert.", SavedRoles: "Die Rollen wurden gespeichert.", Activated: "Der Benutzer wurde aktiviert.",
	Deactivated: "Der Benutzer wurde deaktiviert und abgemeldet.", Deleted: "Der Benutzer wurde gelöscht und abgemeldet.",
	Extended: "Der externe Benutzer wurde verlängert.",
	MadeWithoutLink: func(user string) string {
		return "Der Benutzer " + user + " wurde angelegt. Den Einrichtungslink muss jemand aus dem Account selbst erstellen."
	},
}

// --- Webapps ---

var deWebapps = Webapps{
	Title: "Web-Apps", Sentence: "Die Anwendungen, die Accounts abonnieren können.", New: "Neue Web-App",
	NoneYet:  "Noch keine Web-Apps. Sobald ein Account eine Web-App abonniert hat, kann er sie seinen Benutzern zuweisen.",
	AddFirst: "Erste Web-App hinzufügen",
	Name:     "Name", Key: "Schlüssel", Address: "Adresse", Description: "Beschreibung",
	KeyHint:         "Unter diesem Namen sprechen Programme die Web-App an: Kleinbuchstaben, Ziffern und Bindestriche. Er lässt sich später nicht ändern.",
	AddressHint:     "Unter dieser Adresse wird die Web-App geöffnet, zum Beispiel https://app.example.com/.",
	DescriptionHint: "Wozu die Web-App dient, in ein bis zwei Zeilen. Der Text erscheint auf der Startseite.",
	Add:             "Web-App hinzufügen", Save: "Speichern",
	KeyIs: func(key string) string { return "Schlüssel: " + key },
	Added: func(webapp string) string {
		return webapp + " steht im Katalog. Accounts können sie jetzt abonnieren."
	},
	Saved:         func(webapp string) string { return webapp + " wurde gespeichert." },
	Deleted:       func(webapp string) string { return webapp + " wurde aus dem Katalog gelöscht." },
	DeleteHeading: "Löschen", DeleteIt: "Diese Web-App löschen", Delete: "Löschen",
	StillSubscribed:   "Accounts haben diese Web-App abonniert. Löschen können Sie die Web-App, sobald kein Abonnement mehr besteht, auch kein abgelaufenes.",
	DeleteTitle:       func(webapp string) string { return webapp + " löschen?" },
	DeleteConsequence: "Die Web-App verschwindet aus dem Katalog, und kein Account kann sie mehr abonnieren.",
	SubscriptionsOf:   func(account string) string { return "Abonnements von " + account },
	Subscriptions:     "Abonnements",
	NoSubscription:    "Noch keine Abonnements. Ein Abonnement hat eine Anzahl von Plätzen: So viele aktive Benutzer können die Web-App nutzen.",
	AddFirstBelow:     "Erstes Abonnement unten hinzufügen", FillTheCatalogue: "Zuerst eine Web-App in den Katalog aufnehmen",
	Webapp: "Web-App", State: "Status", SeatsUsed: "Belegte Plätze", From: "Beginn", To: "Ende",
	OnlyActiveTakeSeats: "Nur aktive Benutzer belegen einen Platz.",
	AddSubscription:     "Abonnement hinzufügen", AddIt: "Hinzufügen",
	SubscribedToAll: func(catalogue string) string {
		return "Der Account hat jede Web-App aus dem " + catalogue + " abonniert."
	},
	Catalogue: "Katalog", Choose: "Auswählen…",
	States: map[access.SubscriptionState]string{
		access.SubscriptionComing: "GEPLANT", access.SubscriptionRunning: "AKTIV", access.SubscriptionOver: "BEENDET",
	},
	SeatsOf:     func(used, seats int64) string { return deNumber(used) + " von " + deNumber(seats) },
	SeatsUsedOf: func(used, seats int64) string { return deNumber(used) + " von " + deNumber(seats) + " Plätzen belegt" },
	Seats:       "Plätze", SeatsHint: "So viele aktive Benutzer können die Web-App gleichzeitig nutzen.", EndHint: "Ab diesem Zeitpunkt kann niemand mehr die Web-App öffnen.",
	Opens: "Adresse", Change: "Abonnement ändern",
	Remove: "Dieses Abonnement entfernen", RemoveIt: "Entfernen",
	RemoveConsequence: func(account, webapp string) string {
		return account + " und alle Benutzer des Accounts verlieren " + webapp + " sofort."
	},
	SavedSubscription: func(webapp string) string { return "Das Abonnement für " + webapp + " wurde gespeichert." },
	Removed: func(webapp string) string {
		return "Das Abonnement für " + webapp + " wurde entfernt. Niemand aus dem Account kann die Web-App mehr öffnen."
	},
	Users: "Benutzer", Search: "Suchen", SearchHint: "Teil des Namens oder der E-Mail",
	OnlyAssigned: "Nur Benutzer mit dieser Web-App", Assign: "Ausgewählten zuweisen", TakeAway: "Ausgewählten entziehen",
	Tick: "Auswählen", User: "Benutzer", Person: "Name", Inactive: "inaktiv", HasIt: "zugewiesen",
	WebappsOf:        func(user string) string { return "Web-Apps von " + user },
	SubscribedToNone: func(account string) string { return account + " hat keine Web-Apps abonniert." },
	WhatTakesSeats:   "Nur aktive Benutzer belegen einen Platz. Eine Web-App, deren Abonnement abgelaufen ist, kann niemand öffnen.",
	Assigned:         func(users int64) string { return noun{"Benutzer", "Benutzern"}.of(users, deNumber) + " zugewiesen." },
	TakenAway:        func(users int64) string { return noun{"Benutzer", "Benutzern"}.of(users, deNumber) + " entzogen." },
	NoneAssigned:     "Nichts geändert: Die ausgewählten Benutzer haben die Web-App bereits.", NoneTaken: "Nichts geändert: Die ausgewählten Benutzer haben die Web-App nicht.",
	Subscribed: func(webapp string, seats int64) string {
		return "Das Abonnement für " + webapp + " mit " + noun{"Platz", "Plätzen"}.of(seats, deNumber) + " wurde hinzugefügt."
	},
	SavedAll: "Gespeichert.",
}

// --- Invoices ---

var deInvoices = Invoices{
	Title: "Rechnungen", Sentence: "Rechnungen für SMS-Nachrichten. Eine Rechnung lässt sich nicht bearbeiten oder löschen. Ist eine Rechnung falsch, stornieren Sie sie und erstellen Sie eine neue.",
	New: "Neue Rechnung", AnyStatus: "Alle Status", Year: "Jahr", AnyYear: "Alle Jahre",
	NoneYet: "Noch keine Rechnungen. Erstellen Sie eine für die SMS-Nachrichten, die ein Account gesendet hat.", MakeFirst: "Rechnung erstellen",
	NoneHere: "Noch keine Rechnungen. Rechnungen an diesen Account erscheinen hier.",
	Number:   "Nummer", Account: "Account", Period: "Zeitraum", Total: "Gesamtbetrag", Status: "Status", Issued: "Ausgestellt", Due: "Fällig", Paid: "Bezahlt", Cancelled: "Storniert",
	Statuses: map[access.InvoiceStatus]string{
		access.StatusIssued: "AUSGESTELLT", access.StatusPaid: "BEZAHLT", access.StatusCancelled: "STORNIERT", access.StatusCancellation: "STORNO",
	},
	Days:         func(first, last string) string { return first + " – " + last },
	InvoicesOf:   func(account string) string { return "Rechnungen an " + account },
	Invoice:      func(number string) string { return "Rechnung " + number },
	Cancellation: func(number string) string { return "Stornorechnung " + number },
	MarkAsPaid:   "Als bezahlt markieren", ItIsPaid: "Als bezahlt markieren",
	MarkAsPaidTitle: func(number string) string { return number + " als bezahlt markieren?" },
	PaidConsequence: func(total, account string) string {
		return account + " hat " + total + " bezahlt. Das lässt sich nicht rückgängig machen, und eine bezahlte Rechnung kann nicht storniert werden."
	},
	DownloadPDF: "PDF herunterladen",
	CancelledBy: func(number string) string { return "Storniert durch die Stornorechnung " + number + "." },
	Cancels:     func(number string) string { return "Storniert die Rechnung " + number + "." },
	Reason:      func(text string) string { return "Begründung: " + text },
	For:         "An", From: "Von", Dates: "Termine",
	Cancel:      "Diese Rechnung stornieren…",
	CancelHint:  "Damit wird eine Stornorechnung mit eigener Nummer erstellt, die die Beträge aufhebt. Das lässt sich nicht rückgängig machen.",
	ReasonField: "Begründung",
	ReasonHint: func(account string) string {
		return "Erscheint auf der Rechnung und auf der Stornorechnung. " + account + " kann sie lesen."
	},
	CancelNumber: func(number string) string { return "Rechnung " + number + " stornieren" },
	Amounts:      "Beträge", Item: "Leistung", Messages: "Nachrichten", Price: "Preis je Nachricht", Amount: "Betrag", Net: "Netto",
	VAT:         func(rate string) string { return "USt. " + rate + " %" },
	SMSMessages: func(first, last string) string { return "SMS-Nachrichten, " + first + " – " + last },
	SMS:         "SMS-Nachrichten",
	PeriodIs:    func(first, last string) string { return "Zeitraum: " + first + " – " + last },
	Rounding:    "Netto (Nachrichten × Preis) und USt. (Netto × Satz) sind jeweils kaufmännisch auf die kleinste Einheit der Währung gerundet.",
	Note:        "Hinweis", Contact: "Kontaktperson", Email: "E-Mail",

	NewSentence: func(today string) string {
		return "Eine Rechnung für SMS-Nachrichten mit dem heutigen Datum, " + today + ". Vor dem Ausstellen sehen Sie eine Vorschau."
	},
	Preview: "Vorschau", Find: "Suchen",
	PeriodFrom: "Zeitraum von", PeriodTo: "Zeitraum bis", FirstDay: "Der erste Tag.", LastDay: "Der letzte Tag.",
	MessagesHint: "1 bis 1000000000, ohne Trennzeichen.", PriceHint: "Netto, zum Beispiel 0,0345 oder 0.0345. Bis zu 6 Nachkommastellen.",
	Currency: "Währung", VATRate: "USt.-Satz in %", VATRateHint: "0 bis 100, zum Beispiel 19, 7,75 oder 7.75.", DueDate: "Fällig am",
	NoteField: "Hinweis", NoteHint: "Erscheint auf der Rechnung, zum Beispiel Zahlungsweg oder Bestellnummer. Optional, bis zu 2.000 Zeichen.",
	PreviewTitle:     func(account string) string { return "Vorschau: Rechnung an " + account },
	NothingIssuedYet: "Noch ist nichts ausgestellt. Die Rechnung erhält ihre Nummer beim Ausstellen.",
	IssuedToday:      func(day string) string { return day + ", heute" },
	CannotUndo:       "Das lässt sich nicht rückgängig machen.",
	CannotUndoWhy:    "Eine ausgestellte Rechnung lässt sich nicht bearbeiten oder löschen. Ist etwas falsch, stornieren Sie sie mit einer Stornorechnung, die eine eigene Nummer erhält.",
	Issue:            "Rechnung ausstellen", IssueAnyway: "Trotzdem ausstellen", BackToForm: "Zurück zum Formular",
	Told: func(account string) string { return account + " wird per E-Mail benachrichtigt." },
	NotTold: func(account string) string {
		return "Niemand bei " + account + " erhält eine E-Mail. Senden Sie die PDF-Datei."
	},
	NoMail: func(account string) string {
		return "Dieser Server sendet keine E-Mails. Senden Sie " + account + " die PDF-Datei."
	},
	NotWhatYouSaw: "Die Rechnung wurde nicht ausgestellt, weil sie sich seit der Vorschau geändert hat. Prüfen Sie sie noch einmal. Die Rechnung lautet jetzt:",
	HasEarlier: func(account string) string {
		return account + " hat bereits eine Rechnung für einen Teil dieses Zeitraums."
	},
	AnotherOne: "Möchten Sie eine weitere ausstellen?", AndOthers: "und weitere",
	IssuedFlash: func(number, account, total string) string {
		return "Rechnung " + number + " an " + account + " über " + total + " wurde ausgestellt."
	},
	PaidFlash:      func(number string) string { return "Rechnung " + number + " wurde als bezahlt markiert." },
	CancelledFlash: func(number string) string { return "Rechnung " + number + " wurde storniert." },
}

// --- Profile ---

var deProfile = Profile{
	Title: "Ihr Login", UserLogin: "Benutzer-Login", AccountLogin: "Account-Login", Roles: "Wirksame Rollen",
	Language: "Sprache", LanguageHint: "Für Seiten und E-Mails.", AsTheBrowser: "Wie im Browser", SaveLanguage: "Sprache speichern", LanguageSaved: "Ihre Sprache wurde gespeichert.",

	Password: "Kennwort", CurrentPassword: "Aktuelles Kennwort", NewPassword: "Neues Kennwort",
	SignedOutElsewhere: "Alle anderen Sitzungen werden beendet.", ChangePassword: "Kennwort ändern", PasswordChanged: "Ihr Kennwort wurde geändert. Alle anderen Sitzungen wurden beendet.",

	Notices:   "Benachrichtigungen",
	NoMail:    "Dieser Server versendet keine E-Mails, weil der Betreiber das nicht eingerichtet hat. Neuigkeiten sehen Sie nur auf den Seiten von Latchkey.",
	NoAddress: "Für diesen Login ist keine E-Mail-Adresse hinterlegt. Hinterlegen Sie eine, um E-Mails zu erhalten.",
	MailGoesTo: func(address string) string {
		return "E-Mails gehen an " + address + ". Die Tagesübersicht kommt um 08:00 Uhr in Ihrer Zeitzone, wenn es etwas zu berichten gibt. Über eigene Aktionen werden Sie nicht benachrichtigt. E-Mails zur Sicherheit Ihres Logins erhalten Sie immer, unabhängig von Ihrer Auswahl hier."
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

// --- Sign-in and security ---

var deWishes = map[access.Wish]string{access.WishOff: "Freiwillig", access.WishRecommended: "Empfohlen", access.WishRequired: "Erforderlich"}

var deSignInRules = SignInRules{
	Title:            func(account string) string { return "Anmelderegeln von " + account },
	Heading:          "Anmelderegeln",
	Sentence:         "Diese Regeln gelten für alle, die sich für diesen Account anmelden: für den Account-Login und alle Benutzer, auch externe.",
	SecondFactor:     "Zweiter Faktor",
	SecondFactorHint: "Ein Passkey oder ein Einmalcode zusätzlich zum Kennwort. Ist er erforderlich, müssen alle, die noch keinen haben, bei der nächsten Anmeldung einen hinzufügen.",
	From:             "Erforderlich ab",
	FromHint:         "Der Tag, ab dem er erforderlich ist. Bis dahin ist er empfohlen. Bleibt das Feld leer, ist er sofort erforderlich.",
	Save:             "Anmelderegeln speichern",
	Saved:            "Die Anmelderegeln wurden gespeichert.",
	Wishes:           deWishes,
	RequiredFrom:     func(day time.Time) string { return "Erforderlich ab " + deDay(day) },
	RequiredSince:    func(day time.Time) string { return "Erforderlich seit " + deDay(day) },
	HasFactor:        "Eingerichtet",
	HasNoFactor:      "Keiner",
	AskReset:         "Zweite Faktoren zurücksetzen",
	ResetAsked:       "Die zweiten Faktoren werden in 24 Stunden entfernt, sofern niemand das Zurücksetzen stoppt. Alle Beteiligten erhalten eine E-Mail.",
	AskResetOf:       func(user string) string { return "Zweite Faktoren von " + user + " zurücksetzen" },
	ResetMeans: func(user string) string {
		return "Verwenden Sie dies, wenn jemand alle Geräte und alle Wiederherstellungscodes verloren hat. In 24 Stunden werden alle Passkeys, Einmalcodes und Wiederherstellungscodes von " + user + " entfernt, und " + user + " wird überall abgemeldet. Bis dahin können " + user + " und die Administratoren des Accounts das Zurücksetzen stoppen. Alle Genannten erhalten eine E-Mail."
	},
	OwnReset: func(by, at string) string {
		return by + " setzt Ihre zweiten Faktoren zurück: Alle werden am " + at + " entfernt. Wenn Sie noch einen haben oder nichts davon wissen, stoppen Sie das Zurücksetzen."
	},
	ResetOf: func(by, user, at string) string {
		return by + " setzt die zweiten Faktoren von " + user + " zurück: Alle werden am " + at + " entfernt."
	},
	StopReset:     "Zurücksetzen stoppen",
	ResetStopped:  "Das Zurücksetzen wurde gestoppt. Es wurde nichts entfernt.",
	AddTitle:      "Zweiten Faktor hinzufügen",
	AddWhy:        "Für Ihren Login ist ein zweiter Faktor erforderlich. Richten Sie ihn jetzt ein, um die Anmeldung abzuschließen.",
	AddPasskey:    "Mit einem Passkey",
	AddCode:       "Mit einer Authenticator-App",
	Recommend:     "Ihr Account empfiehlt einen zweiten Faktor, damit ein gestohlenes Kennwort nicht ausreicht, um sich als Sie anzumelden.",
	RecommendLink: "Zweiten Faktor hinzufügen",
}

var deProvider = Provider{
	Any:      "Mit der Anmeldung Ihrer Firma fortfahren",
	Continue: func(provider string) string { return "Weiter mit " + provider },
	Required: func(account, provider string) string {
		return "Benutzer von " + account + " melden sich mit " + provider + " an."
	},
	Instead:   "Oder melden Sie sich ohne eigenes Kennwort an:",
	LeavingTo: func(provider string) string { return "Weiterleitung zu " + provider },
	BackFrom:  "Sie sind angemeldet", GoOn: "Weiter", IfNothing: "Falls nichts geschieht, gehen Sie selbst weiter.",

	Title:    func(account string) string { return "Identitätsanbieter von " + account },
	Heading:  "Identitätsanbieter",
	Sentence: "Benutzer dieses Accounts können sich mit dem OpenID-Connect-Anbieter Ihrer Firma anmelden, etwa Microsoft Entra ID, Google, Okta oder Keycloak. Der Account-Login funktioniert immer mit seinem Kennwort, auch wenn der Anbieter ausfällt.",
	Manage:   "Einrichten oder ändern",
	Name:     "Name", NameHint: "Was Ihre Leute auf der Schaltfläche lesen: „Weiter mit …“.",
	Issuer: "Issuer", IssuerHint: "Die Adresse des Anbieters, genau wie er sie nennt, zum Beispiel https://login.example.com/tenant. Latchkey fragt dort nach, bevor etwas gespeichert wird.",
	ClientID: "Client-ID", ClientSecret: "Client-Secret", SecretHint: "Es wird verschlüsselt, und niemand kann es hier noch einmal lesen.", Kept: "Es ist gespeichert. Lassen Sie das Feld leer, um es zu behalten.",
	Scopes: "Weitere Scopes", ScopesHint: "Zusätzlich zu openid, profile und email, durch Leerzeichen getrennt. Manche Anbieter brauchen einen, um Gruppen zu nennen.",
	GroupsClaim: "Claim mit Gruppen", GroupsClaimHint: "Lassen Sie das Feld leer, um alle hereinzulassen, die der Anbieter hereinlässt.",
	Groups: "Gruppen, die sich anmelden dürfen", GroupsHint: "Eine pro Zeile, genau wie der Anbieter sie nennt. Eine davon genügt.",
	SecondFactor: "Zweiter Faktor durch", SecondFactorHint: "Nennt der Anbieter einen dieser Werte (amr oder acr), verlangt Latchkey keinen eigenen zweiten Faktor. Ist das Feld leer, verlangt es immer einen.",
	Enabled: "Eingeschaltet", RequiredBox: "Erforderlich", RequiredHint: "Benutzer dieses Accounts können sich nicht mehr mit Kennwort oder Passkey anmelden. Externe Benutzer behalten ihr Kennwort, der Account-Login auch.",
	Creates: "Benutzer anlegen", CreatesHint: "Wer sich zum ersten Mal anmeldet und mit keinem Benutzer verknüpft ist, bekommt einen neuen, mit der Rolle USER und nicht mehr.",
	RedirectURI: "Redirect-URI", RedirectURIHint: "Tragen Sie diese Adresse beim Anbieter ein.", WhatToSet: "Registrieren Sie beim Anbieter eine Webanwendung mit dieser Redirect-URI und dem Authorization Code Flow.",
	Who:  "Niemand wird je an einem Namen oder einer E-Mail-Adresse erkannt. Die Leute verknüpfen ihren Benutzer selbst, unter „Anmeldung und Sicherheit“ oder mit einem Einrichtungslink.",
	Save: "Identitätsanbieter speichern", Saved: "Der Identitätsanbieter wurde gespeichert.", Test: "Nur testen", Works: "Der Anbieter antwortet wie erwartet. Es wurde nichts gespeichert. Wenn Sie ein Client-Secret eingegeben haben, geben Sie es zum Speichern noch einmal ein.",
	NoURL:  "Auf diesem Server kann sich noch niemand mit einem Identitätsanbieter anmelden: Der Betreiber von Latchkey muss ihn mit --url starten.",
	Remove: "Identitätsanbieter entfernen", RemoveTitle: "Identitätsanbieter entfernen?", RemoveButton: "Entfernen", Removed: "Der Identitätsanbieter wurde entfernt.",
	RemoveWhat: func(provider string) string {
		return "Niemand kann sich mehr mit " + provider + " anmelden. Alle, die sich damit angemeldet haben, werden abgemeldet, und alle Verknüpfungen werden aufgehoben."
	},
	Stranded: func(n int64) string {
		if n == 1 {
			return "1 aktiver Benutzer hat weder Kennwort noch Passkey. Er braucht einen Einrichtungslink."
		}
		return deNumber(n) + " aktive Benutzer haben weder Kennwort noch Passkey. Sie brauchen Einrichtungslinks."
	},

	Own: func(provider string) string { return "Anmelden mit " + provider },
	OwnLead: func(provider string) string {
		return "Sobald Ihr Benutzer mit Ihnen bei " + provider + " verknüpft ist, können Sie sich damit anmelden."
	},
	NotLinked: "Nicht verknüpft", Link: "Verknüpfen", Linked: "Ihr Benutzer wurde verknüpft.", LinkedSince: "Verknüpft",
	How:     map[access.Linking]string{access.LinkedByUser: "durch den Benutzer", access.LinkedByInvitation: "mit einem Einrichtungslink", access.LinkedByFirst: "bei der ersten Anmeldung"},
	Subject: "Identität dort",
	Unlink:  "Verknüpfung aufheben", UnlinkTitle: "Verknüpfung mit dem Identitätsanbieter aufheben?",
	UnlinkWhat: func(provider string) string {
		return "Sie können sich nicht mehr mit " + provider + " anmelden und werden überall sonst abgemeldet."
	},
	UnlinkOther: func(provider string) string {
		return "Dieser Benutzer kann sich nicht mehr mit " + provider + " anmelden und wird überall abgemeldet."
	},
	UnlinkButton: "Aufheben", Unlinked: "Die Verknüpfung wurde aufgehoben.",

	Confirm:   func(provider string) string { return "Mit " + provider + " bestätigen" },
	Confirmed: "Ihre Identität ist bestätigt", DoIt: "Weiter", Then: "Es geht genau mit dem weiter, was Sie angefordert haben.",
}

var deSecurity = Security{
	Title: "Anmeldung und Sicherheit", Lead: "Womit Sie sich anmelden und woran Latchkey Sie erkennt.",
	FirstFactor: "Wenn Sie Ihren ersten Passkey hinzufügen oder Einmalcodes einrichten, werden Sie überall sonst abgemeldet.",

	AddedTitle:  "Ihr zweiter Faktor ist aktiv",
	AddedBefore: "Das Formular wurde zweimal gesendet, das erste Mal hat genügt. Wiederherstellungscodes werden nur einmal angezeigt: Falls Sie Ihre nicht gesichert haben, erstellen Sie unter „Anmeldung und Sicherheit“ neue.",
	GoOn:        "Anmeldung fortsetzen",
	OverTitle:   "Diese Anmeldung ist beendet",
	Over:        "Wenn Sie gerade einen zweiten Faktor hinzugefügt haben, ist er aktiv: Melden Sie sich damit an. Wiederherstellungscodes werden nur einmal angezeigt: Falls Sie Ihre nicht gesichert haben, erstellen Sie unter „Anmeldung und Sicherheit“ neue.",

	Passkeys: Passkeys{
		Heading: "Passkeys",
		Lead:    "Mit einem Passkey melden Sie sich per Fingerabdruck, Gesicht oder PIN an. Kennwort und Einmalcode brauchen Sie dann nicht.",
		Elsewhere: func(address string) string {
			return "Um hier Passkeys hinzuzufügen oder zu verwenden, öffnen Sie " + address + " in einem Browser, der Passkeys unterstützt, und mit JavaScript."
		},
		Nowhere: "Auf diesem Server funktionieren Passkeys nicht, weil er über eine IP-Adresse aufgerufen wird. Passkeys erfordern einen Hostnamen.",

		Add: "Passkey hinzufügen", Name: "Name", NameHint: "Daran erkennen Sie den Passkey wieder.",
		Person: "Person", PersonHint: "Die Person, die diesen Passkey verwendet. Das Protokoll nennt sie bei jeder Anmeldung, die damit als Account erfolgt.",
		AddButton: "Passkey hinzufügen", Added: "Der Passkey wurde hinzugefügt. Sie können sich jetzt damit anmelden.",
		NewName: "Neuer Name", Rename: "Umbenennen", RenameTitle: "Passkey umbenennen", Save: "Namen speichern", Renamed: "Der Passkey wurde umbenannt.",
		Remove: "Entfernen", RemoveTitle: "Diesen Passkey entfernen?",
		RemoveWhat:   "Damit kann sich niemand mehr anmelden. Löschen Sie ihn auch auf dem Gerät: Latchkey kann das nicht. Überall sonst werden Sie abgemeldet.",
		RemoveButton: "Passkey entfernen", Removed: "Der Passkey wurde entfernt.",
		List: "Ihre Passkeys", AddedOn: "Hinzugefügt", UsedOn: "Zuletzt verwendet", Never: "Nie",

		Or: "oder", SignIn: "Mit Passkey anmelden", Use: "Passkey verwenden",
		Wrong:     "Dieser Passkey wurde nicht akzeptiert. Versuchen Sie es noch einmal, oder melden Sie sich anders an.",
		Cancelled: "Es wurde kein Passkey verwendet. Versuchen Sie es noch einmal, wenn Sie so weit sind.",
		Exists:    "Dieses Gerät hat bereits einen Passkey für diesen Login.",
		Failed:    "Das hat nicht funktioniert. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
	},
	Sessions: SessionsOfLogin{
		Heading: "Sitzungen",
		Ends: func(idle, longest string) string {
			if idle == "" {
				return "Hier sehen Sie, wo dieser Login angemeldet ist. Eine Sitzung endet nach " + longest + "."
			}
			return "Hier sehen Sie, wo dieser Login angemeldet ist. Eine Sitzung endet nach " + idle + " ohne Aktivität, spätestens nach " + longest + "."
		},
		Browser: "Browser", Address: "IP-Adresse", Since: "Angemeldet", Seen: "Zuletzt aktiv", ProvedBy: "Angemeldet mit", This: "Diese Sitzung",
		UnknownBrowser: "Unbekannter Browser",
		SignOut:        "Abmelden", SignOutEverywhereElse: "Alle anderen Sitzungen beenden", Ended: "Die Sitzung wurde beendet.", AllEnded: "Alle anderen Sitzungen wurden beendet.",
		SignOutThere: func(browser, address string) string { return "Abmelden: " + browser + ", " + address },
		PasskeyNamed: func(name string) string { return "Passkey „" + name + "“" },
		PasskeyOf:    func(name string) string { return "Passkey von " + name },
	},
	Codes: CodesOfLogin{
		Heading: "Einmalcodes",
		Lead:    "Eine Authenticator-App auf Ihrem Telefon zeigt alle 30 Sekunden einen neuen Code. Bei der Anmeldung mit Ihrem Kennwort geben Sie zusätzlich diesen Code ein.",
		SetUp:   "Einmalcodes einrichten", Since: "Eingerichtet am",

		SetUpTitle:  "Einmalcodes einrichten",
		Scan:        "QR-Code scannen",
		ScanWith:    "Verwenden Sie eine Authenticator-App, zum Beispiel Google Authenticator, Microsoft Authenticator, 1Password oder Aegis.",
		OnThisPhone: "App auf diesem Telefon öffnen",
		QRCode:      "QR-Code für die Authenticator-App. Der Schlüssel darunter enthält dasselbe als Text.",
		OrType:      "Wenn Sie ihn nicht scannen können, geben Sie diesen Schlüssel in der App ein:",
		Secret:      "Schlüssel",
		Check:       "Code aus der App eingeben",
		Code:        "Einmalcode", CodeHint: "Sechs Ziffern.", Finish: "Einmalcodes aktivieren",
		Added: "Die Einmalcodes wurden aktiviert.",

		Remove: "Entfernen", RemoveTitle: "Einmalcodes entfernen?",
		RemoveWhat:   "Bei der Anmeldung mit Ihrem Kennwort wird dann kein Code mehr abgefragt. Den Eintrag in Ihrer App können Sie löschen. Wenn Sie keinen Passkey haben, werden auch Ihre Wiederherstellungscodes entfernt. Überall sonst werden Sie abgemeldet.",
		RemoveButton: "Einmalcodes entfernen", Removed: "Die Einmalcodes wurden entfernt.",
	},
	Recovery: RecoveryCodes{
		Heading: "Wiederherstellungscodes",
		Lead:    "Wenn Sie Ihr Telefon oder Ihre Passkeys verlieren, können Sie sich mit Ihrem Kennwort und einem Wiederherstellungscode anmelden. Jeder gilt nur einmal.",
		Left: func(n, of int64) string {
			return "Noch " + deNumber(n) + " von " + deNumber(of) + "."
		},
		Few:  "Es sind nur noch wenige übrig. Erstellen Sie rechtzeitig neue.",
		None: "Es ist keiner mehr übrig. Erstellen Sie neue, damit Sie sich auch ohne Telefon und Passkeys anmelden können.",
		Make: "Neue Codes erstellen", MakeTitle: "Neue Wiederherstellungscodes erstellen?",
		MakeWhat:   "Die bisherigen gelten dann sofort nicht mehr.",
		MakeButton: "Neue Codes erstellen",
		Title:      "Ihre Wiederherstellungscodes",
		Keep:       "Bewahren Sie diese Codes so auf, dass Sie sie auch ohne Ihr Telefon finden, und getrennt von Ihrem Kennwort. Jeder gilt nur einmal. Die Codes werden nicht noch einmal angezeigt.",
		List:       "Wiederherstellungscodes", Download: "Herunterladen", File: "latchkey-wiederherstellungscodes.txt", Go: "Ich habe sie gesichert", For: "Latchkey-Wiederherstellungscodes für",
	},
}

// --- Prove ---

var deProve = Prove{
	Title: "Bestätigen Sie Ihre Identität",
	Lead:  "Ihre letzte Anmeldung oder Bestätigung liegt schon eine Weile zurück. Sobald Sie Ihre Identität bestätigt haben, wird genau das ausgeführt, was Sie angefordert haben.",
	LeadWebapp: func(webapp string) string {
		return webapp + " bittet Sie, Ihre Identität zu bestätigen. Danach werden Sie dorthin weitergeleitet."
	},
	LeadFile: "Ihre letzte Anmeldung oder Bestätigung liegt schon eine Weile zurück. Sobald Sie Ihre Identität bestätigt haben, beginnt der Download.",
	Password: "Kennwort", Confirm: "Bestätigen",
	Code: "Einmalcode", CodeHint: "Die sechs Ziffern in Ihrer Authenticator-App.",
	WithRecoveryCode: "Stattdessen einen Wiederherstellungscode verwenden", RecoveryCode: "Wiederherstellungscode",
	PasskeyElsewhere: func(address string) string {
		return "Um Ihren Passkey zu verwenden, öffnen Sie " + address + " in einem Browser, der Passkeys unterstützt, mit JavaScript."
	},

	Leaving: "Der Download hat begonnen", IfNothing: "Falls nichts geschieht, laden Sie die Datei selbst herunter.", Download: "Herunterladen", GoBack: "Zurück",
	Sign: Sign{
		Title: "Unterschreiben Sie Ihre Entscheidung", Lead: "Ihr Passkey unterschreibt genau das. Die Unterschrift kommt ins Protokoll. So kann niemand eine Entscheidung von Ihnen erfinden oder ändern, auch nicht, wer diesen Server betreibt.",
		Button: "Unterschreiben und GRANT", Without: "Ohne Unterschrift gewähren",
		WithoutMeans: "Auch ohne Unterschrift gilt Ihre Entscheidung. Dann sagt aber nur das Protokoll, dass es Ihre war.",
		Elsewhere: func(address string) string {
			return "Um mit Ihrem Passkey zu unterschreiben, öffnen Sie " + address + " in einem Browser, der Passkeys unterstützt, mit JavaScript."
		},
	},
}

// --- Search ---

var deSearch = Search{
	Title:       "Suche",
	Sentence:    "Findet Seiten, Accounts, Unternehmen, Benutzer und Anfragen, die Sie sehen dürfen, nach einem Teil des Namens. Anfragen werden auch nach einem Wort in der Beschreibung gefunden.",
	Placeholder: "Seite, Account, Unternehmen, Benutzer oder Anfrage",
	How:         "Mit der Eingabetaste öffnen Sie den ersten Treffer, mit den Pfeiltasten wechseln Sie zwischen den Treffern.",
	Close:       "Schließen",
	Pages:       "Seiten",
	Accounts:    deFinds("Accounts"), Companies: deFinds("Unternehmen"), Users: deFinds("Benutzer"), Requests: deFinds("Anfragen"),
	Nothing: func(text string) string {
		return "Unter allem, was Sie sehen dürfen, gibt es nichts mit „" + text + "“ im Namen oder in der Beschreibung."
	},
	Found: func(n int64) string { return noun{"Treffer", "Treffer"}.of(n, deNumber) },
	Some: func(shown, n int64) string {
		return deNumber(shown) + " von " + noun{"Treffer", "Treffern"}.of(n, deNumber)
	},
	SomeOfMore: func(shown, n int64) string { return deNumber(shown) + " von mehr als " + deNumber(n) + " Treffern" },
	Others:     "Alle Treffer anzeigen", TypeMore: "Geben Sie mehr vom Namen ein, um die Suche einzugrenzen.",
	InAccounts: "In der Liste der Accounts anzeigen", InCompanies: "In der Liste der Unternehmen anzeigen", InUsers: "In der Liste der Benutzer anzeigen",

	Keys: "Tastenkürzel", KeysSentence: "Alles hier gibt es auch als Link oder Schaltfläche.",
	NoScripts: "In diesem Browser sind Skripte ausgeschaltet. Nur die Tasten für Felder und Links funktionieren.",
	Always:    "Überall", OutsideFields: "Außerhalb von Feldern", SingleKeys: "Einzelne Tasten in diesem Browser als Tastenkürzel verwenden",
	ToSend: "Formular senden oder ausgewählten Link öffnen", ToSendLines: "Formular aus einem mehrzeiligen Feld senden", ToClose: "Dialog oder Menü schließen",
	ToWaiting: "Zur ersten offenen Anfrage", ToKeys: "Diese Liste anzeigen",
	CtrlKey: "Strg", EnterKey: "Eingabe", EscapeKey: "Esc",
}

func deFinds(things string) Finds {
	return Finds{
		Heading:    things,
		Some:       func(shown, n int64) string { return things + ", " + deNumber(shown) + " von " + deNumber(n) },
		SomeOfMore: func(shown, n int64) string { return things + ", " + deNumber(shown) + " von mehr als " + deNumber(n) },
		ShowAll:    func(n int64) string { return "Alle " + deNumber(n) + " " + things + " anzeigen" },
		ShowMore:   "Weitere " + things + " anzeigen",
	}
}

// --- Mails ---

// deCompanyOf is a company with its account, for the middle of a sentence.
func deCompanyOf(company, account string) string {
	return "das Unternehmen " + company + " des Accounts " + account
}

var deMails = Mails{
	Who:      func(person, account string) string { return person + " von " + account },
	Operator: "Der Betreiber von Latchkey",
	External: func(name, account string) string { return name + " (extern, aus " + account + ")" },

	ForDeciders: MailsForDeciders{
		AskedSubject: func(who, company string) string { return who + " hat Zugriff auf " + company + " angefragt" },
		Asked: func(who, company, account string) string {
			return who + " hat Zugriff auf " + deCompanyOf(company, account) + " angefragt."
		},
		AskedThen: func(account string, lapses time.Time) string {
			return "Wer für " + account + " entscheidet, kann den Zugriff gewähren oder die Anfrage ablehnen. Ohne Entscheidung verfällt die Anfrage am " + deMoment(lapses) + "."
		},
		AskedToExtendSubject: func(who, company string) string {
			return who + " hat eine Verlängerung des Zugriffs auf " + company + " angefragt"
		},
		AskedToExtend: func(who, company, account string) string {
			return who + " hat eine Verlängerung des Zugriffs auf " + deCompanyOf(company, account) + " angefragt."
		},
		AskedToExtendThen: func(account string) string {
			return "Wer für " + account + " entscheidet, kann die Verlängerung gewähren oder ablehnen. Bereits gewährter Zugriff bleibt unverändert bestehen."
		},
		ReminderSubject: func(who, company string) string {
			return "Noch nicht entschieden: " + who + " hat Zugriff auf " + company + " angefragt"
		},
		Reminder: func(who, company, account string) string {
			return "Bisher hat niemand entschieden: " + who + " hat Zugriff auf " + deCompanyOf(company, account) + " angefragt."
		},
		ReminderThen: func(lapses time.Time) string {
			return "Ohne Entscheidung verfällt die Anfrage am " + deMoment(lapses) + "."
		},
		EnteredSubject: func(by, company string) string {
			return "Erster Besuch: " + by + " nutzt den Zugriff auf " + company
		},
		Entered: func(by, company, account string, at time.Time) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " am " + deMoment(at) + " zum ersten Mal genutzt."
		},
		VisitSubject: func(who, company string) string {
			return "Besuch mit Dauerfreigabe: " + who + " hat Zugriff auf " + company
		},
		Visit: func(who, company, account string) string {
			return who + " hat Zugriff auf " + deCompanyOf(company, account) + ", und zwar durch eine Dauerfreigabe dieses Accounts."
		},
		InsideThen: func(account string) string {
			return "Alles, was dort geschieht, steht im Protokoll. Wer für " + account + " entscheidet, kann den Zugriff jederzeit entziehen."
		},
		UserMadeSubject: func(by, user, account string) string {
			return by + " hat in " + account + " den Benutzer " + user + " angelegt"
		},
		UserMade: func(by, user, account string) string {
			return by + " hat in " + account + " den Benutzer " + user + " angelegt, gehört aber nicht zu diesem Account."
		},
		UserMadeThen: "Was der Benutzer darf und bis wann, steht auf seiner Seite.",
	},
	ForAskers: MailsForAskers{
		GrantedSubject: func(by, company string) string { return by + " hat den Zugriff auf " + company + " gewährt" },
		Granted: func(by, company, account string) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " gewährt."
		},
		GrantedLessSubject: func(by, company string) string {
			return by + " hat den Zugriff auf " + company + " gewährt, aber weniger als angefragt"
		},
		GrantedLess: func(by, company, account string) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " gewährt, aber weniger als angefragt."
		},
		DeniedSubject: func(by, company string) string { return by + " hat die Zugriffsanfrage für " + company + " abgelehnt" },
		Denied: func(by, company, account string) string {
			return by + " hat die Anfrage für den Zugriff auf " + deCompanyOf(company, account) + " abgelehnt."
		},
		ShortenedSubject: func(by, company string) string { return by + " hat den Zugriff auf " + company + " verkürzt" },
		Shortened: func(by, company, account string, ends time.Time) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " verkürzt. Er endet jetzt am " + deMoment(ends) + "."
		},
		EndingSubject: func(company string) string { return "Der Zugriff auf " + company + " endet in Kürze" },
		Ending: func(company, account string, ends time.Time) string {
			return "Der Zugriff auf " + deCompanyOf(company, account) + " endet am " + deMoment(ends) + "."
		},
		EndingThen:     "Wenn Sie mehr Zeit brauchen, fragen Sie auf der Seite der Anfrage eine Verlängerung an.",
		RevokedSubject: func(by, company string) string { return by + " hat den Zugriff auf " + company + " entzogen" },
		Revoked: func(by, company, account string) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " entzogen."
		},
		FrozenSubject: func(by, account, company string) string {
			return by + " hat den externen Zugriff auf " + account + " gesperrt: Der Zugriff auf " + company + " ist beendet"
		},
		Frozen: func(by, account, company string) string {
			return by + " hat den externen Zugriff auf " + account + " gesperrt. Der Zugriff auf das Unternehmen " + company + " ist beendet."
		},
		HandedBackSubject: func(by, company string) string {
			return by + " hat den Zugriff auf " + company + " zurückgegeben"
		},
		HandedBack: func(by, company, account string) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " zurückgegeben."
		},
		WithdrawnSubject: func(by, company string) string {
			return by + " hat die Zugriffsanfrage für " + company + " zurückgezogen"
		},
		Withdrawn: func(by, company, account string) string {
			return by + " hat die Anfrage für den Zugriff auf " + deCompanyOf(company, account) + " zurückgezogen."
		},
		ExpiredSubject: func(company string) string { return "Der Zugriff auf " + company + " ist abgelaufen" },
		Expired: func(company, account string, ended time.Time) string {
			return "Der Zugriff auf " + deCompanyOf(company, account) + " ist am " + deMoment(ended) + " abgelaufen."
		},
		LapsedSubject: func(company string) string {
			return "Über Ihre Zugriffsanfrage für " + company + " wurde nicht rechtzeitig entschieden"
		},
		Lapsed: func(company, account string) string {
			return "Die Anfrage für den Zugriff auf " + deCompanyOf(company, account) + " ist verfallen, weil nicht rechtzeitig über sie entschieden wurde."
		},
		NobodyDecidesSubject: func(company string) string {
			return "Niemand kann über Ihre Zugriffsanfrage für " + company + " entscheiden"
		},
		NobodyDecides: func(company, account string) string {
			return "Niemand kann über die Anfrage für den Zugriff auf " + deCompanyOf(company, account) + " entscheiden: Derzeit kann sich niemand anmelden, der für diesen Account entscheidet."
		},
		NobodyDecidesThen: func(account string, lapses time.Time) string {
			return "Wenden Sie sich auf anderem Weg an " + account + ". Ohne Entscheidung verfällt die Anfrage am " + deMoment(lapses) + "."
		},
	},
	Extending: MailsOnExtending{
		GrantedSubject: func(by, company string) string { return by + " hat den Zugriff auf " + company + " verlängert" },
		Granted: func(by, company, account string, ends time.Time) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " verlängert. Er endet jetzt am " + deMoment(ends) + "."
		},
		GrantedLessSubject: func(by, company string) string {
			return by + " hat den Zugriff auf " + company + " verlängert, aber um weniger als angefragt"
		},
		GrantedLess: func(by, company, account string, ends time.Time) string {
			return by + " hat den Zugriff auf " + deCompanyOf(company, account) + " verlängert, aber um weniger als angefragt. Er endet jetzt am " + deMoment(ends) + "."
		},
		DeniedSubject: func(by, company string) string {
			return by + " hat die Verlängerung des Zugriffs auf " + company + " abgelehnt"
		},
		Denied: func(by, company, account string) string {
			return by + " hat die Verlängerung des Zugriffs auf " + deCompanyOf(company, account) + " abgelehnt."
		},
		DeniedThen: "Bereits gewährter Zugriff bleibt unverändert bestehen.",
	},
	ForLogins: MailsForLogins{
		LinkMadeSubject: func(by, login string) string {
			return by + " hat einen Einrichtungslink für Ihren Login " + login + " erstellt"
		},
		LinkMade: func(by, login string, at time.Time) string {
			return by + " hat am " + deMoment(at) + " einen Einrichtungslink für Ihren Login " + login + " erstellt."
		},
		LinkMadeThen: func(account string) string {
			return "Wer den Link öffnet, wählt das Kennwort dieses Logins. Wenn Sie nicht darum gebeten haben, informieren Sie die Administratoren von " + account + "."
		},
		SetupLinkSubject: func(by, login string) string {
			return by + " sendet Ihnen einen Einrichtungslink für Ihren Login " + login
		},
		SetupLink: func(by, login string) string {
			return by + " sendet Ihnen den Link unten, mit dem Sie das Kennwort Ihres Logins " + login + " wählen können. Er ist 24 Stunden gültig und funktioniert nur einmal."
		},
		SetupLinkThen: func(account string) string {
			return "Wer den Link öffnet, kann das Kennwort wählen. Leiten Sie diese E-Mail deshalb nicht weiter. Wenn Sie sie nicht erwartet haben, informieren Sie die Administratoren von " + account + "."
		},
		PasswordLinkSubject: func(login string) string { return "Neues Kennwort für Ihren Login " + login },
		PasswordLinkAsked: func(login string, at time.Time) string {
			return "Am " + deMoment(at) + " wurde ein neues Kennwort für Ihren Login " + login + " angefordert."
		},
		PasswordLinkBy: func(by, login string, at time.Time) string {
			return by + " hat Ihnen am " + deMoment(at) + " einen Link für ein neues Kennwort Ihres Logins " + login + " gesendet."
		},
		PasswordLinkHow:  "Wählen Sie es über den Link unten. Er funktioniert nur einmal. Er verfällt nach 30 Minuten oder sobald ein neuerer gesendet wird.",
		PasswordLinkThen: "Wenn Sie das nicht möchten, ignorieren Sie diese E-Mail: Ihr Kennwort bleibt, wie es ist. Wer den Link öffnet, kann das Kennwort wählen. Leiten Sie ihn deshalb nicht weiter.",
		ConfirmEmailSubject: func(login string) string {
			return "Bestätigen Sie diese E-Mail-Adresse für Ihren Login " + login
		},
		ConfirmEmailBy: func(by, login string, at time.Time) string {
			return by + " hat am " + deMoment(at) + " diese E-Mail-Adresse für Ihren Login " + login + " eingetragen."
		},
		ConfirmEmailAsked: func(login string, at time.Time) string {
			return "Am " + deMoment(at) + " wurde für Ihren Login " + login + " die Bestätigung dieser E-Mail-Adresse angefordert."
		},
		ConfirmEmailHow: "Bestätigen Sie über den Link unten, dass Sie hier E-Mails erhalten. Er funktioniert nur einmal. Er verfällt nach 7 Tagen, sobald ein neuerer gesendet wird oder wenn sich die Adresse ändert.",
		ConfirmEmailThen: func(account string) string {
			return "Der Link meldet niemanden an. Wenn Sie diesen Login nicht kennen, ignorieren Sie diese E-Mail: Die Adresse bleibt unbestätigt. Wenn es Ihr Login ist und Sie die E-Mail nicht erwartet haben, informieren Sie die Administratoren von " + account + "."
		},
		PasswordSetSubject: func(login string) string { return "Das Kennwort Ihres Logins " + login + " wurde festgelegt" },
		PasswordSet: func(login string, at time.Time) string {
			return "Das Kennwort Ihres Logins " + login + " wurde am " + deMoment(at) + " über einen Einrichtungslink festgelegt."
		},
		PasswordSetThrough: func(by string) string { return by + " hat den Link erstellt." },
		PasswordSetThen: func(account string) string {
			return "Wenn Sie das nicht waren, kann sich jemand anders mit Ihrem Login anmelden. Informieren Sie die Administratoren von " + account + "."
		},
		WrongPasswordsSubject: func(times int64, login string) string {
			return deNumber(times) + " falsche Kennwörter für Ihren Login " + login
		},
		WrongPasswords: func(times int64, login string, last time.Time) string {
			return "Seit gestern wurden für Ihren Login " + login + " " + deNumber(times) + " falsche Kennwörter eingegeben, das letzte am " + deMoment(last) + ". Mit keinem davon hat sich jemand angemeldet."
		},
		WrongPasswordsThen: "Wenn Sie das nicht waren, versucht möglicherweise jemand, Ihr Kennwort zu erraten. Latchkey verzögert Versuche aus Browsern, mit denen Sie sich noch nie angemeldet haben. Ein langes Kennwort, das Sie sonst nirgends verwenden, schützt Sie. Dazu erhalten Sie einen Tag lang keine weitere E-Mail; die Zahl steht auf Ihrer Startseite.",
		WrongFactorsSubject: func(times int64, login string) string {
			return deNumber(times) + " falsche Codes für Ihren Login " + login
		},
		WrongFactors: func(times int64, login string, last time.Time) string {
			return "Seit gestern wurden für Ihren Login " + login + " " + deNumber(times) + " falsche Einmalcodes oder Wiederherstellungscodes eingegeben, der letzte am " + deMoment(last) + ". Mit keinem davon hat sich jemand angemeldet."
		},
		WrongFactorsThen: "Wenn Sie das nicht waren, kennt jemand Ihr Kennwort oder verwendet einen Browser, in dem Sie angemeldet sind. Wählen Sie jetzt ein neues Kennwort: Damit wird Ihr Login überall sonst abgemeldet. Dazu erhalten Sie einen Tag lang keine weitere E-Mail.",
		EmailChangedSubject: func(by, login string) string {
			return by + " hat die E-Mail-Adresse Ihres Logins " + login + " geändert"
		},
		EmailChanged: func(by, login string, at time.Time) string {
			return by + " hat am " + deMoment(at) + " die E-Mail-Adresse Ihres Logins " + login + " geändert. Ab jetzt gehen E-Mails für diesen Login an die neue Adresse und nicht mehr an diese."
		},
		EmailChangedThen: func(account string) string {
			return "Wenn Sie diese Änderung weder vorgenommen noch gewollt haben, kann möglicherweise jemand anders in Ihrem Namen handeln. Ändern Sie Ihr Kennwort und informieren Sie die Administratoren von " + account + "."
		},
		ChangedSubject: func(by, login, what string) string {
			return by + " hat Ihren Login " + login + " geändert: " + what
		},
		Changed: func(by, login, what string, at time.Time) string {
			return by + " hat am " + deMoment(at) + " Ihren Login " + login + " geändert: " + what + "."
		},
		ActivatedSubject: func(by, login string) string { return by + " hat Ihren Login " + login + " aktiviert" },
		Activated: func(by, login string, at time.Time) string {
			return by + " hat am " + deMoment(at) + " Ihren Login " + login + " aktiviert."
		},
		DeactivatedSubject: func(by, login string) string { return by + " hat Ihren Login " + login + " deaktiviert" },
		Deactivated: func(by, login string, at time.Time) string {
			return by + " hat am " + deMoment(at) + " Ihren Login " + login + " deaktiviert."
		},
		DeletedSubject: func(by, login string) string { return by + " hat Ihren Login " + login + " gelöscht" },
		Deleted: func(by, login string, at time.Time) string {
			return by + " hat am " + deMoment(at) + " Ihren Login " + login + " gelöscht."
		},
		ChangedThen: func(account string) string {
			return "Der vorherige Stand steht im Protokoll von " + account + ". Wenn Sie nicht wissen, warum das geschah, fragen Sie die Administratoren von " + account + "."
		},
		What: map[access.LoginChange]string{
			access.LoginWebapps: "Web-Apps", "email": "E-Mail-Adresse", "first_name": "Vorname", "last_name": "Nachname", "time_zone": "Zeitzone",
			"roles": "Rollen", "roles_kept": "Rollen, die nicht mehr mit dem Zugriff enden", "valid_to": "Ende der Gültigkeit",
		},
		Under: func(who, company string) string {
			return "Grundlage war der Zugriff auf das Unternehmen " + company + ", den " + who + " angefragt hatte."
		},
		Request: "Zugriffsanfrage",
		Moved:   "Ab jetzt gehen E-Mails für Ihren Login an die neue Adresse und nicht mehr an diese.",
	},
	Security: MailsOnSecurity{
		ElsewhereToo: "Überall sonst wurde der Login damit abgemeldet.",
		News: map[access.SecurityEvent]SecurityMail{
			access.SecuritySignedIn: {
				Subject: func(f SecurityFacts) string { return "Neue Anmeldung mit Ihrem Login " + f.Login },
				Happened: func(f SecurityFacts) string {
					return "Mit Ihrem Login " + f.Login + " hat sich am " + deMoment(f.At) + " jemand in einem Browser angemeldet, der für diesen Login neu ist. Nach einem neuen Kennwort, einem entfernten zweiten Faktor und einer Abmeldung überall gilt jeder Browser als neu."
				},
			},
			access.SecurityPasswordChanged: {
				Subject: func(f SecurityFacts) string { return "Das Kennwort Ihres Logins " + f.Login + " wurde geändert" },
				Happened: func(f SecurityFacts) string {
					return "Das Kennwort Ihres Logins " + f.Login + " wurde am " + deMoment(f.At) + " geändert. Alle anderen Sitzungen dieses Logins wurden damit beendet."
				},
			},
			access.SecurityPasswordReset: {
				Subject: func(f SecurityFacts) string { return "Das Kennwort Ihres Logins " + f.Login + " wurde zurückgesetzt" },
				Happened: func(f SecurityFacts) string {
					return "Für Ihren Login " + f.Login + " wurde am " + deMoment(f.At) + " über einen Link für ein vergessenes Kennwort ein neues Kennwort gewählt. Der Login wurde damit überall abgemeldet."
				},
			},
			access.SecurityPasskeyAdded: {
				Subject: func(f SecurityFacts) string { return "Neuer Passkey für Ihren Login " + f.Login },
				Happened: func(f SecurityFacts) string {
					return "Zu Ihrem Login " + f.Login + " wurde am " + deMoment(f.At) + " der Passkey „" + f.Name + "“ hinzugefügt. Wer ihn hat, kann sich ohne Kennwort anmelden."
				},
			},
			access.SecurityPasskeyRemoved: {
				Subject: func(f SecurityFacts) string { return "Ein Passkey Ihres Logins " + f.Login + " wurde entfernt" },
				Happened: func(f SecurityFacts) string {
					return "Der Passkey „" + f.Name + "“ Ihres Logins " + f.Login + " wurde am " + deMoment(f.At) + " entfernt. Mit ihm kann sich niemand mehr anmelden."
				},
			},
			access.SecurityProviderSet: {
				Subject: func(f SecurityFacts) string { return "Ein Identitätsanbieter wurde eingerichtet: " + f.Login },
				Happened: func(f SecurityFacts) string {
					return f.By + " hat am " + deMoment(f.At) + " " + f.Login + " als Identitätsanbieter eingerichtet, mit dem sich die Benutzer des Accounts anmelden können."
				},
			},
			access.SecurityProviderChanged: {
				Subject: func(f SecurityFacts) string { return "Der Identitätsanbieter " + f.Login + " wurde geändert" },
				Happened: func(f SecurityFacts) string {
					return f.By + " hat am " + deMoment(f.At) + " den Identitätsanbieter " + f.Login + " geändert, mit dem sich die Benutzer des Accounts anmelden können. Was anders ist, steht im Protokoll."
				},
			},
			access.SecurityProviderRemoved: {
				Subject: func(f SecurityFacts) string { return "Der Identitätsanbieter " + f.Login + " wurde entfernt" },
				Happened: func(f SecurityFacts) string {
					return f.By + " hat am " + deMoment(f.At) + " den Identitätsanbieter " + f.Login + " entfernt. Die Benutzer des Accounts können sich damit nicht mehr anmelden."
				},
			},
			access.SecurityIdentityLinked: {
				Subject: func(f SecurityFacts) string { return "Ihr Login " + f.Login + " wurde mit " + f.Name + " verknüpft" },
				Happened: func(f SecurityFacts) string {
					return "Ihr Login " + f.Login + " wurde am " + deMoment(f.At) + " mit einer Identität bei " + f.Name + " verknüpft. Wer sich dort mit dieser Identität anmeldet, meldet sich als Sie an."
				},
			},
			access.SecurityIdentityUnlinked: {
				Subject: func(f SecurityFacts) string {
					return "Ihr Login " + f.Login + " ist nicht mehr mit " + f.Name + " verknüpft"
				},
				Happened: func(f SecurityFacts) string {
					return "Die Verknüpfung Ihres Logins " + f.Login + " mit " + f.Name + " wurde am " + deMoment(f.At) + " aufgehoben. Dort meldet sich niemand mehr als Sie an."
				},
			},
			access.SecurityPasskeyRefused: {
				Subject: func(f SecurityFacts) string { return "Ein Passkey Ihres Logins " + f.Login + " wurde abgelehnt" },
				Happened: func(f SecurityFacts) string {
					return "Am " + deMoment(f.At) + " hat jemand versucht, den Passkey „" + f.Name + "“ Ihres Logins " + f.Login + " zu verwenden. Latchkey hat ihn abgelehnt, weil er möglicherweise kopiert wurde. Auch wenn Sie das selbst waren: Entfernen Sie diesen Passkey und fügen Sie einen neuen hinzu."
				},
			},
			access.SecurityCodesAdded: {
				Subject: func(f SecurityFacts) string {
					return "Einmalcodes für Ihren Login " + f.Login + " wurden eingerichtet"
				},
				Happened: func(f SecurityFacts) string {
					return "Für Ihren Login " + f.Login + " wurde am " + deMoment(f.At) + " eine Authenticator-App eingerichtet. Ab jetzt gehört zur Anmeldung mit dem Kennwort auch ein Einmalcode."
				},
			},
			access.SecurityCodesRemoved: {
				Subject: func(f SecurityFacts) string { return "Einmalcodes für Ihren Login " + f.Login + " wurden entfernt" },
				Happened: func(f SecurityFacts) string {
					return "Die Authenticator-App Ihres Logins " + f.Login + " wurde am " + deMoment(f.At) + " entfernt. Einmalcodes schützen diesen Login nicht mehr."
				},
			},
			access.SecurityRecoveryMade: {
				Subject: func(f SecurityFacts) string { return "Neue Wiederherstellungscodes für Ihren Login " + f.Login },
				Happened: func(f SecurityFacts) string {
					return "Für Ihren Login " + f.Login + " wurden am " + deMoment(f.At) + " neue Wiederherstellungscodes erstellt. Alle früheren gelten nicht mehr."
				},
			},
			access.SecurityRecoveryUsed: {
				Subject: func(f SecurityFacts) string {
					return "Ein Wiederherstellungscode Ihres Logins " + f.Login + " wurde verwendet"
				},
				Happened: func(f SecurityFacts) string {
					return "Für Ihren Login " + f.Login + " hat am " + deMoment(f.At) + " jemand einen Wiederherstellungscode verwendet. Sie haben noch " + noun{"Wiederherstellungscode", "Wiederherstellungscodes"}.of(f.Left, deNumber) + "."
				},
			},
			access.SecurityResetAsked: {
				Subject: func(f SecurityFacts) string {
					return f.By + " setzt die zweiten Faktoren Ihres Logins " + f.Login + " zurück"
				},
				Happened: func(f SecurityFacts) string {
					return f.By + " hat am " + deMoment(f.At) + " das Zurücksetzen der zweiten Faktoren Ihres Logins " + f.Login + " veranlasst. Alle werden am " + deMoment(f.Effective) + " entfernt. Bis dahin können Sie das Zurücksetzen unter „Anmeldung und Sicherheit“ stoppen."
				},
			},
			access.SecurityResetStopped: {
				Subject: func(f SecurityFacts) string { return "Ihr Login " + f.Login + " behält seine zweiten Faktoren" },
				Happened: func(f SecurityFacts) string {
					return f.By + " hat am " + deMoment(f.At) + " das Zurücksetzen der zweiten Faktoren Ihres Logins " + f.Login + " gestoppt. Es wurde nichts entfernt."
				},
			},
			access.SecurityFactorsReset: {
				Subject: func(f SecurityFacts) string {
					return "Die zweiten Faktoren Ihres Logins " + f.Login + " wurden entfernt"
				},
				Happened: func(f SecurityFacts) string {
					return "Alle Passkeys, Einmalcodes und Wiederherstellungscodes Ihres Logins " + f.Login + " wurden am " + deMoment(f.At) + " entfernt. Fügen Sie bei der nächsten Anmeldung einen neuen zweiten Faktor hinzu."
				},
			},
			access.SecurityOthersResetAsked: {
				Subject: func(f SecurityFacts) string { return f.By + " setzt die zweiten Faktoren von " + f.Login + " zurück" },
				Happened: func(f SecurityFacts) string {
					return f.By + " hat am " + deMoment(f.At) + " das Zurücksetzen der zweiten Faktoren von " + f.Login + " veranlasst, weil sie verloren gegangen sind. Alle werden am " + deMoment(f.Effective) + " entfernt. Bis dahin können Sie das Zurücksetzen auf der Seite des Benutzers stoppen. Sie erhalten diese E-Mail, weil Ihr Login " + f.Name + " über Anfragen an diesen Account entscheiden kann."
				},
			},
			access.SecurityOthersResetStopped: {
				Subject: func(f SecurityFacts) string { return f.Login + " behält die zweiten Faktoren" },
				Happened: func(f SecurityFacts) string {
					return f.By + " hat am " + deMoment(f.At) + " das Zurücksetzen der zweiten Faktoren von " + f.Login + " gestoppt. Es wurde nichts entfernt. Sie erhalten diese E-Mail, weil Ihr Login " + f.Name + " über Anfragen an diesen Account entscheiden kann."
				},
			},
			access.SecurityOthersFactorsReset: {
				Subject: func(f SecurityFacts) string { return "Die zweiten Faktoren von " + f.Login + " wurden entfernt" },
				Happened: func(f SecurityFacts) string {
					return "Wie veranlasst wurden am " + deMoment(f.At) + " alle Passkeys, Einmalcodes und Wiederherstellungscodes von " + f.Login + " entfernt. Sie erhalten diese E-Mail, weil Ihr Login " + f.Name + " über Anfragen an diesen Account entscheiden kann."
				},
			},
			access.SecurityNewEmail: {
				Subject: func(f SecurityFacts) string {
					return f.By + " hat diese E-Mail-Adresse für Ihren Login " + f.Login + " eingetragen"
				},
				Happened: func(f SecurityFacts) string {
					return f.By + " hat am " + deMoment(f.At) + " die E-Mail-Adresse Ihres Logins " + f.Login + " geändert. Ab jetzt gehen E-Mails für diesen Login an diese Adresse."
				},
			},
			access.SecuritySignedOutByOthers: {
				Subject: func(f SecurityFacts) string { return f.By + " hat Ihren Login " + f.Login + " überall abgemeldet" },
				Happened: func(f SecurityFacts) string {
					return f.By + " hat Ihren Login " + f.Login + " am " + deMoment(f.At) + " überall abgemeldet. Sie können sich wieder anmelden."
				},
			},
		},
		Then: func(account string) string {
			return "Wenn Sie davon nichts wissen, kann sich möglicherweise jemand anders mit Ihrem Login anmelden. Öffnen Sie „Anmeldung und Sicherheit“: Ändern Sie Ihr Kennwort, entfernen Sie fremde Passkeys und beenden Sie alle anderen Sitzungen. Informieren Sie dann die Administratoren von " + account + "."
		},
		ThenOthers: func(account string) string {
			return "Wenn Sie davon nichts wissen, fragen Sie die anderen Administratoren von " + account + ". Das Protokoll zeigt, wer was getan hat."
		},
		Browser: "Browser", Address: "IP-Adresse", UnknownBrowser: "unbekannt",
	},
	Digest: MailsDigest{
		Subject: func(notices int64) string {
			return "Ihre Tagesübersicht: " + noun{"Benachrichtigung", "Benachrichtigungen"}.of(notices, deNumber)
		},
		BurstSubject: func(notices int64) string {
			return noun{"Benachrichtigung", "Benachrichtigungen"}.of(notices, deNumber) + " auf einmal"
		},
		Line: func(at time.Time, subject string) string { return deMoment(at) + ": " + subject + "." },
		Now: map[access.State]string{
			access.Pending: "Die Entscheidung steht noch aus.", access.Lapsed: "Die Anfrage ist ohne Entscheidung verfallen.",
			access.Scheduled: "Der Zugriff ist gewährt und beginnt später.", access.Active: "Der Zugriff ist jetzt aktiv.",
			access.Expired: "Der Zugriff ist abgelaufen.", access.Refused: "Die Anfrage ist abgelehnt.",
			access.Withdrawn: "Die Anfrage ist zurückgezogen.", access.Ended: "Der Zugriff wurde vorzeitig beendet.",
		},
	},
	Invoices: MailsOnInvoices{
		IssuedSubject: func(number, issuer, total string) string {
			return "Rechnung " + number + " von " + issuer + ": " + total
		},
		Issued: func(by, number, account string) string {
			return by + " hat " + account + " die Rechnung " + number + " gestellt."
		},
		CancelledSubject: func(number, issuer string) string { return "Rechnung " + number + " von " + issuer + " storniert" },
		Cancelled: func(by, number, account string) string {
			return by + " hat die Rechnung " + number + " an " + account + " storniert."
		},
		CancelledThen: func(counter string) string {
			return "Die Stornorechnung " + counter + " hebt die Beträge auf. Sie müssen die Rechnung nicht bezahlen."
		},
	},

	Line:    func(label, text string) string { return label + ": " + text },
	Company: "Unternehmen", RequestedBy: "Angefragt von", Window: "Zeitraum", Access: "Zugriff", AskedFor: "Ursprünglich angefragt",
	Description: "Beschreibung", Reason: "Begründung",
	InZone: func(zone string) string { return "Ortszeit des Unternehmens (" + zone + ")" },
	Span:   func(from, to string) string { return from + " – " + to },
	Thing:  func(thing, of string) string { return thing + ", " + of },
	Deputy: func(of string) string {
		return "Sie erhalten diese E-Mail als Vertretung von " + of + ", da diese Person abwesend ist."
	},
	Choices: "Worüber und wie Sie informiert werden, wählen Sie hier:",
}

// --- Errors ---

var deErrors = Errors{
	Pages: [errorPages]Told{
		Internal:     {"Etwas ist schiefgegangen", "Der Fehler liegt bei uns, nicht bei Ihnen. Es wurde nichts geändert. Versuchen Sie es gleich noch einmal."},
		Malformed:    {"Die Anforderung ist ungültig", "Es wurde nichts geändert. Laden Sie die Seite neu und versuchen Sie es noch einmal."},
		NoWebapp:     {"Diese Web-App kann Sie nicht anmelden", "Sie ist hier nicht bekannt, die Adresse, zu der Sie weitergeleitet würden, ist nicht registriert, oder ihre Anfrage ist nicht lesbar. Gehen Sie zurück zur Web-App und wenden Sie sich an deren Betreiber."},
		Foreign:      {"Nicht erlaubt", "Diese Anforderung kam nicht von einer Seite von Latchkey. Öffnen Sie die Seite selbst und versuchen Sie es dort."},
		PlainHTTP:    {"HTTPS ist erforderlich", "Diese Seite wurde unverschlüsselt über HTTP übertragen. So kann sich niemand anmelden, denn andere könnten mitlesen, was Sie eingeben. Es wurde nichts verarbeitet. Öffnen Sie die Adresse, die mit https:// beginnt, und versuchen Sie es dort."},
		NotFound:     {"Seite nicht gefunden", "Die Seite gibt es nicht, oder Sie haben keinen Zugriff darauf. Ein früherer Zugriff kann inzwischen beendet sein."},
		NoResetLink:  {"Dieser Link funktioniert nicht", "Ein Kennwortlink funktioniert nur einmal. Er verfällt nach 30 Minuten oder sobald ein neuerer gesendet wird. Auf der Anmeldeseite können Sie einen neuen anfordern."},
		NoEmailLink:  {"Dieser Link funktioniert nicht", "Ein Bestätigungslink funktioniert nur einmal. Er verfällt nach 7 Tagen, sobald ein neuerer gesendet wird oder wenn sich die Adresse ändert. Melden Sie sich an und wählen Sie Ihren Namen: Dort steht, ob Ihre Adresse bestätigt ist, und Sie können sich einen weiteren Link senden lassen."},
		NoSetupLink:  {"Dieser Einrichtungslink funktioniert nicht", "Ein Einrichtungslink funktioniert nur einmal. Er verfällt nach 24 Stunden oder sobald ein neuerer erstellt wird. Bitten Sie die Person, von der Sie ihn haben, um einen neuen."},
		NoSetup:      {"Diese Einrichtungsadresse funktioniert nicht", "Eine Einrichtungsadresse funktioniert nur einmal, innerhalb von 24 Stunden und nur, solange es keinen ADMINISTRATOR gibt. Wenn es noch keinen gibt, starten Sie den Server neu: Er gibt eine neue Adresse aus."},
		Forbidden:    {"Nicht erlaubt", "Ihre Rollen erlauben das nicht."},
		Unproved:     {"Bestätigen Sie Ihre Identität", "Ihre letzte Anmeldung liegt schon eine Weile zurück. Melden Sie sich ab und wieder an und versuchen Sie es dann erneut."},
		Overtaken:    {"Der Stand hat sich geändert", "Jemand anderes war schneller. Es wurde nichts geändert. Prüfen Sie den aktuellen Stand."},
		RefusedThere: {"Das hat nicht geklappt", "Die Anmeldung beim Identitätsanbieter hat nicht geklappt. Versuchen Sie es noch einmal."},
		BadProvider:  {"Der Identitätsanbieter antwortet nicht wie erwartet", "Versuchen Sie es später noch einmal, oder wenden Sie sich an einen Administrator Ihres Accounts."},
		Stale:        {"Der Stand hat sich geändert", "Diese Daten wurden inzwischen von jemand anderem geändert. Ihre Änderungen wurden nicht übernommen."},
		Mistakes:     {"Prüfen Sie Ihre Eingaben", "Etwas stimmt nicht. Es wurde nichts geändert."},
		TooManyTries: {"Zu viele Versuche", "Warten Sie einen Moment und versuchen Sie es dann noch einmal."},
		TooLarge:     {"Das ist zu lang", "Es wurde nichts geändert. Kürzen Sie den längsten Text und senden Sie das Formular noch einmal."},
		FormAddress:  {"Diese Adresse ist keine Seite", "Diese Adresse nimmt nur Formulare entgegen. Es wurde nichts geändert. Öffnen Sie die Seite mit dem Formular."},
		Damaged:      {"Die Daten sind beschädigt", "Die Datenbankdatei dieses Servers ist beschädigt. Der Betreiber muss eine Sicherung wiederherstellen. Es ist nicht bekannt, ob etwas geändert wurde."},
		ClientGone:   {"Verbindung beendet", "Der Browser hat die Verbindung beendet."},
		Replaced:     {"Derzeit kann nichts gespeichert werden", "Es wurde nichts geändert. Die Datenbank wurde im laufenden Betrieb ausgetauscht. Der Betreiber muss den Server anhalten und die Ursache prüfen."},
		Unknown:      {"Es ist nicht bekannt, ob gespeichert wurde", "Beim Speichern ist der Datenträger des Servers ausgefallen. Prüfen Sie den aktuellen Stand, bevor Sie es noch einmal versuchen, und informieren Sie den Betreiber dieses Servers."},
		NotSaved:     {"Es wurde nicht gespeichert", "Beim Speichern ist der Datenträger des Servers ausgefallen. Eine Prüfung danach hat ergeben, dass nichts geändert wurde. Informieren Sie den Betreiber dieses Servers und versuchen Sie es dann noch einmal."},
		DiskFull:     {"Der Datenträger des Servers ist voll", "Es wurde nichts geändert. Teilen Sie dem Betreiber dieses Servers mit, dass die Datenbank Speicherplatz benötigt. Vorhandenes können Sie weiterhin lesen."},
		DiskFullHere: {"Der Datenträger des Servers ist voll", "Diese Seite wird nur angezeigt, wenn protokolliert werden kann, wer sie liest, und dafür fehlt der Speicherplatz. Teilen Sie dem Betreiber dieses Servers mit, dass die Datenbank Speicherplatz benötigt."},
		Busy:         {"Der Server ist ausgelastet", "Es wurde nichts geändert. Versuchen Sie es gleich noch einmal."},
	},
	Wait: func(d time.Duration) string {
		return "Warten Sie " + deFormat.Duration(d) + " und versuchen Sie es dann noch einmal."
	},
	TooLong: func(most string) string {
		return "Ein Formular darf höchstens " + most + " groß sein. Es wurde nichts geändert. Kürzen Sie den längsten Text und senden Sie das Formular noch einmal."
	},
	Changed: func(now ...string) string {
		return "Diese Daten wurden inzwischen von jemand anderem geändert. Ihre Änderungen wurden nicht übernommen. Der aktuelle Stand ist: " + semicolons(now) + "."
	},
	RequestID: func(id string) string { return "Wenn Sie dies melden, geben Sie die Anforderungs-ID " + id + " an." },

	BackToPage: "Zurück zur Seite", BackToForm: "Zurück zum Formular", ToSignIn: "Zur Anmeldung", ToStart: "Zur Startseite",
	TryAgain: "Noch einmal versuchen", HowItStands: "Aktuellen Stand ansehen", WhoGetsIn: "Externer Zugriff: wer Zugriff hat", WhatYouMay: "Was Sie dürfen und warum",
}

// --- Signing in to webapps ---

var deWebappSignIn = WebappSignIn{
	Tabs: "Teile dieser Web-App", Details: "Angaben", SignIn: "Anmeldung", SignOuts: "Abmeldungen",
	Sentence: func(webapp string) string {
		return "Wer " + webapp + " öffnet, meldet sich mit dem Latchkey-Login an, ohne weiteres Kennwort."
	},
	Told:              "Endet der Zugriff, teilt Latchkey das der Web-App sofort mit.",
	NotSetUp:          "Diese Web-App meldet noch niemanden über Latchkey an. Geben Sie die Adressen der Web-App ein. Danach steht hier, was in der Web-App zu konfigurieren ist.",
	NoAddressOfServer: "Noch ist keine Anmeldung möglich, weil dieser Server seine eigene Adresse nicht kennt. Der Betreiber muss ihn mit --url starten.",
	ClientID:          "Client-ID", Kind: "Art", Confidential: "Vertraulich: weist sich mit einem Geheimnis aus", IsPublic: "Öffentlich: hat kein Geheimnis",

	Addresses:    "Adressen",
	RedirectURIs: "Redirect-URIs", RedirectURIsHint: "Hierhin geht es nach der Anmeldung zurück. Eine Adresse pro Zeile, höchstens 20. Sie müssen genau so lauten, wie die Web-App sie sendet.",
	AfterLogoutURIs: "Post-Logout-Redirect-URIs", AfterLogoutURIsHint: "Hierhin darf die Web-App nach der Abmeldung weiterleiten. Eine Adresse pro Zeile. Das Feld kann leer bleiben.",
	LogoutURI: "Back-Channel-Logout-URI", LogoutURIHint: "Diese Adresse ruft Latchkey auf, sobald ein Zugriff endet. Ohne diese Adresse bemerkt eine Web-App mit eigener Sitzung das erst, wenn sie Latchkey wieder fragt. Die Tokens der Web-App enden trotzdem sofort.",
	Public: "Öffentlicher Client", PublicHint: "Für Web-Apps, die nur im Browser oder auf einem Gerät laufen, wo kein Geheimnis sicher ist. Beim Speichern werden die Geheimnisse der Web-App sofort ungültig.",
	SetUp: "Anmeldung einrichten", Save: "Speichern", Saved: "Gespeichert.",
	SavedPublic: func(secrets int) string {
		if secrets == 1 {
			return "Gespeichert. 1 Geheimnis ist nicht mehr gültig, weil öffentliche Clients keines haben."
		}
		return "Gespeichert. " + deNumber(int64(secrets)) + " Geheimnisse sind nicht mehr gültig, weil öffentliche Clients keine haben."
	},

	Secrets: "Geheimnisse", NoSecret: "Noch kein Geheimnis. Ohne Geheimnis kann die Web-App niemanden anmelden.",
	Hint: "Beginnt mit", Since: "Erstellt", Until: "Gilt", NoEnd: "bis Sie es beenden", Act: "Aktion",
	NewSecret: "Neues Geheimnis", MakeSecret: "Geheimnis erstellen",
	NewSecretWhat: "Das neue Geheimnis wird nur einmal angezeigt. Tragen Sie es in die Konfiguration der Web-App ein.", Overlap: "Das bisherige Geheimnis",
	NewSecretEnds: func(hint string) string {
		return hint + "… gilt dann sofort nicht mehr, weil höchstens zwei Geheimnisse gelten. Prüfen Sie, dass nichts dieses Geheimnis mehr verwendet."
	},
	Overlaps: map[time.Duration]string{
		0: "gilt sofort nicht mehr", time.Hour: "gilt noch eine Stunde", 24 * time.Hour: "gilt noch 24 Stunden", 7 * 24 * time.Hour: "gilt noch 7 Tage",
	},
	EndNow: "Jetzt beenden", EndWhat: "Mit diesem Geheimnis kann sich die Web-App nicht mehr ausweisen. Hat sie kein anderes, kann sich dort niemand mehr anmelden.",
	About:       func(hint string) string { return "das Geheimnis, das mit " + hint + " beginnt" },
	EndTitle:    func(hint string) string { return "Das Geheimnis " + hint + "… beenden?" },
	SecretEnded: func(hint string) string { return "Das Geheimnis " + hint + "… wurde beendet." },
	SecretOf:    func(webapp string) string { return "Neues Geheimnis von " + webapp },
	Secret:      "Geheimnis", SecretOnce: "Kopieren Sie es jetzt: Es wird nicht noch einmal angezeigt. Wer es hat, kann sich als diese Web-App ausgeben.", SecretGoOn: "Kopiert, weiter",
	SentTwiceSecret: "Das Formular wurde mehrmals gesendet, aber nur einmal verarbeitet. Das Geheimnis wurde in der ersten Antwort angezeigt. Wenn es niemandem vorliegt, erstellen Sie ein neues.",
	Configuration:   "Konfiguration", ConfigurationFor: "Fertig zum Kopieren, mit den Werten dieser Web-App. Ersetzen Sie, was in Großbuchstaben steht.",
	Discovery: "Discovery-Adresse", Other: "Jede andere Web-App", PutSecret: "CLIENT-GEHEIMNIS", PutRandom: "ZUFALLSTEXT",
	NotRegistered: func(uri string) string {
		return "Dieses Programm braucht die Redirect-URI " + uri + ". Diese Web-App hat sie noch nicht."
	},

	StopHeading: "Anmeldung beenden", Stop: "Anmeldung beenden",
	StopTitle: func(webapp string) string { return "Anmeldung bei " + webapp + " beenden?" },
	StopConfirm: func(webapp string) string {
		return "Alle werden bei " + webapp + " abgemeldet, und niemand kann sich dort mehr über Latchkey anmelden. Client-ID und Geheimnisse sind endgültig weg."
	},
	Stopped: func(webapp string) string { return webapp + " meldet niemanden mehr über Latchkey an." },

	SignOutsOf: func(webapp string) string {
		return "Wessen Zugriff auf " + webapp + " in den letzten 30 Tagen geendet hat und ob die Web-App davon weiß."
	},
	NoneEnded: func(webapp string) string {
		return "In den letzten 30 Tagen hat kein Zugriff auf " + webapp + " geendet. Wenn einer endet, steht hier, ob die Web-App davon weiß."
	},
	NoLogoutURI: func(webapp string) string {
		return webapp + " hat keine Back-Channel-Logout-URI. Latchkey kann deshalb nicht mitteilen, dass ein Zugriff endet. Hat die Web-App eine eigene Sitzung, bemerkt sie es erst, wenn sie Latchkey wieder fragt."
	},
	Person: "Person", Ended: "Beendet", Why: "Grund", State: "Status", TryAgain: "Jetzt erneut versuchen",
	AboutSignOut: func(person string) string { return "für " + person },
	TriesAgain:   "Die Web-App wird jetzt benachrichtigt.",
	Ends: map[access.WebappEnd]string{
		access.EndedSession: "Bei Latchkey abgemeldet", access.EndedIdle: "Latchkey zu lange nicht benutzt", access.EndedUser: "Anmeldung nicht mehr möglich", access.EndedRole: "Rolle entzogen",
		access.EndedClient: "Anmeldung bei der Web-App beendet", access.EndedSubscription: "Abonnement abgelaufen", access.EndedSeat: "Web-App entzogen",
		access.EndedGrant: "Gewährter Zugriff beendet oder geändert, oder Web-App für Besucher nicht mehr offen", access.EndedRestore: "Sicherung wiederhergestellt",
	},
	States: map[access.LogoutState]string{
		access.LogoutTold: "ZUGESTELLT", access.LogoutWaiting: "AUSSTEHEND", access.LogoutGivenUp: "AUFGEGEBEN", access.LogoutNoAddress: "KEINE ADRESSE",
	},
	ToldAt: func(at string) string { return "am " + at },
	GivenUpAt: func(tries int64, at string) string {
		return "am " + at + ", nach " + noun{"Versuch", "Versuchen"}.of(tries, deNumber)
	},
	NextTry: func(tries int64, at string) string {
		return noun{"Versuch", "Versuche"}.of(tries, deNumber) + " gescheitert, der nächste am " + at
	},
	FirstTry: "wird zugestellt",
	Problems: map[access.LogoutProblem]string{
		access.LogoutTimeout: "Keine Antwort in der vorgesehenen Zeit.", access.LogoutUnreachable: "Keine Verbindung zur Adresse.", access.LogoutTLS: "Das Zertifikat ist nicht gültig.",
		access.LogoutNoKey: "Latchkey hatte keinen Schlüssel zum Signieren.", access.LogoutOther: "Ein anderer Fehler ist im Log des Servers beschrieben.",
	},
	Answered:    func(status string) string { return "Die Antwort hatte den Status " + status + "." },
	Undelivered: "ABMELDUNGEN NICHT ZUGESTELLT",
}

var deVisitors = Visitors{
	Title:   func(account string) string { return "Web-Apps für Besucher von " + account },
	Heading: "Web-Apps für Besucher",
	Sentence: "Besucher sind alle, denen Zugriff gewährt wurde. Sie öffnen die ausgewählten Web-Apps unter ihrem eigenen Namen, solange dieser Zugriff besteht. " +
		"Latchkey teilt der Web-App mit, welche Unternehmen sie sehen und ob sie nur lesen dürfen. Änderungen gelten sofort: Wer eine Web-App geöffnet hat, die Sie wegnehmen, wird von ihr abgemeldet.",
	MayOpen:     "Besucher dürfen öffnen:",
	MayOpenNone: "Besucher können keine Ihrer Web-Apps öffnen.",
	Change:      "Ändern", Webapps: "Besucher dürfen öffnen",
	NoneSignsIn: func(account string) string {
		return "Keine der von " + account + " abonnierten Web-Apps meldet über Latchkey an. Besucher können deshalb keine öffnen."
	},
	EndedOn:  func(at string) string { return "Das Abonnement ist am " + at + " abgelaufen." },
	BeginsOn: func(at string) string { return "Das Abonnement beginnt am " + at + "." },
	Save:     "Speichern", Saved: "Die Web-Apps für Besucher wurden gespeichert.",
}

var deWebappRefusal = WebappRefusal{
	Title: func(webapp string) string { return webapp + " lässt sich nicht öffnen" },
	AccountLogin: func(account, webapp string) string {
		return "Angemeldet ist der Account-Login von " + account + ", den sich mehrere teilen können. " + webapp + " muss wissen, wer Sie sind: Melden Sie sich mit Ihrem Benutzer-Login an."
	},
	Role: func(webapp string) string {
		return "Ihre Rollen erlauben es nicht, Web-Apps wie " + webapp + " zu öffnen."
	},
	NoSubscription: func(account, webapp string) string {
		return account + " hat " + webapp + " nicht abonniert."
	},
	NoGrant: func(webapp string) string {
		return "Sie öffnen " + webapp + " als Besucher, wenn Ihnen ein Kunde Zugriff gewährt. Zurzeit ist Ihnen keiner gewährt."
	},
	AskCustomer: "Fragen Sie Zugriff auf das Unternehmen des Kunden an. Der Kunde muss die Web-App außerdem für Besucher öffnen.",
	NotBegun: func(account, webapp, at string) string {
		return "Das Abonnement von " + account + " für " + webapp + " beginnt am " + at + "."
	},
	Over: func(account, webapp, at string) string {
		return "Das Abonnement von " + account + " für " + webapp + " ist am " + at + " abgelaufen."
	},
	NoSeat: func(webapp string) string { return webapp + " ist Ihnen nicht zugewiesen." },
	Visitors: func(webapp string) string {
		return "Ihnen ist Zugriff gewährt, aber der Account, der ihn gewährt hat, lässt Besucher " + webapp + " nicht öffnen."
	},
	Frozen: func(webapp string) string {
		return "Der Account, dessen Daten Sie in " + webapp + " sehen möchten, hat den externen Zugriff gesperrt."
	},
	AskAdministrator: func(account string) string { return "Fragen Sie einen Administrator von " + account + "." },
	AskVendor: func(account string) string {
		return "Ein Administrator von " + account + " kann den Anbieter bitten, das zu ändern."
	},
	AskVisited:     "Fragen Sie dessen Administrator. Unter „Regeln und Zugriffssperre“, im Abschnitt „Web-Apps für Besucher“, lässt sich das ändern.",
	AskVisitedBan:  "Fragen Sie dessen Administrator, wann die Sperre endet.",
	SignInAsUser:   "Melden Sie sich hier ab und öffnen Sie dann die Web-App noch einmal.",
	AssignYourself: "Sich selbst zuweisen",
	Back:           func(webapp string) string { return "Zurück zu " + webapp },
}
