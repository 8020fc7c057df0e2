package docs

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// section is a part of security.md.
func section(t *testing.T, title string) string {
	t.Helper()
	_, text, ok := strings.Cut(pages(t)["security.md"], "\n## "+title+"\n")
	if !ok {
		t.Fatalf("security.md has no section %q", title)
	}
	text, _, _ = strings.Cut(text, "\n## ")
	return text
}

// rowOf is the row of a section's table that begins with a text.
func rowOf(t *testing.T, title, begin string) string {
	t.Helper()
	for _, block := range blocks(section(t, title)) {
		if strings.HasPrefix(block, "| "+begin+" |") {
			return block
		}
	}
	t.Fatalf("%s has no row %q", title, begin)
	return ""
}

// named are the code spans of a text that a pattern matches.
func named(text string, pattern *regexp.Regexp) (found []string) {
	for _, m := range span.FindAllStringSubmatch(text, -1) {
		if pattern.MatchString(m[1]) {
			found = append(found, m[1])
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// wantSame compares what a page lists with what the code has.
func wantSame(t *testing.T, what string, listed []string, has map[string]bool) {
	t.Helper()
	for _, name := range listed {
		if !has[name] {
			t.Errorf("%s: the page lists %s, which is not there", what, name)
		}
	}
	for name := range has {
		if !slices.Contains(listed, name) {
			t.Errorf("%s: %s is not on the page", what, name)
		}
	}
	if len(has) == 0 {
		t.Errorf("%s: nothing was found", what)
	}
}

var goFile = regexp.MustCompile(`^[\w/]+\.go$`)

func imports(file *ast.File) (paths []string) {
	for _, i := range file.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		paths = append(paths, p)
	}
	return paths
}

// neverImported are packages that could start programs, break types or memory, or take a text for
// code; and random numbers that can be guessed.
var neverImported = []string{
	"encoding/gob", "encoding/xml", "html/template", "math/rand", "math/rand/v2", "net/rpc", "os/exec", "plugin", "text/template", "unsafe",
}

// files are the packages by which code opens files. What answers requests opens none.
var files = []string{"io/ioutil", "os", "path/filepath"}

func mayOpenFiles(name string) bool {
	return !strings.HasPrefix(name, "handlers/") && !strings.HasPrefix(name, "views/") && !strings.HasPrefix(name, "access/")
}

// outgoing are the names by which code opens a connection.
var outgoing = []string{
	"http.Client", "http.DefaultClient", "http.Get", "http.Head", "http.Post", "http.PostForm", "mail.NewClient", "net.Dial", "net.DialTimeout",
	"net.Dialer", "smtp.Dial", "tls.Client", "tls.Dial", "tls.Dialer",
}

// raw are the names by which a text becomes HTML, or a URL in a page, unescaped.
var raw = []string{"templ.JSUnsafeFuncCall", "templ.Raw", "templ.SafeCSS", "templ.SafeScript", "templ.SafeScriptInline", "template.HTML"}

// bySQL are the methods that run a statement.
var bySQL = []string{"Exec", "ExecContext", "Prepare", "PrepareContext", "Query", "QueryContext", "QueryRow", "QueryRowContext"}

// withFormat says which argument of a function is a format.
var withFormat = map[string]int{"fmt.Errorf": 0, "fmt.Fprintf": 1, "fmt.Printf": 0, "fmt.Sprintf": 0, "regexp.Compile": 0, "regexp.MustCompile": 0}

func isConstant(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return true
	case *ast.BinaryExpr:
		return isConstant(e.X) && isConstant(e.Y)
	case *ast.CallExpr:
		return nameOf(e.Fun) == "QuoteMeta"
	case *ast.Ident: // a constant of its file, or what a function passes on, whose callers vet checks
		spec, ok := declared[e.Name]
		return ok && isConstant(spec) || passedOn[e.Name]
	}
	return false
}

// passedOn are the names of formats that a function passes on, and of one list of patterns.
var passedOn = map[string]bool{"format": true, "form": true}

// declared are the constants of the file that TestSourcesKeepToTheList looks at.
var declared map[string]ast.Expr

func constants(file *ast.File) map[string]ast.Expr {
	found := map[string]ast.Expr{}
	ast.Inspect(file, func(n ast.Node) bool {
		if d, ok := n.(*ast.GenDecl); ok && d.Tok == token.CONST {
			for _, s := range d.Specs {
				v, _ := s.(*ast.ValueSpec)
				for i, name := range v.Names {
					if i < len(v.Values) {
						found[name.Name] = v.Values[i]
					}
				}
			}
		}
		return true
	})
	return found
}

// TestSourcesKeepToTheList: only the files that security.md names run SQL by hand, open a
// connection or use reflect. None imports what could run a text, shows HTML unescaped, or makes a
// format or a pattern from a value.
func TestSourcesKeepToTheList(t *testing.T) {
	sql, out, reflects := map[string]bool{}, map[string]bool{}, map[string]bool{}
	sources(t, func(name string, file *ast.File, _ string) {
		declared = constants(file)
		for _, p := range imports(file) {
			if slices.Contains(neverImported, p) || slices.Contains(files, p) && !mayOpenFiles(name) {
				t.Errorf("%s imports %s", name, p)
			}
			if p == "reflect" {
				reflects[name] = true
			}
		}
		generated := strings.HasSuffix(name, ".sql.go") || name == "db/sqlc.go"
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				x, _ := n.X.(*ast.Ident)
				if x == nil {
					break
				}
				if what := x.Name + "." + n.Sel.Name; slices.Contains(outgoing, what) {
					out[name] = true
				} else if slices.Contains(raw, what) {
					t.Errorf("%s: %s", name, what)
				}
			case *ast.CallExpr:
				s, _ := n.Fun.(*ast.SelectorExpr)
				if s == nil {
					break
				}
				if slices.Contains(bySQL, s.Sel.Name) && len(n.Args) > 0 && !generated {
					sql[name] = true
				}
				x, _ := s.X.(*ast.Ident)
				if x == nil {
					break
				}
				if i, ok := withFormat[x.Name+"."+s.Sel.Name]; ok && !isConstant(n.Args[i]) {
					t.Errorf("%s: the format or pattern of a %s.%s is no constant", name, x.Name, s.Sel.Name)
				}
			}
			return true
		})
	})
	const dangerous = "Dangerous parts"
	wantSame(t, "SQL by hand", named(rowOf(t, dangerous, "statements by hand"), goFile), sql)
	wantSame(t, "outgoing connections", named(rowOf(t, dangerous, "outgoing connections"), goFile), out)
	wantSame(t, "reflect", named(rowOf(t, dangerous, "reflect"), goFile), reflects)
}

