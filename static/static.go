// Package static is the files that browsers fetch. They are embedded, named by their content so
// that browsers can cache them forever, and compressed once, when they are first fetched. Browsers
// get the scripts of app as one file, app.js; none of them relies on another.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed app.css app/*.js theme.js keys.js icon.svg vendor/*.js vendor/*.css vendor/*.woff2
var files embed.FS

// Prefix is the path under which Handler serves.
const Prefix = "/static/"

type asset struct {
	contentType string
	// plain and small are made on the first request. small is nil for what is compressed already.
	plain, small func() []byte
}

// contentTypes are fixed: the machine's own tables take time to read, and may differ.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
	".woff2": "font/woff2",
}

var (
	assets = map[string]asset{}  // by hashed name
	paths  = map[string]string{} // file name to URL
)

func init() {
	scripts, err := fs.Glob(files, "app/*.js")
	if err == nil {
		err = add("app.js", scripts...)
	}
	if err == nil {
		err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Dir(name) == "app" {
				return err
			}
			return add(name, name)
		})
	}
	if err != nil {
		panic(err) // the files are compiled in
	}
}

// add adds a file under a name, from one or several sources.
func add(name string, sources ...string) error {
	sum := sha256.New()
	if err := write(sum, sources); err != nil {
		return err
	}
	ext := path.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum.Sum(nil)[:6]) + ext
	paths[name] = Prefix + hashed
	plain := sync.OnceValue(func() []byte {
		var b bytes.Buffer
		if err := write(&b, sources); err != nil {
			panic(err) // the files are compiled in
		}
		return b.Bytes()
	})
	a := asset{contentType: contentTypes[ext], plain: plain}
	if ext != ".woff2" {
		a.small = sync.OnceValue(func() []byte { return compress(plain()) })
	}
	assets[hashed] = a
	return nil
}

// write writes files to w without a copy of them in memory, and with a small buffer, because it is
// called for each of them when the program starts.
func write(w io.Writer, names []string) error {
	buffer := make([]byte, 4<<10)
	for _, name := range names {
		f, err := files.Open(name)
		if err == nil {
			_, err = io.CopyBuffer(w, f, buffer)
			err = errors.Join(err, f.Close())
		}
		if err != nil {
			return err
		}
	}
	return nil
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
		panic(err) // a buffer accepts everything
	}
	return b.Bytes()
}

// Path returns the URL of an embedded file. It panics if the file does not exist, which is a
// mistake in a template.
func Path(name string) string {
	p, ok := paths[name]
	if !ok {
		panic("static: no file " + name)
	}
	return p
}

// Handler serves the files under Prefix. Browsers may cache them for a year, because changed
// content has a different URL.
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
		if a.small != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = a.small
		}
		if r.Method != http.MethodHead {
			_, _ = w.Write(body()) // the browser has gone
		}
	}))
}
