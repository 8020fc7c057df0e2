package tz

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestNames: every name to choose from is known, and is a place.
func TestNames(t *testing.T) {
	list := Names()
	if len(list) < 400 || list[0] != "UTC" {
		t.Fatalf("%d names, the first is %q", len(list), list[0])
	}
	for _, name := range list {
		l, err := Load(name)
		if err != nil || l.String() != name || !Known(l) {
			t.Errorf("%s is %v, %v", name, l, err)
		}
		if name != "UTC" && !strings.Contains(name, "/") {
			t.Errorf("%s is no place", name)
		}
	}
}

// TestLoad: a zone is the IANA database's, whatever the machine has under that name.
func TestLoad(t *testing.T) {
	t.Setenv("ZONEINFO", t.TempDir())
	summer := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for name, want := range map[string]string{
		"Europe/Berlin": "14:00:00 CEST", "Asia/Calcutta": "17:30:00 IST", "America/Argentina/Buenos_Aires": "09:00:00 -03", "UTC": "12:00:00 UTC", "EST5EDT": "08:00:00 EDT",
	} {
		l, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := summer.In(l).Format("15:04:05 MST"); got != want {
			t.Errorf("%s shows %s, want %s", name, got, want)
		}
		if again, err := Load(name); again != l || err != nil {
			t.Errorf("%s is another one the second time, %v", name, err)
		}
	}
	for _, name := range []string{
		"right/Europe/Berlin", "posix/Europe/Berlin", "Factory", "localtime", "posixrules", "Local", "", "europe/berlin", "Europe", "Europe/", "../Europe/Berlin", "/etc/localtime", "Mars/Base", "zone.tab",
	} {
		if l, err := Load(name); !errors.Is(err, ErrUnknown) {
			t.Errorf("%q is %v, %v", name, l, err)
		}
		if l := Unknown(name); Known(l) || l.String() != name || summer.In(l).Format("15:04 MST") != "12:00 UTC" {
			t.Errorf("of %q an unknown zone is %q and shows %s", name, l, summer.In(l).Format("15:04 MST"))
		}
	}
}

// TestZonesComeFromHere: no code asks the machine for a time zone.
func TestZonesComeFromHere(t *testing.T) {
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if d != nil && d.IsDir() && d.Name() == "build" {
			return filepath.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, not := range []string{"time.LoadLocation(", "time.Local" + ")", `"time/tzdata"`, ".Local()"} {
			if strings.Contains(string(text), not) {
				t.Errorf("%s has %s: zones are those of package tz", path, not)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
