package words

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"latchkey/access"
	"latchkey/idp"
	"latchkey/oidc"
)

// en is English. Its families follow in the order of Words. The file with a family's type says what
// the family is for.
var en = Words{
	Tag: "en", Name: "English", Format: enFormat, Script: enScript, Reasons: enReasons,
	Actions: enActions, Details: enDetails, Functions: enFunctions, Causes: enCauses,
	Layout:   enLayout,
	Parts:    enParts,
	Login:    enLogin,
	Start:    enStart,
	Access:   enAccess,
	Request:  enRequest,
	Ask:      enAsk,
	Rules:    enRules,
	Report:   enReport,
	Record:   enRecord,
	Why:      enWhy,
	Account:  enAccount,
	Company:  enCompany,
	Users:    enUsers,
	Webapps:  enWebapps,
	Invoices: enInvoices,
	Profile:  enProfile,
	Security: enSecurity,
	Prove:    enProve,
	Search:   enSearch,
	Mails:    enMails,
	Errors:   enErrors,

	Passwords:   enPasswords,
	Emails:      enEmails,
	SignInRules: enSignInRules,

	WebappSignIn: enWebappSignIn, Visitors: enVisitors, WebappRefusal: enWebappRefusal,
	Provider: enProvider,
}

// --- Format ---

var enFormat = Format{
	Day:      enDay,
	Clock:    clock,
	Zone:     enZone,
	Weekdays: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	Number:   enNumber,
	Decimal:  func(digits string) string { return grouped(digits, ",", ".") },
	Duration: enDuration,
	And:      and(" and "), Rule: enRule, FromGrant: enFromGrant, Allows: enAllows,
	Hours: enHours,
}

// enAtLeast is a number, or more than that.
func enAtLeast(n int64, more bool) string {
	if more {
		return enNumber(n) + "+"
	}
	return enNumber(n)
}

func enNumber(n int64) string { return grouped(strconv.FormatInt(n, 10), ",", ".") }

