package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// keepHTML keeps the page as it was served, for validate.
func (tr *tour) keepHTML(s sight) {
	tr.t.Helper()
	tr.mu.Lock()
	document := tr.document
	tr.mu.Unlock()
	body := get(tr.browser, func(ctx context.Context, target *chromedp.Target) (network.GetResponseBodyResult, error) {
		return cdp.Call(ctx, target, network.GetResponseBody, network.GetResponseBodyParams{RequestID: document})
	})
	tr.write(filepath.Join("html", tr.file(s)+".html"), body.Body)
}

// validate runs html-validate on every page as it was served.
func (g *gallery) validate(t *testing.T) {
	t.Helper()
	config := filepath.Join("..", "tools", "browser", "htmlvalidate.mjs")
	report := filepath.Join(g.dir, "html-validate.json")
	cmd := exec.CommandContext(t.Context(), toolPath(".bin", "node"), toolPath("html-validate", "bin", "html-validate.mjs"),
		"--config", config, "--formatter", "json="+report, filepath.Join(g.dir, "html", "*.html"))
	said, err := cmd.CombinedOutput() // it fails if it finds something
	out, readErr := os.ReadFile(report)
	var files []struct {
		FilePath string
		Messages []struct {
			RuleID, Message string
			Line, Column    int
		}
	}
	if jsonErr := json.Unmarshal(out, &files); jsonErr != nil || readErr != nil || (err == nil) != (len(files) == 0) {
		t.Fatalf("html-validate: %v, %v, %v\n%s", err, readErr, jsonErr, said)
	}
	found := map[string][]string{}
	for _, f := range files {
		for _, m := range f.Messages {
			what := m.RuleID + ": " + m.Message
			found[what] = append(found[what], fmt.Sprintf("%s:%d:%d", filepath.Base(f.FilePath), m.Line, m.Column))
		}
	}
	for _, what := range slices.Sorted(maps.Keys(found)) {
		t.Errorf("html-validate: %s, at %d places: %s", what, len(found[what]), found[what][0])
	}
}
