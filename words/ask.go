package words

import (
	"strings"
	"time"

	"latchkey/access"
)

// Ask is the request form and its preview.
type Ask struct {
	Title    string
	Sentence func(zone string) string
	// SeeWaiting links to an equal request.
	SeeWaiting, Send string

	AskedLast, Another, Find, ChooseThenFind, Choose string
	Chosen                                           func(account string) string
	Found                                            func(n int64) string
	NoneFound                                        string
	Company                                          string
	CompanyOf                                        func(account string) string
	AccountFirst, NoCompanies                        string
	FirstByName                                      func(n int64) string
	ChooseItsCompany                                 func(account string) string

	RulesFor   func(company string) string
	ConsentFor func(longest time.Duration, hours access.Hours, readOnly bool, until time.Time) string

	HowLong, ExactTimes, ValidFrom, ValidTo string
	Windows                                 map[access.HowLong]string
	Refused                                 func(windows []string, why string) string
	AtMost                                  func(longest time.Duration) string

	OnlyReading                                   func(account string) string
	Description, DescriptionHint                  string
	DescriptionWanted                             func(account string) string
	RequestedBy, YouAreResponsible, RequesterHint string
	FirstRequesters                               func(n int64) string
	NoUser                                        func(account string) string
	MakeUser                                      string

	// What would be requested, and what would happen.
	Nothing            string
	Instead            string
	Wish               func(Wish) string
	CompanyTime        func(company, from, to string) string
	WaitsAlready       string
	GrantedFrom        func(from, to string) string
	GrantedUntil       func(to time.Time) string
	SeeIt              string
	AtOnce             string
	AtOnceDescribed    string
	NobodyDecides      func(account string) string
	TwoDecide, Decides string

	// What happened.
	Asked              func(account, company string) string
	AskedNobodyDecides func(account, company string) string
	LetIn              func(company string, from, to time.Time) string
}

// Wish is a request. For is the person it is for, or "" for the reader. The window is a Length that
// counts from GRANT, or begins at an instant (the zero time means now) and ends at another: after a
// length, or with today, or with this week.
type Wish struct {
	Account, Company, For string
	ReadOnly              bool
	FromGrant             bool
	Today, ThisWeek       bool
	Length                time.Duration
	From, To              time.Time
}

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
	DescriptionHint: "What do you need access for? For example, a ticket number. Optional, up to 2,000 characters.",
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
	DescriptionHint: "Wofür brauchen Sie den Zugriff? Zum Beispiel eine Ticketnummer. Optional, bis zu 2.000 Zeichen.",
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
