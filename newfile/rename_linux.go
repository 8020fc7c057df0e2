package newfile

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// renameNew renames a file, but never replaces one. A file system may lack this or links, but most
// have one of the two.
func renameNew(from, to string) error {
	err := unix.Renameat2(unix.AT_FDCWD, from, unix.AT_FDCWD, to, unix.RENAME_NOREPLACE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) {
		return os.Link(from, to)
	}
	return err
}
