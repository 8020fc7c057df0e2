// Package words is what people read, in each language. A text is a field. A sentence that names
// something is a function, so that each language can write the whole sentence. Nothing else in the
// program has texts for people, except the command line, which speaks English to operators.
package words

import (
	"reflect"
	"unicode/utf8"

	"latchkey/access"
)

// Words is one language. A test finds empty fields.
type Words struct {
	// Tag is the value of the lang attribute. Name is the language's own name.
	Tag, Name string
	Format    Format
	// Script is what a page's scripts say by themselves.
	Script Script
	// Reasons say why something is refused, or what is wrong with a field.
	Reasons Reasons
	// Actions are what was done, according to the record.
	Actions map[access.Action]string
	// Details are what the values before and after are.
	Details map[access.Detail]string
	// Functions are what someone may do.
	Functions map[access.Function]string
	// Causes say why the program itself did something.
	Causes Causes

	Layout   Layout
	Parts    Parts
	Login    Login
	Start    Start
	Access   Access
	Request  Request
	Ask      Ask
	Rules    Rules
	Report   Report
	Record   Record
	Why      Why
	Account  Account
	Company  Company
	Users    Users
	Webapps  Webapps
	Invoices Invoices
	Profile  Profile
	Security Security
	Prove    Prove
	Search   Search
	Mails    Mails
	Errors   Errors

	// Passwords is passwords that expire, or that were forgotten.
	Passwords Passwords
	// Emails is how e-mail addresses are confirmed.
	Emails Emails
	// SignInRules is what an account wants of those who sign in for it.
	SignInRules SignInRules
	// WebappSignIn is how webapps sign people in, Visitors which of them visitors may open, and
	// WebappRefusal why someone cannot.
	WebappSignIn  WebappSignIn
	Visitors      Visitors
	WebappRefusal WebappRefusal

	// Provider is signing in by an account's identity provider.
	Provider Provider

	sentences map[reflect.Type]reflect.Value
}

// All are all languages. The first is for readers who want none of them.
var All = []*Words{finished(&en), finished(&de)}

// Tags are the tags of all languages.
func Tags() (tags []string) {
	for _, w := range All {
		tags = append(tags, w.Tag)
	}
	return tags
}

// English is for readers who want none of the languages, and for the command line.
func English() *Words { return All[0] }

// finished indexes a language's sentences by their subject.
func finished(w *Words) *Words {
	w.sentences = map[reflect.Type]reflect.Value{}
	w.collect(reflect.ValueOf(w.Reasons))
	return w
}

// collect adds the sentences in a struct, including nested ones.
func (w *Words) collect(sentences reflect.Value) {
	for _, f := range sentences.Fields() {
		if f.Kind() == reflect.Struct {
			w.collect(f)
		} else if !f.IsNil() {
			w.sentences[f.Type().In(0)] = f
		}
	}
}

// Reason says why something is refused, or is "" for nil.
func (w *Words) Reason(r access.Reason) string {
	if r == nil {
		return ""
	}
	if one, is := r.(access.ForCompany); is {
		return w.Ask.ForCompany(one.Company, w.Reason(one.Why))
	}
	sentence, ok := w.sentences[reflect.TypeOf(r)]
	if !ok {
		return access.Code(r)
	}
	return sentence.Call([]reflect.Value{reflect.ValueOf(r)})[0].String()
}

// Mistakes say what is wrong with the fields of a form, with a line for each reason.
func (w *Words) Mistakes(invalid *access.Invalid) map[string]string {
	texts := make(map[string]string, len(invalid.Fields))
	for field, r := range invalid.Fields {
		texts[field] = w.Reason(r)
		for _, more := range invalid.More[field] {
			texts[field] += "\n" + w.Reason(more)
		}
	}
	return texts
}

// Slot stands for the n-th part, from 0 to 9, of a sentence in which a page marks something up, for
// example a link. The page calls the sentence with slots in place of these parts, and the language
// decides where they are.
func Slot(n rune) string { return string(firstSlot + n) }

// firstSlot is the first of ten code points that are noncharacters in Unicode: no form accepts
// them, so nobody can type a slot.
const firstSlot = '\uFDD0'

// IsSlot reports whether a character is a slot.
func IsSlot(c rune) bool { return firstSlot <= c && c < firstSlot+10 }

// SlotAt returns the slot with which a text begins, and its length in bytes.
func SlotAt(text string) (slot, length int) {
	c, length := utf8.DecodeRuneInString(text)
	return int(c - firstSlot), length
}
