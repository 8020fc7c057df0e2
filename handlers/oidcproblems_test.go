package handlers

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
)

// Every error below /api/ is a problem of RFC 9457, whichever part of the server found it.
func TestErrorsOfTheAPIAreProblems(t *testing.T) {
	w := newWebappWorld(t)
	w.server.echo.GET("/api/panic", func(echo.Context) error { panic("a secret of the program") })
	const ask = "/api/v1/access?user=usr_x&company=com_x"
	call := func(method, path, body string, change ...func(*http.Request)) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
		for _, f := range change {
			f(r)
		}
		recorder := httptest.NewRecorder()
		w.server.ServeHTTP(recorder, r)
		return recorder
	}
	problem := func(what string, got *httptest.ResponseRecorder, status int) {
		t.Helper()
		same(t, got.Code, status, "status for %s", what)
		same(t, got.Header().Get("Content-Type"), "application/problem+json", "Content-Type for %s", what)
		same(t, len(got.Result().Cookies()), 0, "cookies for %s", what)
		var body struct {
			Title  string
			Status int
		}
		must(t, json.NewDecoder(bytes.NewReader(got.Body.Bytes())).Decode(&body))
		same(t, body.Status, status, "status in the body for %s", what)
		same(t, body.Title, http.StatusText(status), "title for %s", what)
		same(t, strings.Contains(got.Body.String(), "secret of"), false, "the inside for %s", what)
	}
	problem("no credentials", call(http.MethodGet, ask, ""), http.StatusUnauthorized)
	problem("no user", call(http.MethodGet, "/api/v1/access", "", asShop), http.StatusBadRequest)
	problem("an address that is not there", call(http.MethodGet, "/api/v1/other", "", asShop), http.StatusNotFound)
	problem("a slash at the end", call(http.MethodPost, "/api/v1/access/", "", asShop), http.StatusNotFound)
	problem("a large body", call(http.MethodGet, ask, strings.Repeat("x", maxBodyBytes+1), asShop), http.StatusRequestEntityTooLarge)
	problem("a panic", call(http.MethodGet, "/api/panic", ""), http.StatusInternalServerError)
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		problem(method, call(method, ask, "", asShop, withHeader("Sec-Fetch-Site", "cross-site")), http.StatusMethodNotAllowed)
	}
	for range 3 * machinesBurst {
		if call(http.MethodGet, "/api/v1/access", "", asShop, withHeader("Authorization", "x")).Code == http.StatusTooManyRequests {
			break
		}
	}
	problem("too many calls", call(http.MethodGet, ask, "", asShop), http.StatusTooManyRequests)
	w.serveAt(w.url)
	must(t, w.store.Close())
	problem("a database that is gone", call(http.MethodGet, ask, "", asShop), http.StatusInternalServerError)
}
