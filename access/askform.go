package access

import (
	"context"
	"slices"
	"strings"
	"time"

	"latchkey/db"
)

// AskOptions is what the request form offers, and what would be requested as it is now.
type AskOptions struct {
	// Recent are the companies that the login requested access to most recently, latest first.
	Recent []Target
	// Accounts are the accounts that the search found, or the chosen one.
	Accounts []Named
	// Account and Company are the chosen ones, or nil.
	Account   *Named
	Company   *NamedZone
	Companies []NamedZone
	// Others are the other companies that are chosen besides Company.
	Others []Other
	// Requesters are the users that the login can name as responsible. For a user login, that is
	// only itself.
	Requesters []Named
	// Presets are the windows to choose from.
	Presets []Preset
	// HowLong is the chosen window or, if Instead says why that one would be refused, another.
	HowLong HowLong
	Instead Reason
	// Window is that window, or zero if the typed times are wrong. Refused says why it would be
	// refused. For a Length, it is the window of a GRANT now.
	Window  Window
	Length  time.Duration
	Refused Reason
	// Draft is nil until a company is chosen.
	Draft *Draft
	Now   time.Time
}

// Target is a company to which access can be requested, with its account.
type Target struct {
	Account Named
	Company NamedZone
}

// Preset is a window with a name. Refused says why it would be refused, or is nil.
type Preset struct {
	HowLong HowLong
	Window  Window
	Refused Reason
}

// Draft is what applies to a request for the chosen company. It contains no more than the answer to
// a real request would.
type Draft struct {
	Rule Rule
	// Against is what the rule does not allow, except the window: for that, see AskOptions.Refused.
	Against Invalid
	// Disabled and Frozen say that nobody can request access now, NobodyDecides that nobody could
	// approve.
	Disabled, Frozen, NobodyDecides bool
	// Consent is the standing consent for the requesting account, or nil. AtOnce says that it would
	// grant this request.
	Consent *Consent
	AtOnce  bool
	// AtOnceDescribed says that it would, with the description that the rule requires.
	AtOnceDescribed bool
	// ReadOnly says that the request would be for read-only access, by choice or by the rule.
	ReadOnly bool
	// Open is what the same person has already requested or been granted there, or nil.
	Open *OpenRequest
}

// OpenRequest is a request that is waiting for a decision or, if Granted, a grant that is not over.
type OpenRequest struct {
	ID      string
	Window  Window
	Granted bool
}

// Named is something that can be chosen by its name.
type Named struct{ ID, Name string }

// NamedZone is a Named with a time zone.
type NamedZone struct {
	Named
	Zone *time.Location
}

// MaxOptions is how many companies or users the form offers: the first ones by name.
const MaxOptions = 1000

const (
	// maxFound is how many accounts a search offers.
	maxFound = 20
	// maxRecent is how many recent companies the form offers, and recentDepth how many requests are
	// searched for them.
	maxRecent   = 5
	recentDepth = 200
)

// AskOptions returns what the request form offers as it is now: the accounts that match a part of a
// name or, if search is "", the chosen one, and the companies of the chosen account. If there is
// only one account or company, it is chosen. It needs RequestAccess. It never offers the actor's
// own account. Errors: ErrForbidden.
func (s *Service) AskOptions(ctx context.Context, by Actor, search string, a NewRequest) (o AskOptions, err error) {
	o.Now = s.now()
	if !by.MayAnywhere(RequestAccess) {
		return o, s.deny(by, o.Now, RequestAccess, Entry{AccountID: by.AccountID}, errMayNotAsk)
	}
	o.Requesters, err = s.requesters(ctx, by)
	if err != nil {
		return o, err
	}
	o.Recent, err = s.lastAsked(ctx, by)
	if err != nil {
		return o, err
	}
	o.Accounts, err = s.accountsToChoose(ctx, by, o.Recent, search, a.AccountID)
	if err != nil {
		return o, err
	}
	o.Account = chosenOrOnly(o.Accounts, func(found Named) bool { return found.ID == a.AccountID })
	if o.Account != nil {
		o.Companies, err = s.companiesToAsk(ctx, o.Account.ID)
		if err != nil {
			return o, err
		}
		o.Companies = recentFirst(o.Companies, o.Recent, o.Account.ID)
	}
	o.Company = chosenOrOnly(o.Companies, func(c NamedZone) bool { return c.ID == a.companies()[0] })
	return o, s.previewRequest(ctx, by, a, &o)
}