// good are the packages of cryptography that are approved.
var good = []string{
	"crypto/aes", "crypto/cipher", "crypto/ed25519", "crypto/hmac", "crypto/rand", "crypto/sha256", "crypto/subtle", "crypto/tls", "crypto/x509",
	"filippo.io/age", "filippo.io/age/armor", "github.com/alexedwards/argon2id", "golang.org/x/crypto/argon2", "golang.org/x/mod/sumdb/note",
	"golang.org/x/mod/sumdb/tlog", "github.com/pquerna/otp", "github.com/pquerna/otp/hotp", "github.com/pquerna/otp/totp",
	"github.com/go-jose/go-jose/v4", "github.com/go-webauthn/webauthn/protocol", "github.com/go-webauthn/webauthn/webauthn",
}

// exceptions are files that may use something else. security.md says why.
var exceptions = map[string][]string{
	"oidc/key.go":            {"crypto/rsa"},
	"passwords/passwords.go": {"crypto/sha1"},
	"record/publickey.go":    {"crypto/ecdsa", "crypto/elliptic", "crypto/rsa", "crypto/sha512"}, // only verifies
}

var isCryptography = regexp.MustCompile(`^(crypto/|golang\.org/x/crypto|golang\.org/x/mod/sumdb|filippo\.io/|.*(argon2|bcrypt|scrypt|jose|jwt|/otp|webauthn))`)

// TestCryptographyIsThatOfTheInventory finds every file that uses cryptography. Codes are compared
// in constant time.
func TestCryptographyIsThatOfTheInventory(t *testing.T) {
	uses := map[string]bool{}
	sources(t, func(name string, file *ast.File, text string) {
		if slices.Contains(imports(file), "crypto/hmac") && (strings.Contains(text, "bytes.Equal(") || !strings.Contains(text, "hmac.Equal(")) {
			t.Errorf("%s does not compare codes by hmac.Equal", name)
		}
		for _, p := range imports(file) {
			if isCryptography.MatchString(p) {
				uses[name] = true
				if !slices.Contains(good, p) && !slices.Contains(exceptions[name], p) {
					t.Errorf("%s imports %s, which is not approved", name, p)
				}
			}
		}
	})
	wantSame(t, "cryptography", named(section(t, "Cryptography"), goFile), uses)
}

