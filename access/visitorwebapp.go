package access

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"latchkey/db"
)

// VisitorsSet is the action of saying which webapps an account's visitors may open.
const VisitorsSet Action = "visitors.set"

// VisitorWebapp is a webapp to which an account subscribes and that signs people in through
// Latchkey. Allowed says that the account's visitors may open it: people with a live grant.
type VisitorWebapp struct {
	ID, Key, Name, Description string
	Allowed                    bool
	// Window is the account's subscription.
	Window Window
	// signsIn says that it signs people in now.
	signsIn bool
}

// VisitorWebapps are the webapps that an account's visitors may open, and those that they could.
type VisitorWebapps struct {
	Account Named
	Rows    []VisitorWebapp
	// Now is the instant for them.
	Now time.Time
}

// visitorValues says which of an account's webapps visitors may open.
func visitorValues(rows []VisitorWebapp, allowed func(VisitorWebapp) bool) formValues {
	var names []string
	for _, r := range rows {
		if allowed(r) {
			names = append(names, r.Name+" ("+r.Key+")")
		}
	}
	return formValues{"webapps for visitors", []Shown{{"webapps", strings.Join(names, ", ")}}}
}

func allowedNames(rows []VisitorWebapp, allowed func(VisitorWebapp) bool) (names []string) {
	for _, r := range rows {
		if allowed(r) {
			names = append(names, r.Name)
		}
	}
	return names
}

func isAllowed(r VisitorWebapp) bool { return r.Allowed }

// Version is the version of the form of an account's webapps for visitors.
func (v VisitorWebapps) Version() Version { return visitorValues(v.Rows, isAllowed).version() }

// VisitorWebapps returns which webapps an account's visitors may open, for someone who may set
// that. It needs what SetVisitorWebapps needs. Errors: ErrNotFound, ErrForbidden.
func (s *Service) VisitorWebapps(ctx context.Context, by Actor, accountID string) (v VisitorWebapps, err error) {
	if !by.MaySetRules(accountID) {
		return v, s.refuseRules(ctx, by, accountID)
	}
	v.Now, v.Account = s.now(), Named{ID: by.AccountID, Name: by.AccountName}
	v.Rows, err = listVisitorWebapps(ctx, s.store.Read, accountID)
	return v, err
}

func listVisitorWebapps(ctx context.Context, q *db.Queries, accountID string) ([]VisitorWebapp, error) {
	rows, err := q.ListWebappsForVisitors(ctx, accountID)
	rows = slices.DeleteFunc(rows, func(r db.ListWebappsForVisitorsRow) bool { return r.SignsIn == 0 && r.Allowed == 0 })
	return mapped(rows, func(r db.ListWebappsForVisitorsRow) VisitorWebapp {
		return VisitorWebapp{
			ID: r.ID, Key: r.Key, Name: r.Name, Description: r.Description, Allowed: r.Allowed != 0, Window: Window{db.Time(r.ValidFrom), db.Time(r.ValidTo)}, signsIn: r.SignsIn != 0,
		}
	}), err
}

// SetVisitorWebapps sets which webapps an account's visitors may open. Whoever is in one as a
// visitor that they may no longer open is signed out there. It needs SetAccessRules, and the actor
// must be one of the account's own people. Errors: ErrNotFound, also for a webapp that visitors of
// the account cannot open at all; ErrForbidden.
func (s *Service) SetVisitorWebapps(ctx context.Context, by Actor, accountID string, webappIDs []string) error {
	return s.changeFreeze(ctx, by, accountID, func(t *tx, a db.Account) error {
		rows, err := listVisitorWebapps(ctx, t.Queries, accountID)
		if err != nil {
			return err
		}
		wanted := func(r VisitorWebapp) bool { return slices.Contains(webappIDs, r.ID) }
		for _, id := range webappIDs {
			if !slices.ContainsFunc(rows, func(r VisitorWebapp) bool { return r.ID == id }) {
				return ErrNotFound
			}
		}
		if err := t.checkFresh(visitorValues(rows, isAllowed), visitorValues(rows, wanted)); err != nil {
			return err
		}
		return t.setVisitors(ctx, a, rows, wanted, nil)
	})
}