// requesters are the users that a login can name as responsible.
func (s *Service) requesters(ctx context.Context, by Actor) ([]Named, error) {
	if by.Kind == KindUser {
		u, err := s.store.Read.GetActiveUser(ctx, db.GetActiveUserParams{ID: by.UserID, AccountID: by.AccountID})
		if db.IsNotFound(err) {
			return []Named{{ID: by.UserID, Name: by.UserName}}, nil
		}
		return []Named{{ID: by.UserID, Name: personWithLogin(u.FirstName, u.LastName, u.Name)}}, err
	}
	users, err := s.store.Read.ListActiveUsers(ctx, db.ListActiveUsersParams{AccountID: by.AccountID, PageSize: MaxOptions})
	return mapped(users, func(u db.ListActiveUsersRow) Named {
		return Named{ID: u.ID, Name: personWithLogin(u.FirstName, u.LastName, u.Name)}
	}), err
}

// lastAsked are the companies that a login requested access to most recently.
func (s *Service) lastAsked(ctx context.Context, by Actor) ([]Target, error) {
	rows, err := s.store.Read.ListLastAsked(ctx, db.ListLastAskedParams{
		AskingAccount: by.AccountID, RequestedBy: by.UserID, Depth: recentDepth, PageSize: maxRecent,
	})
	return mapped(rows, func(r db.ListLastAskedRow) Target {
		return Target{Named{ID: r.AccountID, Name: r.AccountName}, NamedZone{Named{ID: r.ID, Name: r.Name}, location(r.TimeZone)}}
	}), err
}

// chosenOrOnly returns the chosen one of what a form offers, or the only one, or nil.
func chosenOrOnly[T any](offered []T, chosen func(T) bool) *T {
	for i, o := range offered {
		if chosen(o) || len(offered) == 1 {
			return &offered[i]
		}
	}
	return nil
}

// checkAccountID checks the account that was chosen in a form: find must find it, and it must not
// be the actor's own. own is the reason for the latter.
func (a Actor) checkAccountID(invalid *Invalid, accountID string, own Reason, find func() error) error {
	var err error
	switch accountID {
	case "":
		invalid.add("account_id", FindAccount{})
	case a.AccountID:
		invalid.add("account_id", own)
	default:
		err = find()
	}
	if db.IsNotFound(err) {
		invalid.add("account_id", NoSuchAccount{})
		return nil
	}
	return err
}

// accountsToChoose finds accounts other than the actor's own by a part of their name, recent ones
// first. Without a part, it returns the chosen one.
func (s *Service) accountsToChoose(ctx context.Context, by Actor, recent []Target, search, chosen string) (accounts []Named, err error) {
	key := NameKey(search)
	switch {
	case key == "" && chosen == "":
		return nil, nil
	case key == "":
		a, err := s.store.Read.GetAccountToAsk(ctx, db.GetAccountToAskParams{ID: chosen, OwnAccount: by.AccountID})
		if db.IsNotFound(err) {
			return nil, nil
		}
		return []Named{{ID: a.ID, Name: a.Name}}, err
	}
	add := func(a Named) {
		if len(accounts) < maxFound && !slices.Contains(accounts, a) {
			accounts = append(accounts, a)
		}
	}
	for _, t := range recent {
		if strings.Contains(NameKey(t.Account.Name), key) {
			add(t.Account)
		}
	}
	found, err := s.store.Read.FindAccounts(ctx, db.FindAccountsParams{Part: key, OwnAccount: by.AccountID, PageSize: maxFound})
	for _, a := range found {
		add(Named{ID: a.ID, Name: a.Name})
	}
	return accounts, err
}

func (s *Service) companiesToAsk(ctx context.Context, accountID string) ([]NamedZone, error) {
	rows, err := s.store.Read.ListCompaniesToAsk(ctx, db.ListCompaniesToAskParams{AccountID: accountID, PageSize: MaxOptions})
	return mapped(rows, func(c db.ListCompaniesToAskRow) NamedZone {
		return NamedZone{Named{ID: c.ID, Name: c.Name}, location(c.TimeZone)}
	}), err
}

// recentFirst sorts an account's companies so that recent ones come first.
func recentFirst(companies []NamedZone, recent []Target, accountID string) []NamedZone {
	var first []NamedZone
	for _, t := range recent {
		if t.Account.ID == accountID {
			first = append(first, t.Company)
			companies = slices.DeleteFunc(companies, func(c NamedZone) bool { return c.ID == t.Company.ID })
		}
	}
	return append(first, companies...)
}

