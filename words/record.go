package words

// Record is the record of an account.
type Record struct {
	// YesNo is a value that is true or false.
	YesNo func(yes bool) string
	// NoBound, NotKnown, AccessBefore, OtherObjects and KeptAsInBackup stand in place of a value.
	NoBound, NotKnown, AccessBefore, OtherObjects, KeptAsInBackup string
	// MoreTimes is how often something was attempted since the entry before.
	MoreTimes func(n int64) string
}

var enRecord = Record{
	YesNo: func(yes bool) string {
		if yes {
			return "yes"
		}
		return "no"
	},
	NoBound: "no limit", NotKnown: "not known", AccessBefore: "the access before it", OtherObjects: "other things than in the entries before",
	KeptAsInBackup: "kept as in the backup",
	MoreTimes:      func(n int64) string { return enNumber(n) + " more" },
}

var deRecord = Record{
	YesNo: func(yes bool) string {
		if yes {
			return "ja"
		}
		return "nein"
	},
	NoBound: "unbegrenzt", NotKnown: "nicht bekannt", AccessBefore: "den vorherigen Zugriff", OtherObjects: "anderes als in den Einträgen davor",
	KeptAsInBackup: "wie in der Sicherung belassen",
	MoreTimes:      func(n int64) string { return deNumber(n) + " weitere" },
}
