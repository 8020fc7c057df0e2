package access

import (
	"fmt"
	"testing"
)

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		messages        int64
		price, rate     string
		currency        Currency
		net, vat, total string
	}{
		{1, "0", "19", "EUR", "0.00 EUR", "0.00 EUR", "0.00 EUR"},
		{1000, "0.05", "19", "EUR", "50.00 EUR", "9.50 EUR", "59.50 EUR"},
		// VAT 819.375
		{125_000, "0.0345", "19", "EUR", "4,312.50 EUR", "819.38 EUR", "5,131.88 EUR"},
		// a half is rounded up
		{1, "0.005", "0", "EUR", "0.01 EUR", "0.00 EUR", "0.01 EUR"},
		{1, "0.004999", "0", "EUR", "0.00 EUR", "0.00 EUR", "0.00 EUR"},
		{1, "0.015", "0", "EUR", "0.02 EUR", "0.00 EUR", "0.02 EUR"}, // not to even
		{1, "0.025", "0", "EUR", "0.03 EUR", "0.00 EUR", "0.03 EUR"},
		// and away from zero for negative amounts
		{-1, "0.025", "0", "EUR", "-0.03 EUR", "0.00 EUR", "-0.03 EUR"},
		{1, "2.5", "1", "USD", "2.50 USD", "0.03 USD", "2.53 USD"}, // VAT 0.025
		{-1, "2.5", "1", "USD", "-2.50 USD", "-0.03 USD", "-2.53 USD"},
		// net 1.005, and the VAT of the rounded net
		{3, "0.335", "20", "GBP", "1.01 GBP", "0.20 GBP", "1.21 GBP"},
		{7, "0.07", "8.1", "CHF", "0.49 CHF", "0.04 CHF", "0.53 CHF"},
		{1, "0.5", "10", "JPY", "1 JPY", "0 JPY", "1 JPY"},
		{1, "2.5", "0", "JPY", "3 JPY", "0 JPY", "3 JPY"},
		{1, "0.499999", "10", "JPY", "0 JPY", "0 JPY", "0 JPY"},
		{1001, "3.5", "10", "JPY", "3,504 JPY", "350 JPY", "3,854 JPY"}, // net 3503.5, VAT 350.4
		{1, "5", "10", "JPY", "5 JPY", "1 JPY", "6 JPY"},                // VAT 0.5
		{1, "0.01", "100", "EUR", "0.01 EUR", "0.01 EUR", "0.02 EUR"},
		{999_999_999, "0.000001", "7.75", "EUR", "1,000.00 EUR", "77.50 EUR", "1,077.50 EUR"},
		{1_000_000_000, "1000000", "100", "EUR", "1,000,000,000,000,000.00 EUR", "1,000,000,000,000,000.00 EUR", "2,000,000,000,000,000.00 EUR"},
		{1_000_000_000, "999999.999999", "99.99", "EUR", "999,999,999,999,000.00 EUR", "999,899,999,999,000.10 EUR", "1,999,899,999,998,000.10 EUR"},
	} {
		price, ok := parseDecimal(c.price, priceDigits, maxPriceMicros)
		rate, okRate := parseDecimal(c.rate, rateDigits, maxVATRate)
		if !ok || !okRate {
			t.Fatalf("%+v cannot be read", c)
		}
		a := amountsOf(c.messages, price, rate, c.currency)
		equal(t, fmt.Sprintf("%d × %s %s + %s %%", c.messages, c.price, c.currency, c.rate), []string{a.Net.String(), a.VAT.String(), a.Total.String()}, []string{c.net, c.vat, c.total})
	}
}