// previewRequest finds out what would happen to the request as it is now.
func (s *Service) previewRequest(ctx context.Context, by Actor, a NewRequest, o *AskOptions) error {
	q := Request{RequesterAccountID: by.AccountID, RequesterAccountName: by.AccountName, ReadOnly: a.ReadOnly, Description: cleanText(a.Description)}
	rule := noRule
	if o.Company != nil {
		q.AccountID, q.AccountName, q.CompanyID, q.CompanyName, q.CompanyZone = o.Account.ID, o.Account.Name, o.Company.ID, o.Company.Name, o.Company.Zone
		var err error
		rule, err = ruleOf(ctx, s.store.Read, q.AccountID, q.CompanyID)
		if err != nil {
			return err
		}
		q.ReadOnly = a.ReadOnly || rule.ReadOnly
	}
	refused := func(w Window) Reason { return s.refusedWindow(rule, q, w) }
	for _, h := range howLongs {
		w, _ := h.window(o.Now, by.Zone)
		o.Presets = append(o.Presets, Preset{HowLong: h, Window: w, Refused: refused(w)})
	}
	o.chooseWindow(a, by.Zone, s.maxWindow)
	o.Length = o.HowLong.length()
	if o.Window != (Window{}) && o.Refused == nil {
		o.Refused = refused(o.Window)
	}
	if o.Company == nil {
		return nil
	}
	q.Window = o.Window
	q.RequestedBy = a.RequestedBy
	if by.Kind == KindUser {
		q.RequestedBy = by.UserID
	}
	if err := s.fillDraft(ctx, q, rule, o); err != nil {
		return err
	}
	return s.previewOthers(ctx, a, q, o)
}

// chooseWindow finds the chosen window. If nobody has touched the form yet, it is the usual one.
func (o *AskOptions) chooseWindow(a NewRequest, zone *time.Location, longest time.Duration) {
	preset := func(h HowLong) (Preset, bool) {
		i := slices.IndexFunc(o.Presets, func(p Preset) bool { return p.HowLong == h })
		return o.Presets[max(i, 0)], i >= 0
	}
	if a.HowLong == Exact || a.HowLong == "" && (a.ValidFrom.Text != "" || a.ValidTo.Text != "") {
		var invalid Invalid
		o.HowLong, o.Window = Exact, checkWindow(&invalid, a, zone, o.Now, longest)
		o.Refused = invalid.windowMistake()
		if o.Refused != nil {
			o.Window = Window{}
		}
		return
	}
	chosen, ok := preset(a.HowLong)
	if ok && chosen.Refused == nil {
		o.HowLong, o.Window = chosen.HowLong, chosen.Window
		return
	}
	if ok {
		o.Instead = chosen.Refused
	}
	for _, h := range usually {
		if p, _ := preset(h); p.Refused == nil {
			o.HowLong, o.Window = p.HowLong, p.Window
			return
		}
	}
	if !ok {
		chosen, _ = preset(FourHours)
	}
	o.HowLong, o.Window = Exact, chosen.Window // the initial choice
}

// fillDraft finds out what applies to a request that has not been made yet.
func (s *Service) fillDraft(ctx context.Context, q Request, rule Rule, o *AskOptions) error {
	d := Draft{Rule: rule, ReadOnly: q.ReadOnly}
	o.Draft = &d
	if rule.SecondFactor && q.RequestedBy != "" {
		if err := q.readFactors(ctx, s.store.Read); err != nil {
			return err
		}
		if i := slices.IndexFunc(o.Requesters, func(n Named) bool { return n.ID == q.RequestedBy }); i >= 0 {
			q.RequestedByName = o.Requesters[i].Name
		}
	}
	rule.checkRest(&d.Against, q)
	open, err := s.store.Read.GetOpenRequestOf(ctx, db.GetOpenRequestOfParams{
		AccountID: q.AccountID, Now: db.Millis(o.Now), CompanyID: q.CompanyID, RequesterAccountID: q.RequesterAccountID, RequestedBy: q.RequestedBy,
	})
	if err == nil {
		d.Open = &OpenRequest{open.ID, Window{db.Time(open.ValidFrom), db.Time(open.ValidTo)}, open.Granted == 1}
	} else if !db.IsNotFound(err) {
		return err
	}
	f, err := s.store.Read.GetFreeze(ctx, q.AccountID)
	if err != nil {
		return err
	}
	d.Disabled, d.Frozen = !f.LoginEnabled, f.FrozenAt.Valid
	if d.Disabled || d.Frozen {
		return nil
	}
	var covers bool
	d.Consent, covers, err = findConsent(ctx, s.store.Read, q, rule, o.Now)
	if err != nil {
		return err
	}
	covers = covers && o.Refused == nil && q.Window != (Window{})
	d.AtOnce = covers && len(d.Against.Fields) == 0
	d.AtOnceDescribed = covers && !d.AtOnce
	if d.AtOnce || d.AtOnceDescribed {
		return nil
	}
	who, err := decidingRecipients(ctx, s.store.Read, NoticeAsked, q, o.Now)
	d.NobodyDecides = tooFewDeciders(who, rule)
	return err
}
