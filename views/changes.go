package views

import (
	"maps"
	"slices"
	"strings"
	"time"

	"latchkey/access"
)

// ChangeLines is what an entry says was before and after, as people read it, a line for each name; instants are shown in zone.
func ChangeLines(r access.Record, zone *time.Location) []string {
	names := slices.Collect(maps.Keys(r.After))
	for name := range r.Before {
		if _, ok := r.After[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var lines []string
	for _, name := range names {
		was, before := r.Before[name]
		is, after := r.After[name]
		says := func(value string) string { return recordedValue(r.Action, name, value, zone) }
		line := changeName(r.Action, name) + ": "
		switch {
		case !before || was == is && !isVerbatim(r.Action):
			line += says(is)
		case !after:
			line += says(was) + " → –"
		default:
			line += says(was) + " → " + says(is)
		}
		lines = append(lines, line)
	}
	return lines
}

// ChangedLines is ChangeLines without what is after as it was before, unless that is all.
func ChangedLines(r access.Record, zone *time.Location) []string {
	changed := r
	changed.Before, changed.After = maps.Clone(r.Before), maps.Clone(r.After)
	for name, is := range r.After {
		if was, ok := r.Before[name]; ok && was == is {
			delete(changed.Before, name)
			delete(changed.After, name)
		}
	}
	if len(changed.Before) == 0 && len(changed.After) == 0 {
		changed = r
	}
	return ChangeLines(changed, zone)
}

// isVerbatim says whether an entry's values are what somebody typed for a company: they are shown as they are.
func isVerbatim(a access.Action) bool {
	return a == access.SettingChanged || a == access.SettingAdded || a == access.SettingRemoved
}

func changeName(a access.Action, name string) string {
	switch {
	case a == access.NoticesChosen:
		return topicNames[access.Topic(name)]
	case a == access.RequestAsked && name == "prolongs":
		return "extends"
	}
	return name
}

// recordedValue is a value of the record as it is read.
func recordedValue(a access.Action, name, value string, zone *time.Location) string {
	switch {
	case value == "":
		return "–"
	case isVerbatim(a):
		return value
	case a == access.NoticesChosen:
		return choiceName(value)
	}
	switch name {
	case "read-only", "description required":
		if value == "true" {
			return "yes"
		}
		return "no"
	case "access":
		return access.ReadOnlyText(value != "edit")
	case "prolongs":
		return "the access before"
	case "this address waits":
		if d, err := time.ParseDuration(value); err == nil {
			return access.DurationText(d)
		}
	case "from", "to", "due":
		return recordedDay(value)
	case "period":
		if from, to, ok := strings.Cut(value, " to "); ok {
			return recordedDay(from) + " – " + recordedDay(to)
		}
	case "messages", "seats", "net", "VAT", "total":
		return access.GroupedText(value)
	case "name", "setting", "description", "reason", "contact", "address", "key", "webapp", "company":
		return value
	}
	if t, err := time.Parse(time.RFC3339Nano, value); err == nil {
		return NewExactMoment(t, zone).Text
	}
	return value
}
