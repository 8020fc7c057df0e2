package e2e

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"latchkey/cmd/latchkey/proctest"
	"latchkey/words"
)

// failingDisk makes every fsync of a process's write-ahead log fail, until mend is called.
type failingDisk struct {
	strace *exec.Cmd
	proctest.Output
}

func failFsyncs(t *testing.T, p *process, log string) *failingDisk {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root lets another process's system calls fail")
	}
	d := &failingDisk{strace: exec.Command("strace", "-f", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO", "-P", log, "-p", fmt.Sprint(p.Cmd.Process.Pid))}
	d.strace.Stderr = &d.Output
	if err := d.strace.Start(); err != nil {
		t.Fatalf("strace is missing: make setup installs it: %v", err)
	}
	t.Cleanup(func() { d.mend(t) })
	eventually(t, "strace holds the process", func() bool { return strings.Contains(d.String(), "attached") })
	return d
}

func (d *failingDisk) failed() bool { return strings.Contains(d.String(), "INJECTED") }

func (d *failingDisk) mend(t *testing.T) {
	t.Helper()
	if d.strace.ProcessState != nil {
		return
	}
	_ = d.strace.Process.Signal(syscall.SIGINT) // it may have ended with the process
	_ = d.strace.Wait()                         // an interruption is not an error here
}

// settingOf is the value of a setting, and how often the record says that it was changed to that.
func settingOf(t *testing.T, db, company, key string) (value string, changes int) {
	t.Helper()
	f := openFile(t, db)
	defer f.close()
	values := f.texts("SELECT value FROM company_settings WHERE company_id = ? AND key = ?", company, key)
	entries := f.texts("SELECT seq FROM audit_entries WHERE action = 'setting.changed' AND object_id = ?", company)
	if len(values) != 1 {
		t.Fatalf("the setting is %q", values)
	}
	return values[0], len(entries)
}

// savedSetting is a company's setting, which a client changes.
type savedSetting struct {
	*client
	t                    *testing.T
	db, account, company string
	// changes is how often it had been changed before the test.
	changes int
}

func (s *savedSetting) set(value string) answer {
	s.t.Helper()
	return s.send(s.t, "/accounts/"+s.account+"/companies/"+s.company+"/settings", url.Values{"key": {settingWritten}, "value": {value}})
}

// want checks the database file.
func (s *savedSetting) want(value string, more int) {
	s.t.Helper()
	got, n := settingOf(s.t, s.db, s.company, settingWritten)
	if got != value || n != s.changes+more {
		s.t.Errorf("the setting is %q after %d changes, want %q after %d", got, n, value, s.changes+more)
	}
	succeeds(s.t, "audit", "verify", "--db", s.db)
}

// at makes it change the setting on another server.
func (s *savedSetting) at(p *process) {
	cookie := s.cookie
	s.client = newClient(p.address)
	s.cookie = cookie
}

// TestAFailedFsync: if the disk does not confirm that something is saved, the page does not say
// that nothing was changed before the server has checked. What it says is true, even after a crash.
func TestAFailedFsync(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	acme, retail := d.ids(t, "Acme", "Acme Retail")
	c := &savedSetting{client: d.signIn(t, "Acme", ""), t: t, db: d.DB, account: acme, company: retail}
	d.stop(t)
	s := startServe(t, d.DB)
	c.at(s)
	answers(t, c.set("before"), http.StatusSeeOther)
	_, c.changes = settingOf(t, d.DB, retail, settingWritten)

	disk := failFsyncs(t, s, d.DB+"-wal")
	result := make(chan answer, 1)
	go func() { result <- c.set("found out") }()
	eventually(t, "an fsync fails", disk.failed)
	disk.mend(t)
	a := <-result
	answers(t, a, http.StatusInternalServerError)
	says(t, a, en.Errors.Pages[words.NotSaved].Heading, "Nothing was changed: Latchkey checked that afterwards.")
	c.want("before", 0)
	s.Kill(t)
	c.want("before", 0)

	s = startServe(t, d.DB)
	c.at(s)
	disk = failFsyncs(t, s, d.DB+"-wal")
	a = c.set("unknown")
	answers(t, a, http.StatusInternalServerError)
	says(t, a, en.Errors.Pages[words.Unknown].Heading)
	hasNone(t, "the page says", a.body, "Nothing was changed")
	answers(t, c.get(t, "/readyz"), http.StatusServiceUnavailable)
	answers(t, c.get(t, "/accounts/"+acme), http.StatusOK)
	disk.mend(t)
	eventually(t, "it is found out", func() bool { return strings.Contains(s.Stderr.String(), "now it's known whether this was saved") })
	c.want("before", 0)
	answers(t, c.set("after"), http.StatusSeeOther)
	c.want("after", 1)

	failFsyncs(t, s, d.DB+"-wal")
	says(t, c.set("who knows"), en.Errors.Pages[words.Unknown].Heading)
	s.Kill(t)
	startServe(t, d.DB)
	if value, n := settingOf(t, d.DB, retail, settingWritten); value == "who knows" {
		c.want("who knows", 2) // with its entry
	} else if n != c.changes+1 {
		t.Errorf("the setting is %q after %d changes", value, n)
	} else {
		c.want("after", 1)
	}
}

func says(t *testing.T, a answer, texts ...string) {
	t.Helper()
	hasAll(t, a.Request.Method+" "+a.Request.URL.Path+" says", html.UnescapeString(a.body), texts...)
}
