package views

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"latchkey/access"
	"latchkey/words"
)

// Letters writes letters in words: each in the language of its reader or, if that is unknown, in
// the language of a tag.
func Letters(otherwise string) func(access.Letter) access.Written {
	return func(l access.Letter) access.Written {
		w := words.Of(l.Language, otherwise)
		p := post{Letter: l, w: w, m: &w.Mails}
		p.write()
		return access.Written{Language: w.Tag, Subject: p.subject, Body: p.body.String()}
	}
}

// post is a mail that is being written.
type post struct {
	access.Letter
	w       *words.Words
	m       *words.Mails
	subject string
	body    strings.Builder
}

func (p *post) write() {
	switch {
	case len(p.Gathered) > 0:
		p.digest()
	case p.Login != nil:
		p.login()
		p.paragraph(p.Link)
		p.paragraph(p.w.Parts.TimesIn(p.Zone.String()))
		return
	case p.Invoice != nil:
		p.invoice()
	default:
		p.notice()
	}
	if len(p.Gathered) == 0 {
		p.paragraph(p.Link)
	}
	times := p.w.Parts.TimesIn(p.Zone.String()) + " "
	if p.Invoice != nil { // its dates have no time
		times = ""
	}
	p.paragraph(times + p.m.Choices + "\n" + p.Choices)
}

// paragraph writes lines, separated from those before.
func (p *post) paragraph(text string) {
	if p.body.Len() > 0 {
		p.line("")
	}
	p.line(text)
}

func (p *post) line(text string) { p.body.WriteString(text + "\n") }

// open writes the subject, what happened, and for whom the reader is a deputy.
func (p *post) open(subject, first string) {
	p.subject = subject
	p.line(access.OneLine(first))
	if p.StandsIn != "" {
		p.paragraph(p.m.Deputy(access.OneLine(p.StandsIn)))
	}
}

// then writes what to do about it, if anything.
func (p *post) then(text string) {
	if text != "" {
		p.paragraph(access.OneLine(text))
	}
}

// labelled writes one line of what a letter is about.
func (p *post) labelled(label, text string) { p.line(access.OneLine(p.m.Line(label, text))) }

// quote writes a typed text, with a mark in front of each line.
func (p *post) quote(label, text string) {
	if text == "" {
		return
	}
	p.line(strings.TrimSpace(p.m.Line(label, "")))
	for l := range strings.Lines(text) {
		p.line("> " + access.OneLine(l))
	}
}

// by is who did what the letter is about.
func (p *post) by() string {
	switch {
	case p.By.Kind == access.KindOperator:
		return p.m.Operator
	case p.By.Owner != "":
		return p.m.External(p.By.Name, p.By.Owner)
	default:
		return p.By.Name
	}
}

// span formats a window in a time zone.
func (p *post) span(w access.Window, zone *time.Location) string {
	return p.m.Span(p.w.Format.Moment(w.From.In(zone)), p.w.Format.Moment(w.To.In(zone)))
}

func (p *post) digest() {
	m := &p.m.Digest
	p.subject = m.Subject(int64(len(p.Gathered)))
	if p.Burst {
		p.subject = m.BurstSubject(int64(len(p.Gathered)))
	}
	for _, g := range p.Gathered {
		text := m.Line(g.At.In(p.Zone), g.Subject)
		if now := m.Now[g.State]; now != "" {
			text += " " + now
		}
		p.paragraph(text + "\n" + g.Link)
	}
}

func (p *post) invoice() {
	i, m, on, money := p.Invoice, &p.m.Invoices, &p.w.Invoices, p.w.Format.Money
	day := func(d access.Date) string { return p.w.Format.Day(d.Time()) }
	if p.Notice == access.NoticeInvoiceIssued {
		p.open(m.IssuedSubject(i.Number, i.Issuer.Name, money(i.Total)), m.Issued(p.by(), i.Number, i.Account.Name))
	} else {
		p.open(m.CancelledSubject(i.Number, i.Issuer.Name), m.Cancelled(p.by(), i.Number, i.Account.Name))
	}
	p.line("")
	p.labelled(on.From, i.Issuer.Text())
	p.labelled(on.Item, on.SMSMessages(day(i.From), day(i.To)))
	p.labelled(on.Net, money(i.Net))
	p.labelled(on.VAT(p.w.Format.Decimal(i.VATRate)), money(i.VAT))
	p.labelled(on.Total, money(i.Total))
	p.labelled(on.Issued, day(i.Issued))
	p.labelled(on.Due, day(i.Due))
	p.quote(on.Note, i.Note)
	p.quote(p.m.Reason, i.CancelReason)
	if p.Notice == access.NoticeInvoiceCancelled {
		p.then(m.CancelledThen(p.Counter))
	}
}

