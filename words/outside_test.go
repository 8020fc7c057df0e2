package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// noTexts are files whose texts nobody reads on a page, and why.
var noTexts = map[string]string{
	"views/componentspage.templ": "only developers see it, in the demo",
	"access/oldrecord.go":        "old entries have phrases",
	"handlers/csv.go":            "heads of CSV files are data",
	"handlers/health.go":         "monitoring reads it",
	"views/webappconfig.go":      "configurations of other programs",
	"handlers/oidc.go":           "webapps, and those who build them, read it",
	"handlers/oidcauthorize.go":  "webapps, and those who build them, read it",
	"handlers/oidcclient.go":     "webapps, and those who build them, read it",
	"handlers/doctor.go":         "latchkey doctor reads it",
	"handlers/evidencecsv.go":    "heads of CSV files are data",
	"handlers/listcsv.go":        "heads of CSV files are data",
	"handlers/paymentcsv.go":     "heads of CSV files are data",
}

// notForPeople are declarations, types of literals and functions whose texts nobody reads on a
// page, and why.
var notForPeople = map[string]string{
	"access.browserMarks":     "names of products",
	"access.systemMarks":      "names of products",
	"access.reserved":         "names that nobody new gets",
	"access.reservedConsents": "names that nobody new gets",
	"access.NotSecretValue":   "it stands among values that somebody typed; pages have words for it",
	"access.codeIssuer":       "the name of the product",
	"access.lastLoginTag":     "it is hashed",
	"access.hashText":         "it is hashed",
	"access.sealedFor":        "it is sealed",
	"access.siteName":         "it is our own name",
	"views.logCommands":       "commands to type",
	"handlers.logoCSP":        "browsers read it",
	"views.offersPasskeys":    "browsers read it",
	"access.mac":              "it is hashed",
	"access.formValues":       "it is hashed",
	"access.text":             "values of forms, which are hashed",
	"access.LogoutStatus":     "it is stored",
	"access.Error":            "what an error says by itself stands in the log; pages have words for its reason",
	"access.Finding":          "latchkey check and latchkey doctor tell the operator",
	"access.addFinding":       "latchkey check tells the operator",
	"access.RestoreBackup":    "latchkey check tells the operator",
	"access.mendState":        "latchkey check tells the operator",
}

// TestNoTextOutside finds texts for people in templates, and in the Go code of pages, mails and
// rules.
func TestNoTextOutside(t *testing.T) {
	for _, pattern := range []string{"../views/*.go", "../handlers/*.go", "../access/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, path := range files {
			name := strings.Replace(strings.TrimPrefix(path, "../"), "_templ.go", ".templ", 1)
			if strings.HasSuffix(name, "_test.go") || noTexts[name] != "" {
				continue
			}
			if texts := textsOf(t, path); len(texts) > 0 {
				t.Errorf("%s has %d texts: %.300q", path, len(texts), texts)
			}
		}
	}
}

// textInScript matches a literal of a script if people read it, because it begins with a capital
// letter or ends a sentence. textInStyle matches what the style sheet shows, and keyboard has the
// names of keys.
var (
	textInScript = regexp.MustCompile("[\"'`>](\\p{Lu}\\p{Ll}+(?: [^\"'`]*)?|[^\"'`]*\\pL{3}[.!?…])[\"'`<]")
	textInStyle  = regexp.MustCompile(`content:\s*"([^"]*\pL\pL[^"]*)"`)
	keyboard     = map[string]bool{"Enter": true, "Escape": true, "Shift": true, "Backspace": true}
)

func textsInScript(script string) (texts []string) {
	for line := range strings.Lines(script) {
		code, _, _ := strings.Cut(line, "//")
		for _, pattern := range []*regexp.Regexp{textInScript, textInStyle} {
			for _, m := range pattern.FindAllStringSubmatch(code, -1) {
				if !keyboard[m[1]] {
					texts = append(texts, m[1])
				}
			}
		}
	}
	return texts
}

// Scripts and the style sheet have their words from Script.
func TestNoTextInScripts(t *testing.T) {
	all := 0
	for _, pattern := range []string{"../static/*.js", "../static/app/*.js", "../static/app.css"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, path := range files {
			all++
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if texts := textsInScript(string(content)); len(texts) > 0 {
				t.Errorf("%s has %d texts: %.300q", path, len(texts), texts)
			}
		}
	}
	if all < 10 {
		t.Errorf("only %d files", all)
	}
	seen := textsInScript("say(\"Copied\"); // \"A comment.\"\n" + `if (e.key === "Enter") b.textContent = 'Please wait'
alert(` + "`it is over.`" + `); find("main h2, a[href]")
content: " · required"; content: "×";`)
	if want := []string{"Copied", "Please wait", "it is over.", " · required"}; !slices.Equal(seen, want) {
		t.Errorf("seen: %q, want %q", seen, want)
	}
}

