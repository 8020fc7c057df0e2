package words

import "latchkey/access"

// Causes say why the program itself decided, ended or froze something.
type Causes struct {
	FrozenAll, CompanyDeleted, Restored string
	AccountDeleted                      func(account string) string
	// Names are the causes as values in the record.
	Names map[access.Cause]string
	// Ends say how something ended in the part of the record that a restore lost.
	Ends map[access.End]string
}

// Of returns the cause of an act on a request, or "" if there is none.
func (c *Causes) Of(r access.Request, cause access.Cause) string {
	switch cause {
	case access.CauseFreeze:
		return c.FrozenAll
	case access.CauseCompanyDeleted:
		return c.CompanyDeleted
	case access.CauseAccountDeleted:
		return c.AccountDeleted(r.AccountName)
	case access.CauseAskerDeleted:
		return c.AccountDeleted(r.RequesterAccountName)
	case access.CauseRestore:
		return c.Restored
	default:
		return string(cause)
	}
}

// Frozen returns the cause of a freeze, or "" if there is none.
func (c *Causes) Frozen(f access.Freeze) string { return c.Of(access.Request{}, f.Cause) }

var enCauses = Causes{
	FrozenAll:      "External access was frozen.",
	CompanyDeleted: "The company was deleted.",
	Restored:       "A backup was restored. The record has the details.",
	AccountDeleted: func(account string) string { return "The account " + account + " was deleted." },
	Names: map[access.Cause]string{
		access.CauseFreeze: "external access was frozen", access.CauseCompanyDeleted: "the company was deleted",
		access.CauseAccountDeleted: "the account was deleted", access.CauseAskerDeleted: "the requesting account was deleted",
		access.CauseRestore: "a backup was restored",
	},
	Ends: map[access.End]string{
		access.EndNotKnown: "not known", access.EndMissing: "not in the database that was replaced",
		access.EndRevoked: "revoked", access.EndHandedBack: "handed back", access.EndShortened: "shortened", access.EndDenied: "denied",
		access.EndWithdrawn: "withdrawn", access.EndEnded: "ended", access.EndDisabled: "disabled", access.EndDeactivated: "deactivated",
		access.EndDeleted: "deleted", access.EndTaken: "removed", access.EndRemoved: "removed, renewed or stopped",
		access.End(access.CauseFreeze): "external access frozen", access.End(access.CauseCompanyDeleted): "company deleted",
		access.End(access.CauseAccountDeleted): "account deleted", access.End(access.CauseAskerDeleted): "requesting account deleted",
		access.End(access.CauseRestore): "ended by an earlier restore",
	},
}

var deCauses = Causes{
	FrozenAll:      "Der externe Zugriff wurde gesperrt.",
	CompanyDeleted: "Das Unternehmen wurde gelöscht.",
	Restored:       "Eine Sicherung wurde wiederhergestellt. Details stehen im Protokoll.",
	AccountDeleted: func(account string) string { return "Der Account " + account + " wurde gelöscht." },
	Names: map[access.Cause]string{
		access.CauseFreeze: "externer Zugriff gesperrt", access.CauseCompanyDeleted: "Unternehmen gelöscht",
		access.CauseAccountDeleted: "Account gelöscht", access.CauseAskerDeleted: "anfragender Account gelöscht",
		access.CauseRestore: "Sicherung wiederhergestellt",
	},
	Ends: map[access.End]string{
		access.EndNotKnown: "nicht bekannt", access.EndMissing: "nicht in der ersetzten Datenbank",
		access.EndRevoked: "entzogen", access.EndHandedBack: "zurückgegeben", access.EndShortened: "verkürzt", access.EndDenied: "abgelehnt",
		access.EndWithdrawn: "zurückgezogen", access.EndEnded: "beendet", access.EndDisabled: "deaktiviert", access.EndDeactivated: "deaktiviert",
		access.EndDeleted: "gelöscht", access.EndTaken: "entzogen", access.EndRemoved: "entfernt, erneuert oder unwirksam geworden",
		access.End(access.CauseFreeze): "externer Zugriff gesperrt", access.End(access.CauseCompanyDeleted): "Unternehmen gelöscht",
		access.End(access.CauseAccountDeleted): "Account gelöscht", access.End(access.CauseAskerDeleted): "anfragender Account gelöscht",
		access.End(access.CauseRestore): "bei einer früheren Wiederherstellung beendet",
	},
}
