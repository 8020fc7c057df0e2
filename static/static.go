// Package static is the files that browsers fetch: embedded, named by their content so that they can be cached for good, and
// compressed once at start.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed app.css theme.js app.js keys.js icon.svg vendor/*.js vendor/*.css
var files embed.FS

// Prefix is the address under which Handler serves.
const Prefix = "/static/"

type asset struct {
	contentType  string
	plain, small []byte
}

var (
	assets = map[string]asset{}  // by hashed name
	paths  = map[string]string{} // file name to address
)

func init() {
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		ext := path.Ext(name)
		hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
		paths[name] = Prefix + hashed
		assets[hashed] = asset{mime.TypeByExtension(ext), content, compress(content)}
		return nil
	})
	if err != nil {
		panic(err) // the files are compiled in
	}
}

func compress(content []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

// Path is the address of an embedded file. It panics for a name that there is no file of: a mistake in a template.
func Path(name string) string {
	p, ok := paths[name]
	if !ok {
		panic("static: no file " + name)
	}
	return p
}

// Handler serves the files under Prefix, for a year: another content has another address.
func Handler() http.Handler {
	return http.StripPrefix(Prefix, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ok := assets[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", a.contentType)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Vary", "Accept-Encoding")
		body := a.plain
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = a.small
		}
		if r.Method != http.MethodHead {
			_, _ = w.Write(body) // the browser went away
		}
	}))
}
