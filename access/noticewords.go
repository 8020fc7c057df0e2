package access

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// noticeKind is who is told of a notice, and in what words.
type noticeKind struct {
	topic      Topic
	toDeciders bool
	// subject and lead say what happened; label names the detail, if there is one; tail says what to do about it.
	subject, lead, label, tail string
}

// theAccess is in the words of notices what it is about.
const theAccess = "access to the company {company} of {account}"

var noticeKinds = map[Notice]noticeKind{
	NoticeAsked: {
		topic: TopicRequests, toDeciders: true,
		subject: "{who} asks for access to {company}",
		lead:    "{who} asks for " + theAccess + ".",
		tail:    "It waits for whoever decides for {account}. Undecided it lapses at {to}.",
	},
	NoticeExtensionAsked: {
		topic: TopicRequests, toDeciders: true,
		subject: "{who} asks to extend the access to {company}",
		lead:    "{who} asks to extend the " + theAccess + ".",
		tail:    "It waits for whoever decides for {account}. What was granted goes on as it is.",
	},
	NoticeReminder: {
		topic: TopicReminders, toDeciders: true,
		subject: "Still waiting: {who} asks for access to {company}",
		lead:    "Nobody has decided yet: {who} asks for " + theAccess + ".",
		tail:    "Undecided it lapses at {to}.",
	},
	NoticeEntered: {
		topic: TopicVisits, toDeciders: true,
		subject: "First visit: {by}, with access to {company}",
		lead:    "{by} went in for the first time, at {now}, by the " + theAccess + ".",
		tail:    "What is done inside is in the record. Whoever decides for {account} can revoke the access at any time.",
	},
	NoticeVisit: {
		topic: TopicVisits, toDeciders: true,
		subject: "Visit under standing consent: {who} in {company}",
		lead:    "By the standing consent of {account} {who} has " + theAccess + ".",
		tail:    "What is done inside is in the record. Whoever decides for {account} can revoke the access at any time.",
	},
	NoticeUserMade: {
		topic: TopicUsers, toDeciders: true,
		subject: "{by} made the user {detail} in {account}",
		lead:    "{by}, who is external, made the user {detail} in {account}.",
		tail:    "What it may do, and until when, stands on its page.",
	},
	NoticeGranted: {topic: TopicDecisions, subject: "Granted: access to {company}", lead: "{by} granted the " + theAccess + "."},
	NoticeGrantedLess: {
		topic: TopicDecisions, subject: "Granted, but less: access to {company}", lead: "{by} granted the " + theAccess + ", but less than was asked for.",
	},
	NoticeDenied: {topic: TopicDecisions, subject: "Denied: access to {company}", lead: "{by} denied the request for " + theAccess + ".", label: "Reason"},
	NoticeNobodyDecides: {
		subject: "Nobody can decide your request for access to {company}",
		lead:    "Nobody who decides for {account} can sign in now. So nobody can decide the request for " + theAccess + ".",
		tail:    "Tell {account} in another way. Undecided it lapses at {to}.",
	},
	NoticeShortened: {topic: TopicChanges, subject: "Shortened: access to {company}", lead: "{by} shortened the " + theAccess + ". It ends at {to}."},
	NoticeEnding:    {topic: TopicEnding, subject: "About to end: access to {company}", lead: "The " + theAccess + " ends at {to}.", tail: "Whoever needs longer asks to extend it there."},
	NoticeRevoked:   {topic: TopicEnded, subject: "Revoked: access to {company}", lead: "{by} revoked the " + theAccess + ".", label: "Reason"},
	NoticeFrozen: {
		topic:   TopicEnded,
		subject: "Frozen: access to {company}",
		lead:    "{by} froze external access to {account}. The " + theAccess + " is over.",
		label:   "Reason",
	},
	NoticeHandedBack: {topic: TopicEnded, subject: "Handed back: access to {company}", lead: "{by} handed back the " + theAccess + "."},
	NoticeWithdrawn:  {topic: TopicEnded, subject: "Withdrawn: access to {company}", lead: "{by} withdrew the request for " + theAccess + "."},
	NoticeExpired:    {topic: TopicEnded, subject: "Over: access to {company}", lead: "The " + theAccess + " was over at {to}."},
	NoticeLapsed: {
		topic: TopicEnded, subject: "Lapsed: request for access to {company}",
		lead: "Nobody decided the request for " + theAccess + " in time: it lapsed.",
	},
}

