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
