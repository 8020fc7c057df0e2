package handlers

import (
	"bytes"
	"compress/gzip"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// worthCompressing is the least size, in bytes, of a page that is compressed. A smaller one fits
// into a packet anyway.
const worthCompressing = 1400

// writers are gzip.Writers that wait for their next page. Even the fastest level reduces a page to
// a fifth.
var writers = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // this level exists
	}
	return w
}}

// compressed compresses a page if the browser accepts that. It is only for whole pages, because it
// would hold back a stream of events. The size of a compressed page can reveal a secret only if an
// attacker can repeatedly put text next to it: the session's cookie is in no page, and forms have
// no tokens. With Config.Uncompressed, ServeHTTP removes the header by which browsers accept it.
func compressed(c echo.Context, page []byte) ([]byte, error) {
	h := c.Response().Header()
	h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	if len(page) < worthCompressing || !takesGzip(c.Request().Header.Get(echo.HeaderAcceptEncoding)) {
		return page, nil
	}
	var b bytes.Buffer
	w := writers.Get().(*gzip.Writer) //nolint:forcetypeassert // nothing else is put there
	defer writers.Put(w)
	w.Reset(&b)
	if _, err := w.Write(page); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	h.Set(echo.HeaderContentEncoding, "gzip")
	return b.Bytes(), nil
}

// takesGzip parses an Accept-Encoding header. A weight of zero, with any number of zeros, means no.
func takesGzip(accepted string) bool {
	for _, part := range strings.Split(accepted, ",") {
		name, weight, _ := strings.Cut(part, ";")
		if strings.TrimSpace(name) == "gzip" {
			return strings.Trim(weight, " q=.0") != "" || weight == ""
		}
	}
	return false
}
