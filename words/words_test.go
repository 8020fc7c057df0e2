package words

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"latchkey/access"
)

// each calls fn with every text and sentence of a language, by its path.
func each(path string, v reflect.Value, fn func(path string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.Struct:
		for f, field := range v.Fields() {
			if f.IsExported() {
				each(path+"."+f.Name, field, fn)
			}
		}
	case reflect.Map:
		for key, text := range v.Seq2() {
			each(fmt.Sprintf("%s[%v]", path, key), text, fn)
		}
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			each(fmt.Sprintf("%s[%d]", path, i), v.Index(i), fn)
		}
	default:
		fn(path, v)
	}
}

func TestNothingIsMissing(t *testing.T) {
	english := map[string]bool{}
	each("", reflect.ValueOf(*English()), func(path string, _ reflect.Value) { english[path] = true })
	for _, w := range All {
		has := map[string]bool{}
		each("", reflect.ValueOf(*w), func(path string, v reflect.Value) {
			has[path] = true
			if v.IsZero() {
				t.Errorf("%s%s is empty", w.Tag, path)
			}
		})
		for path := range english {
			if !has[path] {
				t.Errorf("%s%s is missing", w.Tag, path)
			}
		}
	}
}

// sentence calls a function of a catalogue with distinguishable arguments, and returns its text,
// and the texts among the arguments.
func sentence(f reflect.Value) (text string, marks []string) {
	args := make([]reflect.Value, f.Type().NumIn())
	for i := range args {
		args[i] = filled(f.Type().In(i), func() string {
			marks = append(marks, fmt.Sprintf("⟨%d⟩", len(marks)))
			return marks[len(marks)-1]
		})
	}
	if f.Type().IsVariadic() {
		return fmt.Sprint(f.CallSlice(args)[0]), marks
	}
	return fmt.Sprint(f.Call(args)[0]), marks
}

func filled(t reflect.Type, mark func() string) reflect.Value {
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.String:
		v.SetString(mark())
	case reflect.Int, reflect.Int64:
		v.SetInt(3)
	case reflect.Slice:
		v.Set(reflect.Append(v, filled(t.Elem(), mark), filled(t.Elem(), mark)))
	case reflect.Struct:
		for f, field := range v.Fields() {
			if f.IsExported() {
				field.Set(filled(f.Type, mark))
			}
		}
	default:
	}
	return v
}

// twoSpaces matches two spaces in a text, except at the beginning of a line.
var twoSpaces = regexp.MustCompile(`[^ \n]  `)

// Every text that a sentence takes appears in it, in each language: none leaves out whom it is
// about.
func TestSentencesNameWhatTheyTake(t *testing.T) {
	for _, w := range All {
		each(w.Tag, reflect.ValueOf(*w), func(path string, v reflect.Value) {
			if v.Kind() != reflect.Func || v.IsNil() || v.Type().NumOut() != 1 || strings.Contains(path, ".Format.") {
				return
			}
			text, marks := sentence(v)
			for i, m := range marks {
				if saysSome := v.Type().NumIn() == 1 && v.Type().In(0) == reflect.TypeFor[SecurityFacts](); saysSome && i != 1 {
					continue // but the login
				}
				if !strings.Contains(text, m) {
					t.Errorf("%s leaves out %s: %s", path, m, text)
				}
			}
			if twoSpaces.MatchString(text) || strings.Contains(text, "%!") || strings.TrimSpace(text) == "" {
				t.Errorf("%s says %q", path, text)
			}
		})
	}
}

// alike are texts that are the same in German or another language: terms of the product, and words
// that both languages have.
var alike = map[string]bool{
	"Account": true, "Accounts": true, "Details": true, "Start": true, "GRANT": true, "status": true, "Person": true, "SHA-256": true,
	"Name": true, "Ticket": true, "Issuer": true, "ERP": true, "Login": true, "Passkeys": true,
	"(optional)": true,
	"Browser":    true, "Status": true, "Esc": true, "UTC": true,
}