// enShortWeekdays begin with Sunday, as in package time.
var enShortWeekdays = [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

func enDuration(d time.Duration) string {
	return duration(d, enNumber, [4]noun{{"day", "days"}, {"hour", "hours"}, {"minute", "minutes"}, {"second", "seconds"}})
}

func enZone(t time.Time) string { return t.Format("MST") }

func enDay(t time.Time) string { return t.Format("2 Jan 2006") }

// enMoment is Format.Moment. Other texts use them too.
func enMoment(t time.Time) string { return enDay(t) + ", " + clock(t) + " " + enZone(t) }

// --- Hours ---

func enHours(h access.Hours) string {
	return hours(h, enShortWeekdays, "at any time", "every day", "Mon to Fri", "the next day")
}

// enRule is what a rule requires, one sentence each; nothing if it requires nothing.
func enRule(r access.Rule) (lines []string) {
	if r.Longest > 0 {
		lines = append(lines, "At most "+enDuration(r.Longest)+" at a time.")
	}
	if r.Hours != access.AllHours {
		lines = append(lines, "Allowed times: "+enHours(r.Hours)+", in the company's time zone.")
	}
	if r.ReadOnly {
		lines = append(lines, "Read-only.")
	}
	if r.DescriptionRequired {
		lines = append(lines, "A description is required.")
	}
	if r.SecondFactor {
		lines = append(lines, "Anyone who gets access must have a second factor.")
	}
	if r.Approvals == 2 {
		lines = append(lines, "Two different people must approve.")
	}
	return lines
}

// enFromGrant is a length that counts from GRANT. from is its earliest start, or zero.
func enFromGrant(length time.Duration, from time.Time) string {
	if from.IsZero() {
		return enDuration(length) + " from GRANT"
	}
	return enDuration(length) + " from GRANT, not before " + enMoment(from)
}

// enAllows is what access allows.
func enAllows(readOnly bool) string {
	if readOnly {
		return "read-only"
	}
	return "read and edit"
}

// --- Script ---

var enScript = Script{JustNow: "just now", Over: "over", Left: "{} left", Copied: "Copied", Copy: "Copy", Dark: "Dark theme", Light: "Light theme", Required: "required"}

// --- Reasons ---

var enReasons = Reasons{
	FieldReasons:    enFieldReasons,
	AskReasons:      enAskReasons,
	DecideReasons:   enDecideReasons,
	RuleReasons:     enRuleReasons,
	RecordReasons:   enRecordReasons,
	AccountReasons:  enAccountReasons,
	FactorReasons:   enFactorReasons,
	ProviderReasons: enProviderReasons,
	UserReasons:     enUserReasons,
	WebappReasons:   enWebappReasons,
	InvoiceReasons:  enInvoiceReasons,
	ProfileReasons:  enProfileReasons,
	CodeReasons:     enCodeReasons,
}

// --- Field reasons ---

var enFieldReasons = FieldReasons{
	TooLong: func(r access.TooLong) string {
		if r.Has == 0 {
			return "Use at most " + enNumber(int64(r.Most)) + " characters."
		}
		return "Use at most " + enNumber(int64(r.Most)) + " characters. This text has " + enNumber(int64(r.Has)) + "."
	},
	EnterName: says[access.EnterName]("Enter a name."),
	NotHours:  says[access.NotHours]("Enter a number of hours, like 8 or 0.5."),
	AmbiguousNumber: func(r access.AmbiguousNumber) string {
		return r.Text + " could mean two different numbers. Enter " + r.Whole + ", or " + r.Decimal + " if it has decimals."
	},
	EnterTime: says[access.EnterTime]("Enter a date and time."),
	NotATime:  says[access.NotATime]("Enter a date and time, like 2026-03-14T09:30."),
	EnterDate: says[access.EnterDate]("Enter a date."),
	NotADate:  says[access.NotADate]("Enter a date, like 2026-03-14."),
	NoSuchTime: func(r access.NoSuchTime) string {
		return "This time doesn't exist in " + r.Zone + ", because clocks go forward then. Choose an earlier or later time."
	},
	TimeTwice: func(r access.TimeTwice) string {
		return "This time occurs twice in " + r.Zone + ", because clocks go back then. Choose which one you mean."
	},
	OwnZoneUnknown: func(r access.OwnZoneUnknown) string {
		return "This server doesn't know your time zone " + r.Zone + ", so it can't tell when this is. Choose another time zone in your details first."
	},
	NotAZone:         says[access.NotAZone]("Choose a time zone from the list, like Europe/Berlin."),
	ChooseLater:      says[access.ChooseLater]("This time has passed. Choose a time in the future."),
	ChooseAfterFirst: says[access.ChooseAfterFirst]("Choose a time after the start."),
	ChooseWithinYear: says[access.ChooseWithinYear]("Choose a time within a year from now."),
	EndTooFar: func(r access.EndTooFar) string {
		return "Choose a time no later than " + enDuration(r.Most) + " from now."
	},
	WindowTooLong: func(r access.WindowTooLong) string {
		return "Access can last at most " + enDuration(r.Most) + "."
	},
	DayBeforeFirst: says[access.DayBeforeFirst]("Choose a last day that isn't before the first day."),
	TooManyDays: func(r access.TooManyDays) string {
		return "Choose at most " + enDays.of(r.Most, enNumber) + "."
	},
	TickDay:       says[access.TickDay]("Select at least one day."),
	NotAClock:     says[access.NotAClock]("Enter a time of day, like 08:00."),
	NotABegin:     says[access.NotABegin]("Enter a time of day, like 22:00. A day starts at 00:00."),
	EmptyHours:    says[access.EmptyHours]("Choose an end that differs from the start. For the whole day, enter 00:00 to 24:00."),
	FindAccount:   says[access.FindAccount]("Type part of the account's name, then choose the account from the list."),
	NoSuchAccount: says[access.NoSuchAccount]("This account doesn't exist. Search for it again."),
	ChooseCompany: says[access.ChooseCompany]("Choose one of the account's companies."),
}

var enDays = noun{"day", "days"}

// --- Ask reasons ---

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
	TooManyCompanies: func(r access.TooManyCompanies) string {
		return "You can request access to at most " + enNumber(r.Most) + " companies at once."
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

// --- Decide reasons ---

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
	NothingForTicket: func(r access.NothingForTicket) string {
		return "No access that you can end is active or scheduled for ticket " + r.Ticket + "."
	},
	ChooseRequests: says[access.ChooseRequests]("Choose one or more requests."),
	TooManyTogether: func(r access.TooManyTogether) string {
		return "Choose at most " + enNumber(int64(r.Most)) + " requests at a time."
	},
	HoursOrEnd:  says[access.HoursOrEnd]("Choose a number of hours or an end, not both."),
	BeforeAsked: says[access.BeforeAsked]("This is before the requested start. You can grant less than was requested, but not more."),
	AfterAsked:  says[access.AfterAsked]("This is after the requested end. You can grant less than was requested, but not more."),
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

// --- Who ---

// enWho begins a sentence with whoever did something; enBy and deFrom are for the passive.
func enWho(by string) string {
	if isOperator(by) {
		return "The operator"
	}
	return by
}

func enBy(by string) string {
	if isOperator(by) {
		return "by the operator"
	}
	return "by " + by
}

// --- Rule reasons ---

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
	RuleSecondFactor: func(r access.RuleSecondFactor) string {
		rule := r.Account + "'s rules require a second factor. "
		switch {
		case r.AccountLogin == "":
			return rule + r.Person + " has none yet, and can add one under “Sign-in and security”."
		case r.Person == "":
			return rule + "The account login " + r.AccountLogin + ", which would get access too, has none yet. Whoever uses it can add one under “Sign-in and security”."
		}
		return rule + r.Person + " and the account login " + r.AccountLogin + ", which would get access too, have none yet. Both can add one under “Sign-in and security”."
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

// --- Record reasons ---

var enRecordReasons = RecordReasons{
	NoKey:    says[access.NoKey]("This server has no key to sign the record with. Ask the operator."),
	OtherKey: says[access.OtherKey]("The record is now signed with another key. The operator must restart the server with that key."),
	KeyDiffers: func(r access.KeyDiffers) string {
		return "it has a different key from the one the record is signed with, " + r.Key
	},
	RecordBroken: func(r access.RecordBroken) string {
		return "From entry " + enNumber(r.Entry) + " on, the record doesn't match what was signed. Nothing more is signed until the operator has looked into it."
	},
	RecordCutOff: func(r access.RecordCutOff) string {
		return "The signed head covers " + enEntry.of(r.Signed, enNumber) + ", but those from entry " + enNumber(r.Has) + " on are missing."
	},
	RecordRewritten: func(r access.RecordRewritten) string {
		return "The signed head covers " + enEntry.of(r.Signed, enNumber) + ", but some of them have changed."
	},
	RecordDamaged: func(r access.RecordDamaged) string {
		return "The record is damaged at entry " + enNumber(r.Entry) + "."
	},
	NoHeadElsewhere: says[access.NoHeadElsewhere]("A signed head kept outside the database can't be read, so it can't be checked against the record."),
	NotAHead:        says[access.NotAHead]("Enter the head exactly as it was printed: the number of entries, a colon and the hash."),
	NotExtended: func(r access.NotExtended) string {
		return "The record does NOT extend the head of " + enEntry.of(r.Kept, enNumber) + " that you kept. Either its earlier entries were changed or removed since then, or this head " +
			"belongs to another record. Make sure you copied the whole head. Then keep the file it came from, and ask the operator what happened."
	},
	ForkExtended: func(r access.ForkExtended) string {
		lost := "a backup was restored, and some of what was recorded after the first " + enEntry.of(r.Entries, enNumber) + " is lost"
		if !r.BackupOf.IsZero() {
			lost = "a backup from " + enUTC(r.BackupOf) + " was restored, and what was recorded after its " + enEntry.of(r.Entries, enNumber) + " is lost"
		}
		return "The record does NOT extend the head of " + enEntry.of(r.Kept, enNumber) + " that you kept. The operator recorded the reason on " + enUTC(r.At) + ": " + lost +
			". Export without this head, and keep the new head with the file you have."
	},
	NothingToAccept: says[access.NothingToAccept]("The record extends all of these heads, apart from those that were accepted before. There is nothing to accept."),
	CalendarGone:    says[access.CalendarGone]("Your calendar no longer has an address."),
}

var enEntry = noun{"entry", "entries"}

func enUTC(t time.Time) string { return enMoment(t.UTC()) }

// --- Account reasons ---

var enProviderReasons = ProviderReasons{
	EnterClientID:        says[access.EnterClientID]("Enter the client ID that the provider gave you."),
	EnterClientSecret:    says[access.EnterClientSecret]("Enter the client secret. For another issuer, it has to be entered again."),
	NoIssuer:             says[access.NoIssuer]("Enter the issuer's address as the provider states it: https://…, without a query and without /.well-known/…"),
	ClaimAndGroups:       says[access.ClaimAndGroups]("Enter both the claim and at least one group, or neither."),
	RequiredNeedsEnabled: says[access.RequiredNeedsEnabled]("It can't be required while it's switched off."),
	NoProvidersHere:      says[access.NoProvidersHere]("Nobody can sign in with an identity provider on this server. Ask the people who run Latchkey."),
	NoProviderToRemove:   says[access.NoProviderToRemove]("There's no identity provider to remove."),
	NoProviderThere:      says[access.NoProviderThere]("There's no account with this name whose users sign in with an identity provider. Check the name, or sign in with your password."),
	ProviderFailed:       enProviderFailed,
	SignInElsewhere:      says[access.SignInElsewhere]("This sign-in was started in another browser, took longer than 10 minutes, or is already over. Start again."),
	ProviderChangedSince: says[access.ProviderChangedSince]("The account's identity provider was changed in the meantime. Start again."),
	NotInGroup: func(r access.NotInGroup) string {
		return r.Provider + " doesn't say that you're in a group that may sign in here. Ask an administrator of " + r.Account + "."
	},
	NotLinked: func(r access.NotLinked) string {
		return r.Provider + " knows you, but no user of " + r.Account + " is linked to you there yet. Sign in with your password and link " + r.Provider + " under “Sign-in and security”, or ask an administrator of " + r.Account + " for a set-up link."
	},
	UserCannotSignIn: func(r access.UserCannotSignIn) string {
		return "Your user in " + r.Account + " can't sign in at the moment. Ask an administrator of " + r.Account + "."
	},
	NoNameThere: func(r access.NoNameThere) string {
		return r.Provider + " doesn't say your name (preferred_username) or e-mail address, so no user can be created for you."
	},
	NameNotPossible: func(r access.NameNotPossible) string {
		return "No user named “" + r.Name + "” can be created in " + r.Account + ": the name is taken, looks like another one, or isn't allowed. If it's your own user, ask an administrator of " + r.Account + " for a set-up link."
	},
	IdentityTaken: func(r access.IdentityTaken) string {
		return "Another user is already linked to the same person at " + r.Provider + ". Unlink that one first, or sign in there as yourself."
	},
	ProviderRequired: func(r access.ProviderRequired) string {
		return "Users of " + r.Account + " sign in with " + r.Provider + "."
	},
	ProviderStays: func(r access.ProviderStays) string {
		return "Users of " + r.Account + " must sign in with its identity provider, so you couldn't sign in anymore."
	},
	LastWayIn:    says[access.LastWayIn]("You couldn't sign in anymore. Add a passkey first, or ask an administrator for a set-up link to choose a password."),
	NotLinkedNow: says[access.NotLinkedNow]("There's no link to remove."),
	OtherPersonThere: func(r access.OtherPersonThere) string {
		return "Someone else signed in at " + r.Provider + ". Sign in there as yourself."
	},
	NoSecondFactorThere: func(r access.NoSecondFactorThere) string {
		return r.Provider + " doesn't say that you used a second factor there. Confirm with your second factor here instead."
	},
	ProofTooLate: says[access.ProofTooLate]("That took too long: linking needs a confirmation from a moment ago. Start again."),
}

// enProviderPlaces are the addresses of a provider.
var enProviderPlaces = map[idp.Place]string{
	idp.AtDiscovery: "discovery address", idp.AtKeys: "address of the keys", idp.AtToken: "token address", idp.AtUserInfo: "userinfo address",
}

// enProviderFailed says what is wrong with a provider.
func enProviderFailed(r access.ProviderFailed) string {
	at := "The " + cmp.Or(enProviderPlaces[r.At], "answer")
	switch r.Kind {
	case idp.BadAddress:
		return "“" + r.Got + "” isn't an address that Latchkey calls: it must begin with https://."
	case idp.PrivateAddress:
		return r.Got + " is inside this server's own network. The people who run Latchkey can allow such addresses."
	case idp.UnknownHost:
		return "There's no host " + r.Got + "."
	case idp.Unreachable:
		return "Nothing answers at " + r.Got + "."
	case idp.Slow:
		return r.Got + " didn't answer in time."
	case idp.Untrusted:
		return "The certificate of " + r.Got + " isn't trusted."
	case idp.Moved:
		return at + " leads to another host, " + r.Got + ". Enter the issuer's final address."
	case idp.BadStatus:
		return at + " answered with status " + strconv.Itoa(r.Status) + "."
	case idp.TooLarge:
		return at + " answered with too much data."
	case idp.NotJSON:
		return at + " answered with something that isn't valid JSON."
	case idp.OtherIssuer:
		return "The issuer is “" + r.Got + "”, but “" + r.Want + "” was expected."
	case idp.Incomplete:
		return at + " doesn't state " + r.Want + "."
	case idp.NoPKCE:
		return "The provider doesn't support PKCE with S256."
	case idp.WrongClient:
		return "The provider didn't accept the client ID or the client secret. An administrator must correct them."
	case idp.Declined:
		return enDeclined(r)
	case idp.CodeRefused:
		return r.Provider + " no longer accepted its own answer (" + r.Got + "). Start again."
	case idp.Expired:
		return "The answer of " + r.Provider + " is too old, or the clocks differ."
	case idp.NotFresh:
		return r.Provider + " didn't ask you to sign in again, so this confirms nothing. Confirm in another way, or ask your administrator."
	case idp.WrongAlgorithm:
		return "The provider doesn't sign with RS256, ES256 or PS256."
	case idp.NoIDToken, idp.WrongSignature, idp.WrongAudience, idp.WrongNonce, idp.WrongToken:
		return "The answer of " + r.Provider + " isn't valid: " + enWrongAnswers[r.Kind] + "."
	default:
		return "The answer of " + r.Provider + " isn't valid (" + string(r.Kind) + " " + string(r.At) + "): " + r.Got + " instead of " + r.Want + "."
	}
}

var enWrongAnswers = map[idp.Kind]string{
	idp.NoIDToken: "there's no ID token in it", idp.WrongSignature: "its signature isn't from one of the provider's keys", idp.WrongAudience: "it's meant for someone else",
	idp.WrongNonce: "it belongs to another sign-in", idp.WrongToken: "its parts don't belong together",
}

func enDeclined(r access.ProviderFailed) string {
	if r.Got == "access_denied" || r.Got == "" {
		return "You cancelled at " + r.Provider + ", or it doesn't let you in."
	}
	return r.Provider + " answered with an error: " + r.Got + "."
}

var enFactorReasons = FactorReasons{
	NotThisDecision: says[access.NotThisDecision]("Your passkey signed something else than this decision, so nothing was granted. Check the terms, and sign again."),
	SignedTooLate:   says[access.SignedTooLate]("The signature came too late: it counts for five minutes. Nothing was granted. Sign again."),
	SignedBefore:    says[access.SignedBefore]("This signature has been used already. Nothing was granted. Sign again."),
	LastFactorStays: says[access.LastFactorStays]("You must have a second factor, and this is your last one. Add another one first."),
	ChooseWish:      says[access.ChooseWish]("Choose one of these."),
	DayIsPast:       says[access.DayIsPast]("Choose today or a later day."),
	NoFactorToReset: func(r access.NoFactorToReset) string { return r.User + " has no second factor." },
	ResetWaits: func(r access.ResetWaits) string {
		return "A reset of " + r.User + "'s second factors is already under way."
	},
	NoResetWaits:     says[access.NoResetWaits]("This reset has already been stopped or carried out."),
	NobodyResetsSelf: says[access.NobodyResetsSelf]("You can't reset your own second factors. If you still have one, you can remove the others under “Sign-in and security”."),
}

var enAccountReasons = AccountReasons{
	MayNot: func(r access.MayNot) string {
		return "Your roles don't allow this here: " + enFunction(r.Function) + "."
	},
	ReadOnlyAccess: says[access.ReadOnlyAccess]("The customer granted read-only access, so you can't change anything here."),
	OnlyAdministratorsSeeWhy: func(r access.OnlyAdministratorsSeeWhy) string {
		return "Only the administrators of " + r.Account + " can see what its account login can do, and why."
	},
	LooksLikeID: says[access.LooksLikeID]("Choose a name that doesn't look like an ID."),
	NotForAccounts: func(r access.NotForAccounts) string {
		return string(r.Role) + " isn't a role for accounts."
	},
	AccountNameTaken:  says[access.AccountNameTaken]("An account has or had this name, or one that looks the same. Choose another name."),
	SalesNeedsContact: says[access.SalesNeedsContact]("Only named accounts can have the role SALES. Enter the contact's first name, last name and e-mail address first."),
	SalesKeepsContact: says[access.SalesKeepsContact]("An account with the role SALES must keep its contact, so that the person behind it is always known."),
	HasRole: func(r access.HasRole) string {
		return r.Account + " already has the role " + string(r.Role) + "."
	},
	HasNotRole: func(r access.HasNotRole) string {
		return r.Account + " doesn't have the role " + string(r.Role) + "."
	},
	CustomerStays: says[access.CustomerStays]("Every account has the role CUSTOMER. It can't be removed."),
	LoginIsSo: func(r access.LoginIsSo) string {
		if r.Enabled {
			return "The login of " + r.Account + " is already enabled."
		}
		return "The login of " + r.Account + " is already disabled."
	},
	LastAdministrator: func(r access.LastAdministrator) string {
		return r.Account + " is the last ADMINISTRATOR. Give another account that role first."
	},
	NotItsName:      says[access.NotItsName]("That isn't the account's name. Nothing was deleted. Type the name again."),
	OwnAccountStays: says[access.OwnAccountStays]("You can't delete your own account. Another ADMINISTRATOR can do it."),
	AccountHasPassword: func(r access.AccountHasPassword) string {
		return r.Account + " already has a password. Only the operator can set another one."
	},
	ChooseType: says[access.ChooseType]("Choose ERP or Standalone."),
	ClockOfHours: func(r access.ClockOfHours) string {
		return "The hours in access rules are in this time zone, so only " + r.Account + "'s own people can change it."
	},
	CompanyNameTaken: says[access.CompanyNameTaken]("This account already has a company with this name, or with one that looks the same."),
	SettingTooLong: func(r access.SettingTooLong) string {
		return "Use at most " + enNumber(r.Most) + " characters for " + r.Setting + "."
	},
	SecretIsMissing: says[access.SecretIsMissing]("Enter the secret value."),
	TypeSecretAnew:  says[access.TypeSecretAnew]("Enter the new value. The current one isn't shown in this field. If you no longer need the setting, remove it."),
	TooManySettings: func(r access.TooManySettings) string {
		return "A company can have at most " + enNumber(r.Most) + " settings. Remove one that you no longer need."
	},
	SettingExists:       says[access.SettingExists]("There's already a setting with this name. Change that one instead."),
	NameHasAt:           says[access.NameHasAt]("Leave out “ @ ”. It separates the user's name from the account's."),
	NameUnseen:          says[access.NameUnseen]("Enter a name with visible characters."),
	HasUnseen:           says[access.HasUnseen]("Remove the invisible characters."),
	HasNoSuchCharacters: says[access.HasNoSuchCharacters]("Use only letters, digits, spaces and punctuation."),
	MixedScripts:        says[access.MixedScripts]("Use letters from a single script. Letters from different scripts can look alike."),
	NameReserved:        says[access.NameReserved]("The record uses this name for something else. Choose another name."),
	PersonReserved:      says[access.PersonReserved]("The record uses this name for something else. Enter the person's real name."),
	NoEmail:             says[access.NoEmail]("Enter an e-mail address, like name@example.com."),
	EmailNotPlain:       says[access.EmailNotPlain]("Before the @, use only the letters A to Z, digits and common symbols. Mail servers don't accept other characters."),
	EmailDomain: func(r access.EmailDomain) string {
		return "Enter an e-mail address, like name@example.com. “" + r.Domain + "” isn't a domain."
	},
	EmailTooLong: func(r access.EmailTooLong) string {
		return "Use at most " + enNumber(r.Most) + " characters, and at most " + enNumber(r.MostLocal) + " of them before the @. Mail servers don't accept more."
	},
	ConfirmByPassword: says[access.ConfirmByPassword]("To change your own e-mail address, enter your current password."),
	NotThePassword:    says[access.NotThePassword]("That isn't the current password."),
	PasswordShort: func(r access.PasswordShort) string {
		return "Use at least " + enNumber(r.Least) + " characters."
	},
	PasswordHasName: func(r access.PasswordHasName) string {
		return "Leave “" + r.Name + "” out of the password. It's the first thing people guess."
	},
	PasswordGuessable: says[access.PasswordGuessable]("This password is too easy to guess. A few unrelated words make a good one."),
	PasswordKnown:     says[access.PasswordKnown]("Many people use this password, or it was in a data leak. Choose another one."),
	MailIsOff:         says[access.MailIsOff]("This server sends no e-mail."),
	LoginHasNoEmail:   func(r access.LoginHasNoEmail) string { return r.Login + " has no e-mail address." },
	EmailFromOutside: func(r access.EmailFromOutside) string {
		return "Someone outside " + r.Account + ", or its identity provider, entered the e-mail address of " + r.Login + ", or a restored backup brought it back. No link is sent there until someone at " + r.Account + " says that the address is theirs."
	},
	EmailIsConfirmed: func(r access.EmailIsConfirmed) string { return r.Email + " is confirmed already." },
	LinkWasSent: func(r access.LinkWasSent) string {
		return "We sent a link to " + r.Email + " less than " + enNumber(r.Minutes) + " minutes ago. Check the inbox and the spam folder before you have another one sent."
	},
	PasswordDaysRange: func(r access.PasswordDaysRange) string {
		return "Enter a whole number of days, at most " + enNumber(r.Most) + "."
	},
	PasswordSame:             says[access.PasswordSame]("This is your current password. Choose another one."),
	NotYourTopic:             says[access.NotYourTopic]("You don't get notifications about this."),
	ChooseNotice:             says[access.ChooseNotice]("Choose one of the three options."),
	OnlyDecidersHaveDeputies: says[access.OnlyDecidersHaveDeputies]("Only a user who decides access requests can name a deputy."),
	AccountHasNoDeputy:       says[access.AccountHasNoDeputy]("Only users can have a deputy. The account login can't."),
	ChooseDeputy:             says[access.ChooseDeputy]("Choose another user of your account who decides access requests."),
	NobodyStandsIn:           says[access.NobodyStandsIn]("You don't have a deputy."),
}

// enFunction is the name of a function.
func enFunction(f access.Function) string { return cmp.Or(enFunctions[f], string(f)) }

// --- User reasons ---

var enUserReasons = UserReasons{
	NotForUsers: func(r access.NotForUsers) string {
		return string(r.Role) + " isn't a role for users."
	},
	UserNameTaken: says[access.UserNameTaken]("This account has or had a user with this name, or with one that looks the same. Choose another name."),
	OwnPeopleChoosePassword: func(r access.OwnPeopleChoosePassword) string {
		return "Only " + r.Account + "'s own people can choose the password."
	},
	AskersKeepName: func(r access.AskersKeepName) string {
		return "People who request access can't change their own name. The account login of " + r.Account + " or another SUPERUSER can."
	},
	UserIsSo: func(r access.UserIsSo) string {
		if r.Active {
			return r.User + " is already active."
		}
		return r.User + " is already inactive."
	},
	NobodyActivatesSelf: says[access.NobodyActivatesSelf]("You can't activate your own login. Ask another administrator."),
	OnlyAccountActivates: func(r access.OnlyAccountActivates) string {
		return "Only " + r.Account + " can activate this user again."
	},
	NobodyDeactivatesSelf: says[access.NobodyDeactivatesSelf]("You can't deactivate your own login. Ask another administrator."),
	OnlyOwnDeactivate: func(r access.OnlyOwnDeactivate) string {
		return "Under a grant, you can deactivate only your own people in " + r.Account + "."
	},
	NobodyDeletesSelf:    says[access.NobodyDeletesSelf]("You can't delete your own login. Ask another administrator."),
	NobodyLinksSelf:      says[access.NobodyLinksSelf]("You can't create a set-up link for your own login. Change your password with your current password instead."),
	OwnSessionsElsewhere: says[access.OwnSessionsElsewhere]("To end your own sessions, go to “Sign-in and security”."),
	OnlyAccountSignsOut: func(r access.OnlyAccountSignsOut) string {
		return "Only " + r.Account + "'s own people can sign its users out."
	},
	OnlyAccountLinks: func(r access.OnlyAccountLinks) string {
		return "This user already exists, so only " + r.Account + "'s own people can create a set-up link for them."
	},
	NoExternalUser: func(r access.NoExternalUser) string {
		return r.User + " is one of " + r.Account + "'s own users. Only external users have an end date."
	},
	OnlyAccountExtends: func(r access.OnlyAccountExtends) string {
		return "Only " + r.Account + " can extend its external users, and nobody can extend external users from their own account."
	},
	EveryUserHas: func(r access.EveryUserHas) string {
		return "Every user has the role " + string(r.Role) + "."
	},
	NobodyChangesOwnRoles: says[access.NobodyChangesOwnRoles]("You can't change your own roles. Ask another administrator."),
	ForExternalUsers: func(r access.ForExternalUsers) string {
		return "Only external users can have the role " + string(r.Role) + "."
	},
	AssignedByOthers: func(r access.AssignedByOthers) string {
		return "Your roles don't let you assign " + string(r.Role) + ". These can: " + enAssigners(access.AssignedBy(r.Role)) + "."
	},
	OnlyAccountGivesRoles: func(r access.OnlyAccountGivesRoles) string {
		return "Only " + r.Account + " can assign roles to your people."
	},
	GivenByAccount: func(r access.GivenByAccount) string {
		return r.Account + " assigned this role, and only " + r.Account + " can remove it."
	},
	AccountIsDisabled: says[access.AccountIsDisabled]("The account is disabled."),
	UsersAccountDisabled: func(r access.UsersAccountDisabled) string {
		return "The account " + r.Account + " is disabled, and so are its users."
	},
	NoPasswordYet: says[access.NoPasswordYet]("This login has no password yet. Nobody can sign in with it until someone opens its set-up link and chooses one."),
	UserInactive:  says[access.UserInactive]("The user is inactive."),
	TimeOver:      says[access.TimeOver]("This external user's access has ended."),
	GrantOver:     says[access.GrantOver]("The grant under which this external user was created has ended."),
	MakerOut:      says[access.MakerOut]("The person who created this external user can't sign in."),
	OwnerOut: func(r access.OwnerOut) string {
		return "The owner, a user of " + r.Account + ", can't sign in."
	},
	FrozenOut: func(r access.FrozenOut) string {
		return "External access to " + r.Account + " is frozen."
	},
	CannotSignIn:       says[access.CannotSignIn]("This login can't sign in."),
	NoLiveGrant:        says[access.NoLiveGrant]("This login has no active grant."),
	NotNamedAccount:    says[access.NotNamedAccount]("The account isn't a named account."),
	NotByWhatItHangsOn: says[access.NotByWhatItHangsOn]("The grant or external user that the role came from doesn't allow this."),
	RoleOver:           says[access.RoleOver]("The grant or external user that the role came from has ended."),
	RoleOfUsers:        says[access.RoleOfUsers]("Only users can have this role."),
	RoleOfExternals:    says[access.RoleOfExternals]("This role applies only to external users."),
	RoleOfOwnPeople:    says[access.RoleOfOwnPeople]("This role doesn't apply to the account's external users."),
	RoleOfAccountLogin: says[access.RoleOfAccountLogin]("This role applies only to the account login."),
	OnlyUnderGrant:     says[access.OnlyUnderGrant]("Only as far as the grant behind the role allows. The record shows it under that grant."),
	NeverOwnAccount:    says[access.NeverOwnAccount]("Never for its own account."),
	NeverOfOwner: func(r access.NeverOfOwner) string {
		return "Never requests from " + r.Account + ", because this user's owner belongs to it."
	},
}

func enAssigners(by []access.RoleReach) string {
	return assigners(by, "account login", func(role string) string { return role + " while access is granted" })
}

// --- Webapp reasons ---

var enWebappReasons = WebappReasons{
	NoAddress:       says[access.NoAddress]("Enter an address, like https://app.example.com/."),
	AddressNotWhole: says[access.AddressNotWhole]("Enter a full address that begins with https:// or http://, like https://app.example.com/."),
	AddressHasUser:  says[access.AddressHasUser]("Remove the user name and password from the address. Everyone who opens the webapp would see them."),
	WebappKeyForm:   says[access.WebappKeyForm]("Use 1 to 50 lowercase letters, digits and hyphens, like time-sheets."),
	WebappKeyTaken:  says[access.WebappKeyTaken]("There's already a webapp with this key."),
	WebappNameTaken: says[access.WebappNameTaken]("There's already a webapp with this name, or with one that looks the same."),
	WebappSubscribed: func(r access.WebappSubscribed) string {
		return "Some accounts are subscribed to " + r.Webapp + ". Remove their subscriptions first."
	},
	TickUsers: says[access.TickUsers]("Select at least one user. The selection applies to one page at a time."),
	AssignedByAccount: func(r access.AssignedByAccount) string {
		return "The account itself assigned " + r.Webapp + " to " + r.User + ", and only the account can unassign it."
	},
	SubscriptionIsOver: func(r access.SubscriptionIsOver) string {
		return "The subscription to " + r.Webapp + " has ended. Nobody can assign it any more."
	},
	UserNotActive: func(r access.UserNotActive) string {
		return r.User + " isn't active. Only active users can get a seat."
	},
	NoSeatFor: func(r access.NoSeatFor) string {
		return "All seats of " + r.Webapp + " are taken, so there's none for " + r.User + ". Unassign it from someone first, or get more seats."
	},
	NoSeatsOf: func(r access.NoSeatsOf) string {
		return "All seats of " + r.Webapps + " are taken. Unassign the webapp from this user or someone else first, or get more seats."
	},
	SeatsRange: func(r access.SeatsRange) string {
		return "Enter a number of seats from 1 to " + enNumber(r.Most) + "."
	},
	SeatsUsed: func(r access.SeatsUsed) string {
		if r.Used == 1 {
			return "1 seat is in use. Enter at least 1, or unassign the webapp from someone first."
		}
		return enNumber(r.Used) + " seats are in use. Enter at least that many, or unassign the webapp from someone first."
	},
	ChooseWebapp:      says[access.ChooseWebapp]("Choose a webapp."),
	SubscribedAlready: says[access.SubscribedAlready]("This account already has a subscription to this webapp. Change that one instead."),
	NoRedirectURI:     says[access.NoRedirectURI]("Enter at least one address, like https://app.example.com/callback."),
	WebappURIWrong: func(r access.WebappURIWrong) string {
		return enLine(r.Line) + enURIFault(r) + ": " + r.URI
	},
	WebappURIUnusual: func(r access.WebappURIUnusual) string {
		return enLine(r.Line) + "Write " + r.Normal + " instead of " + r.URI
	},
	WebappURITwice: func(r access.WebappURITwice) string {
		return enLine(r.Line) + "This is the same address as in line " + enNumber(int64(r.Before)) + "."
	},
	TooManyURIs: func(r access.TooManyURIs) string {
		return "Enter at most " + enNumber(int64(r.Most)) + " addresses. These are " + enNumber(int64(r.Has)) + "."
	},
	ChooseOverlap: says[access.ChooseOverlap]("Choose how long the old secret still works."),
	NoWebappSignIn: func(r access.NoWebappSignIn) string {
		return r.Webapp + " doesn't sign people in through Latchkey. Enter its redirect URIs first."
	},
	PublicHasNoSecret: func(r access.PublicHasNoSecret) string {
		return r.Webapp + " is public: it has no secret."
	},
	NothingToTell: func(r access.NothingToTell) string {
		return r.Webapp + " has been told already, or has no back-channel logout URI. Reload the page."
	},
}

// enLine names the line of a mistake. 0 is the only line.
func enLine(line int) string {
	if line == 0 {
		return ""
	}
	return "Line " + enNumber(int64(line)) + ": "
}

func enURIFault(r access.WebappURIWrong) string {
	switch r.Fault {
	case oidc.AddressInsecure:
		return "Use https, and no scheme of your own. Only an address on this machine, like http://127.0.0.1, may begin with http"
	case oidc.AddressUserInfo:
		return "Remove the user name and password"
	case oidc.AddressFragment:
		return "Remove the # and everything after it"
	case oidc.AddressWildcard:
		return "Enter each address in full, without *"
	case oidc.AddressIPv6:
		return "Use a host name, or localhost or 127.0.0.1: browsers don't let the sign-in lead to an IPv6 address"
	case oidc.AddressReserved:
		return "Remove the parameters that Latchkey adds itself, like code or state"
	case oidc.AddressMalformed:
		return "Enter a whole address without spaces, like https://app.example.com/callback"
	default:
		return string(r.Fault)
	}
}

// --- Invoice reasons ---

var enInvoiceReasons = InvoiceReasons{
	OnlySalesInvoices:   says[access.OnlySalesInvoices]("Only the account login of an account with the role SALES can issue invoices."),
	OwnInvoice:          says[access.OwnInvoice]("You can't mark an invoice to your own account as paid, or cancel it. Another account with the role SALES can."),
	OwnAccountInvoiced:  says[access.OwnAccountInvoiced]("This is your own account. You can't send yourself an invoice."),
	InvoicesNeedContact: says[access.InvoicesNeedContact]("Only named accounts can issue invoices. Enter the first name, last name and e-mail address of your account's contact first."),
	DayUnknown: func(r access.DayUnknown) string {
		return "This server doesn't know the time zone " + r.Zone + " of " + r.Account + ", so it can't date the invoice. Choose another time zone in the account's details."
	},
	NotAnInvoiceNumber: says[access.NotAnInvoiceNumber]("Enter the last invoice number that was used, like 2026-000012."),
	NumbersUsedUp: func(r access.NumbersUsedUp) string {
		return "All " + enNumber(r.Most) + " invoice numbers of the year " + strconv.Itoa(r.Year) + " are used."
	},
	InvoicePaidAlready: func(r access.InvoicePaidAlready) string {
		return "Invoice " + r.Number + " is already paid."
	},
	InvoiceCancelledAlready: func(r access.InvoiceCancelledAlready) string {
		return "Invoice " + r.Number + " is already cancelled."
	},
	IsCancellation: func(r access.IsCancellation) string {
		return r.Number + " is a cancellation. It can't be changed."
	},
	SayWhyCancelled: says[access.SayWhyCancelled]("Enter a reason. The invoiced account sees it."),
	DueInPast: func(r access.DueInPast) string {
		return "Choose today, " + enFormat.Day(r.Today) + ", or a later date."
	},
	MessagesRange: func(r access.MessagesRange) string {
		return "Enter a whole number from 1 to " + enNumber(r.Most) + ", without commas."
	},
	ChooseCurrency: says[access.ChooseCurrency]("Choose one of the currencies."),
	PriceRange: func(r access.PriceRange) string {
		return "Enter a price like 0.0345 or 0,0345, from 0 to " + enNumber(r.Most) + ", with up to " + enNumber(r.Digits) + " decimal places."
	},
	RateRange: func(r access.RateRange) string {
		return "Enter a percentage like 19, 7.75 or 7,75, from 0 to " + enNumber(r.Most) + ", with up to " + enNumber(r.Digits) + " decimal places."
	},
}

// --- Profile reasons ---

var enProfileReasons = ProfileReasons{
	UnknownLanguage:    says[access.UnknownLanguage]("Choose one of the languages in the list."),
	PasskeyNotAccepted: says[access.PasskeyNotAccepted]("That passkey wasn't accepted. Try again."),
	TooManyPasskeys: func(r access.TooManyPasskeys) string {
		return "A login can have at most " + enNumber(int64(r.Most)) + " passkeys. Remove one that you no longer use."
	},
}

// --- Code reasons ---

var enCodeReasons = CodeReasons{
	WrongCode:         says[access.WrongCode]("That code doesn't work. Enter the one that your app shows now. If that doesn't work either, wait for the next one, and check that your phone sets its clock automatically."),
	WrongRecoveryCode: says[access.WrongRecoveryCode]("That isn't one of your recovery codes, or it was already used. Check what you typed, or use another one."),
	HasCode:           says[access.HasCode]("One-time codes are already set up for this login."),
	HasNoCode:         says[access.HasNoCode]("One-time codes are no longer set up for this login."),
	NoSecondFactor:    says[access.NoSecondFactor]("Only logins with a second factor have recovery codes. Add a passkey or set up one-time codes first."),
}

// --- Actions ---

var enActions = map[access.Action]string{
	access.SignedIn:               "Signed in",
	access.SignInBegun:            "Sign-in begun",
	access.SessionProved:          "Identity confirmed",
	access.ProofRefused:           "Confirmation failed",
	access.SignInFailed:           "Sign-in failed",
	access.PasskeyAdded:           "Passkey added",
	access.PasskeyRenamed:         "Passkey renamed",
	access.PasskeyRemoved:         "Passkey removed",
	access.PasskeyRefused:         "Passkey refused: possible copy",
	access.SignedOut:              "Signed out",
	access.SessionsEnded:          "Sessions ended",
	access.Denied:                 "Attempt denied",
	access.SetupOffered:           "Set-up address printed",
	access.SetupLinkMade:          "Set-up link created",
	access.PasswordSetUp:          "Password set with a set-up link",
	access.PasswordLinkSent:       "Password link sent by e-mail",
	access.PasswordReset:          "Password set with a password link",
	access.EmailLinkSent:          "Confirmation link sent by e-mail",
	access.EmailConfirmed:         "E-mail address confirmed",
	access.WrongCurrentPassword:   "Wrong current password",
	access.AccountCreated:         "Account created",
	access.SignInRulesSet:         "Sign-in rules set",
	access.ProviderSet:            "Identity provider set up",
	access.ProviderChanged:        "Identity provider changed",
	access.ProviderRemoved:        "Identity provider removed",
	access.IdentityLinked:         "Identity linked",
	access.IdentityUnlinked:       "Identity unlinked",
	access.FactorsResetAsked:      "Reset of second factors requested",
	access.FactorsResetStopped:    "Reset of second factors stopped",
	access.FactorsReset:           "Second factors reset",
	access.LanguageChosen:         "Language changed",
	access.CodeAdded:              "One-time codes set up",
	access.CodeRemoved:            "One-time codes removed",
	access.RecoveryCodesMade:      "Recovery codes created",
	access.RecoveryCodeUsed:       "Recovery code used",
	access.RecoveryCodesRemoved:   "Recovery codes removed",
	access.FactorKeyChanged:       "Key for one-time codes changed",
	access.SigningKeyRotated:      "Keys for signing in to webapps changed",
	access.AccountUpdated:         "Account changed",
	access.AccountDeleted:         "Account deleted",
	access.AccountRoleAdded:       "Account role added",
	access.AccountRoleRemoved:     "Account role removed",
	access.AccountPasswordChanged: "Account password changed",
	access.AccountDisabled:        "Account login disabled",
	access.AccountEnabled:         "Account login enabled",
	access.AccountRead:            "Account page viewed",
	access.CompaniesRead:          "Companies page viewed",
	access.UsersRead:              "Users page viewed",
	access.UserPasswordChanged:    "User password changed",
	access.UserCreated:            "User created",
	access.UserChanged:            "User changed",
	access.UserRolesChanged:       "User roles changed",
	access.UserActivated:          "User activated",
	access.UserDeactivated:        "User deactivated",
	access.UserDeleted:            "User deleted",
	access.UserExtended:           "External user extended",
	access.UserRead:               "User page viewed",
	access.WhyRead:                "“Why?” page viewed",
	access.CompanyCreated:         "Company created",
	access.CompanyUpdated:         "Company changed",
	access.CompanyDeleted:         "Company deleted",
	access.CompanyRead:            "Company page viewed",
	access.SettingChanged:         "Setting changed",
	access.SettingAdded:           "Setting added",
	access.SettingRemoved:         "Setting removed",
	access.SecretShown:            "Secret setting viewed",
	access.RequestAsked:           "Access requested",
	access.RequestGranted:         "Access granted",
	access.RequestConsented:       "Standing consent used",
	access.RequestApproved:        "Access request approved (first of two approvals)",
	access.RequestDenied:          "Access request denied",
	access.RequestWithdrawn:       "Access request withdrawn",
	access.GrantRevoked:           "Access revoked",
	access.GrantHandedBack:        "Access handed back",
	access.GrantShortened:         "Access shortened",
	access.RuleSet:                "Access rule set",
	access.RuleRemoved:            "Access rule removed",
	access.ConsentGiven:           "Standing consent given",
	access.ConsentEnded:           "Standing consent ended",
	access.AccessFrozen:           "External access frozen",
	access.AccessUnfrozen:         "Freeze lifted",
	access.NoticesChosen:          "Notification settings changed",
	access.DeputyNamed:            "Deputy named",
	access.DeputyEnded:            "Deputy removed",
	access.CalendarMade:           "Calendar address created",
	access.CalendarRemoved:        "Calendar address removed",
	access.WebappCreated:          "Webapp created",
	access.WebappChanged:          "Webapp changed",
	access.WebappDeleted:          "Webapp deleted",
	access.WebappOpened:           "Webapp opened",
	access.WebappAssigned:         "Webapp assigned",
	access.WebappTakenAway:        "Webapp unassigned",
	access.SubscriptionAdded:      "Subscription added",
	access.SubscriptionChanged:    "Subscription changed",
	access.SubscriptionRemoved:    "Subscription removed",
	access.WebappClientSet:        "Webapp sign-in set",
	access.WebappClientRemoved:    "Webapp sign-in stopped",
	access.WebappSecretMade:       "Webapp secret created",
	access.WebappSecretEnded:      "Webapp secret ended",
	access.VisitorsSet:            "Webapps for visitors set",
	access.SubscriptionsRead:      "Subscriptions page viewed",
	access.InvoiceCreated:         "Invoice issued",
	access.InvoicePaid:            "Invoice marked as paid",
	access.InvoiceCancelled:       "Invoice cancelled",
	access.KeyBegun:               "New record key started",
	access.ForkAccepted:           "Record fork accepted",
	access.Restored:               "Database restored from a backup",
	access.EvidenceMade:           "Evidence pack created",
	access.ClockAccepted:          "Server clock accepted",
}

// --- Details ---

var enDetails = map[access.Detail]string{
	access.DetailValidFrom:           "valid from",
	access.DetailValidTo:             "valid until",
	access.DetailLength:              "length",
	access.DetailLapses:              "lapses",
	access.DetailState:               "state",
	access.DetailAccess:              "access",
	access.DetailReason:              "reason",
	access.DetailPerson:              "person",
	access.DetailCompany:             "company",
	access.DetailRequestedBy:         "requested by",
	access.DetailDescription:         "description",
	access.DetailTicket:              "ticket",
	access.DetailExtends:             "extends",
	access.DetailConsentOf:           "standing consent of",
	access.DetailAccount:             "account",
	access.DetailLongestVisit:        "longest visit",
	access.DetailHours:               "hours",
	access.DetailUntil:               "until",
	access.DetailReadOnly:            "read-only",
	access.DetailDescriptionRequired: "description required",
	access.DetailSecondFactor:        "second factor required",
	access.DetailApprovals:           "approvals required",
	access.DetailLongest:             "longest access",
	access.DetailName:                "name",
	access.DetailRoles:               "roles",
	access.DetailRole:                "role",
	access.DetailRolesKept:           "roles kept after the grant",
	access.DetailMadeBy:              "created by",
	access.DetailFirstName:           "first name",
	access.DetailLastName:            "last name",
	access.DetailEmail:               "e-mail",
	access.DetailEmailAccepted:       "accepted e-mail",
	access.DetailEmailDoubted:        "e-mail to accept",
	access.DetailPasswordDays:        "days until passwords expire",
	access.DetailContact:             "contact",
	access.DetailTimeZone:            "time zone",
	access.DetailIndustry:            "industry",
	access.DetailType:                "type",
	access.DetailSetting:             "setting",
	access.DetailKey:                 "key",
	access.DetailAddress:             "address",
	access.DetailWebapp:              "webapp",
	access.DetailSeats:               "seats",
	access.DetailSeatsUsed:           "seats used",
	access.DetailMessages:            "messages",
	access.DetailPrice:               "price",
	access.DetailVATRate:             "VAT rate",
	access.DetailNet:                 "net",
	access.DetailVAT:                 "VAT",
	access.DetailTotal:               "total",
	access.DetailCurrency:            "currency",
	access.DetailDue:                 "due",
	access.DetailPeriodFrom:          "period from",
	access.DetailPeriodTo:            "period to",
	access.DetailStatus:              "status",
	access.DetailCancellation:        "cancellation",
	access.DetailDeputy:              "deputy",
	access.DetailFunction:            "permission",
	access.DetailTimes:               "times",
	access.DetailRepeated:            "repeated",
	access.DetailVarious:             "on",
	access.DetailWaits:               "address blocked for",
	access.DetailPublicKey:           "public key",
	access.DetailSigningKey:          "signing key",
	access.DetailNextSigningKey:      "next signing key",
	access.DetailOldSigningKey:       "earlier signing key",
	access.DetailEntries:             "entries",
	access.DetailBackupOf:            "backup of",
	access.DetailLostHeads:           "lost heads",
	access.DetailLostEntries:         "lost entries",
	access.DetailFile:                "file",
	access.DetailSHA256:              "SHA-256",
	access.DetailAccessKept:          "access",
	access.DetailFrom:                "from",
	access.DetailTo:                  "to",
	access.DetailNow:                 "now",
	access.DetailLanguage:            "language",
	access.DetailCause:               "cause",
	access.DetailSessions:            "sessions",
	access.DetailSince:               "since",
	access.DetailProof:               "identity confirmed with",
	access.DetailPasskey:             "passkey",
	access.DetailClientID:            "client ID",
	access.DetailPublic:              "public",
	access.DetailRedirectURIs:        "redirect URIs",
	access.DetailAfterLogoutURIs:     "post-logout redirect URIs",
	access.DetailLogoutURI:           "back-channel logout URI",
	access.DetailHint:                "begins with",
	access.DetailWebapps:             "webapps",
	access.DetailFingerprint:         "key",
	access.DetailDecision:            "what was signed",
	access.DetailAuthenticatorData:   "from the authenticator",
	access.DetailClientData:          "from the browser",
	access.DetailSignature:           "signature",
	access.DetailCredential:          "passkey id",
	access.DetailProvider:            "identity provider",
	access.DetailIssuer:              "issuer",
	access.DetailClientSecret:        "client secret",
	access.DetailScopes:              "scopes",
	access.DetailGroupsClaim:         "claim with groups",
	access.DetailGroups:              "groups that may sign in",
	access.DetailFactorValues:        "second factor by",
	access.DetailEnabled:             "switched on",
	access.DetailRequired:            "required",
	access.DetailCreates:             "creates users",
	access.DetailSubject:             "identity",
	access.DetailHow:                 "linked by",
	access.DetailWhy:                 "after the backup",
	access.DetailWhyAt:               "after the backup, on",
	access.DetailWhyBy:               "after the backup, by",
	access.DetailWhyReason:           "after the backup, reason",
}

// --- Functions ---

var enFunctions = map[access.Function]string{
	access.LogIn:                   "use the Admin app",
	access.OpenWebapps:             "open assigned webapps",
	access.ReadAccount:             "see the account's details",
	access.UpdateAccount:           "edit account details",
	access.CreateAccounts:          "create accounts",
	access.DeleteAccounts:          "delete accounts",
	access.ChangeAccountPassword:   "change the account's password",
	access.AssignAccountRoles:      "assign account roles",
	access.EnableAccounts:          "enable and disable accounts",
	access.ReadCompanies:           "see companies",
	access.ManageCompanies:         "create, edit and delete companies",
	access.ReadCompanySettings:     "see company settings",
	access.UpdateCompanySettings:   "edit company settings",
	access.ReadUsers:               "see users",
	access.UpdateUsers:             "edit users' details",
	access.CreateUsers:             "create users",
	access.DeleteUsers:             "delete users",
	access.AssignSuperuser:         "assign SUPERUSER",
	access.AssignExternalSuperuser: "assign EXTERNAL_SUPERUSER",
	access.AssignExternalUser:      "assign EXTERNALUSER",
	access.AssignSubscriptions:     "assign webapps to users",
	access.ManageWebapps:           "manage the webapp catalogue",
	access.ManageSubscriptions:     "manage accounts' subscriptions",
	access.RequestAccess:           "request access",
	access.ReadRequests:            "see access requests",
	access.DecideRequests:          "decide access requests",
	access.SetAccessRules:          "set access rules, give standing consent and freeze access",
	access.ReadRecord:              "read the record",
	access.CreateInvoices:          "create invoices for SMS messages",
	access.ReadInvoices:            "see invoices",
}

// --- Causes ---

var enCauses = Causes{
	FrozenAll:      "External access was frozen.",
	CompanyDeleted: "The company was deleted.",
	Restored:       "A backup was restored. The record has the details.",
	AccountDeleted: func(account string) string { return "The account " + account + " was deleted." },
	Names: map[access.Cause]string{
		access.CauseFreeze: "external access was frozen", access.CauseCompanyDeleted: "the company was deleted",
		access.CauseAccountDeleted: "the account was deleted", access.CauseAskerDeleted: "the requesting account was deleted",
		access.CauseRestore: "a backup was restored",
	},
	Ends: map[access.End]string{
		access.EndNotKnown: "not known", access.EndMissing: "not in the database that was replaced",
		access.EndRevoked: "revoked", access.EndHandedBack: "handed back", access.EndShortened: "shortened", access.EndDenied: "denied",
		access.EndWithdrawn: "withdrawn", access.EndEnded: "ended", access.EndDisabled: "disabled", access.EndDeactivated: "deactivated",
		access.EndDeleted: "deleted", access.EndTaken: "removed", access.EndRemoved: "removed, renewed or stopped",
		access.EndReplaced: "replaced", access.EndUsed: "used", access.EndChanged: "changed",
		access.End(access.CauseFreeze): "external access frozen", access.End(access.CauseCompanyDeleted): "company deleted",
		access.End(access.CauseAccountDeleted): "account deleted", access.End(access.CauseAskerDeleted): "requesting account deleted",
		access.End(access.CauseRestore): "ended by an earlier restore",
	},
}

// --- Layout ---

var enLayout = Layout{
	SkipToContent: "Skip to content", Main: "Main", SearchHere: "Search", SignOut: "Sign out",
	SignedInAs: func(login string) string { return "Signed in as " + login },
	Roles:      "Roles and what they allow", Shortcuts: "Keyboard shortcuts", CtrlK: "Ctrl K",
	Account: "Account", ThirdParty: "3rd-party account", Waiting: "waiting",
	WaitForYou: func(n int64) string {
		if n == 1 {
			return "request waiting for your decision"
		}
		return "requests waiting for your decision"
	},
	Start: "Start", AccountPage: "Account", ExternalAccess: "External Access", Accounts: "Accounts", ThirdPartyAccounts: "3rd-party accounts",
	Ask: "Request access", Webapps: "Webapps", Payment: "Payment",
	Tabs: "Account", Details: "Details", Companies: "Companies", Users: "Users", Subscriptions: "Subscriptions", Record: "Record", Invoices: "Invoices",
	AllRequests: "Requests for all accounts", RulesAndFreeze: "Rules, standing consent and freeze", OwnLogin: "Your login, password and notifications",
}

// --- Parts ---

var enParts = Parts{
	Accounts: enThings("account", "accounts"), Companies: enThings("company", "companies"), Users: enThings("user", "users"),
	Webapps: enThings("webapp", "webapps"), Requests: enThings("request", "requests"), Invoices: enThings("invoice", "invoices"),
	Entries: enThings("entry", "entries"),
	Show:    "Show", ShowAll: "Show all", Pages: "Pages", FirstPage: "First page", NextPage: "Next page",
	PageOf: func(page, pages int64) string { return "Page " + enNumber(page) + " of " + enNumber(pages) },

	Undo: "Undo", Dismiss: "Dismiss", Cancel: "Cancel",

	SentTwice:     "You sent this more than once. It was done only once.",
	SentTwiceLink: "You sent this more than once. It was done only once. The set-up link was shown the first time. If nobody has it, create a new one here.",
	TypedAgain:    "What you entered wasn't saved. It's back in the form, except for passwords and secrets. Check it, then send the form again.",
	NotDone:       "Your last action wasn't carried out. Try it again.",

	Differences: enDifferences,
	Stale:       "Someone else changed this while you had it open, so your changes weren't saved. To replace theirs with yours, save again:",

	AccountSearch: "Account", AccountSearchHint: "Type part of the name.", AccountsFound: "Accounts found",
	NoAccountNamed: func(part string) string { return "No account has “" + part + "” in its name. Try another part." },

	Which:    "Which of the two?",
	First:    func(at string) string { return "The first: " + at },
	Second:   func(at string) string { return "The second: " + at },
	ReadOnly: "Read-only: no editing",
	TimesIn:  func(zone string) string { return "Times are in " + zone + "." },
	Browser:  func(name, system string) string { return joined(name, " on ", system) },

	TimeZone: "Time zone", ZoneSearch: "City, or +05:30", ZoneSearchLabel: "Search time zones",
	UnknownZone: func(zone string) string { return zone + " (not known to this server; times are in UTC)" },
	ZoneUnknown: func(zone string) string { return "This server doesn't know your time zone, " + zone + "." },
	TimesInUTC:  "Times are shown in UTC, and you can't enter times until you choose another.", ChooseZone: "Choose another time zone",

	By:    func(what, who string) string { return what + " by " + who },
	There: func(when string) string { return "company time: " + when },

	Kinds: map[access.Kind]string{
		access.KindOperator: "operator", access.KindNobody: "not signed in", access.KindExternal: "someone external",
	},
	CommandLine: "command line",

	NoBackup:         "There's no backup yet.",
	LastBackup:       func(at string) string { return "The last backup was created on " + at + "." },
	BackupFailed:     "The server has since tried to create one and failed. Its log says why.",
	BackupMissed:     "The server should have created a newer one by now. Check its log.",
	NoBackupsPlanned: "The server doesn't create backups on its own. The operator can set --backup-dir, or run latchkey backup as a daily job.",
}

// enThings are things by their singular and plural.
func enThings(one, many string) Things {
	count := func(n int64) string { return noun{one, many}.of(n, enNumber) }
	page := func(which string) func(int64) string {
		return func(n int64) string {
			if n == 1 {
				return which + " " + one
			}
			return which + " " + count(n)
		}
	}
	return Things{
		All: func(n int64) string {
			if n == 0 {
				return "No " + many
			}
			return count(n)
		},
		First: page("The first"), Next: page("The next"), Last: page("The last"),
		NoMore: "No more " + many, NoneFound: "No matching " + many + ".", ShowAll: "Show all " + many, AsCSV: "CSV of these " + many,
	}
}

// --- Differences ---

var enDifferences = Differences{
	format: &enFormat,
	Fields: map[string]string{
		"provider_issuer": "Issuer", "client_id": "Client ID", "scopes": "More scopes", "groups_claim": "Claim with groups", "groups": "Groups that may sign in",
		"enabled": "Switched on", "required": "Required", "creates": "Create users",
		"account": "Invoiced to", "issuer": "From", "issued": "Issued", "due_date": "Due", "period": "Period", "messages": "Messages",
		"price": "Price per message", "net": "Net", "vat_rate": "VAT rate in %", "vat": "VAT", "total": "Total", "note": "Note",
		"earlier": "Other invoices for this period",
		"name":    "Name", "description": "Description", "industry": "Industry", "time_zone": "Time zone", "type": "Type", "address": "Address",
		"first_name": "First name", "last_name": "Last name", "email": "E-mail address",
		"contact_first_name": "Contact's first name", "contact_last_name": "Contact's last name",
		"expiry_days": "Days until passwords expire", "roles": "Roles", "webapps": "Webapps", "seats": "Seats", "valid_from": "Start", "valid_to": "End",
		"longest": "Longest access", "hours": "Hours", "read_only": "Read-only", "description_required": "Description required", "second_factor": "Second factor required", "wish": "Second factor", "from": "From",
		"redirect_uris": "Redirect URIs", "after_logout_uris": "Post-logout redirect URIs", "logout_uri": "Back-channel logout URI", "public": "Public client",
		"approvals":                   "Approvals required",
		string(access.TopicRequests):  "New requests",
		string(access.TopicReminders): "Reminders",
		string(access.TopicVisits):    "Visits",
		string(access.TopicUsers):     "New users",
		string(access.TopicInvoices):  "Invoices",
		string(access.TopicDecisions): "Decisions",
		string(access.TopicChanges):   "Changes to your access",
		string(access.TopicEnding):    "Access that is about to end",
		string(access.TopicEnded):     "Access that has ended",
	},
	NowAndTyped: func(field, theirs, yours string) string { return field + ": " + theirs + " → " + yours },
	OnlyNow:     func(field, theirs string) string { return field + ": " + theirs },
	Nothing:     "nothing", Yes: "yes", No: "no", NoBound: "no limit", Hidden: "(secret)",
	OnePerson: "one person", TwoPeople: "two different people",
	Period:  func(first, last string) string { return first + " – " + last },
	Wishes:  enWishes,
	Choices: map[access.Choice]string{access.ChoiceNow: "e-mail immediately", access.ChoiceDigest: "in the daily digest", access.ChoiceNone: "no e-mail"},
}

// --- Login ---

var enLogin = Login{
	Title:           "Sign in",
	SignedOut:       "You've signed out.",
	BeginAgain:      "That took too long, or there were too many tries. Sign in again.",
	PasswordSet:     "Your password is set. Sign in with it now.",
	NotSetUpTitle:   "Latchkey is not set up yet",
	NotSetUp:        "If you run this server, open the set-up address that it printed when it started. It looks like …/setup/… and creates the first account. You find it here:",
	InTheTerminal:   "If you started it yourself: in the terminal, above the log.",
	InTheLog:        "As a systemd service:",
	InTheContainer:  "In a container:",
	NewSetUpAddress: "The address works once, for 24 hours. To get a new one, restart the server.",
	PasswordSetFor: func(login, me string) string {
		return "The password of " + login + " is set. You are still signed in as " + me + "."
	},
	SignInToGoOn:   "Sign in to continue.",
	NotDone:        "Sign in to continue. Your last action wasn't carried out.",
	NotDoneButKept: "Sign in to continue. Your last action wasn't carried out, but what you typed is kept for an hour and will be back in the form.",
	HTTPSNeeded:    "You can sign in only over HTTPS.",
	Open:           func(address string) string { return "Open " + address },
	SignInAs:       "Sign in as", UserLogin: "User login", AccountLogin: "Account login",
	Account: "Account", User: "User", Password: "Password",
	UserLoginIs:         "Your personal login within an account.",
	AccountLoginIs:      "The account's own login, without a user name.",
	Remember:            "Remember the account on this device",
	AccountMayStayEmpty: "Or leave “Account” empty and enter “user @ account” here.",
	SignIn:              "Sign in",
	WrongUser:           "That didn't work. Check the account, user and password, and whether you're on the right tab.",
	WrongAccount:        "That didn't work. Check the account and password, and whether you're on the right tab.",

	SecondTitle: "One more step",
	SecondFor:   func(login string) string { return "You're signing in as " + login + "." },
	Code:        "One-time code", CodeHint: "The six digits that your authenticator app shows now.",
	UseRecoveryCode: "Use a recovery code", RecoveryCode: "Recovery code", RecoveryCodeHint: "One of the codes that you saved. Each works once.",
	StartAgain: "Sign in as someone else",
	LostFactors: func(isAccount bool) string {
		if isAccount {
			return "Lost your second factors and recovery codes? Ask the people who run Latchkey to reset them."
		}
		return "Lost your second factors and recovery codes? Ask an administrator of your account to reset them."
	},

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

	LeaveTitle: "Sign out of Latchkey?",
	LeaveSentence: func(webapp string) string {
		if webapp == "" {
			return "A webapp asks for this. You'll also be signed out of all webapps that you opened with this session."
		}
		return webapp + " asks for this. You'll also be signed out of all webapps that you opened with this session."
	},
	LeaveNot: "Stay signed in",
}

// --- Passwords ---

var enPasswords = Passwords{
	Set:     func(when string) string { return "Set on " + when },
	Expires: func(when string) string { return "Expires on " + when },
	Expired: func(when string) string { return "Expired on " + when + ". The next sign-in asks for a new one." },
	NotSet:  "Not set yet",

	NewTitle:    "Choose a new password",
	SaveAndGoOn: "Save and continue",
	OldExpired: func(login string) string {
		return "The password of " + login + " has expired. Choose a new one to finish signing in."
	},
	OldPrinted: func(login string) string {
		return "The operator set the password of " + login + ". Choose your own to finish signing in."
	},
	OldKnown: func(login string) string {
		return "Many people use the current password of " + login + ", or it was in a data leak. Choose a new one to finish signing in."
	},

	Forgotten:         "Forgot your password?",
	ForgottenSentence: "We'll e-mail you a link to choose a new one.",
	SendLink:          "Send link",
	AskSomeone:        "This server sends no e-mail. Ask an administrator of your account for a set-up link. If you've forgotten the password of an account login, ask the people who run Latchkey.",
	BackToSignIn:      "Back to sign-in",
	LookTitle:         "Check your e-mail",
	Asked:             "If this login exists and has an e-mail address, a link is on its way. It works once, and expires after 30 minutes.",
	NothingCame:       "Nothing there after a few minutes? Check your spam folder, and whether you entered the right login. A login gets at most one link every 15 minutes. If it has no e-mail address, ask an administrator of your account.",
	ForLogin: func(login string) string {
		return "You're choosing a new password for the login " + login + ". This link works only once. All sessions of this login will end. Then sign in with the new password."
	},
	LinkGoesTo: func(email string) string {
		return "If you forget it, we can send a link to choose a new one to " + email + "."
	},

	Heading:   "Passwords",
	Days:      "Days until passwords expire",
	DaysHint:  "People whose password has expired choose a new one when they next sign in. Leave this empty if passwords should never expire: people who are made to change their password regularly tend to choose weaker ones.",
	SaveDays:  "Save",
	DaysSaved: "Saved.",

	SendSetupLink:        "Send set-up link by e-mail",
	SendPasswordLink:     "Send password link by e-mail",
	SendPasswordLinkHint: "The account gets a link to choose a new password. You don't see the link. It works once, and expires after 30 minutes.",
	NewLinkByMail:        "Send a new link by e-mail instead",
	Sent:                 func(email string) string { return "The link is on its way to " + email + "." },

	EmailFromOutside: "Someone outside the account, or its identity provider, entered this address, or a restored backup brought it back. Until you say that it's yours, no links are sent there.",
	EmailAccepted:    "This is our address, and password links may be sent to it",
}

// --- Emails ---

var enEmails = Emails{
	Heading:      "E-mail address",
	Confirmed:    func(when string) string { return "Confirmed on " + when },
	NotConfirmed: "Not confirmed",
	SentTo: func(email, when string) string {
		return "We sent a link to " + email + " on " + when + ". Open it to confirm the address."
	},
	NeverSent: func(email string) string {
		return "We can send a link to " + email + ". Open it to confirm the address."
	},
	Outside: "Someone else, or an identity provider, entered this address, or a restored backup brought it back. First say that it's yours, where you edit your data.",
	Soon:    "You can have another link sent 15 minutes after the last one.",
	Send:    "Send link",

	Title: "Confirm your e-mail address",
	Sentence: func(email, login string) string {
		return email + " is the e-mail address of the login " + login + "."
	},
	Hint:      "Confirm it if that's right. Otherwise, just close this page: the address stays unconfirmed.",
	Confirm:   "Confirm address",
	DoneTitle: "E-mail address confirmed",
	Done: func(email, login string) string {
		return email + " is now confirmed for the login " + login + "."
	},
	DoneAlready: "This address is confirmed.",
	DoneHint:    "There's nothing more to do.",
	ToStart:     "Go to Latchkey",
}

// --- Start ---

var enStart = Start{
	LastSignIn: func(at, browser, address string) string {
		return "Last sign-in: " + at + ", from " + browser + " (" + address + ")."
	},
	LastSignInOn: func(at string) string { return "Last sign-in: " + at + "." }, CheckSessions: "Check your sessions",
	Hello: func(user string) string { return "Hello, " + user },

	InNow: "Your access now", NowhereIn: "You don't have access to any customer's data right now.", WithAccess: func(account string) string { return "With your access to " + account },
	Until:   func(account, until string) string { return account + ", until " + until },
	InUntil: func(from, company, until string) string { return from + ", in " + company + " until " + until },

	Webapps: "Your webapps", AssignYourself: "Assign a webapp to yourself",
	NoWebapp: func(account string) string {
		return "You have no webapps yet. Ask an administrator of " + account + " to assign you one."
	},
	NoWebappAssign: func(account string) string {
		return "You have no webapps yet. You can assign yourself any that " + account + " subscribes to."
	},

	WrongSoOften: func(n int64, last string) string {
		return "Someone has tried to sign in as you with " + noun{"wrong password", "wrong passwords"}.of(n, enNumber) + " since yesterday, most recently on " + last + ". If it wasn't you, make sure your password is hard to guess."
	},

	OwnData: "Your details", Why: "What you can do, and why",

	GettingStarted: "Getting started", UntilDone: "This list goes away once everything is done that can't wait.", Done: "Done:",
	Steps: map[access.Step]Step{
		access.StepCustomer:  {"Create the first customer account", "The organisation that decides who gets access to its companies' data."},
		access.StepCompany:   {"Create the first company", "Access is requested and granted for one company at a time. The customer can also create it."},
		access.StepAsker:     {"Create an account with the role SUPPORT", "Its users can request access. Accounts with the role CONSULTANT can, too."},
		access.StepWebapp:    {"Add the first webapp", "Accounts subscribe to webapps, and users open them from their start page."},
		access.StepUser:      {"Create a user for each person who requests access", "A grant gives the responsible user and this account's login access."},
		access.StepAsk:       {"Request access for the first time", "The customer's administrators decide."},
		access.StepSuperuser: {"Create the first user with the role SUPERUSER", "A person with their own login, who decides requests and appears in the record by name."},
		access.StepRules:     {"Set rules (optional)", "Conditions every request must meet: how long access can last, at what hours, and whether two people must approve it."},

		access.StepSubscription: {"Subscribe a customer to a webapp (optional)", "With a number of seats. The customer's administrators then assign the webapp to their users."},
		access.StepSeat:         {"Assign a webapp to a user (optional)", "The user then opens it from the start page. Each user takes one of the seats."},
		access.StepSales:        {"Create an account with the role SALES (optional)", "It invoices SMS messages. It needs the contact's name and e-mail address."},
		access.StepHTTPS:        {"Serve by HTTPS", "Put a proxy with a certificate in front, and start the server with --url https://…. Until then, only browsers on this machine can sign in."},
		access.StepMail:         {"Send e-mail", "Start the server with --smtp and --mail-from. People then hear about requests, and can set forgotten passwords."},
		access.StepKeys:         {"Keep a backup of the database and its keys", "Start the server with --backup-dir, and run latchkey backup --with-key. Without the keys, the record can't be signed on, and one-time codes are lost."},
	},
	OwnCompany: "Access is requested and granted for one company at a time.",
}

// --- Access ---

var enAccess = Access{
	CountWaiting: func(n int64, more bool) string { return enAtLeast(n, more) + " waiting" },
	CountExternal: func(n int64, more bool) string {
		if n == 1 {
			return "1 external login"
		}
		return enAtLeast(n, more) + " external logins"
	},
	CountNow: func(n int64) string {
		if n == 1 {
			return "1 has access now"
		}
		return enNumber(n) + " have access now"
	},
	CountComing: func(n int64) string { return enNumber(n) + " coming" },

	PageTitle:     func(account string) string { return "External Access to " + account },
	TimelineTitle: func(account string) string { return "Access timeline of " + account },
	AskForAccess:  "Request access", RulesAndFreeze: "Rules and freeze",
	View: "View", ViewList: "List", ViewTimeline: "Timeline", ViewAll: "All accounts",

	ForYou:             WaitingHeading{"Waiting for you", "Waiting for you and just decided"},
	ForAnyone:          WaitingHeading{"Waiting for a decision", "Waiting for a decision and just decided"},
	ForCustomer:        WaitingHeading{"Waiting for the customer", "Waiting for the customer and just decided"},
	DecidedJustNow:     "Just decided",
	NothingWaits:       "No requests are waiting.",
	NothingWaitsFrozen: "No requests are waiting. Nobody can request access while external access is frozen.",
	NothingWaitsYet:    "No requests are waiting. New ones appear here.",
	NothingWaitsByMail: "No requests are waiting. New ones appear here, and we'll e-mail you.",
	NothingWaitsHere:   func(account string) string { return "No requests for access to " + account + " are waiting." },

	InNow: "Who has access now", NobodyIn: "Nobody has access now.", WhoIsIn: "Who has access now",
	KeptOut: "Suspended access", WhoIsKeptOut: "Who has access but can't use it because an account is disabled",
	Coming: "Upcoming access", WhoIsComing: "Who gets access later",
	Over: "Past access", NothingOver: "Access that has ended appears here, and so do denied, withdrawn and lapsed requests.", AllOver: "All past access",
	TheLatest:      func(n int64) string { return "the latest " + enNumber(n) },
	TimesAndDaysIn: func(zone string) string { return "Times and days are in " + zone + "." },

	Elsewhere: "Waiting for other accounts", NothingElsewhere: "No requests are waiting for other accounts.", TheyDecide: "Each account's own administrators decide.",
	WhatWaitsElsewhere: "Requests waiting for other accounts", AllThatWait: "All waiting requests", AllAccounts: "Requests for all accounts",
	RequestsWait: func(n int64) string {
		if n == 1 {
			return "1 access request is waiting for your decision."
		}
		return enNumber(n) + " access requests are waiting for your decision."
	},
	Decide: "Decide",

	From: "From", To: "To", Show: "Show", NobodyThen: "Nobody has access on these days. Granted access appears here.", AroundToday: "Show the days around today",
	Drawing: "Chart; the table below shows the same data", AsTable: "As a table", WhoWasIn: "Who has or had access", InFromTo: "When",
	Scale: "Scale", Periods: "Other days", Today: "Today", EarlierDays: "Earlier", LaterDays: "Later", OtherDays: "Choose other days", Now: "Now",
	Scales: map[access.Scale]string{access.Around: "Three weeks", access.OneDay: "Day", access.OneWeek: "Week", access.AMonth: "Month"},
	MoreBars: func(n int64) string {
		return "Only the latest " + enNumber(n) + " are shown. Choose fewer days to see the others."
	},
	ShortDay: func(t time.Time) string { return t.Format("2 Jan") },

	NoExternalUsers: "No external users. They are people of another account, like the vendor's support. Support creates them while you grant access, and they end with it, unless you extend them.",
	ExternalUsers:   "External users", User: "User", Owner: "Owner", Roles: "Roles", ValidTo: "Valid until", NoEnd: "no end", Live: "ACTIVE", Out: "ENDED",
	Extend: "Extend", End: "End",
	ExtendUser: func(user string) string { return "Extend the access of " + user },
	EndUser:    func(user string) string { return "End the access of " + user },
	ExtendUserMeans: func(user string) string {
		return user + " can sign in until the time you choose, with all of their current roles."
	},
	EndUserMeans: func(user string) string {
		return user + " is signed out immediately and can't sign in again unless you extend their access."
	},

	Calendar: "Calendar",
	CalendarHint: "A secret address that shows in your calendar app who has access and when: the company, the person and the state. " +
		"Anyone who has the address can use it. It stops working when you renew or remove it, when your password or roles change, or when you can no longer sign in.",
	CalendarAddress: "Address", CalendarAddressHint: "Subscribe to it in your calendar app. Copy it now: it won't be shown again.",
	CalendarSince: func(when string) string { return "Address created on " + when + "." },
	CalendarStopped: func(when string) string {
		return "Address created on " + when + ". It stopped working when your password or roles changed. Renew it to use it again."
	},
	MakeAddress: "Create address", RenewAddress: "Renew address", RemoveAddress: "Remove address",
	AddressIsRemoved: "Calendar address removed.",
	CalendarName:     "External access",
	Event: func(company, who, state string) string {
		return "Access to " + company + ": " + who + " (" + state + ")"
	},
}

// --- Request ---

var enRequest = Request{
	States: map[access.State]string{
		access.Pending: "PENDING", access.Lapsed: "LAPSED", access.Scheduled: "SCHEDULED", access.Active: "ACTIVE", access.Expired: "EXPIRED",
		access.Refused: "DENIED", access.Withdrawn: "WITHDRAWN", access.Ended: "ENDED",
	},
	Sentence: enRequestSentence,
	AskedFor: func(when When, otherWindow, toEdit bool) string {
		first, last := enFormat.Span(when.From, when.To)
		window := first + " – " + last
		if when.FromGrant {
			window = enFormat.FromGrant(when.For, when.From)
		}
		switch {
		case otherWindow && toEdit:
			return "requested: " + window + ", read and edit"
		case otherWindow:
			return "requested: " + window
		default:
			return "requested: read and edit"
		}
	},

	Title: "Requests", TitleOfAll: "Requests for all accounts", FromNewest: "Newest first.",
	FromNewestOfAll:    "Newest first. The administrators of each account decide requests for access to it.",
	RequestsForAccount: func(account string) string { return "Requests for access to " + account },
	AnyState:           "Any state", OnlyWaiting: "Waiting for a decision", OnlyOpen: "Active or scheduled", OnlyOver: "Over", OnlyMine: "Only mine",
	Find: "Search", FindHint: "Ticket, description, name", MoreFilters: "Filters", From: "Access from", To: "Access until", Sort: "Order",
	NewestFirst: "Newest first", EndsFirst: "Ending soonest first",
	LookedSince: func(at string) string {
		return "These are the requests since " + at + ". The next page looks further back."
	},
	NoneYet: "No requests yet. They appear here as soon as someone requests access.",

	Company: "Company", State: "State", RequestedBy: "Requested by", Window: "When", Decision: "Decision", Act: "Actions",
	Account: "Account", Ticket: "Ticket", Description: "Description", Access: "Access", SaidYes: "Approved by",
	ToBeExtended: "Extension", Rules: "Rules", Timeline: "Timeline", NeverUsed: "never used",
	ExtendsThis: "extends an earlier grant",
	Until:       func(when string) string { return "until " + when },
	Lapses:      func(when string) string { return "(lapses " + when + ")" },

	Asked:        func(ago string) string { return "requested " + ago },
	GrantedBy:    func(by, ago string) string { return "Granted by " + by + ", " + ago },
	ConsentedBy:  func(by, ago string) string { return "Granted by the standing consent of " + by + ", " + ago },
	DeniedBy:     func(by, ago string) string { return "Denied " + enBy(by) + ", " + ago },
	WithdrawnBy:  func(by, ago string) string { return "Withdrawn by " + by + ", " + ago },
	RevokedBy:    func(by, ago string) string { return "Revoked " + enBy(by) + ", " + ago },
	HandedBackBy: func(by, ago string) string { return "Handed back by " + by + ", " + ago },

	NobodyGetsIn: func(account string) string {
		return "The account " + account + " is disabled. Nobody can use this access until it's enabled again."
	},
	NobodyCanGrant: func(account string) string {
		return "The account " + account + " is disabled. Nobody can grant this until it's enabled again."
	},
	Disabled: func(account string) string { return "The account " + account + " is disabled." },
	OthersSaidYes: func(names ...string) string {
		return enFormat.And(names...) + " approved this. One more approval grants access."
	},
	YouSaidYes:  "You approved this. A second person must approve it too.",
	NeedsTwo:    "Two different people must approve this, each with their own user login.",
	SignIn:      "Sign-in",
	BothFactors: "Signs in with a second factor.",
	NoFactor:    "Signs in with a password only.",
	PersonsFactor: func(account string) string {
		return "Signs in with a second factor. The account login " + account + ", which would get access too, signs in with a password only."
	},
	Signature: "Signature", NotSigned: "This decision itself wasn't signed with a passkey.", Waived: "This decision itself wasn't signed, although this login had a passkey.",
	SignedWith: func(passkey, key string) string {
		return "Signed with the passkey “" + passkey + "”, key " + key + "."
	},
	MendByDenying: func(why string) string { return why + " Deny the request and give this as the reason." },
	MendByLess:    func(why string) string { return why + " Grant less, or deny the request." },
	WholeRequest:  "Everything about this request", Close: "Close",
	AnotherFollows: "An extension, granted or waiting, begins when this grant ends. Revoking or shortening this grant doesn't affect the extension.",

	OverTitle: "External Access", Report: "Report", Receipt: "Download receipt (anyone can verify it without this server)",
	VerifyWith:  "To verify it:",
	OpenCompany: func(company string) string { return "Open " + company },
	Visit:       "Visit", OverByTheClock: "Ended as scheduled", LapsedUndecided: "Lapsed without a decision",
	VisitUntil: func(until time.Time, pages, changes, webapps int64) string {
		return "Until " + enFormat.Moment(until) + ": " + enDone(pages, changes, webapps)
	},
	FromAddress: func(address string) string { return "From IP address " + address },

	Acts: RequestActs{
		Grant: "GRANT", Less: "Less", GrantLess: "Grant less", GrantThis: "GRANT on these terms", Deny: "Deny", Shorten: "Shorten", Revoke: "Revoke", Withdraw: "Withdraw",
		Extend: "Extend", AskToExtend: "Request extension", HandBack: "Hand back", AskAgain: "Request again", Open: "Open",
		GrantFor: func(who, company string) string { return "GRANT " + who + " access to " + company },
		For:      func(who, company string) string { return "for " + who + ", " + company },
		Title:    func(act, who, company string) string { return act + ": " + who + ", " + company },

		GrantLessMeans: func(who string) string {
			return "Grant less than " + who + " requested. They see what you changed."
		},
		DenyMeans: func(who string) string {
			return who + " doesn't get access, sees your reason and can request it again."
		},
		ShortenMeans: func(who, company string, others bool) string {
			if others {
				return "Under this grant, " + who + " has access to " + company + " only until the time you choose. Their other grants for " + company + " continue."
			}
			return who + " has access to " + company + " only until the time you choose."
		},
		RevokeMeans: func(who, company string, others bool) string {
			if others {
				return who + " loses this grant for " + company + " immediately and sees your reason. Their other grants for " + company + " continue. Every user and role created under this grant ends too."
			}
			return who + " loses access to " + company + " immediately and sees your reason. Every user and role created under this grant ends too."
		},
		HandBackMeans: func(who, company string, others bool) string {
			if others {
				return who + " loses this grant for " + company + " immediately. Their other grants for " + company + " continue. To get this grant back, someone must request it again."
			}
			return who + " loses access to " + company + " immediately. To get it back, someone must request it again."
		},
		WithdrawMeans: func(who, account string) string {
			return "This withdraws the request from " + who + ". " + account + " can no longer grant it."
		},
		ExtendMeans: func(account string) string {
			return "The current grant doesn't change. " + account + " decides about the additional time."
		},

		HoursFromGrant: "Hours from GRANT", NotBefore: "Not before (optional)", UntilInPlace: "Until (instead of hours)",
		ValidFrom: "Valid from", ValidTo: "Valid until", Reason: "Reason", Optional: "(optional)",
		AtMostHours:    func(hours string) string { return "At most " + hours + "." },
		NotBeforeAsked: "Not before the requested start.", NotAfterAsked: "Not after the requested end.",

		YouSaidYes: func(account string) string {
			return "You approved this. Someone else at " + account + " must approve it too."
		},
		Granted: func(who, company string, when When) string {
			return "Granted: " + who + " has access to " + company + " " + enWhen(when) + "."
		},
		Denied: func(who, company string) string {
			return "Denied: the request from " + who + " for access to " + company + "."
		},
		Revoked: func(who, company string) string {
			return "Revoked: the grant for " + who + " to access " + company + " has ended."
		},
		Withdrawn: func(who, company string) string {
			return "Withdrawn: the request from " + who + " for access to " + company + "."
		},
		Handed: func(who, company string) string {
			return "Handed back: the grant for " + who + " to access " + company + " has ended."
		},
		Shortened: func(who, company string, to time.Time) string {
			return "Shortened: the grant for " + who + " to access " + company + " now ends on " + enFormat.Moment(to) + "."
		},
		AskedToExtend: "You've requested an extension. The current grant doesn't change; the customer's administrators decide.",
	},

	Together: Together{
		ChosenCount: "{} chosen", NoneChosen: "None chosen", ChooseBelow: "Choose requests below.",
		ChooseAll: "Choose all on this page", ChooseThis: "Choose", DenyOrRevoke: "Deny or revoke", TakeBack: "Take back",
		ReasonHint: "Needed to deny. Whoever requested access will see it.",
		Choose:     func(who, company string) string { return "Choose " + who + " for " + company },
		Outcome: func(done, all int64) string {
			if done == all {
				return noun{"request was changed", "requests were changed"}.of(all, enNumber)
			}
			return enNumber(done) + " of " + noun{"request was changed", "requests were changed"}.of(all, enNumber)
		},
		EndTicket:       func(ticket string) string { return "End all access for " + ticket },
		EndTicketMeans:  "Whatever is active or scheduled for this ticket ends now, on later pages too: up to 100 at once.",
		EndTicketReason: "Optional. Whoever requested access will see it.",
		ChooseTicket: func(n int64, ticket string) string {
			return "Choose all " + enNumber(n) + " of " + ticket + " on this page"
		},
		Left: func(n int64) string {
			return noun{"more is", "more are"}.of(n, enNumber) + " still active or scheduled for this ticket. Go back to the list to end the rest."
		},
		Done: "Changed", NotDone: "Not changed", BackToList: "Back to the list",
	},
}

func enRequestSentence(s RequestSentence) string {
	company := s.Company
	if s.Account != "" {
		company += " (" + s.Account + ")"
	}
	does := map[Mood]string{Wants: "wants to", Wanted: "asked to", May: "may", Might: "was allowed to"}[s.Mood]
	switch {
	case s.Extends && s.ReadOnly:
		does += " keep reading"
	case s.Extends:
		does += " keep editing"
	case s.ReadOnly:
		does += " read"
	default:
		does += " edit"
	}
	return s.Who + " from " + s.Of + " " + does + " " + company + " " + enWhen(s.When) + "."
}

// enWhen is when, for the end of a sentence.
func enWhen(w When) string {
	switch {
	case w.FromGrant:
		return "for " + enFormat.FromGrant(w.For, w.From)
	case w.For > 0 && w.From.IsZero():
		return "for " + enFormat.Duration(w.For) + ", starting now"
	case w.For > 0:
		return "for " + enFormat.Duration(w.For) + " from " + enFormat.Moment(w.From)
	case w.From.IsZero():
		return "until " + enFormat.Moment(w.To)
	default:
		first, last := enFormat.Span(w.From, w.To)
		return "from " + first + " until " + last
	}
}

func enDone(pages, changes, webapps int64) string {
	text := noun{"page", "pages"}.of(pages, enNumber) + " viewed, " + noun{"change", "changes"}.of(changes, enNumber) + " made"
	if webapps > 0 {
		text += ", webapps opened " + noun{"time", "times"}.of(webapps, enNumber)
	}
	return text
}

// --- Ask ---

var enAsk = Ask{
	Title: "Request access",
	Sentence: func(zone string) string {
		return "The customer's administrators decide. Times are in your time zone, " + zone + "."
	},

	SeeWaiting: "View the waiting request", Send: "Request access",

	AskedLast: "Recent", Another: "Another account…", Find: "Find", ChooseThenFind: "Choose an account, then press Find again.", Choose: "Choose…",
	Chosen:       func(account string) string { return account + " is selected." },
	Found:        func(n int64) string { return noun{"account", "accounts"}.of(n, enNumber) + " found." },
	NoneFound:    "No accounts found.",
	Company:      "Company",
	CompanyOf:    func(account string) string { return "Company of " + account },
	AccountFirst: "Choose the account first.",
	NoCompanies:  "This account has no companies yet, so there's nothing to request access to.",
	FirstByName:  func(n int64) string { return "Only the first " + enNumber(n) + ", sorted by name, are listed." },
	ChooseItsCompany: func(account string) string {
		return "Account " + account + " found. Choose one of its companies, then send the request."
	},

	ForCompany: func(company, what string) string { return company + ": " + what },
	Others:     func(account string) string { return "Request the same for other companies of " + account },
	SomeAtOnce: "Standing consent grants some of these automatically.",

	RulesFor: func(company string) string { return "Rules for " + company },
	ConsentFor: func(longest time.Duration, hours access.Hours, readOnly bool, until time.Time) string {
		visits := "Visits of at most " + enDuration(longest)
		if readOnly {
			visits = "Read-only visits of at most " + enDuration(longest)
		}
		if hours != access.AllHours {
			visits += " (" + enHours(hours) + ", in the company's time zone)"
		}
		return visits + " are granted automatically by standing consent until " + enFormat.Moment(until) + "."
	},

	HowLong: "How long", ExactTimes: "Exact times", ValidFrom: "Valid from", ValidTo: "Valid until",
	Windows: map[access.HowLong]string{access.OneHour: "1 hour", access.FourHours: "4 hours", access.Today: "Today", access.ThisWeek: "This week"},
	Refused: func(windows []string, why string) string {
		return "Not available: " + strings.Join(windows, ", ") + ". " + why
	},
	AtMost: func(longest time.Duration) string {
		return "At most " + enDuration(longest) + " after “Valid from”."
	},

	OnlyReading:     func(account string) string { return account + " allows read-only access here, but no editing." },
	Description:     "Description",
	DescriptionHint: "What do you need access for? Optional, up to 2,000 characters.",
	Ticket:          "Ticket",
	TicketHint:      "Its number in your own system, so that everything for it can be found and ended together. Optional.",
	Reason:          "Reason", AnotherReason: "Another reason", ReasonHint: "It begins the description.",
	DescriptionWanted: func(account string) string {
		return account + " requires a description. What do you need access for? For example, a ticket number. Up to 2,000 characters."
	},
	RequestedBy: "Requested by", YouAreResponsible: "You're responsible for everything done with this access.",
	RequesterHint: "The user who gets the access and is responsible for it.",
	FirstRequesters: func(n int64) string {
		return "The user who gets the access and is responsible for it. Only the first " + enNumber(n) + " users, sorted by name, are listed. Others can request access with their own login."
	},
	NoUser:   func(account string) string { return account + " has no active users yet." },
	MakeUser: "Create the first user",

	Nothing: "Choose a company to see what you're requesting.",
	Instead: "Another option is selected instead.",
	Wish: func(w Wish) string {
		text := "You're requesting access to read and edit " + w.Company + " of " + w.Account
		if w.ReadOnly {
			text = "You're requesting read-only access to " + w.Company + " of " + w.Account
		}
		if w.For != "" {
			text += " on behalf of " + w.For
		}
		return text + ", " + enWindow(w) + "."
	},
	CompanyTime: func(company, from, to string) string {
		return "In the time zone of " + company + ": " + from + " – " + to
	},
	WaitsAlready: "You've already requested this. The request is waiting for a decision.",
	GrantedFrom:  func(from, to string) string { return "You already have access from " + from + " until " + to + "." },
	GrantedUntil: func(to time.Time) string {
		return "You already have access until " + enFormat.Moment(to) + ". You can request an extension."
	},
	SeeIt:           "View request",
	AtOnce:          "Standing consent grants this automatically. The customer is notified, and the visit is recorded.",
	AtOnceDescribed: "If you add a description, standing consent grants this automatically.",
	NobodyDecides: func(account string) string {
		return "But nobody who can decide for " + account + " can currently sign in. Contact " + account + " another way."
	},
	TwoDecide: "Two of its administrators must approve.", Decides: "Its administrators decide.",

	Asked: func(account, company string) string {
		return "You've requested access to " + company + ". The administrators of " + account + " decide."
	},
	AskedSeveral: func(account string, waiting, in []string) string {
		var told []string
		if len(waiting) > 0 {
			told = append(told, "You've requested access to "+enFormat.And(waiting...)+". The administrators of "+account+" decide.")
		}
		if len(in) > 0 {
			told = append(told, "Standing consent has granted you access to "+enFormat.And(in...)+".")
		}
		return strings.Join(told, " ")
	},
	AskedNobodyDecides: func(account, company string) string {
		return "You've requested access to " + company + ", but nobody who can decide for " + account + " can currently sign in. Contact them another way."
	},
	LetIn: func(company string, from, to time.Time) string {
		if from.IsZero() {
			return "You have access to " + company + " until " + enFormat.Moment(to) + ", by standing consent. The customer is notified, and the visit is recorded."
		}
		first, last := enFormat.Span(from, to)
		return "You have access to " + company + " from " + first + " until " + last + ", by standing consent. The customer is notified, and the visit is recorded."
	},
}

// enWindow is the window of a wish.
func enWindow(w Wish) string {
	if w.FromGrant {
		return "for " + enFromGrant(w.Length, w.From)
	}
	howLong := enDuration(w.Length)
	switch {
	case w.Today:
		howLong = "today"
	case w.ThisWeek:
		howLong = "this week"
	}
	if w.From.IsZero() {
		return "for " + howLong + ", from now until " + enFormat.Moment(w.To)
	}
	first, last := enFormat.Span(w.From, w.To)
	return "for " + howLong + ", from " + first + " until " + last
}

// --- Rules ---

var enRules = Rules{
	Title:            func(account string) string { return "Access rules of " + account },
	Heading:          "Rules and freeze",
	Sentence:         "Conditions every access request must meet. Changes to rules apply to everything requested or granted from now on.",
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
	SecondFactor:        "Require a second factor",
	SecondFactorHint:    "Anyone who gets access must sign in with a passkey, or with a one-time code in addition to their password. This applies to the person who asks, and to the account login of their account.",
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

// --- Report ---

var enReport = Report{
	Over: "Access report", Request: "Request and timeline", AsPDF: "Download PDF", PDFTitle: "Access report",
	PageTitle:     func(who, company string) string { return "Report: " + who + " → " + company },
	DocumentTitle: func(company string) string { return "Access report: " + company },
	NeverUsed:     "Granted but never used: nobody opened anything under this grant.",
	SoFar:         "This access hasn't ended yet. This is the report so far.",
	NotGranted:    "This request wasn't granted. It gave nobody access.",
	Decisions:     "Decisions", Visits: "Visits", Changes: "Changes made", Read: "Pages viewed", Opened: "Webapps opened",
	NobodyIn: "There were no visits.", NothingChanged: "No changes were made.", NoPage: "No pages were viewed.", NoWebapp: "No webapps were opened.",
	When: "When", What: "What", OnWhat: "Object", Who: "Who", Details: "Details",
	AsOf: func(at time.Time, zone string) string {
		return "As of " + enFormat.Moment(at) + ". Times are in " + zone + ". All of this is in the record, where every later change shows."
	},
	DocumentAsOf: func(request string, at time.Time, zone string) string {
		return "Request " + request + ", as of " + enFormat.Moment(at) + ". Times are in " + zone + "."
	},
	Cut: func(most int64) string {
		return "This document lists only the first " + enNumber(most) + " visits, the first " + enNumber(most) + " pages, the first " + enNumber(most) + " webapps and the first " + enNumber(most) + " changes. The report's page and the record have the rest."
	},

	Company: "Company", RequestedBy: "Requested by", For: "Description", AskedFor: "Requested", Decision: "Decision", Rule: "Rule",
	Consent: "Standing consent", Given: "Granted", Used: "Used", End: "End",
	NoRule: "None.", Never: "Never.", NotYet: "Not yet.",
	ByTheClock: func(at time.Time) string { return "Ended as scheduled, " + enFormat.Moment(at) },
	GrantedBy:  func(by string, at time.Time) string { return "Granted by " + by + ", " + enFormat.Moment(at) },
	ConsentedBy: func(by string, at time.Time) string {
		return "Granted by the standing consent of " + by + ", " + enFormat.Moment(at)
	},
	DeniedBy:     func(by string, at time.Time) string { return "Denied " + enBy(by) + ", " + enFormat.Moment(at) },
	WithdrawnBy:  func(by string, at time.Time) string { return "Withdrawn by " + by + ", " + enFormat.Moment(at) },
	RevokedBy:    func(by string, at time.Time) string { return "Revoked " + enBy(by) + ", " + enFormat.Moment(at) },
	HandedBackBy: func(by string, at time.Time) string { return "Handed back by " + by + ", " + enFormat.Moment(at) },
	ConsentTerms: func(by string, at time.Time, readOnly bool, longest time.Duration, hours access.Hours, until time.Time) string {
		return "By " + by + ", " + enFormat.Moment(at) + ": " + enFormat.Allows(readOnly) + ", at most " + enFormat.Duration(longest) + " a visit, " + enFormat.Hours(hours) + ", until " + enFormat.Moment(until) + "."
	},
	Visited: func(visits, pages, changes, webapps int64) string {
		return noun{"visit", "visits"}.of(visits, enNumber) + ": " + enDone(pages, changes, webapps)
	},
	ReadTimes: func(times int64, last time.Time) string {
		if times == 1 {
			return "once"
		}
		return enNumber(times) + " times, last on " + enFormat.Moment(last)
	},
}

// --- Record ---

var enRecord = Record{
	Anything: "Anything", Containing: func(text string) string { return "Contains “" + text + "”" },
	Groups: map[access.ActionGroup]string{
		access.AboutAccess: "Access", access.AboutSignIn: "Signing in", access.AboutPeople: "People", access.AboutAccounts: "Accounts",
		access.AboutCompanies: "Companies and settings", access.AboutWebapps: "Webapps and subscriptions", access.AboutInvoices: "Invoices",
		access.AboutRecord: "The record and the server",
	},
	Title:      func(account string) string { return "Record of " + account },
	Broken:     "This record is no longer what was signed.",
	BrokenThen: "Nothing more is signed or exported. Ask the operator what happened. An export you made earlier shows what was here.",
	Behind:     "The server can't write to its disk right now. Denied attempts from the last few moments are kept and appear here once it can.",
	Hint:       "Everything done in this account and by its logins, newest first. Entries are never changed or removed.",
	Who:        "Who",
	OnWhat:     "Object",
	What:       "What",
	From:       "From",
	To:         "To",
	NoDays:     "Enter valid dates in From and To.",
	NoEntry:    "No entries yet. Everything done in this account and by its logins appears here.",
	Entries:    "Record",
	LookedSince: func(at string) string {
		return "These are the entries since " + at + ". The next page looks further back."
	},
	Entry: "Entry", When: "When", Changes: "Changes", AccessRequest: "access request",

	AllJSON: "Export all as JSON Lines", AllCSV: "Export all as CSV", DaysJSON: "Export these days as JSON Lines", DaysCSV: "Export these days as CSV",

	CheckIt: "Verify it yourself",
	CheckItHint: "An export contains the entries for the days chosen above, each with a proof against the signed head of the whole record. " +
		"Save the public key outside this server now. Anyone who has it can verify an export on any computer, without this server:",
	KeptHead:     "Earlier head (optional)",
	KeptHeadHint: "Paste the SIZE:HASH printed when an earlier export was verified. The new export then also proves that nothing before it was changed or removed.",
	ExportJSON:   "Export as JSON Lines", ExportCSV: "Export as CSV",
	LastHead: "Last signed head", NoHead: "None yet.",
	SignedHead: func(entries int64, at string) string { return enEntry.of(entries, enNumber) + ", " + at },
	Restored:   "Restored from a backup", LostHeads: "Signed heads that this record no longer extends, as the operator confirmed:",
	WentOn: func(at string, entries int64) string {
		return "The operator recorded on " + at + " that a backup with " + enEntry.of(entries, enNumber) + " was restored. Everything recorded between the backup and the restore is lost."
	},
	WentOnFrom: func(at, backup string, entries int64) string {
		return "The operator recorded on " + at + " that a backup from " + backup + " with " + enEntry.of(entries, enNumber) + " was restored. Everything recorded between the backup and the restore is lost."
	},
	PublicKey: "Public key", EarlierKey: "Earlier public key",
	KeySince: func(at string) string { return "since " + at },

	Evidence: enEvidence,

	YesNo: func(yes bool) string {
		if yes {
			return "yes"
		}
		return "no"
	},
	HiddenValue: "(hidden)", SecretValue: "(secret)", NotSecretValue: "(not secret)",
	NoBound: "no limit", NotKnown: "not known", AccessBefore: "the earlier grant", OtherObjects: "objects other than those in the entries before",
	KeptAsInBackup: "kept as in the backup",
	MoreTimes:      func(n int64) string { return enNumber(n) + " more" },
	Proofs: map[access.Proof]string{
		access.ProofPassword: "password", access.ProofPasskey: "passkey", access.ProofCode: "one-time code", access.ProofRecoveryCode: "recovery code",
		access.ProofProvider: "identity provider", access.ProofProviderTwo: "identity provider with a second factor",
	},
}

var enEvidence = Evidence{
	Pack:  "Evidence pack…",
	Hint:  "A ZIP file for an auditor, with the requests, decisions, visits and exceptions of these days. The record shows that you created it.",
	First: "First day", Last: "Last day", Make: "Download ZIP",
	Requests:    "Every access request made before the period ended and not already over when the period began: what was requested, decided, granted and used.",
	Decisions:   "Everything done to a request in the period: granted, approved, denied, withdrawn, shortened, revoked, handed back.",
	Visits:      "Every time someone used access: who, from which address, from when to when.",
	Exceptions:  "Denied attempts; freezes, rules and standing consents set and ended; grants that were never used or broke the account's own rule.",
	Entries:     "Every entry of the account's record in the period, each with its proof. Verify it with: latchkey audit verify record.jsonl --public-key KEY",
	Sums:        "The SHA-256 hash of each of these files. Check them with: sha256sum -c SHA256SUMS",
	Rows:        func(n int64) string { return "Rows: " + enNumber(n) + "." },
	NoneAgainst: "none in this period",
	Readme: func(r Readme) string {
		return "External access to " + r.Account + ": evidence for " + r.From + " to " + r.To + " in the time zone " + r.Zone + "\nCreated by " + r.MadeBy + " on " + r.MadeAt + `.

` + r.Files + `
Times in the files are in UTC. The tables are in UTF-8. Companies, accounts and people have the names they had at
the time, whatever they are called now; a person's login follows the name in parentheses. A text that a spreadsheet
could take for a formula has an apostrophe in front of it. "entry" is the number of the entry in Latchkey's record
that a row comes from. The record also shows that this pack was created.

The record is a Merkle tree over all its entries: nobody can change, remove or add one unnoticed. The operator
verifies all of it with
    latchkey audit verify
which names the first entry that was changed, and prints the record's head. With a head that was saved
elsewhere,
    latchkey audit verify --head SIZE:HASH
also proves that nothing older has been rewritten since. Anyone can check record.jsonl, on any machine, with just
the record's public key:
    latchkey audit verify record.jsonl --public-key ` + r.PublicKey + `
Ask the customer for the key they kept. They find it on their Record tab.
`
	},
}

// --- Why ---

var enWhy = Why{
	Title: func(login string) string { return "What " + login + " can do, and why" },
	Sentence: func(at string) string {
		return "Each permission of this login, and the role, grant or restriction behind it. As of " + at + "."
	},
	AccountLogin: "Account login",
	UserOf:       func(account string) string { return "User of " + account },
	ExternalUserOf: func(account, owner string) string {
		return "External user of " + account + ", from " + owner
	},
	Can: "What it can do", Cannot: "What it can't do", CanNothing: "Nothing, while it can't sign in.",
	Reference:     func(link string) string { return "The " + link + " shows what each role may do." },
	RoleReference: "role reference",

	SigningIn: "Sign-in", Allowed: "Allowed", Barred: "Blocked", LoginRoles: "Roles", EveryAccountLogin: "every account login has this role",
	Since:      func(when string) string { return "Since " + when + "." },
	Idle:       func(why string) string { return "has no effect: " + why },
	GivenUntil: func(when string) string { return "assigned under a grant, until " + when },
	Grants:     "Active grants", OtherGrants: "There are other grants, for accounts you can't see.", NoGrants: "None",
	Grant: func(into, by, until string, byConsent bool) string {
		if byConsent {
			return into + ": by the standing consent of " + by + ", until " + until
		}
		return into + ": granted by " + by + ", until " + until
	},

	Function: "Permission", ReachNow: "Scope now", Decided: "Why", NoReach: "none", NoRole: "None of this login's roles allows it.",
	Part:        func(member, roles string) string { return member + " – " + roles },
	PartWithout: func(member, roles, why string) string { return member + " – " + roles + ": " + why },
	PartByGrant: func(member, roles, by, company, until string, byConsent bool) string {
		if byConsent {
			return member + " – " + roles + ", through the standing consent of " + by + " for " + company + " until " + until
		}
		return member + " – " + roles + ", through the grant from " + by + " for " + company + " until " + until
	},
	PartByOthers: func(member, roles string) string {
		return member + " – " + roles + ", through the other grants above"
	},
	PartByHidden: func(member, roles string) string { return member + " – " + roles + ", through grants you can't see" },
	Members: map[access.Reach]string{
		access.Self: "self", access.Own: "own account", access.Granted: "granted", access.All: "all",
	},

	GrantGives: func(grant, who, account, company string, when When) string {
		return grant + " gives " + who + " and the account login of " + account + " access to " + company + " " + enWhen(when) + "."
	},
	TheyMay: "They may",
	OpensAsVisitor: func(who string, webapps []string) string {
		return who + " may also open " + enFormat.And(webapps...) + " as a visitor."
	},
	GivesNothing: func(account string) string {
		return "They may not do anything, because " + account + " no longer has the role SUPPORT or CONSULTANT."
	},

	Roles:         "Roles",
	RolesSentence: "What each role may do, and where. A login with several roles may do everything that any of them allows.",
	UserRoles:     "User roles", AccountRoles: "Account roles", FixedRoles: "Roles that can't be assigned", AllFunctions: "All permissions by role",
	MembersMean: map[access.Reach]string{
		access.Self:    "the login's own details",
		access.Own:     "the account the login belongs to",
		access.Granted: "what customers have granted the login access to, until that access ends; never its own account",
		access.All:     "every account",
	},
	Role: "Role", AssignedBy: "Assigned by", Functions: "Permissions", Constraint: "Restrictions", No: "no",
	Automatic: map[access.Role]string{
		access.User: "automatically, to every user", access.Customer: "automatically, to every account",
		access.AccountLogin: "automatically, to every account login", access.Operator: "automatically, to anyone who uses the server's command line",
	},
	Constraints: map[access.Role]string{
		access.ExternalSuperuser: "Only for external users.",
		access.ExternalUser:      "Only for external users.",
		access.Administrator:     "Applies to the account login only. Can't decide other accounts' requests, and can't see company settings without a grant.",
		access.Support:           "Applies to the account login and every active user of the account except external users. Can't request access to its own account.",
		access.Consultant:        "Applies to the account login and every active user of the account except external users. Can't request access to its own account.",
		access.Sales:             "Applies to the account login only. Only for named accounts, so that the person behind the account is always known.",
		access.Customer:          "Applies to the account login only.",
		access.AccountLogin:      "Every account login has this, whatever its roles. It can't be assigned.",
		access.Operator:          "Anyone who can use the server's command line has this. It can't be assigned.",
	},
}

// --- Account ---

var enAccount = Account{
	AllAccounts:   "All accounts. You can see a company's settings only while a grant gives you access.",
	OwnAndGranted: "Your own account and the accounts you have access to now.",
	OnlyGranted:   "The accounts you have access to now.",
	NoAccounts:    "You don't have access to any other account now. When a customer grants your request, their account appears here until access ends.",
	Name:          "Name", Role: "Role", AnyRole: "Any role", Login: "Login", AnyState: "Any state", Enabled: "Enabled", Disabled: "Disabled",
	Account: "Account", Roles: "Roles", Created: "Created",
	WhyShown: "Why it's here", YourOwn: "Your own account", AccessGranted: "Access granted", DisabledBadge: "disabled",

	NewCompany: "New company", Edit: "Edit", Details: "Details", Contact: "Contact", Email: "E-mail", TimeZone: "Time zone", Why: "Why?",
	LastBackup: "Last backup", NoBackup: "none yet", Companies: "Companies", AllCompanies: "All companies",

	NewTitle:     "New account",
	FirstCompany: "First company", FirstCompanyHint: "For a customer: access is requested and granted for one company at a time. Add more later.",
	NewSentence:      "The account gets the role CUSTOMER and a set-up link. Send the link to the account's people so that they can choose the password.",
	AccountName:      "Account name",
	AccountNameHint:  "The account signs in with this name. You can't change it later.",
	ContactFirstName: "Contact's first name", ContactLastName: "Contact's last name", ContactEmail: "Contact's e-mail",
	Make:         "Create account",
	AccountRoles: "Account roles", EveryAccount: "Every account has this role.", WhatRolesMayDo: "What each role may do",
	RoleHints: map[access.Role]string{
		access.Administrator:     "Manages accounts, their roles and the webapps. Applies to the account login only. Can't decide other accounts' requests.",
		access.Support:           "Requests access. While access is granted, edits settings and users.",
		access.Consultant:        "Requests access. While access is granted, edits settings and sees users.",
		access.User:              "Signs in, edits their own data and opens the webapps that they have.",
		access.Superuser:         "An administrator of this account. Manages its users and companies, and decides who gets access.",
		access.ExternalSuperuser: "An administrator from another account. Manages settings and decides about access, but not their own account's requests.",
		access.ExternalUser:      "Someone from another account who signs in here and opens the webapps that they have.",
		access.Sales:             "Creates invoices. Requires a named account: one with the contact's first name, last name and e-mail address.",
	},

	EditTitle:           func(account string) string { return "Edit " + account },
	Save:                "Save",
	CurrentPassword:     "Current password",
	CurrentPasswordHint: "Needed only if you change the e-mail address.",
	NotifiesOld:         "We'll notify the old address.",
	SaveRoles:           "Save roles",
	SaveRolesHint:       "Changing roles signs the account and its users out. The last account with the role ADMINISTRATOR can't lose it.",
	Disable:             "Disable login",
	DisableHint:         "Everyone in this account is signed out immediately and can't sign in until you enable it again.",
	Enable:              "Enable login",
	NewSetupLink:        "Create new set-up link",
	NewSetupLinkHint:    "This account has no password yet. Creating a new link makes earlier ones stop working.",
	Delete:              "Delete",
	DeleteHint:          "Everyone in this account is signed out permanently, and all access to its companies ends. The account stays in the record, and its name can't be used again.",
	TypeTheName:         "To confirm, type the account's name",
	DeleteTheButton:     "Delete account",

	Saved: "Saved.", SavedRoles: "Roles saved.",
	LoginDisabled: "Login disabled. Everyone in this account is signed out.",
	LoginEnabled:  "Login enabled.",
	Deleted:       func(account string) string { return "Account " + account + " deleted." },
}

// --- Company ---

var enCompany = Company{
	Webapps: "Webapps", Open: func(webapp string) string { return "Open " + webapp },
	Title: func(account string) string { return "Companies of " + account },
	Name:  "Name", Type: "Type", AnyType: "Any type", ERP: "ERP", Standalone: "Standalone",
	Companies: "Companies", Company: "Company", Industry: "Industry", TimeZone: "Time zone", New: "New company",
	NoneYet:   "No companies yet. Access is requested and granted for one company at a time.",
	MakeOne:   "Create a company",
	NoneToSee: "This account has no companies you can see.",

	EditTitle:         func(company string) string { return "Edit " + company },
	Description:       "Description",
	ZoneHint:          "The hours in access rules are in this time zone.",
	Make:              "Create company",
	Save:              "Save",
	Delete:            "Delete",
	DeleteTheCompany:  "Delete company",
	DeleteConsequence: "All access to this company ends immediately, and waiting requests are denied. You can't undo this. The company stays in the record.",
	Made:              func(company string) string { return "Company " + company + " created." },
	Saved:             "Saved.", Deleted: "Company deleted.",

	Edit: "Edit company", Settings: "Settings", ManageSettings: "Manage settings and see who changed what",
	NoSettings: "This company has no settings yet.",
	In: func(by, until, there string, byConsent bool) string {
		switch {
		case byConsent && there == "":
			return "The standing consent of " + by + " gives you access until " + until + ". Everything you view or change here is recorded."
		case byConsent:
			return "The standing consent of " + by + " gives you access until " + until + " (company time: " + there + "). Everything you view or change here is recorded."
		case there == "":
			return by + " granted you access until " + until + ". Everything you view or change here is recorded."
		}
		return by + " granted you access until " + until + " (company time: " + there + "). Everything you view or change here is recorded."
	},
	NotYours: func(account string) string {
		return "These settings belong to " + account + ". Nobody else can see them without a grant."
	},
	Changed:     func(when string) string { return "changed " + when },
	SaveSetting: func(setting string) string { return "Save " + setting },
	Meanwhile: func(setting string) string {
		return "Someone else changed " + setting + " while you had it open, so your value wasn't saved. To replace theirs, enter yours again."
	},
	AnotherValue: "Enter a new value", Secret: "secret", Show: "Show",
	ShowSetting:   func(setting string) string { return "Show " + setting },
	SettingSaved:  func(setting string) string { return setting + " saved." },
	SettingHidden: func(setting string) string { return setting + " is now secret." },

	SettingsTitle:      func(company string) string { return "Settings of " + company },
	SettingsAndHistory: "Settings and history",
	LookRecorded:       "The record shows that you viewed it.",
	AddASetting:        "Add setting", KeyHint: "Up to 100 characters.", Value: "Value", ValueHint: "Up to 2,000 characters.",
	SecretBox:       "Secret",
	SecretHint:      "The record shows that the value changed, but not the value itself. The page hides the value until someone chooses Show, and each time is recorded. A setting stays secret until it's removed.",
	Add:             "Add",
	RemoveOrHide:    "Remove a setting or make it secret",
	Remove:          "Remove",
	Hide:            "Make secret",
	HideConsequence: "From now on, the record shows that the value changed, but not the value itself. The page hides the value until someone chooses Show, and each time is recorded. Earlier values stay in the record, so change the value afterwards. The setting stays secret until it's removed.",
	History:         "History",
	NoHistory:       "No settings have been changed yet.",
	ValueOf:         func(setting string) string { return "Value of " + setting },
	RemoveTitle:     func(setting string) string { return "Remove " + setting },
	HideTitle:       func(setting string) string { return "Make " + setting + " secret" },
	SettingAdded:    func(setting string) string { return setting + " added." },
	SettingRemoved:  func(setting string) string { return setting + " removed." },
	RemoveConsequence: func(company string, secret bool) string {
		if secret {
			return "This removes the setting from " + company + " immediately. Its value isn't kept anywhere."
		}
		return "This removes the setting from " + company + " immediately. The history below keeps its last value."
	},
}

// --- Users ---

var enUsers = Users{
	Sessions: "Sessions", NoSession: "Not signed in", SignOutEverywhere: "Sign out everywhere", SignedOutEverywhere: "Signed out everywhere.",
	SignedInNow: func(sessions int64, seen string) string {
		return noun{"session", "sessions"}.of(sessions, enNumber) + ", last active on " + seen
	},
	Title: func(account string) string { return "Users of " + account },
	New:   "New user", Search: "Search", SearchHint: "Part of a name or e-mail address", Role: "Role", AnyRole: "Any role",
	State: "State", AnyState: "Any state", Active: "Active", Inactive: "Inactive",
	Users: "Users", User: "User", Email: "E-mail", Roles: "Roles", LastSignIn: "Last sign-in", Never: "never",
	NoneYet:     "No users yet. Each user is one person's login, with its own password and roles.",
	MakeOne:     "Create a user",
	Why:         "Why?",
	ActiveState: "active", InactiveState: "inactive", You: "you",
	ExternalOf: func(account string) string { return "external, from " + account },
	Until:      func(when string) string { return "until " + when },

	UserOf:  func(account string) string { return "User of " + account },
	ByGrant: "You have access through a grant. Everything you view or change here is recorded.",
	Data:    "Details", Name: "Name", TimeZone: "Time zone", Save: "Save",
	MayDo: "What this user may do", SaveRoles: "Save roles", SaveRolesHint: "Changing roles signs the user out.",
	Webapps:      "Webapps",
	WhichWebapps: func(user string) string { return "Manage webapps for " + user },
	Login:        "Login", NoPassword: "No password yet", Owner: "Owner", ValidUntil: "Valid until", NoEnd: "no end", Created: "Created", Changed: "Changed",
	InactiveHint: "Deactivating a user signs them out, keeps them from signing in and frees their seats.",
	ActiveHint:   "An active user takes a seat in each webapp assigned to them.",
	Activate:     "Activate", Deactivate: "Deactivate", NewSetupLink: "Create set-up link",
	Delete:     "Delete",
	DeleteHint: "The user is signed out permanently. The user stays in the record, and the name can't be used again.",
	DeleteUser: func(user string) string { return "Delete " + user },
	NewEnd:     "Valid until",
	NewEndHint: func(zone, longest string) string {
		return "At most " + longest + " from now. The time is in " + zone + "."
	},
	Extend:    "Extend",
	KeepRoles: "These roles come from a grant or an external user. Select the ones to keep. They then apply to your whole account.",

	NewOf:          func(account string) string { return "New user of " + account },
	WillBeExternal: "This will be an external user.",
	WillBeExternalUntil: func(account, until string) string {
		return "This will be an external user, with access until " + until + ". Only " + account + " can extend it."
	},
	UserName: "User name", UserNameHint: "The user signs in with this name. You can't change it later.",
	Make: "Create user", FirstName: "First name", LastName: "Last name",
	NameFixed: func(account string) string {
		return "Because you can request access, you can't change your own name. The account login of " + account + " or another SUPERUSER can."
	},
	WhatRolesMayDo: "What each role may do",
	WhereExternal:  "External users are people of another account. Support creates them while access is granted, and they end with it.",
	SeeExternal:    "See the external users",
	GivenUntil:     func(when string) string { return "Assigned until " + when + "." },

	Saved: "Saved.", SavedRoles: "Roles saved.", Activated: "User activated.", Deactivated: "User deactivated and signed out.",
	Deleted: "User deleted and signed out.", Extended: "External user extended.",
	MadeWithoutLink: func(user string) string {
		return "User " + user + " created. One of the account's own people must create the set-up link."
	},
}

// --- Webapps ---

var enWebapps = Webapps{
	Title: "Webapps", Sentence: "Applications that accounts can subscribe to.", New: "New webapp",
	NoneYet: "No webapps yet. Add one and subscribe an account to it. The account can then assign it to its users.", AddFirst: "Add the first webapp",
	Name: "Name", Key: "Key", Address: "Address", Description: "Description",
	KeyHint:         "The name that other programs use. Lowercase letters, digits and hyphens. You can't change it later.",
	AddressHint:     "The address that opens it, like https://app.example.com/.",
	DescriptionHint: "What it's for, in a line or two. Shown on users' start pages.",
	Add:             "Add webapp", Save: "Save",
	KeyIs:         func(key string) string { return "Key: " + key },
	Added:         func(webapp string) string { return webapp + " is in the catalogue. Accounts can now subscribe to it." },
	Saved:         func(webapp string) string { return "Saved " + webapp + "." },
	Deleted:       func(webapp string) string { return "Deleted " + webapp + " from the catalogue." },
	DeleteHeading: "Delete", DeleteIt: "Delete webapp", Delete: "Delete",
	StillSubscribed:   "Some accounts have a subscription to this webapp. Remove all of them first, including those that have ended.",
	DeleteTitle:       func(webapp string) string { return "Delete " + webapp + "?" },
	DeleteConsequence: "This removes it from the catalogue. No account can subscribe to it any more.",
	SubscriptionsOf:   func(account string) string { return "Subscriptions of " + account },
	Subscriptions:     "Subscriptions",
	NoSubscription:    "No subscriptions yet. A subscription has a number of seats: that many active users can use the webapp.",
	AddFirstBelow:     "Add the first subscription below", FillTheCatalogue: "Add a webapp to the catalogue first",
	Webapp: "Webapp", State: "State", SeatsUsed: "Seats used", From: "Start", To: "End",
	OnlyActiveTakeSeats: "Only active users take a seat.",
	AddSubscription:     "Add subscription", AddIt: "Add",
	SubscribedToAll: func(catalogue string) string {
		return "The account is subscribed to every webapp in the " + catalogue + "."
	},
	Catalogue: "catalogue", Choose: "Choose…",
	States: map[access.SubscriptionState]string{
		access.SubscriptionComing: "SCHEDULED", access.SubscriptionRunning: "ACTIVE", access.SubscriptionOver: "ENDED",
	},
	SeatsOf:     func(used, seats int64) string { return enNumber(used) + " of " + enNumber(seats) },
	SeatsUsedOf: func(used, seats int64) string { return enNumber(used) + " of " + enNumber(seats) + " seats used" },
	Seats:       "Seats", SeatsHint: "How many active users can use it at the same time.", EndHint: "Nobody can open the webapp after this time.",
	Opens: "Address", Change: "Change subscription",
	Remove: "Remove subscription", RemoveIt: "Remove",
	RemoveConsequence: func(account, webapp string) string {
		return account + " and all of its users lose " + webapp + " immediately."
	},
	SavedSubscription: func(webapp string) string { return "Saved the subscription to " + webapp + "." },
	Removed: func(webapp string) string {
		return "Removed the subscription to " + webapp + ". Nobody in the account can open it any more."
	},
	Users: "Users", Search: "Search", SearchHint: "Part of a name or e-mail address",
	OnlyAssigned: "Only assigned users", Assign: "Assign to selected users", TakeAway: "Unassign from selected users",
	Tick: "Select", User: "User", Person: "Name", Inactive: "inactive", HasIt: "assigned",
	WebappsOf:        func(user string) string { return "Webapps of " + user },
	SubscribedToNone: func(account string) string { return account + " has no webapp subscriptions." },
	WhatTakesSeats:   "Only active users take a seat. Nobody can open a webapp after its subscription ends.",
	Assigned:         func(users int64) string { return "Assigned to " + noun{"user", "users"}.of(users, enNumber) + "." },
	TakenAway:        func(users int64) string { return "Unassigned from " + noun{"user", "users"}.of(users, enNumber) + "." },
	NoneAssigned:     "Nothing changed: it was already assigned to them.", NoneTaken: "Nothing changed: it wasn't assigned to them.",
	Subscribed: func(webapp string, seats int64) string {
		return "Added a subscription to " + webapp + " with " + noun{"seat", "seats"}.of(seats, enNumber) + "."
	},
	SavedAll: "Saved.",
}

// --- Invoices ---

var enInvoices = Invoices{
	Title: "Invoices", Sentence: "Invoices for SMS messages. You can't edit or delete an invoice. If one is wrong, cancel it and create a new one.",
	New: "New invoice", AnyStatus: "Any status", Year: "Year", AnyYear: "Any year",
	NoneYet: "No invoices yet. Create one for the SMS messages an account has sent.", MakeFirst: "Create an invoice",
	NoneHere: "No invoices yet. Invoices to this account appear here.",
	Number:   "Number", Account: "Account", Period: "Period", Total: "Total", Status: "Status", Issued: "Issued", Due: "Due", Paid: "Paid", Cancelled: "Cancelled",
	Statuses: map[access.InvoiceStatus]string{
		access.StatusIssued: "ISSUED", access.StatusPaid: "PAID", access.StatusCancelled: "CANCELLED", access.StatusCancellation: "CANCELLATION",
	},
	Days:         func(first, last string) string { return first + " – " + last },
	InvoicesOf:   func(account string) string { return "Invoices to " + account },
	Invoice:      func(number string) string { return "Invoice " + number },
	Cancellation: func(number string) string { return "Cancellation " + number },
	MarkAsPaid:   "Mark as paid", ItIsPaid: "Mark as paid",
	MarkAsPaidTitle: func(number string) string { return "Mark " + number + " as paid?" },
	PaidConsequence: func(total, account string) string {
		return account + " paid " + total + ". You can't undo this, and you can't cancel a paid invoice."
	},
	DownloadPDF: "Download PDF",
	CancelledBy: func(number string) string { return "Cancelled by cancellation " + number + "." },
	Cancels:     func(number string) string { return "Cancels invoice " + number + "." },
	Reason:      func(text string) string { return "Reason: " + text },
	For:         "To", From: "From", Dates: "Dates",
	Cancel:      "Cancel invoice…",
	CancelHint:  "This creates a cancellation with its own number that reverses the amounts. You can't undo this.",
	ReasonField: "Reason",
	ReasonHint: func(account string) string {
		return "Appears on the invoice and on the cancellation. " + account + " can read it."
	},
	CancelNumber: func(number string) string { return "Cancel invoice " + number },
	Amounts:      "Amounts", Item: "Item", Messages: "Messages", Price: "Price per message", Amount: "Amount", Net: "Net",
	VAT:         func(rate string) string { return "VAT " + rate + "%" },
	SMSMessages: func(first, last string) string { return "SMS messages, " + first + " – " + last },
	SMS:         "SMS messages",
	PeriodIs:    func(first, last string) string { return "Period: " + first + " – " + last },
	Rounding:    "Net (messages × price) and VAT (net × rate) are each rounded to the currency's smallest unit, halves away from zero.",
	Note:        "Note", Contact: "Contact", Email: "E-mail",

	NewSentence: func(today string) string {
		return "An invoice for SMS messages, dated today, " + today + ". You'll see a preview before you issue it."
	},
	Preview: "Preview", Find: "Find",
	PeriodFrom: "Period from", PeriodTo: "Period to", FirstDay: "The first day.", LastDay: "The last day.",
	MessagesHint: "1 to 1,000,000,000, without commas.", PriceHint: "Net, like 0.0345 or 0,0345. Up to 6 decimal places.",
	Currency: "Currency", VATRate: "VAT rate in %", VATRateHint: "0 to 100, like 19, 7.75 or 7,75.", DueDate: "Due date",
	NoteField: "Note", NoteHint: "Appears on the invoice, for example how to pay or an order number. Optional, up to 2,000 characters.",
	PreviewTitle:     func(account string) string { return "Preview: invoice to " + account },
	NothingIssuedYet: "Nothing is issued yet. The invoice gets its number when you issue it.",
	IssuedToday:      func(day string) string { return day + ", today" },
	CannotUndo:       "You can't undo this.",
	CannotUndoWhy:    "You can't edit or delete an issued invoice. If something is wrong, cancel it and create a new one.",
	Issue:            "Issue invoice", IssueAnyway: "Issue anyway", BackToForm: "Back to the form",
	Told: func(account string) string { return "We'll e-mail " + account + "." },
	NotTold: func(account string) string {
		return "Nobody at " + account + " gets an e-mail about this. Send them the PDF."
	},
	NoMail:        func(account string) string { return "This server doesn't send e-mail. Send " + account + " the PDF." },
	NotWhatYouSaw: "The invoice wasn't issued, because it has changed since the preview. Check it again. It now says:",
	HasEarlier:    func(account string) string { return account + " already has an invoice for part of this period." },
	AnotherOne:    "Do you want to issue another one?", AndOthers: "and others",
	IssuedFlash: func(number, account, total string) string {
		return "Issued invoice " + number + " to " + account + ": " + total + "."
	},
	PaidFlash:      func(number string) string { return "Marked invoice " + number + " as paid." },
	CancelledFlash: func(number string) string { return "Cancelled invoice " + number + "." },
}

// --- Profile ---

var enProfile = Profile{
	Title: "Your login", UserLogin: "User login", AccountLogin: "Account login", Roles: "Your roles",
	Language: "Language", LanguageHint: "Applies to pages and e-mails.", AsTheBrowser: "Same as the browser", SaveLanguage: "Save language", LanguageSaved: "Language saved.",

	Password: "Password", CurrentPassword: "Current password", NewPassword: "New password",
	SignedOutElsewhere: "This signs you out everywhere else.", ChangePassword: "Change password", PasswordChanged: "Password changed. You're signed out everywhere else.",

	Notices:   "Notifications",
	NoMail:    "This server doesn't send e-mail, because the operator hasn't set it up. Check Latchkey itself to see what's new.",
	NoAddress: "This login has no e-mail address. Add one to get e-mail.",
	MailGoesTo: func(address string) string {
		return "E-mails go to " + address + ". The digest arrives at 08:00 in your time zone if there's any news. You don't get notifications about what you did yourself. Security e-mails about your login are always sent, whatever you choose here."
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

// --- Sign-in and security ---

var enWishes = map[access.Wish]string{access.WishOff: "Optional", access.WishRecommended: "Recommended", access.WishRequired: "Required"}

var enSignInRules = SignInRules{
	Title:            func(account string) string { return "Sign-in rules of " + account },
	Heading:          "Sign-in rules",
	Sentence:         "These rules apply to everyone who signs in for this account: the account login and all users, including external users.",
	SecondFactor:     "Second factor",
	SecondFactorHint: "A passkey, or a one-time code in addition to the password. If it's required, anyone who has none must add one at their next sign-in.",
	From:             "Required from",
	FromHint:         "The day on which it becomes required. Until then, it's recommended. If you leave this empty, it's required immediately.",
	Save:             "Save sign-in rules",
	Saved:            "The sign-in rules are saved.",
	Wishes:           enWishes,
	RequiredFrom:     func(day time.Time) string { return "Required from " + enDay(day) },
	RequiredSince:    func(day time.Time) string { return "Required since " + enDay(day) },
	HasFactor:        "Set up",
	HasNoFactor:      "None",
	AskReset:         "Reset second factors",
	ResetAsked:       "The second factors will be removed in 24 hours, unless someone stops the reset. Everyone concerned gets an e-mail.",
	AskResetOf:       func(user string) string { return "Reset the second factors of " + user },
	ResetMeans: func(user string) string {
		return "Use this if someone has lost all their devices and recovery codes. In 24 hours, all passkeys, one-time codes and recovery codes of " + user + " will be removed, and " + user + " will be signed out everywhere. Until then, " + user + " and the account's administrators can stop the reset. All of them get an e-mail."
	},
	OwnReset: func(by, at string) string {
		return by + " is resetting your second factors: they will be removed on " + at + ". If you still have them, or weren't expecting this, stop the reset."
	},
	ResetOf: func(by, user, at string) string {
		return by + " is resetting the second factors of " + user + ": they will be removed on " + at + "."
	},
	StopReset:     "Stop the reset",
	ResetStopped:  "The reset is stopped. Nothing was removed.",
	AddTitle:      "Add a second factor",
	AddWhy:        "Your login must have a second factor. Set one up now to finish signing in.",
	AddPasskey:    "With a passkey",
	AddCode:       "With an authenticator app",
	Recommend:     "Your account recommends a second factor, so that a stolen password isn't enough to sign in as you.",
	RecommendLink: "Add a second factor",
}

var enProvider = Provider{
	Any:      "Continue with your company's sign-in",
	Continue: func(provider string) string { return "Continue with " + provider },
	Required: func(account, provider string) string {
		return "Users of " + account + " sign in with " + provider + "."
	},
	Instead:   "Or sign in without a password of your own here:",
	LeavingTo: func(provider string) string { return "Taking you to " + provider },
	BackFrom:  "You're signed in", GoOn: "Continue", IfNothing: "If nothing happens, continue yourself.",

	Title:    func(account string) string { return "Identity provider of " + account },
	Heading:  "Identity provider",
	Sentence: "Users of this account can sign in with your company's OpenID Connect provider, such as Microsoft Entra ID, Google, Okta or Keycloak. The account login always works with its password, in case the provider doesn't.",
	Manage:   "Set up or change",
	Name:     "Name", NameHint: "What your people read on the button: “Continue with …”.",
	Issuer: "Issuer", IssuerHint: "The provider's address, exactly as the provider states it, like https://login.example.com/tenant. Latchkey asks it before anything is saved.",
	ClientID: "Client ID", ClientSecret: "Client secret", SecretHint: "It's encrypted, and nobody can read it here again.", Kept: "It's stored. Leave this empty to keep it.",
	Scopes: "More scopes", ScopesHint: "In addition to openid, profile and email, with spaces between them. Some providers need one to state groups.",
	GroupsClaim: "Claim with groups", GroupsClaimHint: "Leave this empty to let in everyone whom the provider lets in.",
	Groups: "Groups that may sign in", GroupsHint: "One per line, exactly as the provider states them. One of them is enough.",
	SecondFactor: "Second factor by", SecondFactorHint: "If the provider states one of these values (amr or acr), Latchkey asks for no second factor of its own. If this is empty, it always does.",
	Enabled: "Switched on", RequiredBox: "Required", RequiredHint: "Users of this account can't sign in with a password or passkey anymore. External users keep their passwords, and so does the account login.",
	Creates: "Create users", CreatesHint: "Whoever signs in for the first time and isn't linked to a user gets a new one, with the role USER and no more.",
	RedirectURI: "Redirect URI", RedirectURIHint: "Enter this at the provider.", WhatToSet: "At the provider, register a web application with this redirect URI and the authorization code flow.",
	Who:  "Nobody is ever recognised by a name or an e-mail address. People link their user themselves, under “Sign-in and security”, or with a set-up link.",
	Save: "Save identity provider", Saved: "The identity provider is saved.", Test: "Test only", Works: "The provider answers as it should. Nothing was saved. If you typed a client secret, enter it again to save it.",
	NoURL:  "Nobody can sign in with an identity provider on this server yet: the people who run Latchkey must start it with --url.",
	Remove: "Remove identity provider", RemoveTitle: "Remove the identity provider?", RemoveButton: "Remove", Removed: "The identity provider is removed.",
	RemoveWhat: func(provider string) string {
		return "Nobody can sign in with " + provider + " anymore. Everyone who signed in with it is signed out, and all links to it are removed."
	},
	Stranded: func(n int64) string {
		if n == 1 {
			return "1 active user has no password or passkey. They'll need a set-up link."
		}
		return enNumber(n) + " active users have no password or passkey. They'll need set-up links."
	},

	Own: func(provider string) string { return "Sign in with " + provider },
	OwnLead: func(provider string) string {
		return "Once your user is linked to you at " + provider + ", you can sign in with it."
	},
	NotLinked: "Not linked", Link: "Link", Linked: "Your user is linked.", LinkedSince: "Linked",
	How:     map[access.Linking]string{access.LinkedByUser: "by the user", access.LinkedByInvitation: "with a set-up link", access.LinkedByFirst: "at the first sign-in"},
	Subject: "Identity there",
	Unlink:  "Unlink", UnlinkTitle: "Unlink from the identity provider?",
	UnlinkWhat: func(provider string) string {
		return "You can't sign in with " + provider + " anymore, and you're signed out everywhere else."
	},
	UnlinkOther: func(provider string) string {
		return "This user can't sign in with " + provider + " anymore, and is signed out everywhere."
	},
	UnlinkButton: "Unlink", Unlinked: "The link is removed.",

	Confirm:   func(provider string) string { return "Confirm with " + provider },
	Confirmed: "It's you", DoIt: "Continue", Then: "You've confirmed that it's you. Continue with exactly what you asked for.",
}

var enSecurity = Security{
	Title: "Sign-in and security", Lead: "How you sign in, and how Latchkey knows that it's you.",
	FirstFactor: "When you add your first passkey or set up one-time codes, you're signed out everywhere else.",

	AddedTitle:  "Your second factor is on",
	AddedBefore: "The form was sent twice, and the first time was enough. Recovery codes are shown only once: if you haven't saved yours, create new ones under “Sign-in and security”.",
	GoOn:        "Go on signing in",
	OverTitle:   "This sign-in is over",
	Over:        "If you've just added a second factor, it's on: sign in with it. Recovery codes are shown only once: if you haven't saved yours, create new ones under “Sign-in and security”.",

	Passkeys: Passkeys{
		Heading: "Passkeys",
		Lead:    "A passkey signs you in with your fingerprint, your face or a PIN. You don't need a password or a code with it.",
		Elsewhere: func(address string) string {
			return "To add or use passkeys here, open " + address + " in a browser that supports them, with JavaScript."
		},
		Nowhere: "Passkeys don't work here, because this server's address is an IP address. Passkeys need a host name.",

		Add: "Add a passkey", Name: "Name", NameHint: "Helps you tell your passkeys apart.",
		Person: "Person", PersonHint: "The person who uses this passkey. The record names them whenever someone signs in as the account with it.",
		AddButton: "Add passkey", Added: "Passkey added. You can now sign in with it.",
		NewName: "New name", Rename: "Rename", RenameTitle: "Rename passkey", Save: "Save name", Renamed: "Passkey renamed.",
		Remove: "Remove", RemoveTitle: "Remove this passkey?",
		RemoveWhat:   "Nobody can sign in with it any more. Delete it on the device too: Latchkey can't do that. You're signed out everywhere else.",
		RemoveButton: "Remove passkey", Removed: "Passkey removed.",
		List: "Your passkeys", AddedOn: "Added", UsedOn: "Last used", Never: "Never",

		Or: "or", SignIn: "Sign in with a passkey", Use: "Use a passkey",
		Wrong:     "That passkey wasn't accepted. Try again, or sign in another way.",
		Cancelled: "No passkey was used. Try again when you're ready.",
		Exists:    "This device already has a passkey for this login.",
		Failed:    "That didn't work. Reload the page and try again.",
	},
	Sessions: SessionsOfLogin{
		Heading: "Sessions",
		Ends: func(idle, longest string) string {
			if idle == "" {
				return "Where this login is signed in. A session ends after " + longest + "."
			}
			return "Where this login is signed in. A session ends after " + idle + " without use, and after " + longest + " at the latest."
		},
		Browser: "Browser", Address: "IP address", Since: "Signed in", Seen: "Last active", ProvedBy: "Signed in with", This: "This session",
		UnknownBrowser: "Unknown browser",
		SignOut:        "Sign out", SignOutEverywhereElse: "Sign out everywhere else", Ended: "That session has ended.", AllEnded: "You're signed out everywhere else.",
		SignOutThere: func(browser, address string) string { return "Sign out: " + browser + ", " + address },
		PasskeyNamed: func(name string) string { return "passkey “" + name + "”" },
		PasskeyOf:    func(name string) string { return "passkey of " + name },
	},
	Codes: CodesOfLogin{
		Heading: "One-time codes",
		Lead:    "An authenticator app on your phone shows a new code every 30 seconds. When you sign in with your password, you also enter the code.",
		SetUp:   "Set up one-time codes", Since: "Set up on",

		SetUpTitle:  "Set up one-time codes",
		Scan:        "Scan this QR code",
		ScanWith:    "Use an authenticator app, such as Google Authenticator, Microsoft Authenticator, 1Password or Aegis.",
		OnThisPhone: "Open the app on this phone",
		QRCode:      "QR code for the authenticator app. The key below it is the same as text.",
		OrType:      "If you can't scan it, enter this key in the app:",
		Secret:      "Key",
		Check:       "Enter the code that the app shows",
		Code:        "One-time code", CodeHint: "Six digits.", Finish: "Turn on one-time codes",
		Added: "One-time codes are on.",

		Remove: "Remove", RemoveTitle: "Remove one-time codes?",
		RemoveWhat:   "Signing in with your password will no longer ask for a code. You can then delete the entry in your app. If you have no passkey, your recovery codes are removed too. You're signed out everywhere else.",
		RemoveButton: "Remove one-time codes", Removed: "One-time codes removed.",
	},
	Recovery: RecoveryCodes{
		Heading: "Recovery codes",
		Lead:    "If you lose your phone or your passkeys, you can sign in with your password and a recovery code. Each code works once.",
		Left: func(n, of int64) string {
			return enNumber(n) + " of " + enNumber(of) + " left."
		},
		Few:  "Only a few are left. Create new ones before you run out.",
		None: "None are left. Create new ones, so that you can sign in if you lose your phone or your passkeys.",
		Make: "Create new codes", MakeTitle: "Create new recovery codes?",
		MakeWhat:   "The earlier ones stop working immediately.",
		MakeButton: "Create new codes",
		Title:      "Your recovery codes",
		Keep:       "Keep these codes where you'll find them if you lose your phone, and away from your password. Each works once. They won't be shown again.",
		List:       "Recovery codes", Download: "Download", File: "latchkey-recovery-codes.txt", Go: "I've saved them", For: "Latchkey recovery codes for",
	},
}

// --- Prove ---

var enProve = Prove{
	Title: "Confirm that it's you",
	Lead:  "It's been a while since you last confirmed that it's you. Once you do, we'll go ahead with exactly what you asked for.",
	LeadWebapp: func(webapp string) string {
		return webapp + " asks you to confirm that it's you. Once you do, you're taken there."
	},
	LeadFile: "It's been a while since you last confirmed that it's you. Once you do, your download starts.",
	Password: "Password", Confirm: "Confirm",
	Code: "One-time code", CodeHint: "The six digits in your authenticator app.",
	WithRecoveryCode: "Use a recovery code instead", RecoveryCode: "Recovery code",
	PasskeyElsewhere: func(address string) string {
		return "To use your passkey, open " + address + " in a browser that supports passkeys, with JavaScript."
	},

	Leaving: "Your download has started", IfNothing: "If nothing happens, download the file yourself.", Download: "Download", GoBack: "Go back",
	Sign: Sign{
		Title: "Sign your decision", Lead: "Your passkey signs exactly this. The signature goes into the record, so that nobody can make up or change your decision, not even whoever runs this server.",
		Button: "Sign and GRANT", Without: "Grant without signing",
		WithoutMeans: "Without a signature, your decision counts just the same. But the record is then the only thing that says it was yours.",
		Elsewhere: func(address string) string {
			return "To sign with your passkey, open " + address + " in a browser that supports passkeys, with JavaScript."
		},
	},
}

// --- Search ---

var enSearch = Search{
	Title:       "Search",
	Sentence:    "Find pages, accounts, companies, users and requests by part of their name. You can also find requests by a word in their description.",
	Placeholder: "Page, account, company, user or request",
	How:         "Press Enter to open the first result, or use the arrow keys to move through the results.",
	Close:       "Close",
	Pages:       "Pages",
	Accounts:    enFinds("Accounts", "accounts"), Companies: enFinds("Companies", "companies"), Users: enFinds("Users", "users"), Requests: enFinds("Requests", "requests"),
	Nothing: func(text string) string {
		return "Nothing you can see has “" + text + "” in its name or description."
	},
	Found:      func(n int64) string { return enNumber(n) + " found" },
	Some:       func(shown, n int64) string { return enNumber(shown) + " of " + enNumber(n) + " found" },
	SomeOfMore: func(shown, n int64) string { return enNumber(shown) + " of more than " + enNumber(n) + " found" },
	Others:     "Show all results", TypeMore: "Type more of the name to narrow down the results.",
	InAccounts: "Show in the list of accounts", InCompanies: "Show in the list of companies", InUsers: "Show in the list of users",

	Keys: "Keyboard shortcuts", KeysSentence: "Everything these keys do is also available as a link or button.",
	NoScripts: "Scripts are off in this browser. Only the keys for fields and links work.",
	Always:    "Anywhere", OutsideFields: "When you're not typing in a field", SingleKeys: "Use single-key shortcuts in this browser",
	ToSend: "Submit the form, or open the selected link", ToSendLines: "Submit the form from a multi-line field", ToClose: "Close the open dialog or menu",
	ToWaiting: "Go to the first waiting request", ToKeys: "Show this list",
	CtrlKey: "Ctrl", EnterKey: "Enter", EscapeKey: "Esc",
}

func enFinds(heading, things string) Finds {
	return Finds{
		Heading:    heading,
		Some:       func(shown, n int64) string { return heading + ", " + enNumber(shown) + " of " + enNumber(n) },
		SomeOfMore: func(shown, n int64) string { return heading + ", " + enNumber(shown) + " of more than " + enNumber(n) },
		ShowAll:    func(n int64) string { return "Show all " + enNumber(n) + " " + things },
		ShowMore:   "Show more " + things,
	}
}

// --- Mails ---

var enMails = Mails{
	Who:      func(person, account string) string { return person + " from " + account },
	Operator: "The operator of Latchkey",
	External: func(name, account string) string { return name + " (external, from " + account + ")" },

	ForDeciders: MailsForDeciders{
		AskedSubject: func(who, company string) string { return who + " requests access to " + company },
		Asked: func(who, company, account string) string {
			return who + " requests access to " + enCompanyOf(company, account) + "."
		},
		AskedThen: func(account string, lapses time.Time) string {
			return "Anyone who decides for " + account + " can grant or deny it. If nobody does, the request lapses on " + enMoment(lapses) + "."
		},
		AskedToExtendSubject: func(who, company string) string { return who + " requests an extension of access to " + company },
		AskedToExtend: func(who, company, account string) string {
			return who + " requests an extension of access to " + enCompanyOf(company, account) + "."
		},
		AskedToExtendThen: func(account string) string {
			return "Anyone who decides for " + account + " can grant or deny it. Access that was already granted doesn't change."
		},
		ReminderSubject: func(who, company string) string {
			return "Still waiting: " + who + " requests access to " + company
		},
		Reminder: func(who, company, account string) string {
			return "Nobody has decided yet: " + who + " requests access to " + enCompanyOf(company, account) + "."
		},
		ReminderThen: func(lapses time.Time) string {
			return "If nobody decides, the request lapses on " + enMoment(lapses) + "."
		},
		EnteredSubject: func(by, company string) string { return "First visit: " + by + " is using their access to " + company },
		Entered: func(by, company, account string, at time.Time) string {
			return by + " used their access to " + enCompanyOf(company, account) + " for the first time on " + enMoment(at) + "."
		},
		VisitSubject: func(who, company string) string {
			return "Visit by standing consent: " + who + " has access to " + company
		},
		Visit: func(who, company, account string) string {
			return who + " has access to " + enCompanyOf(company, account) + ", by that account's standing consent."
		},
		InsideThen: func(account string) string {
			return "The record shows everything they do there. Anyone who decides for " + account + " can revoke the access at any time."
		},
		UserMadeSubject: func(by, user, account string) string { return by + " created the user " + user + " in " + account },
		UserMade: func(by, user, account string) string {
			return by + ", who isn't one of the account's own people, created the user " + user + " in " + account + "."
		},
		UserMadeThen: "The user's page shows what this user may do, and until when.",
	},
	ForAskers: MailsForAskers{
		GrantedSubject: func(by, company string) string { return by + " granted access to " + company },
		Granted: func(by, company, account string) string {
			return by + " granted access to " + enCompanyOf(company, account) + "."
		},
		GrantedLessSubject: func(by, company string) string {
			return by + " granted access to " + company + ", but less than requested"
		},
		GrantedLess: func(by, company, account string) string {
			return by + " granted access to " + enCompanyOf(company, account) + ", but less than you requested."
		},
		DeniedSubject: func(by, company string) string { return by + " denied access to " + company },
		Denied: func(by, company, account string) string {
			return by + " denied the request for access to " + enCompanyOf(company, account) + "."
		},
		ShortenedSubject: func(by, company string) string { return by + " shortened access to " + company },
		Shortened: func(by, company, account string, ends time.Time) string {
			return by + " shortened access to " + enCompanyOf(company, account) + ". It now ends on " + enMoment(ends) + "."
		},
		EndingSubject: func(company string) string { return "Access to " + company + " is about to end" },
		Ending: func(company, account string, ends time.Time) string {
			return "Access to " + enCompanyOf(company, account) + " ends on " + enMoment(ends) + "."
		},
		EndingThen:     "If you need more time, request an extension on the request's page.",
		RevokedSubject: func(by, company string) string { return by + " revoked access to " + company },
		Revoked: func(by, company, account string) string {
			return by + " revoked access to " + enCompanyOf(company, account) + "."
		},
		FrozenSubject: func(by, account, company string) string {
			return by + " froze external access to " + account + ": access to " + company + " has ended"
		},
		Frozen: func(by, account, company string) string {
			return by + " froze external access to " + account + ". Access to its company " + company + " has ended."
		},
		HandedBackSubject: func(by, company string) string { return by + " handed back access to " + company },
		HandedBack: func(by, company, account string) string {
			return by + " handed back access to " + enCompanyOf(company, account) + "."
		},
		WithdrawnSubject: func(by, company string) string { return by + " withdrew the request for access to " + company },
		Withdrawn: func(by, company, account string) string {
			return by + " withdrew the request for access to " + enCompanyOf(company, account) + "."
		},
		ExpiredSubject: func(company string) string { return "Access to " + company + " has ended" },
		Expired: func(company, account string, ended time.Time) string {
			return "Access to " + enCompanyOf(company, account) + " ended on " + enMoment(ended) + "."
		},
		LapsedSubject: func(company string) string {
			return "Nobody decided your request for access to " + company + " in time"
		},
		Lapsed: func(company, account string) string {
			return "Nobody decided the request for access to " + enCompanyOf(company, account) + " in time, so it lapsed."
		},
		NobodyDecidesSubject: func(company string) string { return "Nobody can decide your request for access to " + company },
		NobodyDecides: func(company, account string) string {
			return "Nobody can decide the request for access to " + enCompanyOf(company, account) + " right now, because none of the people who decide for that account can sign in."
		},
		NobodyDecidesThen: func(account string, lapses time.Time) string {
			return "Please contact " + account + " another way. If nobody decides, the request lapses on " + enMoment(lapses) + "."
		},
	},
	Extending: MailsOnExtending{
		GrantedSubject: func(by, company string) string { return by + " extended access to " + company },
		Granted: func(by, company, account string, ends time.Time) string {
			return by + " extended access to " + enCompanyOf(company, account) + ". It now ends on " + enMoment(ends) + "."
		},
		GrantedLessSubject: func(by, company string) string {
			return by + " extended access to " + company + ", but by less than requested"
		},
		GrantedLess: func(by, company, account string, ends time.Time) string {
			return by + " extended access to " + enCompanyOf(company, account) + ", but by less than you requested. It now ends on " + enMoment(ends) + "."
		},
		DeniedSubject: func(by, company string) string { return by + " denied the extension of access to " + company },
		Denied: func(by, company, account string) string {
			return by + " denied the request to extend access to " + enCompanyOf(company, account) + "."
		},
		DeniedThen: "Access that was already granted doesn't change.",
	},
	ForLogins: MailsForLogins{
		LinkMadeSubject: func(by, login string) string { return by + " created a set-up link for your login " + login },
		LinkMade: func(by, login string, at time.Time) string {
			return by + " created a set-up link for your login " + login + " on " + enMoment(at) + "."
		},
		LinkMadeThen: func(account string) string {
			return "Anyone who has the link can choose the password of this login. If you didn't ask for it, tell the administrators of " + account + "."
		},
		SetupLinkSubject: func(by, login string) string { return by + " sent you a set-up link for your login " + login },
		SetupLink: func(by, login string) string {
			return by + " sent you the link below to choose the password of your login " + login + ". It works once, and expires after 24 hours."
		},
		SetupLinkThen: func(account string) string {
			return "Anyone who has the link can choose the password, so don't forward this e-mail. If you weren't expecting it, tell the administrators of " + account + "."
		},
		PasswordLinkSubject: func(login string) string { return "A new password for your login " + login },
		PasswordLinkAsked: func(login string, at time.Time) string {
			return "Someone asked for a new password for your login " + login + " on " + enMoment(at) + "."
		},
		PasswordLinkBy: func(by, login string, at time.Time) string {
			return by + " sent you a link for a new password for your login " + login + " on " + enMoment(at) + "."
		},
		PasswordLinkHow:     "Use the link below to choose it. The link works once. It expires after 30 minutes, or as soon as a newer one is sent.",
		PasswordLinkThen:    "If you didn't want this, ignore this e-mail: your password stays as it is. Anyone who has the link can choose the password, so don't forward it.",
		ConfirmEmailSubject: func(login string) string { return "Confirm this e-mail address for your login " + login },
		ConfirmEmailBy: func(by, login string, at time.Time) string {
			return by + " made this the e-mail address of your login " + login + " on " + enMoment(at) + "."
		},
		ConfirmEmailAsked: func(login string, at time.Time) string {
			return "Someone asked to confirm this e-mail address for your login " + login + " on " + enMoment(at) + "."
		},
		ConfirmEmailHow: "Use the link below to confirm that you get e-mail here. The link works once. It expires after 7 days, as soon as a newer one is sent, or when the address changes.",
		ConfirmEmailThen: func(account string) string {
			return "The link signs nobody in. If you don't know this login, ignore this e-mail: the address stays unconfirmed. If it's your login and you weren't expecting this, tell the administrators of " + account + "."
		},
		PasswordSetSubject: func(login string) string { return "Someone set the password of your login " + login },
		PasswordSet: func(login string, at time.Time) string {
			return "Someone used a set-up link to set the password of your login " + login + " on " + enMoment(at) + "."
		},
		PasswordSetThrough: func(by string) string { return by + " created the link." },
		PasswordSetThen: func(account string) string {
			return "If this wasn't you, someone else can sign in as you. Tell the administrators of " + account + "."
		},
		WrongPasswordsSubject: func(times int64, login string) string {
			return enNumber(times) + " wrong passwords for your login " + login
		},
		WrongPasswords: func(times int64, login string, last time.Time) string {
			return "Since yesterday, " + enNumber(times) + " wrong passwords have been entered for your login " + login + ", the last one on " + enMoment(last) + ". None of them gave access."
		},
		WrongPasswordsThen: "If this wasn't you, someone may be guessing your password. Latchkey slows down attempts from browsers you haven't signed in with before. A long password that you use nowhere else keeps others out. You won't get another e-mail about this for a day; your start page shows the number of attempts.",
		WrongFactorsSubject: func(times int64, login string) string {
			return enNumber(times) + " wrong codes for your login " + login
		},
		WrongFactors: func(times int64, login string, last time.Time) string {
			return "Since yesterday, " + enNumber(times) + " wrong one-time codes or recovery codes have been entered for your login " + login + ", the last one on " + enMoment(last) + ". None of them gave access."
		},
		WrongFactorsThen: "If this wasn't you, someone knows your password, or is using a browser in which you are signed in. Choose a new password now: this signs your login out everywhere else. You won't get another e-mail about this for a day.",
		EmailChangedSubject: func(by, login string) string {
			return by + " changed the e-mail address of your login " + login
		},
		EmailChanged: func(by, login string, at time.Time) string {
			return by + " changed the e-mail address of your login " + login + " on " + enMoment(at) + ". From now on, e-mail about it goes to the new address instead of this one."
		},
		EmailChangedThen: func(account string) string {
			return "If you didn't make or want this change, someone else may be able to act as you. Change your password, and tell the administrators of " + account + "."
		},
		ChangedSubject: func(by, login, what string) string { return by + " changed your login " + login + ": " + what },
		Changed: func(by, login, what string, at time.Time) string {
			return by + " changed your login " + login + " on " + enMoment(at) + ": " + what + "."
		},
		ActivatedSubject: func(by, login string) string { return by + " activated your login " + login },
		Activated: func(by, login string, at time.Time) string {
			return by + " activated your login " + login + " on " + enMoment(at) + "."
		},
		DeactivatedSubject: func(by, login string) string { return by + " deactivated your login " + login },
		Deactivated: func(by, login string, at time.Time) string {
			return by + " deactivated your login " + login + " on " + enMoment(at) + "."
		},
		DeletedSubject: func(by, login string) string { return by + " deleted your login " + login },
		Deleted: func(by, login string, at time.Time) string {
			return by + " deleted your login " + login + " on " + enMoment(at) + "."
		},
		ChangedThen: func(account string) string {
			return "The record of " + account + " shows what your login was like before. If you don't know why this happened, ask the administrators of " + account + "."
		},
		What: map[access.LoginChange]string{
			access.LoginWebapps: "webapps", "email": "e-mail address", "first_name": "first name", "last_name": "last name", "time_zone": "time zone",
			"roles": "roles", "roles_kept": "roles that no longer end with the grant", "valid_to": "end date",
		},
		Under: func(who, company string) string {
			return "They did so under the grant for the company " + company + " that " + who + " requested."
		},
		Request: "Access request",
		Moved:   "From now on, e-mail about your login goes to its new address instead of this one.",
	},
	Security: MailsOnSecurity{
		ElsewhereToo: "This signed the login out everywhere else.",
		News: map[access.SecurityEvent]SecurityMail{
			access.SecuritySignedIn: {
				Subject: func(f SecurityFacts) string { return "New sign-in with your login " + f.Login },
				Happened: func(f SecurityFacts) string {
					return "Someone signed in with your login " + f.Login + " on " + enMoment(f.At) + ", from a browser that is new to this login. After a new password, a removed second factor or a sign-out everywhere, every browser is new."
				},
			},
			access.SecurityPasswordChanged: {
				Subject: func(f SecurityFacts) string { return "The password of your login " + f.Login + " was changed" },
				Happened: func(f SecurityFacts) string {
					return "The password of your login " + f.Login + " was changed on " + enMoment(f.At) + ". This signed the login out everywhere else."
				},
			},
			access.SecurityPasswordReset: {
				Subject: func(f SecurityFacts) string { return "The password of your login " + f.Login + " was reset" },
				Happened: func(f SecurityFacts) string {
					return "Someone used a link for a forgotten password to choose a new password for your login " + f.Login + " on " + enMoment(f.At) + ". This signed the login out everywhere."
				},
			},
			access.SecurityPasskeyAdded: {
				Subject: func(f SecurityFacts) string { return "A passkey was added to your login " + f.Login },
				Happened: func(f SecurityFacts) string {
					return "The passkey “" + f.Name + "” was added to your login " + f.Login + " on " + enMoment(f.At) + ". Anyone who has it can sign in without the password."
				},
			},
			access.SecurityPasskeyRemoved: {
				Subject: func(f SecurityFacts) string { return "A passkey was removed from your login " + f.Login },
				Happened: func(f SecurityFacts) string {
					return "The passkey “" + f.Name + "” was removed from your login " + f.Login + " on " + enMoment(f.At) + ". It no longer signs anyone in."
				},
			},
			access.SecurityProviderSet: {
				Subject: func(f SecurityFacts) string { return "An identity provider was set up: " + f.Login },
				Happened: func(f SecurityFacts) string {
					return f.By + " set up " + f.Login + " on " + enMoment(f.At) + " as the identity provider by which the account's users can sign in."
				},
			},
			access.SecurityProviderChanged: {
				Subject: func(f SecurityFacts) string { return "The identity provider " + f.Login + " was changed" },
				Happened: func(f SecurityFacts) string {
					return f.By + " changed " + f.Login + " on " + enMoment(f.At) + ", the identity provider by which the account's users can sign in. The record says what is different."
				},
			},
			access.SecurityProviderRemoved: {
				Subject: func(f SecurityFacts) string { return "The identity provider " + f.Login + " was removed" },
				Happened: func(f SecurityFacts) string {
					return f.By + " removed " + f.Login + " on " + enMoment(f.At) + ". The account's users can't sign in with it anymore."
				},
			},
			access.SecurityIdentityLinked: {
				Subject: func(f SecurityFacts) string { return "Your login " + f.Login + " was linked to " + f.Name },
				Happened: func(f SecurityFacts) string {
					return "Your login " + f.Login + " was linked to an identity at " + f.Name + " on " + enMoment(f.At) + ". Whoever signs in there with that identity signs in as you."
				},
			},
			access.SecurityIdentityUnlinked: {
				Subject: func(f SecurityFacts) string { return "Your login " + f.Login + " is no longer linked to " + f.Name },
				Happened: func(f SecurityFacts) string {
					return "Your login " + f.Login + " was unlinked from " + f.Name + " on " + enMoment(f.At) + ". Nobody signs in as you there anymore."
				},
			},
			access.SecurityPasskeyRefused: {
				Subject: func(f SecurityFacts) string { return "A passkey of your login " + f.Login + " was refused" },
				Happened: func(f SecurityFacts) string {
					return "Someone tried to use the passkey “" + f.Name + "” of your login " + f.Login + " on " + enMoment(f.At) + ". Latchkey refused it, because the passkey may have been copied. Even if it was you, remove this passkey and add a new one."
				},
			},
			access.SecurityCodesAdded: {
				Subject: func(f SecurityFacts) string { return "One-time codes are set up for your login " + f.Login },
				Happened: func(f SecurityFacts) string {
					return "An authenticator app was set up for your login " + f.Login + " on " + enMoment(f.At) + ". From now on, signing in with the password also requires a one-time code."
				},
			},
			access.SecurityCodesRemoved: {
				Subject: func(f SecurityFacts) string { return "One-time codes are no longer set up for your login " + f.Login },
				Happened: func(f SecurityFacts) string {
					return "The authenticator app of your login " + f.Login + " was removed on " + enMoment(f.At) + ". One-time codes no longer protect this login."
				},
			},
			access.SecurityRecoveryMade: {
				Subject: func(f SecurityFacts) string { return "Your login " + f.Login + " has new recovery codes" },
				Happened: func(f SecurityFacts) string {
					return "New recovery codes were created for your login " + f.Login + " on " + enMoment(f.At) + ". All earlier ones stopped working."
				},
			},
			access.SecurityRecoveryUsed: {
				Subject: func(f SecurityFacts) string { return "A recovery code of your login " + f.Login + " was used" },
				Happened: func(f SecurityFacts) string {
					return "Someone used a recovery code of your login " + f.Login + " on " + enMoment(f.At) + ". You have " + noun{"recovery code", "recovery codes"}.of(f.Left, enNumber) + " left."
				},
			},
			access.SecurityResetAsked: {
				Subject: func(f SecurityFacts) string {
					return f.By + " is resetting the second factors of your login " + f.Login
				},
				Happened: func(f SecurityFacts) string {
					return f.By + " started a reset of the second factors of your login " + f.Login + " on " + enMoment(f.At) + ". All of them will be removed on " + enMoment(f.Effective) + ". Until then, you can stop the reset under “Sign-in and security”."
				},
			},
			access.SecurityResetStopped: {
				Subject: func(f SecurityFacts) string { return "Your login " + f.Login + " keeps its second factors" },
				Happened: func(f SecurityFacts) string {
					return f.By + " stopped the reset of the second factors of your login " + f.Login + " on " + enMoment(f.At) + ". Nothing was removed."
				},
			},
			access.SecurityFactorsReset: {
				Subject: func(f SecurityFacts) string { return "The second factors of your login " + f.Login + " were removed" },
				Happened: func(f SecurityFacts) string {
					return "All passkeys, one-time codes and recovery codes of your login " + f.Login + " were removed on " + enMoment(f.At) + ". Add a new second factor the next time you sign in."
				},
			},
			access.SecurityOthersResetAsked: {
				Subject: func(f SecurityFacts) string { return f.By + " is resetting the second factors of " + f.Login },
				Happened: func(f SecurityFacts) string {
					return f.By + " started a reset of the second factors of " + f.Login + " on " + enMoment(f.At) + ", because they were lost. All of them will be removed on " + enMoment(f.Effective) + ". Until then, you can stop the reset on the user's page. You get this e-mail because your login " + f.Name + " can decide on requests to this account."
				},
			},
			access.SecurityOthersResetStopped: {
				Subject: func(f SecurityFacts) string { return f.Login + " keeps its second factors" },
				Happened: func(f SecurityFacts) string {
					return f.By + " stopped the reset of the second factors of " + f.Login + " on " + enMoment(f.At) + ". Nothing was removed. You get this e-mail because your login " + f.Name + " can decide on requests to this account."
				},
			},
			access.SecurityOthersFactorsReset: {
				Subject: func(f SecurityFacts) string { return "The second factors of " + f.Login + " were removed" },
				Happened: func(f SecurityFacts) string {
					return "All passkeys, one-time codes and recovery codes of " + f.Login + " were removed on " + enMoment(f.At) + ", as requested. You get this e-mail because your login " + f.Name + " can decide on requests to this account."
				},
			},
			access.SecurityNewEmail: {
				Subject: func(f SecurityFacts) string { return f.By + " made this the e-mail address of your login " + f.Login },
				Happened: func(f SecurityFacts) string {
					return f.By + " changed the e-mail address of your login " + f.Login + " on " + enMoment(f.At) + ". From now on, e-mails about this login go to this address."
				},
			},
			access.SecuritySignedOutByOthers: {
				Subject: func(f SecurityFacts) string { return f.By + " signed your login " + f.Login + " out everywhere" },
				Happened: func(f SecurityFacts) string {
					return f.By + " signed your login " + f.Login + " out everywhere on " + enMoment(f.At) + ". You can sign in again."
				},
			},
		},
		Then: func(account string) string {
			return "If you don't recognise this, someone else may be able to sign in as you. Open “Sign-in and security”: change your password, remove passkeys that aren't yours, and sign out everywhere else. Then tell the administrators of " + account + "."
		},
		ThenOthers: func(account string) string {
			return "If you weren't expecting this, ask the other administrators of " + account + ". The record shows who did what."
		},
		Browser: "Browser", Address: "IP address", UnknownBrowser: "unknown",
	},
	Digest: MailsDigest{
		Subject: func(notices int64) string {
			return "Your digest: " + noun{"notification", "notifications"}.of(notices, enNumber)
		},
		BurstSubject: func(notices int64) string {
			return "Several at once: " + noun{"notification", "notifications"}.of(notices, enNumber)
		},
		Line: func(at time.Time, subject string) string { return enMoment(at) + ": " + subject + "." },
		Now: map[access.State]string{
			access.Pending: "It is still waiting for a decision.", access.Lapsed: "It lapsed without a decision.", access.Scheduled: "It was granted and begins later.",
			access.Active: "Access is active now.", access.Expired: "Access has ended.", access.Refused: "It was denied.",
			access.Withdrawn: "It was withdrawn.", access.Ended: "Access ended early.",
		},
	},
	Invoices: MailsOnInvoices{
		IssuedSubject: func(number, issuer, total string) string {
			return "Invoice " + number + " from " + issuer + ": " + total
		},
		Issued: func(by, number, account string) string {
			return by + " issued invoice " + number + " to " + account + "."
		},
		CancelledSubject: func(number, issuer string) string {
			return "Invoice " + number + " from " + issuer + " was cancelled"
		},
		Cancelled: func(by, number, account string) string {
			return by + " cancelled invoice " + number + " to " + account + "."
		},
		CancelledThen: func(counter string) string {
			return "Cancellation " + counter + " reverses its amounts. You don't have to pay the invoice."
		},
	},

	Line:    func(label, text string) string { return label + ": " + text },
	Company: "Company", RequestedBy: "Requested by", Window: "When", Access: "Access", AskedFor: "Originally requested", Description: "Description", Reason: "Reason",
	InZone:  func(zone string) string { return "Company time (" + zone + ")" },
	Span:    func(from, to string) string { return from + " – " + to },
	Thing:   func(thing, of string) string { return thing + ", " + of },
	Deputy:  func(of string) string { return "You're receiving this as the deputy of " + of + ", who is away." },
	Choices: "To change which notifications you get, and how, go to:",
}

// enCompanyOf is a company with its account, for the middle of a sentence.
func enCompanyOf(company, account string) string { return account + "'s company " + company }

// --- Errors ---

var enErrors = Errors{
	Pages: [errorPages]Told{
		Internal:     {"Something went wrong", "This is our fault, not yours. Nothing was changed. Try again in a moment."},
		Malformed:    {"The server didn't understand that", "Nothing was changed. Reload the page and try again."},
		NoWebapp:     {"This webapp can't sign you in", "It isn't known here, the address that you'd be sent to isn't registered, or its request can't be read. Go back to the webapp, and tell whoever runs it."},
		Foreign:      {"Not allowed", "This didn't come from a Latchkey page. Open Latchkey and try again there."},
		PlainHTTP:    {"HTTPS is required", "This page was loaded over plain HTTP, where others could read what you type, so nobody can sign in. Nothing was changed. Open the address that starts with https:// and try again there."},
		NotFound:     {"Page not found", "This page doesn't exist, or you don't have access to it. If you had access, it may have ended."},
		NoResetLink:  {"This link doesn't work", "A password link works only once. It expires after 30 minutes, or as soon as a newer one is sent. On the sign-in page, you can ask for a new one."},
		NoEmailLink:  {"This link doesn't work", "A confirmation link works only once. It expires after 7 days, as soon as a newer one is sent, or when the address changes. Sign in and choose your name: that page says whether your address is confirmed, and can send another link."},
		NoSetupLink:  {"This set-up link doesn't work", "A set-up link works only once. It expires after 24 hours, or as soon as a newer one is created. Ask the person who sent it for a new one."},
		NoSetup:      {"This set-up address doesn't work", "It works only once, for 24 hours, and only until there's an ADMINISTRATOR. If there's none yet, restart the server: it prints a new address."},
		Forbidden:    {"Not allowed", "Your roles don't allow this."},
		Unproved:     {"Confirm that it's you", "It's been a while since you last confirmed that it's you. Sign out, sign in and try again."},
		Overtaken:    {"This has changed", "Someone else changed this first, so your change wasn't made. Check the current state."},
		RefusedThere: {"That didn't work", "Signing in with the identity provider didn't work. Try again."},
		BadProvider:  {"The identity provider didn't answer as expected", "Try again later, or ask your account's administrator."},
		Stale:        {"This has changed", "Someone else changed this in the meantime. None of your changes were made."},
		Mistakes:     {"Check what you entered", "Something isn't right. Nothing was changed."},
		TooManyTries: {"Too many attempts", "Wait a moment, then try again."},
		TooLarge:     {"That's too long", "Nothing was changed. Shorten the longest text and send it again."},
		FormAddress:  {"This address isn't a page", "It only accepts a form. Nothing was changed. Open the page that has the form."},
		Damaged:      {"The data is damaged", "This server's database file is damaged. The operator must restore a backup. We don't know whether your change was saved."},
		ClientGone:   {"Connection closed", "The browser closed the connection."},
		Replaced:     {"Nothing can be saved right now", "Nothing was changed. The database was replaced while the server was running. Tell the operator to stop the server and check it."},
		Unknown:      {"We don't know whether this was saved", "The server's disk failed during the save. Check the current state before you try again, and tell the operator of this server."},
		NotSaved:     {"This wasn't saved", "The server's disk failed during the save. Nothing was changed: Latchkey checked that afterwards. Tell the operator of this server, then try again."},
		DiskFull:     {"The server's disk is full", "Nothing was changed. Tell the operator of this server that its database needs space. You can still view existing data."},
		DiskFullHere: {"The server's disk is full", "This page can be shown only if the record can note who viewed it, and there's no space left for that. Tell the operator of this server that its database needs space."},
		Busy:         {"The server is busy", "Nothing was changed. Try again in a moment."},
	},
	Wait: func(d time.Duration) string { return "Wait " + enFormat.Duration(d) + ", then try again." },
	TooLong: func(most string) string {
		return "A form can hold up to " + most + ". Nothing was changed. Shorten the longest text and send it again."
	},
	Changed: func(now ...string) string {
		return "Someone else changed this in the meantime. None of your changes were made. It now says: " + semicolons(now) + "."
	},
	RequestID: func(id string) string { return "If you report this, include the reference " + id + "." },

	BackToPage: "Back to the page", BackToForm: "Back to the form", ToSignIn: "Go to the sign-in page", ToStart: "Go to the start page",
	TryAgain: "Try again", HowItStands: "See the current state", WhoGetsIn: "External Access: who has access", WhatYouMay: "What you can do, and why",
}

// --- Signing in to webapps ---

var enWebappSignIn = WebappSignIn{
	Tabs: "Parts of this webapp", Details: "Details", SignIn: "Sign-in", SignOuts: "Sign-outs",
	Sentence: func(webapp string) string {
		return "People open " + webapp + " with their Latchkey login. They need no other password."
	},
	Told:              "Latchkey tells the webapp at once when their access ends.",
	NotSetUp:          "This webapp doesn't sign people in through Latchkey yet. Enter its addresses. After that, you find here what to configure in the webapp.",
	NoAddressOfServer: "Nobody can sign in yet, because this server doesn't know its own address. The operator has to start it with --url.",
	ClientID:          "Client ID", Kind: "Kind", Confidential: "Confidential: proves itself with a secret", IsPublic: "Public: has no secret",

	Addresses:    "Addresses",
	RedirectURIs: "Redirect URIs", RedirectURIsHint: "Where people come back to after they signed in. One per line, up to 20. They must match exactly what the webapp sends.",
	AfterLogoutURIs: "Post-logout redirect URIs", AfterLogoutURIsHint: "Where the webapp may send people after they signed out. One per line. You can leave this empty.",
	LogoutURI: "Back-channel logout URI", LogoutURIHint: "Latchkey calls this address as soon as someone's access ends. Without it, a webapp that keeps its own session finds out only when it asks Latchkey again. Its tokens still end at once.",
	Public: "Public client", PublicHint: "For webapps that run only in the browser or on a device, where a secret can't be kept. The webapp's secrets stop working as soon as you save this.",
	SetUp: "Set up sign-in", Save: "Save", Saved: "Saved.",
	SavedPublic: func(secrets int) string {
		return "Saved. " + noun{"secret", "secrets"}.of(int64(secrets), enNumber) + " stopped working, because public clients have none."
	},

	Secrets: "Secrets", NoSecret: "No secret yet. Without one, the webapp can't sign anyone in.",
	Hint: "Begins with", Since: "Created", Until: "Works until", NoEnd: "you end it", Act: "Action",
	NewSecret: "New secret", MakeSecret: "Create secret",
	NewSecretWhat: "You see the new secret once. Put it into the webapp's configuration.", Overlap: "The old secret",
	NewSecretEnds: func(hint string) string {
		return hint + "… stops working now, because two secrets count at most. Make sure nothing uses it."
	},
	Overlaps: map[time.Duration]string{
		0: "stops working immediately", time.Hour: "works for one more hour", 24 * time.Hour: "works for 24 more hours", 7 * 24 * time.Hour: "works for 7 more days",
	},
	EndNow: "End now", EndWhat: "The webapp can no longer prove itself with this secret. If it has no other one, nobody can sign in to it.",
	About:       func(hint string) string { return "the secret that begins with " + hint },
	EndTitle:    func(hint string) string { return "End the secret " + hint + "…?" },
	SecretEnded: func(hint string) string { return "Ended the secret " + hint + "…" },
	SecretOf:    func(webapp string) string { return "New secret of " + webapp },
	Secret:      "Secret", SecretOnce: "Copy it now: it won't be shown again. Anyone who has it can pretend to be this webapp.", SecretGoOn: "I have copied it",
	SentTwiceSecret: "You sent this more than once. It was done only once. The secret was shown the first time. If nobody has it, create a new one.",
	Configuration:   "Configuration", ConfigurationFor: "Ready to copy, with this webapp's values. Replace what is in capital letters.",
	Discovery: "Discovery address", Other: "Any other webapp", PutSecret: "CLIENT-SECRET", PutRandom: "RANDOM-TEXT",
	NotRegistered: func(uri string) string {
		return "This program needs the redirect URI " + uri + ", which this webapp doesn't have yet."
	},

	StopHeading: "Stop signing people in", Stop: "Stop sign-in",
	StopTitle: func(webapp string) string { return "Stop signing people in to " + webapp + "?" },
	StopConfirm: func(webapp string) string {
		return "Everyone is signed out of " + webapp + ", and nobody can sign in to it through Latchkey. The client ID and all secrets are gone for good."
	},
	Stopped: func(webapp string) string { return webapp + " no longer signs people in through Latchkey." },

	SignOutsOf: func(webapp string) string {
		return "Whose access to " + webapp + " has ended in the last 30 days, and whether the webapp was told."
	},
	NoneEnded: func(webapp string) string {
		return "Nobody's access to " + webapp + " has ended in the last 30 days. When it does, you see here whether the webapp was told."
	},
	NoLogoutURI: func(webapp string) string {
		return webapp + " has no back-channel logout URI, so Latchkey can't tell it when access ends. If it keeps its own session, it finds out only when it asks Latchkey again."
	},
	Person: "Person", Ended: "Ended", Why: "Why", State: "State", TryAgain: "Try again now",
	AboutSignOut: func(person string) string { return "for " + person },
	TriesAgain:   "The webapp is being told now.",
	Ends: map[access.WebappEnd]string{
		access.EndedSession: "Signed out of Latchkey", access.EndedIdle: "Latchkey not used for too long", access.EndedUser: "Can't sign in any more", access.EndedRole: "Role removed",
		access.EndedClient: "Sign-in to the webapp stopped", access.EndedSubscription: "Subscription over", access.EndedSeat: "Webapp unassigned",
		access.EndedGrant: "Granted access over or changed, or webapp not open to visitors any more", access.EndedRestore: "Backup restored",
	},
	States: map[access.LogoutState]string{
		access.LogoutTold: "TOLD", access.LogoutWaiting: "WAITING", access.LogoutGivenUp: "GIVEN UP", access.LogoutNoAddress: "NO ADDRESS",
	},
	ToldAt: func(at string) string { return "at " + at },
	GivenUpAt: func(tries int64, at string) string {
		return "at " + at + ", after " + noun{"try", "tries"}.of(tries, enNumber)
	},
	NextTry: func(tries int64, at string) string {
		return noun{"try", "tries"}.of(tries, enNumber) + " failed, next one at " + at
	},
	FirstTry: "is being told",
	Problems: map[access.LogoutProblem]string{
		access.LogoutTimeout: "It didn't answer in time.", access.LogoutUnreachable: "No connection to its address.", access.LogoutTLS: "Its certificate isn't valid.",
		access.LogoutNoKey: "Latchkey had no key to sign with.", access.LogoutOther: "It failed for another reason: see the server's log.",
	},
	Answered:    func(status string) string { return "It answered with status " + status + "." },
	Undelivered: "SIGN-OUTS NOT DELIVERED",
}

var enVisitors = Visitors{
	Title:   func(account string) string { return "Webapps for visitors of " + account },
	Heading: "Webapps for visitors",
	Sentence: "Visitors are the people whose access you granted. They open the selected webapps as themselves, for as long as that access lasts. " +
		"Latchkey tells the webapp which companies they may see, and whether they may only read. A change applies at once: whoever has a webapp open that you take away is signed out of it.",
	MayOpen:     "Visitors may open:",
	MayOpenNone: "Visitors can't open any of your webapps.",
	Change:      "Change", Webapps: "Visitors may open",
	NoneSignsIn: func(account string) string {
		return "None of the webapps that " + account + " subscribes to signs people in through Latchkey, so visitors can't open any."
	},
	EndedOn:  func(at string) string { return "The subscription ended on " + at + "." },
	BeginsOn: func(at string) string { return "The subscription begins on " + at + "." },
	Save:     "Save", Saved: "Saved which webapps visitors may open.",
}

var enWebappRefusal = WebappRefusal{
	Title: func(webapp string) string { return "You can't open " + webapp },
	AccountLogin: func(account, webapp string) string {
		return "You're signed in with the account login of " + account + ", which several people may share. " + webapp + " needs to know who you are: sign in with your user login."
	},
	Role: func(webapp string) string { return "Your roles don't let you open webapps like " + webapp + "." },
	NoSubscription: func(account, webapp string) string {
		return account + " has no subscription to " + webapp + "."
	},
	NoGrant: func(webapp string) string {
		return "You open " + webapp + " as a visitor, by a customer's grant. You don't have one at the moment."
	},
	AskCustomer: "Request access to the customer's company. The customer must also let visitors open the webapp.",
	NotBegun: func(account, webapp, at string) string {
		return account + "'s subscription to " + webapp + " begins on " + at + "."
	},
	Over: func(account, webapp, at string) string {
		return account + "'s subscription to " + webapp + " ended on " + at + "."
	},
	NoSeat: func(webapp string) string { return webapp + " isn't assigned to you." },
	Visitors: func(webapp string) string {
		return "You have access by a grant, but the account that granted it doesn't let visitors open " + webapp + "."
	},
	Frozen: func(webapp string) string {
		return "The account whose data you want to see in " + webapp + " has frozen external access."
	},
	AskAdministrator: func(account string) string { return "Ask an administrator of " + account + "." },
	AskVendor: func(account string) string {
		return "An administrator of " + account + " can ask the vendor to change that."
	},
	AskVisited:     "Ask its administrator. They can change that under Rules and freeze, in “Webapps for visitors”.",
	AskVisitedBan:  "Ask its administrator when that will be lifted.",
	SignInAsUser:   "Sign out here, then open the webapp again.",
	AssignYourself: "Assign it to yourself",
	Back:           func(webapp string) string { return "Back to " + webapp },
}