// setVisitors makes an account's visitors open the webapps that are wanted, and no others. To allow
// one needs a fresh proof. why are more details for the record.
func (t *tx) setVisitors(ctx context.Context, a db.Account, rows []VisitorWebapp, wanted func(VisitorWebapp) bool, why changes) error {
	changed := false
	for _, r := range rows {
		var err error
		switch {
		case wanted(r) == r.Allowed:
			continue
		case r.Allowed:
			_, err = t.DeleteVisitorWebapp(ctx, db.DeleteVisitorWebappParams{AccountID: a.ID, WebappID: r.ID})
		default:
			if err = t.needProof(); err == nil {
				_, err = t.InsertVisitorWebapp(ctx, db.InsertVisitorWebappParams{AccountID: a.ID, WebappID: r.ID, CreatedAt: db.Millis(t.now)})
			}
		}
		if err != nil {
			return err
		}
		changed = true
	}
	if !changed {
		return errUnchanged
	}
	after := visitorChanges(allowedNames(rows, wanted))
	maps.Copy(after, why)
	return t.record(ctx, accountEntry(VisitorsSet, a, visitorChanges(allowedNames(rows, isAllowed)), after))
}

// visitorChanges are the names of webapps, one per line.
func visitorChanges(names []string) changes {
	return changes{DetailWebapps: strings.Join(names, "\n")}
}

// addOpens fills in Opens in requests to the actor's own account, with one statement for all of
// them. It needs RequesterRoles.
func (s *Service) addOpens(ctx context.Context, by Actor, now time.Time, lists ...[]Request) error {
	tells := func(r Request) bool { return r.AccountID == by.AccountID && r.letsIn(now) }
	if !by.MayOwn(DecideRequests) || !slices.ContainsFunc(slices.Concat(lists...), tells) {
		return nil
	}
	rows, err := listVisitorWebapps(ctx, s.store.Read, by.AccountID)
	for _, list := range lists {
		for i, r := range list {
			if window := r.GrantedAt(now).Window; tells(r) {
				list[i].Opens = allowedNames(rows, func(w VisitorWebapp) bool {
					return w.Allowed && w.signsIn && now.Before(w.Window.To) && w.Window.From.Before(window.To) && window.From.Before(w.Window.To)
				})
			}
		}
	}
	return err
}

// letsIn reports whether the request gives access, or would if it were granted.
func (r Request) letsIn(now time.Time) bool {
	switch r.State(now) {
	case Active, Scheduled:
		return true
	case Pending:
		return len(r.Gives()) > 0
	default:
		return false
	}
}

// VisitableWebapps are the webapps that the actor may open in an account by a grant.
type VisitableWebapps struct {
	Account Named
	Webapps []Webapp
}

// VisitableWebapps returns the webapps that a user login may open now in accounts to which a live
// grant gives it access, by account. It is empty for logins that no grant lets in.
func (s *Service) VisitableWebapps(ctx context.Context, by Actor) (all []VisitableWebapps, err error) {
	rows, err := by.visitable(ctx, s.store.Read, "", db.Millis(s.now()))
	for _, group := range groupBy(rows, func(r db.ListVisitableWebappsRow) string { return r.AccountID }) {
		all = append(all, VisitableWebapps{Named{ID: group[0].AccountID, Name: group[0].AccountName}, mapped(group, visitableFrom)})
	}
	return all, err
}

// visitable lists the webapps that the actor may open by a grant: for a company or, with "", any.
func (a Actor) visitable(ctx context.Context, q *db.Queries, companyID string, now int64) ([]db.ListVisitableWebappsRow, error) {
	if a.Kind != KindUser || !a.Reach(ReadCompanies).Has(Granted) {
		return nil, nil
	}
	return q.ListVisitableWebapps(ctx, db.ListVisitableWebappsParams{UserID: a.UserID, CompanyID: companyID, Now: now})
}

func visitableFrom(r db.ListVisitableWebappsRow) Webapp {
	return Webapp{ID: r.ID, Key: r.Key, Name: r.Name, Address: r.Address, Description: r.Description}
}
