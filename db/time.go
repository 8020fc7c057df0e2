package db

import (
	"database/sql"
	"time"
)

// Millis is an instant as stored in the database: milliseconds in UTC.
func Millis(t time.Time) int64 { return t.UnixMilli() }

// Time is the instant, in UTC, that the database stores as ms.
func Time(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// NullTime is like Time. NULL becomes the zero time.
func NullTime(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return Time(ms.Int64)
}

// NullMillis is like Millis. The zero time becomes NULL.
func NullMillis(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: t.UnixMilli(), Valid: !t.IsZero()}
}

// NullText turns an empty string into NULL.
func NullText(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }
