// Package tz has the world's time zones, from data that is built into the program. It uses neither
// the machine's zones nor its environment, where a zone with the same name can be a different one:
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

// names are UTC and the names in zone.tab of the IANA database: each country has its own names,
// even if its clocks agree with another country's.
//
//go:embed names.txt
var names string

// ErrUnknown means that no zone has this name.
var ErrUnknown = errors.New("there is no such time zone")

var (
	files = sync.OnceValues(func() (map[string]*zip.File, error) {
		r, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
		if err != nil {
			return nil, err
		}
		found := make(map[string]*zip.File, len(r.File))
		for _, f := range r.File {
			if f.Name != "Factory" { // for machines on which nobody chose a zone
				found[f.Name] = f
			}
		}
		return found, nil
	})
	loaded sync.Map // name → *time.Location
)

// Load returns the zone with an IANA name, including old names like Asia/Calcutta. It returns the
// same pointer each time. Errors: ErrUnknown.
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

// Unknown returns a zone for a name that no zone has. It shows times in UTC, and says so.
func Unknown(name string) *time.Location {
	l, err := read("Etc/UTC", name)
	if err != nil {
		return time.FixedZone(name, 0)
	}
	return l
}

// Known reports whether Load knows a zone.
func Known(l *time.Location) bool {
	_, err := Load(l.String())
	return err == nil
}

// Names are the names to choose from, in alphabetical order: UTC, and one for each place.
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
