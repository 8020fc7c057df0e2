package main

import (
	"bytes"
	"log/slog"
	"testing"
)

// TestSlowStatementsAreWarnings in the log.
func TestSlowStatementsAreWarnings(t *testing.T) {
	var lines bytes.Buffer
	w := newMetricsObserver(slog.New(slog.NewJSONHandler(&lines, nil)))
	w.Statement("ListRecord", slowStatement)
	if lines.Len() > 0 {
		t.Errorf("it was quick enough, and the log says %s", &lines)
	}
	w.Statement("ListRecord", 2*slowStatement)
	hasAll(t, "the log says", lines.String(), `"level":"WARN","msg":"slow statement","statement":"ListRecord","ms":500`)
}
