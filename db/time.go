package db

import (
	"database/sql"
	"time"
)

// Millis is an instant as the database keeps it: UTC milliseconds.
func Millis(t time.Time) int64 { return t.UnixMilli() }

// Time is the instant that the database keeps as ms, in UTC.
func Time(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// NullTime is like Time; the zero time stands for NULL.
func NullTime(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return Time(ms.Int64)
}

// NullMillis is like Millis; the zero time becomes NULL.
func NullMillis(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: t.UnixMilli(), Valid: !t.IsZero()}
}

// NullText is NULL for an empty string.
func NullText(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }
