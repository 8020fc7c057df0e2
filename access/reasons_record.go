package access

import "time"

// Reasons why the record is not signed or exported.
type (
	// NoKey says that there is no key to sign with.
	NoKey struct{ reason }
	// OtherKey says that by now, another key signs the record.
	OtherKey struct{ reason }
	// KeyDiffers says that the record is signed with Key, which is not the one in the file.
	KeyDiffers struct {
		reason
		Key string
	}
	// RecordBroken says that the record is not what was signed, beginning with this entry.
	RecordBroken struct {
		reason
		Entry int64
	}
	// RecordCutOff says that the record has fewer entries than were Signed.
	RecordCutOff struct {
		reason
		Has, Signed int64
	}
	// RecordRewritten says that some of the entries that were Signed have changed.
	RecordRewritten struct {
		reason
		Signed int64
	}
	// RecordDamaged says that the record cannot be checked at this entry.
	RecordDamaged struct {
		reason
		Entry int64
	}
	// NoHeadElsewhere says that the heads outside the database cannot be read.
	NoHeadElsewhere struct{ reason }
	// NotAHead says that this is not a head.
	NotAHead struct{ reason }
	// NotExtended says that the record does not extend a head with Kept entries.
	NotExtended struct {
		reason
		Kept int64
	}
	// ForkExtended is NotExtended if the operator said why, at At: a backup was restored. BackupOf
	// is its time, if known, and Entries its number of entries.
	ForkExtended struct {
		reason
		Kept, Entries int64
		BackupOf, At  time.Time
	}
	// NothingToAccept says that the record extends all of the given heads.
	NothingToAccept struct{ reason }
	// CalendarGone says that the actor no longer has a calendar address.
	CalendarGone struct{ reason }
)