// A sentence in package access is found wherever it is, and a text for no page is not mistaken for
// one.
func TestSentencesAreSeen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rule.go")
	source := `package access

import "errors"

const said = "Enter a name."

var list = []Named{{"com_1", "All companies"}}

var errLost = errors.New("the row is lost")

type refused struct{ sentence string }

func (r refused) Error() string { return "refused: it is over " + r.sentence }

func (r refused) why(n int) refused {
	if n > 1 {
		return refused{"Only " + r.sentence}
	}
	r.sentence = fmt.Sprintf("%d people must approve", n)
	return refused{sentence: say(r, "access is frozen")}
}

func digest() ([]byte, []Finding) {
	return hashText("known browser"), []Finding{{What: "The file is damaged."}}
}
`
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	want := []string{"Enter a name.", "All companies", "Only ", "%d people must approve", "access is frozen"}
	if got := textsOf(t, path); !slices.Equal(got, want) {
		t.Errorf("seen: %q, want %q", got, want)
	}
}

// textsOf are the texts for people in a Go file, which may be generated from a template.
func textsOf(t *testing.T, path string) (texts []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	ast.Inspect(file, func(n ast.Node) bool {
		if name := nameOf(n); name != "" && notForPeople[file.Name.Name+"."+name] != "" {
			return false
		}
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.Field: // a field's literal is its tag
			_, isField := n.(*ast.Field)
			return isField
		case *ast.ValueSpec:
			return !strings.HasSuffix(n.Names[0].Name, "Key") // of a context, or a session
		case *ast.FuncDecl:
			texts = append(texts, textsOfHTML(page.String())...)
			page.Reset()
		case *ast.KeyValueExpr:
			key, ok := n.Key.(*ast.BasicLit)
			return !ok || !strings.HasPrefix(key.Value, `"hx-`)
		case *ast.CallExpr:
			return !forPrograms(n, &page)
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil && isText(text) {
				texts = append(texts, text)
			}
		}
		return true
	})
	return append(texts, textsOfHTML(page.String())...)
}

// nameOf is the name of what a piece of code declares or makes, or of the function that it calls.
// It is mac for any method of one.
func nameOf(n ast.Node) string {
	e := ast.Expr(nil)
	switch n := n.(type) {
	case *ast.FuncDecl:
		return n.Name.Name
	case *ast.ValueSpec:
		return n.Names[0].Name
	case *ast.CompositeLit:
		e = n.Type
		if list, ok := e.(*ast.ArrayType); ok {
			e = list.Elt
		}
	case *ast.CallExpr:
		e = n.Fun
		if method, ok := e.(*ast.SelectorExpr); ok {
			if of, ok := method.X.(*ast.Ident); ok && of.Name == "mac" {
				return of.Name
			}
			return method.Sel.Name
		}
	}
	if name, ok := e.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

// forPrograms reports whether the arguments of a call are for programs, logs or operators. It adds
// what a template writes to page, with a space for each expression.
func forPrograms(call *ast.CallExpr, page *strings.Builder) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	switch f.Sel.Name {
	case "WriteString":
		if lit, ok := call.Args[len(call.Args)-1].(*ast.BasicLit); ok && len(call.Args) == 3 {
			text, _ := strconv.Unquote(lit.Value)
			page.WriteString(text)
			return true
		}
		return false
	case "New", "Errorf":
		from, ok := f.X.(*ast.Ident)
		return ok && (from.Name == "errors" || from.Name == "fmt")
	case "MustCompile", "Trim", "Error", "Warn", "Info", "Debug", "ResolveAttributeValue", "Get", "Del", "Sum256":
		return true
	case "endStream", "warn": // log
		return true
	case "Set", "Add": // of a header, whose name is a literal or from echo
		return isHeader(call.Args[0])
	default:
		return false
	}
}

// isHeader reports whether an expression names a header.
func isHeader(e ast.Expr) bool {
	if named, ok := e.(*ast.SelectorExpr); ok {
		return strings.HasPrefix(named.Sel.Name, "Header")
	}
	_, ok := e.(*ast.BasicLit)
	return ok
}

// textsOfHTML are the texts that a piece of HTML shows, or that a screen reader reads.
func textsOfHTML(page string) (texts []string) {
	add := func(text string) {
		if regexp.MustCompile(`\pL\pL`).MatchString(text) && !command.MatchString(text) {
			texts = append(texts, text)
		}
	}
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return texts
		case html.TextToken:
			if text := string(z.Text()); strings.HasPrefix(text, "<") { // in a noscript
				texts = append(texts, textsOfHTML(text)...)
			} else if strings.Trim(text, " ·") != "Latchkey" {
				add(text)
			}
		default:
			for _, a := range z.Token().Attr {
				if slices.Contains([]string{"title", "aria-label", "placeholder", "alt", "data-label", "label"}, a.Key) {
					add(a.Val)
				}
			}
		}
	}
}

// command matches the beginning of what programs read or people type for them: a command line, the
// name of a product in a calendar, a media type, an event of a stream, or when htmx sends.
var command = regexp.MustCompile(`^\s*(latchkey audit |-//|[a-z]+/[a-z]+; charset=|input changed delay:|event: |from:#)`)

// isText reports whether a literal is a text for people: words with a space in between, or a
// capitalized word.
func isText(text string) bool {
	return !command.MatchString(text) && regexp.MustCompile(`\pL{2,}[,.:;)”"]* +[(“"]*\pL|^\p{Lu}\p{Ll}+[.:]?$|\pL{3,}[.?!:]$|^ \pL|\pL $`).MatchString(text)
}
