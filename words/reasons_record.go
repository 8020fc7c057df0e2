package words

import "latchkey/access"

// RecordReasons are about the record and its exports.
type RecordReasons struct {
	NoKey           func(access.NoKey) string
	OtherKey        func(access.OtherKey) string
	KeyDiffers      func(access.KeyDiffers) string
	RecordBroken    func(access.RecordBroken) string
	RecordCutOff    func(access.RecordCutOff) string
	RecordRewritten func(access.RecordRewritten) string
	RecordDamaged   func(access.RecordDamaged) string
	NoHeadElsewhere func(access.NoHeadElsewhere) string
	NotAHead        func(access.NotAHead) string
	NotExtended     func(access.NotExtended) string
	ForkExtended    func(access.ForkExtended) string
	NothingToAccept func(access.NothingToAccept) string
	CalendarGone    func(access.CalendarGone) string
}
