package idp

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"testing"
	"time"

	"latchkey/idp/idptest"
)

// A provider that others have written signs people in, says when there was a second factor, and
// asks for a fresh proof.
func TestAnIndependentProvider(t *testing.T) {
	if testing.Short() {
		t.Skip("this takes seconds")
	}
	const back = "http://127.0.0.1:9/login/callback"
	issuer := idptest.Independent(t, "..", back)
	c := New(Options{AllowPrivate: true, Now: time.Now})
	p, err := c.Discover(t.Context(), issuer, false)
	if err != nil {
		t.Fatal(err)
	}
	known := Application{ClientID: idptest.ClientID, ClientSecret: idptest.IndependentSecret, RedirectURI: back, Scopes: []string{"groups"}}
	jar, _ := cookiejar.New(nil)
	browser := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for i, code := range []string{"", idptest.IndependentCode, "", ""} {
		ask := Asked{State: fmt.Sprint("state", i), Nonce: fmt.Sprint("nonce", i), Verifier: fmt.Sprintf("%043d", i)}
		if i != 2 { // the third time, it remembers the second
			ask.Since = time.Now()
		}
		answer := arriveThere(t, browser, p.SignInURL(known, ask), back, url.Values{"name": {"sue"}, "code": {code}})
		if answer.Get("state") != ask.State {
			t.Fatalf("%d: %v", i, answer)
		}
		id, err := c.SignIn(t.Context(), p, known, ask, Answer{Code: answer.Get("code"), Issuer: answer.Get("iss"), Error: answer.Get("error")})
		groups, _ := id.Values("groups")
		got := fmt.Sprintln(id.Subject, id.Name, id.Email, groups, id.Methods, err)
		methods := [][]string{{"pwd"}, {"pwd", "otp", "mfa"}, {"pwd", "otp", "mfa"}, {"pwd"}}[i]
		if want := fmt.Sprintln("sue", "sue", "sue@acme.example", []string{"staff"}, methods, nil); got != want {
			t.Errorf("%d: got %swant %s", i, got, want)
		}
		if time.Since(id.At) > time.Minute {
			t.Errorf("%d: at %v", i, id.At)
		}
		_, err = c.SignIn(t.Context(), p, known, ask, Answer{Code: answer.Get("code"), Issuer: answer.Get("iss")})
		if says(err) != "CODE_REFUSED TOKEN" {
			t.Errorf("%d again: %v", i, err)
		}
	}
	known.ClientSecret = "wrong"
	ask := asked
	answer := arriveThere(t, browser, p.SignInURL(known, ask), back, url.Values{"name": {"sue"}})
	if _, err := c.SignIn(t.Context(), p, known, ask, Answer{Code: answer.Get("code"), Issuer: answer.Get("iss")}); says(err) != "WRONG_CLIENT TOKEN" {
		t.Error(err)
	}
}

// arriveThere does what a browser does at the provider until that sends it back, and returns with
// what.
func arriveThere(t *testing.T, browser *http.Client, address, back string, typed url.Values) url.Values {
	t.Helper()
	for range 10 {
		answer, err := browser.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode == http.StatusOK { // its form
			if answer, err = browser.PostForm(address, typed); err != nil {
				t.Fatal(err)
			}
			_ = answer.Body.Close()
		}
		to, err := answer.Location()
		if err != nil {
			t.Fatalf("%s answers %d: %v", address, answer.StatusCode, err)
		}
		if address = to.String(); to.Scheme+"://"+to.Host+to.Path == back {
			return to.Query()
		}
	}
	t.Fatal("it never comes back")
	return nil
}
