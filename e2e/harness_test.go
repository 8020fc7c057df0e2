package e2e

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"

	"latchkey/cmd/latchkey/proctest"
)

// process is a latchkey that runs until it is stopped.
type process struct {
	*proctest.Process
	address string
}

var eventually, hasAll, hasNone = proctest.Eventually, proctest.HasAll, proctest.HasNone

// start starts a latchkey, which ends with the test at the latest.
func start(t *testing.T, args ...string) *process {
	t.Helper()
	return startWith(t, nil, args...)
}

func startWith(t *testing.T, env []string, args ...string) *process {
	t.Helper()
	cmd := exec.Command(binary, args...)
	cmd.Env = append(proctest.Environment(), env...)
	return startCommand(t, cmd)
}

// startCommand starts a command, which ends with the test at the latest. Its output is kept, unless
// the command says where it goes.
func startCommand(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	if cmd.Env == nil {
		cmd.Env = proctest.Environment()
	}
	return &process{Process: proctest.Start(t, cmd)}
}

// startServe starts a server on a database file and waits until it serves.
func startServe(t *testing.T, db string, args ...string) *process {
	t.Helper()
	return serveWith(t, nil, db, args...)
}

// serveWith is startServe with an environment.
func serveWith(t *testing.T, env []string, db string, args ...string) *process {
	t.Helper()
	p := startWith(t, env, append([]string{"serve", "--db", db, "--addr", "127.0.0.1:0"}, args...)...)
	p.awaitServing(t)
	return p
}

// awaitServing waits until a server's log says where it is serving.
func (p *process) awaitServing(t *testing.T) {
	t.Helper()
	p.address = p.AwaitServing(t)
}

// stop stops a process as an operator would, and requires exit status 0.
func (p *process) stop(t *testing.T) {
	t.Helper()
	p.Terminate(t)
	if p.Err != nil {
		t.Errorf("after SIGTERM: %v\n%s", p.Err, &p.Stderr)
	}
}

// run runs a command until it ends.
func run(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Env = proctest.Environment()
	stdout, stderr, code = proctest.Run(t, cmd)
	if ctx.Err() != nil {
		t.Fatalf("%v: %v\n%s", args, ctx.Err(), stderr)
	}
	return stdout, stderr, code
}

// succeeds runs a command that must succeed, and write nothing to stderr.
func succeeds(t *testing.T, args ...string) (stdout string) {
	t.Helper()
	stdout, stderr, code := run(t, args...)
	if code != 0 || stderr != "" {
		t.Fatalf("%v: exit status %d, %s", args, code, stderr)
	}
	return stdout
}

// fails runs a command that must fail with one line on stderr and none on stdout. It returns the
// line without its prefix.
func fails(t *testing.T, args ...string) (sentence string) {
	t.Helper()
	stdout, stderr, code := run(t, args...)
	line, end, _ := strings.Cut(stderr, "\n")
	sentence, ok := strings.CutPrefix(line, "latchkey: ")
	if code == 0 || stdout != "" || !ok || end != "" || !strings.HasSuffix(stderr, "\n") {
		t.Errorf("%v: exit status %d, on stdout %q, on stderr %q; want one line that begins with latchkey:", args, code, stdout, stderr)
	}
	return sentence
}

// berlin is the time zone of most people in the demo.
func berlin(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	must(t, err)
	return zone
}

// answer is a response that was read to its end.
type answer struct {
	*http.Response
	body string
}

// find fails for an invalid selector, for which goquery's own Find would find nothing.
func (a answer) find(t *testing.T, selector string) *goquery.Selection {
	t.Helper()
	matcher, err := cascadia.Compile(selector)
	if err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(a.body))
	must(t, err)
	return doc.FindMatcher(matcher)
}

// setupLink is the set-up link on a page.
func (a answer) setupLink(t *testing.T) string {
	t.Helper()
	link := a.find(t, "#link").AttrOr("value", "")
	if link == "" {
		t.Fatalf("no set-up link:\n%s", a.body)
	}
	return link
}

func (c *client) do(t *testing.T, method, path string, body io.Reader, header ...string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, c.base+path, body)
	must(t, err)
	r.Header.Set("Origin", c.base)
	if c.cookie != "" {
		r.Header.Set("Cookie", c.cookie)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := c.http.Do(r)
	must(t, err)
	text, err := io.ReadAll(response.Body)
	must(t, errors.Join(err, response.Body.Close()))
	return answer{response, string(text)}
}

func (c *client) get(t *testing.T, path string) answer {
	t.Helper()
	return c.do(t, http.MethodGet, path, nil)
}

