package words

// RecordReasons are about the record and what is exported of it.
type RecordReasons struct{}

var enRecordReasons = RecordReasons{}

var deRecordReasons = RecordReasons{}
