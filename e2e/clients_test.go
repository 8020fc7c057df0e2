package e2e

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"latchkey/cmd/latchkey/proctest"
)

const (
	// outWithin is how long after an act a webapp may still let somebody in: what the product
	// promises. outAtLatest is when a test fails on a machine that is busy.
	outWithin, outAtLatest = 2 * time.Second, 15 * time.Second
)

// registered is a webapp that signs people in.
type registered struct{ id, clientID, secret string }

// register makes a webapp at an address sign people in through Latchkey. Acme subscribes to it, tom
// has a seat, and visitors of Acme may open it.
func (d *demo) register(t *testing.T, key, callback, signedOut, logout string) (r registered) {
	t.Helper()
	admin := d.signIn(t, "Northwind", "")
	answers(t, admin.send(t, "/webapps", url.Values{"key": {key}, "name": {"App " + key}, "address": {"https://" + key + ".northwind.example/"}}), http.StatusSeeOther)
	page := admin.get(t, "/webapps").find(t, "a[href^='/webapps/app_']:contains('App "+key+"')").AttrOr("href", "")
	r.id = strings.TrimPrefix(page, "/webapps/")
	answers(t, admin.send(t, page+"/sign-in", url.Values{"redirect_uris": {callback}, "after_logout_uris": {signedOut}, "logout_uri": {logout}}), http.StatusSeeOther)
	r.clientID = admin.get(t, page+"/sign-in").find(t, "#client-id").Text()
	a := admin.send(t, page+"/secrets", nil)
	answers(t, a, http.StatusOK)
	r.secret = a.find(t, "#secret").AttrOr("value", "")
	if r.id == "" || r.clientID == "" || r.secret == "" {
		t.Fatalf("registered %+v", r)
	}
	acme, _ := d.ids(t, "Acme", "")
	subscription := url.Values{"webapp_id": {r.id}, "seats": {"2"}, "valid_from": {d.soon(t, -24*time.Hour)}, "valid_to": {d.soon(t, 24*time.Hour)}}
	answers(t, admin.send(t, "/accounts/"+acme+"/subscriptions", subscription), http.StatusSeeOther)
	d.seat(t, r, "assign")
	answers(t, d.signIn(t, "Acme", "anna").send(t, "/accounts/"+acme+"/visitors", url.Values{"webapp_" + r.id: {"on"}}), http.StatusSeeOther)
	return r
}

// seat gives a seat of a webapp to tom of Acme (assign), or takes it (take).
func (d *demo) seat(t *testing.T, r registered, act string) {
	t.Helper()
	anna := d.signIn(t, "Acme", "anna")
	acme, _ := d.ids(t, "Acme", "")
	page := "/accounts/" + acme + "/subscriptions/" + r.id
	box := anna.get(t, page).find(t, "input[name^=user_][aria-label=tom]").AttrOr("name", "")
	answers(t, anna.send(t, page+"/users", url.Values{"act": {act}, box: {"on"}}), http.StatusSeeOther)
}

// deactivate deactivates tom of Acme.
func (d *demo) deactivate(t *testing.T) {
	t.Helper()
	anna := d.signIn(t, "Acme", "anna")
	acme, _ := d.ids(t, "Acme", "")
	users := "/accounts/" + acme + "/users"
	page := anna.get(t, users+"?q=tom").find(t, "a[href^='"+users+"/usr_']").AttrOr("href", "")
	answers(t, anna.send(t, page+"/deactivate", nil), http.StatusSeeOther)
}

// revoke revokes the grant that aylin of the support has in the demo.
func (d *demo) revoke(t *testing.T) {
	t.Helper()
	anna := d.signIn(t, "Acme", "anna")
	acme, _ := d.ids(t, "Acme", "")
	request := anna.get(t, "/accounts/"+acme+"/external-access").find(t, "[data-state=ACTIVE]:contains('Ticket 4190') a[href^='/access-requests/']").AttrOr("href", "")
	answers(t, anna.send(t, request+"/revoke", nil), http.StatusSeeOther)
}

// surfer is a browser without pages: it keeps cookies, and follows redirects from one server to
// another.
type surfer struct {
	t    *testing.T
	http *http.Client
}

func newSurfer(t *testing.T) *surfer {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	return &surfer{t, &http.Client{Jar: jar, Timeout: patience}}
}

// surf is a surfer who is signed in to Latchkey.
func (d *demo) surf(t *testing.T, account, user string) *surfer {
	t.Helper()
	s := newSurfer(t)
	form := url.Values{"account": {account}, "user": {user}, "password": {d.password(t, account, user)}}
	a := s.do(http.MethodPost, d.Address+"/login/user", strings.NewReader(form.Encode()), "Content-Type", "application/x-www-form-urlencoded", "Origin", d.Address)
	answers(t, a, http.StatusOK)
	return s
}