// A text or sentence that is the same as in English was forgotten, unless it is a term or a name.
func TestNothingIsLeftInEnglish(t *testing.T) {
	texts := func(w *Words) map[string]string {
		all := map[string]string{}
		each("", reflect.ValueOf(*w), func(path string, v reflect.Value) {
			if v.Kind() == reflect.Func && !v.IsNil() && v.Type().NumOut() == 1 {
				all[path], _ = sentence(v)
			} else if v.Kind() == reflect.String {
				all[path] = v.String()
			}
		})
		return all
	}
	english := texts(English())
	for _, w := range All[1:] {
		for path, text := range texts(w) {
			if english[path] == text && !alike[text] && strings.ContainsFunc(text, unicode.IsLetter) {
				t.Errorf("%s%s is as in English: %s", w.Tag, path, text)
			}
		}
	}
}

func TestLanguageOfABrowser(t *testing.T) {
	for accept, want := range map[string]string{
		"": "en", "de": "de", "de-DE,de;q=0.9,en;q=0.8": "de", "en-GB,de;q=0.5": "en", "tlh,de;q=0.3,en;q=0.2": "de", "tlh": "en", "de;q=0": "en",
		"*": "en", "DE-at;q=0.7, en;q=0.65": "de", "de;q=x": "en", "de;q=9": "en", "de;q=-1": "en", "de;q=NaN": "en", ";;,,": "en",
		strings.Repeat("x,", 1000) + "de": "en",
	} {
		if got := Of("", accept).Tag; got != want {
			t.Errorf("%q: %s, want %s", accept, got, want)
		}
	}
	if Of("de", "en").Tag != "de" || Of("zz", "de").Tag != "de" {
		t.Error("what was chosen goes before the browser, and what there is not is not chosen")
	}
}

// The decimal separator in a changed invoice is that of the language.
func TestDifferencesOfInvoices(t *testing.T) {
	for _, c := range []struct {
		value  any
		en, de string
	}{
		{access.Price{Amount: "0.0345", Currency: "EUR"}, "0.0345 EUR", "0,0345 EUR"}, {access.Decimal("8.1"), "8.1", "8,1"},
	} {
		if en, de := enDifferences.value(c.value), deDifferences.value(c.value); en != c.en || de != c.de {
			t.Errorf("%v is %s and %s, want %s and %s", c.value, en, de, c.en, c.de)
		}
	}
}

func TestFormats(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[time.Month][2]string{time.March: {"2 Mar 2026, 13:00 CET", "2. März 2026, 13:00 MEZ"}, time.June: {"2 Jun 2026, 14:00 CEST", "2. Juni 2026, 14:00 MESZ"}} {
		at := time.Date(2026, day, 2, 12, 0, 0, 0, time.UTC).In(berlin)
		if en, de := enFormat.Moment(at), deFormat.Moment(at); en != want[0] || de != want[1] {
			t.Errorf("%q and %q, want %q", en, de, want)
		}
	}
	for _, c := range []struct{ text, en, de string }{
		{"1234567", "1,234,567", "1.234.567"}, {"-1234.50", "-1,234.50", "-1.234,50"}, {"12", "12", "12"}, {"0.0345", "0.0345", "0,0345"},
	} {
		if en, de := enFormat.Decimal(c.text), deFormat.Decimal(c.text); en != c.en || de != c.de {
			t.Errorf("%s is %s and %s, want %s and %s", c.text, en, de, c.en, c.de)
		}
	}
}

// The record is searched in either language, whatever the case of the letters and however an umlaut
// is typed. Nothing in a search is a pattern.
func TestFindActions(t *testing.T) {
	german := Of("de", "")
	granted := func(a access.Action) bool { return a == access.RequestGranted }
	for _, text := range []string{"gewährt", " GEWÄHRT ", "gewa\u0308hrt", "request.granted", "Access granted"} {
		if found := german.FindActions(text); !slices.ContainsFunc(found, granted) || len(found) > 5 {
			t.Errorf("%+q finds %q", text, found)
		}
	}
	for _, text := range []string{"gewahrt", "%", "|", "|request.granted|", "request_granted", "request%", Slot(0)} {
		if found := german.FindActions(text); found == nil || len(found) > 0 {
			t.Errorf("%+q finds %q", text, found)
		}
	}
	if found := german.FindActions(" "); found != nil {
		t.Errorf("nothing finds %q", found)
	}
}
