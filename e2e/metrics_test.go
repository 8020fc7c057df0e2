package e2e

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v2"
)

var (
	ofMetric   = regexp.MustCompile(`\b(?:latchkey|go|process)_[a-z_]+\b`)
	seriesName = regexp.MustCompile(`(?m)^([a-z_]+)(?:\{([^\n]*)\})? `)
	ofHelp     = regexp.MustCompile(`(?m)^# HELP (latchkey_[a-z_]+) `)
)

// startWatched starts a server with metrics, and returns a client for them.
func startWatched(t *testing.T, db string) (s *process, metrics *client) {
	t.Helper()
	s = startServe(t, db, "--metrics-addr", "127.0.0.1:0")
	return s, s.metrics(t)
}

// metrics is a client for a server's metrics.
func (p *process) metrics(t *testing.T) *client {
	t.Helper()
	m := regexp.MustCompile(`"msg":"metrics","listen":"([^"]+)"`).FindStringSubmatch(p.Stderr.String())
	if m == nil {
		t.Fatalf("it does not say where the metrics are:\n%s", &p.Stderr)
	}
	return newClient("http://" + m[1])
}

// scrape returns a server's metrics, and all their names.
func scrape(t *testing.T, c *client) (text string, names map[string]bool) {
	t.Helper()
	a := c.get(t, "/metrics")
	answers(t, a, http.StatusOK)
	names = map[string]bool{}
	for _, m := range seriesName.FindAllStringSubmatch(a.body, -1) {
		names[m[1]] = true
	}
	return a.body, names
}

// TestMetrics: everything that the dashboard and the alerts use exists, everything that exists is
// documented, and strangers cannot create labels.
func TestMetrics(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	acme, retail := d.ids(t, "Acme", "Acme Retail")
	cookie, password := d.signIn(t, "Acme", "").cookie, d.password(t, "Acme", "")
	d.stop(t)
	s, metrics := startWatched(t, d.DB)
	c := newClient(s.address)
	c.cookie = cookie
	answers(t, c.send(t, "/accounts/"+acme+"/companies/"+retail+"/settings", url.Values{"key": {settingWritten}, "value": {"x"}}), http.StatusSeeOther)
	answers(t, c.get(t, "/metrics"), http.StatusNotFound)
	s.signIn(t, "Acme", "", password)
	_, wrong := s.trySignIn(t, "Acme", "", "wrong")
	answers(t, wrong, http.StatusUnprocessableEntity)
	const strange = "strange"
	answers(t, c.get(t, "/"+strange), http.StatusNotFound)
	answers(t, c.do(t, strings.ToUpper(strange), "/"+strange, nil), http.StatusNotFound)
	s.trySignIn(t, strange, strange, strange)

	text, names := scrape(t, metrics)
	if strings.Contains(strings.ToLower(text), strange) || strings.Contains(text, acme) {
		t.Error("a label holds what somebody sent")
	}
	says(t, metrics.get(t, "/metrics"), `latchkey_sign_ins_total{result="ok"} 1`, `latchkey_sign_ins_total{result="wrong"} 2`,
		`latchkey_http_requests_total{method="GET",route="/*",status="404"} 2`, `latchkey_http_requests_total{method="OTHER",route="/*",status="404"} 1`,
		`latchkey_sql_statements_total{statement="InsertRecordEntry"}`, `statement="commit"`, `latchkey_database_up 1`, `latchkey_grants_live 1`)
	answers(t, metrics.get(t, "/"), http.StatusNotFound)
	for file, asked := range map[string][]string{"../deploy/grafana-dashboard.json": dashboardAsks(t), "../deploy/prometheus-alerts.yml": alertsAsk(t)} {
		for _, expression := range asked {
			for _, name := range ofMetric.FindAllString(expression, -1) {
				if !names[name] {
					t.Errorf("%s asks for %s, which there is not", file, name)
				}
			}
		}
	}
	documented := regexp.MustCompile("`(latchkey_[a-z_]+)`").FindAllStringSubmatch(readFile(t, "../docs/hosting.md"), -1)
	there := ofHelp.FindAllStringSubmatch(text, -1)
	same := func(what string, some, others [][]string) {
		for _, m := range some {
			if !slices.ContainsFunc(others, func(o []string) bool { return o[1] == m[1] }) {
				t.Errorf("%s %s", m[1], what)
			}
		}
	}
	same("does not stand in docs/hosting.md", there, documented)
	same("stands in docs/hosting.md, and there is none", documented, there)
	s.stop(t)
}

