package access

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"latchkey/db"
	"latchkey/tz"
)

var unknownZones sync.Map // name to *time.Location

// ZoneToBeginWith is the initial time zone in the form of a new company or user: the actor's own in
// its own account, and otherwise the account's, or UTC if the actor does not see that.
func (s *Service) ZoneToBeginWith(ctx context.Context, by Actor, accountID string) (*time.Location, error) {
	if accountID == by.AccountID {
		return by.Zone, nil
	}
	row, err := s.store.Read.GetAccount(ctx, getAccountParams(accountID, by.scope(ReadAccount, s.now())))
	if db.IsNotFound(err) {
		return time.UTC, nil
	}
	return location(row.TimeZone), err
}

// location is the time zone of a stored name, which was checked when it was stored. But the
// machine, or an earlier version, may have known other zones: then the result is not a KnownZone.
// It shows times in UTC, and decides nothing. An empty name is UTC.
func location(name string) *time.Location {
	if name == "" {
		return time.UTC
	}
	if l, err := tz.Load(name); err == nil {
		return l
	}
	l, ok := unknownZones.Load(name)
	if !ok {
		l, _ = unknownZones.LoadOrStore(name, tz.Unknown(name))
	}
	return l.(*time.Location) //nolint:forcetypeassert // nothing else is stored
}

// KnownZone reports whether a zone can decide anything.
func KnownZone(zone *time.Location) bool { return tz.Known(zone) }

// checkZone checks the field time_zone, the IANA name of a time zone. An empty one is UTC.
func checkZone(invalid *Invalid, name string) string {
	if name == "" {
		return "UTC"
	}
	if _, err := tz.Load(name); err != nil {
		invalid.add("time_zone", NotAZone{})
	}
	return name
}

// ownZoneUnknown adds to invalid that a time cannot be parsed, because the actor's time zone is
// unknown.
func ownZoneUnknown(invalid *Invalid, field string, zone *time.Location) {
	invalid.add(field, OwnZoneUnknown{Zone: zone.String()})
}

// zoneFrom is the time zone that the link's login gets from the browser in which it is set up, or
// "" if it keeps its own: it has had a password, somebody chose its zone, or nobody knows that of
// the browser.
func (l SetupLink) zoneFrom(browser string) string {
	if _, err := tz.Load(browser); err != nil || !l.first || l.zone != time.UTC || browser == l.zone.String() {
		return ""
	}
	return browser
}

// takeZone gives the link's login a time zone.
func (t *tx) takeZone(ctx context.Context, l SetupLink, zone string) (err error) {
	e := l.entry(UserChanged)
	e.Before, e.After = changes{DetailTimeZone: l.zone.String()}, changes{DetailTimeZone: zone}
	if l.UserID != "" {
		err = t.UpdateUserZone(ctx, db.UpdateUserZoneParams{TimeZone: zone, UpdatedAt: db.Millis(t.now), ID: l.UserID})
	} else {
		e.Action = AccountUpdated
		err = t.UpdateAccountZone(ctx, db.UpdateAccountZoneParams{TimeZone: zone, UpdatedAt: db.Millis(t.now), ID: l.AccountID})
	}
	return t.recordUnless(ctx, err, e)
}

// ZoneOption is a time zone to choose: its name, and its label inside its region, with the current
// time there.
type ZoneOption struct{ Name, Text string }

// ZoneGroup is the zones of a region. The group of UTC has no name.
type ZoneGroup struct {
	Region string
	Zones  []ZoneOption
}

// ZoneGroups are the time zones to choose from, as they are at t.
func ZoneGroups(t time.Time) (groups []ZoneGroup) {
	for _, name := range tz.Names() {
		region, place, found := strings.Cut(name, "/")
		if !found {
			region, place = "", name
		}
		if len(groups) == 0 || groups[len(groups)-1].Region != region {
			groups = append(groups, ZoneGroup{Region: region})
		}
		parts := strings.Split(strings.ReplaceAll(place, "_", " "), "/") // Argentina/Buenos_Aires
		slices.Reverse(parts)
		text := strings.Join(parts, ", ") + " (UTC" + t.In(location(name)).Format("-07:00") + ")"
		g := &groups[len(groups)-1]
		g.Zones = append(g.Zones, ZoneOption{Name: name, Text: text})
	}
	for _, g := range groups {
		slices.SortStableFunc(g.Zones, func(a, b ZoneOption) int { return strings.Compare(a.Text, b.Text) })
	}
	return groups
}
