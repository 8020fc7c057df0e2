package access

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"latchkey/db"
)

// OnlyOver is a filter besides OnlyWaiting and OnlyOpen: neither.
const OnlyOver = "OVER"

// SortByEnd is the order of a list that begins with what ends soonest. It has only requests that
// are not over.
const SortByEnd = "ends"

// RequestFilter chooses requests. An empty field is no filter.
type RequestFilter struct {
	// State is OnlyWaiting, OnlyOpen or OnlyOver.
	State string
	// Text is part of the description, of the ticket or of a name, or the id of a request. Ticket
	// is the whole ticket.
	Text, Ticket string
	// Company is part of the company's name, or its id. By is part of the name of the requesting
	// account or the responsible person, or the id of either.
	Company, By string
	// From and To are days in the reader's time zone, like 2026-03-14, both included: the window
	// has a moment in them.
	From, To string
	// Mine are the reader's own: those in a user's name, or those that the account made. A reader
	// who cannot request access has none.
	Mine bool
	// Sort is "" for the newest first, or SortByEnd.
	Sort string
}

// RequestPage is a page of a filtered list.
type RequestPage struct {
	// Account is whose requests they are. It is empty for those of all accounts.
	Account  Named
	Requests []Request
	// Next is where the next page begins, or "". If a search has not seen all requests yet, Since
	// is how far back it looked: a page looks at a limited number, however rare the matches are.
	Next  string
	Since time.Time
}

// requestPlace is a place in a filtered list: after the request with an id and, in the order of
// SortByEnd, an end in milliseconds.
type requestPlace struct {
	ends int64
	id   string
}

func (p requestPlace) String() string {
	if p.ends == 0 {
		return p.id
	}
	return fmt.Sprintf("%d-%s", p.ends, p.id)
}

// parseRequestPlace reads a place. One that cannot be read is the beginning.
func parseRequestPlace(text string) (p requestPlace) {
	if ends, id, ok := strings.Cut(text, "-"); ok {
		p.ends, _ = strconv.ParseInt(ends, 10, 64)
		text = id
	}
	p.id = cmp.Or(text, lastID)
	return p
}

// FilterRequests returns a page of the requests of an account, as ExternalAccess, or with "" of all
// those that Requests lists. before is the Next of the previous page, or "". Errors: ErrNotFound,
// ErrForbidden; *Invalid with the fields from and to, together with the page's Account.
func (s *Service) FilterRequests(ctx context.Context, by Actor, accountID string, f RequestFilter, before string) (p RequestPage, err error) {
	if state := (RequestFilter{State: f.State}); accountID == "" && f == state && f.State != OnlyOver { // as of old, in order
		p.Requests, p.Next, err = s.Requests(ctx, by, f.State, before)
		return p, err
	}
	return s.requestPage(ctx, by, accountID, f, before, pageSize)
}

// EachRequest calls begin, and then fn with every request that a filter chooses, in the order of
// the list. Errors: those of FilterRequests, before or after begin is called; what begin or fn
// returns.
func (s *Service) EachRequest(ctx context.Context, by Actor, accountID string, f RequestFilter, begin func() error, fn func(Request) error) error {
	return eachRow(ctx, s, by, begin, fn, func(before string) ([]Request, string, error) {
		p, err := s.requestPage(ctx, by, accountID, f, before, exportBatch)
		return p.Requests, p.Next, err
	})
}

func (s *Service) requestPage(ctx context.Context, by Actor, accountID string, f RequestFilter, before string, size int) (p RequestPage, err error) {
	now := s.now()
	var of requestSides
	all := accountID == "" && by.ReadsAllRequests()
	switch {
	case accountID != "":
		p.Account, of, err = s.seesRequestsOf(ctx, by, accountID, now)
	case !by.MayAnywhere(ReadRequests):
		err = s.deny(by, now, ReadRequests, Entry{AccountID: by.AccountID}, forbidden(MayNotSeeRequests{}))
	default:
		of.target = by.AccountID
	}
	if f.Mine { // all of them are of the own side
		all, of.target = false, ""
		if accountID == "" || accountID == by.AccountID {
			of.asking = by.askerAccount()
		}
	}
	if err != nil {
		return p, err
	}
	return p, s.filterRequests(ctx, by, &p, of, all, f, parseRequestPlace(before), size, now)
}

func (s *Service) filterRequests(ctx context.Context, by Actor, p *RequestPage, of requestSides, all bool, f RequestFilter, before requestPlace, size int, now time.Time) (err error) {
	params := db.FilterRequestsParams{
		ByEnd: flag(f.Sort == SortByEnd), State: f.State, ScopeAll: flag(all), OwnAccount: of.target, AskingAccount: of.asking, Now: db.Millis(now),
		Ticket: NameKey(f.Ticket), Text: NameKey(f.Text), Typed: strings.TrimSpace(f.Text), Company: strings.TrimSpace(f.Company), Asker: strings.TrimSpace(f.By),
		Before: before.id, AfterEnd: before.ends, PageSize: int64(size) + 1,
	}
	if f.Mine {
		params.Mine = by.UserID
	}
	params.ValidAfter, params.ValidBefore, err = parsePeriod(f.From, f.To, by.Zone)
	if err != nil {
		return err
	}
	params.TicketKey = params.Ticket
	if params.Ticket == "" && before.id == lastID { // what has it as its ticket is on the first page, however old
		params.TicketKey = params.Text
	}
	switch {
	case params.Ticket != "":
		params.Floor = lastID // nothing else
	case params.ByEnd == 0:
		params.Floor, err = s.store.Read.GetRequestFloor(ctx, db.GetRequestFloorParams{
			ScopeAll: params.ScopeAll, OwnAccount: of.target, AskingAccount: of.asking, Mine: params.Mine, Before: before.id, Looked: s.findDepth,
		})
		if err != nil {
			return err
		}
	}
	rows, err := s.store.Read.FilterRequests(ctx, params)
	if err != nil {
		return err
	}
	rows, last := cut(rows, size, func(r db.NamedRequest) requestPlace { return requestPlace{id: r.ID, ends: r.ValidTo * params.ByEnd} })
	p.Next = last.String()
	if limited := params.Floor != "" && params.Ticket == "" && f.State != OnlyWaiting && f.State != OnlyOpen; limited && p.Next == "" {
		p.Next, p.Since = params.Floor, madeAt(params.Floor)
	}
	p.Requests, err = s.addUse(ctx, requestsFrom(rows, now))
	return err
}

// madeAt is when an id of newID was made, or zero.
func madeAt(id string) time.Time {
	_, text, _ := strings.Cut(id, "_")
	u, err := ulid.ParseStrict(text)
	if err != nil {
		return time.Time{}
	}
	return ulid.Time(u.Time()).UTC()
}
