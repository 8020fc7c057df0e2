package main

import "strings"

// column is a column of keys, from the digit down: as typed, and with the digit shifted.
type column struct{ plain, shifted string }

// columns are those of American and German keyboards. Shifted letters are the same in lower case.
var columns = [][]column{
	{
		{"1qaz", "!qaz"}, {"2wsx", "@wsx"}, {"3edc", "#edc"}, {"4rfv", "$rfv"}, {"5tgb", "%tgb"}, {"6yhn", "^yhn"}, {"7ujm", "&ujm"},
		{"8ik,", "*ik<"}, {"9ol.", "(ol>"}, {"0p;/", ")p:?"},
	},
	{
		{"1qay", "!qay"}, {"2wsx", `"wsx`}, {"3edc", "§edc"}, {"4rfv", "$rfv"}, {"5tgb", "%tgb"}, {"6zhn", "&zhn"}, {"7ujm", "/ujm"},
		{"8ik,", "(ik;"}, {"9ol.", ")ol:"}, {"0pö-", "=pö_"},
	},
}

var rows = [][]string{
	{"1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "!@#$%^&*()_+"},
	{"1234567890ß", "qwertzuiopü+", "asdfghjklöä#", "yxcvbnm,.-", `!"§$%&/()=`},
}

// keyboard is walks over the keyboard.
func keyboard() (walks []string) {
	for i := range columns {
		for length := 3; length <= 5; length++ {
			walks = append(walks, columnWalks(columns[i], length)...)
		}
		walks = append(walks, rowWalks(rows[i])...)
		walks = append(walks, zigzags(rows[i])...)
	}
	return walks
}

// columnWalks are neighbouring columns, to the right or left, down, up or in turns, each with and
// without shift; and pairs of the same column.
func columnWalks(keys []column, length int) (walks []string) {
	for start := range keys {
		for _, step := range []int{1, -1} {
			for _, twice := range []bool{false, true} {
				var path []column
				for i := range length {
					at := start + step*i
					if twice {
						at = start + step*(i/2)
					}
					if at >= 0 && at < len(keys) {
						path = append(path, keys[at])
					}
				}
				if len(path) == length {
					walks = append(walks, alongColumns(path)...)
				}
			}
		}
	}
	return walks
}

func alongColumns(path []column) (walks []string) {
	for shifts := range 1 << len(path) {
		for _, up := range []func(int) bool{
			func(int) bool { return false }, func(int) bool { return true },
			func(i int) bool { return i%2 == 0 }, func(i int) bool { return i%2 == 1 },
		} {
			var b strings.Builder
			for i, c := range path {
				keys := c.plain
				if shifts&(1<<i) != 0 {
					keys = c.shifted
				}
				if up(i) {
					keys = reverse(keys)
				}
				b.WriteString(keys)
			}
			walks = append(walks, b.String())
		}
	}
	return walks
}

// rowWalks are the beginnings of two to four rows, in each order.
func rowWalks(keys []string) (walks []string) {
	var extend func(sofar string, used, n int)
	for length := 3; length <= 12; length++ {
		extend = func(sofar string, used, n int) {
			if n > 0 {
				walks = append(walks, sofar, reverse(sofar))
			}
			for i, row := range keys {
				if r := []rune(row); used&(1<<i) == 0 && n < 4 {
					extend(sofar+string(r[:min(length, len(r))]), used|1<<i, n+1)
				}
			}
		}
		extend("", 0, 0)
	}
	return walks
}

// zigzags go back and forth between two rows.
func zigzags(keys []string) (walks []string) {
	for i, a := range keys {
		for j, b := range keys {
			if i == j {
				continue
			}
			first, second := []rune(a), []rune(b)
			for from := 0; from < len(first); from++ {
				var z strings.Builder
				for k := from; k < min(len(first), len(second)); k++ {
					z.WriteRune(first[k])
					z.WriteRune(second[k])
					walks = append(walks, z.String(), reverse(z.String()))
				}
			}
		}
	}
	return walks
}

func reverse(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}
