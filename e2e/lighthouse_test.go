package e2e

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestLighthouse has Lighthouse rate the most visited pages, as on a slow phone. The performance
// score depends on timing, and this machine may be busy, so a low score fails only with
// LATCHKEY_LIGHTHOUSE=strict, as in `make lighthouse`; then the best of three counts.
func TestLighthouse(t *testing.T) {
	needTools(t)
	runs := 1
	if os.Getenv("LATCHKEY_LIGHTHOUSE") == "strict" {
		runs = 3
	} else {
		t.Parallel()
	}
	d := startDemo(t)
	acme, _ := d.ids(t, "Acme", "")
	in := d.signIn(t, "Acme", "anna").cookie
	for name, page := range map[string]struct{ path, cookie string }{
		"sign-in":         {"/login", ""},
		"External Access": {"/accounts/" + acme + "/external-access", in},
		"users":           {"/accounts/" + acme + "/users", in},
	} {
		t.Run(name, func(t *testing.T) {
			best := 0.0
			for run := 0; run < runs && best < 0.95; run++ {
				r := lighthouse(t, d.Address+page.path, page.cookie)
				for _, category := range []string{"accessibility", "best-practices"} {
					if r.score(category) < 1 {
						t.Errorf("%s %.2f: %s", category, r.score(category), strings.Join(r.lost(category), "; "))
					}
				}
				best = max(best, r.score("performance"))
				if best < 0.95 {
					t.Logf("performance %.2f: %s", r.score("performance"), strings.Join(r.lost("performance"), "; "))
				}
			}
			t.Logf("performance %.2f", best)
			if best < 0.95 && runs > 1 {
				t.Errorf("performance %.2f, want at least 0.95", best)
			}
		})
	}
}

// judgement is Lighthouse's report on a page.
type judgement struct {
	FinalDisplayedURL string
	RuntimeError      *struct{ Message string }
	Categories        map[string]struct {
		Score     *float64
		AuditRefs []struct {
			ID     string
			Weight float64
		}
	}
	Audits map[string]struct {
		Title, DisplayValue string
		Score               *float64
	}
}

func (j judgement) score(category string) float64 {
	if s := j.Categories[category].Score; s != nil {
		return *s
	}
	return 0
}

// lost are the audits that cost a category points.
func (j judgement) lost(category string) (titles []string) {
	for _, ref := range j.Categories[category].AuditRefs {
		if a := j.Audits[ref.ID]; ref.Weight > 0 && a.Score != nil && *a.Score < 1 {
			titles = append(titles, strings.TrimSpace(a.Title+" "+a.DisplayValue))
		}
	}
	return titles
}

func lighthouse(t *testing.T, address, cookie string) (j judgement) {
	t.Helper()
	chromium, err := exec.LookPath(chromiumName)
	if err != nil {
		t.Fatal(noChromium)
	}
	args := []string{
		toolPath("lighthouse", "cli", "index.js"), address, "--output=json", "--output-path=stdout", "--quiet", "--no-enable-error-reporting",
		"--only-categories=performance,accessibility,best-practices",
		"--chrome-flags=--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync",
	}
	if cookie != "" {
		headers, err := json.Marshal(map[string]string{"Cookie": cookie})
		must(t, err)
		args = append(args, "--extra-headers="+string(headers))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	var out []byte
	var errs strings.Builder
	for range 3 {
		errs.Reset()
		cmd := exec.CommandContext(ctx, toolPath(".bin", "node"), args...)
		cmd.Env, cmd.Stderr = append(os.Environ(), "CHROME_PATH="+chromium), &errs
		// On a busy machine, Lighthouse sometimes misses the start of the page, and asks to be run
		// again.
		if out, err = cmd.Output(); err == nil || !strings.Contains(errs.String(), "Please run Lighthouse again") {
			break
		}
	}
	if err != nil {
		t.Fatalf("lighthouse %s: %v\n%s", address, err, &errs)
	}
	if err := json.Unmarshal(out, &j); err != nil {
		t.Fatalf("lighthouse %s: %v\n%s", address, err, &errs)
	}
	if j.RuntimeError != nil || j.FinalDisplayedURL != address {
		t.Fatalf("lighthouse saw %s instead of %s: %+v", j.FinalDisplayedURL, address, j.RuntimeError)
	}
	return j
}
