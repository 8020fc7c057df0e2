package access

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestLocalTime(t *testing.T) {
	for _, c := range []struct {
		zone, text, which string
		want              []string
		err               error
	}{
		{"UTC", "2026-03-14T09:30", "", []string{"2026-03-14T09:30:00Z"}, nil},
		{"UTC", "2026-03-14T09:30:07", "", []string{"2026-03-14T09:30:07Z"}, nil},
		{"UTC", "2026-03-29T02:30", "", []string{"2026-03-29T02:30:00Z"}, nil},
		{"UTC", "2026-03-14T09:30", "second", []string{"2026-03-14T09:30:00Z"}, nil},
		{"Europe/Berlin", "2026-03-14T09:30", "", []string{"2026-03-14T08:30:00Z"}, nil},
		{"Europe/Berlin", "2026-07-14T09:30:59", "", []string{"2026-07-14T07:30:59Z"}, nil},

		{"Europe/Berlin", "2026-03-29T01:59:59", "", []string{"2026-03-29T00:59:59Z"}, nil},
		{"Europe/Berlin", "2026-03-29T02:00", "", nil, errNoSuchTime},
		{"Europe/Berlin", "2026-03-29T02:30", "", nil, errNoSuchTime},
		{"Europe/Berlin", "2026-03-29T02:30", "first", nil, errNoSuchTime},
		{"Europe/Berlin", "2026-03-29T02:59:59", "", nil, errNoSuchTime},
		{"Europe/Berlin", "2026-03-29T03:00", "", []string{"2026-03-29T01:00:00Z"}, nil},

		{"Europe/Berlin", "2026-10-25T01:59:59", "", []string{"2026-10-24T23:59:59Z"}, nil},
		{"Europe/Berlin", "2026-10-25T02:30", "", []string{"2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"}, errTwice},
		{"Europe/Berlin", "2026-10-25T02:30", "neither", []string{"2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"}, errTwice},
		{"Europe/Berlin", "2026-10-25T02:30", "first", []string{"2026-10-25T00:30:00Z"}, nil},
		{"Europe/Berlin", "2026-10-25T02:30", "second", []string{"2026-10-25T01:30:00Z"}, nil},
		{"Europe/Berlin", "2026-10-25T03:00", "", []string{"2026-10-25T02:00:00Z"}, nil},

		// Clocks on Lord Howe Island change by half an hour: back in April, and forward in October.
		{"Australia/Lord_Howe", "2026-04-05T01:29", "", []string{"2026-04-04T14:29:00Z"}, nil},
		{"Australia/Lord_Howe", "2026-04-05T01:45", "", []string{"2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"}, errTwice},
		{"Australia/Lord_Howe", "2026-04-05T02:00", "", []string{"2026-04-04T15:30:00Z"}, nil},
		{"Australia/Lord_Howe", "2026-10-04T02:15", "", nil, errNoSuchTime},
		{"Australia/Lord_Howe", "2026-10-04T02:30", "", []string{"2026-10-03T15:30:00Z"}, nil},
		// Samoa skipped 30 December 2011.
		{"Pacific/Apia", "2011-12-30T12:00", "", nil, errNoSuchTime},

		{"UTC", "1970-01-01T00:00", "", []string{"1970-01-01T00:00:00Z"}, nil},
		{"UTC", "9999-12-31T23:59:59", "", []string{"9999-12-31T23:59:59Z"}, nil},
	} {
		found, err := LocalTime{c.text, c.which}.instants(zone(t, c.zone))
		got := each(found, func(f time.Time) string { return f.UTC().Format(time.RFC3339Nano) })
		equal(t, c.text+" "+c.which+" in "+c.zone, []any{got, err}, []any{c.want, c.err})
	}
}

