package access

import (
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"latchkey/guess"
)

// hostile are n passwords as someone attacking the rating would choose them, always the same.
func hostile(n int) []string {
	random := rand.New(rand.NewPCG(10, 2026))
	alphabets := [][]rune{
		[]rune("4@8({[<69#!1|0$5+7%2"), []rune("aA4@eE3iI1!oO0sS5$"), []rune("0123456789/-. "), []rune("qwertyuiop[]asdfghjkl"),
		[]rune("abcdefghijklmnopqrstuvwxyz"), []rune("ab1"), []rune("ﷺﷻ㌖㍿Ⅷ½"), []rune("passwordPASSWORD"),
	}
	passwords := []string{("4@8({[<69#!1|0$5+7%2" + strings.Repeat("4@8({[<69#!1|0$5+7%2", 9))[:maxPassword], strings.Repeat("ﷺ", maxPassword),
		strings.Repeat("qwe asd ", 25), strings.Repeat("159qazzse", 22)}
	for len(passwords) < n {
		letters := alphabets[random.IntN(len(alphabets))]
		b := make([]rune, MinPassword+random.IntN(maxPassword-MinPassword+1))
		for i := range b {
			b[i] = letters[random.IntN(len(letters))]
		}
		passwords = append(passwords, string(b))
	}
	return passwords
}

// Only a few short forms of a password are judged, whatever it is, so the work is limited.
func TestWhatIsJudgedOfAPasswordIsBounded(t *testing.T) {
	for _, p := range hostile(1000) {
		forms := judgedForms(p, strings.Map(dropInvisible, NameKey(p)))
		if len(forms) > 2+len(digitLetters) {
			t.Errorf("%q is judged in %d forms", p, len(forms))
		}
		for _, form := range forms {
			if n := utf8.RuneCountInString(form); n > judgedLength {
				t.Errorf("%d characters of %q are judged", n, p)
			}
		}
	}
}

// The rating does not try what symbols may stand for, because for some passwords that takes
// minutes. It finds only what is there, in each form.
func TestTheRatingTriesNoLookalikes(t *testing.T) {
	for _, p := range []string{"p4$$w0rd", "l3tm31n", "P@ssw0rd1234", "4dm1n1str4t0r"} {
		for _, form := range judgedForms(p, strings.Map(dropInvisible, NameKey(p))) {
			for _, m := range guess.Rate(form).MatchSequence {
				if !strings.Contains(form, m.Token) {
					t.Errorf("in %q as %q it found %q", p, form, m.Token)
				}
			}
		}
	}
}

func TestGuessablePasswords(t *testing.T) {
	for _, p := range []string{
		"password1234", "P@ssw0rd1234", "p4$$w0rdp4$$w0rd", "Passw0rd!Passw0rd!", "1234567890123", "qwertyuiop12", "aaaaaaaaaaaaaaaa",
		"abcdefghijklmnop", "letmeinletmein", "l3tm31nl3tm31n", "iloveyou1234", "01.01.1990 01.01.1990", strings.Repeat("ab1", 60), "１２３４５６７８９０１２",
	} {
		var invalid Invalid
		if (&Service{}).checkPassword(&invalid, "password", p); invalid.err() == nil {
			t.Errorf("%q is accepted", p)
		}
	}
	for _, p := range []string{
		password, "seven other unrelated words", "x7k2m9q4w8e1zP", "G4rten-Lampe+Wolke 19", "дверь окно крыша сад",
		strings.Repeat("four unrelated garden words ", 7), "ﷺ four unrelated garden words",
	} {
		var invalid Invalid
		if (&Service{}).checkPassword(&invalid, "password", p); invalid.err() != nil {
			t.Errorf("%q is refused: %v", p, invalid.Fields)
		}
	}
}

// A wrong current password is reported before anything looks at the new one.
func TestTheCurrentPasswordComesFirst(t *testing.T) {
	w := newWorld(t)
	equal(t, "both wrong", outcome(w.s.ChangeOwnPassword(t.Context(), w.as("sue @ Acme"), "wrong", "short", anyToken)), "invalid current_password")
	equal(t, "the new one wrong", outcome(w.s.ChangeOwnPassword(t.Context(), w.as("sue @ Acme"), password, "short", anyToken)), "invalid new_password")
}

func TestAWrongCurrentPasswordIsRecorded(t *testing.T) {
	w := newWorld(t)
	for _, login := range []string{"sue @ Acme", "Acme"} {
		equal(t, login, w.recorded(func() {
			equal(t, login, outcome(w.s.ChangeOwnPassword(t.Context(), w.as(login), "wrong", "seven other unrelated words", anyToken)), "invalid current_password")
		}), []string{login + ": login.password_refused: " + strings.TrimSuffix(login, " @ Acme")})
	}
}

// BenchmarkWorstPassword is the most expensive of 1,000 passwords. It must take less than 100 ms.
func BenchmarkWorstPassword(b *testing.B) {
	passwords := hostile(1000)
	for b.Loop() {
		var worst time.Duration
		for _, p := range passwords {
			var invalid Invalid
			began := cpu(b)
			(&Service{}).checkPassword(&invalid, "password", p)
			worst = max(worst, cpu(b)-began)
		}
		b.ReportMetric(float64(worst.Microseconds())/1000, "ms-of-the-worst")
	}
}

// cpu is this process's processor time.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
