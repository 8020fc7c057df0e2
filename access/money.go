package access

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
)

// Currency is an ISO 4217 code.
type Currency string

// Currencies are the currencies of invoices, in the order in the form.
var Currencies = []Currency{"EUR", "USD", "GBP", "CHF", "JPY"}

// minorDigits is how many decimals a currency has, by ISO 4217.
var minorDigits = map[Currency]int32{"EUR": 2, "USD": 2, "GBP": 2, "CHF": 2, "JPY": 0}

// Money is an amount of a currency in its minor unit: cents, or yen.
type Money struct {
	Minor    int64
	Currency Currency
}

// Decimal is the amount without its currency, like -1234.50, for programs.
func (m Money) Decimal() string {
	digits := minorDigits[m.Currency]
	return decimal.New(m.Minor, -digits).StringFixed(digits)
}

// String is the amount for people, like -1,234.50 EUR.
func (m Money) String() string { return grouped(m.Decimal()) + " " + string(m.Currency) }

// The units of stored prices and VAT rates.
const (
	priceDigits = 6 // millionths of the currency's major unit
	rateDigits  = 2 // hundredths of a percent
)

// Amounts are the amounts of an invoice: Net is messages × price, VAT is Net × rate, each rounded
// to the minor unit with halves away from zero, and Total is their sum.
type Amounts struct{ Net, VAT, Total Money }

// amountsOf computes the amounts for a number of messages at a price in millionths and a VAT rate
// in hundredths of a percent. It is exact for less than 10^9 messages at 10^6 each.
func amountsOf(messages, priceMicros, vatRate int64, c Currency) Amounts {
	digits := minorDigits[c]
	// decimal's Round rounds halves away from zero.
	net := decimal.NewFromInt(messages).Mul(decimal.New(priceMicros, -priceDigits)).Round(digits)
	vat := net.Mul(decimal.New(vatRate, -rateDigits-2)).Round(digits)
	minor := func(d decimal.Decimal) Money { return Money{d.Shift(digits).IntPart(), c} }
	return Amounts{minor(net), minor(vat), minor(net.Add(vat))}
}

// parseDecimal parses a non-negative number, like 0.0345 or 0,0345, into an integer of 10^-digits.
// ok is false for anything else, and for too many digits after the decimal separator. Separators
// between thousands are accepted if a different decimal separator follows. It accepts no sign and
// no exponent.
func parseDecimal(text string, digits int32, most int64) (n int64, ok bool) {
	whole, fraction, point := strings.Cut(normalDecimal(strings.TrimSpace(text)), ".")
	if whole == "" || point && fraction == "" || len(whole) > 10 || len(fraction) > int(digits) ||
		strings.Trim(whole+fraction, "0123456789") != "" {
		return 0, false
	}
	d, err := decimal.NewFromString(whole + "." + fraction + "0")
	if err != nil {
		return 0, false
	}
	n = d.Shift(digits).IntPart()
	return n, n <= most
}

// thousands matches digits in groups of three, before a decimal separator.
var thousands = regexp.MustCompile(`^[1-9]\d{0,2}([.,]\d{3})+$`)

// normalDecimal returns a number with a point before its decimals and no separators between
// thousands. A text with two possible meanings, or none, is left as it is: it still has a comma, so
// it is not parsed as a number.
func normalDecimal(text string) string {
	i := strings.LastIndexAny(text, ".,")
	if i < 0 || !strings.Contains(text, ",") || isAmbiguousDecimal(text) {
		return text
	}
	whole, sign := text[:i], text[i:i+1]
	if strings.Contains(whole, sign) {
		return text
	}
	if strings.ContainsAny(whole, ".,") {
		if !thousands.MatchString(whole) {
			return text
		}
		whole = strings.NewReplacer(".", "", ",", "").Replace(whole)
	}
	return whole + "." + text[i+1:]
}

// isAmbiguousDecimal reports whether a number has two possible meanings: one comma before three
// digits, like 1,234. A point is always a decimal point.
func isAmbiguousDecimal(text string) bool {
	return strings.Count(text, ",") == 1 && !strings.Contains(text, ".") && thousands.MatchString(text)
}

// twoNumbers asks which number was meant.
func twoNumbers(text string) Reason {
	whole, fraction, _ := strings.Cut(text, ",")
	return AmbiguousNumber{Text: text, Whole: whole + fraction, Decimal: whole + "." + fraction + "0"}
}

// checkDecimal is parseDecimal for a field of a form. what says what to enter instead.
func checkDecimal(invalid *Invalid, field, text string, digits int32, most int64, what Reason) int64 {
	n, ok := parseDecimal(text, digits, most)
	text = strings.TrimSpace(text)
	switch {
	case ok:
		return n
	case digits >= 3 && isAmbiguousDecimal(text):
		invalid.add(field, twoNumbers(text))
	default:
		invalid.add(field, what)
	}
	return 0
}

// decimalText formats an integer of 10^-digits with at least places digits after the point, like
// 0.0345 or 19.00.
func decimalText(n int64, digits, places int32) string {
	text := decimal.New(n, -digits).StringFixed(digits)
	least := len(text) - int(digits-places)
	for len(text) > least && strings.HasSuffix(text, "0") {
		text = text[:len(text)-1]
	}
	return strings.TrimSuffix(text, ".")
}
