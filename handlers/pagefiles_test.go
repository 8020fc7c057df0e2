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
	"slices"
	"strings"
	"sync"
	"testing"
)

// pageFiles writes every answer that a test gets to a folder, so that two versions of the program
// can be compared. What differs between two runs of the same version is masked. If a change must
// not change the pages, the last command finds nothing:
//
//	LATCHKEY_PAGES=/tmp/before go test -count 1 -short ./handlers
//	LATCHKEY_PAGES=/tmp/after go test -count 1 -short ./handlers # with the change
//	diff -r /tmp/before /tmp/after
//
// With -run TestNoLink, it writes only the pages that can be reached by links. Without
// LATCHKEY_PAGES it is nil, and writes nothing.
type pageFiles struct {
	sync.Mutex
	t testing.TB
	// bodies are the different answers to each request.
	bodies map[string][]string
}

// randomness is the source of a world's ids. If pages are to be compared, it is the same in each
// run, because things at the same instant are sorted by id.
func randomness() io.Reader {
	if os.Getenv("LATCHKEY_PAGES") == "" {
		return rand.Reader
	}
	return mathrand.NewChaCha8([32]byte{})
}

// filesOf has the files of a test, or of one login in it.
func filesOf(t testing.TB, name string) *pageFiles {
	t.Helper()
	root := os.Getenv("LATCHKEY_PAGES")
	test, _, _ := strings.Cut(name, "/")
	if root == "" || slices.Contains(racing, test) {
		return nil
	}
	f := &pageFiles{t: t, bodies: map[string][]string{}}
	known, ok := allFiles.LoadOrStore(name, f)
	if !ok {
		t.Cleanup(func() { f.save(filepath.Join(root, fileName(name))) })
	}
	return known.(*pageFiles) //nolint:forcetypeassert // nothing else is stored
}

var (
	allFiles sync.Map
	// racing are the tests whose answers depend on who is first, or on the order of a map.
	racing = []string{
		"TestACompanysHistoryLeadsSomewhere", "TestADoubleClickMakesOneThing", "TestAFormFromBeforeIsShownAgain", "TestGrantedAndNeverUsed",
		"TestInvisibleIsLikeMissing", "TestManyGrantsOfOne", "TestNamesInRequestsStayAsTheyWere", "TestSearch", "TestSecretSettingsStayOutOfEverything",
		"TestTakingAwayWinsAtTheFirstPress", "TestTimeline", "TestWhyIsWhatPagesAnswer", "TestZonesAreChosen",
	}
)

// masks match what differs between two runs, or after any change of the program: ids, one-time keys
// and keys of kept forms, tokens in URLs, hashes of the files that pages load, and keys and heads
// of the record.
var masks = []struct {
	of *regexp.Regexp
	by string
}{
	{regexp.MustCompile(`\b(acc|app|com|con|inv|mal|req|rul|usr|vis)_[0-9A-Za-z]{14,26}\b`), "${1}_"},
	{regexp.MustCompile(`(name="once" value=")[^"]*`), "${1}once"},
	{regexp.MustCompile(`(typed(=|%3D)|name the request )[A-Z0-9]{26}`), "${1}key"},
	{regexp.MustCompile(`([?&;]once=)[A-Z0-9]{26}`), "${1}once"},
	{regexp.MustCompile(`(/setup-links/|/setup/|/calendar/)[A-Za-z0-9_-]{20,}`), "${1}token"},
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

// fileName replaces characters that a file's name cannot have.
func fileName(text string) string {
	name := strings.NewReplacer("/", "~", "?", "~~", "\n", " ", "\x00", " ").Replace(masked(text))
	return name[:min(len(name), 150)]
}

// write keeps an answer. It leaves out exports, receipts and packs, which have more hashes than
// words.
func (f *pageFiles) write(method, address string, r *httptest.ResponseRecorder) {
	if f == nil {
		return
	}
	kind, _, err := mime.ParseMediaType(r.Header().Get("Content-Type"))
	switch {
	case r.Code == http.StatusSeeOther:
		kind = "text/redirect"
	case err != nil || kind != "text/html" && kind != "text/csv" && kind != "text/calendar", strings.Contains(address, "/audit/export"):
		return
	}
	body := fmt.Sprintf("%d %s %s\n%s", r.Code, kind, masked(r.Header().Get("Location")), masked(r.Body.String()))
	body = strings.ReplaceAll(body, "><", ">\n<")
	f.Lock()
	defer f.Unlock()
	if name := fileName(method + " " + address); !slices.Contains(f.bodies[name], body) {
		f.bodies[name] = append(f.bodies[name], body)
	}
}

// save writes the answers. Several answers to one request are sorted, because a test may send it in
// any order.
func (f *pageFiles) save(folder string) {
	f.Lock()
	defer f.Unlock()
	must(f.t, os.RemoveAll(folder))
	must(f.t, os.MkdirAll(folder, 0o700))
	for name, bodies := range f.bodies {
		slices.Sort(bodies)
		for i, body := range bodies {
			must(f.t, os.WriteFile(filepath.Join(folder, fmt.Sprintf("%s %d", name, i+1)), []byte(body), 0o600))
		}
	}
}

// TestNoLinkOfPhrasesIsRefused follows the links in the database with phrases, whose pages have
// more to show than those of any other test. It is for comparing pages.
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
		_, refused := p.crawl(p.as(account, user), "en", "/", 400, filesOf(t, t.Name()+" "+login))
		if len(refused) > 0 {
			t.Errorf("%s: these links are refused: %v", login, refused)
		}
	}
}
