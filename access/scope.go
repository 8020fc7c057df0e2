package access

import (
	"reflect"
	"time"

	"latchkey/db"
)

// scope is a reach for the statements: all, or the own account, or the own user, or a live grant of
// the grantee. Of the own account's companies it includes all or, with an OwnCompany, only that
// one. With ReadOnly 1, a read-only grant is enough. The fields are named like the parameters.
type scope struct {
	ScopeAll                                                      int64
	OwnAccount, OwnCompany, SelfUser, GranteeAccount, GranteeUser string
	ReadOnly                                                      int64
	Now                                                           int64
}

// everything is the scope of the record's own look-ups, which name what was refused.
var everything = scope{ScopeAll: 1}

func (a Actor) scope(f Function, now time.Time) scope {
	r := a.Reach(f)
	s := scope{ScopeAll: flag(r.Has(All)), Now: db.Millis(now)}
	if r.Has(Own) {
		s.OwnAccount = a.AccountID
		if b := a.grantBond(f); b != nil {
			s.OwnCompany = b.CompanyID
		}
	}
	if r.Has(Self) {
		s.SelfUser = a.UserID
	}
	if r.Has(Granted) {
		s.GranteeAccount, s.GranteeUser, s.ReadOnly = a.AccountID, a.UserID, flag(reading[f])
	}
	return s
}

// subscriptionScope is the scope of those who see subscriptions.
func (a Actor) subscriptionScope(now time.Time) scope {
	sc := a.scope(AssignSubscriptions, now)
	sc.ScopeAll = a.scope(ManageSubscriptions, now).ScopeAll
	return sc
}

// scoped sets the parameters of a statement that say how far it reaches: all that it has of a
// scope's fields, so that none is forgotten. TestStatementsTakeWholeScopes checks the names.
func scoped[P any](sc scope, params P) P {
	from, to := reflect.ValueOf(sc), reflect.ValueOf(&params).Elem()
	for i := range from.NumField() {
		if field := to.FieldByName(from.Type().Field(i).Name); field.IsValid() {
			field.Set(from.Field(i))
		}
	}
	return params
}

func getAccountParams(id string, sc scope) db.GetAccountParams {
	return scoped(sc, db.GetAccountParams{ID: id})
}

func getCompanyParams(accountID, id string, sc scope) db.GetCompanyParams {
	return scoped(sc, db.GetCompanyParams{ID: id, AccountID: accountID})
}

func getUserParams(accountID, id string, sc scope) db.GetUserParams {
	return scoped(sc, db.GetUserParams{ID: id, AccountID: accountID})
}

func getSubscriptionParams(accountID, webappID string, sc scope) db.GetSubscriptionParams {
	return scoped(sc, db.GetSubscriptionParams{AccountID: accountID, WebappID: webappID})
}

func (a Actor) getInvoiceParams(id string) db.GetInvoiceParams {
	return scoped(a.scope(ReadInvoices, time.Time{}), db.GetInvoiceParams{ID: id})
}

func (a Actor) getRequestParams(id string, now time.Time) db.GetRequestParams {
	return scoped(a.scope(ReadRequests, now), db.GetRequestParams{ID: id, AskingAccount: a.askerAccount()})
}