func TestParseDecimal(t *testing.T) {
	for _, c := range []struct {
		text   string
		digits int32
		most   int64
		want   string
	}{
		{"0", 6, 100, "0 true"}, {"0.000001", 6, 100, "1 true"}, {"1.5", 6, 2_000_000, "1500000 true"}, {" 7.75 ", 2, 10_000, "775 true"},
		{"100", 2, 10_000, "10000 true"}, {"100.00", 2, 10_000, "10000 true"}, {"007", 0, 10, "7 true"},
		{"100.01", 2, 10_000, "10001 false"}, {"0.0000001", 6, 100, "0 false"}, {"1.", 2, 1000, "0 false"}, {".5", 2, 1000, "0 false"},
		{"", 2, 1000, "0 false"}, {"-1", 2, 1000, "0 false"}, {"+1", 2, 1000, "0 false"}, {"1e3", 2, 1_000_000, "0 false"}, {"1,5", 2, 1000, "150 true"}, {"12,50", 2, 10_000, "1250 true"}, {"0,0345", 6, 1 << 62, "34500 true"}, {"0,345", 6, 1 << 62, "345000 true"},
		{"1.234,56", 2, 1 << 62, "123456 true"}, {"1,234.56", 2, 1 << 62, "123456 true"}, {"1.234.567,8", 2, 1 << 62, "123456780 true"}, {"1,234,567.891", 3, 1 << 62, "1234567891 true"},
		{"1.234", 6, 1 << 62, "1234000 true"}, {"1234,567", 3, 1 << 62, "1234567 true"}, {"1,2345", 6, 1 << 62, "1234500 true"},
		// either could be meant
		{"1,234", 6, 1 << 62, "0 false"}, {"999,000", 6, 1 << 62, "0 false"}, {"1,234", 2, 1 << 62, "0 false"}, {"1,234", 0, 1 << 62, "0 false"},
		{"1,234,567", 6, 1 << 62, "0 false"}, {"1.234.567", 6, 1 << 62, "0 false"}, {"12,34.56", 6, 1 << 62, "0 false"}, {"1234.567,8", 6, 1 << 62, "0 false"},
		{"1,234.5,6", 6, 1 << 62, "0 false"}, {"0,123.4", 6, 1 << 62, "0 false"}, {"1,", 2, 1000, "0 false"}, {",5", 2, 1000, "0 false"}, {"1 234,5", 6, 1 << 62, "0 false"},
		{"1.5.5", 4, 1_000_000, "0 false"}, {"0x10", 2, 10_000, "0 false"}, {"٣", 2, 1000, "0 false"}, {"NaN", 2, 1000, "0 false"}, {"99999999999", 6, 1 << 62, "0 false"},
	} {
		n, ok := parseDecimal(c.text, c.digits, c.most)
		equal(t, fmt.Sprintf("%q with %d digits", c.text, c.digits), fmt.Sprint(n, ok), c.want)
	}
}

func TestDecimalText(t *testing.T) {
	for _, c := range []struct {
		n              int64
		digits, places int32
		want           string
	}{
		{34_500, 6, 2, "0.0345"}, {50_000, 6, 2, "0.05"}, {0, 6, 2, "0.00"}, {1_000_000, 6, 2, "1.00"}, {1, 6, 2, "0.000001"},
		{2_500_000, 6, 0, "2.5"}, {3_000_000, 6, 0, "3"}, {30_000_000, 6, 0, "30"}, {1900, 2, 2, "19.00"}, {775, 2, 2, "7.75"},
	} {
		equal(t, fmt.Sprintf("%d with %d digits", c.n, c.digits), decimalText(c.n, c.digits, c.places), c.want)
	}
}

// TestNumbersOfTwoMeanings: a number that would be a thousand times larger elsewhere is never
// guessed.
func TestNumbersOfTwoMeanings(t *testing.T) {
	var invalid Invalid
	checkDecimal(&invalid, "price", " 1,234 ", priceDigits, maxPriceMicros, ChooseCurrency{})
	checkDecimal(&invalid, "vat_rate", "1,234", rateDigits, maxVATRate, RateRange{})
	checkHours(&invalid, "hours", "1,234")
	equal(t, "what is said", invalid.Fields, map[string]Reason{
		"price": AmbiguousNumber{Text: "1,234", Whole: "1234", Decimal: "1.2340"}, "vat_rate": RateRange{},
		"hours": AmbiguousNumber{Text: "1,234", Whole: "1234", Decimal: "1.2340"},
	})
	invalid = Invalid{}
	equal(t, "what it says to enter", []int64{
		checkDecimal(&invalid, "a", "1234", priceDigits, 1<<62, nil), checkDecimal(&invalid, "b", "1.2340", priceDigits, 1<<62, nil), checkHours(&invalid, "c", "1,5").Milliseconds(),
	}, []int64{1_234_000_000, 1_234_000, 5_400_000})
	equal(t, "mistakes", invalid.err(), nil)
}
