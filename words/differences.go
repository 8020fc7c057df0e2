package words

import (
	"cmp"
	"time"

	"latchkey/access"
)

// Differences says what has changed while someone had a form open.
type Differences struct {
	// Fields are the labels of the fields that forms compare, by name. A name that is missing here
	// was typed by someone.
	Fields map[string]string
	// NowAndTyped is a field with its current value and the typed one. OnlyNow has only the current
	// value.
	NowAndTyped func(field, theirs, yours string) string
	OnlyNow     func(field, theirs string) string
	// Nothing is an empty value, Hidden one that is not shown. NoBound stands for the longest
	// window if there is no limit.
	Nothing, Yes, No, NoBound, Hidden string
	OnePerson, TwoPeople              string
	Period                            func(first, last string) string
	Choices                           map[access.Choice]string
	Wishes                            map[access.Wish]string
	format                            *Format
}

// Changed says how a field has changed: its current value, and the typed one.
func (w *Differences) Changed(d access.Difference) string {
	return w.NowAndTyped(w.Field(d.Field), w.value(d.Theirs), w.value(d.Yours))
}

// Now gives a field's current value.
func (w *Differences) Now(d access.Difference) string {
	return w.OnlyNow(w.Field(d.Field), w.value(d.Theirs))
}

// Field is the label of a field that forms compare.
func (w *Differences) Field(name string) string { return cmp.Or(w.Fields[name], name) }

// value is a value as a form shows it.
func (w *Differences) value(value any) string {
	f := w.format
	switch v := value.(type) {
	case nil:
		return w.Nothing
	case string:
		return cmp.Or(v, w.Nothing)
	case bool:
		if v {
			return w.Yes
		}
		return w.No
	case int64:
		return f.Number(v)
	case access.Date:
		return f.Day(v.Time())
	case access.Money:
		return f.Money(v)
	case access.Decimal:
		return f.Decimal(string(v))
	case access.Price:
		return f.Decimal(string(v.Amount)) + " " + string(v.Currency)
	case access.Hours:
		return f.Hours(v)
	case time.Duration:
		if v == 0 {
			return w.NoBound
		}
		return f.Duration(v)
	case access.People:
		if v == 2 {
			return w.TwoPeople
		}
		return w.OnePerson
	case access.Period:
		return w.Period(f.Day(v.First.Time()), f.Day(v.Last.Time()))
	case access.Secret:
		return w.Hidden
	case access.Wish:
		return cmp.Or(w.Wishes[v], string(v))
	case access.Choice:
		return cmp.Or(w.Choices[v], string(v))
	default:
		return ""
	}
}
