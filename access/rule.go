package access

import (
	"context"
	"slices"
	"strconv"
	"time"

	"latchkey/db"
)

// The actions on rules.
const (
	RuleSet     Action = "rule.set"
	RuleRemoved Action = "rule.removed"
)

// Rule is what a customer requires of access to its companies. A zero Rule with noRule's Hours and
// Approvals requires nothing.
type Rule struct {
	// ID is "" if there is no rule.
	ID string
	// CompanyID and CompanyName are the company of an exception.
	CompanyID, CompanyName string
	// Longest is the longest window, or 0 for no limit.
	Longest             time.Duration
	ReadOnly            bool
	DescriptionRequired bool
	// SecondFactor says that both logins that a grant lets in must have a second factor.
	SecondFactor bool
	Hours        Hours
	// Approvals is how many different people must approve: 1 or 2.
	Approvals int64
}

var noRule = Rule{Hours: AllHours, Approvals: 1}

func ruleFrom(r db.AccessRule) Rule {
	return Rule{
		ID: r.ID, CompanyID: r.CompanyID, Longest: time.Duration(r.LongestMs) * time.Millisecond, ReadOnly: r.ReadOnly,
		DescriptionRequired: r.DescriptionRequired, SecondFactor: r.SecondFactor != 0, Hours: hoursFrom(r.FromMinute, r.ToMinute, r.NextDayTo, r.Weekdays), Approvals: r.Approvals,
	}
}

// ruleOf is the rule in force for a company: its exception, or else its account's rule.
func ruleOf(ctx context.Context, q *db.Queries, accountID, companyID string) (Rule, error) {
	row, err := q.GetRule(ctx, db.GetRuleParams{AccountID: accountID, CompanyID: companyID})
	if db.IsNotFound(err) {
		return noRule, nil
	}
	return ruleFrom(row), err
}

func (t *tx) rule(ctx context.Context, accountID, companyID string) (Rule, error) {
	return ruleOf(ctx, t.Queries, accountID, companyID)
}

// checkWindow adds to invalid what a rule does not allow in a request's window.
func (r Rule) checkWindow(invalid *Invalid, q Request) {
	if r.Longest > 0 && q.Window.To.Sub(q.Window.From) > r.Longest {
		invalid.add("valid_to", RuleLongest{Account: q.AccountName, Most: r.Longest})
	}
	switch {
	case r.Hours != AllHours && !KnownZone(q.CompanyZone):
		invalid.add("valid_to", RuleZoneUnknown{Account: q.AccountName, Company: q.CompanyName, Zone: q.CompanyZone.String(), Hours: r.Hours})
	case !r.Hours.Contain(q.Window, q.CompanyZone):
		field := "valid_to"
		if !r.Hours.Contain(Window{q.Window.From, q.Window.From.Add(1)}, q.CompanyZone) {
			field = "valid_from"
		}
		invalid.add(field, RuleHours{Account: q.AccountName, Company: q.CompanyName, Hours: r.Hours})
	}
}

// check adds to invalid what a rule does not allow in a request.
func (r Rule) check(invalid *Invalid, q Request) {
	r.checkWindow(invalid, q)
	r.checkRest(invalid, q)
}

// checkRest is check without the window.
func (r Rule) checkRest(invalid *Invalid, q Request) {
	if r.ReadOnly && !q.ReadOnly {
		invalid.add("read_only", RuleReadOnly{Account: q.AccountName})
	}
	if r.DescriptionRequired && q.Description == "" {
		invalid.add("description", RuleDescription{Account: q.AccountName})
	}
	if r.SecondFactor && !q.Factors.both() {
		invalid.add("requested_by", q.noSecondFactor())
	}
}

func (r Rule) changes() changes {
	c := changes{DetailReadOnly: strconv.FormatBool(r.ReadOnly), DetailDescriptionRequired: strconv.FormatBool(r.DescriptionRequired),
		DetailSecondFactor: strconv.FormatBool(r.SecondFactor), DetailHours: r.Hours.code(), DetailApprovals: strconv.FormatInt(r.Approvals, 10), DetailLongest: ""}
	if r.Longest > 0 {
		c[DetailLongest] = r.Longest.String()
	}
	return c
}

