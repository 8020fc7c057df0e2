package access

import (
	"context"
	"time"

	"latchkey/db"
)

// Requests come from the view named_requests, with the names that people read.

func requestID(row db.NamedRequest) string { return row.ID }

// readRequest reads a request at an instant, without a scope.
func readRequest(ctx context.Context, q *db.Queries, id string, now time.Time) (Request, error) {
	row, err := q.GetRequest(ctx, scoped(everything, db.GetRequestParams{ID: id}))
	return requestFrom(row, now), err
}

// request is readRequest in the transaction.
func (t *tx) request(ctx context.Context, id string) (Request, error) {
	return readRequest(ctx, t.Queries, id, t.now)
}

func requestsFrom(rows []db.NamedRequest, now time.Time) []Request {
	return mapped(rows, func(row db.NamedRequest) Request { return requestFrom(row, now) })
}

func requestFrom(row db.NamedRequest, now time.Time) Request {
	r := Request{
		AsOf: now, ID: row.ID, AccountID: row.AccountID, AccountName: row.AccountName, CompanyID: row.CompanyID, CompanyName: row.CompanyName,
		CompanyZone: location(row.CompanyTimeZone), RequesterAccountID: row.RequesterAccountID,
		RequesterAccountName: row.RequesterAccountName, RequestedBy: row.RequestedBy,
		RequestedByName: personWithLogin(row.RequestedByFirstName, row.RequestedByLastName, row.RequestedByName),
		Description:     row.Description, Ticket: row.Ticket, Window: Window{db.Time(row.ValidFrom), db.Time(row.ValidTo)}, CreatedAt: db.Time(row.CreatedAt),
		ReadOnly: row.ReadOnly, Asked: Asked{Window{db.Time(row.AskedFrom), db.Time(row.AskedTo)}, lengthFrom(row.AskedLengthMs), row.AskedReadOnly},
		Length:          lengthFrom(row.LengthMs),
		DisabledAccount: row.DisabledAccount, Extends: row.Extends.String, RuleID: row.RuleID.String, ConsentID: row.ConsentID.String,
	}
	if row.ChangedAt != 0 {
		r.Changed = &Act{At: db.Time(row.ChangedAt), By: row.ChangedBy}
	}
	if row.Decision.Valid {
		r.Decision = &Act{What: row.Decision.String, At: db.NullTime(row.DecidedAt), By: row.DecidedBy, Reason: row.DecisionReason, Cause: Cause(row.DecisionCause)}
	}
	if row.Ending.Valid {
		r.Ending = &Act{What: row.Ending.String, At: db.NullTime(row.EndedAt), By: row.EndedBy, Reason: row.EndingReason, Cause: Cause(row.EndingCause)}
	}
	return r
}
