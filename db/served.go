package db

import (
	"os"
	"regexp"
	"strconv"
	"syscall"
)

// flocked is a line of /proc/locks about a lock of the whole file, as lockFile takes it: the
// process and the file.
var flocked = regexp.MustCompile(`(?m)^\d+: FLOCK +\w+ +WRITE +(\d+) [0-9a-f]+:[0-9a-f]+:(\d+) 0 EOF$`)

// ServedBy is the process that has a database file open with Exclusive; 0 for none, or where the
// system does not tell. It opens nothing.
func ServedBy(path string) (pid int) {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	file, ok := info.Sys().(*syscall.Stat_t)
	list, err := os.ReadFile("/proc/locks")
	if !ok || err != nil {
		return 0
	}
	for _, lock := range flocked.FindAllStringSubmatch(string(list), -1) {
		if lock[2] == strconv.FormatUint(file.Ino, 10) {
			pid, _ = strconv.Atoi(lock[1]) // it is digits
		}
	}
	return pid
}
