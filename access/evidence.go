package access

import (
	"context"
	"io"
	"time"

	"latchkey/db"
	"latchkey/record"
)

// EvidenceMade is the action of making an evidence pack.
const EvidenceMade Action = "evidence.made"

// evidenceBatch is how many rows of an evidence pack are in memory at a time.
const evidenceBatch = 500

// The default period of an evidence pack, and the longest one.
const (
	evidenceBack    = 30
	longestEvidence = 10 * longestDays
)

// Evidence is what happened to external access to an account in a period, for an auditor. Its lists
// are read in batches.
type Evidence struct {
	Account Named
	Days    Days
	// Window is Days in Zone, the reader's time zone.
	Window Window
	Zone   *time.Location
	MadeAt time.Time
	MadeBy string
	by     Actor
	svc    *Service
	store  *db.Store
}

// EvidenceRequest is a request with how it was used.
type EvidenceRequest struct {
	Request
	Use Use
	// Against is what the grant's rule did not allow.
	Against []Reason
}

// EvidenceVisit is a visit with its request, company and requesting account.
type EvidenceVisit struct {
	Visit
	ID, RequestID, CompanyName, RequesterAccountName string
}

// EvidenceException is something that an auditor looks at first.
type EvidenceException struct {
	// Kind is an Action, or NeverUsed or AgainstRule.
	Kind string
	// Record is its entry. For a grant, it has only when, who and the object.
	Record
	// Against is what the rule did not allow, for a grant.
	Against []Reason
}

// The kinds of exceptions that are not entries of the record.
const (
	NeverUsed   = "never_used"
	AgainstRule = "against_rule"
)

// exceptions are the actions that are exceptions.
var exceptions = storedAs(Denied, AccessFrozen, AccessUnfrozen, RuleSet, RuleRemoved, ConsentGiven, ConsentEnded)

// evidenceDays is the default period of an evidence pack.
func evidenceDays(today Date) Days { return Days{From: today.AddDays(-evidenceBack), To: today} }

// Evidence begins an evidence pack of an account for the days from and to, like 2026-03-14, in the
// actor's time zone. "" means 30 days ago, and today. Making a pack is recorded. It needs
// ReadRecord. Errors: *Invalid with the fields from and to, ErrNotFound, ErrForbidden.
func (s *Service) Evidence(ctx context.Context, by Actor, accountID, from, to string) (e Evidence, err error) {
	now := s.now()
	if !by.May(ReadRecord, accountID) {
		return e, s.refuseAccount(ctx, by, now, ReadRecord, accountID)
	}
	account, err := s.visibleAccount(ctx, by, accountID, now)
	if err == nil {
		err = s.WriteAttempts(ctx, false)
	}
	if err != nil {
		return e, notFound(err)
	}
	var invalid Invalid
	today := dateOf(now, by.Zone)
	e = Evidence{Account: account, Zone: by.Zone, MadeAt: now, MadeBy: by.Signature(), by: by, svc: s, store: s.store}
	e.Days = readDays(&invalid, from, to, evidenceDays(today), longestEvidence)
	if err := invalid.err(); err != nil {
		return e, err
	}
	if err := s.checkExtendsSigned(ctx); err != nil {
		return e, err
	}
	e.Window = e.Days.Window(by.Zone)
	return e, s.write(ctx, by, now, func(t *tx) error {
		return t.record(ctx, Entry{
			Action: EvidenceMade, AccountID: account.ID, ObjectID: account.ID, ObjectName: account.Name,
			After: changes{DetailFrom: string(e.Days.From), DetailTo: string(e.Days.To), DetailTimeZone: by.Zone.String()},
		})
	})
}

// PublicKey verifies the export of the record.
func (e Evidence) PublicKey() string {
	if e.svc.signer == nil {
		return "KEY"
	}
	return e.svc.signer.PublicKey()
}

// ExportRecord writes the record of the period as JSON Lines, like Service.ExportRecord.
// The pack has asked for a fresh proof already.
func (e Evidence) ExportRecord(ctx context.Context, w io.Writer) error {
	return e.svc.exportRecord(ctx, e.by, e.Account.ID, string(e.Days.From), string(e.Days.To), "", record.JSONLines, func() io.Writer { return w })
}