func TestNoLocalTime(t *testing.T) {
	for _, text := range []string{
		"1969-12-31T23:59:59", "10000-01-01T00:00", "0000-01-01T00:00", "rubbish", "2026-03-14",
		"2026-03-14 09:30", " 2026-03-14T09:30", "2026-03-14T09:30Z", "2026-03-14T09:30:00+01:00", "2026-03-14T24:00",
		"2026-03-14T09:60", "2026-03-14T23:59:60", "2026-02-29T09:30", "2026-13-01T09:30", "14.03.2026 09:30",
		"2026-03-14T09:30:07.5", "2026-03-14T09:30:07,000001",
	} {
		found, err := LocalTime{Text: text}.instants(time.UTC)
		equal(t, text, []any{found, err}, []any{[]time.Time(nil), errNotATime})
	}
}

func TestLocalTimeOfAField(t *testing.T) {
	for _, c := range []struct {
		text, which string
		want        Reason
		twice       int
	}{
		{"", "", EnterTime{}, 0},
		{"tomorrow", "", NotATime{}, 0},
		{"2026-03-29T02:30", "", NoSuchTime{Zone: "Europe/Berlin"}, 0},
		{"2026-10-25T02:30", "", TimeTwice{Zone: "Europe/Berlin"}, 2},
		{"2026-10-25T02:30", "second", nil, 0},
	} {
		var invalid Invalid
		_, ok := LocalTime{c.text, c.which}.instant(&invalid, "valid_to", zone(t, "Europe/Berlin"))
		equal(t, c.text+": what is said, fine, to choose from",
			[]any{reasonText(invalid.Fields["valid_to"]), ok, len(invalid.Twice["valid_to"])}, []any{reasonText(c.want), c.want == nil, c.twice})
	}
}

func TestLocalTextIsReadBack(t *testing.T) {
	equal(t, "text", LocalText(at("2026-07-14T07:30:59Z"), zone(t, "Europe/Berlin")), "2026-07-14T09:30")
}

func TestWindowIsHalfOpen(t *testing.T) {
	w := Window{at("2026-03-02T10:00:00Z"), at("2026-03-02T12:00:00Z")}
	for instant, want := range map[string]bool{
		"2026-03-02T09:59:59.999Z": false, "2026-03-02T10:00:00Z": true, "2026-03-02T11:59:59.999Z": true, "2026-03-02T12:00:00Z": false,
	} {
		equal(t, instant, w.Contains(at(instant)), want)
	}
}

// TestLocalTimeFindsEveryInstant: whatever a wall clock shows at an instant, that instant is found
// by it.
func TestLocalTimeFindsEveryInstant(t *testing.T) {
	zones := []string{
		"UTC", "Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Sao_Paulo",
		"America/Nuuk", "Australia/Lord_Howe", "Australia/Sydney", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Gaza",
		"Africa/Casablanca", "Africa/Cairo", "Africa/Monrovia", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Kwajalein",
		"Pacific/Chatham", "Antarctica/Troll", "Antarctica/Casey", "Asia/Pyongyang", "America/Caracas",
	}
	rapid.Check(t, func(t *rapid.T) {
		z := zone(t, rapid.SampledFrom(zones).Draw(t, "zone"))
		// Days around a clock change are rare, so half of the instants are drawn near one.
		instant := time.Unix(rapid.Int64Range(86400, at("2100-01-01T00:00:00Z").Unix()).Draw(t, "instant"), 0)
		if _, end := instant.In(z).ZoneBounds(); !end.IsZero() && rapid.Bool().Draw(t, "near a change") {
			instant = end.Add(time.Duration(rapid.IntRange(-7200, 7200).Draw(t, "seconds")) * time.Second)
		}
		wall := instant.In(z).Format("2006-01-02T15:04:05")
		found, err := LocalTime{Text: wall}.instants(z)
		if err != nil && !errors.Is(err, errTwice) {
			t.Fatalf("%s in %s: %v", wall, z, err)
		}
		equal(t, wall+": how many", len(found), map[bool]int{false: 1, true: 2}[err != nil])
		matches := 0
		for _, f := range found {
			equal(t, wall+": shown", f.In(z).Format("2006-01-02T15:04:05"), wall)
			if f.Equal(instant) {
				matches++
			}
		}
		equal(t, wall+" in "+z.String()+": found", matches, 1)
	})
}

func zone(t interface{ Fatal(args ...any) }, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}
