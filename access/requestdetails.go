package access

import (
	"context"
	"maps"
	"slices"
	"time"

	"latchkey/db"
)

// Gives are the functions that a grant of the request gives its grantees: what the roles of the
// requesting account that count for the grantees give with a reach of granted. It needs
// RequesterRoles.
func (r Request) Gives() []Function {
	// Ask accepts only users who are not external. For such a user and for its account login, the
	// same roles reach what is granted.
	roles := actingRoles(KindUser, false, r.RequesterRoles)
	var functions []Function
	for _, p := range Permissions {
		if ReachOf(roles, p.Function).Has(Granted) && (reading[p.Function] || !r.ReadOnly) {
			functions = append(functions, p.Function)
		}
	}
	return functions
}

// addRequesterRoles fills in RequesterRoles if the request is waiting for a decision.
func (s *Service) addRequesterRoles(ctx context.Context, r *Request, now time.Time) error {
	if r.State(now) != Pending {
		return nil
	}
	roles, err := rolesOfAccount(ctx, s.store.Read, r.RequesterAccountID)
	r.RequesterRoles = roles
	return err
}

// addWaitingDetails fills in the details of a request that is waiting for a decision.
func (s *Service) addWaitingDetails(ctx context.Context, by Actor, r *Request) error {
	if err := s.addRequesterRoles(ctx, r, r.AsOf); err != nil {
		return err
	}
	var err error
	switch r.State(r.AsOf) {
	case Pending:
		err = r.readFactors(ctx, s.store.Read)
	case Active, Scheduled:
		r.Others, err = s.store.Read.HasOtherGrant(ctx, db.HasOtherGrantParams{
			AccountID: r.AccountID, Now: db.Millis(r.AsOf), CompanyID: r.CompanyID, RequestedBy: r.RequestedBy, ID: r.ID,
		})
	default:
	}
	if err != nil {
		return err
	}
	one := []Request{*r}
	err = s.addApprovals(ctx, by, one, r.AsOf)
	if err == nil {
		err = s.addOpens(ctx, by, r.AsOf, one)
	}
	*r = one[0]
	return err
}

// withRequesterRoles is addRequesterRoles for the open requests to an account, or by one, with one
// statement for all of them.
func (s *Service) withRequesterRoles(ctx context.Context, open []Request, of requestSides, now time.Time) ([]Request, error) {
	rows, err := s.store.Read.ListRolesOfAskers(ctx, db.ListRolesOfAskersParams{TargetAccount: of.target, AskingAccount: of.asking, Now: db.Millis(now)})
	roles := map[string][]Role{}
	for _, row := range rows {
		roles[row.AccountID] = append(roles[row.AccountID], Role(row.Role))
	}
	for i := range open {
		if open[i].State(now) == Pending {
			open[i].RequesterRoles = roles[open[i].RequesterAccountID]
		}
	}
	return open, err
}

// addApprovals fills in NeedsTwo, SaidYes, Yes and Against in open requests to the actor's own
// account. It takes two statements for all of them, and two more for each request of which the
// actor's approval may be the second.
func (s *Service) addApprovals(ctx context.Context, by Actor, open []Request, now time.Time) error {
	if !by.MayOwn(DecideRequests) {
		return nil
	}
	rules, err := s.store.Read.ListRules(ctx, db.ListRulesParams{AccountID: by.AccountID, PageSize: MaxOptions})
	if err != nil {
		return err
	}
	said, err := s.store.Read.ListOpenApprovals(ctx, db.ListOpenApprovalsParams{AccountID: by.AccountID, Now: db.Millis(now)})
	if err != nil {
		return err
	}
	inForce := map[string]Rule{"": noRule}
	for _, r := range rules {
		inForce[r.AccessRule.CompanyID] = ruleFrom(r.AccessRule)
	}
	for i := range open {
		r := &open[i]
		if r.AccountID != by.AccountID || r.State(now) != Pending {
			continue
		}
		rule, exception := inForce[r.CompanyID]
		if !exception {
			rule = inForce[""]
		}
		r.NeedsTwo = rule.Approvals == 2
		var against Invalid
		rule.check(&against, r.GrantedAt(now))
		for _, field := range slices.Sorted(maps.Keys(against.Fields)) {
			r.Against = append(r.Against, Breach{Field: field, Why: against.Fields[field]})
		}
		var others []db.ListApprovalsRow
		for _, yes := range said {
			switch {
			case yes.RequestID != r.ID:
			case yes.UserID == by.UserID:
				r.SaidYes = true
			default:
				r.Yes = append(r.Yes, yes.Name)
				others = append(others, db.ListApprovalsRow{UserID: yes.UserID, Name: yes.Name, At: yes.At})
			}
		}
		if !r.NeedsTwo || r.SaidYes || by.UserID == "" {
			continue
		}
		_, same, err := (&tx{Queries: s.store.Read, by: by, now: now}).makesTwoPeople(ctx, *r, others)
		if err != nil {
			return err
		}
		if same != "" {
			r.Against = append(r.Against, Breach{Why: SamePerson{Other: same, Account: r.AccountName}})
		}
	}
	return nil
}
