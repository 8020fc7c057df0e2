package views

import (
	"slices"
	"time"

	"latchkey/access"
	"latchkey/words"
)

// RequestRow is an access request, ready to be shown to a reader.
type RequestRow struct {
	W *words.Words
	access.Request
	State                 access.State
	Window                Span
	Asked, Decided, Ended Moment
	// HowLong is "4 hours from GRANT" if the window is not fixed yet, and Hours is the value for a
	// field; otherwise both are "".
	HowLong, Hours string
	// LocalFrom and LocalTo are the values for the fields of the window, in Zone, the reader's.
	LocalFrom, LocalTo access.LocalTime
	Zone               string
	// MayDecide says whether the reader can decide the request now, MayGrant whether they can
	// approve it, MayEnter whether it gives the reader access now, MayEnd whether they can revoke
	// or shorten it, MayWithdraw and MayHandBack whether they can do so as the requester, and
	// MayAskAgain whether they could make the same request again after it is over.
	MayDecide, MayGrant, MayEnter, MayEnd, MayWithdraw, MayHandBack, MayAskAgain bool
	// Less is what was requested if less is in force, or else "".
	Less string
	zone *time.Location
	// Carded says that the page also has the request's card, because it was just decided.
	Carded bool
	// Chosen says that it is chosen for an act on several requests.
	Chosen bool
	// Once is the one-time key of its acts, and Back where they lead back to: BackToStart, or ""
	// for the list.
	Once, Back string
}

// BackToStart leads back to the first page after the sign-in.
const BackToStart = "start"

// With is the row with a one-time key for its acts.
func (r RequestRow) With(once string) RequestRow {
	r.Once = once
	return r
}

// NewRequestRow prepares a request for its reader.
func NewRequestRow(w *words.Words, r access.Request, reader access.Actor) RequestRow {
	row := RequestRow{Request: r, State: r.State(r.AsOf), Window: SpanIn(w, r.Window, reader.Zone, r.CompanyZone), Asked: MomentIn(w, r.CreatedAt, reader.Zone), W: w}
	row.MayDecide = row.State == access.Pending && reader.MayDecide(r) == nil
	row.MayGrant = row.MayDecide && reader.Frozen == nil && len(r.Against) == 0 && (!r.NeedsTwo || !r.SaidYes && reader.Kind == access.KindUser)
	row.zone, row.Zone = reader.Zone, reader.Zone.String()
	row.HowLong = w.Format.HowLong(r, reader.Zone)
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
	open := row.open()
	row.MayEnd, row.MayHandBack = open && reader.MayDecide(r) == nil, open && reader.MayTakeBack(r) == nil
	row.MayWithdraw = row.State == access.Pending && reader.MayTakeBack(r) == nil
	row.MayAskAgain = !open && row.State != access.Pending && reader.MayTakeBack(r) == nil
	row.Less = askedForText(w, r, reader.Zone)
	if r.Decision != nil {
		row.Decided = MomentIn(w, r.Decision.At, reader.Zone)
	}
	if r.Ending != nil {
		row.Ended = MomentIn(w, r.Ending.At, reader.Zone)
	}
	return row
}

// open reports whether it is a grant that is not over.
func (r RequestRow) open() bool { return r.State == access.Active || r.State == access.Scheduled }

// about is what a request is for: its ticket and its description.
func (r RequestRow) about() string {
	if r.Ticket == "" || r.Description == "" {
		return r.Ticket + r.Description
	}
	return r.Ticket + " · " + r.Description
}

// rowID is the id of its row in a table.
func (r RequestRow) rowID() string {
	if r.Carded {
		return "row-" + r.ID
	}
	return r.ID
}

// sentenceOf says in one sentence what is requested or granted. It names the company's account only
// if the reader does not decide for it.
func sentenceOf(r access.Request, state access.State, zone *time.Location) words.RequestSentence {
	s := words.RequestSentence{
		Who: r.RequestedByName, Of: r.RequesterAccountName, Company: r.CompanyName, Account: r.AccountName, ReadOnly: r.ReadOnly, Extends: r.Extends != "",
	}
	w, length := r.Window, r.Length
	switch {
	case state == access.Pending:
		s.Mood = words.Wants
	case state == access.Active || state == access.Scheduled:
		s.Mood = words.May
	case r.WasOpen():
		s.Mood, w = words.Might, r.Span()
	default:
		s.Mood, w, length = words.Wanted, r.Asked.Window, r.Asked.Length
	}
	switch {
	case length > 0:
		s.When = fromGrant(length, w.From, r.AsOf, zone)
	case state == access.Active || state == access.Pending && r.Extends != "":
		s.When.To = w.To.In(zone)
	case state != access.Pending:
		s.When.From, s.When.To = w.From.In(zone), w.To.In(zone)
	case w.From.After(r.AsOf):
		s.When.For, s.When.From = rounded(w.To.Sub(w.From)), w.From.In(zone)
	default:
		s.When.For = rounded(w.To.Sub(r.AsOf))
	}
	return s
}

