//go:build !linux

package newfile

import "os"

// renameNew renames a file, but never replaces one. The old name goes away with its folder.
func renameNew(from, to string) error { return os.Link(from, to) }
