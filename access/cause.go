package access

import "time"

// Cause is why the program itself decided, ended or froze something: as a part of something larger. It is "" where somebody did just that.
type Cause string

// The causes. They are stored: none of them ever gets another text.
const (
	// CauseFreeze is that the customer froze external access.
	CauseFreeze Cause = "freeze"
	// CauseCompanyDeleted is that the company was deleted, CauseAccountDeleted that its account was, CauseAskerDeleted that the account that
	// asked was.
	CauseCompanyDeleted Cause = "company_deleted"
	CauseAccountDeleted Cause = "account_deleted"
	CauseAskerDeleted   Cause = "asker_deleted"
	// CauseRestore is that a backup was restored. The record has the Fate of what it ended.
	CauseRestore Cause = "restore"
)

// Causes are all causes that there are.
var Causes = []Cause{CauseFreeze, CauseCompanyDeleted, CauseAccountDeleted, CauseAskerDeleted, CauseRestore}

// End is how something ended.
type End string

// The ends. Of what ended because of something larger it is the Cause of that.
const (
	// EndNotKnown is that nobody knows whether it ended, EndMissing that there is nothing of it.
	EndNotKnown    End = "not_known"
	EndMissing     End = "missing"
	EndRevoked     End = "revoked"
	EndHandedBack  End = "handed_back"
	EndShortened   End = "shortened"
	EndDenied      End = "denied"
	EndWithdrawn   End = "withdrawn"
	EndEnded       End = "ended"
	EndDisabled    End = "disabled"
	EndDeactivated End = "deactivated"
	EndDeleted     End = "deleted"
	EndTaken       End = "taken"
	EndRemoved     End = "removed"
)

// Ends are all ends that there are.
var Ends = func() []End {
	ends := []End{
		EndNotKnown, EndMissing, EndRevoked, EndHandedBack, EndShortened, EndDenied, EndWithdrawn, EndEnded, EndDisabled, EndDeactivated,
		EndDeleted, EndTaken, EndRemoved,
	}
	for _, c := range Causes {
		ends = append(ends, End(c))
	}
	return ends
}()

// Fate is what became of something, in what a restored backup lost.
type Fate struct {
	// End is "" of what goes on.
	End End
	// At is when it ended, of EndShortened when it ends now, By who ended it, and Reason what they typed; zero where that is not known.
	At         time.Time
	By, Reason string
}

// fateOf is the fate of what an act ended: its cause where it has one.
func fateOf(a Act, end End) Fate {
	if a.Cause != "" {
		end = End(a.Cause)
	}
	return Fate{End: end, At: a.At, By: a.By, Reason: a.Reason}
}

// grounds are why something is decided, ended or frozen: the cause, what somebody typed, and what the record has besides.
type grounds struct {
	cause  Cause
	reason string
	more   changes
}

// into puts grounds into what the record says.
func (g grounds) into(after changes) changes {
	if g.cause != "" {
		after[DetailCause] = string(g.cause)
	}
	if g.reason != "" && g.cause != CauseRestore { // there it is what was typed before: of Fate
		after[DetailReason] = g.reason
	}
	for name, value := range g.more {
		after[name] = value
	}
	return after
}

// ofRestore are the grounds of what is ended because a backup was restored, with what was typed when it ended first.
func (f Fate) ofRestore(backupOf time.Time) grounds {
	g := grounds{cause: CauseRestore, reason: f.Reason, more: changes{DetailBackupOf: instantText(backupOf), DetailWhy: string(f.End)}}
	if !f.At.IsZero() {
		g.more[DetailWhyAt] = instantText(f.At)
	}
	if f.By != "" {
		g.more[DetailWhyBy] = f.By
	}
	if f.Reason != "" {
		g.more[DetailWhyReason] = f.Reason
	}
	return g
}
