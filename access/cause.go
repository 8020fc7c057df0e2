package access

import (
	"maps"
	"time"
)

// Cause is why the program itself decided, ended or froze something, as part of something larger.
// It is "" if someone did exactly that.
type Cause string

// The causes. They are stored, so their texts must never change.
const (
	// CauseFreeze says that the customer froze external access.
	CauseFreeze Cause = "freeze"
	// CauseCompanyDeleted says that the company was deleted, CauseAccountDeleted that its account
	// was, and CauseAskerDeleted that the requesting account was.
	CauseCompanyDeleted Cause = "company_deleted"
	CauseAccountDeleted Cause = "account_deleted"
	CauseAskerDeleted   Cause = "asker_deleted"
	// CauseRestore says that a backup was restored. The record has the Fate of what it ended.
	CauseRestore Cause = "restore"
)

// Causes are all causes.
var Causes = []Cause{CauseFreeze, CauseCompanyDeleted, CauseAccountDeleted, CauseAskerDeleted, CauseRestore}

// End is how something ended.
type End string

// The ends. If something ended because of something larger, its end is that Cause.
const (
	// EndNotKnown says that nobody knows whether it ended, EndMissing that it does not exist.
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
	EndReplaced    End = "replaced"
	EndUsed        End = "used"
	EndChanged     End = "changed"
)

// Fate is what became of something in the part of the record that a restore lost.
type Fate struct {
	// End is "" if it continues.
	End End
	// At is when it ended or, for EndShortened, when it ends now. By is who ended it, and Reason
	// what they typed. They are empty if that is unknown.
	At         time.Time
	By, Reason string
}

// fateOf is the fate of what an act ended: its cause, if it has one, or else end.
func fateOf(a Act, end End) Fate {
	if a.Cause != "" {
		end = End(a.Cause)
	}
	return Fate{End: end, At: a.At, By: a.By, Reason: a.Reason}
}

// grounds are why something is decided, ended or frozen: the cause, what someone typed, and what
// else goes into the record.
type grounds struct {
	cause  Cause
	reason string
	more   changes
}

// into adds the grounds to what the record says.
func (g grounds) into(after changes) changes {
	if g.cause != "" {
		after[DetailCause] = string(g.cause)
	}
	if g.reason != "" && g.cause != CauseRestore { // then it was typed earlier: see Fate
		after[DetailReason] = g.reason
	}
	maps.Copy(after, g.more)
	return after
}

// ofRestore are the grounds for ending something again because a backup was restored, with what was
// typed when it ended first.
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
