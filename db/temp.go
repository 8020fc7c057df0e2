package db

import (
	"os"
	"path/filepath"
	"syscall"
)

// tempVariables are the variables with which an operator chooses SQLite's folder for temporary
// files.
var tempVariables = []string{"SQLITE_TMPDIR", "TMPDIR"}

// TempBeside makes SQLite put its temporary files next to a database, unless the operator chose
// another writable folder. SQLite needs such files for large migrations and sorts, and in a
// container no other folder is sure to exist, to be writable and to have space. SQLite reads this
// only once per process.
func TempBeside(path string) error {
	for _, name := range tempVariables {
		if dir := os.Getenv(name); dir != "" && canWriteIn(dir) {
			return nil
		}
	}
	return os.Setenv(tempVariables[0], filepath.Dir(path))
}

// canWriteIn checks a folder like SQLite does.
func canWriteIn(dir string) bool {
	const writeAndSearch = 3
	info, err := os.Stat(dir) //nolint:gosec // the operator names it
	return err == nil && info.IsDir() && syscall.Access(dir, writeAndSearch) == nil
}
