package views

import (
	"time"

	"fmt"
	"slices"
	"strings"

	"latchkey/access"
)

// Ask is the form of an access request.
type Ask struct {
	Page
	Form
	Options access.AskOptions
	// Again is the one chosen of those asked for last, nil for none.
	Again *access.Target
	Zone  string
	// Waits is the request that asks for the same already, "" for none.
	Waits string
	// Longest is the longest window, in words.
	Longest string
	// Focus is the field to begin with, "" for none.
	Focus string
}

// findAccounts is when a search for accounts is sent.
const findAccounts = "input changed delay:200ms"

// ByRule is the value of the field read_only where a rule chose it, and not whoever asks.
const ByRule = "rule"

// NewAsk makes the form ready for its reader.
func NewAsk(p Page, f Form, o access.AskOptions, reader access.Actor) Ask {
	a := Ask{Page: p, Form: f, Options: o, Zone: reader.Zone.String(), Focus: "account_search"}
	for i, t := range o.Recent {
		if f.Values["again"] == againValue(t) {
			a.Again = &o.Recent[i]
			a.Focus = "again"
		}
	}
	if a.Again == nil && o.Account != nil && f.Values["account_search"] == "" {
		f.Values["account_search"] = o.Account.Name
	}
	if o.HowLong != access.Exact || f.Values["valid_from"] == "" && f.Values["valid_to"] == "" {
		SetTime(f.Values, "valid_from", o.Window.From.Truncate(time.Minute), reader.Zone)
		SetTime(f.Values, "valid_to", o.Window.To.Truncate(time.Minute), reader.Zone)
	}
	a.Form = f.InZone(p.W, reader.Zone)
	for _, name := range []string{"company_id", "how_long", "valid_from", "valid_to", "read_only", "description", "requested_by"} {
		if f.Mistakes[name] != "" && f.Mistakes["account_id"] == "" {
			a.Focus = name
			break
		}
	}
	return a
}

// againValue is what the form says for one of the companies that were asked for last.
func againValue(t access.Target) string { return t.Account.ID + " " + t.Company.ID }

// howLongText is a window with a name, as it is offered.
var howLongText = map[access.HowLong]string{
	access.OneHour: "1 hour", access.FourHours: "4 hours", access.Today: "Today", access.ThisWeek: "This week",
}

// refusedWindows says which of the windows with a name would be refused, and why: a line for each reason.
func (a Ask) refusedWindows() (lines []string) {
	var reasons []string
	names := map[string][]string{}
	w := a.W
	for _, p := range a.Options.Presets {
		if p.Refused == nil {
			continue
		}
		why := w.Reason(p.Refused)
		if !slices.Contains(reasons, why) {
			reasons = append(reasons, why)
		}
		names[why] = append(names[why], howLongText[p.HowLong])
	}
	for _, reason := range reasons {
		lines = append(lines, "Not "+strings.ToLower(strings.Join(names[reason], ", "))+": "+reason)
	}
	return lines
}

// rules are what the customer demands for the chosen company, and what it consented to, in sentences.
func (a Ask) rules() []string {
	d := a.Options.Draft
	if d == nil {
		return nil
	}
	lines := d.Rule.Sentences()
	if c := d.Consent; c != nil {
		line := "Visits of at most " + access.DurationText(c.Longest)
		if c.ReadOnly {
			line += ", read-only"
		}
		if c.Hours != access.AllHours {
			line += ", " + c.Hours.String() + " by the company's clock"
		}
		lines = append(lines, line+", are let in at once by standing consent, until "+NewExactMoment(c.ValidTo, a.Me.Zone).Text+".")
	}
	return lines
}

// refusalText is why this would be refused, "" where it would not be.
func (a Ask) refusalText() string {
	switch o := a.Options; {
	case o.Draft != nil && o.Draft.Disabled:
		return o.Account.Name + " is disabled: nobody can ask for access until it is enabled."
	case o.Draft != nil && o.Draft.Frozen:
		return o.Account.Name + " has frozen external access: nobody can ask until that is lifted."
	default:
		return a.W.Reason(o.Refused)
	}
}

// sentence is what would be asked, "" where it is not known yet.
func (a Ask) sentence() string {
	o := a.Options
	if o.Draft == nil || o.Window == (access.Window{}) {
		return ""
	}
	text := "You ask " + o.Account.Name + " for access to " + o.Company.Name
	if i := slices.IndexFunc(o.Requesters, func(u access.Named) bool { return u.ID == a.Values["requested_by"] }); i >= 0 && a.Me.Kind == access.KindAccount {
		text += " for " + o.Requesters[i].Name
	}
	if o.Draft.ReadOnly {
		text += ", to read only"
	} else {
		text += ", to read and edit"
	}
	return text + ", " + a.windowText() + "."
}

