package words

import "latchkey/access"

// Record is the record of an account, and its exports.
type Record struct {
	Title func(account string) string
	// Broken, a reason and BrokenThen are shown in this order if the record is not what was signed.
	// Behind says that the latest attempts are missing.
	Broken, BrokenThen, Behind string
	Hint                       string
	// Who, OnWhat, What, From and To are search fields and column headers.
	Who, OnWhat, What, From, To string
	// Anything is no filter by what was done, Containing one by a part of its words, and Groups are
	// over the actions to choose from.
	Anything                 string
	Containing               func(text string) string
	Groups                   map[access.ActionGroup]string
	NoDays, NoEntry, Entries string
	// LookedSince is for a search that has not seen all entries yet.
	LookedSince func(at string) string
	// Entry, When and Changes are column headers.
	Entry, When, Changes, AccessRequest string

	// The files of all entries, and of some days.
	AllJSON, AllCSV, DaysJSON, DaysCSV string

	CheckIt, CheckItHint, KeptHead, KeptHeadHint, ExportJSON, ExportCSV string
	LastHead, NoHead                                                    string
	SignedHead                                                          func(entries int64, at string) string
	// WentOn says that a backup was restored, and WentOnFrom the same with the backup's time. The
	// heads follow LostHeads.
	Restored, LostHeads   string
	WentOn                func(at string, entries int64) string
	WentOnFrom            func(at, backup string, entries int64) string
	PublicKey, EarlierKey string
	KeySince              func(at string) string

	Evidence Evidence

	// YesNo is a boolean value.
	YesNo func(yes bool) string
	// NoBound, NotKnown, AccessBefore, OtherObjects and KeptAsInBackup replace a value.
	NoBound, NotKnown, AccessBefore, OtherObjects, KeptAsInBackup string
	// HiddenValue replaces a value that the reader may not see, SecretValue the value of a secret
	// setting, and NotSecretValue its value from before it became secret.
	HiddenValue, SecretValue, NotSecretValue string
	// Proofs are the ways in which someone proved who they are.
	Proofs map[access.Proof]string
	// MoreTimes is how often something was attempted since the previous entry.
	MoreTimes func(n int64) string
}

// Evidence is the evidence pack: its form, and its README.txt.
type Evidence struct {
	Pack, Hint, First, Last, Make string
	// Requests to Sums say what is in the files, and Rows how many rows one has. NoneAgainst is the
	// row for no grant against a rule.
	Requests, Decisions, Visits, Exceptions, Entries, Sums string
	Rows                                                   func(n int64) string
	NoneAgainst                                            string
	Readme                                                 func(Readme) string
}

// Readme is the subject of an evidence pack, and the lines about its files.
type Readme struct {
	Account, From, To, Zone, MadeBy, MadeAt string
	Files, PublicKey                        string
}
