package handlers

import (
	"context"
	"io"
	"strings"
	"time"

	"latchkey/access"
	"latchkey/record"
	"latchkey/words"
)

func writeRequests(ctx context.Context, w io.Writer, in *words.Words, e access.Evidence) (int, error) {
	columns := []string{
		"request", "company", "requested by", "requesting account", "description", "asked at", "asked from", "asked to", "asked access", "state",
		"decision", "decided at", "decided by", "reason", "rule", "standing consent", "given from", "given to", "access",
		"ending", "ended at", "ended by", "ending reason", "visits", "first visit", "last visit", "pages read", "changes made", "asked length", "webapps opened", "ticket",
	}
	return writeCSV(w, columns, func(write func(...string) error) error {
		return e.EachRequest(ctx, func(r access.EvidenceRequest) error {
			var decision, ending access.Act
			if r.Decision != nil {
				decision = *r.Decision
			}
			if r.Ending != nil {
				ending = *r.Ending
			}
			var given access.Window
			givenAccess := ""
			if r.Granted() {
				given, givenAccess = r.Window, accessCell(r.ReadOnly)
			}
			askedTo, askedLength := utcCell(r.Asked.Window.To), words.English().Format.AskedHowLong(r.Request, time.UTC)
			if askedLength != "" {
				askedTo = ""
			}
			return write(
				r.ID, record.TextCell(r.CompanyName), record.TextCell(r.RequestedByName), record.TextCell(r.RequesterAccountName), record.TextCell(r.Description), utcCell(r.CreatedAt),
				utcCell(r.Asked.Window.From), askedTo, accessCell(r.Asked.ReadOnly), string(r.State(r.AsOf)),
				decision.What, utcCell(decision.At), record.TextCell(decision.By), whyCell(in, r.Request, decision), r.RuleID, r.ConsentID,
				utcCell(given.From), utcCell(given.To), givenAccess,
				ending.What, utcCell(ending.At), record.TextCell(ending.By), whyCell(in, r.Request, ending),
				numberCell(r.Use.Visits), utcCell(r.Use.Window.From), utcCell(r.Use.Window.To), numberCell(r.Use.Pages), numberCell(r.Use.Changes), askedLength, numberCell(r.Use.Webapps), record.TextCell(r.Ticket),
			)
		})
	})
}

// whyCell is why someone acted on a request: the cause, and what they typed.
func whyCell(in *words.Words, r access.Request, a access.Act) string {
	return record.TextCell(strings.TrimSpace(in.Causes.Of(r, a.Cause) + " " + a.Reason))
}

func writeDecisions(ctx context.Context, w io.Writer, in *words.Words, e access.Evidence) (int, error) {
	columns := []string{"entry", "at", "what", "request", "company", "by", "from address", "details", "in words"}
	return writeCSV(w, columns, func(write func(...string) error) error {
		return e.EachDecision(ctx, func(r access.Record) error {
			return write(numberCell(r.Seq), utcCell(r.At), string(r.Action), r.RequestID, record.TextCell(r.ObjectName), record.TextCell(in.Parts.Who(r.Who())), record.TextCell(in.Parts.From(r.Address)), detailsCell(in, r), in.Action(r.Action))
		})
	})
}

func writeVisits(ctx context.Context, w io.Writer, _ *words.Words, e access.Evidence) (int, error) {
	columns := []string{"visit", "request", "company", "who", "requesting account", "from address", "from", "to", "pages read", "changes made", "webapps opened"}
	return writeCSV(w, columns, func(write func(...string) error) error {
		return e.EachVisit(ctx, func(v access.EvidenceVisit) error {
			return write(v.ID, v.RequestID, record.TextCell(v.CompanyName), record.TextCell(v.Who), record.TextCell(v.RequesterAccountName), record.TextCell(v.Address),
				utcCell(v.Window.From), utcCell(v.Window.To), numberCell(v.Pages), numberCell(v.Changes), numberCell(v.Webapps))
		})
	})
}

// writeExceptions adds a last row if no grant broke the account's own rule, because auditors ask.
// That row is not counted.
func writeExceptions(ctx context.Context, w io.Writer, in *words.Words, e access.Evidence) (int, error) {
	columns := []string{"what", "entry", "at", "who", "from address", "on", "request", "details", "in words"}
	against := 0
	rows, err := writeCSV(w, columns, func(write func(...string) error) error {
		err := e.EachException(ctx, func(x access.EvidenceException) error {
			entry, details := "", detailsCell(in, x.Record)
			switch x.Kind {
			case access.AgainstRule:
				details = reasonsCell(in, x.Against)
				against++
			case access.NeverUsed:
			default:
				entry = numberCell(x.Seq)
			}
			return write(x.Kind, entry, utcCell(x.At), record.TextCell(in.Parts.Who(x.Who())), record.TextCell(in.Parts.From(x.Address)), record.TextCell(x.ObjectName), x.RequestID, details, exceptionCell(in, x))
		})
		if err == nil && against == 0 {
			err = write(access.AgainstRule, "", "", "", "", "", "", in.Record.Evidence.NoneAgainst, "")
		}
		return err
	})
	if against == 0 {
		rows--
	}
	return rows, err
}

// accessCell says what access allows. Like the other values of a table, it is the same in every
// language.
func accessCell(readOnly bool) string { return words.English().Format.Allows(readOnly) }

// reasonsCell has all reasons for a refusal.
func reasonsCell(in *words.Words, reasons []access.Reason) string {
	texts := make([]string, len(reasons))
	for i, r := range reasons {
		texts[i] = in.Reason(r)
	}
	return record.TextCell(strings.Join(texts, " "))
}

// exceptionCell says in words what an exception is. For one that is not an entry, that follows from
// its kind.
func exceptionCell(in *words.Words, x access.EvidenceException) string {
	if x.Action == "" {
		return ""
	}
	return in.Action(x.Action)
}