var constant = regexp.MustCompile(`^(\w+) = (.+)$`)

// wantConstants compares the constants in a table with those of the files in the same row.
func wantConstants(t *testing.T, title string, least int) {
	t.Helper()
	values := map[string]string{}
	sources(t, func(name string, file *ast.File, text string) {
		base := file.FileStart
		for constant, e := range constants(file) {
			values[name+" "+constant] = text[e.Pos()-base : e.End()-base]
		}
	})
	n := 0
	for _, block := range blocks(section(t, title)) {
		files := named(block, goFile)
		for _, c := range named(block, constant) {
			m := constant.FindStringSubmatch(c)
			if n++; !slices.ContainsFunc(files, func(file string) bool { return values[file+" "+m[1]] == m[2] }) {
				t.Errorf("%s: no constant %s in %v", title, c, files)
			}
		}
	}
	if n < least {
		t.Errorf("%s: only %d constants are named", title, n)
	}
}

func TestLimitsAreThoseOfTheCode(t *testing.T) { wantConstants(t, "Limits", 30) }

func TestInputRulesAreThoseOfTheCode(t *testing.T) { wantConstants(t, "Input", 10) }

var tableName = regexp.MustCompile(`^[a-z][a-z_]+$`)

// TestEveryTableIsClassified: security.md says of every table what class of data it holds, and how
// long.
func TestEveryTableIsClassified(t *testing.T) {
	migrations, err := filepath.Glob("../db/migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(migrations)
	tables := map[string]bool{"goose_db_version": true}
	for _, name := range migrations {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		up, _, _ := strings.Cut(string(text), "-- +goose Down")
		for _, m := range regexp.MustCompile(`(?m)^CREATE TABLE (\w+)`).FindAllStringSubmatch(up, -1) {
			tables[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`(?m)^DROP TABLE (\w+)`).FindAllStringSubmatch(up, -1) {
			delete(tables, m[1])
		}
		for _, m := range regexp.MustCompile(`(?m)^ALTER TABLE (\w+) RENAME TO (\w+)`).FindAllStringSubmatch(up, -1) {
			delete(tables, m[1])
			tables[m[2]] = true
		}
	}
	var listed []string
	for _, block := range blocks(section(t, "Data")) {
		cells := strings.Split(block, " | ")
		if !strings.HasPrefix(block, "| `") {
			continue
		}
		listed = append(listed, named(cells[0], tableName)...)
		if len(cells) != 4 || !slices.Contains([]string{"secret", "confidential", "personal", "internal"}, cells[2]) {
			t.Errorf("a row has no class or no time: %.80s", block)
		}
	}
	wantSame(t, "tables", listed, tables)
}

var (
	required = regexp.MustCompile(`(?m)^\t(\S+) v\S+( // indirect)?`)
	module   = regexp.MustCompile(`^[\w-]+\.[\w.]+/[\w./-]+$`)
)

// TestDependenciesAreThoseOfGoMod: security.md names every module that go.mod requires, and those
// that only tests use are not in the binary.
func TestDependenciesAreThoseOfGoMod(t *testing.T) {
	text, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	direct := map[string]bool{}
	for _, m := range required.FindAllStringSubmatch(string(text), -1) {
		if m[2] == "" {
			direct[m[1]] = true
		}
	}
	listed := named(section(t, "Dependencies"), module)
	listed = slices.DeleteFunc(listed, func(name string) bool { return fileName.MatchString(name) })
	wantSame(t, "modules", listed, direct)
	tests := ""
	for _, block := range blocks(section(t, "Dependencies")) {
		if strings.Contains(block, "| tests |") {
			tests = block
		}
	}
	sources(t, func(name string, file *ast.File, _ string) {
		for _, p := range imports(file) {
			if strings.HasPrefix(p, "latchkey/") && strings.HasSuffix(p, "test") || p == "testing" {
				t.Errorf("%s imports %s, which is for tests", name, p)
			}
			for _, m := range named(tests, module) {
				if p == m || strings.HasPrefix(p, m+"/") {
					t.Errorf("%s imports %s, which only tests should", name, p)
				}
			}
		}
	})
}