func (c *client) send(t *testing.T, path string, form url.Values) answer {
	t.Helper()
	return c.do(t, http.MethodPost, path, strings.NewReader(form.Encode()), "Content-Type", "application/x-www-form-urlencoded")
}

// leads requires a redirect to a path.
func leads(t *testing.T, a answer, to string) {
	t.Helper()
	if got := a.Header.Get("Location"); a.StatusCode != http.StatusSeeOther || got != to {
		t.Errorf("%s %s: %s to %q, want 303 to %q", a.Request.Method, a.Request.URL.Path, a.Status, got, to)
	}
}

func answers(t *testing.T, a answer, status int) {
	t.Helper()
	if a.StatusCode != status {
		t.Errorf("%s %s: %s, want %d", a.Request.Method, a.Request.URL.Path, a.Status, status)
	}
}

// trySignIn signs in as a user or, with user "", as the account, and keeps the cookie if that
// succeeds.
func (p *process) trySignIn(t *testing.T, account, user, password string) (*client, answer) {
	t.Helper()
	c, form, path := newClient(p.address), url.Values{"account": {account}, "password": {password}}, "/login/account"
	if user != "" {
		form.Set("user", user)
		path = "/login/user"
	}
	a := c.send(t, path, form)
	if cookies := a.Cookies(); a.StatusCode == http.StatusSeeOther && len(cookies) == 1 {
		c.cookie = cookies[0].Name + "=" + cookies[0].Value
	}
	return c, a
}

func (p *process) signIn(t *testing.T, account, user, password string) *client {
	t.Helper()
	c, a := p.trySignIn(t, account, user, password)
	leads(t, a, "/")
	if c.cookie == "" {
		t.Fatalf("%s/%s did not get in", account, user)
	}
	return c
}

// newDB is the path of a database that does not exist yet.
func newDB(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "latchkey.db")
}

// madeDB is the path of a database with an ADMINISTRATOR account Northwind, and its password.
func madeDB(t *testing.T) (db, password string) {
	t.Helper()
	db = newDB(t)
	succeeds(t, "migrate", "--db", db)
	return db, create(t, db, "Northwind", "--role", "ADMINISTRATOR")
}

// backUp is the path of a backup of a database.
func backUp(t *testing.T, db string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "backup.db")
	succeeds(t, "backup", "--db", db, path)
	return path
}

// create creates an account with the operator's tool. Its password is one that its owner chose.
func create(t *testing.T, db, name string, args ...string) (password string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), binary, append([]string{"account", "create", "--db", db, name, "--password-stdin"}, args...)...)
	cmd.Env, cmd.Stdin = proctest.Environment(), strings.NewReader(goodPassword+"\n")
	if out, errs, code := proctest.Run(t, cmd); code != 0 || out+errs != "" {
		t.Fatalf("%v: exit status %d, %s%s", args, code, out, errs)
	}
	return goodPassword
}

// signInPrinted signs in with a password that the operator's tool printed, which has to be changed.
func (p *process) signInPrinted(t *testing.T, account, printed string) (c *client, password string) {
	t.Helper()
	half, a := p.trySignIn(t, account, "", printed)
	leads(t, a, "/login/new-password")
	leads(t, half.get(t, "/"), "/login") // that alone lets nobody in
	password = "lantern-velvet-quarry-61"
	leads(t, half.send(t, "/login/new-password", url.Values{"new_password": {password}}), "/")
	return p.signIn(t, account, "", password), password
}

func printedPassword(t *testing.T, out, name string) string {
	t.Helper()
	password, ok := strings.CutPrefix(out, "The password of "+name+", shown once: ")
	password, ended := strings.CutSuffix(password, "\n")
	if !ok || !ended || len(password) < 12 || strings.ContainsAny(password, " \n") {
		t.Fatalf("printed %q, want the password of %s", out, name)
	}
	return password
}

const goodPassword = "otter-velvet-quarry-57"

// setUpPath is the path of the one-time URL that a server printed.
func (p *process) setUpPath(t *testing.T) string {
	t.Helper()
	address := regexp.MustCompile(`(?m)^\s*` + regexp.QuoteMeta(p.address) + `(/setup/\S+)$`)
	eventually(t, "a set-up address is printed", func() bool { return address.MatchString(p.Stdout.String()) })
	m := address.FindAllStringSubmatch(p.Stdout.String(), -1)
	if len(m) != 1 {
		t.Fatalf("want one set-up address, but the server printed %q", &p.Stdout)
	}
	return m[0][1]
}

func setUpForm(account string) url.Values {
	return url.Values{
		"name": {account}, "email": {"petra@northwind.example"}, "contact_first_name": {"Petra"}, "contact_last_name": {"Lang"},
		"time_zone": {"Europe/Berlin"}, "password": {goodPassword},
	}
}
