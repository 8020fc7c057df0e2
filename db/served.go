package db

// ServedBy is which process has a database file open with Exclusive, this one as well, or "".
func ServedBy(path string) string { return holderOf(path, "FLOCK", 0, 0) }
