package newfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// names are the names in a folder.
func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestAFileIsWholeOrNotThere(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	failed := errors.New("failed")
	err := Make(path, Keep, func(temporary string) error {
		must(t, os.WriteFile(temporary, []byte("half"), 0o644))
		must(t, os.WriteFile(temporary+"-wal", nil, 0o600))
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("while it is made it is there: %v", err)
		}
		return failed
	})
	if got := names(t, dir); !errors.Is(err, failed) || len(got) != 0 {
		t.Errorf("what failed left %q, %v", got, err)
	}
	must(t, Make(path, Keep, func(temporary string) error {
		return os.WriteFile(temporary, []byte("one"), 0o644)
	}))
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode() != 0o600 {
		t.Errorf("what was filled has mode %v", info.Mode())
	}
	if err := Write(path, Keep, []byte("two")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	late := filepath.Join(dir, "late")
	err = Make(late, Keep, func(temporary string) error {
		return errors.Join(os.WriteFile(late, []byte("theirs"), 0o600), os.WriteFile(temporary, []byte("ours"), 0o600))
	})
	if content, _ := os.ReadFile(late); !errors.Is(err, fs.ErrExist) || string(content) != "theirs" {
		t.Errorf("over a file that came meanwhile: %v, %q", err, content)
	}
	must(t, Write(path, Replace, []byte("three")))
	content, err := os.ReadFile(path)
	must(t, err)
	if got := names(t, dir); string(content) != "three" || len(got) != 2 {
		t.Errorf("it holds %q, beside %q", content, got)
	}
	if err := Write(filepath.Join(dir, "no", "file"), Keep, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("in no folder: %v", err)
	}
}

// TestWhatIsDeadIsClearedAway: live folders, and those of other programs, must stay.
func TestWhatIsDeadIsClearedAway(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{prefix + "dead", prefix + "deadsooner", "theirs"} {
		must(t, os.Mkdir(filepath.Join(dir, name), 0o700))
		must(t, os.WriteFile(filepath.Join(dir, name, "file"), []byte("half"), 0o600))
	}
	must(t, os.WriteFile(filepath.Join(dir, prefix+"dead", lockName), nil, 0o600))
	must(t, os.WriteFile(filepath.Join(dir, prefix+"file"), nil, 0o600))
	err := Make(filepath.Join(dir, "outer"), Keep, func(outer string) error {
		must(t, os.WriteFile(outer, []byte("outer"), 0o600))
		must(t, Write(filepath.Join(dir, "inner"), Keep, []byte("inner")))
		_, err := os.Stat(outer)
		return err
	})
	must(t, err)
	want := []string{prefix + "file", "inner", "outer", "theirs"}
	if got := names(t, dir); len(got) != len(want) || got[0] != want[0] || got[3] != want[3] {
		t.Errorf("there are %q, want %q", got, want)
	}
}
