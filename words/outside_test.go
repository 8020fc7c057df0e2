package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// unfinished are files that still contain texts for people.
var unfinished = []string{
	"access/actor.go",
	"access/check.go",
	"access/checkstate.go",
	"access/errors.go",
	"access/hours.go",
	"access/knownbrowser.go",
	"access/length.go",
	"access/name.go",
	"access/noticemail.go",
	"access/once.go",
	"access/probe.go",
	"access/rule.go",
	"access/setting.go",
	"access/staleform.go",
	"access/text.go",
	"access/throttle.go",
	"access/wrongpassword.go",
	"access/zonecheck.go",
}

// noTexts are files whose texts nobody reads on a page, and why.
var noTexts = map[string]string{
	"componentspage.templ": "only developers see it, in the demo",
	"oldrecord.go":         "old entries have phrases",
	"csv.go":               "heads of CSV files are data",
	"health.go":            "monitoring reads it",
	"doctor.go":            "latchkey doctor reads it",
	"evidencecsv.go":       "heads of CSV files are data",
	"listcsv.go":           "heads of CSV files are data",
	"paymentcsv.go":        "heads of CSV files are data",
}

// TestNoTextOutside finds texts for people in templates, and in the Go code of pages, mails and
// rules.
func TestNoTextOutside(t *testing.T) {
	found := map[string]bool{}
	for _, pattern := range []string{"../views/*.go", "../handlers/*.go", "../access/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, path := range files {
			name := filepath.Base(path)
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			texts, template := textsOf(t, path), strings.HasSuffix(name, "_templ.go")
			if template {
				name = strings.Replace(name, "_templ.go", ".templ", 1)
			}
			name = filepath.Base(filepath.Dir(path)) + "/" + name
			if len(texts) == 0 || noTexts[filepath.Base(name)] != "" {
				continue
			}
			found[name] = true
			if !slices.Contains(unfinished, name) {
				t.Errorf("%s has %d texts: %.300q", name, len(texts), texts)
			}
		}
	}
	for _, name := range unfinished {
		if !found[name] {
			t.Errorf("%s has no text any more: take it off the list", name)
		}
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
	case "Set", "Add": // of a header, which is named by a literal or by echo
		return isHeader(call.Args[0])
	default:
		return false
	}
}

// isHeader says whether an expression names a header.
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

// command begins what is typed or read by programs: a command line, the name of a product in a
// calendar, a media type, an event of a stream, or when htmx sends.
var command = regexp.MustCompile(`^\s*(latchkey audit |-//|[a-z]+/[a-z]+; charset=|input changed delay:|event: |from:#)`)

// isText reports whether a literal is a text for people: words with a space in between, or a
// capitalized word.
func isText(text string) bool {
	return !command.MatchString(text) && regexp.MustCompile(`\pL{2,}[,.:;)”"]* +[(“"]*\pL|^\p{Lu}\p{Ll}+[.:]?$|\pL{3,}[.?!:]$|^ \pL|\pL $`).MatchString(text)
}
