package views

import (
	"slices"
	"time"

	"latchkey/access"
	"latchkey/words"
)

// Ask is the request form.
type Ask struct {
	Page
	Form
	Options access.AskOptions
	// Again is the chosen one of the recent companies, or nil.
	Again *access.Target
	Zone  string
	// Waits is an equal request that is already waiting, or "".
	Waits string
	// Longest is the longest window.
	Longest time.Duration
	// Focus is the field that gets the focus, or "".
	Focus string
}

// findAccounts says when a search for accounts is sent.
const findAccounts = "input changed delay:200ms"

// ByRule is the value of the field read_only if a rule chose it, and not the requester.
const ByRule = "rule"

// NewAsk prepares the form for its reader.
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
	for _, name := range []string{"company_id", "how_long", "valid_from", "valid_to", "read_only", "ticket", "description", "requested_by"} {
		if f.Mistakes[name] != "" && f.Mistakes["account_id"] == "" {
			a.Focus = name
			break
		}
	}
	return a
}

// againValue is the form's value for a recent company.
func againValue(t access.Target) string { return t.Account.ID + " " + t.Company.ID }

// refusedWindows says which presets would be refused, and why, with one line per reason.
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
		names[why] = append(names[why], w.Ask.Windows[p.HowLong])
	}
	for _, reason := range reasons {
		lines = append(lines, w.Ask.Refused(names[reason], reason))
	}
	return lines
}

// rules are sentences with the customer's rules for the chosen company, and its standing consent.
func (a Ask) rules() []string {
	d := a.Options.Draft
	if d == nil {
		return nil
	}
	lines := a.W.Format.Rule(d.Rule)
	if c := d.Consent; c != nil {
		lines = append(lines, a.W.Ask.ConsentFor(c.Longest, c.Hours, c.ReadOnly, c.ValidTo.In(a.Me.Zone)))
	}
	return lines
}

// refusalText is why the request would be refused, or "".
func (a Ask) refusalText() string {
	switch o := a.Options; {
	case o.Draft != nil && o.Draft.Disabled:
		return a.W.Reason(access.DisabledNotAsked{Account: o.Account.Name})
	case o.Draft != nil && o.Draft.Frozen:
		return a.W.Reason(access.FrozenNotAsked{Account: o.Account.Name})
	case o.Draft != nil && a.Mistakes["requested_by"] == "" && o.Draft.Against.Fields["requested_by"] != nil:
		return a.W.Reason(o.Draft.Against.Fields["requested_by"])
	default:
		return a.W.Reason(o.Refused)
	}
}

// sentence says what would be requested, or is "" if that is not known yet.
func (a Ask) sentence() string {
	o := a.Options
	if o.Draft == nil || o.Window == (access.Window{}) {
		return ""
	}
	wish := a.window()
	wish.Account, wish.Company, wish.ReadOnly = o.Account.Name, a.companiesText(), o.Draft.ReadOnly
	if i := slices.IndexFunc(o.Requesters, func(u access.Named) bool { return u.ID == a.Values["requested_by"] }); i >= 0 && a.Me.Kind == access.KindAccount {
		wish.For = o.Requesters[i].Name
	}
	return a.W.Ask.Wish(wish)
}

// atOnce reports whether the request would be granted when it is sent, and so already has its exact
// window.
func (a Ask) atOnce() bool {
	d := a.Options.Draft
	return d != nil && d.AtOnce && !a.hasOther(func(o access.Other) bool { return !o.Draft.AtOnce })
}

// window is the window of the request: its length, start and end.
func (a Ask) window() (w words.Wish) {
	o := a.Options
	if o.Window.From.After(o.Now) {
		w.From = o.Window.From.In(a.Me.Zone)
	}
	w.To, w.Length = o.Window.To.In(a.Me.Zone), o.Window.To.Sub(o.Window.From)
	w.Today, w.ThisWeek = o.HowLong == access.Today, o.HowLong == access.ThisWeek
	if o.Length > 0 && !a.atOnce() {
		w.FromGrant, w.Length = true, o.Length
	}
	return w
}

