// Package docs checks the documentation against the code: whatever it names must exist.
package docs

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tree is everything that the documentation can name: files and folders, the functions and tests in
// each file, and the targets of make.
type tree struct {
	paths map[string]bool
	// funcs has, by file, the functions as `name` and the methods as `Type.name`.
	funcs map[string]map[string]bool
	tests map[string]bool
	// targets are the targets of the Makefile.
	targets map[string]bool
}

var declaration = regexp.MustCompile(`(?m)^func (?:\((?:\w+ )?\*?(\w+)\) )?(\w+)`)

func readTree(t *testing.T) tree {
	t.Helper()
	found := tree{paths: map[string]bool{}, funcs: map[string]map[string]bool{}, tests: map[string]bool{}, targets: map[string]bool{}}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		name := filepath.ToSlash(strings.TrimPrefix(path, "../"))
		switch {
		case err != nil || name == "..":
			return err
		case entry.IsDir() && (name == ".git" || name == "build"):
			return filepath.SkipDir
		}
		found.paths[name] = true
		if entry.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		text, err := os.ReadFile(path)
		found.add(name, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range target.FindAllStringSubmatch(string(makefile), -1) {
		found.targets[m[1]] = true
	}
	return found
}

func (f tree) add(file, text string) {
	f.funcs[file] = map[string]bool{}
	for _, m := range declaration.FindAllStringSubmatch(text, -1) {
		f.funcs[file][m[2]] = true
		if m[1] != "" {
			f.funcs[file][m[1]+"."+m[2]] = true
		}
		if strings.HasSuffix(file, "_test.go") && testName.MatchString(m[2]) {
			f.tests[m[2]] = true
		}
	}
}

var (
	link     = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	fence    = regexp.MustCompile("(?ms)^```.*?^```$")
	span     = regexp.MustCompile("`([^`\n]+)`")
	fileName = regexp.MustCompile(`^(?:(?:access|record|db|queries|handlers|views|static|cmd|e2e|idp|deploy|tools|guess|lookalike|newfile|oidc|orderdesk|pdf|tz|docs)/[\w./-]*|Makefile|go\.mod|sqlc\.yaml)$`)
	funcName = regexp.MustCompile(`^((?:[A-Za-z]\w*\.)?[A-Za-z]\w*)\(\)$`)
	makes    = regexp.MustCompile(`^make ([\w-]+)`)
	target   = regexp.MustCompile(`(?m)^([\w-]+):`)
	testName = regexp.MustCompile(`^(?:Test|Fuzz|Benchmark)[A-Z]\w*$`)
	heading  = regexp.MustCompile(`(?m)^#+ (.*)$`)
)

func (f tree) has(path string) bool {
	path = strings.TrimSuffix(path, "/")
	return f.paths[path]
}

// unknown returns the names in a paragraph, a list item or a table row that do not exist. A
// function must be in one of the Go files named in the same block or, if there are none, anywhere.
func (f tree) unknown(block string) (wrong []string) {
	var files, funcs []string
	for _, m := range span.FindAllStringSubmatch(block, -1) {
		switch name := m[1]; {
		case packageTest.MatchString(m[0]): // TestProofsAreThere looks at these
		case fileName.MatchString(name) && !f.has(name):
			wrong = append(wrong, "no file "+name)
		case strings.HasSuffix(name, ".go") && fileName.MatchString(name):
			files = append(files, name)
		case testName.MatchString(name) && !f.tests[name]:
			wrong = append(wrong, "no test "+name)
		case makes.MatchString(name) && !f.targets[makes.FindStringSubmatch(name)[1]]:
			wrong = append(wrong, "no "+name)
		case funcName.MatchString(name):
			funcs = append(funcs, funcName.FindStringSubmatch(name)[1])
		}
	}
	for _, name := range funcs {
		if !f.declares(files, name) {
			wrong = append(wrong, fmt.Sprintf("no function %s in %s", name, strings.Join(files, ", ")))
		}
	}
	return wrong
}

func (f tree) declares(files []string, name string) bool {
	for file, funcs := range f.funcs {
		if funcs[name] && (len(files) == 0 || slices.Contains(files, file)) {
			return true
		}
	}
	return false
}

// blocks are the paragraphs, list items and table rows of a page, without fenced code.
func blocks(text string) (all []string) {
	begins := regexp.MustCompile(`^(- |\d+\. |\||#)`)
	for _, line := range strings.Split(fence.ReplaceAllString(text, ""), "\n") {
		if len(all) == 0 || strings.TrimSpace(line) == "" || begins.MatchString(line) {
			all = append(all, "")
		}
		all[len(all)-1] += line + "\n"
	}
	return all
}

func pages(t *testing.T) map[string]string {
	t.Helper()
	names := []string{"../README.md", "../CONTRIBUTING.md", "../CHANGELOG.md", "../SECURITY.md"}
	more, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, name := range append(names, more...) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(text)
	}
	return texts
}

