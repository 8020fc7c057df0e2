package db

import (
	"os"
	"path/filepath"
	"syscall"
)

// tempVariables are those by which an operator chooses SQLite's folder for temporary files.
var tempVariables = []string{"SQLITE_TMPDIR", "TMPDIR"}

// TempBeside lets SQLite put its temporary files beside a database, unless the operator chose
// another folder that can be written. It needs them for large migrations and sorts, and a container
// has no other folder that is sure to be there, to be writable and to have room. SQLite asks once
// in a process.
func TempBeside(path string) error {
	for _, name := range tempVariables {
		if dir := os.Getenv(name); dir != "" && canWriteIn(dir) {
			return nil
		}
	}
	return os.Setenv(tempVariables[0], filepath.Dir(path))
}

// canWriteIn asks as SQLite does.
func canWriteIn(dir string) bool {
	const writeAndSearch = 3
	info, err := os.Stat(dir) //nolint:gosec // the operator names it
	return err == nil && info.IsDir() && syscall.Access(dir, writeAndSearch) == nil
}
