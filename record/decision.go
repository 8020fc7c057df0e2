package record

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Decision is what a person decides when they give access. A passkey signs its text. Zero means
// that something does not apply.
type Decision struct {
	// Request is the request that is granted, and Extends the grant that it extends.
	Request, Extends string
	// Account and Company are whose data it is about. Names are those from when the request was
	// made.
	Account, AccountName, Company, CompanyName string
	// RequestingAccount and RequestedBy are who gets access.
	RequestingAccount, RequestingAccountName, RequestedBy, RequestedByName string
	// Access is edit or read_only.
	Access string
	// Access lasts from ValidFrom or, if that is zero, from the minute of the decision, but not
	// before NotBefore. It lasts until ValidTo or, if that is zero, for Length.
	ValidFrom, NotBefore, ValidTo time.Time
	Length                        time.Duration
	// Rule is the customer's rule that applies, and People how many people must approve.
	Rule   string
	People int64
	// Decider is the login that decides, as the record names it, and DeciderKind its kind.
	Decider, DeciderKind string
	// Origin is the page on which it is signed.
	Origin string
	// At is when the server asked for the signature, and Until when it no longer counts.
	At, Until time.Time
	// Nonce is made by the server for this decision alone.
	Nonce string
}

// decisionVersion is the first line of a decision's text. It must change with the format.
const decisionVersion = "latchkey decision v1"

// decisionValue is a value of a decision: its text, and how to read it.
type decisionValue struct {
	name string
	text string
	read func(text string) error
}

func textValue(name string, v *string) decisionValue {
	return decisionValue{name, cellEscapes.Replace(*v), func(text string) error { *v = cellUnescapes.Replace(text); return nil }}
}

func timeValue(name string, v *time.Time) decisionValue {
	d := decisionValue{name: name, read: func(text string) (err error) { *v, err = time.Parse(time.RFC3339Nano, text); return err }}
	if !v.IsZero() {
		d.text = v.UTC().Format(time.RFC3339Nano)
	}
	return d
}

// values are the values of a decision, in the order of their names.
func (d *Decision) values() []decisionValue {
	length := decisionValue{name: "length", read: func(text string) (err error) { d.Length, err = time.ParseDuration(text); return err }}
	if d.Length != 0 {
		length.text = d.Length.String()
	}
	people := decisionValue{name: "people", read: func(text string) (err error) { d.People, err = strconv.ParseInt(text, 10, 64); return err }}
	if d.People != 0 {
		people.text = strconv.FormatInt(d.People, 10)
	}
	return []decisionValue{
		textValue("access", &d.Access), textValue("account", &d.Account), textValue("account_name", &d.AccountName), timeValue("at", &d.At), textValue("company", &d.Company),
		textValue("company_name", &d.CompanyName), textValue("decider", &d.Decider), textValue("decider_kind", &d.DeciderKind),
		textValue("extends", &d.Extends), length, textValue("nonce", &d.Nonce), timeValue("not_before", &d.NotBefore), textValue("origin", &d.Origin),
		people, textValue("request", &d.Request), textValue("requested_by", &d.RequestedBy), textValue("requested_by_name", &d.RequestedByName),
		textValue("requesting_account", &d.RequestingAccount), textValue("requesting_account_name", &d.RequestingAccountName), textValue("rule", &d.Rule), timeValue("until", &d.Until),
		timeValue("valid_from", &d.ValidFrom), timeValue("valid_to", &d.ValidTo),
	}
}

// Text is what the passkey's challenge is the SHA-256 of: a version, and then a line for each
// value, in the order of their names. Values that do not apply have no line. It must never change.
func (d Decision) Text() string {
	b := []byte(decisionVersion + "\n")
	for _, v := range d.values() {
		if v.text != "" {
			b = append(b, v.name+": "+v.text+"\n"...)
		}
	}
	return string(b)
}

var errNoDecision = errors.New("what was signed isn't a decision that this version of latchkey can read")

// ParseDecision is the reverse of Text. It accepts nothing else.
func ParseDecision(text string) (d Decision, err error) {
	rest, ok := strings.CutPrefix(text, decisionVersion+"\n")
	if !ok {
		return d, errNoDecision
	}
	values := d.values()
	for line := range strings.Lines(rest) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		i := slices.IndexFunc(values, func(v decisionValue) bool { return v.name == name })
		if i < 0 || values[i].read(value) != nil {
			return d, errNoDecision
		}
	}
	if d.Text() != text {
		return d, errNoDecision
	}
	return d, nil
}

// Begins is when access begins if it is decided at an instant.
func (d Decision) Begins(decided time.Time) time.Time {
	if !d.ValidFrom.IsZero() {
		return d.ValidFrom
	}
	if minute := decided.Truncate(time.Minute); minute.After(d.NotBefore) {
		return minute
	}
	return d.NotBefore
}

// Ends is when access ends if it is decided at an instant.
func (d Decision) Ends(decided time.Time) time.Time {
	if !d.ValidTo.IsZero() {
		return d.ValidTo
	}
	return d.Begins(decided).Add(d.Length)
}