func TestWhatTheDocsNameIsThere(t *testing.T) {
	is := readTree(t)
	for page, text := range pages(t) {
		if page == "../CHANGELOG.md" {
			continue // it describes the past
		}
		for _, block := range blocks(text) {
			for _, wrong := range is.unknown(block) {
				t.Errorf("%s: %s, in: %.60s", page, wrong, block)
			}
		}
	}
}

// TestLinksOfTheDocsLeadSomewhere: links must go to files in the tree, and to headings that exist
// on their pages.
func TestLinksOfTheDocsLeadSomewhere(t *testing.T) {
	for page, text := range pages(t) {
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			name, anchor, _ := strings.Cut(m[1], "#")
			target := page
			if name != "" {
				target = filepath.Join(filepath.Dir(page), name)
			}
			if anchor == "" {
				if _, err := os.Stat(target); err != nil {
					t.Errorf("%s: %v", page, err)
				}
				continue
			}
			if there, err := os.ReadFile(target); err != nil || !hasAnchor(string(there), anchor) {
				t.Errorf("%s: %s has no heading #%s", page, target, anchor)
			}
		}
	}
}

// hasAnchor reports whether a page has a heading to which GitHub gives this anchor.
func hasAnchor(text, anchor string) bool {
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		words := regexp.MustCompile(`[^\w\- ]`).ReplaceAllString(strings.ToLower(m[1]), "")
		if strings.ReplaceAll(words, " ", "-") == anchor {
			return true
		}
	}
	return false
}

// TestEveryDecisionIsProven: each decision, and each rule of the index, names the file that
// enforces it and a test.
func TestEveryDecisionIsProven(t *testing.T) {
	texts := pages(t)
	_, index, _ := strings.Cut(texts["architecture.md"], "## Where each rule is")
	for what, lines := range map[string][]string{"- ": blocks(texts["decisions.md"]), "| ": blocks(index)} {
		n := 0
		for _, block := range lines {
			if !strings.HasPrefix(block, what) || strings.HasPrefix(block, "| rule |") {
				continue
			}
			n++
			var files, tests int
			for _, m := range span.FindAllStringSubmatch(block, -1) {
				switch {
				case testName.MatchString(m[1]):
					tests++
				case fileName.MatchString(m[1]):
					files++
				}
			}
			if files == 0 || tests == 0 {
				t.Errorf("it names %d files and %d tests: %.80s", files, tests, block)
			}
		}
		if n < 30 {
			t.Errorf("only %d decisions or rules that begin with %q were found", n, what)
		}
	}
}

// TestTheReadmeIsShort, so that newcomers read all of it.
func TestTheReadmeIsShort(t *testing.T) {
	if n := len(strings.Fields(pages(t)["../README.md"])); n >= 900 {
		t.Errorf("README.md has %d words; move some to docs/", n)
	}
}
