package handlers

import (
	"compress/gzip"
	"io"
	"net/http"
	"slices"
	"testing"

	"latchkey/access"
)

// A compressed page has the same content as a plain one, and is sent only to browsers that accept
// it. Nothing but pages is compressed.
func TestPagesAreCompressed(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Vendor", access.Support)
	cookie := w.signIn(id, w.user(id, "helper", ""))
	plain := w.get("/roles", cookie).Body.String()
	for _, c := range []struct{ path, accepts, encoding string }{
		{"/roles", "gzip, deflate, br, zstd", "gzip"},
		{"/roles", "br;q=1.0, gzip;q=0.5", "gzip"},
		{"/roles", "gzip;q=0", ""},
		{"/roles", "gzip; q=0.0, identity", ""},
		{"/roles", "br, xgzip", ""},
		{"/roles", "", ""},
		{"/waiting", "gzip", ""}, // a fragment of a few bytes
		{"/healthz", "gzip", ""},
	} {
		answer := w.do(http.MethodGet, c.path, nil, cookie, func(r *http.Request) { r.Header.Set("Accept-Encoding", c.accepts) })
		if got := answer.Header().Get("Content-Encoding"); got != c.encoding || answer.Code != http.StatusOK {
			t.Errorf("%s for %q: %d, encoding %q, want %q", c.path, c.accepts, answer.Code, got, c.encoding)
		}
		if c.encoding == "" {
			continue
		}
		if got := answer.Header().Values("Vary"); !slices.Contains(got, "Accept-Encoding") {
			t.Errorf("Vary: %q", got)
		}
		unpacked, err := gzip.NewReader(answer.Body)
		must(t, err)
		if got, err := io.ReadAll(unpacked); err != nil || string(got) != plain {
			t.Errorf("%s for %q is another page (%v)", c.path, c.accepts, err)
		}
	}
}

// TestPagesStayPlainBehindAProxyThatCutsThem: an Uncompressed server compresses nothing for anyone.
func TestPagesStayPlainBehindAProxyThatCutsThem(t *testing.T) {
	w := newWorld(t)
	accept := func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") }
	w.server.config.Uncompressed = true
	same(t, w.do(http.MethodGet, "/login", nil, nil, accept).Header().Get("Content-Encoding"), "", "encoding")
	w.server.config.Uncompressed = false
	same(t, w.do(http.MethodGet, "/login", nil, nil, accept).Header().Get("Content-Encoding"), "gzip", "encoding of others")
}
