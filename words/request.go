package words

import (
	"time"

	"latchkey/access"
)

// Request is access requests, wherever they are shown: their sentence, state, rows and cards, the
// acts on them, and their own page.
type Request struct {
	// States are in capitals, for badges.
	States map[access.State]string
	// Sentence sums up a request.
	Sentence func(s RequestSentence) string
	// AskedFor is what was requested if less is in force: another window, or access to edit.
	AskedFor func(when When, otherWindow, toEdit bool) string

	Title, TitleOfAll, FromNewest, FromNewestOfAll string
	RequestsForAccount                             func(account string) string
	AnyState, OnlyWaiting, OnlyOpen, NoneYet       string

	Company, State, RequestedBy, Window, Decision, Act string
	Account, Description, Access, SaidYes              string
	ToBeExtended, Rules, Timeline, NeverUsed           string
	ExtendsThis                                        string
	Until                                              func(when string) string
	// Lapses says when a request for a length lapses.
	Lapses func(when string) string

	// Asked and the texts that follow say what was done, by whom, and how long ago.
	Asked                                                                  func(ago string) string
	GrantedBy, ConsentedBy, DeniedBy, WithdrawnBy, RevokedBy, HandedBackBy func(by, ago string) string

	// NobodyGetsIn and the texts that follow say why a grant gives nobody access at the moment.
	NobodyGetsIn, NobodyCanGrant, Disabled func(account string) string
	OthersSaidYes                          func(names ...string) string
	YouSaidYes, NeedsTwo                   string
	// MendByDenying and MendByLess say what a customer can do about a request that breaks their
	// rule.
	MendByDenying, MendByLess func(why string) string
	AnotherFollows            string

	OverTitle, Report, Receipt, VerifyWith string
	OpenCompany                            func(company string) string
	// Visit and the texts that follow are for a timeline.
	Visit, OverByTheClock, LapsedUndecided string
	VisitUntil                             func(until time.Time, pages, changes int64) string
	FromAddress                            func(address string) string

	Acts RequestActs
}

// RequestActs are the acts on a request: the button, its consequences, and the message afterwards.
type RequestActs struct {
	Grant, GrantLess, GrantThis, Deny, Shorten, Revoke, Withdraw, Extend, AskToExtend, HandBack, AskAgain, Open string
	// GrantFor is GRANT for screen readers.
	GrantFor func(who, company string) string
	// For follows a button, for screen readers. Title is the title of an act.
	For   func(who, company string) string
	Title func(act, who, company string) string

	GrantLessMeans, DenyMeans func(who string) string
	// In these, others says that the person has another grant for the company.
	ShortenMeans, RevokeMeans, HandBackMeans func(who, company string, others bool) string
	WithdrawMeans                            func(who, account string) string
	ExtendMeans                              func(account string) string

	HoursFromGrant, NotBefore, UntilInPlace, ValidFrom, ValidTo, Reason, Optional string
	AtMostHours                                                                   func(hours string) string
	NotBeforeAsked, NotAfterAsked                                                 string

	YouSaidYes                         func(account string) string
	Granted                            func(who, company string, when When) string
	Denied, Revoked, Withdrawn, Handed func(who, company string) string
	Shortened                          func(who, company string, to time.Time) string
	AskedToExtend                      string
}

// Mood is how a request's sentence is phrased.
type Mood int

// Wants is for an undecided request, May for one that gives access now or later, Might for one that
// did, and Wanted for one that never did.
const (
	Wants Mood = iota
	Wanted
	May
	Might
)

// RequestSentence sums up a request: who, from which account, wants or has which access. Account is
// the company's account, or "" if the reader knows it.
type RequestSentence struct {
	Who, Of, Company, Account string
	Mood                      Mood
	// Extends says that it continues an existing grant.
	ReadOnly, Extends bool
	When              When
}

