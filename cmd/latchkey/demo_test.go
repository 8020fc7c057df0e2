package main

import (
	"bytes"
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"latchkey/access"
	"latchkey/db"
)

// The logins that a demo prints as JSON sign in by password alone. One more needs a code.
func TestOneLoginOfTheDemoNeedsACode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "latchkey.db")
	must(t, makeDemo(t.Context(), path))
	cast, err := readCast(path)
	must(t, err)
	factors, _, err := readFactorsKey(factorsKeyFile{}.factorsPath(path))
	must(t, err)
	_, svc := opened(t, path, db.Exclusive, access.Config{FactorKeys: factors})
	arrive := func(l demoLogin) access.Arrival {
		t.Helper()
		c := access.Credentials{Kind: access.KindAccount, Account: l.Account, User: l.User, Password: l.Password}
		if l.User != "" {
			c.Kind = access.KindUser
		}
		a, err := svc.SignIn(t.Context(), c, func() (string, error) { return rand.Text(), nil })
		must(t, err)
		return a
	}
	for _, l := range cast.Logins {
		if a := arrive(l); a.Step != access.StepDone {
			t.Errorf("%s %s: then comes %s", l.Account, l.User, a.Step)
		}
	}
	half := arrive(cast.WithCode.demoLogin)
	if half.Step != access.StepSecond {
		t.Fatalf("with a code: then comes %s", half.Step)
	}
	code, err := totp.GenerateCode(cast.WithCode.Secret, time.Now())
	must(t, err)
	done, err := svc.SignInWithCode(t.Context(), half.Half, code, access.Client{}, func() (string, error) { return rand.Text(), nil })
	if err != nil || done.Step != access.StepDone {
		t.Errorf("after the code: %s, %v", done.Step, err)
	}

	var printed, lines bytes.Buffer
	out := demoOutput{Address: "http://127.0.0.1:8080", Logins: cast.Logins, Accounts: cast.Accounts}
	must(t, (&demoCmd{JSON: true}).tell(&globals{stdout: &printed}, out, cast.WithCode))
	must(t, (&demoCmd{}).tell(&globals{stdout: &lines}, out, cast.WithCode))
	for text, wants := range map[string][2]bool{cast.WithCode.Secret: {false, true}, cast.WithCode.Password: {false, true}, "http://localhost:8080": {false, true}} {
		if got := [2]bool{bytes.Contains(printed.Bytes(), []byte(text)), bytes.Contains(lines.Bytes(), []byte(text))}; got != wants {
			t.Errorf("%s is in the JSON and in the lines: %v", text, got)
		}
	}
}
