package static

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func answer(t *testing.T, address string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.URL.Path = address
	for _, c := range change {
		c(r)
	}
	recorder := httptest.NewRecorder()
	Handler().ServeHTTP(recorder, r)
	return recorder
}

// TestOnlyAssetsAreServed: what is compiled in for browsers has a URL, the same for everyone, and
// nothing else has: no folder, no source, no file of the machine.
func TestOnlyAssetsAreServed(t *testing.T) {
	if len(assets) < 8 {
		t.Errorf("only %d files", len(assets))
	}
	for name := range assets {
		if ext := path.Ext(name); !slices.Contains([]string{".css", ".js", ".svg", ".woff2"}, ext) || contentTypes[ext] == "" {
			t.Errorf("%s is served", name)
		}
		r := answer(t, Prefix+name)
		asSomebody := answer(t, Prefix+name, func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "latchkey", Value: "x"}) })
		if r.Code != http.StatusOK || r.Body.String() != asSomebody.Body.String() {
			t.Errorf("%s: status %d, or different for someone who is signed in", name, r.Code)
		}
	}
	for _, address := range []string{
		"", "app", "app/", "app/back.js", "app.css", "vendor/", "vendor/package.json", "static.go", "../static.go", "../go.mod", "%2e%2e/go.mod",
		"..\\go.mod", ".git/config", "/etc/passwd", "//etc/passwd", "app.css/../static.go", "app.000000000000.css",
	} {
		if r := answer(t, Prefix+address); r.Code != http.StatusNotFound || strings.Contains(r.Body.String(), "module") {
			t.Errorf("%q: status %d", address, r.Code)
		}
	}
}

// TestStyleNamesItsFont: the style names the font by its content, as pages do, because it is a file
// like any other; and no browser asks for something else.
func TestStyleNamesItsFont(t *testing.T) {
	style, err := fs.ReadFile(files, "app.css")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`url\("([^"]*)"\)`).FindAllStringSubmatch(string(style), -1)
	if len(found) != 1 || Prefix+found[0][1] != Path("vendor/geist.woff2") {
		t.Fatalf("app.css names %v, want %s", found, strings.TrimPrefix(Path("vendor/geist.woff2"), Prefix))
	}
	r := answer(t, Path("vendor/geist.woff2"), func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") })
	for name, want := range map[string]string{"Content-Type": "font/woff2", "Content-Encoding": "", "Cache-Control": "public, max-age=31536000, immutable"} {
		if got := r.Header().Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if size := r.Body.Len(); size < 10_000 || size > 25_000 {
		t.Errorf("the font has %d bytes", size)
	}
}

// never is what none of our scripts has: ways to take a text for code or HTML, to listen to other
// sites, to change what all objects have in common, to compare loosely, or to read cookies.
var never = map[string]*regexp.Regexp{
	"a text as code":       regexp.MustCompile(`\beval\(|new Function\(|set(Timeout|Interval)\(\s*["'\x60]|javascript:`),
	"a text as HTML":       regexp.MustCompile(`outerHTML|insertAdjacentHTML|document\.write|innerHTML\s*\+?=\s*[^'"\s]|createContextualFragment|DOMParser`),
	"messages":             regexp.MustCompile(`postMessage|["']message["']`),
	"prototypes":           regexp.MustCompile(`__proto__|\.constructor\b|\.prototype(\.\w+)? = |Object\.assign\(|setPrototypeOf`),
	"a loose comparison":   regexp.MustCompile(`[^=!<>]==[^=]|!=[^=]`),
	"a cookie":             regexp.MustCompile(`document\.cookie|indexedDB|caches\.`),
	"something from a URL": regexp.MustCompile(`\bhttps?://`),
	"a global":             regexp.MustCompile(`(?m)^(const|let|var|function|class|async function) |\bvar |\b(window|globalThis|self)\.\w+ = `),
}

// kept are the keys under which scripts keep something in the browser. security.md says what.
var kept = []string{"keys", "sent-from", "theme"}

var keeps = regexp.MustCompile(`(?:local|session)Storage(?:\.\w+\(([^,)]*)|\.(\w+)|\[)`)

// TestScriptsAreTame looks at our own scripts.
func TestScriptsAreTame(t *testing.T) {
	names, err := fs.Glob(files, "app/*.js")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range append(names, "keys.js", "theme.js") {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		script := regexp.MustCompile(`(?m)//.*$`).ReplaceAllString(string(text), "")
		if !strings.Contains(script, "document") {
			t.Errorf("%s is no script", name)
		}
		for what, pattern := range never {
			if m := pattern.FindString(script); m != "" {
				t.Errorf("%s has %s: %q", name, what, m)
			}
		}
		for _, m := range keeps.FindAllStringSubmatch(script, -1) {
			found++
			if key := strings.Trim(m[1], `"`); !slices.Contains(kept, key) {
				t.Errorf("%s keeps %s", name, m[0])
			}
		}
	}
	if found < 6 {
		t.Errorf("only %d uses of the browser's storage were found", found)
	}
}