// openRequestText says what has already been requested or granted.
func (a Ask) openRequestText(open access.OpenRequest) string {
	w := &a.W.Ask
	switch {
	case !open.Granted:
		return w.WaitsAlready
	case open.Window.From.After(a.Options.Now):
		return w.GrantedFrom(a.W.Format.Span(open.Window.From.In(a.Me.Zone), open.Window.To.In(a.Me.Zone)))
	default:
		return w.GrantedUntil(open.Window.To.In(a.Me.Zone))
	}
}

// companyClockText is the window in the company's time zone. It is "" if that shows the same, or if
// the window counts from GRANT.
func (a Ask) companyClockText() string {
	if a.Options.Length > 0 && !a.atOnce() {
		return ""
	}
	c, window := a.Options.Company, a.Options.Window
	if c == nil || window == (access.Window{}) || access.SameClock(window.From, a.Me.Zone, c.Zone) && access.SameClock(window.To, a.Me.Zone, c.Zone) {
		return ""
	}
	from, to := a.W.Format.Span(window.From.In(c.Zone), window.To.In(c.Zone))
	return a.W.Ask.CompanyTime(c.Name, from, to)
}

// outcomeText says what happens to the request.
func (a Ask) outcomeText() string {
	o, w := a.Options, &a.W.Ask
	switch d := o.Draft; {
	case d == nil:
		return ""
	case a.atOnce():
		return w.AtOnce
	case d.AtOnce || a.hasOther(func(o access.Other) bool { return o.Draft.AtOnce }):
		return w.SomeAtOnce
	case d.AtOnceDescribed:
		return w.AtOnceDescribed
	case d.NobodyDecides:
		return w.NobodyDecides(o.Account.Name)
	case d.Rule.Approvals == 2:
		return w.TwoDecide
	}
	return w.Decides
}

// companyOption is a company's name, with its time zone if that is not the reader's.
func companyOption(a Ask, c access.NamedZone) string {
	if access.SameClock(a.Options.Now, c.Zone, a.Me.Zone) {
		return c.Name
	}
	return c.Name + ", " + ZoneName(&a.W.Parts, c.Zone, a.Options.Now)
}

func companyLabel(a Ask) string {
	if a.Options.Account == nil {
		return a.W.Ask.Company
	}
	return a.W.Ask.CompanyOf(a.Options.Account.Name)
}

func companyHint(a Ask) string {
	switch {
	case a.Options.Account == nil:
		return a.W.Ask.AccountFirst
	case len(a.Options.Companies) == 0:
		return a.W.Ask.NoCompanies
	case len(a.Options.Companies) >= access.MaxOptions:
		return a.W.Ask.FirstByName(access.MaxOptions)
	default:
		return ""
	}
}

func requesterHint(a Ask) string {
	if len(a.Options.Requesters) == access.MaxOptions {
		return a.W.Ask.FirstRequesters(access.MaxOptions)
	}
	return a.W.Ask.RequesterHint
}

func descriptionHint(a Ask) string {
	if a.mustDescribe() {
		return a.W.Ask.DescriptionWanted(a.Options.Account.Name)
	}
	return a.W.Ask.DescriptionHint
}

func (a Ask) mustDescribe() bool {
	d := a.Options.Draft
	return d != nil && (d.Rule.DescriptionRequired || a.hasOther(func(o access.Other) bool { return o.Draft.Rule.DescriptionRequired }))
}

// readOnlyByRule reports whether the customer allows only read-only access.
func (a Ask) readOnlyByRule() bool { return a.Options.Draft != nil && a.Options.Draft.Rule.ReadOnly }

// presetID is the id of a preset's radio button. It differs if the button was switched by something
// other than a click, so that it counts as a new element.
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
