package docs

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// requirement is a row of asvs.md.
type requirement struct{ number, level, how, proof string }

// The states of a requirement, as the head of asvs.md counts them.
const (
	applies    = "**apply**"
	byTest     = "proven by a test"
	byDocument = "shown by a document"
	unproven   = "hold, but nothing proves it"
	partly     = "partly met"
	notMet     = "not met"
	foreign    = "do not apply"
)

var states = []string{byTest, byDocument, unproven, partly, notMet}

// leastByTest is how many requirements of levels 1 and 2 are at least proven by a test.
const leastByTest = 155

var packageTest = regexp.MustCompile("`((?:\\w+/)*\\w+)\\.((?:Test|Fuzz)[A-Z]\\w*)`")

func (r requirement) state() string {
	switch {
	case strings.HasPrefix(r.how, "Does not apply: "):
		return foreign
	case strings.HasPrefix(r.how, "Not met: "):
		return notMet
	case strings.HasPrefix(r.how, "Partly: "):
		return partly
	case packageTest.MatchString(r.proof):
		return byTest
	case link.MatchString(r.proof):
		return byDocument
	}
	return unproven
}

// requirements are the rows of asvs.md.
func requirements(t *testing.T) (text string, rows []requirement) {
	t.Helper()
	content, err := os.ReadFile("asvs.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(content)) {
		cells := strings.Split(strings.Trim(line, "|\n"), " | ")
		if strings.HasPrefix(line, "| V") && len(cells) == 4 {
			rows = append(rows, requirement{strings.TrimSpace(cells[0]), cells[1], cells[2], strings.TrimSpace(cells[3])})
		}
	}
	return string(content), rows
}

// TestEachRequirementOfASVSHasItsRow: asvs.md has the requirements of ASVS 5.0, each once.
func TestEachRequirementOfASVSHasItsRow(t *testing.T) {
	all, err := os.ReadFile("testdata/asvs-5.0.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, rows := requirements(t)
	var got strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&got, "%s %s\n", r.number, r.level)
	}
	if got.String() != string(all) {
		t.Errorf("the requirements in asvs.md are not those of testdata/asvs-5.0.txt, in their order:\n%s", got.String())
	}
}

// TestCountsOfASVS: the head of asvs.md counts its rows, and names each that is not met.
func TestCountsOfASVS(t *testing.T) {
	text, rows := requirements(t)
	head, _, _ := strings.Cut(text, "\n## V1 ")
	count := map[string]map[bool]int{}
	add := func(state string, third bool) {
		if count[state] == nil {
			count[state] = map[bool]int{}
		}
		count[state][third]++
	}
	for _, r := range rows {
		state, third := r.state(), r.level == "3"
		add("requirements", third)
		add(state, third)
		if state != foreign {
			add(applies, third)
		}
		if (state == notMet || state == partly || state == unproven) && !strings.Contains(head, r.number+" ") {
			t.Errorf("the head of asvs.md does not say that %s is %s", r.number, state)
		}
	}
	table := "| | levels 1 and 2 | level 3 |\n|---|---|---|\n"
	for _, state := range append([]string{"requirements", foreign, applies}, states...) {
		table += fmt.Sprintf("| %s | %d | %d |\n", state, count[state][false], count[state][true])
	}
	if !strings.Contains(head, table) {
		t.Errorf("the counts in the head of asvs.md must be\n%s", table)
	}
	if n := count[byTest][false]; n < leastByTest {
		t.Errorf("%d requirements of levels 1 and 2 are proven by a test, not %d", n, leastByTest)
	}
	if n := count[notMet][false]; n > 0 {
		t.Errorf("%d requirements of levels 1 and 2 are not met", n)
	}
}

// testsOf returns the tests of a package, which must be functions that a test run calls.
func testsOf(t *testing.T, dir string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	names, err := filepath.Glob(filepath.Join("..", dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && len(f.Type.Params.List) == 1 {
				found[f.Name.Name] = true
			}
		}
	}
	return found
}

// TestProofsAreThere: the tests that the documents on security name are in the packages that they
// name.
func TestProofsAreThere(t *testing.T) {
	tests, named := map[string]map[string]bool{}, 0
	for page, text := range pages(t) {
		for _, m := range packageTest.FindAllStringSubmatch(text, -1) {
			if tests[m[1]] == nil {
				tests[m[1]] = testsOf(t, m[1])
			}
			if named++; !tests[m[1]][m[2]] {
				t.Errorf("%s: there is no test %s in %s", page, m[2], m[1])
			}
		}
	}
	if named < leastByTest {
		t.Errorf("only %d tests are named", named)
	}
}

// TestEveryPromiseIsProven: each promise of SECURITY.md names a test.
func TestEveryPromiseIsProven(t *testing.T) {
	_, promises, _ := strings.Cut(pages(t)["../SECURITY.md"], "## What is promised")
	promises, _, _ = strings.Cut(promises, "\n## ")
	n := 0
	for _, block := range blocks(promises) {
		if !strings.HasPrefix(block, "- ") {
			continue
		}
		if n++; !packageTest.MatchString(block) {
			t.Errorf("no test is named for: %.80s", block)
		}
	}
	if n < 8 {
		t.Errorf("only %d promises were found", n)
	}
}

// sources parses the program's own code: neither tests nor what only tests use.
func sources(t *testing.T, each func(name string, file *ast.File, text string)) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		name := filepath.ToSlash(strings.TrimPrefix(path, "../"))
		switch {
		case err != nil || name == "..":
			return err
		case entry.IsDir() && (name == ".git" || name == "build" || name == "tools" || name == "e2e" || strings.HasSuffix(name, "test")):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		each(name, file, string(text))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