// extensionKinds is the words of notices about a request to extend an access, where they are not those of any other.
var extensionKinds = map[Notice]noticeKind{
	NoticeGranted: {
		topic:   TopicDecisions,
		subject: "Granted: the access to {company} is extended",
		lead:    "{by} extended the " + theAccess + ": it goes on until {to}.",
	},
	NoticeGrantedLess: {
		topic: TopicDecisions, subject: "Granted, but less: the access to {company} is extended",
		lead: "{by} extended the " + theAccess + ", but by less than was asked for: it goes on until {to}.",
	},
	NoticeDenied: {
		topic:   TopicDecisions,
		subject: "Denied: to extend the access to {company}",
		lead:    "{by} denied the request to extend the " + theAccess + ".",
		label:   "Reason",
		tail:    "A denial ends nothing that was granted before.",
	},
}

// kind is what a notice about a request says.
func (n Notice) kind(r Request) noticeKind {
	if kind, ok := extensionKinds[n]; ok && r.Extends != "" {
		return kind
	}
	return noticeKinds[n]
}

// Links are the addresses that mails link to. None of them decides anything.
type Links struct {
	Request func(id string) string
	User    func(accountID, id string) string
	Invoice func(id string) string
	// Choices is the page on which a login chooses how it is told.
	Choices string
}

// mailText is the words of a notice for its reader: in the reader's zone, and beside it the company's where clocks differ. by is who
// acted, about the id of what it is about.
func (s *Service) mailText(n Notice, r Request, by, detail string, now time.Time, to recipient, about string) (subject, body, link string) {
	kind := n.kind(r)
	words := strings.NewReplacer(
		"{who}", r.RequestedByName+" of "+r.RequesterAccountName, "{by}", by, "{company}", r.CompanyName, "{account}", r.AccountName,
		"{detail}", detail, "{to}", MomentText(r.Window.To, to.zone), "{now}", MomentText(now, to.zone),
	)
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("%s\n", oneLine(words.Replace(kind.lead)))
	if to.standsIn != "" {
		line("You are told as deputy of %s, who is away.\n", oneLine(to.standsIn))
	}
	link = s.links.User(r.AccountID, about)
	if r.ID != "" {
		link = s.links.Request(r.ID)
		line("Company: %s, %s", oneLine(r.CompanyName), oneLine(r.AccountName))
		line("Requested By: %s, %s", oneLine(r.RequestedByName), oneLine(r.RequesterAccountName))
		line("Window: %s", cmp.Or(r.HowLong(to.zone), windowText(r.Window, to.zone)))
		if r.Length == 0 && (!SameClock(r.Window.From, to.zone, r.CompanyZone) || !SameClock(r.Window.To, to.zone, r.CompanyZone)) {
			line("There, in %s: %s", r.CompanyZone, windowText(r.Window, r.CompanyZone))
		}
		line("Access: %s", ReadOnlyText(r.ReadOnly))
		if r.ReadOnly != r.Asked.ReadOnly || r.OtherWindow() {
			line("Asked for: %s, %s", cmp.Or(r.AskedHowLong(to.zone), windowText(r.Asked.Window, to.zone)), ReadOnlyText(r.Asked.ReadOnly))
		}
		quote(line, "Description", r.Description)
	}
	if kind.label != "" {
		quote(line, kind.label, detail)
	}
	if kind.tail != "" {
		line("\n%s", oneLine(words.Replace(kind.tail)))
	}
	line("\n%s\n", link)
	line("Times are in %s. How you are told, and of what, you choose here:\n%s", to.zone, s.links.Choices)
	return oneLine(words.Replace(kind.subject)), b.String(), link
}

// quote is text that somebody typed, marked as such in each line.
func quote(line func(string, ...any), label, text string) {
	if text == "" {
		return
	}
	line("%s:", label)
	for l := range strings.Lines(text) {
		line("> %s", oneLine(l))
	}
}
