package words

// Report is the report, evidence and the calendar.
type Report struct{}

var enReport = Report{}

var deReport = Report{}
