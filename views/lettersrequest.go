package views

import (
	"cmp"
	"time"

	"latchkey/access"
)

// told is the text of a notification: its subject, what happened, and what to do about it, or "".
type told struct{ subject, first, then string }

// notice writes a letter about a request, or about a user that was created.
func (p *post) notice() {
	if p.Request == nil {
		m := &p.m.ForDeciders
		p.open(m.UserMadeSubject(p.by(), p.UserMade, p.Account), m.UserMade(p.by(), p.UserMade, p.Account))
		p.then(m.UserMadeThen)
		return
	}
	said, found := p.onExtending()
	if !found {
		said, found = p.forDeciders()
	}
	if !found {
		said = p.forAskers()
	}
	p.open(said.subject, said.first)
	p.line("")
	p.request()
	p.then(said.then)
}

// request writes the facts of a request.
func (p *post) request() {
	r, m, f := p.Request, p.m, p.w.Format
	p.labelled(m.Company, m.Thing(r.CompanyName, r.AccountName))
	p.labelled(m.RequestedBy, m.Thing(r.RequestedByName, r.RequesterAccountName))
	p.labelled(m.Window, cmp.Or(f.HowLong(*r, p.Zone), p.span(r.Window, p.Zone)))
	there := r.CompanyZone
	if r.Length == 0 && (!access.SameClock(r.Window.From, p.Zone, there) || !access.SameClock(r.Window.To, p.Zone, there)) {
		p.labelled(m.InZone(there.String()), p.span(r.Window, there))
	}
	p.labelled(m.Access, f.Allows(r.ReadOnly))
	if r.Factors != nil {
		p.labelled(p.w.Request.SignIn, factorsText(&p.w.Request, *r))
	}
	if r.ReadOnly != r.Asked.ReadOnly || r.OtherWindow() {
		p.labelled(m.AskedFor, m.Thing(cmp.Or(f.AskedHowLong(*r, p.Zone), p.span(r.Asked.Window, p.Zone)), f.Allows(r.Asked.ReadOnly)))
	}
	if r.Ticket != "" {
		p.labelled(p.w.Request.Ticket, r.Ticket)
	}
	p.quote(m.Description, r.Description)
	if p.Cause != "" && p.Notice != access.NoticeFrozen { // that one says so itself
		p.labelled(m.Reason, p.w.Causes.Of(*r, p.Cause))
	}
	p.quote(m.Reason, p.Reason)
}

// who is the requester.
func (p *post) who() string {
	return p.m.Who(p.Request.RequestedByName, p.Request.RequesterAccountName)
}

// ends is when the access, or the time to decide, ends.
func (p *post) ends() time.Time { return p.Request.Window.To.In(p.Zone) }

func (p *post) forDeciders() (said told, found bool) {
	m, who, by := &p.m.ForDeciders, p.who(), p.by()
	company, account := p.Request.CompanyName, p.Request.AccountName
	switch p.Notice {
	case access.NoticeAsked:
		return told{m.AskedSubject(who, company), m.Asked(who, company, account), m.AskedThen(account, p.ends())}, true
	case access.NoticeExtensionAsked:
		return told{m.AskedToExtendSubject(who, company), m.AskedToExtend(who, company, account), m.AskedToExtendThen(account)}, true
	case access.NoticeReminder:
		return told{m.ReminderSubject(who, company), m.Reminder(who, company, account), m.ReminderThen(p.ends())}, true
	case access.NoticeEntered:
		return told{m.EnteredSubject(by, company), m.Entered(by, company, account, p.At.In(p.Zone)), m.InsideThen(account)}, true
	case access.NoticeVisit:
		return told{m.VisitSubject(who, company), m.Visit(who, company, account), m.InsideThen(account)}, true
	default:
		return told{}, false
	}
}

func (p *post) forAskers() told {
	m, by, company, account := &p.m.ForAskers, p.by(), p.Request.CompanyName, p.Request.AccountName
	switch p.Notice {
	case access.NoticeGranted:
		return told{m.GrantedSubject(by, company), m.Granted(by, company, account), ""}
	case access.NoticeGrantedLess:
		return told{m.GrantedLessSubject(by, company), m.GrantedLess(by, company, account), ""}
	case access.NoticeDenied:
		return told{m.DeniedSubject(by, company), m.Denied(by, company, account), ""}
	case access.NoticeNobodyDecides:
		return told{m.NobodyDecidesSubject(company), m.NobodyDecides(company, account), m.NobodyDecidesThen(account, p.ends())}
	case access.NoticeShortened:
		return told{m.ShortenedSubject(by, company), m.Shortened(by, company, account, p.ends()), ""}
	case access.NoticeEnding:
		return told{m.EndingSubject(company), m.Ending(company, account, p.ends()), m.EndingThen}
	case access.NoticeRevoked:
		return told{m.RevokedSubject(by, company), m.Revoked(by, company, account), ""}
	case access.NoticeFrozen:
		return told{m.FrozenSubject(by, account, company), m.Frozen(by, account, company), ""}
	case access.NoticeHandedBack:
		return told{m.HandedBackSubject(by, company), m.HandedBack(by, company, account), ""}
	case access.NoticeWithdrawn:
		return told{m.WithdrawnSubject(by, company), m.Withdrawn(by, company, account), ""}
	case access.NoticeExpired:
		return told{m.ExpiredSubject(company), m.Expired(company, account, p.ends()), ""}
	default: // NoticeLapsed
		return told{m.LapsedSubject(company), m.Lapsed(company, account), ""}
	}
}

// onExtending has special texts for some notifications about an extension.
func (p *post) onExtending() (said told, found bool) {
	if p.Request.Extends == "" {
		return told{}, false
	}
	m, by, company, account := &p.m.Extending, p.by(), p.Request.CompanyName, p.Request.AccountName
	switch p.Notice {
	case access.NoticeGranted:
		return told{m.GrantedSubject(by, company), m.Granted(by, company, account, p.ends()), ""}, true
	case access.NoticeGrantedLess:
		return told{m.GrantedLessSubject(by, company), m.GrantedLess(by, company, account, p.ends()), ""}, true
	case access.NoticeDenied:
		return told{m.DeniedSubject(by, company), m.Denied(by, company, account), m.DeniedThen}, true
	default:
		return told{}, false
	}
}