// Rules is the page of an account's rules.
type Rules struct {
	Account Named
	// Own is the account's rule, and Exceptions are those for its companies.
	Own        Rule
	Exceptions []Rule
	// Consents is a page of the standing consents, newest first. NextConsent is the before of the
	// next page, or "".
	Consents    []Consent
	NextConsent string
	Companies   []NamedZone
	Freeze      *Freeze
	// VisitorsMayOpen are the names of the webapps that visitors may open.
	VisitorsMayOpen []string
	// MayChange says that the actor may change the rules, and freeze access.
	MayChange bool
	// TooFew says that something needs the approval of two people, and fewer than two could give
	// it.
	TooFew bool
	Now    time.Time
}

// Rules reads an account's rules. before is the NextConsent of the previous page, or "". It needs
// DecideRequests. Errors: ErrNotFound, ErrForbidden.
func (s *Service) Rules(ctx context.Context, by Actor, accountID, before string) (r Rules, err error) {
	r.Now = s.now()
	if !by.May(DecideRequests, accountID) {
		return r, s.refuseAccount(ctx, by, r.Now, DecideRequests, accountID)
	}
	q := s.store.Read
	f, err := q.GetFreeze(ctx, accountID)
	if err != nil {
		return r, err
	}
	r.Account, r.Own, r.MayChange = Named{ID: accountID, Name: f.Name}, noRule, by.MaySetRules(accountID)
	r.Freeze = freezeFrom(f.FrozenAt.Int64, f.FrozenBy, f.FreezeReason, f.FreezeCause)
	webapps, err := listVisitorWebapps(ctx, q, accountID)
	if err != nil {
		return r, err
	}
	r.VisitorsMayOpen = allowedNames(webapps, isAllowed)
	rows, err := q.ListRules(ctx, db.ListRulesParams{AccountID: accountID, PageSize: MaxOptions})
	if err != nil {
		return r, err
	}
	for _, row := range rows {
		rule := ruleFrom(row.AccessRule)
		rule.CompanyName = row.CompanyName
		if rule.CompanyID == "" {
			r.Own = rule
		} else {
			r.Exceptions = append(r.Exceptions, rule)
		}
	}
	if r.Own.Approvals == 2 || slices.ContainsFunc(r.Exceptions, func(rule Rule) bool { return rule.Approvals == 2 }) {
		r.TooFew, err = fewDeciders(ctx, q, accountID, r.Now)
		if err != nil {
			return r, err
		}
	}
	r.Companies, err = s.companiesToAsk(ctx, accountID)
	if err != nil {
		return r, err
	}
	r.Consents, r.NextConsent, err = listConsents(ctx, q, accountID, before)
	return r, err
}

// fewDeciders reports whether fewer than two of an account's own people could approve now.
func fewDeciders(ctx context.Context, q *db.Queries, accountID string, now time.Time) (bool, error) {
	people, err := decidingPeople(ctx, q, accountID, now)
	return len(people) < 2, err
}

// RuleToEdit returns the rule in force for an account or, with a companyID, for that company, for
// someone who may change it. It needs what SetRule needs. Errors: ErrNotFound, ErrForbidden.
func (s *Service) RuleToEdit(ctx context.Context, by Actor, accountID, companyID string) (account Named, r Rule, err error) {
	if !by.MaySetRules(accountID) {
		return account, r, s.refuseRules(ctx, by, accountID)
	}
	r, err = ruleOf(ctx, s.store.Read, accountID, companyID)
	if err != nil {
		return account, r, err
	}
	r.CompanyID = companyID
	if companyID != "" {
		c, err := s.store.Read.GetCompany(ctx, getCompanyParams(accountID, companyID, by.scope(ReadCompanies, s.now())))
		if err != nil {
			return account, r, notFound(err)
		}
		r.CompanyName = c.Name
	}
	return Named{ID: by.AccountID, Name: by.AccountName}, r, nil
}

// CompaniesToConsent returns an account with its companies, for someone who may give standing
// consent. It needs what SetRule needs. Errors: ErrNotFound, ErrForbidden.
func (s *Service) CompaniesToConsent(ctx context.Context, by Actor, accountID string) (account Named, companies []NamedZone, err error) {
	if !by.MaySetRules(accountID) {
		return account, nil, s.refuseRules(ctx, by, accountID)
	}
	companies, err = s.companiesToAsk(ctx, accountID)
	return Named{ID: by.AccountID, Name: by.AccountName}, companies, err
}

// RuleForm is a rule as typed. CompanyID is "" for the account's own rule. LongestHours is a
// number, or "" for no limit.
type RuleForm struct {
	CompanyID           string
	LongestHours        string
	ReadOnly            bool
	DescriptionRequired bool
	SecondFactor        bool
	Hours               HoursForm
	TwoApprovals        bool
}