// When is when access is given.
type When struct {
	// For is a length of time, or 0 if To is the end. It counts from GRANT if FromGrant is set.
	For       time.Duration
	FromGrant bool
	// From is zero for now, or for the moment of GRANT.
	From, To time.Time
}

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
	AnyState:           "Any state", OnlyWaiting: "Waiting for a decision", OnlyOpen: "Active or scheduled",
	NoneYet: "No requests yet. They appear here as soon as someone requests access.",

	Company: "Company", State: "State", RequestedBy: "Requested by", Window: "When", Decision: "Decision", Act: "Actions",
	Account: "Account", Description: "Description", Access: "Access", SaidYes: "Approved by",
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
	YouSaidYes:     "You approved this. A second person must approve it too.",
	NeedsTwo:       "Two different people must approve this, each with their own user login.",
	MendByDenying:  func(why string) string { return why + " Deny the request and give this as the reason." },
	MendByLess:     func(why string) string { return why + " Grant less, or deny the request." },
	AnotherFollows: "An extension, granted or waiting, begins when this grant ends. Revoking or shortening this grant doesn't affect the extension.",

	OverTitle: "External Access", Report: "Report", Receipt: "Download receipt (anyone can verify it without this server)",
	VerifyWith:  "To verify it:",
	OpenCompany: func(company string) string { return "Open " + company },
	Visit:       "Visit", OverByTheClock: "Ended as scheduled", LapsedUndecided: "Lapsed without a decision",
	VisitUntil: func(until time.Time, pages, changes int64) string {
		return "Until " + enFormat.Moment(until) + ": " + enReadAndMade(pages, changes)
	},
	FromAddress: func(address string) string { return "From IP address " + address },

	Acts: RequestActs{
		Grant: "GRANT", GrantLess: "Grant less", GrantThis: "GRANT on these terms", Deny: "Deny", Shorten: "Shorten", Revoke: "Revoke", Withdraw: "Withdraw",
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

func enReadAndMade(pages, changes int64) string {
	return noun{"page", "pages"}.of(pages, enNumber) + " viewed, " + noun{"change", "changes"}.of(changes, enNumber) + " made"
}

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
	AnyState:           "Alle Status", OnlyWaiting: "Noch nicht entschieden", OnlyOpen: "Aktiv oder geplant",
	NoneYet: "Noch keine Anfragen. Sobald jemand Zugriff anfragt, erscheint die Anfrage hier.",

	Company: "Unternehmen", State: "Status", RequestedBy: "Angefragt von", Window: "Zeitraum", Decision: "Entscheidung", Act: "Aktion",
	Account: "Account", Description: "Beschreibung", Access: "Zugriff", SaidYes: "Zugestimmt haben",
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
	YouSaidYes:     "Sie haben zugestimmt. Eine zweite Person muss ebenfalls zustimmen.",
	NeedsTwo:       "Zwei verschiedene Personen müssen zustimmen, jede mit dem eigenen Benutzer-Login.",
	MendByDenying:  func(why string) string { return why + " Lehnen Sie die Anfrage mit dieser Begründung ab." },
	MendByLess:     func(why string) string { return why + " Gewähren Sie weniger oder lehnen Sie die Anfrage ab." },
	AnotherFollows: "An diesen Zugriff schließt sich eine gewährte oder angefragte Verlängerung an. Daran ändert sich nichts, wenn Sie diesen Zugriff entziehen oder verkürzen.",

	OverTitle: "Externer Zugriff", Report: "Bericht", Receipt: "Beleg herunterladen (alle können ihn auch ohne diesen Server prüfen)",
	VerifyWith:  "So prüfen Sie ihn:",
	OpenCompany: func(company string) string { return company + " öffnen" },
	Visit:       "Besuch", OverByTheClock: "Planmäßig abgelaufen", LapsedUndecided: "Ohne Entscheidung verfallen",
	VisitUntil: func(until time.Time, pages, changes int64) string {
		return "Bis " + deFormat.Moment(until) + ": " + deReadAndMade(pages, changes)
	},
	FromAddress: func(address string) string { return "Von der IP-Adresse " + address },

	Acts: RequestActs{
		Grant: "GRANT", GrantLess: "Weniger gewähren", GrantThis: "GRANT mit diesen Angaben", Deny: "Ablehnen", Shorten: "Verkürzen", Revoke: "Entziehen",
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

func deReadAndMade(pages, changes int64) string {
	return noun{"Seite", "Seiten"}.of(pages, deNumber) + " aufgerufen, " + noun{"Änderung", "Änderungen"}.of(changes, deNumber) + " vorgenommen"
}