// EachRequest calls fn with every request that was made before the end of the period and was not
// over before its start, oldest first.
func (e Evidence) EachRequest(ctx context.Context, fn func(EvidenceRequest) error) error {
	after, rules := "", map[string]Rule{}
	return eachBatch(func(row db.ListEvidenceRequestsRow) error {
		after = row.NamedRequest.ID
		r := EvidenceRequest{Request: requestFrom(row.NamedRequest, e.MadeAt)}
		r.Use = Use{Visits: row.Visits, Pages: row.Pages, Changes: row.Changes, Webapps: row.Webapps}
		if row.Visits > 0 {
			r.Use.Window = Window{db.Time(row.FirstAt), db.Time(row.LastAt)}
		}
		r.NeverUsed = r.WasOpen() && row.Visits == 0
		if r.Granted() && r.RuleID != "" {
			rule, known := rules[r.RuleID]
			if !known {
				found, err := e.store.Read.GetRuleByID(ctx, r.RuleID)
				if err != nil {
					return err
				}
				rule = ruleFrom(found)
				rules[r.RuleID] = rule
			}
			r.Against = rule.violations(r.Request, row.Approvals)
		}
		return fn(r)
	}, func() ([]db.ListEvidenceRequestsRow, error) {
		return e.store.Read.ListEvidenceRequests(ctx, db.ListEvidenceRequestsParams{
			AccountID: e.Account.ID, After: after, Since: db.Millis(e.Window.From), Until: db.Millis(e.Window.To), PageSize: evidenceBatch,
		})
	})
}

// violations returns what a rule does not allow in a grant with that many approvals. It leaves out
// hours, because those were checked in the company's time zone at the time.
func (r Rule) violations(q Request, approvals int64) (against []Reason) {
	var invalid Invalid
	r.Hours = AllHours
	r.check(&invalid, q)
	if r.Approvals > 1 && approvals < r.Approvals {
		invalid.add("approvals", RuleApprovals{Yes: approvals, Needed: r.Approvals})
	}
	for _, field := range []string{"valid_from", "valid_to", "read_only", "description", "approvals"} {
		if why, ok := invalid.Fields[field]; ok {
			against = append(against, why)
		}
	}
	return against
}

// EachDecision calls fn with every act on a request in the period, except making it, oldest first.
func (e Evidence) EachDecision(ctx context.Context, fn func(Record) error) error {
	after := RecordPlace{db.Millis(e.Window.From), -1}
	return eachBatch(func(row db.RecordEntry) error {
		after = RecordPlace{row.At, row.Seq}
		return fn(recordFrom(row))
	}, func() ([]db.RecordEntry, error) {
		return e.store.Read.ListEvidenceActs(ctx, db.ListEvidenceActsParams{
			AccountID: e.Account.ID, AfterAt: after.At, AfterSeq: after.Seq, Until: db.Millis(e.Window.To), PageSize: evidenceBatch,
		})
	})
}

// EachVisit calls fn with every visit in the period, by request, oldest first.
func (e Evidence) EachVisit(ctx context.Context, fn func(EvidenceVisit) error) error {
	request, visit := "", ""
	return eachBatch(func(row db.ListEvidenceVisitsRow) error {
		v := row.AccessVisit
		request, visit = v.RequestID, v.ID
		return fn(EvidenceVisit{
			Visit: Visit{Who: v.ActorName, Address: v.Address, Window: Window{db.Time(v.BeganAt), db.Time(v.LastAt)}, Pages: v.Pages, Changes: v.Changes, Webapps: v.Webapps},
			ID:    v.ID, RequestID: v.RequestID, CompanyName: row.CompanyName, RequesterAccountName: row.RequesterAccountName,
		})
	}, func() ([]db.ListEvidenceVisitsRow, error) {
		return e.store.Read.ListEvidenceVisits(ctx, db.ListEvidenceVisitsParams{
			AccountID: e.Account.ID, AfterRequest: request, AfterVisit: visit, Since: db.Millis(e.Window.From), Until: db.Millis(e.Window.To), PageSize: evidenceBatch,
		})
	})
}

// EachException calls fn with what an auditor looks at first: denied attempts, freezes, rules and
// standing consents that were set or ended, oldest first; and then each grant that was never used,
// or that the account's own rule did not allow.
func (e Evidence) EachException(ctx context.Context, fn func(EvidenceException) error) error {
	after := RecordPlace{db.Millis(e.Window.From), -1}
	err := eachBatch(func(row db.RecordEntry) error {
		after = RecordPlace{row.At, row.Seq}
		return fn(EvidenceException{Kind: string(actionOf(row.Action)), Record: recordFrom(row)})
	}, func() ([]db.RecordEntry, error) {
		return e.store.Read.ListEvidenceExceptions(ctx, db.ListEvidenceExceptionsParams{
			AccountID: e.Account.ID, AfterAt: after.At, AfterSeq: after.Seq, Until: db.Millis(e.Window.To), Actions: exceptions,
		})
	})
	if err != nil {
		return err
	}
	return e.EachRequest(ctx, func(r EvidenceRequest) error {
		x := EvidenceException{Record: Record{ActorKind: KindUser, Actor: r.RequestedByName + ", " + r.RequesterAccountName, ObjectName: r.CompanyName, RequestID: r.ID}}
		if r.NeverUsed {
			x.Kind, x.At = NeverUsed, r.Span().To
			if err := fn(x); err != nil {
				return err
			}
		}
		if len(r.Against) == 0 {
			return nil
		}
		x.Kind, x.At, x.Actor, x.Against = AgainstRule, r.Decision.At, r.Decision.By, r.Against
		return fn(x)
	})
}
