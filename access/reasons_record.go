package access

import "time"

// Why nothing of the record is signed or exported.
type (
	// NoKey is that there is no key to sign with, OtherKey that the record is signed with another one by now, KeyDiffers that it is signed
	// with Key, which is not the one of the file.
	NoKey      struct{ reason }
	OtherKey   struct{ reason }
	KeyDiffers struct {
		reason
		Key string
	}
	// RecordBroken is that the record is not what was signed, and from which entry on.
	RecordBroken struct {
		reason
		Entry int64
	}
	// NotAHead is a text that is no head.
	NotAHead struct{ reason }
	// NotExtended is that the record does not extend a head of so many entries. Of ForkExtended the operator said at At why: a backup was
	// restored, of BackupOf where that is known, that has so many Entries.
	NotExtended struct {
		reason
		Kept int64
	}
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
