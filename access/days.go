package access

import "time"

// Days is a period of whole days, the last one included.
type Days struct{ From, To Date }

// longestDays bounds a period that is shown at once.
const longestDays = 366

// readDays reads a period that was typed in the fields from and to; what is empty is as in usual. longest is how many days it can
// have, 0 for any.
func readDays(invalid *Invalid, from, to string, usual Days, longest int) Days {
	d := usual
	if from != "" {
		d.From = checkDate(invalid, "from", from)
	}
	if to != "" {
		d.To = checkDate(invalid, "to", to)
	}
	switch {
	case d.From == "" || d.To == "":
	case d.To < d.From:
		invalid.add("to", "Choose a day that is not before the first one.")
	case longest > 0 && d.To > d.From.AddDays(longest-1):
		invalid.add("to", "Choose at most %d days.", longest)
	}
	return d
}

// Window is the period by the clocks of a zone.
func (d Days) Window(zone *time.Location) Window {
	return Window{d.From.start(zone), d.To.AddDays(1).start(zone)}
}

// Starts is when each day of a period begins in a zone.
func (d Days) Starts(zone *time.Location) (starts []time.Time) {
	for day := d.From; day <= d.To; day = day.AddDays(1) {
		starts = append(starts, day.start(zone))
	}
	return starts
}
