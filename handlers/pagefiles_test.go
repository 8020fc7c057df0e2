package handlers

import (
	"crypto/rand"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pageFiles writes every answer that a crawl gets into a folder, so that two versions of the program
// can be compared: what differs between two runs of the same one is masked. Where a change is to
// leave the pages as they are, the second command finds nothing:
//
//	LATCHKEY_PAGES=/tmp/before go test -count 1 ./handlers -run 'TestNoLink' # before it, /tmp/after after it
//	diff -r /tmp/before /tmp/after
//
// It is nil where that variable is not set, and then writes nothing.
type pageFiles struct {
	t      testing.TB
	folder string
	times  map[string]int
}

// randomness is what a world's ids are made of: the same in each run where pages are compared, since
// what happens at one instant is in the order of its ids.
func randomness() io.Reader {
	if os.Getenv("LATCHKEY_PAGES") == "" {
		return rand.Reader
	}
	return mathrand.NewChaCha8([32]byte{})
}

// newPageFiles is a folder for a login of a world.
func newPageFiles(t testing.TB, world, login string) *pageFiles {
	t.Helper()
	root := os.Getenv("LATCHKEY_PAGES")
	if root == "" {
		return nil
	}
	folder := filepath.Join(root, world, login)
	must(t, os.RemoveAll(folder))
	must(t, os.MkdirAll(folder, 0o700))
	return &pageFiles{t: t, folder: folder, times: map[string]int{}}
}

// masks are what differs between two runs, or with any change of the program: ids, keys of forms that
// are sent once, tokens in addresses, hashes of the files that pages load, keys and heads of the record.
var masks = []struct {
	of *regexp.Regexp
	by string
}{
	{regexp.MustCompile(`\b(acc|app|com|con|inv|mal|req|rul|usr|vis)_[0-9A-Za-z]{14,26}\b`), "${1}_"},
	{regexp.MustCompile(`(name="once" value=")[^"]*`), "${1}once"},
	{regexp.MustCompile(`(/setup-links/|/setup/|/calendar/)[A-Za-z0-9]+`), "${1}token"},
	{regexp.MustCompile(`(/static/[a-z/.-]+\.)[0-9a-f]{12}\.`), "${1}"},
	{regexp.MustCompile(`latchkey/[0-9a-f]{8}\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*`), "key"},
	{regexp.MustCompile(`\b[0-9]+:[A-Za-z0-9+/]{43}=`), "head"},
}

func masked(text string) string {
	for _, m := range masks {
		text = m.of.ReplaceAllString(text, m.by)
	}
	return text
}

// write writes an answer. Exports, receipts and packs are hashes more than words.
func (f *pageFiles) write(address string, r *httptest.ResponseRecorder) {
	if f == nil {
		return
	}
	f.t.Helper()
	kind, _, err := mime.ParseMediaType(r.Header().Get("Content-Type"))
	switch {
	case r.Code == http.StatusSeeOther:
		kind = "text/redirect"
	case err != nil || kind != "text/html" && kind != "text/csv" && kind != "text/calendar", strings.Contains(address, "/audit/export"):
		return
	}
	name := strings.NewReplacer("/", "~", "?", "~~").Replace(masked(address))
	if len(name) > 150 {
		name = name[:150]
	}
	f.times[name]++
	if n := f.times[name]; n > 1 {
		name += fmt.Sprintf(" (%d)", n)
	}
	body := fmt.Sprintf("%d %s %s\n%s", r.Code, kind, masked(r.Header().Get("Location")), masked(r.Body.String()))
	must(f.t, os.WriteFile(filepath.Join(f.folder, name+"."+strings.TrimPrefix(kind, "text/")), []byte(strings.ReplaceAll(body, "><", ">\n<")), 0o600))
}

// TestNoLinkOfPhrasesIsRefused follows the links through the stories of the record of phrases, whose
// pages have more to say than those of any other test. It is for comparing them.
func TestNoLinkOfPhrasesIsRefused(t *testing.T) {
	if os.Getenv("LATCHKEY_PAGES") == "" {
		t.Skip("LATCHKEY_PAGES is not set: nobody compares pages")
	}
	for _, login := range []string{
		"Acme", "sue @ Acme", "paul @ Acme", "tom @ Acme", "Borealis", "bea @ Borealis", "Vendor", "vera @ Vendor", "victor @ Vendor", "Root", "Tills", "Helpers",
	} {
		p := newPhrases(t)
		user, account, isUser := strings.Cut(login, " @ ")
		if !isUser {
			user, account = "", login
		}
		_, refused := p.crawl(p.as(account, user), "/", 400, newPageFiles(t, "phrases", login))
		if len(refused) > 0 {
			t.Errorf("%s: these links are refused: %v", login, refused)
		}
	}
}
