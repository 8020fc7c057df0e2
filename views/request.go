package views

import (
	"cmp"
	"strings"
	"time"

	"latchkey/access"
	"latchkey/words"
)

// RequestRow is an access request made ready to be shown to a reader.
type RequestRow struct {
	W *words.Words
	access.Request
	State                 access.State
	Window                Span
	Asked, Decided, Ended Moment
	// Verb and When are what it wants, around the company's name: "wants to edit", "for 4 hours from GRANT".
	Verb, When string
	// HowLong is "4 hours from GRANT" where only that fixes the window, and Hours the same as a field has it; else "".
	HowLong, Hours string
	// LocalFrom and LocalTo are the window as a field has it, in Zone, the reader's.
	LocalFrom, LocalTo access.LocalTime
	Zone               string
	// MayDecide says whether the reader can decide it now, MayGrant whether he can say yes; MayEnter whether it lets the reader in now; MayEnd whether he can revoke or
	// shorten it; MayWithdraw and MayHandBack whether he can as the asker, and MayAskAgain whether he could ask anew for what is over.
	MayDecide, MayGrant, MayEnter, MayEnd, MayWithdraw, MayHandBack, MayAskAgain bool
	// Less is what was asked for, where less counts; "" where not.
	Less string
	zone *time.Location
	// Carded says that the same page has its card as well, which was decided just now.
	Carded bool
	// Others says that the same person has another open access to the company.
	Others bool
	// Once is the one-time key of its acts.
	Once string
}

// With is the row with the one-time key of its acts.
func (r RequestRow) With(once string) RequestRow {
	r.Once = once
	return r
}

// NewRequestRow makes a request ready for its reader.
func NewRequestRow(w *words.Words, r access.Request, reader access.Actor) RequestRow {
	row := RequestRow{W: w, Request: r, State: r.State(r.AsOf), Window: NewSpan(r.Window, reader.Zone, r.CompanyZone), Asked: NewMoment(r.CreatedAt, reader.Zone)}
	row.MayDecide = row.State == access.Pending && reader.MayDecide(r) == nil
	row.MayGrant = row.MayDecide && reader.Frozen == nil && len(r.Against) == 0 && (!r.NeedsTwo || !r.SaidYes && reader.Kind == access.KindUser)
	row.Verb, row.When = requestPhrase(r, row.State, reader.Zone)
	row.zone, row.Zone = reader.Zone, reader.Zone.String()
	row.HowLong = r.HowLong(reader.Zone)
	if row.HowLong != "" {
		row.Hours = access.HoursText(r.Length)
	}
	if row.HowLong == "" || r.Window.From.After(r.AsOf) {
		row.LocalFrom = access.NewLocalTime(r.Window.From, reader.Zone)
	}
	if row.HowLong == "" {
		row.LocalTo = access.NewLocalTime(r.Window.To, reader.Zone)
	}
	row.MayEnter = row.State == access.Active && r.DisabledAccount == "" && reader.IsGrantee(r)
	open := row.State == access.Active || row.State == access.Scheduled
	row.MayEnd, row.MayHandBack = open && reader.MayDecide(r) == nil, open && reader.MayTakeBack(r) == nil
	row.MayWithdraw = row.State == access.Pending && reader.MayTakeBack(r) == nil
	row.MayAskAgain = !open && row.State != access.Pending && reader.MayTakeBack(r) == nil
	row.Less = askedForText(r, reader.Zone)
	if r.Decision != nil {
		row.Decided = NewMoment(r.Decision.At, reader.Zone)
	}
	if r.Ending != nil {
		row.Ended = NewMoment(r.Ending.At, reader.Zone)
	}
	return row
}

// rowID is the id of its row in a table.
func (r RequestRow) rowID() string {
	if r.Carded {
		return "row-" + r.ID
	}
	return r.ID
}

// requestPhrase is what a request wants, or lets or let do, around the company's name.
func requestPhrase(r access.Request, state access.State, zone *time.Location) (verb, when string) {
	w, howLong := r.Window, r.HowLong(zone)
	switch {
	case state == access.Pending:
		verb = "wants to"
	case state == access.Active || state == access.Scheduled:
		verb = "can"
	case r.WasOpen():
		verb, w = "could", r.Span()
	default:
		verb, w, howLong = "wanted to", r.Asked.Window, r.AskedHowLong(zone)
	}
	do := " edit"
	switch {
	case r.Extends != "" && r.ReadOnly:
		do = " go on reading"
	case r.Extends != "":
		do = " go on editing"
	case r.ReadOnly:
		do = " read"
	}
	verb += do
	switch {
	case howLong != "":
		return verb, "for " + howLong
	case state == access.Active || state == access.Pending && r.Extends != "":
		return verb, "until " + NewExactMoment(w.To, zone).Text
	case state != access.Pending:
		from, to := spanTexts(w, zone)
		return verb, "from " + from + " until " + to
	case w.From.After(r.AsOf):
		return verb, "for " + roundedText(w.To.Sub(w.From)) + ", from " + NewExactMoment(w.From, zone).Text
	default:
		return verb, "for " + roundedText(w.To.Sub(r.AsOf)) + ", from now"
	}
}

// askedForText is what was asked for where less counts.
func askedForText(r access.Request, zone *time.Location) string {
	var parts []string
	if r.OtherWindow() {
		from, to := spanTexts(r.Asked.Window, zone)
		parts = append(parts, cmp.Or(r.AskedHowLong(zone), from+" – "+to))
	}
	if r.ReadOnly && !r.Asked.ReadOnly {
		parts = append(parts, access.ReadOnlyText(false))
	}
	return strings.Join(parts, ", ")
}

// stateTone is the colour that a state has a meaning in.
func stateTone(s access.State) string {
	switch s {
	case access.Pending:
		return "waiting"
	case access.Active, access.Scheduled:
		return "live"
	case access.Refused:
		return "refused"
	default:
		return "over"
	}
}

// WindowText is when a grant of a request lets in: "from now until" or "from" the one instant "until" the other, or "for" a length.
func WindowText(r access.Request, zone *time.Location) string {
	if howLong := r.HowLong(zone); howLong != "" {
		return "for " + howLong
	}
	if r.Window.From.After(r.AsOf) {
		from, to := spanTexts(r.Window, zone)
		return "from " + from + " until " + to
	}
	return "from now until " + NewExactMoment(r.Window.To, zone).Text
}

// keptOut says why an access that is open, or asked for, lets nobody in meanwhile; "" where it does.
func (r RequestRow) keptOut() string {
	switch open := r.State == access.Active || r.State == access.Scheduled; {
	case r.DisabledAccount == "" || !open && r.State != access.Pending:
		return ""
	case open:
		return "The account " + r.DisabledAccount + " is disabled: nobody gets in by this until it is enabled."
	case r.DisabledAccount == r.AccountName:
		return "The account " + r.DisabledAccount + " is disabled: nobody can say yes until it is enabled."
	default:
		return "The account " + r.DisabledAccount + " is disabled."
	}
}

// sentence is what it means.
func (r RequestRow) sentence() string {
	return r.RequestedByName + " of " + r.RequesterAccountName + " " + r.Verb + " " + r.CompanyName + " of " + r.AccountName + " " + r.When + "."
}

// breachText is what the customer's rule does not allow of a request, and what to do about it.
func breachText(b access.Breach) string {
	why := words.English().Reason(b.Why)
	switch b.Field {
	case "":
		return why
	case "description":
		return why + " Deny it, and say so."
	default:
		return why + " Grant less, or deny it."
	}
}
