package access

import (
	"context"
	"errors"
	"slices"

	"latchkey/db"
)

// MaxCompanies is for how many companies of an account someone can ask at once.
const MaxCompanies = maxWaiting

// ForCompany is a reason that concerns one of several companies that were asked for at once.
type ForCompany struct {
	Company string
	Why     Reason
}

func (ForCompany) isReason() {}

// companies are the ids of the companies that a form asks for, each once. There is at least one,
// which may be "".
func (a NewRequest) companies() (ids []string) {
	for _, id := range append([]string{a.CompanyID}, a.Also...) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return []string{""}
	}
	return ids
}

// AskForEach is Ask for CompanyID and each company in Also: one request for each, or none. If there
// are several and something is wrong with one of them, *Invalid names the company in ForCompany.
// That an equal request waits is a mistake of company_id then, and made has the equal one.
func (s *Service) AskForEach(ctx context.Context, by Actor, a NewRequest) (made []Request, err error) {
	now := s.now()
	if !by.MayAnywhere(RequestAccess) {
		return nil, s.deny(by, now, RequestAccess, Entry{AccountID: by.AccountID}, errMayNotAsk)
	}
	err = s.write(ctx, by, now, func(t *tx) error {
		p, err := t.checkNewRequest(ctx, a, s.maxWindow)
		if err == nil {
			made, err = t.askForEach(ctx, p, a)
		}
		return err
	})
	return made, a.HowLong.moveMistakes(err)
}

func (t *tx) askForEach(ctx context.Context, p db.InsertRequestParams, a NewRequest) (made []Request, err error) {
	ids := a.companies()
	if len(ids) == 1 {
		p.CompanyID = ids[0]
		r, err := t.ask(ctx, p)
		if err != nil && !errors.Is(err, ErrConflict) {
			return nil, err
		}
		return []Request{r}, err
	}
	t.gathers = true
	wrong := mistakesOfEach{of: len(ids), fields: map[string][]ForCompany{}}
	var equal []Request
	for _, id := range ids {
		p.CompanyID = id
		r, err := t.ask(ctx, p)
		if err == nil {
			made = append(made, r)
			continue
		}
		waits, err := wrong.add(r.CompanyName, a.HowLong.moveMistakes(err))
		if err != nil {
			return nil, err
		}
		if waits {
			equal = append(equal, r)
		}
	}
	if err := wrong.err(); err != nil {
		return equal, err
	}
	return made, nil
}

// mistakesOfEach collects what is wrong with several requests of one form.
type mistakesOfEach struct {
	of     int
	fields map[string][]ForCompany
}

// add adds what is wrong with one of them. waits says that an equal one waits. Any other error is
// returned.
func (m *mistakesOfEach) add(company string, err error) (waits bool, other error) {
	var invalid *Invalid
	var problem *Problem
	switch {
	case errors.As(err, &invalid):
		for field, why := range invalid.Fields {
			m.fields[field] = append(m.fields[field], ForCompany{company, why})
		}
		return false, nil
	case errors.As(err, &problem) && errors.Is(err, ErrConflict):
		m.fields["company_id"] = append(m.fields["company_id"], ForCompany{company, problem.Reason})
		return true, nil
	default:
		return false, err
	}
}

// err says for each field what is wrong with which company. What concerns the account, or all of
// the companies alike, is said once.
func (m *mistakesOfEach) err() error {
	var invalid Invalid
	for field, of := range m.fields {
		same := len(of) == m.of && !slices.ContainsFunc(of, func(f ForCompany) bool { return reasonText(f.Why) != reasonText(of[0].Why) })
		if field == "account_id" || same && field != "company_id" {
			invalid.add(field, of[0].Why)
			continue
		}
		for _, f := range of {
			invalid.addLine(field, f)
		}
	}
	return invalid.err()
}

// checkCompanies checks the companies that a form asks for, besides the first one.
func (t *tx) checkCompanies(ctx context.Context, invalid *Invalid, accountID string, ids []string) error {
	switch {
	case invalid.Fields["account_id"] != nil:
		return nil
	case len(ids) > MaxCompanies:
		invalid.add("company_id", TooManyCompanies{Most: MaxCompanies})
		return nil
	}
	for _, id := range ids[1:] {
		_, err := t.GetCompany(ctx, getCompanyParams(accountID, id, everything))
		if db.IsNotFound(err) {
			invalid.add("company_id", ChooseCompany{})
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Other is another company for which the form as it is now asks, and what applies to it.
type Other struct {
	Company NamedZone
	// Refused says why the window would be refused.
	Refused Reason
	Draft   Draft
}

// Trouble is why the request for it would be refused as it is, or nil.
func (o Other) Trouble() Reason {
	for _, field := range []string{"requested_by", "read_only"} {
		if why := o.Draft.Against.Fields[field]; why != nil {
			return why
		}
	}
	return o.Refused
}

// previewOthers finds out what would happen to the requests for the other companies of a form. q is
// the request for its first company.
func (s *Service) previewOthers(ctx context.Context, a NewRequest, q Request, o *AskOptions) error {
	ids := a.companies()
	for _, c := range o.Companies {
		if c.ID == o.Company.ID || !slices.Contains(ids, c.ID) || len(o.Others) == MaxCompanies {
			continue
		}
		q.CompanyID, q.CompanyName, q.CompanyZone = c.ID, c.Name, c.Zone
		rule, err := ruleOf(ctx, s.store.Read, q.AccountID, c.ID)
		if err != nil {
			return err
		}
		q.ReadOnly = o.Draft.ReadOnly
		other := AskOptions{Requesters: o.Requesters, Window: o.Window, Now: o.Now}
		if o.Window != (Window{}) {
			other.Refused = s.refusedWindow(rule, q, o.Window)
		}
		if err := s.fillDraft(ctx, q, rule, &other); err != nil {
			return err
		}
		o.Others = append(o.Others, Other{c, other.Refused, *other.Draft})
	}
	return nil
}

// refusedWindow is why a request would be refused with a window, or nil.
func (s *Service) refusedWindow(rule Rule, q Request, w Window) Reason {
	var invalid Invalid
	checkLength(&invalid, w, s.maxWindow)
	q.Window = w
	rule.checkWindow(&invalid, q)
	return invalid.windowMistake()
}
