package access

import "time"

// Why nothing of the record is signed or exported.
type (
	// NoKey is that there is no key to sign with.
	NoKey struct{ reason }
	// OtherKey is that the record is signed with another key by now.
	OtherKey struct{ reason }
	// KeyDiffers is that the record is signed with Key, which is not the one of the file.
	KeyDiffers struct {
		reason
		Key string
	}
	// RecordBroken is that the record is not what was signed, and from which entry on.
	RecordBroken struct {
		reason
		Entry int64
	}
	// RecordCutOff is that the record has fewer entries than were Signed.
	RecordCutOff struct {
		reason
		Has, Signed int64
	}
	// RecordRewritten is that not all of the entries that were Signed are the same.
	RecordRewritten struct {
		reason
		Signed int64
	}
	// RecordDamaged is that the record cannot be checked, and at which entry.
	RecordDamaged struct {
		reason
		Entry int64
	}
	// NoHeadElsewhere is that the heads kept outside the database cannot be read.
	NoHeadElsewhere struct{ reason }
	// NotAHead is a text that is no head.
	NotAHead struct{ reason }
	// NotExtended is that the record does not extend a head of Kept entries.
	NotExtended struct {
		reason
		Kept int64
	}
	// ForkExtended is NotExtended where the operator said why, at At: a backup was restored, of BackupOf where that is known, which has so many
	// Entries.
	ForkExtended struct {
		reason
		Kept, Entries int64
		BackupOf, At  time.Time
	}
	// NothingToAccept is that the record extends all the heads that were kept.
	NothingToAccept struct{ reason }
	// CalendarGone is that there is no address of the actor's calendar any more.
	CalendarGone struct{ reason }
)