// TestMetricsAreOff by default.
func TestMetricsAreOff(t *testing.T) {
	t.Parallel()
	db, _ := madeDB(t)
	s := startServe(t, db)
	answers(t, newClient(s.address).get(t, "/metrics"), http.StatusNotFound)
	hasNone(t, "the log says", s.Stderr.String(), `"msg":"metrics"`)
	s.stop(t)
	want := "--metrics-addr must be like 127.0.0.1:8080, not \"nonsense\""
	same(t, fails(t, "serve", "--db", db, "--addr", "127.0.0.1:0", "--metrics-addr", "nonsense"), want, "what it said")
}

// TestAlertsCanFire: metrics with different labels are matched only if the expression says so, and
// functions for counters are not used on gauges. Each named statement exists.
func TestAlertsCanFire(t *testing.T) {
	rated := regexp.MustCompile(`\b(?:rate|increase)\((\w+)`)
	named := regexp.MustCompile(`statement="(\w+)"`)
	statements := queries(t)
	for _, expression := range append(alertsAsk(t), dashboardAsks(t)...) {
		if strings.Contains(expression, " and ") && !strings.Contains(expression, " and on (") && !strings.Contains(expression, " and ignoring (") {
			t.Errorf("%s: say by which labels", expression)
		}
		for _, m := range rated.FindAllStringSubmatch(expression, -1) {
			if !regexp.MustCompile(`_(total|bucket|sum|count)$`).MatchString(m[1]) {
				t.Errorf("%s: %s is no counter", expression, m[1])
			}
		}
		for _, m := range named.FindAllStringSubmatch(expression, -1) {
			hasAll(t, "the statements", statements, "-- name: "+m[1]+" ")
		}
	}
}

// queries is the text of all statements.
func queries(t *testing.T) (text string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "queries", "*.sql"))
	if err != nil || len(files) == 0 {
		t.Fatal("no queries", err)
	}
	for _, f := range files {
		text += readFile(t, f)
	}
	return text
}

// dashboardAsks are all expressions of the dashboard.
func dashboardAsks(t *testing.T) (expressions []string) {
	t.Helper()
	var dashboard struct {
		Title  string
		Panels []struct {
			Title, Type string
			Targets     []struct{ Expr, RefID string }
		}
	}
	must(t, json.Unmarshal([]byte(readFile(t, "../deploy/grafana-dashboard.json")), &dashboard))
	for _, p := range dashboard.Panels {
		if p.Title == "" || p.Type == "" || len(p.Targets) == 0 {
			t.Errorf("a panel shows nothing: %+v", p)
		}
		for _, target := range p.Targets {
			expressions = append(expressions, target.Expr)
		}
	}
	if len(expressions) < 20 {
		t.Errorf("the dashboard asks for %q only", expressions)
	}
	return expressions
}

// alertsAsk are all expressions of the alerts.
func alertsAsk(t *testing.T) (expressions []string) {
	t.Helper()
	var file struct {
		Groups []struct {
			Name  string `yaml:"name"`
			Rules []struct {
				Alert       string            `yaml:"alert"`
				Expr        string            `yaml:"expr"`
				For         string            `yaml:"for"`
				Labels      map[string]string `yaml:"labels"`
				Annotations map[string]string `yaml:"annotations"`
			} `yaml:"rules"`
		} `yaml:"groups"`
	}
	must(t, yaml.UnmarshalStrict([]byte(readFile(t, "../deploy/prometheus-alerts.yml")), &file))
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			if r.Alert == "" || r.Expr == "" || r.Labels["severity"] == "" || r.Annotations["summary"] == "" {
				t.Errorf("an alert says too little: %+v", r)
			}
			expressions = append(expressions, r.Expr)
		}
	}
	if len(expressions) < 5 {
		t.Errorf("the alerts ask for %q only", expressions)
	}
	return expressions
}
