package handlers

import (
	"bytes"
	"compress/gzip"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// worthCompressing is the size from which a page is compressed: what is smaller fits into a packet anyway.
const worthCompressing = 1400

// writers are gzip.Writers that wait for their next page. The fastest level makes a page a fifth already.
var writers = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // there is such a level
	}
	return w
}}

// compressed is a page, smaller where the browser takes it so. Only pages come here, whole: a stream of events would be held
// back. What a page says can be guessed from its size only by who puts text beside a secret in it again and again: the session's
// cookie is in no page, and there are no tokens in forms. With Config.Uncompressed ServeHTTP hears of no browser that takes it.
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

// takesGzip reads an Accept-Encoding header. A weight of zero, however many zeros that are, means no.
func takesGzip(accepted string) bool {
	for _, part := range strings.Split(accepted, ",") {
		name, weight, _ := strings.Cut(part, ";")
		if strings.TrimSpace(name) == "gzip" {
			return strings.Trim(weight, " q=.0") != "" || weight == ""
		}
	}
	return false
}