// SetRule sets a rule in place of the one in force for the same account or company. Existing grants
// stay as they are. It needs SetAccessRules, and the actor must be one of the account's own people.
// Errors: *Invalid with the fields company_id, longest_hours, from, to, weekdays and approvals;
// ErrNotFound, ErrForbidden.
func (s *Service) SetRule(ctx context.Context, by Actor, accountID string, f RuleForm) error {
	return s.changeRules(ctx, by, accountID, f.CompanyID, func(t *tx, e Entry) error {
		var invalid Invalid
		rule := Rule{
			Longest: checkHours(&invalid, "longest_hours", f.LongestHours), ReadOnly: f.ReadOnly, DescriptionRequired: f.DescriptionRequired,
			SecondFactor: f.SecondFactor, Hours: f.Hours.read(&invalid), Approvals: 1,
		}
		if rule.Longest > s.maxWindow {
			invalid.add("longest_hours", NoLongerWindow{Most: s.maxWindow})
		}
		if f.TwoApprovals {
			rule.Approvals = 2
			few, err := fewDeciders(ctx, t.Queries, accountID, t.now)
			if err != nil {
				return err
			}
			if few {
				invalid.add("approvals", TooFewSayYes{})
			}
		}
		if err := invalid.err(); err != nil {
			return err
		}
		inForce, err := t.rule(ctx, accountID, f.CompanyID)
		if err == nil {
			err = t.checkFresh(inForce.formValues(), rule.formValues())
		}
		if err != nil {
			return err
		}
		id, err := s.newID("rul", t.now)
		if err != nil {
			return err
		}
		was, err := t.endRule(ctx, accountID, f.CompanyID)
		if err != nil {
			return err
		}
		to, nextDayTo := rule.Hours.stored()
		err = t.InsertRule(ctx, db.InsertRuleParams{
			ID: id, AccountID: accountID, CompanyID: f.CompanyID, LongestMs: rule.Longest.Milliseconds(), ReadOnly: rule.ReadOnly,
			DescriptionRequired: rule.DescriptionRequired, SecondFactor: flag(rule.SecondFactor), FromMinute: rule.Hours.From, ToMinute: to, NextDayTo: nextDayTo, Weekdays: rule.Hours.Weekdays,
			Approvals: rule.Approvals, CreatedAt: db.Millis(t.now), CreatedBy: by.Signature(),
		})
		if err != nil {
			return err
		}
		e.Action, e.Before, e.After = RuleSet, was, rule.changes()
		return t.record(ctx, e)
	})
}

// RemoveRule removes the rule of an account or, with a companyID, that company's exception. Errors
// like SetRule; ErrConflict if there is none.
func (s *Service) RemoveRule(ctx context.Context, by Actor, accountID, companyID string) error {
	return s.changeRules(ctx, by, accountID, companyID, func(t *tx, e Entry) error {
		inForce, err := t.rule(ctx, accountID, companyID)
		if err == nil && inForce.CompanyID == companyID {
			err = t.checkFresh(inForce.formValues(), formValues{})
		}
		if err != nil {
			return err
		}
		was, err := t.endRule(ctx, accountID, companyID)
		if err != nil || was == nil {
			return orConflict(err, RuleGone{})
		}
		e.Action, e.Before = RuleRemoved, was
		return t.record(ctx, e)
	})
}

// endRule ends the rule in force, and returns what it was, or nil if there was none.
func (t *tx) endRule(ctx context.Context, accountID, companyID string) (changes, error) {
	was, err := t.rule(ctx, accountID, companyID)
	if err != nil || was.ID == "" || was.CompanyID != companyID {
		return nil, err
	}
	_, err = t.EndRule(ctx, db.EndRuleParams{AccountID: accountID, CompanyID: companyID, EndedAt: db.NullMillis(t.now)})
	return was.changes(), err
}

// changeRules changes the rules for requests to an account or to one of its companies. e is the
// entry so far.
func (s *Service) changeRules(ctx context.Context, by Actor, accountID, companyID string, fn func(t *tx, e Entry) error) error {
	return s.changeFreeze(ctx, by, accountID, func(t *tx, a db.Account) error {
		e := accountEntry("", a, nil, nil)
		if companyID != "" {
			c, err := t.GetCompany(ctx, getCompanyParams(accountID, companyID, everything))
			if db.IsNotFound(err) {
				return &Invalid{Fields: map[string]Reason{"company_id": ChooseCompany{}}}
			}
			if err != nil {
				return err
			}
			e.ObjectID, e.ObjectName = c.ID, c.Name
		}
		return fn(t, e)
	})
}