func (p *post) login() {
	m, l, by, at := &p.m.ForLogins, p.Login, p.by(), p.At.In(p.Zone)
	if l.Security != nil {
		p.security(*l.Security)
		return
	}
	switch p.Notice {
	case access.NoticeSetupLinkMade:
		p.open(m.LinkMadeSubject(by, l.Name), m.LinkMade(by, l.Name, at))
		p.then(m.LinkMadeThen(p.Account))
	case access.NoticeSetupLink:
		p.open(m.SetupLinkSubject(by, l.Name), m.SetupLink(by, l.Name))
		p.then(m.SetupLinkThen(p.Account))
	case access.NoticePasswordLink:
		asked := m.PasswordLinkAsked(l.Name, at)
		if p.By.Kind != access.KindNobody {
			asked = m.PasswordLinkBy(by, l.Name, at)
		}
		p.open(m.PasswordLinkSubject(l.Name), asked+" "+m.PasswordLinkHow)
		p.then(m.PasswordLinkThen)
	case access.NoticeConfirmEmail:
		entered := m.ConfirmEmailAsked(l.Name, at)
		if p.By.Kind != access.KindNobody {
			entered = m.ConfirmEmailBy(by, l.Name, at)
		}
		p.open(m.ConfirmEmailSubject(l.Name), entered+" "+m.ConfirmEmailHow)
		p.then(m.ConfirmEmailThen(p.Account))
	case access.NoticePasswordSet:
		p.open(m.PasswordSetSubject(l.Name), m.PasswordSet(l.Name, at)+" "+m.PasswordSetThrough(by))
		p.then(m.PasswordSetThen(p.Account))
	case access.NoticeWrongPasswords:
		p.open(m.WrongPasswordsSubject(l.Times, l.Name), m.WrongPasswords(l.Times, l.Name, at))
		p.then(m.WrongPasswordsThen)
	case access.NoticeWrongFactors:
		p.open(m.WrongFactorsSubject(l.Times, l.Name), m.WrongFactors(l.Times, l.Name, at))
		p.then(m.WrongFactorsThen)
	case access.NoticeEmailChanged:
		p.open(m.EmailChangedSubject(by, l.Name), m.EmailChanged(by, l.Name, at))
		p.then(m.EmailChangedThen(p.Account))
	default:
		p.changed()
	}
}

// aboutOthers are the events about another login, or about all of an account's users.
var aboutOthers = []access.SecurityEvent{
	access.SecurityOthersResetAsked, access.SecurityOthersResetStopped, access.SecurityOthersFactorsReset,
	access.SecurityProviderSet, access.SecurityProviderChanged, access.SecurityProviderRemoved,
}

// security says what happened to how a login signs in, and where.
func (p *post) security(n access.SecurityNews) {
	m := &p.m.Security
	texts := m.News[n.Event]
	facts := words.SecurityFacts{By: p.by(), Login: p.Login.Name, Name: n.Name, Left: n.Left, At: p.At.In(p.Zone), Effective: n.Effective.In(p.Zone)}
	others := slices.Contains(aboutOthers, n.Event)
	if others {
		facts.Login, facts.Name = n.Name, p.Login.Name
	}
	happened := texts.Happened(facts)
	if n.Ended > 0 {
		happened += " " + m.ElsewhereToo
	}
	p.open(texts.Subject(facts), happened)
	p.line("")
	// A mail names only browsers that the program knows: anyone can choose what they send.
	browser := access.ParseBrowser(n.Browser)
	p.labelled(m.Browser, cmp.Or(p.w.Parts.Browser(browser.Name, browser.System), m.UnknownBrowser))
	p.labelled(m.Address, cmp.Or(n.Address, p.w.Parts.CommandLine))
	if others {
		p.then(m.ThenOthers(p.Account))
	} else {
		p.then(m.Then(p.Account))
	}
}

// changed says what someone changed in a login, and under which request.
func (p *post) changed() {
	m, l, by, at := &p.m.ForLogins, p.Login, p.by(), p.At.In(p.Zone)
	var what []string
	for _, c := range l.Changed {
		name, ok := m.What[c]
		if !ok {
			name = string(c)
		}
		what = append(what, name)
	}
	switch list := p.w.Format.And(what...); l.Changed[0] {
	case access.LoginActivated:
		p.open(m.ActivatedSubject(by, l.Name), m.Activated(by, l.Name, at))
	case access.LoginDeactivated:
		p.open(m.DeactivatedSubject(by, l.Name), m.Deactivated(by, l.Name, at))
	case access.LoginDeleted:
		p.open(m.DeletedSubject(by, l.Name), m.Deleted(by, l.Name, at))
	default:
		p.open(m.ChangedSubject(by, l.Name, list), m.Changed(by, l.Name, list, at))
	}
	if r := l.Under; r != nil {
		p.then(m.Under(p.m.Who(r.RequestedByName, r.RequesterAccountName), r.CompanyName))
		p.labelled(m.Request, r.ID)
		p.labelled(p.m.Window, p.span(r.Window, p.Zone))
	}
	if l.Moved {
		p.then(m.Moved)
	}
	p.then(m.ChangedThen(p.Account))
}
