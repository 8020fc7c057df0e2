// Package tz has the world's time zones, from data that is part of the program. It asks neither the
// machine nor its environment, where a zone of the same name can be another one:
// right/Europe/Berlin counts leap seconds, and localtime is whatever the machine is set to.
package tz

import (
	"archive/zip"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// The data is Go's own: bring it up to date with a new version of Go.
//
//go:generate sh -c "cp \"$(go env GOROOT)/lib/time/zoneinfo.zip\" zoneinfo.zip"
//go:embed zoneinfo.zip
var data string

// names are UTC and what zone.tab of the IANA database has: for each country its own names, also
// where clocks go alike elsewhere.
//
//go:embed names.txt
var names string

// ErrUnknown is a name that no zone has.
var ErrUnknown = errors.New("there is no such time zone")

var (
	files = sync.OnceValues(func() (map[string]*zip.File, error) {
		r, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
		if err != nil {
			return nil, err
		}
		found := make(map[string]*zip.File, len(r.File))
		for _, f := range r.File {
			if f.Name != "Factory" { // of machines on which nobody chose a zone
				found[f.Name] = f
			}
		}
		return found, nil
	})
	loaded sync.Map // name → *time.Location
)

// Load is the zone of an IANA name, also of an old one like Asia/Calcutta; the same one each time.
// Errors: ErrUnknown.
func Load(name string) (*time.Location, error) {
	if name == "UTC" {
		return time.UTC, nil
	}
	if l, ok := loaded.Load(name); ok {
		return l.(*time.Location), nil //nolint:forcetypeassert // nothing else is stored
	}
	l, err := read(name, name)
	if err != nil {
		return nil, err
	}
	first, _ := loaded.LoadOrStore(name, l)
	return first.(*time.Location), nil //nolint:forcetypeassert // nothing else is stored
}

// Unknown is a zone with a name that no zone has. It shows times in UTC, and says so.
func Unknown(name string) *time.Location {
	l, err := read("Etc/UTC", name)
	if err != nil {
		return time.FixedZone(name, 0)
	}
	return l
}

// Known says whether a zone is one that Load knows.
func Known(l *time.Location) bool {
	_, err := Load(l.String())
	return err == nil
}

// Names are the names to choose from: UTC, and one for each place, in the order of the alphabet.
func Names() []string { return strings.Fields(names) }

func read(file, name string) (*time.Location, error) {
	all, err := files()
	if err != nil {
		return nil, err
	}
	f, ok := all[file]
	if !ok {
		return nil, fmt.Errorf("%q: %w", name, ErrUnknown)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(r)
	if err = errors.Join(err, r.Close()); err != nil {
		return nil, err
	}
	return time.LoadLocationFromTZData(name, content)
}