func (s *surfer) do(method, address string, body io.Reader, header ...string) answer {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, address, body)
	must(s.t, err)
	r.Header.Set("Accept", "text/html") // Apache shows nothing else the way to the sign-in
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := s.http.Do(r)
	must(s.t, err)
	text, err := io.ReadAll(response.Body)
	must(s.t, errors.Join(err, response.Body.Close()))
	return answer{response, string(text)}
}

func (s *surfer) get(address string) answer {
	s.t.Helper()
	return s.do(http.MethodGet, address, nil)
}

// stay follows no redirect any more, so that it stays in the webapp.
func (s *surfer) stay() *surfer {
	stays := *s.http
	stays.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &surfer{s.t, &stays}
}

// refused requires that Latchkey does not let a person into a webapp, and says why.
func (s *surfer) refused(address string) {
	s.t.Helper()
	a := s.get(address)
	answers(s.t, a, http.StatusForbidden)
	if a.Request.URL.Path != "/oidc/authorize" || a.find(s.t, "main h1").Text() == "" {
		s.t.Errorf("%s: %s", a.Request.URL, a.body)
	}
}

// wantOut acts, then measures how long it takes until somebody is out.
func wantOut(t *testing.T, what string, act func(), out func() bool) {
	t.Helper()
	act()
	begin := time.Now()
	for !out() {
		if time.Since(begin) > outAtLatest {
			t.Fatalf("%s: still in after %v", what, time.Since(begin))
		}
		time.Sleep(10 * time.Millisecond)
	}
	took := time.Since(begin)
	t.Logf("%s: out after %v", what, took.Round(time.Millisecond))
	if os.Getenv("LATCHKEY_TIMES") != "" && took > outWithin {
		t.Errorf("%s: out after %v, want %v", what, took, outWithin)
	}
}

// freePort is a port that nothing listens on now.
func freePort(t *testing.T) int {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	must(t, l.Close())
	address, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		t.Fatalf("listened on %v", l.Addr())
	}
	return address.Port
}

const (
	apacheBinary = "/usr/sbin/apache2"
	modules      = "/usr/lib/apache2/modules"
)

// startApache starts Apache with mod_auth_openidc on a port. Its pages say in their headers who is
// signed in.
func startApache(t *testing.T, d *demo, r registered, port int) *process {
	t.Helper()
	if _, err := os.Stat(filepath.Join(modules, "mod_auth_openidc.so")); err != nil {
		t.Fatal("Apache is missing: install Debian's package with `apt-get install libapache2-mod-auth-openidc`, or run `make test`, which does")
	}
	root, err := os.MkdirTemp("", "latchkey-apache-")
	must(t, err)
	t.Cleanup(func() { must(t, os.RemoveAll(root)) })
	for _, dir := range []string{"", "logs", "run", "pages", "pages/app"} {
		must(t, os.MkdirAll(filepath.Join(root, dir), 0o755))
		must(t, os.Chmod(filepath.Join(root, dir), 0o755)) // Apache's own user reads it
	}
	must(t, os.WriteFile(filepath.Join(root, "pages", "app", "page"), []byte("a page\n"), 0o644))
	config := strings.NewReplacer("ROOT", root, "MODULES", modules, "PORT", fmt.Sprint(port), "ISSUER", d.Address, "CLIENT", r.clientID, "SECRET", r.secret).Replace(readFile(t, "testdata/apache.conf"))
	file := filepath.Join(root, "httpd.conf")
	must(t, os.WriteFile(file, []byte(config), 0o600))
	t.Cleanup(func() {
		if t.Failed() {
			log, _ := os.ReadFile(filepath.Join(root, "logs", "error"))
			t.Logf("Apache's log:\n%s", log)
		}
	})
	cmd := exec.Command(apacheBinary, "-f", file, "-DFOREGROUND")
	p := &process{Process: proctest.Start(t, cmd)}
	t.Cleanup(func() { p.Terminate(t) }) // with those that it has started
	eventually(t, "Apache listens", func() bool {
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		return err == nil && conn.Close() == nil
	})
	return p
}