// fromGrant is a length that counts from GRANT. from is the earliest start, which is mentioned if
// it is in the future.
func fromGrant(length time.Duration, from, now time.Time, zone *time.Location) words.When {
	when := words.When{For: length, FromGrant: true}
	if from.After(now) {
		when.From = from.In(zone)
	}
	return when
}

// GrantWhen is when a request would give access if it were granted now: for a length, from now, or
// from a future instant.
func GrantWhen(r access.Request, zone *time.Location) words.When {
	when := words.When{To: r.Window.To.In(zone)}
	switch {
	case r.Length > 0:
		return fromGrant(r.Length, r.Window.From, r.AsOf, zone)
	case r.Window.From.After(r.AsOf):
		when.From = r.Window.From.In(zone)
	}
	return when
}

// rounded is a length of time for a text: to the minute, from an hour on to five minutes, and from
// two days on to the hour.
func rounded(d time.Duration) time.Duration {
	unit := time.Minute
	switch {
	case d >= 48*time.Hour:
		unit = time.Hour
	case d >= time.Hour:
		unit = 5 * time.Minute
	case d < time.Minute:
		unit = time.Second
	}
	return d.Round(unit)
}

// askedForText is what was requested if less is in force.
func askedForText(w *words.Words, r access.Request, zone *time.Location) string {
	when := words.When{From: r.Asked.Window.From.In(zone), To: r.Asked.Window.To.In(zone)}
	if r.Asked.Length > 0 {
		when = fromGrant(r.Asked.Length, r.Asked.Window.From, r.AsOf, zone)
	}
	other, toEdit := r.OtherWindow(), r.ReadOnly && !r.Asked.ReadOnly
	if !other && !toEdit {
		return ""
	}
	return w.Request.AskedFor(when, other, toEdit)
}

// keptOut says why an open request or grant gives nobody access at the moment, or is "".
func (r RequestRow) keptOut() string {
	switch open := r.open(); {
	case r.DisabledAccount == "" || !open && r.State != access.Pending:
		return ""
	case open:
		return r.W.Request.NobodyGetsIn(r.DisabledAccount)
	case r.DisabledAccount == r.AccountName:
		return r.W.Request.NobodyCanGrant(r.DisabledAccount)
	default:
		return r.W.Request.Disabled(r.DisabledAccount)
	}
}

// sentence sums up the request.
func (r RequestRow) sentence() string {
	return r.W.Request.Sentence(sentenceOf(r.Request, r.State, r.zone))
}

// cardSentence is sentence with slots for the person and the company. Readers who decide know whose
// company it is.
func (r RequestRow) cardSentence() string {
	s := sentenceOf(r.Request, r.State, r.zone)
	s.Who, s.Company = words.Slot(0), words.Slot(1)
	if r.MayDecide || r.State != access.Pending {
		s.Account = ""
	}
	return r.W.Request.Sentence(s)
}

// factorsText says how those sign in whom a waiting request would let in.
func (r RequestRow) factorsText() string { return factorsText(&r.W.Request, r.Request) }

func factorsText(w *words.Request, r access.Request) string {
	switch {
	case !r.Factors.Person:
		return w.NoFactor
	case !r.Factors.Account:
		return w.PersonsFactor(r.RequesterAccountName)
	default:
		return w.BothFactors
	}
}

// breachText says which of the customer's rules a request breaks, and what to do about it.
func breachText(w *words.Words, b access.Breach) string {
	why := w.Reason(b.Why)
	switch b.Field {
	case "", "requested_by": // who asks can mend that, and the request waits
		return why
	case "description":
		return w.Request.MendByDenying(why)
	default:
		return w.Request.MendByLess(why)
	}
}

// mayGrantLess reports whether the reader can grant less than what was requested: not if the rule
// allows none of it.
func (r RequestRow) mayGrantLess() bool {
	return r.MayDecide && !slices.ContainsFunc(r.Against, func(b access.Breach) bool { return b.Field == "requested_by" || b.Field == "description" })
}

// actSentence is what someone did to a request, with a slot for how long ago.
func actSentence(w *words.Request, r access.Request, a *access.Act) string {
	ago := words.Slot(0)
	switch a.What {
	case "GRANTED":
		if r.ConsentID != "" {
			return w.ConsentedBy(a.By, ago)
		}
		return w.GrantedBy(a.By, ago)
	case "DENIED":
		return w.DeniedBy(a.By, ago)
	case "WITHDRAWN":
		return w.WithdrawnBy(a.By, ago)
	case "REVOKED":
		return w.RevokedBy(a.By, ago)
	default:
		return w.HandedBackBy(a.By, ago)
	}
}