// atOnce says whether this would be granted when it is sent, and so has its exact window already.
func (a Ask) atOnce() bool { return a.Options.Draft != nil && a.Options.Draft.AtOnce }

// windowText is the window in words: how long, from when, until when.
func (a Ask) windowText() string {
	w := a.Options.Window
	if a.Options.Length > 0 && !a.atOnce() {
		return "for " + access.LengthText(a.Options.Length, w.From, a.Options.Now, a.Me.Zone)
	}
	var howLong string
	switch a.Options.HowLong {
	case access.Today:
		howLong = "today"
	case access.ThisWeek:
		howLong = "this week"
	default:
		howLong = access.DurationText(w.To.Sub(w.From))
	}
	from := "now"
	if w.From.After(a.Options.Now) {
		from = NewExactMoment(w.From, a.Me.Zone).Text
	}
	return "for " + howLong + ", from " + from + " until " + NewExactMoment(w.To, a.Me.Zone).Text
}

// openRequestText tells of what is asked for, or granted, already.
func (a Ask) openRequestText(open access.OpenRequest) string {
	from, to := spanTexts(open.Window, a.Me.Zone)
	switch {
	case !open.Granted:
		return "This was asked for already, and waits."
	case open.Window.From.After(a.Options.Now):
		return "Access from " + from + " until " + to + " is granted already."
	default:
		return "Access until " + NewExactMoment(open.Window.To, a.Me.Zone).Text + " is granted already: it can be extended."
	}
}

// companyClockText is the window by the company's clock, "" where that shows the same, or GRANT decides on it.
func (a Ask) companyClockText() string {
	if a.Options.Length > 0 && !a.atOnce() {
		return ""
	}
	if c := a.Options.Company; c != nil && a.Options.Window != (access.Window{}) {
		return NewSpan(a.Options.Window, a.Me.Zone, c.Zone).There
	}
	return ""
}

// outcomeText is what comes of it.
func (a Ask) outcomeText() string {
	o := a.Options
	switch d := o.Draft; {
	case d == nil:
		return ""
	case d.AtOnce:
		return "Standing consent grants this at once. The visit is announced and recorded."
	case d.AtOnceDescribed:
		return "With a description, standing consent grants this at once."
	case d.NobodyDecides:
		return "But nobody who decides for " + o.Account.Name + " can sign in now: tell them in another way."
	case d.Rule.Approvals == 2:
		return "Two of its administrators must say yes."
	}
	return "Its administrators decide."
}

// companyOption is a company's name, and its clock where that is not the reader's.
func companyOption(a Ask, c access.NamedZone) string {
	if access.SameClock(a.Options.Now, c.Zone, a.Me.Zone) {
		return c.Name
	}
	return c.Name + ", " + ZoneName(&a.W.Parts, c.Zone, a.Options.Now)
}

func companyLabel(a Ask) string {
	if a.Options.Account == nil {
		return "Company"
	}
	return "Company of " + a.Options.Account.Name
}

func companyHint(a Ask) string {
	switch {
	case a.Options.Account == nil:
		return "Choose the account first."
	case len(a.Options.Companies) == 0:
		return "This account has no companies."
	case len(a.Options.Companies) >= access.MaxOptions:
		return fmt.Sprintf("The first %d by name.", access.MaxOptions)
	default:
		return ""
	}
}

func requesterHint(a Ask) string {
	hint := "The user who is responsible, and whom the grant lets in."
	if len(a.Options.Requesters) == access.MaxOptions {
		hint += fmt.Sprintf(" These are the first %d by name; others ask with their own login.", access.MaxOptions)
	}
	return hint
}

func descriptionHint(a Ask) string {
	if a.mustDescribe() {
		return "What for? A ticket number, say. " + a.Options.Account.Name + " wants to know. Up to 2,000 characters."
	}
	return "What for? A ticket number, say. Optional, up to 2,000 characters."
}

func (a Ask) mustDescribe() bool {
	return a.Options.Draft != nil && a.Options.Draft.Rule.DescriptionRequired
}

// readOnlyByRule says that the customer allows reading only.
func (a Ask) readOnlyByRule() bool { return a.Options.Draft != nil && a.Options.Draft.Rule.ReadOnly }

// presetID is the id of a window's radio button. One that something else than a click switched is another element than before.
func (a Ask) presetID(p access.Preset) string {
	id := "how_long-" + string(p.HowLong)
	switch {
	case p.Refused != nil:
		return id + "-refused"
	case a.Options.Instead != nil && a.Options.HowLong == p.HowLong:
		return id + "-instead"
	}
	return id
}