// TestApache: people sign in to a webapp behind Apache's mod_auth_openidc, which hears at once when
// their access ends.
func TestApache(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	port := freePort(t)
	own := fmt.Sprintf("http://127.0.0.1:%d", port)
	r := d.register(t, "apache", own+"/app/callback", own+"/bye", own+"/app/callback?logout=backchannel")
	startApache(t, d, r, port)
	page := own + "/app/page"
	in := func(s *surfer, name, account string) answer {
		t.Helper()
		a := s.get(page)
		if answers(t, a, http.StatusOK); a.body != "a page\n" || a.Header.Get("X-Name") != name || a.Header.Get("X-Account") != account || !strings.HasPrefix(a.Header.Get("X-Sub"), "usr_") {
			t.Fatalf("%s: %s %v", a.Request.URL, a.body, a.Header)
		}
		return a
	}
	isOut := func(s *surfer) func() bool {
		stays := s.stay()
		if a := stays.get(page); a.StatusCode != http.StatusOK {
			t.Fatalf("signed out before anything happened: %s", a.Status)
		}
		return func() bool { return stays.get(page).StatusCode != http.StatusOK }
	}
	tom := d.surf(t, "Acme", "tom")
	in(tom, "Tom Weber", "Acme")
	wantOut(t, "the seat is taken", func() { d.seat(t, r, "take") }, isOut(tom))
	tom.refused(page)
	d.seat(t, r, "assign")
	in(tom, "Tom Weber", "Acme")
	wantOut(t, "the user is deactivated", func() { d.deactivate(t) }, isOut(tom))

	aylin := d.surf(t, "Northwind Support", "aylin")
	if a := in(aylin, "Aylin Demir", "Northwind Support"); !strings.Contains(a.Header.Get("X-Token"), "Acme Logistics") {
		t.Errorf("the grant is not in %q", a.Header.Get("X-Token"))
	}
	wantOut(t, "the grant is revoked", func() { d.revoke(t) }, isOut(aylin))
	aylin.refused(page)
	d.surf(t, "Northwind Support", "jonas").refused(page)
	d.surf(t, "Bergmann & Söhne", "ines").refused(page)
}

// TestOpenIDClient: the same with npm's openid-client. It has no sessions, so a person is out when
// their token no longer counts and when jose has verified the logout token.
func TestOpenIDClient(t *testing.T) {
	t.Parallel()
	needTools(t)
	d := startDemo(t)
	port := freePort(t)
	own := fmt.Sprintf("http://127.0.0.1:%d", port)
	r := d.register(t, "node", own+"/callback", own+"/bye", own+"/logout")
	p := startCommand(t, exec.Command(toolPath(".bin", "node"), filepath.Join("..", "tools", "browser", "openid.mjs"),
		filepath.Join(toolsAt(t), "package.json"), d.Address, r.clientID, r.secret, fmt.Sprint(port)))
	eventually(t, "the webapp listens", func() bool { return strings.Contains(p.Stdout.String(), "ready") })

	type claims struct {
		Sub, Sid, Name string
		Account        string `json:"account_name"`
		Grants         []struct {
			Company string `json:"company_name"`
		}
	}
	nobody := newSurfer(t)
	in := func(s *surfer, name string) claims {
		t.Helper()
		a := s.get(own + "/sign-in")
		var told struct{ Claims, UserInfo claims }
		must(t, json.Unmarshal([]byte(a.body), &told))
		if answers(t, a, http.StatusOK); told.Claims.Name != name || told.UserInfo.Name != name || told.UserInfo.Sub != told.Claims.Sub || told.Claims.Sid == "" {
			t.Fatalf("%s", a.body)
		}
		says(t, nobody.get(own+"/introspection"), `"active":true`, told.Claims.Sub)
		return told.Claims
	}
	isOut := func(who claims) func() bool {
		return func() bool {
			userinfo := nobody.get(own + "/userinfo")
			introspected := nobody.get(own + "/introspection")
			return userinfo.StatusCode == http.StatusBadRequest && strings.Contains(introspected.body, `"active":false`) &&
				strings.Contains(nobody.get(own+"/logouts").body, who.Sid)
		}
	}
	tom := d.surf(t, "Acme", "tom")
	wantOut(t, "the seat is taken", func() { d.seat(t, r, "take") }, isOut(in(tom, "Tom Weber")))
	tom.refused(own + "/sign-in")
	d.seat(t, r, "assign")
	who := in(tom, "Tom Weber")
	a := tom.get(own + "/sign-out")
	same(t, a.body, `{"bye":true}`, "after signing out")
	wantOut(t, "signed out", func() {}, isOut(who))
	tom = d.surf(t, "Acme", "tom")
	wantOut(t, "the user is deactivated", func() { d.deactivate(t) }, isOut(in(tom, "Tom Weber")))

	aylin := d.surf(t, "Northwind Support", "aylin")
	who = in(aylin, "Aylin Demir")
	if len(who.Grants) != 1 || who.Grants[0].Company != "Acme Logistics" || who.Account != "Northwind Support" {
		t.Errorf("%+v", who)
	}
	wantOut(t, "the grant is revoked", func() { d.revoke(t) }, isOut(who))
	aylin.refused(own + "/sign-in")
	if jti := regexp.MustCompile(`"jti":"[^"]+"`).FindAllString(nobody.get(own+"/logouts").body, -1); len(jti) != 4 {
		t.Errorf("%d logout tokens", len(jti))
	}
}

// toolsAt is where the tools are, for a program that looks for packages.
func toolsAt(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(toolsDir, ".."))
	must(t, err)
	return path
}
